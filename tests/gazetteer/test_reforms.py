"""Outlines of units that have been joined, or whose code is another's now, go to the code that their towns have."""

from shapely import box

from geo.gazetteer.build.reforms import holds_its_towns, moved_outlines


def _towns(code, *spots):
    country, _, admin1 = code.partition(".")
    return [{"country": country, "admin1": admin1, "lng": str(lon), "lat": str(lat)} for lon, lat in spots]


WEST, EAST = box(0, 0, 10, 10), box(10, 0, 20, 10)
IN_WEST, IN_EAST = [(1, 1), (2, 2), (3, 3), (4, 4)], [(11, 1), (12, 2), (13, 3), (14, 4)]


def test_outlines_that_hold_their_towns_stay():
    towns = _towns("NO.01", *IN_WEST) + _towns("NO.02", *IN_EAST)
    assert moved_outlines(["NO.01", "NO.02"], [WEST, EAST], towns) == {}


def test_codes_that_have_changed_places_change_them_back():
    towns = _towns("VN.44", *IN_EAST) + _towns("VN.01", *IN_WEST)
    assert moved_outlines(["VN.44", "VN.01"], [WEST, EAST], towns) == {0: "VN.01", 1: "VN.44"}


def test_units_whose_code_is_gone_go_to_the_one_they_were_joined_to():
    towns = _towns("VN.51", *IN_WEST, *IN_EAST)
    assert moved_outlines(["VN.51", "VN."], [WEST, EAST], towns) == {1: "VN.51"}


def test_an_outline_without_any_town_of_its_code_is_not_its():
    towns = _towns("NO.21", *IN_EAST)
    assert moved_outlines(["NO.21"], [WEST], towns) == {0: None}


def test_few_towns_or_those_of_another_country_tell_nothing():
    assert moved_outlines(["NO.21"], [WEST], _towns("NO.21", (11, 1)) + _towns("NO.03", (1, 1), (2, 2))) == {}
    assert moved_outlines(["NO.21"], [WEST], _towns("SJ.21", *IN_WEST)) == {0: None}
    mixed = _towns("NO.03", *IN_WEST[:2]) + _towns("NO.46", *IN_WEST[2:])
    assert moved_outlines(["NO."], [WEST], mixed) == {0: None}


def test_a_unit_joined_of_pieces_has_an_outline_only_where_none_is_missing():
    towns = _towns("MD.58", *IN_WEST, *IN_EAST)
    assert holds_its_towns("MD.58", WEST.union(EAST), towns)
    assert not holds_its_towns("MD.58", EAST, towns)

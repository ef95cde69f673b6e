"""Claims about parts of places: sectors of towns, halves of countries, quarters that no gazetteer knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import marked

from geo import geodesy
from geo.claims import verifying
from geo.claims._phrases import Heading
from geo.claims._sectors import frame_of, part_fits, part_of_outline
from geo.model import Place, Position, Precision, Shape

SQUARE = Shape("Polygon", (((10.0, 0.0), (20.0, 0.0), (20.0, 10.0), (10.0, 10.0), (10.0, 0.0)),))
AZIMUTHS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}


def heading(name):
    return Heading(name, AZIMUTHS[name], 45.0)


def verdicts(text, gazetteer, places=None):
    outcome = verifying.verify_document(marked(text, gazetteer, places))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "part"]


JUDGED = [
    ("the northern {Iraqi} city of [Mosul]", {"supported"}),
    ("the western {Iraqi} city of [Fallujah]", {"supported", "approximate"}),
    ("[Benghazi], in eastern [Libya]", {"supported"}),
    ("[Ukraine]'s southern city of [Kherson]", {"supported"}),
    ("[Azaz] in northern [Aleppo] province", {"supported"}),
    ("[Douma], an eastern suburb of [Damascus]", {"supported"}),
    ("[Afrin] lies in the north-western [Aleppo] countryside", {"supported"}),
    ("[Bakhmut] in [Ukraine]'s east", {"supported"}),
    ("the southern {Iraqi} city of [Mosul]", {"contradicted"}),
    ("[Benghazi], in western [Libya]", {"contradicted"}),
    ("[Lviv], a city in eastern [Ukraine]", {"contradicted"}),
    ("[Douma], a western suburb of [Damascus]", {"contradicted"}),
    ("[Mosul], in northern [Syria]", {"contradicted"}),
]


@pytest.mark.parametrize(("text", "expected"), JUDGED)
def test_part_is_judged_by_outline_or_sector(text, expected, gazetteer):
    found = verdicts(text, gazetteer)
    assert {verdict.verdict.value for verdict in found} <= expected
    assert found


def test_a_quarter_that_is_unknown_is_an_area_in_that_sector_of_its_town(gazetteer):
    document = marked("[Fallujah]'s northwestern neighbourhood of [al-Julan] fell.", gazetteer, {"al-Julan": None})
    outcome = verifying.verify_document(document)
    place = outcome.placements[1]
    fallujah = document.place(0)
    assert place.precision is Precision.INFERRED
    assert place.source == "inferred"
    assert place.outline is not None
    assert place.country == "IQ"
    way = geodesy.inverse(fallujah.position, place.position)
    assert 270 < way.azimuth_deg < 360
    assert way.distance_m < fallujah.extent_m
    assert outcome.verdicts[0].reason == "subject_inferred"


@pytest.mark.parametrize("where", [Position(32.98, 35.75), Position(32.71, 36.57)])
def test_a_quarter_known_only_elsewhere_is_where_the_text_has_it(where, gazetteer):
    elsewhere = Place("x:1", "Barzeh", where, feature_code="PPL", country="SY", population=40_000)
    document = marked(
        "[Fallujah]'s northwestern neighbourhood of [al-Barzeh]; in [al-Barzeh]", gazetteer, {"al-Barzeh": elsewhere}
    )
    outcome = verifying.verify_document(document)
    assert {place.country for place in outcome.placements.values()} == {"IQ"}
    assert set(outcome.placements) == {1, 2}


def test_a_quarter_that_bears_the_name_of_a_region_is_not_that_region(gazetteer):
    document = marked("Troops entered [Fallujah]'s northwestern neighbourhood of [Hauran].", gazetteer)
    assert verifying.verify_document(document).placements[1].country == "IQ"


def test_the_city_is_the_one_named_before(gazetteer):
    text = "[Fallujah] was declared free. Troops entered the city's northwestern neighbourhood of [al-Julan]."
    (verdict,) = verdicts(text, gazetteer, {"al-Julan": None})
    assert verdict.claim.reference == 0
    assert verdict.claim.implied == "Fallujah"


def test_a_part_without_a_name_is_drawn_once(gazetteer):
    found = verdicts("Fighting in eastern [Aleppo] went on. More fled eastern [Aleppo].", gazetteer)
    assert [(verdict.reason, verdict.footprint is not None) for verdict in found] == [("no_subject", True)]


def test_words_that_only_look_like_parts_are_none(gazetteer):
    assert verdicts("[South Sudan] and [North Korea], [East Jerusalem] and [Eastern Ghouta]", gazetteer) == []


@pytest.mark.parametrize(
    ("name", "lat", "lon"), [("N", 9.0, 15.0), ("S", 1.0, 15.0), ("E", 5.0, 19.0), ("NW", 9.0, 11.0)]
)
def test_a_corner_of_a_square_is_in_its_own_part_and_not_in_the_opposite(name, lat, lon):
    opposite = {"N": "S", "S": "N", "E": "W", "NW": "SE"}[name]
    assert part_fits(Position(lat, lon), SQUARE, heading(name)) == 1.0
    assert part_fits(Position(lat, lon), SQUARE, heading(opposite)) == 0.0


def test_the_middle_is_in_every_part():
    middle = frame_of(SQUARE).centre
    assert {part_fits(middle, SQUARE, heading(name)) for name in AZIMUTHS} == {1.0}


@given(st.sampled_from(sorted(AZIMUTHS)), st.floats(0.1, 9.9), st.floats(10.1, 19.9))
def test_what_is_clearly_in_a_part_is_not_clearly_in_the_opposite(name, lat, lon):
    position = Position(lat, lon)
    opposite = next(other for other in AZIMUTHS if abs(AZIMUTHS[other] - AZIMUTHS[name]) == 180.0)
    shares = [frame_of(SQUARE).share(position, AZIMUTHS[side]) for side in (name, opposite)]
    if max(map(abs, shares)) > 0.3:
        assert part_fits(position, SQUARE, heading(name)) + part_fits(position, SQUARE, heading(opposite)) <= 1.0


def test_a_half_of_an_outline_is_half_of_it():
    half = part_of_outline(SQUARE, heading("N"))
    assert {round(lat, 6) for _lon, lat in half.coordinates[0]} == {5.0, 10.0}
    quarter = part_of_outline(SQUARE, heading("NW"))
    assert max(lon for lon, _lat in quarter.coordinates[0]) == pytest.approx(15.0)

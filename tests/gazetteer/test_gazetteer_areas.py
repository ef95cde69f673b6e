"""Areas: outlines, borders, what lies where."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.outlines import decode, encode
from geo.model import Position

PLACES = [
    (33.35, 43.78, "IQ", "Anbar"),
    (36.34, 43.13, "IQ", "Nineveh"),
    (36.2, 37.16, "SY", "Aleppo"),
    (45.0, 34.1, "UA", "Crimea"),
    (50.45, 30.52, "UA", "Kyiv City"),
    (15.6, 32.5, "SD", "Khartoum"),
    (42.65, -73.76, "US", "New York"),
]


@pytest.mark.parametrize(("lat", "lon", "country", "admin1"), PLACES)
def test_a_position_lies_in_its_country_and_province(gazetteer, lat, lon, country, admin1):
    areas = gazetteer.areas_at(Position(lat, lon))
    assert gazetteer.country(areas.country_row) == country
    assert gazetteer.name(areas.admin1_row) == admin1


def test_the_open_sea_lies_in_no_country(gazetteer):
    assert gazetteer.areas_at(Position(-40.0, -120.0)) == (None, None, None)


def test_swapped_coordinates_leave_the_country(gazetteer):
    assert gazetteer.contains(gazetteer.country_row("IQ"), Position(33.35, 43.78)) is True
    assert gazetteer.contains(gazetteer.country_row("IQ"), Position(43.78, 33.35)) is False


def test_a_tolerance_reaches_over_the_border(gazetteer):
    iraq, across = gazetteer.country_row("IQ"), Position(34.45, 40.92)
    away = gazetteer.distance_to_border_m(iraq, across)
    assert gazetteer.contains(iraq, across) is False
    assert gazetteer.contains(iraq, across, tolerance_m=away + 1) is True


def test_a_point_place_has_no_outline(gazetteer):
    assert gazetteer.outline("geonames:99454") is None
    assert gazetteer.contains(gazetteer.row_of("geonames:99454"), Position(33.3, 43.8)) is None


def test_neighbours_share_a_border_line(gazetteer):
    border = gazetteer.border_between("IQ", "SY")
    points = border.coordinates if border.kind == "LineString" else [p for part in border.coordinates for p in part]
    assert all(38.5 < lon < 42.6 and 33.0 < lat < 37.4 for lon, lat in points)
    assert gazetteer.border_between("SY", "IQ") == border
    assert gazetteer.border_between("IQ", "UA") is None


def test_a_river_is_a_line(gazetteer):
    euphrates = gazetteer.lookup("Euphrates")[0].row
    assert gazetteer.outline(euphrates).kind in {"LineString", "MultiLineString"}
    assert gazetteer.distance_to_border_m(euphrates, Position(33.35, 43.78)) < 8_000


@pytest.mark.parametrize("name", ["Lake Tharthar", "Dead Sea", "Lake Victoria", "Lake Michigan", "Lake Tanganyika"])
def test_a_lake_has_its_outline(gazetteer, name):
    lake = gazetteer.lookup(name)[0].row
    assert gazetteer.outline(lake).kind in {"Polygon", "MultiPolygon"}
    assert gazetteer.distance_to_border_m(lake, gazetteer.position(lake)) < gazetteer.extent_m(lake)


def test_a_lake_that_has_shrunk_keeps_its_extent_and_no_outline(gazetteer):
    chad = gazetteer.row_of("conflictmap:lake-chad")
    assert gazetteer.outline(chad) is None
    assert gazetteer.extent_m(chad) > 60_000


def test_rings_are_closed_and_turn_the_right_way(gazetteer):
    shape = gazetteer.outline("geonames:99592")
    polygons = [shape.coordinates] if shape.kind == "Polygon" else shape.coordinates
    for polygon in polygons:
        outer = polygon[0]
        assert outer[0] == outer[-1]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outer))
        assert area > 0


@pytest.mark.parametrize(
    ("place", "area", "inside"),
    [
        ("geonames:99454", "geonames:99592", True),
        ("geonames:99454", "geonames:99237", True),
        ("geonames:99454", "geonames:92877", False),
        ("geonames:99454", "geonames:163843", False),
        ("geonames:99592", "geonames:99237", True),
    ],
)
def test_containment_follows_the_hierarchy(gazetteer, place, area, inside):
    assert gazetteer.is_within(gazetteer.row_of(place), gazetteer.row_of(area)) is inside


def test_the_nearest_town_answers_a_position(gazetteer):
    assert gazetteer.id(gazetteer.reverse(Position(33.35, 43.785))[0]) == "geonames:99454"
    rows = gazetteer.reverse(Position(36.2, 37.16), limit=5, max_m=20_000)
    assert len(rows) == 5
    assert gazetteer.reverse(Position(-40.0, -120.0)) == ()


RING = st.lists(st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000)), min_size=1, max_size=20)


@given(st.lists(st.lists(RING, min_size=1, max_size=3), max_size=3))
def test_outlines_come_back_as_they_were_stored(parts):
    assert decode(encode(parts)) == parts

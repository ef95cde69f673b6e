"""Distances, azimuths and shapes against the reference table and at the odd ends of the globe."""

from __future__ import annotations

import gzip
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import geodesy
from geo.model import Position

BAGHDAD = Position(33.34058, 44.40088)
FALLUJAH = Position(33.34913, 43.78599)
POSITIONS = st.builds(Position, st.floats(-90, 90), st.floats(-180, 180))
AZIMUTHS = st.floats(-720, 720)


def test_fallujah_lies_57_km_west_of_baghdad():
    way = geodesy.inverse(BAGHDAD, FALLUJAH)
    assert way.distance_m == pytest.approx(57_247, abs=1)
    assert way.azimuth_deg == pytest.approx(271.1, abs=0.05)


@pytest.mark.data
def test_reference_table_is_met_within_15_nanometres(data):
    worst = 0.0
    with gzip.open(data / "GeodTest-short.dat.gz", "rt") as rows:
        for number, row in enumerate(rows):
            if number % 5:
                continue
            lat1, lon1, _, lat2, lon2, _, metres, *_ = (float(cell) for cell in row.split())
            start, end = Position(lat1, geodesy.normal_longitude(lon1)), Position(lat2, geodesy.normal_longitude(lon2))
            worst = max(worst, abs(geodesy.distance(start, end) - metres))
    assert worst < 15e-9


@pytest.mark.parametrize(
    ("start", "end", "metres", "azimuth"),
    [
        (Position(0, 0), Position(0, 0), 0.0, 0.0),
        (Position(90, 0), Position(90, 77), 0.0, None),
        (Position(90, 0), Position(-90, 0), 20_003_931.46, None),
        (Position(0, 0), Position(0, 180), 20_003_931.46, 0.0),
        (Position(0, 179.5), Position(0, -179.5), 111_319.49, 90.0),
        (Position(-1e-12, 10), Position(1, 10), 110_574.39, 0.0),
    ],
)
def test_odd_ends_of_the_globe(start, end, metres, azimuth):
    way = geodesy.inverse(start, end)
    assert way.distance_m == pytest.approx(metres, abs=0.01)
    if azimuth is not None:
        assert way.azimuth_deg == pytest.approx(azimuth, abs=1e-6)


@given(POSITIONS, POSITIONS)
def test_distance_is_symmetric_and_azimuths_are_in_range(start, end):
    forth, back = geodesy.inverse(start, end), geodesy.inverse(end, start)
    assert forth.distance_m == pytest.approx(back.distance_m, abs=1e-6)
    assert 0.0 <= forth.azimuth_deg < 360.0
    assert 0.0 <= forth.back_azimuth_deg < 360.0


@given(st.builds(Position, st.floats(-89, 89), st.floats(-180, 180)), st.floats(0, 359.9), st.floats(1.0, 9_000_000.0))
def test_destination_and_inverse_agree(start, azimuth, metres):
    end = geodesy.destination(start, azimuth, metres)
    assert geodesy.distance(start, end) == pytest.approx(metres, abs=1e-4)


@given(st.builds(Position, st.floats(-70, 70), st.floats(-180, 180)), st.floats(0, 359.9), st.floats(10.0, 900_000.0))
def test_the_origin_of_a_way_is_where_it_began(start, azimuth, metres):
    end = geodesy.destination(start, azimuth, metres)
    assert geodesy.distance(geodesy.origin(end, azimuth, metres), start) < 0.01


@given(POSITIONS, POSITIONS)
def test_rough_distance_is_within_six_per_mille(start, end):
    exact = geodesy.distance(start, end)
    rough = geodesy.rough_distance(start.lat, start.lon, end.lat, end.lon)
    assert abs(rough - exact) <= 0.006 * exact + 1.0


@given(AZIMUTHS, AZIMUTHS)
def test_angle_between_is_symmetric_and_at_most_half_a_turn(one, other):
    assert geodesy.angle_between(one, other) == pytest.approx(geodesy.angle_between(other, one))
    assert 0.0 <= geodesy.angle_between(one, other) <= 180.0


@given(st.floats(-1e6, 1e6))
def test_normal_azimuth_never_gives_360(degrees):
    assert 0.0 <= geodesy.normal_azimuth(degrees) < 360.0


@pytest.mark.parametrize(
    ("azimuth", "point"), [(0, "N"), (359.9, "N"), (-1e-17, "N"), (271.1, "W"), (22.5, "NNE"), (202.5, "SSW")]
)
def test_compass_words(azimuth, point):
    assert geodesy.compass(azimuth) == point


def _signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring)) / 2


@given(
    st.builds(Position, st.floats(-80, 80), st.floats(-180, 180)),
    st.floats(0, 360),
    st.floats(1, 170),
    st.floats(0, 50_000),
    st.floats(60_000, 300_000),
)
def test_wedges_are_closed_counter_clockwise_and_in_one_piece(centre, azimuth, half_angle, low, high):
    (ring,) = geodesy.wedge(centre, azimuth, half_angle, low, high).coordinates
    assert ring[0] == ring[-1]
    assert _signed_area(ring) > 0
    assert max(abs(one[0] - other[0]) for one, other in itertools.pairwise(ring)) < 180


def test_annulus_has_a_clockwise_hole():
    outer, inner = geodesy.wedge(BAGHDAD, None, 180.0, 10_000, 20_000).coordinates
    assert _signed_area(outer) > 0 > _signed_area(inner)


def test_wedge_points_lie_at_the_two_distances():
    (ring,) = geodesy.wedge(BAGHDAD, 270, 45, 60_000, 65_000).coordinates
    found = {round(geodesy.distance(BAGHDAD, Position(lat, lon))) for lon, lat in ring}
    assert found == {60_000, 65_000}


def test_circle_across_the_antimeridian_is_unwrapped():
    (ring,) = geodesy.circle(Position(-17, 179.9), 50_000).coordinates
    assert max(lon for lon, _ in ring) > 180


def test_line_is_densified_and_ends_where_it_should():
    line = geodesy.line(BAGHDAD, FALLUJAH, step_m=10_000)
    assert len(line.coordinates) == 7
    assert line.coordinates[-1] == (FALLUJAH.lon, FALLUJAH.lat)


def test_halfway_is_equally_far_from_both():
    middle = geodesy.along(BAGHDAD, FALLUJAH, 0.5)
    assert geodesy.distance(BAGHDAD, middle) == pytest.approx(geodesy.distance(middle, FALLUJAH))

"""Parts of countries by the compass: where they lie, what they are called, and which are left to other sources."""

import pytest

from geo.gazetteer.build.compass import add_compass_parts
from geo.gazetteer.build.world import World
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

shapely = pytest.importorskip("shapely")


def _world(west=10.0, south=0.0, east=16.0, north=6.0):
    world = World({})
    country = Record(id="geonames:1", name="Uganda", lat=3.0, lon=13.0, code="PCLI", country="UG")
    country.other_ids.append("iso:UG")
    world.add(country)
    world.outlines[country.id] = shapely.box(west, south, east, north)
    return world


def test_every_side_lies_on_its_side_and_reaches_its_corners():
    world = _world()
    add_compass_parts(world)
    parts = {record.name: record for record in world.records.values() if record.code == "RGN"}
    assert len(parts) == 9
    north, west, centre = parts["Northern Uganda"], parts["Western Uganda"], parts["Central Uganda"]
    assert (north.lat, north.lon) == pytest.approx((5.0, 13.0), abs=0.1)
    assert (west.lat, west.lon) == pytest.approx((3.0, 11.0), abs=0.1)
    assert (centre.lat, centre.lon) == pytest.approx((3.0, 13.0), abs=0.1)
    assert north.extent_m == pytest.approx(rough_distance(north.lat, north.lon, 6.0, 16.0), abs=2_000)
    assert {"northern Uganda", "Northern Uganda"} <= {north.name, *north.names}
    assert "north-eastern Uganda" in parts["Northeastern Uganda"].names
    assert north.parent == "geonames:1"


def test_a_name_that_another_place_bears_is_left_to_it():
    world = _world()
    world.add(Record(id="geonames:2", name="Somewhere", lat=5.0, lon=13.0, code="ADM1", names=["northern Uganda"]))
    add_compass_parts(world)
    names = {record.name for record in world.records.values()}
    assert "Northern Uganda" not in names
    assert "Southern Uganda" in names


def test_small_countries_have_no_parts():
    world = _world(10.0, 0.0, 10.5, 0.5)
    add_compass_parts(world)
    assert len(world.records) == 1

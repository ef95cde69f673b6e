"""The units that are placed by hand: whole rows, in their country and province, kept where nothing else places them."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from geo.gazetteer import open_gazetteer
from geo.gazetteer.build.admin import place_units
from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.districts import add_districts
from geo.gazetteer.build.world import World, clean_names, slug
from geo.gazetteer.folding import plain_form
from geo.gazetteer.records import Record
from geo.model import Position

COLUMNS = {"code", "name", "lat", "lon", "extent_km", "names"}
LISTED = rows("districts.csv")
PLACED = [row for row in LISTED if row["lat"]]


def _is_new(row):
    return row["code"].count(".") == 1


def _id(row):
    return f"conflictmap:{row['code'][:2].lower()}-{slug(row['name'])}" if _is_new(row) else f"admin:{row['code']}"


def test_every_row_is_whole_and_no_unit_or_name_is_entered_twice():
    assert len({(row["code"], row["name"]) for row in LISTED}) == len(LISTED)
    assert len({row["code"] for row in LISTED if not _is_new(row)}) == len([r for r in LISTED if not _is_new(r)])
    for row in LISTED:
        assert set(row) == COLUMNS, row
        assert row["code"].count(".") == 2 or (_is_new(row) and row["lat"]), row
        assert row["lat"] or not (row["lon"] or row["extent_km"]), row
        names = [row["name"], *split(row["names"])]
        assert clean_names(names) == names, row
        assert len({plain_form(name).lower() for name in names}) == len(names), row


def test_every_middle_lies_in_its_country_and_about_in_its_province():
    gazetteer = open_gazetteer()
    for row in PLACED:
        position = Position(float(row["lat"]), float(row["lon"]))
        assert 3 <= float(row["extent_km"]) <= 130, row
        country, admin1 = row["code"].split(".")[:2]
        whole = gazetteer.row_of(f"iso:{country}")
        assert gazetteer.contains(whole, position, tolerance_m=2_000) is not False, row
        # Some codes are older than the provinces' outlines, and exclaves and islands lie outside of them.
        province = gazetteer.row_of(f"admin:{country}.{admin1}")
        assert province is not None, row
        assert gazetteer.contains(province, position, tolerance_m=45_000) is not False, row


def test_a_unit_without_outline_and_town_is_kept_where_a_row_places_it_and_dropped_elsewhere():
    world = World({})
    for row in LISTED:
        level, code = "ADM1" if _is_new(row) else "ADM2", f"admin:{row['code']}"
        world.add(Record(id=code, name="as in the source", lat=0.0, lon=0.0, code=level, country=row["code"][:2]))
    other = world.add(Record(id="admin:ET.51.1", name="Elsewhere", lat=0.0, lon=0.0, code="ADM2", country="ET"))
    drawn = PLACED[0]
    world.outlines[f"admin:{drawn['code']}"] = box(20.0, 10.0, 22.0, 12.0)
    add_districts(world)
    place_units(world)
    assert other.id not in world.records
    for row in PLACED[1:]:
        record = world.records[_id(row)]
        assert record.code == "ADM2"
        assert not _is_new(row) or record.parent == f"admin:{row['code']}"
        assert (record.name, record.lat, record.lon) == (row["name"], float(row["lat"]), float(row["lon"]))
        assert record.extent_m == 1_000 * float(row["extent_km"])
        assert set(split(row["names"])) <= set(record.names)
    record = world.records[f"admin:{drawn['code']}"]
    assert (record.name, record.lat, record.lon) == (drawn["name"], 11.0, 21.0)


def test_a_code_of_no_unit_is_an_error():
    with pytest.raises(ValueError, match="which is no admin-1 or admin-2 code"):
        add_districts(World({}))

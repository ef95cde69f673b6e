"""The hand-made lists of villages: whole rows, inside their country, told honestly how well they are placed."""

from __future__ import annotations

import pytest

from geo.gazetteer import open_gazetteer
from geo.gazetteer.build.curated import matching, rows, split
from geo.gazetteer.folding import fold
from geo.geodesy import rough_distance
from geo.model import Position

LISTS = matching("villages_*.csv")
#: Settlements, fields and crossings, bases, landforms and tracts of country: nothing with an outline of its own.
CODES = {"PPL", "PPLL", "PPLX", "PPLA3", "LCTY", "CMP", "OILF", "DAM", "AIRB", "AIRP"}
CODES |= {"AREA", "MT", "MTS", "HLL", "VAL", "PASS", "ISL", "LK"}
COLUMNS = {"name", "lat", "lon", "code", "country", "within", "extent_m", "names", "local"}


def test_there_are_lists_and_their_names_are_no_others():
    assert LISTS
    assert matching("sites.csv", "villages_*.csv")[1:] == LISTS


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_whole_and_lies_in_its_country(name):
    gazetteer = open_gazetteer()
    for row in rows(name):
        assert set(row) == COLUMNS, row
        assert row["code"] in CODES, row
        assert 500 <= float(row["extent_m"]) <= 20_000, row
        position = Position(float(row["lat"]), float(row["lon"]))
        country = gazetteer.row_of(f"iso:{row['country']}")
        assert gazetteer.contains(country, position, tolerance_m=10_000) is not False, row
        assert gazetteer.row_of(row["within"]) is not None, row
        spellings = [row["name"], *split(row["names"]), *split(row["local"])]
        assert all(len(spelling) > 1 for spelling in spellings), row
        assert row["code"] != "PPLX" or float(row["extent_m"]) <= 10_000, row


@pytest.mark.parametrize("name", LISTS)
def test_no_place_is_entered_twice(name):
    seen = {}
    for row in rows(name):
        key = (row["country"], fold(row["name"]))
        lat, lon = float(row["lat"]), float(row["lon"])
        for other_lat, other_lon in seen.get(key, ()):
            assert rough_distance(lat, lon, other_lat, other_lon) > 10_000, row
        seen.setdefault(key, []).append((lat, lon))

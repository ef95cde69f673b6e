"""The hand-made lists of landforms, waters, regions, sites and quarters: whole rows, in their country, each once."""

from __future__ import annotations

import re

import pytest

from geo.gazetteer import open_gazetteer
from geo.gazetteer.build.curated import matching, rows, split
from geo.gazetteer.build.curation import add_curated
from geo.gazetteer.build.world import World, slug
from geo.gazetteer.folding import fold
from geo.geodesy import rough_distance
from geo.model import Position

LISTS = matching("features_*.csv")
COLUMNS = ["name", "lat", "lon", "code", "country", "extent_km", "parts", "names", "abbreviations", "weight"]
ISLANDS = {"ISL", "ISLS", "RF"}
"""What may lie where a country has no outline here: small islands are not drawn."""


def bare(name):
    return re.sub(r"\s*\([^()]*\)", "", name)


@pytest.mark.parametrize("name", LISTS)
def test_every_row_is_whole_and_lies_in_its_country(name):
    gazetteer = open_gazetteer()
    listed = rows(name)
    assert listed
    for row in listed:
        assert list(row) == COLUMNS, row
        assert re.fullmatch("[A-Z][A-Z0-9]{1,4}", row["code"]), row
        assert 0.3 <= float(row["extent_km"]) <= 9_000, row
        assert 0 <= int(row["weight"]) <= 2_000_000, row
        assert all(len(spelling) > 1 for spelling in (bare(row["name"]), *split(row["names"]))), row
        position = Position(float(row["lat"]), float(row["lon"]))
        if not row["country"]:
            continue
        country = gazetteer.row_of(f"iso:{row['country']}")
        assert country is not None, row
        # The middle of a bay or reef lies off the coast, at most as far as it reaches.
        off = 1_000.0 * float(row["extent_km"]) + (450_000.0 if row["code"] in ISLANDS else 25_000.0)
        assert gazetteer.contains(country, position, tolerance_m=off) is not False, row


def test_no_place_is_entered_twice():
    seen, ids = {}, set()
    for row in (row for name in ("regions.csv", *LISTS) for row in rows(name)):
        assert slug(row["name"]) not in ids, row
        ids.add(slug(row["name"]))
        lat, lon = float(row["lat"]), float(row["lon"])
        key = fold(bare(row["name"]))
        for other_lat, other_lon, code in seen.get(key, ()):
            assert code != row["code"] or rough_distance(lat, lon, other_lat, other_lon) > 8_000, row
        seen.setdefault(key, []).append((lat, lon, row["code"]))


@pytest.mark.parametrize("name", LISTS)
def test_a_quarter_never_weighs_as_much_as_a_city(name):
    assert all(int(row["weight"]) <= 300_000 for row in rows(name) if row["code"] == "PPLX")


def test_a_bracket_tells_places_apart_and_is_no_part_of_the_name():
    world = World({})
    add_curated(world)
    spain, america = (world.records[f"conflictmap:{key}"] for key in ("sierra-nevada-spain", "sierra-nevada"))
    assert (spain.name, spain.country, spain.code) == ("Sierra Nevada", "ES", "MTS")
    assert america.name == spain.name
    mandara = world.records["conflictmap:mandara-mountains"]
    assert (mandara.country, mandara.parent, mandara.names) == (None, None, ["Mandara Hills"])

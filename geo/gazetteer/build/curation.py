"""What the sources lack, by hand: short names of countries, regions that news names, waters, quarters, battle sites."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from geo.gazetteer.build.curated import matching, rows, split
from geo.gazetteer.build.world import clean_names, slug
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

_SHORTEST_BARE = 5
_BRACKET = re.compile(r"\s*\([^()]*\)")
_SAME_PLACE_M = 8_000.0
_SAME_PLACE_EXTENTS = 1.5
_SAME_BASE_M = 4_000.0
_FAR_M = 15_000.0
_HROMADA_PREFIX = len("katottg:UA") + 7
"""What of the register's codes is the hromada's: oblast, raion and hromada, before the number of the settlement."""
_MOST = 1_000_000
_CLEARLY = 0.15
"""How much more prominent a place is than its namesakes that the whole world means by their name."""
_REPORTED = 1_500
"""What a settlement that reports of fighting name weighs at least, in people: as much as a small town of the name."""
_WEIGHTS = {"PPL": _REPORTED, "PPLL": 1_000}
"""What the rows of settlements weigh; ``PPLL`` is one of a region at war that no report is known to name."""


def add_curated(world: World) -> None:
    """Add the curated records and names."""
    _part_names(world)
    for row in (*rows("countries.csv"), *rows("country_names.csv")):
        record = world.of(f"iso:{row['iso']}")
        if record is None:
            continue
        record.names = clean_names([*record.names, *split(row["names"])], record.name)
        record.abbreviations.extend(split(row["abbreviations"]))
    _add_regions(world)
    _add_sites(world)
    _make_prominent(world)


def _part_names(world: World) -> None:
    """Take from a place the names that a source gives it of another."""
    for row in rows("not_names.csv"):
        record, other = world.of(row["of"]), world.of(row["other"])
        if record is None or other is None:
            continue
        foreign = {fold(name) for name in (other.name, *other.names)} - {fold(record.name)}
        record.names = [name for name in record.names if fold(name) not in foreign]
        record.abbreviations = [name for name in record.abbreviations if fold(name) not in foreign]


def _add_sites(world: World) -> None:
    """Add the places of ``sites.csv`` and of every ``villages_*.csv``; a place that is known gains their names only."""
    sites = [row for name in matching("sites.csv", "villages_*.csv") for row in rows(name)]
    near = _namesakes(world, {row["country"] for row in sites})
    for row in sites:
        country, lat, lon, extent_m = row["country"], float(row["lat"]), float(row["lon"]), float(row["extent_m"])
        # "Hawta (Shabwa)" is told from its namesakes, and called Hawta.
        further = [*_bare(row), *split(row["names"]), *split(row["local"])]
        spellings = clean_names([row["name"], *further])
        # A position that is good to ten kilometres may lie farther from that of the same place elsewhere.
        reach = max(_SAME_PLACE_M, _SAME_PLACE_EXTENTS * extent_m)
        namesakes = [
            (rough_distance(lat, lon, record.lat, record.lon), record.id, record)
            for name in spellings
            for record in near.get((country, fold(name)), ())
            if row["code"].startswith("PPL")
        ]
        known = [found for found in namesakes if _lies_in_hromada(found[2], row["within"])] or [
            found for found in namesakes if found[0] < max(reach, 2.0 * _doubt(found[2]))
        ]
        if known:
            record = min(known)[2]
            record.names = clean_names([*record.names, *spellings], record.name)
            record.weight = max(record.weight, _WEIGHTS.get(row["code"], 0))
            if _doubt(record) > extent_m:
                record.lat, record.lon, record.extent_m = lat, lon, extent_m
            continue
        identifier = f"conflictmap:{country.lower()}-{slug(row['name'])}"
        if identifier in world.records:
            # Two villages of one name: told apart by where they lie.
            identifier += f"-{round(lat * 100)}-{round(lon * 100)}"
        record = Record(
            id=identifier, name=row["name"], lat=lat, lon=lon, code=row["code"], country=country,
            parent=row["within"] if world.of(row["within"]) else f"iso:{country}",
            local_name=row["local"] or None, extent_m=extent_m,
            names=clean_names(further, row["name"]),
            weight=_WEIGHTS.get(row["code"], 0),
        )  # fmt: skip
        if record.code.startswith("AIR"):
            _take_over(world, record)
        world.add(record)
        if record.code.startswith("PPL"):
            for key in {fold(name) for name in spellings}:
                near[country, key].append(record)


def _make_prominent(world: World) -> None:
    """Let the settlements of ``prominent.csv`` come before their namesakes: news says the bare name of one of them.

    Their weight grows until they do, at most to that of a large city: no village comes before a capital. Those that the
    whole world's news means by the bare name (``among`` is "world") come clearly before all namesakes, of every kind.
    """
    listed = rows("prominent.csv")
    near = _namesakes(world, {row["country"] for row in listed})
    abroad = _bearers(world, {fold(row["name"]) for row in listed if row["among"] == "world"})
    for row in listed:
        lat, lon = float(row["lat"]), float(row["lon"])
        namesakes = near.get((row["country"], fold(row["name"])), [])
        found = [(rough_distance(lat, lon, record.lat, record.lon), record.id, record) for record in namesakes]
        metres, _, record = min(found, default=(_FAR_M, "", None))
        if record is None or metres >= _FAR_M:
            continue
        others, lead = (abroad[fold(row["name"])], _CLEARLY) if row["among"] == "world" else (namesakes, 0.0)
        first = lead + max((other.prominence for other in others if other is not record), default=0.0)
        while record.prominence <= first and record.weight < _MOST:
            record.weight = min(_MOST, max(2 * record.weight, _REPORTED))


def _bare(row: dict[str, str]) -> list[str]:
    """Return the name of a village without what a bracket adds to tell it from others.

    Quarters bear names that are far better known elsewhere, and what is short is a word of many languages.
    """
    bare = _BRACKET.sub("", row["name"]).strip()
    return [bare] if bare != row["name"] and row["code"] == "PPL" and len(bare) >= _SHORTEST_BARE else []


def _lies_in_hromada(record: Record, unit: str) -> bool:
    """Tell whether a unit is a hromada of Ukraine's register, and a record one of its settlements."""
    return unit.startswith("katottg:UA") and any(
        code.startswith(unit[:_HROMADA_PREFIX]) for code in (record.id, *record.other_ids)
    )


def _doubt(record: Record) -> float:
    """Return within how many metres nine of ten places lie that only their unit places, 0 for any other."""
    return record.extent_m if record.id.startswith("katottg:") else 0.0


def _take_over(world: World, base: Record) -> None:
    """Give an air base that was entered by hand the names, codes and position of the same one of another source.

    An international airport that shares the runways of a base stays a place of its own.
    """
    same = [
        (rough_distance(base.lat, base.lon, record.lat, record.lon), record.id, record)
        for record in world.records.values()
        if record.code == "AIRP" and record.country == base.country and " International " not in record.name
    ]
    metres, _, airport = min(same, default=(_SAME_BASE_M, "", base))
    if metres >= _SAME_BASE_M:
        return
    base.lat, base.lon = airport.lat, airport.lon
    base.names = clean_names([*base.names, airport.name, *airport.names], base.name)
    base.other_ids += [airport.id, *airport.other_ids]
    base.weight = max(base.weight, airport.weight)
    del world.records[airport.id]
    for code in base.other_ids:
        world.codes[code] = base.id


def _namesakes(world: World, countries: set[str]) -> dict[tuple[str, str], list[Record]]:
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.country in countries and record.code.startswith("PPL"):
            for key in {fold(name) for name in (record.name, *record.names)}:
                found[record.country, key].append(record)
    return found


def _bearers(world: World, keys: set[str]) -> dict[str, list[Record]]:
    """Return the records of every kind and country that bear a name of one of ``keys``, by the key."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in world.records.values():
        for key in keys & {fold(name) for name in (record.name, *record.names)}:
            found[key].append(record)
    return found


def _add_regions(world: World) -> None:
    from shapely.ops import unary_union  # noqa: PLC0415 - only the build needs it

    for row in (row for name in matching("regions.csv", "features_*.csv") for row in rows(name)):
        # "Sierra Nevada (Spain)" is told from its namesakes, and called Sierra Nevada.
        name = _BRACKET.sub("", row["name"]).strip()
        parts = [part for code in split(row["parts"]) if (part := world.of(code)) is not None]
        identifier = f"conflictmap:{slug(row['name'])}"
        if len(parts) == 1:
            # The region is one unit: its names are further names of that unit.
            parts[0].names = clean_names([*parts[0].names, name, *split(row["names"])], parts[0].name)
            parts[0].abbreviations.extend(split(row["abbreviations"]))
            parts[0].other_ids.append(identifier)
            if parts[0].code == "STM":
                parts[0].lat, parts[0].lon = float(row["lat"]), float(row["lon"])
            world.codes.setdefault(identifier, parts[0].id)
            continue
        record = Record(
            id=identifier, name=name, lat=float(row["lat"]), lon=float(row["lon"]),
            code=row["code"], country=row["country"] or None, extent_m=1000.0 * float(row["extent_km"]),
            parent=f"iso:{row['country']}" if row["country"] else None,
            names=clean_names(split(row["names"]), name), abbreviations=split(row["abbreviations"]),
            weight=int(row["weight"] or 0),
        )  # fmt: skip
        if record.id in world.records:
            msg = f"regions.csv or a features_*.csv names {row['name']} again"
            raise ValueError(msg)
        world.add(record)
        outlines = [world.outlines[part.id] for part in parts if part.id in world.outlines]
        if outlines:
            world.outlines[record.id] = unary_union(outlines).buffer(0)

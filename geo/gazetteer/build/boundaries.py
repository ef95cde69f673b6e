"""Districts of geoBoundaries: outlines for units that GeoNames names, and units that it lacks."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.admin import core
from geo.gazetteer.build.world import clean_names
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

KEEP_ALL = frozenset(
    """
    AF AM AO AZ BA BD BF BI BY CD CF CG CM CO CU EC ER ET GE GT HN HT IL IN IQ IR KE KP KZ LB LY MD ML MM MZ NE
    NG NI NP PE PH PK PS RU SA SD SO SS SV SY TD TJ TM TR UG US VE XK YE ZA RS
    """.split()  # noqa: SIM905 - a list of 50 codes reads best so
)
"""Countries whose districts are kept even where a town has the same name: conflict reports name them."""
LEFT_OUT = frozenset({"UA"})
"""Ukraine's are the councils of before 2020, named by adjectives; see :mod:`geo.gazetteer.build.ukraine`."""
_SAME_PLACE_M = 25_000.0
_DISTRICTS_SHARE = 0.3


def add_boundaries(world: World) -> None:  # noqa: C901 - one join, step by step
    """Join units with those that GeoNames names in the same province; add the others."""
    from shapely import STRtree, from_wkb  # noqa: PLC0415 - only the build needs it

    folder = world.folders["boundaries"] / "gazetteer" / "data"
    connection = sqlite3.connect(f"file:{folder / 'data.db'}?mode=ro", uri=True)
    shapes = {
        (" ".join(name.split()), shape): blob
        for name, shape, blob in connection.execute("SELECT name, shape_id, coordinates FROM location_data")
    }
    connection.close()
    with (folder / "geo-boundaries.csv").open(encoding="utf-8", newline="") as file:
        units = sorted(csv.DictReader(file), key=lambda unit: (unit["shape_id"], unit["name"]))
    provinces = [record for record in world.records.values() if record.code == "ADM1" and record.id in world.outlines]
    tree = STRtree([world.outlines[record.id] for record in provinces])
    geometries = [from_wkb(shapes[(" ".join(unit["name"].split()), unit["shape_id"])]).buffer(0) for unit in units]
    points = [geometry.representative_point() for geometry in geometries]
    owners: list[Record | None] = [None] * len(units)
    for point, owner in zip(*tree.query(points, predicate="intersects"), strict=True):
        owners[point] = provinces[owner]
    by_name: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.code == "ADM2":
            by_name[(record.parent or "", core(record.name))].append(record)
            by_name[(f"iso:{record.country}", core(record.name))].append(record)
    joined, total = Counter[str](), Counter[str]()
    fresh: list[tuple[dict[str, str], Record, Any]] = []
    for unit, owner, geometry in zip(units, owners, geometries, strict=True):
        if owner is None or not owner.country or owner.country in LEFT_OUT or geometry.is_empty:
            continue
        total[owner.country] += 1
        parent = f"admin:{_code(owner)}" if _code(owner) else f"iso:{owner.country}"
        known = [r for r in by_name.get((parent, core(unit["name"])), ()) if r.id not in world.outlines]
        if known:
            joined[owner.country] += 1
            _join(world, known[0], unit, geometry)
        else:
            fresh.append((unit, owner, geometry))
    towns = _towns(world)
    for unit, owner, geometry in fresh:
        country = owner.country or ""
        if country not in KEEP_ALL and _named_as_a_town(unit, geometry, towns.get(country, {})):
            continue
        level = "ADM2" if joined[country] >= _DISTRICTS_SHARE * total[country] else "ADM3"
        if level == "ADM3" and country not in KEEP_ALL:
            continue
        parent = f"admin:{_code(owner)}" if _code(owner) else f"iso:{country}"
        record = Record(
            id=f"geoboundaries:{unit['shape_id']}", name=_tidy(unit["name"]), lat=0.0, lon=0.0, code=level,
            country=country, parent=parent,
        )  # fmt: skip
        if record.id in world.records or not record.name or len(fold(record.name)) < 2:  # noqa: PLR2004
            continue
        world.add(record)
        _join(world, record, unit, geometry)


def _code(record: Record) -> str:
    return next((code[6:] for code in record.other_ids if code.startswith("admin:")), "")


def _tidy(name: str) -> str:
    cleaned = clean_names([name])
    if not cleaned:
        return ""
    return cleaned[0].title() if cleaned[0].isupper() else cleaned[0]


def _join(world: World, record: Record, unit: dict[str, str], geometry: Any) -> None:  # noqa: ANN401 - shapely
    point = geometry.representative_point()
    record.lat, record.lon = round(point.y, 5), round(point.x, 5)
    record.names = clean_names([*record.names, _tidy(unit["name"])], record.name)
    world.outlines[record.id] = geometry


def _towns(world: World) -> dict[str, dict[str, list[Record]]]:
    found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for record in world.records.values():
        if record.code.startswith("PPL") and record.country and record.country not in KEEP_ALL:
            for key in {fold(name) for name in (record.name, *record.names)}:
                found[record.country][key].append(record)
    return found


def _named_as_a_town(
    unit: dict[str, str],
    geometry: Any,  # noqa: ANN401 - shapely has no types
    towns: dict[str, list[Record]],
) -> bool:
    point = geometry.representative_point()
    return any(
        rough_distance(point.y, point.x, town.lat, town.lon) < _SAME_PLACE_M
        for key in {fold(unit["name"]), core(unit["name"])}
        for town in towns.get(key, ())
    )

"""Rivers as lines and further towns as points."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.world import clean_names, slug
from geo.gazetteer.folding import fold
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

_NEAR_DEG = 0.6


_SAME_TOWN_M = 15_000.0
_SAME_POINT_M = 2_000.0
_NOT_ISO = {"XW": "PS", "XG": "PS", "XR": "SJ"}
"""SimpleMaps' own codes for the West Bank, Gaza and Svalbard."""


def add_towns(world: World) -> None:
    """Add the towns of SimpleMaps that have no namesake nearby; where there is one, add their spelling to it.

    On disputed ground sources name different countries: a namesake at the very point is the same town, and stays
    where GeoNames has it (Majdal Shams).
    """
    known: dict[tuple[str, str], list[Record]] = defaultdict(list)
    anywhere: dict[str, list[Record]] = defaultdict(list)
    for record in world.records.values():
        if record.code.startswith("PPL") and record.country:
            for key in {fold(name) for name in (record.name, *record.names)}:
                known[record.country, key].append(record)
                anywhere[key].append(record)
    path = world.folders["towns"] / "package" / "data" / "cities.json"
    for town in sorted(json.loads(path.read_text("utf-8")), key=lambda town: int(town["id"])):
        lat, lon, country = float(town["lat"]), float(town["lng"]), _NOT_ISO.get(town["iso2"], town["iso2"])
        if world.of(f"iso:{country}") is None:
            continue
        near = [
            record
            for record in known.get((country, fold(town["city"])), ())
            if rough_distance(lat, lon, record.lat, record.lon) < _SAME_TOWN_M
        ] or [
            record
            for record in anywhere.get(fold(town["city"]), ())
            if rough_distance(lat, lon, record.lat, record.lon) < _SAME_POINT_M
        ]
        if near:
            spellings = clean_names([town["city"], town["city_ascii"]], near[0].name)
            near[0].names += [name for name in spellings if name not in near[0].names]
            continue
        population = int(float(town["population"] or 0))
        world.add(
            Record(
                id=f"simplemaps:{town['id']}", name=town["city"], lat=lat, lon=lon, country=country,
                population=population, parent=f"iso:{country}", names=clean_names([town["city_ascii"]], town["city"]),
            )
        )  # fmt: skip


def add_rivers(world: World) -> None:
    """Add each named river once, all its pieces together."""
    from shapely.geometry import LineString, MultiLineString  # noqa: PLC0415 - only the build needs it
    from shapely.ops import linemerge, unary_union  # noqa: PLC0415

    database = world.folders["rivers"] / "pyworldatlas_mapdata_standard" / "data" / "maps.sqlite3"
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    pieces: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for iso, payload in connection.execute("SELECT alpha2, payload FROM country_map ORDER BY alpha2"):
        for river in json.loads(zlib.decompress(payload))["rivers"]:
            points = [(lon - 360.0 if lon > 180.0 else lon, lat) for lon, lat in river["points"]]  # noqa: PLR2004
            if len(points) > 2 and points[0] == points[-1]:  # noqa: PLR2004 - the source closes each line
                points = points[:-1]
            if river.get("name") and len(points) > 1:
                pieces[river["name"]].append((iso, LineString(points)))
    connection.close()
    for name, parts in sorted(pieces.items()):
        for number, group in enumerate(_apart(parts)):
            merged = unary_union([line for _, line in group])
            line = linemerge(merged) if isinstance(merged, MultiLineString) else merged
            countries = sorted({iso for iso, _ in group})
            middle = line.interpolate(line.project(line.centroid))
            length = sum(part.length for part in getattr(line, "geoms", [line]))
            names = [f"{name} River", f"River {name}", f"the {name}"] if "river" not in name.lower() else []
            record = Record(
                id=f"naturalearth:river:{slug(name)}{f'-{number + 1}' if number else ''}", name=name,
                lat=round(middle.y, 5), lon=round(middle.x, 5), code="STM",
                country=countries[0] if len(countries) == 1 else None, names=clean_names(names, name),
                extent_m=length * 55_000.0, weight=int(length * 200_000),
            )  # fmt: skip
            if record.id not in world.records and len(fold(name)) > 1:
                world.add(record)
                world.lines[record.id] = line


def _apart(parts: list[tuple[str, Any]]) -> list[list[tuple[str, Any]]]:
    """Split pieces of one name into rivers: those that come near each other belong together."""
    groups: list[list[tuple[str, Any]]] = []
    for part in parts:
        near = [group for group in groups if any(line.distance(part[1]) < _NEAR_DEG for _, line in group)]
        merged = [part]
        for group in near:
            merged += group
            groups.remove(group)
        groups.append(merged)
    return sorted(groups, key=lambda group: -sum(line.length for _, line in group))

"""Simplifies outlines and writes ``outlines.bin``: areas of records, lines of rivers, borders of countries."""

from __future__ import annotations

import itertools
from array import array
from typing import TYPE_CHECKING, Any

from geo.gazetteer.container import pack
from geo.gazetteer.outlines import AREA, BOX_UNIT, LINE, UNIT, Pair, encode

if TYPE_CHECKING:
    from geo.gazetteer.build.world import World

NONE = 0xFFFFFFFF
_TOLERANCE = {"PCL": 0.01, "ADM1": 0.012, "ADM2": 0.012, "ADM3": 0.012, "STM": 0.012}
_SMALLEST_M = 5_000.0
"""Sub-districts smaller than this are circles of their extent: an outline would say little more."""
_SHARE_OF_SIZE = 0.02
"""Small areas are simplified less: no more than this share of the root of their area."""


def dissolve_countries(world: World) -> None:
    """Make the outline of each country from its provinces, and the border of each pair of neighbours."""
    from shapely import STRtree  # noqa: PLC0415 - only the build needs it
    from shapely.ops import unary_union  # noqa: PLC0415

    countries = {}
    for iso, parts in sorted(world.pieces.items()):
        record = world.of(f"iso:{iso}")
        if record is not None:
            countries[iso] = world.outlines[record.id] = unary_union(parts).buffer(0)
    names = list(countries)
    shapes = list(countries.values())
    for first, second in sorted(map(tuple, map(sorted, zip(*STRtree(shapes).query(shapes), strict=True)))):
        if first >= second or f"{names[first]}-{names[second]}" in world.borders:
            continue
        # The provinces of neighbours share their points; a hair's breadth bridges where they do not.
        line = shapes[first].boundary.intersection(shapes[second].buffer(0.0005))
        lines = [part for part in getattr(line, "geoms", [line]) if part.length > 0]
        if lines and sum(part.length for part in lines) > 0.01:  # noqa: PLR2004 - a kilometre
            world.borders["-".join(sorted((names[first], names[second])))] = _merged(lines)


def _merged(lines: list[Any]) -> Any:  # noqa: ANN401 - shapely has no types
    from shapely.ops import linemerge  # noqa: PLC0415

    return linemerge(lines)


def outlines_file(world: World, rows: dict[str, int]) -> bytes:
    """Return the bytes of ``outlines.bin``; ``rows`` are the row numbers by id."""
    entries: list[tuple[int, int, Any]] = []
    for identifier, geometry in world.outlines.items():
        if identifier in rows:
            record = world.records[identifier]
            if record.code == "ADM3" and record.extent_m < _SMALLEST_M:
                continue
            entries.append((rows[identifier], AREA, _simple(geometry, record.code)))
    for identifier, geometry in world.lines.items():
        if identifier in rows:
            entries.append((rows[identifier], LINE, geometry.simplify(_TOLERANCE["STM"])))
    entries.sort(key=lambda entry: entry[0])
    borders = {}
    for number, (pair, geometry) in enumerate(sorted(world.borders.items()), len(entries)):
        borders[pair] = number
        entries.append((NONE, LINE, geometry.simplify(0.005)))
    data = bytearray()
    starts, boxes = array("I"), array("h")
    for _, kind, geometry in entries:
        starts.append(len(data))
        data += encode(_parts(geometry, kind))
        west, south, east, north = geometry.bounds if not geometry.is_empty else (0, 0, 0, 0)
        boxes.extend((
            max(-32768, int(west * BOX_UNIT) - 1), int(south * BOX_UNIT) - 1,
            min(32767, int(east * BOX_UNIT) + 1), int(north * BOX_UNIT) + 1,
        ))  # fmt: skip
    starts.append(len(data))
    sections: dict[str, array[int] | bytes] = {
        "rows": array("I", (row for row, _, _ in entries)),
        "kinds": array("B", (kind for _, kind, _ in entries)),
        "starts": starts,
        "boxes": boxes,
        "data": bytes(data),
    }
    return pack(sections, {"borders": borders})


def _simple(geometry: Any, code: str) -> Any:  # noqa: ANN401 - shapely has no types
    most = next((value for level, value in _TOLERANCE.items() if code.startswith(level)), 0.02)
    tolerance = min(most, _SHARE_OF_SIZE * max(geometry.area, 1e-8) ** 0.5)
    simple = geometry.simplify(tolerance)
    return geometry if simple.is_empty else simple


def _parts(geometry: Any, kind: int) -> list[list[list[Pair]]]:  # noqa: ANN401 - shapely has no types
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    parts = []
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty:
            continue
        if kind == LINE:
            if part.geom_type == "LineString":
                parts.append([_units(part.coords)])
            continue
        if part.geom_type != "Polygon":
            continue
        turned = orient(part)
        rings = [_units(turned.exterior.coords), *(_units(ring.coords) for ring in turned.interiors)]
        rings = [ring for ring in rings if len(set(ring)) > 2]  # noqa: PLR2004 - a triangle
        if rings:
            parts.append(rings)
    return parts


def _units(coordinates: Any) -> list[Pair]:  # noqa: ANN401 - shapely has no types
    pairs = [(round(x * UNIT), round(y * UNIT)) for x, y, *_ in coordinates]
    return [pair for pair, _ in itertools.groupby(pairs)]

"""The parts of countries that news names by the compass: northern Uganda, central Mali, north-eastern Nigeria.

Nobody draws their borders, so they have a position and an extent and no outline. A side is the third of the country's
ground that lies farthest that way, a corner what lies beyond the middle both ways, the centre what lies within the
middle half both ways. Where another source has a place of that name ("Northern Ireland", "Western Sahara") it is left.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any

from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.world import slug
from geo.gazetteer.measures import COUNTRIES
from geo.gazetteer.records import Record
from geo.geodesy import rough_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer.build.world import World

_LEAST_KM2 = 15_000.0
"""Of smaller countries a part is no better told than the whole."""
_KM_A_DEGREE = 111.2
_ISLAND = 0.1
"""The least share of the largest piece that counts as ground of the country: Alaska does, the Azores do not."""
_COARSE = 0.02
"""Degrees: finer bends of a border move no part's middle."""
_WIDEST = 180.0
_AMBIGUOUS = frozenset({"GE", "AQ"})
"""Southern Georgia is as often the state's."""
_SIDES = {
    "Northern": (0.0, 2 / 3, 1.0, 1.0), "Southern": (0.0, 0.0, 1.0, 1 / 3), "Eastern": (2 / 3, 0.0, 1.0, 1.0),
    "Western": (0.0, 0.0, 1 / 3, 1.0), "Central": (0.25, 0.25, 0.75, 0.75), "Northeastern": (0.5, 0.5, 1.0, 1.0),
    "Northwestern": (0.0, 0.5, 0.5, 1.0), "Southeastern": (0.5, 0.0, 1.0, 0.5), "Southwestern": (0.0, 0.0, 0.5, 0.5),
}  # fmt: skip
"""Shares of the ground that lie to the west and south of each part's edges (west, south, east, north)."""


def add_compass_parts(world: World) -> None:
    """Add the parts of every country that is large enough."""
    short = {row["iso"]: split(row["names"]) for row in (*rows("countries.csv"), *rows("country_names.csv"))}
    taken = {name.lower() for record in world.records.values() for name in (record.name, *record.names)}
    for country in [record for record in world.records.values() if record.code in COUNTRIES and record.country]:
        outline = world.outlines.get(country.id)
        if outline is None or country.country in _AMBIGUOUS:
            continue
        called = [country.name, *(name for name in short.get(country.country or "", []) if name.isascii())]
        for side, part in _parts(outline):
            names = [spelling for name in called for spelling in _spellings(side, name)]
            if any(name.lower() in taken for name in names):
                continue
            world.add(_record(country, f"{side} {country.name}", names[1:], part))


def _spellings(side: str, country: str) -> list[str]:
    """Return the ways to write a part: with a capital and without, corners with a hyphen, too."""
    words = [side, side.lower()]
    for corner in ("North", "South"):
        if side.startswith(corner) and side != f"{corner}ern":
            words += [f"{corner}-{side[len(corner) :]}", f"{corner.lower()}-{side[len(corner) :]}"]
    return [f"{word} {country}" for word in words]


def _parts(outline: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - shapely has no types
    """Yield each part's name and shape (degrees); nothing of a small country, or of one across the antimeridian."""
    from shapely.geometry import box  # noqa: PLC0415 - only the build needs it
    from shapely.ops import unary_union  # noqa: PLC0415 - only the build needs it

    pieces = list(getattr(outline, "geoms", [outline]))
    largest = max(piece.area for piece in pieces)
    ground = unary_union([piece for piece in pieces if piece.area >= _ISLAND * largest]).simplify(_COARSE).buffer(0)
    west, south, east, north = ground.bounds
    km2 = ground.area * _KM_A_DEGREE**2 * cos(radians((south + north) / 2))
    if km2 < _LEAST_KM2 or east - west > _WIDEST:
        return
    across = {share: _edge(ground, share, upright=True) for share in sorted({s for w in _SIDES.values() for s in w})}
    along = {share: _edge(ground, share, upright=False) for share in across}
    for side, (left, bottom, right, top) in _SIDES.items():
        window = box(across[left], along[bottom], across[right], along[top])
        part = ground.intersection(window)
        if not part.is_empty and part.area > 0.0:
            yield side, part


def _edge(ground: Any, share: float, *, upright: bool) -> float:  # noqa: ANN401 - shapely has no types
    """Return the meridian (or parallel) that has a share of the ground to its west (or south), in degrees."""
    from shapely.geometry import box  # noqa: PLC0415 - only the build needs it

    west, south, east, north = ground.bounds
    low, high = (west, east) if upright else (south, north)
    if share in {0.0, 1.0}:
        return float(high if share else low)
    for _ in range(12):
        middle = (low + high) / 2
        behind = box(west, south, middle, north) if upright else box(west, south, east, middle)
        if ground.intersection(behind).area < share * ground.area:
            low = middle
        else:
            high = middle
    return float((low + high) / 2)


def _record(country: Record, name: str, names: list[str], part: Any) -> Record:  # noqa: ANN401 - shapely has no types
    middle = part.centroid
    lat, lon = round(middle.y, 2), round(middle.x, 2)
    reach = max(
        rough_distance(lat, lon, y, x)
        for piece in getattr(part, "geoms", [part])
        if piece.geom_type == "Polygon"
        for x, y in piece.exterior.coords
    )
    return Record(
        id=f"conflictmap:{slug(name)}", name=name, lat=lat, lon=lon, code="RGN", country=country.country,
        parent=country.id, names=names, extent_m=float(round(reach, -3)),
    )  # fmt: skip

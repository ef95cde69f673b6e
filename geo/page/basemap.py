"""The vector basemap: land, lakes, coasts, borders, provinces, rivers and cities, clipped to an area.

Read from geo/data/basemap.json.gz (see :mod:`geo.page.basemap_build`), whose SHA-256 is checked. Pure
Python. Boundaries are the de facto ones of Natural Earth, but for Crimea; see :data:`VIEWPOINT`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.errors import GazetteerError
from geo.layers._polyline import SCALE, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = [
    "VIEWPOINT",
    "Basemap",
    "Bounds",
    "City",
    "Country",
    "clip",
    "clip_ring",
    "country_labels",
    "level_for",
    "world",
]

FILE = Path(__file__).parents[1] / "data" / "basemap.json.gz"
FORMAT = 1
CELL = 10
"""Side in degrees of the cells that land and lakes are cut into; see :mod:`geo.page.basemap_build`."""

VIEWPOINT = (
    "Boundaries: Natural Earth, de facto, disputed lines dashed; Crimea and Sevastopol as parts of Ukraine "
    "(ISO 3166-2 UA-43, UA-40). Not an opinion on any territory."
)

_FINE_SPAN = 30.0
_MIDDLE_SPAN = 110.0

Whole = tuple[int, int]
Pair = tuple[float, float]


class Bounds(NamedTuple):
    """A box in degrees; ``west`` may be below -180 or ``east`` above 180 where it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def span(self) -> float:
        """The longer side in degrees."""
        return max(self.east - self.west, self.north - self.south)

    def padded(self, share: float) -> Bounds:
        """Return the box widened on each side by a share of its width and height."""
        wide, high = share * (self.east - self.west), share * (self.north - self.south)
        return Bounds(self.west - wide, max(-85.0, self.south - high), self.east + wide, min(85.0, self.north + high))

    def around(self) -> Bounds:
        """Return the box that a map opened on this one may be moved over: wide as a screen, with room on each side."""
        stretch = 1.0 / max(0.2, math.cos(math.radians((self.south + self.north) / 2.0)))
        size = max(self.east - self.west, (self.north - self.south) * stretch, 1.5)
        middle_lon, middle_lat = (self.west + self.east) / 2.0, (self.south + self.north) / 2.0
        half_width, half_height = 1.5 * size, 1.1 * size / stretch
        return Bounds(
            middle_lon - half_width,
            max(-85.0, middle_lat - half_height),
            middle_lon + half_width,
            min(85.0, middle_lat + half_height),
        )


class City(NamedTuple):
    """A city drawn for orientation."""

    name: str
    lat: float
    lon: float
    population: int


class Country(NamedTuple):
    """Where the name of a country is written; ``area`` in square degrees ranks the names."""

    name: str
    lat: float
    lon: float
    area: float


@dataclass(frozen=True, slots=True)
class Basemap:
    """Geometries of an area as lists of (lon, lat) in degrees.

    ``land`` and ``lakes`` are polygons, each a list of rings to be filled by the even-odd rule. The rest
    are lines. ``level`` is ``far``, ``world``, ``middle`` or ``fine``, the finest last.
    """

    level: str
    land: list[list[list[Pair]]] = field(default_factory=list)
    lakes: list[list[list[Pair]]] = field(default_factory=list)
    coast: list[list[Pair]] = field(default_factory=list)
    borders: list[list[Pair]] = field(default_factory=list)
    disputed: list[list[Pair]] = field(default_factory=list)
    admin1: list[list[Pair]] = field(default_factory=list)
    rivers: list[list[Pair]] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)


@cache
def _data() -> dict[str, Any]:
    """Return the whole file, checked.

    Raises:
        GazetteerError: where it is missing, changed or of another format.

    """
    mend = "install conflictmap again, or build it with python -m geo.page.basemap_build."
    try:
        raw = FILE.read_bytes()
        expected = FILE.with_name(f"{FILE.name}.sha256").read_text("ascii").split()[0]
    except (OSError, IndexError) as error:
        msg = f"the basemap {str(FILE)!r} cannot be read ({error}): {mend}"
        raise GazetteerError(msg) from error
    if hashlib.sha256(raw).hexdigest() != expected:
        msg = f"the basemap {str(FILE)!r} is damaged (its SHA-256 is another): {mend}"
        raise GazetteerError(msg)
    data: dict[str, Any] = json.loads(gzip.decompress(raw))
    if data.get("format") != FORMAT:
        msg = f"the basemap {str(FILE)!r} has format {data.get('format')!r}, not {FORMAT}: {mend}"
        raise GazetteerError(msg)
    return data


def level_for(bounds: Bounds) -> str:
    """Return the level of detail that suits a box."""
    if bounds.span <= _FINE_SPAN:
        return "fine"
    return "middle" if bounds.span <= _MIDDLE_SPAN else "world"


def country_labels() -> list[Country]:
    """Return where the names of countries are written, largest country first."""
    return [Country(*label) for label in _data()["countries"]]


def world(level_name: str = "world") -> Basemap:
    """Return the whole world at level ``world`` or the coarser ``far``; coasts are the outlines of ``land``."""
    level = _data()["levels"][level_name]
    return Basemap(
        level=level_name,
        land=[[_degrees(decode(ring)) for ring in entry[0].split(".")] for entry in level["land"]],
        lakes=[[_degrees(decode(ring)) for ring in entry[0].split(".")] for entry in level["lakes"]],
        borders=[_degrees(decode(entry[0])) for entry in level["borders"]],
        disputed=[_degrees(decode(entry[0])) for entry in level["disputed"]],
        cities=[City(*city) for city in _data()["cities"][:60]],
    )


def clip(west: float, south: float, east: float, north: float, *, level: str | None = None) -> Basemap:
    """Return the basemap within a box in degrees, at the level of detail that suits it.

    The box may reach beyond ±180 where it crosses the antimeridian; what comes back is unwrapped to it.
    """
    bounds = Bounds(west, south, east, north)
    chosen = level or level_for(bounds)
    result = Basemap(level=chosen)
    for shift in (-360, 0, 360):
        part = (
            max(-180.0, west - shift),
            south,
            min(180.0, east - shift),
            north,
        )
        if part[0] < part[2]:
            _clip_into(result, Bounds(*part), chosen, shift)
    return result


def _clip_into(result: Basemap, bounds: Bounds, level_name: str, shift: int) -> None:
    level = _data()["levels"][level_name]
    box = tuple(round(side * SCALE) for side in bounds)
    for text, *shell_box in level["land"]:
        if _meets(shell_box, box):
            rings = [decode(ring) for ring in text.split(".")]
            result.coast.extend(_degrees(line, shift) for ring in rings for line in _coast(ring, box))
            _add_polygon(result.land, rings, box, shift)
    for text, *shell_box in level["lakes"]:
        if _meets(shell_box, box):
            _add_polygon(result.lakes, [decode(ring) for ring in text.split(".")], box, shift)
    for kind in ("borders", "disputed", "admin1", "rivers"):
        lines: list[list[Pair]] = getattr(result, kind)
        for text, *line_box in level[kind]:
            if _meets(line_box, box):
                lines.extend(_degrees(part, shift) for part in _clip_line(decode(text), box))
    result.cities.extend(
        City(name, lat, lon + shift, population)
        for name, lat, lon, population in _data()["cities"]
        if bounds.west <= lon <= bounds.east and bounds.south <= lat <= bounds.north
    )


def _add_polygon(target: list[list[list[Pair]]], rings: list[list[Whole]], box: Sequence[int], shift: int) -> None:
    kept = [clipped for ring in rings if len(clipped := clip_ring(ring, box)) > 3]  # noqa: PLR2004 - a closed ring
    if kept:
        target.append([_degrees(ring, shift) for ring in kept])


def _meets(one: Sequence[int], other: Sequence[int]) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _degrees(points: Iterable[Whole], shift: int = 0) -> list[Pair]:
    return [(x / SCALE + shift, y / SCALE) for x, y in points]


def clip_ring(ring: list[Whole], box: Sequence[int]) -> list[Whole]:
    """Return a ring clipped to a box (Sutherland and Hodgman 1974); edges may run along the box."""
    for axis, limit, keep_below in ((0, box[0], False), (0, box[2], True), (1, box[1], False), (1, box[3], True)):
        if not ring:
            break
        clipped: list[Whole] = []
        previous = ring[-1]
        for point in ring:
            inside = point[axis] <= limit if keep_below else point[axis] >= limit
            was_inside = previous[axis] <= limit if keep_below else previous[axis] >= limit
            if inside != was_inside:
                clipped.append(_crossing(previous, point, axis, limit))
            if inside:
                clipped.append(point)
            previous = point
        ring = clipped
    return ring


def _crossing(start: Whole, end: Whole, axis: int, limit: int) -> Whole:
    share = (limit - start[axis]) / (end[axis] - start[axis])
    other = round(start[1 - axis] + share * (end[1 - axis] - start[1 - axis]))
    return (limit, other) if axis == 0 else (other, limit)


def _clip_line(line: list[Whole], box: Sequence[int]) -> Iterator[list[Whole]]:
    """Yield the parts of a line that touch a box; segments are kept whole, so that parts may reach just over it."""
    return _parts(line, lambda start, end: _near(start, end, box))


def _coast(ring: list[Whole], box: Sequence[int]) -> Iterator[list[Whole]]:
    """Yield the parts of a ring within a box that are coast, not the side of a cell or the antimeridian."""
    side = CELL * SCALE

    def is_coast(start: Whole, end: Whole) -> bool:
        on_side = (start[0] == end[0] and start[0] % side == 0) or (start[1] == end[1] and start[1] % side == 0)
        return not on_side and _near(start, end, box)

    return _parts(ring, is_coast)


def _near(start: Whole, end: Whole, box: Sequence[int]) -> bool:
    return _meets((min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])), box)


def _parts(line: list[Whole], keeps: Callable[[Whole, Whole], bool]) -> Iterator[list[Whole]]:
    """Yield the longest runs of segments that ``keeps`` says to keep."""
    part: list[Whole] = []
    for start, end in pairwise(line):
        if keeps(start, end):
            if not part:
                part.append(start)
            part.append(end)
        elif part:
            yield part
            part = []
    if part:
        yield part

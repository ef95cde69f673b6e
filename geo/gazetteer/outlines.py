"""Outlines of areas and lines of rivers: stored small, decoded when asked for, no geometry library.

A ring is stored as variable-length differences in units of 0.001 degree, all rings of a row deflated
together. Point in polygon is the even–odd rule over all rings, after a test of the bounding box.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.gazetteer.container import Container
from geo.geodesy import rough_distance
from geo.model import Position, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

UNIT = 1000
"""Stored units in a degree."""
BOX_UNIT = 100
AREA, LINE = 0, 1
_FEW = 8
"""Questions that are answered by a walk over all boxes (10 ms each) before cells are made (a fifth of a second)."""

Pair = tuple[int, int]


def encode(parts: Sequence[Sequence[Sequence[Pair]]]) -> bytes:
    """Return parts (polygons of rings, or lines of one) of (lon, lat) in :data:`UNIT` as deflated differences."""
    out = bytearray()
    _number(out, len(parts))
    for part in parts:
        _number(out, len(part))
        for ring in part:
            _number(out, len(ring))
            lon = lat = 0
            for x, y in ring:
                _signed(out, x - lon)
                _signed(out, y - lat)
                lon, lat = x, y
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(bytes(out)) + packer.flush()


def _signed(out: bytearray, value: int) -> None:
    _number(out, value * 2 if value >= 0 else -value * 2 - 1)


def _number(out: bytearray, value: int) -> None:
    while value > 0x7F:  # noqa: PLR2004 - seven bits a byte
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def decode(data: bytes) -> list[list[list[Pair]]]:
    """Return what :func:`encode` stored."""
    raw = zlib.decompress(data, -15)
    numbers = _numbers(raw)
    parts = []
    for _ in range(next(numbers)):
        part = []
        for _ in range(next(numbers)):
            lon = lat = 0
            ring = []
            for _ in range(next(numbers)):
                step = next(numbers)
                lon += step >> 1 if not step & 1 else -(step + 1 >> 1)
                step = next(numbers)
                lat += step >> 1 if not step & 1 else -(step + 1 >> 1)
                ring.append((lon, lat))
            part.append(ring)
        parts.append(part)
    return parts


def _numbers(raw: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in raw:
        value |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            yield value
            value = shift = 0


class Outlines:
    """The outlines of one store, by row."""

    def __init__(self, path: Path) -> None:
        """Map the file at ``path``."""
        container = Container(path)
        sections = container.sections
        self._rows, self._starts, self._data = sections["rows"], sections["starts"], sections["data"]
        self._kinds = sections["kinds"]
        self._boxes = sections["boxes"]
        self._borders: dict[str, int] = container.header.get("borders", {})
        self._number = {row: number for number, row in enumerate(self._rows) if row != 0xFFFFFFFF}  # noqa: PLR2004
        self._asked = 0
        self._cells: dict[tuple[int, int], list[int]] = {}
        self.parts = lru_cache(maxsize=16)(self._parts)

    def _parts(self, number: int) -> list[list[list[Pair]]]:
        return decode(bytes(self._data[self._starts[number] : self._starts[number + 1]]))

    def has(self, row: int) -> bool:
        """Tell whether the row has an outline."""
        return row in self._number

    def rows(self) -> Iterator[int]:
        """Yield the rows that have an outline."""
        yield from self._number

    def shape(self, row: int) -> Shape | None:
        """Return the outline of a row in degrees, None where it has none."""
        number = self._number.get(row)
        return None if number is None else self._shape(number)

    def _shape(self, number: int) -> Shape:
        polygons = tuple(
            tuple(tuple((lon / UNIT, lat / UNIT) for lon, lat in ring) for ring in part) for part in self.parts(number)
        )
        if self._kinds[number] == LINE:
            lines = tuple(part[0] for part in polygons)
            return Shape("LineString", lines[0]) if len(lines) == 1 else Shape("MultiLineString", lines)
        return Shape("Polygon", polygons[0]) if len(polygons) == 1 else Shape("MultiPolygon", polygons)

    def border(self, iso_a: str, iso_b: str) -> Shape | None:
        """Return the line that two countries share."""
        number = self._borders.get("-".join(sorted((iso_a.upper(), iso_b.upper()))))
        return None if number is None else self._shape(number)

    def _boxed(self, number: int, lat: float, lon: float, margin: float) -> bool:
        west, south, east, north = self._boxes[4 * number : 4 * number + 4]
        wide = margin / max(0.05, math.cos(math.radians(lat)))
        return (
            south <= (lat + margin) * BOX_UNIT
            and north >= (lat - margin) * BOX_UNIT
            and west <= (lon + wide) * BOX_UNIT
            and east >= (lon - wide) * BOX_UNIT
        )

    def contains(self, row: int, position: Position, *, tolerance_m: float = 0.0) -> bool | None:
        """Tell whether the area holds the position (or lies within ``tolerance_m`` of it); None: not an area."""
        number = self._number.get(row)
        if number is None or self._kinds[number] != AREA:
            return None
        if not self._boxed(number, position.lat, position.lon, tolerance_m / 110_000.0):
            return False
        if self._inside(number, position):
            return True
        return tolerance_m > 0.0 and self._distance(number, position) <= tolerance_m

    def _inside(self, number: int, position: Position) -> bool:
        x, y = position.lon * UNIT, position.lat * UNIT
        inside = False
        for part in self.parts(number):
            for ring in part:
                last_x, last_y = ring[-1]
                for next_x, next_y in ring:
                    if (next_y > y) != (last_y > y) and x < (last_x - next_x) * (y - next_y) / (
                        last_y - next_y
                    ) + next_x:
                        inside = not inside
                    last_x, last_y = next_x, next_y
        return inside

    def distance_m(self, row: int, position: Position) -> float | None:
        """Return the metres from the position to the nearest point of the outline; None where there is none."""
        number = self._number.get(row)
        return None if number is None else self._distance(number, position)

    def _distance(self, number: int, position: Position) -> float:
        # On the plane tangent to the position: good to a per cent within some hundred kilometres,
        # which is finer than the outlines; the nearest point found is then measured on the sphere.
        shrink = math.cos(math.radians(position.lat))
        x, y = position.lon * UNIT * shrink, position.lat * UNIT
        best, best_at = math.inf, (0.0, 0.0)
        for part in self.parts(number):
            for ring in part:
                last_x, last_y = ring[0][0] * shrink, ring[0][1]
                for lon, lat in ring:
                    next_x, next_y = lon * shrink, lat
                    step_x, step_y = next_x - last_x, next_y - last_y
                    square = step_x * step_x + step_y * step_y
                    share = 0.0 if square == 0 else ((x - last_x) * step_x + (y - last_y) * step_y) / square
                    share = min(1.0, max(0.0, share))
                    near_x, near_y = last_x + share * step_x, last_y + share * step_y
                    away = (near_x - x) ** 2 + (near_y - y) ** 2
                    if away < best:
                        best, best_at = away, (near_x, near_y)
                    last_x, last_y = next_x, next_y
        if best == math.inf:
            return best
        near_lon = best_at[0] / shrink / UNIT if shrink > 1e-9 else position.lon  # noqa: PLR2004 - at the pole
        return rough_distance(position.lat, position.lon, best_at[1] / UNIT, near_lon)

    def at(self, position: Position) -> Iterator[int]:
        """Yield the rows of the areas that hold the position."""
        x, y = position.lon * BOX_UNIT, position.lat * BOX_UNIT
        boxes = self._boxes
        for number in self._near(position):
            place = 4 * number
            if (
                boxes[place] <= x <= boxes[place + 2]
                and boxes[place + 1] <= y <= boxes[place + 3]
                and self._kinds[number] == AREA
                and self._inside(number, position)
            ):
                yield self._rows[number]

    def _near(self, position: Position) -> Sequence[int]:
        """Return the numbers whose box may hold the position; one question looks at all, many make cells."""
        self._asked += 1
        if self._asked <= _FEW:
            return range(len(self._rows))
        if not self._cells:
            for number in range(len(self._rows)):
                west, south, east, north = (edge // BOX_UNIT for edge in self._boxes[4 * number : 4 * number + 4])
                for lat in range(south, north + 1):
                    for lon in range(west, east + 1):
                        self._cells.setdefault((lat, lon), []).append(number)
        return self._cells.get((math.floor(position.lat), math.floor(position.lon)), ())

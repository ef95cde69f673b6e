"""Areas and lines as short strings; see :mod:`geo.layers._polyline` for their letters."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.layers._polyline import encode_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Shape

__all__ = ["encoded_areas", "encoded_line"]

SHARE = 900
"""An outline loses what is smaller than this part of its span: finer is not seen at its own zoom."""

COARSEST = 0.006
"""Degrees that an outline is thinned by at most (where there is room): neighbours of any size then fit."""

LETTERS = 32_000
"""Room for all areas of a page; where they need more, all are thinned twice as much, and again."""

LEAST_CORNERS = 5
"""Corners that an area keeps whatever the room."""

FACTORS = (2.0, 4.0, 8.0, 16.0, 32.0)

LARGE = 1200
"""Letters beyond which an area is thinned where the room asks."""

Point = tuple[float, float]


def encoded_areas(shapes: Sequence[Shape]) -> list[dict[str, Any]]:
    """Return ``{"kind": "polygon" | "line" | "point", "parts": [[ring, …], …]}`` of each shape.

    Rings are encoded strings, thinned as much as the room for all of them asks.
    """
    parts = [_parts(shape) for shape in shapes]
    room = LETTERS + 200 * len(shapes)
    areas = [_encoded(shape.kind, part, 1.0) for shape, part in zip(shapes, parts, strict=True)]
    # Small areas (a claim's wedge) stay as they are; the long coasts of countries pay for the room.
    large = [index for index, area in enumerate(areas) if _letters(area) > LARGE]
    for factor in FACTORS:
        if sum(_letters(area) for area in areas) <= room:
            break
        for index in large:
            areas[index] = _encoded(shapes[index].kind, parts[index], factor)
    return areas


def _letters(area: dict[str, Any]) -> int:
    return sum(len(ring) for part in area["parts"] for ring in part)


class _Ring(NamedTuple):
    """Points of a ring or line, and how much each stands out (square degrees; the ends infinitely)."""

    points: list[Point]
    weights: list[float]


def _parts(shape: Shape) -> list[list[_Ring]]:
    kind, coordinates = shape.kind, shape.coordinates
    if kind == "MultiPolygon":
        return [[_ring(ring) for ring in polygon] for polygon in coordinates]
    if kind in {"Polygon", "MultiLineString"}:
        rings = [_ring(ring) for ring in coordinates]
        return [rings] if kind == "Polygon" else [[ring] for ring in rings]
    if kind == "LineString":
        return [[_ring(coordinates)]]
    return [[_ring([point])] for point in (coordinates if kind == "MultiPoint" else (coordinates,))]


def _ring(line: Sequence[Sequence[float]]) -> _Ring:
    points = [(float(point[0]), float(point[1])) for point in line]
    return _Ring(points, _weights(points))


def _encoded(kind: str, parts: list[list[_Ring]], factor: float) -> dict[str, Any]:
    spans = [_span(part[0].points) for part in parts]
    least = factor * min(COARSEST, max(spans, default=0.0) / SHARE)
    limit = least * least
    # Islands too small to be seen beside the rest are left out; the largest part always stays.
    seen = [part for part, span in zip(parts, spans, strict=True) if span >= 3.0 * least or span == max(spans)]
    return {
        "kind": "polygon" if kind.endswith("Polygon") else "line" if kind.endswith("LineString") else "point",
        "parts": [[encode_degrees(_kept(ring, limit)) for ring in part] for part in seen],
    }


def _kept(ring: _Ring, limit: float) -> list[Point]:
    kept = [point for point, weight in zip(ring.points, ring.weights, strict=True) if weight >= limit]
    if len(kept) < LEAST_CORNERS <= len(ring.points):
        return ring.points[:: max(1, len(ring.points) // LEAST_CORNERS)] + ring.points[-1:]
    return kept


def encoded_line(shape: Shape) -> str:
    """Return one encoded line."""
    return encode_degrees((point[0], point[1]) for point in shape.coordinates)


def _span(points: Sequence[Point]) -> float:
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return max(max(lons) - min(lons), max(lats) - min(lats))


def _weights(points: Sequence[Point]) -> list[float]:
    """Return how much each point stands out: the triangle it makes when it is the least (Visvalingam, Whyatt 1993).

    The order is the same from both sides of a border, so that neighbouring areas thinned alike still fit.
    """
    weights = [math.inf] * len(points)
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    sizes = {index: _triangle(points, index - 1, index, index + 1) for index in range(1, len(points) - 1)}
    waiting = [(size, points[index], index) for index, size in sizes.items()]
    heapq.heapify(waiting)
    least = 0.0
    while waiting:
        size, _, index = heapq.heappop(waiting)
        if sizes.get(index) != size:
            continue
        least = max(least, size)
        weights[index] = least
        del sizes[index]
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in sizes:
                sizes[near] = _triangle(points, before[near], near, after[near])
                heapq.heappush(waiting, (sizes[near], points[near], near))
    return weights


def _triangle(points: Sequence[Point], first: int, middle: int, last: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = points[first], points[middle], points[last]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2.0

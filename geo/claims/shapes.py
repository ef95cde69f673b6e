"""Distances to shapes and the middle of a shape, in pure Python.

Shapes come as :class:`geo.model.Shape`. Nearest points are sought on a plane that touches the globe at
the position asked about, and measured on the ellipsoid by :mod:`geo.geodesy`.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geo import geodesy
from geo.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Shape

__all__ = ["centre_and_radius", "distance_to_shape", "lines_of", "nearest_on_shape"]

Pair = tuple[float, float]


def lines_of(shape: Shape) -> Iterator[tuple[Pair, ...]]:
    """Yield every ring, line or point of ``shape`` as pairs of (lon, lat)."""

    def walk(level: Any) -> Iterator[tuple[Pair, ...]]:  # noqa: ANN401 - nested to any depth
        if level and isinstance(level[0], float | int):
            yield ((float(level[0]), float(level[1])),)
        elif level and isinstance(level[0][0], float | int):
            yield tuple((float(pair[0]), float(pair[1])) for pair in level)
        else:
            for item in level:
                yield from walk(item)

    yield from walk(shape.coordinates)


def nearest_on_shape(position: Position, shape: Shape) -> Position | None:
    """Return the point of the shape's lines or rings that is nearest to ``position`` (None: empty shape)."""
    scale = max(1e-6, math.cos(math.radians(position.lat)))
    best = math.inf
    nearest: Pair | None = None
    for pairs in lines_of(shape):
        plane = [(_unwrapped(lon - position.lon) * scale, lat - position.lat) for lon, lat in pairs]
        for first, second in zip(plane, plane[1:] or plane, strict=False):
            point = _foot(first, second)
            away = point[0] * point[0] + point[1] * point[1]
            if away < best:
                best, nearest = away, point
    if nearest is None:
        return None
    lat = max(-90.0, min(90.0, position.lat + nearest[1]))
    return Position(lat, geodesy.normal_longitude(position.lon + nearest[0] / scale))


def distance_to_shape(position: Position, shape: Shape) -> float | None:
    """Return the metres from ``position`` to the nearest line or ring of ``shape`` (None: empty shape)."""
    nearest = nearest_on_shape(position, shape)
    return None if nearest is None else geodesy.distance(position, nearest)


def centre_and_radius(shape: Shape) -> tuple[Position, float]:
    """Return the middle of a shape, and the metres from there to its farthest point.

    The middle of a polygon is that of the area of its first ring, on a plane at the ring's own latitude.
    """
    rings = list(lines_of(shape))
    ring = rings[0]
    lat = sum(pair[1] for pair in ring) / len(ring)
    scale = max(1e-6, math.cos(math.radians(lat)))
    origin = ring[0]
    plane = [((lon - origin[0]) * scale, y - origin[1]) for lon, y in ring]
    x, y = _centroid(plane)
    centre = Position(max(-90.0, min(90.0, origin[1] + y)), geodesy.normal_longitude(origin[0] + x / scale))
    radius = max(
        geodesy.distance(centre, Position(max(-90.0, min(90.0, y)), geodesy.normal_longitude(x)))
        for pairs in rings
        for x, y in pairs
    )
    return centre, radius


def _centroid(plane: list[Pair]) -> Pair:
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(plane):
        cross = x0 * y1 - x1 * y0
        area += cross
        x += (x0 + x1) * cross
        y += (y0 + y1) * cross
    if abs(area) < 1e-15:  # noqa: PLR2004 - a line or a point: the mean of its points
        return sum(pair[0] for pair in plane) / len(plane), sum(pair[1] for pair in plane) / len(plane)
    return x / (3.0 * area), y / (3.0 * area)


def _foot(first: Pair, second: Pair) -> Pair:
    """Return the point of a segment that is nearest to (0, 0)."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    length = dx * dx + dy * dy
    if length == 0.0:
        return first
    share = max(0.0, min(1.0, -(first[0] * dx + first[1] * dy) / length))
    return first[0] + share * dx, first[1] + share * dy


def _unwrapped(degrees: float) -> float:
    return (degrees + 180.0) % 360.0 - 180.0

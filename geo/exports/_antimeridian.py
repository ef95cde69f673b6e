"""Cut shapes at the antimeridian and turn their rings, as RFC 7946 asks.

A :class:`geo.model.Shape` may run beyond ±180° so that it stays in one piece; data files of other
programs must not. Points far beyond are shifted by whole turns.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from geo.model import Shape

__all__ = ["split"]

_HALF_TURN = 180.0
_TURN = 360.0

Pair = tuple[float, float]


def split(shape: Shape) -> Shape:
    """Return the shape with all longitudes in [-180, 180], cut where it crosses, rings counter-clockwise."""
    shape = _with_poles(shape)
    west, east = _ends(shape.coordinates)
    if west >= -_HALF_TURN and east <= _HALF_TURN:
        return _turned(shape)
    return _turned(_cut(shape, west, east))


def _ends(value: Any) -> Pair:  # noqa: ANN401 - nested to any depth
    """Return the least and the largest longitude of nested pairs, (0, 0) where there is none."""
    if not value:
        return (0.0, 0.0)
    if not isinstance(value[0], tuple):
        return (value[0], value[0])
    if not isinstance(value[0][0], tuple):
        longitudes = [pair[0] for pair in value]
        return (min(longitudes), max(longitudes))
    ends = [_ends(item) for item in value]
    return (min(west for west, _ in ends), max(east for _, east in ends))


def _cut(shape: Shape, west: float, east: float) -> Shape:
    import shapely  # noqa: PLC0415 - 114 ms, only for shapes that cross
    from shapely import affinity, geometry  # noqa: PLC0415

    whole = geometry.shape(shape.to_geojson())
    if not whole.is_valid:
        whole = whole.buffer(0)
    parts = []
    for turn in range(int((west + _HALF_TURN) // _TURN), int((east + _HALF_TURN) // _TURN) + 1):
        left = turn * _TURN - _HALF_TURN
        piece = whole.intersection(shapely.box(left, -90.0, left + _TURN, 90.0))
        if not piece.is_empty and (piece.area > 0.0 or whole.area == 0.0):
            parts.append(affinity.translate(piece, xoff=-turn * _TURN))
    merged = shapely.union_all(parts)
    if merged.geom_type == "GeometryCollection":
        wanted = shape.kind.removeprefix("Multi")
        merged = shapely.union_all([part for part in merged.geoms if wanted in part.geom_type])
    return Shape.from_geojson(geometry.mapping(merged))


def _with_poles(shape: Shape) -> Shape:
    """Return the shape with rings that go once round the globe led over the pole that they surround."""
    if shape.kind == "Polygon":
        return Shape(shape.kind, tuple(_ring_with_pole(ring) for ring in shape.coordinates))
    if shape.kind == "MultiPolygon":
        return Shape(shape.kind, tuple(tuple(_ring_with_pole(r) for r in rings) for rings in shape.coordinates))
    return shape


def _ring_with_pole(ring: tuple[Pair, ...]) -> tuple[Pair, ...]:
    (first_lon, first_lat), (last_lon, _) = ring[0], ring[-2]
    if abs(first_lon - last_lon) <= _HALF_TURN:
        return ring
    end = first_lon + (_TURN if last_lon > first_lon else -_TURN)
    # The pole nearer to the ring is the one inside it: circles reach no farther than a quarter turn.
    pole = 90.0 if sum(lat for _, lat in ring) > 0.0 else -90.0
    return (*ring[:-1], (end, first_lat), (end, pole), (first_lon, pole), ring[0])


def _turned(shape: Shape) -> Shape:
    if shape.kind == "Polygon":
        return Shape(shape.kind, _turned_rings(shape.coordinates))
    if shape.kind == "MultiPolygon":
        return Shape(shape.kind, tuple(_turned_rings(rings) for rings in shape.coordinates))
    return shape


def _turned_rings(rings: tuple[tuple[Pair, ...], ...]) -> tuple[tuple[Pair, ...], ...]:
    return tuple(
        ring if (_twice_area(ring) >= 0.0) == (number == 0) else tuple(reversed(ring))
        for number, ring in enumerate(rings)
    )


def _twice_area(ring: tuple[Pair, ...]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))

"""Shapes as well-known binary (ISO, little-endian), without any library."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model import Shape

__all__ = ["wkb"]

_CODES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6}


def wkb(shape: Shape) -> bytes:
    """Return the shape as well-known binary."""
    return _of(shape.kind, shape.coordinates)


def _of(kind: str, coordinates: Any) -> bytes:  # noqa: ANN401 - nested to the depth of the kind
    head = struct.pack("<BI", 1, _CODES[kind])
    if kind == "Point":
        return head + struct.pack("<dd", *coordinates)
    if kind == "LineString":
        return head + _sequence(coordinates)
    count = struct.pack("<I", len(coordinates))
    if kind == "Polygon":
        return head + count + b"".join(_sequence(ring) for ring in coordinates)
    single = kind.removeprefix("Multi")
    return head + count + b"".join(_of(single, part) for part in coordinates)


def _sequence(pairs: Any) -> bytes:  # noqa: ANN401 - a tuple of pairs
    return struct.pack("<I", len(pairs)) + b"".join(struct.pack("<dd", *pair) for pair in pairs)

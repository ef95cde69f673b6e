"""How far two outlines are from each other: 0 where they touch or overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import geodesy
from geo.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Shape

__all__ = ["outline_gap"]


def outline_gap(first: Shape, others: Iterable[Shape]) -> geodesy.Inverse | None:
    """Return the shortest way to ``first`` from the nearest of ``others``; None where there is nothing to measure.

    Sought on a plane of degrees, which is exact enough where outlines lie near each other; measured on the ellipsoid.
    """
    from shapely.geometry import shape  # noqa: PLC0415 - a tenth of a second, only where outlines are compared
    from shapely.ops import nearest_points  # noqa: PLC0415

    own = shape({"type": first.kind, "coordinates": first.coordinates})
    ways = []
    for other in others:
        outline = shape({"type": other.kind, "coordinates": other.coordinates})
        if own.is_empty or outline.is_empty:
            continue
        there, here = nearest_points(outline, own)
        ways.append(geodesy.inverse(Position(there.y, there.x), Position(here.y, here.x)))
    return min(ways, key=lambda way: way.distance_m, default=None)

"""Parts of areas: is a place in the north of a country, and what is the north of a city on a map.

An area is measured on a plane about the middle of its largest polygon. ``share`` is how far towards a
heading a place lies: 0 in the middle, 1 at the far end of the area in that direction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geo import geodesy
from geo.model import Position, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.claims._phrases import Heading

__all__ = ["Frame", "frame_of", "part_fits", "part_of_disc", "part_of_outline"]

Pair = tuple[float, float]

_FAR_SIDE = 0.34
"""Beyond that share of the area on the other side, the strip that a place lies in does not count: Rafah is in the
south of the Gaza Strip, though in the north of its own meridian there."""
_BELT = 0.08
"""Both sides of the middle belong to the middle: western Iraq begins east of its centre line."""
_ROUGH_BELT = 0.22
_MAINLAND, _ISLET = 0.6, 0.05
"""Shares of a country's area that make a mainland, and of its largest part that an island has to reach."""
_CENTRAL, _ROUGHLY_CENTRAL = 0.70, 0.90


@dataclass(frozen=True, slots=True)
class Frame:
    """The middle of an area and the plane about it: degrees of latitude, longitudes scaled to them."""

    centre: Position
    scale: float
    rings: tuple[tuple[Pair, ...], ...]

    def plane(self, position: Position) -> Pair:
        """Return ``position`` on the plane: east and north of the centre."""
        lon = (position.lon - self.centre.lon + 180.0) % 360.0 - 180.0
        return lon * self.scale, position.lat - self.centre.lat

    def share(self, position: Position, azimuth_deg: float) -> float:
        """Return how far towards an azimuth ``position`` lies: 1 at the end of the area there."""
        east, north = _unit(azimuth_deg)
        x, y = self.plane(position)
        reach = max(px * east + py * north for ring in self.rings for px, py in ring)
        return (x * east + y * north) / max(reach, 1e-9)

    def strip_share(self, position: Position, azimuth_deg: float) -> float | None:
        """Return how far towards north, east, south or west a position lies between the edges beside it.

        From -1 to 1 within the area; None where the line through it meets the area nowhere.
        """
        x, y = self.plane(position)
        upright = azimuth_deg % 180.0 == 0.0
        across, here = (x, y) if upright else (y, x)
        crossings = [
            first[upright]
            + (across - first[not upright])
            / (second[not upright] - first[not upright])
            * (second[upright] - first[upright])
            for ring in self.rings
            for first, second in pairwise(ring)
            if (first[not upright] <= across) != (second[not upright] <= across)
        ]
        if not crossings:
            return None
        low, high = min(crossings), max(crossings)
        share = (2.0 * here - low - high) / max(high - low, 1e-9)
        return share if azimuth_deg % 360.0 in {0.0, 90.0} else -share


def _unit(azimuth_deg: float) -> Pair:
    angle = math.radians(azimuth_deg)
    return math.sin(angle), math.cos(angle)


@lru_cache(maxsize=24)
def frame_of(outline: Shape) -> Frame:
    """Return the frame of a polygon or multipolygon."""
    rings = [polygon[0] for polygon in polygons_of(outline)]
    parts = [(abs(area), middle) for area, middle in map(_area_and_middle, rings)]
    largest, (lon, lat) = max(parts)
    total = sum(area for area, _middle in parts)
    if largest < _MAINLAND * total:
        # Islands: the middle of them all.
        lon = sum(area * middle[0] for area, middle in parts) / total
        lat = sum(area * middle[1] for area, middle in parts) / total
    centre = Position(max(-90.0, min(90.0, lat)), geodesy.normal_longitude(lon))
    scale = max(1e-6, math.cos(math.radians(lat)))
    # Islands far away do not make a country wider; what counts is the body that holds most of it.
    body = [ring for ring, (area, _middle) in zip(rings, parts, strict=True) if area > _ISLET * largest]
    planes = tuple(tuple(((x - lon) * scale, y - lat) for x, y in ring) for ring in body)
    return Frame(centre, scale, planes)


def polygons_of(outline: Shape) -> tuple[tuple[tuple[Pair, ...], ...], ...]:
    """Return the polygons of a shape as tuples of rings, the outer one first."""
    coordinates: Any = outline.coordinates
    return coordinates if outline.kind == "MultiPolygon" else (coordinates,)


def _area_and_middle(ring: Iterable[Pair]) -> tuple[float, Pair]:
    points = list(ring)
    lon0, lat0 = points[0]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise((lon - lon0, lat - lat0) for lon, lat in points):
        cross = ax * by - bx * ay
        area += cross
        x += (ax + bx) * cross
        y += (ay + by) * cross
    if abs(area) < 1e-12:  # noqa: PLR2004 - no area at all
        return 0.0, (lon0, lat0)
    return area / 2.0, (lon0 + x / (3.0 * area), lat0 + y / (3.0 * area))


def part_fits(position: Position, outline: Shape, heading: Heading) -> float:
    """Return 1 where ``position`` is in that part of the area, 0.5 where it roughly is, else 0."""
    frame = frame_of(outline)
    if heading.azimuth_deg is None:
        off = max(min(map(abs, _shares(frame, position, axis))) for axis in (0.0, 90.0))
        return 1.0 if off <= _CENTRAL else 0.5 if off <= _ROUGHLY_CENTRAL else 0.0
    if heading.azimuth_deg % 90.0 == 0.0:
        share = _signed_share(frame, position, heading.azimuth_deg)
        return 1.0 if share >= -_BELT else 0.5 if share >= -_ROUGH_BELT else 0.0
    shares = [_signed_share(frame, position, heading.azimuth_deg + turn) for turn in (-45.0, 45.0)]
    if min(shares) >= -_BELT:
        return 1.0
    return 0.5 if min(shares) >= -_ROUGH_BELT and max(shares) >= -_BELT else 0.0


def _signed_share(frame: Frame, position: Position, azimuth_deg: float) -> float:
    """Return how far towards one of the four points a position lies: of the whole area, or of its own strip of it.

    Minus: towards the opposite point. Peshawar is in the east of Pakistan by its middle, and at the western
    edge of Pakistan where it lies: both readings are common, and the better one counts, but for what lies far on
    the other side of the whole.
    """
    return max(_shares(frame, position, azimuth_deg))


def _shares(frame: Frame, position: Position, azimuth_deg: float) -> tuple[float, ...]:
    whole = frame.share(position, azimuth_deg)
    if whole < 0.0:
        whole = -frame.share(position, azimuth_deg + 180.0)
    strip = frame.strip_share(position, azimuth_deg)
    return (whole,) if strip is None or whole < -_FAR_SIDE else (whole, strip)


def part_of_disc(centre: Position, heading: Heading | None, low_m: float, high_m: float) -> Shape:
    """Return the part of a town of radius ``high_m`` towards a heading, without the inner ``low_m``; a Polygon."""
    if heading is None:
        return geodesy.wedge(centre, None, 180.0, low_m, high_m)
    if heading.azimuth_deg is None:
        return geodesy.circle(centre, high_m * 0.5)
    return geodesy.wedge(centre, heading.azimuth_deg, 45.0, low_m, high_m)


def part_of_outline(outline: Shape, heading: Heading | None) -> Shape:
    """Return the half (north) or quarter (north-west) of an area towards a heading, cut through its middle."""
    if heading is None:
        return outline
    frame = frame_of(outline)
    polygons = polygons_of(outline)
    for east, north, offset in _cuts(frame, heading):
        polygons = tuple(
            cut for polygon in polygons if (cut := _cut_polygon(polygon, frame, east, north, offset)) is not None
        )
    if not polygons:
        return outline
    return Shape("Polygon", polygons[0]) if len(polygons) == 1 else Shape("MultiPolygon", polygons)


def _cuts(frame: Frame, heading: Heading) -> Iterable[tuple[float, float, float]]:
    """Yield half-planes east·x + north·y ≥ offset on the frame's plane."""
    if heading.azimuth_deg is None:
        for azimuth in (0.0, 90.0, 180.0, 270.0):
            east, north = _unit(azimuth)
            reach = max(-x * east - y * north for ring in frame.rings for x, y in ring)
            yield east, north, -0.5 * reach
    elif heading.azimuth_deg % 90.0 == 0.0:
        yield (*_unit(heading.azimuth_deg), 0.0)
    else:
        for turn in (-45.0, 45.0):
            yield (*_unit(heading.azimuth_deg + turn), 0.0)


def _cut_polygon(
    polygon: tuple[tuple[Pair, ...], ...], frame: Frame, east: float, north: float, offset: float
) -> tuple[tuple[Pair, ...], ...] | None:
    rings = [_cut_ring(ring, frame, east, north, offset) for ring in polygon]
    if rings[0] is None:
        return None
    return tuple(ring for ring in rings if ring is not None)


def _cut_ring(
    ring: tuple[Pair, ...], frame: Frame, east: float, north: float, offset: float
) -> tuple[Pair, ...] | None:
    """Return what a half-plane leaves of a ring (Sutherland and Hodgman 1974)."""

    def depth(pair: Pair) -> float:
        return (pair[0] - frame.centre.lon) * frame.scale * east + (pair[1] - frame.centre.lat) * north - offset

    kept: list[Pair] = []
    for first, second in pairwise(ring):
        one, two = depth(first), depth(second)
        if one >= 0.0:
            kept.append(first)
        if (one >= 0.0) != (two >= 0.0):
            share = one / (one - two)
            kept.append((first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])))
    if len(kept) < 3:  # noqa: PLR2004 - no area left
        return None
    return (*kept, kept[0])

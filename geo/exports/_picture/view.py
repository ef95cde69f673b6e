"""What a map shows: a box in degrees that fits the shape of its frame.

Longitudes are unwrapped about the middle of the box, so that a box may cross the antimeridian. Drawing
is equirectangular, true to scale along the middle parallel.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geo.geodesy import distance, normal_longitude
from geo.model import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model import Shape

__all__ = ["METRES_A_DEGREE", "View", "around", "box_of", "pairs_of", "view_of"]

Pair = tuple[float, float]

METRES_A_DEGREE = 111_195.0
"""Along a meridian, on average; for the frame of a map, never for a measure."""

_LEAST_SPAN = 0.25


class View(NamedTuple):
    """A box in degrees; ``west`` may lie below -180 or ``east`` above 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def lat(self) -> float:
        """The middle parallel."""
        return (self.south + self.north) / 2.0

    @property
    def lon(self) -> float:
        """The middle meridian, unwrapped."""
        return (self.west + self.east) / 2.0

    @property
    def stretch(self) -> float:
        """How many times longer a degree of latitude is drawn than one of longitude."""
        return 1.0 / max(0.05, math.cos(math.radians(self.lat)))

    def near(self, lon: float) -> float:
        """Return ``lon`` shifted by whole turns to be as near to the middle as can be."""
        return self.lon + normal_longitude(lon - self.lon)

    def holds(self, position: Position) -> bool:
        """Return whether the position lies in the box."""
        return self.south <= position.lat <= self.north and self.west <= self.near(position.lon) <= self.east

    def metres_wide(self) -> float:
        """Return the length of the middle parallel within the box, measured in short pieces."""
        pieces = 16
        step = (self.east - self.west) / pieces
        piece = distance(Position(self.lat, 0.0), Position(self.lat, min(180.0, step)))
        return piece * pieces


def pairs_of(shape: Shape) -> list[Pair]:
    """Return all (lon, lat) pairs of a shape."""
    found: list[Pair] = []
    waiting = [shape.coordinates]
    while waiting:
        item = waiting.pop()
        if not item:
            continue
        if isinstance(item[0], tuple):
            waiting.extend(item)
        else:
            found.append((item[0], item[1]))
    return found


def box_of(pairs: Iterable[Pair]) -> View | None:
    """Return the smallest box about (lon, lat) pairs, across the antimeridian where that is smaller."""
    known = list(pairs)
    if not known:
        return None
    lats = [lat for _, lat in known]
    lons = sorted({normal_longitude(lon) for lon, _ in known})
    gaps = [(lons[(i + 1) % len(lons)] - lon) % 360.0 for i, lon in enumerate(lons)]
    widest = max(range(len(lons)), key=lambda i: gaps[i]) if len(lons) > 1 else 0
    west = lons[(widest + 1) % len(lons)]
    east = lons[widest]
    return View(west, min(lats), east if east >= west else east + 360.0, max(lats))


def around(position: Position, radius_m: float) -> View:
    """Return the box about a position that reaches ``radius_m`` to each side."""
    high = radius_m / METRES_A_DEGREE
    wide = min(179.0, high / max(0.05, math.cos(math.radians(position.lat))))
    return View(
        position.lon - wide, max(-90.0, position.lat - high), position.lon + wide, min(90.0, position.lat + high)
    )


def view_of(boxes: Sequence[View], aspect: float, *, pad: float = 0.12, least_span: float = _LEAST_SPAN) -> View:
    """Return the view that holds the boxes in a frame ``aspect`` times wider than high.

    ``pad`` is the share of the longer side that is left free on each side; ``least_span`` degrees of
    latitude are shown at least.
    """
    whole = box_of([pair for box in boxes for pair in ((box.west, box.south), (box.east, box.north))])
    if whole is None or any(box.east - box.west > 180.0 for box in boxes):  # noqa: PLR2004 - half the globe
        return View(-180.0, -58.0, 180.0, 80.0)
    lat = (whole.south + whole.north) / 2.0
    stretch = 1.0 / max(0.05, math.cos(math.radians(lat)))
    wide, high = whole.east - whole.west, (whole.north - whole.south) * stretch
    side = max(wide, high * min(aspect, 1.0), high, least_span)
    wide, high = wide + 2 * pad * side, high + 2 * pad * side
    wide, high = max(wide, high * aspect, least_span), max(high, wide / aspect, least_span)
    wide, high = min(360.0, max(wide, high * aspect)), max(high, wide / aspect)
    lon = (whole.west + whole.east) / 2.0
    half = high / stretch / 2.0
    return View(lon - wide / 2.0, max(-90.0, lat - half), lon + wide / 2.0, min(90.0, lat + half))

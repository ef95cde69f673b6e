"""The outlines of a user's list of places, in the format of :mod:`geo.gazetteer.outlines`."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from geo.gazetteer.container import pack
from geo.gazetteer.outlines import AREA, BOX_UNIT, LINE, UNIT, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model import Shape


class OutlinesWriter:
    """Collects outlines by row; rows come in rising order."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._rows, self._kinds, self._starts, self._boxes = array("I"), array("B"), array("I"), array("h")

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: int, shape: Shape) -> None:
        """Take the area or line of a row; points have no outline and are passed over."""
        parts = _parts(shape)
        pairs = [pair for part in parts for ring in part for pair in ring]
        if not pairs:
            return
        self._rows.append(row)
        self._kinds.append(AREA if "Polygon" in shape.kind else LINE)
        self._starts.append(len(self._data))
        self._data += encode(parts)
        lons, lats = [lon for lon, _ in pairs], [lat for _, lat in pairs]
        sides = (_box(min(lons), -1), _box(min(lats), -1), _box(max(lons), 1), _box(max(lats), 1))
        self._boxes.extend(sides)

    def to_bytes(self) -> bytes:
        """Return the file."""
        starts = array("I", (*self._starts, len(self._data)))
        sections = {
            "rows": self._rows,
            "kinds": self._kinds,
            "starts": starts,
            "boxes": self._boxes,
            "data": bytes(self._data),
        }
        return pack(sections, {"borders": {}})


def _box(units: int, outward: int) -> int:
    return max(-32_768, min(32_767, units * BOX_UNIT // UNIT + outward))


def _parts(shape: Shape) -> list[list[list[tuple[int, int]]]]:
    if shape.kind == "Polygon":
        polygons: Sequence[Any] = (shape.coordinates,)
    elif shape.kind == "MultiPolygon":
        polygons = shape.coordinates
    elif shape.kind == "LineString":
        polygons = ((shape.coordinates,),)
    elif shape.kind == "MultiLineString":
        polygons = tuple((line,) for line in shape.coordinates)
    else:
        return []
    return [[_units(ring) for ring in polygon if len(ring) > 1] for polygon in polygons]


def _units(ring: Sequence[Any]) -> list[tuple[int, int]]:
    return [(round(pair[0] * UNIT), round(pair[1] * UNIT)) for pair in ring]

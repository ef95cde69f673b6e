"""How far a place is from the sea: the parts of its country's outline that are no land border."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.claims._borders import neighbours
from geo.claims._phrases import DIRECTION
from geo.claims._sectors import polygons_of
from geo.claims.shapes import distance_to_shape, lines_of
from geo.model import Shape
from geo.patterns import anchored

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.model import Position

__all__ = ["TO_COAST", "coast_distance_m", "coast_of"]

TO_COAST = anchored(
    rf"(?:(?:the|its)\s{{1,3}})?(?:(?:{DIRECTION}|country['’]s|nearest)\s{{1,3}}){{0,2}}"
    r"(?:coast|seacoast|coastline|seashore|shore|sea)\b(?!\s{1,3}(?:of|guard|level|lanes?|routes?)\b)"
)
"""The coast or the sea as what a distance is measured from: "65 km from *the coast*"."""

_CELL_DEG = 0.02
"""Outline points within about 2 km of a land border belong to it."""

Pair = tuple[float, float]


@lru_cache(maxsize=12)
def coast_of(gazetteer: Gazetteer, country: str) -> Shape | None:
    """Return the coast of a country as lines; None where it has none or its outline is not known."""
    row = gazetteer.country_row(country)
    outline = gazetteer.outline(row) if row is not None else None
    if outline is None or outline.kind not in {"Polygon", "MultiPolygon"}:
        return None
    land = _cells(gazetteer, country)
    lines: list[tuple[Pair, ...]] = []
    for polygon in polygons_of(outline):
        line: list[Pair] = []
        for first, second in pairwise(polygon[0]):
            if _cell(first) in land and _cell(second) in land:
                if len(line) > 1:
                    lines.append(tuple(line))
                line = []
                continue
            line = line or [first]
            line.append(second)
        if len(line) > 1:
            lines.append(tuple(line))
    return Shape("MultiLineString", tuple(lines)) if lines else None


def _cells(gazetteer: Gazetteer, country: str) -> frozenset[tuple[int, int]]:
    """Return the cells that the country's land borders run through, and those around them."""
    cells: set[tuple[int, int]] = set()
    for other in neighbours(gazetteer, country):
        border = gazetteer.border_between(country, other)
        for pairs in lines_of(border) if border is not None else ():
            for first, second in pairwise(pairs):
                pieces = max(1, math.ceil(max(abs(second[0] - first[0]), abs(second[1] - first[1])) / _CELL_DEG))
                for piece in range(pieces + 1):
                    share = piece / pieces
                    x, y = _cell((first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])))
                    cells.update((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    return frozenset(cells)


def _cell(pair: Pair) -> tuple[int, int]:
    return math.floor(pair[0] / _CELL_DEG), math.floor(pair[1] / _CELL_DEG)


def coast_distance_m(gazetteer: Gazetteer, position: Position, country: str | None) -> float | None:
    """Return the metres from a position to the coast of its country; None where that is not known or has none."""
    coast = coast_of(gazetteer, country) if country else None
    return distance_to_shape(position, coast) if coast is not None else None

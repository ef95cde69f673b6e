"""Where a wide map is looked at from near: boxes about its claims and places, in whole cells of a grid."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING, Any

from geo.model import Precision
from geo.page.basemap import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["near_boxes"]

CELL = 2
"""Side of a cell in degrees: a claim of a few dozen kilometres with what lies about it."""

MOST = 40
"""Cells that are given, those of most mentions first."""

MARGIN = 0.35
"""Degrees about a place that its own view shows."""

WIDEST = 9
"""Cells up to which the whole box of a claim counts; a longer line is looked at from afar."""

CLAIMED = 3
"""Mentions that a cell of a claim is worth, since readers go to claims first."""

_FINE = frozenset({Precision.EXACT, Precision.NEIGHBOURHOOD, Precision.TOWN, Precision.DISTRICT, Precision.INFERRED})

Cell = tuple[int, int]


def near_boxes(payload: dict[str, Any]) -> list[Bounds]:
    """Return boxes in degrees that do not overlap, those of most mentions first."""
    places = payload["places"]
    fine = {index for index, precision in enumerate(Precision) if precision in _FINE}
    weights: dict[Cell, int] = {}
    for place in payload["mentions"]["place"]:
        if places["precision"][place] in fine:
            for cell in _cells([(places["lat"][place], places["lon"][place])]):
                weights[cell] = weights.get(cell, 0) + 1
    for claim in payload["claims"]:
        ends = [claim[name] for name in ("subject", "reference", "second") if claim[name] >= 0]
        ends = [place for place in ends if places["precision"][place] in fine]
        cells = list(_cells((places["lat"][place], places["lon"][place]) for place in ends))
        if len(cells) <= WIDEST:
            for cell in cells:
                weights[cell] = weights.get(cell, 0) + CLAIMED
    chosen = sorted(weights, key=lambda cell: (-weights[cell], cell))[:MOST]
    runs = sorted(_runs(sorted(chosen)), key=lambda run: -max(weights[cell] for cell in run))
    # Cells beyond the edge of the map, which the margin may reach, have no box.
    return [box for box in map(_box, runs) if box.west < box.east and box.south < box.north]


def _cells(positions: Iterable[tuple[float, float]]) -> Iterator[Cell]:
    """Yield the cells (row, column) that the box of (lat, lon) positions touches, with a margin."""
    known = list(positions)
    if not known:
        return
    lats, lons = zip(*known, strict=True)
    if max(lons) - min(lons) > 180.0:  # noqa: PLR2004 - across the antimeridian: seen from afar
        return
    rows = range(_at(min(lats)), _at(max(lats), above=True) + 1)
    columns = range(_at(min(lons)), _at(max(lons), above=True) + 1)
    yield from product(rows, columns)


def _at(degrees: float, *, above: bool = False) -> int:
    return math.floor((degrees + (MARGIN if above else -MARGIN)) / CELL)


def _runs(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the neighbours in each row of sorted cells."""
    run: list[Cell] = []
    for row, column in cells:
        if run and run[-1] != (row, column - 1):
            yield run
            run = []
        run.append((row, column))
    if run:
        yield run


def _box(run: list[Cell]) -> Bounds:
    (row, first), (_, last) = run[0], run[-1]
    return Bounds(
        max(-180.0, first * CELL), max(-85.0, row * CELL), min(180.0, (last + 1) * CELL), min(85.0, (row + 1) * CELL)
    )

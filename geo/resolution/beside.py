"""Names that a caller did not ask for, and that tell where those lie that it did ask for.

A text about the Paris in Maine names Paris, and the county, the towns and the rivers around it: asked for "Paris"
alone, all of these are read as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Report
from geo.toponyms import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer
    from geo.model import Toponym

__all__ = ["names_beside"]


def names_beside(text: str, asked: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the toponyms found in ``text`` that touch none of those ``asked`` for, in the order of the text."""
    spans = sorted((toponym.start, toponym.end) for toponym in asked)
    found = []
    place, reach = 0, 0
    for toponym in recognise(Report(text), gazetteer):
        while place < len(spans) and spans[place][0] < toponym.end:
            reach = max(reach, spans[place][1])
            place += 1
        if reach <= toponym.start:
            found.append(toponym)
    return tuple(found)

"""Areas that more than one state claims: there a report's wording is a point of view, not an error.

The table ``disputes.json`` beside this module holds a rough outline (degrees), the claimants
(ISO 3166 alpha-2) and a name for each; it is drawn by hand, tens of kilometres wide of any line of control,
and decides nothing but that a verdict is withheld.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.model import Position

__all__ = ["Dispute", "dispute_over"]


class Dispute(NamedTuple):
    """A disputed area: name, claimants, and boxes of (west, south, east, north) degrees that hold it."""

    name: str
    claimants: frozenset[str]
    boxes: tuple[tuple[float, float, float, float], ...]

    def holds(self, position: Position) -> bool:
        """Return whether ``position`` lies in the area's boxes."""
        return any(
            west <= position.lon <= east and south <= position.lat <= north for west, south, east, north in self.boxes
        )


@cache
def _disputes() -> tuple[Dispute, ...]:
    text = resources.files("geo.claims").joinpath("disputes.json").read_text("utf-8")
    return tuple(
        Dispute(entry["name"], frozenset(entry["claimants"]), tuple(tuple(box) for box in entry["boxes"]))
        for entry in json.loads(text)
    )


def dispute_over(position: Position, holder: str | None, country: str | None) -> Dispute | None:
    """Return the dispute over ``position``, which the data count to ``holder`` and the text to ``country``, or None."""
    if country is None or country == holder:
        return None
    for dispute in _disputes():
        if country in dispute.claimants and dispute.holds(position):
            return dispute
    return None

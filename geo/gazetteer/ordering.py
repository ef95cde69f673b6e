"""The order of places that a name fits equally well, beside how well known each is.

A place that bears the name comes before another of its country that has it among its further names, though that one
be somewhat better known: "Lakhimpur" is no other name of North Lakhimpur to who writes it. Places that are only spelt
alike are rather those of countries whose names reach reports through romanisation: elsewhere the likeness is chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.gazetteer.folding import fold
from geo.gazetteer.writer import ROMANISED

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit

_OWN_NAME = 0.15
"""How much prominence the own name outweighs. Of 12,000 towns that another list names, with their country, 6.8 % lay
over 100 km from the first answer with it, 7.8 % without; more of it gains little."""
_MOST = 16
"""Hits that are put in order; the others are little known."""


def ordered(hits: tuple[Hit, ...], name: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the exact and folded ``hits`` of ``name``, put in order within each kind."""
    if len(hits) < 2:  # noqa: PLR2004 - nothing to put in order
        return hits
    exact = sum(hit.match == "exact" for hit in hits)
    folded = hits[exact : exact + _MOST]
    if folded:
        romanised = [hit for hit in folded if gazetteer.country(hit.row) in ROMANISED]
        folded = (*romanised, *(hit for hit in folded if gazetteer.country(hit.row) not in ROMANISED))
    key = fold(name)
    return (
        *_own_first(hits[: min(exact, _MOST)], key, gazetteer),
        *hits[min(exact, _MOST) : exact],
        *_own_first(folded, key, gazetteer),
        *hits[exact + _MOST :],
    )


def _own_first(hits: tuple[Hit, ...], key: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return ``hits`` with a country's towns in order among themselves, and the rest, in the places they took together.

    A unit does not come before the town of its name for being spelt so in its first name.
    """
    groups = [(gazetteer.country(hit.row), gazetteer.feature_code(hit.row).startswith("PPL")) for hit in hits]
    if len(set(groups)) == len(groups):
        return hits
    weights = [
        gazetteer.prominence(hit.row) + (_OWN_NAME if fold(gazetteer.name(hit.row)) == key else 0.0) for hit in hits
    ]
    best = sorted(range(len(hits)), key=lambda place: -weights[place])
    turns = {group: iter([hits[place] for place in best if groups[place] == group]) for group in groups}
    return tuple(next(turns[group]) for group in groups)

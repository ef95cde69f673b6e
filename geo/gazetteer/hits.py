"""What a look-up answers with."""

from __future__ import annotations

from typing import Literal, NamedTuple

Match = Literal["exact", "folded", "fuzzy"]

EXACT_SCORE = 1.0
FOLDED_SCORE = 0.8
FUZZY_SCORE = 0.6
"""The most that a hit of each kind can score; a fuzzy one is multiplied by its likeness."""


class Hit(NamedTuple):
    """A row that a name may mean, how it matched, and how well (0 to 1)."""

    row: int
    match: Match
    score: float


class Areas(NamedTuple):
    """Rows of the country, the admin-1 and the admin-2 unit that a position lies in; None where unknown."""

    country_row: int | None
    admin1_row: int | None
    admin2_row: int | None

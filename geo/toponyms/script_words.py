"""What the rules for Arabic and for Cyrillic text share: word lists, and how well known a name must be.

A word is a triple of start, end (exclusive) and letters.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geo.toponyms.lexicon import sections

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit


MOST_WORDS = 4
SURE = 0.3
"""Prominence from which a name needs no preposition or kind word before it."""
FAIRLY_SURE = 0.2
"""The same for an exact match of an Arabic word of five letters and more."""
WELL_KNOWN = 0.6
"""Prominence of what is taken for no adjective though it may be one, and follows "as" though nearly nothing does."""
SHORTEST = 3


@cache
def script_lists() -> dict[str, frozenset[str]]:
    """Return the words of each section of the list for Arabic and Cyrillic text."""
    lists = {name: frozenset(words) for name, words in sections("scripts.txt").items()}
    return {**lists, "arabic_plain": lists["arabic_stop"] | lists["arabic_cue"]}


def best_of(gazetteer: Gazetteer, hits: tuple[Hit, ...]) -> float:
    """Return the prominence of the best known of the first ``hits``, 0 where there are none."""
    return max((gazetteer.prominence(hit.row) for hit in hits[:6]), default=0.0)

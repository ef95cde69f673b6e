"""The names of a row, the other way round: the store's postings lead from a name to its rows.

They are asked for a few rows of a report at most (those that are all but contradicted, or misspelt). So nothing is
turned round as a whole, which takes a second and a hundred megabytes: the row is looked for in the postings.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from geo.gazetteer.writer import MANY

if TYPE_CHECKING:
    from geo.gazetteer.container import Triples

__all__ = ["Aliases"]

_BEFORE_ROWS = 2
"""A list begins with the number of its rows and what is known by its folded key besides."""

_BITS = 24
_NUMBER = (1 << _BITS) - 1
"""Two numbers in one, the second in its lower bits: these sort in half the time and a third of the memory of pairs."""


class Aliases:
    """Finds the names that lead to a row: a posting is the row itself, or the place of a list of rows."""

    def __init__(self, exact: Triples, lists: Triples) -> None:
        """Take the postings, one a name, and the lists that they point to."""
        self._exact = exact
        self._lists = lists

    def of(self, row: int) -> list[int]:
        """Return the numbers of the names that a row has, in ascending order."""
        found = set(self._exact.places(row))
        starts, names = self._pointers
        for place in self._lists.places(row):
            before = bisect_right(starts, place) - 1
            if before < 0 or not _BEFORE_ROWS <= place - starts[before] < _BEFORE_ROWS + self._lists.at(starts[before]):
                continue
            # Names with the same rows share one list.
            found.update(names[bisect_left(starts, starts[before]) : before + 1])
        return sorted(found)

    @cached_property
    def _pointers(self) -> tuple[array[int], array[int]]:
        """The places of the lists in ascending order, each as often as names point to it, and these names."""
        postings = self._exact.numbers()
        pointing = compress(range(len(postings)), map(MANY.__le__, postings))
        pairs = sorted([(postings[name] & ~MANY) << _BITS | name for name in pointing])
        return array("L", [pair >> _BITS for pair in pairs]), array("L", [pair & _NUMBER for pair in pairs])

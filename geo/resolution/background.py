"""Names around the mentions that are evidence only: the state in "Texas Department of Public Safety"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy
from geo.resolution.telephones import states_of_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.names import Naming, NamingCache

__all__ = ["background_names"]

_RUN = lazy(r"[^\W\d_a-z]\w{2,24}(?: [^\W\d_a-z]\w{2,24}){0,3}")
_ASCII_RUN = lazy(r"[A-Z]\w{2,24}(?: [A-Z]\w{2,24}){0,3}")
"""The same for text of ASCII letters alone, in half the time."""
_MOST = 200
_LONGEST = 200_000


def background_names(
    text: str, taken: Sequence[tuple[int, int]], cache: NamingCache, reach: tuple[int, int]
) -> list[tuple[int, int, Naming]]:
    """Return countries, provinces and demonyms that the text names outside of the ``taken`` spans (sorted).

    ``reach`` is the part of the text to look at. Only its first 200,000 characters are read and 200 names
    taken at most: beyond that, a report says no more about where it is.
    """
    found: list[tuple[int, int, Naming]] = []
    number = 0
    pattern = _ASCII_RUN if text.isascii() else _RUN
    for match in pattern.finditer(text, reach[0], min(reach[1], reach[0] + _LONGEST)):
        start, end = match.span()
        while number < len(taken) and taken[number][1] <= start:
            number += 1
        if number < len(taken) and taken[number][0] < end:
            continue
        area = cache.area_in(match.group())
        if area is not None:
            found.append((start + area[0], start + area[1], area[2]))
        if len(found) >= _MOST:
            break
    for start, end, state in states_of_numbers(text, reach[0], min(reach[1], reach[0] + _LONGEST)):
        found.append((start, end, cache.find(state)))
    return found

"""The sentence that a mention stands in, short enough to be read beside a map."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from geo.claims.sentences import sentences_of

__all__ = ["LONGEST", "Quote", "Quotes"]

LONGEST = 420
"""Code points of a quotation; longer sentences are cut about the mention."""

_WORD = 30
"""Code points within which a space is looked for, so that no word is cut."""


class Quote(NamedTuple):
    """Part of a report: its text, where it begins, and whether the sentence goes on before or after it."""

    text: str
    start: int
    cut_before: bool
    cut_after: bool


class Quotes:
    """The sentences of one text, found once; looking one up is a binary search."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = sentences_of(text)
        self._starts = [sentence.start for sentence in self._sentences]

    def around(self, start: int, end: int) -> Quote:
        """Return the sentence or sentences that hold ``start`` to ``end``, cut to about :data:`LONGEST`."""
        text = self._text
        sentence = self._sentence(start)
        first, last = sentence if end <= sentence[1] else (sentence[0], self._sentence(max(start, end - 1))[1])
        first, last = min(first, start), max(last, end)
        low, high = first, last
        if high - low > LONGEST:
            low = max(low, start - max(0, LONGEST - (end - start)) // 2)
            high = min(high, max(end, low + LONGEST))
            low = _next_word(text, low, start) if low > first else low
            high = _last_word(text, end, high) if high < last else high
        return Quote(text[low:high], low, low > first, high < last)

    def _sentence(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, offset) - 1
        return self._sentences[index] if index >= 0 else (offset, offset + 1)


def _next_word(text: str, low: int, high: int) -> int:
    """Return where the next word after ``low`` begins, if it is near; else ``low``."""
    for index in range(low, min(high, low + _WORD)):
        if text[index].isspace():
            return index + 1
    return low


def _last_word(text: str, low: int, high: int) -> int:
    for index in range(high, max(low, high - _WORD), -1):
        if text[index - 1].isspace():
            return index - 1
    return high

"""Long texts in pieces, so that time stays linear and memory bounded: each is read as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 40_000
"""Code points of a piece; a news article has 2,000, a long report's chapter 30,000."""

_CUTS = (lazy(r"\n[ \t\r]*\n"), lazy(r"\n"), lazy(r"[.!?؟。]\s"), lazy(r"\s"))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, piece); cut at an empty line, a line end, a sentence end or a space, whichever is found first.

    >>> [(offset, len(piece)) for offset, piece in pieces("a" * 50_000)]
    [(0, 40000), (40000, 10000)]
    """
    start = 0
    while len(text) - start > LONGEST:
        stop = start + LONGEST
        for cut in _CUTS:
            found = None
            for found in cut.finditer(text, stop - LONGEST // 4, stop):  # noqa: B007 - the last one counts
                pass
            if found is not None:
                stop = found.end()
                break
        yield start, text[start:stop]
        start = stop
    if start < len(text):
        yield start, text[start:]

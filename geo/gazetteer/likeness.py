"""Known keys that resemble an unknown one: one edit away, or the same consonants. Bounded, and cautious.

A key of six letters or more may differ by one letter (or two neighbours swapped), one of nine or more
also by two when its skeleton (first letter and consonants) is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = "abdfghijklmnoprstvyz"
_SHORTEST = 5
_MOST = 24
LONGEST = 40


def similar_keys(key: str, trie: Any) -> list[tuple[str, float]]:  # noqa: ANN401 - marisa has no types
    """Return (key, likeness) for the keys of ``trie`` one edit from ``key``, likeliest first."""
    if not _SHORTEST <= len(key) <= LONGEST or not key.isascii():
        return []
    found = {other for other in _edits(key) if other in trie}
    scored = [(other, _likeness(key, other)) for other in found]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:_MOST]


def _likeness(key: str, other: str) -> float:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - 20 ms, only where something was misspelt

    return float(JaroWinkler.similarity(key, other))


def _edits(key: str) -> Iterator[str]:
    for place in range(len(key)):
        head, tail = key[:place], key[place + 1 :]
        if place:  # the first letter is seldom mistaken
            yield head + tail
        if place and tail:
            yield head + tail[0] + key[place] + tail[1:]
        if place:
            for letter in _LETTERS:
                yield head + letter + tail
        if place:
            for letter in _LETTERS:
                yield head + letter + key[place:]
    for letter in _LETTERS:
        yield key + letter

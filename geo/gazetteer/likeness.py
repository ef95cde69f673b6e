"""Known keys that resemble an unknown one: one edit away, or the same consonants. Bounded, and cautious.

A key of six letters or more may differ by one letter (or two neighbours swapped); a shorter one only in its
vowels. Romanisations differ most in vowels: where the skeleton (first letter and consonants) is the same,
any vowels may differ, and the likeness says how much.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from geo.gazetteer.folding import skeleton
from geo.gazetteer.writer import LONGEST_SIMILAR, SHORTEST_SKELETON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LETTERS = "abdfghijklmnoprstvyz"
_MOST = 24
_SHORTEST_EDITED = 6
_SHORTEST = 4


def similar_keys(key: str, trie: Any, skeletons: Any) -> list[tuple[str, float]]:  # noqa: ANN401 - marisa has no types
    """Return (key, likeness) for the keys of ``trie`` that resemble ``key``, likeliest first.

    ``skeletons`` is a trie of "skeleton TAB key".
    """
    if not _SHORTEST <= len(key) <= LONGEST_SIMILAR or not key.isascii():
        return []
    bones = skeleton(key)
    found: set[str] = set()
    if len(key) >= _SHORTEST_EDITED:
        found.update([other for other in _edits(key, _known_start(key, trie)) if other in trie])
    if len(bones) >= SHORTEST_SKELETON:
        found.update(line.partition("\t")[2] for line in skeletons.keys(f"{bones}\t"))
    found.discard(key)
    if not found:
        return []
    likeness = _measure()
    scored = [(other, float(likeness(key, other))) for other in found]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:_MOST]


@cache
def _measure() -> Callable[[str, str], float]:
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415 - 20 ms, only where something was misspelt

    return JaroWinkler.similarity


def _known_start(key: str, trie: Any) -> int:  # noqa: ANN401 - as above
    """Return how many letters of ``key`` begin a known key: no edit behind these can lead to one."""
    known = 1
    while known < len(key) and next(trie.iterkeys(key[: known + 1]), None) is not None:
        known += 1
    return known


def _edits(key: str, reach: int) -> Iterator[str]:
    """Yield the keys that are one edit away from ``key``, the edit being at most ``reach`` letters behind its start."""
    for place in range(min(len(key), reach + 1)):
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
    if reach == len(key):
        for letter in _LETTERS:
            yield key + letter

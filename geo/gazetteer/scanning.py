"""Finds known names in running text: folds word by word, then asks the trie for prefixes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.gazetteer.folding import WORD, fold_word, is_article, normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.gazetteer.hits import Hit

    Prefixes = Callable[[str], Sequence[str]]
    Lookup = Callable[[str], tuple[Hit, ...]]

LONGEST_NAME = 200
MOST_WORDS = 8
_GAP = re.compile(r"[\s\-\u2010-\u2015.’'/·,]{1,3}")
_SEPARATE = re.compile(r"[\n,;:!?()\[\]{}\"“”„«»|]|\.\s")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SHORTENED = frozenset({"St", "Ste", "Mt", "Ft", "Pt"})
_PARTICLES = re.compile(r"[وف]?[بلك](?=\w{4})|[وف](?=\w{4})")
_FUNCTION_WORDS = frozenset(
    """
    the a an in on at by to of for from and but or as if it its he she they we his her their our this that these those
    when where while after before since until with without into near outside inside around there here then now no not
    is was are were has have had will would can could may might must should said says
    """.split()  # noqa: SIM905 - a list of words reads best so
)
_POSSESSIVE = re.compile(r"['\u2019]s?$")


class _Word:
    __slots__ = ("capital", "end", "joined", "key", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        shorn = _POSSESSIVE.sub("", text) if len(text) > 3 else text  # noqa: PLR2004 - "it's" is left alone
        self.text, self.start, self.end = shorn, start, start + len(shorn)
        self.key = fold_word(shorn)
        first = shorn[0]
        self.capital = not first.islower()
        self.joined = True


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for match in WORD.finditer(text):
        piece = match.group()
        if _CJK.search(piece):
            words.extend(_Word(letter, match.start() + place) for place, letter in enumerate(piece))
        else:
            words.append(_Word(piece, match.start()))
    for word, following in pairwise(words):
        gap = text[word.end : following.start]
        word.joined = not gap or (
            len(gap) <= 3 and (not _SEPARATE.search(gap) or (gap == ". " and word.text in _SHORTENED))  # noqa: PLR2004
        )
    return words


def scan(text: str, prefixes: Prefixes, lookup: Lookup) -> Iterator[tuple[int, int, tuple[Hit, ...]]]:
    """Yield (start, end, hits) for the longest names in ``text``, left to right; see ``Gazetteer.scan``."""
    words = _words(text)
    number = 0
    while number < len(words):
        found = _at(text, words, number, prefixes, lookup) or _behind_prefix(text, words, number, prefixes, lookup)
        if found is None:
            number += 1
            continue
        start, end, number, hits = found
        yield start, end, hits


def _behind_prefix(text: str, words: list[_Word], number: int, prefixes: Prefixes, lookup: Lookup) -> _Found | None:
    """Look behind the particles that Arabic writes in one word with a name: "and", "in", "to", "like"."""
    word = words[number]
    particles = _PARTICLES.match(word.text)
    if particles is None:
        return None
    shorn = _Word(word.text[particles.end() :], word.start + particles.end())
    shorn.joined = word.joined
    words[number] = shorn
    found = _at(text, words, number, prefixes, lookup)
    words[number] = word
    return found


def longest(text: str, start: int, prefixes: Prefixes, lookup: Lookup) -> tuple[int, tuple[Hit, ...]] | None:
    """Return (end, hits) of the longest name that begins at ``start``; see ``Gazetteer.longest``."""
    piece = text[start : start + LONGEST_NAME]
    words = _words(piece)
    if not words or words[0].start != 0:
        return None
    found = _at(piece, words, 0, prefixes, lookup)
    return None if found is None or found[0] != 0 else (start + found[1], found[3])


_Found = tuple[int, int, int, "tuple[Hit, ...]"]
"""Start and end in the text, the number of the next word, and the hits."""


def _at(text: str, words: list[_Word], number: int, prefixes: Prefixes, lookup: Lookup) -> _Found | None:
    first = words[number]
    if not first.capital:
        # A name may begin with a small article ("al-Bab"), but only where a capital follows at once.
        if number + 1 >= len(words) or not (
            first.joined and words[number + 1].capital and is_article(first.text, words[number + 1].text)
        ):
            return None
    elif not first.key:
        return None
    ends: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for place in range(number, min(number + MOST_WORDS, len(words))):
        word = words[place]
        last = place + 1 >= len(words)
        article = not last and word.joined and is_article(word.text, words[place + 1].text)
        if not article or place + 1 >= len(words):
            parts.append(word.key)
            length += len(word.key)
            ends[length] = place
        if not word.joined:
            break
    known = prefixes("".join(parts))
    for key in reversed(known):
        last_word = ends.get(len(key))
        if last_word is None:
            continue
        found = _named(text, words, number, last_word, lookup)
        if found:
            return found
    return _abbreviation(text, words, number, lookup)


def _named(text: str, words: list[_Word], number: int, last: int, lookup: Lookup) -> _Found | None:
    if number == last and words[number].text.lower() in _FUNCTION_WORDS:
        return None
    surface = normalise(text[words[number].start : words[last].end])
    hits = lookup(surface)
    if not hits:
        return None
    if hits[0].match == "exact":
        return words[number].start, words[last].end, last + 1, hits
    if number < last and (words[number].text.lower() in _FUNCTION_WORDS or not words[last].capital):
        # Folding joins words; "The U", "Hish town" are no names of their own.
        return None
    if number < last and is_article(words[number].text, words[number + 1].text) and words[number + 1].capital:
        # "As Syria …": the article is an English word unless the name is known with it.
        shorter = lookup(normalise(text[words[number + 1].start : words[last].end]))
        if shorter and shorter[0].match == "exact" and words[number].text.lower() not in {"al", "el"}:
            return words[number + 1].start, words[last].end, last + 1, shorter
    if len(surface) < 4 and surface.isascii():  # noqa: PLR2004 - short folded keys meet too many words
        return None
    return words[number].start, words[last].end, last + 1, hits


def _abbreviation(text: str, words: list[_Word], number: int, lookup: Lookup) -> _Found | None:
    """Look for what matches only as it stands: "U.S.", "UAE", "La."."""
    start = words[number].start
    for last in range(min(number + 3, len(words) - 1), number - 1, -1):
        if any(not word.joined for word in words[number:last]):
            continue
        end = words[last].end
        for stop in (end + 1, end):
            surface = text[start:stop]
            if stop > end and not surface.endswith("."):
                continue
            hits = lookup(surface)
            if hits and hits[0].match == "exact":
                return start, stop, last + 1, hits
    return None

"""Finds known names in running text: folds word by word, then asks the trie for prefixes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from geo.gazetteer.folding import ARTICLES, WORD, fold_word, is_article, is_link, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.gazetteer.hits import Hit

LONGEST_NAME = 200
MOST_WORDS = 8
_LONGEST_ARTICLE = 4
_LONGEST_LINK = 2
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


class Names(Protocol):
    """What a scan asks of the gazetteer."""

    def prefixes(self, key: str) -> Sequence[str]:
        """Return the known keys that ``key`` begins with, shortest first."""

    def has(self, name: str) -> bool:
        """Tell whether ``name`` is known exactly as it stands."""

    def keyed(self, name: str, key: str) -> tuple[Hit, ...]:
        """Return the hits of a name whose key is known already."""


class _Word:
    __slots__ = ("article", "capital", "end", "joined", "key", "link", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        if len(text) > 3 and ("'" in text or "\u2019" in text):  # noqa: PLR2004 - "it's" is left alone
            text = _POSSESSIVE.sub("", text)
        self.text, self.start, self.end = text, start, start + len(text)
        self.key = fold_word(text)
        self.capital = not text[0].islower()
        self.joined = True
        self.article = False
        self.link = False


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    for match in WORD.finditer(text):
        piece = match.group()
        if not piece.isascii() and _CJK.search(piece):
            words.extend(_Word(letter, match.start() + place) for place, letter in enumerate(piece))
        else:
            words.append(_Word(piece, match.start()))
    for word, following in pairwise(words):
        if following.start - word.end == 1 and text[word.end] == " ":
            word.joined = True
        else:
            gap = text[word.end : following.start]
            word.joined = not gap or (
                len(gap) <= 3  # noqa: PLR2004 - "d. "
                and (not _SEPARATE.search(gap) or (gap == ". " and word.text in _SHORTENED))
            )
        word.article = word.joined and len(word.text) <= _LONGEST_ARTICLE and is_article(word.text, following.text)
        if len(following.text) <= _LONGEST_LINK and word.joined and is_link(following.text, text[following.start - 1]):
            following.link = True
    if words:
        words[-1].joined = False
    return words


_Found = tuple[int, int, int, "tuple[Hit, ...]"]
"""Start and end in the text, the number of the next word, and the hits."""


def scan(text: str, names: Names) -> Iterator[tuple[int, int, tuple[Hit, ...]]]:
    """Yield (start, end, hits) for the longest names in ``text``, left to right; see ``Gazetteer.scan``."""
    words = _words(text)
    number = 0
    while number < len(words):
        found = _at(text, words, number, names) or _behind_particle(text, words, number, names)
        if found is None:
            number += 1
            continue
        start, end, number, hits = found
        yield start, end, hits


def longest(text: str, start: int, names: Names) -> tuple[int, tuple[Hit, ...]] | None:
    """Return (end, hits) of the longest name that begins at ``start``; see ``Gazetteer.longest``."""
    piece = text[start : start + LONGEST_NAME]
    words = _words(piece)
    if not words or words[0].start != 0:
        return None
    found = _at(piece, words, 0, names)
    return None if found is None or found[0] != 0 else (start + found[1], found[3])


def _behind_particle(text: str, words: list[_Word], number: int, names: Names) -> _Found | None:
    """Look behind the particles that Arabic writes in one word with a name: "and", "in", "to", "like"."""
    word = words[number]
    if word.text.isascii():
        return None
    particles = _PARTICLES.match(word.text)
    if particles is None:
        return None
    shorn = _Word(word.text[particles.end() :], word.start + particles.end())
    shorn.joined = word.joined
    words[number] = shorn
    found = _at(text, words, number, names)
    words[number] = word
    return found


def _at(text: str, words: list[_Word], number: int, names: Names) -> _Found | None:
    first = words[number]
    if not first.capital and not (first.article and words[number + 1].capital):
        # A name may begin with a small article ("al-Bab"), but only where a capital follows at once.
        return None
    ends: dict[int, int] = {}
    parts: list[str] = []
    length = 0
    for place in range(number, min(number + MOST_WORDS, len(words))):
        word = words[place]
        if not word.article and not (word.link and word.joined and place > number):
            parts.append(word.key)
            length += len(word.key)
            ends[length] = place
        if not word.joined:
            break
    if length:
        for key in reversed(names.prefixes("".join(parts))):
            last = ends.get(len(key))
            if last is not None:
                found = _named(text, words, number, last, key, names)
                if found:
                    return found
    return _abbreviation(text, words, number, names)


def _named(  # noqa: PLR0913, PLR0917 - one step of a scan
    text: str, words: list[_Word], number: int, last: int, key: str, names: Names
) -> _Found | None:
    first = words[number]
    common = first.text.lower() in _FUNCTION_WORDS
    if number == last and common:
        return None
    surface = text[first.start : words[last].end]
    if not surface.isascii() or "  " in surface or "\n" in surface:
        surface = normalise(surface)
    if names.has(surface):
        return first.start, words[last].end, last + 1, names.keyed(surface, key)
    if number < last and (common or not words[last].capital):
        # Folding joins words; "The U", "Hish town" are no names of their own.
        return None
    if first.article and words[number + 1].capital and first.text.lower() not in ARTICLES:
        # "As Syria …": the article is an English word unless the name is known with it.
        shorter = normalise(text[words[number + 1].start : words[last].end])
        if names.has(shorter):
            return words[number + 1].start, words[last].end, last + 1, names.keyed(shorter, key)
    if len(surface) < 4 and surface.isascii():  # noqa: PLR2004 - short folded keys meet too many words
        return None
    hits = names.keyed(surface, key)
    return (first.start, words[last].end, last + 1, hits) if hits else None


def _abbreviation(text: str, words: list[_Word], number: int, names: Names) -> _Found | None:
    """Look for what matches only as it stands: "U.S.", "UAE", "La."."""
    start = words[number].start
    for last in range(min(number + 3, len(words)) - 1, number - 1, -1):
        if any(not word.joined for word in words[number:last]):
            continue
        end = words[last].end
        dotted = text[end : end + 1] == "."
        if not dotted and not words[last].text.isupper():
            continue
        for stop in (end + 1, end) if dotted else (end,):
            surface = text[start:stop]
            if names.has(surface):
                return start, stop, last + 1, names.keyed(surface, "")
    return None

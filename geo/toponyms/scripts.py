"""Toponyms in letters other than Latin: Arabic, Cyrillic and the rest.

Arabic and Cyrillic text have rules of their own (geo.toponyms.arabic, geo.toponyms.cyrillic); of other scripts the
well-known names are found. Words for people and things of countries are demonyms here, too (geo.toponyms.adjectives).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model import Kind, Toponym
from geo.patterns import lazy
from geo.toponyms.arabic import arabic
from geo.toponyms.cases import base_forms
from geo.toponyms.cyrillic import cyrillic
from geo.toponyms.script_words import SHORTEST, SURE, best_of, script_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.gazetteer import Gazetteer

__all__ = ["OTHER", "base_forms", "find_other"]


OTHER = lazy("[^\0-\u036f\u1e00-\u1eff\u2000-\u2bff\u3000-\u303f\ud800-\uf8ff\ufe00-\ufe6f\uff00-\U0010ffff]")
"""A letter that the recogniser for Latin letters does not read; what is none stands here, as ASCII is told first so."""
_REST = lazy(r"[\u0370-\u03ff\u0530-\u05ff\u0700-\u074f\u0780-\u1dff\u1f00-\u1fff\u2c00-\u2fff\u3040-\ud7ff]")
_UNSPACED = lazy(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_TITLE = lazy(r"«[\u0400-\u052f'’ʼ\d-]{1,40}(?: [\u0400-\u052f'’ʼ\d-]{1,40}){0,2}»")
"""A few words in quotation marks: the name of a ship, a club, a paper or a unit, and not of the place in it."""
_LONGEST_KIND = 20
_HEBREW = lazy(r"[\u05d0-\u05ea][\u05d0-\u05ea'\"\u05f3\u05f4]{1,30}")
_HEBREW_PARTICLES = frozenset("בלמוהש")
JOINED = 0.5
"""Prominence from which a Hebrew name is taken out of a word that begins with particles."""
MOST_LETTERS = 6
"""Most letters of a Chinese or Japanese name that is looked for."""


def find_other(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Return the toponyms of ``text`` in letters other than Latin, in order and disjoint."""
    found = [*arabic(text, gazetteer), *cyrillic(text, gazetteer)]
    if _REST.search(text):
        found += _rest(text, gazetteer)
    chosen: list[Toponym] = []
    titles = [match.span() for match in _TITLE.finditer(text) if not _is_kind_before(text, match.start())]
    for toponym in sorted(found, key=lambda item: (item.start, -item.end)):
        while titles and titles[0][1] <= toponym.start:
            del titles[0]
        if titles and titles[0][0] <= toponym.start:
            continue
        if not chosen or toponym.start >= chosen[-1].end:
            chosen.append(toponym)
    return chosen


def _is_kind_before(text: str, start: int) -> bool:
    """Tell whether a word for a kind of place stands right before ``start``: "село «Мирне»"."""
    words = text[max(0, start - _LONGEST_KIND) : start].lower().split()
    return bool(words) and words[-1] in script_lists()["cyrillic_cue"]


def _rest(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield well-known names in any other script, as the gazetteer's scan finds them; those without spaces apart."""
    for match in _UNSPACED.finditer(text):
        yield from _unspaced(match[0], match.start(), gazetteer)
    yield from _hebrew(text, gazetteer)
    words = script_lists()["hebrew_common"]
    for start, end, hits in gazetteer.scan(text):
        if not _REST.match(text, start) or end - start == 1 or text[start:end] in words:
            continue
        if hits[0].match == "exact" and best_of(gazetteer, hits) >= SURE:
            yield Toponym(start, end, text[start:end], Kind.PLACE, 0.7)


def _hebrew(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the well-known names that Hebrew joins to a particle: בירושלים is in-Jerusalem. The span leaves it out."""
    common = script_lists()["hebrew_common"]
    words = [match.span() for match in _HEBREW.finditer(text)]
    for place, (start, _) in enumerate(words):
        for _, end in reversed(words[place : place + 2]):
            for size in (1, 2):
                name = text[start + size : end]
                if (
                    name in common
                    or len(name) < SHORTEST
                    or not _HEBREW_PARTICLES.issuperset(text[start : start + size])
                ):
                    break
                hits = gazetteer.plain(name)
                if hits and hits[0].match == "exact" and best_of(gazetteer, hits) >= JOINED:
                    yield Toponym(start + size, end, name, Kind.PLACE, 0.7)


def _unspaced(letters: str, offset: int, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Yield the well-known names in Chinese or Japanese ``letters``: the longest from left to right."""
    start = 0
    while start < len(letters) - 1:
        for end in range(min(start + MOST_LETTERS, len(letters)), start + 1, -1):
            hits = gazetteer.plain(letters[start:end])
            if hits and hits[0].match == "exact" and best_of(gazetteer, hits) >= SURE:
                yield Toponym(offset + start, offset + end, letters[start:end], Kind.PLACE, 0.7)
                start = end - 1
                break
        start += 1

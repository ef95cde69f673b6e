"""Borders as reports name them, and where they run.

:func:`border_phrases` finds "the Turkish border", "the border with Turkey", "the Iraqi-Syrian frontier",
"Yemen's northern border with Saudi Arabia" and "the border" alone. :func:`border_lines` gives the lines
that are meant, of the gazetteer's outlines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from geo.claims._areas import area_sites, outline_of
from geo.claims._links import country_code
from geo.claims._phrases import DIRECTION
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.gazetteer import Gazetteer
    from geo.model import Shape

__all__ = ["BorderPhrase", "border_lines", "border_phrases", "neighbours"]

_BORDER = lazy(
    r"\b(?:borders?|frontiers?|кордон[уіиом]{0,2}|границ[аыеуій]{1,2}|الحدود)\b",
    re.IGNORECASE,
    needs=("border", "frontier"),
)
_OWNER = anchored(
    rf"(?:['’]s?)?\s{{1,3}}(?:{DIRECTION}\s{{1,3}}|common\s{{1,3}}|shared\s{{1,3}}|international\s{{1,3}})?"
)
_JOINT = anchored(r"\s{0,2}(?:[-\u2010-\u2015/]|and)\s{0,2}(?:the\s)?")
_WITH = anchored(
    r"\s{1,3}(?:(?:with|of|to|into|between)\s{1,3}(?:the\s{1,3})?(?:neighbou?ring\s{1,3})?|(?:з|із|зі|с|со|مع)\s{1,3}"
    r"|(?<=الحدود\s))"
)
_LEAD = trailing(
    rf"(?:(?:the|its|their|that|this)\s{{1,3}})?(?:{DIRECTION}\s{{1,3}}|common\s{{1,3}}|shared\s{{1,3}})?$",
    re.IGNORECASE,
)


_PEOPLES = {
    "Azeri": "AZ", "Kazakh": "KZ", "Kyrgyz": "KG", "Tajik": "TJ", "Turkmen": "TM", "Uzbek": "UZ", "Ivorian": "CI",
    "Swazi": "SZ", "Basotho": "LS", "Slovakian": "SK", "Botswanan": "BW",
}  # fmt: skip
"""Words that are no names of places by themselves, as such people live in other countries, too."""
_PEOPLE = trailing(
    rf"\b(?P<people>{'|'.join(_PEOPLES)})\s{{1,3}}(?:{DIRECTION}\s{{1,3}}|common\s{{1,3}}|international\s{{1,3}})?$"
)


class BorderPhrase(NamedTuple):
    """The words for a border: span, and the toponyms (none, one or two) whose border it is.

    ``people`` is the code of a country that is named by people who live in others as well: "the Tajik border".
    """

    start: int
    end: int
    owners: tuple[int, ...]
    people: str | None = None


def border_phrases(document: Document) -> Iterator[BorderPhrase]:
    """Yield every border that the text speaks of."""
    for match in _BORDER.finditer(document.text):
        sentence = document.sentence_at(match.start())
        owners, start = _owners_before(document, match.start(), sentence.start)
        end = match.end()
        after, end = _owners_after(document, match.end(), end)
        people = _PEOPLE.search(document.text[max(sentence.start, start - 40) : start]) if not owners else None
        if people is not None:
            start -= len(people.group())
            joined = _joined_before(document, start, sentence.start)
            owners, start = (owners, start) if joined is None else ([joined], document.toponyms[joined].start)
        lead = _LEAD.search(document.text[max(sentence.start, start - 40) : start])
        begin = start - len(lead.group()) if lead else start
        code = _PEOPLES[people["people"]] if people is not None else None
        yield BorderPhrase(begin, end, tuple(dict.fromkeys((*owners, *after)))[:2], code)


def _owners_before(document: Document, start: int, sentence_start: int) -> tuple[list[int], int]:
    """Return the toponyms right before a border ("the Syrian-Turkish"), and where the phrase begins."""
    before = list(document.within(sentence_start, start))
    if not before or _OWNER.fullmatch(document.text[document.toponyms[before[-1]].end : start]) is None:
        return [], start
    owners = [before[-1]]
    if len(before) > 1:
        left, right = document.toponyms[before[-2]], document.toponyms[before[-1]]
        if _JOINT.fullmatch(document.text[left.end : right.start]):
            owners.insert(0, before[-2])
    return owners, document.toponyms[owners[0]].start


def _joined_before(document: Document, start: int, sentence_start: int) -> int | None:
    """Return the first of two whose border it is: "the *Afghan*-Tajik border"."""
    before = document.within(sentence_start, start)
    if not before or _JOINT.fullmatch(document.text, document.toponyms[before[-1]].end, start) is None:
        return None
    return before[-1]


def _owners_after(document: Document, at: int, end: int) -> tuple[list[int], int]:
    """Return the toponyms of "border with Turkey", "border between Iraq and Syria"."""
    match = _WITH.match(document.text, at)
    first = document.starting_at(match.end()) if match else None
    if first is None:
        return [], end
    owners, end = [first], document.toponyms[first].end
    if first + 1 < len(document.toponyms):
        glue = document.text[end : document.toponyms[first + 1].start]
        if "between" in document.text[at : document.toponyms[first].start] and _JOINT.fullmatch(glue):
            owners.append(first + 1)
            end = document.toponyms[first + 1].end
    return owners, end


def border_lines(document: Document, phrase: BorderPhrase, subject: Site | None) -> list[Shape]:
    """Return the lines that a phrase means for ``subject``; empty where no outline is known.

    Of one country: the border it shares with the subject's country, or for a subject inside it all of its
    land borders. Of none: the land borders of the subject's country.
    """
    gazetteer = document.gazetteer
    if gazetteer is None:
        return []
    sites = [document.site(index) for index in phrase.owners]
    codes = [code for site in sites if (code := country_code(site)) is not None]
    codes += [phrase.people] if phrase.people is not None else []
    home = subject.country if subject else None
    if not codes and sites and sites[0] is not None:
        areas = area_sites(document, phrase.owners[0], "province")
        shapes = [shape for area in areas if (shape := outline_of(document, area)) is not None]
        return shapes[:1]
    pairs = _pairs(codes, home)
    lines = [line for a, b in pairs if (line := gazetteer.border_between(a, b)) is not None]
    if lines or not (codes or home):
        return lines
    code = codes[0] if codes else home
    assert code is not None
    if home in (None, code) or len(codes) > 1:
        return [
            line for other in neighbours(gazetteer, code) if (line := gazetteer.border_between(code, other)) is not None
        ]
    row = gazetteer.country_row(code)
    shape = gazetteer.outline(row) if row is not None else None
    return [shape] if shape is not None else []


def _pairs(codes: list[str], home: str | None) -> list[tuple[str, str]]:
    if len(codes) > 1:
        return [(codes[0], codes[1])]
    if codes and home is not None and home != codes[0]:
        return [(codes[0], home)]
    return []


@lru_cache(maxsize=256)
def neighbours(gazetteer: Gazetteer, code: str) -> tuple[str, ...]:
    """Return the codes of the countries that share a border with ``code``, sorted."""
    letters = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return tuple(other for other in letters if other != code and gazetteer.border_between(code, other) is not None)

"""What a claim is about: the place that stands where the words of the claim say "lies".

In text the subject of "40 miles west of Baghdad" is almost always the nearest place named before it in
the sentence (40 of 42 labelled cases); else one named after it ("81 km north of Damascus, Al-Nabek …");
else, where the sentence begins with "it", "the town" …, the subject of the sentence before, or the
headword of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.claims.sites import Site, site_of
from geo.model import Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.claims.base import Document

__all__ = ["Found", "find_subject", "headword_site"]

_ANAPHOR = re.compile(
    r"""["'“‘(]{0,2}(?:It|They|(?:The|This|That|Its|the|this)\s(?:[\w-]{1,20}\s){0,4}?"""
    r"""(?:city|town|village|townlet|settlement|hamlet|port|camp|base|airbase|airport|airfield|district|place|area"""
    r"""|location|site|community|municipality|suburb|neighbou?rhood|oasis|island|centre|center|post|crossing))\b"""
)
_FRONTED = re.compile(
    r"""["'“‘(]{0,2}(?:(?:Located|Situated|Lying|Nestled|Set|Standing|Based|Some|About|Around|Roughly|Nearly|Almost|Just"""
    r"""|Only|Barely|Approximately|At|In|On|Within|Less|More|Under|Over|Up|Further|Farther|Not|A|An|Half|[A-Z]?[a-z]{2,9}(?:-[a-z]+)?|\d)"""
    r"""[\w.,-]{0,12}\s?){1,8}"""
)
_MEANWHILE = re.compile(r",\s{0,3}(?:which|that|itself|where)\b|\bwhich\s(?:is|lies|was|sits|stands)\b")
_BACK_SENTENCES = 3
_WATER = ("H.", "STM", "LK", "SEA", "OCN", "GULF", "BAY", "STRT", "RSV", "CNL", "LGN", "LKS", "STMS")


class Found(NamedTuple):
    """The subject: ``toponym`` is its index, or None, and how it was found.

    ``how`` is ``before``, ``after``, ``anaphora``, ``headword`` or ``none``. With ``headword`` the place
    is the document's title, which has no toponym: see :func:`headword_site`.
    """

    toponym: int | None
    how: str


def find_subject(
    document: Document, start: int, end: int, *, excluded: Collection[int] = (), after: bool = True
) -> Found:
    """Return the subject of the claim whose words stand from ``start`` to ``end``.

    ``excluded`` are toponyms that cannot be it: the claim's own reference, and those of the claims it is
    coordinated with. ``after`` allows a subject after the claim where it opens its sentence.
    """
    sentence = document.sentence_at(start)
    before = [index for index in document.within(sentence.start, start) if _may_be(document, index, excluded)]
    chosen = _nearest(document, before)
    if chosen is not None:
        return Found(chosen, "before")
    anaphoric = _ANAPHOR.match(document.text, sentence.start, sentence.end) is not None
    if after and not anaphoric:
        later = [index for index in document.within(end, sentence.end) if _may_be(document, index, excluded)]
        found = _first_after(document, start, end, later)
        if found is not None:
            return Found(found, "after")
    earlier = _from_earlier_sentences(document, sentence.start, excluded)
    if earlier is not None:
        return Found(earlier, "anaphora")
    if headword_site(document) is not None:
        return Found(None, "headword")
    if before:
        return Found(before[-1], "before")
    return Found(None, "none")


def headword_site(document: Document) -> Site | None:
    """Return the place that the document's title names as a whole ("Dvin (ancient city)"), or None."""
    title = (document.report.title or "").strip()
    if not title or len(title) > 80 or document.gazetteer is None:  # noqa: PLR2004 - a headword, not a headline
        return None
    for name in _names_in(title):
        hits = [hit for hit in document.gazetteer.lookup(name) if hit.match != "fuzzy"]
        if hits:
            country = document.country_at(0)
            home = [hit for hit in hits if document.gazetteer.country(hit.row) == country]
            best = (home or hits)[0]
            return site_of(document.gazetteer.place(best.row), 0.9 if len(hits) == 1 else 0.6)
    return None


def _names_in(title: str) -> tuple[str, ...]:
    bare = re.sub(r"\s{0,3}\([^()]{0,60}\)\s{0,3}$", "", title)
    first = bare.split(",")[0].strip()
    return tuple(dict.fromkeys(name for name in (title, bare, first) if name))


def _may_be(document: Document, index: int, excluded: Collection[int]) -> bool:
    return index not in excluded and document.toponyms[index].kind is Kind.PLACE


def _nearest(document: Document, indexes: list[int]) -> int | None:
    """Return the last place of a sentence that is a point: not the province or the river it stands in or on.

    "Akuressa, in Matara district some 160 km south of …": Akuressa. Places that are not known are points.
    """
    for index in reversed(indexes):
        site = document.site(index)
        if site is None or not (site.is_area or site.is_line):
            return index
    return None


def _first_after(document: Document, start: int, end: int, later: list[int]) -> int | None:
    """Return the subject that follows a claim in front of its sentence ("Located 81 km north of D, N is …")."""
    opening = document.text[document.sentence_at(start).start : start]
    if len(opening) > 60 or any(  # noqa: PLR2004 - longer than an opening like "Located in the desert about"
        not document.is_place(index) for index in document.within(document.sentence_at(start).start, start)
    ):
        return None
    rest = document.text[end : document.sentence_at(start).end]
    comma = rest.find(",")
    for index in later:
        site = document.site(index)
        beyond = 0 <= comma < document.toponyms[index].start - end
        if beyond and (site is None or not (site.is_area or site.is_line)):
            return index
    return None


def _from_earlier_sentences(document: Document, before: int, excluded: Collection[int]) -> int | None:
    number = document.sentence_number(before)
    for earlier in range(number - 1, max(-1, number - 1 - _BACK_SENTENCES), -1):
        sentence = document.sentences[earlier]
        named = [index for index in document.within(*sentence) if _may_be(document, index, excluded)]
        points = [index for index in named if not _is_wide(document, index)]
        if points:
            # An encyclopaedia names its subject first, and "it" goes on about that; news does the same.
            return points[0]
    return None


def _is_wide(document: Document, index: int) -> bool:
    site = document.site(index)
    return site is not None and (site.is_area or site.is_line)

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

__all__ = ["Found", "find_subject", "headword_readings", "headword_site", "in_closed_brackets"]

_THING = (
    r"(?:city|town|village|townlet|settlement|hamlet|port|camp|base|airbase|airport|airfield|district|place|area|location|site"
    r"|community|municipality|suburb|neighbou?rhood|oasis|island|centre|center|post|crossing)"
)
_IT = rf"""["'“‘(]{{0,2}}(?:It|They|(?:The|This|That|Its|the|this)\s(?:[\w-]{{1,20}}\s){{0,4}}?{_THING})\b"""
_ANAPHOR = re.compile(_IT)
_PLACED = (
    r"(?:located|situated|set|built|based|nestled|about|some|around|approximately|roughly|nearly|just|only|on|in|at|within|near|a|an|the|also"
    r"|administratively|strategically|\d)"
)
_IT_LIES = re.compile(
    rf"{_IT}(?:\slocation)?\s(?:(?:itself|also)\s)?(?:(?:lies|sits|stands|rests|lay|sat|stood)\b|(?:is|was|are|were)\s{_PLACED}\b"
    r"|(?:is|was)\s\d|\((?:located|situated|about)\b)",
)
_PREPOSITION = re.compile(
    r"\b(?:in|of|from|to|across|throughout|northern|southern|eastern|western|central|north|south|east|west|into|near|via|through|inside|within"
    r"|northeastern|northwestern|southeastern|southwestern|modern|neighbou?ring)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s[^.;,()]{0,48}\Z", re.IGNORECASE)
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
    before = [
        index
        for index in document.within(sentence.start, start)
        if _may_be(document, index, excluded) and not _is_between(document, index)
    ]
    bracketed = [index for index in before if in_closed_brackets(document, index, start)]
    before = [index for index in before if index not in bracketed]
    # "It is on the road to Ramallah, eight kilometres north of Jerusalem": it, not Ramallah.
    of_it = _IT_LIES.match(document.text, sentence.start, sentence.end) is not None
    chosen = None if of_it else _nearest(document, before)
    if chosen is not None:
        return _headword_or(document, chosen, "before")
    anaphoric = of_it or _ANAPHOR.match(document.text, sentence.start, sentence.end) is not None
    if after and not anaphoric:
        later = [index for index in document.within(end, sentence.end) if _may_be(document, index, excluded)]
        found = _first_after(document, start, end, later)
        if found is not None:
            return _headword_or(document, found, "after")
    if headword_site(document) is not None:
        return Found(None, "headword")
    earlier = _from_earlier_sentences(document, sentence.start, excluded)
    if earlier is not None:
        return Found(earlier, "anaphora")
    aside = _nearest(document, bracketed)
    if aside is not None and not of_it:
        return Found(aside, "before")
    named = [index for index in before if _PREPOSITION.search(_before(document, index)) is None]
    return Found(named[-1], "before") if named and not of_it else Found(None, "none")


def _is_between(document: Document, index: int) -> bool:
    """Return whether a toponym is one of the two of "between A and B"."""
    start = document.toponyms[index].start
    return _BETWEEN.search(document.text[max(0, start - 64) : start]) is not None


def in_closed_brackets(document: Document, index: int, start: int) -> bool:
    """Return whether a toponym stands in brackets that close before ``start``: "Jableh (also Gibellum), 25 km …"."""
    after = document.text[document.toponyms[index].end : start]
    closing = after.find(")")
    return closing >= 0 and "(" not in after[:closing]


def _headword_or(document: Document, index: int, how: str) -> Found:
    """Return the toponym, or the headword where that is a longer name around it ("Deir ez-Zor" around "ez-Zor")."""
    title = (document.report.title or "").strip()
    toponym = document.toponyms[index]
    if len(title) > len(toponym.text) and toponym.text in title:
        window = document.text[max(0, toponym.start - len(title)) : toponym.end + len(title)]
        if title in window and headword_site(document) is not None:
            return Found(None, "headword")
    return Found(index, how)


def _before(document: Document, index: int) -> str:
    start = document.toponyms[index].start
    return document.text[max(0, start - 24) : start]


def headword_site(document: Document) -> Site | None:
    """Return the place that the document's title names as a whole ("Dvin (ancient city)"), or None."""
    if document.headword is None:
        document.headword = (_looked_up(document, (document.report.title or "").strip()) or _heading(document),)
    return document.headword[0]


def _heading(document: Document) -> Site | None:
    """Return the place that a first line or sentence of a few words names, as a heading does."""
    if len(document.sentences) < 2:  # noqa: PLR2004 - nothing stands under it
        return None
    start, end = document.sentences[0]
    first = document.text[start:end].split("\n", 1)[0].strip(" .:#*=")
    return _looked_up(document, first) if len(first.split()) <= 5 else None  # noqa: PLR2004 - more is a sentence


def _looked_up(document: Document, title: str) -> Site | None:
    if not title or len(title) > 80 or document.gazetteer is None:  # noqa: PLR2004 - a headword, not a headline
        return None
    for name in _names_in(title):
        hits = [hit for hit in document.gazetteer.lookup(name) if hit.match != "fuzzy"]
        points = [hit for hit in hits if not document.gazetteer.feature_code(hit.row).startswith(("ADM", "PCL"))]
        if points:
            country = document.country_at(0)
            home = [hit for hit in points if document.gazetteer.country(hit.row) == country]
            best = (home or points)[0]
            return site_of(document.gazetteer.place(best.row), 0.9 if len(points) == 1 else 0.6)
    return None


def headword_readings(document: Document) -> tuple[Site, ...]:
    """Return the other places of the headword's name."""
    site = headword_site(document)
    if site is None or document.gazetteer is None:
        return ()
    rows = [hit.row for name in _names_in(_title(document)) for hit in document.gazetteer.lookup(name)]
    places = [document.gazetteer.place(row) for row in dict.fromkeys(rows)]
    return tuple(site_of(place, 0.4) for place in places if place.id != site.id)


def _title(document: Document) -> str:
    title = (document.report.title or "").strip()
    if title and _looked_up(document, title) is not None:
        return title
    start, end = document.sentences[0] if document.sentences else (0, 0)
    return document.text[start:end].split("\n", 1)[0].strip(" .:#*=")


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
        if not document.is_wide(index):
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
        beyond = 0 <= comma < document.toponyms[index].start - end
        if beyond and not document.is_wide(index):
            return index
    return None


def _from_earlier_sentences(document: Document, before: int, excluded: Collection[int]) -> int | None:
    number = document.sentence_number(before)
    for earlier in range(number - 1, max(-1, number - 1 - _BACK_SENTENCES), -1):
        sentence = document.sentences[earlier]
        named = [index for index in document.within(*sentence) if _may_be(document, index, excluded)]
        points = [index for index in named if not document.is_wide(index)]
        if points:
            # An encyclopaedia names its subject first, and "it" goes on about that; news does the same.
            return points[0]
    return None

"""The headword of a document: the place that its title, or its first line, names as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.sites import Site, site_of
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.gazetteer import Gazetteer

__all__ = ["body_start", "headword_readings", "headword_site", "looked_up"]


def headword_site(document: Document) -> Site | None:
    """Return the place that the document's title names as a whole ("Dvin (ancient city)"), or None."""
    if document.headword is None:
        document.headword = (looked_up(document, (document.report.title or "").strip()) or _heading(document),)
    return document.headword[0]


def _heading(document: Document) -> Site | None:
    """Return the place that a first line, a first sentence of a few words or "Name:" names, as a heading does."""
    end = body_start(document)
    words = document.text[:end]
    # "BAGHDAD:" and "TEL AVIV —" are where a report was written, not what it is about.
    if (
        not end
        or words.isupper()
        or not all(_NAME_WORD.match(word) for word in _QUALIFIER.sub("", words.strip()).split())
    ):
        return None
    return _looked_up_heading(document, words)


def body_start(document: Document) -> int:
    """Return where the text goes on after a heading: a short first line, or "Name:"; 0 without one."""
    match = _FIRST.match(document.text)
    if match is None or not document.text[match.end() :].strip():
        return 0
    return match.end()


def _looked_up_heading(document: Document, words: str) -> Site | None:
    return looked_up(document, words.strip(" \n\r\t.:#*=–—-"))


def looked_up(document: Document, title: str, country: str | None = None) -> Site | None:
    """Return the likeliest populated place of a name, one in ``country`` before all others."""
    if not title or len(title) > 80 or document.gazetteer is None:  # noqa: PLR2004 - a headword, not a headline
        return None
    gazetteer = document.gazetteer
    for name in _names_in(gazetteer, title):
        if document.names_country(name):
            continue  # "Ukraine" is the country, not a village of its name
        if not gazetteer.plain(name) and not all(_NAME_WORD.match(word) for word in name.split()):
            continue  # "Attack near Pahalgam" is read as Pahalgam by the gazetteer, and is a headline
        hits = [hit for hit in gazetteer.lookup(name) if hit.match != "fuzzy"]
        points = [hit for hit in hits if not gazetteer.feature_code(hit.row).startswith(("ADM", "PCL"))]
        country = country or document.country_at(0)
        home = [hit for hit in points if gazetteer.country(hit.row) == country]
        # Another spelling is only trusted in the country that the text is about.
        known = home or [hit for hit in points if hit.match == "exact"]
        if known:
            return site_of(gazetteer.place(known[0].row), 0.9 if len(points) == 1 else 0.6)
    return None


def headword_readings(document: Document) -> tuple[Site, ...]:
    """Return the other places of the headword's name."""
    site = headword_site(document)
    if site is None or document.gazetteer is None:
        return ()
    names = _names_in(document.gazetteer, _title(document))
    rows = [hit.row for name in names for hit in document.gazetteer.lookup(name)]
    places = [document.gazetteer.place(row) for row in dict.fromkeys(rows)]
    return tuple(site_of(place, 0.4) for place in places if place.id != site.id)


def _title(document: Document) -> str:
    title = (document.report.title or "").strip()
    if title and looked_up(document, title) is not None:
        return title
    return document.text[: body_start(document)].strip(" \n\r\t.:#*=–—-")


_FIRST = anchored(
    r"\s{0,8}[#*=]{0,6}\s{0,2}[^\n:.–—;]{2,60}"
    r"(?:\n|:\s|\.(?=\s{1,4}[^a-z\s])|\s[–—-]\s(?=(?:It|The\s(?:city|town|village))\s(?:is|lies|was|sits|stands)\b))\s{0,4}"
)
_NAME_WORD = anchored(r"[#*=]{1,6}$|(?:of|the|and|de|la|al|el|an|as|ar|on|upon|in)\b|[^a-z\W]|\W?[^\W\da-z]")
_QUALIFIER = lazy(r"\s{0,3}\([^()]{0,60}\)\s{0,3}$")
_AREA = trailing(r"\b(?:province|oblast|raion|district|county|region|municipality|state|governorate)$", re.IGNORECASE)


def _names_in(gazetteer: Gazetteer, title: str) -> tuple[str, ...]:
    """Return what a title may name: all of it, or what stands before "(ancient city)" and before ", Syria"."""
    bare = _QUALIFIER.sub("", title)
    first, comma, rest = bare.partition(",")
    rest = rest.strip()
    # "Nyala, Sudan" is Nyala; "Snow, ice and wind" is no place.
    of_place = comma and (_AREA.search(rest) or any(hit.match != "fuzzy" for hit in gazetteer.lookup(rest)))
    names = (title, bare, first.strip()) if of_place else (title, bare)
    return tuple(dict.fromkeys(name for name in names if name))

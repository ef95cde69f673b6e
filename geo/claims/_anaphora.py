"""What "the city", "the country" and "its" mean: "the city's northwestern neighbourhood of al-Julan"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims._phrases import heading_in
from geo.claims._wording import (
    CITY_BEFORE,
    Relation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document

__all__ = ["anaphoric"]


def anaphoric(document: Document, index: int, sentence_start: int) -> Iterator[Relation]:
    """Yield "the city's northwestern neighbourhood of al-Julan", "the country's northern city of Mosul"."""
    toponym = document.toponyms[index]
    before = document.text[max(sentence_start, toponym.start - 120) : toponym.start]
    match = CITY_BEFORE.search(before)
    if match is None or not document.is_place(index):
        return
    bare = match["whose"] is None and not before[match.start() :].lower().startswith("its ")
    if bare and (heading_in(match["mods"]) is None or not _wide_kind(match["kind"])):
        return
    whose = match["whose"] or ("country" if _wide_kind(match["kind"]) else "city")
    reference = _country_mention(document, index) if bare else _antecedent(document, index, whose)
    if reference is None:
        return
    heading = heading_in(match["mods"])
    kind = match["kind"].lower()
    where = "edge" if kind.startswith("suburb") else "inside"
    start = toponym.start - (len(before) - match.start())
    yield Relation(
        "possessive",
        start,
        toponym.end,
        index,
        reference,
        heading=heading,
        kind=kind,
        where=where,
        implied=document.name(reference),
    )


def _country_mention(document: Document, index: int) -> int | None:
    """Return the toponym that last names the country of a place: of "the western city of Lviv" Ukraine."""
    site = document.site(index)
    if site is None or site.country is None:
        return None
    named = [
        other
        for other in range(len(document.toponyms))
        if (found := document.site(other)) and found.country == site.country and found.feature_code.startswith("PCL")
    ]
    return next((other for other in reversed(named) if other < index), named[0] if named else None)


def _wide_kind(kind: str) -> bool:
    return re.fullmatch(r"(?:cit(?:y|ies)|towns?|provinces?|regions?|governorates?|states?|oblasts?)", kind) is not None


def _antecedent(document: Document, index: int, whose: str) -> int | None:
    """Return the toponym that "the city", "the country" … before ``index`` means: the last one of that kind."""
    here = document.sentence_number(document.toponyms[index].start)
    for earlier in range(index - 1, -1, -1):
        if here - document.sentence_number(document.toponyms[earlier].start) > 4:  # noqa: PLR2004 - a paragraph away
            return None
        site = document.site(earlier)
        if site is None or not document.is_place(earlier):
            continue
        code = site.feature_code
        if whose in {"city", "town", "capital"} and code.startswith("PPL") and code != "PPLX":
            return earlier
        if (whose == "country" and code.startswith("PCL")) or (whose == "province" and code == "ADM1"):
            return earlier
    return None

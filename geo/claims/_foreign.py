"""The words for "in", "in the north of" and "in the countryside of" in Arabic, Ukrainian and Russian.

:func:`foreign_relation` reads the stretch between two names and what follows the second. All quantifiers
are bounded.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.claims._phrases import Heading
from geo.patterns import anchored, lazy

__all__ = ["ForeignIn", "foreign_relation"]


class ForeignIn(NamedTuple):
    """What the words between two names say of them; ``begins`` and ``ends`` are offsets into both stretches.

    ``begins`` is where the claim's own words begin in the stretch between, ``ends`` how far the stretch after
    the second name belongs to it. ``bare`` is a heading without "in": "شمال" before a country is a part of
    it, before a town a direction from it.
    """

    heading: Heading | None
    where: str
    noun: str | None
    begins: int
    ends: int
    bare: bool = False


_AZIMUTHS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}

_ARABIC_POINT = r"(?:شمال(?:ي|ية)?|جنوب(?:ي|ية)?|شرق(?:ي|ية)?|غرب(?:ي|ية)?)"
_ARABIC = anchored(
    r"(?<![\s،,])(?=[\s،,])[\s،,]{0,3}(?:(?:التي|الذي)\s{1,2})?(?:(?:تقع|يقع|الواقعة|الواقع|وتقع|ويقع)\s{1,2})?"
    r"(?P<in>(?:في|داخل)\s{1,2})?(?:أقصى\s{1,2})?"
    r"(?:(?:مدينة|بلدة|قرية|منطقة|ناحية)\s{1,2})?(?P<countryside>ب?ريف\s{1,2})?"
    rf"(?P<heading>{_ARABIC_POINT}(?:\s{{1,2}}{_ARABIC_POINT})?\s{{1,2}})?"
)
_ARABIC_AFTER = anchored(r"\s{1,2}(?P<heading>ال(?:شمالي|جنوبي|شرقي|غربي)(?:\s{1,2}ال(?:شرقي|غربي))?)(?!\w)")
_ARABIC_LETTERS = {"شمال": "N", "جنوب": "S", "شرق": "E", "غرب": "W"}

_SLAVIC_POINT = (
    r"(?:(?:крайньому\s|крайнем\s|самому\s|самом\s)?(?:північному\s|південному\s|північно-|південно-|северо-|юго-)?"
    r"(?:півночі|півдні|сході|заході|севере|юге|востоке|западе))"
)
_SLAVIC = anchored(
    r"(?<![\s,])\s{0,3}[,—–]?\s{0,3}(?:(?:що|яке|яка|який|который|которая|которое)\s)?(?:(?:лежить|розташован\w{1,3}|лежит|расположен\w{0,3}"
    r"|знаходиться|находится)\s)?(?:(?:місто|село|селище|город|поселок|посёлок)\s)?"
    rf"(?:(?P<in>[ув]о?)\s{{1,2}}|на\s{{1,2}}(?P<heading>{_SLAVIC_POINT})\s{{1,2}})(?:(?:районі|районе)\s{{1,2}})?",
    re.IGNORECASE,
)
_SLAVIC_NOUN = anchored(
    r"\s{1,2}(?:(?P<oblast>област[іьией]{1,2})|(?P<raion>район[іуеа]?)|(?P<krai>кра[їйюея]{1,2}))(?!\w)"
)
_SLAVIC_STEMS = (
    ("північ", "N"),
    ("півден", "S"),
    ("півдн", "S"),
    ("север", "N"),
    ("юг", "S"),
    ("юго", "S"),
)
_SLAVIC_SIDES = (("схід", "E"), ("сході", "E"), ("восток", "E"), ("захід", "W"), ("заході", "W"), ("запад", "W"))
_SCRIPTS = lazy(r"[\u0400-\u04ff\u0600-\u06ff]", needs=())


def foreign_relation(between: str, after: str) -> ForeignIn | None:
    """Return how the words between two names, and those after the second, put the first in the second."""
    if _SCRIPTS.search(between) is None:
        return None
    return _arabic(between, after) or _slavic(between, after)


def _arabic(between: str, after: str) -> ForeignIn | None:
    match = _ARABIC.fullmatch(between)
    if match is None or not (match["in"] or match["countryside"] or match["heading"]):
        return None
    heading = _arabic_heading(match["heading"] or "")
    where, ends = "countryside" if match["countryside"] else "inside", 0
    following = _ARABIC_AFTER.match(after) if match["countryside"] else None
    if following is not None:
        heading, ends = _arabic_heading(following["heading"]), following.end()
    begins = len(between) - len(between.lstrip(" \n\t،,"))
    return ForeignIn(heading, where, None, begins, ends, bare=not (match["in"] or match["countryside"]))


def _arabic_heading(words: str) -> Heading | None:
    letters = [letter for stem, letter in _ARABIC_LETTERS.items() if stem in words]
    return _heading(letters)


def _slavic(between: str, after: str) -> ForeignIn | None:
    match = _SLAVIC.fullmatch(between)
    if match is None:
        return None
    words = (match["heading"] or "").lower()
    letters = [letter for stem, letter in _SLAVIC_STEMS if stem in words][:1]
    letters += [letter for stem, letter in _SLAVIC_SIDES if stem in words][:1]
    noun = _SLAVIC_NOUN.match(after)
    kind = None if noun is None else "district" if noun["raion"] else "oblast"
    begins = len(between) - len(between.lstrip(" \n\t,—–"))
    return ForeignIn(_heading(letters), "inside", kind, begins, noun.end() if noun else 0)


def _heading(letters: list[str]) -> Heading | None:
    name = "".join(sorted(letters, key="NSEW".index))
    return Heading(name, _AZIMUTHS[name], 45.0) if name in _AZIMUTHS else None

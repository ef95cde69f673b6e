"""Names inside phrases: "in the vicinity of Douma", "Ghweiran neighbourhood of Hasakah city", "Homs: Qaryatayn".

Tables of events hold such phrases where a name is expected. They are read last, where nothing shorter was
known; a place that only holds the one that was meant (the city of an unknown quarter) counts half.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LONGEST = 160
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff#]+")
_SIDE = (
    r"(?:(?:far|extreme|upper|lower|greater|rural|urban|central|old|northern|southern|eastern|western|north|south|east"
    r"|west|north-?eastern|north-?western|south-?eastern|south-?western|north-?east|north-?west|south-?east|south-?west)"
    r"\s+)*"
)
_PART = (
    r"(?:areas?|vicinity|outskirts|surroundings|environs|suburbs?|edges?|entrances?|exit|cent(?:re|er)|downtown|heart"
    r"|axis|axes|front ?lines?|fronts?|battle ?fronts?|country ?side|rif|reef|hinterlands?|hills?|hilltops?|roads?"
    r"|highway|parts?|side|sector|villages?|towns?|city|cities|districts?|sub-?districts?|neighbou?rhoods?|quarters?"
    r"|camps?|localit(?:y|ies)|settlements?|municipality|commune|parish|approaches|direction|desert|province"
    r"|governorate|region|distance|battles?|fighting|clashes|liberation|capture|shelling"
    r"|(?:north|south)-?(?:east|west)?|east|west)"
)
_BEFORE = re.compile(
    r"^(?:(?:in|at|near|nearby|around|outside|inside|within|on|from|to|towards?|close to|next to|along|by)\s+)?"
    rf"(?:the\s+)?(?:{_SIDE}{_PART}\s+(?:of|in|around|near|to|from|for|on)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_STEPS = re.compile(
    r"^(?:about\s+|some\s+|around\s+)?\d[\d.,]*\s*(?:km|kms|kilomet(?:re|er)s?|miles?|mi|met(?:re|er)s?|m)\b\.?\s*"
    rf"(?:{_SIDE}{_PART}?\s*)?(?:of|from|outside|away from)?\s+",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\s*[,;]?\s+(?:(?:located|situated)\s+)?(?:in|on|at|near|outside|inside|under|along|within|close to|next to"
    rf"|(?:to the\s+)?{_SIDE}(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west) of|between"
    rf"|towards?|around|where|during)\s+",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^(.+\s(?:neighbou?rhood|quarter|area|district|sub-?district|camp|village|town|street|square|hospital|checkpoint|locality"
    r"|suburb|crossing|junction|roundabout|market|base))\s+(?:of|in)\s+(?:the\s+)?(.+)$",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^(\S.*?)['\u2019]s\s+(\S.*)$")
_BETWEEN = re.compile(r"\bbetween\s.+\sand\s", re.IGNORECASE)
_NAME = r"(?:(?!in |at |near |between |on )[^,;()]{2,30})"
_LIST = re.compile(rf"^{_NAME}(?:[,;]\s*{_NAME}){{1,20}}[,;]?\s+(?:and|&)\s+\S", re.IGNORECASE)
TRIGGERS = frozenset(
    """
    in at near nearby around outside inside within on from to toward towards along by of between under vicinity next
    close
    """.split()  # noqa: SIM905 - a list of words reads best so
)


class Phrase(NamedTuple):
    """What a phrase names: the place, and (parted from it by a preposition) what that lies in or near."""

    name: str
    within: str | None = None


def is_list(text: str) -> bool:
    """Tell whether ``text`` lists three places or more: no single one is meant.

    >>> is_list("Homs, Idlib and Hama"), is_list("Betulia, Santander")
    (True, False)
    """
    return ("," in text or ";" in text) and _LIST.match(text) is not None


def phrase(text: str) -> Phrase | None:
    """Return what a phrase names, None where ``text`` is none.

    >>> phrase("in the vicinity of the city of Douma")
    Phrase(name='Douma', within=None)
    >>> phrase("Ghweiran neighbourhood of Hasakah city")
    Phrase(name='Ghweiran neighbourhood', within='Hasakah city')
    """
    if len(text) > _LONGEST:
        return None
    plain = _tidy(text)
    words = plain.lower().replace(":", " : ").replace("\u2019", "'").split()
    if len(words) < 2 or not (  # noqa: PLR2004 - one word is no phrase
        plain != text or ":" in words or not TRIGGERS.isdisjoint(words) or any(word.endswith("'s") for word in words)
    ):
        return None
    area, colon, rest = plain.partition(":")
    if colon and area.strip() and rest.strip():
        return Phrase((phrase(rest.strip()) or Phrase(rest.strip())).name, area.strip())
    head, within = _head(_BETWEEN.split(plain)[0].rstrip()), None
    for found in (_OF.match(head), _POSSESSIVE.match(head)):
        if found:
            first, second = found.groups()
            head, within = (first, second) if found.re is _OF else (second, first)
            break
    cut = _WITHIN.search(head)
    if cut and cut.start():
        tail = head[cut.end() :]
        head, within = head[: cut.start()], within or _head(tail)
    head, comma, tail = head.partition(",")
    if comma and tail.strip() and within is None:
        within = tail
    if within is not None:
        within = _WITHIN.split(_head(within))[0].split(",")[0].strip() or None
    head = _tidy(head)
    return Phrase(head, within) if head and (head != text or within) else None


def _tidy(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split()).strip(" .;:,\u2026")


def _head(text: str) -> str:
    """Return ``text`` without what stands before its name: "25 kilometres from the town of"."""
    for _ in range(4):
        shorter = _STEPS.sub("", text)
        shorter = _BEFORE.sub("", shorter) or shorter
        if shorter == text:
            break
        text = shorter
    return text

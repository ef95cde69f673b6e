"""What a relation between two places is, and the words that make one: patterns for between, before and after names.

All are matched against the short stretch of text between two neighbouring toponyms or beside one; all
quantifiers are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.claims._phrases import ADMIN, DIRECTION, EDGE, KIND, MODIFIERS, PART
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from geo.claims._phrases import Heading

__all__ = [
    "AND",
    "BORDER_AFTER",
    "BORDER_BETWEEN",
    "BRACKET",
    "CALLED_SO",
    "CARRIED",
    "CITY_BEFORE",
    "CLOSING",
    "COMMA",
    "COMMA_PART",
    "COUNTRYSIDE",
    "ETHNIC",
    "FOREIGN_KINDS",
    "HEADING_BEFORE",
    "HELD",
    "IN",
    "LIST",
    "NOUN_AFTER",
    "OF",
    "ON_WATER",
    "PART_AFTER",
    "PART_BEFORE",
    "PART_KINDS",
    "POSSESSIVE",
    "STOPS",
    "UNIT",
    "WHOLE_KINDS",
    "Relation",
]


@dataclass(frozen=True, slots=True)
class Relation:
    """Subject and reference as indexes of toponyms, and how the words between them relate the two.

    ``form`` is in, kind_of, possessive, comma, bracket, part_of or alone (no subject). ``noun`` is the
    kind of unit that the text calls the reference ("province"), ``kind`` what it calls the subject.
    ``where`` is inside, edge (outskirts, suburbs) or countryside. ``loose`` relations can be read
    otherwise (a list, a policy): they count only where they are true. ``implied`` names the reference
    where the text says "the city". ``attributive`` headings stand before the name of a unit, and may be of
    the unit ("the southern Zaporizhzhia region") as well as of a part of it. ``bare`` headings (Arabic) may also mean
    a direction from the reference.
    """

    form: str
    start: int
    end: int
    subject: int | None
    reference: int
    heading: Heading | None = None
    noun: str | None = None
    kind: str | None = None
    where: str = "inside"
    loose: bool = False
    implied: str | None = None
    attributive: bool = False
    bare: bool = False


_START = r"(?<![\s,])(?=[\s,])"
"""What stands between names begins right after one, with a blank or a comma; nothing else is tried."""

_CALLED = rf"(?:(?:an?|the|another|one|its|their)\s{{1,3}})?(?P<mods>{MODIFIERS})(?:(?P<kind>{KIND})\s{{1,3}})?"
_VERB = (
    r"(?:(?:which|that)\s)?+(?:(?:is|was|lies|lay|sits|stands|are|were)\s)?+"
    r"(?:(?:both|all|also|just|only|now|still|deep|once|itself)\s){0,2}+(?:(?:located|situated|lying|based|nestled)\s)?+"
)
_SIZE = (
    r"(?:(?:of|with)\s(?:about|around|some|more than|nearly)?\s?[\d,.]{1,12}(?:\smillion)?"
    r"\s(?:people|inhabitants|residents)\s)?"
)

HELD = r"(?:[A-Z][A-Za-z]{1,12}-[a-z]{3,14})"
"""Who holds a place: "Russian-occupied"; the people named so do not count as a place between two others."""
_STATE = (
    r"(?:(?:occupied|annexed|breakaway|separatist|restive|besieged|neighbou?ring|nearby|rebel|troubled|volatile|disputed"
    r"|contested|remote|coastal|(?!north|south|east|west)[a-z]{2,14}-[a-z]{2,14})\s{1,3}){0,2}"
)
IN = anchored(
    rf"{_START}(?:\s{{1,3}}{ADMIN}(?=\s(?:is|was|lies|sits)\s))?+\s{{0,3}}+[,–—]?+\s{{0,3}}+{_VERB}{_CALLED}{_SIZE}(?P<preposition>in|inside|within|of|on|at)\s{{1,3}}(?:the\s{{1,3}})?"
    rf"(?:(?P<unit_mods>{MODIFIERS})(?P<unit>province|governorate|region|oblast|state|county|district|republic)\s{{1,3}}of\s{{1,3}}"
    rf"|{_STATE}(?:(?P<heading>{DIRECTION})\s{{0,3}})?(?:(?P<part>{PART}|{EDGE})\s{{1,3}})?(?:of\s{{1,3}})?(?:the\s{{1,3}})?"
    rf"{_STATE}(?:{HELD}\s{{1,3}})?(?:capital\s(?:city\s)?(?:of\s)?)?)"
)
OF = anchored(
    rf"{_START}\s{{1,3}}(?:(?P<noun>{ADMIN})\s{{1,3}})??(?:(?P<edge>countryside)\s{{1,3}})?(?P<mods>{MODIFIERS})(?P<kind>{KIND})\s{{1,3}}of\s{{1,3}}(?:the\s{{1,3}})?"
    rf"(?:(?P<inner>{DIRECTION})\s{{1,3}})?",
    needs=("of",),
)
POSSESSIVE = anchored(
    rf"['’]s?\s{{1,3}}(?P<mods>{MODIFIERS})(?:(?P<kind>{KIND})\s{{1,3}}of\s{{1,3}}(?:the\s{{1,3}})?)?", needs=("'",)
)
COMMA_PART = anchored(rf"(?:\s{{1,3}}{ADMIN})?\s?,\s{{1,3}}(?P<heading>{DIRECTION})\s{{1,3}}", needs=(",",))
COMMA = anchored(rf"(?:\s{{1,3}}{ADMIN})?\s?,\s{{1,3}}", needs=(",",))
BRACKET = anchored(r"\s{0,3}[(\[]\s?", needs=("(", "["))
LIST = anchored(r"\s{0,3},?\s{0,3}(?:and|or|&|,)\s{1,3}(?:the\s)?(?:in\s)?")
AND = anchored(r"\s{0,3}(?:,\s{0,3}(?:and\s|or\s)?|and\s|&\s)\s{0,3}(?:the\s{1,3})?")

NOUN_AFTER = lazy(
    rf"\s{{1,3}}(?P<noun>{ADMIN})\b(?!\s(?:council|court|police|government|governor|attorney|fair|school))"
)
PART_AFTER = anchored(
    rf"(?P<possessive>['’]s?)?\s{{1,3}}(?:(?P<heading>{DIRECTION})\b\s{{0,3}})?(?P<part>{EDGE}|{PART})?\b"
)
CLOSING = anchored(rf"(?:\s{{1,3}}{ADMIN})?\s{{0,3}}[)\]]")
STOPS = anchored(r"\s{0,3}(?:[,.;:!?)\]–—\n-]|$)")
HEADING_BEFORE = trailing(rf"(?<![\w-])(?P<heading>{DIRECTION})\s{{1,3}}$")
_PLURAL_PART = (
    r"(?:outskirts?|suburbs|edges?|fringes?|periphery|limits|environs|approaches|countryside|parts?|half|sectors?|quarters"
    r"|corner|side|sections?|end|tip|reaches|areas|districts|neighbou?rhoods)"
)
"""Parts that are no apposition: in "the eastern suburb of X" X may well be the suburb."""
_PART_WORDS = (
    "the", "outskirt", "suburb", "edge", "fringe", "periphery", "limits", "environs", "approaches", "countryside",
    "part", "half", "sector", "quarter", "corner", "side", "section", "end", "tip", "reaches", "areas", "districts",
    "neighbo",
)  # fmt: skip
PART_BEFORE = trailing(
    rf"(?<![\w-])(?:(?P<heading>{DIRECTION})\s{{1,3}}(?P<part>{_PLURAL_PART})|(?P<in>in|across|from|throughout)\s{{1,3}}the\s{{1,3}}(?P<alone>{DIRECTION}))\s{{1,3}}of\s{{1,3}}(?:the\s{{1,3}})?(?P<kind>{KIND}\s{{1,3}}of\s{{1,3}})?$",
    needs=_PART_WORDS,
)
CITY_BEFORE = trailing(
    rf"\b(?:[Tt]he|[Ii]ts)\s(?:(?P<whose>city|town|country|province|capital)['’]s\s{{1,3}})?(?P<mods>{MODIFIERS})(?P<kind>{KIND})\s{{1,3}}(?:of|called|named)\s{{1,3}}$",
    needs=("the", "its"),
)
ETHNIC = anchored(
    r"(?:turkmen|armenian|albanian|serb|serbian|uzbek|tajik|greek|croat|croatian|circassian|chechen|assyrian|hungarian"
    r"|palestinian|israeli|russian|jewish|arab|kurdish|roma|tatar|georgian|bulgarian)",
    re.IGNORECASE,
)
"""Peoples that live in other countries, too: "the Turkmen town of" says nothing of Turkmenistan."""

FOREIGN_KINDS = anchored(r"(?:base|airbase|settlement|camp|outpost|enclave)s?")
"""What a country may have outside itself: "the Russian air base of Hmeimim"."""

_PART_KINDS = (
    r"(?:districts?|neighbou?rhoods?|quarters?|suburbs?|areas?|sections?|regions?|communit(?:y|ies)|municipality)"
)
PART_KINDS = anchored(_PART_KINDS)
"""Kinds that a part has, and that stand between its name and the whole: "the Shaar district of Aleppo"."""

CARRIED = trailing(
    rf"(?:\b{DIRECTION}\s{{1,3}}(?:of|from)|\b(?:km|kilomet(?:er|re)s?|miles?|mi|metres?|meters?)\b[^.;:]{{0,30}}\sfrom"
    r"|\b(?:miles?|kilomet(?:er|re)s?|km)\sof|\b(?:up|down)stream\s(?:of|from))\s{1,3}(?:the\s{1,3}|central\s{1,3}|downtown\s{1,3})?"
    r"(?:(?:city|town|village|capital)\s(?:of\s)?)?$",
    re.IGNORECASE,
)
"""What stands before the place that another is measured from: "50 km north of"."""

COUNTRYSIDE = anchored(r"\s{1,3}(?:countryside|hinterland)\b")
ON_WATER = anchored(
    rf"{_START}\s{{0,3}},?\s{{1,3}}{_VERB}(?:on|along|at|beside|by|near)\s{{1,3}}(?:the\s{{1,3}})?"
    r"(?:[a-z]{2,10}\s{1,3}){0,2}(?:banks?\s{1,3}of\s{1,3})?(?:the\s{1,3})?"
)
"""Between a town and its river or sea: "lies on the west bank of the"."""

UNIT = lazy(r"(?:province|governorate|region|oblast|state|county|district|prefecture|republic|emirate)")
"""A kind of administrative unit: "the Syrian province of Aleppo"."""

CALLED_SO = (
    anchored(rf"\s?,\s{{1,3}}(?:an?|another)\s{{1,3}}{MODIFIERS}", needs=(",",)),
    anchored(rf"\s{{1,3}}(?P<mods>{MODIFIERS})(?P<kind>{KIND})\b(?!\s(?:of|called|named)\s)"),
)
"""Around the people in "Jarablus, a Syrian town": before and after."""

BORDER_BETWEEN = anchored(
    rf"{_START}\s{{0,3}}+,?+\s{{0,3}}+{_VERB}(?:(?:an?|the)\s{{1,3}})?{MODIFIERS}(?:{KIND}\s{{1,3}})?(?:on|near|along|close\sto)\s{{1,3}}(?:the\s{{1,3}})?"
)
BORDER_AFTER = anchored(r"\s{1,3}(?:border|frontier|coast)(?=[\s,])")
"""Around the country in "Qaim, a town on the Syrian border in Anbar": what follows is about Qaim."""

WHOLE_KINDS = anchored(rf"(?:{_PART_KINDS}|provinces?|states?|governorates?|oblasts?|count(?:y|ies))")
"""The same with units, which stand before their country: "the Jiangsu province of eastern China"."""

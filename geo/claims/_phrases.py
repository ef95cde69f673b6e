"""The words that claims about areas are made of: parts of the compass, kinds of place, modifiers.

All patterns are fragments for :mod:`re` with bounded quantifiers, and are matched against the short
stretch of text between two toponyms or beside one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.patterns import lazy

__all__ = [
    "ADMIN",
    "DIRECTION",
    "EDGE",
    "KIND",
    "MODIFIERS",
    "PART",
    "SEAT_OF",
    "Heading",
    "heading_in",
]


class Heading(NamedTuple):
    """A part of the compass: its short name, azimuth in degrees and half-angle; azimuth None for "central"."""

    name: str
    azimuth_deg: float | None
    half_angle_deg: float

    @property
    def words(self) -> str:
        """The heading as a noun: "north-west"."""
        return _WORDS[self.name]

    @property
    def adjective(self) -> str:
        """The heading as an adjective: "north-western"."""
        return "central" if self.azimuth_deg is None else f"{self.words}ern"


_WORDS = {
    "N": "north",
    "NE": "north-east",
    "E": "east",
    "SE": "south-east",
    "S": "south",
    "SW": "south-west",
    "W": "west",
    "NW": "north-west",
    "C": "centre",
}
_AZIMUTHS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}

_POINT = r"(?:(?:north|south)(?:[-\u2010\u2011\u2013\s]?(?:east|west))?|east|west)"
DIRECTION = rf"(?:far[-\s]|extreme[-\s])?(?:{_POINT}(?:ern(?:most)?)?|central)"
"""A part of the compass as an adjective or noun: "north-western", "far east", "central"."""

_FIND = lazy(
    r"\b(?:(?P<first>north|south)(?:[-\u2010\u2011\u2013\s]?(?P<second>east|west))?|(?P<only>east|west))(?:ern(?:most)?)?\b"
    r"|\b(?P<central>central)\b",
    re.IGNORECASE,
)


def heading_in(words: str) -> Heading | None:
    """Return the first part of the compass that ``words`` name, or None."""
    match = _FIND.search(words)
    if match is None:
        return None
    if match["central"]:
        return Heading("C", None, 180.0)
    name = "".join(part[0].upper() for part in (match["first"], match["second"], match["only"]) if part)
    return Heading(name, _AZIMUTHS[name], 45.0)


ADMIN = (
    r"(?:provinces?|governorates?|regions?|oblasts?|states?|county|counties|districts?|sub-?districts?|prefectures?"
    r"|departments?|parish|municipality|raions?|canton|cantons|emirate|republic|territory|division|voivodeship"
    r"|metropolitan area|area)"
)
"""The kind of an administrative unit, as it follows its name: "Anbar province"."""

_SETTLED = (
    r"(?:city|cities|towns?|villages?|hamlets?|townships?|suburbs?|neighbou?rhoods?|districts?|quarters?|areas?|ports?"
    r"|port (?:city|cities|towns?)|border (?:city|cities|towns?|villages?)|market towns?|municipality"
    r"|communit(?:y|ies)|localit(?:y|ies)|communes?|enclaves?|boroughs?|camps?|refugee camps?|settlements?|outposts?"
    r"|crossings?|border crossings?|air ?bases?|bases?|resorts?|islands?|peninsula|valley)"
)
KIND = rf"(?:{_SETTLED}|provinces?|regions?|governorates?|states?|oblasts?|county|counties|republic)"
"""What a named place is said to be: "the town of", "a village in"."""

_PLAIN_MODIFIERS = (
    r"Alawite|Arab|Christian|Druze|Kurdish|Muslim|Shi'ite|Shia|Shiite|Sunni|Turkmen|Yazidi|ancient|beleaguered"
    r"|besieged|big|biggest|bombarded|central|coastal|conservative|contested|crowded|desert|destroyed"
    r"|devastated|disputed|divided|eastern|embattled|entire|equatorial|farming|former|frontier|garrison"
    r"|government|heavily|hilltop|historic|historical|holy|important|industrial|inland|key|lakeside|large"
    r"|largely|larger|largest|little|local|main|mainly|major|majority|mining|modern|mostly|mountain"
    r"|mountainous|nearby|neighboring|neighbouring|northern|northernmost|occupied|oil|old|opposition|poor"
    r"|populous|predominantly|prosperous|provincial|rebel|recaptured|religious|remote|residential|restive"
    r"|riverside|rural|sacred|seaside|shattered|shrine|small|southern|sprawling|strategic|strategically"
    r"|strongly|suburban|symbolic|tense|tiny|tourist|traditional|twin|university|vast|volatile|wealthy|western"
    r"|whole|working-class"
)
_MODIFIER = rf"(?:{DIRECTION}|[a-z]{{2,14}}(?:-[a-z]{{2,14}}){{1,3}}|{_PLAIN_MODIFIERS})"
MODIFIERS = rf"(?:(?:{_MODIFIER}),?\s{{1,3}}){{0,4}}+"
"""Up to four adjectives before the kind of a place: "rebel-held northern "."""

EDGE = (
    r"(?:outskirts?|suburbs?|outer suburbs?|edges?|fringes?|periphery|limits|environs|entrances?|approaches|gates?"
    r"|countryside|hinterland|surroundings)"
)
"""Where a city ends, or what lies about it."""

PART = (
    r"(?:parts?|half|halves|sectors?|quarters?|corner|side|sections?|end|tip|reaches|areas?|districts?"
    r"|neighbou?rhoods?)"
)
"""A part of a place, as it stands in "the northern part of"."""


SEAT_OF = (
    r",\s(?:the\s)?(?:[a-z]{2,14}\s){0,2}(?:capital|seat|centre|center|headquarters|hub)(?:\scity)?\sof\s(?:the\s)?"
)
"""Between a town and the province that it is the seat of: "Antakya*, capital of* Hatay"."""

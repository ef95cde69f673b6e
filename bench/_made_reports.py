"""Reports made up from the gazetteer, to train beside the real ones: all countries, provinces beside their seats.

The corpora are local news of a few countries and news on diseases. Reports of conflicts name other places,
provinces and districts called as their towns are ("Idlib", "Idlib province"), distances, and capitals of other
countries. Sentences are plain patterns; places are drawn with a seed, the better known more often.
"""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

from _corpora import Document, Mention

from geo.geodesy import compass, inverse

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

COUNTRIES = [
    "AF",
    "AM",
    "AZ",
    "BF",
    "BI",
    "BD",
    "CD",
    "CF",
    "CM",
    "CO",
    "EG",
    "ER",
    "ET",
    "GE",
    "GR",
    "HT",
    "ID",
    "IL",
    "IN",
    "IQ",
    "IR",
    "JO",
    "KE",
    "KG",
    "LB",
    "LK",
    "LY",
    "MA",
    "ML",
    "MM",
    "MX",
    "MZ",
    "NE",
    "NG",
    "NI",
    "NP",
    "PE",
    "PH",
    "PK",
    "PL",
    "PS",
    "RO",
    "RS",
    "RU",
    "RW",
    "SA",
    "SD",
    "SN",
    "SO",
    "SS",
    "SV",
    "SY",
    "TD",
    "TJ",
    "TN",
    "TR",
    "TZ",
    "UA",
    "UG",
    "UZ",
    "VE",
    "VN",
    "YE",
    "ZA",
    "ZW",
    "DE",
    "FR",
    "GB",
    "ES",
    "IT",
    "US",
    "CA",
    "AU",
    "BR",
    "AR",
    "CL",
    "CN",
    "JP",
]
WORLD = ("US", "GB", "FR", "RU", "CN", "DE", "TR", "IR", "SA", "EG")
KINDS = ("province", "governorate", "region", "district")
HEADINGS = {"N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south", "SW": "south-west",
            "W": "west", "NW": "north-west"}  # fmt: skip


def plain(name: str) -> str:
    """Return a name as newspapers print it: without marks and signs."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter) and letter not in "ʻʼʾʿ‘’'`")


class Writer:
    """A text that grows, and the mentions in it."""

    def __init__(self, gazetteer: Gazetteer, *, marks: bool) -> None:
        self.gazetteer = gazetteer
        self.marks = marks
        self.text = ""
        self.mentions: list[Mention] = []

    def say(self, words: str) -> None:
        """Add words."""
        self.text += words

    def name(self, row: int, surface: str | None = None) -> None:
        """Add the name of a place, with its gold."""
        surface = surface or self.gazetteer.name(row)
        surface = surface if self.marks else plain(surface)
        identity = self.gazetteer.id(row)
        start = len(self.text)
        self.text += surface
        number = identity.removeprefix("geonames:") if identity.startswith("geonames:") else None
        self.mentions.append(
            Mention(
                start, len(self.text), surface, self.gazetteer.position(row), number, self.gazetteer.feature_code(row)
            )
        )


def made_reports(gazetteer: Gazetteer, count: int, seed: int = 1) -> list[Document]:
    """Return ``count`` made-up reports, two in three of a conflict, the others of a place."""
    chance = random.Random(seed)  # noqa: S311 - training, not a secret
    found = []
    for number in range(count):
        country = COUNTRIES[number % len(COUNTRIES)]
        towns = [row for row in gazetteer.largest(country, limit=300) if gazetteer.admin1_row(row) is not None]
        if len(towns) < 8:
            continue
        writer = Writer(gazetteer, marks=chance.random() < 0.4)
        if number % 3:
            _conflict(writer, country, towns, chance)
        else:
            _about_a_place(writer, country, chance.choice(towns), chance)
        identity = f"made {seed} {number}"
        found.append(Document(identity, writer.text, group=identity, mentions=tuple(writer.mentions)))
    return found


def _known(towns: list[int], chance: random.Random) -> int:
    """Return a town, the larger more often."""
    return towns[int(len(towns) * chance.random() ** 2)]


def _conflict(writer: Writer, country: str, towns: list[int], chance: random.Random) -> None:
    gazetteer = writer.gazetteer
    capital, nation = gazetteer.capital_row(country), gazetteer.country_row(country)
    first = _known(towns, chance)
    province = gazetteer.admin1_row(first)
    near = [row for row in towns if gazetteer.admin1_row(row) == province and row != first] or towns
    if capital is not None and chance.random() < 0.5:
        writer.name(capital, gazetteer.name(capital).upper())
        writer.say(" (Agency) - ")
    writer.say(chance.choice(("Fighting broke out in ", "Two people died in ", "Shells hit ")))
    writer.name(first)
    if province is not None and chance.random() < 0.5:
        writer.say(chance.choice((", in ", ", ", " in ")))
        writer.name(province)
        if chance.random() < 0.5:
            writer.say(" " + chance.choice(KINDS))
    writer.say(". ")
    for _ in range(chance.randint(1, 4)):
        _sentence(writer, first, _known(near, chance) if chance.random() < 0.6 else _known(towns, chance), chance)
    if nation is not None and chance.random() < 0.7:
        writer.say("The government of ")
        writer.name(nation)
        writer.say(" did not comment. ")
    for _ in range(chance.randint(0, 2)):
        other = gazetteer.capital_row(chance.choice(WORLD))
        if other is not None:
            writer.say(chance.choice(("Diplomats in ", "Officials in ", "Talks were held in ")))
            writer.name(other)
            writer.say(chance.choice((" spoke. ", " declined to speak. ")))


def _sentence(writer: Writer, first: int, other: int, chance: random.Random) -> None:
    gazetteer = writer.gazetteer
    way = inverse(gazetteer.position(first), gazetteer.position(other))
    kind = chance.random()
    if kind < 0.3 and 5_000 < way.distance_m < 400_000:
        heading = HEADINGS.get(compass(way.azimuth_deg))
        writer.name(other)
        writer.say(f", about {max(5, round(way.distance_m / 5000) * 5)} km {heading} of " if heading else ", near ")
        writer.name(first)
        writer.say(", was quiet. ")
    elif kind < 0.5:
        unit = gazetteer.admin1_row(other)
        if unit is not None:
            writer.say("Troops moved through ")
            writer.name(unit)
            writer.say(f" {chance.choice(KINDS)}. ")
    elif kind < 0.75:
        writer.say("Residents of ")
        writer.name(first)
        writer.say(chance.choice((" fled to ", " and ", " left for ")))
        writer.name(other)
        writer.say(". ")
    else:
        writer.say("The town of ")
        writer.name(other)
        writer.say(" changed hands. ")


def _about_a_place(writer: Writer, country: str, town: int, chance: random.Random) -> None:
    """Write as an encyclopaedia begins, of any place that shares the name of ``town``."""
    gazetteer = writer.gazetteer
    name = gazetteer.name(town)
    same = [hit.row for hit in gazetteer.lookup(name) if hit.match == "exact" and gazetteer.name(hit.row) == name]
    row = chance.choice([one for one in same if gazetteer.feature_code(one).startswith("PPL")] or [town])
    units = [
        gazetteer.admin2_row(row),
        gazetteer.admin1_row(row),
        gazetteer.country_row(gazetteer.country(row) or country),
    ]
    writer.name(row)
    writer.say(f" is a {chance.choice(('town', 'village', 'city'))} in ")
    for number, unit in enumerate(one for one in units if one is not None and one != row):
        writer.say(", " if number else "")
        writer.name(unit)
    writer.say(". The population of ")
    writer.name(row)
    writer.say(" was counted last year. ")
    for other in [one for one in gazetteer.reverse(gazetteer.position(row), limit=4, max_m=80_000) if one != row][:2]:
        writer.say("It lies near ")
        writer.name(other)
        writer.say(". ")

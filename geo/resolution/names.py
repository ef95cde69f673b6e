"""From the surface of a toponym to the rows that it may mean, and how it leads to each.

The surface is asked whole; where the gazetteer does not know it, it is asked without article, type word
or direction ("northern Iraq"), and last the names inside it are taken ("University of Alexandria").
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from geo.gazetteer.folding import fold
from geo.kept import Made
from geo.patterns import lazy
from geo.resolution.facts import Facts, FactsCache, Level, level_of
from geo.resolution.inflections import base_forms
from geo.resolution.prior import STATIC, static_features
from geo.resolution.words import (
    ABBREVIATIONS,
    DIRECTIONS,
    FACILITIES,
    OTHER_ABBREVIATIONS,
    OTHER_TYPES,
    SHORT_WORDS,
    TELLING,
    TYPES,
)
from geo.toponyms.adjectives import english
from geo.toponyms.candidates import SUFFIXES
from geo.toponyms.regions import regions
from geo.toponyms.romanised import listed, spellings
from geo.toponyms.scripts import OTHER
from geo.toponyms.scripts import base_forms as forms_found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.gazetteer import Gazetteer

__all__ = ["Naming", "NamingCache", "Option", "Via", "cleaned"]

_MOST = 160
_KEPT = 6_000
_NAMINGS_KEPT = 2_000
"""Fewer: each takes some kilobytes."""
_FUZZY_LENGTH = 6
_OBSCURE = 0.45
"""Prominence below which a name as it is written may be another, inflected."""


class Via(IntEnum):
    """How the surface leads to a row, the surest first."""

    WHOLE = 0
    ABBREVIATION = 1
    DEMONYM = 2
    TYPED = 3
    """With the type word that stands beside it: "Butler" in "Butler and Clark counties"."""
    STRIPPED = 4
    """Without article, type word or direction."""
    CONTAINED = 5
    """Only a part of the surface is a name."""
    FUZZY = 6


class Option(NamedTuple):
    """One row that the surface may mean; ``match`` is 0 exact, 1 folded, 2 fuzzy."""

    facts: Facts
    via: Via
    match: int
    score: float
    primary: bool
    """The surface is the row's own name, not one of its aliases."""
    sameness: float = 1.0
    """How much the surface is that name, letter for letter: 1, or less for a part and for what only folds alike."""


class Naming(NamedTuple):
    """What a surface may mean, the levels that its type word asks for, and the areas named in it ("Paris, Texas")."""

    query: str
    options: tuple[Option, ...]
    levels: frozenset[Level]
    areas: tuple[str, ...]
    parts: tuple[str, ...]
    """The folded name without its first and without its last word: what other mentions may call it."""
    admin1: frozenset[int]
    admin2: frozenset[int]
    countries: frozenset[str]
    """Where options lie."""
    values: array[float]
    """What :meth:`static` gives, of all options one after the other: less than half of the memory of tuples."""
    base: array[float]
    """The score of each option from these alone."""

    def static(self, place: int) -> array[float]:
        """Return the features of the option at ``place`` that do not depend on the report (those of ``STATIC``)."""
        size = len(STATIC)
        return self.values[place * size : (place + 1) * size]


_EDGES = ' \t\r\n\u00a0"\u201c\u201d\u2018()[]{}<>,;:!?*_|'
_POSSESSIVE = lazy(r"(?:['\u2019`\u00b4]s|(?<=s)['\u2019])$", re.IGNORECASE)
_POSSESSIVE_ENDS = ("s", "S", "'", "\u2019")
_ARTICLE = lazy(r"^(?:the|The|THE) ")
_PEOPLE = lazy(r"(ers?|ites?|i?ans?|ese)$")
_DOTS = lazy(r"[.\s]")
_OF = lazy(r"^([A-Za-z]{2,15}) of (?:the )?(?=\w)", re.IGNORECASE)
_INITIALS = lazy(r"(?:[A-Za-z]\. ?){1,4}[A-Za-z]\.?|[A-Za-z]{2}")
_SIDE = lazy(r"([NSEW])\. ?(?=[A-Z][a-z])")
_SIDES = {"N": "North", "S": "South", "E": "East", "W": "West"}
_JOINED = lazy(r"(?<=[a-z\u00df-\u00f6\u00f8-\u00ff])(?=[A-Z])")
"""Where words are joined: CapeTown."""
_MATCHES = {"exact": 0, "folded": 1, "fuzzy": 2}
_SMALL = frozenset("al and au aux da de do du e el en i la le les of on sur the upon".split())  # noqa: SIM905 - a list
"""Small words within names that hyphens join: Port-au-Prince."""
_SHORT = 3
_BRACKETS = lazy(r"([^()]{2,60}?) ?\(([^()]{2,40})\)?")
"""The closing one is cleaned off."""
_CITY = "L.A."
"""Louisiana is La. or LA; with two stops it is Los Angeles."""
_LONGEST_AREA = 3
"""Words of an area behind a name: "New South Wales"."""
_WIDE = frozenset({Level.COUNTRY, Level.ADMIN1})
_ALIKE, _BEGUN = 0.7, 0.7
_FURTHER = lazy(r"[ -](?:\(|[^\W\d_A-Z]+[ -])")
"""What parts a town's usual name from what tells it from others: "Newcastle upon Tyne", "Frankfurt (Oder)"."""


def cleaned(surface: str) -> str:
    """Return the surface without quotes, brackets, double spaces and possessive."""
    text = " ".join(surface.replace("_", " ").split()).strip(_EDGES)
    if text[-1:] in _POSSESSIVE_ENDS:
        text = _POSSESSIVE.sub("", text)
    return text.rstrip("'\u2019-\u2013\u2014 ") or surface.strip()


class NamingCache:
    """Namings of one gazetteer, kept by surface: news repeats its names."""

    def __init__(self, gazetteer: Gazetteer, facts: FactsCache, base: Callable[[Sequence[float]], float]) -> None:
        self._gazetteer = gazetteer
        self._facts = facts
        self._base = base
        self._areas: Made[str, Naming | None] = Made(self._area, _KEPT)
        self._runs: Made[str, tuple[int, int, Naming] | None] = Made(self._area_in, _KEPT)
        self._known: Made[tuple[str, str, bool], Naming] = Made(lambda key: self._find(*key), _NAMINGS_KEPT)

    def find(self, surface: str, type_word: str = "", *, demonym: bool = False) -> Naming:
        """Return what ``surface`` may mean; ``type_word`` (singular) stands beside it in the text."""
        return self._known[surface, type_word, demonym]

    def area(self, name: str) -> Naming | None:
        """Return the naming of a name that means a country or a province before all, or of its people; else None."""
        return self._areas[name]

    def area_in(self, run: str) -> tuple[int, int, Naming] | None:
        """Return start, end and naming of the first area of a run of capitalised words, two words tried before one."""
        return self._runs[run]

    def _area_in(self, run: str) -> tuple[int, int, Naming] | None:
        words = run.split(" ")
        offset = 0
        for place, word in enumerate(words):
            for count in (2, 1):
                if place + count > len(words):
                    continue
                name = " ".join(words[place : place + count])
                naming = self.area(name)
                if naming is not None:
                    return offset, offset + len(name), naming
            offset += len(word) + 1
        return None

    def _area(self, name: str) -> Naming | None:
        gazetteer = self._gazetteer
        rows = gazetteer.demonym(name) or gazetteer.exact_rows(name)
        if not rows:
            return None
        return self.find(name) if level_of(gazetteer.feature_code(gazetteer.foremost(rows))) in _WIDE else None

    def _find(self, surface: str, type_word: str, demonym: bool) -> Naming:  # noqa: FBT001 - part of a key
        text = cleaned(surface)
        head, areas = self._parted(text)
        collected: dict[int, Option] = {}
        levels = TYPES.get(type_word, frozenset())
        self._collect(head, type_word, collected, demonym=demonym)
        words = head.split()
        if not levels and len(words) > 1:
            levels = _own_levels(words)
        options = sorted(collected.values(), key=_order)[:_MOST]
        if type_word == "ocean" or (not type_word and words[-1].lower() in {"sea", "ocean", "gulf"}):
            # "Red Sea" is the sea; the provinces called after it have their type beside them.
            options = [option for option in options if option.facts.level == Level.WATER] or options
        elif levels == {Level.WATER}:
            # A river may pass by the village that bears its name, but not by one that is only spelt alike.
            options = [option for option in options if option.match == 0 or option.facts.level == Level.WATER]
        parts = (" ".join(words[:-1]), " ".join(words[1:])) if len(words) > 1 else ()
        static = static_features(options, levels, head)
        return Naming(
            fold(head) or head.casefold(),
            tuple(options),
            levels,
            tuple(areas),
            tuple(fold(part) for part in parts),
            frozenset(option.facts.admin1 for option in options if option.facts.admin1 is not None),
            frozenset(option.facts.admin2 for option in options if option.facts.admin2 is not None),
            frozenset(option.facts.country for option in options if option.facts.country is not None),
            array("d", chain.from_iterable(static)),
            array("d", map(self._base, static)),
        )

    def _parted(self, text: str) -> tuple[str, list[str]]:
        """Return the name and the areas behind it: "Paris, Texas", "Athens (Georgia)", "Leeds UK", "Toledo Ohio"."""
        if "," in text:
            head, *areas = [part.strip() for part in text.split(",") if part.strip()] or [text]
            return head, areas
        if " " not in text or self._gazetteer.exact_rows(text):
            return text, []
        if match := _BRACKETS.fullmatch(text):
            return match[1], [match[2]]
        words = text.split(" ")
        for count in range(min(_LONGEST_AREA, len(words) - 1), 0, -1):
            head, area = " ".join(words[:-count]), " ".join(words[-count:])
            if self._holds(area, head):
                return head, [area]
        return text, []

    def _holds(self, area: str, head: str) -> bool:
        """Tell whether ``area``, a country, a province or its abbreviation, has a place that is called ``head``."""
        rows = self._gazetteer.exact_rows(head)
        if not rows and head.islower():
            rows = self._gazetteer.exact_rows(head.title())
        if not rows:
            return False
        found: dict[int, Option] = {}
        self._add_abbreviation(area.upper() if area.islower() else area, found)
        if len(area) > _SHORT or area.isupper():
            for row in self._gazetteer.exact_rows(area):
                found.setdefault(row, Option(self._facts[row], Via.WHOLE, 0, 1.0, primary=True))
        areas = [option.facts for option in found.values() if option.facts.level in _WIDE]
        return any(self._facts[row].is_in(wide) for wide in areas for row in rows)

    def _collect(self, head: str, type_word: str, found: dict[int, Option], *, demonym: bool) -> None:
        if type_word:
            self._add(f"{head} {type_word.title()}", Via.TYPED, found)
            self._add(f"{type_word.title()} {head}", Via.TYPED, found)
        self._add_abbreviation(head, found)
        if not demonym and self._add_regions(head, found):
            return
        if OTHER.match(head):
            self._collect_other(head, found, demonym=demonym)
            return
        if demonym and not head.isascii():
            self._add_demonym(head, found)
        if not found or not demonym:
            self._add(head, Via.WHOLE, found)
        self._add_demonym(head, found)
        for variant in _written_out(head):
            if not any(option.match == 0 for option in found.values()):
                self._add(variant, Via.WHOLE, found, again=True)
                self._add_demonym(variant, found)
        if not found:
            self._collect_parts(head, found)

    def _collect_other(self, head: str, found: dict[int, Option], *, demonym: bool) -> None:
        """Add what a name in other letters than Latin means."""
        self._add_listed(head, found)
        if found:
            return
        self._add_demonym(head, found)
        if not found or not demonym:
            self._add(head, Via.WHOLE, found)
        if any(not option.match and option.facts.prominence >= _OBSCURE for option in found.values()):
            # مراكش is Marrakesh, and Morocco in Persian alone; عمّان with its doubled letter is Amman, not Oman.
            for row in [row for row, option in found.items() if option.match]:
                del found[row]
        if not found:
            self._collect_parts(head, found)
        elif all(option.facts.prominence < _OBSCURE or option.match for option in found.values()):
            # "Дамаска" is a village in Ukraine, and Damascus in the genitive; "Адані" only folds to another's name.
            for variant in dict.fromkeys((*base_forms(head), *forms_found(head)[1:])):
                self._add(variant, Via.STRIPPED, found)

    def _collect_parts(self, head: str, found: dict[int, Option]) -> None:
        """Add what shorter forms of the name mean, the first that means anything; last what is spelt alike."""
        for variant in _variants(head):
            self._add(variant, Via.STRIPPED, found)
            self._add_demonym(variant, found)
            if not found and OTHER.match(head):
                self._add_listed(variant, found)
            if found:
                return
        if OTHER.match(head):
            # All of them: "Хаму" may be Хам (Hamm) and Хама (Hama), and the report tells which.
            for variant in dict.fromkeys((*base_forms(head), *forms_found(head))):
                self._add(variant, Via.STRIPPED, found)
                self._add_demonym(variant, found)
            if found:
                return
        if OTHER.match(head):
            self._add_romanised(head, found)
        self._add_contained(head, found)
        if not found and len(head) >= _FUZZY_LENGTH:
            for hit in self._gazetteer.lookup(head, fuzzy=True, order=False):
                found.setdefault(
                    hit.row,
                    Option(
                        self._facts[hit.row], Via.FUZZY, _MATCHES[hit.match], hit.score, primary=False, sameness=0.0
                    ),
                )

    def _add_listed(self, head: str, found: dict[int, Option]) -> None:
        """Add what a list says that the name, in any case, means: واشنطن is the city before the states."""
        for name in (name for form in forms_found(head) for name in listed(form)):
            self._add(name, Via.WHOLE, found)

    def _add_romanised(self, head: str, found: dict[int, Option]) -> None:
        """Add what the name means by its sound, where the gazetteer has it in Latin letters: Панджшере, باخموت."""
        spelt = list(spellings(forms_found(head)))
        known = [latin for latin in spelt if self._gazetteer.exact_rows(latin)]
        for latin in known or spelt:
            self._add(latin, Via.STRIPPED, found)
            if found and not known:
                return

    def _add(self, name: str, via: Via, found: dict[int, Option], *, again: bool = False) -> None:
        """Add what ``name`` means; ``again`` where it is a spelling of what was asked before, and may fit better."""
        folded = fold(name)
        for hit in self._gazetteer.lookup(name, order=False):
            row, match = hit.row, _MATCHES[hit.match]
            held = found.get(row)
            if held is None or (again and match < held.match):
                own = self._gazetteer.name(row)
                primary = own == name or fold(own) == folded
                found[row] = Option(self._facts[row], via, match, hit.score, primary, _sameness(own, name, primary))

    def _add_regions(self, head: str, found: dict[int, Option]) -> bool:
        """Add the region that a Cyrillic word names by its form, and tell whether there is one."""
        rows = [row for name in regions(head) for row in self._gazetteer.exact_rows(name)]
        for row in rows:
            found.setdefault(row, Option(self._facts[row], Via.TYPED, 0, 1.0, primary=True))
        return bool(rows)

    def _add_demonym(self, word: str, found: dict[int, Option]) -> None:
        for row in self._gazetteer.demonym(word) or self._gazetteer.demonym(english(word)):
            found.setdefault(row, Option(self._facts[row], Via.DEMONYM, 0, 1.0, primary=True))

    def _add_abbreviation(self, head: str, found: dict[int, Option]) -> None:
        if head == _CITY:
            return
        short = _DOTS.sub("", head)
        for expansions in (ABBREVIATIONS, OTHER_ABBREVIATIONS):
            expanded = expansions.get(short)
            if expanded is not None:
                self._add_unit(*expanded, found)

    def _add_unit(self, country: str, name: str, found: dict[int, Option]) -> None:
        for hit in self._gazetteer.lookup(name, order=False):
            facts = self._facts[hit.row]
            if facts.level == Level.ADMIN1 and facts.country == country:
                found.setdefault(hit.row, Option(facts, Via.ABBREVIATION, 0, 1.0, primary=True))

    def _add_contained(self, head: str, found: dict[int, Option]) -> None:
        """Add the rows of a name inside the name of a facility: after "of" or "in" the last, otherwise the longest."""
        if not FACILITIES.search(head):
            return
        best: tuple[int, int] = (0, 0)
        rows: tuple[int, ...] = ()
        for start, end, hits in self._gazetteer.scan(head):
            before = head[:start].rstrip().rsplit(" ", 1)[-1].lower()
            rank = (1 if before in {"of", "in", "at"} else 0, end - start)
            known = tuple(hit.row for hit in hits if hit.match == "exact")
            if known and end - start > _SHORT and rank > best and not FACILITIES.fullmatch(head[start:end]):
                best, rows = rank, known
        for row in rows:
            found.setdefault(row, Option(self._facts[row], Via.CONTAINED, 1, 0.5, primary=False, sameness=0.0))


def _sameness(own: str, name: str, primary: bool) -> float:  # noqa: FBT001 - what is known already
    """Return 1 for the row's own name; less for "Frankfort" asked as "Frankfurt", and for Frankfurt am Main."""
    if own == name:
        return 1.0
    if primary:
        return 1.0 if _letters(own) == _letters(name) else _ALIKE
    return _BEGUN if own.startswith(name) and _FURTHER.match(own, len(name)) else 0.0


def _letters(name: str) -> str:
    """Return the letters of a name without marks, spaces and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name))).casefold()


def _own_levels(words: list[str]) -> frozenset[Level]:
    """Return the levels that a type word in the name itself asks for; not every city is called one (Kansas City)."""
    for word in (words[-1].lower().rstrip("."), words[0].lower()):
        if word in TELLING:
            return TYPES[word]
        if word in OTHER_TYPES:
            return OTHER_TYPES[word]
    return frozenset()


def _order(option: Option) -> tuple[int, int, float, int]:
    return option.match, option.via, -option.facts.prominence, option.facts.row


def _written_out(head: str) -> Iterable[str]:
    """Yield the name in the usual case where it is all capitals or all small letters, and dots as usual."""
    if match := _SIDE.match(head):
        yield f"{_SIDES[match[1]]} {head[match.end() :]}"
    if _INITIALS.fullmatch(head):
        bare = head.replace(".", "").replace(" ", "").upper()
        yield "".join(letter + "." for letter in bare)
        yield bare
    elif _JOINED.search(head) and " " not in head:
        yield _JOINED.sub(" ", head)
    elif len(head) > _SHORT and (head.isupper() or head.islower()):
        yield " ".join(word if word.lower() in {"of", "the", "and"} else word.capitalize() for word in head.split(" "))
        if "-" in head:  # PORT-AU-PRINCE
            parts = head.lower().split("-")
            yield "-".join([part if place and part in _SMALL else part.title() for place, part in enumerate(parts)])


def _variants(head: str) -> Iterable[str]:
    """Yield shorter forms of the name, the nearest to it first."""
    first, _, rest = head.partition(" ")
    if rest and first in OTHER_TYPES:
        yield rest
    full = " ".join(_expanded(word) for word in head.split(" "))
    if full != head:
        yield full
    bare = _ARTICLE.sub("", full)
    if bare != full:
        yield bare
    words = bare.split(" ")
    if len(words) > 1 and words[-1].lower() in TYPES:
        yield " ".join(words[:-1])
    if (match := _OF.match(bare)) and match.group(1).lower() in TYPES:
        yield bare[match.end() :]
    if len(words) > 1 and words[0].lower() in TYPES:
        yield " ".join(words[1:])
    if match := DIRECTIONS.match(bare):
        yield bare[match.end() :]
    stem, _, suffix = bare.rpartition("-")
    if stem and suffix in SUFFIXES:  # Gangnam-gu
        yield stem
    yield from _without_ending(bare)


def _expanded(word: str) -> str:
    return SHORT_WORDS.get(word.rstrip(".").lower(), word) if word.endswith(".") else word


def _without_ending(name: str) -> Iterable[str]:
    """Yield the place of a word for people that no list has: "Ohioans", "New Londoners", "Richmondites"."""
    match = _PEOPLE.search(name)
    if match and match.start() > _SHORT:
        stem = name[: match.start()]
        yield stem
        if match.group(1).startswith(("a", "i")):
            yield stem + "a"
    if name.endswith("s") and len(name) > _SHORT:
        yield name[:-1]

"""The order of places that a name fits equally well, beside how well known each is.

The number of its names tells how well the world knows a place, not which of two villages of one country is meant: there
size decides, and that reports of fighting name it. A place that bears the name comes before another of its country that
has it among its further names: "Lakhimpur" is no other name of North Lakhimpur to who writes it. Of places that are
only spelt alike, those of countries whose names reach reports through romanisation come first: elsewhere a likeness is
chance. A seat or city comes before the unit of its name that it lies in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geo.gazetteer.folding import fold
from geo.gazetteer.measures import fame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.gazetteer.gazetteer import Gazetteer
    from geo.gazetteer.hits import Hit

ROMANISED = frozenset(
    [
        "AE", "AF", "AM", "AZ", "BD", "BH", "BY", "DJ", "DZ", "EG", "ER", "ET", "GE", "IL", "IN", "IQ", "IR",
        "JO", "KG", "KM", "KW", "KZ", "LB", "LK", "LY", "MA", "MD", "MM", "MN", "MR", "NP", "OM", "PK", "PS",
        "QA", "RU", "SA", "SD", "SO", "SS", "SY", "TD", "TJ", "TM", "TN", "TR", "UA", "UZ", "XK", "YE", "NE",
        "ML", "NG", "RS", "MK",
    ]
)  # fmt: skip
"""Countries whose names reach reports through many romanisations: of names spelt alike theirs come first, and the fuzzy
step knows their skeletons, too."""
_OWN_NAME = 0.15
"""How much prominence the own name outweighs. Of 12,000 towns that another list names, 7.8 % lay over 100 km from the
first answer in their country by prominence alone, 6.8 % with this, 6.1 % where the number of names does not count."""
_FAME = 0.75
"""The share that the number of names loses within a country."""
_NO_TOWN = "no town"
_UNITS = frozenset({"ADM1", "ADM2"})
_SEATS = frozenset({"PPLA", "PPLC"})
_CITY = 100_000
_MOST = 32
"""Hits that are put in order; the others are little known."""


class Facts(Protocol):
    """What the order of places depends on, by row: a gazetteer, or the records of a store that is being written."""

    def country(self, row: int) -> str | None:
        """Return the ISO 3166 alpha-2 code."""

    def feature_code(self, row: int) -> str:
        """Return the GeoNames feature code."""

    def population(self, row: int) -> int:
        """Return the population, 0 where it is unknown."""

    def prominence(self, row: int) -> float:
        """Return how likely news means the place, 0 to 1."""

    def name_count(self, row: int) -> int:
        """Return the number of its names."""

    def name_key(self, row: int) -> str:
        """Return the folded form of its own name."""

    def ancestors(self, row: int) -> Iterable[int]:
        """Return the row itself and the units that it lies in."""


def ordered(hits: tuple[Hit, ...], name: str, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """Return the exact and folded ``hits`` of ``name``, put in order within each kind.

    The embedded store's lists are in this order as they are written; those of several stores together are not.
    """
    if len(hits) < 2:  # noqa: PLR2004 - nothing to put in order
        return hits
    facts, key = _Known(gazetteer), fold(name)
    exact = [hit.row for hit in hits if hit.match == "exact"]
    folded = [hit.row for hit in hits if hit.match != "exact"]
    by_row = {hit.row: hit for hit in hits}
    return tuple(
        by_row[row] for row in (*in_order(exact, key, facts), *in_order(romanised_first(folded, facts), key, facts))
    )


class _Known:
    """The facts of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.country, self.feature_code = gazetteer.country, gazetteer.feature_code
        self.population, self.prominence = gazetteer.population, gazetteer.prominence
        self.name_count, self.ancestors = gazetteer.name_count, gazetteer.ancestors
        self._name = gazetteer.name

    def name_key(self, row: int) -> str:
        return fold(self._name(row))


def romanised_first(rows: Sequence[int], facts: Facts) -> list[int]:
    """Return ``rows`` that are only spelt alike, those of countries whose names are romanised first."""
    first = list(rows[:_MOST])
    first.sort(key=lambda row: facts.country(row) not in ROMANISED)
    return [*first, *rows[_MOST:]]


def in_order(rows: Sequence[int], key: str, facts: Facts) -> list[int]:
    """Return ``rows``, the best known first, with the towns of a country in order among themselves.

    They keep the places that they took together. ``key`` is the folded form of the name that was asked for.
    """
    first = list(rows[:_MOST])
    countries = [facts.country(row) for row in first]
    if len(set(countries)) < len(countries):
        groups = [
            country if facts.feature_code(row).startswith("PPL") else _NO_TOWN
            for row, country in zip(first, countries, strict=True)
        ]
        turns: dict[str | None, Iterator[int]] = {}
        for group in set(groups) - {_NO_TOWN}:
            rivals = [row for row, other in zip(first, groups, strict=True) if other == group]
            if len(rivals) > 1:
                rivals.sort(key=lambda row: -_weight(row, key, facts))
            turns[group] = iter(rivals)
        first = _town_first(
            [row if group == _NO_TOWN else next(turns[group]) for row, group in zip(first, groups, strict=True)], facts
        )
    return [*first, *rows[_MOST:]]


def _weight(row: int, key: str, facts: Facts) -> float:
    """Return how likely a town is meant among those of its country by a name whose folded form is ``key``."""
    own = _OWN_NAME if facts.name_key(row) == key else 0.0
    return facts.prominence(row) - _FAME * fame(facts.name_count(row)) + own


def _town_first(rows: list[int], facts: Facts) -> list[int]:
    """Return ``rows`` with the seat or city that lies in the unit of its name before it: a bare name is the town's."""
    unit = rows[0]
    if facts.feature_code(unit) in _UNITS:
        country = facts.country(unit)
        for place, row in enumerate(rows):
            if (
                facts.country(row) == country
                and facts.feature_code(row).startswith("PPL")
                and (facts.feature_code(row) in _SEATS or facts.population(row) >= _CITY)
                and unit in facts.ancestors(row)
            ):
                return [row, *rows[:place], *rows[place + 1 :]]
    return rows

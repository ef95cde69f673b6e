"""The order of places that a name fits equally well, beside how well known each is.

The number of its names tells how well the world knows a place, not which of two villages of one country is meant: there
size decides, and that reports of fighting name it. A place that bears the name comes before another of its country that
has it among its further names: "Lakhimpur" is no other name of North Lakhimpur to who writes it. Of places that are
only spelt alike, those of countries whose names reach reports through romanisation come first: elsewhere a likeness is
chance. A seat or city comes before the unit of its name that it lies in.
"""

from __future__ import annotations

from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING, Protocol

from geo.gazetteer.folding import fold
from geo.gazetteer.fronts import at_war, fought_over
from geo.gazetteer.hits import EXACT_SCORE, FOLDED_SCORE
from geo.gazetteer.measures import fame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
_LISTED = 0.1
"""How much prominence it outweighs that a source lists the very spelling, in a country whose names are romanised."""
_ABROAD = 0.5
"""The share of that which counts among towns of several countries, too."""
_FAME = 0.75
"""The share that the number of names loses within a country."""
_UNITS = frozenset({"ADM1", "ADM2"})
_SEATS = frozenset({"PPLA", "PPLC"})
_CITY = 100_000
_MOST = 256
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
    return tuple(by_row[row] for row in (*in_order(exact, key, facts), *in_order_alike(folded, key, facts)))


def ordered_alike(hits: Sequence[Hit], name: str, gazetteer: Gazetteer, *, in_country: bool) -> tuple[Hit, ...]:
    """Return the ``hits`` of ``name`` with what is listed under another spelling where it belongs.

    Where names are romanised in many ways it is chance which spellings a source lists: "Vasilyevka" of a village,
    "Vasylivka" alone of the town; "Deir Ezzor" of the province alone. That a source lists it counts for something
    still, among the towns of one country (``in_country``: all hits lie in one). Elsewhere nothing changes.
    """
    if {hit.match for hit in hits} != {"exact", "folded"} or {hit.score for hit in hits} - {EXACT_SCORE, FOLDED_SCORE}:
        return tuple(hits)
    facts, key, by_row = _Known(gazetteer), fold(name), {hit.row: hit for hit in hits}
    rows = list(by_row)
    if in_country:
        towns = [row for row in rows if facts.country(row) in ROMANISED and facts.feature_code(row).startswith("PPL")]
        listed = {hit.row for hit in hits if hit.match == "exact"}
        turns = iter(sorted(towns, key=lambda row: -_weight(row, key, facts) - (_LISTED if row in listed else 0.0)))
        moved = set(towns)
        rows = [next(turns) if row in moved else row for row in rows]
    if facts.country(rows[0]) in ROMANISED:
        rows = _town_first(rows, facts)
    return tuple(by_row[row] for row in rows)


class _Known:
    """The facts of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.country, self.feature_code = gazetteer.country, gazetteer.feature_code
        self.population, self.prominence = gazetteer.population, gazetteer.prominence
        self.name_count, self.ancestors = gazetteer.name_count, gazetteer.ancestors
        self._name = gazetteer.name

    def name_key(self, row: int) -> str:
        return fold(self._name(row))


def in_order_alike(rows: Sequence[int], key: str, facts: Facts) -> list[int]:
    """Return ``rows`` that are only spelt alike in order, those of countries whose names are romanised first."""
    first = rows[:_MOST]
    romanised = [row for row in first if facts.country(row) in ROMANISED]
    others = [row for row in first if facts.country(row) not in ROMANISED]
    return [*in_order(romanised, key, facts), *in_order(others, key, facts), *rows[_MOST:]]


def in_order(rows: Sequence[int], key: str, facts: Facts) -> list[int]:
    """Return ``rows``, the best known first, with the towns of a country in order among themselves.

    Of the first towns of several countries, and what is no town, the best known comes next. ``key`` is the folded form
    of the name that was asked for.
    """
    first = list(rows[:_MOST])
    countries = [facts.country(row) for row in first]
    if len(set(countries)) < len(countries):
        groups: dict[str | int | None, list[int]] = {}
        for row, country in zip(first, countries, strict=True):
            # What is no town stands for itself.
            groups.setdefault(country if facts.feature_code(row).startswith("PPL") else row, []).append(row)
        first = _town_first(
            _merged([_by_weight(group, key, facts) for group in groups.values()], first, key, facts), facts
        )
    return [*first, *rows[_MOST:]]


def _by_weight(rows: list[int], key: str, facts: Facts) -> list[int]:
    return rows if len(rows) == 1 else sorted(rows, key=lambda row: -_weight(row, key, facts))


def _merged(groups: list[list[int]], rows: list[int], key: str, facts: Facts) -> list[int]:
    """Return the rows of all ``groups``, each group in its order, the best known of their next ones first.

    Towns that bear the name in countries at war are a little better known to those who read of wars. Of the equally
    well known the first in ``rows`` comes first.
    """

    def known(row: int) -> float:
        if not facts.feature_code(row).startswith("PPL") or facts.name_key(row) != key:
            return facts.prominence(row)
        return facts.prominence(row) + at_war(facts.country(row)) + _ABROAD * fought_over(row, facts)

    place = {row: number for number, row in enumerate(rows)}
    heap = [(-known(group[0]), place[group[0]], number, 0) for number, group in enumerate(groups)]
    heapify(heap)
    found = []
    while heap:
        _, _, number, turn = heap[0]
        group = groups[number]
        found.append(group[turn])
        if turn + 1 < len(group):
            row = group[turn + 1]
            heapreplace(heap, (-known(row), place[row], number, turn + 1))
        else:
            heappop(heap)
    return found


def _weight(row: int, key: str, facts: Facts) -> float:
    """Return how likely a town is meant among those of its country by a name whose folded form is ``key``."""
    own = _OWN_NAME if facts.name_key(row) == key else 0.0
    return facts.prominence(row) - _FAME * fame(facts.name_count(row)) + own + fought_over(row, facts)


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

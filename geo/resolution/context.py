"""What the report speaks of: how much of it lies in each country and unit, and where its places are.

Each group gives its weight (split over its options) to the country, province and district of each. What a
candidate is compared with is the rest: the whole less what its own group gave.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from geo.resolution.facts import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.facts import Facts
    from geo.resolution.groups import Group

__all__ = ["Context", "Point", "Share", "Support", "share_of"]

_LIGHT = 0.03
_HEAVY = 0.25
_MOST_POINTS = 40
_WIDE_KM = 500.0
BACKGROUND = 0.5
"""How much a name that is no mention (the state in "Texas Department of …") counts beside one that is."""


class Point(NamedTuple):
    """A likely position: unit vector, weight and the group it comes from."""

    x: float
    y: float
    z: float
    weight: float
    group: int


class Share:
    """Weights of one group by country, province and district; ``named`` where the row is that unit itself."""

    __slots__ = ("admin1", "admin2", "country", "named1", "named2", "named_country", "total")

    def __init__(self) -> None:
        self.country: dict[str, float] = defaultdict(float)
        self.admin1: dict[int, float] = defaultdict(float)
        self.admin2: dict[int, float] = defaultdict(float)
        self.named_country: dict[str, float] = defaultdict(float)
        self.named1: dict[int, float] = defaultdict(float)
        self.named2: dict[int, float] = defaultdict(float)
        self.total = 0.0

    def add(self, facts: Facts, weight: float) -> None:
        """Add one option with its weight."""
        self.total += weight
        if facts.country is not None:
            self.country[facts.country] += weight
        if facts.admin1 is not None:
            self.admin1[facts.admin1] += weight
        if facts.admin2 is not None:
            self.admin2[facts.admin2] += weight
        if facts.level == Level.COUNTRY and facts.country is not None:
            self.named_country[facts.country] += weight
        elif facts.level == Level.ADMIN1:
            self.named1[facts.row] += weight
        elif facts.level == Level.ADMIN2:
            self.named2[facts.row] += weight

    def merge(self, other: Share) -> None:
        """Add another share to this one."""
        self.total += other.total
        for name in ("country", "admin1", "admin2", "named_country", "named1", "named2"):
            mine = getattr(self, name)
            for key, value in getattr(other, name).items():
                mine[key] += value


def share_of(group: Group) -> Share:
    """Return what a group gives to the units, by the weights of its options."""
    share = Share()
    scale = (1.0 + 0.5 * math.log(max(1, len(group.places)))) * (1.0 if group.visible else BACKGROUND)
    for option, weight in zip(group.options, group.weights, strict=True):
        if weight >= _LIGHT:
            share.add(option.facts, weight * scale)
    return share


class Support:
    """How many names could lie in each unit, each counted the less the more units it could lie in.

    It needs no weights: names that are rare say where a report is, and a unit in which all names of a report
    have a candidate is likely the one it is about.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.admin1: dict[int, float] = defaultdict(float)
        self.country: dict[str, float] = defaultdict(float)
        for group in groups:
            naming = group.naming
            for row in naming.admin1:
                self.admin1[row] += 1.0 / len(naming.admin1)
            for country in naming.countries:
                self.country[country] += 1.0 / len(naming.countries)

    def of_admin1(self, row: int | None, group: Group) -> float:
        """Return the support of a province by the other groups."""
        if row is None:
            return 0.0
        own = 1.0 / len(group.naming.admin1) if row in group.naming.admin1 else 0.0
        return self.admin1.get(row, 0.0) - own

    def of_country(self, country: str | None, group: Group) -> float:
        """Return the support of a country by the other groups."""
        if country is None:
            return 0.0
        own = 1.0 / len(group.naming.countries) if country in group.naming.countries else 0.0
        return self.country.get(country, 0.0) - own


class Context:
    """The sum of all groups, what each gave, how well each unit is supported, and the likely positions."""

    def __init__(self, groups: Sequence[Group], order: Sequence[int], support: Support) -> None:
        """``order`` is the group of each name in the order of the text."""
        self.groups = groups
        self.order = order
        self.support = support
        self.shares = [share_of(group) for group in groups]
        self.whole = Share()
        for share in self.shares:
            self.whole.merge(share)

    @cached_property
    def points(self) -> list[Point]:
        """The likely positions; found when first asked for."""
        return _points(self.groups)

    def of_country(self, number: int, country: str | None) -> tuple[float, float, float]:
        """Return for a country what the other groups say: it is named (log), its share, its support (log)."""
        if country is None:
            return 0.0, 0.0, 0.0
        own, whole = self.shares[number], self.whole
        weight = whole.country.get(country, 0.0) - own.country.get(country, 0.0)
        named = whole.named_country.get(country, 0.0) - own.named_country.get(country, 0.0)
        support = self.support.of_country(country, self.groups[number])
        return _log(named), max(0.0, weight) / max(1e-6, whole.total - own.total), _log(support)

    def of_admin1(self, number: int, row: int | None) -> tuple[float, float, float]:
        """Return the same for a province."""
        if row is None:
            return 0.0, 0.0, 0.0
        own, whole = self.shares[number], self.whole
        weight = whole.admin1.get(row, 0.0) - own.admin1.get(row, 0.0)
        named = whole.named1.get(row, 0.0) - own.named1.get(row, 0.0)
        support = self.support.of_admin1(row, self.groups[number])
        return _log(named), max(0.0, weight) / max(1e-6, whole.total - own.total), _log(support)

    def of_admin2(self, number: int, row: int | None) -> tuple[float, float]:
        """Return for a district that it is named, and what lies in it (logs)."""
        if row is None or row not in self.whole.admin2:
            return 0.0, 0.0
        own, whole = self.shares[number], self.whole
        named = whole.named2.get(row, 0.0) - own.named2.get(row, 0.0)
        return _log(named), _log(whole.admin2[row] - own.admin2.get(row, 0.0))


def _log(value: float) -> float:
    return math.log1p(value) if value > 1e-9 else 0.0  # noqa: PLR2004 - sums of floats less their parts


def _points(groups: Sequence[Group]) -> list[Point]:
    points = [
        Point(option.facts.x, option.facts.y, option.facts.z, weight * (1.0 if group.visible else BACKGROUND), number)
        for number, group in enumerate(groups)
        for option, weight in zip(group.options, group.weights, strict=True)
        if weight >= _HEAVY and option.facts.extent_km < _WIDE_KM and option.facts.level != Level.COUNTRY
    ]
    if len(points) > _MOST_POINTS:
        points.sort(key=lambda point: (-point.weight, point.group))
        del points[_MOST_POINTS:]
    return points

"""What the report speaks of: how much of it lies in each country and unit, and where its places are.

Each group gives its weight (split over its options) to the country, province and district of each. What a
candidate is compared with is the rest: the whole less what its own group gave.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from geo.resolution.facts import ADMIN2, COUNTRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.facts import Facts
    from geo.resolution.groups import Group

__all__ = ["Context", "Point", "Share", "Support", "share_of"]

_LIGHT = 0.03
_HEAVY = 0.25
_LANDMARK = 0.3
EVIDENCE = 0.1
"""What is less likely says nothing of other names."""
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
    """Weights of one group by unit: a country by its code, a province or district by its row.

    ``inside`` counts what lies in the unit or is it, ``named`` the unit itself alone.
    """

    __slots__ = ("inside", "named", "total")

    def __init__(self) -> None:
        self.inside: dict[str | int, float] = {}
        self.named: dict[str | int, float] = {}
        self.total = 0.0

    def add(self, facts: Facts, weight: float) -> None:
        """Add one option with its weight."""
        self.total += weight
        inside = self.inside
        country, admin1, admin2, level = facts.country, facts.admin1, facts.admin2, facts.level
        if country is not None:
            inside[country] = inside.get(country, 0.0) + weight
        if admin1 is not None:
            inside[admin1] = inside.get(admin1, 0.0) + weight
        if admin2 is not None:
            inside[admin2] = inside.get(admin2, 0.0) + weight
        if level <= ADMIN2:
            unit = facts.row if level is not COUNTRY else country
            if unit is not None:
                self.named[unit] = self.named.get(unit, 0.0) + weight

    def merge(self, other: Share) -> None:
        """Add another share to this one."""
        self.total += other.total
        for mine, others in ((self.inside, other.inside), (self.named, other.named)):
            for key, value in others.items():
                mine[key] = mine.get(key, 0.0) + value


def share_of(group: Group, likely: Sequence[tuple[float, Facts]]) -> Share:
    """Return what a group gives to the units, by the weights of its ``likely`` options."""
    share = Share()
    scale = (1.0 + 0.5 * math.log(max(1, len(group.places)))) * (1.0 if group.visible else BACKGROUND)
    for weight, facts in likely:
        share.add(facts, weight * scale)
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

    def of_admin1(self, row: int, group: Group) -> float:
        """Return the support of a province by the other groups."""
        own = 1.0 / len(group.naming.admin1) if row in group.naming.admin1 else 0.0
        return self.admin1.get(row, 0.0) - own

    def of_country(self, country: str, group: Group) -> float:
        """Return the support of a country by the other groups."""
        own = 1.0 / len(group.naming.countries) if country in group.naming.countries else 0.0
        return self.country.get(country, 0.0) - own


class Context:
    """The sum of all groups, what each gave, how well each unit is supported, and the likely positions.

    ``likely`` are the options of each group that weigh something (most do not), with their weights; ``best`` is the
    likeliest of each that may be a landmark, None where none is.
    """

    def __init__(self, groups: Sequence[Group], order: Sequence[int], support: Support) -> None:
        """``order`` is the group of each name in the order of the text."""
        self.groups = groups
        self.order = order
        self.support = support
        self.likely = [_likely(group, _LIGHT) for group in groups]
        self.shares = [share_of(group, likely) for group, likely in zip(groups, self.likely, strict=True)]
        self.whole = Share()
        for share in self.shares:
            self.whole.merge(share)

    @cached_property
    def points(self) -> list[Point]:
        """The likely positions; found when first asked for."""
        return _points(self.groups, self.likely)

    @cached_property
    def evidence(self) -> list[list[tuple[float, Facts]]]:
        """The options of each group that are likely enough to say something of others, with their weights."""
        return [[option for option in likely if option[0] >= EVIDENCE] for likely in self.likely]

    @cached_property
    def best(self) -> list[Facts | None]:
        """The likeliest place of each group where it may be a landmark: sure enough, and no country."""
        return [_landmark(likely) for likely in self.evidence]

    def of_country(self, number: int, country: str | None) -> tuple[float, float, float]:
        """Return for a country what the other groups say: it is named (log), its share, its support (log)."""
        if country is None:
            return NOTHING
        return self._of(number, country, self.support.of_country(country, self.groups[number]))

    def of_admin1(self, number: int, row: int | None) -> tuple[float, float, float]:
        """Return the same for a province."""
        if row is None:
            return NOTHING
        return self._of(number, row, self.support.of_admin1(row, self.groups[number]))

    def _of(self, number: int, unit: str | int, support: float) -> tuple[float, float, float]:
        whole = self.whole
        inside = whole.inside.get(unit)
        if inside is None:
            # Most provinces of namesakes: no name of the report likely lies there.
            return (0.0, 0.0, math.log1p(support)) if support > LEAST else NOTHING
        own = self.shares[number]
        weight = inside - own.inside.get(unit, 0.0)
        named = whole.named.get(unit, 0.0) - own.named.get(unit, 0.0)
        return _log(named), max(0.0, weight) / max(1e-6, whole.total - own.total), _log(support)

    def of_admin2(self, number: int, row: int | None) -> tuple[float, float]:
        """Return for a district that it is named, and what lies in it (logs)."""
        inside = None if row is None else self.whole.inside.get(row)
        if row is None or inside is None:
            return 0.0, 0.0
        own, whole = self.shares[number], self.whole
        named = whole.named.get(row, 0.0) - own.named.get(row, 0.0)
        return _log(named), _log(inside - own.inside.get(row, 0.0))


LEAST = 1e-9
"""Sums of floats less their parts: what is not more than this is nothing."""

NOTHING = (0.0, 0.0, 0.0)


def _likely(group: Group, least: float) -> list[tuple[float, Facts]]:
    return [
        (weight, option.facts) for weight, option in zip(group.weights, group.options, strict=True) if weight >= least
    ]


def _landmark(likely: Sequence[tuple[float, Facts]]) -> Facts | None:
    if not likely:
        return None
    weight, facts = max(likely, key=itemgetter(0))
    return facts if weight >= _LANDMARK and facts.level is not COUNTRY else None


def _log(value: float) -> float:
    return math.log1p(value) if value > LEAST else 0.0


def _points(groups: Sequence[Group], likely: Sequence[Sequence[tuple[float, Facts]]]) -> list[Point]:
    points = [
        Point(*facts.vector, weight * (1.0 if group.visible else BACKGROUND), number)
        for number, (group, options) in enumerate(zip(groups, likely, strict=True))
        for weight, facts in options
        if weight >= _HEAVY and facts.extent_km < _WIDE_KM and facts.level is not COUNTRY
    ]
    if len(points) > _MOST_POINTS:
        points.sort(key=lambda point: (-point.weight, point.group))
        del points[_MOST_POINTS:]
    return points

"""What the report says for and against each option: the features that the ranker weighs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.geodesy import inverse
from geo.model import Position
from geo.resolution.facts import ADMIN1, EARTH_KM, Facts
from geo.resolution.prior import STATIC

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.context import Context
    from geo.resolution.groups import Group, Stated

__all__ = ["CONTEXTUAL", "FEATURES", "contextual_features", "cue_strengths"]

CONTEXTUAL = (
    "in_named_area",
    "in_named_area_behind",
    "holds_named_place",
    "holds_named_place_behind",
    "named_country",
    "named_admin1",
    "named_admin2",
    "country_share",
    "country_share_behind",
    "admin1_share",
    "admin1_share_behind",
    "admin1_weight",
    "admin2_weight",
    "support_country",
    "support_admin1",
    "support_admin1_behind",
    "near_50_km",
    "near_250_km",
    "near_250_km_behind",
    "nearest_km",
    "neighbour_km",
    "neighbour_km_behind",
    "stated_distance",
    "siblings_level",
    "siblings_parent",
    "fuller",
    "around_admin1",
    "around_country",
    "in_list",
    "area_missed",
    "weight_of_report",
    "mentions",
    "first",
)
"""Names of the features, in the order of :func:`contextual_features`."""

FEATURES = STATIC + CONTEXTUAL

_NO_NEIGHBOUR = math.log10(1.0 + 20_015.0)
_NEARBY_NAMES = 3
_SQUARED_KM = 2.0 * EARTH_KM * EARTH_KM


def cue_strengths(group: Group, groups: Sequence[Group]) -> tuple[list[float], list[float]]:
    """Return for each option how strongly the text puts it into an area, and how strongly it puts places into it."""
    inside = [0.0] * len(group.options)
    holds = [0.0] * len(group.options)
    if not group.inside and not group.holds:
        return inside, holds
    for number, strength in group.inside.items():
        rows = _weights_by_row(groups[number])
        for place, option in enumerate(group.options):
            facts = option.facts
            weight = 0.0
            for row in (facts.admin2, facts.admin1, facts.country_row):
                if row in rows and row != facts.row and rows[row] > weight:
                    weight = rows[row]
            if weight:
                inside[place] = max(inside[place], strength * (0.3 + 0.7 * weight))
    for number, strength in group.holds.items():
        held = _weights_held(groups[number])
        for place, option in enumerate(group.options):
            weight = held.get(option.facts.row, 0.0)
            if weight:
                holds[place] = max(holds[place], strength * (0.3 + 0.7 * weight))
    return inside, holds


def _missed(group: Group, groups: Sequence[Group]) -> float:
    """Return how surely the text names an area around the place, where no option lies in it."""
    best = 0.0
    for number, strength in group.inside.items():
        other = groups[number]
        for option, weight in zip(other.options, other.weights, strict=True):
            if option.facts.level <= ADMIN1:
                best = max(best, strength * weight)
    return best


def _parents(facts: Facts) -> list[int]:
    row = facts.row
    return [
        parent for parent in (facts.admin2, facts.admin1, facts.country_row) if parent is not None and parent != row
    ]


def _weights_by_row(group: Group) -> dict[int | None, float]:
    return {option.facts.row: weight for option, weight in zip(group.options, group.weights, strict=True)}


def _weights_held(group: Group) -> dict[int, float]:
    held: dict[int, float] = {}
    for option, weight in zip(group.options, group.weights, strict=True):
        for row in _parents(option.facts):
            held[row] = held.get(row, 0.0) + weight
    return held


def contextual_features(number: int, chosen: Sequence[int], context: Context) -> list[list[float]]:
    """Return the features of the ``chosen`` options of group ``number``."""
    groups = context.groups
    group = groups[number]
    own, whole = context.shares[number], context.whole
    inside, holds = cue_strengths(group, groups)
    best_inside, best_holds = max(inside, default=0.0), max(holds, default=0.0)
    missed = _missed(group, groups) if best_inside == 0.0 else 0.0
    around = _around(number, group, context)
    neighbours = _neighbours(number, group, context)
    likely = [context.evidence[other] for other in group.siblings if group.inside.get(other, 0.0) < 1.0]
    first = float(bool(group.places) and group.places[0] == 0)
    mentions = math.log1p(len(group.places))
    report = math.log1p(max(0.0, whole.total - own.total))
    rows: list[list[float]] = []
    for place in chosen:
        facts = group.options[place].facts
        named_country, country_share, support_country = context.of_country(number, facts.country)
        named1, share1, support1 = context.of_admin1(number, facts.admin1)
        named2, weight2 = context.of_admin2(number, facts.admin2)
        near_50, near_250, nearest = _kernels(facts, context, number)
        rows.append(
            [
                inside[place],
                inside[place] - best_inside,
                holds[place],
                holds[place] - best_holds,
                named_country,
                named1,
                named2,
                country_share,
                country_share,
                share1,
                share1,
                math.log1p(share1 * (whole.total - own.total)),
                weight2,
                support_country,
                support1,
                support1,
                near_50,
                near_250,
                near_250,
                nearest,
                neighbour := _neighbour_km(facts, neighbours),
                neighbour,
                _stated(facts, group.stated, context) if group.stated else 0.0,
                *(_siblings(facts, likely) if likely else (0.0, 0.0)),
                _fuller(facts, group, groups),
                around[1].get(-2 if facts.admin1 is None else facts.admin1, 0.0),
                around[0].get(facts.country or "", 0.0),
                float(min(6, group.in_list)),
                missed,
                report,
                mentions,
                first,
            ]
        )
    _behind(rows)
    return rows


_BEST = tuple(CONTEXTUAL.index(name) for name in CONTEXTUAL if name.endswith("_behind") and "named" not in name)
_LEAST = CONTEXTUAL.index("neighbour_km_behind")


def _behind(rows: list[list[float]]) -> None:
    """Turn the columns that compare options into the distance from the best of them."""
    if len(rows) == 1:
        for column in _BEST:
            rows[0][column] = 0.0
        return
    for column in _BEST:
        values = [row[column] for row in rows]
        best = min(values) if column == _LEAST else max(values)
        for row in rows:
            row[column] -= best


def _kernels(facts: Facts, context: Context, number: int) -> tuple[float, float, float]:
    """Return how much of the report lies near (50 and 250 km), and the logarithm of the distance to the nearest."""
    x, y, z = facts.vector
    near_50 = near_250 = 0.0
    least = 4e8
    for px, py, pz, weight, group in context.points:
        if group == number:
            continue
        squared = _SQUARED_KM * (1.0 - x * px - y * py - z * pz)
        near_50 += weight / (1.0 + squared / 2500.0)
        near_250 += weight / (1.0 + squared / 62500.0)
        if weight >= 0.4 and squared < least:  # noqa: PLR2004 - sure enough to be a landmark
            least = squared
    return math.log1p(near_50), math.log1p(near_250), math.log10(1.0 + math.sqrt(max(0.0, least)))


def _around(number: int, group: Group, context: Context) -> tuple[dict[str, float], dict[int, float]]:
    """Return the weights by country and by province of the names next to the group's mentions in the text."""
    countries: dict[str, float] = {}
    admin1: dict[int, float] = {}
    order, evidence = context.order, context.evidence
    for place in group.places[:8]:
        for near in range(max(0, place - _NEARBY_NAMES), min(len(order), place + _NEARBY_NAMES + 1)):
            other = order[near]
            if other == number:
                continue
            closeness = 1.0 / (abs(near - place) * min(8, len(group.places)))
            for weight, facts in evidence[other]:
                if facts.country is not None:
                    countries[facts.country] = countries.get(facts.country, 0.0) + weight * closeness
                if facts.admin1 is not None:
                    admin1[facts.admin1] = admin1.get(facts.admin1, 0.0) + weight * closeness
    return countries, admin1


def _neighbours(number: int, group: Group, context: Context) -> list[Facts]:
    """Return the likeliest place of each name right before and after the group's mentions."""
    order, best = context.order, context.best
    near = {order[place] for own in group.places[:6] for place in (own - 1, own + 1) if 0 <= place < len(order)}
    found = {facts.row: facts for other in sorted(near | group.near) if other != number and (facts := best[other])}
    return list(found.values())


def _neighbour_km(facts: Facts, neighbours: list[Facts]) -> float:
    others = [facts.km_to(other) for other in neighbours if other.row != facts.row or other.row < 0]
    return math.log10(1.0 + min(others)) if others else _NO_NEIGHBOUR


def _stated(facts: Facts, stated: list[Stated], context: Context) -> float:
    """Return how well the position fits the distances and headings that the text states, -1 to 1."""
    total = 0.0
    for claim in stated:
        best = -1.0
        for weight, other in context.evidence[claim.other]:
            best = max(best, _fit(facts, other, claim) * (0.5 + 0.5 * weight))
        total += best if context.groups[claim.other].options else 0.0
    return max(-1.0, min(1.0, total))


def _fit(facts: Facts, other: Facts, claim: Stated) -> float:
    km = facts.km_to(other)
    if claim.km is None:
        if km > 600.0:  # noqa: PLR2004 - headings without a distance are local
            return -0.5
        fits = 0.3
    else:
        ratio = (claim.km + 3.0) / (km + 3.0)
        if not 0.4 <= ratio <= 2.2:  # noqa: PLR2004 - roads and rounded numbers; see the claims module for verdicts
            return -1.0
        fits = 1.0 if 0.7 <= ratio <= 1.6 else 0.5  # noqa: PLR2004
    if claim.azimuth_deg is not None and km > 3.0:  # noqa: PLR2004 - too near for a direction
        start, end = (other, facts) if claim.outward else (facts, other)
        difference = abs((_azimuth(start, end) - claim.azimuth_deg + 180.0) % 360.0 - 180.0)
        if difference > 75.0:  # noqa: PLR2004 - not even roughly that way
            return -0.7
    return fits


def _azimuth(start: Facts, end: Facts) -> float:
    return inverse(Position(start.lat, start.lon), Position(end.lat, end.lon)).azimuth_deg


def _siblings(facts: Facts, siblings: Sequence[Sequence[tuple[float, Facts]]]) -> tuple[float, float]:
    """Return how much of the list that the name stands in has the same level, and the same parent."""
    level = parent = 0.0
    province = facts.level is ADMIN1
    mine = facts.country if province else facts.admin1
    for likely in siblings:
        for weight, other in likely:
            if other.level == facts.level:
                level += weight
            above = other.country if province else other.admin1
            if above is not None and above == mine and other.row != facts.row:
                parent += weight
    return level / len(siblings), parent / len(siblings)


def _fuller(facts: Facts, group: Group, groups: Sequence[Group]) -> float:
    """Return the weight that this row has in fuller mentions of the name."""
    best = 0.0
    for number in group.fuller:
        other = groups[number]
        for option, weight in zip(other.options, other.weights, strict=True):
            if option.facts.row == facts.row:
                best = max(best, weight)
    return best

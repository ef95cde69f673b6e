"""All names of a report decided together: weights from the prior, then from what they say of each other."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from geo.resolution.context import Context, Support
from geo.resolution.facts import Level
from geo.resolution.features import FEATURES, contextual_features, cue_strengths
from geo.resolution.ranker import RANKED, Ranker, softmax

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.resolution.groups import Group
    from geo.resolution.names import Option

__all__ = ["Decision", "decide", "is_short"]

_MOST_CHOSEN = 6
_HOLDS = FEATURES.index("holds_named_place")
_CLEARLY = 0.5
_AREAS = frozenset({Level.ADMIN1, Level.ADMIN2})
_TOWN_FROM = 4.0
"""Logarithm of the people of a town that its district or province is named after."""
_MARGIN = 4.0
_BESIDE_KM = 20.0
_NEAR_KM = 161.0
"""What is no farther apart answers the question where a report is the same way."""
_PROMINENCE, _OF_REPORT = RANKED.index("prominence"), RANKED.index("weight_of_report")
_SPEAKING = tuple(
    RANKED.index(name) for name in ("country_share", "in_named_area", "holds_named_place", "fuller", "stated_distance")
)
"""What the report says for an option, each from 0 to 1."""
_MATCH, _PRIMARY = RANKED.index("match"), RANKED.index("primary")
_FAME = 4.0
"""How much one whole step of prominence weighs where the report says nothing for any option: where it names nothing
else, or is about other countries than the name's places lie in. Of 90 such names in the corpora and our own texts,
famous ones with two names beside them, the famous place was meant by all but a few."""
_ALIAS = 0.35
"""Prominence that a place has less by a name that is not its own: Columbia is not Colombia, nor Tunis Tunisia."""
_COMPANY = 1.25
"""How fast fame fades with the weight of the other names (a logarithm) where they speak for an option: with two of
them, nothing of it is left."""
_SHORT = 300
"""A text shorter than that is no article but a sentence or two: one other name in it tells little of where it is."""
_SOME_COMPANY, _ENOUGH_COMPANY = 0.7, 1.4
"""Logarithms of the weight of the other names from which on they say where the report is: one, and three."""
_KNOWN, _STEP = 0.6, 0.15
"""Of places that are less known than that, the better known is meant no more often in a report of elsewhere."""
_FOREIGN = 0.15
"""The share of a report from which on it is about a country, too."""
NO_HINTS: Mapping[str, float] = MappingProxyType({})


@dataclass(slots=True)
class Decision:
    """The outcome for one group: options by falling probability, their features, and the confidence in the first."""

    ranked: list[int]
    probabilities: list[float]
    features: list[list[float]]
    confidence: float


def is_short(text: str) -> bool:
    """Tell whether ``text`` is a sentence or two."""
    return len(text) < _SHORT


def decide(
    groups: Sequence[Group],
    order: Sequence[int],
    ranker: Ranker,
    hints: Mapping[str, float] = NO_HINTS,
    *,
    short: bool = False,
) -> list[Decision]:
    """Return the decision on each group; ``order`` is the group of each name in the order of the text.

    ``hints`` says how much the score of an option gains by lying in a country (ISO 3166 alpha-2); ``short`` is that
    of :func:`is_short`.
    """
    context, scores = first_look(groups, order, ranker, hints)
    return [_decide_one(number, row, context, ranker, hints, short=short) for number, row in enumerate(scores)]


def first_look(
    groups: Sequence[Group], order: Sequence[int], ranker: Ranker, hints: Mapping[str, float] = NO_HINTS
) -> tuple[Context, list[list[float]]]:
    """Set the weights of all groups by prior, then by the linear model; return the context then and the scores."""
    for group in groups:
        group.weights = [1.0] if group.fixed else softmax(_hinted(group.naming.base, group, hints))
    support = Support(groups)
    context = Context(groups, order, support)
    scores = [
        [0.0] if group.fixed else _hinted(_linear(number, group, context, ranker), group, hints)
        for number, group in enumerate(groups)
    ]
    for group, row in zip(groups, scores, strict=True):
        group.weights = softmax(row)
    return Context(groups, order, support), scores


def _hinted(scores: Sequence[float], group: Group, hints: Mapping[str, float]) -> list[float]:
    if not hints:
        return list(scores)
    return [
        score + hints.get(option.facts.country or "", 0.0) for score, option in zip(scores, group.options, strict=True)
    ]


def _linear(number: int, group: Group, context: Context, ranker: Ranker) -> list[float]:
    base = group.naming.base
    if len(group.options) == 1:
        return [base[0]]
    # Most options lie where nothing else of the report does: they share one row, which is weighed once.
    weighed: dict[tuple[float, ...], float] = {}
    scores = []
    for score, row in zip(base, first_values(number, group, context), strict=True):
        gain = weighed.get(row)
        if gain is None:
            gain = weighed[row] = ranker.first_look(0.0, row)
        scores.append(score + gain)
    return scores


def first_values(number: int, group: Group, context: Context) -> list[tuple[float, ...]]:
    """Return the features of ``FIRST`` for every option of a group."""
    inside, holds = cue_strengths(group, context.groups)
    best_inside, best_holds = max(inside, default=0.0), max(holds, default=0.0)
    fuller = _fuller_rows(group, context.groups)
    countries: dict[str | None, tuple[float, ...]] = {}
    provinces: dict[int | None, tuple[float, ...]] = {}
    districts: dict[int | None, tuple[float, ...]] = {None: (0.0, 0.0)}
    rows: list[tuple[float, ...]] = []
    for place, option in enumerate(group.options):
        facts = option.facts
        country, admin1, admin2 = facts.country, facts.admin1, facts.admin2
        if country not in countries:
            countries[country] = context.of_country(number, country)
        if admin1 not in provinces:
            provinces[admin1] = context.of_admin1(number, admin1)
        if admin2 not in districts:
            districts[admin2] = context.of_admin2(number, admin2)
        rows.append(
            (
                inside[place],
                inside[place] - best_inside,
                holds[place],
                holds[place] - best_holds,
                *countries[country],
                *provinces[admin1],
                *districts[admin2],
                fuller.get(facts.row, 0.0) if fuller else 0.0,
            )
        )
    return rows


def _fuller_rows(group: Group, groups: Sequence[Group]) -> dict[int, float]:
    rows: dict[int, float] = {}
    for number in group.fuller:
        other = groups[number]
        for option, weight in zip(other.options, other.weights, strict=True):
            rows[option.facts.row] = max(weight, rows.get(option.facts.row, 0.0))
    return rows


def chosen_options(scores: Sequence[float]) -> list[int]:
    """Return the options that deserve the second look, best first."""
    ranked = sorted(range(len(scores)), key=lambda place: (-scores[place], place))[:_MOST_CHOSEN]
    return [place for place in ranked if scores[place] >= scores[ranked[0]] - _MARGIN]


def ranked_features(number: int, chosen: Sequence[int], scores: Sequence[float], context: Context) -> list[list[float]]:
    """Return all features of the chosen options; the last is the first look's score against the best."""
    static = context.groups[number].naming.static
    best = max(scores)
    return [
        [*static(place), *row, max(-12.0, scores[place] - best)]
        for place, row in zip(chosen, contextual_features(number, chosen, context), strict=True)
    ]


def _decide_one(  # noqa: PLR0913 - one step of deciding all
    number: int,
    scores: Sequence[float],
    context: Context,
    ranker: Ranker,
    hints: Mapping[str, float],
    *,
    short: bool,
) -> Decision:
    group = context.groups[number]
    if not group.options or group.fixed is not None or not group.visible:
        return Decision(list(range(len(group.options))), [1.0] * len(group.options), [], 1.0 if group.fixed else 0.0)
    chosen = chosen_options(scores)
    features = ranked_features(number, chosen, scores, context)
    final = [ranker.score(row) for row in features] if len(chosen) > 1 else [0.0]
    if len(chosen) > 1:
        final = famed(final, features, short=short, near=group.beside)
    if hints and len(chosen) > 1:
        # Half of it came in by the first look.
        final = [
            score + 0.5 * hints.get(group.options[place].facts.country or "", 0.0)
            for place, score in zip(chosen, final, strict=True)
        ]
    probabilities = softmax(final)
    places = sorted(range(len(chosen)), key=lambda place: (-probabilities[place], place))
    ranked = [chosen[place] for place in places]
    features = [features[place] for place in places]
    seat = _namesake(group, ranked, features[0])
    probabilities = [probabilities[place] for place in places]
    if seat:
        ranked[0], ranked[seat] = ranked[seat], ranked[0]
        features[0], features[seat] = features[seat], features[0]
    sureness = ranker.sureness(confidence_features(group, ranked, features, probabilities, short=short))
    return Decision(ranked, probabilities, features, ranker.confidence(sureness))


def famed(scores: Sequence[float], features: Sequence[Sequence[float]], *, short: bool, near: bool) -> list[float]:
    """Return the scores with weight on the famous place where nothing else tells the options apart.

    So it is where the report names nothing else, the less the more its other names speak for an option; and in a
    report on other countries than those of the options. Nothing of it where the text puts the place ``near`` another
    ("Palma, near the Tanzanian border").
    """
    if near:
        return list(scores)
    top = max(values[_PROMINENCE] for values in features)
    report = features[0][_OF_REPORT]
    silent = _silence(features) * min(1.0, max(0.0, (top - _KNOWN) / _STEP))
    company = 1.0 if short else min(1.0, max(0.0, (report - _SOME_COMPANY) / (_ENOUGH_COMPANY - _SOME_COMPANY)))
    weight = _FAME * max(0.0, 1.0 - _COMPANY * report, silent * company)
    if not weight:
        return list(scores)
    # Sumy is written like that; that Finland's own name folds to the same makes no fame.
    written = min(values[_MATCH] for values in features)
    known = [
        values[_PROMINENCE] - _ALIAS * (1.0 - values[_PRIMARY]) if values[_MATCH] == written else 0.0
        for values in features
    ]
    first = max(known)
    return [score + weight * (prominence - first) for score, prominence in zip(scores, known, strict=True)]


def _silence(features: Sequence[Sequence[float]]) -> float:
    """Return from 0 to 1 how little a report says for any option: 1 where it is about other countries than theirs."""
    spoken = max(values[column] for values in features for column in _SPEAKING)
    return max(0.0, 1.0 - spoken / _FOREIGN)


def _namesake(group: Group, ranked: Sequence[int], values: Sequence[float]) -> int:
    """Return where the namesake stands that is meant in place of the first option; 0 where the first is meant.

    "Idlib" alone is the town; the area has its type beside it ("Idlib province"), or places that the text puts
    into it.
    """
    first = group.options[ranked[0]]
    levels = group.naming.levels
    for place in range(1, len(ranked)):
        option = group.options[ranked[place]]
        if levels:
            if first.facts.level not in levels and option.facts.level in levels and _share_ground(first, option):
                return place
        elif first.facts.level in _AREAS and values[_HOLDS] < _CLEARLY and _named_after(first, option):
            return place
    return 0


def _share_ground(first: Option, other: Option) -> bool:
    """Tell whether one lies in the other: "Idlib province" around the town, "Sagaing town" in the region."""
    return first.facts.is_in(other.facts) or (first.facts.level in _AREAS and other.facts.is_in(first.facts))


def _named_after(area: Option, town: Option) -> bool:
    """Tell whether a town is its own name's first bearer in an area that has the name from it."""
    facts = town.facts
    weighty = facts.seat or (facts.level == Level.TOWN and facts.population > _TOWN_FROM)
    if town.via is not area.via or town.match != area.match:
        return False
    if town.primary:
        return bool(weighty) and facts.is_in(area.facts)
    # The district around Stepanakert, and the one beside it, have its name among others only.
    near = facts.is_in(area.facts) or facts.km_to(area.facts) < _BESIDE_KM
    return not area.primary and near and (bool(weighty) or facts.level == Level.TOWN)


def confidence_features(
    group: Group,
    ranked: Sequence[int],
    features: Sequence[list[float]],
    probabilities: Sequence[float],
    *,
    short: bool = False,
) -> list[float]:
    """Return the features of the best option, whether the text is short, and what speaks for and against the option.

    The last three are its probability, its lead over the likeliest place elsewhere, and the probability of all options
    near it: a town and the province around it share what is certain of both.
    """
    best = group.options[ranked[0]].facts
    near, elsewhere = probabilities[0], 0.0
    for place, probability in zip(ranked[1:], probabilities[1:], strict=False):
        if group.options[place].facts.km_to(best) <= _NEAR_KM:
            near += probability
        else:
            elsewhere = max(elsewhere, probability)
    return [*features[0], float(short), probabilities[0], near - elsewhere, near]

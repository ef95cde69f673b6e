"""What speaks for a row before the report is read: its weight in the world and how well the name fits it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.resolution.facts import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.resolution.names import Option

__all__ = ["STATIC", "static_features"]

_AREAS = frozenset({Level.ADMIN1, Level.ADMIN2})

STATIC = (
    "population",
    "population_behind",
    "aliases",
    "aliases_behind",
    "prominence",
    "prominence_behind",
    "rank",
    "options",
    "level",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "town",
    "water",
    "other",
    "seat",
    "match",
    "via",
    "score",
    "primary",
    "type_agrees",
    "twin",
    "extent",
    "letters",
)
"""Names of the features, in the order of :func:`static_features`."""

_LEVELS = {
    level: (
        float(level),
        float(level == Level.COUNTRY),
        float(level == Level.ADMIN1),
        float(level == Level.ADMIN2),
        float(level == Level.ADMIN3),
        float(level in {Level.TOWN, Level.QUARTER}),
        float(level == Level.WATER),
        float(level > Level.WATER),
    )
    for level in Level
}
"""The features from ``level`` to ``other``."""


def static_features(options: Sequence[Option], levels: frozenset[Level], head: str) -> tuple[tuple[float, ...], ...]:
    """Return the features of each option; ``levels`` are those that the type word beside the name asks for.

    The features that end in "behind" compare with the best other option (negative: it is behind).
    """
    facts = [option.facts for option in options]
    ranked = sorted(range(len(facts)), key=lambda number: -facts[number].prominence)
    rank = {number: place for place, number in enumerate(ranked)}
    populations = _others_best([fact.population for fact in facts])
    aliases = _others_best([fact.aliases for fact in facts])
    prominences = _others_best([fact.prominence for fact in facts])
    count = math.log1p(len(facts))
    letters = float(min(20, len(head)))
    return tuple(
        [
            (
                fact.population,
                fact.population - populations[number],
                fact.aliases,
                fact.aliases - aliases[number],
                fact.prominence,
                fact.prominence - prominences[number],
                float(min(10, rank[number])),
                count,
                *_LEVELS[fact.level],
                float(fact.seat),
                float(option.match),
                float(option.via),
                option.score,
                option.sameness,
                (1.0 if fact.level in levels else -1.0) if levels else 0.0,
                _twin(number, options) if fact.seat or fact.level in _AREAS else 0.0,
                math.log10(1.0 + fact.extent_km),
                letters,
            )
            for number, (option, fact) in enumerate(zip(options, facts, strict=True))
        ]
    )


def _twin(number: int, options: Sequence[Option]) -> float:
    """Return 1 for the seat of an area of the same name, -1 for such an area, else 0."""
    facts = options[number].facts
    if facts.seat and options[number].primary:
        rows = {facts.admin1, facts.admin2}
        return float(any(other.facts.row in rows for other in options))
    if facts.level in _AREAS:
        for other in options:
            fact = other.facts
            if fact.seat and other.primary and facts.row in (fact.admin1, fact.admin2):
                return -1.0
    return 0.0


def _others_best(values: list[float]) -> list[float]:
    """Return for each value the largest of the others, 0 where there are none."""
    if len(values) < 2:  # noqa: PLR2004 - one has no others
        return [0.0] * len(values)
    second, best = sorted(values)[-2:]
    first = values.index(best)
    return [second if number == first else best for number in range(len(values))]

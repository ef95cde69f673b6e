"""The learned weights: a linear first look at all options, then small trees at those that are left.

The weights stand in ``weights.json``, by the names of the features, and are made by
``bench/train_resolver.py``. Nothing but plain Python is needed to use them.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from functools import cache
from importlib import resources
from operator import mul
from typing import TYPE_CHECKING, Any

from geo.errors import ModelError
from geo.forest import Forest
from geo.resolution.features import FEATURES
from geo.resolution.prior import STATIC

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["CONFIDENCE", "FIRST", "Ranker", "load_ranker", "log_odds", "softmax", "start_of"]

FIRST = (
    "in_named_area",
    "in_named_area_behind",
    "holds_named_place",
    "holds_named_place_behind",
    "named_country",
    "country_share",
    "support_country",
    "named_admin1",
    "admin1_share",
    "support_admin1",
    "named_admin2",
    "admin2_weight",
    "fuller",
)
"""Contextual features of the first look, in the order in which it is given them."""

CONFIDENCE = (*FEATURES, "first_look", "short", "best", "lead", "near")
"""Features of the trees for the confidence: those of the best option, whether the text is a sentence or two, the
option's probability, and the lead and the probability of what lies near it."""

RANKED = (*FEATURES, "first_look")
"""Features of the trees that rank."""


_STATED = RANKED.index("stated_distance")
_STATED_WEIGHT = 2.5
_INSIDE = RANKED.index("in_named_area_behind")
_INSIDE_WEIGHT = 1.0
_SUREST = 0.98


class Ranker:
    """The weights, ready to be used.

    Raises:
        ModelError: where a feature is not known.

    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        try:
            first = data["first"]
            self._static = tuple(float(first["static"].get(name, 0.0)) for name in STATIC)
            self._context = tuple(float(first["context"].get(name, 0.0)) for name in FIRST)
            self._trees = Forest(data.get("trees", ()), RANKED)
            self._sureness = Forest(data.get("confidence", ()), CONFIDENCE)
            calibration = data["calibration"]
            self._scores = tuple(float(score) for score, _ in calibration)
            self._shares = tuple(float(share) for _, share in calibration)
        except (KeyError, ValueError, TypeError) as error:
            msg = f"the weights of the resolution are damaged: {error}."
            raise ModelError(msg) from error

    def base(self, static: Sequence[float]) -> float:
        """Return the score of an option before the report is read."""
        return float(sum(map(mul, self._static, static)))

    def first_look(self, base: float, values: Sequence[float]) -> float:
        """Return the linear score with the first contextual features."""
        return base + float(sum(map(mul, self._context, values)))

    def score(self, values: Sequence[float]) -> float:
        """Return the score of an option from all features (those of ``RANKED``; the last is the first look)."""
        return start_of(values) + self._trees.total(values)

    def sureness(self, values: Sequence[float]) -> float:
        """Return the uncalibrated logit that the best option is right (features of ``CONFIDENCE``)."""
        return log_odds(values[-1]) + self._sureness.total(values)

    def confidence(self, sureness: float) -> float:
        """Return the calibrated probability: straight lines between the points of the table."""
        scores, shares = self._scores, self._shares
        place = bisect_right(scores, sureness)
        if place == 0:
            return shares[0]
        if place == len(scores):
            return shares[-1]
        low, high = scores[place - 1], scores[place]
        part = (sureness - low) / (high - low) if high > low else 1.0
        return shares[place - 1] + part * (shares[place] - shares[place - 1])


def start_of(values: Sequence[float]) -> float:
    """Return what the trees start from: the first look, and how well the place fits what the text says of it.

    Distances, and two places of one name ("Paris, Texas, to Paris, France"), are too rare in the corpora to be
    learned from, and too telling to be left out.
    """
    return values[-1] + _STATED_WEIGHT * values[_STATED] + _INSIDE_WEIGHT * values[_INSIDE]


def log_odds(probability: float) -> float:
    """Return the logarithm of the odds, for odds of 49 to 1 at most: a lone option is not sure by being alone."""
    best = min(_SUREST, max(1.0 - _SUREST, probability))
    return math.log(best / (1.0 - best))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return probabilities that sum to one; an empty list for none."""
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(max(-60.0, score - top)) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


@cache
def load_ranker() -> Ranker:
    """Return the ranker with the weights of the package."""
    text = resources.files("geo.resolution").joinpath("weights.json").read_text(encoding="utf-8")
    return Ranker(json.loads(text))

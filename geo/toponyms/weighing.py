"""The trained classifier: a logistic regression over named features, read from ``weights.json``.

``bench/train_recogniser.py`` makes the file. Features that it does not name weigh nothing.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.kept import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Part = tuple[Callable[..., Iterable[str]], tuple[Any, ...]]
    """A function that makes features, and the few categories that it makes them of."""

KEPT = 12_000
"""Sums kept in memory."""


class Model(NamedTuple):
    """Weights by feature and the bias of both regressions, and the logit from which a span is taken.

    ``second`` weighs the first answer against the rest of the document (see geo.toponyms.agreement);
    ``demonym_bonus`` is added for demonyms.
    """

    weights: dict[str, float]
    bias: float
    second: dict[str, float]
    second_bias: float
    threshold: float
    demonym_bonus: float


class Weigher:
    """Sums of weights, kept by what the features are made of.

    Features come in parts that depend on a handful of categories. The same combinations return all the
    time, so that most sums are looked up and the features' names are never written.

    ``of_part[part]`` is the sum of the weights of the features of ``part``.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Weigh features by ``weights``."""
        self.weights = weights
        self.of_part: Made[Part, float] = Made(lambda part: self.sum(part[0](*part[1])), KEPT)

    def sum(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of ``features``."""
        get = self.weights.get
        total = 0.0
        for feature in features:
            total += get(feature, 0.0)
        return total


@cache
def model() -> Model:
    """Return the trained model; read once in a process."""
    stored = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(
        stored["weights"],
        stored["bias"],
        stored["second"],
        stored["second_bias"],
        stored["threshold"],
        stored["demonym_bonus"],
    )


def probability(logit: float) -> float:
    """Return the probability of a logit, kept within what a float can say."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

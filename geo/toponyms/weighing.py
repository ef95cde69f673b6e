"""The trained classifier: a logistic regression over named features, read from ``weights.json``.

``bench/train_recogniser.py`` makes the file. Features that it does not name weigh nothing.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import NamedTuple


class Model(NamedTuple):
    """Weights by feature and the bias of both regressions, and the logit from which a span is taken.

    ``second`` weighs the first answer against the rest of the document (see geo.toponyms.agreement).
    """

    weights: dict[str, float]
    bias: float
    second: dict[str, float]
    second_bias: float
    threshold: float


@cache
def model() -> Model:
    """Return the trained model; read once in a process."""
    stored = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(stored["weights"], stored["bias"], stored["second"], stored["second_bias"], stored["threshold"])


def probability(logit: float) -> float:
    """Return the probability of a logit, kept within what a float can say."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

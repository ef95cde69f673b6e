"""The trained classifier: a logistic regression over named features, then small trees, read from ``weights.json``.

``bench/train_recogniser.py`` makes the file. Features that it does not name weigh nothing.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from geo.forest import Forest
from geo.toponyms.agreement import VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence

HOPELESS = -2.5
"""A first answer below this is beyond what the rest of the document can mend: none of 5,000 names was."""

MOST = 8.0
"""First answers beyond this, either way, count as this."""


class Model(NamedTuple):
    """Weights by feature and the bias of the regression, and the logit from which a span is taken.

    ``second`` are the trees that weigh the first answer against the rest of the document (see
    geo.toponyms.agreement); ``demonym_bonus`` is added for demonyms.
    """

    weights: dict[str, float]
    bias: float
    second: Forest
    threshold: float
    demonym_bonus: float


@cache
def model() -> Model:
    """Return the trained model; read once in a process."""
    stored = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(
        stored["weights"],
        stored["bias"],
        Forest(stored["second"], VALUES),
        stored["threshold"],
        stored["demonym_bonus"],
    )


def second_look(trees: Forest, values: Sequence[float]) -> float:
    """Return the logit of a span after the second look; ``values`` are those of geo.toponyms.agreement."""
    return max(-MOST, min(MOST, values[0])) + trees.total(values)


def probability(logit: float) -> float:
    """Return the probability of a logit, kept within what a float can say."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

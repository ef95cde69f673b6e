"""How sure a verdict is: how likely true and false claims would differ this much from what was measured.

The densities of true claims are fitted by ``bench/fit_claims.py`` on real ones and stand in
``fitted.json``; its docstring gives their form. False claims are taken to be off by any factor (normal in
the logarithm, standard deviation 0.8) and in any direction. A logistic regression on true and made-false
claims turns the ratio of the two densities into a probability.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Density", "Logit", "Rule", "density", "logit", "probability_true", "rule"]

_FALSE_SD = 0.8
_SATURATED = 1.2
"""Logarithm of a factor (3.3) from which on nothing gets truer: the tails of the densities would say that it does."""


class Rule(NamedTuple):
    """The bounds of the verdicts: stated over measured distance, and degrees off the heading.

    ``extent_share`` of the two extents is let off the measured distance on either side.
    ``growth`` widens ``approximate_high`` with distance: by (stated / 50 km) to that power, since roads
    wind the more the longer they are. ``angle_per_extent`` of the angle under which the extents are seen is added.
    """

    extent_share: float
    angle_per_extent: float
    supported_low: float
    supported_high: float
    supported_angle: float
    supported_angle_16: float
    approximate_low: float
    approximate_high: float
    growth: float
    approximate_angle: float
    approximate_angle_16: float


class Density(NamedTuple):
    """Parameters of the densities of true claims; see ``bench/fit_claims.py``."""

    road: float
    road_sd: float
    share: float
    exact_sd: float
    slack: float
    extent: float
    outliers: float
    angle_outliers: float
    angle_sd_1: float
    angle_sd_2: float
    angle_sd_3: float


class Logit(NamedTuple):
    """Intercept and slope of the logistic regression of "true" on the log of the densities' ratio."""

    intercept: float
    slope: float


@cache
def _fitted() -> dict[str, dict[str, float]]:
    with Path(__file__).with_name("fitted.json").open(encoding="utf-8") as stream:
        fitted: dict[str, dict[str, float]] = json.load(stream)
    return fitted


@cache
def rule() -> Rule:
    """Return the bounds of the verdicts."""
    return Rule(**_fitted()["rule"])


@cache
def density() -> Density:
    """Return the fitted parameters."""
    return Density(**_fitted()["density"])


@cache
def logit() -> Logit:
    """Return the fitted regression."""
    return Logit(**_fitted()["logit"])


def probability_true(
    log_ratio: float | None, slack: float, reach: float, angle_deg: float | None, letters: int
) -> float:
    """Return the probability, 0 to 1, that a claim with these differences is true.

    ``log_ratio`` is that of stated over measured distance (None: no distance stated), ``slack`` half of the
    last digit over the stated distance, ``reach`` the root of the sum of squares of the two extents over the
    measured distance, ``angle_deg`` the angle between heading and azimuth (None: no heading), ``letters``
    those of the compass point (1 to 3).
    """
    fitted = density()
    log_odds = 0.0
    if log_ratio is not None:
        log_ratio = max(-_SATURATED, min(_SATURATED, log_ratio))
        log_odds += math.log(_ratio_density(log_ratio, slack, reach, fitted) / _normal(log_ratio, 0.0, _FALSE_SD**2))
    if angle_deg is not None:
        log_odds += math.log(_angle_density(angle_deg, reach, letters, fitted) * 180.0)
    score = logit().intercept + logit().slope * max(-30.0, min(30.0, log_odds))
    return 1.0 / (1.0 + math.exp(-score))


def _ratio_density(x: float, slack: float, reach: float, p: Density) -> float:
    wide = (p.slack * slack) ** 2 + min(1.0, p.extent * reach) ** 2
    road = _normal(x, p.road, p.road_sd**2 + wide)
    exact = _normal(x, 0.0, p.exact_sd**2 + wide)
    return (1.0 - p.outliers) * (p.share * road + (1.0 - p.share) * exact) + p.outliers * _normal(x, 0.0, 1.0)


def _angle_density(angle_deg: float, reach: float, letters: int, p: Density) -> float:
    deviation = (p.angle_sd_1, p.angle_sd_2, p.angle_sd_3)[max(1, min(3, letters)) - 1]
    variance = deviation**2 + math.degrees(min(1.0, 0.3 * reach)) ** 2
    half_normal = 2.0 * _normal(angle_deg, 0.0, variance)
    return (1.0 - p.angle_outliers) * half_normal + p.angle_outliers / 180.0


def _normal(x: float, mean: float, variance: float) -> float:
    return math.exp(-((x - mean) ** 2) / (2.0 * variance)) / math.sqrt(2.0 * math.pi * variance) + 1e-300

"""Judge a stated distance and direction against two positions, by a rule fitted on real claims.

Stated distances are one-sided: most are road distances, longer than the straight line. So a claim is
supported while ``0.85 (D - e) ≤ stated ≤ 1.30 (D + e)`` and its heading is within 40°, approximate while
``0.76 (D - e) ≤ stated ≤ 1.70 (D + e)`` and 58°, and contradicted beyond; D is measured, e a fifth of the two
extents, and the slack of the stated number's last digit is let off. The constants stand in
``fitted.json``. This module tries no other reading: see :mod:`geo.claims.readings`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims.confidence import probability_true, rule
from geo.claims.reasons import Reason
from geo.model import Judgement
from geo.units import METRES

if TYPE_CHECKING:
    from geo.claims.sites import Site
    from geo.model import Position, Shape, Stated

__all__ = ["Outcome", "accepted_band", "footprint_of", "judge", "point_radius"]

HALF_CIRCUMFERENCE_M = 20_037_508.0
"""Half the equator: nothing on the globe is farther away."""

_ANTIPODAL_M = 19_900_000.0
_POLAR_LAT = 89.99
_LONG_M = 1_500_000.0
_OPPOSITE_DEG = 120.0
_VAGUE_TIMES = 2.5
"""A range as wide as that is not of figures but of words: "a few", "several"."""
_SPREAD_AT_LEAST, _SPREAD_AT_MOST = 3.0, 0.1


@dataclass(frozen=True, slots=True)
class Outcome:
    """A judgement of one pair of positions.

    ``ratio`` is stated over measured distance, ``angle_deg`` that between heading and azimuth; None where
    nothing is stated of it. ``true`` is the probability that the claim is true, places taken as certain.
    """

    judgement: Judgement
    reason: Reason
    distance_m: float | None
    azimuth_deg: float | None
    ratio: float | None = None
    angle_deg: float | None = None
    true: float = 0.5

    @property
    def confidence(self) -> float:
        """How sure the judgement is, places taken as certain."""
        if self.judgement is Judgement.CONTRADICTED:
            return 1.0 - self.true
        return self.true if self.judgement is not Judgement.UNVERIFIABLE else 0.5

    @property
    def agrees(self) -> bool:
        """Whether the claim is supported or approximately right."""
        return self.judgement in (Judgement.SUPPORTED, Judgement.APPROXIMATE)


class _Part(NamedTuple):
    """How one half of a claim (distance or direction) fits: 0 well, up to 1 roughly, beyond 1 not at all."""

    strain: float
    value: float | None


def judge(stated: Stated, subject: Site, reference: Site, *, measured_m: float | None = None) -> Outcome:
    """Return the judgement of ``stated`` for a subject and a reference, each a point with an extent.

    ``measured_m`` replaces the distance of the two points where the reference is measured from its edge.
    """
    way = geodesy.inverse(reference.position, subject.position)
    distance = way.distance_m if measured_m is None else measured_m
    spread = subject.radius_m + (reference.radius_m if measured_m is None else 0.0)
    if way.distance_m == 0.0 and measured_m is None:
        return Outcome(Judgement.UNVERIFIABLE, Reason.SAME_PLACE, 0.0, None)
    impossible = stated.low_m is not None and stated.low_m > HALF_CIRCUMFERENCE_M and stated.mode in (None, "air")
    if impossible:
        return Outcome(Judgement.CONTRADICTED, Reason.IMPOSSIBLE_DISTANCE, distance, way.azimuth_deg, true=0.01)
    far = _distance_part(stated, distance, spread)
    turn = _direction_part(stated, subject, reference, way, spread)
    outcome = _combined(stated, far, turn, distance, way.azimuth_deg)
    outcome = replace(outcome, true=_probability(stated, outcome, subject, reference, distance))
    return _left_open(stated, outcome, distance, spread) if outcome.judgement is Judgement.CONTRADICTED else outcome


def _left_open(stated: Stated, outcome: Outcome, distance: float, spread: float) -> Outcome:
    """Return a contradiction as what it is, or as unverifiable where the words or the sizes allow more."""
    if distance < spread and not _beyond(stated, outcome, distance, spread):
        return replace(outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.INSIDE_EXTENT)
    if _may_wind(stated, distance + rule().extent_share * spread):
        if outcome.reason is Reason.DISTANCE_OFF:
            return replace(outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.LONG_ROAD)
        return replace(outcome, reason=Reason.DIRECTION_OFF)
    if outcome.reason is Reason.DISTANCE_OFF and _is_vague(stated, distance, spread):
        return replace(outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.VAGUE)
    return outcome


_LONGEST_ROAD = 3.0
"""No bound of nature: Thimphu and Paro, Dushanbe and Khorog lie twice to two and a half times as far by road."""


def _may_wind(stated: Stated, far_m: float) -> bool:
    """Return whether a distance that is said to be the road's is too long for most roads, and yet not for all."""
    if stated.mode != "road" or stated.low_m is None or stated.qualifier in ("at_most", "within"):
        return False
    return _BOUNDS_BY_MODE["road"][3] * far_m < stated.low_m <= _LONGEST_ROAD * far_m


def _is_vague(stated: Stated, distance: float, spread: float) -> bool:
    """Return whether "a few kilometres" is said of what is, from edge to edge, from a third to thrice that."""
    low, high = stated.low_m, stated.high_m
    if low is None or high is None or stated.unit is None or low < 2.0 * METRES.get(stated.unit, math.inf):
        return False  # "1 km" has a wide range, too, but says what it says
    return high >= _VAGUE_TIMES * low and distance - spread <= 3.0 * high and low <= 3.0 * (distance + spread)


_BOUNDS_BY_MODE = {
    "road": (0.95, 1.45, 0.9, 1.75),
    "rail": (0.95, 1.6, 0.9, 2.2),
    "water": (0.95, 1.9, 0.9, 3.0),
    "air": (0.9, 1.1, 0.85, 1.2),
}
"""Stated over measured, by how it was measured: supported from and to, approximate from and to."""


def _distance_part(stated: Stated, distance: float, spread: float) -> _Part:
    """Return how the stated distance fits the measured one; the value is stated over measured."""
    low, high = stated.low_m, stated.high_m
    if low is None and high is None:
        return _Part(0.0, None)
    extent = rule().extent_share * spread
    near, far = max(0.0, distance - extent), distance + extent
    ratio = _middle(low, high) / max(distance, 1.0)
    if stated.qualifier in ("at_most", "within") and high is not None:
        # A straight line longer than "less than" allows is wrong, whatever the road; shorter is always right.
        return _Part(_strain(high, high, near, far, (1.0, math.inf, 0.9, math.inf)), ratio)
    bounds = _bounds_of(stated.mode, _middle(low, high))
    if stated.qualifier == "at_least" and low is not None:
        strain = _strain(low, low, near, far, (0.0, *bounds[1:2], 0.0, bounds[3]))
        # True as a bound, but nobody says "more than 10 km" of 300.
        return _Part(max(strain, 1.0 if distance > _SPREAD_AT_LEAST * low + extent and strain <= 1.0 else 0.0), ratio)
    return _Part(_strain(low or 0.0, math.inf if high is None else high, near, far, bounds), ratio)


def _bounds_of(mode: str | None, stated_m: float) -> tuple[float, float, float, float]:
    if mode in _BOUNDS_BY_MODE:
        return _BOUNDS_BY_MODE[mode]
    bounds = rule()
    return bounds.supported_low, bounds.supported_high, bounds.approximate_low, _upper(stated_m)


def _strain(low: float, high: float, near: float, far: float, bounds: tuple[float, float, float, float]) -> float:
    """Return how far ``low`` to ``high`` lie outside what supports a claim, in parts of what is approximate."""
    inner_low, inner_high, outer_low, outer_high = bounds
    if high < inner_low * near:
        return (inner_low * near - high) / max((inner_low - outer_low) * near, 1e-9)
    if low > inner_high * far:
        return (low - inner_high * far) / max((outer_high - inner_high) * far, 1e-9)
    return 0.0


def _upper(stated_m: float) -> float:
    """Return the largest factor that a stated distance may be longer than the straight line."""
    bounds = rule()
    return bounds.approximate_high * math.pow(max(0.02, min(8.0, stated_m / 50_000.0)), bounds.growth)


def _middle(low: float | None, high: float | None) -> float:
    if low is None or low == 0.0:
        return high or 0.0
    return low if high is None or math.isinf(high) else (low + high) / 2.0


def _direction_part(stated: Stated, subject: Site, reference: Site, way: geodesy.Inverse, spread: float) -> _Part:
    """Return how the stated heading fits the azimuth; the value is the angle between them."""
    if stated.azimuth_deg is None or way.distance_m == 0.0 or way.distance_m > _ANTIPODAL_M:
        return _Part(0.0, None)
    if abs(reference.position.lat) > _POLAR_LAT:
        return _at_pole(stated.azimuth_deg, reference.position)
    angle = geodesy.angle_between(stated.azimuth_deg, way.azimuth_deg)
    if way.distance_m > _LONG_M:
        # On a map, and in speech, Madrid lies west of New Delhi; the great circle sets out north-west.
        angle = min(
            angle, geodesy.angle_between(stated.azimuth_deg, _map_azimuth(reference.position, subject.position))
        )
    bounds = rule()
    # A heading of two points ("west and northwest") reaches as far beyond either of them as one point does.
    beyond = max(0.0, (stated.half_angle_deg or 0.0) - 45.0)
    fine = (stated.half_angle_deg or 45.0) < 20.0  # noqa: PLR2004 - NNE and its like: 11.25
    inner, outer = (
        (bounds.supported_angle_16, bounds.approximate_angle_16)
        if fine
        else (bounds.supported_angle, bounds.approximate_angle)
    )
    seen = math.degrees(math.asin(min(1.0, bounds.extent_share * spread / way.distance_m)))
    outer += bounds.angle_per_extent * seen + beyond
    return _Part(max(0.0, angle - inner - beyond) / max(outer - inner - beyond, 1e-9), angle)


def _at_pole(azimuth_deg: float, pole: Position) -> _Part:
    """At a pole there is one direction: all is south of the north pole. East and west mean nothing there."""
    away = 180.0 if pole.lat > 0 else 0.0
    angle = geodesy.angle_between(azimuth_deg, away)
    if 45.0 < angle < 135.0:  # noqa: PLR2004 - mostly east or west
        return _Part(0.0, None)
    return _Part(0.0 if angle <= 45.0 else math.inf, angle)  # noqa: PLR2004


def _map_azimuth(start: Position, end: Position) -> float:
    """Return the direction of the line of constant heading (the straight line on a Mercator map)."""
    turn = math.radians((end.lon - start.lon + 180.0) % 360.0 - 180.0)

    def stretched(lat: float) -> float:
        return math.asinh(math.tan(math.radians(max(-89.9, min(89.9, lat)))))

    return geodesy.normal_azimuth(math.degrees(math.atan2(turn, stretched(end.lat) - stretched(start.lat))))


def _combined(stated: Stated, far: _Part, turn: _Part, distance: float, azimuth: float) -> Outcome:
    """Return the judgement of both halves; two that are only roughly right may be too much together."""
    together = far.strain + turn.strain
    if together == 0.0:
        judgement = Judgement.SUPPORTED
        longer = far.value is not None and far.value > 1.1 and stated.qualifier in (None, "about")  # noqa: PLR2004
        reason = Reason.ROAD_DISTANCE if longer else Reason.AGREES
    elif together <= 1.0:
        judgement = Judgement.APPROXIMATE
        reason = _which(far, turn, 0.0, (Reason.ROUGH, Reason.DISTANCE_ROUGH, Reason.DIRECTION_ROUGH))
    else:
        judgement = Judgement.CONTRADICTED
        least = 1.0 if max(far.strain, turn.strain) > 1.0 else 0.0
        reason = _which(far, turn, least, (Reason.BOTH_OFF, Reason.DISTANCE_OFF, Reason.DIRECTION_OFF))
    return Outcome(judgement, reason, distance, azimuth, far.value, turn.value)


def _which(far: _Part, turn: _Part, least: float, reasons: tuple[Reason, Reason, Reason]) -> Reason:
    if far.strain > least and turn.strain > least:
        return reasons[0]
    return reasons[1] if far.strain > least else reasons[2]


def _beyond(stated: Stated, outcome: Outcome, distance: float, spread: float) -> bool:
    """Return whether a claim about two places that overlap is wrong all the same: edge to edge, or the other way."""
    if (outcome.angle_deg or 0.0) > _OPPOSITE_DEG and distance > spread / 2.0:
        return True
    return stated.low_m is not None and stated.low_m > _upper(stated.low_m) * (distance + spread)


def _probability(stated: Stated, outcome: Outcome, subject: Site, reference: Site, distance: float) -> float:
    if outcome.judgement is Judgement.CONTRADICTED and stated.qualifier in ("at_most", "within") and stated.high_m:
        # No road is shorter than the straight line: past the bound a claim soon cannot be true.
        return 0.5 * math.exp(-max(0.0, math.log(max(distance, 1.0) / stated.high_m)) / 0.1)
    reach = math.hypot(subject.radius_m, reference.radius_m) / max(distance, 1.0)
    letters = len((stated.heading or "N").split("-", maxsplit=1)[0])
    log_ratio: float | None = None
    slack = 0.0
    if outcome.ratio is not None:
        log_ratio, slack = _difference(stated, outcome, distance)
    return probability_true(log_ratio, slack, reach, outcome.angle_deg, letters)


def _difference(stated: Stated, outcome: Outcome, distance: float) -> tuple[float, float]:
    """Return the log of stated over measured, and the slack; within a range or a bound there is no difference."""
    middle = max(_middle(stated.low_m, stated.high_m), 1.0)
    if outcome.judgement is not Judgement.CONTRADICTED and stated.qualifier in ("at_most", "at_least", "within"):
        return 0.1, 0.1
    if stated.mode == "road":
        return math.log(middle / max(distance, 1.0)) - 0.11, 0.02
    spread = ((stated.high_m or middle) - (stated.low_m or middle)) / 2.0 / middle
    return math.log(middle / max(distance, 1.0)), min(spread, 0.5)


def accepted_band(stated: Stated, reference_radius_m: float) -> tuple[float, float]:
    """Return from how far to how far (metres) a subject may lie for the stated distance to be supported."""
    bounds = rule()
    extent = bounds.extent_share * reference_radius_m
    low, high = stated.low_m, stated.high_m
    if low is None and high is None:
        return 0.0, max(100_000.0, 6.0 * reference_radius_m)
    if stated.qualifier in ("at_most", "within"):
        return 0.0, (high or low or 0.0) + extent
    near, far = {"road": (1.45, 0.95), "rail": (1.6, 0.95), "water": (1.9, 0.95), "air": (1.1, 0.9)}.get(
        stated.mode or "", (bounds.supported_high, bounds.supported_low)
    )
    inner = max(0.0, (low or 0.0) / near - extent)
    if stated.qualifier == "at_least" or high is None:
        return inner, max(_SPREAD_AT_LEAST * (low or 0.0), inner + 1000.0)
    return min(inner, HALF_CIRCUMFERENCE_M), min(high / far + extent, HALF_CIRCUMFERENCE_M)


def footprint_of(stated: Stated, reference: Site) -> Shape:
    """Return the area where a subject would make the claim supported: a wedge, an annulus or a disc."""
    low, high = accepted_band(stated, reference.radius_m)
    high = min(max(high, low + 1.0), HALF_CIRCUMFERENCE_M * 0.99)
    half_angle = 180.0
    if stated.azimuth_deg is not None:
        bounds = rule()
        width = stated.half_angle_deg or 45.0
        half_angle = bounds.supported_angle_16 if width < 20.0 else bounds.supported_angle  # noqa: PLR2004 - 16-point
        half_angle += max(0.0, width - 45.0)
    return geodesy.wedge(reference.position, stated.azimuth_deg, half_angle, min(low, high - 1.0), high)


def point_radius(stated: Stated, reference: Site) -> tuple[Position, float]:
    """Return centre and radius (metres) of the circle that the georeferencing guides draw for a claim.

    With a heading: d metres along it, and e = √((d + d' - d·cos α)² + (d·sin α)²), where α is the half-angle
    and d' the extent of the reference plus the slack of the distance (Wieczorek, Guo and Hijmans 2004;
    Zermoglio et al. 2020, doi:10.35035/e09p-h128). Without one: the reference, and the distance plus d'.
    """
    low, high = stated.low_m or 0.0, stated.high_m or stated.low_m or 0.0
    middle = (low + high) / 2.0
    slack = reference.radius_m + (high - low) / 2.0
    if stated.azimuth_deg is None:
        return reference.position, min(high + reference.radius_m, HALF_CIRCUMFERENCE_M)
    angle = math.radians(min(stated.half_angle_deg or 45.0, 180.0))
    radius = math.hypot(middle + slack - middle * math.cos(angle), middle * math.sin(angle))
    return geodesy.destination(reference.position, stated.azimuth_deg, middle), radius

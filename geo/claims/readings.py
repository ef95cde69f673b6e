"""Try every other reading of a claim before it is said to be wrong.

In this order: other places of the same names, the edge of the reference instead of its centre; then what
would explain an error: subject and reference exchanged, miles and kilometres mistaken for each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING

from geo import geodesy
from geo.claims.judge import Outcome, judge
from geo.claims.reasons import Reason
from geo.claims.sites import populated_radius_m
from geo.model import Judgement
from geo.units import METRES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.sites import Site
    from geo.model import Stated

__all__ = ["LEAST_LIKELY", "LIKELY", "Reading", "best_reading"]

_MOST, _MOST_PAIRED = 60, 6
"""Other places of a name that are tried, and that are tried with others of the other name: "San José" has a hundred."""

LIKELY, LEAST_LIKELY = 0.1, 0.03
"""How likely other places must be, against the first ones, to be taken instead of them, or to leave it open.

A claim in print is true nine times in ten, so an unlikely place that fits it outweighs a likely one that does not.
"""

_SAME_M = 2_000.0
_NEAR_M = 50_000.0
_EDGE_LEAST_M = 5_000.0
_MILE_KM = METRES["mile"] / METRES["kilometre"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome for the reading that was taken, its places, and in words what else was found."""

    outcome: Outcome
    subject: Site
    reference: Site
    remark: str = ""


def best_reading(
    stated: Stated,
    subject: Site,
    reference: Site,
    other_subjects: Sequence[Site] = (),
    other_references: Sequence[Site] = (),
) -> Reading:
    """Return the judgement of a claim, after the other readings where the first one contradicts it."""
    outcome = judge(stated, subject, reference)
    first = Reading(outcome, subject, reference)
    if outcome.reason is Reason.LONG_ROAD:
        other = _other_places(stated, first, other_subjects, other_references)
        return other if other is not None and _likelihood(other) >= LIKELY * _likelihood(first) else first
    if outcome.judgement is not Judgement.CONTRADICTED or outcome.reason is Reason.IMPOSSIBLE_DISTANCE:
        return first
    other = _other_places(stated, first, other_subjects, other_references)
    likely = 0.0 if other is None else _likelihood(other) / max(_likelihood(first), 1e-6)
    if other is None:
        other = _other_places(stated, first, other_subjects, other_references, most=_MOST)
        near = (stated.high_m or stated.low_m or math.inf) <= _NEAR_M
        likely = 0.0 if other is None else _likelihood(other) / max(_likelihood(first), 1e-6)
        # Of sixty places of a name one always lies some 200 km west of wherever is said.
        likely = likely if near else min(likely, LEAST_LIKELY)
    if other is not None and likely >= LIKELY:
        return other
    if other is not None and likely >= LEAST_LIKELY:
        outcome = replace(first.outcome, judgement=Judgement.UNVERIFIABLE, reason=Reason.CANDIDATES_DISAGREE)
        return replace(first, outcome=outcome, remark=f"{other.remark}, which the text may mean")
    return (
        _from_the_edge(stated, first)
        or _exchanged(stated, first)
        or _other_unit(stated, first)
        or (replace(first, remark=other.remark) if other is not None else first)
    )


def _likelihood(reading: Reading) -> float:
    """Return how likely it is that the text means these two places."""
    return reading.subject.confidence * reading.reference.confidence


def _other_places(
    stated: Stated,
    first: Reading,
    other_subjects: Sequence[Site],
    other_references: Sequence[Site],
    *,
    most: int = _MOST_PAIRED,
) -> Reading | None:
    """Return the likeliest pair of other places of the same names that fits the claim; ``most`` of each are tried."""
    subjects = _distinct(first.subject, other_subjects, most)
    references = _distinct(first.reference, other_references, most)
    best: tuple[float, Reading] | None = None
    for subject, reference in chain(
        product(subjects, (first.reference,)),
        product((first.subject,), references),
        product(subjects[:_MOST_PAIRED], references[:_MOST_PAIRED]),
    ):
        outcome = judge(stated, subject, reference)
        if not outcome.agrees:
            continue
        weight = subject.confidence * reference.confidence * (1.0 if outcome.judgement is Judgement.SUPPORTED else 0.3)
        if best is None or weight > best[0]:
            best = (weight, Reading(outcome, subject, reference))
    if best is None:
        return None
    found = best[1]
    names = [
        site for site, old in ((found.subject, first.subject), (found.reference, first.reference)) if site is not old
    ]
    outcome = replace(found.outcome, reason=Reason.FITS_OTHER_CANDIDATE)
    return replace(found, outcome=outcome, remark=f"fits {' and '.join(_described(site) for site in names)}")


def _distinct(chosen: Site, others: Sequence[Site], most: int) -> list[Site]:
    """Return ``most`` other places of a name at most: of the same sort, and not the same one over again."""
    kept: list[Site] = []
    for site in others:
        if site.is_area or site.is_line:
            continue
        if any(_apart_m(site, known) < _SAME_M for known in (chosen, *kept)):
            continue
        kept.append(site)
        if len(kept) == most:
            break
    return kept


def _apart_m(one: Site, two: Site) -> float:
    return geodesy.rough_distance(one.position.lat, one.position.lon, two.position.lat, two.position.lon)


def _described(site: Site) -> str:
    return f"{site.name} ({site.country})" if site.country else site.name


def _from_the_edge(stated: Stated, first: Reading) -> Reading | None:
    """Measure from the edge of a large reference: "10 km from Baghdad" may mean from where the city ends."""
    # Extents of large cities may be those of a whole metropolitan area, which nobody measures from.
    radius = min(first.reference.extent_m, populated_radius_m(first.reference.population))
    distance = first.outcome.distance_m or 0.0
    if radius < _EDGE_LEAST_M or distance <= radius or first.outcome.reason is not Reason.DISTANCE_OFF:
        return None
    outcome = judge(stated, first.subject, first.reference, measured_m=distance - radius)
    if outcome.judgement is not Judgement.SUPPORTED:
        return None
    outcome = replace(
        outcome,
        judgement=Judgement.APPROXIMATE,
        reason=Reason.EDGE_TO_CENTRE,
        distance_m=distance,
        # What is told beside the way from middle to middle is how the stated distance differs from that way.
        ratio=None if outcome.ratio is None else outcome.ratio * (distance - radius) / distance,
        true=0.6 * outcome.true,
    )
    return replace(first, outcome=outcome, remark=f"fits when measured from the edge of {first.reference.name}")


def _exchanged(stated: Stated, first: Reading) -> Reading | None:
    # Of what fits only roughly once it is turned around nobody would say that it fits.
    if stated.azimuth_deg is None or judge(stated, first.reference, first.subject).judgement is not Judgement.SUPPORTED:
        return None
    outcome = replace(first.outcome, reason=Reason.REVERSED)
    return replace(first, outcome=outcome, remark="would fit with the direction reversed")


def _other_unit(stated: Stated, first: Reading) -> Reading | None:
    if stated.qualifier in ("at_most", "at_least", "within"):
        return None  # a bound fits any number that is large, or small, enough
    for scale, words in (
        (_MILE_KM, "would fit if kilometres were miles"),
        (1.0 / _MILE_KM, "would fit if miles were kilometres"),
    ):
        # Only the slip that the stated unit allows: nobody mistakes 40 yards.
        if stated.unit != ("kilometre" if scale > 1.0 else "mile"):
            continue
        slipped = replace(
            stated,
            low_m=None if stated.low_m is None else stated.low_m * scale,
            high_m=None if stated.high_m is None else stated.high_m * scale,
        )
        if judge(slipped, first.subject, first.reference).judgement is Judgement.SUPPORTED:
            return replace(first, outcome=replace(first.outcome, reason=Reason.OTHER_UNIT), remark=words)
    return None

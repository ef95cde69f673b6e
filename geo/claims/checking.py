"""Check a stated distance and direction between two known places, and say in words what was found.

Shared by the claim types that measure (offset, direction) and by :func:`geo.claims.verify_positions`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims.explain import as_length, difference, measured
from geo.claims.readings import Reading, best_reading
from geo.claims.reasons import Reason
from geo.model import Judgement
from geo.units import METRES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.claims.judge import Outcome
    from geo.claims.sites import Site
    from geo.model import Stated

__all__ = ["Checked", "check_places", "conversion_is_wrong", "sentence_of"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A reading with its confidence (the places' included) and its sentence."""

    reading: Reading
    explanation: str
    confidence: float

    @property
    def outcome(self) -> Outcome:
        """The outcome of the reading."""
        return self.reading.outcome


def check_places(
    stated: Stated,
    subject: Site,
    reference: Site,
    other_subjects: Sequence[Site] = (),
    other_references: Sequence[Site] = (),
) -> Checked:
    """Return what checking ``stated`` for two places gives, all other readings tried."""
    reading = best_reading(stated, subject, reference, other_subjects, other_references)
    wrong_conversion = conversion_is_wrong(stated)
    note = ""
    if wrong_conversion:
        reading, note = _with_conversion(stated, reading, other_subjects, other_references)
    return Checked(reading, sentence_of(reading, stated, note), _confidence(reading))


def conversion_is_wrong(stated: Stated) -> bool:
    """Return whether the distance in brackets is another one than the stated: "22 km (11 miles)".

    Either number may be rounded to its own last meaningful digit, or to the next five or ten.
    """
    if stated.bracketed_m is None or stated.unit is None:
        return False
    low, high = stated.low_m, stated.high_m
    if low is None and high is None:
        return False
    middle = (low + high) / 2.0 if low is not None and high is not None else (low or high or 0.0)
    size = METRES[stated.unit]
    ours = max(_roundness(middle / size) * size, ((high or middle) - (low or middle)) / 2.0)
    # The unit of the bracket is the other one; its number is what that unit makes of the metres.
    other = METRES["mile"] if stated.unit != "mile" else METRES["kilometre"]
    theirs = _roundness(stated.bracketed_m / other) * other
    return abs(middle - stated.bracketed_m) > ours + theirs


def _roundness(number: float) -> float:
    """Return half of the step that a number may have been rounded to: 35 → 2.5, 40 → 4, 37 → 0.5."""
    nearest = round(number)
    if nearest <= 0 or abs(number - nearest) > 0.01:  # noqa: PLR2004 - a number with decimals is exact
        return 0.05 if number >= 1.0 else 0.25
    for step in (1000, 500, 100, 50, 10, 5):
        if nearest % step == 0:
            return min(step / 2.0, 0.1 * nearest)
    return 0.5


def _with_conversion(
    stated: Stated, reading: Reading, other_subjects: Sequence[Site], other_references: Sequence[Site]
) -> tuple[Reading, str]:
    """Judge the distance in brackets too, where it differs; return the reading and a note on the conversion."""
    bracketed = stated.bracketed_m or 0.0
    middle = ((stated.low_m or stated.high_m or 0.0) + (stated.high_m or stated.low_m or 0.0)) / 2.0
    note = f"the conversion is wrong: {as_length(middle)} is stated, {as_length(bracketed)} in brackets"
    outcome = reading.outcome
    if outcome.judgement is Judgement.SUPPORTED:
        outcome = replace(outcome, judgement=Judgement.APPROXIMATE, reason=Reason.CONVERSION_WRONG)
        return replace(reading, outcome=outcome), note
    if outcome.judgement in (Judgement.CONTRADICTED, Judgement.APPROXIMATE):
        swapped = replace(stated, low_m=0.98 * bracketed, high_m=1.02 * bracketed, bracketed_m=None)
        other = best_reading(swapped, reading.subject, reading.reference, other_subjects, other_references)
        if other.outcome.judgement is Judgement.SUPPORTED:
            outcome = replace(other.outcome, judgement=Judgement.APPROXIMATE, reason=Reason.CONVERSION_WRONG)
            return replace(other, outcome=outcome), f"{note}; the one in brackets fits"
    return reading, note


def sentence_of(reading: Reading, stated: Stated, note: str = "") -> str:
    """Return what was measured and how it differs from what is stated, as a sentence; ``note`` is put at its end."""
    outcome = reading.outcome
    text = _WHOLE.get(outcome.reason)
    if text is not None:
        return text.format(subject=reading.subject.name, reference=reading.reference.name)
    text = measured(outcome.distance_m, outcome.azimuth_deg)
    differs = difference(outcome, stated)
    ending = _ENDINGS.get(outcome.reason, "")
    if stated.mode == "road":
        ending = _BY_ROAD.get(outcome.reason, ending)
    if outcome.reason is Reason.ROAD_DISTANCE and (outcome.ratio or 0.0) > _LONG_ROAD:
        ending = ", within what roads and the size of the places explain"
    if (outcome.ratio or 1.0) < 1.0:
        ending = _SHORTER.get(outcome.reason, ending)
    text += f": {differs}{ending}" if differs else ending
    for remark in (reading.remark, note):
        if remark:
            text += f"; {remark}"
    return f"{text}."


_LONG_ROAD = 1.4

_WHOLE = {
    Reason.SAME_PLACE: "{subject} and {reference} are one and the same place here, so there is nothing to measure.",
    Reason.INSIDE_EXTENT: "{subject} lies within the extent of {reference}, so a distance between the two says little.",
    Reason.IMPOSSIBLE_DISTANCE: "Nothing on Earth is that far away: half the circumference is 20,038 km.",
}

_ENDINGS = {
    Reason.AGREES: "",
    Reason.ROAD_DISTANCE: ", within what road distances explain",
    Reason.DISTANCE_ROUGH: ", which only a winding road or rough rounding would explain",
    Reason.DIRECTION_ROUGH: ", only roughly that way",
    Reason.ROUGH: ", roughly right at best",
    Reason.DISTANCE_OFF: ", more than roads or rounding explain",
    Reason.DIRECTION_OFF: ", another way altogether",
    Reason.BOTH_OFF: ", wrong in both",
    Reason.OUTLINE_COARSE: ", no more than outlines are off",
    Reason.LONG_ROAD: ", more than most roads wind, but some in mountains or around water do; no route was computed",
}


_BY_ROAD = {
    Reason.DISTANCE_ROUGH: ", much for a road, but no more than some wind; no route was computed",
    Reason.DISTANCE_OFF: ", more than roads wind",
}
"""Where the text itself says that the road was measured."""

_SHORTER = {
    Reason.DISTANCE_ROUGH: ", which only rough rounding or the size of the places would explain",
    Reason.DISTANCE_OFF: ", more than rounding or the size of the places explains",
}
"""No road is shorter than the straight line."""


def _confidence(reading: Reading) -> float:
    """Return how sure the verdict is: the fitted probability times how sure the two places are."""
    places = math.sqrt(max(0.0, reading.subject.confidence * reading.reference.confidence))
    places = min(reading.subject.confidence, reading.reference.confidence, places)
    outcome = reading.outcome
    if outcome.agrees and outcome.reason is not Reason.FITS_OTHER_CANDIDATE:
        # That a claim fits speaks for its places too: two wrong ones hardly ever fit.
        places = 0.5 * (1.0 + places)
    return outcome.confidence * places

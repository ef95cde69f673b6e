"""Judge a claim whose places are given by position, without a gazetteer."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from geo.claims.checking import check_places
from geo.claims.grammar import Mention, find_claims
from geo.claims.judge import footprint_of
from geo.claims.reasons import Reason
from geo.claims.sites import Site
from geo.gazetteer.folding import fold
from geo.model import Claim, Judgement, Measured, Stated, Verdict

if TYPE_CHECKING:
    from geo.model import Position

__all__ = ["verify_positions"]

_REACH = 100
"""How far after a distance the name of its reference is looked for."""


def verify_positions(  # noqa: PLR0913 - two places with what is known of each
    claim: str | Stated,
    subject: Position,
    reference: Position,
    *,
    subject_extent_m: float = 0.0,
    reference_extent_m: float = 0.0,
    subject_population: int = 0,
    reference_population: int = 0,
    subject_name: str = "the subject",
    reference_name: str = "the reference",
    value: float | None = None,
) -> Verdict:
    """Return the verdict on a claim about two places whose positions are known.

    ``claim`` is a sentence ("It lies 40 miles west of Baghdad") or what it states. Of several distances in
    a sentence the one right before ``reference_name`` is taken, and of those the one whose number is
    ``value`` where that is given. Extents are metres (0: unknown, then derived from the population).

    Example:
        >>> from geo.model import Position
        >>> verdict = verify_positions(
        ...     "40 miles west of Baghdad", Position(33.34913, 43.78599), Position(33.34058, 44.40088)
        ... )
        >>> verdict.verdict.value
        'supported'

    """
    at = Site(subject_name, subject, subject_extent_m, subject_population)
    origin = Site(reference_name, reference, reference_extent_m, reference_population)
    text = claim if isinstance(claim, str) else ""
    stated = claim if isinstance(claim, Stated) else None
    start, end = 0, len(text)
    if stated is None:
        mention = _chosen(text, reference_name, value)
        if mention is None:
            empty = Claim("offset", 0, len(text), text)
            explanation = "No distance and no direction between two places was found in the text."
            return Verdict(empty, Judgement.UNVERIFIABLE, Reason.VAGUE.value, explanation)
        stated, start, end = mention.stated(), mention.start, mention.end
    checked = check_places(stated, at, origin)
    outcome = checked.outcome
    return Verdict(
        claim=Claim("offset" if stated.unit else "direction", start, end, text[start:end], stated=stated),
        verdict=outcome.judgement,
        reason=outcome.reason.value,
        explanation=checked.explanation,
        measured=Measured(outcome.distance_m, outcome.azimuth_deg),
        confidence=checked.confidence,
        footprint=footprint_of(stated, origin),
        subject_name=subject_name,
        reference_name=reference_name,
    )


def _chosen(text: str, reference_name: str, value: float | None) -> Mention | None:
    """Return the mention that is meant: with the number, before the reference's name, with a length, the first."""
    mentions = find_claims(text)
    if not mentions:
        return None
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - only where a sentence is given

    name = fold(re.split(r"[,(]", reference_name)[0])
    starts = [mention.start for mention in mentions]

    def likeness(mention: Mention) -> float:
        if mention.after is None or not name:
            return 0.0
        stop = min([start for start in starts if start > mention.start], default=len(text))
        words = fold(text[mention.after : min(stop, mention.after + _REACH)])
        # The same name in two spellings is 80 % alike and more; beyond that order decides.
        return round(max(0.0, float(partial_ratio(name, words)) - 70.0) / 10.0) if len(words) > 1 else 0.0

    def rank(mention: Mention) -> tuple[bool, bool, float, int]:
        number = value is not None and mention.length is not None and math.isclose(mention.length.value, value)
        return (not number, mention.length is None, -likeness(mention), mention.start)

    return min(mentions, key=rank)

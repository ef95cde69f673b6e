"""What a check finds out, in few words, before it becomes a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.claims.reasons import Reason
from geo.model import Judgement

if TYPE_CHECKING:
    from geo.claims.base import Document
    from geo.model import Claim, Verdict

__all__ = [
    "Finding",
    "approximate",
    "contradicted",
    "kilometres",
    "supported",
    "told",
    "unplaced_reference",
    "unplaced_subject",
    "unverifiable",
]


class Finding(NamedTuple):
    """A judgement with its reason, its sentence, how sure it is (0 to 1), and what was measured."""

    judgement: Judgement
    reason: Reason
    sentence: str
    confidence: float = 0.0
    distance_m: float | None = None
    azimuth_deg: float | None = None


def supported(reason: Reason, sentence: str, confidence: float) -> Finding:
    """Return a finding that the claim is right."""
    return Finding(Judgement.SUPPORTED, reason, sentence, confidence)


def approximate(reason: Reason, sentence: str, confidence: float) -> Finding:
    """Return a finding that the claim is roughly right."""
    return Finding(Judgement.APPROXIMATE, reason, sentence, confidence)


def contradicted(reason: Reason, sentence: str, confidence: float) -> Finding:
    """Return a finding that the claim is wrong."""
    return Finding(Judgement.CONTRADICTED, reason, sentence, confidence)


def unverifiable(reason: Reason, sentence: str, confidence: float = 0.5) -> Finding:
    """Return a finding that nothing can be said; one that may well be otherwise with other data."""
    return Finding(Judgement.UNVERIFIABLE, reason, sentence, confidence)


def unplaced_subject(name: str) -> Finding:
    """Return the finding on a claim whose subject has no place."""
    return unverifiable(Reason.SUBJECT_UNPLACED, f"No place is known for {name}.")


def unplaced_reference(name: str) -> Finding:
    """Return the finding on a claim whose reference has no place."""
    return unverifiable(Reason.REFERENCE_UNPLACED, f"No place is known for {name}.")


def told(document: Document, claim: Claim, finding: Finding, *, reference_name: str | None = None) -> Verdict:
    """Return the verdict that a finding amounts to."""
    return document.verdict(
        claim,
        finding.judgement,
        finding.reason,
        finding.sentence,
        confidence=finding.confidence,
        distance_m=finding.distance_m,
        azimuth_deg=finding.azimuth_deg,
        reference_name=reference_name,
    )


def kilometres(metres: float | None) -> str:
    """Return metres as a reader likes them: "57 km", "3.2 km"."""
    if metres is None:
        return "an unknown distance"
    return f"{metres / 1000.0:,.0f} km" if metres >= 10_000.0 else f"{metres / 1000.0:,.1f} km"  # noqa: PLR2004 - short

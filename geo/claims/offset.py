"""Offset: a distance, with or without a direction ("40 miles west of Baghdad", "lies 90 km from Bakhmut")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.claims._coasts import TO_COAST
from geo.claims.base import Document, claim_type
from geo.claims.bindings import bindings_of
from geo.claims.measuring import FAR_TIMES, Measurer
from geo.claims.reasons import Reason
from geo.gazetteer.folding import fold
from geo.model import Claim
from geo.patterns import anchored, lazy
from geo.units import METRES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.bindings import Binding
    from geo.model import Position, Shape, Stated, Verdict

__all__ = ["Offset"]

_SEA_WORDS = (
    "vessel", "ship", "tanker", "boat", "dhow", "trawler", "freighter", "frigate", "destroyer", "corvette", "submarine",
    "coast", "shore", "sea", "maritime", "naval", "waters",
)  # fmt: skip
_AT_SEA = lazy(
    r"\b(?:vessel|ship|tanker|boat|dhow|trawler|freighter|frigate|destroyer|warship|corvette|submarine|coast\sguard|offshore|at\ssea|seafarers?"
    r"|maritime|naval|high\sseas|territorial\swaters)s?\b",
    re.IGNORECASE,
    needs=_SEA_WORDS,
)


_FRONT = anchored(
    r"[^.;]{0,96}?\b(?:front\s?lines?|line\sof\scont(?:rol|act)|demarcation\sline|contact\sline)\Z",
    re.IGNORECASE,
    needs=("line",),
)
"""Lines that no gazetteer has: the claim is found, and cannot be checked."""


@claim_type("offset")
class Offset:
    """A stated distance from a reference to a subject, checked by position."""

    priority = 20

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the distances of the text that relate two things, but not those from a border or a coast."""
        for binding in bindings_of(document):
            if binding.mention.length is None or _is_borders(document, binding):
                continue
            yield _claim(document, binding)

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the rule of :mod:`geo.claims.judge`."""
        return Measurer(document, claim).verdict()

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the wedge, annulus or disc about the reference where the claim would be supported."""
        return Measurer(document, claim).footprint()

    def placing(self, claim: Claim, document: Document) -> tuple[Position, float] | None:
        """Return centre and radius of the claim by the point-radius method."""
        return Measurer(document, claim).point_radius()

    def relocates(self, verdict: Verdict, document: Document) -> bool:
        """Return whether the subject must be another place of its name, which the claim itself then places."""
        claim = verdict.claim
        doubted = verdict.reason in {Reason.CANDIDATES_DISAGREE, Reason.COMMON_NAME}
        if not doubted or claim.subject is None or claim.reference is None:
            return False
        # Only a place that lies absurdly far off, not one of two towns of a name in the same country.
        if (verdict.distance_m or 0.0) < FAR_TIMES * (claim.stated.high_m or claim.stated.low_m or 0.0):
            return False
        return _doubt(document, claim.subject) > _doubt(document, claim.reference)


def _doubt(document: Document, index: int) -> float:
    """Return how doubtful the place of a toponym is; more so where its own name is another ("Al-Baruda": Vadodara)."""
    place = document.place(index)
    other_name = place is not None and fold(document.name(index)) != fold(place.name)
    return 1.0 - document.confidence(index) + (0.5 if other_name else 0.0)


def _is_borders(document: Document, binding: Binding) -> bool:
    """Return whether the distance is one from a border, a coast or a river, which other claim types measure."""
    if binding.reference.kind == "border":
        return _FRONT.match(document.text, binding.mention.after or 0, binding.reference.end) is None
    at = binding.mention.after
    if binding.reference.kind == "unnamed" and at is not None and TO_COAST.match(document.text, at) is not None:
        return True
    site = document.point(binding.reference.toponym)
    return site is not None and (site.is_line or site.is_water)


def _claim(document: Document, binding: Binding) -> Claim:
    mention, reference = binding.mention, binding.reference
    start, end = mention.start, max(reference.end, mention.end)
    stated = mention.stated()
    if stated.unit == "mile" and _AT_SEA.search(document.text, *document.sentence_at(start)):
        stated = _nautical_too(stated)
    return Claim(
        type="offset",
        start=start,
        end=end,
        text=document.text[start:end],
        subject=binding.subject.toponym,
        reference=reference.toponym,
        stated=stated,
        implied=reference.implied.name if reference.implied else None,
    )


def _nautical_too(stated: Stated) -> Stated:
    """Let the miles of a sentence about ships be nautical ones as well: the upper end is then a seventh more."""
    high = None if stated.high_m is None else stated.high_m * METRES["nautical mile"] / METRES["mile"]
    return replace(stated, high_m=high, unit="mile or nautical mile")

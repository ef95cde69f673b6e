"""Find all claims of a document, check them, and place what only they know."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.claims._areas import called_common, may_be_another
from geo.claims._times import other_time
from geo.claims.base import CLAIMS, ClaimType, Document
from geo.claims.placing import OUTLINE_DECIMALS, inferred_place
from geo.claims.reasons import Reason
from geo.model import Judgement
from geo.patterns import trailing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.gazetteer import Gazetteer
    from geo.model import Claim, Place, Report, Resolution, Toponym, Verdict

__all__ = ["ClaimsOutcome", "verify_all", "verify_document"]


_STRETCH = 256


@dataclass(frozen=True, slots=True)
class ClaimsOutcome:
    """The claims of a document in the order of the text, their verdicts, and the places they imply.

    ``placements`` maps the index of a toponym that was not resolved to the place the claims give it.
    """

    claims: tuple[Claim, ...]
    verdicts: tuple[Verdict, ...]
    placements: Mapping[int, Place]


def verify_all(
    report: Report,
    toponyms: Sequence[Toponym],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer | None,
) -> ClaimsOutcome:
    """Return every claim of ``report`` with its verdict, and the places that only the claims give."""
    return verify_document(Document(report, toponyms, resolutions, gazetteer))


def verify_document(document: Document) -> ClaimsOutcome:
    """Do what :func:`verify_all` does, for a document that stands already."""
    checked = _checked(document)
    moved = _relocated(document, checked)
    common = {
        _words(verdict.claim): verdict.explanation
        for verdict, _checker in checked
        if verdict.reason == Reason.COMMON_NAME and verdict.claim.subject in moved
    }
    if moved:
        document = _without_places(document, moved)
        checked = _checked(document)
    placements: dict[int, Place] = {}
    for verdict, checker in checked:
        _place_subject(document, verdict, checker, placements)
    _place_namesakes(document, placements)
    return ClaimsOutcome(
        tuple(verdict.claim for verdict, _checker in checked),
        tuple(_with_round_footprint(_with_inferred(verdict, placements, common)) for verdict, _checker in checked),
        placements,
    )


def _with_round_footprint(verdict: Verdict) -> Verdict:
    """Return the verdict with its footprint as exact as areas are told."""
    shape = verdict.footprint
    return verdict if shape is None else replace(verdict, footprint=shape.rounded(OUTLINE_DECIMALS))


def _words(claim: Claim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.type


def _checked(document: Document) -> list[tuple[Verdict, ClaimType]]:
    """Return the verdict on every claim, with its footprint, and who gave it."""
    checked: list[tuple[Verdict, ClaimType]] = []
    for claim, checker in _found(document):
        verdict = _left_open(document, checker.check(claim, document))
        if verdict.footprint is None:
            verdict = replace(verdict, footprint=checker.footprint(claim, document))
        checked.append((verdict, checker))
    return checked


def _left_open(document: Document, verdict: Verdict) -> Verdict:
    """Return a contradiction as unverifiable where a name of the claim is a common one, of which another may be meant.

    Containment, distances and directions do so themselves, and can say more.
    """
    claim = verdict.claim
    if verdict.verdict is not Judgement.CONTRADICTED:
        return verdict
    if claim.type in _OF_AN_AGE and (when := other_time(document, claim)) is not None:
        text = f"{verdict.explanation} But the text says {when!r}, and borders and capitals known here are of today."
        return _opened(verdict, Reason.ANOTHER_TIME, text)
    if claim.type == "part" and (verdict.distance_m or 0.0) > _ANOTHER_CONTINENT_M:
        # "On the edge of the Sahara": a village of that name is not meant.
        return _opened(verdict, Reason.CANDIDATES_DISAGREE, f"{verdict.explanation} Rather another place is meant.")
    if claim.type not in _ABOUT_PLACES:
        return verdict
    for index in (claim.subject, claim.reference, claim.second_reference):
        site = document.point(index)
        if index is not None and site is not None and may_be_another(document, index, site, site):
            text = f"{verdict.explanation} But {called_common(document, index, site)}"
            return _opened(verdict, Reason.COMMON_NAME, text)
    return verdict


def _opened(verdict: Verdict, reason: Reason, text: str) -> Verdict:
    return replace(verdict, verdict=Judgement.UNVERIFIABLE, reason=reason.value, explanation=text, confidence=0.5)


_ANOTHER_CONTINENT_M = 3_000_000.0
_OF_AN_AGE = frozenset({"border", "containment", "neighbour", "rank"})
"""Types whose claims hang on borders and capitals, which change."""
_ABOUT_PLACES = frozenset({"between", "border", "nearness", "part", "shore", "travel"})


def _found(document: Document) -> list[tuple[Claim, ClaimType]]:
    """Return the claims in the order of the text, without those that a more telling one holds."""
    found: list[tuple[Claim, ClaimType]] = []
    for name in CLAIMS.names():
        checker = CLAIMS.get(name)()
        found.extend((claim, checker) for claim in checker.find(document) if not _denied(document, claim))
    found.sort(key=lambda item: (item[0].start, -item[0].end, item[1].priority, item[0].type, item[0].reference or -1))
    kept: list[tuple[Claim, ClaimType]] = []
    near: dict[int, list[Claim]] = {}
    for claim, checker in sorted(found, key=lambda item: item[1].priority):
        # Only what stands in the same stretch of the text can hold a claim: a long text stays linear.
        if any(_held(claim, other) for other in near.get(claim.start // _STRETCH, ())):
            continue
        kept.append((claim, checker))
        for stretch in range(claim.start // _STRETCH, claim.end // _STRETCH + 1):
            near.setdefault(stretch, []).append(claim)
    kept = [item for item in kept if not _only_measured_from(item[0], near.get(item[0].start // _STRETCH, ()))]
    kept.sort(key=lambda item: (item[0].start, item[0].end, item[0].type))
    return kept


def _only_measured_from(claim: Claim, near: Sequence[Claim]) -> bool:
    """Return whether a claim about nothing is only what another is measured from: "18 km from *southern India*"."""
    if claim.subject is not None:
        return False
    return any(
        other.start < claim.start and claim.end <= other.end and claim.reference == other.reference
        for other in near
        if other.reference is not None
    )


_STRETCH = 256


def _held(claim: Claim, other: Claim) -> bool:
    """Return whether ``other``, which is preferred, says all that ``claim`` says."""
    if _says_more(other, claim):
        return True
    if not (other.start <= claim.start and claim.end <= other.end):
        return False
    if claim.type == other.type:
        return (claim.start, claim.end, claim.subject, claim.reference, claim.stated) == (
            other.start,
            other.end,
            other.subject,
            other.reference,
            other.stated,
        )
    if claim.reference is not None and claim.reference == other.subject:
        # "It is 46 km from Homs to Hama" says nothing of something else that is 46 km from Homs.
        lengths = claim.stated.low_m, claim.stated.high_m
        return lengths != (None, None) and lengths == (other.stated.low_m, other.stated.high_m)
    return claim.reference is None or claim.reference in (other.reference, other.second_reference)


_NOT = trailing(
    r"(?:\b(?:not|never|nor|no\slonger)|n['’]t)\s(?:(?:even|actually|really|exactly|in\sfact)\s)?\Z", re.IGNORECASE
)
_NEITHER = trailing(r"\b(?:neither|nor)\s(?:the\s(?:city|town|village)\sof\s)?\Z", re.IGNORECASE)


def _denied(document: Document, claim: Claim) -> bool:
    """Return whether the text says that it is not so: "is not 40 km from", "neither A nor B is in"."""
    if _NOT.search(document.text, 0, claim.start) is not None:
        return True
    if claim.subject is None:
        return False
    return _NEITHER.search(document.text, 0, document.toponyms[claim.subject].start) is not None


def _says_more(other: Claim, claim: Claim) -> bool:
    """Return whether of two claims about the same pair one states more, in the last words of the other.

    That Misrata "is the largest city in Libya" says that it lies in Libya, too.
    """
    same = (claim.subject, claim.reference, claim.end) == (other.subject, other.reference, other.end)
    bare = claim.stated.qualifier is None and claim.stated.low_m is None and claim.stated.azimuth_deg is None
    return same and bare and claim.type != other.type and claim.start <= other.start


def _place_subject(document: Document, verdict: Verdict, checker: ClaimType, placements: dict[int, Place]) -> None:
    """Place a subject without a position in the verdict's footprint; of several footprints the smallest."""
    claim, outline = verdict.claim, verdict.footprint
    index = claim.subject
    if index is None or outline is None or document.place(index) is not None or not document.is_place(index):
        return
    # A claim type may know centre and radius better than the outline's own (the point-radius method).
    placing = getattr(checker, "placing", None)
    centre, radius_m = (placing(claim, document) if placing else None) or (None, None)
    place = inferred_place(
        document.name(index), outline, near=document.place(claim.reference), centre=centre, radius_m=radius_m
    )
    known = placements.get(index)
    if known is None or place.extent_m < known.extent_m:
        placements[index] = place


def _relocated(document: Document, checked: Sequence[tuple[Verdict, ClaimType]]) -> frozenset[int]:
    """Return the toponyms whose place the text's own words rule out, with their other mentions.

    "Fallujah's northwestern neighbourhood of al-Julan" says that no al-Julan in another country is meant,
    "the village of X in Aleppo province" that none in another is. A claim type may have ``relocates(verdict,
    document) -> bool``; what another claim supports stays where it is.
    """
    moved: set[tuple[str, str]] = set()
    held: set[tuple[str, str]] = set()
    for verdict, checker in checked:
        index = verdict.claim.subject
        place = document.place(index)
        if index is None or place is None:
            continue
        relocates = getattr(checker, "relocates", None)
        if relocates is not None and verdict.footprint is not None and relocates(verdict, document):
            moved.add((_key(document, index), place.id))
        elif verdict.verdict in {Judgement.SUPPORTED, Judgement.APPROXIMATE}:
            held.add((_key(document, index), place.id))
    moved -= held
    return frozenset(
        index
        for index in range(len(document.toponyms))
        if (place := document.place(index)) is not None and (_key(document, index), place.id) in moved
    )


def _key(document: Document, index: int) -> str:
    return document.name(index).casefold()


def _without_places(document: Document, moved: frozenset[int]) -> Document:
    """Return the document with the toponyms ``moved`` unresolved."""
    reason = "the text itself puts it where no known place of that name lies"
    resolutions = tuple(
        replace(resolution, place=None, reason=reason) if index in moved else resolution
        for index, resolution in enumerate(document.resolutions)
    )
    return Document(document.report, document.toponyms, resolutions, document.gazetteer)


def _place_namesakes(document: Document, placements: dict[int, Place]) -> None:
    """Give all mentions of an inferred place the closest of its places."""
    known: dict[str, Place] = {}
    for index, place in sorted(placements.items()):
        key = _key(document, index)
        if key not in known or place.extent_m < known[key].extent_m:
            known[key] = place
    for index in range(len(document.toponyms)):
        closest = known.get(_key(document, index))
        if closest is not None and document.place(index) is None and document.is_place(index):
            placements[index] = closest


def _with_inferred(
    verdict: Verdict, placements: Mapping[int, Place], common: Mapping[tuple[int, int, str], str]
) -> Verdict:
    """Say of a claim whose subject it places that nothing could be checked.

    ``common`` has the sentences on claims whose subject was first taken for another place of a common name.
    """
    index = verdict.claim.subject
    if index is None or index not in placements or verdict.reason != Reason.SUBJECT_UNPLACED.value:
        return verdict
    name, within = placements[index].name, f"{placements[index].extent_m / 1000.0:,.0f} km"
    known = common.get(_words(verdict.claim))
    if known is not None:
        reason, text = Reason.COMMON_NAME, f"{known} What the report says of it places it within {within}."
    else:
        reason = Reason.SUBJECT_INFERRED
        text = (
            f"No gazetteer here knows {name} there; what the report says of it places it within "
            f"{within}, and there is nothing else to check that with."
        )
    return replace(verdict, verdict=Judgement.UNVERIFIABLE, reason=reason.value, explanation=text)

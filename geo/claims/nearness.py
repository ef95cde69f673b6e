"""Nearness: "Bashiqa, near Mosul", "just outside Damascus", "close to X": a word without an exact bound.

How near is near grows with the size of the two. The bounds are wide: "near" in news reaches to 60 km
from a large city (Tal Afar, Hawija and Qayyarah are all "near" a city 50 to 60 km away).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import Fit, fit_in, may_be_unlisted, row_of, subject_sites, town_site, whereabouts
from geo.claims._findings import (
    Finding,
    approximate,
    contradicted,
    kilometres,
    supported,
    told,
    unplaced_reference,
    unplaced_subject,
    unverifiable,
)
from geo.claims._links import is_pointless, linked_before
from geo.claims._relations import head_of
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.model import Claim, Stated
from geo.patterns import anchored, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict


class _Band(NamedTuple):
    """Metres from edge to edge up to which a word is right, roughly right, and wrong beyond."""

    near_m: float
    rough_m: float
    wrong_m: float


_TOUCHING_M = 1_000.0
_BANDS = {
    "near": _Band(40_000.0, 75_000.0, 120_000.0),
    "outside": _Band(30_000.0, 60_000.0, 100_000.0),
    "next to": _Band(8_000.0, 25_000.0, 50_000.0),
}
_WORDS = {
    "near": "near",
    "close to": "near",
    "not far from": "near",
    "in the vicinity of": "near",
    "outside": "outside",
    "outside of": "outside",
    "just outside": "outside",
    "on the road to": "near",
    "next to": "next to",
    "adjacent to": "next to",
    "just across from": "next to",
    "neighbouring": "next to",
    "bordering": "next to",
}
_NEAR = lazy(
    r"\b(?P<word>near(?!\s(?:future|term|miss|total))|(?:very\s|fairly\s|quite\s)?close\sto|not\sfar\sfrom|a\sstone['’]s\sthrow\s(?:away\s)?from|in\sthe\svicinity\sof|just\soutside(?:\sof)?"
    r"|outside(?:\sof)?|next\sto|adjacent\sto)\s{1,3}(?:the\s{1,3})?(?:(?:city|town|village|port|northern|southern|eastern|western|border)\s{1,3}){0,3}(?:of\s{1,3})?",
    needs=("near", "close", "far", "stone", "vicinity", "outside", "next", "adjacent"),
)
_NOT_A_POINT = anchored(
    r"['’]?s?\s{1,3}(?:[a-z-]{2,14}\s{1,3}){0,2}(?:border|frontier|coast|shore|river|airport|prison|embassy|university|station|bridge|dam|line)s?\b",
    re.IGNORECASE,
)


@claim_type("nearness")
class Nearness:
    """A place is said to be near, outside or next to another."""

    priority = 50

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims that name a subject and a point or area it is near."""
        for match in _NEAR.finditer(document.text):
            reference = document.starting_at(match.end())
            if reference is None or _NOT_A_POINT.match(document.text, document.toponyms[reference].end):
                continue
            reference = head_of(document, reference)
            if not document.is_place(reference) or is_pointless(document.name(reference)):
                continue
            subject = linked_before(document, match.start())
            site = document.site(reference)
            if (
                subject is None
                or " and " in document.text[document.toponyms[subject].end : match.start()]
                or is_pointless(document.name(subject))
                or (site is not None and (site.is_line or site.is_water))
            ):
                continue
            end = document.toponyms[reference].end
            word = re.sub(r"^(?:very|fairly|quite)\s", "", " ".join(match["word"].split()))
            yield Claim(
                "nearness",
                match.start(),
                end,
                document.text[match.start() : end],
                subject=subject,
                reference=reference,
                stated=Stated(qualifier=word),
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict on the nearest reading of the two names."""
        assert claim.subject is not None
        assert claim.reference is not None
        subject, reference = town_site(document, claim.subject), document.site(claim.reference)
        if reference is None:
            return told(document, claim, unplaced_reference(document.name(claim.reference)))
        if subject is None:
            return told(document, claim, unplaced_subject(document.name(claim.subject)))
        if subject.id and subject.id == reference.id:
            return told(document, claim, unverifiable(Reason.SAME_PLACE, "Both names were read as the same place."))
        way = geodesy.inverse(reference.position, subject.position)
        found = _judged(claim, document, subject, reference)
        return told(document, claim, found._replace(distance_m=way.distance_m, azimuth_deg=way.azimuth_deg))

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the disc that the word allows about the reference."""
        reference = document.site(claim.reference)
        if reference is None or reference.is_area:
            return None
        band = _band(claim)
        return geodesy.circle(reference.position, reference.radius_m + 0.6 * band.near_m)

    def relocates(self, verdict: Verdict, document: Document) -> bool:
        """Return whether the place of the subject is rather another, unlisted one of that name near the reference."""
        claim = verdict.claim
        subject, reference = town_site(document, claim.subject), document.site(claim.reference)
        if verdict.reason != Reason.UNLISTED or claim.subject is None or subject is None or reference is None:
            return False
        return may_be_unlisted(document, claim.subject, subject, reference, _gap_m(document, subject, reference))


def _band(claim: Claim) -> _Band:
    return _BANDS[_WORDS.get(claim.stated.qualifier or "near", "near")]


def _judged(claim: Claim, document: Document, subject: Site, reference: Site) -> Finding:
    assert claim.subject is not None
    assert claim.reference is not None
    band, word = _band(claim), claim.stated.qualifier or "near"
    way = geodesy.inverse(reference.position, subject.position)
    gap = _gap_m(document, subject, reference)
    trust = document.confidence(claim.subject) * document.confidence(claim.reference)
    side = f"{kilometres(way.distance_m)} {geodesy.compass(way.azimuth_deg)} of {document.name(claim.reference)}"
    if reference.is_area:  # its middle says nothing of how near it is
        where = f"{kilometres(gap)} from" if gap >= _TOUCHING_M else "in or right beside"
        side = f"{where} {document.name(claim.reference)}"
    measured = f"{document.name(claim.subject)} lies {side}"
    if gap <= band.near_m:
        return supported(Reason.PROXIMITY, f"{measured}: {word}, as stated.", 0.9 * trust)
    if gap <= band.rough_m:
        return approximate(Reason.PROXIMITY, f"{measured}: farther than {word!r} mostly means.", 0.75 * trust)
    other = _other_reading(claim, document, band)
    if other is not None:
        return supported(Reason.FITS_OTHER_CANDIDATE, f"{measured}, but {other}.", 0.6)
    if gap > band.wrong_m and may_be_unlisted(document, claim.subject, subject, reference, gap):
        return unverifiable(Reason.UNLISTED, f"{measured}: rather another place of that name, not listed here.", 0.5)
    if gap > band.wrong_m and may_be_unlisted(document, claim.reference, reference, subject, gap):
        return unverifiable(Reason.UNLISTED, f"{measured}: rather another {reference.name}, not listed here.", 0.5)
    found = _farther(band, gap, f"{measured}: ", word)
    return found._replace(confidence=found.confidence * trust)


def _farther(band: _Band, gap: float, measured: str, word: str) -> Finding:
    """Judge a gap that is wider than a word allows for any reading."""
    if gap <= band.wrong_m:
        return unverifiable(Reason.VAGUE, f"{measured}neither surely {word!r} nor surely not.", 0.5)
    return contradicted(Reason.TOO_FAR, f"{measured}farther than {word!r} can mean.", 0.85)


def _other_reading(claim: Claim, document: Document, band: _Band) -> str | None:
    """Return in words which other places of these names are as near as stated, or None."""
    assert claim.subject is not None
    assert claim.reference is not None
    for subject in subject_sites(document, claim.subject):
        for reference in subject_sites(document, claim.reference):
            if subject.id != reference.id and _gap_m(document, subject, reference) <= band.near_m:
                away = kilometres(geodesy.distance(reference.position, subject.position))
                where = whereabouts(document, reference)
                return f"{subject.name} and {reference.name} in {where or 'another country'} are {away} apart"
    return None


def _gap_m(document: Document, subject: Site, reference: Site) -> float:
    """Return the metres between the edges of two places; 0 where they overlap."""
    if reference.is_area:
        if fit_in(document, subject, reference) >= Fit.BESIDE:
            return 0.0
        row = row_of(document, reference)
        away = (
            document.gazetteer.distance_to_border_m(row, subject.position)
            if document.gazetteer and row is not None
            else None
        )
        if away is not None:
            return max(0.0, away - subject.radius_m)
    return max(0.0, geodesy.distance(reference.position, subject.position) - reference.radius_m - subject.radius_m)

"""Containment: "Azaz in Aleppo province", "Baghdad, Iraq", "the Iraqi city of Mosul", "Iraq's Anbar province".

Checked by the administrative hierarchy of the gazetteer first and by polygons next, with the other
readings of both names tried before a contradiction. Where states disagree about an area the verdict is
withheld.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import (
    BORDER_TOLERANCE_M,
    FAMOUS,
    Fit,
    area_sites,
    dwarfs,
    fit_in,
    is_common,
    is_country,
    is_exact,
    is_famous,
    land_of,
    level,
    like_named,
    may_be_unlisted,
    outline_of,
    row_of,
    subject_sites,
    town_site,
    whereabouts,
)
from geo.claims._disputes import dispute_over
from geo.claims._findings import (
    Finding,
    approximate,
    contradicted,
    kilometres,
    supported,
    told,
    unplaced_reference,
    unverifiable,
)
from geo.claims._links import is_pointless
from geo.claims._relations import Relation, relation_of, relations
from geo.claims._wording import PART_KINDS
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.gazetteer.folding import fold
from geo.model import Claim
from geo.patterns import anchored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_ABROAD_M = 500_000.0
_WIDEST_M = 750_000.0
"""The largest area that says anything about where an unknown place lies."""


class _Match(NamedTuple):
    """The best that any readings of subject and reference give; ``chosen`` where both are the first choice."""

    fit: Fit
    subject: Site
    area: Site
    chosen: bool


_VILLAGE = anchored(r"(?:village|hamlet|settlement|farm)s?\Z")


@claim_type("containment")
class Containment:
    """A place is said to lie in a district, province, state or country."""

    priority = 40

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims of the document that one place lies in another."""
        for relation in relations(document):
            if _is_containment(document, relation) and (not relation.loose or _holds(document, relation)):
                yield Claim(
                    "containment",
                    relation.start,
                    relation.end,
                    document.text[relation.start : relation.end],
                    subject=relation.subject,
                    reference=relation.reference,
                    implied=relation.implied,
                )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict: hierarchy, polygon, other readings, disputes, in this order."""
        relation = relation_of(claim, document)
        verdict = told(document, claim, _find_out(document, relation))
        if verdict.reason in {Reason.UNLISTED, Reason.COMMON_NAME, Reason.SUBJECT_UNPLACED}:
            # All that is known of where the subject lies, though it be a country.
            return replace(verdict, footprint=_outline(document, relation, countries=True))
        return verdict

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the outline of the district or province; None for a country, whose outline tells nothing new."""
        return _outline(document, relation_of(claim, document), countries=False)

    def relocates(self, verdict: Verdict, document: Document) -> bool:  # noqa: ARG002 - the protocol
        """Return whether the place of the subject is rather another, unlisted one of that name inside the area."""
        return verdict.reason in {Reason.UNLISTED, Reason.COMMON_NAME}


def _outline(document: Document, relation: Relation, *, countries: bool) -> Shape | None:
    """Return the outline of the likeliest reading of the area, where it is small enough to say something."""
    for area in area_sites(document, relation.reference, relation.noun):
        outline = outline_of(document, area)
        if outline is not None:
            wide = area.extent_m > _WIDEST_M or (is_country(area) and not countries)
            return None if wide else outline
    return None


def _is_containment(document: Document, relation: Relation) -> bool:
    """Return whether the relation is of a whole area, and of a subject that can lie in it."""
    if relation.subject is None or relation.heading is not None or relation.where != "inside":
        return False
    subject, reference = document.site(relation.subject), document.site(relation.reference)
    if is_pointless(document.name(relation.subject)) or (subject is not None and (subject.is_line or subject.is_water)):
        return False
    if reference is not None and not reference.is_area and relation.noun is None:
        return False
    areas = area_sites(document, relation.reference, relation.noun)
    strict = not relation.loose
    if not areas:
        return relation.noun is not None and strict and relation.form != "comma"
    if subject is None:
        return strict
    if level(subject) <= level(areas[0]) and relation.form != "comma":
        subject = town_site(document, relation.subject) or subject
    return level(areas[0]) > 0 and _can_lie_in(relation, subject, areas[0])


def _can_lie_in(relation: Relation, subject: Site, area: Site) -> bool:
    """Return whether a place of the subject's kind can lie in one of the area's kind, and the words mean that."""
    if subject.id == area.id:
        return False
    if level(subject) <= level(area) and not (relation.kind and level(subject) == level(area)):
        return False
    # "Moscow in Ukraine", "Washington, Iraq and …": capitals speak for their governments.
    speaks = subject.feature_code == "PPLC" and is_country(area) and subject.country != area.country
    return not (speaks and relation.kind is None and relation.form in {"in", "comma", "possessive"})


def _holds(document: Document, relation: Relation) -> bool:
    subject = document.site(relation.subject)
    areas = area_sites(document, relation.reference, relation.noun)
    return subject is not None and any(fit_in(document, subject, area) >= Fit.POLYGON for area in areas)


def _find_out(document: Document, relation: Relation) -> Finding:
    areas = area_sites(document, relation.reference, relation.noun)
    area_name = _area_name(document, relation)
    if not areas:
        return unplaced_reference(area_name)
    if document.site(relation.subject) is None:
        name = _subject_name(document, relation)
        return unverifiable(Reason.SUBJECT_UNPLACED, f"No place is known for {name}; the text puts it in {area_name}.")
    return _compared(document, relation, _best(document, relation, areas))


def _subject_name(document: Document, relation: Relation) -> str:
    return "the subject" if relation.subject is None else document.name(relation.subject)


def _compared(document: Document, relation: Relation, match: _Match) -> Finding:
    """Judge the best reading of subject and area."""
    name, area_name = _subject_name(document, relation), _area_name(document, relation)
    assert relation.subject is not None
    trust = document.confidence(relation.subject) * max(document.confidence(relation.reference), 0.5)
    if match.fit >= Fit.POLYGON and not match.chosen:
        return _fits_other(document, relation, match, trust)
    if match.fit is Fit.HIERARCHY:
        where = whereabouts(document, match.subject) or area_name
        return supported(Reason.IN_HIERARCHY, f"{name} belongs to {where}, as stated.", 0.97 * trust)
    if match.fit is Fit.POLYGON:
        return supported(Reason.WITHIN_AREA, f"{name} lies inside the outline of {area_name}.", 0.93 * trust)
    away = _outside_m(document, match)
    if (
        match.fit is Fit.BESIDE
        and match.area.feature_code.startswith("RGN")
        and outline_of(document, match.area) is None
    ):
        loosely = f"{name} lies within the reach of {area_name}, a region without fixed borders."
        return approximate(Reason.PROXIMITY, loosely, 0.75 * trust)
    if match.fit is Fit.BESIDE:
        enclave = away is not None and away > BORDER_TOLERANCE_M
        why = "a unit of its own beside it" if enclave else "no more than data are off"
        beside = f"{name} lies {kilometres(away)} outside the outline of {area_name}, {why}."
        return approximate(Reason.BESIDE_AREA, beside, 0.7 * trust)._replace(distance_m=away)
    return _outside(document, relation, match, away)._replace(distance_m=away)


def _fits_other(document: Document, relation: Relation, match: _Match, trust: float) -> Finding:
    """Judge a claim that is right of another place of the same name than the first choice."""
    assert relation.subject is not None
    name = document.name(relation.subject)
    first = document.site(relation.subject)
    if first is not None and first.id != match.subject.id and dwarfs(first, match.subject):
        return _small_one(match.subject, match.area, name, whereabouts(document, first) or "another place")
    where = whereabouts(document, match.subject) or match.area.name
    return supported(
        Reason.FITS_OTHER_CANDIDATE,
        f"Right of another reading than the first choice: {match.subject.name} belongs to {where}.",
        0.7 * max(trust, 0.5),
    )


def _small_one(small: Site, area: Site, name: str, where: str) -> Finding:
    """Say that the area has a place of the name, but not the one that all know."""
    return unverifiable(
        Reason.CANDIDATES_DISAGREE,
        f"There is a small {small.name} in {area.name}, but the {name} that is known by that alone lies in {where}.",
        0.4,
    )


def _dwarfed_in(document: Document, relation: Relation, match: _Match) -> Site | None:
    """Return a place of just that name in the area, though a small one beside the one that was taken."""
    assert relation.subject is not None
    said = fold(document.name(relation.subject))
    sites = (
        site
        for site in document.readings(relation.subject)
        if not (site.is_area or site.is_line) and fold(site.name) == said and site.country == match.area.country
    )
    return next((site for site in sites if fit_in(document, site, match.area) >= Fit.POLYGON), None)


def _outside(document: Document, relation: Relation, match: _Match, away: float | None) -> Finding:
    """Judge a claim that no reading fits."""
    assert relation.subject is not None
    name, area_name = document.name(relation.subject), _area_name(document, relation)
    trust = document.confidence(relation.subject) * max(document.confidence(relation.reference), 0.5)
    where = whereabouts(document, match.subject) or "another place"
    dispute = dispute_over(match.subject.position, match.subject.country, match.area.country)
    if dispute is not None:
        return unverifiable(
            Reason.DISPUTED,
            f"{name} lies in {dispute.name}, which more than one side claims; the data here count it to {where}.",
            0.9 * trust,
        )
    if (unknown := _unknown_area(document, relation, match)) is not None:
        return unknown
    if _is_no_village(match.subject, relation.kind):
        return unverifiable(
            Reason.UNLISTED,
            f"No {relation.kind} called {name} is known in {area_name}, only the city in {where}; "
            "small places are not all listed.",
            0.5,
        )
    if _is_foreign(document, match, relation.kind, away) or may_be_unlisted(
        document, relation.subject, match.subject, match.area, away
    ):
        return _another(document, relation, match, where)
    if (small := _dwarfed_in(document, relation, match)) is not None:
        return _small_one(small, match.area, name, where)
    far = f"{kilometres(away)} outside {area_name}" if away is not None else f"not in {area_name}"
    return contradicted(
        Reason.OTHER_HIERARCHY, f"{name} belongs to {where}, {far}; no other place of that name fits.", 0.9 * trust
    )


def _unknown_area(document: Document, relation: Relation, match: _Match) -> Finding | None:
    """Return the finding where the area is another of a like name, or has no outline."""
    area_name = _area_name(document, relation)
    if not relation.noun and not is_exact(document, relation.reference, match.area):
        near = f"{area_name} is not in the gazetteer; {match.area.name} is only like it."
        return unverifiable(Reason.REFERENCE_UNPLACED, near)
    if match.fit is Fit.UNKNOWN:
        return unverifiable(Reason.GEOMETRY_MISSING, f"There is no outline of {area_name} to check this with.")
    return None


def _another(document: Document, relation: Relation, match: _Match, where: str) -> Finding:
    """Say that another place of the name may be meant; of a common one, which of a like name lies in the area."""
    assert relation.subject is not None
    name, area_name = document.name(relation.subject), _area_name(document, relation)
    if not is_common(document, relation.subject, match.subject, match.area):
        only = f"No {name} is known in {area_name}, only one in {where}; small places are not all listed."
        return unverifiable(Reason.UNLISTED, only, 0.5)
    land = land_of(document, match.area)
    text = f"The {name} known here lies in {where}, but the name is a common one in {land}, and not all are listed"
    there = (
        site for site in like_named(document, relation.subject, match.subject)
        if fit_in(document, site, match.area) >= Fit.POLYGON
    )  # fmt: skip
    like = next(there, None)
    text += f"; {like.name}, in {area_name}, may be the same name." if like is not None else "."
    return unverifiable(Reason.COMMON_NAME, text, 0.5)


def _is_no_village(subject: Site, kind: str | None) -> bool:
    """Return whether the text speaks of a village where only a city of that name is known."""
    return _VILLAGE.match((kind or "").rsplit(" ", 1)[-1]) is not None and subject.population >= FAMOUS


def _is_foreign(document: Document, match: _Match, kind: str | None, away: float | None) -> bool:
    """Return whether one of the two names was found in another country only, and is not one that all know.

    Then a place (or a province) of that name in the country of the other is likelier than an error in the text.
    """
    if PART_KINDS.fullmatch(kind or ""):
        return not is_famous(document, match.subject)  # quarters and "areas" are in no gazetteer
    if match.subject.country == match.area.country:
        return False
    near = away is not None and away < _ABROAD_M
    return not (near or is_country(match.area) or is_famous(document, match.area))


def _best(document: Document, relation: Relation, areas: list[Site]) -> _Match:
    """Return the best fit among the readings; the first choices win where they fit at all."""
    assert relation.subject is not None
    subjects = subject_sites(document, relation.subject, as_areas=True)
    best = _Match(fit_in(document, subjects[0], areas[0]), subjects[0], areas[0], chosen=True)
    if best.fit >= Fit.BESIDE:
        return best
    for subject in subjects:
        for area in areas:
            if level(subject) <= level(area):
                continue
            fit = fit_in(document, subject, area)
            first = subject.id == subjects[0].id
            if fit > best.fit and (fit >= Fit.POLYGON or first):
                best = _Match(fit, subject, area, chosen=first and area.country == areas[0].country)
    return best


def _outside_m(document: Document, match: _Match) -> float | None:
    row = row_of(document, match.area)
    if row is None or document.gazetteer is None:
        return None
    away = document.gazetteer.distance_to_border_m(row, match.subject.position)
    if away is not None:
        return away
    return max(0.0, geodesy.distance(match.area.position, match.subject.position) - match.area.radius_m)


def _area_name(document: Document, relation: Relation) -> str:
    name = document.name(relation.reference)
    if relation.noun and not name.lower().endswith(relation.noun):
        return f"{name} {relation.noun}"
    site = document.site(relation.reference)
    return name if document.is_place(relation.reference) or site is None else site.name

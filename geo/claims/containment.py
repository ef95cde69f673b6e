"""Containment: "Azaz in Aleppo province", "Baghdad, Iraq", "the Iraqi city of Mosul", "Iraq's Anbar province".

Checked by the administrative hierarchy of the gazetteer first and by polygons next, with the other
readings of both names tried before a contradiction. Where states disagree about an area the verdict is
withheld.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.claims._areas import Fit, area_sites, fit_in, is_country, level, outline_of, point_sites, row_of
from geo.claims._disputes import dispute_over
from geo.claims._relations import Relation, relation_of, relations
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.model import Claim, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_UNLISTED_M = 100_000.0
"""A place this far from the area, and small, is rather a namesake of one there that no gazetteer lists."""
_FAMOUS = 50_000
"""Inhabitants from which a name alone tells the place, and no village of the same name is meant."""
_COMMON_NAME = 5
"""Readings from which a name is common, and another village of that name likely."""
_WIDEST_M = 400_000.0
"""The largest area that says anything about where an unknown place lies."""


class _Match(NamedTuple):
    """The best that any readings of subject and reference give; ``chosen`` where both are the first choice."""

    fit: Fit
    subject: Site
    area: Site
    chosen: bool


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
        areas = area_sites(document, relation.reference, relation.noun)
        subject = document.site(relation.subject)
        area_name = _area_name(document, relation)
        if not areas:
            return document.verdict(
                claim, Judgement.UNVERIFIABLE, Reason.REFERENCE_UNPLACED, f"The gazetteer knows no {area_name}."
            )
        if subject is None:
            name = document.name(relation.subject) if relation.subject is not None else "the subject"
            return document.verdict(
                claim,
                Judgement.UNVERIFIABLE,
                Reason.SUBJECT_UNPLACED,
                f"The gazetteer knows no {name}; the text puts it in {area_name}.",
            )
        return _judge(document, claim, relation, areas)

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the outline of the area, where it is small enough to say something."""
        relation = relation_of(claim, document)
        for area in area_sites(document, relation.reference, relation.noun):
            outline = outline_of(document, area)
            if outline is not None:
                return outline if not is_country(area) and area.extent_m <= _WIDEST_M else None
        return None


def _is_containment(document: Document, relation: Relation) -> bool:
    """Return whether the relation is of a whole area, and of a subject that can lie in it."""
    if relation.subject is None or relation.heading is not None or relation.where != "inside":
        return False
    subject, reference = document.site(relation.subject), document.site(relation.reference)
    if subject is not None and (subject.is_line or subject.is_water):
        return False
    if reference is not None and not reference.is_area and relation.noun is None:
        return False
    areas = area_sites(document, relation.reference, relation.noun)
    if not areas:
        return relation.noun is not None and not relation.loose and relation.form != "comma"
    area = areas[0]
    if level(area) == 0:
        return False
    if subject is None:
        return not relation.loose and (relation.form != "comma" or relation.noun is not None)
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


def _judge(document: Document, claim: Claim, relation: Relation, areas: list[Site]) -> Verdict:
    match = _best(document, relation, areas)
    subject_name, area_name = _subject_name(document, relation.subject), _area_name(document, relation)
    trust = document.confidence(relation.subject) * max(document.confidence(relation.reference), 0.5)
    if match.fit in {Fit.HIERARCHY, Fit.POLYGON}:
        return _supported(document, claim, match, subject_name, area_name, trust)
    if match.fit is Fit.BESIDE:
        away = _outside_m(document, match)
        return document.verdict(
            claim,
            Judgement.APPROXIMATE,
            Reason.BESIDE_AREA,
            f"{subject_name} lies {_km(away)} outside the outline of {area_name}: no more than outlines and positions are off.",
            confidence=0.7 * trust,
            distance_m=away,
        )
    dispute = dispute_over(match.subject.position, match.area.country)
    if dispute is not None:
        return document.verdict(
            claim,
            Judgement.UNVERIFIABLE,
            Reason.DISPUTED,
            f"{subject_name} lies in {dispute.name}, which more than one side claims; the map here counts it to "
            f"{_whereabouts(document, match.subject) or 'another country'}.",
            confidence=0.9 * trust,
        )
    if match.fit is Fit.UNKNOWN:
        return document.verdict(
            claim,
            Judgement.UNVERIFIABLE,
            Reason.GEOMETRY_MISSING,
            f"There is no outline of {area_name} to check this with.",
        )
    return _outside(document, claim, relation, match, trust)


def _supported(
    document: Document, claim: Claim, match: _Match, subject_name: str, area_name: str, trust: float
) -> Verdict:
    if not match.chosen:
        first = document.site(claim.subject)
        if first is not None and first.id != match.subject.id and _dwarfs(first, match.subject):
            return document.verdict(
                claim,
                Judgement.UNVERIFIABLE,
                Reason.CANDIDATES_DISAGREE,
                f"There is a small {match.subject.name} in {area_name}, but the {subject_name} that is known by its "
                f"name alone lies in {_whereabouts(document, first) or 'another place'}.",
                confidence=0.4,
            )
        return document.verdict(
            claim,
            Judgement.SUPPORTED,
            Reason.FITS_OTHER_CANDIDATE,
            f"Right of another {subject_name} than the first choice: {match.subject.name} lies in {match.area.name}.",
            confidence=0.7 * max(trust, 0.5),
        )
    if match.fit is Fit.HIERARCHY:
        where = _whereabouts(document, match.subject)
        return document.verdict(
            claim,
            Judgement.SUPPORTED,
            Reason.IN_HIERARCHY,
            f"{subject_name} belongs to {where}, as stated."
            if where
            else f"{subject_name} belongs to {area_name}, as stated.",
            confidence=0.97 * trust,
        )
    return document.verdict(
        claim,
        Judgement.SUPPORTED,
        Reason.WITHIN_AREA,
        f"{subject_name} lies inside the outline of {area_name}.",
        confidence=0.93 * trust,
    )


def _outside(document: Document, claim: Claim, relation: Relation, match: _Match, trust: float) -> Verdict:
    subject_name, area_name = _subject_name(document, relation.subject), _area_name(document, relation)
    away = _outside_m(document, match)
    where = _whereabouts(document, match.subject) or "elsewhere"
    if _may_be_unlisted(document, relation, match.subject, away):
        return document.verdict(
            claim,
            Judgement.UNVERIFIABLE,
            Reason.UNLISTED,
            f"The gazetteer knows no {subject_name} in {area_name}, only one in {where}; small places are not all listed.",
            confidence=0.5,
            distance_m=away,
        )
    far = f", {_km(away)} outside {area_name}" if away is not None else f", not in {area_name}"
    return document.verdict(
        claim,
        Judgement.CONTRADICTED,
        Reason.OTHER_HIERARCHY,
        f"{subject_name} belongs to {where}{far}; no other place of that name fits.",
        confidence=0.9 * trust,
        distance_m=away,
    )


def _best(document: Document, relation: Relation, areas: list[Site]) -> _Match:
    """Return the best fit among the readings; the first choices win where they fit at all."""
    assert relation.subject is not None
    subjects = list(point_sites(document, relation.subject))
    first = _Match(fit_in(document, subjects[0], areas[0]), subjects[0], areas[0], chosen=True)
    if first.fit >= Fit.BESIDE:
        return first
    best = first
    for subject in subjects:
        for area in areas:
            if level(subject) <= level(area):
                continue
            fit = fit_in(document, subject, area)
            if fit > best.fit and (fit >= Fit.BESIDE or subject.id == subjects[0].id):
                best = _Match(fit, subject, area, chosen=subject.id == subjects[0].id and _same_name(area, areas[0]))
    return best


def _same_name(area: Site, other: Site) -> bool:
    return area.id == other.id or area.country == other.country


def _dwarfs(first: Site, other: Site) -> bool:
    """Return whether the first choice is so much better known that the other is hardly meant."""
    return first.population >= 2 * _FAMOUS and other.population * 50 < first.population


def _may_be_unlisted(document: Document, relation: Relation, subject: Site, away: float | None) -> bool:
    assert relation.subject is not None
    if subject.population >= _FAMOUS or subject.is_area:
        return False
    if document.confidence(relation.subject) < 0.3:  # noqa: PLR2004 - a guess among many
        return True
    common = len(document.readings(relation.subject)) >= _COMMON_NAME
    return common or (away is not None and away > _UNLISTED_M)


def _outside_m(document: Document, match: _Match) -> float | None:
    row = row_of(document, match.area)
    if row is None or document.gazetteer is None:
        return None
    return document.gazetteer.distance_to_border_m(row, match.subject.position)


def _km(metres: float | None) -> str:
    if metres is None:
        return "an unknown distance"
    return f"{metres / 1000.0:,.0f} km" if metres >= 10_000.0 else f"{metres / 1000.0:,.1f} km"  # noqa: PLR2004


def _subject_name(document: Document, index: int | None) -> str:
    """Return the name of a toponym as the text has it."""
    return "the subject" if index is None else document.name(index)


def _area_name(document: Document, relation: Relation) -> str:
    name = document.name(relation.reference)
    if relation.noun and not name.lower().endswith(relation.noun):
        return f"{name} {relation.noun}"
    site = document.site(relation.reference)
    return name if document.is_place(relation.reference) or site is None else site.name


def _whereabouts(document: Document, site: Site) -> str:
    """Return the province and country of a site in words: "Aleppo, Syria"."""
    gazetteer = document.gazetteer
    row = row_of(document, site)
    if gazetteer is None or row is None:
        return ""
    country = gazetteer.country_row(site.country) if site.country else None
    units = (gazetteer.admin1_row(row), country)
    names = [gazetteer.name(unit) for unit in units if unit is not None and unit != row]
    return ", ".join(dict.fromkeys(names))

"""Parts of places: "Fallujah's northwestern neighbourhood of al-Julan", "eastern Aleppo", "southern outskirts of X".

A town is a disc, a province or country its polygon; the part is the sector or half towards the heading.
Where nothing named is said to lie there, the claim only draws the area. A quarter that no gazetteer
knows, or knows only far away, is placed in that sector by the text's own words.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import (
    Fit,
    area_sites,
    fit_in,
    is_country,
    is_exact,
    is_known,
    level,
    may_be_unlisted,
    outline_of,
    point_sites,
    subject_sites,
    town_site,
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
from geo.claims._relations import Relation, relation_of, relations
from geo.claims._sectors import part_fits, part_of_disc, part_of_outline
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.claims.shapes import lines_of
from geo.model import Claim, Position, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims._phrases import Heading
    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_QUARTERS = ("neighbo", "quarter", "district", "suburb", "area", "borough", "communit")
"""How the kinds begin that make a town, not a province, the reference: "a neighbourhood of"."""

_RELOCATED_M = 25_000.0
_FAMOUS = 100_000
"""A quarter is not moved into the city that the text names where its name is that of so large a town."""

_SUPPORTED, _ROUGHLY = 2, 1
_TOWARDS_DEG = 50.0
_CORNERS = 60
"""Points of a province's edge that are tried."""


class _Part(NamedTuple):
    """How a subject fits a part of one reading of the reference.

    ``score`` is 2 supported, 1 approximate, 0 not so. ``far`` and ``turned`` say what is wrong: outside the
    place, or on another side of it.
    """

    score: int
    subject: Site
    reference: Site
    outline: Shape | None
    distance_m: float
    azimuth_deg: float
    far: bool
    turned: bool
    chosen: bool

    def heading_off_deg(self, relation: Relation) -> float:
        """Return by how many degrees the subject lies off the heading that is stated; 180 where none is."""
        azimuth = relation.heading.azimuth_deg if relation.heading is not None else None
        return 180.0 if azimuth is None else geodesy.angle_between(azimuth, self.azimuth_deg)


@claim_type("part")
class Part:
    """A place is said to lie in a part of another, or beside it on one side."""

    priority = 15

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims of the document about parts of places."""
        for relation in relations(document):
            if not _is_part(document, relation):
                continue
            if relation.loose and not _holds(document, relation):
                continue
            heading = relation.heading
            yield Claim(
                "part",
                relation.start,
                relation.end,
                document.text[relation.start : relation.end],
                subject=relation.subject,
                reference=relation.reference,
                stated=Stated(
                    heading=heading.name if heading else None,
                    azimuth_deg=heading.azimuth_deg if heading else None,
                    half_angle_deg=heading.half_angle_deg if heading and heading.azimuth_deg is not None else None,
                    qualifier=relation.where,
                ),
                implied=relation.implied,
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict on the best reading of subject and reference."""
        return told(document, claim, _find_out(document, relation_of(claim, document)))

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the sector of the town, or the half of the polygon, that the words allow."""
        relation = relation_of(claim, document)
        best = _best(document, relation) if document.site(relation.subject) is not None else None
        if best is not None and best.score > 0:
            return _drawn(relation, best.reference, best.outline)
        references = _references(document, relation)
        return _drawn(relation, *references[0]) if references else None

    def relocates(self, verdict: Verdict, document: Document) -> bool:
        """Return whether the text's own words contradict where the subject was placed, and win.

        So for a quarter or suburb "of" a town whose every known namesake lies far from that town, and for
        any small place that is not listed where the text has it.
        """
        if verdict.reason == Reason.UNLISTED:
            return True
        relation = relation_of(verdict.claim, document)
        if not _is_quarter(relation) or document.site(relation.subject) is None:
            return False
        best = _best(document, relation)
        if best is None or best.score > 0 or not best.far or best.outline is not None:
            return False
        assert relation.subject is not None
        exact = is_exact(document, relation.subject, best.subject) and not best.subject.is_area
        suburb = relation.where == "edge"
        known = exact and (best.subject.population >= _FAMOUS or (suburb and is_known(document, best.subject)))
        return not known and best.distance_m > 3.0 * best.reference.radius_m + _RELOCATED_M


def _is_part(document: Document, relation: Relation) -> bool:
    """Return whether the relation is of a part of a place, and of a subject that can lie in it."""
    site = document.site(relation.reference)
    subject = document.site(relation.subject)
    if any(found is not None and (found.is_water or found.is_line) for found in (site, subject)):
        return False
    if relation.subject is None:
        return site is None or level(site) > 0
    if relation.heading is None and relation.where == "inside":
        return _is_town_quarter(relation, town_site(document, relation.reference))
    if site is None or subject is None:
        return True
    areas = area_sites(document, relation.reference, relation.noun)
    wide = areas[0] if areas and (site.is_area or relation.noun) else site
    quarter = _is_quarter(relation) and relation.kind is not None
    if subject.id == wide.id or (level(subject) < level(wide) and not quarter):
        return False
    speaks = subject.feature_code == "PPLC" and is_country(wide) and subject.country != wide.country
    return not (speaks and relation.kind is None)


def _is_town_quarter(relation: Relation, site: Site | None) -> bool:
    """Return whether the relation is of a quarter of a town: "a neighbourhood of Aleppo"; areas are containment."""
    return (
        relation.noun is None
        and relation.form != "comma"
        and _is_quarter(relation)
        and site is not None
        and not site.is_area
        and not relation.loose
    )


def _is_quarter(relation: Relation) -> bool:
    return relation.where == "edge" or (relation.kind or "").startswith(_QUARTERS)


def _holds(document: Document, relation: Relation) -> bool:
    best = _best(document, relation) if document.site(relation.subject) is not None else None
    return best is not None and best.score == _SUPPORTED


def _references(document: Document, relation: Relation) -> list[tuple[Site, Shape | None]]:
    """Return the readings of the reference: towns with None, areas with their polygon; likeliest first."""
    quarter = relation.noun is None and _is_quarter(relation)
    chosen = town_site(document, relation.reference) if quarter else document.site(relation.reference)
    areas = [
        (site, outline)
        for site in area_sites(
            document, relation.reference, relation.noun or ("province" if chosen and not chosen.is_area else None)
        )
        if (outline := outline_of(document, site)) is not None
    ]
    if relation.noun is not None or (chosen is not None and chosen.is_area):
        return list(areas)
    others = [site for site in point_sites(document, relation.reference) if not (site.is_area or site.is_line)]
    towns: list[tuple[Site, Shape | None]] = [
        (site, None) for site in dict.fromkeys([*filter(None, [chosen]), *others])
    ]
    nearby = [item for item in areas if chosen is None or fit_in(document, chosen, item[0]) >= Fit.BESIDE]
    return [*towns[:1], *([] if _is_quarter(relation) else nearby), *towns[1:]]


def _best(document: Document, relation: Relation) -> _Part | None:
    """Return the best fit among the readings; of equal ones the first."""
    if relation.subject is None:
        return None
    best: _Part | None = None
    references = _references(document, relation)
    for number, subject in enumerate(subject_sites(document, relation.subject)):
        for reference, outline in references:
            part = _fitted(document, relation, subject, reference, outline)._replace(chosen=number == 0)
            if best is None or part.score > best.score:
                best = part
            if best.score == _SUPPORTED:
                return best
    if best is not None and relation.attributive and relation.noun and (unit := _unit_fits(document, relation)):
        return unit
    return best


def _unit_fits(document: Document, relation: Relation) -> _Part | None:
    """Return the fit of "the southern Zaporizhzhia region" as the region, which lies in the south of its country."""
    assert relation.subject is not None
    assert relation.heading is not None
    gazetteer = document.gazetteer
    for reference, _outline in _references(document, relation):
        row = gazetteer.country_row(reference.country) if gazetteer is not None and reference.country else None
        country = gazetteer.outline(row) if gazetteer is not None and row is not None else None
        if country is None or country.kind not in {"Polygon", "MultiPolygon"}:
            continue
        if part_fits(reference.position, country, relation.heading) < 1.0:
            continue
        for subject in subject_sites(document, relation.subject):
            if fit_in(document, subject, reference) >= Fit.POLYGON:
                way = geodesy.inverse(reference.position, subject.position)
                fit = _Part(_SUPPORTED, subject, reference, None, way.distance_m, way.azimuth_deg, False, False, True)
                return fit._replace(outline=outline_of(document, reference))
    return None


def _fitted(document: Document, relation: Relation, subject: Site, reference: Site, outline: Shape | None) -> _Part:
    """Return how one reading of the subject fits one reading of the reference."""
    way = geodesy.inverse(reference.position, subject.position)
    if outline is not None:
        fit = fit_in(document, subject, reference)
        share = 1.0 if relation.heading is None else _part_share(document, subject, outline, relation.heading)
        inside = fit >= Fit.POLYGON or (fit is Fit.BESIDE and relation.where != "inside")
        good, far = inside, fit < Fit.BESIDE
    else:
        near, rough = _reach(relation.where, reference.radius_m, subject.radius_m)
        share = _aside(relation.heading, way, reference.radius_m)
        good, far = way.distance_m <= near, way.distance_m > rough
    score = 0 if far or share == 0.0 else _SUPPORTED if good and share == 1.0 else _ROUGHLY
    return _Part(score, subject, reference, outline, way.distance_m, way.azimuth_deg, far, share < 1.0, chosen=True)


def _part_share(document: Document, subject: Site, outline: Shape, heading: Heading) -> float:
    """Return 1 where the subject lies in that part (a province: with a third of its edge), 0.5 where roughly."""
    share = part_fits(subject.position, outline, heading)
    own = outline_of(document, subject) if share < 1.0 and subject.is_area else None
    if own is None:
        return share
    corners = [Position(lat, lon) for ring in lines_of(own) for lon, lat in ring]
    corners = corners[:: max(1, len(corners) // _CORNERS)]
    in_part = sum(part_fits(corner, outline, heading) == 1.0 for corner in corners)
    return 1.0 if in_part * 3 >= len(corners) else share


def _reach(where: str, radius_m: float, own_m: float) -> tuple[float, float]:
    """Return up to how many metres from a town's middle its part is meant, certainly and at most."""
    if where == "countryside":
        return radius_m + 60_000.0, radius_m + 100_000.0
    if where == "edge":
        return 2.5 * radius_m + own_m + 10_000.0, 4.0 * radius_m + own_m + 20_000.0
    return radius_m + 0.5 * own_m + 1_500.0, 2.0 * radius_m + own_m + 4_000.0


def _aside(heading: Heading | None, way: geodesy.Inverse, radius_m: float) -> float:
    """Return 1 where the azimuth agrees with the heading, 0.5 where roughly or too close to tell, 0 where not."""
    if heading is None:
        return 1.0
    if heading.azimuth_deg is None:
        return (
            1.0 if way.distance_m <= 0.6 * radius_m + 1_000.0 else 0.5 if way.distance_m <= radius_m + 1_000.0 else 0.0
        )
    unsure = math.degrees(math.asin(min(1.0, (0.3 * radius_m + 300.0) / max(way.distance_m, 1.0))))
    off = geodesy.angle_between(way.azimuth_deg, heading.azimuth_deg)
    if off <= 55.0:  # noqa: PLR2004 - an eighth of the circle and a little, as true claims lie
        return 1.0
    return 0.5 if off <= 75.0 + unsure else 0.0


def _find_out(document: Document, relation: Relation) -> Finding:
    described = _described(document, relation)
    if not _references(document, relation):
        return unplaced_reference(document.name(relation.reference))
    if relation.subject is None:
        return unverifiable(Reason.NO_SUBJECT, f"The text names no place in {described}; the area is drawn.")
    name = document.name(relation.subject)
    if document.site(relation.subject) is None:
        return unverifiable(Reason.SUBJECT_UNPLACED, f"No place is known for {name}; the text puts it in {described}.")
    best = _best(document, relation)
    if best is None:
        return unverifiable(Reason.GEOMETRY_MISSING, f"There is no outline to tell {described} by.")
    found = _judged(document, relation, best, described)
    return found._replace(distance_m=best.distance_m, azimuth_deg=best.azimuth_deg)


def _judged(document: Document, relation: Relation, best: _Part, described: str) -> Finding:
    assert relation.subject is not None
    name = document.name(relation.subject)
    trust = document.confidence(relation.subject) * max(document.confidence(relation.reference), 0.5)
    side = _side(best)
    if best.score > 0 and not best.chosen:
        other = f"Right of another {name} than the first choice: {best.subject.name} lies {side}."
        return supported(Reason.FITS_OTHER_CANDIDATE, other, 0.7 * max(trust, 0.5))
    if best.score == _SUPPORTED:
        return supported(Reason.WITHIN_AREA, f"{name} lies {side}: in {described}, as stated.", 0.92 * trust)
    if best.score > 0:
        reason = Reason.BESIDE_AREA if relation.heading is None or not best.turned else Reason.DIRECTION_ROUGH
        return approximate(reason, f"{name} lies {side}: roughly in {described}.", 0.75 * trust)
    return _unfit(document, relation, best, described)


def _unfit(document: Document, relation: Relation, best: _Part, described: str) -> Finding:
    """Judge a subject that lies in no reading of the part."""
    assert relation.subject is not None
    name, side = document.name(relation.subject), _side(best)
    trust = document.confidence(relation.subject) * max(document.confidence(relation.reference), 0.5)
    dispute = dispute_over(best.subject.position, best.subject.country, best.reference.country) if best.far else None
    if dispute is not None:
        return unverifiable(
            Reason.DISPUTED, f"{name} lies in {dispute.name}, which more than one side claims.", 0.9 * trust
        )
    if relation.bare and best.heading_off_deg(relation) <= _TOWARDS_DEG:
        # "جنوب الخرطوم" is the south of Khartoum, and south of it.
        return supported(Reason.AGREES, f"{name} lies {side}, that way from it.", 0.75 * trust)
    away_m = best.distance_m - best.reference.radius_m
    if best.far and may_be_unlisted(document, relation.subject, best.subject, best.reference, away_m):
        return unverifiable(
            Reason.UNLISTED, f"The only {name} that is known lies {side}; one in {described} may not be listed.", 0.5
        )
    if not (relation.noun or is_exact(document, relation.reference, best.reference)):
        like = f"{described} is not in the gazetteer; {best.reference.name} is only like it."
        return unverifiable(Reason.REFERENCE_UNPLACED, like)
    shapeless = not best.reference.feature_code.startswith("PPL") and outline_of(document, best.reference) is None
    if best.far and shapeless:
        return unverifiable(Reason.GEOMETRY_MISSING, f"{name} lies {side}; how far that reaches is not known here.")
    wrong = "outside the place" if best.far else "on another side"
    return contradicted(
        Reason.OUTSIDE_AREA if best.far else Reason.DIRECTION_OFF,
        f"{name} lies {side}, {wrong}: not in {described}, and no other reading fits.",
        0.85 * trust,
    )


def _side(best: _Part) -> str:
    if best.distance_m < 1.0:
        return f"in the middle of {best.reference.name}"
    return f"{kilometres(best.distance_m)} {geodesy.compass(best.azimuth_deg)} of the middle of {best.reference.name}"


def _drawn(relation: Relation, reference: Site, outline: Shape | None) -> Shape:
    if outline is not None:
        return part_of_outline(outline, relation.heading)
    radius_m = reference.radius_m
    if relation.where == "countryside":
        return part_of_disc(reference.position, relation.heading, radius_m, radius_m + 40_000.0)
    if relation.where == "edge":
        return part_of_disc(reference.position, relation.heading, 0.5 * radius_m, 2.0 * radius_m + 5_000.0)
    return part_of_disc(reference.position, relation.heading, 0.0, radius_m)


def _described(document: Document, relation: Relation) -> str:
    """Return the part in words: "the north-west of Fallujah"."""
    name = document.name(relation.reference)
    site = document.site(relation.reference)
    if not document.is_place(relation.reference) and site is not None:
        name = site.name
    if relation.noun and not name.lower().endswith(relation.noun):
        name = f"{name} {relation.noun}"
    side = relation.heading.words if relation.heading else None
    if relation.where == "inside":
        return f"the {side} of {name}" if side else name
    what = "countryside" if relation.where == "countryside" else "outskirts"
    return f"the {relation.heading.adjective} {what} of {name}" if relation.heading else f"the {what} of {name}"

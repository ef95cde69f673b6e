"""Shores: "Raqqa, on the Euphrates", "on the Red Sea coast", "the Black Sea port of Odesa", "the coastal city of X".

Rivers are lines of the gazetteer, coasts the parts of a country's outline that are no land border. Which
bank of a river is meant is not checked: the lines are too coarse for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import is_famous, row_of, subject_sites, town_site
from geo.claims._borders import neighbours
from geo.claims._coasts import TO_COAST, coast_distance_m
from geo.claims._findings import (
    Finding,
    approximate,
    contradicted,
    kilometres,
    supported,
    told,
    unplaced_subject,
    unverifiable,
)
from geo.claims._lines import LINE_M, length_fits
from geo.claims._links import linked_before
from geo.claims._shore_words import (
    A_PORT,
    AND_THROUGH,
    AT,
    BANK_BEFORE,
    COAST_AFTER,
    COASTAL,
    COASTAL_IS,
    CONFLUENCE,
    FLOWS,
    ON_COAST,
    ON_THE,
    PART_OF_WATER,
    PORT_OF,
    RIVER_AFTER,
    TO_WATER,
)
from geo.claims.base import claim_type
from geo.claims.bindings import bindings_of
from geo.claims.reasons import Reason
from geo.claims.shapes import nearest_on_shape
from geo.claims.sites import site_of
from geo.model import Claim, Stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.bindings import Binding
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_BACK = 110
"""Characters before a water in which the words that lead to it stand."""
_UNLISTED_M = 300_000.0
_OTHER_SIDE_DEG = 100.0
_NEXT_SEA_M = 250_000.0
_ROUND, _OPEN_SHARE = 0.6, 0.2
"""In an inlet no more than that share of a circle about the place, as wide as part of what is stated, is sea."""
_ARM_M = 400_000.0
"""How far beyond the outline of a sea its gulfs may reach."""
_INLAND = frozenset({"LK", "LKS", "RSV", "LGN"})
"""Waters whose shore is no coast of a country."""


class _Reach(NamedTuple):
    """Metres up to which a word is right, roughly right, and wrong beyond."""

    right_m: float
    rough_m: float
    wrong_m: float


_ON = _Reach(9_000.0, 20_000.0, 40_000.0)
_NEAR = _Reach(30_000.0, 60_000.0, 100_000.0)


@claim_type("shore")
class Shore:
    """A place is said to lie on or near a river, a lake, a sea or a coast."""

    priority = 48

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims that name a subject, and a water or a coast."""
        taken: set[int] = set()
        for index in range(len(document.toponyms)):
            claim = _at_water(document, index) or _coast_of_country(document, index) or _coastal_city(document, index)
            if claim is not None:
                taken.add(claim.start)
                yield claim
            yield from _along_river(document, index)
        for match in ON_COAST.finditer(document.text):
            subject = _subject(document, match.start())
            if subject is not None and match.start() not in taken:  # "on the Black Sea coast" is said of that sea
                yield _claim(document, match.start(), match.end(), subject, None, match["word"])
        for binding in bindings_of(document):
            far = _far_from_water(document, binding) if binding.mention.length is not None else None
            if far is not None:
                yield far

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict on the distance to the nearest point of the river or coast."""
        if claim.subject is None:
            unnamed = unverifiable(Reason.NO_SUBJECT, "The text does not say clearly what lies there.")
            return told(document, claim, unnamed)
        subject = town_site(document, claim.subject)
        if subject is None:
            return told(document, claim, unplaced_subject(document.name(claim.subject)))
        away = _away_m(document, claim, subject)
        shore = _shore_name(document, claim)
        if away is None:
            course = f"The course of {shore} is not known here."
            return told(document, claim, unverifiable(Reason.GEOMETRY_MISSING, course))
        if _may_be_an_arm(document, claim, subject, away):
            arm = f"{document.name(claim.subject)} lies on a coast, and where {shore} ends is a convention."
            return told(document, claim, unverifiable(Reason.VAGUE, arm))
        if claim.stated.unit is not None:
            return told(document, claim, _by_length(document, claim, subject, away, shore)._replace(distance_m=away))
        return told(document, claim, _judged(document, claim, away, shore)._replace(distance_m=away))

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the line of the river, where it is known."""
        site = water_site(document, claim.reference)
        row = row_of(document, site) if site is not None and site.is_line else None
        return document.gazetteer.outline(row) if document.gazetteer is not None and row is not None else None


def _subject(document: Document, start: int) -> int | None:
    """Return the town that stands before ``start`` with only linking words between; provinces lie on no shore."""
    index = linked_before(document, start)
    site = town_site(document, index)
    return None if site is not None and site.is_area else index


def _claim(document: Document, start: int, end: int, subject: int, reference: int | None, word: str) -> Claim:  # noqa: PLR0913, PLR0917
    near = word in {"near", "close to"}
    return Claim(
        "shore",
        start,
        end,
        document.text[start:end],
        subject=subject,
        reference=reference,
        stated=Stated(qualifier="near" if near else "on"),
        implied=None if reference is not None else "the coast",
    )


def _at_water(document: Document, index: int) -> Claim | None:
    """Read "Raqqa, on the Euphrates", "the Black Sea port of Odesa"."""
    water = water_site(document, index)
    if water is None:
        return None
    toponym = document.toponyms[index]
    port = PORT_OF.match(document.text, toponym.end)
    named = document.starting_at(port.end()) if port else None
    if port is not None and named is not None and document.is_place(named) and (water.is_water or "port" in port[0]):
        return _claim(document, toponym.start, document.toponyms[named].end, named, index, "on")
    sentence = document.sentence_at(toponym.start)
    a_port = A_PORT[1].match(document.text, toponym.end)
    if a_port is not None and index > 0 and document.is_place(index - 1):
        begin = document.toponyms[index - 1].end
        if A_PORT[0].fullmatch(document.text, begin, toponym.start):
            lead = len(document.text[begin : toponym.start]) - len(document.text[begin : toponym.start].lstrip(" ,\n"))
            return _claim(document, begin + lead, a_port.end(), index - 1, index, "on")
    if PART_OF_WATER.match(document.text, toponym.end):
        return None
    before = document.text[max(sentence.start, toponym.start - _BACK) : toponym.start]
    match = AT.search(before[-60:]) or CONFLUENCE.search(before)
    if match is None:
        return None
    start = toponym.start - (len(match.string) - match.start())
    subject = _subject(document, start)
    coast = COAST_AFTER.match(document.text, toponym.end)
    end = coast.end() if coast else toponym.end
    return None if subject is None else _claim(document, start, end, subject, index, match["word"])


def _along_river(document: Document, index: int) -> Iterator[Claim]:
    """Read "the Tigris flows through Mosul, Tikrit and Baghdad": each of the towns lies on it."""
    start = document.toponyms[index].end
    flows = FLOWS.match(document.text, start, start + _BACK)
    water = water_site(document, index) if flows is not None else None
    if water is None or not water.is_line:
        return
    at = flows.end() if flows is not None else None
    while at is not None and (town := document.starting_at(at)) is not None:
        site = town_site(document, town)
        if not document.is_place(town) or site is None or site.is_area or site.is_line or site.is_water:
            return
        end = document.toponyms[town].end
        yield _claim(document, document.toponyms[index].start, end, town, index, "on")
        further = AND_THROUGH.match(document.text, end)
        at = further.end() if further is not None else None


def _far_from_water(document: Document, binding: Binding) -> Claim | None:
    """Read "2 km from the Euphrates", "65 km from the coast", "20 km west of the Tigris River"."""
    mention, text = binding.mention, document.text
    if mention.after is None:
        return None
    stop = document.sentence_at(mention.start).end
    lead = TO_WATER.match(text, mention.after, stop)
    index = document.starting_at(lead.end()) if lead is not None else None
    if index is not None:
        coast = COAST_AFTER.match(text, document.toponyms[index].end)
        site = document.site(index)
        of_coast = coast is not None or (lead is not None and "coast" in lead.group())
        land = of_coast and site is not None and site.is_area
        if water_site(document, index) is None and not land:
            return None
        if PART_OF_WATER.match(text, document.toponyms[index].end) or (lead is not None and "mouth" in lead.group()):
            return None  # where in its line the mouth is, is not known
        end = coast.end() if coast is not None else document.toponyms[index].end
    else:
        coast = TO_COAST.match(text, mention.after, stop)
        if coast is None:
            return None
        end = coast.end()
    subject = binding.subject.toponym
    return Claim(
        "shore",
        mention.start,
        end,
        text[mention.start : end],
        subject=subject if subject != index else None,
        reference=index,
        stated=mention.stated(),
        implied=None if index is not None else "the coast",
    )


def _coast_of_country(document: Document, index: int) -> Claim | None:
    """Read "Latakia, on the Syrian coast", "on Libya's coast"."""
    toponym = document.toponyms[index]
    coast = COAST_AFTER.match(document.text, toponym.end)
    site = document.site(index)
    if coast is None or site is None or not site.is_area or site.is_water:
        return None
    sentence = document.sentence_at(toponym.start)
    before = document.text[max(sentence.start, toponym.start - 40) : toponym.start]
    match = AT.search(before)
    if match is None:
        return None
    start = toponym.start - (len(before) - match.start())
    subject = _subject(document, start)
    return None if subject is None else _claim(document, start, coast.end(), subject, index, match["word"])


def _coastal_city(document: Document, index: int) -> Claim | None:
    """Read "the coastal city of Tartus"."""
    if not document.is_place(index):
        return None
    toponym = document.toponyms[index]
    before = document.text[max(0, toponym.start - 40) : toponym.start]
    match = COASTAL.search(before)
    if match is None:
        called = COASTAL_IS.match(document.text, toponym.end)
        end = called.end() if called else 0
        start = toponym.end + (len(called.group()) - len(called.group().lstrip(" ,\n"))) if called else 0
        return _claim(document, start, end, index, None, "on") if called else None
    return _claim(document, toponym.start - (len(before) - match.start()), toponym.end, index, None, "on")


def water_site(document: Document, index: int | None) -> Site | None:
    """Return the reading of a toponym as a river, lake or sea: the chosen one, or where "River" follows any."""
    site = document.site(index)
    if index is None or site is None or site.is_line or site.is_water:
        return site if index is not None else None
    toponym = document.toponyms[index]
    called = RIVER_AFTER.match(document.text, toponym.end) or RIVER_AFTER.search(f" {toponym.text}")
    # No state has an article and something on it: "on the Blue Nile".
    called = called or ON_THE.search(document.text, max(0, toponym.start - 12), toponym.start)
    called = called or BANK_BEFORE.search(document.text, max(0, toponym.start - 24), toponym.start)
    if not (called or CONFLUENCE.search(document.text[max(0, toponym.start - _BACK) : toponym.start])):
        return None
    return next((other for other in _waters(document, toponym.text, index)), None)


def _waters(document: Document, name: str, index: int) -> Iterator[Site]:
    """Yield the rivers of that name: among the readings, then by the name without "River"."""
    yield from (other for other in document.readings(index) if other.is_line)
    if document.gazetteer is not None:
        for hit in document.gazetteer.lookup(RIVER_AFTER.sub("", name)):
            site = site_of(document.gazetteer.place(hit.row), 0.5 * hit.score)
            if site.is_line:
                yield site


def _away_m(document: Document, claim: Claim, subject: Site) -> float | None:
    """Return the metres from the edge of the subject to the water; None where its course is not known."""
    gazetteer = document.gazetteer
    if gazetteer is None:
        return None
    water = water_site(document, claim.reference)
    if water is not None:
        row = row_of(document, water)
        shape = gazetteer.outline(row) if row is not None else None
        if shape is not None and row is not None:
            away = (
                0.0
                if gazetteer.contains(row, subject.position)
                else gazetteer.distance_to_border_m(row, subject.position)
            )
            return None if away is None else max(0.0, away - subject.radius_m)
        if water.is_line:
            return None
        coast = coast_distance_m(gazetteer, subject.position, subject.country)
        beyond = _beyond_sea_m(subject, water, coastal=coast is not None and coast <= _ON.rough_m)
        if beyond > 0.0 or water.feature_code in _INLAND:
            return beyond or None
    country = document.site(claim.reference)
    if water is None and country is not None and country.country not in {None, subject.country}:
        return None
    away = coast_distance_m(gazetteer, subject.position, subject.country)
    if claim.stated.unit is not None and subject.country is not None and (country is None or country.is_water):
        # Damascus is nearer to the sea in Lebanon than in Syria.
        codes = (subject.country, *neighbours(gazetteer, subject.country))
        known = [coast_distance_m(gazetteer, subject.position, code) for code in codes]
        away = min((found for found in known if found is not None), default=None)
    return None if away is None else max(0.0, away - subject.radius_m)


def _beyond_sea_m(subject: Site, sea: Site, *, coastal: bool) -> float:
    """Return how far a place lies beyond the circle about a sea without an outline; 0 within it.

    Where a sea ends and the next begins is a convention: Mukalla is on the Arabian Sea as well as on the Gulf of Aden.
    """
    away = geodesy.rough_distance(sea.position.lat, sea.position.lon, subject.position.lat, subject.position.lon)
    return max(0.0, away - 1.3 * sea.extent_m - (_NEXT_SEA_M if coastal else 50_000.0))


def _may_be_an_arm(document: Document, claim: Claim, subject: Site, away: float) -> bool:
    """Return whether a place on some coast may lie on a gulf that is counted to the sea: "Eilat, on the Red Sea"."""
    water = water_site(document, claim.reference)
    if water is None or water.is_line or water.feature_code in _INLAND or claim.stated.unit is not None:
        return False
    if not water.is_water or document.gazetteer is None or not _ON.rough_m < away <= _ARM_M:
        return False
    # A few kilometres of coast, as Israel has on the Red Sea, may be missing from a country's outline.
    codes = (subject.country, *neighbours(document.gazetteer, subject.country)) if subject.country else ()
    coasts = (coast_distance_m(document.gazetteer, subject.position, code) for code in codes)
    return any(coast is not None and coast - subject.radius_m <= _ON.rough_m for coast in coasts)


def _shore_name(document: Document, claim: Claim) -> str:
    if claim.reference is None:
        return "the coast"
    name = document.name(claim.reference)
    site = document.site(claim.reference)
    if water_site(document, claim.reference) is not None:
        return name if name.startswith("Lake ") else f"the {name}"
    return f"the coast of {site.name if site is not None and not document.is_place(claim.reference) else name}"


def _judged(document: Document, claim: Claim, away: float, shore: str) -> Finding:
    assert claim.subject is not None
    name = document.name(claim.subject)
    reach = _NEAR if claim.stated.qualifier == "near" else _ON
    trust = document.confidence(claim.subject)
    measured = f"{name} lies {kilometres(away)} from {shore}" if away >= 1_000.0 else f"{name} lies on {shore}"  # noqa: PLR2004 - a kilometre
    if away <= reach.right_m:
        return supported(Reason.PROXIMITY, f"{measured}, as stated.", 0.9 * trust)
    if away <= reach.rough_m:
        return approximate(Reason.PROXIMITY, f"{measured}: a little farther than the words say.", 0.7 * trust)
    if _other_fits(document, claim, reach):
        other = f"{measured}; another place of that name does lie there."
        return supported(Reason.FITS_OTHER_CANDIDATE, other, 0.6)
    if away <= reach.wrong_m:
        coarse = f"{measured}: lines of rivers and coasts are too coarse to say more."
        return unverifiable(Reason.VAGUE, coarse, 0.5)
    subject = town_site(document, claim.subject)
    if subject is not None and away > _UNLISTED_M and not is_famous(document, subject):
        return unverifiable(Reason.UNLISTED, f"{measured}: rather another place of that name, not listed here.", 0.5)
    return contradicted(Reason.TOO_FAR, f"{measured}: farther than the words can mean.", 0.8 * trust)


def _by_length(document: Document, claim: Claim, subject: Site, away: float, shore: str) -> Finding:
    """Judge a stated distance from a water, with the outline's own error and the size of the place let off."""
    assert claim.subject is not None
    trust = document.confidence(claim.subject)
    half = subject.radius_m / 2.0
    slack = half + LINE_M
    fits, roughly = length_fits(claim.stated, away + half, slack)
    name = document.name(claim.subject)
    measured = f"{name} lies {kilometres(away)} from {shore}" if away >= 1_000.0 else f"{name} lies on {shore}"  # noqa: PLR2004 - a kilometre
    off = _degrees_off(document, claim, subject)
    if roughly and off is not None and off > _OTHER_SIDE_DEG and away > LINE_M:
        return contradicted(Reason.DIRECTION_OFF, f"{measured}, but on the other side of it.", 0.7 * trust)
    if fits and length_fits(claim.stated, away + half, half)[0]:
        return supported(Reason.AGREES, f"{measured}: as stated.", 0.85 * trust)
    if fits:
        coarse = f"{measured}: as stated, if the line of the water is off by a few kilometres."
        return approximate(Reason.OUTLINE_COARSE, coarse, 0.75 * trust)
    if roughly:
        return approximate(Reason.DISTANCE_ROUGH, f"{measured}: roughly as stated.", 0.7 * trust)
    return _not_so_far(document, claim, subject, away, measured)


def _not_so_far(document: Document, claim: Claim, subject: Site, away: float, measured: str) -> Finding:
    """Judge a distance from a water that does not fit the subject, all else tried."""
    assert claim.subject is not None
    if _in_an_inlet(document, claim, subject, away):
        inlet = f"{measured}, but on a narrow arm of it; the open sea may well be as far off as stated."
        return unverifiable(Reason.VAGUE, inlet, 0.5)
    half = subject.radius_m / 2.0
    others = (
        (found := _away_m(document, claim, other)) is not None
        and length_fits(claim.stated, found + half, half + LINE_M)[0]
        for other in subject_sites(document, claim.subject)[1:]
    )
    if any(others):
        text = f"{measured}, not as stated; another place of that name fits, which the text may mean."
        return unverifiable(Reason.CANDIDATES_DISAGREE, text, 0.5)
    trust = document.confidence(claim.subject)
    return contradicted(Reason.DISTANCE_OFF, f"{measured}: not as stated.", 0.75 * trust)


def _in_an_inlet(document: Document, claim: Claim, subject: Site, away_m: float) -> bool:
    """Return whether a place nearer to a sea than stated lies on an estuary, a lagoon or a fjord, all land about.

    Mykolaiv, "65 km from the Black Sea", lies on a liman that outlines count to the sea.
    """
    low, gazetteer = claim.stated.low_m, document.gazetteer
    water = water_site(document, claim.reference)
    inland = water is not None and (water.is_line or water.feature_code in _INLAND)
    if gazetteer is None or low is None or inland or not away_m < low <= _ARM_M:
        return False
    around = [geodesy.destination(subject.position, azimuth, _ROUND * low) for azimuth in range(0, 360, 10)]
    at_sea = sum(gazetteer.areas_at(point).country_row is None for point in around)
    return at_sea <= _OPEN_SHARE * len(around)


def _degrees_off(document: Document, claim: Claim, subject: Site) -> float | None:
    """Return the angle between a stated heading and the way from the water to the subject, where its line is known."""
    if claim.stated.azimuth_deg is None or document.gazetteer is None:
        return None
    site = water_site(document, claim.reference)
    row = row_of(document, site) if site is not None else None
    shape = document.gazetteer.outline(row) if row is not None else None
    nearest = nearest_on_shape(subject.position, shape) if shape is not None else None
    if nearest is None:
        return None
    return geodesy.angle_between(claim.stated.azimuth_deg, geodesy.inverse(nearest, subject.position).azimuth_deg)


def _other_fits(document: Document, claim: Claim, reach: _Reach) -> bool:
    assert claim.subject is not None
    return any(
        (away := _away_m(document, claim, other)) is not None and away <= reach.right_m
        for other in subject_sites(document, claim.subject)[1:]
    )

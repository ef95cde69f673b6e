"""Neighbours: "Deir ez-Zor province borders Iraq", "Idlib, which borders Turkey", "Anbar borders Syria and Jordan".

Two countries are neighbours where the gazetteer has a border between them; other areas where their outlines come
near enough for outlines that are simplified to a kilometre and come from several sources. Where the text says on which
side ("is bordered by Syria to the north and Iraq to the east"), that is checked as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims._areas import area_sites, is_country, outline_of
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
from geo.claims._gaps import outline_gap
from geo.claims._phrases import ADMIN
from geo.claims._pronouns import meant_by_it
from geo.claims._reading import carrier
from geo.claims._relations import lying_in
from geo.claims.base import claim_type
from geo.claims.reasons import Reason
from geo.claims.shapes import lines_of, nearest_on_shape
from geo.model import Claim, Judgement, Position, Stated
from geo.patterns import anchored, lazy
from geo.units import COMPASS_PATTERN, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict
    from geo.units import Heading

_BORDERS = lazy(
    r"\b(?:B(?:ordered|ounded)(?=\sby\s)\sby|B(?:ordered|ounded)(?=\s(?:to|on|in)\s(?:the|its)\s\w)|borders(?:\son)?|bordering(?:\son)?|adjoins|adjoining|abuts|(?:is|are)\s(?:bordered|bounded)(?=\sby\s)\sby"
    r"|(?:is|are)\s(?:bordered|bounded)(?=\s(?:to|on|in)\s(?:the|its)\s\w)"
    r"|shares?\s(?:(?:an?|its|their)\s)?(?:[a-z\d-]{1,12}\s){0,2}?(?:border|frontier)s?\swith)\s",
    needs=("border", "bounded", "frontier", "adjoin", "abuts"),
)
_SIDE = rf"(?:to|on|in)\s(?:the|its)\s(?:far\s)?(?P<side>{COMPASS_PATTERN})"
_TO = anchored(rf"(?:{_SIDE}\s(?:side\s)?(?:(?:is|lies)\s)?(?:by|with)?\s?)?(?:both\s)?(?:the\s)?(?:neighbou?ring\s)?")
_ON_SIDE = anchored(
    rf"(?:\s{{1,3}}{ADMIN}\b)?(?:,?\s{_SIDE}(?!\s(?:side\s)?by\b)|\s\((?:to\sthe\s)?(?P<short>{COMPASS_PATTERN})\))?"
)
_FURTHER = anchored(r"\s{0,3}(?:[,;]\s{0,3}(?:and\s)?|and\s|&\s)\s{0,3}(?:by\s)?(?:the\s)?(?=[\w‘ʿ'])")
_GLUE = anchored(rf"(?:\s{{1,3}}{ADMIN})?\s{{0,2}},?\s{{1,2}}(?:(?:which|that)\s)?(?:also\s)?")
_WHOSE = anchored(
    rf"(?:\s{{1,3}}{ADMIN})?\s?,\s(?:whose|home\sto|centred\s(?:on|around)|centered\s(?:on|around))\b[^,;.]{{0,48}}"
)
_MOST = 10
"""Neighbours of one list."""
_THERE_DEG, _ROUGHLY_DEG = 60.0, 95.0
"""How far off the stated side four fifths of a shared border, and the middle of the neighbour, may lie."""

_TOUCHING_M, _NEARLY_M, _VAGUE_M = 6_000.0, 20_000.0, 60_000.0
"""Gaps of two outlines up to which they are neighbours, may well be, and cannot be told from ones that are."""


class _Listed(NamedTuple):
    """A neighbour (toponym) of a list, where its words end, and on which side it is said to lie."""

    toponym: int
    end: int
    heading: Heading | None


@claim_type("neighbour")
class Neighbour:
    """An area is said to border another."""

    priority = 12

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield a claim for each area that is named as a neighbour."""
        for match in _BORDERS.finditer(document.text):
            listed = list(_listed(document, match.end()))
            subject = _subject(document, match.start())
            if subject is None and len(listed) > 1 and match.start() == document.sentence_at(match.start()).start:
                subject = listed.pop().toponym  # "Bordered by Mali and Niger, Burkina Faso is …"
            if subject is None:
                continue
            for reference, end, heading in listed:
                stated = Stated(
                    heading=heading.name if heading else None,
                    azimuth_deg=heading.azimuth_deg if heading else None,
                    half_angle_deg=heading.half_angle_deg if heading else None,
                    qualifier="neighbour",
                )
                words = document.text[match.start() : end]
                yield Claim("neighbour", match.start(), end, words, subject=subject, reference=reference, stated=stated)

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the table of borders, else by the gap between the outlines."""
        assert claim.subject is not None
        assert claim.reference is not None
        found = _judged(document, claim.subject, claim.reference)
        return told(document, claim, _on_that_side(document, claim, found))

    def footprint(self, claim: Claim, document: Document) -> Shape | None:  # noqa: ARG002 - as the protocol has it
        """Return None: a neighbour may lie on any side."""
        return None


def _subject(document: Document, start: int) -> int | None:
    """Return the area that stands right before the verb, but for its kind and "which"."""
    before = document.within(document.sentence_at(start).start, start)
    if len(before) > 1 and _in_relative(document, before[-2], before[-1]):
        closed = document.text[document.toponyms[before[-1]].end : start].strip() == ","
        return before[-2] if closed and document.is_place(before[-2]) and _areas(document, before[-2]) else None
    if not before:
        meant = meant_by_it(document, start)
        return meant if meant is not None and _areas(document, meant) else None
    if not document.is_place(before[-1]):
        return None
    if _GLUE.fullmatch(document.text, document.toponyms[before[-1]].end, start) is None:
        return None
    # "Kasai province in the Congo borders Angola": Kasai.
    subject = carrier(document, lying_in(document, before[-1]))
    return subject if subject is not None and _areas(document, subject) else None


def _in_relative(document: Document, index: int, inner: int) -> bool:
    """Return whether a toponym is only told of the area before: "Nangarhar, whose capital is *Jalalabad*,"."""
    return _WHOSE.fullmatch(document.text, document.toponyms[index].end, document.toponyms[inner].start) is not None


def _listed(document: Document, at: int) -> Iterator[_Listed]:
    """Yield the areas of "Syria, Jordan and Saudi Arabia", "Syria to the north and Iraq to the east"."""
    text = document.text
    for _number in range(_MOST):
        lead = _TO.match(text, at)
        index = document.starting_at(lead.end()) if lead else None
        if lead is None or index is None or not document.is_place(index):
            return
        site = document.site(index)
        water = site is not None and site.is_water
        if not water and not _areas(document, index):
            return
        end = document.toponyms[index].end
        behind = _ON_SIDE.match(text, end)
        side = lead["side"] or (behind["side"] or behind["short"] if behind is not None else None)
        told_there = behind is not None and (behind["side"] or behind["short"]) is not None
        end = behind.end() if behind is not None and told_there else end
        if not water:
            yield _Listed(index, end, heading_of(side) if side is not None else None)
        further = _FURTHER.match(text, behind.end() if behind is not None else end)
        if further is None:
            return
        at = further.end()


def _on_that_side(document: Document, claim: Claim, found: Finding) -> Finding:
    """Return the finding on two neighbours with what the side adds on which one is said to lie."""
    assert claim.subject is not None
    assert claim.reference is not None
    azimuth = claim.stated.azimuth_deg
    if azimuth is None or found.judgement not in (Judgement.SUPPORTED, Judgement.APPROXIMATE):
        return found
    first, second = _areas(document, claim.subject)[0], _areas(document, claim.reference)[0]
    there = geodesy.inverse(first.position, second.position).azimuth_deg
    ways = sorted(geodesy.angle_between(azimuth, way) for way in _azimuths_of_border(document, first, second))
    off = min(geodesy.angle_between(azimuth, there), *ways[len(ways) // 5 :][:1])
    measured = f"{second.name} lies {geodesy.compass(there)} of the middle of {first.name}"
    if off <= _THERE_DEG:
        return found._replace(azimuth_deg=there)
    if off <= _ROUGHLY_DEG:
        text = f"{found.sentence} {measured}: roughly on the side stated."
        return approximate(Reason.DIRECTION_ROUGH, text, 0.8 * found.confidence)._replace(azimuth_deg=there)
    text = f"{found.sentence} But {measured}: another side than stated."
    return contradicted(Reason.DIRECTION_OFF, text, 0.85 * found.confidence)._replace(azimuth_deg=there)


def _azimuths_of_border(document: Document, first: Site, second: Site) -> list[float]:
    """Return the directions from the middle of an area to the points of its border with a neighbour."""
    gazetteer = document.gazetteer
    if gazetteer is None:
        return []
    if is_country(first) and is_country(second) and first.country is not None and second.country is not None:
        line = gazetteer.border_between(first.country, second.country)
    else:
        line = None
    if line is None:
        outline = outline_of(document, second)
        nearest = nearest_on_shape(first.position, outline) if outline is not None else None
        return [] if nearest is None else [geodesy.inverse(first.position, nearest).azimuth_deg]
    points = [Position(lat, lon) for pairs in lines_of(line) for lon, lat in pairs]
    return [geodesy.inverse(first.position, point).azimuth_deg for point in points[:: max(1, len(points) // 50)]]


def _areas(document: Document, index: int) -> list[Site]:
    """Return the readings of a toponym as an area on land, likeliest first; those of the chosen country's units too."""
    site = document.site(index)
    if site is not None and is_country(site):
        return [site]
    return area_sites(document, index, "province")


def _judged(document: Document, subject: int, reference: int) -> Finding:
    name, other = document.name(subject), document.name(reference)
    sites, others = _areas(document, subject), _areas(document, reference)
    if not sites:
        return unplaced_subject(name)
    if not others:
        return unplaced_reference(other)
    trust = document.confidence(subject) * document.confidence(reference)
    first, second = sites[0], others[0]
    if is_country(first) and is_country(second):
        return _of_countries(document, first, second, trust)
    if is_country(second) and first.country == second.country:
        return unverifiable(Reason.SUBJECT_UNCLEAR, f"{name} is a part of {other}: what borders what is not clear.")
    outlines = [shape for site in others if (shape := outline_of(document, site)) is not None][:1]
    gaps = [
        (way.distance_m, way.azimuth_deg)
        for site in sites
        if site.country == first.country
        and (shape := outline_of(document, site)) is not None
        and (way := outline_gap(shape, outlines)) is not None
    ]
    if not gaps:
        return unverifiable(Reason.GEOMETRY_MISSING, f"The outline of {name} or of {other} is not known here.")
    return _by_gap(name, other, min(gaps)[0], trust)


def _of_countries(document: Document, first: Site, second: Site, trust: float) -> Finding:
    """Judge by the table of borders."""
    gazetteer = document.gazetteer
    if gazetteer is None or first.country is None or second.country is None or first.country == second.country:
        return unverifiable(Reason.GEOMETRY_MISSING, "The border that is meant is not known here.")
    if gazetteer.border_between(first.country, second.country) is not None:
        return supported(Reason.IN_TABLE, f"{first.name} and {second.name} share a border.", 0.95 * trust)
    if outline_of(document, first) is None or outline_of(document, second) is None:
        return unverifiable(Reason.GEOMETRY_MISSING, f"The outline of {first.name} or {second.name} is not known here.")
    return contradicted(Reason.NOT_IN_TABLE, f"{first.name} and {second.name} share no border on land.", 0.85 * trust)


def _by_gap(name: str, other: str, gap: float, trust: float) -> Finding:
    apart = f"The outlines of {name} and {other} come within {kilometres(gap)} of each other"
    if gap <= _TOUCHING_M:
        return supported(Reason.PROXIMITY, f"{name} and {other} lie side by side, as stated.", 0.9 * trust)
    if gap <= _NEARLY_M:
        finding = approximate(Reason.PROXIMITY, f"{apart}: about as near as outlines can tell.", 0.7 * trust)
    elif gap <= _VAGUE_M:
        finding = unverifiable(Reason.VAGUE, f"{apart}: outlines are too coarse to say more.")
    else:
        finding = contradicted(Reason.TOO_FAR, f"{apart}: they are no neighbours.", 0.85 * trust)
    return finding._replace(distance_m=gap)

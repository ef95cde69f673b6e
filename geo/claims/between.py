"""Between: a place said to lie between two others, or midway ("between Idlib and Hama", "halfway between")."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from geo import geodesy
from geo.claims.base import Document, claim_type
from geo.claims.bindings import only_describes
from geo.claims.explain import as_kilometres
from geo.claims.reasons import Reason
from geo.claims.shapes import nearest_on_shape
from geo.claims.subjects import find_subject
from geo.model import Claim, Judgement, Shape, Stated
from geo.patterns import anchored, lazy, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.sites import Site
    from geo.model import Position, Verdict

__all__ = ["Between"]

_BETWEEN = lazy(
    r"\b(?:(?:roughly|about|almost|approximately|nearly)\s)?(?P<mid>(?:mid-?way|half-?way)(?:\spoint)?\s)?(?:in\s)?between\s",
    re.IGNORECASE,
    needs=("between",),
)
_LIES = trailing(
    r"\b(?:lies|lie|lay|lying|located|situated|sits|stands|nestled|set|based|sandwiched|wedged|squeezed|landlocked|hemmed\sin|straits?|positioned|strategically|roughly|just|itself|and"
    r"|country|province|state|nation|kingdom|republic|region|island|channel|town|city|village|settlement|hamlet|suburb|district|base|camp|crossroads|junction|is|was)[,\s]{1,2}(?:(?:about|roughly|strategically|right|just)\s)?\Z",
    re.IGNORECASE,
)
_OPENING = 16
_LIES_THERE = anchored(
    r"(?:\s[a-z]{4,12})?(?:,\s[^.;:()]{1,60},)?,?\s(?:(?:which|that)\s)?(?:(?:is|was|lies|lie|lay|sits|stands)\s)?(?:an?\s(?:[a-z-]{2,14}\s){0,2}(?:country|state|province|nation"
    r"|kingdom|republic|strait|island|channel|enclave|region)\s)?(?:(?:landlocked|located|situated|sandwiched|wedged|squeezed|hemmed\sin|lying|nestled)\s)?"
)
"""Between an area that opens its sentence and what it lies between."""
_NOT_SPATIAL = trailing(
    r"\b(?:talks?|clash(?:es)?|fighting|war|wars|battles?|relations?|ties|border|boundary|frontier|deal|agreement|truce|ceasefire|conflict|tensions?"
    r"|dialogue|negotiations?|trade|exchange|flights?|difference|cooperation|match|game|road|highway|route|railway|line|corridor|distance|stretch|link"
    r"|border\screossing|meeting|alternat\w{1,4}|choose|shuttl\w{1,4}|travel\w{0,4}|commut\w{1,4}|moved|divided|split|torn|caught)\s\Z",
    re.IGNORECASE,
)
_CONFLICT = lazy(
    r"\b(?:talks?|clash\w{0,3}|fighting|wars?|battles?|conflict|tensions?|truce|ceasefire|negotiations?|match|game|exchange|fire|violence)\b",
    re.IGNORECASE,
)
_AND = anchored(r"\s{1,2}and\s{1,2}", re.IGNORECASE)
_REACH, _BACK = 80, 6
_THE_CAPITAL = anchored(r"the\scapital(?=\s(?:and|to)\b|[\s,.;:)]*(?:$|[,.;:)\n]))(?!,\s[A-Z])", re.IGNORECASE)
_ON_ROAD = trailing(
    r"\b(?:lies|lie|lay|is|was|sits|stands|,|town|village|city)\s(?:on|along|astride)\s(?:the|a)\s(?:[\w-]{1,20}\s){0,3}?"
    r"(?:road|highway|motorway|route|railway|line)\s\Z",
    needs=("road", "way", "route", "line"),
)
"""Of a place on the way between two others that is as much as that it lies between them."""


class _Bounds(NamedTuple):
    """What is supported and what approximate: the way by the subject over the direct one, or off the middle."""

    supported: float
    approximate: float


_DETOUR = _Bounds(1.2, 1.5)
_FAR_TIMES, _SURE = 5.0, 0.9
_ONE_SIDE_DEG = 50.0
_OFF_MIDDLE = _Bounds(0.2, 0.35)
"""In shares of the way between the two."""


@claim_type("between")
class Between:
    """A place between two others: the way by it is not much longer than the direct one."""

    priority = 25

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the spatial uses of "between"; talks, borders and roads between two places are none."""
        text = document.text
        for match in _BETWEEN.finditer(text):
            pair = _pair(document, match.end())
            if pair is None:
                continue
            first, second, end = pair
            subject = find_subject(document, match.start(), end, excluded=(first, second)).toponym
            if subject is None:
                subject = _area_before(document, match.start(), (first, second))
            if match["mid"] is None and not _is_spatial(document, match.start(), subject):
                continue
            yield Claim(
                type="between",
                start=match.start(),
                end=end,
                text=text[match.start() : end],
                subject=subject,
                reference=first,
                second_reference=second,
                stated=Stated(qualifier="midway" if match["mid"] else None),
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the detour, or by the distance from the middle where "midway" is said."""
        sites = [document.point(index) for index in (claim.subject, claim.reference, claim.second_reference)]
        subject, first, second = sites
        reason = _missing(claim, subject, first, second)
        if reason is not None:
            return document.verdict(claim, Judgement.UNVERIFIABLE, reason, _MISSING[reason], confidence=0.5)
        assert subject is not None
        assert first is not None
        assert second is not None
        ends = _ends(document, subject, first, second)
        if ends is None:
            text = "The two are areas whose shape is not known here, so nothing lies measurably between them."
            return document.verdict(claim, Judgement.UNVERIFIABLE, Reason.GEOMETRY_MISSING, text, confidence=0.5)
        return _measured(claim, document, subject, first, second, ends)

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the ellipse of the supported detour, or the circle about the middle."""
        first, second = document.point(claim.reference), document.point(claim.second_reference)
        if first is None or second is None or first.is_area or second.is_area:
            return None
        way = geodesy.inverse(first.position, second.position)
        if way.distance_m < 1.0:
            return None
        middle = geodesy.along(first.position, second.position, 0.5)
        if claim.stated.qualifier == "midway":
            return geodesy.circle(middle, _OFF_MIDDLE.supported * way.distance_m + first.radius_m)
        return _ellipse(middle, geodesy.inverse(middle, second.position).azimuth_deg, way.distance_m, _DETOUR.supported)


_MISSING = {
    Reason.NO_SUBJECT: "The text does not say clearly what lies there.",
    Reason.SUBJECT_UNPLACED: "No position is known for the place that is said to lie there.",
    Reason.REFERENCE_UNPLACED: "No position is known for one of the two places.",
    Reason.SAME_PLACE: "The two are one and the same place here, so nothing lies between them.",
}


def _missing(claim: Claim, subject: Site | None, first: Site | None, second: Site | None) -> Reason | None:
    if first is None or second is None:
        return Reason.REFERENCE_UNPLACED
    if first.position == second.position:
        return Reason.SAME_PLACE
    if claim.subject is None:
        return Reason.NO_SUBJECT
    return Reason.SUBJECT_UNPLACED if subject is None else None


def _pair(document: Document, at: int) -> tuple[int, int, int] | None:
    """Return the toponyms of "between A and B", and where the words for the second end."""
    first = _end_at(document, at)
    link = _AND.match(document.text, first[1]) if first is not None else None
    second = _end_at(document, link.end()) if link is not None else None
    return (first[0], *second) if first is not None and second is not None else None


def _end_at(document: Document, at: int) -> tuple[int, int] | None:
    """Return the toponym that is named at ``at``, past what describes it, and where its words end."""
    the_capital = _THE_CAPITAL.match(document.text, at)
    named = _capital_named(document, at) if the_capital is not None else None
    if the_capital is not None and named is not None:
        return named, the_capital.end()
    stop = min(document.sentence_at(at).end, at + _REACH)
    indexes = [index for index in document.within(at, stop) if document.is_place(index)]
    if not indexes or not only_describes(document, at, document.toponyms[indexes[0]].start):
        return None
    return indexes[0], document.toponyms[indexes[0]].end


def _capital_named(document: Document, at: int) -> int | None:
    """Return the mention before ``at`` of the capital of the country under discussion."""
    gazetteer, country = document.gazetteer, document.country_at(at)
    row = gazetteer.capital_row(country) if gazetteer is not None and country is not None else None
    if gazetteer is None or row is None:
        return None
    wanted = gazetteer.id(row)
    before = document.within(document.sentences[max(0, document.sentence_number(at) - _BACK)].start, at)
    return next((index for index in reversed(before) if (place := document.place(index)) and place.id == wanted), None)


def _area_before(document: Document, start: int, excluded: tuple[int, int]) -> int | None:
    """Return the country, the province or the strait that is said to lie between two: "Moldova, landlocked between"."""
    before = document.within(document.sentence_at(start).start, start)
    if not before:
        return None
    index = before[0]
    end = document.toponyms[index].end
    opens = document.toponyms[index].start - document.sentence_at(start).start <= _OPENING
    if index in excluded or not opens or not document.is_place(index) or not document.is_wide(index):
        return None
    fits = _LIES_THERE.fullmatch(document.text, end, start) is not None
    return index if fits and len(before) == 1 else None


def _is_spatial(document: Document, start: int, subject: int | None) -> bool:
    before = document.text[max(0, start - 48) : start]
    if subject is None:
        return False
    if _ON_ROAD.search(before):
        return True
    if _NOT_SPATIAL.search(before):
        return False
    if _LIES.search(before):
        return True
    gap = document.text[document.toponyms[subject].end : start].strip()
    if gap in (",", "(", ", ("):
        return True
    # "Clashes in Homs between the army and …": without a comma what clashes may stand before the place.
    sentence = document.sentence_at(start)
    return gap == "" and _CONFLICT.search(document.text, max(sentence.start, start - 96), start) is None


def _ends(document: Document, subject: Site, first: Site, second: Site) -> tuple[Position, Position] | None:
    """Return the points to measure from: of an area, the one nearest to the subject."""
    ends: list[Position] = []
    for site in (first, second):
        if not (site.is_area or site.is_line):
            ends.append(site.position)
            continue
        shape = document.gazetteer.outline(site.id) if document.gazetteer is not None else None
        nearest = nearest_on_shape(subject.position, shape) if shape is not None else None
        if nearest is None:
            return None
        ends.append(nearest)
    return ends[0], ends[1]


def _measured(  # noqa: PLR0913, PLR0917 - a claim and its three places
    claim: Claim, document: Document, subject: Site, first: Site, second: Site, ends: tuple[Position, Position]
) -> Verdict:
    to_first, to_second = (geodesy.inverse(end, subject.position) for end in ends)
    direct = geodesy.distance(*ends)
    by_subject = max(0.0, to_first.distance_m + to_second.distance_m - subject.radius_m)
    if claim.stated.qualifier == "midway":
        middle = geodesy.along(*ends, 0.5)
        off = max(0.0, geodesy.distance(middle, subject.position) - subject.radius_m) / max(direct, 1.0)
        bounds, value = _OFF_MIDDLE, off
    else:
        bounds, value = _DETOUR, by_subject / max(direct, 1.0)
    if value <= bounds.approximate and _are_on_one_side(first, second, to_first, to_second):
        value = math.inf
    if value <= bounds.supported:
        judgement, reason = Judgement.SUPPORTED, Reason.AGREES
    elif value <= bounds.approximate:
        judgement, reason = Judgement.APPROXIMATE, Reason.ROUGH
    else:
        judgement, reason = Judgement.CONTRADICTED, Reason.NOT_BETWEEN
    sure = min(subject.confidence, first.confidence, second.confidence)
    if judgement is Judgement.CONTRADICTED and by_subject > _FAR_TIMES * direct and sure < _SURE:
        text = (
            f"The {subject.name} that is known here lies far from both: another place of that name is probably meant."
        )
        return document.verdict(claim, Judgement.UNVERIFIABLE, Reason.CANDIDATES_DISAGREE, text, confidence=0.5)
    text = (
        f"{as_kilometres(to_first.distance_m)} from {first.name} and "
        f"{as_kilometres(to_second.distance_m)} from {second.name}, "
        f"which are {as_kilometres(direct)} apart"
    )
    right = 0.9 if judgement is not Judgement.CONTRADICTED else 0.75
    return document.verdict(
        claim,
        judgement,
        reason,
        f"{text}.",
        confidence=right * sure,
        distance_m=to_first.distance_m,
        azimuth_deg=to_first.azimuth_deg,
    )


def _are_on_one_side(first: Site, second: Site, to_first: geodesy.Inverse, to_second: geodesy.Inverse) -> bool:
    """Return whether of two areas the one lies behind the other: Uruguay is not between Brazil and Colombia."""
    if not (first.is_area and second.is_area):
        return False
    return geodesy.angle_between(to_first.azimuth_deg, to_second.azimuth_deg) < _ONE_SIDE_DEG


def _ellipse(middle: Position, azimuth_deg: float, length_m: float, detour: float) -> Shape:
    """Return the ellipse whose way by any point of its edge is ``detour`` times the direct one."""
    long = detour * length_m / 2.0
    short = math.sqrt(long * long - length_m * length_m / 4.0)
    ring: list[tuple[float, float]] = []
    for step in range(0, 360, 10):
        angle = math.radians(step)
        radius = long * short / math.hypot(short * math.cos(angle), long * math.sin(angle))
        point = geodesy.destination(middle, azimuth_deg - step, min(radius, 19_000_000.0))
        lon = point.lon + 360.0 * round(((ring[-1][0] if ring else middle.lon) - point.lon) / 360.0)
        ring.append((lon, point.lat))
    ring.append(ring[0])
    return Shape("Polygon", (tuple(ring),))

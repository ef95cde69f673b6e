"""Borders: "10 km from the Syrian border", "on the border with Turkey", "the Turkish border town of Kilis".

Measured to the lines of the gazetteer's outlines, which are simplified to about a kilometre.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from geo import geodesy
from geo.claims._areas import area_sites, outline_of, subject_sites, town_site, whereabouts
from geo.claims._borders import BorderPhrase, border_lines, border_phrases
from geo.claims._findings import Finding, kilometres, told, unplaced_subject, unverifiable
from geo.claims._foreign_lengths import SCRIPTS
from geo.claims._gaps import outline_gap
from geo.claims._lines import LINE_M, length_fits
from geo.claims._links import linked_before, named_after
from geo.claims.base import claim_type
from geo.claims.bindings import bindings_of, place_of_binding
from geo.claims.grammar import Mention, find_claims
from geo.claims.readings import LEAST_LIKELY, LIKELY
from geo.claims.reasons import Reason
from geo.claims.shapes import nearest_on_shape
from geo.claims.subjects import find_subject
from geo.model import Claim, Judgement, Position, Stated
from geo.patterns import anchored, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.base import Document
    from geo.claims.sites import Site
    from geo.model import Shape, Verdict

_AND = anchored(r"\s?,?\s(?:and|or|but)\s(?:(?:is|lies|only|just|also|some|about|around)\s){0,3}")
_ON = trailing(
    r"\b(?:right\s|directly\s|(?:nearly|almost|practically|virtually)\s(?=on|at|astride))?(?:on|along|at|astride|straddling|across|over|by|beside|adjacent\sto|next\sto|на|على)\s{1,3}$"
)
_NEAR = trailing(
    r"\b(?:very\s|quite\s)?(?:near|close\sto|a\sstone['’]s\sthrow\s(?:away\s)?from|not\sfar\sfrom|towards?|in\sthe\svicinity\sof|біля|поблизу|поруч\sіз"
    r"|недалеко\s(?:від|от)|около|возле|вблизи|близ|قرب|بالقرب\sمن|على\sمقربة\sمن)\s{1,3}$"
)
_CALLED = anchored(
    r"\s{1,3}(?:(?:area|region|zone)\s{1,3})?(?P<kind>towns?|city|cities|villages?|crossings?|posts?|point|gate|settlements?|district|province|region|area)\b"
)
_IN = trailing(r"\s(?:in|at)\s(?:the\s)?\Z")
_IS_A = trailing(
    r"(?<![\s,])\s{0,3},?\s{0,3}(?:(?:which\s)?(?:is|was|are)\s)?(?:(?:an?|the|another|main|key|strategic|small|only)\s{1,3}){1,3}$"
)

_ON_M, _ON_ROUGH_M, _ON_WRONG_M = 12_000.0, 30_000.0, 50_000.0
_NEAR_M, _NEAR_ROUGH_M, _NEAR_WRONG_M = 50_000.0, 90_000.0, 150_000.0
_AT_M, _STRAIGHT = 500.0, 1.1
_ELSEWHERE_M, _UNSURE = 1_000_000.0, 0.5
_ROUGHLY_DEG, _OTHER_SIDE_DEG = 65.0, 100.0
"""A border is no point: the nearest point of a crooked one lies in many directions."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a phrase says: near or on a border, or so far from it."""

    phrase: BorderPhrase
    mention: Mention | None
    word: str


_SAID: WeakKeyDictionary[Document, dict[tuple[int, int], _Said]] = WeakKeyDictionary()


@claim_type("border")
class Border:
    """A place is said to lie on, near, or so far from a border."""

    priority = 10

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the claims about places and borders."""
        said = _SAID.setdefault(document, {})
        phrases = list(border_phrases(document))
        if not phrases:
            return
        mentions = {mention.after: mention for mention in find_claims(document.text) if mention.after is not None}
        before: Claim | None = None
        for phrase in phrases:
            for found, meaning in _claims(document, phrase, mentions):
                claim = before = _coordinated(document, found, before)
                said[claim.start, claim.end] = meaning
                yield claim

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict on the distance from the subject to the nearest point of the border."""
        meaning = _SAID[document][claim.start, claim.end]
        if claim.subject is None:
            missing = unverifiable(Reason.NO_SUBJECT, "The text does not say clearly what lies there.")
            return told(document, claim, missing)
        subject = _subject_site(document, claim.subject)
        if subject is None:
            return told(document, claim, unplaced_subject(document.name(claim.subject)))
        lines = border_lines(document, meaning.phrase, subject)
        name = _border_name(document, meaning.phrase)
        if not lines:
            course = unverifiable(Reason.GEOMETRY_MISSING, f"The course of {name} is not known here.")
            return told(document, claim, course, reference_name=name)
        return told(document, claim, _judged(claim, document, meaning, subject), reference_name=name)

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the disc about the nearest point of the border that the words allow, for a subject with a place."""
        meaning = _SAID[document][claim.start, claim.end]
        subject = _subject_site(document, claim.subject)
        if subject is None:
            return None
        nearest = _nearest(subject.position, border_lines(document, meaning.phrase, subject))
        reach = claim.stated.high_m if meaning.mention else {"on": _ON_ROUGH_M, "near": _NEAR_ROUGH_M}[meaning.word]
        return geodesy.circle(nearest, max(reach, 1_000.0)) if nearest is not None and reach is not None else None


def _coordinated(document: Document, claim: Claim, before: Claim | None) -> Claim:
    """Give a claim without a subject that of the one before: "145 km from A's border and 110 km from B's"."""
    if claim.subject is not None or before is None or before.subject is None:
        return claim
    joined = _AND.fullmatch(document.text, before.end, claim.start) if before.end <= claim.start else None
    return replace(claim, subject=before.subject) if joined is not None else claim


def _subject_site(document: Document, index: int | None) -> Site | None:
    """Return the place that a subject means: a province where the text calls it one, else a town."""
    if index is not None and document.is_designated(index):
        areas = area_sites(document, index, "province")
        if areas:
            return areas[0]
    return town_site(document, index)


def _claims(document: Document, phrase: BorderPhrase, mentions: dict[int, Mention]) -> Iterator[tuple[Claim, _Said]]:
    """Yield the claim that stands about one phrase: a length before it, else a word, else "border town of"."""
    mention = next((mentions[at] for at in range(phrase.start, phrase.end) if at in mentions), None)
    if mention is not None and _CALLED.match(document.text, phrase.end) is not None:
        return  # "80 km east of the Turkish border town of Ras al-Ayn" is measured from that town
    if mention is not None:
        measured_from = {index for at in mentions if (index := document.starting_at(at)) is not None}
        excluded = measured_from.union(phrase.owners)
        subject = find_subject(document, mention.start, phrase.end, excluded=excluded).toponym
        if subject is None and (at := place_of_binding(document, mention.start)) is not None:
            subject = bindings_of(document)[at].subject.toponym  # of the claim that it is coordinated with
        yield (
            _claim(document, phrase, mention.start, phrase.end, subject, _stated(mention)),
            _Said(phrase, mention, "from"),
        )
        return
    called = _CALLED.match(document.text, phrase.end)
    if called is not None:
        named = _called_after(document, phrase)
        before = document.text[max(0, phrase.start - 60) : phrase.start]
        if named is not None:
            end = document.toponyms[named].end
            stated = Stated(qualifier="border town")
            yield _claim(document, phrase, phrase.start, end, named, stated), _Said(phrase, None, "on")
            return
        if _IS_A.search(before) and (subject := linked_before(document, phrase.start)) is not None:
            stated = Stated(qualifier="border town")
            yield _claim(document, phrase, phrase.start, called.end(), subject, stated), _Said(phrase, None, "on")
        return
    before = document.text[max(0, phrase.start - 40) : phrase.start]
    for pattern, word in ((_ON, "on"), (_NEAR, "near")):
        match = pattern.search(before)
        if match is None:
            continue
        start = phrase.start - (len(before) - match.start())
        subject = linked_before(document, start)
        if subject is not None and subject not in phrase.owners:
            stated = Stated(qualifier=word)
            yield _claim(document, phrase, start, phrase.end, subject, stated), _Said(phrase, None, word)
        return


def _called_after(document: Document, phrase: BorderPhrase) -> int | None:
    """Return X of "the border town of X", and nothing for "the border crossing in Surin province"."""
    named = named_after(document, phrase.end)
    if named is None or _IN.search(document.text, phrase.end, document.toponyms[named].start) is None:
        return named
    return None if document.is_wide(named) else named


def _claim(  # noqa: PLR0913, PLR0917 - the fields of a claim
    document: Document, phrase: BorderPhrase, start: int, end: int, subject: int | None, stated: Stated
) -> Claim:
    owners = phrase.owners
    return Claim(
        "border",
        start,
        end,
        document.text[start:end],
        subject=subject,
        reference=owners[0] if owners else None,
        second_reference=owners[1] if len(owners) > 1 else None,
        stated=stated,
        implied=None if owners else "the border",
    )


def _stated(mention: Mention) -> Stated:
    length, heading = mention.length, mention.heading
    return Stated(
        low_m=length.low_m if length else None,
        high_m=length.high_m if length else None,
        unit=length.unit if length else None,
        heading=heading.name if heading else None,
        azimuth_deg=heading.azimuth_deg if heading else None,
        half_angle_deg=heading.half_angle_deg if heading else None,
        qualifier=mention.qualifier,
        mode=mention.mode,
        bracketed_m=mention.bracketed.middle_m if mention.bracketed else None,
    )


def _border_name(document: Document, phrase: BorderPhrase) -> str:
    words = " ".join(document.text[phrase.start : phrase.end].split())
    words = f"{words[0].lower()}{words[1:]}" if words.startswith(("The ", "Its ", "Their ")) else words
    if SCRIPTS.search(words):
        sites = [site.name for index in phrase.owners if (site := document.site(index)) is not None]
        words = f"border of {' and '.join(sites)}" if sites else "border"
    named = words.lower().startswith(("the ", "its ", "their ")) or "'" in words or "’" in words
    return words if named else f"the {words}"


def _nearest(position: Position, lines: list[Shape]) -> Position | None:
    points = [point for line in lines if (point := nearest_on_shape(position, line)) is not None]
    return min(points, key=lambda point: geodesy.distance(position, point), default=None)


def _judged(claim: Claim, document: Document, meaning: _Said, subject: Site) -> Finding:
    assert claim.subject is not None
    found = _measured(claim, document, meaning, subject)
    assert found is not None
    if found[0].distance_m > _ELSEWHERE_M and subject.confidence < _UNSURE:
        # A doubtful place on another continent: of the others that the text may mean, the nearest.
        others = (_measured(claim, document, meaning, site) for site in subject_sites(document, claim.subject))
        found = min((other for other in others if other is not None), key=lambda other: other[0].distance_m)
    if found[1][0] is Judgement.CONTRADICTED:
        found = _another_of_the_name(claim, document, meaning, found)
    way, (judgement, reason, words) = found
    name, border = document.name(claim.subject), _border_name(document, meaning.phrase)
    side = f"{kilometres(way.distance_m)} {geodesy.compass(way.azimuth_deg)} of the nearest point of {border}"
    side = f"right at {border}" if way.distance_m < _AT_M else side
    sure = (0.9 if judgement is Judgement.SUPPORTED else 0.75) * document.confidence(claim.subject)
    return Finding(judgement, reason, f"{name} lies {side}: {words}.", sure, way.distance_m, way.azimuth_deg)


def _another_of_the_name(claim: Claim, document: Document, meaning: _Said, first: _Found) -> _Found:
    """Judge by the likeliest other place of the subject's name that fits; an unlikely one only leaves it open."""
    assert claim.subject is not None
    chosen, *others = subject_sites(document, claim.subject)
    fitting = [
        (site, found)
        for site in others
        if (found := _measured(claim, document, meaning, site)) is not None and found[1][0] is Judgement.SUPPORTED
    ]
    if not fitting:
        return first
    best, found = max(fitting, key=lambda pair: pair[0].confidence)
    likely = best.confidence / max(chosen.confidence, 1e-6)
    way, (judgement, reason, words) = first
    if likely >= LIKELY:
        where = whereabouts(document, best) or "another place"
        words = f"{found[1][2]}, if the {best.name} in {where} is meant"
        return found[0], (Judgement.SUPPORTED, Reason.FITS_OTHER_CANDIDATE, words)
    if likely >= LEAST_LIKELY:
        words = f"{words}; another place of that name fits, which the text may mean"
        return way, (Judgement.UNVERIFIABLE, Reason.CANDIDATES_DISAGREE, words)
    return way, (judgement, reason, f"{words}; a place of that name that is hardly meant would fit")


def _measured(claim: Claim, document: Document, meaning: _Said, subject: Site) -> _Found | None:
    """Return the way from the border to a reading of the subject, and what it means for the claim."""
    lines = border_lines(document, meaning.phrase, subject)
    outline = outline_of(document, subject) if subject.is_area and meaning.mention is None else None
    if outline is not None and (gap := outline_gap(outline, lines)) is not None:
        return gap, _by_word(meaning.word, gap.distance_m)
    nearest = _nearest(subject.position, lines)
    if nearest is None:
        return None
    way = geodesy.inverse(nearest, subject.position)
    if meaning.mention is None:
        return way, _by_word(meaning.word, way.distance_m - subject.radius_m)
    return way, _by_length(claim.stated, way, subject.radius_m)


_Judged = tuple[Judgement, Reason, str]
_Found = tuple[geodesy.Inverse, _Judged]
"""The way from the border to a reading of the subject, and what it means for the claim."""


def _by_word(word: str, gap_m: float) -> _Judged:
    near, rough, wrong = (_ON_M, _ON_ROUGH_M, _ON_WRONG_M) if word == "on" else (_NEAR_M, _NEAR_ROUGH_M, _NEAR_WRONG_M)
    said = "on the border" if word == "on" else "near the border"
    if gap_m <= near:
        return Judgement.SUPPORTED, Reason.PROXIMITY, f"{said}, as stated"
    if gap_m <= rough:
        return Judgement.APPROXIMATE, Reason.PROXIMITY, f"farther than {said} mostly means"
    if gap_m <= wrong:
        return Judgement.UNVERIFIABLE, Reason.VAGUE, f"neither surely {said} nor surely not"
    return Judgement.CONTRADICTED, Reason.TOO_FAR, f"farther than {said} can mean"


def _by_length(stated: Stated, way: geodesy.Inverse, radius_m: float) -> _Judged:
    """Judge a stated distance by the rule for true claims, with the outline's own error added."""
    off = 0.0 if stated.azimuth_deg is None else geodesy.angle_between(stated.azimuth_deg, way.azimuth_deg)
    turned = way.distance_m > LINE_M and off > _OTHER_SIDE_DEG
    fits, roughly = length_fits(stated, way.distance_m, 0.3 * radius_m + LINE_M)
    if turned:
        reason = Reason.DIRECTION_OFF if roughly else Reason.BOTH_OFF
        return Judgement.CONTRADICTED, reason, "the other side of it"
    if not roughly:
        return Judgement.CONTRADICTED, Reason.DISTANCE_OFF, "not as stated"
    if not fits:
        return Judgement.APPROXIMATE, Reason.DISTANCE_ROUGH, "roughly as stated"
    if off > _ROUGHLY_DEG:
        return Judgement.APPROXIMATE, Reason.DIRECTION_ROUGH, "roughly in the direction stated"
    return _fitting(stated, way.distance_m, 0.3 * radius_m)


def _fitting(stated: Stated, distance_m: float, extent_m: float) -> _Judged:
    """Return why a stated distance fits: as it is, by a road, or only with the outline's own error let off."""
    if not length_fits(stated, distance_m, extent_m)[0]:
        return Judgement.APPROXIMATE, Reason.OUTLINE_COARSE, "as stated, if the outline is off by a few kilometres"
    longer = (stated.low_m or 0.0) - extent_m > _STRAIGHT * distance_m
    if longer and stated.qualifier not in {"at_most", "within"}:
        return Judgement.SUPPORTED, Reason.ROAD_DISTANCE, "as stated, within what road distances explain"
    return Judgement.SUPPORTED, Reason.AGREES, "as stated"

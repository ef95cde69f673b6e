"""Travel: a time to get there ("an hour's drive from Mosul"). Without a router only bounds can be checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.claims.base import Document, claim_type
from geo.claims.bindings import bound
from geo.claims.explain import measured
from geo.claims.grammar import Mention
from geo.claims.judge import judge
from geo.claims.measuring import Measurer
from geo.claims.reasons import Reason
from geo.geodesy import wedge
from geo.model import Claim, Judgement, Stated
from geo.patterns import anchored, trailing
from geo.units import COMPASS_PATTERN, durations, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.bindings import Binding
    from geo.claims.judge import Outcome
    from geo.model import Shape, Verdict
    from geo.units import Duration

__all__ = ["Travel"]

_WAY = anchored(
    r"(?:['’]s?)?[\s-](?:(?P<walk>(?:long\s|short\s)?(?:walk|hike|march|trek)|(?:on|by)\sfoot|of\swalking)"
    r"|(?P<air>flight|by\s(?:air|plane|helicopter)|helicopter\s(?:flight|ride))"
    r"|(?P<drive>(?:(?:car|bus|taxi|train|boat|road|long|short|rough|hard|bumpy)\s){0,2}(?:drive|ride|journey|trip|travel)"
    r"|driving|by\s(?:car|road|bus|train|truck|taxi|boat|ferry|land|sea|river)|of\s(?:driving|travel)))\b",
    re.IGNORECASE,
)
_RELATION = anchored(
    rf",?\s{{1,2}}(?:(?i:away|distant|(?:to\s)?(?:the\s)?)\s?)?(?:(?P<compass>{COMPASS_PATTERN})\s)?(?P<relation>(?i:from|of|outside))\b"
)
_BARE = anchored(r"\s(?:away\s)?from\b(?!\s(?:now|then|the\s(?:time|start|moment))\b)", re.IGNORECASE)


_RATE = trailing(
    r"(?:\b(?:miles?|kilomet(?:re|er)s?|km|knots?|met(?:re|er)s?|dollars?|euros?|pounds?|dinars?|barrels?|times|rounds)|\d)\s\Z",
    re.IGNORECASE,
)
"""Before "an hour": so much an hour is a speed or a price, not a way."""


class _Speed(NamedTuple):
    """Kilometres an hour along the straight line, slowest and fastest."""

    slow: float
    fast: float


_SPEEDS = {"walk": _Speed(1.0, 8.0), "air": _Speed(80.0, 1000.0), "drive": _Speed(5.0, 120.0)}
_MODES = {"walk": "walk", "air": "flight", "drive": "travel_time"}


_ARTICLE = trailing(r"\b[Aa]n?\s\Z")
"""Belongs to the words: "Homs, | a ten-minute drive from Damascus"."""


@claim_type("travel")
class Travel:
    """A stated time from a reference to a subject, checked by the slowest and the fastest that one may go."""

    priority = 25

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the travel times of the text that relate two things."""
        ways: dict[int, tuple[Duration, str]] = {}
        mentions: list[Mention] = []
        for duration in durations(document.text):
            found = _mention(document.text, duration)
            if found is not None:
                mention, way = found
                ways[mention.start] = (duration, way)
                mentions.append(mention)
        for binding in bound(document, mentions):
            if binding.reference.kind in ("named", "capital", "provincial"):
                yield _claim(document, binding, *ways[binding.mention.start])

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the bounds; a time that is possible is no more than approximately right."""
        measurer = Measurer(document, claim, _again(document, claim))
        missing = measurer.missing()
        if missing is not None:
            return missing
        subject, reference = measurer.subject, measurer.reference
        assert subject is not None
        assert reference is not None
        turn = judge(
            Stated(
                heading=claim.stated.heading,
                azimuth_deg=claim.stated.azimuth_deg,
                half_angle_deg=claim.stated.half_angle_deg,
            ),
            subject,
            reference,
        )
        distance = turn.distance_m or 0.0
        spread = subject.radius_m + reference.radius_m
        low, high = claim.stated.low_m or 0.0, claim.stated.high_m or 0.0
        possible = low <= distance + spread and distance - spread <= high
        judgement, reason = _judged(turn, possible=possible)
        if judgement is Judgement.CONTRADICTED and measurer.is_guessed():
            judgement, reason = Judgement.UNVERIFIABLE, Reason.SUBJECT_UNCLEAR
        words = f"that time allows {low / 1000.0:,.0f} to {high / 1000.0:,.0f} km, bounds only: no route was computed"
        return document.verdict(
            claim,
            judgement,
            reason,
            f"{measured(turn.distance_m, turn.azimuth_deg)}: {words}.",
            confidence=0.7 * min(subject.confidence, reference.confidence),
            distance_m=turn.distance_m,
            azimuth_deg=turn.azimuth_deg,
            subject_name=measurer.subject_name(),
        )

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the annulus or wedge that the time allows."""
        reference = Measurer(document, claim, _again(document, claim)).reference
        if reference is None or reference.is_area or reference.is_line:
            return None
        low, high = claim.stated.low_m or 0.0, min(claim.stated.high_m or 1.0, 15_000_000.0)
        return wedge(
            reference.position,
            claim.stated.azimuth_deg,
            claim.stated.half_angle_deg or 180.0,
            min(low, high - 1.0),
            high,
        )


def _judged(turn: Outcome, *, possible: bool) -> tuple[Judgement, Reason]:
    """Return the verdict of the direction where it is wrong or cannot be told, else that of the bounds."""
    if turn.judgement is Judgement.UNVERIFIABLE:
        return turn.judgement, turn.reason
    if turn.judgement is Judgement.CONTRADICTED:
        return turn.judgement, Reason.DIRECTION_OFF
    if possible:
        return Judgement.APPROXIMATE, Reason.TRAVEL_BOUNDS
    return Judgement.CONTRADICTED, Reason.TRAVEL_IMPOSSIBLE


def _mention(text: str, duration: Duration) -> tuple[Mention, str] | None:
    if _RATE.search(text[max(0, duration.start - 16) : duration.start]) is not None:
        return None
    way = _WAY.match(text, duration.end)
    if way is None:
        bare = _BARE.match(text, duration.end)
        if bare is None or duration.high_h > 24.0:  # noqa: PLR2004 - "three days from" is a date more often than a way
            return None
        return Mention(duration.start, bare.end(), None, None, "from", _skip(text, bare.end())), "drive"
    relation = _RELATION.match(text, way.end())
    if relation is None:
        return None
    heading = heading_of(relation["compass"]) if relation["compass"] else None
    if relation["relation"].lower() == "of" and heading is None:
        return None
    article = _ARTICLE.search(text[max(0, duration.start - 4) : duration.start])
    start = duration.start - len(article.group()) if article is not None else duration.start
    mention = Mention(start, relation.end(), None, heading, relation["relation"].lower(), _skip(text, relation.end()))
    return mention, way.lastgroup or "drive"


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _claim(document: Document, binding: Binding, duration: Duration, way: str) -> Claim:
    mention, reference = binding.mention, binding.reference
    speed = _SPEEDS[way]
    end = max(reference.end, mention.end)
    return Claim(
        type="travel",
        start=mention.start,
        end=end,
        text=document.text[mention.start : end],
        subject=binding.subject.toponym,
        reference=reference.toponym,
        stated=Stated(
            low_m=duration.low_h * speed.slow * 1000.0,
            high_m=duration.high_h * speed.fast * 1000.0,
            heading=mention.heading.name if mention.heading else None,
            azimuth_deg=mention.heading.azimuth_deg if mention.heading else None,
            half_angle_deg=mention.heading.half_angle_deg if mention.heading else None,
            mode=_MODES[way],
        ),
        implied=reference.implied.name if reference.implied else None,
    )


def _again(document: Document, claim: Claim) -> Binding | None:
    """Return the binding of a claim that :meth:`Travel.find` made."""
    duration = next((found for found in durations(document.text[claim.start : claim.end])), None)
    if duration is None:
        return None
    shifted = duration._replace(start=duration.start + claim.start, end=duration.end + claim.start)
    found = _mention(document.text, shifted)
    return bound(document, [found[0]])[0] if found else None

"""Direction: a heading without a distance ("north of Hama", "due west of Mosul")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.base import Document, claim_type
from geo.claims.bindings import bindings_of, place_of_binding
from geo.claims.measuring import Measurer
from geo.model import Claim
from geo.patterns import anchored, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.claims.bindings import Binding
    from geo.model import Shape, Verdict

__all__ = ["Direction"]

_LINK = anchored(
    r"\A[\s,(]{0,4}(?:(?:which|that|is|was|are|lies|lay|lying|located|situated|sits|stands|standing|just|immediately|slightly|a|an|the|its|small|large"
    r"|strategic|key|main|nearby|town|city|village|towns|villages|district|area|areas|settlement|suburb|region|neighbou?rhood|countryside|base|airbase"
    r"|airport|camp|port|further|farther|far|in|of|on|to|about|some|directly|due|both|all|province|governorate|oblast|state|county)[\s,(]{1,3}){0,9}\Z",
    re.IGNORECASE,
)
_PART_OF = trailing(r"\b(?:the|in|into|from|across|throughout)\s\Z", re.IGNORECASE)
_REACH = 120
_NEAR = anchored(
    r"(?:\s(?:district|city|city's|town))?\s(?:near|at|around)\s(?:the\s(?:village|town|settlement|city)s?\sof\s)?"
)
_AROUND = trailing(r"\b(?:near|around|outside|towards?)\s\Z", re.IGNORECASE)
_BEFORE = 32
_EVENT = trailing(
    r"(?:\b(?:attack|fight|clash|advanc|operat|shell|strike|struck|push|mov|assault|continu|progress|gain)\w{0,6}(?:\s[a-z]{2,12}){0,3}?"
    r"|,?\sand)\s\Z"
)


@claim_type("direction")
class Direction:
    """A stated direction from a reference to a subject that stands right beside it."""

    priority = 30

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the directions of the text; "the north of Idlib" is a part of Idlib and none."""
        for binding in bindings_of(document):
            mention = binding.mention
            if (
                mention.length is not None
                or binding.reference.kind in ("border", "unnamed")
                or _is_part(document, binding)
            ):
                continue
            start, end = mention.start, max(binding.reference.end, mention.end)
            near = _fought_near(document, binding)
            yield Claim(
                type="direction",
                start=start,
                end=end,
                text=document.text[start:end],
                subject=near if near is not None else _tied_subject(document, binding),
                reference=binding.reference.toponym,
                stated=mention.stated(),
                implied=binding.reference.implied.name if binding.reference.implied else None,
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the azimuth, or from the nearest point of a river."""
        return Measurer(document, claim).verdict()

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the sector on that side of the reference, as far as its own size makes likely."""
        return Measurer(document, claim).footprint()


def _fought_near(document: Document, binding: Binding) -> int | None:
    """Return what "fighting south of Kreminna *near Bilohorivka*" is told of: what lies near lies on that side, too."""
    if binding.mention.heading is None or binding.reference.toponym is None:
        return None
    match = _NEAR.match(document.text, binding.reference.end)
    index = document.starting_at(match.end()) if match is not None else None
    if index is None or not document.is_place(index) or not document.is_town_like(index):
        return None
    opening = document.text[max(0, binding.mention.start - _BEFORE) : binding.mention.start]
    before = document.within(binding.mention.start - len(opening), binding.mention.start)
    # "Tal Afar, west of Mosul near Sinjar" is told of Tal Afar; only where a verb or a list leads to the direction.
    return index if not before or _EVENT.search(opening) is not None else None


def _is_part(document: Document, binding: Binding) -> bool:
    words = document.text[binding.mention.start : binding.mention.end].lower()
    if words.startswith(("to the", "on the", "towards the", "toward the")):
        return False
    return words.startswith("in ") or _PART_OF.search(document.text[: binding.mention.start][-12:]) is not None


def _tied_subject(document: Document, binding: Binding) -> int | None:
    """Return the subject where nothing but linking words and wider places stands between it and the direction.

    "Clashes in Homs and shelling north of Hama" says nothing about where Homs lies.
    """
    index = binding.subject.toponym
    if index is None or binding.subject.how in ("after", "anaphora"):
        return index if binding.subject.how == "after" or _opens_with_verb(document, binding) else None
    toponym = document.toponyms[index]
    start, end = toponym.end, binding.mention.start
    if start > end or end - start > _REACH:
        return _shared(document, binding)
    between = document.text[start:end]
    inside = document.within(start, end)
    if inside and between.startswith(",") and _AROUND.search(document.text[max(0, toponym.start - 16) : toponym.start]):
        return None  # "gains near Bakhmut, in Donetsk Oblast, northwest of Bohdanivka": the gains
    for other in reversed(inside):
        inner = document.toponyms[other]
        between = between[: inner.start - start] + between[inner.end - start :]
    return index if _LINK.match(between.replace("'s", "") or " ") else _shared(document, binding)


def _shared(document: Document, binding: Binding) -> int | None:
    """Return the subject that "and south of Homs" shares with the claim before it."""
    between = document.text[max(0, binding.mention.start - 8) : binding.mention.start].lower()
    if not between.endswith(("and ", "or ", "but ", ", ")):
        return None
    at = place_of_binding(document, binding.mention.start)
    if at:
        other = bindings_of(document)[at - 1]
        if other.reference.end <= binding.mention.start <= other.reference.end + 8 and other.subject == binding.subject:
            return binding.subject.toponym
    return None


def _opens_with_verb(document: Document, binding: Binding) -> bool:
    """Return whether the sentence says of "it" that it lies there ("It is located just south of …")."""
    sentence = document.sentence_at(binding.mention.start)
    opening = document.text[sentence.start : binding.mention.start]
    return re.search(r"\b(?:is|lies|located|situated|sits|stands)\b[^.;]{0,24}\Z", opening) is not None

"""Apart: the distance between two named places ("A and B are 40 km apart", "the distance between A and B is …")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.claims.base import Document, claim_type
from geo.claims.measuring import Measurer
from geo.model import Claim, Stated
from geo.patterns import anchored, lazy, trailing
from geo.units import lengths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Shape, Verdict
    from geo.units import Length

__all__ = ["Apart"]

_APART = anchored(
    r"[\s\u00a0]{1,2}(?:apart|from\s(?:each\sother|one\sanother)|distant\sfrom\seach\sother)\b",
    re.IGNORECASE,
    needs=("apart", "from"),
)
_ARE = trailing(
    r"\s(?:are|were|lie|stand|sit)\s(?:(?:only|just|about|some|around|roughly|approximately|nearly|located|situated)\s){0,3}\Z",
    re.IGNORECASE,
)
_DISTANCE = lazy(r"\bdistance\s(?:between|from)\s", re.IGNORECASE)
_IS = trailing(
    r"\s(?:is|was|being)\s(?:(?:only|just|about|some|around|roughly|approximately|nearly|over|under)\s){0,2}\Z",
    re.IGNORECASE,
)
_LINK = anchored(r"\s(?:and|to)\s(?:the\s)?", re.IGNORECASE)
_REACH = 120


@claim_type("apart")
class Apart:
    """A distance of which the text names both ends side by side; the first is taken as the subject."""

    priority = 20

    def find(self, document: Document) -> Iterator[Claim]:
        """Yield the distances said of a pair of places."""
        for length in lengths(document.text):
            pair = _pair_before(document, length)
            if pair is None:
                continue
            (first, second), start, end = pair
            yield Claim(
                type="apart",
                start=start,
                end=end,
                text=document.text[start:end],
                subject=first,
                reference=second,
                stated=Stated(low_m=length.low_m, high_m=length.high_m, unit=length.unit),
            )

    def check(self, claim: Claim, document: Document) -> Verdict:
        """Return the verdict by the distance of the two."""
        return Measurer(document, claim).verdict()

    def footprint(self, claim: Claim, document: Document) -> Shape | None:
        """Return the annulus about the second place."""
        return Measurer(document, claim).footprint()


def _pair_before(document: Document, length: Length) -> tuple[tuple[int, int], int, int] | None:
    """Return the two places, and the span of the claim."""
    text, sentence = document.text, document.sentence_at(length.start)
    begin = max(sentence.start, length.start - _REACH)
    after = _APART.match(text, length.end)
    verb = (_ARE if after else _IS).search(text[begin : length.start])
    if verb is None:
        return None
    stop = begin + verb.start()
    places = [index for index in document.within(begin, stop) if document.is_place(index)]
    if len(places) < 2:  # noqa: PLR2004 - a pair
        return None
    first, second = places[-2:]
    between = text[document.toponyms[first].end : document.toponyms[second].start]
    if _LINK.fullmatch(between) is None or text[document.toponyms[second].end : stop].strip():
        return None
    if after is not None:
        return (first, second), document.toponyms[first].start, after.end()
    said = _DISTANCE.search(text[begin : document.toponyms[first].start])
    if said is None or text[begin + said.end() : document.toponyms[first].start].strip() not in ("", "the"):
        return None
    return (first, second), begin + said.start(), length.end

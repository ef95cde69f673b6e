"""The second look: what the first answers say of the same name elsewhere, of the names beside it and around it.

One sense a document: a name that is surely a place in one sentence is a place in the next, unless the
words there say otherwise. Names in a list are of one kind: what stands between two places is one. Of a
name and a longer one that holds it, one is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.toponyms.names import GENERIC
from geo.toponyms.sides import JOINING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.toponyms.context import Context, Span

VALUES = (
    "own",
    "overlapping",
    "longer",
    "same_best",
    "same_mean",
    "same_least",
    "same_count",
    "before",
    "after",
    "prominence",
    "base",
    "folded",
    "known",
    "density",
    "size",
    "run",
    "run_before",
    "run_after",
    "common",
    "given",
    "family",
    "person",
    "group",
    "alone",
    "place",
    "area_share",
    "countries",
)
"""What the second look reads of a span: answers are logits, counts are of the document, sizes in tokens."""

NONE = -9.0
"""The answer where there is no such span."""

SURE = 1.0
"""Answers from here on are counted as places of the document."""

_BASES = (
    "country", "adm1", "adm2", "region", "natural", "airport", "large", "middle", "small", "tiny", "demonym",
    "unknown", "headed", "joined", *GENERIC,
)  # fmt: skip
_NUMBERS = {base: float(number) for number, base in enumerate(_BASES)}
_LEXICAL = {"+c": (1.0, 0.0, 0.0), "+f": (0.0, 1.0, 0.0), "+s": (0.0, 0.0, 1.0)}
_NO_WORD = (0.0, 0.0, 0.0)


class Agreement:
    """The first answers of one text, by span, by name and by token."""

    def __init__(self, context: Context, answers: Sequence[float]) -> None:
        """Take ``answers``, the logit of each span of ``context`` in order."""
        self.context = context
        self.answers = answers
        self._names: dict[str, list[tuple[float, int]]] = {}
        self._by_start: dict[int, float] = {}
        self._by_end: dict[int, float] = {}
        sure = 0
        for number, (span, answer) in enumerate(zip(context.spans, answers, strict=True)):
            self._names.setdefault(span.surface, []).append((answer, number))
            if answer > self._by_start.get(span.first, NONE):
                self._by_start[span.first] = answer
            if answer > self._by_end.get(span.last, NONE):
                self._by_end[span.last] = answer
            sure += answer > SURE
        self._density = 100.0 * sure / max(20, len(context.tokens.words))
        self._areas = context.areas.total()

    def values(self, number: int) -> list[float]:
        """Return the values of ``VALUES`` for span ``number``."""
        context, answers = self.context, self.answers
        span = context.spans[number]
        name, last = span.name, context.tokens.words[span.last]
        others = [answer for answer, other in self._names[span.surface] if other != number]
        return [
            answers[number],
            *self._around(number, span),
            max(others, default=NONE),
            sum(others) / len(others) if others else NONE,
            min(others, default=NONE),
            float(len(others)),
            self._before(span.first),
            self._after(span.last),
            name.prominence,
            _NUMBERS.get(name.base.rstrip("~"), -1.0),
            float(name.base[-1] == "~"),
            float(name.known),
            self._density,
            float(span.last - span.first),
            float(span.run.last - span.run.first),
            float(span.first - span.run.first),
            float(span.run.last - span.last),
            *_LEXICAL.get(name.kind[-2:], _NO_WORD),
            float(context.person.get(last, 0)),
            float(context.group.get(last, 0)),
            float(context.alone.get(span.surface, 0)),
            float(context.place.get(span.surface, 0)),
            sum([context.areas[country] for country in name.countries]) / self._areas if self._areas else -1.0,
            float(len(name.countries)),
        ]

    def _around(self, number: int, span: Span) -> tuple[float, float]:
        """Return the best answer of the other spans that overlap this one, and of those that hold it."""
        spans, answers = self.context.spans, self.answers
        first, last, run = span.first, span.last, span.run
        overlapping = longer = NONE
        for step in (-1, 1):
            place = number + step
            while 0 <= place < len(spans) and spans[place].run is run:
                other = spans[place]
                if other.first <= last and other.last >= first and answers[place] > overlapping:
                    overlapping = answers[place]
                if other.first <= first and other.last >= last and answers[place] > longer:
                    longer = answers[place]
                place += step
        return overlapping, longer

    def _before(self, first: int) -> float:
        words = self.context.tokens.words
        first -= words[first - 1] == "the"
        if first < 2 or not (words[first - 1] == "," or words[first - 1] in JOINING):  # noqa: PLR2004 - name and sign
            return NONE
        end = first - 2
        if words[end] == "," and words[first - 1] in JOINING:
            end -= 1
        return self._by_end.get(end, NONE)

    def _after(self, last: int) -> float:
        words = self.context.tokens.words
        start = last + 1
        if start >= len(words) or not (words[start] == "," or words[start] in JOINING):
            return NONE
        start += 1
        if start < len(words) and words[start] in JOINING:
            start += 1
        start += words[start : start + 1] == ["the"]
        return self._by_start.get(start, NONE)

"""The second look: what the first answers say of the same name elsewhere and of the names beside it.

One sense a document: a name that is surely a place in one sentence is a place in the next, unless the
words there say otherwise. Names in a list are of one kind: what stands between two places is one.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from geo.toponyms.sides import JOINING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.toponyms.context import Context

_NONE = -20.0
_STEPS = (-4.0, -2.5, -1.2, -0.4, 0.4, 1.2, 2.5, 4.0)


def _step(logit: float) -> int:
    """Return the bucket of a logit."""
    return bisect_right(_STEPS, logit)


class Agreement:
    """The first answers of one text, by span, by name and by token."""

    def __init__(self, context: Context, answers: Sequence[float]) -> None:
        """Take ``answers``, the logit of each span of ``context`` in order."""
        self.context = context
        self.answers = answers
        self._names: dict[str, list[tuple[float, int]]] = {}
        self._by_start: dict[int, float] = {}
        self._by_end: dict[int, float] = {}
        for number, (span, answer) in enumerate(zip(context.spans, answers, strict=True)):
            self._names.setdefault(span.surface, []).append((answer, number))
            if answer > self._by_start.get(span.first, _NONE):
                self._by_start[span.first] = answer
            if answer > self._by_end.get(span.last, _NONE):
                self._by_end[span.last] = answer

    def total(self, number: int, weights: Mapping[str, float]) -> float:
        """Return the sum of the weights of the features of span ``number``."""
        total = 0.0
        for feature in self.listed(number):
            name, _, value = feature.partition("#")
            weight = weights.get(name)
            if weight is not None:
                total += weight * float(value) if value else weight
        return total

    def listed(self, number: int) -> list[str]:
        """Return the features of span ``number``; "x#1.5" is the feature x with the value 1.5."""
        span = self.context.spans[number]
        own = self.answers[number]
        step = _step(own)
        coarse = span.name.coarse
        found = [f"own#{own:.3f}", f"own|{step}"]
        others = [answer for answer, other in self._names[span.surface] if other != number]
        if others:
            best, mean = max(others), sum(others) / len(others)
            found += (
                f"same|{_step(best)}|{coarse}",
                f"same|{_step(best)}|{step}",
                f"mean|{_step(mean)}|{coarse}",
            )
            found.append(f"mean#{max(-6.0, min(6.0, mean)):.3f}")
        else:
            found.append(f"only|{coarse}|{step}")
        before, after = self._listed_before(span.first), self._listed_after(span.last)
        if before is not None:
            found += (f"before|{_step(before)}|{coarse}", f"before|{_step(before)}|{step}")
        if after is not None:
            found += (f"after|{_step(after)}|{coarse}", f"after|{_step(after)}|{step}")
        if before is not None and after is not None:
            found.append(f"between|{_step(min(before, after))}|{coarse}")
        return found

    def _listed_before(self, first: int) -> float | None:
        words = self.context.tokens.words
        if first < 2 or not (words[first - 1] == "," or words[first - 1] in JOINING):  # noqa: PLR2004 - name and sign
            return None
        end = first - 2
        if words[end] == "," and words[first - 1] in JOINING:
            end -= 1
        return self._by_end.get(end)

    def _listed_after(self, last: int) -> float | None:
        words = self.context.tokens.words
        start = last + 1
        if start >= len(words) or not (words[start] == "," or words[start] in JOINING):
            return None
        start += 1
        if start < len(words) and words[start] in JOINING:
            start += 1
        return self._by_start.get(start)

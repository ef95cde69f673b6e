"""Which of the overlapping spans stand: the set of disjoint spans with the largest sum of gains."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Scored(NamedTuple):
    """A span with the logit that it names a place; ``index`` is the caller's own number for it."""

    start: int
    end: int
    logit: float
    index: int


def disjoint(scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """Return the disjoint spans above ``threshold`` whose logits beyond it sum highest, in order.

    Weighted interval scheduling: n log n in the number of spans above the threshold.
    """
    rows = sorted((item for item in scored if item.logit > threshold), key=lambda item: (item.end, item.start))
    ends = [item.end for item in rows]
    best = [0.0]
    steps: list[int] = []
    for number, item in enumerate(rows):
        before = bisect_right(ends, item.start, 0, number)
        gain = best[before] + item.logit - threshold
        if gain > best[-1]:
            best.append(gain)
            steps.append(before)
        else:
            best.append(best[-1])
            steps.append(-1)
    chosen = []
    number = len(rows)
    while number:
        step = steps[number - 1]
        if step < 0:
            number -= 1
        else:
            chosen.append(rows[number - 1])
            number = step
    return chosen[::-1]

"""Which of the overlapping spans stand: the set of disjoint spans with the largest sum of gains."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Scored(NamedTuple):
    """A span with the logit that it names a place; ``number`` is the caller's own number for it."""

    start: int
    end: int
    logit: float
    number: int


def disjoint(scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """Return the disjoint spans above ``threshold`` whose logits beyond it sum highest, in order.

    Weighted interval scheduling: n log n in the number of spans above the threshold.
    """
    rows = sorted((item for item in scored if item.logit > threshold), key=lambda item: (item.end, item.start))
    ends = [item.end for item in rows]
    best = [0.0]
    steps: list[int] = []
    for place, item in enumerate(rows):
        before = bisect_right(ends, item.start, 0, place)
        gain = best[before] + item.logit - threshold
        if gain > best[-1]:
            best.append(gain)
            steps.append(before)
        else:
            best.append(best[-1])
            steps.append(-1)
    chosen = []
    left = len(rows)
    while left:
        step = steps[left - 1]
        if step < 0:
            left -= 1
        else:
            chosen.append(rows[left - 1])
            left = step
    return chosen[::-1]

"""Text → toponyms: which words of a report name places.

:func:`recognise` is all that other modules need. The way of a text: ``pieces`` → ``tokens`` →
``candidates`` → ``names`` and ``context`` (features) → ``weighing`` → ``choice``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import UsageError
from geo.toponyms import fast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.gazetteer import Gazetteer
    from geo.model import Report, Toponym

__all__ = ["RECOGNISERS", "recognise"]

RECOGNISERS = ("fast", "spacy", "both")
"""Names that ``recogniser`` may have."""


def recognise(report: Report, gazetteer: Gazetteer, *, recogniser: str = "fast") -> tuple[Toponym, ...]:
    """Return the toponyms of ``report``: sorted, disjoint, those that the report itself positions first of all.

    Demonyms ("Iraqi") are among them with kind ``demonym``. ``score`` is the probability that the words
    name a place. ``recogniser`` is ``fast``, ``spacy`` (needs the extra of that name) or ``both``.

    Raises:
        UsageError: where there is no recogniser of that name.
        MissingExtra: where spaCy or its model is asked for and not installed.

    """
    if recogniser not in RECOGNISERS:
        msg = f"there is no recogniser {recogniser!r}: choose one of {', '.join(RECOGNISERS)}."
        raise UsageError(msg)
    return _merged(report.given, fast.find(report.text, gazetteer))


def _merged(given: Iterable[Toponym], found: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Return both, sorted; what is found gives way to what is given, and to what begins earlier."""
    chosen: list[Toponym] = []
    fixed = sorted(given, key=lambda toponym: (toponym.start, toponym.end))
    spans = [(toponym.start, toponym.end) for toponym in fixed]
    place = 0
    for toponym in found:
        while place < len(spans) and spans[place][1] <= toponym.start:
            place += 1
        if place < len(spans) and spans[place][0] < toponym.end:
            continue
        chosen.append(toponym)
    return tuple(sorted([*fixed, *chosen], key=lambda toponym: (toponym.start, toponym.end)))

"""Text → toponyms: which words of a report name places.

:func:`recognise` is all that other modules need. The way of a text: ``pieces`` → ``tokens`` →
``candidates`` → ``names`` and ``context`` (features) → ``weighing`` → ``choice``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import UsageError
from geo.toponyms import fast
from geo.toponyms.scripts import base_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.gazetteer import Gazetteer
    from geo.model import Report, Toponym

__all__ = ["RECOGNISERS", "base_forms", "recognise"]

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
    return _merged(report.given, *(find(report.text, gazetteer) for find in _finders(recogniser)))


def _finders(recogniser: str) -> tuple[Callable[[str, Gazetteer], Iterable[Toponym]], ...]:
    """Return the functions that find toponyms, the one that goes first first."""
    if recogniser == "fast":
        return (fast.find,)
    from geo.toponyms import neural  # noqa: PLC0415 - only where it is asked for

    return (neural.find,) if recogniser == "spacy" else (fast.find, neural.find)


def _merged(*groups: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Return the toponyms of all groups, sorted; what overlaps one of an earlier group gives way."""
    chosen: list[Toponym] = []
    for group in groups:
        spans = [(toponym.start, toponym.end) for toponym in chosen]
        fresh = []
        place = 0
        for toponym in sorted(group, key=lambda item: (item.start, item.end)):
            while place < len(spans) and spans[place][1] <= toponym.start:
                place += 1
            if place == len(spans) or spans[place][0] >= toponym.end:
                fresh.append(toponym)
        chosen = sorted([*chosen, *fresh], key=lambda item: (item.start, item.end))
    return tuple(chosen)

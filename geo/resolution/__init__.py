"""From toponyms to places: all names of a report are decided together.

Candidates come from the gazetteer; each is weighed by what it is in the world (prominence, population,
level), by the words beside the name ("Paris, Texas", "the town of", "35 miles south of") and by the rest
of the report (countries and provinces it names, where its other places lie). The weights are learned by
``bench/train_resolver.py`` and stand, readable, in ``weights.json``; confidences are calibrated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import ModelError
from geo.model import Toponym

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.gazetteer import Gazetteer
    from geo.geocoders.overrides import Overrides
    from geo.model import Candidate, Report, Resolution

__all__ = ["resolve_all", "resolve_spans"]


def resolve_all(  # noqa: PLR0913 - the three that are named are the user's wishes
    report: Report,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    overrides: Overrides | None = None,
    online: Callable[[str, str | None], tuple[Candidate, ...]] | None = None,
    country: str | None = None,
) -> tuple[Resolution, ...]:
    """Return one resolution for each toponym, in their order.

    ``overrides`` win over everything, then places that the report itself gives. ``online`` is asked only
    for names the gazetteer does not know, and is told the name and a country (ISO 3166 alpha-2) alone.
    ``country`` is where the user says the report is about; it weighs, it does not rule others out.
    """
    from geo.resolution.engine import Wishes, resolver_of  # noqa: PLC0415 - the weights load at first use
    from geo.resolution.sources import country_of_source  # noqa: PLC0415

    wishes = Wishes(overrides, online, _iso(country), country_of_source(report))
    return resolver_of(gazetteer).resolve(report.text, toponyms, wishes)


def resolve_spans(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    country: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Resolution, ...]:
    """Return the place of each given mention of ``text``, in the order of ``spans``.

    ``spans`` are (start, end) in code points, the end exclusive; they may overlap. What else the text names is
    evidence for them.

    Raises:
        ModelError: where a span lies outside the text or is empty.

    """
    from geo.gazetteer import open_gazetteer  # noqa: PLC0415 - opened where none is given
    from geo.resolution.beside import names_beside  # noqa: PLC0415 - the recogniser loads at first use
    from geo.resolution.engine import Wishes, resolver_of  # noqa: PLC0415 - the weights load at first use

    toponyms = [_toponym(text, start, end) for start, end in spans]
    if not toponyms:
        return ()
    gazetteer = gazetteer or open_gazetteer()
    known = [*toponyms, *names_beside(text, toponyms, gazetteer)]
    return resolver_of(gazetteer).resolve(text, known, Wishes(country=_iso(country)))[: len(toponyms)]


def _toponym(text: str, start: int, end: int) -> Toponym:
    if not 0 <= start < end <= len(text):
        msg = f"the span ({start}, {end}) does not lie in the text of {len(text)} characters: give 0 <= start < end."
        raise ModelError(msg)
    return Toponym(start, end, text[start:end])


def _iso(country: str | None) -> str | None:
    return country.strip().upper() or None if country else None

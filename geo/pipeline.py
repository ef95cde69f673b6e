"""The whole flow: report → toponyms → resolutions → claims → verdicts → analysis.

The first file to read. Everything above this line of the import table knows nothing of maps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.claims import verify_all
from geo.gazetteer import open_gazetteer
from geo.model import Analysis, Report, with_placements
from geo.resolution import resolve_all
from geo.resolution.given import with_countries
from geo.toponyms import recognise

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.gazetteer import Gazetteer
    from geo.geocoders.overrides import Overrides
    from geo.model import Candidate

__all__ = ["Settings", "analyse_report"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose that changes the outcome.

    ``overrides`` are the user's own places, which win over everything. ``online`` looks a name up at a
    service, given only the name and the country; it is asked after the gazetteer. ``country`` (ISO
    3166 alpha-2) is the country the reports are about, where the user says so.
    """

    recogniser: str = "fast"
    overrides: Overrides | None = None
    online: Callable[[str, str | None], tuple[Candidate, ...]] | None = None
    country: str | None = None
    recorded: tuple[tuple[str, str], ...] = ()


def analyse_report(report: Report, gazetteer: Gazetteer | None = None, settings: Settings | None = None) -> Analysis:
    """Return everything found in ``report``.

    Raises:
        GazetteerError: where the gazetteer cannot be opened.

    """
    gazetteer = gazetteer or open_gazetteer()
    settings = settings or Settings()
    report = with_countries(report, gazetteer)
    toponyms = recognise(report, gazetteer, recogniser=settings.recogniser)
    resolutions = resolve_all(
        report,
        toponyms,
        gazetteer,
        overrides=settings.overrides,
        online=settings.online,
        country=settings.country,
    )
    outcome = verify_all(report, toponyms, resolutions, gazetteer)
    return Analysis(
        report=report,
        toponyms=toponyms,
        resolutions=with_placements(resolutions, outcome.placements),
        verdicts=outcome.verdicts,
        gazetteer=gazetteer.version,
        settings=tuple(sorted(settings.recorded)),
    )

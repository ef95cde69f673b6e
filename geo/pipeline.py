"""The whole flow: report → toponyms → resolutions → claims → verdicts → analysis.

The first file to read. Everything above this line of the import table knows nothing of maps.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING

from geo.claims import verify_all
from geo.errors import UsageError
from geo.gazetteer import open_gazetteer
from geo.model import Analysis, Report, with_placements
from geo.resolution import resolve_all
from geo.resolution.given import with_countries
from geo.resolution.missing import without_inferred
from geo.toponyms import recognise

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geo.gazetteer import Gazetteer
    from geo.geocoders.overrides import Overrides
    from geo.model import Candidate

__all__ = ["Settings", "analyse_report"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may choose that changes the outcome.

    ``places`` is the path of a list of the user's own places, which win over everything; ``overrides`` is what was
    loaded of it. ``online`` looks a name up at a service, given only the name and the country; it is asked after the
    gazetteer. ``country`` (ISO 3166 alpha-2) is the country the reports are about, where the user says so.
    ``recorded`` is what of all this the analysis tells its readers; the list and the country are added to it.

    Raises:
        UsageError: where ``country`` is no code of two letters, or ``places`` no list of places.

    """

    recogniser: str = "fast"
    overrides: Overrides | None = None
    online: Callable[[str, str | None], tuple[Candidate, ...]] | None = None
    country: str | None = None
    recorded: tuple[tuple[str, str], ...] = ()
    places: InitVar[str | Path | None] = None

    def __post_init__(self, places: str | Path | None) -> None:
        """Load the list of places, write the country in capitals, and record both."""
        recorded = dict(self.recorded)
        if places is not None:
            from geo.geocoders.overrides import Overrides  # noqa: PLC0415 - few have a list of their own

            object.__setattr__(self, "overrides", Overrides.load(places))
        if self.overrides is not None:
            recorded["places"] = self.overrides.digest
        if self.country is not None:
            if not (len(self.country) == 2 and self.country.isascii() and self.country.isalpha()):  # noqa: PLR2004 - alpha-2
                msg = f"{self.country!r} is no country code: give two letters, e.g. IQ."
                raise UsageError(msg)
            object.__setattr__(self, "country", self.country.upper())
            recorded["country"] = self.country.upper()
        object.__setattr__(self, "recorded", tuple(sorted(recorded.items())))


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
    outcome = verify_all(report, toponyms, without_inferred(resolutions), gazetteer)
    return Analysis(
        report=report,
        toponyms=toponyms,
        resolutions=with_placements(resolutions, outcome.placements),
        verdicts=outcome.verdicts,
        gazetteer=gazetteer.version,
        settings=tuple(sorted(settings.recorded)),
    )

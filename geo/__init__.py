"""From a report to a map you can trust.

Example:
    >>> import geo
    >>> verdict = geo.verify("Fallujah is 40 miles west of Baghdad")[0]
    >>> verdict.verdict.value
    'supported'

Heavy packages (folium, shapely, geopy …) are imported by the functions that need them.

"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.model import (
    Analysis,
    Candidate,
    Claim,
    Judgement,
    Kind,
    Measured,
    Place,
    Position,
    Precision,
    Report,
    Resolution,
    Shape,
    Stated,
    Toponym,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import folium

    from geo.geocoders.offline import Offline
    from geo.pipeline import Settings

__all__ = [
    "Analysis",
    "Candidate",
    "Claim",
    "Judgement",
    "Kind",
    "Measured",
    "Offline",
    "Place",
    "Position",
    "Precision",
    "Report",
    "Resolution",
    "Shape",
    "Stated",
    "Toponym",
    "Verdict",
    "__version__",
    "analyse",
    "analyse_many",
    "draw",
    "resolve",
    "save",
    "verify",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - lazy attributes of several types
    if name == "Offline":
        from geo.geocoders.offline import Offline  # noqa: PLC0415 - geopy takes 220 ms to import

        return Offline
    msg = f"module 'geo' has no attribute {name!r}"
    raise AttributeError(msg)


def _report(source: str | Path | Report) -> Report:
    """Return the one report of ``source``: a Report, a Path to a file, or the text itself."""
    if isinstance(source, Report):
        return source
    if isinstance(source, str):
        return Report(text=source)
    from geo.readers import read_one  # noqa: PLC0415 - readers are only needed for files

    return read_one(source)


def analyse(source: str | Path | Report, settings: Settings | None = None) -> Analysis:
    """Return everything found in one report: its toponyms, resolutions, claims and verdicts.

    ``source`` is the text itself, a ``pathlib.Path`` to a file, or a :class:`Report`.

    Raises:
        ReaderError: where the file cannot be read.
        GazetteerError: where the gazetteer is missing or damaged.

    """
    from geo.pipeline import analyse_report  # noqa: PLC0415 - the models load at first use

    return analyse_report(_report(source), settings=settings)


def analyse_many(paths: Iterable[str | Path], *, jobs: int = 1, settings: Settings | None = None) -> Iterator[Analysis]:
    """Yield the analyses of many files or folders as they come, by ``jobs`` processes.

    Files that cannot be read are left out with a warning that names each.
    """
    from geo import corpus  # noqa: PLC0415 - only for many reports

    return corpus.analyse_many(paths, jobs=jobs, settings=settings)


def verify(
    source: str | Path | Report, settings: Settings | None = None, *, title: str | None = None
) -> tuple[Verdict, ...]:
    """Return the verdict on each claim of a text: ``geo.verify("Fallujah is 40 miles west of Baghdad")``.

    ``title`` is what the text is about where it does not say so itself, as a heading above it would:
    ``geo.verify("It lies 40 miles west of Baghdad.", title="Fallujah")``.

    Raises:
        ReaderError: where a file cannot be read.
        GazetteerError: where the gazetteer is missing or damaged.

    """
    report = _report(source)
    return analyse(report if title is None else replace(report, title=title), settings).verdicts


def resolve(text: str, spans: Sequence[tuple[int, int]], *, country: str | None = None) -> tuple[Resolution, ...]:
    """Return the place of each given mention of ``text``; all of them are decided together.

    ``spans`` are (start, end) in code points, the end exclusive. ``country`` is ISO 3166 alpha-2, where
    the caller knows which country the text is about.

    Raises:
        ModelError: where a span lies outside the text.

    """
    from geo.resolution import resolve_spans  # noqa: PLC0415 - the models load at first use

    return resolve_spans(text, spans, country=country)


def draw(analyses: Analysis | Iterable[Analysis], **options: Any) -> folium.Map:  # noqa: ANN401 - see geo.page
    """Return a ``folium.Map`` with all layers of one or many analyses: add to it, show it in a notebook.

    ``options`` are those of :func:`geo.page.draw`.
    """
    from geo.exports import draw as draw_all  # noqa: PLC0415 - folium takes half a second to import

    return draw_all(_several(analyses), **options)


def save(analyses: Analysis | Iterable[Analysis], path: str | Path, **options: Any) -> None:  # noqa: ANN401 - see geo.exports
    """Write one or many analyses to ``path``; its suffix chooses the format (.html .png .geojson .csv …).

    ``options`` are the fields of :class:`geo.exports.ExportOptions`.

    Raises:
        UsageError: where no format has that suffix.
        OutputError: where the file cannot be written; the old one stays as it was.

    """
    from pathlib import Path  # noqa: PLC0415 - shadows the name used for types only

    from geo.exports import ExportOptions  # noqa: PLC0415 - formats load at first use
    from geo.exports import save as save_all  # noqa: PLC0415

    save_all(_several(analyses), Path(path), ExportOptions(**options))


def _several(analyses: Analysis | Iterable[Analysis]) -> tuple[Analysis, ...]:
    return (analyses,) if isinstance(analyses, Analysis) else tuple(analyses)

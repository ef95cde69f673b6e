"""From a report to a map you can trust.

Example:
    >>> import geo
    >>> verdict = geo.verify("Fallujah is 40 miles west of Baghdad")[0]
    >>> verdict.verdict.value
    'supported'

``analyse``, ``analyse_many`` and ``verify`` read texts and files, ``resolve`` places mentions that you found,
``Offline`` is a geopy geocoder, ``draw`` gives a Folium map, ``save`` writes any format. What they return are the nouns
below: frozen, with every length in metres, every angle in degrees clockwise from north, every position WGS 84. All
errors are :class:`ConflictmapError`, one sentence each; ``geo.errors`` draws the tree of them.

Heavy packages (folium, shapely, geopy …) are imported by the functions that need them.

"""

from __future__ import annotations

import os
import warnings
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from geo.errors import ConflictmapError, UsageError
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
    "ConflictmapError",
    "Judgement",
    "Kind",
    "Measured",
    "Offline",
    "Place",
    "Position",
    "Precision",
    "Report",
    "Resolution",
    "Settings",
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
    if name == "Settings":
        from geo.pipeline import Settings  # noqa: PLC0415 - brings the whole pipeline

        return Settings
    msg = f"module 'geo' has no attribute {name!r}"
    raise AttributeError(msg)


def _report(source: object) -> Report:
    """Return the one report of ``source``: a Report, a Path to a file, or the text itself."""
    if isinstance(source, Report):
        return source
    if isinstance(source, str):
        if len(source) <= _LONGEST_PATH and "." in source[-10:] and os.path.isfile(source):  # noqa: PTH113 - never raises
            warnings.warn(
                f"{source!r} was read as a text; for the file of that name give pathlib.Path({source!r}).",
                stacklevel=3,
            )
        return Report(text=source)
    if not isinstance(source, os.PathLike):
        msg = f"{type(source).__name__} is nothing to read: give a text, a pathlib.Path or a Report."
        raise UsageError(msg)
    from pathlib import Path  # noqa: PLC0415 - shadows the name used for types only

    from geo.readers import read_one  # noqa: PLC0415 - readers are only needed for files

    return read_one(Path(source))


_LONGEST_PATH = 255


def analyse(source: str | Path | Report, settings: Settings | None = None) -> Analysis:
    """Return everything found in one report: its toponyms, resolutions, claims and verdicts.

    ``source`` is the text itself, a ``pathlib.Path`` to a file, or a :class:`Report`. ``settings`` (:class:`Settings`)
    says which country the report is about, which places are yours, what finds the names.

    Raises:
        UsageError: where ``source`` is none of these.
        ReaderError: where the file cannot be read, or holds several reports (see :func:`analyse_many`).
        GazetteerError: where the gazetteer is missing or damaged.

    """
    from geo.pipeline import analyse_report  # noqa: PLC0415 - the models load at first use

    return analyse_report(_report(source), settings=settings)


def analyse_many(paths: Iterable[str | Path], *, jobs: int = 1, settings: Settings | None = None) -> Iterator[Analysis]:
    """Yield the analyses of many files or folders in their order, as they come, by ``jobs`` processes.

    Copies of an earlier report are left out, and what cannot be read with a warning (``geo.corpus.CorpusWarning``) that
    names each.

    Raises:
        UsageError: where ``paths`` is a single text instead of a list.

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
        UsageError: where ``source`` is nothing to read.
        ReaderError: where a file cannot be read.
        GazetteerError: where the gazetteer is missing or damaged.

    """
    report = _report(source)
    return analyse(report if title is None else replace(report, title=title), settings).verdicts


def resolve(text: str, spans: Sequence[tuple[int, int]], *, country: str | None = None) -> tuple[Resolution, ...]:
    """Return the place of each given mention of ``text``; all of them are decided together, with what else it names.

    ``spans`` are (start, end) in code points, the end exclusive. ``country`` is ISO 3166 alpha-2, where
    the caller knows which country the text is about.

    Raises:
        ModelError: where a span lies outside the text.
        UsageError: where a span is no pair, or ``country`` no code of two letters.

    """
    from geo.resolution import resolve_spans  # noqa: PLC0415 - the models load at first use

    pairs = [tuple(span) for span in spans]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a pair
        msg = f"a span is a pair of offsets, not {next(pair for pair in pairs if len(pair) != 2)!r}."  # noqa: PLR2004
        raise UsageError(msg)
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):  # noqa: PLR2004
        msg = f"{country!r} is no country code: give two letters, e.g. IQ."
        raise UsageError(msg)
    return resolve_spans(text, [(pair[0], pair[1]) for pair in pairs], country=country)


def draw(analyses: Analysis | Iterable[Analysis], **options: Any) -> folium.Map:  # noqa: ANN401 - see geo.page
    """Return a ``folium.Map`` with all layers of one or many analyses: add to it, show it in a notebook.

    ``options`` are those of :func:`geo.page.draw`: ``title``, ``tiles`` (a URL template or "osm"), ``online``; and
    ``precise``, which keeps full coordinates.

    Raises:
        UsageError: where an option is none of these, or ``analyses`` holds something else.

    """
    from geo.exports import draw as draw_all  # noqa: PLC0415 - folium takes half a second to import

    _check_options(options, ("online", "precise", "tiles", "title"))
    return draw_all(_several(analyses), **options)


def save(analyses: Analysis | Iterable[Analysis], path: str | Path, **options: Any) -> None:  # noqa: ANN401 - see geo.exports
    """Write one or many analyses to ``path``; its suffix chooses the format (.html .png .geojson .csv …).

    ``options`` are the fields of :class:`geo.exports.ExportOptions`: ``precise``, ``title``, ``tiles``, ``layers``,
    ``hxl``, ``text``.

    Raises:
        UsageError: where no format has that suffix, an option is none, or ``analyses`` holds something else.
        MissingExtra: where the format needs a package that is not installed.
        OutputError: where the file cannot be written; the old one stays as it was.

    """
    from pathlib import Path  # noqa: PLC0415 - shadows the name used for types only

    from geo.exports import ExportOptions  # noqa: PLC0415 - formats load at first use
    from geo.exports import save as save_all  # noqa: PLC0415

    _check_options(options, tuple(field.name for field in fields(ExportOptions)))
    save_all(_several(analyses), Path(path), ExportOptions(**options))


def _check_options(given: dict[str, Any], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            msg = f"there is no option {name!r}: the options are {', '.join(known)}."
            raise UsageError(msg)


def _several(analyses: Analysis | Iterable[Analysis]) -> tuple[Analysis, ...]:
    several: tuple[Any, ...] = (analyses,) if isinstance(analyses, Analysis) else tuple(analyses)
    for item in several:
        if not isinstance(item, Analysis):
            msg = f"{type(item).__name__} is no analysis: make one with geo.analyse."
            raise UsageError(msg)
    return several

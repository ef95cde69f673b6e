"""Analyses out: the suffix of the file chooses the format; each format is one file of this package.

A format registers with :func:`export`. All of them get analyses that were made careful by
:mod:`geo.exports.rounding` (unless ``precise``), write the same bytes for the same analyses, and write
through :mod:`geo.files`, so that a failure leaves the old file as it was.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError
from geo.exports._base import EXPORTS, ExportOptions, export
from geo.exports.rounding import careful, published

if TYPE_CHECKING:
    from collections.abc import Iterable

    import folium

    from geo.model import Analysis

__all__ = [
    "EXPORTS",
    "ExportOptions",
    "draw",
    "export",
    "notebook_html",
    "published",
    "save",
    "suffixes",
    "to_geodataframe",
    "to_text",
]


def suffixes() -> tuple[str, ...]:
    """Return the suffixes that can be written, sorted."""
    return EXPORTS.names()


def save(analyses: Iterable[Analysis], path: Path, options: ExportOptions | None = None) -> None:
    """Write analyses to ``path`` in the format of its suffix.

    Raises:
        UsageError: where no format has that suffix.
        MissingExtra: where the format needs a package that is not installed.
        OutputError: where the file cannot be written; the old one stays as it was.

    """
    path = Path(path)
    options = options or ExportOptions()
    suffix = path.suffix.lower()
    if suffix not in suffixes():
        msg = f"{str(path)!r} has a suffix that no format has: use one of {' '.join(suffixes())}."
        raise UsageError(msg)
    write = EXPORTS.get(suffix)
    write((careful(analysis, precise=options.precise) for analysis in analyses), path, options)


def to_text(analyses: Iterable[Analysis], suffix: str, options: ExportOptions | None = None) -> str:
    """Return what :func:`save` would write to a file with that suffix, for formats that are text."""
    with tempfile.TemporaryDirectory(prefix="conflictmap-") as folder:
        path = Path(folder) / f"out{suffix}"
        save(analyses, path, options)
        return path.read_bytes().decode("utf-8")


def draw(analyses: Iterable[Analysis], **options: Any) -> folium.Map:  # noqa: ANN401 - passed on to geo.page
    """Return a ``folium.Map`` with all layers.

    ``precise`` keeps full coordinates; the other options are those of :func:`geo.page.draw`.
    """
    from geo.exports._scene import scene_for  # noqa: PLC0415 - opens the gazetteer
    from geo.page import draw as draw_page  # noqa: PLC0415 - folium takes half a second to import

    precise = bool(options.pop("precise", False))
    chosen = ExportOptions(precise=precise)
    return draw_page(scene_for((careful(item, precise=precise) for item in analyses), chosen), **options)


def notebook_html(analyses: Iterable[Analysis]) -> str:
    """Return the page of :func:`save` as a sandboxed frame for a notebook."""
    from geo.exports._frame import srcdoc_frame  # noqa: PLC0415 - only for notebooks
    from geo.exports._scene import page_of  # noqa: PLC0415 - folium takes half a second to import

    options = ExportOptions()
    return srcdoc_frame(page_of((careful(item) for item in analyses), options), title="Map of the report")


def to_geodataframe(analyses: Iterable[Analysis], *, precise: bool = False) -> Any:  # noqa: ANN401 - an extra
    """Return the mentions as a ``geopandas.GeoDataFrame`` in EPSG:4326, one row each; columns: docs/exports.md.

    Raises:
        MissingExtra: where geopandas is not installed.

    """
    from geo.exports._frames import places_frame  # noqa: PLC0415 - pandas takes a second to import

    return places_frame(careful(item, precise=precise) for item in analyses)

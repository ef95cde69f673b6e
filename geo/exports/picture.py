"""Pictures by matplotlib, without a browser: PNG, SVG (text kept) and PDF (fonts embedded).

The title and the picture in words stand in the file's metadata, in SVG also as ``<title>`` and ``<desc>``.
Nothing of the clock or the machine goes in, so that the same analyses give the same bytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geo.exports._base import ExportOptions, export
from geo.exports._picture import words
from geo.exports._scene import scene_for
from geo.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.layers.scene import Scene
    from geo.model import Analysis

__all__ = ["drawn", "write"]

PNG_DPI = 150
"""Dots an inch of PNG: 1,650 wide."""

_PNG_LEVEL = 4
"""Twice as fast as the usual 6, for a tenth more bytes."""

_SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "conflictmap",
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "path.simplify_threshold": 0.2,
}
_NOT_OURS = frozenset({"backend", "backend_fallback", "interactive", "toolbar", "timezone"})
"""Settings that do not touch a file; asking for the backend would import pyplot."""


@export(".png", ".svg", ".pdf")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the picture; the suffix of ``path`` chooses the format."""
    write_atomically(path, drawn(scene_for(analyses, options), path.suffix.lower().lstrip("."), options.title))


def drawn(scene: Scene, form: str, title: str | None = None, *, in_column: bool = False) -> bytes:
    """Return the picture of a scene as ``png``, ``svg`` or ``pdf``.

    ``in_column`` lays it out for the text column of a document, which has the title itself.
    """
    import matplotlib as mpl  # noqa: PLC0415 - 400 ms, only for pictures

    from geo.exports._picture.sheet import COLUMN, SHEET, sheet  # noqa: PLC0415 - draws with matplotlib

    heading = words.title(scene.analyses, title)
    description = words.alternative_text(scene.analyses)
    stream = io.BytesIO()
    # A fresh set of settings: a matplotlibrc of the user's would change the bytes.
    defaults: Any = mpl.rcParamsDefault
    settings = {key: value for key, value in {**defaults, **_SETTINGS}.items() if key not in _NOT_OURS}
    with mpl.rc_context(settings):
        figure = sheet(scene, title, COLUMN if in_column else SHEET)
        about = _about(form, heading, description)
        if form == "png":
            figure.savefig(stream, format=form, dpi=PNG_DPI, metadata=about, pil_kwargs={"compress_level": _PNG_LEVEL})
        else:
            figure.savefig(stream, format=form, dpi=72, metadata=about)
    data = stream.getvalue()
    return _titled(data.decode("utf-8"), heading, description).encode("utf-8") if form == "svg" else data


def _about(form: str, heading: str, description: str) -> dict[str, Any]:
    if form == "png":
        return {"Title": heading, "Description": description, "Software": "conflictmap"}
    if form == "pdf":
        return {
            "Title": heading,
            "Subject": description,
            "Creator": "conflictmap",
            "Producer": "conflictmap",
            "CreationDate": None,
        }
    return {"Title": heading, "Description": description, "Creator": "conflictmap", "Date": None}


def _titled(svg: str, heading: str, description: str) -> str:
    """Return the SVG with a title and a description that screen readers speak."""
    named = '<svg role="img" aria-labelledby="conflictmap-title conflictmap-desc" '
    inner = (
        f'\n <title id="conflictmap-title">{escape(heading)}</title>'
        f'\n <desc id="conflictmap-desc">{escape(description)}</desc>'
    )
    return re.sub(r"<svg ([^>]{0,2000}>)", lambda found: f"{named}{found[1]}{inner}", svg, count=1)

"""KML 2.2 with one folder each for places, claims and footprints; dates as TimeStamp, columns as ExtendedData."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from geo.exports._antimeridian import split
from geo.exports._base import ExportOptions, export
from geo.exports.rows import claim_rows, footprint_rows, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.exports.rows import Row
    from geo.model import Analysis, Shape

__all__ = ["write"]

_FOLDERS = (
    ("places", place_rows, "place_name", "name_in_text"),
    ("claims", claim_rows, "claim_text", "type"),
    ("footprints", footprint_rows, "name", "role"),
)

_STYLES = """\
<Style id="places"><IconStyle><color>ff0055d4</color><scale>0.9</scale></IconStyle></Style>
<Style id="claims"><LineStyle><color>ffb27200</color><width>3</width></LineStyle></Style>
<Style id="footprints"><LineStyle><color>ff00659a</color><width>2</width></LineStyle>\
<PolyStyle><color>5500a0e6</color></PolyStyle></Style>
"""
"""Blue lines and amber areas of the palette of Okabe and Ito; KML writes colours as aabbggrr."""

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)?)?")
_LONGEST_DATE = 25


@export(".kml")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the three folders; each is gathered in a temporary file, so that nothing is held in memory."""
    with ExitStack() as stack:
        beside = stack.enter_context(atomic_path(path))
        parts = [stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")) for _ in _FOLDERS]
        for analysis in analyses:
            for (style, rows, *names), part in zip(_FOLDERS, parts, strict=True):
                for row in rows(analysis):
                    part.write(_placemark(style, row, names))
        stream = stack.enter_context(beside.open("w", encoding="utf-8", newline="\n"))
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n')
        stream.write(f"<name>{_text(options.title or 'conflictmap')}</name>\n{_STYLES}")
        for (style, *_), part in zip(_FOLDERS, parts, strict=True):
            stream.write(f"<Folder><name>{style}</name>\n")
            part.seek(0)
            shutil.copyfileobj(part, stream)
            stream.write("</Folder>\n")
        stream.write("</Document></kml>\n")


def _text(value: object) -> str:
    return escape(_ILLEGAL.sub("\ufffd", str(value)))


def _placemark(style: str, row: Row, names: list[str]) -> str:
    name = next((row.cells[key] for key in names if row.cells.get(key)), "")
    date = str(row.cells.get("report_date") or "")[:_LONGEST_DATE]
    when = f"<TimeStamp><when>{date}</when></TimeStamp>" if _DATE.fullmatch(date) else ""
    described = row.cells.get("explanation") or row.cells.get("quote") or row.cells.get("claim_text") or ""
    data = "".join(
        f"<Data name={quoteattr(key)}><value>{_text(value)}</value></Data>"
        for key, value in row.cells.items()
        if value is not None
    )
    # The description is shown as HTML by globes: escaped twice, so that a report's markup stays text.
    return (
        f"<Placemark><name>{_text(name)}</name><description>{_text(escape(str(described)))}</description>{when}"
        f"<styleUrl>#{style}</styleUrl><ExtendedData>{data}</ExtendedData>{_geometry(row.shape)}</Placemark>\n"
    )


def _geometry(shape: Shape | None) -> str:
    if shape is None:
        return ""
    cut = split(shape)
    return _of_kind(cut.kind, cut.coordinates)


def _of_kind(kind: str, coordinates: Any) -> str:  # noqa: ANN401 - nested to the depth of the kind
    if kind.startswith("Multi"):
        single = kind.removeprefix("Multi")
        return f"<MultiGeometry>{''.join(_of_kind(single, part) for part in coordinates)}</MultiGeometry>"
    if kind == "Point":
        return f"<Point><coordinates>{_pairs((coordinates,))}</coordinates></Point>"
    if kind == "LineString":
        return f"<LineString><tessellate>1</tessellate><coordinates>{_pairs(coordinates)}</coordinates></LineString>"
    outer, *holes = coordinates
    inner = "".join(f"<innerBoundaryIs>{_ring(hole)}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><tessellate>1</tessellate><outerBoundaryIs>{_ring(outer)}</outerBoundaryIs>{inner}</Polygon>"


def _ring(pairs: Any) -> str:  # noqa: ANN401 - a tuple of pairs
    return f"<LinearRing><coordinates>{_pairs(pairs)}</coordinates></LinearRing>"


def _pairs(pairs: Any) -> str:  # noqa: ANN401 - a tuple of pairs
    return " ".join(f"{lon!r},{lat!r}" for lon, lat in pairs)

"""KML 2.2 with one folder each for places, claims and footprints; dates as TimeStamp, columns as ExtendedData."""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from geo.exports._antimeridian import split
from geo.exports._base import ExportOptions, export
from geo.exports._text import known_about, xml_text
from geo.exports.rows import claim_rows, footprint_rows, place_rows
from geo.files import atomic_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.exports.rows import Row, Value
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
        stream.write(f"<name>{xml_text(options.title or 'conflictmap')}</name>\n{_STYLES}")
        for (style, *_), part in zip(_FOLDERS, parts, strict=True):
            stream.write(f"<Folder><name>{style}</name>\n")
            part.seek(0)
            shutil.copyfileobj(part, stream)
            stream.write("</Folder>\n")
        stream.write("</Document></kml>\n")


def _balloon(cells: dict[str, Value]) -> str:
    """Return the HTML that a globe shows when a mark is touched: evidence, findings, how sure, and where from.

    Every value is escaped here, and all of it once more for XML: markup of a report stays text.
    """
    quote = cells.get("quote") or cells.get("claim_text")
    parts = [f"<blockquote>{xml_text(quote)}</blockquote>"] if quote else []
    parts += [
        f"<p><b>{xml_text(verdict.capitalize())}</b>: {xml_text(words)}</p>" for verdict, words in _findings(cells)
    ]
    known = (
        _joined(", ", cells, "place_name", "local_name", "admin2", "admin1", "country"),
        _joined(", ", cells, "precision"),
        *known_about(cells),
    )
    page = f"p. {cells['page']}" if cells.get("page") else ""
    origin = (_joined(" · ", cells, "report_title", "report_source", "report_date"), page)
    for line in (known, origin):
        words = " · ".join(part for part in line if part)
        parts += [f"<p>{xml_text(words)}</p>"] if words else []
    return "".join(parts)


def _findings(cells: dict[str, Value]) -> list[tuple[str, str]]:
    """Return the verdict of a claim with its sentence, or those on the claims about a place with their words."""
    if "claim_verdict" not in cells:
        verdict, words = cells.get("verdict"), cells.get("explanation") or cells.get("claim_text")
        return [(str(verdict), str(words))] if verdict and words else []
    verdicts, texts = (str(cells[key] or "") for key in ("claim_verdict", "claim_text"))
    several = verdicts.split(" | "), texts.split(" | ")
    if not verdicts or len(several[0]) != len(several[1]):
        # The words of a claim in a row of a table may hold a bar themselves.
        return [(verdicts, f"“{texts}”")] if verdicts else []
    return [(verdict, f"“{text}”") for verdict, text in zip(*several, strict=True)]


def _joined(between: str, cells: dict[str, Value], *keys: str) -> str:
    return between.join(dict.fromkeys(str(cells[key]) for key in keys if cells.get(key)))


def _placemark(style: str, row: Row, names: list[str]) -> str:
    name = next((row.cells[key] for key in names if row.cells.get(key)), "")
    date = str(row.cells.get("report_date") or "")[:_LONGEST_DATE]
    when = f"<TimeStamp><when>{date}</when></TimeStamp>" if _DATE.fullmatch(date) else ""
    data = "".join(
        f"<Data name={quoteattr(key)}><value>{xml_text(value)}</value></Data>"
        for key, value in row.cells.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{xml_text(name)}</name><description>{xml_text(_balloon(row.cells))}</description>{when}"
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

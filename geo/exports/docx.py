"""A Word document: the picture with caption and alternative text, tables of claims and places, the rest in words.

Made with python-docx; dates inside the file are fixed, so that the same analyses give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from geo.exports._base import ExportOptions, export
from geo.exports._picture import words
from geo.exports._scene import scene_for
from geo.exports.picture import drawn
from geo.exports.rows import claim_rows, place_rows
from geo.files import write_atomically
from geo.layers._words import FIRST, SIGNS, VERDICT_WORDS, kind_words, measured_words, stated_words
from geo.page.basemap import VIEWPOINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.exports.rows import Row
    from geo.model import Analysis

__all__ = ["write"]

_THEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - python-docx writes it without a zone
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_ROWS = 500
_PICTURE_INCHES = 6.6
_TEXT_MM = 170


@export(".docx")
def write(analyses: Iterable[Analysis], path: Path, options: ExportOptions) -> None:
    """Write the document: portrait, A4, every table with a heading row that repeats on each page."""
    from docx import Document  # noqa: PLC0415 - 250 ms, only for Word

    several = tuple(analyses)
    scene = scene_for(several, options)
    document = Document()
    heading = words.title(several, options.title)
    description = words.alternative_text(several)
    _properties(document, heading, description)
    _page(document)
    document.add_heading(_safe(heading), level=1)
    _small(document.add_paragraph(_safe(words.subtitle(several))), 10)
    _picture(document, drawn(scene, "png", options.title, in_column=True), heading, description)
    _claims(document, several)
    _places(document, several)
    _unplaced(document, several)
    _small(document.add_paragraph(_safe(words.source_line(several, VIEWPOINT))), 8)
    stream = io.BytesIO()
    document.save(stream)
    write_atomically(path, _without_clock(stream.getvalue()))


def _safe(text: object) -> str:
    return _ILLEGAL.sub("\ufffd", str(text))


def _properties(document: Any, heading: str, description: str) -> None:  # noqa: ANN401 - python-docx is not typed
    about = document.core_properties
    about.title, about.comments = _safe(heading)[:250], _safe(description)[:250]
    about.author = about.last_modified_by = "conflictmap"
    about.created = about.modified = about.last_printed = _THEN
    about.revision = 1


def _page(document: Any) -> None:  # noqa: ANN401 - python-docx is not typed
    from docx.shared import Mm  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)


def _picture(document: Any, data: bytes, heading: str, description: str) -> None:  # noqa: ANN401
    from docx.shared import Inches  # noqa: PLC0415

    shape = document.add_picture(io.BytesIO(data), width=Inches(_PICTURE_INCHES))
    about = shape._inline.docPr  # noqa: SLF001 - python-docx has no other way to set alternative text
    about.set("descr", _safe(description))
    about.set("title", _safe(heading))
    about.set("name", "Map")
    document.add_paragraph(f"Figure 1. {_safe(heading)}", style="Caption")


def _claims(document: Any, analyses: Sequence[Analysis]) -> None:  # noqa: ANN401
    pairs = [
        (verdict, row)
        for analysis in analyses
        for verdict, row in zip(analysis.verdicts, claim_rows(analysis), strict=True)
    ]
    rows = [
        (
            verdict.subject_name or "",
            f"“{row.cells['claim_text']}”",
            stated_words(verdict.claim.stated),
            measured_words(verdict.measured),
            f"{SIGNS[verdict.verdict]} {VERDICT_WORDS[verdict.verdict]}. {verdict.explanation}",
        )
        # What differs first, as on the page; the order of the text within.
        for verdict, row in sorted(pairs, key=lambda pair: FIRST.index(pair[0].verdict))
    ]
    if rows:
        document.add_heading("What the reports claim of where places lie", level=2)
        _table(document, ("Place", "The report says", "That is", "Measured", "Verdict"), rows, (14, 22, 17, 17, 30))


def _places(document: Any, analyses: Sequence[Analysis]) -> None:  # noqa: ANN401
    rows: dict[str, tuple[str, ...]] = {}
    for analysis in analyses:
        for row, resolution in zip(place_rows(analysis), analysis.resolutions, strict=True):
            place = resolution.place
            if place is not None and place.id not in rows:
                rows[place.id] = (*_place_cells(row), kind_words(place.precision, place.feature_code))
    if rows:
        document.add_heading("Places", level=2)
        header = ("Place", "Local name", "In", "Latitude, longitude", "As in the text", "Precision")
        _table(document, header, list(rows.values()), (18, 16, 18, 16, 16, 16))


def _place_cells(row: Row) -> tuple[str, ...]:
    cells = row.cells
    inside = ", ".join(
        str(cells[key]) for key in ("admin1", "country") if cells[key] and cells[key] != cells["place_name"]
    )
    where = f"{cells['lat']:g}, {cells['lon']:g}"
    return (
        str(cells["place_name"]),
        str(cells["local_name"] or ""),
        inside,
        where,
        str(cells["name_in_text"]),
    )


def _unplaced(document: Any, analyses: Sequence[Analysis]) -> None:  # noqa: ANN401
    rows = {
        (str(row.cells["name_in_text"]), str(row.cells["reason"] or "")): None
        for analysis in analyses
        for row in place_rows(analysis)
        if row.cells["place_id"] is None
    }
    if rows:
        document.add_heading("Named but not placed", level=2)
        _table(document, ("Name", "Why"), list(rows), (30, 70))


def _table(document: Any, header: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> None:  # noqa: ANN401
    """Add a table whose columns take ``shares`` hundredths of the text; no row is torn apart by the end of a page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    table = document.add_table(rows=1, cols=len(header), style="Light Grid Accent 1")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no other way
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.text = text
    for values in rows[:_MOST_ROWS]:
        for cell, text in zip(table.add_row().cells, values, strict=True):
            cell.text = _safe(text)
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_TEXT_MM * share / 100)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - python-docx has no other way
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Mm(_TEXT_MM * share / 100)
            for paragraph in cell.paragraphs:
                _small(paragraph, 8, own=True)
    if len(rows) > _MOST_ROWS:
        document.add_paragraph(f"{len(rows) - _MOST_ROWS} more rows are left out: see the CSV or GeoPackage.")


def _small(paragraph: Any, points: int, *, own: bool = False) -> None:  # noqa: ANN401 - python-docx is not typed
    """Set the size of the letters, also of scripts from right to left.

    A text of a report's own (``own``) runs from right to left where its first letter does.
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    turned = own and _turned(paragraph.text)
    if turned:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx has no other way
    for run in paragraph.runs:
        run.font.size = Pt(points)
        size = OxmlElement("w:szCs")
        size.set(qn("w:val"), str(2 * points))
        run._r.get_or_add_rPr().append(size)  # noqa: SLF001 - python-docx has no other way
        if turned:
            run.font.rtl = True


def _turned(text: str) -> bool:
    """Return whether the first letter with a direction runs from right to left."""
    strong = (bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)


def _without_clock(data: bytes) -> bytes:
    """Return the archive with its members in the same order and a fixed date on each."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(member))
    return stream.getvalue()

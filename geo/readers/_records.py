"""Rows of tables as reports: which column is the text, which the title, and so on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError
from geo.model import Report
from geo.readers._base import Failure
from geo.readers._dates import iso_date
from geo.readers._events import event_report, event_scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.readers._base import Source

__all__ = ["reports_of", "text_column"]

_TEXT = ("text", "body", "content", "article", "fulltext", "full_text", "story", "notes", "description", "summary")
_FIELDS = {
    "title": ("title", "headline"),
    "source": ("source", "publisher", "outlet", "newspaper"),
    "date": ("date", "published", "pubdate", "publication_date", "event_date", "created"),
    "url": ("url", "link", "uri"),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
}
_MOST_METADATA = 80
_LONGEST_METADATA = 1_000


def text_column(columns: Sequence[str], source: Source) -> str:
    """Return the column that holds the text: the one the options name, else one of the usual names.

    Raises:
        ReaderError: where there is none.

    """
    wanted = source.options.text_column
    by_name = {column.strip().lower(): column for column in reversed(columns)}
    for name in (wanted.strip().lower(),) if wanted else _TEXT:
        if name in by_name:
            return by_name[name]
    if not wanted and {"schema", "report", "toponyms"} <= set(columns):
        msg = (
            f"{source.said} holds what conflictmap found, not reports: give the reports, or read it in Python with "
            "geo.Analysis.from_json."
        )
        raise ReaderError(msg)
    listed = ", ".join(repr(column) for column in columns[:20]) + (" …" if len(columns) > 20 else "")  # noqa: PLR2004
    missing = f"no column {wanted!r}" if wanted else "no column that is known to hold text"
    msg = f"{source.said} has {missing}: name one with --text-column; it has {listed}."
    raise ReaderError(msg)


def reports_of(
    rows: Iterable[tuple[int, Mapping[str, object]]], source: Source, kind: str = "row"
) -> Iterator[Report | Failure]:
    """Yield a report for each numbered row, dated and placed where the columns are those of ACLED or UCDP GED.

    A row that cannot be read is a failure of its own. Its number, as a ``kind`` ("row" from 1 without the header, or
    "line"), stands in the metadata of its report.

    Raises:
        EmptyReport: where there is no row.
        ReaderError: where no column holds text.

    """
    first = True
    scheme = column = None
    for number, row in rows:
        if first:
            scheme = None if source.options.text_column else event_scheme(row)
            column = None if scheme else text_column([str(key) for key in row], source)
        cells = {str(key): _cell(value) for key, value in row.items() if key is not None}
        if first and _is_tags(cells.values()):
            first = False
            continue
        first = False
        try:
            report = event_report(scheme, cells) if scheme else _row_report(cells, str(column))
            yield _numbered(report, kind, number)
        except (ReaderError, ValueError) as error:
            msg = f"{kind} {number} of {source.said} was left out: {error}"
            yield Failure(f"{source.name}, {kind} {number}", ReaderError(msg))
    if first:
        msg = f"{source.said} is a table without rows."
        raise EmptyReport(msg)


def _numbered(report: Report, kind: str, number: int) -> Report:
    """Return ``report`` with the number of its row, by which it is found again; a column of that name keeps it."""
    if any(key.strip().lower() == kind for key, _ in report.metadata):
        return report
    return replace(report, metadata=(*report.metadata, (kind, str(number))))


def _is_tags(cells: Iterable[str]) -> bool:
    """Return whether a row is one of HXL tags ("#date+occurred"), as humanitarian tables have under the header."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(cell.startswith("#") and " " not in cell for cell in filled)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _row_report(cells: Mapping[str, str], column: str) -> Report:
    text = cells.get(column, "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        msg = f"its column {column!r} is empty."
        raise EmptyReport(msg)
    fields: dict[str, str] = {}
    used = {column}
    lower = {key.strip().lower(): key for key in reversed(list(cells))}
    for field, names in _FIELDS.items():
        key = next((lower[name] for name in names if name in lower and lower[name] not in used), None)
        if key is not None and cells[key].strip():
            fields[field] = " ".join(cells[key].split())[:500]
            used.add(key)
    url = fields.get("url", "")
    return Report(
        text=text,
        title=fields.get("title"),
        source=fields.get("source"),
        date=iso_date(fields.get("date")),
        url=url if url.startswith(("http://", "https://")) else None,
        author=fields.get("author"),
        language=fields.get("language"),
        metadata=metadata_of(cells, used),
    )


def metadata_of(cells: Mapping[str, str], without: Iterable[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the cells that are not blank as metadata, in their order, cut to a sensible length."""
    left_out = set(without)
    kept = ((key, value[:_LONGEST_METADATA]) for key, value in cells.items() if key not in left_out and value.strip())
    return tuple(pair for _, pair in zip(range(_MOST_METADATA), kept, strict=False))

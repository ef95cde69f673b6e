"""CSV and its relatives (comma, semicolon, tab, bar): a report a row, streamed.

The columns of ACLED and UCDP GED are recognised. Otherwise ``--text-column`` names the column with the
text; without it one of the usual names is taken. The other columns become fields or metadata.
"""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError
from geo.readers._base import Failure, reader
from geo.readers._decode import encoding_of
from geo.readers._records import reports_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Report
    from geo.readers._base import Source

__all__ = ["read"]

_DELIMITERS = ",;\t|"


@reader("tables", suffixes=(".csv", ".tsv"), media_types=("text/csv", "text/tab-separated-values"))
def read(source: Source) -> Iterator[Report | Failure]:
    """Yield a report for each row.

    Raises:
        ReaderError: where there is no header, or no column holds text.

    """
    # The limit is one for the whole process; a cell may be a whole article.
    csv.field_size_limit(max(csv.field_size_limit(), source.options.max_bytes))
    lines = _decoded(source)
    header = next(lines, "")
    if not header.strip():
        msg = f"{source.said} is a table without a header: write the names of its columns in the first line."
        raise EmptyReport(msg)
    delimiter = "\t" if source.suffix == ".tsv" else max(_DELIMITERS, key=header.count)
    # Strict reading would stop at a lone quotation mark, which reports are full of.
    rows = csv.DictReader(_again(header, lines), delimiter=delimiter, restkey="")
    try:
        yield from reports_of(enumerate(_checked(rows, source), start=1), source)
    except csv.Error as error:
        msg = f"{source.said} is no table that can be read (line {rows.line_num}: {error}): save it again as CSV."
        raise ReaderError(msg) from error


def _checked(rows: csv.DictReader[str], source: Source) -> Iterator[dict[str, object]]:
    names = [name for name in rows.fieldnames or () if name.strip()]
    if len(names) != len(set(names)):
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"{source.said} has two columns {twice!r}: rename one."
        raise ReaderError(msg)
    for row in rows:
        yield {key: value for key, value in row.items() if key and key.strip()}


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded(source: Source) -> Iterator[str]:
    encoding = encoding_of(source)
    if encoding.startswith(("utf-16", "utf-32")):
        # Lines of wide encodings cannot be told by their bytes: read whole.
        yield from io.StringIO(source.content.decode(encoding, "replace").lstrip("\ufeff"), newline="")
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for number, line in enumerate(source.lines()):
        text = decoder.decode(line)
        yield text.lstrip("\ufeff") if number == 0 else text

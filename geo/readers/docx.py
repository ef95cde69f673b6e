"""Word documents (.docx): paragraphs and tables in their order, by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from geo.errors import EmptyReport, ReaderError, UnsafeReport
from geo.model import CELLS, Report
from geo.readers._base import MEBIBYTE, reader
from geo.readers._dates import iso_date
from geo.readers.text import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Source

__all__ = ["read"]

_MOST_UNPACKED = 200 * MEBIBYTE
_MOST_TEXT_PART = 40 * MEBIBYTE
_MOST_MEMBERS = 10_000
_MAKER = "python-docx"
"""What stands for author, with a date of 2013, in documents whose maker did not set them."""

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@reader("docx", suffixes=(".docx", ".docm"), media_types=(_MEDIA_TYPE,), untrusted=True, imports=("docx",))
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a Word document.

    Raises:
        UnsafeReport: where it would unpack to more than is safe (the sizes in the archive are looked at first).
        EmptyReport: where there is no text.
        ReaderError: where it is encrypted or damaged.

    """
    from docx import Document  # noqa: PLC0415 - heavy
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    _check_sizes(source)
    try:
        document = Document(io.BytesIO(source.content))
        blocks = [text for block in document.iter_inner_content() if (text := _text(block).strip())]
        about = document.core_properties
        fields = (about.title, about.author, about.created)
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        msg = f"{source.said} is a damaged Word document ({type(error).__name__}): open it and save it again as .docx."
        raise ReaderError(msg) from error
    if not blocks:
        msg = f"{source.said} holds no text, or only pictures: there is nothing to read."
        raise EmptyReport(msg)
    text = "\n\n".join(blocks)
    title, author, created = fields
    if author == _MAKER:
        author = created = None
    yield Report(
        text=text,
        title=title or title_of(text),
        author=author or None,
        date=iso_date(str(created)) if created else None,
        sha256=source.sha256,
    )


def _check_sizes(source: Source) -> None:
    """Refuse an archive by the sizes that it states; what it states too low, unpacking stops at.

    Raises:
        UnsafeReport: where it would unpack to more than is safe.
        ReaderError: where a member is encrypted.

    """
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
    if unpacked > _MOST_UNPACKED or largest > _MOST_TEXT_PART or len(members) > _MOST_MEMBERS:
        msg = (
            f"{source.said} would unpack to {unpacked // MEBIBYTE} MB, more than is safe: "
            "it may be an attack; save its text alone."
        )
        raise UnsafeReport(msg)
    if any(member.flag_bits & 1 for member in members):
        msg = f"{source.said} is encrypted with a password: save a copy without one."
        raise ReaderError(msg)


def _text(block: Any) -> str:  # noqa: ANN401 - python-docx is not typed
    """Return the words of a paragraph, or of a table, a paragraph for each row."""
    if not hasattr(block, "rows"):
        return str(block.text)
    lines: list[str] = []
    for row in block.rows:
        seen: list[str] = []
        for cell in row.cells:
            text = " ".join(str(cell.text).split())
            # A merged cell comes once for each column that it spans.
            if text and (not seen or seen[-1] != text):
                seen.append(text)
        lines.append(CELLS.join(seen))
    return "\n\n".join(line for line in lines if line)

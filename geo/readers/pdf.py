"""PDF: the text layer page by page, with the offset at which each page begins, so that "p. 3" can be told."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geo.errors import EmptyReport, ReaderError
from geo.model import Report
from geo.readers._base import reader
from geo.readers._dates import iso_date
from geo.readers._pdf_repair import holds_pages, repaired
from geo.readers.text import title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Source

__all__ = ["read"]

_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])")
_MOST_PAGES = 5_000
_FILE_NAMES = re.compile(r"(?i)^(?:microsoft word - |untitled|document\d{0,4}$)|\.(?:docx?|pdf|indd|qxd|odt|rtf)$")
_NOBODY = frozenset({"", "anonymous", "unknown", "user", "admin", "administrator", "(anonymous)", "(unspecified)"})
_LONGEST_TITLE = 250


@reader("pdf", suffixes=(".pdf",), media_types=("application/pdf",), untrusted=True, imports=("pypdf",))
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a PDF.

    Pages stand a blank line apart; words divided at the end of a line are joined.

    Raises:
        EmptyReport: where there is no page, or no text on any page (a scan).
        ReaderError: where it is encrypted or damaged.

    """
    try:
        yield _read(source, source.content)
    except _DamagedError as error:
        whole = repaired(source.content)
        if whole is None:
            raise ReaderError(str(error)) from error
        try:
            report = _read(source, whole)
        except ReaderError:
            # What is wrong with the file as it came says more than what is wrong with the attempt.
            raise ReaderError(str(error)) from error
        yield replace(report, metadata=(*report.metadata, ("repaired", "yes")))


class _DamagedError(ReaderError):
    """A PDF that cannot be read as it is, but perhaps after repair."""


def _read(source: Source, data: bytes) -> Report:
    from pypdf import PdfReader  # noqa: PLC0415 - heavy
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    try:
        document = PdfReader(io.BytesIO(data), strict=False)
        locked = document.is_encrypted and not document.decrypt("")
        count = 0 if locked else len(document.pages)
    except (
        PyPdfError,
        DependencyError,
        NotImplementedError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
    ) as error:
        if "crypt" in str(error).lower():
            raise ReaderError(_locked(source)) from error
        msg = f"{source.said} is a damaged or cut-off PDF ({type(error).__name__}): open it and print it to a new PDF."
        raise _DamagedError(msg) from error
    if locked:
        raise ReaderError(_locked(source))
    if not count:
        if holds_pages(data):
            msg = f"{source.said} is a damaged or cut-off PDF, its pages cannot be found: print it to a new PDF."
            raise _DamagedError(msg)
        msg = f"{source.said} is a PDF without pages: there is nothing to read."
        raise EmptyReport(msg)
    pages, failed = _pages(document, min(count, _MOST_PAGES))
    if not any(page.strip() for page in pages):
        if failed:
            msg = f"{source.said} is a damaged PDF, none of its pages can be read: open it and print it to a new PDF."
            raise _DamagedError(msg)
        msg = (
            f"{source.said} has no text on its {count} page{'' if count == 1 else 's'}, only pictures (a scan): "
            "recognise its text first (OCR, e.g. ocrmypdf)."
        )
        raise EmptyReport(msg)
    return _report(source, document, pages, failed, count)


def _locked(source: Source) -> str:
    return f"{source.said} is encrypted with a password: save a copy without one."


def _pages(document: Any, count: int) -> tuple[list[str], list[int]]:  # noqa: ANN401 - of pypdf
    """Return the text of each page, and the numbers of those that could not be read."""
    pages: list[str] = []
    failed: list[int] = []
    for number in range(count):
        try:
            text = document.pages[number].extract_text() or ""
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - one bad page raises anything; it is counted, and the others are read
            failed.append(number + 1)
            text = ""
        pages.append(_HYPHEN.sub("", text.replace("\r\n", "\n").replace("\x00", "")).strip())
    return pages, failed


def _report(source: Source, document: Any, pages: list[str], failed: list[int], count: int) -> Report:  # noqa: ANN401
    starts = [0]
    offset = 0
    for page in pages[:-1]:
        offset += len(page) + 2
        starts.append(offset)
    about = _about(document)
    metadata = [("pages", str(count))]
    if failed:
        metadata.append(("pages_failed", ", ".join(str(number) for number in failed)))
    if count > len(pages):
        metadata.append(("pages_left_out", str(count - len(pages))))
    title = about.get("/Title", "")
    if not title or _FILE_NAMES.search(title):
        title = title_of(pages[0] + "\n\n") or ""
    return Report(
        text="\n\n".join(pages),
        title=title[:_LONGEST_TITLE] or None,
        date=iso_date(about.get("/CreationDate")),
        author=None if about.get("/Author", "").lower() in _NOBODY else about["/Author"],
        sha256=source.sha256,
        pages=tuple(starts),
        metadata=tuple(metadata),
    )


def _about(document: Any) -> dict[str, str]:  # noqa: ANN401 - of pypdf
    """Return the fields of the document's own description; a damaged one is empty."""
    try:
        found = document.metadata or {}
        return {
            str(key): " ".join(str(found[key]).split())[:500]
            for key in ("/Title", "/Author", "/CreationDate")
            if key in found
        }
    except Exception:  # noqa: BLE001 - damaged descriptions raise anything, and the text is what matters
        return {}

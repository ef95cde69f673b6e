"""Decide which reader reads a source: first bytes, then media type, then suffix, then plain text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from geo.errors import NotText, ReaderError
from geo.readers._base import READERS

if TYPE_CHECKING:
    from geo.readers._base import Reader, Source

__all__ = ["OUR_MAP", "choose"]

_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "an RTF document: save it as .docx or plain text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office document: save it as .docx without a password"),
    (b"\x89PNG\r\n", "a picture: recognise its text first (OCR), then give that"),
    (b"\xff\xd8\xff", "a picture: recognise its text first (OCR), then give that"),
    (b"GIF8", "a picture: recognise its text first (OCR), then give that"),
    (b"II*\x00", "a picture: recognise its text first (OCR), then give that"),
    (b"MM\x00*", "a picture: recognise its text first (OCR), then give that"),
    (b"\x1f\x8b", "a compressed file: unpack it first (gunzip)"),
    (b"BZh", "a compressed file: unpack it first (bunzip2)"),
    (b"\xfd7zXZ\x00", "a compressed file: unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file: unpack it first (unzstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive: unpack it first and give the folder"),
    (b"Rar!\x1a\x07", "an archive: unpack it first and give the folder"),
    (b"\x7fELF", "a program, not a report"),
    (b"MZ\x90\x00", "a program, not a report"),
    (b"SQLite format 3\x00", "a database: export its text as CSV"),
)
"""First bytes, and either the reader they belong to or what to tell the user."""

_ZIP = b"PK\x03\x04"
_HTML = re.compile(rb"(?:<!doctype\s{1,20}html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
OUR_MAP = b'<meta name="generator" content="conflictmap">'
"""What stands in the head of every page that conflictmap drew."""
_FEED = re.compile(rb"<(?:[a-zA-Z]{1,20}:)?(?:rss|feed|RDF)[\s>]")
_LEADING = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,4000}")
_MAIL = re.compile(rb"^(?:From|Received|Return-Path|Delivered-To|MIME-Version|Message-ID): ?\S", re.IGNORECASE)
_FRONT_MATTER = re.compile(rb"---[ \t]{0,20}\r?\n[A-Za-z][A-Za-z0-9_-]{0,60}:[ \t\r\n]")
_SNIFFED = frozenset({"pdf", "docx"})
_MARKUP = frozenset({"", ".txt", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".pdf", ".docx", ".aspx", ".php"})


def choose(source: Source) -> Reader:
    """Return the reader for ``source``.

    Raises:
        NotText: where the first bytes are of a format that no reader reads.
        ReaderError: where the suffix promises a format that the bytes are not.

    """
    by_bytes = _by_bytes(source)
    if by_bytes is not None:
        return READERS.get(by_bytes)
    by_name = _by_name(source)
    if by_name is not None and by_name.name in _SNIFFED:
        kind = "Word document" if by_name.name == "docx" else "PDF"
        if _looks_binary(source.head):
            msg = f"{source.said} is named like a {kind} but is none, or is cut off: open it and save it again."
            raise ReaderError(msg)
        by_name = None
    return by_name or READERS.get("text")


def _by_bytes(source: Source) -> str | None:
    head = source.head
    for magic, meaning in _MAGIC:
        # Some PDF writers put a few bytes of rubbish first; readers of PDF look for the mark in the first 1,024.
        if head.startswith(magic) or (meaning == "pdf" and magic in head[:1024] and source.suffix == ".pdf"):
            if meaning == "pdf":
                return meaning
            msg = f"{source.said} is {meaning}."
            raise NotText(msg)
    if head.startswith(_ZIP):
        return _of_archive(source)
    start = head[_match_end(head) :][:4096]
    if start.startswith(b"<") and source.suffix in _MARKUP:
        if _FEED.search(start):
            return "feed"
        # Other XML (NITF, NewsML …) has its words between tags as a page has.
        if OUR_MAP in start:
            msg = f"{source.said} is a map that conflictmap drew, not a report: give the report that it was drawn from."
            raise NotText(msg)
        if _HTML.search(start) or start.startswith(b"<?xml"):
            return "html"
    if source.suffix in {"", ".txt"} and _MAIL.match(start):
        return "eml"
    # Markdown that comes by a pipe has no suffix, but its front matter.
    piped = not source.suffix and not source.media_type
    return "markdown" if piped and _FRONT_MATTER.match(start) else None


def _match_end(head: bytes) -> int:
    found = _LEADING.match(head)
    return found.end() if found else 0


def _of_archive(source: Source) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        msg = f"{source.said} is a damaged or cut-off archive or Word document: copy it again from where it came."
        raise ReaderError(msg) from error
    if "word/document.xml" in names:
        return "docx"
    kinds = (
        ("xl/workbook.xml", "a spreadsheet: save it as CSV"),
        ("ppt/presentation.xml", "a presentation: save it as PDF"),
    )
    for member, meaning in (*kinds, ("content.xml", "an OpenDocument file: save it as .docx or PDF")):
        if member in names:
            msg = f"{source.said} is {meaning}."
            raise NotText(msg)
    msg = f"{source.said} is an archive: unpack it first and give the folder."
    raise NotText(msg)


def _by_name(source: Source) -> Reader | None:
    media_type = (source.media_type or "").partition(";")[0].strip().lower()
    readers = [READERS.get(name) for name in READERS.names()]
    by_type = (found for found in readers if media_type and media_type in found.media_types)
    by_suffix = (found for found in readers if source.suffix and source.suffix in found.suffixes)
    return next(by_type, None) or next(by_suffix, None)


def _looks_binary(head: bytes) -> bool:
    return b"\x00" in head or sum(byte < 9 for byte in head[:4096]) > len(head[:4096]) // 50  # noqa: PLR2004

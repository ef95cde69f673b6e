"""Web pages: main text, title, date, author and source by trafilatura; all words where that fails.

Extraction that finds nothing is not the same as an empty page: the page is then read without judging
which words matter, and the metadata says so (``extraction``: ``plain``).
"""

from __future__ import annotations

import re
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from geo.errors import EmptyReport
from geo.model import CELLS, Report
from geo.readers._base import reader
from geo.readers._dates import iso_date
from geo.readers._decode import decode
from geo.readers._strip import Stripped, strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Source

__all__ = ["page_text", "read"]

_CHARSET = re.compile(rb"<meta[^>]{0,400}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_:-]{2,40})", re.IGNORECASE)
_UNREADABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_SHALLOW = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"),
        *("body", "dd", "dt", "head", "html", "li", "option", "p", "tbody", "td", "th", "thead", "tr"),
    }
)
"""Elements that hold nothing, or that pages need not close: thousands of them in a row are not nested."""
_DEEPEST = 2_000
_DATE = {"extensive_search": False, "original_date": True}
_LARGEST = 8_000_000
_SHORTEST_ROW = 3
_SHARE_OF_TIME = 0.5
_LEAST_SHARE = 0.02


@reader(
    "html",
    suffixes=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    untrusted=True,
    imports=("trafilatura",),
)
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a page; ``sha256`` is of the page as it came.

    Raises:
        EmptyReport: where there are no words in it.

    """
    html = _UNREADABLE.sub("\ufffd", decode(source.content, source.said, _encoding(source)))
    plain = strip(html)
    text, fields, way = page_text(html, plain, source.url, source.options.cpu_seconds * _SHARE_OF_TIME)
    if not text.strip():
        msg = f"{source.said} is a page without words (it may be written by a script): save it from a browser as text."
        raise EmptyReport(msg)
    head = {**plain.head, **fields}
    yield Report(
        text=text,
        title=head.get("title"),
        source=head.get("source"),
        date=iso_date(head.get("date")),
        author=head.get("author"),
        url=source.url or head.get("url"),
        language=head.get("language"),
        sha256=source.sha256,
        metadata=(("extraction", way),),
    )


def _encoding(source: Source) -> str | None:
    """Return the encoding that the options, the server or the page itself name, if Python knows it and it fits."""
    if source.options.encoding:
        return source.options.encoding
    if source.content[:3] == b"\xef\xbb\xbf" or source.content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return None
    named = _HEADER_CHARSET.search(source.media_type or "")
    inside = _CHARSET.search(source.content[:4096])
    encoding = named[1] if named else inside[1].decode("ascii") if inside else None
    if encoding is None:
        return None
    try:
        source.content.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return encoding


def page_text(html: str, plain: Stripped, url: str | None, seconds: float) -> tuple[str, dict[str, str], str]:
    """Return the text of a page, the fields found with it, and how: ``main`` text or ``plain`` words."""
    found = None if len(html) > _LARGEST or depth(html) > _DEEPEST else _extracted(html, url, seconds)
    # A few words picked out of a page full of them are more likely a wrong choice than a short article.
    if found is None or len(found[0]) < _LEAST_SHARE * len(plain.text):
        return plain.text, {}, "plain"
    text, fields = found
    return _as_laid_out(text, plain.text), fields, "main"


def depth(html: str) -> int:
    """Return how deep the elements of a page are nested, as far as its tags tell."""
    now = deepest = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _SHALLOW:
            now = max(0, now + (-1 if tag[1] else 1))
            deepest = max(deepest, now)
    return deepest


def _as_laid_out(text: str, plain: str) -> str:
    """Return ``text`` with the line ends of ``plain`` where all its words stand there in a row.

    Extraction may put each bold word of a page without paragraphs on a line of its own.
    """
    words = "".join(text.split())
    start = "".join(plain.split()).find(words)
    if not words or start < 0:
        return text
    places = [place for place, letter in enumerate(plain) if not letter.isspace()]
    return plain[places[start] : places[start + len(words) - 1] + 1]


def _extracted(html: str, url: str | None, seconds: float) -> tuple[str, dict[str, str]] | None:
    from trafilatura import bare_extraction  # noqa: PLC0415 - heavy

    try:
        with _at_most(seconds):
            # Only a date that the page marks as its own: one found among the words is mostly that of an event.
            document: Any = bare_extraction(
                html, url=url, include_comments=False, with_metadata=True, date_extraction_params=_DATE
            )
    except (_TooSlowError, RecursionError, ValueError, AttributeError, TypeError, AssertionError):
        return None
    if document is None or not (document.text or "").strip():
        return None
    names = {"title": "title", "author": "author", "date": "date", "sitename": "source", "url": "url"}
    fields = {
        ours: " ".join(str(value).split())
        for theirs, ours in names.items()
        if (value := getattr(document, theirs, None))
    }
    return _paragraphs(document.text), fields


def _paragraphs(text: str) -> str:
    """Return the text with a blank line between paragraphs, which come one a line; rows of tables lose their frame."""
    return "\n\n".join(words for line in text.split("\n") if (words := _row(line.strip())))


def _row(line: str) -> str:
    """Return a line, or the cells of one that extraction wrote as the row of a table ("| Tawila | 60 km |")."""
    if len(line) < _SHORTEST_ROW or line[0] != "|" or line[-1] != "|":
        return line
    cells = [cell.strip() for cell in line[1:-1].split("|")]
    return CELLS.join(cell for cell in cells if cell and cell.strip("-: "))


class _TooSlowError(BaseException):
    """Extraction took longer than its share of the time; no handler of ``Exception`` inside it may keep this."""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Interrupt the block after ``seconds`` of CPU time, so that there is time left for the plain words."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)

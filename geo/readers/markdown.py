"""Markdown with front matter: the words without the markup; title, date, source and the rest kept.

Front matter is a block of ``name: value`` lines between two lines ``---`` at the very beginning. The
names title, date, source (or publisher), author, url (or link) and language (or lang) become fields of
the report; all others go to its metadata. Where the front matter gives no title, the first heading does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geo.errors import EmptyReport
from geo.model import CELLS, Report
from geo.readers._base import reader
from geo.readers._decode import decoded
from geo.readers._strip import strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.readers._base import Source

__all__ = ["front_matter", "plain", "read"]

_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "source": "source",
    "publisher": "source",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]{0,60})[ \t]{0,20}:(?:[ \t]+(.*))?")
_LONGEST = 20_000
_DEEPEST = 50


@reader(
    "markdown",
    suffixes=(".md", ".markdown", ".mdown", ".qmd"),
    media_types=("text/markdown",),
    untrusted=True,
    imports=("markdown_it",),
    harmless_bytes=16_384,  # a second for the worst of these; time grows with size and depth
)
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a Markdown file.

    Raises:
        EmptyReport: where there is no text after the front matter.

    """
    pairs, body = front_matter(decoded(source))
    text, heading = plain(body)
    if not text.strip():
        # Blocks nested deeper than the parser goes are left out by it; their words are read as they stand.
        text = body.strip()
    if not text.strip():
        msg = f"{source.said} holds no text: there is nothing to read."
        raise EmptyReport(msg)
    fields: dict[str, str] = {}
    metadata: list[tuple[str, str]] = []
    for key, value in pairs:
        known = _FIELDS.get(key.lower())
        if known and known not in fields and value:
            fields[known] = value
        else:
            metadata.append((key, value))
    fields.setdefault("title", heading or "")
    yield Report(
        text=text,
        title=fields["title"] or None,
        date=fields.get("date"),
        source=fields.get("source"),
        author=fields.get("author"),
        url=fields.get("url"),
        language=fields.get("language"),
        sha256=source.sha256,
        metadata=tuple(metadata),
    )


def front_matter(text: str) -> tuple[list[tuple[str, str]], str]:
    """Return the (name, value) pairs of the front matter and the text after it.

    Lists (``- item`` lines, or ``[a, b]``) become one value joined by "; ". Text without front matter comes
    back as it is.
    """
    if not text.startswith("---\n"):
        return [], text
    end = text.find("\n---", 3, _LONGEST)
    after = text[end + 4 :].lstrip(" \t") if end >= 0 else ""
    if end < 0 or (after and not after.startswith("\n")):
        return [], text
    pairs: list[tuple[str, str]] = []
    for line in text[4:end].split("\n"):
        found = _LINE.fullmatch(line.rstrip())
        item = line.strip()
        if found:
            pairs.append((found[1], _value(found[2] or "")))
        elif item.startswith("- ") and pairs:
            name, value = pairs[-1]
            pairs[-1] = (name, "; ".join(part for part in (value, _value(item[2:])) if part))
    return pairs, after.removeprefix("\n")


def _value(text: str) -> str:
    text = text.strip()
    if text in {"|", ">", "|-", ">-", "null", "~"}:
        return ""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    if text.startswith("[") and text.endswith("]"):
        return "; ".join(_value(part) for part in text[1:-1].split(",") if part.strip())
    return text


def plain(markdown: str) -> tuple[str, str | None]:
    """Return the words of a Markdown text, its blocks a blank line apart, and its first heading."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 50 ms, only for Markdown

    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(markdown)
    blocks: list[str] = []
    heading: str | None = None
    row: list[str] | None = None
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            blocks.append(CELLS.join(cell for cell in row or () if cell.strip()))
            row = None
        elif token.type == "inline":
            words = _words(token.children or ())
            if row is not None:
                row.append(words)
                continue
            if heading is None and number and tokens[number - 1].type == "heading_open":
                heading = words.strip() or None
            blocks.append(words)
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.rstrip("\n"))
        elif token.type == "html_block":
            blocks.append(strip(token.content).text)
    return "\n\n".join(block for block in blocks if block.strip()), heading


def _words(tokens: Iterable[Any]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif token.type == "image":
            parts.append(_words(token.children or ()))
    return "".join(parts)

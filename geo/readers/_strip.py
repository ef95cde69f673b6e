"""HTML to words without judging which of them matter: for fragments, and where extraction fails."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from geo.model import CELLS

__all__ = ["Stripped", "strip"]

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "textarea"})
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "form", "figure", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "blockquote", "pre"),
        *("hr", "br", "address", "title"),
    }
)
_NAMES = {
    "og:title": "title",
    "twitter:title": "title",
    "og:site_name": "source",
    "publisher": "source",
    "author": "author",
    "article:author": "author",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "og:url": "url",
}
_BROKEN_MARK = re.compile(r"<!(?!--|[dD][oO][cC])")
_SPACES = re.compile(r"[^\S\n]{1,1000}")
_LINES = re.compile(r"\s{0,1000}\n\s{0,1000}\n\s{0,1000}")


class Stripped(HTMLParser):
    """The words of a page as ``text`` (after ``close``), and what its head says as ``head``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head: dict[str, str] = {}
        self._parts: list[str] = []
        self._silent: list[str] = []
        self._title: list[str] | None = None
        self._in_row = False

    @property
    def text(self) -> str:
        """The words, paragraphs a blank line apart."""
        joined = _SPACES.sub(" ", "".join(self._parts))
        return _LINES.sub("\n\n", joined).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note silent elements, blocks and the fields of ``<meta>``."""
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "title" and "title" not in self.head:
            self._title = []
        elif tag == "meta":
            fields = dict(attrs)
            name = _NAMES.get(str(fields.get("property") or fields.get("name") or "").lower())
            content = fields.get("content")
            if name and content:
                self.head.setdefault(name, " ".join(content.split())[:500])
        elif tag == "html":
            language = dict(attrs).get("lang")
            if language:
                self.head.setdefault("language", language[:20])
        if tag in _BLOCKS:
            self._parts.append("\n\n" if tag != "br" else "\n")
            self._in_row = False
        elif tag in {"td", "th"}:
            self._parts.append(CELLS if self._in_row else "")
            self._in_row = True

    def handle_endtag(self, tag: str) -> None:
        """End silent elements and blocks."""
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "title" and self._title is not None:
            self.head.setdefault("title", " ".join("".join(self._title).split())[:500])
            self._title = None
        if tag in _BLOCKS and tag != "br":
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep words that are shown."""
        if self._title is not None:
            self._title.append(data)
        elif not self._silent:
            self._parts.append(data)


def strip(html: str) -> Stripped:
    """Return the words and the head of a page or a fragment of one."""
    found = Stripped()
    # html.parser stops with an AssertionError at a declaration that it does not know, such as "<![!".
    found.feed(_BROKEN_MARK.sub("&lt;!", html))
    found.close()
    return found

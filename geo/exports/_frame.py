"""A page in a frame that can do nothing to the page around it, for each kind of document."""

from __future__ import annotations

import html
import json
import re
from html import escape
from urllib.parse import quote, urlsplit

from geo.errors import UsageError

__all__ = ["SANDBOX", "STYLE", "frame", "snippet", "srcdoc_frame", "title_of"]

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
STYLE = "width:100%;aspect-ratio:16/10;min-height:420px;border:0"

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,2000})</title>", re.IGNORECASE)
_DATA = re.compile(r'<script type="application/json" id="conflictmap-scene-0">([^<]{2,100000000})</script>')
_SCHEMES = frozenset({"", "http", "https"})
_LONGEST_TITLE = 200
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|$~^@-])")
_REST = re.compile(r"([\\`*_|<>])")


def title_of(page: str) -> str:
    """Return the title of a map: the one that its data carries, else that of the page, else "Map".

    The element ``<title>`` of our maps is a constant, since no text of a report may stand in a page as markup.
    """
    data = _DATA.search(page)
    if data:
        try:
            found = json.loads(data[1])["page"]["title"]
        except (ValueError, KeyError, TypeError, RecursionError):
            found = None
        if isinstance(found, str) and found.strip():
            return _one_line(found)
    element = _TITLE.search(page[:200_000])
    return _one_line(html.unescape(element[1]) if element else "") or "Map"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_TITLE]


def _address(source: str) -> str:
    """Return an address that is safe in an attribute, Markdown and reStructuredText: percent-encoded.

    Raises:
        UsageError: where it is not a path, http or https.

    """
    parts = urlsplit(source)
    if parts.scheme.lower() not in _SCHEMES and not (len(parts.scheme) == 1 and ":" in source[:2]):
        msg = f"{source[:80]!r} is no address for a map: give a path, or one with http or https."
        raise UsageError(msg)
    if parts.scheme.lower() in {"http", "https"}:
        return quote(source, safe="/:?=&%#@+,;~!$*-._")
    # A colon in the first part of a path would be read as a scheme.
    path = quote(source, safe="/-._~")
    return path if path.startswith(("/", "./", "../")) else f"./{path}"


def frame(source: str, title: str) -> str:
    """Return an ``<iframe>`` that shows the page at ``source``."""
    return (
        f'<iframe src="{escape(_address(source))}" title="{escape(title)}" loading="lazy" sandbox="{SANDBOX}" '
        f'referrerpolicy="no-referrer" style="{STYLE}" allowfullscreen></iframe>'
    )


def srcdoc_frame(page: str, *, title: str) -> str:
    """Return an ``<iframe>`` that holds the whole page in its ``srcdoc``."""
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escape(title)}" loading="lazy" sandbox="{SANDBOX}" '
        f'referrerpolicy="no-referrer" style="{STYLE}" allowfullscreen></iframe>'
    )


def snippet(form: str, page: str, source: str, title: str | None = None) -> str:
    """Return the lines that embed ``page``, which is found at ``source``, with a link under the frame.

    ``form`` is iframe, srcdoc, markdown, quarto or rst. ``source`` is a path as seen from the document, or
    a web address. Title and address are escaped for the form.

    Raises:
        UsageError: where ``source`` is neither, or ``form`` is unknown.

    """
    name = _one_line(title) if title else f"Map: {title_of(page)}"
    address = _address(source)
    link = f'<p><a href="{escape(address)}">Open the map: {escape(name.removeprefix("Map: "))}</a></p>'
    words = name.removeprefix("Map: ")
    if form == "iframe":
        return f"{frame(source, name)}\n{link}\n"
    if form == "srcdoc":
        return f"{srcdoc_frame(page, title=name)}\n{link}\n"
    if form == "markdown":
        return f"{frame(source, name)}\n\n[Open the map: {_markdown(words)}](<{address}>)\n"
    if form == "quarto":
        inner = f"```{{=html}}\n{frame(source, name)}\n```\n\n[Open the map: {_markdown(words)}](<{address}>)"
        return f'::: {{.content-visible when-format="html"}}\n{inner}\n:::\n'
    if form == "rst":
        shown = _REST.sub(_escaped, words)
        return f".. raw:: html\n\n   {frame(source, name)}\n\n`Open the map: {shown} <{address}>`__\n"
    msg = f"{form!r} is no way to embed a map: use iframe, srcdoc, markdown, quarto or rst."
    raise UsageError(msg)


def _markdown(text: str) -> str:
    """Return text for Markdown: entities for what begins HTML, a backslash before the rest."""
    return escape(_MARKUP.sub(_escaped, text), quote=False)


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[1]}"

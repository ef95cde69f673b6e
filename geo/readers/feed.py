"""RSS 0.9x to 2.0, RDF and Atom files: each entry is a report, its HTML made words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError, UnsafeReport
from geo.model import Report
from geo.readers._base import reader
from geo.readers._dates import iso_date
from geo.readers._strip import strip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from geo.readers._base import Source

__all__ = ["read"]

_ENTRIES = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "updated", "date", "issued")


@reader(
    "feed",
    suffixes=(".rss", ".atom"),
    media_types=("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
    untrusted=True,
    imports=("defusedxml.ElementTree",),
)
def read(source: Source) -> Iterator[Report]:
    """Yield a report for each entry of a feed: its title, then its text.

    Raises:
        EmptyReport: where there is no entry with words.
        UnsafeReport: where it declares entities or points outside.
        ReaderError: where it is no XML.

    """
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415 - beside the parser

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import parse  # noqa: PLC0415

    try:
        root = parse(io.BytesIO(source.content)).getroot()
    except DefusedXmlException as error:
        msg = f"{source.said} is a feed that declares entities ({type(error).__name__}): it may be an attack."
        raise UnsafeReport(msg) from error
    except (ParseError, ValueError, LookupError) as error:
        msg = f"{source.said} is a feed that is no well-formed XML ({str(error)[:80]}): fetch it again."
        raise ReaderError(msg) from error
    channel = next((node for node in root.iter() if _name(node) in {"channel", "feed"}), root)
    publisher = _text_of(channel, ("title",))
    count = 0
    for node in root.iter():
        if _name(node) in _ENTRIES and (report := _report(node, publisher)) is not None:
            count += 1
            yield report
    if not count:
        msg = f"{source.said} is a feed without entries that have words in them."
        raise EmptyReport(msg)


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _text_of(node: Element, names: tuple[str, ...]) -> str:
    """Return the words of the first child with one of the names, in the order of the names."""
    children = {_name(child): child for child in reversed(list(node))}
    for name in names:
        child = children.get(name)
        if child is not None:
            inner = "".join(child.itertext()).strip()
            if inner:
                return inner
    return ""


def _report(node: Element, publisher: str) -> Report | None:
    title = strip(_text_of(node, ("title",))).text
    body = strip(_text_of(node, _BODIES)).text
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        return None
    links = [child for child in node if _name(child) == "link"]
    url = next((found for child in links if (found := child.get("href") or (child.text or "").strip())), None)
    author = _text_of(node, ("creator", "author"))
    return Report(
        text=text,
        title=title or None,
        source=" ".join(strip(publisher).text.split()) or None,
        date=iso_date(_text_of(node, _DATES)),
        url=url if url and url.startswith(("http://", "https://")) else None,
        author=" ".join(author.split())[:200] or None,
    )

"""Messages (.eml): subject, sender, date and the body, plain where there is a plain one; then its attachments.

An attachment whose suffix a reader knows is read by that reader, as a report of its own; the others are
named in the message's metadata as ``attachment_unread``. All of it happens in the one limited process.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError
from geo.model import Report
from geo.readers._base import READERS, Failure, Source, reader
from geo.readers._dates import iso_date
from geo.readers._enclosed import Enclosed, attachments_of, reports_in

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read"]

_MOST_PARTS = 500
_ADDRESS = re.compile(r"\s{0,10}<[^<>]{0,300}>\s{0,10}$")


@reader("eml", suffixes=(".eml", ".mht"), media_types=("message/rfc822",), untrusted=True, imports=("trafilatura",))
def read(source: Source) -> Iterator[Report | Failure]:
    """Yield the report of a message, then those of its attachments.

    What an attachment does not say of itself (date, source) is the message's.

    Raises:
        EmptyReport: where neither the body nor an attachment has words.

    """
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(source.content)
    text = _body(message, source)
    attached = attachments_of(message, source)
    sender = _header(message, "From")
    report = Report(
        text=text,
        title=_header(message, "Subject") or None,
        source=_ADDRESS.sub("", sender).strip('" ') or sender or None,
        author=sender or None,
        date=iso_date(_header(message, "Date")),
        sha256=source.sha256,
        metadata=tuple(("attachment" if found.read else "attachment_unread", found.name) for found in attached),
    )
    if text.strip():
        yield report
    count = 0
    for found in attached:
        if found.read:
            for item in reports_in(found):
                count += 1
                yield item if isinstance(item, Failure) else _dated(item, report, found)
    if not text.strip() and not count:
        unread = ", ".join(found.name for found in attached)
        more = f"; save its attachments ({unread}) in a format that can be read and give those" if unread else ""
        msg = f"{source.said} is a message without words in it{more}."
        raise EmptyReport(msg)


def _dated(found: Report, message: Report, enclosed: Enclosed) -> Report:
    return replace(
        found,
        date=found.date or message.date,
        source=found.source or message.source,
        path=found.path or enclosed.source.path,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())[:500]
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        # The standard library's parser of headers raises these on malformed ones.
        return ""


def _body(message: EmailMessage, source: Source) -> str:
    return _words(message, source, [_MOST_PARTS]).strip("\n")


def _words(part: EmailMessage, source: Source, left: list[int]) -> str:
    """Return the words of a part that is shown, not attached; of alternatives the plain one, if it has words."""
    left[0] -= 1
    if left[0] < 0 or part.get_filename() or part.get_content_disposition() == "attachment":
        return ""
    kind = part.get_content_type()
    if kind in {"text/plain", "text/html"}:
        return _plain(part) if kind == "text/plain" else _of_page(part, source)
    if not part.is_multipart() or kind == "message/rfc822":
        return ""
    children = [child for child in part.get_payload() if isinstance(child, EmailMessage)]
    if kind == "multipart/alternative":
        # The plain one first, then the richest, which comes last.
        plain = [child for child in children if child.get_content_type() == "text/plain"]
        rich = [child for child in reversed(children) if child not in plain]
        found = (_words(child, source, left) for child in (*plain, *rich))
        return next((words for words in found if words.strip()), "")
    return "\n\n".join(words for child in children if (words := _words(child, source, left).strip("\n")))


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _plain(part: EmailMessage) -> str:
    data = _payload(part)
    for charset in (part.get_content_charset(), "utf-8"):
        try:
            return _lines(data.decode(charset or "utf-8"))
        except (LookupError, UnicodeDecodeError):
            continue
    return _lines(data.decode("cp1252", "replace"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _of_page(part: EmailMessage, source: Source) -> str:
    """Return what the reader of web pages makes of an HTML part."""
    media_type = f"text/html; charset={part.get_content_charset() or 'utf-8'}"
    page = Source(source.name, source.options, media_type=media_type, data=_payload(part))
    try:
        return "\n\n".join(item.text for item in READERS.get("html").read(page) if isinstance(item, Report))
    except ReaderError:
        # No words in it: a picture of a letter, or a pixel that counts readers.
        return ""

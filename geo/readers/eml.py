"""Messages (.eml): subject, sender, date and the body, plain where there is a plain one."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from geo.errors import EmptyReport
from geo.model import Report
from geo.readers._base import reader
from geo.readers._dates import iso_date
from geo.readers._strip import strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Source

__all__ = ["read"]

_MOST_PARTS = 500
_ADDRESS = re.compile(r"\s{0,10}<[^<>]{0,300}>\s{0,10}$")


@reader("eml", suffixes=(".eml", ".mht"), media_types=("message/rfc822",), untrusted=True)
def read(source: Source) -> Iterator[Report]:
    """Yield the one report of a message; names of attachments stand in its metadata.

    Raises:
        EmptyReport: where the body has no words.

    """
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(source.content)
    text, attached = _body(message)
    if not text.strip():
        more = f"; save its attachments ({', '.join(attached)}) and give those" if attached else ""
        msg = f"{source.said} is a message without words in it{more}."
        raise EmptyReport(msg)
    sender = _header(message, "From")
    yield Report(
        text=text,
        title=_header(message, "Subject") or None,
        source=_ADDRESS.sub("", sender).strip('" ') or sender or None,
        author=sender or None,
        date=iso_date(_header(message, "Date")),
        sha256=source.sha256,
        metadata=tuple(("attachment", name) for name in attached),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name) or "").split())[:500]
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        # The standard library's parser of headers raises these on malformed ones.
        return ""


def _body(message: EmailMessage) -> tuple[str, list[str]]:
    """Return the words of the first plain body, else of the first HTML one, and the names of attachments."""
    found: dict[str, str] = {}
    attached: list[str] = []
    for number, part in enumerate(message.walk()):
        if number == _MOST_PARTS:
            break
        kind = part.get_content_type()
        name = part.get_filename()
        if name or part.get_content_disposition() == "attachment":
            attached.append(" ".join(str(name or "attachment").split())[:200])
        elif kind in {"text/plain", "text/html"} and kind not in found:
            words = _words(part)
            if words.strip():
                found[kind] = words
    if "text/plain" in found:
        return found["text/plain"].replace("\r\n", "\n").replace("\r", "\n"), attached
    return strip(found["text/html"]).text if "text/html" in found else "", attached


def _words(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset(), "utf-8"):
        try:
            return data.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")

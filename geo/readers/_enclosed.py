"""Documents inside a message: which can be read, and the reports in them.

Nothing here opens a file: an attachment is a source of bytes under a name like ``mail.eml, attachment report.pdf``.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geo.errors import EmptyReport, ReaderError, UnsafeReport
from geo.readers._base import READERS, Failure, Source
from geo.readers._choose import choose

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from geo.model import Report

__all__ = ["Enclosed", "attachments_of", "reports_in"]

_MOST_ATTACHMENTS = 100
_MOST_PARTS = 2_000
_DEEPEST = 3
"""Messages in messages in messages: those that lie deeper are not opened."""
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment; ``read`` says whether a reader knows its suffix and the limits allow it."""

    name: str
    source: Source
    read: bool


def attachments_of(message: EmailMessage, outer: Source) -> list[Enclosed]:
    """Return the attachments of a message, in their order; messages in it are not descended into."""
    known = {suffix for name in READERS.names() for suffix in READERS.get(name).suffixes}
    found: list[Enclosed] = []
    for part in _attached(message, [_MOST_PARTS]):
        name = _name(part)
        source = Source(
            f"{outer.name}, attachment {name}",
            outer.options,
            path=f"{outer.path or outer.name}, attachment {name}",
            data=_bytes(part),
            depth=outer.depth + 1,
        )
        read = source.suffix in known and source.depth <= _DEEPEST and len(found) < _MOST_ATTACHMENTS
        found.append(Enclosed(name, source, read))
    return found


def _attached(part: Message, left: list[int]) -> Iterator[Message]:
    left[0] -= 1
    if left[0] < 0:
        return
    is_message = part.get_content_type() == "message/rfc822"
    if is_message or part.get_filename() or part.get_content_disposition() == "attachment":
        yield part
    elif part.is_multipart():
        for child in part.get_payload():
            if isinstance(child, EmailMessage):
                yield from _attached(child, left)


def _name(part: Message) -> str:
    """Return the name of an attachment on one line and without folders; a made-up one where it has none."""
    name = " ".join(str(part.get_filename() or "").replace("/", "_").replace("\0", "_").split())
    suffix = PurePosixPath(name).suffix
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 20]}…{suffix[-10:]}"
    if part.get_content_type() == "message/rfc822" and suffix.lower() != ".eml":
        return f"{name or 'message'}.eml"
    return name or "attachment"


def _bytes(part: Message) -> bytes:
    try:
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = part.get_payload(0)
            return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
        payload = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AttributeError):
        # The standard library raises these where it cannot write again what it has read.
        return b""
    return payload if isinstance(payload, bytes) else b""


def reports_in(enclosed: Enclosed) -> Iterator[Report | Failure]:
    """Yield the reports of an attachment; whatever is wrong with it is a failure of its own."""
    source = enclosed.source
    if not source.size:
        yield Failure(source.name, EmptyReport(f"{source.said} is empty: there is nothing to read."))
        return
    try:
        yield from choose(source).read(source)
    except ReaderError as error:
        yield Failure(source.name, error)
    except MemoryError:
        msg = f"{source.said} needs more memory than a document may have: it may be an attack; save it and split it."
        yield Failure(source.name, UnsafeReport(msg))
    except RecursionError:
        yield Failure(source.name, UnsafeReport(f"{source.said} is nested too deeply to read: simplify it."))
    except Exception as error:  # noqa: BLE001 - parsers of foreign formats raise anything; the message goes on
        msg = f"{source.said} could not be read ({type(error).__name__}): it is damaged; open it and save it again."
        yield Failure(source.name, ReaderError(msg))

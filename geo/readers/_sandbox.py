"""Read a hostile document in a child process; say in one sentence what became of it.

The child (:mod:`geo.readers._child`) is started once and forks for each document, so that a document
that hangs, eats memory or crashes costs itself alone and the next one needs no new interpreter.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from geo import errors
from geo.errors import ReaderError, UnsafeReport
from geo.model import Place, Report, Toponym
from geo.readers._base import MEBIBYTE, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.readers._base import Reader, Source

__all__ = ["close", "read_in_child"]

_GRACE_SECONDS = 30.0
"""Beyond the limit of the child's own watch, after which the child itself is given up."""

_OUT_OF_TIME = {getattr(signal, name) for name in ("SIGXCPU",) if hasattr(signal, name)}

_KINDS = {
    "pdf": "PDF",
    "docx": "Word document",
    "html": "web page",
    "eml": "message",
    "feed": "feed",
    "markdown": "Markdown text",
}
_MENDS = {
    "pdf": "open it and print it to a new PDF",
    "docx": "open it and save it again as .docx",
}


class _Child:
    """The running child; belongs to the process that started it."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        # The paths of this interpreter, so that the child finds the same packages; isolated from the rest.
        start = f"import sys; sys.path[:] = {sys.path!r}; from geo.readers._child import main; main()"
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and a constant program
            [sys.executable, "-I", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key in {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}},
        )

    def ask(self, head: dict[str, Any], data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Return the child's status and answer.

        Raises:
            EOFError: where the child has ended.
            TimeoutError: where it does not answer.

        """
        inlet, outlet = self.process.stdin, self.process.stdout
        if inlet is None or outlet is None:
            raise EOFError
        try:
            inlet.write(json.dumps(head).encode("ascii") + b"\n" + data)
            inlet.flush()
        except (BrokenPipeError, OSError) as error:
            raise EOFError from error
        # Windows cannot wait for a pipe; there the child's own watch is the only one.
        if os.name != "nt" and not select.select([outlet], [], [], seconds)[0]:
            raise TimeoutError
        line = outlet.readline()
        if not line:
            raise EOFError
        status: dict[str, Any] = json.loads(line)
        answer = outlet.read(status["size"])
        if len(answer) != status["size"]:
            raise EOFError
        return status, answer

    def close(self) -> None:
        """End the child."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        else:
            # Not ours to wait for; this keeps its object from warning that it still runs.
            self.process.returncode = 0


_lock = threading.Lock()
_children: list[_Child] = []


def close() -> None:
    """End the child process, if there is one."""
    with _lock:
        while _children:
            _children.pop().close()


atexit.register(close)


def _child() -> _Child:
    if _children and (_children[0].owner != os.getpid() or _children[0].process.poll() is not None):
        # A fork of ours has copied the pipes of its parent's child: those are not its own to use.
        _children.pop().close()
    if not _children:
        _children.append(_Child())
    return _children[0]


def read_in_child(reader: Reader, source: Source) -> Iterator[Report | Failure]:
    """Yield what ``reader`` makes of ``source``, read in a child process.

    Raises:
        ReaderError: where the document cannot be read, needs too much, or ends the process.

    """
    data = source.content
    head = {
        "reader": reader.name,
        "name": source.name,
        "path": source.path,
        "url": source.url,
        "media_type": source.media_type,
        "options": asdict(source.options),
        "size": len(data),
    }
    status, answer = _asked(head, data, source)
    kind = _KINDS.get(reader.name, reader.name)
    # The last line says how it ended; what follows the last whole line was cut off.
    lines = answer.split(b"\n")[:-1]
    end = json.loads(lines[-1]) if lines else {}
    if "end" in end:
        lines.pop()
    else:
        end = {"end": "crashed"}
    yield from (_item(json.loads(line)) for line in lines)
    if status.get("stopped") == "time" or status.get("signal") in _OUT_OF_TIME:
        msg = (
            f"{source.said} took longer to read than is allowed ({source.options.cpu_seconds} s): it may be an attack."
        )
        raise UnsafeReport(msg)
    if status.get("stopped") == "size":
        msg = f"{source.said} unpacks to more than {source.options.max_bytes // MEBIBYTE} MB of text: split it."
        raise UnsafeReport(msg)
    if end["end"] != "done":
        raise _error(end, source, kind, _MENDS.get(reader.name, "save it again, or as plain text"))


def _asked(head: dict[str, Any], data: bytes, source: Source) -> tuple[dict[str, Any], bytes]:
    """Ask the child, a new one where the old one has gone."""
    with _lock:
        for attempt in (1, 2):
            try:
                return _child().ask(head, data, source.options.wall_seconds + _GRACE_SECONDS)
            except EOFError:
                _children.pop().close()
                if attempt == 2:  # noqa: PLR2004 - the second and last
                    msg = f"{source.said} ended the process that read it: it may be an attack; convert it elsewhere."
                    raise UnsafeReport(msg) from None
            except TimeoutError:
                _children.pop().close()
                break
            except BaseException:
                # Interrupted between question and answer: the next question must not get this one's answer.
                _children.pop().close()
                raise
    msg = f"{source.said} took longer to read than is allowed: it may be an attack."
    raise UnsafeReport(msg)


def _item(found: dict[str, Any]) -> Report | Failure:
    if "failure" in found:
        return Failure(found["failure"], _of_class(found["error"], found["message"]))
    fields = found["report"]
    fields["pages"] = tuple(fields["pages"])
    fields["metadata"] = tuple((str(key), str(value)) for key, value in fields["metadata"])
    fields["given"] = tuple(
        Toponym(start, end, text, given=Place.from_dict(place) if place else None)
        for start, end, text, place in fields["given"]
    )
    return Report(**fields)


def _of_class(name: str, message: str) -> ReaderError:
    found = getattr(errors, name, ReaderError)
    known = isinstance(found, type) and issubclass(found, ReaderError)
    return found(message) if known else ReaderError(message)


def _error(end: dict[str, Any], source: Source, kind: str, mend: str) -> ReaderError:
    reason = end["end"]
    if reason == "memory":
        most = source.options.memory_bytes // MEBIBYTE
        return UnsafeReport(
            f"{source.said} needs more than {most} MB of memory to read: it may be an attack; split it."
        )
    if reason == "depth":
        return UnsafeReport(f"{source.said} is nested too deeply to read: {mend}.")
    if reason == "crashed":
        return UnsafeReport(f"{source.said} crashed the reader: it may be an attack; {mend}.")
    if reason == "damaged":
        return ReaderError(f"{source.said} could not be read as a {kind} ({end['message']}): it is damaged; {mend}.")
    return _of_class(reason, end["message"])

"""The process that parses hostile documents: waits for one, forks, limits the fork, passes on what it says.

Standard input carries requests (a line of JSON, then the bytes of the document), standard output answers
(a line of JSON, then lines of JSON that are reports and failures). Nothing that a document can bend is
ever unpickled. It is started by :mod:`geo.readers._sandbox` and ends with it.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

from geo.errors import ReaderError
from geo.readers._base import READERS, Failure, Reader, ReadOptions, Source
from geo.readers._limits import limit, without_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Report

__all__ = ["answers", "main"]

_PIECE = 1 << 16
_WAITS, _WAIT_SECONDS = 200, 0.002


def main() -> None:
    """Serve requests until standard input ends."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    # An interrupt at the keyboard goes to the whole group; whoever started us decides when we end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while line := requests.readline():
        request = json.loads(line)
        data = requests.read(request["size"])
        status, reply = _served(request, data)
        replies.write(json.dumps({**status, "size": len(reply)}).encode("ascii") + b"\n" + reply)
        replies.flush()
        if not hasattr(os, "fork"):
            return


def _served(request: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    options = ReadOptions(**request["options"])
    source = Source(request["name"], options, request["path"], request["url"], request["media_type"], data)
    reader = READERS.get(request["reader"])
    for module in reader.imports:
        import_module(module)
    if not hasattr(os, "fork"):
        return {"signal": 0}, b"".join(answers(reader, source))
    return _forked(reader, source)


def _forked(reader: Reader, source: Source) -> tuple[dict[str, Any], bytes]:
    inlet, outlet = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(inlet)
        _parse(reader, source, outlet)
    os.close(outlet)
    try:
        reply, status = _gathered(inlet, source.options)
    finally:
        os.close(inlet)
        code = _ended(child)
    return {"signal": os.WTERMSIG(code) if os.WIFSIGNALED(code) else 0, **status}, reply


def _ended(child: int) -> int:
    """Return how the fork ended, after it has closed its pipe; kill it if it does not end soon."""
    for _ in range(_WAITS):
        found, code = os.waitpid(child, os.WNOHANG)
        if found:
            return code
        time.sleep(_WAIT_SECONDS)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _gathered(inlet: int, options: ReadOptions) -> tuple[bytes, dict[str, Any]]:
    """Return what the fork wrote until it closed its end or was stopped, and why it was stopped."""
    deadline = time.monotonic() + options.wall_seconds
    most = 6 * options.max_bytes + (1 << 20)  # a character may be written as \\uXXXX
    parts: list[bytes] = []
    total = 0
    while True:
        remaining = deadline - time.monotonic()
        if remaining <= 0.0 or not select.select([inlet], [], [], remaining)[0]:
            return b"".join(parts), {"stopped": "time"}
        piece = os.read(inlet, _PIECE)
        if not piece:
            return b"".join(parts), {}
        total += len(piece)
        if total > most:
            return b"", {"stopped": "size"}
        parts.append(piece)


def _parse(reader: Reader, source: Source, outlet: int) -> None:
    """Parse in the fork, write to ``outlet`` and end the process without unwinding."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    limit(source.options.memory_bytes, source.options.cpu_seconds)
    without_network()
    code = 1
    try:
        with os.fdopen(outlet, "wb") as stream:
            for line in answers(reader, source):
                stream.write(line)
                # What was read before a document breaks the process is kept.
                stream.flush()
        code = 0
    finally:
        os._exit(code)


def answers(reader: Reader, source: Source) -> Iterator[bytes]:
    """Yield a line of JSON for each report and failure, then one that says how it ended."""
    end: dict[str, Any] = {"end": "done"}
    try:
        for item in reader.read(source):
            yield _line(item)
    except ReaderError as error:
        end = {"end": type(error).__name__, "message": str(error)}
    except MemoryError:
        end = {"end": "memory"}
    except RecursionError:
        end = {"end": "depth"}
    except Exception as error:  # noqa: BLE001 - parsers of foreign formats raise anything; its kind is reported
        end = {"end": "damaged", "message": type(error).__name__}
    yield json.dumps(end).encode("ascii") + b"\n"


def _line(item: Report | Failure) -> bytes:
    if isinstance(item, Failure):
        found = {"failure": item.source, "error": type(item.error).__name__, "message": str(item.error)}
        return json.dumps(found).encode("ascii") + b"\n"
    report = {field.name: getattr(item, field.name) for field in fields(item)}
    report["given"] = [
        [toponym.start, toponym.end, toponym.text, toponym.given.to_dict() if toponym.given else None]
        for toponym in item.given
    ]
    return json.dumps({"report": report}).encode("ascii") + b"\n"


if __name__ == "__main__":
    main()

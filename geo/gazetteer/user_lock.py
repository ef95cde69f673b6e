"""A lock on a file, for all processes of a user; the operating system lets go of it when a process dies."""

from __future__ import annotations

import contextlib
import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Locked", "locked"]


class Locked(OSError):
    """Another process holds the lock and the caller would not wait."""


@contextlib.contextmanager
def locked(path: Path, *, wait: bool) -> Iterator[IO[bytes]]:
    """Hold the lock of ``path`` (made if missing) and yield it, open for reading and writing.

    Raises:
        Locked: where another process holds it and ``wait`` is false.
        OSError: where the file cannot be made.

    """
    with path.open("a+b") as stream:
        try:
            _lock(stream, wait=wait)
        except (BlockingIOError, PermissionError) as error:
            msg = f"another process holds {str(path)!r}"
            raise Locked(msg) from error
        stream.seek(0)
        yield stream


if sys.platform == "win32":  # pragma: no cover - other machines than these

    def _lock(stream: IO[bytes], *, wait: bool) -> None:
        import msvcrt  # noqa: PLC0415 - only there on Windows

        stream.seek(0)
        while True:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
            else:
                return

else:

    def _lock(stream: IO[bytes], *, wait: bool) -> None:
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.flock(stream, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

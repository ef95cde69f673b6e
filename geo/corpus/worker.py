"""A worker process: ``python -m geo.corpus.worker``; tasks come in on standard input, outcomes go out.

They are frames (:mod:`geo.corpus.frames`); whatever else the code prints goes to standard error.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from geo.corpus.frames import INDEX, receive, send
from geo.kept import keep_less

if TYPE_CHECKING:
    from geo.corpus.units import Unit
    from geo.corpus.work import Job

_PARENT_DEATH = 1
_SHARE_KEPT = 0.2
"""What a worker keeps of the answers that a process by itself would: there are several, and their memory stays flat."""


def main() -> int:
    """Do tasks until standard input ends."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb")
    # A stray print must not fall among the frames.
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    _die_with_parent()
    frame = receive(inward)
    if frame is None:
        return 0
    job: Job
    job, memory_bytes = pickle.loads(frame[1])  # noqa: S301 - from the process that started this one
    _limit_memory(memory_bytes)
    keep_less(_SHARE_KEPT)
    from geo.corpus.work import failed, function_of  # noqa: PLC0415 - after the limits are set

    function = function_of(job)
    _warm(job)
    send(outward, b"R")
    while (frame := receive(inward)) is not None:
        task: list[tuple[int, Unit]] = pickle.loads(frame[1])  # noqa: S301 - from the process that started this one
        for index, unit in task:
            number = INDEX.pack(index)
            send(outward, b"S", number)
            try:
                for outcome in function(unit, job):
                    send(outward, b"O", number + outcome.to_line().encode("ascii"))
            except Exception as error:  # noqa: BLE001 - a document's error is its own: the others go on
                # Without its traceback what the document had filled the memory with can go.
                outcome = failed(unit.name, error.with_traceback(None))
                send(outward, b"O", number + outcome.to_line().encode("ascii"))
        send(outward, b"E", str(_memory()).encode())
    return 0


def _warm(job: Job) -> None:
    """Load what every document needs, so that the first one's time is its own."""
    from geo.corpus.work import ANALYSE  # noqa: PLC0415 - after the limits are set

    if job.function != ANALYSE:
        return
    from geo.model import Report  # noqa: PLC0415
    from geo.pipeline import Settings, analyse_report  # noqa: PLC0415

    analyse_report(
        Report(text="Fallujah lies 40 miles west of Baghdad."), settings=Settings(recogniser=job.settings.recogniser)
    )


def _die_with_parent() -> None:
    """End when the parent does, even in the midst of an endless document."""
    parent = os.getppid()
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only there

        library: Any = ctypes.CDLL(None)
        library.prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)

    def watch() -> None:
        waiting = threading.Event()
        while not waiting.wait(1.0):
            if os.getppid() != parent:
                os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _limit_memory(most: int) -> None:
    if sys.platform == "win32" or not most:
        return
    import resource  # noqa: PLC0415 - not there on Windows

    # Private memory: files mapped for reading, such as the gazetteer, do not count.
    for kind in (resource.RLIMIT_DATA,):
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (limit, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def _memory() -> int:
    """Return the memory in use, in bytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - nothing but its second number is wanted
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


if __name__ == "__main__":
    sys.exit(main())

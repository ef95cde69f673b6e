"""Worker processes that are watched: a document that crashes, hangs or swells costs only itself.

A part goes to a worker whole; outcomes come back one by one. Where a worker dies, the part goes on in a
new one: the document it died at is tried once more (somebody may have killed the process) and then
quarantined. A document that takes longer than its time is quarantined at once.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import selectors
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from geo.corpus.frames import HEAD, INDEX, send
from geo.corpus.outcomes import Outcome, Status
from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from geo.corpus.units import Part
    from geo.corpus.work import Job

ATTEMPTS = 2
START_ATTEMPTS = 3
START_SECONDS = 120.0
_READ = 1 << 20
_TICK_S = 0.5
_GIVE_BACK = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Bytes from which glibc gives freed memory back at once, so that a worker's memory stays flat."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, and bytes of memory of its worker.

    A worker that uses more than ``recycle_bytes`` when it is between parts is replaced by a fresh one.
    """

    document_seconds: float = 120.0
    memory_bytes: int = 2 * 2**30
    recycle_bytes: int = 320 * 2**20


@dataclass(slots=True)
class Finished:
    """A part with the outcomes of all its units, in their order; ``written``: its worker has written it itself."""

    part: Part
    outcomes: list[Outcome]
    written: bool = False


@dataclass(slots=True)
class _Work:
    """A part under way: outcomes so far by unit, and how often each unit took its worker with it."""

    part: Part
    outcomes: list[list[Outcome]]
    left: deque[int]
    deaths: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part) -> _Work:
        known = [[unit.known] if unit.known else [] for unit in part.units]
        return cls(part, known, deque(index for index, unit in enumerate(part.units) if unit.known is None))

    def finished(self) -> Finished:
        return Finished(self.part, [outcome for outcomes in self.outcomes for outcome in outcomes])


class _Worker:
    """One process, its pipes, and what it is at."""

    def __init__(self, job: Job, memory_bytes: int, folder: str | None) -> None:
        package = str(Path(__file__).resolve().parents[2])
        # Absolute: the worker may start in another folder.
        paths = [package, *map(os.path.abspath, filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)))]
        environment = {**_GIVE_BACK, **os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths))}
        # A group of its own: Ctrl-C reaches this process, which ends the workers in good order.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "geo.corpus.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        self.ready = False
        self.work: _Work | None = None
        self.current: int | None = None
        self.deadline = time.monotonic() + START_SECONDS
        self._buffer = bytearray()
        self.memory = 0
        self._tell(b"J", pickle.dumps((job, memory_bytes)))

    def _tell(self, kind: bytes, payload: bytes) -> None:
        if self.process.stdin is not None:
            # Where it has died the supervisor sees that at its other pipe.
            with contextlib.suppress(BrokenPipeError):
                send(self.process.stdin, kind, payload)

    @property
    def output(self) -> IO[bytes]:
        """The pipe on which outcomes come."""
        if self.process.stdout is None:
            raise AssertionError(self.process)
        return self.process.stdout

    def start(self, work: _Work, seconds: float) -> None:
        """Give the worker a part (what is left of it)."""
        self.work, self.current = work, None
        self.deadline = time.monotonic() + seconds
        self._tell(b"T", pickle.dumps([(index, work.part.units[index]) for index in work.left]))

    def frames(self) -> Iterator[tuple[bytes, bytes]] | None:
        """Return the frames that have come, or None where the process has ended."""
        data = os.read(self.output.fileno(), _READ)
        if not data:
            return None
        self._buffer.extend(data)
        return self._complete()

    def _complete(self) -> Iterator[tuple[bytes, bytes]]:
        start = 0
        while len(self._buffer) - start >= HEAD.size:
            length, kind = HEAD.unpack_from(self._buffer, start)
            end = start + HEAD.size + length
            if len(self._buffer) < end:
                break
            yield kind, bytes(self._buffer[start + HEAD.size : end])
            start = end
        del self._buffer[:start]

    def kill(self) -> int:
        """End the process and return its exit status."""
        self.process.kill()
        status = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                # What was still to be sent has nobody to go to.
                with contextlib.suppress(OSError):
                    pipe.close()
        return status


class Supervisor:
    """A pool of ``jobs`` workers for one job; use it as a context, so that no process is left behind.

    ``folder`` is where the workers begin, and relative names of documents with them (default: where this process is).
    """

    def __init__(self, job: Job, jobs: int, limits: Limits | None = None, *, folder: str | None = None) -> None:
        self._folder = folder
        self._job, self._jobs, self._limits = job, max(1, jobs), limits or Limits()
        self._workers: list[_Worker] = []
        self._selector = selectors.DefaultSelector()
        self._waiting: deque[_Work] = deque()
        self._failed_starts = 0
        self.tell: Callable[[Outcome], None] | None = None
        """Called with each outcome as it comes, for a progress bar."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes; doing so twice changes nothing."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()
        self._selector.close()

    def run(self, parts: Iterable[Part]) -> Iterator[Finished]:
        """Yield the parts as they are finished (not in order); at most one part a worker is held at a time."""
        source = iter(parts)
        more = True
        while True:
            while more and len(self._waiting) + sum(1 for worker in self._workers if worker.work) < self._jobs:
                part = next(source, None)
                if part is None:
                    more = False
                    break
                work = _Work.of(part)
                if not work.left:
                    yield self._done(work)
                else:
                    self._waiting.append(work)
            if not self._waiting and not any(worker.work for worker in self._workers):
                if not more:
                    return
                continue
            self._fill()
            yield from self._listen()

    def _done(self, work: _Work) -> Finished:
        finished = work.finished()
        if self.tell is not None:
            for outcomes, unit in zip(work.outcomes, work.part.units, strict=True):
                if unit.known is not None:
                    for outcome in outcomes:
                        self.tell(outcome)
        return finished

    def _fill(self) -> None:
        """Give waiting parts to idle workers; start workers where there are too few."""
        for worker in self._workers:
            if self._waiting and worker.ready and worker.work is None:
                worker.start(self._waiting.popleft(), self._limits.document_seconds)
        starting = sum(1 for worker in self._workers if not worker.ready)
        while len(self._waiting) > starting and len(self._workers) < self._jobs:
            worker = _Worker(self._job, self._limits.memory_bytes, self._folder)
            self._workers.append(worker)
            self._selector.register(worker.output, selectors.EVENT_READ, worker)
            starting += 1

    def _listen(self) -> Iterator[Finished]:
        for key, _ in self._selector.select(_TICK_S):
            worker: _Worker = key.data
            frames = worker.frames()
            if frames is None:
                yield from self._ended(worker, "")
                continue
            for kind, payload in frames:
                yield from self._heard(worker, kind, payload)
        now = time.monotonic()
        for worker in [
            worker for worker in self._workers if worker.deadline < now and (worker.work or not worker.ready)
        ]:
            seconds = self._limits.document_seconds
            yield from self._ended(worker, f"takes longer than {seconds:g} seconds")

    def _heard(self, worker: _Worker, kind: bytes, payload: bytes) -> Iterator[Finished]:
        work = worker.work
        if kind == b"R":
            worker.ready = True
            self._failed_starts = 0
            self._fill()
            return
        if work is None:
            raise AssertionError(kind)
        worker.deadline = time.monotonic() + self._limits.document_seconds
        if kind == b"S":
            self._close(work, worker.current)
            (worker.current,) = INDEX.unpack(payload)
        elif kind == b"O":
            (index,) = INDEX.unpack_from(payload)
            outcome = Outcome.from_line(payload[INDEX.size :].decode("ascii"))
            work.outcomes[index].append(outcome)
            if self.tell is not None:
                self.tell(outcome)
        elif kind == b"E":
            self._close(work, worker.current)
            worker.work, worker.current = None, None
            worker.memory = int(payload)
            yield self._done(work)
            if worker.memory > self._limits.recycle_bytes:
                self._drop(worker)

    @staticmethod
    def _close(work: _Work, index: int | None) -> None:
        """Note that a unit is complete: it is not done again, whatever becomes of the worker."""
        if index is not None and work.left and work.left[0] == index:
            work.left.popleft()

    def _drop(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        self._selector.unregister(worker.output)
        return worker.kill()

    def _ended(self, worker: _Worker, too_long: str) -> Iterator[Finished]:
        """A worker has died, or must: its part goes on without the document that is to blame."""
        status = self._drop(worker)
        work = worker.work
        if not worker.ready and work is None:
            self._failed_starts += 1
            if self._failed_starts < START_ATTEMPTS:
                return
            msg = f"a worker process cannot start (exit status {status}): see what it says above."
            raise OutputError(msg)
        if work is None:
            return
        index = worker.current
        if index is None:
            # It died before it began its first document: nobody is to blame.
            self._waiting.appendleft(work)
            return
        deaths = work.deaths[index] = work.deaths.get(index, 0) + 1
        kept = work.outcomes[index]
        if not too_long and deaths < ATTEMPTS:
            # Reports of a file of several that were finished before will come again.
            kept.clear()
        else:
            self._close(work, index)
            reason = too_long or _cause(status)
            outcome = Outcome(Status.QUARANTINED, work.part.units[index].name, reason)
            kept.append(outcome)
            if self.tell is not None:
                self.tell(outcome)
        if work.left:
            self._waiting.appendleft(work)
        else:
            yield self._done(work)


def _cause(status: int) -> str:
    if status < 0:
        import signal  # noqa: PLC0415 - only where something died

        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return f"ends its process ({name})"
    return f"ends its process (exit status {status})"

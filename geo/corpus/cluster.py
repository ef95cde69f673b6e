"""The same work on a Dask cluster (extra ``conflictmap[cluster]``): one task a part, each written by its worker.

A task has its documents done by a watched process of its own (:class:`geo.corpus.supervise.Supervisor`),
so that an ordinary poison document is quarantined there. Where a document takes the Dask worker itself
down (``KilledWorker``), the part is split until that one document is found. A part is a file that is
written beside and renamed: doing it twice, on two machines, changes nothing.
"""

from __future__ import annotations

import atexit
import importlib
import os
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from geo.corpus.outcomes import Outcome, Status
from geo.corpus.store import PartStore
from geo.corpus.supervise import Finished, Limits, Supervisor
from geo.corpus.units import Part
from geo.errors import MissingExtra, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    from geo.corpus.work import Job

_TASKS_A_WORKER = 3
"""Tasks in flight for each Dask worker thread: one at work, the next ones on their way."""
_CONNECT_SECONDS = 30
_LOOK_SECONDS = 5.0
_ANSWER_SECONDS = 30.0
_LOST_SECONDS = 0.2
"""Between two looks at an answer that was lost: it counts as done until the scheduler begins it again."""
WITHOUT_WORKERS_SECONDS = 300.0
"""How long a run waits where all workers have gone: clusters that grow with their work start some anew."""
_GO_ON = "start it again, and the same command with --resume goes on; finished parts are kept."
QUIET = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.worker.memory.monitor-interval": "2s",
}
"""What keeps Dask from looking at itself ten to a hundred times a second: 6 % of a core while nothing happens."""


class Cluster:
    """A Dask cluster as a runner of parts; use it as a context.

    ``address`` is ``tcp://HOST:PORT``, ``tls://HOST:PORT`` (certificates as Dask's configuration says), or
    ``local`` for a cluster of ``jobs`` processes on this machine. The workers must see the same files,
    and the folder of the output, under the same paths.

    Raises:
        UsageError: where the address is none or nobody answers there.
        MissingExtra: where Dask is not installed.

    """

    def __init__(  # noqa: PLR0913 - one argument for each flag of the command
        self,
        address: str,
        job: Job,
        store: PartStore,
        *,
        jobs: int | None = None,
        limits: Limits | None = None,
        parquet: bool = False,
    ) -> None:
        self._address, self._jobs = address, jobs
        self._folder = store.folder.absolute()
        self._order = Order(
            job, job.fingerprint(), limits or Limits(), str(self._folder), parquet=parquet, here=str(Path.cwd())
        )
        self._client: Any = None
        self._local: Any = None
        self._give_up_at: float | None = None
        self.tell: Callable[[Outcome], None] | None = None

    def __enter__(self) -> Self:
        dask = _distributed()
        if self._address == "local":
            # Each task has a watched process for its documents; Dask's own workers hand out and write. Threads of this
            # process do for that, and start sooner than processes. Nothing that other machines can reach.
            importlib.import_module("dask").config.set(QUIET)
            self._local = dask.LocalCluster(
                n_workers=self._jobs or 2,
                threads_per_worker=1,
                processes=False,
                protocol="tcp://",
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            )
            self._client = dask.Client(self._local)
            return self
        _check_address(self._address)
        try:
            self._client = dask.Client(self._address, timeout=_CONNECT_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            msg = f"no Dask scheduler answers at {self._address!r}: start one with 'dask scheduler' ({error})."
            raise UsageError(msg) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in (self._client, self._local):
            if part is not None:
                part.close()
        if self._local is not None:
            _end_processes()

    def run(self, parts: Iterable[Part]) -> Iterator[Finished]:
        """Yield the parts as they are finished; few are in flight at a time, however many there are."""
        self._wait_for_workers()
        source = _Splits(parts)
        running: dict[Any, _Piece] = {}
        finished: SimpleQueue[Any] = SimpleQueue()
        while True:
            threads = self._threads()
            while len(running) < _TASKS_A_WORKER * max(1, threads):
                piece = source.next(alone=not running)
                if piece is None:
                    break
                future = self._submit(piece)
                running[future] = piece
                future.add_done_callback(finished.put)
                if piece.suspect:
                    break
            if not running:
                return
            future = self._next(finished)
            try:
                lines, error = self._answer(future)
            except TimeoutError:
                # Its worker died with the answer: the scheduler has it computed again, where there is another.
                time.sleep(_LOST_SECONDS)
                self._look_for_workers()
                future.add_done_callback(finished.put)
                continue
            piece = running.pop(future)
            yield from self._came(piece, source, lines, error)
            # Kept futures would be computed again when a worker dies.
            future.release()

    def _threads(self) -> int:
        """Return how many threads of workers there are; an answer that does not come means a lost scheduler."""
        try:
            # As nthreads() does, but without waiting for ever.
            found = self._client.sync(self._client.scheduler.ncores, callback_timeout=_ANSWER_SECONDS)
            return sum(found.values())
        except (OSError, RuntimeError) as error:
            raise self._lost() from error

    def _lost(self) -> OutputError:
        msg = f"the connection to the scheduler at {self._address!r} was lost: {_GO_ON}"
        return OutputError(msg)

    def _next(self, finished: SimpleQueue[Any]) -> Any:  # noqa: ANN401 - not typed
        """Return the next future that is done."""
        while True:
            try:
                return finished.get(timeout=_LOOK_SECONDS)
            except Empty:
                self._look_for_workers()

    def _look_for_workers(self) -> None:
        """Say so where no worker is left, and give up after some minutes.

        Raises:
            OutputError: where none has come since.

        """
        if self._threads():
            self._give_up_at = None
        elif self._give_up_at is None:
            self._give_up_at = time.monotonic() + WITHOUT_WORKERS_SECONDS
            print(  # noqa: T201 - otherwise a run that waits looks like one that works
                f"conflictmap: the scheduler at {self._address!r} has no workers left: waiting for new ones.",
                file=sys.stderr,
            )
        elif time.monotonic() > self._give_up_at:
            msg = f"the scheduler at {self._address!r} has had no workers for minutes: {_GO_ON}"
            raise OutputError(msg)

    def _wait_for_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            msg = f"the scheduler at {self._address!r} has no workers: start some with 'dask worker {self._address}'."
            raise UsageError(msg) from error

    def _submit(self, piece: _Piece) -> Any:  # noqa: ANN401 - distributed is not typed
        return self._client.submit(
            run_part,
            Part(piece.whole.part.number, piece.whole.part.key, piece.units),
            self._order,
            write=piece.is_whole,
            key=f"conflictmap-{piece.whole.part.key}-{piece.start}-{len(piece.units)}-{piece.suspect:d}",
            pure=False,
        )

    def _answer(self, future: Any) -> tuple[list[str] | None, BaseException | None]:  # noqa: ANN401 - not typed
        """Return what a task returned, or what it raised.

        Raises:
            TimeoutError: where the answer is not there any more.
            OutputError: where the scheduler is not.

        """
        if future.cancelled():
            raise self._lost()
        if future.status in {"lost", "pending"}:
            raise TimeoutError
        error = future.exception(timeout=_ANSWER_SECONDS)
        return (None, error) if error is not None else (future.result(timeout=_ANSWER_SECONDS), None)

    def _came(
        self, piece: _Piece, source: _Splits, lines: list[str] | None, error: BaseException | None
    ) -> Iterator[Finished]:
        if error is None:
            if lines is None:
                yield self._whole(piece.whole.part)
                return
            outcomes = [Outcome.from_line(line) for line in lines]
        elif isinstance(error, _distributed().KilledWorker):
            if len(piece.units) > 1:
                source.split(piece)
                return
            if not piece.suspect:
                # It may have shared the worker with the one to blame: once more, with nobody else about.
                source.suspect(piece)
                return
            outcomes = [Outcome(Status.QUARANTINED, piece.units[0].name, "takes the worker it runs on down with it")]
        else:
            msg = f"a part failed on the cluster: {type(error).__name__}: {error}"
            raise OutputError(msg) from error
        done = piece.whole.add(piece.start, len(piece.units), outcomes)
        if done is not None:
            self._say(done.outcomes)
            yield done

    def _whole(self, part: Part) -> Finished:
        """Return a part that a worker has written itself; it is read only where somebody wants to be told."""
        store = PartStore(self._folder, resume=True)
        path = store.path(part)
        if not path.exists():
            msg = (
                f"a worker finished a part, but {str(path)!r} is not here: workers and this machine must share "
                "the folder of the output."
            )
            raise OutputError(msg)
        outcomes = [] if self.tell is None else list(store.outcomes(path))
        self._say(outcomes)
        return Finished(part, outcomes, written=True)

    def _say(self, outcomes: Iterable[Outcome]) -> None:
        if self.tell is not None:
            for outcome in outcomes:
                self.tell(outcome)


def _distributed() -> Any:  # noqa: ANN401 - only half of it is typed
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise MissingExtra.for_package("distributed", "cluster") from error


class _Whole:
    """A part, and what came of the pieces of it that were done apart."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self._pieces: dict[int, tuple[int, list[Outcome]]] = {}

    def add(self, start: int, length: int, outcomes: list[Outcome]) -> Finished | None:
        """Take the outcomes of a piece; return the part once all are there."""
        self._pieces[start] = (length, outcomes)
        if sum(count for count, _ in self._pieces.values()) < len(self.part.units):
            return None
        ordered = [outcome for start in sorted(self._pieces) for outcome in self._pieces[start][1]]
        return Finished(self.part, ordered)


class _Piece:
    """Some units of a part in a row, from ``start`` on."""

    def __init__(self, whole: _Whole, start: int, end: int) -> None:
        self.whole, self.start, self.units = whole, start, whole.part.units[start:end]
        self.suspect = False

    @property
    def is_whole(self) -> bool:
        return len(self.units) == len(self.whole.part.units)


class _Splits:
    """The pieces still to do: those of split parts first, then whole parts; suspects when they are alone."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = iter(parts)
        self._pieces: deque[_Piece] = deque()
        self._suspects: deque[_Piece] = deque()

    def next(self, *, alone: bool) -> _Piece | None:
        """Return the next piece, or None where nothing is left (or only suspects, and others are at work)."""
        if self._suspects:
            return self._suspects.popleft() if alone else None
        if self._pieces:
            return self._pieces.popleft()
        part = next(self._parts, None)
        return None if part is None else _Piece(_Whole(part), 0, len(part.units))

    def suspect(self, piece: _Piece) -> None:
        """Put a single document aside that took its worker down, to be tried once more alone."""
        piece.suspect = True
        self._suspects.append(piece)

    def split(self, piece: _Piece) -> None:
        """Put two halves of a piece in front."""
        middle = piece.start + len(piece.units) // 2
        end = piece.start + len(piece.units)
        self._pieces.appendleft(_Piece(piece.whole, middle, end))
        self._pieces.appendleft(_Piece(piece.whole, piece.start, middle))


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"tcp", "tls"} and bool(parts.hostname) and parts.port is not None
    except ValueError:
        usable = False
    if not usable:
        msg = f"{address!r} is no address of a Dask scheduler: give tcp://HOST:8786, tls://HOST:8786 or local."
        raise UsageError(msg)
    if parts.scheme == "tcp" and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        print(  # noqa: T201 - whoever reads along on that network must be known of
            "conflictmap: Dask's tcp:// has neither encryption nor passwords: whoever reaches its ports can read the "
            "reports and run code; keep it in a private network or use tls://.",
            file=sys.stderr,
        )


_SUPERVISORS: dict[tuple[str, int], Supervisor] = {}
"""The watched process of each thread of a Dask worker, kept from part to part, by the job, its limits and folder."""
_SAME: set[str] = set()
"""Fingerprints of jobs that were found to mean the same here."""


@dataclass(frozen=True, slots=True)
class Order:
    """What workers are told with each part: the job and its fingerprint at the client, limits, where to write.

    ``here`` is the client's folder, in which names of documents that are relative begin.
    """

    job: Job
    fingerprint: str
    limits: Limits
    folder: str
    parquet: bool
    here: str


def run_part(part: Part, order: Order, *, write: bool) -> list[str] | None:
    """Do one part on a Dask worker; write it and return None, or (a piece of a part) return its lines."""
    _check_same(order)
    _check_seen(part, order)
    outcomes = _done_here(part, order)
    if not write:
        return [outcome.to_line() for outcome in outcomes]
    folder = Path(order.folder)
    if not folder.is_dir():
        msg = f"the folder {order.folder!r} is not there on a worker: workers and client must share it."
        raise OutputError(msg)
    store = PartStore(folder, resume=True)
    if order.parquet:
        from geo.corpus.assemble import write_parquet  # noqa: PLC0415 - exports load at first use

        lines = [outcome.analysis for outcome in outcomes if outcome.status is Status.DONE]
        write_parquet(store.path(part).with_suffix(".parquet"), lines, order.job.writing)
    store.write(part, outcomes)
    return None


def _check_same(order: Order) -> None:
    """Refuse work where this machine would give another outcome than the client's: two halves must fit together."""
    if order.fingerprint not in _SAME:
        if order.job.fingerprint() != order.fingerprint:
            msg = (
                "a worker has another version of conflictmap or other gazetteers than this machine: "
                "install the same on all."
            )
            raise OutputError(msg)
        _SAME.add(order.fingerprint)


def _check_seen(part: Part, order: Order) -> None:
    """Refuse a part of whose files, all read by the client a moment ago, none is here: the machines do not share them.

    Otherwise each of a million documents would be said not to be there.
    """
    files = [unit.name for unit in part.units if unit.known is None and unit.report is None and unit.is_hashed]
    if files and not any(os.path.lexists(os.path.join(order.here, name)) for name in files):  # noqa: PTH118
        msg = f"{files[0]!r} of the folder {order.here!r} is not there on a worker: workers and client must share it."
        raise OutputError(msg)


def _begins_in(order: Order) -> str | None:
    """Return the client's folder where this machine has it; names that are absolute do without."""
    return order.here if os.path.isdir(order.here) else None  # noqa: PTH112 - a string goes to other machines


def _end_processes() -> None:
    """End the watched processes that tasks left waiting in this process."""
    while _SUPERVISORS:
        _SUPERVISORS.popitem()[1].close()


def _done_here(part: Part, order: Order) -> list[Outcome]:
    # A worker may have several threads: each has a process of its own.
    # Another client may have the same job with other limits, or be elsewhere.
    thread, kind = threading.get_ident(), f"{order.fingerprint} {order.limits} {order.here}"
    supervisor = _SUPERVISORS.pop((kind, thread), None)
    if supervisor is None:
        for old in [key for key in list(_SUPERVISORS) if key[1] == thread]:
            _SUPERVISORS.pop(old).close()
        supervisor = Supervisor(order.job, 1, order.limits, folder=_begins_in(order))
        atexit.register(supervisor.close)
    try:
        outcomes = [outcome for done in supervisor.run([part]) for outcome in done.outcomes]
    except BaseException:
        supervisor.close()
        raise
    _SUPERVISORS[kind, thread] = supervisor
    return outcomes

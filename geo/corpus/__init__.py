"""Many reports: ``conflictmap corpus`` and :func:`geo.analyse_many`.

``units`` says what there is to do, ``supervise`` has it done by watched processes (``cluster`` by a Dask
cluster), ``store`` keeps finished parts, ``assemble`` makes the output of them. Every document ends as
done, failed, quarantined or duplicate; a killed run goes on where it was.
"""

from __future__ import annotations

import os
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from geo.corpus.outcomes import Outcome, Status, Summary
from geo.corpus.supervise import Finished, Limits, Supervisor
from geo.corpus.units import DOCUMENTS_A_PART, parts_of, units_of
from geo.errors import UsageError
from geo.model import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.corpus.assemble import Output
    from geo.corpus.record import Origin
    from geo.corpus.store import PartStore
    from geo.corpus.units import Part
    from geo.corpus.work import Job
    from geo.exports import ExportOptions
    from geo.pipeline import Settings
    from geo.readers import ReadOptions

__all__ = ["Limits", "Outcome", "Status", "Summary", "analyse_many", "run"]

PUBLIC_SERVICES = frozenset({"nominatim", "photon"})
"""Online services whose rules forbid work in bulk; one's own may be asked."""
_YIELDED_PART = 8


class Runner(Protocol):
    """What has parts done: a :class:`Supervisor`, or a cluster."""

    def run(self, parts: Iterable[Part]) -> Iterator[Finished]: ...


def run(  # noqa: PLR0913 - one argument for each flag of the command
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    resume: bool = False,
    settings: Settings | None = None,
    reading: ReadOptions | None = None,
    writing: ExportOptions | None = None,
    limits: Limits | None = None,
    parquet: bool = False,
    part_size: int = DOCUMENTS_A_PART,
    function: str | None = None,
    tell: Callable[[Outcome], None] | None = None,
) -> Summary:
    """Analyse all reports of ``paths`` and write ``out``; return what became of each.

    ``out`` is a file (its suffix chooses the format) or a folder. ``jobs`` is the number of processes
    (default: one a core); ``scheduler`` the address of a Dask scheduler, or ``local``. ``resume`` goes on
    where an interrupted run was, and does nothing where an earlier run of the same came to its end.
    ``tell`` is called with each outcome as it comes.

    Raises:
        UsageError: where the arguments make no sense together.
        OutputError: where the output cannot be written; what stood there before stays.

    """
    from geo.corpus import record  # noqa: PLC0415 - for this function only
    from geo.corpus.assemble import assemble, output_of  # noqa: PLC0415 - exports load at first use
    from geo.corpus.store import PartStore  # noqa: PLC0415
    from geo.corpus.work import ANALYSE, Job  # noqa: PLC0415
    from geo.exports import ExportOptions  # noqa: PLC0415
    from geo.pipeline import Settings  # noqa: PLC0415
    from geo.readers import ReadOptions  # noqa: PLC0415

    job = Job(
        settings or Settings(), reading or ReadOptions(), writing or ExportOptions(), function=function or ANALYSE
    )
    _check(paths, job, scheduler)
    output = output_of(out, paths)
    fresh = output.folder and not output.path.exists()
    if output.folder:
        _make(output.path)
    finished: list[Path] = []
    resumed = 0
    try:
        with PartStore(output.work, resume=resume) as store:
            parts = partial(_parts, paths, job, part_size, output)
            origin = partial(record.Origin, output, job.writing, limits or Limits(), parquet=parquet)
            # Standard input can be read once only.
            if resume and "-" not in map(str, paths):
                before = record.finished_before(output, parts(), origin())
                if before is not None:
                    store.discard()
                    before.unchanged = True
                    return before
            made_of = origin()
            waiting = _Unfinished(parts(), store, finished, tell, made_of)
            if scheduler is None:
                with Supervisor(job, jobs or os.cpu_count() or 1, limits) as supervisor:
                    supervisor.tell = tell
                    _drain(supervisor, waiting, store)
            else:
                from geo.corpus.cluster import Cluster  # noqa: PLC0415 - an extra

                with Cluster(scheduler, job, store, jobs=jobs, limits=limits, parquet=parquet) as cluster:
                    cluster.tell = tell
                    _drain(cluster, waiting, store)
            resumed = waiting.resumed
            summary = assemble(output, store, finished, job.writing, parquet=parquet)
            record.leave(output, made_of, summary)
            store.discard()
    except BaseException:
        _tidy(output.work, output.path if fresh else None)
        raise
    summary.resumed = resumed
    return summary


def _parts(paths: Sequence[str | Path], job: Job, size: int, output: Output) -> Iterator[Part]:
    return parts_of(units_of(paths, job.reading, left_out=output.holds), job.fingerprint(), size)


def _make(folder: Path) -> None:
    from geo.errors import OutputError  # noqa: PLC0415 - beside its only use

    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder {str(folder)!r}: {error.strerror or error}."
        raise OutputError(msg) from error


def _tidy(work: Path, made: Path | None) -> None:
    """Remove folders in which nothing was finished; a finished part is worth keeping for --resume."""
    import contextlib  # noqa: PLC0415 - beside its only use

    with contextlib.suppress(OSError):
        if not any(path.name.startswith("part-") for path in work.iterdir()):
            (work / ".lock").unlink(missing_ok=True)
            work.rmdir()
    if made is not None:
        with contextlib.suppress(OSError):
            made.rmdir()


def _check(paths: Sequence[str | Path], job: Job, scheduler: str | None) -> None:
    if not paths:
        raise UsageError("no report was given: name files or folders.")
    if "" in paths:
        # Otherwise it would be the folder that the command was started in, and all that is in it.
        raise UsageError("one of the reports has an empty name: look whether a variable was not set.")
    if len([path for path in paths if str(path) == "-"]) > 1:
        raise UsageError("standard input can be read once only: give - once.")
    spec = getattr(job.settings.online, "spec", None)
    if job.settings.online is not None and scheduler is not None:
        raise UsageError("--online cannot be combined with --scheduler: many machines would exceed a service's limits.")
    if spec is not None and spec.service in PUBLIC_SERVICES and not spec.own:
        msg = (
            f"the public {spec.service} forbids work in bulk: run one of your own and give "
            f"--online {spec.service}=ADDRESS, or leave --online out."
        )
        raise UsageError(msg)


class _Unfinished:
    """Yields the parts that are still to be done; notes all, in order, and tells of those done before."""

    def __init__(
        self,
        parts: Iterator[Part],
        store: PartStore,
        finished: list[Path],
        tell: Callable[[Outcome], None] | None,
        origin: Origin,
    ) -> None:
        self._parts, self._store, self._finished, self._tell = parts, store, finished, tell
        self._origin = origin
        self.resumed = 0

    def __iter__(self) -> Iterator[Part]:
        for part in self._parts:
            self._finished.append(self._store.path(part))
            self._origin.add(part)
            if not self._store.has(part):
                yield part
                continue
            for outcome in self._store.outcomes(self._store.path(part)):
                self.resumed += 1
                if self._tell is not None:
                    self._tell(outcome)
        self._store.keep_only(self._finished)


def _drain(runner: Runner, parts: Iterable[Part], store: PartStore) -> None:
    for done in runner.run(parts):
        if not done.written:
            store.write(done.part, done.outcomes)


def analyse_many(
    paths: Iterable[str | Path], *, jobs: int = 1, settings: Settings | None = None, limits: Limits | None = None
) -> Iterator[Analysis]:
    """Yield the analyses of files and folders in the order of the input, by ``jobs`` processes.

    With one job everything is done in this process. What cannot be read, and copies of an earlier report,
    are left out; a warning names each that failed.

    Raises:
        UsageError: where ``paths`` is a single text instead of a list.

    """
    if isinstance(paths, str | Path):
        msg = f"analyse_many takes a list of paths: write [{str(paths)!r}]."
        raise UsageError(msg)
    from geo.corpus.work import Job, outcomes_of  # noqa: PLC0415 - readers and models load at first use
    from geo.pipeline import Settings  # noqa: PLC0415

    job = Job(settings or Settings(), whole=True)
    units = units_of(paths, job.reading)
    if jobs <= 1:
        outcomes: Iterator[Outcome] = (
            outcome for unit in units for outcome in ([unit.known] if unit.known else outcomes_of(unit, job))
        )
        yield from _analyses(outcomes)
        return
    with Supervisor(job, jobs, limits) as supervisor:
        parts = parts_of(units, "", _YIELDED_PART)
        yield from _analyses(outcome for done in _ordered(supervisor.run(parts)) for outcome in done.outcomes)


def _ordered(finished: Iterable[Finished]) -> Iterator[Finished]:
    early: dict[int, Finished] = {}
    expected = 0
    for done in finished:
        early[done.part.number] = done
        while expected in early:
            yield early.pop(expected)
            expected += 1


def _analyses(outcomes: Iterable[Outcome]) -> Iterator[Analysis]:
    seen: set[str] = set()
    for outcome in outcomes:
        if outcome.status is Status.DONE:
            if outcome.sha256 not in seen:
                seen.add(outcome.sha256)
                yield Analysis.from_json(outcome.analysis)
        elif outcome.status is not Status.DUPLICATE:
            warnings.warn(f"left out {outcome.source!r}: {outcome.reason}", CorpusWarning, stacklevel=3)


class CorpusWarning(UserWarning):
    """A document of many was left out."""

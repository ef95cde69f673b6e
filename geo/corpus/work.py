"""What a worker does with one unit: read it, analyse its reports, say what became of each."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from geo.corpus.outcomes import Outcome, Status
from geo.errors import ConflictmapError
from geo.exports import ExportOptions
from geo.exports.rounding import careful
from geo.pipeline import Settings, analyse_report
from geo.readers import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.corpus.units import Unit
    from geo.model import Report

ANALYSE = "geo.corpus.work:outcomes_of"
_REASON = 300


@dataclass(frozen=True, slots=True)
class Job:
    """How to do units: settings, how to read, how to write; can be sent to other processes and machines.

    ``whole`` keeps positions as exactly as they are known (for callers in Python); otherwise analyses are
    rounded as all exports are. ``function`` is the dotted name of what is called for each unit.
    """

    settings: Settings = field(default_factory=Settings)
    reading: ReadOptions = field(default_factory=ReadOptions)
    writing: ExportOptions = field(default_factory=ExportOptions)
    whole: bool = False
    function: str = ANALYSE

    def fingerprint(self) -> str:
        """Return a digest of all that changes the outcome: the program, its data, the settings."""
        from geo import __version__  # noqa: PLC0415 - the package itself imports nothing of this
        from geo.gazetteer import open_gazetteer  # noqa: PLC0415 - opens the index

        gazetteer = open_gazetteer()
        overrides = self.settings.overrides
        about: dict[str, Any] = {
            "version": __version__,
            "gazetteer": [gazetteer.version, [source.sha256 for source in gazetteer.info()]],
            "recogniser": self.settings.recogniser,
            "overrides": overrides.digest if overrides else None,
            "online": repr(getattr(self.settings.online, "spec", self.settings.online is not None)),
            "country": self.settings.country,
            "recorded": list(self.settings.recorded),
            "reading": asdict(self.reading),
            "precise": self.writing.precise,
            "text": self.writing.text,
            "whole": self.whole,
            "function": self.function,
        }
        return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def function_of(job: Job) -> Callable[[Unit, Job], Iterator[Outcome]]:
    """Return the function that a job names."""
    import importlib  # noqa: PLC0415 - once a worker

    module, _, name = job.function.partition(":")
    found: Callable[[Unit, Job], Iterator[Outcome]] = getattr(importlib.import_module(module), name)
    return found


def outcomes_of(unit: Unit, job: Job) -> Iterator[Outcome]:
    """Yield the outcome of each report of ``unit``; an error costs the report (or the file) it belongs to only."""
    if unit.report is not None:
        yield _analysed(unit.report, unit.name, job)
        return
    from geo.readers import Failure, read  # noqa: PLC0415 - readers load their plug-ins

    count = 0
    try:
        for found in read(unit.name, options=job.reading):
            count += 1
            if isinstance(found, Failure):
                yield Outcome(Status.FAILED, str(found.source), str(found.error))
            else:
                yield _analysed(found, _name(unit, found, count), job)
    except Exception as error:  # noqa: BLE001 - a document's error is its own: the others go on
        yield failed(unit.name, error)
        return
    if not count:
        yield Outcome(Status.FAILED, unit.name, f"{unit.name!r} holds no report.")


def _name(unit: Unit, report: Report, count: int) -> str:
    """Return what a report of a file of several is called; an attachment has a name of its own."""
    if report.path is not None and report.path.startswith(f"{unit.name}, attachment "):
        return report.path
    return unit.name if count == 1 else f"{unit.name}, report {count}"


def _analysed(report: Report, source: str, job: Job) -> Outcome:
    try:
        analysis = analyse_report(report, settings=job.settings)
        if not job.whole:
            analysis = careful(analysis, precise=job.writing.precise)
        from geo.readers._partly import read_in_part  # noqa: PLC0415 - readers load their plug-ins

        text = analysis.to_json(text=job.whole or job.writing.text)
        return Outcome(Status.DONE, source, " ".join(read_in_part(report))[:_REASON], report.sha256, text)
    except Exception as error:  # noqa: BLE001 - a document's error is its own: the others go on
        return failed(source, error)


def failed(source: str, error: Exception) -> Outcome:
    """Return the outcome of a document that raised ``error``."""
    if isinstance(error, MemoryError):
        return Outcome(Status.QUARANTINED, source, "needs more memory than one document may have")
    if isinstance(error, ConflictmapError):
        return Outcome(Status.FAILED, source, " ".join(str(error).split())[:_REASON])
    # Not foreseen: named, so that it can be mended, and no reason to lose the others.
    reason = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
    return Outcome(Status.FAILED, source, reason[:_REASON])

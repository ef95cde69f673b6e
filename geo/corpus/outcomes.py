"""What became of a document, one line each; every document has exactly one outcome."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(StrEnum):
    """The four things that can become of a document."""

    DONE = "done"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: ``source`` names it, ``reason`` says why it is not done, or what of it was not read.

    ``analysis`` is the JSON of the analysis (one line, ASCII) where it is done; ``sha256`` is the report's.
    """

    status: Status
    source: str
    reason: str = ""
    sha256: str = ""
    analysis: str = field(default="", repr=False)

    def to_line(self) -> str:
        """Return the outcome as one line: what is known of it, a tab, the analysis."""
        about = [self.status.value, self.source, self.reason, self.sha256]
        return f"{json.dumps(about)}\t{self.analysis}\n"

    @classmethod
    def from_line(cls, line: str) -> Outcome:
        """Return the outcome that :meth:`to_line` wrote.

        Raises:
            OutputError: where the line is none.

        """
        head, tab, analysis = line.rstrip("\n").partition("\t")
        try:
            status, source, reason, sha256 = json.loads(head)
            outcome = cls(Status(status), source, reason, sha256, analysis)
        except (ValueError, TypeError) as error:
            msg = f"a finished part holds a damaged line ({error}): run again without --resume."
            raise OutputError(msg) from error
        if not tab:
            raise OutputError("a finished part holds a cut line: run again without --resume.")
        return outcome


NAMED_PROBLEMS = 1_000


@dataclass(slots=True)
class Summary:
    """How many documents came to what; ``problems`` are the first that failed or were quarantined.

    ``partly`` of those done were read only in part (a PDF with pages that could not be read); ``notes`` are the first.

    ``resumed`` counts the documents of parts that an earlier run had finished, ``mapped`` the reports that
    the map of a folder shows. ``unchanged`` says that an earlier run had come to its end and nothing was done.
    """

    done: int = 0
    failed: int = 0
    quarantined: int = 0
    duplicate: int = 0
    resumed: int = 0
    mapped: int = 0
    unchanged: bool = False
    problems: list[Outcome] = field(default_factory=list)
    partly: int = 0
    notes: list[Outcome] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """All documents."""
        return self.done + self.failed + self.quarantined + self.duplicate

    def count(self, outcome: Outcome) -> None:
        """Add one outcome."""
        setattr(self, outcome.status.value, getattr(self, outcome.status.value) + 1)
        if outcome.status in {Status.FAILED, Status.QUARANTINED} and len(self.problems) < NAMED_PROBLEMS:
            self.problems.append(outcome)
        if outcome.status is Status.DONE and outcome.reason:
            self.partly += 1
            if len(self.notes) < NAMED_PROBLEMS:
                self.notes.append(Outcome(outcome.status, outcome.source, outcome.reason))

    def to_dict(self) -> dict[str, Any]:
        """Return the counts, and the problems with their reasons."""
        return {
            "documents": self.documents,
            "done": self.done,
            "failed": self.failed,
            "quarantined": self.quarantined,
            "duplicate": self.duplicate,
            "problems": [
                {"source": problem.source, "status": problem.status.value, "reason": problem.reason}
                for problem in self.problems
            ],
            "partly": self.partly,
            "notes": [{"source": note.source, "reason": note.reason} for note in self.notes],
        }

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Summary:
        """Return the summary that :meth:`to_dict` made a dictionary of.

        Raises:
            KeyError, TypeError, ValueError: where it is none.

        """
        done, failed, quarantined, duplicate = (
            int(found[name]) for name in ("done", "failed", "quarantined", "duplicate")
        )
        problems = [
            Outcome(Status(problem["status"]), str(problem["source"]), str(problem["reason"]))
            for problem in found["problems"]
        ]
        notes = [Outcome(Status.DONE, str(note["source"]), str(note["reason"])) for note in found.get("notes", [])]
        return cls(
            done,
            failed,
            quarantined,
            duplicate,
            mapped=int(found.get("mapped", 0)),
            problems=problems,
            partly=int(found.get("partly", 0)),
            notes=notes,
        )

    def __str__(self) -> str:
        resumed = f" ({self.resumed:,} of them by an earlier run)" if self.resumed else ""
        partly = f" ({self.partly:,} only in part)" if self.partly else ""
        noun = "document" if self.documents == 1 else "documents"
        return (
            f"{self.documents:,} {noun}{resumed}: {self.done:,} done{partly}, {self.failed:,} failed, "
            f"{self.quarantined:,} quarantined, {self.duplicate:,} duplicate"
        )

"""Where finished parts lie until all are done: a hidden folder beside the output, a file a part.

Each part is written beside, synced and renamed, so that a kill leaves whole parts only. The name of the
file says which part it is and what it was made of; a part of other documents or settings has another name.
"""

from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from geo.corpus.outcomes import Outcome
from geo.errors import OutputError, UsageError
from geo.files import write_atomically
from geo.gazetteer.user_lock import Locked, locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from geo.corpus.units import Part

_PART = re.compile(r"part-\d{8}-[0-9a-f]{16}\.(?:jsonl|parquet)")


class PartStore:
    """The finished parts of one output; use it as a context, so that two runs never share one.

    Raises:
        UsageError: where another run is writing the same output.
        OutputError: where the folder cannot be made or written.

    """

    def __init__(self, folder: Path, *, resume: bool) -> None:
        self.folder, self._resume = folder, resume
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(exist_ok=True)
            self._stack.enter_context(locked(self.folder / ".lock", wait=False))
        except Locked as error:
            msg = f"another run is writing to {str(self.folder)!r}: wait for it, or choose another output."
            raise UsageError(msg) from error
        except OSError as error:
            msg = f"cannot write to {str(self.folder)!r}: {error.strerror or error}."
            raise OutputError(msg) from error
        for path in self.folder.iterdir():
            unfinished = path.name.startswith(".conflictmap-")
            if unfinished or (not self._resume and _PART.fullmatch(path.name)):
                path.unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def path(self, part: Part) -> Path:
        """Return where a part lies when it is finished."""
        return self.folder / f"part-{part.number:08d}-{part.key}.jsonl"

    def has(self, part: Part) -> bool:
        """Tell whether the part is finished."""
        return self.path(part).exists()

    def write(self, part: Part, outcomes: Iterable[Outcome]) -> None:
        """Write a finished part; doing so twice changes nothing."""
        write_atomically(self.path(part), "".join(outcome.to_line() for outcome in outcomes))

    def outcomes(self, part_path: Path) -> Iterator[Outcome]:
        """Yield the outcomes of a finished part."""
        try:
            with part_path.open(encoding="ascii", newline="\n") as stream:
                for line in stream:
                    yield Outcome.from_line(line)
        except (OSError, UnicodeDecodeError) as error:
            msg = f"the finished part {str(part_path)!r} cannot be read ({error}): run again without --resume."
            raise OutputError(msg) from error

    def keep_only(self, paths: Iterable[Path]) -> None:
        """Remove parts of earlier runs that this run has no use for."""
        kept = {path.stem for path in paths}
        for path in self.folder.iterdir():
            if _PART.fullmatch(path.name) and path.stem not in kept:
                path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove the folder: everything is in the output."""
        self._stack.close()
        shutil.rmtree(self.folder, ignore_errors=True)

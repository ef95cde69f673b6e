"""From finished parts to the output: one file of any format, or a folder with parts, map and summary.

Reports that came twice (in different files of several reports each) are dropped here, the later one, so
that the outcome does not depend on which worker was faster.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from geo.corpus.outcomes import Outcome, Status, Summary
from geo.corpus.record import RECORD
from geo.errors import MissingExtra, OutputError, UsageError
from geo.files import atomic_path, write_atomically
from geo.model import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.corpus.store import PartStore
    from geo.exports import ExportOptions

LINES = frozenset({".jsonl", ".ndjson"})
MAPPED_REPORTS = 5_000
"""Reports that the map of a folder shows at most; a page of more is too large to open."""
FOLDER_MARK = "summary.json"


@dataclass(frozen=True, slots=True)
class Output:
    """Where the results go: a file whose suffix chooses the format, or a folder; ``target`` is it without links."""

    path: Path
    folder: bool
    target: Path

    @property
    def work(self) -> Path:
        """The hidden folder for finished parts."""
        return self.path / ".parts" if self.folder else self.path.with_name(f".{self.path.name}.parts")

    def holds(self, file: Path) -> bool:
        """Tell whether ``file`` is a part of the output, whatever links lead to it."""
        found = real_path(file)
        return found == self.target or (self.folder and self.target in found.parents)


def real_path(path: str | Path) -> Path:
    """Return the path without links; one that leads in a circle comes back, and opening it says so."""
    return Path(os.path.realpath(path))


def output_of(out: str | Path, inputs: Iterable[str | Path]) -> Output:
    """Return what ``out`` means: it ends with a slash, is a folder or has no suffix: a folder; else a file.

    Raises:
        UsageError: where no format has its suffix, or it lies among the inputs or over foreign files.
        OutputError: where its folder does not exist.
        MissingExtra: where the format needs a package that is not installed.

    """
    from geo.exports import suffixes  # noqa: PLC0415 - formats load at first use

    path = Path(out)
    folder = str(out).endswith(("/", "\\")) or path.is_dir() or not path.suffix
    if not folder and path.suffix.lower() not in suffixes():
        msg = f"{str(path)!r} has a suffix that no format has: use one of {' '.join(suffixes())}, or a folder."
        raise UsageError(msg)
    if not path.absolute().parent.is_dir():
        msg = f"cannot write {str(path)!r}: the folder {str(path.absolute().parent)!r} does not exist; create it first."
        raise OutputError(msg)
    _check_packages(path.suffix.lower())
    target = real_path(path)
    if target.is_symlink():
        msg = f"cannot write {str(path)!r}: it is a link that leads in a circle; remove it."
        raise OutputError(msg)
    for given in inputs:
        if str(given) == "-" or "://" in str(given)[:32]:
            continue
        source = real_path(given)
        if (target == source or source in target.parents) and os.path.isdir(source):  # noqa: PTH112
            msg = f"{str(path)!r} lies in {str(given)!r}, which is read: write the results outside it."
            raise UsageError(msg)
        if source == target or (folder and target in source.parents):
            msg = f"{str(path)!r} would overwrite {str(given)!r}, which is read: choose another output."
            raise UsageError(msg)
    if folder and path.is_dir():
        strange = [found.name for found in path.iterdir() if found.name not in {".parts", RECORD, *_FOLDER_NAMES}]
        if strange:
            msg = f"{str(path)!r} holds other files ({strange[0]!r}): choose an empty folder for the results."
            raise UsageError(msg)
    return Output(path, folder, target)


_FOLDER_NAMES = frozenset({"reports", "places", "index.html", FOLDER_MARK})
_PACKAGES = {".parquet": "pyarrow", ".geoparquet": "pyarrow", ".gpkg": "pyogrio"}


def _check_packages(suffix: str) -> None:
    """Say that a package is missing before hours of work, not after."""
    import importlib.util  # noqa: PLC0415 - once a run

    package = _PACKAGES.get(suffix)
    if package and importlib.util.find_spec(package) is None:
        raise MissingExtra.for_package(package, "geo")


class _Unique:
    """Lets through the first report of each SHA-256, and counts everything."""

    def __init__(self, summary: Summary) -> None:
        self._summary, self._seen = summary, set[bytes]()

    def done(self, outcomes: Iterable[Outcome]) -> Iterator[str]:
        """Yield the JSON of the analyses to keep."""
        for outcome in outcomes:
            kept = outcome
            if outcome.status is Status.DONE:
                digest = bytes.fromhex(outcome.sha256)[:16]
                if digest in self._seen:
                    kept = Outcome(Status.DUPLICATE, outcome.source, "an earlier report is the same", outcome.sha256)
                self._seen.add(digest)
            self._summary.count(kept)
            if kept.status is Status.DONE:
                yield kept.analysis


def assemble(output: Output, store: PartStore, parts: list[Path], options: ExportOptions, *, parquet: bool) -> Summary:
    """Write the output of finished ``parts`` (in their order) and return what became of all documents.

    Raises:
        OutputError: where it cannot be written; what stood there before stays.

    """
    summary = Summary()
    unique = _Unique(summary)
    if output.folder:
        _write_folder(output.path, store, parts, options, unique=unique, summary=summary, parquet=parquet)
        return summary
    lines = chain.from_iterable(unique.done(store.outcomes(part)) for part in parts)
    suffix = output.path.suffix.lower()
    if suffix in LINES:
        _write_lines(output.path, lines)
    else:
        from geo.exports import EXPORTS  # noqa: PLC0415 - formats load at first use

        # The analyses were made careful by the workers: the format is asked directly.
        EXPORTS.get(suffix)((Analysis.from_json(line) for line in lines), output.path, options)
    return summary


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with atomic_path(path) as beside, beside.open("w", encoding="ascii", newline="\n") as stream:
        stream.writelines(f"{line}\n" for line in lines)


def _write_folder(  # noqa: PLR0913 - the parts of assemble
    folder: Path,
    store: PartStore,
    parts: list[Path],
    options: ExportOptions,
    *,
    unique: _Unique,
    summary: Summary,
    parquet: bool,
) -> None:
    shown: list[str] = []
    (folder / "reports").mkdir(exist_ok=True)
    if parquet:
        (folder / "places").mkdir(exist_ok=True)
    names: set[str] = set()
    for number, part in enumerate(parts):
        outcomes = list(store.outcomes(part))
        lines = list(unique.done(outcomes))
        name = f"part-{number:08d}"
        names.add(name)
        _write_lines(folder / "reports" / f"{name}.jsonl", lines)
        if parquet:
            target = folder / "places" / f"{name}.parquet"
            prepared = part.with_suffix(".parquet")
            whole = len(lines) == sum(outcome.status is Status.DONE for outcome in outcomes)
            # A worker of a cluster has made it already; with a report dropped as a copy it is made anew.
            if whole and prepared.exists():
                prepared.replace(target)
            else:
                write_parquet(target, lines, options)
        shown.extend(lines[: MAPPED_REPORTS - len(shown)])
    _remove_others(folder, names)
    from geo.exports import EXPORTS  # noqa: PLC0415 - formats load at first use

    EXPORTS.get(".html")((Analysis.from_json(line) for line in shown), folder / "index.html", options)
    summary.mapped = len(shown)
    about = {**summary.to_dict(), "mapped": summary.mapped}
    write_atomically(folder / FOLDER_MARK, json.dumps(about, indent=1) + "\n")


def _remove_others(folder: Path, names: set[str]) -> None:
    """Remove parts that an earlier run, of more documents, left."""
    for place in ("reports", "places"):
        if (folder / place).is_dir():
            for path in (folder / place).iterdir():
                if path.name.startswith("part-") and path.stem not in names:
                    path.unlink()


def write_parquet(path: Path, lines: Iterable[str], options: ExportOptions) -> None:
    """Write the mentions of analyses (JSON lines, already careful) as one GeoParquet file, atomically."""
    from geo.exports import EXPORTS  # noqa: PLC0415 - formats load at first use

    write: Callable[..., None] = EXPORTS.get(".parquet")
    write((Analysis.from_json(line) for line in lines), path, options)

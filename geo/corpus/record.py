"""What a finished run leaves beside its output: a hidden file that says what the output was made of.

A later run with ``resume`` compares it with what there is to do, and the output with its digests. Where both fit
there is nothing to do; where anything differs (another document, setting, limit or byte) all is done as usual.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from geo.corpus.outcomes import Summary
from geo.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geo.corpus.assemble import Output
    from geo.corpus.supervise import Limits
    from geo.corpus.units import Part
    from geo.exports import ExportOptions

__all__ = ["Origin", "finished_before", "leave"]

_SCHEMA = 1
RECORD = ".finished.json"


class Origin:
    """Takes the parts of a run as they come; ``digest`` stands for them and for how they were written."""

    def __init__(self, output: Output, writing: ExportOptions, limits: Limits, *, parquet: bool) -> None:
        about = {
            "suffix": None if output.folder else output.path.suffix.lower(),
            "writing": asdict(writing),
            "limits": asdict(limits),
            "parquet": parquet,
        }
        self._digest = hashlib.sha256(json.dumps(about, sort_keys=True, default=str).encode())
        self._known = True

    def add(self, part: Part) -> None:
        """Take a part; one with an address in it is never the same again, as nobody knows what stands there now."""
        self._digest.update(part.key.encode())
        self._known = self._known and not any(unit.digest.startswith("address ") for unit in part.units)

    @property
    def digest(self) -> str | None:
        """The digest so far, or None where it cannot be told whether the documents are the same."""
        return self._digest.hexdigest() if self._known else None


def finished_before(output: Output, parts: Iterable[Part], origin: Origin) -> Summary | None:
    """Return what an earlier run came to, where it was of the same ``parts`` and its output is as it left it."""
    try:
        found = json.loads(_path(output).read_text("ascii"))
        files, made_of = dict(found["files"]), str(found["made_of"])
        summary = Summary.from_dict(found["summary"])
        if found["schema"] != _SCHEMA or not files or _digests(output) != files:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        # Without a record that can be read nothing is known; doing the work again is always right.
        return None
    for part in parts:
        origin.add(part)
    return summary if origin.digest == made_of else None


def leave(output: Output, origin: Origin, summary: Summary) -> None:
    """Write the record of a finished run, or remove an old one where this run can leave none."""
    if origin.digest is None:
        _path(output).unlink(missing_ok=True)
        return
    about = {
        "schema": _SCHEMA,
        "made_of": origin.digest,
        "files": _digests(output),
        "summary": {**summary.to_dict(), "mapped": summary.mapped},
    }
    write_atomically(_path(output), json.dumps(about, indent=1) + "\n")


def _path(output: Output) -> Path:
    return output.path / RECORD if output.folder else output.path.with_name(f".{output.path.name}{RECORD}")


def _digests(output: Output) -> dict[str, str]:
    """Return the SHA-256 of each file of the output, by its name in it."""
    if not output.folder:
        return {output.path.name: _digest(output.path)}
    return {str(path.relative_to(output.path)): _digest(path) for path in sorted(_files(output.path))}


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.relative_to(folder).parts[0].startswith("."):
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

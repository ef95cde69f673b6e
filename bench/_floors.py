"""Pinned floors of quality: a figure below its floor fails, and no floor is lowered silently.

``bench/floors.json`` holds one section a bench: the SHA-256 of each corpus file and the least value of
each figure (for figures that should be small, pin ``1 - value``). A section is checked only against
the corpora it was pinned on.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "bench" / "floors.json"
DATA = Path(os.environ.get("CONFLICTMAP_DATA", ROOT.parent / "shared" / "data"))


def data_folder() -> Path:
    """Return the folder of the corpora, or end the bench with a word on how to name it."""
    if not DATA.is_dir():
        msg = f"no corpora at {DATA}: set CONFLICTMAP_DATA to the folder that holds them"
        raise SystemExit(msg)
    return DATA


def digests(files: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of each file, by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def check(section: str, figures: Mapping[str, float], files: Iterable[Path]) -> list[str]:
    """Return one sentence for each figure that is below its floor or missing.

    Empty where all hold, or where the corpora are not those that the floors were pinned on.
    """
    pinned = _read().get(section)
    if pinned is None or pinned["corpus"] != digests(files):
        return []
    return [
        f"{section}: {name} is {figures.get(name, 'missing')}, its floor is {floor}"
        for name, floor in sorted(pinned["floors"].items())
        if figures.get(name, float("-inf")) < floor
    ]


def update(
    section: str, figures: Mapping[str, float], files: Iterable[Path], *, lower: bool = False, slack: float = 0.0
) -> None:
    """Pin ``figures`` less ``slack`` as the floors of ``section``; a floor that stands higher and holds stays.

    Raises:
        SystemExit: where a floor would fall and ``lower`` does not say that this is meant.

    """
    floors = _read()
    old = floors.get(section, {}).get("floors", {})
    falling = [name for name, floor in old.items() if figures.get(name, float("-inf")) < floor]
    if falling and not lower:
        msg = f"{section}: these floors would fall: {', '.join(sorted(falling))}; say --lower if that is meant"
        raise SystemExit(msg)
    kept: dict[str, float] = {} if lower else old
    pinned = {name: max(kept.get(name, float("-inf")), _down(figure - slack)) for name, figure in figures.items()}
    floors[section] = {"corpus": digests(files), "floors": dict(sorted(pinned.items()))}
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _read() -> dict[str, Any]:
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def finish(
    section: str, figures: Mapping[str, float], files: Iterable[Path], arguments: Iterable[str], *, slack: float = 0.0
) -> None:
    """End a bench: with ``--update`` pin the figures less ``slack``, else fail where one is below its floor."""
    words = set(arguments)
    if "--update" in words:
        update(section, figures, files, lower="--lower" in words, slack=slack)
        return
    failures = check(section, figures, files)
    if failures:
        raise SystemExit("\n".join(failures))


def _down(figure: float) -> float:
    """Return four digits of ``figure``, never more than it is: rounded up, a floor would fail by itself."""
    return math.floor(figure * 10_000) / 10_000

"""The real analysis, but documents that say so crash, hang or swell: for ``bench/corpus.py``."""

from __future__ import annotations

import ctypes
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from geo.corpus import work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.corpus.outcomes import Outcome
    from geo.corpus.units import Unit

KINDS = ("KILL", "CRASH", "EXIT", "HANG", "SWELL")


def outcomes_of(unit: Unit, job: work.Job) -> Iterator[Outcome]:
    """Yield what the real analysis yields, unless the document is poison."""
    word = Path(unit.name).read_text("utf-8", "replace").split(maxsplit=1)[:1]
    if word == ["KILL"]:
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == ["CRASH"]:
        ctypes.string_at(0)
    elif word == ["EXIT"]:
        os._exit(7)
    elif word == ["HANG"]:
        while True:
            pass
    elif word == ["SWELL"]:
        held = []
        while True:
            held.append(bytearray(64 << 20))
    yield from work.outcomes_of(unit, job)

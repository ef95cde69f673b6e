"""Stands in for the analysis: documents that say so crash, hang or swell; the others are done at once."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from geo.corpus.outcomes import Outcome, Status
from geo.model import Analysis, Report

FUNCTION = "poison:outcomes_of"


def outcomes_of(unit, job):
    text = unit.report.text if unit.report else Path(unit.name).read_text("utf-8")
    act(text)
    for number, piece in enumerate(text.split("\f"), 1):
        if piece.startswith("DIE HERE"):
            os.kill(os.getpid(), signal.SIGKILL)
        report = Report(text=piece)
        name = unit.name if number == 1 else f"{unit.name}, report {number}"
        yield Outcome(Status.DONE, name, sha256=report.sha256, analysis=Analysis(report).to_json())


def act(text):  # noqa: C901, PLR0912 - one branch for each way to go wrong
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    if word == "KILL":
        os.kill(os.getpid(), signal.SIGKILL)
    elif word == "CRASH":
        ctypes.string_at(0)
    elif word == "EXIT":
        os._exit(7)
    elif word == "HANG":
        while True:
            pass
    elif word == "SLEEP":
        time.sleep(3600)
    elif word == "SWELL":
        held = []
        while True:
            held.append(bytearray(16 << 20))
    elif word == "RAISE":
        raise LookupError(text)
    elif word == "PRINT":
        sys.stdout.write("R" * 5_000)
        sys.stdout.flush()
        os.write(1, b"E" * 5_000)
    elif word == "ONCE":
        # Somebody kills the worker at its first try; the second goes well.
        mark = Path(text.split()[1])
        if not mark.exists():
            mark.write_text("")
            os.kill(os.getpid(), signal.SIGKILL)
    elif word == "PARENT":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(3600)
    elif word == "SLOW":
        time.sleep(0.02)

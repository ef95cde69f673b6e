from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _workers_find_poison(monkeypatch):
    """Let worker processes import the module that stands in for the analysis."""
    here = str(Path(__file__).resolve().parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH")))))


@pytest.fixture
def documents(tmp_path):
    """Write texts as numbered files and return their folder."""

    def write(*texts, folder="in"):
        place = tmp_path / folder
        place.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (place / f"{number:05d}.txt").write_text(text, encoding="utf-8")
        return place

    return write

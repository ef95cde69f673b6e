"""``conflictmap map``: several files at once, and what happens where one of them cannot be written."""

from __future__ import annotations

import sys

import pytest

from geo.cli import main


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("Fallujah lies 40 miles west of Baghdad.")
    return path


def test_a_format_whose_package_is_missing_does_not_cost_the_others(report, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyogrio", None)
    outputs = [tmp_path / f"out{suffix}" for suffix in (".csv", ".gpkg", ".json")]
    assert main(["map", str(report), "-o", *map(str, outputs)]) == 1
    assert [path.exists() for path in outputs] == [True, False, True]
    first, second, third = capsys.readouterr().err.splitlines()
    assert first.startswith("conflictmap: wrote ")
    assert "out.gpkg'" in second
    assert "conflictmap[geo]" in second
    assert third.startswith("conflictmap: wrote ")


def test_a_file_that_cannot_be_written_does_not_cost_the_others(report, tmp_path, capsys):
    (tmp_path / "out.csv").mkdir()
    assert main(["map", str(report), "-o", str(tmp_path / "out.csv"), str(tmp_path / "out.json")]) == 1
    assert (tmp_path / "out.json").exists()
    assert "it is a folder" in capsys.readouterr().err

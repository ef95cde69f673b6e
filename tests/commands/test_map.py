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


def test_what_an_earlier_run_wrote_is_no_report(report, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    outputs = ["map.html", "data.geojson", "data.csv"]
    assert main(["map", ".", "-o", *outputs]) == 0
    first = [(tmp_path / name).read_bytes() for name in outputs]
    assert main(["map", ".", "-o", *outputs]) == 0
    assert [(tmp_path / name).read_bytes() for name in outputs] == first
    assert capsys.readouterr().err.count("wrote") == 6


def test_a_page_in_a_folder_that_is_read_is_only_overwritten_where_it_is_a_map(report, tmp_path, capsys):
    folder = report.parent
    page = folder / "page.html"
    page.write_text("<!doctype html><title>Foreign</title><p>Mosul was shelled.</p>")
    assert main(["map", str(folder), "-o", str(page)]) == 2
    assert "Mosul was shelled" in page.read_text()
    (message,) = capsys.readouterr().err.splitlines()
    assert "choose another output" in message
    page.write_text("")
    assert main(["map", str(folder), "-o", str(page)]) == 0
    assert main(["map", str(folder), "-o", str(page)]) == 0


@pytest.mark.parametrize("given", ["report", "--layer", "--places"])
@pytest.mark.parametrize("linked", [False, True])
def test_an_output_never_overwrites_a_file_that_is_read(report, tmp_path, capsys, given, linked):
    read = tmp_path / "own.geojson"
    read.write_text('{"type": "FeatureCollection", "features": []}')
    out = tmp_path / "link.geojson" if linked else read
    if linked:
        out.symlink_to(read)
    inputs = [str(read)] if given == "report" else [str(report), given, str(read)]
    before = read.read_bytes()
    assert main(["map", *inputs, "-o", str(out)]) == 2
    assert read.read_bytes() == before
    (message,) = capsys.readouterr().err.splitlines()
    assert "own.geojson', which is read: choose another output." in message


def test_a_map_of_ours_is_not_read_as_a_report(report, tmp_path, capsys):
    page = tmp_path / "map.html"
    assert main(["map", str(report), "-o", str(page)]) == 0
    assert main(["read", str(page)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "is a map that conflictmap drew, not a report" in said.err

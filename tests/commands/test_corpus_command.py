from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from geo.cli import main

TEXTS = ["Fallujah lies 40 miles west of Baghdad.", "Nothing of note.", "Mosul and Homs.", "Mosul and Homs."]


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text)
    return folder


def run(*arguments):
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        return stopped.code


def test_a_folder_becomes_json_lines_and_a_summary_that_adds_up(reports, tmp_path, capsys):
    assert run("corpus", reports, "-o", tmp_path / "out.jsonl", "--jobs", 1) == 0
    said = capsys.readouterr().err
    assert "4 documents: 3 done, 0 failed, 0 quarantined, 1 duplicate" in said
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize("suffix", [".parquet", ".gpkg", ".geojson", ".csv"])
def test_other_formats_are_what_the_exports_write(reports, tmp_path, suffix):
    from pathlib import Path

    import geo

    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    if suffix == ".gpkg":
        pytest.importorskip("pyogrio")
    assert run("corpus", reports, "-o", tmp_path / f"out{suffix}", "--jobs", 1) == 0
    geo.save([geo.analyse(Path(reports / f"{number}.txt")) for number in range(3)], tmp_path / f"same{suffix}")
    assert (tmp_path / f"out{suffix}").read_bytes() == (tmp_path / f"same{suffix}").read_bytes()


def test_a_folder_gets_parts_a_map_and_a_summary(reports, tmp_path):
    pytest.importorskip("pyarrow")
    (reports / "bad.txt").write_bytes(b"")
    assert run("corpus", reports, "-o", f"{tmp_path}/out/", "--jobs", 1, "--parquet", "--title", "All of it") == 1
    out = tmp_path / "out"
    names = [".finished.json", "index.html", "places", "reports", "summary.json"]
    assert sorted(path.name for path in out.iterdir()) == names
    lines = (out / "reports" / "part-00000000.jsonl").read_text().splitlines()
    assert len(lines) == 3
    summary = json.loads((out / "summary.json").read_text())
    assert summary["documents"] == 5
    assert (summary["done"], summary["failed"], summary["duplicate"]) == (3, 1, 1)
    assert "bad.txt" in summary["problems"][0]["source"]
    page = (out / "index.html").read_text()
    assert "All of it" in page
    import pyarrow.parquet as pq

    table = pq.read_table(out / "places" / "part-00000000.parquet")
    assert set(table["name_in_text"].to_pylist()) >= {"Fallujah", "Baghdad", "Mosul", "Homs"}
    before = {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run("corpus", reports, "-o", f"{tmp_path}/out/", "--jobs", 2, "--parquet", "--title", "All of it") == 1
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "case",
    [
        (["-o", "out.xyz"], "suffix"),
        (["-o", "nowhere/out.jsonl"], "does not exist"),
        (["-o", "out.jsonl", "--jobs", "0"], "no number from 1 to 512"),
        (["-o", "out.jsonl", "--jobs", "999999"], "no number from 1 to 512"),
        (["-o", "out.jsonl", "--document-memory", "20"], "no number from 100"),
        (["-o", "out.jsonl", "--part-size", "9" * 40], "no number from 1 to 100,000"),
        (["-o", "out.jsonl", "--online", "nominatim"], "forbids work in bulk"),
        (["-o", "out.jsonl", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"], "--jobs is for this machine"),
        (["-o", "out.jsonl", "--scheduler", "http://x"], "no address of a Dask scheduler"),
        ([], "-o/--out"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(reports, tmp_path, monkeypatch, case, capsys):
    more, words = case
    monkeypatch.chdir(tmp_path)
    assert run("corpus", reports, *more) in {1, 2}
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports"]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_mistyped_name_leaves_the_output_of_an_earlier_run(tmp_path, name, capsys):
    out = tmp_path / "out.jsonl"
    out.write_text("from an earlier run")
    (tmp_path / "empty").mkdir()
    assert run("corpus", tmp_path / name, "-o", out) == 2
    assert "there is nothing to read" in capsys.readouterr().err
    assert out.read_text() == "from an earlier run"


def test_ctrl_c_ends_with_130_and_a_sentence(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number:03d}.txt").write_text(f"{TEXTS[0]} Report {number}.")
    process = subprocess.Popen(
        [sys.executable, "-m", "geo.cli", "corpus", str(folder), "-o", str(tmp_path / "out.jsonl"), "--jobs", "1"],
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background hands an ignored Ctrl-C down to every child.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    while not list(tmp_path.glob(".out.jsonl.parts/part-*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert said.splitlines()[-1] == "conflictmap: interrupted; what was finished is kept."
    assert "Traceback" not in said
    assert not (tmp_path / "out.jsonl").exists()

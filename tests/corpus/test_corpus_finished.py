from __future__ import annotations

import json

import poison
import pytest

from geo.cli import main
from geo.corpus import Limits, run

QUICK = {"jobs": 1, "function": poison.FUNCTION, "part_size": 4}


@pytest.fixture
def finished(tmp_path, documents):
    """Run once over ten documents, one of them poison; return their folder and how to run again."""
    folder = documents(*(f"Document {number}" for number in range(9)), "KILL")

    def again(**changed):
        told = []
        options = {**QUICK, "resume": True, "tell": told.append, **changed}
        return run([folder], tmp_path / "out.jsonl", **options), told

    first = run([folder], tmp_path / "out.jsonl", **QUICK)
    assert not first.unchanged
    return folder, first, again


def test_resume_after_the_end_does_nothing_and_gives_the_same_summary(tmp_path, finished):
    _, first, again = finished
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.glob(".*json*")}
    summary, told = again()
    assert (summary.unchanged, told) == (True, [])
    assert summary.to_dict() == first.to_dict()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before
    assert not (tmp_path / ".out.jsonl.parts").exists()


def test_without_resume_all_is_done_again(finished):
    _, _, again = finished
    summary, told = again(resume=False)
    assert (summary.unchanged, len(told)) == (False, 10)


@pytest.mark.parametrize("change", ["added", "changed", "removed", "output", "gone", "record", "limits", "parts"])
def test_whatever_differs_is_done_again(tmp_path, finished, change):
    folder, _, again = finished
    whole = (tmp_path / "out.jsonl").read_bytes()
    options = {}
    if change == "added":
        (folder / "99999.txt").write_text("Document 99")
    elif change == "changed":
        (folder / "00000.txt").write_text("Document 100")
    elif change == "removed":
        (folder / "00000.txt").unlink()
    elif change == "output":
        (tmp_path / "out.jsonl").write_bytes(whole[:-2])
    elif change == "gone":
        (tmp_path / "out.jsonl").unlink()
    elif change == "record":
        (tmp_path / ".out.jsonl.finished.json").write_text("{")
    elif change == "limits":
        options["limits"] = Limits(300.0)
    else:
        options["part_size"] = 5
    summary, told = again(**options)
    assert not summary.unchanged
    assert len(told) == summary.documents
    documents = [
        json.loads(line)["report"]["text"] for line in (tmp_path / "out.jsonl").read_text("ascii").splitlines()
    ]
    assert len(documents) == {"added": 10, "removed": 8}.get(change, 9)
    assert again(**options)[0].unchanged


def test_a_folder_is_compared_file_by_file(tmp_path, documents):
    folder = documents(*(f"Document {number}" for number in range(9)))
    out = tmp_path / "out"
    run([folder], out, **QUICK)
    assert run([folder], out, resume=True, **QUICK).unchanged
    (out / "reports" / "part-00000001.jsonl").unlink()
    assert not run([folder], out, resume=True, **QUICK).unchanged
    assert len(list((out / "reports").iterdir())) == 3


def test_the_command_says_that_there_is_nothing_to_do(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Fallujah lies 40 miles west of Baghdad.")
    (tmp_path / "in" / "b.txt").write_text("")
    words = ["corpus", str(tmp_path / "in"), "-o", str(tmp_path / "out.jsonl"), "--jobs", "1", "--resume"]
    assert main(words) == 1
    assert "nothing to do" not in capsys.readouterr().err
    state = (tmp_path / "out.jsonl").stat().st_mtime_ns
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "nothing to do" in said
    assert "b.txt" in said
    assert "2 documents: 1 done, 1 failed" in said
    assert (tmp_path / "out.jsonl").stat().st_mtime_ns == state

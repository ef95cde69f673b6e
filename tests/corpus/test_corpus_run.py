from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import poison
import pytest

from geo.corpus import Limits, run
from geo.corpus.assemble import output_of
from geo.errors import OutputError, UsageError
from geo.model import Analysis
from geo.readers import read

QUICK = {"jobs": 2, "function": poison.FUNCTION, "part_size": 8}


def texts_in(path):
    return [json.loads(line)["report"]["text"] for line in path.read_text("ascii").splitlines()]


def counts(summary):
    return summary.done, summary.failed, summary.quarantined, summary.duplicate


def test_every_document_is_done_once_in_the_order_of_the_input(tmp_path, documents):
    texts = [f"Document {number}" for number in range(50)]
    summary = run([documents(*texts)], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (50, 0, 0, 0)
    assert texts_in(tmp_path / "out.jsonl") == texts
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.jsonl.finished.json", "in", "out.jsonl"]


def test_one_worker_or_three_and_parts_of_any_size_give_the_same_bytes(tmp_path, documents):
    folder = documents(*(f"Document {number}" for number in range(30)), "EXIT", "Document 3")
    for number, (jobs, size) in enumerate([(1, 64), (3, 4), (2, 1)]):
        run([folder], tmp_path / f"{number}.jsonl", jobs=jobs, function=poison.FUNCTION, part_size=size)
    assert len({(tmp_path / f"{number}.jsonl").read_bytes() for number in range(3)}) == 1


POISON = {
    "KILL": "SIGKILL",
    "CRASH": "SIGSEGV",
    "EXIT": "exit status 7",
    "HANG": "longer than 2 seconds",
    "SLEEP": "longer than 2 seconds",
    "SWELL": "needs more memory",
}


def test_each_poison_document_costs_only_itself_and_is_named_with_its_reason(tmp_path, documents):
    texts = [f"Document {number}" for number in range(40)]
    for place, word in zip((3, 4, 11, 20, 29, 39), POISON, strict=True):
        texts[place] = f"{word} number {place}"
    summary = run([documents(*texts)], tmp_path / "out.jsonl", limits=Limits(2.0, 300 * 2**20), **QUICK)
    assert counts(summary) == (34, 0, 6, 0)
    assert texts_in(tmp_path / "out.jsonl") == [text for text in texts if text.startswith("Document")]
    reasons = {Path(problem.source).name: problem.reason for problem in summary.problems}
    assert len(reasons) == 6
    for place, (word, reason) in zip((3, 4, 11, 20, 29, 39), POISON.items(), strict=True):
        assert reason in reasons[f"{place:05d}.txt"], word


def test_a_worker_that_somebody_kills_loses_nothing(tmp_path, documents):
    folder = documents("Document 1", f"ONCE {tmp_path / 'mark'}", "Document 2")
    summary = run([folder], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (3, 0, 0, 0)


def test_an_error_is_the_documents_own(tmp_path, documents):
    summary = run([documents("Document 1", "RAISE now", "PRINT garbage")], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (2, 1, 0, 0)
    assert summary.problems[0].reason == "unexpected LookupError: RAISE now"


def test_the_reports_of_a_file_before_the_one_that_kills_are_kept_once(tmp_path, documents):
    summary = run([documents("One\fTwo\fDIE HERE\fThree", "Other")], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (3, 0, 1, 0)
    assert texts_in(tmp_path / "out.jsonl") == ["One", "Two", "Other"]


def test_copies_are_duplicates_also_inside_files_of_several_reports(tmp_path, documents):
    folder = documents("Same", "Other", "Same", "First\fOther\fFirst")
    summary = run([folder], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (3, 0, 0, 3)
    assert texts_in(tmp_path / "out.jsonl") == ["Same", "Other", "First"]
    assert summary.documents == 6


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, documents):
    folder = documents("Good")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "new\nline.txt").write_text("Good, too: Baghdad.")
    summary = run([folder, tmp_path / "missing.txt"], tmp_path / "out.jsonl", jobs=1)
    assert summary.done == 2
    assert {Path(problem.source).name for problem in summary.problems} >= {"empty.txt", "noise.txt", "missing.txt"}
    assert all("\n" not in problem.reason for problem in summary.problems)


def test_a_large_table_is_dealt_out_report_by_report(tmp_path, monkeypatch):
    monkeypatch.setattr("geo.corpus.units.LARGE_TABLE", 10)
    table = tmp_path / "feed.csv"
    table.write_text(
        "title,text\n" + "".join(f"T{number},Document {number}\n" for number in range(20)) + "T,Document 4\n"
    )
    summary = run([table], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary)[0] + summary.duplicate == 21
    assert len(texts_in(tmp_path / "out.jsonl")) == summary.done


def test_resume_does_not_do_finished_parts_again_and_gives_the_same_bytes(tmp_path, documents):
    folder = documents(*(f"SLOW {number}" for number in range(40)))
    run([folder], tmp_path / "whole.jsonl", **QUICK)
    process = start(folder, tmp_path / "out.jsonl")
    wait_for_parts(tmp_path, 2)
    process.kill()
    process.wait()
    finished = len(list((tmp_path / ".out.jsonl.parts").glob("part-*")))
    told = []
    summary = run([folder], tmp_path / "out.jsonl", resume=True, tell=told.append, **QUICK)
    assert counts(summary) == (40, 0, 0, 0)
    assert summary.resumed >= 8 * finished
    assert len(told) == 40
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not (tmp_path / ".out.jsonl.parts").exists()


def start(folder, out, *more):
    program = (
        "import sys; from geo.corpus import run; "
        f"run([{str(folder)!r}], {str(out)!r}, jobs=2, resume=True, part_size=8, function={poison.FUNCTION!r})"
    )
    return subprocess.Popen([sys.executable, "-c", program, *more], stderr=subprocess.DEVNULL)


def wait_for_parts(folder, count):
    while len(list((folder / ".out.jsonl.parts").glob("part-*"))) < count:
        time.sleep(0.005)


@pytest.mark.slow
def test_killed_again_and_again_nothing_is_lost_or_doubled(tmp_path, documents):
    folder = documents(*(f"SLOW {number}" for number in range(60)))
    run([folder], tmp_path / "whole.jsonl", **QUICK)
    for number in range(25):
        process = start(folder, tmp_path / "out.jsonl")
        time.sleep(0.15 + 0.04 * (number * 7 % 13))
        process.kill()
        process.wait()
    run([folder], tmp_path / "out.jsonl", resume=True, **QUICK)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_workers_end_with_the_process_that_started_them(tmp_path, documents):
    folder = documents(f"SLEEP {tmp_path}")
    process = start(folder, tmp_path / "out.jsonl")
    children = []
    while not children:
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
        children = [int(number) for number in listed.split()]
        time.sleep(0.01)
    process.kill()
    process.wait()
    while any(Path(f"/proc/{child}").exists() for child in children):
        time.sleep(0.01)


def test_an_interruption_ends_the_workers_and_keeps_what_is_finished(tmp_path, documents):
    folder = documents(*(f"SLOW {number}" for number in range(400)))
    process = start(folder, tmp_path / "out.jsonl")
    wait_for_parts(tmp_path, 1)
    process.send_signal(signal.SIGINT)
    process.wait()
    assert process.returncode not in (0, -signal.SIGKILL)
    assert list((tmp_path / ".out.jsonl.parts").glob("part-*"))
    assert not (tmp_path / "out.jsonl").exists()


def test_without_resume_a_run_begins_anew(tmp_path, documents):
    folder = documents("Document 1")
    work = tmp_path / ".out.jsonl.parts"
    work.mkdir()
    (work / "part-00000000-0123456789abcdef.jsonl").write_text("nonsense\n")
    summary = run([folder], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (1, 0, 0, 0)


def test_changed_documents_are_done_again_on_resume(tmp_path, documents):
    folder = documents(*(f"SLOW {number}" for number in range(24)))
    process = start(folder, tmp_path / "out.jsonl")
    wait_for_parts(tmp_path, 1)
    process.kill()
    process.wait()
    (folder / "00000.txt").write_text("Changed")
    run([folder], tmp_path / "out.jsonl", resume=True, **QUICK)
    assert texts_in(tmp_path / "out.jsonl") == ["Changed", *(f"SLOW {number}" for number in range(1, 24))]


def test_two_runs_to_one_output_do_not_mix(tmp_path, documents):
    from geo.corpus.store import PartStore

    folder = documents("Document 1")
    with (
        PartStore(tmp_path / ".out.jsonl.parts", resume=True),
        pytest.raises(UsageError, match="another run"),
    ):
        run([folder], tmp_path / "out.jsonl", **QUICK)


@pytest.mark.parametrize(
    ("out", "error", "words"),
    [
        ("out.xyz", UsageError, "suffix"),
        ("nowhere/out.jsonl", OutputError, "does not exist"),
        ("in/out.jsonl", UsageError, "lies in"),
        ("in/", UsageError, "lies in"),
        ("in/00000.txt", UsageError, "suffix"),
        ("foreign/", UsageError, "holds other files"),
    ],
)
def test_an_output_that_would_do_harm_is_refused_in_one_sentence(tmp_path, documents, out, error, words):
    folder = documents("Document 1")
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.docx").write_text("x")
    with pytest.raises(error, match=words) as raised:
        output_of(f"{tmp_path}/{out}", [folder])
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("out", ["out.jsonl", "out/"])
def test_links_that_lead_to_the_output_are_not_read_as_input(tmp_path, documents, out):
    folder = documents("Document 1")
    (folder / "to_output").symlink_to(tmp_path / out.rstrip("/"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.symlink_to(tmp_path)
    (folder / "to_its_folder").symlink_to(elsewhere)
    # What is reached this way beside the output is input as ever: the same folder again, walked once.
    for _ in range(2):
        summary = run([folder], f"{tmp_path}/{out}", resume=True, **QUICK)
        assert counts(summary) == (1, 0, 0, 0)
    assert summary.unchanged


def test_a_folder_that_holds_nothing_but_a_link_to_the_output_holds_no_report(tmp_path, documents):
    run([documents("Document 1")], f"{tmp_path}/out/", **QUICK)
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "out").symlink_to(tmp_path / "out")
    summary = run([tmp_path / "links"], f"{tmp_path}/out/", **QUICK)
    assert counts(summary) == (0, 1, 0, 0)
    assert "holds no file to read" in summary.problems[0].reason


def test_links_in_a_circle_are_one_sentence_wherever_they_are_given(tmp_path, documents):
    circle = tmp_path / "circle.jsonl"
    circle.symlink_to(circle)
    summary = run([circle, documents("Document 1")], tmp_path / "out.jsonl", **QUICK)
    assert counts(summary) == (1, 1, 0, 0)
    assert "symbolic links" in summary.problems[0].reason
    with pytest.raises(OutputError, match="leads in a circle"):
        run([tmp_path / "in"], circle, **QUICK)
    assert not (tmp_path / ".circle.jsonl.parts").exists()


def test_an_empty_name_is_not_the_folder_that_one_is_in(tmp_path, documents, monkeypatch):
    monkeypatch.chdir(documents("Document 1"))
    with pytest.raises(UsageError, match="has an empty name"):
        run([""], tmp_path / "out.jsonl", **QUICK)
    (found,) = read("")
    assert "an empty name names no report" in str(found.error)


def test_a_failed_write_leaves_the_old_output(tmp_path, documents):
    folder = documents("Document 1")
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    program = (
        "import resource, signal, sys\n"
        "sys.dont_write_bytecode = True\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))\n"
        "from geo.corpus import run\n"
        "from geo.errors import OutputError\n"
        "try:\n"
        f"    run([{str(folder)!r}], {str(out)!r}, jobs=1, function={poison.FUNCTION!r})\n"
        "except OutputError as error:\n"
        "    sys.exit(9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == 9, done.stderr
    assert out.read_text() == "old\n"


def test_a_worker_that_cannot_start_is_said(tmp_path, documents):
    with pytest.raises(OutputError, match="cannot start"):
        run([documents("Document 1")], tmp_path / "out.jsonl", jobs=1, function="no_such_module:function")


def test_the_real_analysis_goes_the_same_way(tmp_path, documents):
    import geo
    from geo.exports.rounding import careful

    text = "Fallujah lies 40 miles west of Baghdad. Fighting went on in Mosul."
    folder = documents(text, "Nothing of note happened.")
    summary = run([folder], tmp_path / "out.jsonl", jobs=1)
    assert counts(summary) == (2, 0, 0, 0)
    first = Analysis.from_json((tmp_path / "out.jsonl").read_text("ascii").splitlines()[0])
    assert first == careful(geo.analyse(folder / "00000.txt"))

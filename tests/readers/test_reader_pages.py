"""Pages of a PDF, from the reader to what the commands print: a quote can be found again on "p. 3"."""

from __future__ import annotations

import csv
import io
import json

import pytest
from reader_samples import pdf

from geo.cli import main
from geo.model import Analysis, Report

PAGES = ("Fallujah was quiet.", "Mosul was quiet.", "Fallujah lies 40 miles west of Baghdad.\nFallujah is large.")


@pytest.fixture
def printed(tmp_path, capsys):
    """Return a function that runs a command on a PDF of the given pages and returns what it prints."""

    def run(*arguments, pages=PAGES):
        path = tmp_path / "dossier.pdf"
        path.write_bytes(pdf(*pages))
        assert main([arguments[0], str(path), *arguments[1:]]) == 0
        return capsys.readouterr().out

    return run


def test_json_gives_the_page_of_each_mention_and_claim(printed):
    found = json.loads(printed("read", "--format", "json"))
    assert [(item["text"], item["page"]) for item in found["toponyms"]] == [
        ("Fallujah", 1), ("Mosul", 2), ("Fallujah", 3), ("Baghdad", 3), ("Fallujah", 3),
    ]  # fmt: skip
    assert [(item["text"], item["page"]) for item in found["claims"]] == [("40 miles west of Baghdad", 3)]
    assert Analysis.from_dict(found).to_dict() == found


def test_the_offsets_are_those_of_the_text_that_stands_beside_them(printed):
    found = json.loads(printed("read", "--format", "json"))
    text = found["report"]["text"]
    assert all(text[item["start"] : item["end"]] == item["text"] for item in [*found["toponyms"], *found["claims"]])
    assert [text[start:].split()[0] for start in found["report"]["pages"]] == ["Fallujah", "Mosul", "Fallujah"]


def test_a_pdf_of_one_page_has_a_page_too(printed):
    found = json.loads(printed("read", "--format", "json", pages=["Fallujah was quiet."]))
    assert [item["page"] for item in found["toponyms"]] == [1]


def test_the_table_of_places_names_the_pages(printed):
    head, town, *_ = printed("read").splitlines()[1:]
    assert head.endswith("PAGES")
    assert town.startswith("Fallujah  3 ")
    assert town.endswith("1, 3")


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_verdict_says_the_page(printed, form):
    shown = printed("verify", "--format", form).replace("\\", "")
    assert "40 miles west of Baghdad (p. 3)" in shown


def test_the_table_of_claims_has_the_page_and_numbers_of_a_tenth(printed):
    (row,) = csv.DictReader(io.StringIO(printed("verify", "--format", "csv")))
    assert (row["page"], row["claim"]) == ("3", "40 miles west of Baghdad")
    assert row["distance_m"] == "57246.6"
    assert row["azimuth_deg"] == "271.1"


def test_a_cut_off_pdf_that_was_repaired_is_said_to_be(tmp_path, capsys):
    path = tmp_path / "cut.pdf"
    path.write_bytes(pdf(*PAGES)[:-200])
    assert main(["read", str(path)]) == 0
    shown = capsys.readouterr()
    assert "Fallujah" in shown.out
    assert shown.err == f"conflictmap: {str(path)!r} is damaged and was repaired: look whether words are missing.\n"


def test_pages_that_were_not_read_are_said():
    from geo.readers._partly import read_in_part

    metadata = (("pages", "5003"), ("pages_failed", "3, 7"), ("pages_left_out", "3"))
    report = Report("x", path="a.pdf", pages=(0, 5), metadata=metadata)
    assert list(read_in_part(report)) == [
        "'a.pdf': pages that could not be read are left out (3, 7).",
        "'a.pdf': the last 3 pages are left out: split it to have them read.",
    ]
    assert list(read_in_part(Report("x", path="a.csv", metadata=metadata))) == [], "a column of a table of that name"


def test_the_corpus_says_which_documents_were_read_only_in_part(tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "cut.pdf").write_bytes(pdf(*PAGES)[:-200])
    (folder / "whole.txt").write_text("Mosul was quiet.")
    out = tmp_path / "out"
    assert main(["corpus", str(folder), "-o", str(out), "--jobs", "1"]) == 0
    said = capsys.readouterr().err
    assert (
        f"conflictmap: {str(folder / 'cut.pdf')!r} is damaged and was repaired: look whether words are missing." in said
    )
    assert "2 documents: 2 done (1 only in part), 0 failed" in said
    summary = json.loads((out / "summary.json").read_text())
    assert summary["partly"] == 1
    assert [note["source"] for note in summary["notes"]] == [str(folder / "cut.pdf")]
    assert main(["corpus", str(folder), "-o", str(out), "--jobs", "1", "--resume"]) == 0
    assert "2 done (1 only in part)" in capsys.readouterr().err

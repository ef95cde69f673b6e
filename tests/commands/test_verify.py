from __future__ import annotations

import csv
import io
import json

import pytest

import geo
from geo.cli import main
from geo.commands import verify
from geo.commands._wrapped import wrap
from geo.model import Analysis

RIGHT = "Fallujah lies 40 miles west of Baghdad."
WRONG = "Tabqa lies 50 km east of Raqqa."
OTHER = "Fallujah lies 100 km west of Baghdad."


def run(*arguments):
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        return stopped.code


@pytest.fixture
def reports(tmp_path):
    for name, text in (("a.txt", RIGHT), ("b.txt", OTHER)):
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_sentence_is_verified_in_a_table(capsys):
    assert run("verify", "--text", RIGHT) == 0
    shown = capsys.readouterr().out
    assert "supported" in shown
    assert "40 miles west of Baghdad" in shown
    assert "Measured 57.2 km (35.6 miles), azimuth 271°" in shown
    assert "1 claim: 1 supported." in shown
    assert "\x1b" not in shown, "plain where the output is no terminal"


def test_json_of_one_report_is_one_analysis(capsys):
    assert run("verify", "--text", RIGHT, "--format", "json") == 0
    analysis = Analysis.from_json(capsys.readouterr().out)
    (claim,) = [item for item in analysis.verdicts if item.claim.type == "offset"]
    assert claim.verdict.value == "supported"
    assert claim.distance_m == pytest.approx(57_247, abs=2)


def test_json_of_several_reports_is_lines(reports, capsys):
    assert run("verify", reports / "a.txt", reports / "b.txt", "--format", "json") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == [1, 1]


def test_csv_has_a_row_a_claim_and_no_formula(tmp_path, capsys):
    report = tmp_path / "=cmd.txt"
    report.write_text(RIGHT)
    assert run("verify", report, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    offset = next(row for row in rows if row["type"] == "offset")
    assert offset["verdict"] == "supported"
    assert float(offset["distance_m"]) == pytest.approx(57_247, abs=2)
    assert not any(value.startswith("=") for value in offset.values())


def test_markdown_shows_a_hostile_text_as_it_is(capsys):
    assert run("verify", "--format", "md", "--text", f"{RIGHT} <script>x</script> | [a](javascript:b)") == 0
    shown = capsys.readouterr().out
    assert "| supported |" in shown
    assert "<script>" not in shown
    assert "](javascript" not in shown


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        (RIGHT, "contradicted", 0),
        (WRONG, "contradicted", 1),
        (WRONG, None, 0),
        ("A farm lies 40 miles west of Baghdad.", "contradicted", 0),
        ("A farm lies 40 miles west of Baghdad.", "unverifiable", 1),
        ("Nothing of note.", "unverifiable", 0),
    ],
)
def test_the_exit_status_follows_fail_on(text, fail_on, status, capsys):
    arguments = ["--fail-on", fail_on] if fail_on else []
    assert run("verify", "--text", text, *arguments) == status
    capsys.readouterr()


def test_reports_that_disagree_stand_side_by_side_with_what_is_measured(reports, capsys):
    assert run("verify", reports / "a.txt", reports / "b.txt") == 0
    shown = capsys.readouterr().out
    part = shown[shown.index("Reports differ on") :]
    assert "Measured 57.2 km" in part
    assert "40 miles W" in part
    assert "100 km W" in part


def test_reports_that_agree_are_not_set_side_by_side(tmp_path, capsys):
    for name, text in (("a.txt", RIGHT), ("b.txt", "Fallujah lies 65 km west of Baghdad.")):
        (tmp_path / name).write_text(text)
    assert run("verify", tmp_path / "a.txt", tmp_path / "b.txt") == 0
    assert "differ" not in capsys.readouterr().out


def test_nothing_to_check_is_said_in_a_sentence(capsys):
    assert run("verify") == 2
    assert "give a REPORT" in capsys.readouterr().err
    assert run("verify", "--text", " ") == 2
    assert "is empty" in capsys.readouterr().err


def test_a_text_without_claims_says_so(capsys):
    assert run("verify", "--text", "Nothing of note.") == 0
    assert "No claim" in capsys.readouterr().out


def test_a_terminal_gets_lines_no_wider_than_itself(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert run("verify", "--text", f"{RIGHT} {WRONG}") == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 90
    assert any(line.startswith("contradicted") for line in lines)


def test_a_control_character_never_reaches_the_terminal(capsys):
    assert run("verify", "--text", f"\x1b[31m{RIGHT}\x07") == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "columns", "lines"), [("a bb ccc", 4, ["a bb", "ccc"]), ("abcdef", 4, ["abcd", "ef"]), ("", 4, [""])]
)
def test_words_wrap_where_they_fit(text, columns, lines):
    assert wrap(text, columns) == lines


def test_every_format_has_a_printer():
    assert set(verify.FORMATS) == {"table", "json", "md", "csv"}


def test_the_title_says_what_a_text_is_about(capsys):
    text = "It lies 40 miles west of Baghdad."
    assert run("verify", "--text", text, "--fail-on", "unverifiable") == 1
    assert "does not say clearly what lies there" in capsys.readouterr().out
    assert run("verify", "--text", text, "--title", "Fallujah", "--fail-on", "unverifiable") == 0
    assert "Al Fallūjah ← Baghdad" in capsys.readouterr().out
    found = geo.verify(text, title="Fallujah")
    assert [one.verdict.value for one in found] == ["supported"]
    assert geo.verify(geo.Report(text, title="Hilla"), title="Fallujah")[0].verdict.value == "supported"


def test_a_title_without_a_text_is_told_in_one_sentence(capsys, reports):
    assert run("verify", reports / "a.txt", "--title", "Fallujah") == 2
    assert "--title says what a --text is about" in capsys.readouterr().err


def test_what_no_name_names_stands_as_a_question_mark_before_the_reference(capsys):
    assert run("verify", "--text", "The convoy was hit 12 km south of Mosul.", "--format", "md") == 0
    assert "| ? ← Mosul |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mossoul est à 350 km au nord de Bagdad, dans le nord de l'Irak.", "French"),
        ("کابل در ۱۵۰ کیلومتری شمال غزنی است و پیگیری‌ها ادامه دارد.", "Persian, Pashto or Urdu"),
        ("חיפה נמצאת צפונית לתל אביב.", "Hebrew"),
    ],
)
def test_a_language_whose_claims_are_not_read_is_named(text, language, capsys):
    assert run("verify", "--text", text) == 0
    said = capsys.readouterr()
    assert "No claim" in said.out
    assert f"looks like {language}: its places are found, but claims are read in English" in said.err


@pytest.mark.parametrize(
    "text",
    [
        "Fallujah is 40 miles west of Baghdad.",
        "Мосул лежит в 350 км к северу от Багдада.",
        "Хомс лежить за 140 км на північ від Дамаска.",
        "تقع الفلوجة على بعد 60 كم غرب بغداد.",
    ],
)
def test_claims_in_four_languages_are_supported_without_a_word_on_languages(text, capsys):
    assert run("verify", "--text", text) == 0
    said = capsys.readouterr()
    assert "1 claim: 1 supported" in said.out
    assert said.err == ""

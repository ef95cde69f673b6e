from __future__ import annotations

import gc
import json
import weakref

import pytest

from geo.cli import main
from geo.commands._shared import print_json
from geo.model import Analysis, Report


def test_one_report_is_an_indented_object(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Fallujah was quiet.")
    assert main(["read", str(tmp_path), "--format", "json"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith('{\n  "schema": 1')
    assert [toponym.text for toponym in Analysis.from_json(shown).toponyms] == ["Fallujah"]


def test_several_reports_are_a_line_each_in_their_order(tmp_path, capsys):
    for name in ("Mosul", "Fallujah", "Kirkuk"):
        (tmp_path / f"{name}.txt").write_text(f"{name} was quiet.")
    assert main(["read", str(tmp_path), "--format", "json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["toponyms"][0]["text"] for line in lines] == ["Fallujah", "Kirkuk", "Mosul"]
    assert lines[0]["toponyms"][0]["page"] is None, "a text file has no pages"


@pytest.mark.parametrize("command", ["read", "verify"])
def test_of_several_reports_each_is_known_by_its_file(command, tmp_path, capsys):
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(
            "---\ntitle: Untitled document\n---\n\nFallujah was quiet.", encoding="utf-8"
        )
    assert main([command, str(tmp_path)]) == 0
    shown = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Untitled")]
    assert [line.rpartition(" · ")[2] for line in shown] == [str(tmp_path / "a.md"), str(tmp_path / "b.md")]
    assert main([command, str(tmp_path / "a.md")]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Untitled document"


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_json_of_many_reports_is_printed_as_it_comes(count, capsys):
    alive: list[weakref.ref[Holder]] = []
    most = 0

    class Holder(Analysis):
        __slots__ = ("__weakref__",)

    def made():
        nonlocal most
        for number in range(count):
            found = Holder(Report(f"text {number}"))
            alive.append(weakref.ref(found))
            yield found
            del found
            gc.collect()
            most = max(most, sum(1 for reference in alive if reference() is not None))

    print_json(made())
    assert capsys.readouterr().out.count('"schema"') == count
    assert most <= 2


STEERING = "\x1b[2J\x1b]0;owned\x07\u202e"


@pytest.mark.parametrize("command", [["read"], ["verify"], ["verify", "--format", "md"]])
def test_a_report_cannot_steer_the_terminal(tmp_path, capsys, command):
    report = tmp_path / f"{STEERING}.txt"
    report.write_text(f"{STEERING}Title of it\n\nFallujah{STEERING} lies 40 miles west of Baghdad.")
    assert main([command[0], str(report), *command[1:]]) == 0
    assert not set("\x1b\x07\u202e") & set("".join(capsys.readouterr()))


def test_nor_can_the_name_of_a_file_that_fails(tmp_path, capsys):
    (tmp_path / f"{STEERING}.txt").write_text("")
    assert main(["read", str(tmp_path)]) == 1
    assert main(["corpus", str(tmp_path), "-o", f"{tmp_path}/../{STEERING}.jsonl"]) == 1
    assert main(["read", f"{STEERING}.nowhere"]) == 2
    assert not set("\x1b\x07\u202e") & set("".join(capsys.readouterr()))

"""docs/commands.md: its commands run and print what it says, and no flag that several commands have is left out."""

from __future__ import annotations

import argparse
import re
import shlex
from collections import Counter

import pytest

from geo.cli import COMMANDS, main, parser


@pytest.fixture
def page(root):
    return (root / "docs" / "commands.md").read_text("utf-8")


def flags_of(found):
    """Return the long flags of a parser and of those below it, with the first parser's own name."""
    for action in found._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from flags_of(below)
        elif action.option_strings and action.dest != "help":
            yield next(flag for flag in action.option_strings if flag.startswith("--")), action


def commands():
    (below,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return below.choices


def test_every_command_stands_in_the_table(page):
    assert [name for name in COMMANDS if f"| `conflictmap {name} " not in page] == []


def test_every_flag_of_several_commands_is_explained_with_all_of_them(page):
    where = {}
    for name, found in commands().items():
        for flag, _ in flags_of(found):
            where.setdefault(flag, set()).add(name)
    for flag, names in where.items():
        if len(names) > 1:
            row = next((line for line in page.splitlines() if re.match(rf"\| [^|]*`{flag}\b", line)), "")
            listed = row.split("|")[-2] if row else ""
            listed = listed.replace("all that place names", "map, verify, read, geocode, measure, corpus")
            assert {part.split()[0] for part in listed.split(",") if part.strip()} == names, flag


def test_every_flag_has_a_help_and_the_same_words_where_it_means_the_same():
    helps = {}
    for name, found in commands().items():
        for flag, action in flags_of(found):
            assert action.help, f"{name} {flag}"
            helps.setdefault(flag, Counter())[action.help] += 1
    for flag in ("--online", "--text-column", "--allow-network", "--format", "--recogniser"):
        assert len(helps[flag]) == 1, flag


def test_the_commands_shown_print_what_the_page_says(page, capsys):
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        command, _, expected = block.removeprefix("$ ").partition("\n")
        assert main(shlex.split(command)[1:]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith(expected.partition("…\n")[0])
        assert "supported" in printed


def test_corpus_takes_the_flag_of_map_for_its_output(tmp_path):
    (tmp_path / "a.txt").write_text("Mosul was quiet.")
    assert main(["corpus", str(tmp_path / "a.txt"), "--output", str(tmp_path / "a.jsonl")]) == 0
    assert (tmp_path / "a.jsonl").exists()


def test_map_leaves_the_text_out_of_json_where_it_is_told_to(tmp_path):
    (tmp_path / "a.txt").write_text("Mosul was quiet.")
    assert main(["map", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.json"), "--no-text"]) == 0
    assert '"text": "Mosul was quiet."' not in (tmp_path / "a.json").read_text()
    assert '"Mosul"' in (tmp_path / "a.json").read_text()


def test_a_name_that_begins_with_a_dash_comes_after_two(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "-odd-name.txt").write_text("Mosul was quiet.")
    assert main(["read", "--", "-odd-name.txt"]) == 0
    assert "Mosul" in capsys.readouterr().out

"""What docs/scale.md shows in Python runs, and its commands exist."""

from __future__ import annotations

import doctest
import re
import shlex

from geo.cli import parser


def test_the_python_examples_print_what_they_say(root, monkeypatch):
    monkeypatch.chdir(root)
    failed, tried = doctest.testfile(str(root / "docs" / "scale.md"), module_relative=False)
    assert (failed, tried > 2) == (0, True)


def test_the_commands_shown_are_understood(root):
    text = (root / "docs" / "scale.md").read_text("utf-8")
    commands = re.findall(r"^ *conflictmap (.+?)(?:   .*)?$", text, re.MULTILINE)
    assert len(commands) > 5
    for command in commands:
        assert parser().parse_args(shlex.split(command.replace('"$month"', "2016"))).run

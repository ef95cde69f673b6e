"""Every example of the README runs, and prints what the README says it prints."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def _commands():
    """Each ``$ conflictmap …`` of the README with the lines printed under it."""
    for language, block in BLOCKS:
        if language != "console":
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output.rstrip("\n")


COMMANDS = list(_commands())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A working folder that holds the seeds, as the examples expect; each finds what those before it wrote."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def _matches(expected: str, found: str) -> bool:
    """``…`` alone on a line stands for any lines."""
    pattern = re.escape(expected).replace(re.escape("…\n"), r"(?:.*\n)*?")
    return re.fullmatch(pattern, found) is not None


@pytest.mark.parametrize(("command", "expected"), COMMANDS, ids=[command[:60] for command, _ in COMMANDS])
def test_commands_print_what_the_readme_says(command, expected, folder):
    words = shlex.split(command)
    assert words[0] == "conflictmap"
    done = subprocess.run(
        [sys.executable, "-m", "geo.cli", *words[1:]],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    assert done.returncode in {0, 1}, done.stderr
    printed = done.stdout.rstrip("\n") or done.stderr.rstrip("\n")
    assert _matches(expected + "\n", printed + "\n"), printed


def test_python_examples_hold(folder, monkeypatch):
    monkeypatch.chdir(folder)
    code = "\n".join(block for language, block in BLOCKS if language == "python")
    parsed = doctest.DocTestParser().get_doctest(code, {}, "README", "README.md", 0)
    assert parsed.examples
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(parsed)
    assert result.failed == 0


def test_every_command_is_named_in_the_readme():
    from geo.cli import COMMANDS as NAMES

    assert [name for name in NAMES if f"conflictmap {name}" not in README] == []


def test_every_link_to_a_file_of_the_project_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", README)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []

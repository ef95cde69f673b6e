"""What the machine refuses (no room, no permission, no home) is one sentence in every command, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "Fallujah lies 40 miles west of Baghdad."
AS_ROOT = os.name != "nt" and os.geteuid() == 0


def conflictmap(*arguments, **options):
    """Run the command; a variable of ``environment`` that is None is taken out of it."""
    environment = {**os.environ, **options.pop("environment", {})}
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "geo.cli", *arguments],
        check=False,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **{"stdout": subprocess.PIPE, **options},
    )


def _like_any_other_user():
    """Take the right to open everything from root, so that permissions mean something (PR_CAPBSET_DROP)."""
    import ctypes

    library = ctypes.CDLL(None)
    for capability in (1, 2):
        library.prctl(24, capability, 0, 0, 0)


def one_sentence(done, *words):
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("conflictmap: ")
    for word in words:
        assert word in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "-"],
        ["read", "-", "--format", "json"],
        ["verify", "-", "--format", "csv"],
        ["geocode", "Mosul"],
        ["measure", "Mosul", "Kirkuk", "--format", "json"],
        ["gazetteer", "info"],
    ],
)
def test_standard_output_on_a_full_disk(arguments):
    with Path("/dev/full").open("w") as full:
        done = conflictmap(*arguments, stdout=full, input=TEXT)
    assert done.returncode == 1
    one_sentence(done, "No space left on device")


@pytest.fixture
def shut(tmp_path):
    """A folder that may not be looked into."""
    folder = tmp_path / "shut"
    (folder / "gazetteer").mkdir(parents=True)
    folder.chmod(0o000)
    yield folder
    folder.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("arguments", [["geocode", "Mosul"], ["read", "-"], ["gazetteer", "info"]])
def test_added_gazetteers_that_may_not_be_read_are_not_taken_for_none(shut, arguments):
    done = conflictmap(
        *arguments,
        input=TEXT,
        environment={"CONFLICTMAP_HOME": str(shut)},
        preexec_fn=_like_any_other_user if AS_ROOT else None,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    one_sentence(done, "added gazetteers", "Permission denied", "CONFLICTMAP_HOME")


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_of_the_corpus_that_may_not_be_looked_into_is_named_as_others_are(shut, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    done = conflictmap(
        "corpus",
        str(tmp_path / "a.txt"),
        str(shut / "gazetteer"),
        "-o",
        str(tmp_path / "out.jsonl"),
        preexec_fn=_like_any_other_user if AS_ROOT else None,
    )
    assert done.returncode == 1
    assert "unexpected" not in done.stderr
    assert "could not be opened: Permission denied" in done.stderr
    assert "2 documents: 1 done, 1 failed" in done.stderr


def test_an_online_service_that_cannot_be_asked_is_not_a_place_that_is_not_known(tmp_path):
    (tmp_path / "file").write_text("")
    done = conflictmap(
        "geocode",
        "Qwzrtplk",
        "--online",
        "nominatim=http://127.0.0.1:9/",
        environment={"CONFLICTMAP_HOME": str(tmp_path / "file")},
    )
    assert done.returncode == 1
    assert "could not be looked up online" in done.stderr
    assert "set CONFLICTMAP_HOME to a folder of yours" in done.stderr
    assert "no place called" not in done.stderr


def test_a_user_without_a_home_reads_as_any_other(tmp_path):
    # What a container gives that runs under a number that no user has.
    done = conflictmap(
        "read",
        "-",
        input=TEXT,
        environment={"HOME": None, "CONFLICTMAP_HOME": "~nobody-of-that-name/x", "XDG_DATA_HOME": None},
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "Fallujah" in done.stdout
    assert list(tmp_path.iterdir()) == []

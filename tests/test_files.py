"""A result is written whole or not at all, and what stood there stays."""

from __future__ import annotations

import errno
import os

import pytest

from geo import files
from geo.errors import OutputError


def test_text_and_bytes_are_written(tmp_path):
    files.write_atomically(tmp_path / "a.txt", "ā")
    assert (tmp_path / "a.txt").read_bytes() == "ā".encode()
    files.write_atomically(tmp_path / "a.txt", b"b")
    assert (tmp_path / "a.txt").read_bytes() == b"b"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(OutputError, match="does not exist"):
        files.write_atomically(tmp_path / "none" / "a.txt", "x")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        files.write_atomically(tmp_path, "x")


def test_a_link_in_a_circle_is_said_and_left(tmp_path):
    (tmp_path / "a.txt").symlink_to("a.txt")
    with pytest.raises(OutputError, match="a link that leads in a circle"):
        files.write_atomically(tmp_path / "a.txt", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        files.write_atomically(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_error_in_the_block_leaves_the_old_file(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail_midway():
        with files.atomic_path(target) as beside:
            beside.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_midway()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_followed_and_kept(tmp_path):
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.txt"
    target.write_text("old")
    (tmp_path / "link.txt").symlink_to(target)
    files.write_atomically(tmp_path / "link.txt", "new")
    assert target.read_text() == "new"
    assert (tmp_path / "link.txt").is_symlink()

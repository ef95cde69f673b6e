"""Plug-ins register themselves, load in sorted order, and are found by name."""

from __future__ import annotations

import sys
import zipfile

import pytest

from geo.errors import UsageError
from geo.registry import Registry


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with two plug-ins and a helper that must not be loaded as one."""
    folder = tmp_path / "plugins_for_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("loaded = []\n")
    for name in ("second", "first", "_private", "shared"):
        (folder / f"{name}.py").write_text(f"import plugins_for_test\nplugins_for_test.loaded.append({name!r})\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield "plugins_for_test"
    for name in [name for name in sys.modules if name.startswith("plugins_for_test")]:
        del sys.modules[name]


def test_plugins_load_once_and_in_sorted_order(package):
    registry = Registry("layers", package, shared=("shared",))
    registry.load()
    registry.load()
    import plugins_for_test

    assert plugins_for_test.loaded == ["first", "second"]


def test_a_registered_item_is_found_by_name(package):
    registry = Registry("layers", package)
    item = object()
    assert registry.register("places")(item) is item
    assert registry.get("places") is item
    assert dict(registry.items()) == {"places": item}


def test_an_unknown_name_is_answered_with_those_there_are(package):
    registry = Registry("layers", package)
    registry.register("places")(object())
    with pytest.raises(UsageError, match="choose one of places"):
        registry.get("heat")


def test_two_plugins_of_one_name_are_refused(package):
    registry = Registry("layers", package)

    def one():
        """Stand for a plug-in of this module."""

    def other():
        """Stand for a plug-in of another module."""

    other.__module__ = "elsewhere"
    registry.register("places")(one)
    with pytest.raises(UsageError, match="rename one"):
        registry.register("places")(other)


def test_entry_points_of_other_distributions_are_loaded(package, tmp_path, monkeypatch):
    info = tmp_path / "foreign-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[geo.layers]\nfront = foreign_for_test\n")
    (tmp_path / "foreign_for_test.py").write_text(
        "import plugins_for_test\nplugins_for_test.loaded.append('foreign')\n"
    )
    Registry("layers", package).load()
    import plugins_for_test

    assert plugins_for_test.loaded[-1] == "foreign"


def test_entry_points_in_an_archive_on_the_path_are_loaded(package, tmp_path, monkeypatch):
    archive = tmp_path / "foreign.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("zipped-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: zipped\nVersion: 1\n")
        packed.writestr("zipped-1.dist-info/entry_points.txt", "[geo.layers]\nfront = zipped_for_test\n")
        packed.writestr("zipped_for_test.py", "import plugins_for_test\nplugins_for_test.loaded.append('zipped')\n")
    monkeypatch.syspath_prepend(str(archive))
    Registry("layers", package).load()
    import plugins_for_test

    assert plugins_for_test.loaded[-1] == "zipped"

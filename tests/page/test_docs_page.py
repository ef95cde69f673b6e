"""The examples of docs/page.md run, and it names every layer and every key of the data."""

from __future__ import annotations

import re

import page_samples as samples
import pytest

from geo.layers import LAYERS
from geo.layers.scene import Scene


@pytest.fixture(scope="module")
def text(root) -> str:
    return (root / "docs" / "page.md").read_text("utf-8")


def test_every_layer_is_documented(text):
    for name in LAYERS.names():
        assert f"| `{name}` |" in text


def test_every_key_of_the_data_is_documented(text):
    for key in Scene((samples.fallujah(),)).payload():
        if key not in {"version", "precise"}:
            assert f"`{key}`" in text, key


def test_the_example_of_layers_runs(text):
    code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[1]
    names = {"analysis": samples.fallujah()}
    exec(compile(code, "docs/page.md", "exec"), names)
    assert "conflictmap-scene-0" in names["fmap"].get_root().render()

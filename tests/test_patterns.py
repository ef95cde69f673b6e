"""A lazy pattern is a compiled pattern in all that callers see, and compiles only when it is used."""

from __future__ import annotations

import pickle
import re

import pytest

from geo.patterns import lazy


def test_it_finds_what_the_compiled_pattern_finds():
    pattern = lazy(r"(\d+) km", re.IGNORECASE)
    text = "40 km, then 5 KM"
    assert [found[1] for found in pattern.finditer(text)] == ["40", "5"]
    assert pattern.search(text)[1] == "40"
    assert pattern.sub("x", text) == "x, then x"
    assert pattern.pattern == r"(\d+) km"


def test_it_passes_for_a_compiled_pattern_and_can_be_sent_to_another_process():
    pattern = lazy("a+")
    assert isinstance(pattern, re.Pattern)
    assert pickle.loads(pickle.dumps(pattern)).fullmatch("aaa")


def test_it_compiles_when_it_is_first_used_and_not_before():
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.match("x")

"""A lazy pattern is a compiled pattern in all that callers see, and compiles only when it is used."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo.claims
import geo.units
from geo.patterns import lazy


def guarded_patterns():
    """Return the sources, flags and needed words of the patterns of claims and lengths that have such words."""
    names = [f"geo.claims.{found.name}" for found in pkgutil.iter_modules(geo.claims.__path__)]
    found = {}
    for module in [geo.units, *map(importlib.import_module, names)]:
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, re.Pattern) and hasattr(type(one), "_lacks"):
                    found.setdefault(one.__reduce__()[1], f"{module.__name__}.{name}")
    return found


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


GUARDED = lazy(r"\bnear\s(?:the\s)?(?P<what>\w+)|[а-я]+", re.IGNORECASE, needs=("near",))


@pytest.mark.parametrize(
    ("text", "found"),
    [("it is NEAR the sea", "NEAR the sea"), ("far from the sea", None), ("Даль", "Даль"), ("near" * 2000, None)],
)
def test_a_pattern_with_needed_words_finds_the_same(text, found):
    pattern = lazy(*GUARDED.__reduce__()[1])
    match = pattern.search(text)
    assert (match and match.group()) == found
    assert [one.group() for one in pattern.finditer(text)] == ([found] if found else [])


def test_needed_words_are_sought_between_the_bounds_of_the_search():
    text = "near a, then near b"
    for start, end in ((0, 6), (1, 8), (-5, 6), (8, 100), (14, 19)):
        pattern = lazy(*GUARDED.__reduce__()[1])
        compiled = re.compile(*GUARDED.__reduce__()[1][:2])
        for method in ("search", "match", "fullmatch"):
            ours, theirs = getattr(pattern, method)(text, start, end), getattr(compiled, method)(text, start, end)
            assert (ours and ours.span()) == (theirs and theirs.span())


def test_without_a_needed_word_nothing_is_compiled():
    broken = lazy("(", 0, needs=("near",))
    assert broken.search("far") is None
    with pytest.raises(re.error):
        broken.search("near")


@pytest.mark.parametrize(
    ("source", "flags", "needs"), sorted(guarded_patterns()), ids=sorted(guarded_patterns().values())
)
def test_every_match_has_one_of_the_words_that_its_pattern_needs(source, flags, needs):
    compiled = re.compile(source, flags)

    @settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(compiled))
    def holds(text):
        for match in compiled.finditer(text):
            assert not match.group().isascii() or any(word in match.group().lower() for word in needs)

    holds()

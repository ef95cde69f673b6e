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
from geo.patterns import REACH, anchored, lazy, trailing


def guarded_patterns():
    """Return the sources, flags and needed words of the patterns of claims and lengths that have such words."""
    names = [f"geo.claims.{found.name}" for found in pkgutil.iter_modules(geo.claims.__path__)]
    found = {}
    for module in [geo.units, *map(importlib.import_module, names)]:
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                if type(one).__module__ == "geo.patterns" and len(one.__reduce__()[1]) == 3 and one.__reduce__()[1][2]:
                    found.setdefault(one.__reduce__()[1], f"{module.__name__}.{name}")
    return found


def patterns_of_kind(made):
    """Return every pattern of claims and lengths that ``made`` makes, by module and name."""
    names = [f"geo.claims.{found.name}" for found in pkgutil.iter_modules(geo.claims.__path__)]
    found = {}
    for module in [geo.units, *map(importlib.import_module, names)]:
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                if type(one).__module__ == "geo.patterns" and one.__reduce__()[0] is made:
                    found[f"{module.__name__}.{name}"] = one
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


def test_an_anchored_pattern_matches_at_a_place_and_cannot_be_searched_for():
    pattern = anchored(r"(\d+)\skm", re.IGNORECASE)
    assert pattern.match("about 40 KM", 6)[1] == "40"
    assert pattern.match("about 40 km", 0) is None
    assert pattern.fullmatch("40 km")
    assert pattern.pattern == r"(\d+)\skm"
    for method in ("search", "finditer", "findall", "sub", "split"):
        assert not hasattr(pattern, method)
    assert pickle.loads(pickle.dumps(pattern)).match("40 km")
    needing = anchored("(", 0, needs=("near",))
    assert needing.match("far") is None
    assert not hasattr(needing, "search")
    with pytest.raises(re.error):
        needing.match("near")


def test_a_trailing_pattern_is_sought_at_the_end_only():
    pattern = trailing(r"\bnear\s(?:the\s)?\Z", re.IGNORECASE, needs=("near",))
    assert pattern.search("far away") is None
    assert pattern.search("a hill NEAR the ").span() == (7, 16)
    assert pattern.search("near the sea near", 0, 9).span() == (0, 9)
    assert pattern.search("near " + "x" * REACH) is None
    assert trailing("a.{0,900}$").search("a" + "b" * REACH) is None
    assert pickle.loads(pickle.dumps(pattern)).search("near ")
    with pytest.raises(re.error):
        trailing("(", 0, needs=("near",)).search("near")


@pytest.mark.parametrize("name", sorted(patterns_of_kind(trailing)))
def test_every_trailing_pattern_ends_with_the_text_and_fits_into_the_reach(name):
    source, flags, _needs = patterns_of_kind(trailing)[name].__reduce__()[1]
    assert source.endswith((r"\Z", "$"))
    longest = re._parser.parse(source, flags & ~re.UNICODE).getwidth()[1]
    assert longest <= REACH or name == "geo.claims.sentences._WORD_BEFORE"  # a word, sought in twenty characters


@pytest.mark.parametrize("name", sorted(patterns_of_kind(anchored)))
def test_every_anchored_pattern_looks_at_a_bounded_part(name):
    source, flags, *_needs = patterns_of_kind(anchored)[name].__reduce__()[1]
    assert re._parser.parse(source, flags & ~re.UNICODE).getwidth()[1] < 2000

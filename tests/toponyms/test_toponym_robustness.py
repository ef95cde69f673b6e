from __future__ import annotations

import itertools
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Report
from geo.toponyms import recognise

HTML = '<div class="Paris"><a href="http://x.y/London">In Berlin</a>&nbsp;&amp;<script>var Rome = 1;</script></div>'


def checked(text, gazetteer):
    toponyms = recognise(Report(text), gazetteer)
    assert all(text[item.start : item.end] == item.text for item in toponyms)
    assert all(a.end <= b.start for a, b in itertools.pairwise(toponyms))
    return toponyms


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "word",
        "Paris",
        "PARIS",
        ".",
        "'s",
        "al-",
        "-",
        "al-Bab",
        "\ud800",
        "In \udfff Paris \ud800.",
        "\x00\x01",
        "A.B.C.D.E.F.G.H.",
        "İstanbul ŞANLIURFA İİİ",
        "ß" * 50,
        "ﬁne ﬂags in ﬃ",
        "\u202eParis\u202c",
        "e\u0301" * 30,
        HTML,
        "Paris " * 500,
        "A " * 3000,
        "Al-" * 1000,
        "' " * 1000,
        "d'" * 1000,
        "а" * 5000,
        "ا" * 5000,
    ],
)
def test_odd_text_gives_no_error(gazetteer, text):
    checked(text, gazetteer)


def test_every_category_of_unicode_gives_no_error(gazetteer):
    samples: dict[str, list[str]] = {}
    for code in range(0, sys.maxunicode, 7):
        letters = samples.setdefault(unicodedata.category(chr(code)), [])
        if len(letters) < 60:
            letters.append(chr(code))
    assert len(samples) >= 28
    for letters in samples.values():
        checked("In Paris " + "".join(letters) + " Homs " + " ".join(letters), gazetteer)


@given(st.text(max_size=300))
def test_any_text_gives_disjoint_spans(gazetteer, text):
    checked(text, gazetteer)


@given(
    st.lists(
        st.sampled_from(
            ["al-", "Al", "Paris", "'s", "’", " ", ",", "of", "the", "\n", "County", "St.", "42nd", "و", "Бахмуте"]
        )
    )
)
def test_any_mixture_of_name_parts_gives_disjoint_spans(gazetteer, parts):
    checked("".join(parts), gazetteer)


@pytest.mark.parametrize("letter", ["x", "X", "é", " ", "\n", "ا", "Б", "1", "-", "'", ".", "A.", "Ab "])
def test_a_megabyte_of_one_thing_ends(gazetteer, letter):
    size = 1_000_000 if letter.isalnum() or letter.isspace() else 100_000
    checked((letter * size)[:size], gazetteer)


@pytest.mark.data
def test_hostile_strings_give_no_error(gazetteer, data):
    for text in json.loads((data / "hostile" / "strings_dev.json").read_text(encoding="utf-8")):
        checked(str(text), gazetteer)


def test_a_report_of_many_pieces_is_read_to_its_end(gazetteer):
    text = "Nothing happened here for a very long time, nothing at all. " * 3000 + "Troops entered Aleppo."
    assert [item.text for item in checked(text, gazetteer)] == ["Aleppo"]

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.toponyms import fast
from geo.toponyms.lexicon import lexicon
from geo.toponyms.pieces import LONGEST, pieces
from geo.toponyms.scripts import OTHER
from geo.toponyms.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fallujah's mayor", ["Fallujah", "'s", "mayor"]),
        ("FALLUJAH’S mayor", ["FALLUJAH", "’S", "mayor"]),
        ("the U.S. and W.Va. and W. Va. police", ["the", "U.S.", "and", "W.Va.", "and", "W. Va.", "police"]),
        ("St. Louis, Mo., and Gen. Ali.", ["St.", "Louis", ",", "Mo.", ",", "and", "Gen.", "Ali", "."]),
        ("He left. Paris", ["He", "left", ".", "Paris"]),
        ("Côte d'Ivoire", ["Côte", "d'Ivoire"]),
        ("Ba'qubah", ["Ba'qubah"]),
        ("al-Julan", ["al", "-", "Julan"]),
        ("Al ‘Azīzīyah and ʿAyn Issa", ["Al", "‘Azīzīyah", "and", "ʿAyn", "Issa"]),
        ("near ‘Ayn al-‘Arab in Sana‘a.", ["near", "‘Ayn", "al", "-", "‘Arab", "in", "Sana‘a", "."]),
        ("Deir 'Atiyah and 'Ayn Issa", ["Deir", "'Atiyah", "and", "'Ayn", "Issa"]),
        ("said: 'We left Abu Dhabi'", ["said", ":", "'", "We", "left", "Abu", "Dhabi", "'"]),
        ("called ‘Kyiv’s hour’ by", ["called", "‘", "Kyiv", "’s", "hour", "’", "by"]),
        ("E. Broad St.", ["E.", "Broad", "St."]),
        ("42nd Street, 1,200 km, 10.5%", ["42nd", "Street", ",", "1,200", "km", ",", "10.5", "%"]),
        ("", []),
    ],
)
def test_words_abbreviations_and_possessives_are_cut_apart(text, words):
    assert tokenise(text).words == words


@given(st.text(max_size=200))
def test_offsets_give_the_words_back_and_only_white_space_lies_between(text):
    tokens = tokenise(text)
    last = 0
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert text[start:end] == word
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@given(st.lists(st.sampled_from(["word ", "Paris. ", "\n", "\n\n", "x" * 97, "é"]), max_size=2000))
def test_pieces_join_to_the_text_and_stay_bounded(parts):
    text = "".join(parts) * 3
    cut = list(pieces(text))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= LONGEST for _, piece in cut)
    assert all(text.startswith(piece, offset) for offset, piece in cut)


def test_a_long_text_is_cut_between_paragraphs():
    text = ("a" * 500 + "\n\n") * 200
    assert all(piece.endswith("\n\n") for _, piece in pieces(text))


@given(st.text("aAbΣσ\u0130ßÉé .,'\n", max_size=40))
def test_lower_case_is_that_of_each_word(text):
    tokens = tokenise(text)
    assert tokens.lower == [word.lower() for word in tokens.words]


@given(st.text("ab. \n", max_size=130))
def test_a_wrapped_line_is_one_after_fifty_letters(text):
    assert fast.WRAP.sub(" ", text) == re.sub(r"(?<=[^\n]{50})\n(?=\w)", " ", text)


def test_letters_of_other_scripts_are_told_from_marks_and_signs():
    ranges = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2fff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufeff]")
    letters = "".join(map(chr, range(0x11_0000)))
    assert OTHER.findall(letters) == ranges.findall(letters)


def test_a_word_with_a_stop_is_of_the_classes_of_the_word():
    words = lexicon()
    assert words.classes_dotted["gov."] == words.classes["gov"]
    assert words.classes_dotted["in"] == words.classes["in"]

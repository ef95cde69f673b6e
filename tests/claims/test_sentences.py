"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims.sentences import sentences_of


def cut(text):
    return [text[start:end] for start, end in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It lies 10.5 km away. It is big.", ["It lies 10.5 km away.", "It is big."]),
        ("Lt. Gen. Smith spoke. He left.", ["Lt. Gen. Smith spoke.", "He left."]),
        ("In the U.S. Army he served.", ["In the U.S. Army he served."]),
        ("J. Smith came. He sat.", ["J. Smith came.", "He sat."]),
        ('He said "go." Then he left.', ['He said "go."', "Then he left."]),
        ("It fell.[1] It rose.[2][3] End", ["It fell.[1]", "It rose.[2][3]", "End"]),
        ("Heading\n\nText goes on.", ["Heading", "Text goes on."]),
        ("Homs\nIt lies north.", ["Homs", "It lies north."]),
        ("A line that is wrapped by the hand that wrote it and goes\nOn in the next one.", None),
        ("The army held Tal\nAfar, west of Mosul.", None),
        ("", []),
        ("   \n\n  ", []),
        ("вона впала. Він прийшов.", ["вона впала.", "Він прийшов."]),
        ("سقطت المدينة؟ نعم.", ["سقطت المدينة؟", "نعم."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    if parts is None:
        head = "The day before, the town was quiet. "
        assert cut(head + text)[-1] == text
    else:
        assert cut(text) == parts


@given(st.text(alphabet="aB. !?\n\"'[1]", max_size=80))
def test_sentences_are_in_order_and_lose_nothing_but_blanks(text):
    end = 0
    for sentence in sentences_of(text):
        assert text[end : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        assert not text[sentence.start].isspace()
        end = sentence.end
    assert text[end:].strip() == ""

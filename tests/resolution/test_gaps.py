import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.resolution.gaps import Gap, classify


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (", ", Gap.COMMA),
        (" (", Gap.BRACKET),
        (" in ", Gap.IN),
        (" in western ", Gap.IN),
        (", a small town in ", Gap.IN),
        (", in the province of ", Gap.IN),
        (", a suburb of ", Gap.IN),
        (" and ", Gap.LIST),
        (", and ", Gap.LIST),
        ("'s ", Gap.HOLDS),
        ("\u2019s northern ", Gap.HOLDS),
        (" city of ", Gap.HOLDS),
        (" province's ", Gap.NONE),
        (" near ", Gap.NEAR),
        (", about 40 miles west of ", Gap.NEAR),
        (" ", Gap.TOUCH),
        (". In ", Gap.NONE),
        (", who was born in 1971, told the newspaper that the minister had gone home early to ", Gap.NONE),
    ],
)
def test_the_words_between_two_names_say_how_they_relate(gap, expected):
    assert classify(gap) is expected


@given(st.text(max_size=200))
def test_any_text_between_two_names_is_classified(gap):
    assert classify(gap) in Gap

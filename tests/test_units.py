"""Lengths, compass words and times as reports write them."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import units
from geo.units import METRES, as_written, durations, heading_of, lengths

MILE = METRES["mile"]


@pytest.mark.parametrize(
    ("text", "value", "slack", "unit"),
    [
        ("40 miles", 40, 0.5, "mile"),
        ("40-mile", 40, 0.5, "mile"),
        ("forty miles", 40, 0.5, "mile"),
        ("half a mile", 0.5, 0.25, "mile"),
        ("a half-mile", 0.5, 0.25, "mile"),
        ("½ mile", 0.5, 0.25, "mile"),
        ("1/2 mile", 0.5, 0.25, "mile"),
        ("2½ miles", 2.5, 0.25, "mile"),
        ("3 1/4 miles", 3.25, 0.25, "mile"),
        ("two and a half miles", 2.5, 0.25, "mile"),
        ("a mile and a half", 1.5, 0.25, "mile"),
        ("three-quarters of a mile", 0.75, 0.125, "mile"),
        ("an eighth of a mile", 0.125, 0.0625, "mile"),
        ("one-third of a mile", 1 / 3, 1 / 6, "mile"),
        ("a mile", 1, 0.5, "mile"),
        ("a dozen kilometres", 12, 1, "kilometre"),
        ("half a dozen miles", 6, 1, "mile"),
        ("half-dozen miles", 6, 1, "mile"),
        ("two dozen km", 24, 2, "kilometre"),
        ("a couple of hundred kilometres", 200, 50, "kilometre"),
        ("five thousand kilometres", 5000, 50, "kilometre"),
        ("two hundred and fifty miles", 250, 5, "mile"),
        ("nine hundred and ninety-nine miles", 999, 0.5, "mile"),
        ("a hundred and one km", 101, 0.5, "kilometre"),
        ("twenty-two miles", 22, 0.5, "mile"),
        ("eleven kilometers", 11, 0.5, "kilometre"),
        ("10,5 km", 10.5, 0.25, "kilometre"),
        ("10.5 km", 10.5, 0.25, "kilometre"),
        ("199.1 kilometres", 199.1, 0.05, "kilometre"),
        ("1,200 km", 1200, 50, "kilometre"),
        ("1,234 km", 1234, 0.5, "kilometre"),
        ("12 500 km", 12500, 50, "kilometre"),
        ("40,000 km", 40000, 500, "kilometre"),
        ("100 km", 100, 5, "kilometre"),
        ("140 km", 140, 5, "kilometre"),
        ("15km", 15, 0.5, "kilometre"),
        ("0 km", 0, 0, "kilometre"),
        ("5 nautical miles", 5, 0.5, "nautical mile"),
        ("300 yards", 300, 5, "yard"),
        ("250 feet", 250, 5, "foot"),
        ("800 m", 800, 5, "metre"),
        ("800 metres", 800, 5, "metre"),
        ("23 Kilometers", 23, 0.5, "kilometre"),
        ("48 mi", 48, 0.5, "mile"),
    ],
)
def test_a_length_is_read_with_its_last_digit(text, value, slack, unit):
    (found,) = lengths(text)
    assert (found.start, found.end) == (0, len(text))
    assert found.value == pytest.approx(value)
    assert found.slack == pytest.approx(slack)
    assert found.unit == unit
    assert found.low_m == pytest.approx((value - slack) * METRES[unit])
    assert found.high_m == pytest.approx((value + slack) * METRES[unit])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("40 to 50 km", 39.5, 50.5),
        ("40–50 km", 39.5, 50.5),
        ("40-50km", 39.5, 50.5),
        ("between 40 and 50 km", 39.5, 50.5),
        ("5km to 10km", 4.5, 10.5),
        ("ten or twelve km", 9.5, 12.5),
        ("a few km", 2, 6),
        ("several hundred km", 200, 900),
        ("dozens of km", 24, 99),
        ("a few dozen km", 24, 72),
    ],
)
def test_a_range_reaches_from_its_lower_to_its_upper_end(text, low, high):
    (found,) = lengths(text)
    assert text[found.start : found.end] == text
    assert found.low_m == pytest.approx(low * 1000)
    assert found.high_m == pytest.approx(high * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "a village called Ten Mile",
        "Monroe, Trenton and Seven Mile",
        "2.5m people",
        "$20m",
        "winds of 290km/h",
        "90 km per hour",
        "200 square km",
        "20 km2",
        "20 km²",
        "the mile",
        "miles of road",
        "I am here",
        "",
        "1/0 mile"[:3],
    ],
)
def test_what_is_no_length_is_none(text):
    assert list(lengths(text)) == []


def test_a_fraction_over_nothing_is_no_number():
    assert all(found.value != math.inf for found in lengths("1/0 miles"))


def test_two_lengths_in_a_row_are_two():
    text = "199.1 kilometres (123.7 mi)"
    assert [text[found.start : found.end] for found in lengths(text)] == ["199.1 kilometres", "123.7 mi"]


@pytest.mark.parametrize(
    ("text", "name", "azimuth", "half"),
    [
        ("north", "N", 0, 45),
        ("North-West", "NW", 315, 22.5),
        ("south west", "SW", 225, 22.5),
        ("southwest", "SW", 225, 22.5),
        ("S.E.", "SE", 135, 22.5),
        ("WSW", "WSW", 247.5, 11.25),
        ("north north west", "NNW", 337.5, 11.25),
        ("east-southeast", "ESE", 112.5, 11.25),
        ("E", "E", 90, 45),
        ("west and northwest", "W-NW", 292.5, 67.5),
        ("north and to the north-east", "N-NE", 22.5, 67.5),
    ],
)
def test_a_compass_word_is_a_heading(text, name, azimuth, half):
    found = heading_of(text)
    assert found == (name, azimuth, half)


@pytest.mark.parametrize("text", ["north and south", "eastnorth", "northern", "west-west", "up", ""])
def test_what_points_nowhere_is_no_heading(text):
    assert heading_of(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("an hour's drive", 1, 1),
        ("two hours", 2, 2),
        ("half an hour", 0.5, 0.5),
        ("a 40-minute drive", 2 / 3, 2 / 3),
        ("an hour and a half", 1.5, 1.5),
        ("two to three days", 48, 72),
    ],
)
def test_a_time_is_read_in_hours(text, low, high):
    (found,) = durations(text)
    assert found.low_h == pytest.approx(low)
    assert found.high_h == pytest.approx(high)


_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{_ONES[number // 100 - 1]} hundred{rest}"
    if number >= 20:
        ones = f"-{_ONES[number % 10 - 1]}" if number % 10 else ""
        return _TENS[number // 10 - 2] + ones
    return _TEENS[number - 10] if number >= 10 else _ONES[number - 1]


@pytest.mark.parametrize("number", range(1, 1000))
def test_every_number_in_words_to_999_is_read(number):
    (found,) = lengths(f"{in_words(number)} miles")
    assert found.value == number


@given(st.integers(1, 99_999))
def test_figures_with_and_without_thousands_are_the_same(number):
    plain, grouped = (next(iter(lengths(f"{text} km"))) for text in (str(number), f"{number:,}"))
    assert (plain.value, plain.slack) == (grouped.value, grouped.slack) == (number, plain.slack)


@given(st.text(alphabet="0123456789½ .,-–/ andhalfmiletokmofé\n", max_size=60))
def test_any_text_gives_ordered_lengths_within_it(text):
    end = 0
    for found in lengths(text):
        assert end <= found.start < found.end <= len(text)
        assert 0 <= found.low_m <= found.high_m < math.inf
        end = found.start + 1


def test_every_quantifier_is_bounded():
    patterns = [value for value in vars(units).values() if isinstance(value, re.Pattern)]
    assert patterns
    for pattern in patterns:
        bare = re.sub(r"\\.|\[[^\]]*\]", "x", pattern.pattern)
        assert not re.search(r"[*+]", bare), pattern.pattern


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("two miles", (2.0, 2.0)),
        ("8 miles", (8.0, 8.0)),
        ("25-30 miles", (25.0, 30.0)),
        ("100-150 km", (100.0, 150.0)),
        ("1 to 2 km", (1.0, 2.0)),
        ("1,200 km", (1200.0, 1200.0)),
        ("half a mile", (0.5, 0.5)),
        ("2.5 km", (2.5, 2.5)),
    ],
)
def test_a_length_is_told_by_the_numbers_it_was_written_with(words, written):
    (length,) = lengths(words)
    assert as_written(length.low_m, length.high_m, length.unit) == pytest.approx(written)


def test_a_bound_is_told_by_its_number():
    (length,) = lengths("20 miles")
    assert as_written(None, length.high_m, "mile") == pytest.approx((20.0, 20.0))
    assert as_written(length.low_m, None, "mile") == pytest.approx((20.0, 20.0))

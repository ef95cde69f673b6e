"""Headlines: in capitals, or with a capital on every word."""

import pytest

from geo.toponyms.casing import is_titled, mended
from geo.toponyms.fast import names_of, unwrapped


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Why Denmark Is Building A Wall Of Sand Around Copenhagen",
            "Why Denmark is building a wall of sand around Copenhagen",
        ),
        (
            "Former Washington Post Editor To Teach At Columbia University",
            "Former Washington Post editor to teach at Columbia University",
        ),
    ],
)
def test_a_headline_with_a_capital_on_every_word_is_read_as_a_sentence(gazetteer, line, expected):
    assert mended(line, names_of(gazetteer)) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Villagers fled to Kasai as the river rose on Friday",
        "North Hunterdon High School Board",
        "Hassan Nasrallah, Najib Mikati, Mohammed Abdulsalam, Hans Grundberg",
        "",
    ],
)
def test_what_is_no_headline_keeps_its_case(gazetteer, line):
    assert not is_titled(line)
    assert mended(line, names_of(gazetteer)) == line


def test_a_headline_is_not_joined_with_the_text_below_it():
    head = "Heavy Rain Shuts Schools, Delays Flights From Muscat"
    body = "The storm, which came from the sea on Monday evening, flooded roads\nand cut power."
    assert unwrapped(f"{head}\n{body}") == f"{head}\n{body.replace(chr(10), ' ')}"


def test_a_paragraph_in_capitals_is_joined():
    text = "REBELS TOOK THE TOWN AFTER THREE DAYS OF FIGHTING NEAR SAN\nFRANCISCO AND WITHDREW IN THE EVENING"
    assert unwrapped(text) == text.replace("\n", " ")

"""Places in the tags of posts."""

from __future__ import annotations

import pytest

from geo.gazetteer import open_gazetteer
from geo.model import Report
from geo.resolution import resolve_all
from geo.toponyms import recognise


def _places(text: str) -> list[tuple[str, str | None]]:
    gazetteer = open_gazetteer([])
    toponyms = recognise(Report(text), gazetteer)
    found = resolve_all(Report(text), toponyms, gazetteer)
    return [
        (toponym.text, answer.place.country if answer.place else None)
        for toponym, answer in zip(toponyms, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("tag", "name", "country"),
    [
        ("#ChasivYar", "ChasivYar", "UA"),
        ("#El_Fasher", "El_Fasher", "SD"),
        ("#CapeTown", "CapeTown", "ZA"),
        ("#SouthSudan", "SouthSudan", "SS"),
        ("#KhartoumProtests", "Khartoum", "SD"),
        ("#StandWithUkraine", "Ukraine", "UA"),
        ("#gaza", "gaza", "PS"),
    ],
)
def test_a_tag_names_the_place_that_its_words_do(tag: str, name: str, country: str) -> None:
    assert (name, country) in _places(f"Roads are closed this morning, no word from the army yet {tag}")


@pytest.mark.parametrize(
    "tag",
    ["#JordanPeele", "#MichaelJordan", "#GeorgeFloyd", "#BlackLivesMatter", "#SaveTheDate", "#AirFrance", "#reading"],
)
def test_a_tag_that_is_no_place_names_none(tag: str) -> None:
    assert _places(f"what a day it has been {tag}") == []


def test_the_fragment_of_an_address_and_a_character_number_are_no_tags() -> None:
    assert _places("see https://example.org/page#ChasivYar and &#233;") == []


def test_long_tags_take_linear_time_and_hostile_ones_nothing() -> None:
    assert _places("#" * 5_000 + "A" * 5_000 + " #" + "aB" * 2_000) == []

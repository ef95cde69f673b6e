"""Places are called on a map as the reports call them, where the gazetteer knows that name."""

from __future__ import annotations

import pytest

import geo
from geo.layers._spelling import _is_spelling, as_reported
from geo.layers.scene import scene_of


def names(text: str, gazetteer) -> dict[str, str]:
    return {place.id: place.name for place in scene_of([geo.analyse(text)], gazetteer).analyses[0].places}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fallujah, 40 miles west of Baghdad, was quiet.", "Fallujah"),
        ("Two ships reached Hodeidah in Yemen.", "Hodeidah"),
        ("RAQQA, Syria - Families returned to Raqqa.", "Raqqa"),
        # The capitals of a dateline alone, and abbreviations, are no way to write a name on a map.
        ("QAYYARAH, Iraq - All was quiet.", "Al Qayyārah"),
        # In doubt as the gazetteer has it.
        ("Mosul and Al Fallūjah and Fallujah were quiet.", "Al Fallūjah"),
        ("بغداد هادئة.", "Baghdad"),
    ],
)
def test_a_place_is_called_as_the_report_calls_it(text, name, gazetteer):
    assert name in names(text, gazetteer).values()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "The sheriff of Jackson County, Georgia, said that Jackson voted. Jackson is growing, Jackson is rich.",
            "Jackson",
        ),
        ("The U.S. and the UK spoke.", "UK"),
        ("Iraqi forces waited. Iraqi officers spoke.", "Iraqi"),
    ],
)
def test_what_leaves_out_what_a_place_is_stays_as_the_gazetteer_has_it(text, name, gazetteer):
    analysis = geo.analyse(text)
    found = as_reported([analysis], gazetteer)
    units = {place.id for place in analysis.places if place.precision.value in {"district", "province", "country"}}
    assert not [identifier for identifier, written in found.items() if identifier in units and written == name]


@pytest.mark.parametrize(
    ("written", "name", "is_one"),
    [
        ("Hodeidah", "Al Ḩudaydah", True),
        ("El Geneina", "Al-Junaynah", True),
        ("Kiev", "Kyiv", True),
        ("Watiya", "Al-Watiya Air Base", False),
        ("Lakeville", "Conneaut", False),
        ("Old Town", "Baltimore", False),
        ("Mosul", "Mosul", False),
    ],
)
def test_another_name_is_no_spelling(written, name, is_one):
    assert _is_spelling(written, name) is is_one


def test_the_name_of_the_gazetteer_is_kept_and_told(gazetteer):
    scene = scene_of([geo.analyse("Two ships reached Hodeidah in Yemen.")], gazetteer)
    places = scene.payload()["places"]
    at = places["name"].index("Hodeidah")
    assert places["official"] == {str(at): "Al Ḩudaydah"}


def test_ones_own_places_keep_their_names(gazetteer, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon,aliases\nThe Old Camp,36.5,37.0,Al Zaytun Camp\n", encoding="utf-8")
    analysis = geo.analyse("Al Zaytun Camp lost power. Al Zaytun Camp is crowded.", geo.Settings(places=path))
    assert as_reported([analysis], gazetteer) == {}
    assert [place.name for place in analysis.places] == ["The Old Camp"]


def test_several_reports_choose_the_spelling_that_most_mentions_have(gazetteer):
    reports = [
        geo.analyse(text) for text in ("Mokha in Yemen was quiet.", "Hodeidah, Yemen. Hodeidah.", "Hudaydah, Yemen.")
    ]
    assert "Hodeidah" in as_reported(reports, gazetteer).values()

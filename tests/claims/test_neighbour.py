"""Which area borders which: countries by the table of borders, other areas by their outlines."""

from __future__ import annotations

import pytest

import geo
from geo.claims._gaps import outline_gap
from geo.model import Shape

RIGHT = {"supported", "approximate"}
CASES = (
    ("Ukraine borders Poland.", "Poland", RIGHT),
    ("Ukraine shares a border with Turkey.", "Turkey", {"contradicted"}),
    ("Idlib, which borders Turkey, was bombed.", "Turkey", RIGHT),
    ("Deir ez-Zor province borders Iraq.", "Iraq", RIGHT),
    ("Helmand province shares a long border with Pakistan.", "Pakistan", RIGHT),
    ("Sumy region, which borders Russia, was shelled.", "Russia", RIGHT),
    ("Sumy region, bordering Belarus, was shelled.", "Belarus", {"contradicted", "unverifiable"}),
    ("Homs province borders Turkey.", "Turkey", {"contradicted"}),
    ("Nineveh province borders Anbar province.", "Anbar", RIGHT),
    ("Nineveh province borders Basra province.", "Basra", {"contradicted"}),
    ("Anbar province borders Iraq.", "Iraq", {"unverifiable"}),
)


@pytest.mark.parametrize(("text", "reference", "judgements"), CASES)
def test_neighbours_are_judged_as_the_world_is(text, reference, judgements):
    found = [item for item in geo.verify(text) if item.claim.type == "neighbour"]
    assert [item.reference_name for item in found] == [reference]
    assert found[0].verdict.value in judgements, found[0].explanation


def test_every_neighbour_of_a_list_is_a_claim():
    found = geo.verify("Anbar borders Syria, Jordan and Saudi Arabia.")
    assert [(item.claim.type, item.reference_name, item.verdict.value) for item in found] == [
        ("neighbour", name, "supported") for name in ("Syria", "Jordan", "Saudi Arabia")
    ]


def test_it_is_the_province_that_borders_not_the_country_it_is_in():
    found = geo.verify("Deir ez-Zor province in Syria borders Iraq.")
    assert [item.subject_name for item in found if item.claim.type == "neighbour"] == ["Deir ez-Zor"]


@pytest.mark.parametrize(
    "text", ["The house borders a park.", "He crossed borders in Syria.", "Iraq bordering on chaos."]
)
def test_other_borders_are_no_neighbours(text):
    assert not [item for item in geo.verify(text) if item.claim.type == "neighbour"]


@pytest.mark.parametrize(
    ("text", "judgements"),
    [
        ("Idlib province lies on the Turkish border.", RIGHT),
        ("Belgorod region, on the border with Ukraine, was hit.", RIGHT),
        ("Homs province lies on the Turkish border.", {"contradicted"}),
    ],
)
def test_a_province_lies_on_a_border_by_its_outline(text, judgements):
    (found,) = [item for item in geo.verify(text) if item.claim.type == "border"]
    assert found.verdict.value in judgements, found.explanation


def test_the_gap_of_outlines_is_the_shortest_way():
    square = Shape("Polygon", (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)),))
    line = Shape("LineString", ((2.0, -1.0), (2.0, 2.0)))
    far = Shape("Point", (9.0, 9.0))
    assert outline_gap(square, [far, line]).distance_m == pytest.approx(111_300, rel=0.01)
    assert outline_gap(square, [Shape("Point", (0.5, 0.5))]).distance_m == 0.0
    assert outline_gap(square, []) is None

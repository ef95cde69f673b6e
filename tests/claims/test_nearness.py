"""Nearness: wide bounds, other readings first, and an area for what is not known."""

from __future__ import annotations

import pytest
from marked import marked

from geo.claims import verifying


def verdicts(text, gazetteer, places=None):
    outcome = verifying.verify_document(marked(text, gazetteer, places))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "nearness"]


JUDGED = [
    ("[Qaraqosh], near [Mosul]", {"supported"}),
    ("[Tal Afar], a town near [Mosul]", {"supported", "approximate"}),
    ("[Chasiv Yar], close to [Bakhmut]", {"supported"}),
    ("[Saydnaya], just outside [Damascus]", {"supported"}),
    ("[Chasiv Yar], next to [Bakhmut]", {"supported", "approximate"}),
    ("[Azaz], near the {Syrian} city of [Aleppo]", {"supported"}),
    ("[Basra], near [Mosul]", {"contradicted"}),
    ("[Kharkiv], just outside [Kyiv]", {"contradicted"}),
]


@pytest.mark.parametrize(("text", "expected"), JUDGED)
def test_nearness_is_judged_between_the_edges_of_both(text, expected, gazetteer):
    assert {verdict.verdict.value for verdict in verdicts(text, gazetteer)} <= expected
    assert verdicts(text, gazetteer)


@pytest.mark.parametrize(
    "text",
    [
        "a village near [Kirkuk]",
        "[Azaz], near the {Turkish} border",
        "the near future of [Mosul]",
        "[Mosul] near [Tigris] river",
        "[FM 645] near [Murray Lindler Road]",
    ],
)
def test_without_two_named_points_nothing_is_near(text, gazetteer):
    assert verdicts(text, gazetteer) == []


def test_an_unknown_village_is_a_disc_about_what_it_is_near_to(gazetteer):
    document = marked("[Xyzzyabad], near [Mosul]", gazetteer, {"Xyzzyabad": None})
    outcome = verifying.verify_document(document)
    assert outcome.placements[0].country == "IQ"
    assert 5_000 < outcome.placements[0].extent_m < 60_000


def test_one_place_is_not_near_itself(gazetteer):
    (verdict,) = verdicts("[Mosul], near [Mosul]", gazetteer)
    assert verdict.reason == "same_place"

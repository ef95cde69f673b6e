"""Containment claims: hierarchy, polygons, other readings, disputes, and what cannot be known."""

from __future__ import annotations

import pytest
from marked import marked

from geo.claims import verifying
from geo.model import Judgement, Place, Position, Precision


def verdicts(text, gazetteer, places=None):
    outcome = verifying.verify_document(marked(text, gazetteer, places))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "containment"]


# text, verdict, reason of the one claim in it
JUDGED = [
    ("[Azaz] in [Aleppo] province", "supported", "in_hierarchy"),
    ("the {Iraqi} city of [Mosul]", "supported", "in_hierarchy"),
    ("[Kramatorsk], [Ukraine], was hit", "supported", "in_hierarchy"),
    ("the town of [Avdiivka] in [Donetsk] region", "supported", "in_hierarchy"),
    ("[Springfield], [Illinois]", "supported", None),
    ("[Mosul] in [Anbar] province", "contradicted", "other_hierarchy"),
    ("the {Libyan} city of [Sanaa]", "contradicted", "other_hierarchy"),
    ("the {Syrian} city of [Mosul]", "contradicted", "other_hierarchy"),
    ("the {Russian} city of [Simferopol]", None, None),
]


@pytest.mark.parametrize(("text", "judgement", "reason"), JUDGED)
def test_claim_is_judged_by_hierarchy_and_outline(text, judgement, reason, gazetteer):
    found = verdicts(text, gazetteer)
    if judgement is None:
        assert all(verdict.verdict.value == "unverifiable" for verdict in found)
        return
    assert [verdict.verdict.value for verdict in found] == [judgement]
    assert reason is None or found[0].reason == reason


def test_a_disputed_area_takes_no_side(gazetteer):
    simferopol = Place("x:1", "Simferopol", Position(44.95, 34.10), country="UA", population=340_000)
    (verdict,) = verdicts("Drones struck [Simferopol], in [Russia], at night.", gazetteer, {"Simferopol": simferopol})
    assert verdict.verdict is Judgement.UNVERIFIABLE
    assert verdict.reason == "disputed"
    assert "Crimea" in verdict.explanation


def test_within_one_country_nothing_is_disputed(gazetteer):
    (verdict,) = verdicts("A drone hit [Mariupol] in [Lviv] region.", gazetteer)
    assert verdict.verdict is Judgement.CONTRADICTED


def test_a_contradiction_says_where_the_place_is_and_how_far_off(gazetteer):
    (verdict,) = verdicts("[Mosul] in [Anbar] province", gazetteer)
    assert "Nineveh" in verdict.explanation
    assert 20_000 < verdict.distance_m < 200_000


def test_the_footprint_is_the_outline_of_the_province(gazetteer):
    (verdict,) = verdicts("[Azaz] in [Aleppo] province", gazetteer)
    assert verdict.footprint is not None
    assert verdict.footprint.kind in {"Polygon", "MultiPolygon"}


def test_an_unknown_town_is_drawn_as_its_province(gazetteer):
    document = marked("the village of [Xyzzyabad] in [Aleppo] province", gazetteer, {"Xyzzyabad": None})
    outcome = verifying.verify_document(document)
    place = outcome.placements[0]
    assert place.precision is Precision.INFERRED
    assert place.outline is not None
    assert place.country == "SY"
    assert [verdict.reason for verdict in outcome.verdicts] == ["subject_inferred"]


def test_a_village_known_only_abroad_is_moved_to_where_the_text_has_it(gazetteer):
    elsewhere = Place("x:1", "Xyzzyabad", Position(32.9, 35.3), country="IL", population=300)
    document = marked("the village of [Xyzzyabad] in [Aleppo] province", gazetteer, {"Xyzzyabad": elsewhere})
    outcome = verifying.verify_document(document)
    assert outcome.placements[0].country == "SY"


def test_a_known_place_is_not_moved_by_a_wrong_claim(gazetteer):
    outcome = verifying.verify_document(marked("[Mosul] in [Anbar] province", gazetteer))
    assert outcome.placements == {}


def test_a_list_counts_only_where_it_is_true(gazetteer):
    assert verdicts("in [Mosul], [Raqqa], and [Aleppo]", gazetteer) == []
    assert verdicts("[Ukraine]'s [Kursk] operation", gazetteer) == []


@pytest.mark.parametrize(
    "text", ["[Moscow] in [Syria]", "[Washington], [Iraq] said", "[Syria] in [Geneva]", "[Iraq] in [Iraq]"]
)
def test_governments_and_wider_places_lie_in_nothing(text, gazetteer):
    assert verdicts(text, gazetteer) == []


def test_without_a_gazetteer_nothing_is_claimed_wrongly():
    found = verifying.verify_document(marked("[Azaz] in [Aleppo] province")).verdicts
    assert {verdict.verdict for verdict in found} <= {Judgement.UNVERIFIABLE}


def test_a_common_name_is_not_held_to_the_one_place_that_is_known_of_it(gazetteer):
    small = Place("x:1", "Al Jadidah", Position(36.3, 37.9), country="SY", admin1="Aleppo")
    outcome = verifying.verify_document(marked("[Al Jadidah] in [Homs] province", gazetteer, {"Al Jadidah": small}))
    (verdict,) = outcome.verdicts
    assert (verdict.verdict.value, verdict.reason) == ("unverifiable", "common_name")
    assert "a common one in Syria" in verdict.explanation
    assert outcome.placements[0].precision is Precision.INFERRED


def test_a_place_of_like_spelling_in_the_area_is_named(gazetteer):
    small = Place("x:1", "Al Jadidah", Position(36.3, 37.9), country="SY", admin1="Aleppo")
    (verdict,) = verdicts("[Al Jadidah] in [Hama] province", gazetteer, {"Al Jadidah": small})
    assert "in Hama province, may be the same name" in verdict.explanation


def test_a_well_known_place_is_held_to_where_it_lies_though_others_have_its_name(gazetteer):
    (verdict,) = verdicts("[Manbij] in [Homs] province", gazetteer)
    assert (verdict.verdict.value, verdict.reason) == ("contradicted", "other_hierarchy")


def test_a_city_of_the_world_that_has_small_namesakes_in_the_area_is_not_contradicted(gazetteer):
    (verdict,) = verdicts("[San Antonio] in [Colombia]", gazetteer)
    assert (verdict.verdict.value, verdict.reason) == ("unverifiable", "candidates_disagree")
    assert "a small San Antonio in Colombia" in verdict.explanation

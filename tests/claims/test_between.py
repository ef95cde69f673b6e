"""Places between two others."""

import pytest
from marked import marked

from geo.claims.reasons import Reason
from geo.claims.verifying import verify_document
from geo.geodesy import destination
from geo.model import Judgement, Place, Position

A = Place("x:a", "Aville", Position(35.0, 40.0))
B = Place("x:b", "Bville", destination(A.position, 80, 100_000))


def at(bearing, km):
    return Place("x:s", "Middleton", destination(A.position, bearing, km * 1000))


def between(text, places=None, gazetteer=None):
    known = {"Aville": A, "Bville": B, **(places or {})}
    outcome = verify_document(marked(text, gazetteer, known))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "between"]


@pytest.mark.parametrize(
    ("place", "judgement"),
    [
        (at(80, 50), "supported"),
        (at(80, 10), "supported"),
        (at(100, 50), "supported"),
        (at(130, 60), "approximate"),
        (at(80, 160), "contradicted"),
        (at(260, 80), "contradicted"),
    ],
)
def test_between_is_judged_by_the_detour(place, judgement):
    (verdict,) = between("[Middleton], between [Aville] and [Bville], was hit.", {"Middleton": place})
    assert verdict.verdict.value == judgement
    assert "apart" in verdict.explanation


@pytest.mark.parametrize(
    ("km", "judgement"), [(50, "supported"), (70, "supported"), (85, "approximate"), (98, "contradicted")]
)
def test_midway_is_judged_by_the_middle(km, judgement):
    (verdict,) = between("[Middleton] lies midway between [Aville] and [Bville].", {"Middleton": at(80, km)})
    assert verdict.claim.stated.qualifier == "midway"
    assert verdict.verdict.value == judgement


@pytest.mark.parametrize("word", ["midway", "halfway", "roughly half-way", "mid-way"])
def test_every_spelling_of_midway_is_read(word):
    (verdict,) = between(f"[Middleton] is {word} between [Aville] and [Bville].", {"Middleton": at(80, 50)})
    assert verdict.verdict is Judgement.SUPPORTED


@pytest.mark.parametrize(
    "text",
    [
        "Talks between [Aville] and [Bville] began in [Middleton].",
        "Clashes in [Middleton] between [Aville] and [Bville] units.",
        "The road between [Aville] and [Bville] passes [Middleton].",
        "The border between [Aville] and [Bville].",
        "Of [Middleton] and the war between [Aville] and [Bville].",
        "It takes between two and three hours.",
        "between [Aville]",
    ],
)
def test_what_is_not_spatial_is_no_claim(text):
    assert between(text, {"Middleton": at(80, 50)}) == []


def test_a_place_without_a_position_is_placed_between():
    document = marked(
        "[Middleton] lies between [Aville] and [Bville].", None, {"Middleton": None, "Aville": A, "Bville": B}
    )
    outcome = verify_document(document)
    place = outcome.placements[0]
    assert abs(place.lat - (A.lat + B.lat) / 2) < 0.1
    assert outcome.verdicts[0].reason == Reason.SUBJECT_INFERRED


@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ({"Middleton": at(80, 50), "Bville": None}, "reference_unplaced"),
        ({"Middleton": at(80, 50), "Bville": A}, "same_place"),
    ],
)
def test_what_cannot_be_measured_says_why(places, reason):
    (verdict,) = between("[Middleton] lies between [Aville] and [Bville].", places)
    assert (verdict.verdict, verdict.reason) == (Judgement.UNVERIFIABLE, reason)


def test_across_the_antimeridian_the_footprint_is_in_one_piece():
    west, east = Place("x:w", "Aville", Position(-17, 179)), Place("x:e", "Bville", Position(-17, -179))
    (verdict,) = between(
        "[Middleton] lies between [Aville] and [Bville].",
        {"Aville": west, "Bville": east, "Middleton": Place("x:m", "Middleton", Position(-17, 180))},
    )
    assert verdict.verdict is Judgement.SUPPORTED
    lons = [lon for lon, _lat in verdict.footprint.coordinates[0]]
    assert max(lons) - min(lons) < 4


def test_countries_are_measured_from_their_nearest_edges(gazetteer):
    document = marked("[Deir ez-Zor] lies between [Turkey] and [Jordan].", gazetteer)
    (verdict,) = [item for item in verify_document(document).verdicts if item.claim.type == "between"]
    assert verdict.verdict in (Judgement.SUPPORTED, Judgement.APPROXIMATE), verdict.explanation


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        ("[Aville] and [Bville] are 100 km apart.", "supported"),
        ("[Aville] and [Bville] are about 100 km from each other.", "supported"),
        ("The distance between [Aville] and [Bville] is 110 km.", "supported"),
        ("The distance from [Aville] to [Bville] is about 100 km.", "supported"),
        ("[Aville] and [Bville] are 300 km apart.", "contradicted"),
        ("It is 100 km from [Aville] to [Bville].", "supported"),
        ("It's only 100 km between [Aville] and [Bville].", "supported"),
        ("From [Aville] it is some 100 km (62 miles) to [Bville].", "supported"),
        ("From [Aville] it is some 300 km to [Bville].", "contradicted"),
        ("Barely 100 km separate [Aville] from [Bville].", "supported"),
        ("More than 300 km lie between [Aville] and [Bville].", "contradicted"),
        ("[Aville] is separated from [Bville] by just 100 km.", "supported"),
        ("[Aville] and [Bville] are separated by 100 km of desert.", "supported"),
        ("The 100-km road between [Aville] and [Bville] was closed.", "supported"),
        ("A 300-kilometre railway connects [Aville] with [Bville].", "contradicted"),
        ("The road from [Aville] to [Bville] is 130 km long.", "supported"),
        ("Between [Aville] and [Bville] – a distance of 100 km – they saw nobody.", "supported"),
    ],
)
def test_the_distance_of_two_named_places_is_checked(text, judgement):
    (verdict,) = verify_document(marked(text, None, {"Aville": A, "Bville": B})).verdicts
    assert verdict.claim.type == "apart"
    assert verdict.verdict.value == judgement
    assert (verdict.subject_name, verdict.reference_name) == ("Aville", "Bville")


MOVED = (
    "They walked 100 km from [Aville] to [Bville].",
    "A 20-km stretch of road between [Aville] and [Bville] was mined.",
    "The line separates 100 km of fields; [Aville] and [Bville] suffer.",
    "A 30-km section of the road from [Aville] to [Bville] is mined.",
    "Some 30 kilometres of the road from [Aville] to [Bville] are closed.",
    "They swept 30 km along the highway between [Aville] and [Bville].",
    "The mined section of the road between [Aville] and [Bville] is 30 km long.",
    "A 30-km section of railway between [Aville] and [Bville] is mined.",
    "A 1,000-kilometre front line separates [Aville] and [Bville].",
)


@pytest.mark.parametrize(
    "text", ["The men stood 100 km apart.", "[Aville] is 100 km long.", "A distance of 100 km.", *MOVED]
)
def test_other_distances_are_not_those_of_a_pair(text):
    document = marked(text, None, {"Aville": A, "Bville": B})
    assert not [verdict for verdict in verify_document(document).verdicts if verdict.claim.type == "apart"]


def test_a_distance_of_a_pair_is_not_told_again_of_something_unnamed():
    text = "[Cville] was quiet. It is 100 km from [Aville] to [Bville]."
    document = marked(text, None, {"Aville": A, "Bville": B, "Cville": B})
    assert [verdict.claim.type for verdict in verify_document(document).verdicts] == ["apart"]


def test_the_way_of_a_pair_is_the_one_named():
    document = marked("The 130-km road between [Aville] and [Bville] was closed.", None, {"Aville": A, "Bville": B})
    (verdict,) = verify_document(document).verdicts
    assert verdict.claim.stated.mode == "road"

"""Travel times: bounds only."""

import pytest
from marked import marked

from geo.claims.reasons import Reason
from geo.claims.verifying import verify_document
from geo.geodesy import destination
from geo.model import Judgement, Place, Position

A = Place("x:a", "Aville", Position(35.0, 40.0))


def travel(text, km=60, azimuth=0):
    town = Place("x:t", "Town", destination(A.position, azimuth, km * 1000))
    outcome = verify_document(marked(text, None, {"Aville": A, "Town": town}))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == "travel"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("[Town], an hour's drive from [Aville], fell.", 5, 120),
        ("[Town] is two hours' drive from [Aville].", 10, 240),
        ("[Town] is a 40-minute drive from [Aville].", 10 / 3, 80),
        ("[Town], half an hour by car from [Aville], fell.", 2.5, 60),
        ("[Town] is an hour and a half from [Aville].", 7.5, 180),
        ("[Town] is a two-hour walk from [Aville].", 2, 16),
        ("[Town] is three days' walk from [Aville].", 72, 576),
    ],
)
def test_a_time_has_the_bounds_of_slow_and_fast(text, low, high):
    (verdict,) = travel(text, km=(low + high) / 2)
    assert verdict.claim.stated.low_m == pytest.approx(low * 1000)
    assert verdict.claim.stated.high_m == pytest.approx(high * 1000)
    assert (verdict.verdict, verdict.reason) == (Judgement.APPROXIMATE, Reason.TRAVEL_BOUNDS)
    assert "bounds only" in verdict.explanation


@pytest.mark.parametrize("km", [2, 300])
def test_what_no_speed_covers_is_contradicted(km):
    (verdict,) = travel("[Town], an hour's drive from [Aville], fell.", km=km)
    assert (verdict.verdict, verdict.reason) == (Judgement.CONTRADICTED, Reason.TRAVEL_IMPOSSIBLE)


def test_a_direction_beside_the_time_is_checked_too():
    (right,) = travel("[Town], an hour's drive north of [Aville], fell.")
    (wrong,) = travel("[Town], an hour's drive south of [Aville], fell.")
    assert right.verdict is Judgement.APPROXIMATE
    assert (wrong.verdict, wrong.reason) == (Judgement.CONTRADICTED, Reason.DIRECTION_OFF)


@pytest.mark.parametrize(
    "text",
    [
        "[Town] was hit two days after [Aville].",
        "[Town] fell an hour before [Aville].",
        "An hour's drive in [Town].",
        "The 40-minute speech from [Aville].",
        "Two hours from now [Town] and [Aville] meet.",
    ],
)
def test_other_times_are_no_claims(text):
    assert travel(text) == []


def test_a_place_without_a_position_is_placed_within_the_bounds():
    document = marked("[Town], an hour's drive from [Aville], fell.", None, {"Aville": A, "Town": None})
    outcome = verify_document(document)
    assert outcome.placements[0].extent_m == pytest.approx(120_000, rel=0.01)


def test_a_common_name_is_not_held_to_a_time(gazetteer):
    small = Place("x:1", "San Antonio", Position(3.9, -75.5), country="CO")
    text = "[San Antonio] lies ten minutes by car from [Cali]."
    document = marked(text, gazetteer, {"San Antonio": small})
    (verdict,) = [v for v in verify_document(document).verdicts if v.claim.type == "travel"]
    assert (verdict.verdict.value, verdict.reason) == ("unverifiable", "common_name")

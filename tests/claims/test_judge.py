"""Verdicts on stated distances and headings, by position: the ordinary, and the degenerate ones by name."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import geo
from geo import geodesy
from geo.claims import Reason, verify_positions
from geo.claims.judge import footprint_of, judge, point_radius
from geo.claims.sites import Site
from geo.model import Judgement, Position, Stated

BAGHDAD = Position(33.34058, 44.40088)
FALLUJAH = Position(33.34913, 43.78599)
SUVA = Position(-18.1416, 178.4415)


def place(position, population=0, extent_m=0.0):
    return Site("a place", position, extent_m, population)


def away(origin, azimuth, km):
    return geodesy.destination(origin, azimuth, km * 1000)


def verdict(text, subject, reference, **more):
    return verify_positions(text, subject, reference, **more)


@pytest.mark.parametrize(
    ("text", "judgement", "reason"),
    [
        ("40 miles west of Baghdad", "supported", "road_distance"),
        ("40 miles (65 km) west of Baghdad", "supported", "road_distance"),
        ("50 km (30 miles) west of Baghdad", "supported", "agrees"),
        ("69 km west of Baghdad", "supported", "road_distance"),
        ("60 km west of Baghdad", "supported", "agrees"),
        ("40 km west of Baghdad", "approximate", "distance_rough"),
        ("50 miles west of Baghdad", "approximate", "distance_rough"),
        ("40 miles east of Baghdad", "contradicted", "reversed"),
        ("40 miles north of Baghdad", "contradicted", "direction_off"),
        ("120 miles west of Baghdad", "contradicted", "distance_off"),
        ("10 miles west of Baghdad", "contradicted", "distance_off"),
        ("57 km from Baghdad", "supported", "agrees"),
        ("within 60 km of Baghdad", "supported", "agrees"),
        ("less than 30 km from Baghdad", "contradicted", "distance_off"),
        ("more than 50 km from Baghdad", "supported", "agrees"),
        ("more than 150 km from Baghdad", "contradicted", "distance_off"),
        ("80 km by road from Baghdad", "supported", "road_distance"),
        ("80 km from Baghdad by road", "supported", "road_distance"),
        ("120 km by road from Baghdad", "unverifiable", "long_road"),
        ("120 km west of Baghdad by road", "unverifiable", "long_road"),
        ("120 km east of Baghdad by road", "contradicted", "direction_off"),
        ("190 km by road from Baghdad", "contradicted", "distance_off"),
        ("30 km by road from Baghdad", "contradicted", "distance_off"),
        ("80 km west of Baghdad as the crow flies", "contradicted", "distance_off"),
        ("80 km as the crow flies from Baghdad", "contradicted", "distance_off"),
        ("60 km as the crow flies from Baghdad", "supported", "agrees"),
        ("due west of Baghdad", "supported", "agrees"),
        ("east of Baghdad", "contradicted", "reversed"),
        ("50 to 60 km west of Baghdad", "supported", "agrees"),
    ],
)
def test_fallujah_and_baghdad(text, judgement, reason):
    found = verdict(text, FALLUJAH, BAGHDAD, reference_population=5_000_000, subject_population=190_000)
    assert (found.verdict.value, found.reason) == (judgement, reason), found.explanation
    assert found.distance_m == pytest.approx(57_247, abs=1)
    assert found.azimuth_deg == pytest.approx(271.1, abs=0.1)


def test_the_sentence_says_what_was_measured_and_how_it_differs():
    found = verdict("40 miles west of Baghdad", FALLUJAH, BAGHDAD)
    assert found.explanation == (
        "Measured 57.2 km (35.6 miles), azimuth 271° (W): the stated distance is 12 % longer, "
        "within what road distances explain."
    )


def test_the_sentence_on_a_long_road_says_that_no_route_was_computed():
    found = verdict("120 km by road from Baghdad", FALLUJAH, BAGHDAD)
    assert found.explanation.endswith(
        "2.1 times as long, more than most roads wind, but some in mountains or around water do; no route was computed."
    )
    assert "winding road" not in verdict("90 km by road from Baghdad", FALLUJAH, BAGHDAD).explanation


@pytest.mark.parametrize(
    ("text", "subject", "reference", "judgement"),
    [
        # Errors in print, each checked by hand.
        ("50 km east of Raqqa", (35.8367, 38.5481), (35.9528, 39.0079), "contradicted"),
        ("two miles west of Hawija", (35.6747, 44.1034), (35.3259, 43.7739), "contradicted"),
        ("30 miles (48 km) north of Azaz", (36.7184, 37.1212), (36.5862, 37.0446), "contradicted"),
        ("less than 100 km from Kabul", (33.5536, 68.4203), (34.5281, 69.1723), "contradicted"),
    ],
)
def test_errors_in_print_are_contradicted(text, subject, reference, judgement):
    assert verdict(text, Position(*subject), Position(*reference)).verdict.value == judgement


# Degenerate cases


def test_the_same_point_is_unverifiable():
    found = verdict("40 miles west of Baghdad", BAGHDAD, BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.SAME_PLACE)


def test_a_subject_inside_the_extent_of_the_reference_is_not_contradicted():
    inside = away(BAGHDAD, 90, 6)
    found = verdict("15 km west of Baghdad", inside, BAGHDAD, reference_extent_m=15_000, subject_extent_m=500)
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.INSIDE_EXTENT)


def test_a_subject_inside_the_extent_may_still_be_supported():
    inside = away(BAGHDAD, 270, 6)
    assert verdict("6 km west of Baghdad", inside, BAGHDAD, reference_extent_m=15_000).verdict is Judgement.SUPPORTED


def test_far_beyond_both_extents_is_contradicted_even_inside():
    inside = away(BAGHDAD, 270, 6)
    assert (
        verdict("300 km west of Baghdad", inside, BAGHDAD, reference_extent_m=15_000).verdict is Judgement.CONTRADICTED
    )


def test_everything_is_south_of_the_north_pole():
    pole = Position(90.0, 0.0)
    station = away(pole, 77.0, 300)
    assert verdict("300 km south of the Pole", station, pole).verdict is Judgement.SUPPORTED
    assert verdict("300 km north of the Pole", station, pole).verdict is Judgement.CONTRADICTED


def test_everything_is_north_of_the_south_pole():
    pole = Position(-90.0, 0.0)
    assert verdict("300 km north of the Pole", away(pole, 12.0, 300), pole).verdict is Judgement.SUPPORTED


def test_east_and_west_mean_nothing_at_a_pole():
    pole = Position(90.0, 0.0)
    found = verdict("300 km west of the Pole", away(pole, 10.0, 300), pole)
    assert found.verdict is Judgement.SUPPORTED


def test_the_pole_is_north_of_every_place():
    assert (
        verdict("300 km north of the station", Position(90.0, 0.0), Position(87.313, 40.0)).verdict
        is Judgement.SUPPORTED
    )


def test_antipodes_have_a_distance_and_every_direction():
    madrid, opposite = Position(40.4168, -3.7038), Position(-40.4168, 176.2962)
    for heading in ("north", "east", "south", "west"):
        assert verdict(f"20,000 km {heading} of Madrid", opposite, madrid).verdict is Judgement.SUPPORTED


def test_a_claim_across_the_antimeridian_is_measured_the_short_way():
    east = away(SUVA, 90, 300)
    assert east.lon < 0
    found = verdict("300 km east of Fiji", east, SUVA)
    assert found.verdict is Judgement.SUPPORTED
    assert found.distance_m == pytest.approx(300_000, rel=1e-6)
    assert verdict("300 km west of Fiji", east, SUVA).reason == Reason.REVERSED


def test_the_footprint_across_the_antimeridian_is_in_one_piece():
    shape = verdict("170 km east of Fiji", away(SUVA, 90, 170), SUVA).footprint
    lons = [lon for lon, _lat in shape.coordinates[0]]
    assert max(lons) - min(lons) < 10
    assert min(lons) < 180 < max(lons)


def test_a_distance_of_zero_is_contradicted_by_another_place_and_supported_by_a_touching_one():
    assert verdict("0 km from Baghdad", FALLUJAH, BAGHDAD).verdict is Judgement.CONTRADICTED
    near = away(BAGHDAD, 10, 0.05)
    assert verdict("0 km from Baghdad", near, BAGHDAD).verdict is Judgement.SUPPORTED


def test_forty_thousand_kilometres_is_longer_than_half_the_earth():
    found = verdict("40,000 km from Baghdad", FALLUJAH, BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.CONTRADICTED, Reason.IMPOSSIBLE_DISTANCE)


def test_within_forty_thousand_kilometres_is_true_of_everything():
    assert verdict("within 40,000 km of Baghdad", FALLUJAH, BAGHDAD).verdict is Judgement.SUPPORTED


def test_decimal_commas_and_thousands_are_read_as_such():
    position = away(BAGHDAD, 0, 10.5)
    assert verdict("10,5 km north of Baghdad", position, BAGHDAD).verdict is Judgement.SUPPORTED
    assert verdict("1,200 km north of Baghdad", away(BAGHDAD, 0, 1200), BAGHDAD).verdict is Judgement.SUPPORTED
    assert verdict("1,200 km north of Baghdad", away(BAGHDAD, 0, 2.0), BAGHDAD).verdict is Judgement.CONTRADICTED


def test_number_words_are_read():
    assert (
        verdict("three hundred and twenty km north of it", away(BAGHDAD, 0, 320), BAGHDAD).verdict
        is Judgement.SUPPORTED
    )


def test_nautical_miles_are_longer():
    position = away(BAGHDAD, 0, 1.852 * 60)
    assert verdict("60 nautical miles as the crow flies from it", position, BAGHDAD).verdict is Judgement.SUPPORTED
    assert verdict("60 miles as the crow flies from it", position, BAGHDAD).verdict is not Judgement.SUPPORTED


def test_a_long_way_is_judged_by_the_map_as_well_as_by_the_great_circle():
    seoul, new_york = Position(37.57, 126.98), Position(40.71, -74.0)
    assert geodesy.angle_between(90, geodesy.inverse(seoul, new_york).azimuth_deg) > 60
    assert verdict("11,000 km east of Seoul", new_york, seoul).verdict is Judgement.SUPPORTED


# Other readings


def test_kilometres_taken_for_miles_are_named():
    found = verdict("40 km from Baghdad", away(BAGHDAD, 0, 64.4), BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.CONTRADICTED, Reason.OTHER_UNIT)
    assert "would fit if kilometres were miles" in found.explanation


def test_miles_taken_for_kilometres_are_named():
    found = verdict("60 miles south of Baghdad", away(BAGHDAD, 180, 52), BAGHDAD)
    assert found.reason == Reason.OTHER_UNIT
    assert "would fit if miles were kilometres" in found.explanation


def test_a_reversed_direction_is_named():
    assert "would fit with the direction reversed" in verdict("40 miles east of Baghdad", FALLUJAH, BAGHDAD).explanation


def test_a_distance_from_the_edge_of_a_large_city_is_approximate():
    found = verdict(
        "9 km west of Baghdad",
        away(BAGHDAD, 270, 22),
        BAGHDAD,
        reference_extent_m=13_500,
        reference_population=5_000_000,
    )
    assert (found.verdict, found.reason) == (Judgement.APPROXIMATE, Reason.EDGE_TO_CENTRE)


@pytest.mark.parametrize(
    "text", ["22 kilometers (11 miles) from it", "40 miles (40 km) from it", "10 km (1 mile) from it"]
)
def test_a_wrong_conversion_is_said(text):
    km = float(text.split()[0]) * (1.609 if "40 miles" in text else 1)
    found = verdict(text, away(BAGHDAD, 0, km), BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.APPROXIMATE, Reason.CONVERSION_WRONG)
    assert "the conversion is wrong" in found.explanation


@pytest.mark.parametrize(
    "text",
    [
        "65 km (40 miles)",
        "60 kilometres (35 miles)",
        "30 kilometers (19 miles)",
        "370 km (225 mi)",
        "13 km (8 miles)",
        "1.9 miles (3km)",
        "77 km (48 mi)",
        "4 km (2.5 mi)",
        "199.1 km (123.7 mi)",
    ],
)
def test_a_rounded_conversion_is_right(text):
    number, unit = text.split()[:2]
    metres = float(number) * (1609.344 if unit.startswith("mi") else 1000)
    found = verdict(f"{text} from it", geodesy.destination(BAGHDAD, 0, metres), BAGHDAD)
    assert found.verdict is Judgement.SUPPORTED


def test_where_only_the_conversion_fits_that_is_said():
    found = verdict("65 km (25 miles) north of it", away(BAGHDAD, 0, 40), BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.APPROXIMATE, Reason.CONVERSION_WRONG)
    assert "the one in brackets fits" in found.explanation


def test_a_text_without_a_claim_is_unverifiable():
    found = verdict("Nothing is said here", FALLUJAH, BAGHDAD)
    assert (found.verdict, found.reason) == (Judgement.UNVERIFIABLE, Reason.VAGUE)


def test_of_several_distances_the_one_before_the_references_name_is_taken():
    text = "273 km south of Addis Ababa, 130 km east of Sodo, and 75 km north of Dilla"
    assert verdict(text, FALLUJAH, BAGHDAD, reference_name="Sodo").claim.text == "130 km east of"
    assert verdict(text, FALLUJAH, BAGHDAD, reference_name="Dila, Ethiopia").claim.text == "75 km north of"


# Laws

positions = st.builds(Position, st.floats(-75, 75), st.floats(-180, 180))
headings = st.sampled_from([("N", 0.0, 45.0), ("NE", 45.0, 22.5), ("S", 180.0, 45.0), ("WNW", 292.5, 11.25)])


@given(positions, headings, st.floats(2, 1500), st.floats(0.9, 1.25), st.floats(-25, 25))
def test_what_is_nearly_right_is_supported_and_its_opposite_contradicted(origin, heading, km, factor, turn):
    name, azimuth, half = heading
    subject = place(away(origin, azimuth + turn, km))
    stated = Stated(km * factor * 1000 - 1, km * factor * 1000 + 1, "kilometre", name, azimuth, half)
    assert judge(stated, subject, place(origin)).judgement is Judgement.SUPPORTED
    opposite = Stated(stated.low_m, stated.high_m, "kilometre", None, (azimuth + 180) % 360, half)
    outcome = judge(opposite, subject, place(origin))
    assert outcome.judgement in (Judgement.CONTRADICTED, Judgement.UNVERIFIABLE)


@given(positions, headings, st.floats(3, 1500), st.floats(-60, 60), st.floats(0.5, 2.0))
def test_a_point_of_the_footprint_is_where_the_claim_is_supported(origin, heading, km, turn, factor):
    shapely = pytest.importorskip("shapely")
    name, azimuth, half = heading
    reference = place(origin)
    stated = Stated(km * 1000 - 500, km * 1000 + 500, "kilometre", name, azimuth, half)
    subject = Site("a dot", away(origin, azimuth + turn, km * factor), 1.0)
    shape = footprint_of(stated, reference)
    ring = shapely.Polygon(shape.coordinates[0])
    lon = subject.position.lon + 360 * round((ring.centroid.x - subject.position.lon) / 360)
    assume(ring.exterior.distance(shapely.Point(lon, subject.position.lat)) > 0.02 * km / 111 + 0.01)
    inside = ring.contains(shapely.Point(lon, subject.position.lat))
    assert inside == (judge(stated, subject, reference).judgement is Judgement.SUPPORTED)


@given(positions, positions, st.floats(0.1, 30_000), st.sampled_from([None, 0.0, 90.0, 225.0]))
def test_every_claim_has_an_outcome_with_a_confidence(origin, other, km, azimuth):
    stated = Stated(km * 900, km * 1100, "kilometre", "N" if azimuth is not None else None, azimuth, 45.0)
    outcome = judge(stated, place(other, 100_000), place(origin, 2_000_000))
    assert 0 <= outcome.confidence <= 1
    assert outcome.distance_m is not None


def test_the_point_radius_of_forty_miles_west_is_that_of_the_guides():
    stated = Stated(39.5 * 1609.344, 40.5 * 1609.344, "mile", "W", 270.0, 45.0)
    centre, radius = point_radius(stated, Site("Baghdad", BAGHDAD, 5_000))
    assert geodesy.distance(BAGHDAD, centre) == pytest.approx(40 * 1609.344, rel=1e-6)
    assert 31 <= radius / 1609.344 <= 37


def test_the_radius_without_a_heading_reaches_all_round():
    centre, radius = point_radius(Stated(9_500, 10_500, "kilometre"), Site("Baghdad", BAGHDAD, 5_000))
    assert centre == BAGHDAD
    assert radius == 15_500


def test_a_confidence_is_a_number_even_for_absurd_claims():
    found = verdict("1 km north of Baghdad", SUVA, BAGHDAD)
    assert math.isfinite(found.confidence)
    assert found.verdict is Judgement.CONTRADICTED


def test_a_turned_claim_is_said_to_fit_only_where_its_distance_fits_as_well():
    far, near = geo.verify("Nyala is 1,000 miles east of Khartoum."), geo.verify("Nyala is 950 km east of Khartoum.")
    assert [one.verdict for one in (*far, *near)] == [Judgement.CONTRADICTED] * 2
    assert "reversed" not in far[0].explanation
    assert "would fit with the direction reversed" in near[0].explanation


def test_a_right_distance_the_wrong_way_is_told_as_two_things():
    found = verdict("57 km south of Baghdad", FALLUJAH, BAGHDAD)
    assert ": the distance as stated, the direction 91° off, another way altogether." in found.explanation

"""What of a text relates two things by a distance or a direction, by grammar alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims import find_claims


def only(text):
    (found,) = find_claims(text)
    return found


@pytest.mark.parametrize(
    ("text", "heading", "km"),
    [
        ("the city 40 miles west of Baghdad", "W", 64.4),
        ("a 40-mile west of Baghdad", "W", 64.4),
        ("located 81 kilometers (50 mi) north of Damascus", "N", 81),
        ("at 133 km SSE from the centre of Donetsk city", "SSE", 133),
        ("290 km driving distance southwest of Kiev", "SW", 290),
        ("450 km (280 mi) to the northeast of the capital Damascus", "NE", 450),
        ("110 km (68 mi) to the north north west from the Oblast capital, Luhansk", "NNW", 110),
        ("approximately 800 kilometres (500 mi), by road, northwest of Juba", "NW", 800),
        ("199.1 kilometres (123.7 mi), by road, directly north of Port Harcourt", "N", 199.1),
        ("It is 80 kilometres, northeast of the Erbil", "NE", 80),
        ("26 km to the north of the city of Chernivtsi", "N", 26),
        ("30km north east of Aleppo city", "NE", 30),
        ("about 50 km (30 miles) west and northwest of Raqqa", "W-NW", 50),
        ("half a mile due east of the bridge", "E", 0.8),
        ("one-third of a mile north of Highway 282", "N", 0.54),
        ("(5 km north of Avdiivka)", "N", 5),
        ("a distance of 19 km north from the centre of Mariupol", "N", 19),
        ("300 miles (483 km) southwest from Mexico City", "SW", 483),
        ("40 km West of Mosul", "W", 40),
        ("10 miles N.W. of Homs", "NW", 16.1),
    ],
)
def test_distance_and_direction_are_found_together(text, heading, km):
    found = only(text)
    assert found.kind == "distance+direction"
    assert found.heading.name == heading
    assert found.length.middle_m / 1000 == pytest.approx(km, rel=0.01)
    assert not found.is_implicit
    assert text[found.after :][0] not in " ,"


@pytest.mark.parametrize(
    ("text", "qualifier", "mode"),
    [
        ("lies 90 km from Bakhmut", None, None),
        ("within nine miles of Manbij", "within", None),
        ("advanced to within seven kilometres (four miles) of Tabqa airbase", "within", None),
        ("no more than 20 km from Aleppo", "at_most", None),
        ("less than 100 km from Kabul", "at_most", None),
        ("at least 30 miles from Raqqa", "at_least", None),
        ("more than 60 kilometres (35 miles) from the city of Aleppo", "at_least", None),
        ("about 12 km from Homs", "about", None),
        ("~12 km from Homs", "about", None),
        ("65 km (40 miles) by road from Damascus", None, "road"),
        ("at a road distance of 65 km from Damascus", None, "road"),
        ("65 km as the crow flies from Damascus", None, "air"),
        ("65 km away from Damascus", None, None),
        ("some 45 kilometers outside Raqqa", "about", None),
        ("40 to 50 km from Mosul", None, None),
        ("a dozen kilometres from Mosul", None, None),
    ],
)
def test_a_distance_alone_is_found_with_what_qualifies_it(text, qualifier, mode):
    found = only(text)
    assert (found.kind, found.qualifier, found.mode) == ("distance", qualifier, mode)


@pytest.mark.parametrize("text", ["Kobani, 22 miles away.", "Idlib, some 30 kilometers (19 miles) to the west."])
def test_a_distance_without_a_reference_is_implicit(text):
    assert only(text).is_implicit


@pytest.mark.parametrize(
    "text",
    [
        "a 15-kilometre front along the western edges of Aleppo",
        "the 98-kilometer (60-mile) stretch between Manbij and the border",
        "an area stretching across 14 kilometres southwards from Kobane 10 kilometres to the east",
        "a 14 km stretch of road",
        "a 5 km run",
        "the final 10 kilometre run",
        "its fighters marched about 3 kilometers (2 miles) from the eastern side of Tabqa",
        "The stage covered 109 miles from Paredes de Nava to Baltanas.",
        "meanders over 400 miles from northwest of Tyler to the Gulf",
        "a three kilometre exclusion zone around the farm",
        "a zone of 30 kilometer radius of the farm",
        "the 180 miles of the trail in West Virginia",
        "drove 20 km to the outbreak area",
        "a man of Ten Mile",
        "2.5m people from Syria",
        "winds of up to 290km/h from the north",
        "the 123-mile western portion from the New York border to Route 128",
        "have seized 3 kilometers of territory",
        "talks between Damascus and Ankara",
        "an improved 6.2-mile portion of Highway 19",
        "orbiting some 350 kilometers above the Earth",
        "The roadway would reach five miles into the city",
        "swimming three miles a session",
    ],
)
def test_extents_movements_and_races_are_no_claims(text):
    assert not [found for found in find_claims(text) if found.length is not None]


def test_distances_in_a_row_are_found_one_by_one():
    found = find_claims("25 km northeast of Adigeni and 28 km west of Akhaltsikhe")
    assert [(mention.heading.name, mention.length.value) for mention in found] == [("NE", 25), ("W", 28)]


def test_a_direction_may_follow_a_distance_and_share_its_subject():
    found = find_claims("81 km north of Damascus and south of Homs")
    assert [(mention.kind, mention.heading.name) for mention in found] == [
        ("distance+direction", "N"),
        ("direction", "S"),
    ]


def test_a_conversion_in_brackets_belongs_to_its_distance():
    found = only("65 km (40 miles) from Damascus")
    assert found.bracketed.unit == "mile"
    assert found.stated().bracketed_m == pytest.approx(64373.76)


def test_a_conversion_after_a_slash_belongs_to_its_distance():
    assert only("65 km/40 miles from Damascus").bracketed.value == 40


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("40 km from A", 39.5, 40.5),
        ("less than 40 km from A", None, 40.5),
        ("within 40 km of A", None, 40.5),
        ("more than 40 km from A", 39.5, None),
        ("40 to 50 km from A", 39.5, 50.5),
    ],
)
def test_what_is_stated_has_the_bounds_of_its_words(text, low, high):
    stated = only(text).stated()
    assert (stated.low_m, stated.high_m) == (low and low * 1000, high and high * 1000)


@given(st.text(alphabet=st.sampled_from(list("40 kmilesnorthwestof,.()AB-\n½ é")), max_size=120))
def test_any_text_gives_mentions_in_order_and_within_it(text):
    last = 0
    for found in find_claims(text):
        assert last <= found.start < found.end <= len(text)
        assert found.after is None or found.end <= found.after <= len(text)
        last = found.start

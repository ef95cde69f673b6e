"""What of a text relates two things by a distance or a direction, by grammar alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.claims import find_claims, grammar


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
        ("the tanker was seized 60 nautical miles west of Hodeidah", "W", 111.1),
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


MEASURES_OF_THINGS = [
    "a 40-mile long convoy north of Kyiv",
    "the convoy stretched 40 miles north of Kyiv",
    "They walked 5 km north of the border",
    "has advanced 5 km from its start line",
    "within a 50-km radius of Raqqa",
    "within a 5 km radius of the plant",
    "in a 10-mile radius of the airport",
    "a buffer zone 30 km (20 miles) deep",
    "a strip 15 km wide",
    "the zone extends 15 km from the border",
    "troops pushed 10 km into Syria",
    "rockets with a range of 40 km",
    "missiles with a range of 70 km from Gaza",
    "They swam 3 miles from Alcatraz to the shore",
    "ran 5 miles from home",
    "flying at 10,000 feet above the city",
    "stay 6 feet away from each other",
    "people stood six feet apart",
    "the first visit to the Middle East of the new secretary",
    "after travelling to the U.S. of his own will",
    "the Far East of Russia",
    "at a depth of 10 km",
    "drove the 60 miles from Mosul to Erbil",
    "the 80 km road from Erbil to Mosul",
    "a journey of 500 km from Damascus to Aleppo",
    "flew 300 miles from Baghdad to Basra",
    "travelled more than 100 miles from Aleppo to reach Turkey",
    "travelled 100 km from his village",
    "had travelled 30 km by bus from Hama",
    "He hiked 12 miles from the trailhead",
    "drove nearly 20 miles from the scene",
    "fled 40 km from the fighting",
    "a 26-mile march from Selma",
    "The river flows 400 km from the mountains to the sea",
    "a front line running 30 km from Kobani",
    "the pipeline runs 300 km from Kirkuk to Ceyhan",
    "The wall will stretch 150 km from Jarablus",
    "a trench 40 km long",
    "an 800-metre tunnel from Gaza",
    "the fire has spread 10 km from the park",
    "towed 20 miles from shore",
    "was dragged 2 miles from the scene",
    "the army gained 3 km from the rebels",
    "regained 20 square km from IS",
    "the car rolled 50 feet from the road",
    "he ran 40 yards from midfield",
    "a 30-yard shot from outside the box",
    "scored from 25 yards",
    "He kicked a 45-yard field goal from the left",
    "a 20 km traffic jam north of Baghdad",
    "the 8 km corridor from Mariupol",
    "a 500-mile journey from Khartoum",
    "the 1,200-mile border from Syria to Iran",
    "The pursuit lasted eight miles north of town",
    "chased him for 12 miles from Brandon to Albany",
    "the strip runs 10 km along the coast",
    "they marched the last 5 km from the station",
    "a walk of 3 km from the hotel",
    "pushed IS back 20 km from the city",
    "drove them back 15 kilometres from the outskirts",
    "a height of 100 metres",
    "the train covers the 300 km from Madrid in two hours",
    "they biked 48 miles from Norman",
    "paddled 15 miles from camp",
    "an area 10 km from north to south",
    "5 km by 3 km",
]
PLACES = [
    "the town 40 km north of Mosul",
    "a ridge 3 km from Bakhmut",
    "a crossing 40 km west of Mosul",
    "the town 40 km from Mosul",
    "its headquarters back in the village 5 km north of Homs",
    "was last seen 40 km south of Gao",
    "a border crossing 10 km east of Kilis",
    "the captured airfield 10 km from Raqqa",
    "the village he had fled 40 years ago lies 5 km from Homs",
    "the covered market 2 km from the citadel",
    "Clashes were reported 5 km from the airport",
    "The bomb went off 300 metres from the mosque",
    "The town is home to 5,000 people and lies 30 km from Mosul",
    "fighters are now 2 km from the city centre",
    "positions some 6 km from al-Rasafa area",
    "army units stopped 10 km from the town",
    "a base 20 miles from Baghdad",
    "the crash site is 12 miles from the runway",
    "a checkpoint about a kilometre from the bridge",
    "reached a point 15 km south of Mosul",
    "was killed 10 km east of Tikrit",
    "moved to a camp 5 km north of Idlib",
    "ran aground 3 miles off Tobruk",
    "captured a hill 4 km from Kafr Nabl",
    "were ambushed 60 km west of Ramadi",
    "a village just 2km from the front line",
    "He lives two miles from the school",
    "The epicenter was 30 km southeast of Erbil at a depth of 10 km",
    "has been pushed to within 10 km of Raqqa",
    "flew to within 20 miles of the coast",
    "an attack on a convoy 100 km north of Bamako",
    "the plane came down 40 miles north of Gao",
    "died in a blast 25 kilometres from Kabul",
    "seized a village 7 km west of Donetsk",
    "advanced to positions 3 km from Bakhmut",
    "took control of Hatla, 5 km east of Deir ez-Zor",
    "They were stopped 40 km short of Tripoli",
    "retreated to Bani Walid, 170 km southeast of Tripoli",
    "the march began 10 km from Bamako",
    "The convoy was hit 12 km north of Mosul",
]


@pytest.mark.parametrize("text", MEASURES_OF_THINGS)
def test_what_moves_stretches_or_is_so_large_lies_nowhere(text):
    assert not [found for found in find_claims(text) if found.length is not None]


@pytest.mark.parametrize("text", PLACES)
def test_what_lies_somewhere_is_found(text):
    assert [found for found in find_claims(text) if found.length is not None]


@given(st.text(alphabet=st.sampled_from(list("40 kmilesnorthwestof,.()AB-\n½ é")), max_size=120))
def test_any_text_gives_mentions_in_order_and_within_it(text):
    last = 0
    for found in find_claims(text):
        assert last <= found.start < found.end <= len(text)
        assert found.after is None or found.end <= found.after <= len(text)
        last = found.start


_WORDS = (
    "drove",
    "marching",
    "range of",
    "southwards",
    "back",
    "the",
    "of",
    "an",
    "about",
    "some",
    "up to",
    "less than",
    "or so",
    "approx.",
    "in excess of",
    "a maximum of",
    "as little as",
    "not quite",
    "DROVE",
    "Up To",
    "(drove",
    "is",
    "basis",
    "≈",
    "km",
    "40",
)
_GAPS = (" ", " ", " ", "  ", "\n", "\u00a0", "-", ",", "    ")


@given(st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=7))
def test_the_last_word_rules_out_no_motion_and_no_qualifier(pieces):
    text = "".join(word + gap for word, gap in pieces)
    moves = grammar._MOTION.search(text[-72:]) is not None
    qualifies = grammar._QUALIFIER.search(text[-40:])
    assert grammar._moves(text, len(text)) == moves
    assert (grammar.qualifier_before(text, len(text))[0] is None) == (qualifies is None)

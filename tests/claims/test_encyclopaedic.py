"""Phrases of encyclopaedias and of reports from sea, air and history: found, bound and judged as a reader would."""

from __future__ import annotations

import pytest

import geo
from geo.claims import find_claims

RIGHT = {"supported", "approximate"}
WRONG = {"contradicted"}
OPEN = {"unverifiable"}

CASES = [
    # text, kind, subject, reference, verdicts that are right
    ("Rastan lies 20 km north of Homs, 22 south of Hama.", "offset", "Rastan", "Hama", RIGHT),
    ("Rastan lies 20 km north of Homs, 22 north of Hama.", "offset", "Rastan", "Hama", WRONG),
    ("Azaz is within a 30-mile radius of Aleppo.", "offset", "Azaz", "Aleppo", RIGHT),
    ("Azaz lies within a five-mile radius of Aleppo.", "offset", "Azaz", "Aleppo", WRONG),
    ("Zongo, four kilometres across the river from Bangui, was calm.", "offset", "Zongo", "Bangui", RIGHT),
    ("Sderot is barely a mile from Gaza's edge.", "offset", "Sderot", "Gaza", OPEN),
    ("Bashiqa is 10 km from the outskirts of Mosul.", "offset", "Bashiqa", "Mosul", OPEN),
    ("Sievierodonetsk is a few hundred kilometres from Lysychansk.", "offset", "Sievierodonetsk",
     "Lysychansk", WRONG),
    ("Kirkuk, less than 100 km from Erbil and no more than 250 from Baghdad, is calm.", "offset", "Kirkuk", "Baghdad",
     RIGHT),
    ("Kirkuk, less than 100 km from Erbil and no more than 150 from Baghdad, is calm.", "offset", "Kirkuk", "Baghdad",
     WRONG),
    ("Brovary, twenty-odd kilometres north-east of central Kyiv, was shelled.", "offset", "Brovary", "Kyiv", RIGHT),
    ("Douma, ten or so kilometres north-east of Damascus, held out.", "offset", "Douma", "Damascus", RIGHT),
    ("The freighter lay four miles off Garacad, 240 miles south of Bosaso.", "offset", "Garacad", "Bosaso", RIGHT),
    ("The freighter lay four miles off Garacad, 240 miles north of Bosaso.", "offset", "Garacad", "Bosaso", OPEN),
    ("Umm Qasr sits a stone's throw from the Kuwaiti border.", "border", "Umm Qasr", "the Kuwaiti border", RIGHT),
    # Confluences, both banks, what flows through where
    ("Belgrade, at the confluence of the Sava and the Danube, is old.", "shore", "Belgrade", "Danube", RIGHT),
    ("Khartoum lies at the confluence of the White Nile and the Blue Nile.", "shore", "Khartoum", "Blue Nile", RIGHT),
    ("Kinshasa lies at the confluence of the White Nile and the Blue Nile.", "shore", "Kinshasa", "White Nile", WRONG),
    ("Deir ez-Zor lies at the confluence of the Tigris and the Euphrates.", "shore", "Deir ez-Zor", "Tigris", WRONG),
    ("Zaporizhzhia straddles the Dnieper.", "shore", "Zaporizhzhia", "Dnieper", RIGHT),
    ("Bratislava occupies both banks of the Danube.", "shore", "Bratislava", "Danube", RIGHT),
    ("The Tigris flows through Mosul, Tikrit and Baghdad.", "shore", "Tikrit", "Tigris", RIGHT),
    ("The Danube flows through Berlin and Vienna.", "shore", "Berlin", "Danube", WRONG),
    # An estuary is no open sea
    ("Mykolaiv lies about 65 km from the Black Sea.", "shore", "Mykolaiv", "Black Sea", OPEN),
    ("Odesa lies 200 km from the Black Sea.", "shore", "Odesa", "Black Sea", WRONG),
    # Neighbours with their sides
    ("Mali borders Algeria (north), Niger (east) and Senegal (west).", "neighbour", "Mali", "Senegal", RIGHT),
    ("Jordan is bordered by Syria to the north and Iraq to the east.", "neighbour", "Jordan", "Iraq", RIGHT),
    ("Jordan is bordered by Syria to the south and Iraq to the west.", "neighbour", "Jordan", "Iraq", WRONG),
    ("Jordan is bordered by Turkey to the north and Iran to the east.", "neighbour", "Jordan", "Iran", WRONG),
    ("Ukraine is bordered to the north by Belarus and to the east by Russia.", "neighbour", "Ukraine", "Russia", RIGHT),
    ("Idlib Governorate is bounded by Aleppo Governorate to the east.", "neighbour", "Idlib Governorate",
     "Aleppo Governorate", RIGHT),
    ("Idlib Governorate is bounded by Aleppo Governorate to the west.", "neighbour", "Idlib Governorate",
     "Aleppo Governorate", WRONG),
    ("Sudan borders the Red Sea to the east and Chad to the west.", "neighbour", "Sudan", "Chad", RIGHT),
    ("Bordered by Burkina Faso in the west and Togo in the east, Ghana has a long coast.", "neighbour", "Ghana", "Togo",
     RIGHT),
    # Countries and straits between others
    ("Moldova, landlocked between Romania and Ukraine, has no coast.", "between", "Moldova", "Romania", RIGHT),
    ("Moldova lies between Spain and France.", "between", "Moldova", "Spain", WRONG),
    ("Uruguay lies between Brazil and Colombia.", "between", "Uruguay", "Brazil", WRONG),
    ("Bab el-Mandeb, barely 20 miles wide, lies between Yemen and Djibouti.", "between", "Bab el-Mandeb", "Yemen",
     RIGHT),
    # Ranks say more than that a city lies in a country
    ("Misrata is the largest city in Libya.", "rank", "Misrata", "Libya", WRONG),
    ("Nouakchott is the capital and largest city of Mauritania.", "rank", "Nouakchott", "Mauritania", RIGHT),
    ("Ramadi is the largest city in Anbar province.", "rank", "Ramadi", "Anbar", RIGHT),
    ("Zakho is the northernmost city in Iraq.", "rank", "Zakho", "Iraq", RIGHT),
    ("Dohuk is the northernmost city in Iraq.", "rank", "Dohuk", "Iraq", {"approximate"}),
    ("Basra is the northernmost city in Iraq.", "rank", "Basra", "Iraq", WRONG),
    ("Uzhhorod, the westernmost city of Ukraine, was quiet.", "rank", "Uzhhorod", "Ukraine", RIGHT),
    ("Herat, 120 km from the Iranian border, is Afghanistan's third-largest city.", "rank", "Herat", "Afghanistan",
     RIGHT),
    # Borders named by people who live in other countries, too
    ("Kunduz, some 60 km south of the Tajik border, fell.", "border", "Kunduz", "the Tajik border", RIGHT),
    ("Kandahar lies 20 km from the Tajik border.", "border", "Kandahar", "the Tajik border", WRONG),
    ("Termez lies on the Afghan-Uzbek border.", "border", "Termez", "the Afghan-Uzbek border", RIGHT),
    # "It" that goes on about what the sentence before begins with
    ("Tal Abyad is a town. It lies on the Turkish border.", "border", "Tal Abyad", "the Turkish border", RIGHT),
    ("Palmyra is a town. It lies on the Turkish border.", "border", "Palmyra", "the Turkish border", WRONG),
    ("Azaz fell on Monday. The town lies in Idlib province.", "containment", "Azaz", "Idlib", WRONG),
    ("Azaz is a town in Syria. It is near Kilis. It lies in Aleppo province.", "containment", "Azaz", "Aleppo", RIGHT),
    ("Ramadi is a city. It is the capital of Anbar province.", "rank", "Ramadi", "Anbar", RIGHT),
    ("Raqqa is a city. It lies on the Euphrates.", "shore", "Raqqa", "Euphrates", RIGHT),
    ("Syria is a country. It borders Turkey to the north.", "neighbour", "Syria", "Turkey", RIGHT),
    ("Georgia is a country. It borders Russia to the south.", "neighbour", "Georgia", "Russia", WRONG),
    # Whose border, whose shore: of two things said in a row, and of an apposition
    ("Gwoza, 135 km southeast of Maiduguri and close to the Cameroonian border, fell.", "border", "Gwoza",
     "the Cameroonian border", RIGHT),
    ("The plane broke up 3 km from Aktau, a port on the eastern shore of the Caspian Sea.", "shore", "Aktau",
     "Caspian Sea", RIGHT),
    ("The two cities, Homs and Hama, are 45 km apart.", "apart", "Homs", "Hama", RIGHT),
    ("Syria is a country. It shares borders with Turkey and Iraq.", "neighbour", "Syria", "Iraq", RIGHT),
    # Past an aside
    ("Kinshasa and Brazzaville, on opposite banks of the Congo, are four kilometres apart.", "apart", "Kinshasa",
     "Brazzaville", RIGHT),
    ("Al-Bab, 35 km north-east of Aleppo and 30 km south of the border, lies in the Aleppo Governorate.",
     "containment", "Al-Bab", "Aleppo Governorate", RIGHT),
    ("Ramadi, the capital of Anbar, is in Iraq.", "containment", "Ramadi", "Iraq", RIGHT),
    # Another time
    ("In 1914 Lviv lay 90 km from the Russian border.", "border", "Lviv", "the Russian border", OPEN),
    ("Saint Petersburg was the capital of Russia until 1918.", "rank", "Saint Petersburg", "Russia", OPEN),
    ("Breslau was a city in Germany until 1945.", "containment", "Breslau", "Germany", OPEN),
    ("Aleppo, besieged since 2012, is in Turkey.", "containment", "Aleppo", "Turkey", WRONG),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "subject", "reference", "expected"), CASES)
def test_the_claim_is_found_bound_and_judged(text, kind, subject, reference, expected):
    told = [(v.claim.type, v.subject_name, v.reference_name, v.verdict.value) for v in geo.verify(text)]
    found = {judgement for *who, judgement in told if who == [kind, subject, reference]}
    assert found, told
    assert found <= expected, told


@pytest.mark.parametrize(
    "text",
    [
        "Lake Assad stretches 80 km upstream of Tabqa.",
        "Snake Island, 35 km off the Danube delta, was retaken.",
        "Kherson, some 25 kilometers from the mouth of the Dnieper, was shelled.",
        "Neither Manbij nor Jarablus is in Raqqa province.",
        "Mosul is not 40 km from Baghdad.",
        "Hama is not north of Homs.",
        "Baghdad is not an hour's drive from Mosul.",
    ],
)
def test_what_is_denied_or_measures_a_thing_is_no_claim(text):
    assert not [v for v in geo.verify(text) if v.claim.type != "containment" or v.verdict.value == "contradicted"]


def test_what_is_measured_from_the_centre_of_a_city_tells_nothing_of_that_centre():
    kinds = [v.claim.type for v in geo.verify("Daraya is a mere eight kilometres from central Damascus.")]
    assert kinds == ["offset"]


def test_a_rank_is_told_once_and_not_as_lying_in_the_country_as_well():
    assert [v.claim.type for v in geo.verify("Taiz is the third largest city in Yemen.")] == ["rank"]


def test_the_largest_city_of_a_part_of_a_country_is_not_ranked_in_all_of_it():
    assert "rank" not in [v.claim.type for v in geo.verify("Agadez is northern Niger's largest city.")]


def test_what_is_said_of_another_time_gives_the_words():
    (verdict,) = geo.verify("In 1914 Lviv lay 90 km from the Russian border.")
    assert verdict.reason == "another_time"
    assert "'In 1914'" in verdict.explanation


@pytest.mark.parametrize(
    "text",
    [
        "Russia attacked Kharkiv. It is the second largest city in Ukraine.",
        "Shells hit Azaz. It lies in Idlib province.",
        "Syria is large. The town lies on the Euphrates.",
    ],
)
def test_it_is_not_taken_for_what_may_not_be_meant(text):
    assert not [v for v in geo.verify(text) if v.subject_name in {"Russia", "Syria"} or v.verdict.value in WRONG]


def test_what_was_felt_elsewhere_does_not_lie_where_the_epicentre_does():
    (verdict,) = geo.verify("The tremor, whose epicentre lay 33 km north-west of Herat, was felt in Mashhad.")
    assert (verdict.subject_name, verdict.verdict.value) == (None, "unverifiable")


def test_a_part_that_a_distance_is_measured_from_is_not_drawn_as_well():
    text = "Diego Garcia lies 1,800 km south of the southern tip of India."
    assert [v.claim.type for v in geo.verify(text)] == ["offset"]


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("20 miles north of Ayn, five south of Bel and ten east of Dur", [32187, 8047, 16093]),
        ("20 km north of Ayn killed two people and 22 south of Bel", [20000, None]),
        ("20 km north of Ayn. The road leads on, 22 south of Bel", [20000, None]),
    ],
)
def test_a_number_without_a_unit_has_that_of_the_length_before_it(text, metres):
    found = [mention.length and round(mention.length.middle_m) for mention in find_claims(text)]
    assert found == metres

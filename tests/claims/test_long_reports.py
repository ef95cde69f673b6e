"""Who is meant in sentences of assessments, flash updates and panels: asides, lists, brackets, "a further 10 km"."""

from __future__ import annotations

import pytest

import geo
from geo.model import Judgement

SUBJECTS = [
    # What is said of a town past the province, the country or the district beside it
    ("Pinga lies in Walikale Territory, 150 km northwest of Goma.", "150 km northwest of Goma", "Pinga"),
    ("Arish, in Egypt's North Sinai, is 45 km west of Rafah.", "45 km west of Rafah", "Arish"),
    ("Antakya, capital of Hatay, 20 km from the Syrian border, was hit.", "20 km from the Syrian border", "Antakya"),
    ("Pasto, the capital of Nariño, lies 85 km from Ipiales.", "85 km from Ipiales", "Pasto"),
    ("Apartadó lies in Urabá, Antioquia, 310 km northwest of Medellín.", "310 km northwest of Medellín", "Apartadó"),
    ("Nangarhar province, whose capital is Jalalabad, borders Pakistan.", "borders Pakistan", "Nangarhar"),
    ("Samarra lies between Tikrit and Baghdad, on the Tigris.", "on the Tigris", "Samarra"),
    # A river where the words are those for one, though a state has its name
    ("Wad Madani lies on the Blue Nile in Sudan.", "on the Blue Nile", "Wad Madani"),
    # Two claims, one subject
    (
        "Rutba, 145 km from the Jordanian border and 110 km from the border with Syria, was attacked.",
        "110 km from the border with Syria",
        "Rutba",
    ),
    (
        "Fighting was reported in Lyptsi, 30 km north of the city of Kharkiv and 10 km from the border with Russia.",
        "10 km from the border with Russia",
        "Lyptsi",
    ),
    (
        "Forty died in Gamboru, on the border with Cameroon and 140 km northeast of Maiduguri.",
        "140 km northeast of Maiduguri",
        "Gamboru",
    ),
    ("Troops came within 3 km of Saraqib, a town 15 km east of Idlib.", "15 km east of Idlib", "Saraqib"),
    (
        "The prison in Hasakah, 80 km east of the Turkish border town of Ras al-Ayn, was attacked.",
        "80 km east of the Turkish border town of Ras al-Ayn",
        "Hasakah",
    ),
    # "close to" leads to no second end of a way; what an outline is off by is let off
    (
        "Tapachula, 1,100 km from Mexico City and close to the Guatemalan border, is full.",
        "1,100 km from Mexico City",
        "Tapachula",
    ),
    ("In Syria, the border town of Azaz, 7 km from Turkey, was hit.", "7 km from Turkey", "Azaz"),
    # Where the fighting was
    (
        "Fighting continued west of Kreminna near Terny and south of Kreminna near Bilohorivka.",
        "south of Kreminna",
        "Bilohorivka",
    ),
    ("Clashes broke out north of Hama near Khan Sheikhoun.", "north of Hama", "Khan Sheikhoun"),
    ("Forces gained northwest of Bohdanivka (5 km northwest of Bakhmut).", "5 km northwest of Bakhmut", "Bohdanivka"),
    # The subject behind its verb
    ("North of Baghdad lies Taji.", "North of Baghdad", "Taji"),
    ("To the east of Fallujah is Abu Ghraib.", "To the east of Fallujah", "Abu Ghraib"),
    # Other wordings
    ("Hilla is a hundred km or so south of Baghdad.", "a hundred km or so south of Baghdad", "Hilla"),
    ("Taji, on Baghdad's northern outskirts, was shelled.", "on Baghdad's northern outskirts", "Taji"),
    ("Mandali lies nearly on the Iranian border.", "nearly on the Iranian border", "Mandali"),
    ("Kadugli and Dilling, 120 km apart, remain besieged in Sudan.", "Kadugli and Dilling, 120 km apart", "Kadugli"),
]  # fmt: skip

FURTHER = [
    (
        "Tokmak, a rail hub, is about 25 km south of Robotyne, and Melitopol is 50 km further southwest.",
        "Melitopol",
        "Tokmak",
    ),
    ("Khan Younis lies 9 km north of Rafah; Deir al-Balah a further 8 km north.", "Deir al-Balah", "Khan Younis"),
    (
        "Haditha lies 240 km northwest of Baghdad, and al-Qaim, on the border with Syria, a further 130 km upstream.",
        "al-Qaim",
        "Haditha",
    ),
    ("Erbil is about an hour's drive east of Mosul, some 80 km away.", "Erbil", "Mosul"),
    # "it" is who the claim before is about, or from where that is measured
    ("Pokrovsk, 60 km northwest of Donetsk, and Myrnohrad, 5 km east of it, burn.", "Myrnohrad", "Pokrovsk"),
    ("Zawiya, 45 km west of Tripoli, and Zintan, 140 km southwest of it, sent fighters.", "Zintan", "Tripoli"),
]


def found(text):
    return geo.analyse(text)


@pytest.mark.parametrize(("text", "words", "subject"), SUBJECTS)
def test_the_subject_is_who_the_sentence_is_about(text, words, subject):
    analysis = found(text)
    verdicts = [verdict for verdict in analysis.verdicts if verdict.claim.text == words]
    assert len(verdicts) == 1
    assert analysis.toponyms[verdicts[0].claim.subject].text == subject
    assert verdicts[0].verdict in {Judgement.SUPPORTED, Judgement.APPROXIMATE}


@pytest.mark.parametrize(("text", "subject", "reference"), FURTHER)
def test_a_further_distance_is_measured_from_the_place_before(text, subject, reference):
    analysis = found(text)
    claim = analysis.verdicts[-1].claim
    assert (analysis.toponyms[claim.subject].text, analysis.toponyms[claim.reference].text) == (subject, reference)
    assert analysis.verdicts[-1].verdict in {Judgement.SUPPORTED, Judgement.APPROXIMATE}


@pytest.mark.parametrize(
    "text",
    [
        '"We are two hours from Baghdad," said a sergeant who was born in Hamdaniya.',
        "In Myanmar it was 16 km north of Sagaing and 19 km from Mandalay; Naypyidaw felt it.",
        "Forces made gains near Bakhmut, in Donetsk Oblast, northwest of Bohdanivka.",
        "Erbil, the capital of the Kurdistan region, is in Iraq.",
        "In Iraq, the capital is 350 km south of Mosul.",
    ],
)
def test_what_is_said_of_nobody_named_is_not_held_against_another_place(text):
    assert not [verdict for verdict in found(text).verdicts if verdict.verdict is Judgement.CONTRADICTED]


def test_the_capital_may_be_the_subject():
    (verdict,) = geo.verify("The Syrian capital is about 160 km south of Homs.")
    assert verdict.verdict is Judgement.SUPPORTED
    assert round(verdict.distance_m / 1000.0) == 140


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Odesa, on the Black Sea coast, was struck.", "on the Black Sea coast"),
        ("Bogotá is 30 km from the sea.", "30 km from the sea"),
        ("The Mishraq plant, 25 km north of the base, burns.", "25 km north of the base"),
        ("Perim lies in the strait, 3 km from the Yemeni mainland.", "3 km from the Yemeni mainland"),
    ],
)
def test_a_claim_is_told_once_and_in_whole_words(text, words):
    assert [verdict.claim.text for verdict in geo.verify(text)] == [words]


def test_another_spelling_in_brackets_is_no_claim():
    assert geo.verify("The north of Mali, including Timbuktu (Tombouctou), is closed.") == ()


def test_where_borders_meet_is_no_border_of_the_place_before():
    (verdict,) = geo.verify(
        "Kerem Shalom, about 3 km from Rafah where the borders of Israel and Egypt meet, was closed."
    )
    assert (verdict.claim.type, verdict.claim.text) == ("offset", "about 3 km from Rafah")


ROW = "Tawila | North Darfur | 652,000 | 60 km west of El Fasher"


@pytest.mark.parametrize("cell", ["Tawila", "Um Qantara"])
def test_the_first_cell_of_a_row_is_what_the_others_are_about(cell):
    analysis = found(f"Sudan: localities\n\nLocality | State | People | Distance\n\n{ROW.replace('Tawila', cell)}")
    (verdict,) = [verdict for verdict in analysis.verdicts if verdict.claim.type == "offset"]
    assert verdict.claim.text == "60 km west of El Fasher"
    assert verdict.subject_name == cell


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # A gulf may be counted to its sea; what lies on no coast does not lie on one of its gulfs
        ("Eilat is on the Red Sea.", Judgement.UNVERIFIABLE),
        ("Aleppo is on the Red Sea.", Judgement.CONTRADICTED),
        # Tables count cities with their suburbs or without
        ("Guadalajara is Mexico's second-largest city.", Judgement.APPROXIMATE),
        ("Odesa is Ukraine's largest city.", Judgement.CONTRADICTED),
        # How far a pass reaches is not known
        ("Peshawar lies at the eastern end of the Khyber Pass.", Judgement.UNVERIFIABLE),
        # The one in Arizona is not meant
        ("In Greece, Tempe is 30 km north of Larissa.", Judgement.UNVERIFIABLE),
    ],
)
def test_what_data_cannot_tell_is_not_contradicted_and_what_they_can_is(text, verdict):
    assert [found.verdict for found in geo.verify(text)] == [verdict]


def test_the_capital_of_what_a_country_holds_is_not_its_own():
    assert geo.verify("Muzaffarabad, the capital of Pakistan-administered Kashmir, was hit.") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Azaz is 32 km north-northwest of Aleppo.", "shorter, which only rough rounding or the size of the places"),
        ("Talbiseh is within 10 km of Homs.", "beyond the stated bound, which only rough rounding or the size"),
        (
            "Pyin Oo Lwin is 65 km east of Mandalay.",
            "longer, which only a winding road or rough rounding would explain",
        ),
        ("Taftanaz is 5 km from Idlib.", "times too short, more than rounding or the size of the places explains"),
    ],
)
def test_no_road_explains_what_is_shorter_than_the_straight_line(text, words):
    assert words in geo.verify(text)[0].explanation


def test_a_border_in_front_of_a_sentence_is_named_in_the_middle_of_one():
    verdict = geo.verify("The border town of Azaz was hit.")[0]
    assert "nearest point of the border" in verdict.explanation


@pytest.mark.parametrize("far", ["10 km", "20 km", "50 km", "100 km"])
def test_the_farther_off_the_surer_it_is_contradicted(far):
    verdict = next(found for found in geo.verify(f"Erbil is {far} from Basra.") if found.claim.type == "offset")
    assert verdict.verdict is Judgement.CONTRADICTED
    assert verdict.confidence > 0.7

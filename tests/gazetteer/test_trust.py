"""Answers that are worth giving, and placements that contradict what is asked."""

import pytest

from geo.gazetteer.trust import trusted
from geo.geocoders.candidates import candidates, query_of


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Fallujah city (near)", "geonames:99454"),
        ("Fallujah town (outskirts of the city, near), Anbar province", "geonames:99454"),
        ("Kobane (Ayn al-Arab)", "geonames:172256"),
    ],
)
def test_a_remark_in_brackets_is_no_name(gazetteer, text, place_id):
    assert gazetteer.id(gazetteer.lookup(text)[0].row) == place_id


@pytest.mark.parametrize("text", ["Zzyzxq (Libya)", "Zzyzxq (near)", "Zzyzxq (Anbar)", "on the main street of Zzyzxq"])
def test_neither_a_remark_nor_a_country_in_brackets_stands_for_an_unknown_place(gazetteer, text):
    assert gazetteer.lookup(text) == ()


def test_a_namesake_far_from_what_is_said_to_hold_the_place_is_another(gazetteer):
    assert gazetteer.lookup("Fallujah, Anbar")
    assert gazetteer.lookup("Fallujah, Basra Governorate") == ()
    assert gazetteer.lookup("Fallujah, Ukraine") == ()
    assert gazetteer.lookup("Zzyzxq, Basra Governorate") == (), "the town of its name does not stand for a province"
    assert gazetteer.lookup("Fallujah, Zzyzxq"), "an unknown wider place contradicts nothing"


def test_a_town_is_no_river_and_no_country(gazetteer):
    for text in ("Nile town", "Euphrates village", "Iraq town"):
        codes = [gazetteer.feature_code(hit.row) for hit in gazetteer.lookup(text)]
        assert not [code for code in codes if code.startswith(("STM", "PCL"))]


def test_what_is_only_spelt_alike_needs_its_country(gazetteer):
    hits = [hit for hit in gazetteer.lookup("Nawaa") if hit.match == "folded"]
    syrian = [hit for hit in hits if gazetteer.country(hit.row) == "SY"]
    assert syrian
    assert trusted(gazetteer, "Nawaa", hits) == ()
    assert list(trusted(gazetteer, "Nawaa", syrian, in_country=True)) == syrian


def test_joined_parted_and_shortened_words_are_no_mere_likeness(gazetteer):
    for name in ("Saint Etienne", "St-Etienne"):
        hits = gazetteer.lookup(name)
        assert gazetteer.country(trusted(gazetteer, name, hits)[0].row) == "FR"


def test_an_exact_name_and_a_long_romanised_one_are_answers(gazetteer):
    for name in ("Fallujah", "al-Fallujah", "Ash-Shirqat"):
        hits = gazetteer.lookup(name)
        assert trusted(gazetteer, name, hits)[0] == hits[0]


def test_a_misspelling_is_an_answer_for_famous_places_and_with_more_to_go_by(gazetteer):
    assert next(c.place.name for c in candidates(gazetteer, query_of("Bagdahd"))) == "Baghdad"
    assert gazetteer.lookup("Jarabluz", fuzzy=True)
    assert candidates(gazetteer, query_of("Jarabluz")) == ()
    for query in (query_of("Jarabluz, Syria"), query_of("Jarabluz", ["SY"])):
        assert candidates(gazetteer, query)[0].place.country == "SY"


def test_the_town_that_holds_an_unknown_village_answers_for_a_line_of_parts(gazetteer):
    (first, *_) = candidates(gazetteer, query_of("Zzyzxq, Fallujah, Anbar"))
    assert first.place.id == "geonames:99454"
    assert first.score < 0.8


def test_what_only_folds_like_a_famous_name_is_no_misspelling_of_it(gazetteer):
    hits = gazetteer.lookup("Qqqqwerty", fuzzy=True)
    assert any(gazetteer.name(hit.row) == "Zürich" for hit in hits)
    assert trusted(gazetteer, "Qqqqwerty", hits) == ()
    bombay = gazetteer.lookup("Bombeyy", fuzzy=True)
    assert gazetteer.name(trusted(gazetteer, "Bombeyy", bombay)[0].row) == "Mumbai"

from __future__ import annotations

import pytest

from geo.geocoders.candidates import candidates, query_of


def first(gazetteer, text, *countries):
    found = candidates(gazetteer, query_of(text, countries), limit=1)
    return found[0].place if found else None


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("Bakhmut raion", "UA", "ADM2"),
        ("Bakhmut city", "UA", "PPLA2"),
        ("Abu Ghraib district", "IQ", "ADM2"),
        ("Mosul dam", "IQ", "DAM"),
        ("Deir ez-Zor governorate", "SY", "ADM1"),
    ],
)
def test_the_kind_that_a_name_says_outweighs_how_well_known_its_namesakes_are(gazetteer, text, country, code):
    assert first(gazetteer, text, country).feature_code == code


def test_a_list_of_places_is_no_single_one_of_them(gazetteer):
    assert first(gazetteer, "towns of Mansoura, Douma, Irbeen and Maliha", "SY") is None
    assert first(gazetteer, "Idlib, Homs and Hama") is None


def test_a_line_is_read_as_a_phrase_before_its_first_words_are_taken_for_a_name(gazetteer):
    # There are towns called Karama in the province of Raqqa, too.
    place = first(gazetteer, "Karama neighborhood, in the east of Mosul", "IQ")
    assert (place.country, place.admin1) == ("IQ", "Nineveh")
    near = first(gazetteer, "near Unknownplace village in the Tal Afar District, Nin.", "IQ")
    assert "Afar" in near.name


def test_a_misspelling_that_lies_only_in_the_widest_of_what_holds_it_is_no_answer(gazetteer):
    # Hombo lies in North Kivu; of Himbi nothing is known.
    found = candidates(gazetteer, query_of("Himbi, Kishanja, Nord-Kivu", ["CD"]))
    assert all("similar" not in reason for c in found for reason in c.reasons)


@pytest.mark.parametrize("text", ["Novoselivka", "Tripoli, Lebanon", "near Idlib city", "Kirkuk - Daquq"])
def test_scores_never_rise_from_one_candidate_to_the_next(gazetteer, text):
    scores = [candidate.score for candidate in candidates(gazetteer, query_of(text), limit=50)]
    assert scores
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Kirkuk (Hawija)", "IQ", "Al Ḩawījah"),
        ("Fallujah (Nazal)", "IQ", "Nazzal"),
        ("Soledar (Bakhmut)", "UA", "Soledar"),
        ("Arghandab district (Zabul)", "AF", "Arghand"),
    ],
)
def test_a_name_in_brackets_is_meant_where_the_one_before_it_holds_it(gazetteer, text, country, name):
    assert name in first(gazetteer, text, country).name


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [("Kharkiv university", "UA", "Kharkiv"), ("Kurakhove power plant", "UA", "Kurakhove")],
)
def test_of_an_unknown_site_the_town_that_it_is_called_after_is_the_answer(gazetteer, text, country, name):
    place = first(gazetteer, text, country)
    assert place.name == name
    assert place.precision.value == "town"


def test_a_sea_or_river_that_reaches_the_country_asked_for_is_no_place_elsewhere(gazetteer):
    assert first(gazetteer, "Sea of Azov", "UA").feature_code == "SEA"
    assert first(gazetteer, "Sea of Azov", "BR") is None


def test_reasons_say_that_an_answer_is_coarser_or_of_another_kind_than_what_was_asked_for(gazetteer):
    def reasons(text):
        return candidates(gazetteer, query_of(text, ["UA"]), limit=1)[0].reasons[0]

    assert "another kind" in reasons("Kharkiv university")
    assert "another kind" not in reasons("Kharkiv city")
    holder = candidates(gazetteer, query_of("Zzyzxq, Fallujah, Anbar"), limit=1)[0]
    assert "said to lie there" in holder.reasons[0]

"""Names inside phrases, as tables of events hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import designators
from geo.gazetteer.phrases import Phrase, is_list, phrase

READ = [
    ("in the vicinity of the city of Douma", ("Douma", None)),
    ("near Debaltseve", ("Debaltseve", None)),
    ("southwest of Damascus", ("Damascus", None)),
    ("25 kilometers from the town of Bria", ("Bria", None)),
    ("Ghweiran neighbourhood of Hasakah city", ("Ghweiran neighbourhood", "Hasakah city")),
    ("Kabana area in the northern countryside of Latakia", ("Kabana area", "Latakia")),
    ("Idlib: Ariha", ("Ariha", "Idlib")),
    ("Homs Province: near Qaryatayn city, south of Homs", ("Qaryatayn city", "Homs Province")),
    ("the district of Sinjar's Khana Sor area", ("Khana Sor area", "Sinjar")),
    ("village of Salma.", ("Salma", None)),
    ("\u200bnear Sirte", ("Sirte", None)),
    ("near Ariha between Idlib and Latakia", ("Ariha", None)),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_phrase_gives_its_name_and_what_holds_it(text, expected):
    assert phrase(text) == Phrase(*expected)


@pytest.mark.parametrize("text", ["Mosul", "Deir ez-Zor", "", " ", "between Soumpi and Hombori", "near " * 60])
def test_what_is_no_phrase_gives_none(text):
    assert phrase(text) is None


def test_a_list_is_no_place(gazetteer):
    assert is_list("Homs, Idlib, Aleppo and Hama")
    assert gazetteer.lookup("Homs, Idlib, Aleppo and Hama provinces") == ()
    assert not is_list("Tartus, Syria")
    assert not is_list("near Beit Shean, in a strip of land between the West Bank and Jordan")


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("in the vicinity of the city of Fallujah", "geonames:99454"),
        ("Zzyzxq quarter of Fallujah", "geonames:99454"),
        ("Zzyzxq, Fallujah, Anbar", "geonames:99454"),
        ("Anbar: Fallujah", "geonames:99454"),
        ("north-east of Mosul city", "geonames:99072"),
    ],
)
def test_a_phrase_leads_to_a_place(gazetteer, text, place_id):
    assert gazetteer.id(gazetteer.lookup(text)[0].row) == place_id


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Zzyzxq, Tripoli, Lebanon", "geonames:266826"),
        ("Zzyzxq, Tripoli", "geonames:2210247"),
        ("Tripoli, Zzyzxq, Lebanon", "geonames:266826"),
        ("Zzyzxq, Alexandria, Louisiana", "geonames:4314550"),
    ],
)
def test_the_widest_place_decides_between_namesakes_of_the_one_before(gazetteer, text, place_id):
    assert gazetteer.id(gazetteer.lookup(text)[0].row) == place_id


def test_what_only_holds_the_place_scores_less(gazetteer):
    assert gazetteer.lookup("Zzyzxq quarter of Fallujah")[0].score <= 0.5
    assert gazetteer.lookup("Fallujah")[0].score > 0.9


def test_no_province_or_country_stands_for_an_unknown_place(gazetteer):
    assert gazetteer.lookup("Zzyzxq village in Iraq") == ()
    assert gazetteer.lookup("Zzyzxq, Iraq") == ()
    assert all(
        not gazetteer.feature_code(hit.row).startswith(("ADM1", "PCL"))
        for hit in gazetteer.lookup("Zzyzxq area of Anbar")
    )


@pytest.mark.parametrize(
    "text", ["near " + "a " * 70, "in the " * 20 + "x", ", and, ,and" * 10, "(" * 50 + "near" + ")" * 50]
)
def test_odd_text_is_no_error(gazetteer, text):
    assert isinstance(gazetteer.lookup(text), tuple)


class _Anything(frozenset):
    def isdisjoint(self, _words):
        return False


WORDS = st.sampled_from(
    ["Homs", "Deir", "Bab", "of", "in", "near", "the", "and", "north", "upper", "city", "district", "River", "Lake",
     "St.", "camp", "Ali's", "(Syria)", "Rif,", "-", "x1", "Qal\u02bfat"]
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join))
def test_plain_words_are_told_from_those_with_a_shorter_reading(name):
    quickly = designators.readings(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(designators, "_TELLING", _Anything())
        assert designators.readings(name) == quickly

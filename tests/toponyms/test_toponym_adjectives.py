from __future__ import annotations

import pytest

import geo
from geo.model import Kind
from geo.toponyms.adjectives import english
from geo.toponyms.lexicon import lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال الجيش العراقي إنه دخل الموصل.", {"العراقي": "Iraq"}),
        ("قتل جندي لبناني وثلاثة سوريين.", {"لبناني": "Lebanon", "سوريين": "Syria"}),
        ("Российские войска и сирийские повстанцы в Киеве.", {"Российские": "Russia", "сирийские": "Syria"}),
        ("Російські війська відступили, двоє українців загинули.", {"Російські": "Russia", "українців": "Ukraine"}),
    ],
)
def test_words_of_countries_are_demonyms_placed_at_the_country(text, words):
    analysis = geo.analyse(text)
    found = {
        toponym.text: resolution.place.name
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True)
        if toponym.kind is Kind.DEMONYM and resolution.place is not None
    }
    assert found == words


@pytest.mark.parametrize(
    "text", ["وصل إلى سوريا ثم روسيا وليبيا.", "Он уехал в Россию, а потом в Сирию.", "Він у Польщі та в Україні."]
)
def test_the_countries_themselves_are_no_demonyms(text):
    toponyms = geo.analyse(text).toponyms
    assert toponyms
    assert all(toponym.kind is Kind.PLACE for toponym in toponyms)


def test_an_adjective_that_is_a_country_s_name_is_the_country_unless_a_noun_stands_before():
    assert [item.kind for item in geo.analyse("قالت السعودية ذلك").toponyms] == [Kind.PLACE]
    assert [item.kind for item in geo.analyse("قال الملك السعودية").toponyms] == [Kind.DEMONYM]


def test_every_word_of_the_list_is_a_demonym_of_the_gazetteer(gazetteer):
    unknown = [line.split()[0] for line in lines("adjectives.txt") if not gazetteer.demonym(line.split()[0])]
    assert unknown == []


@pytest.mark.parametrize("word", ["", "Syrian", "ي", "ال", "سور", "к", "ск", "Иракли", "Руслан", "Польза", "украинск"])
def test_other_words_are_of_no_country(word):
    assert english(word) == ""

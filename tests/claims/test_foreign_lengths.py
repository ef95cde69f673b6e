"""Distances and directions in Ukrainian, Russian and Arabic, by grammar alone and through the whole flow."""

from __future__ import annotations

import pytest
from marked import marked

from geo.claims import verifying
from geo.claims.grammar import find_claims

MENTIONS = [
    (
        "Ізюм, за 120 км на південний схід від Харкова",
        "за 120 км на південний схід від",
        120_000,
        "SE",
        None,
        "Харкова",
    ),
    ("приблизно за 45 км від Ізюма", "приблизно за 45 км від", 45_000, None, "about", "Ізюма"),
    ("менш ніж за 10 км від кордону", "менш ніж за 10 км від", 10_000, None, "at_most", "кордону"),
    ("село на північ від Бахмута", "на північ від", None, "N", None, "Бахмута"),
    ("в 15 километрах севернее Донецка", "в 15 километрах севернее", 15_000, "N", None, "Донецка"),
    ("в 30 км к северо-западу от Бахмута", "в 30 км к северо-западу от", 30_000, "NW", None, "Бахмута"),
    ("تقع على بعد نحو 400 كيلومتر شمال بغداد", "على بعد نحو 400 كيلومتر شمال", 400_000, "N", "about", "بغداد"),
    ("على بعد 60 كيلومترا جنوب الموصل", "على بعد 60 كيلومترا جنوب", 60_000, "S", None, "الموصل"),
    ("25 كم إلى الشمال الغربي من مدينة حلب", "25 كم إلى الشمال الغربي من مدينة", 25_000, "NW", None, "حلب"),
    ("على بعد ٢٥ كم غرب حلب", "على بعد ٢٥ كم غرب", 25_000, "W", None, "حلب"),
]


@pytest.mark.parametrize(("text", "expected"), [(text, tuple(expected)) for text, *expected in MENTIONS])
def test_mention_is_read(text, expected):
    words, metres, heading, qualifier, reference = expected
    (mention,) = find_claims(text)
    assert text[mention.start : mention.end] == words
    assert (mention.length.middle_m if mention.length else None) == metres
    assert (mention.heading.name if mention.heading else None) == heading
    assert mention.qualifier == qualifier
    assert text[mention.after :].startswith(reference)


@pytest.mark.parametrize("text", ["Понад 10 км тунелів", "5 км на годину", "مسيرة 10 كيلومترات", "120 км"])
def test_other_lengths_are_no_mention(text):
    assert find_claims(text) == ()


def test_a_true_and_a_false_distance_are_told_apart(gazetteer):
    places = {"Харкова": gazetteer.place(gazetteer.lookup("Kharkiv")[0].row)}
    texts = {
        "[Ізюм], за 120 км на південний схід від [Харкова]": "supported",
        "[Ізюм], за 120 км на північний захід від [Харкова]": "contradicted",
    }
    for text, expected in texts.items():
        verdicts = verifying.verify_document(marked(text, gazetteer, places)).verdicts
        assert [verdict.verdict.value for verdict in verdicts if verdict.claim.type == "offset"] == [expected]

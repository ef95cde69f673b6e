"""Which place a text says lies in which: the reading of the words between names, without a gazetteer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import marked

from geo.claims._relations import relations

# text, subject, reference, heading, noun, where
RELATIONS = [
    ("[Azaz] in [Aleppo] province", "Azaz", "Aleppo", None, "province", "inside"),
    ("[Azaz] is located in the [Aleppo] governorate", "Azaz", "Aleppo", None, "governorate", "inside"),
    ("[Kafr Nabl], a town in the south of [Idlib] province", "Kafr Nabl", "Idlib", "S", "province", "inside"),
    ("[Fallujah]'s northwestern neighbourhood of [al-Julan]", "al-Julan", "Fallujah", "NW", None, "inside"),
    ("[Daraya], a southwestern suburb of [Damascus]", "Daraya", "Damascus", "SW", None, "edge"),
    ("the {Iraqi} city of [Mosul]", "Mosul", "Iraqi", None, None, "inside"),
    ("the northern {Iraqi} city of [Mosul]", "Mosul", "Iraqi", "N", None, "inside"),
    ("the {Syrian} rebel-held northern town of [Azaz]", "Azaz", "Syrian", "N", None, "inside"),
    ("[Iraq]'s northern city of [Mosul]", "Mosul", "Iraq", "N", None, "inside"),
    ("southern [Ukraine]'s [Kherson] region", "Kherson", "Ukraine", "S", None, "inside"),
    ("[Iraq]'s western [Anbar] province", "Anbar", "Iraq", "W", None, "inside"),
    ("the [Donetsk] region town of [Avdiivka]", "Avdiivka", "Donetsk", None, "region", "inside"),
    ("the [Damascus] suburb of [Douma]", "Douma", "Damascus", None, None, "edge"),
    ("the southern [Beirut] suburb of [Haret Hreik]", "Haret Hreik", "Beirut", "S", None, "edge"),
    ("[Damascus]’ eastern suburb of [Jobar]", "Jobar", "Damascus", "E", None, "edge"),
    ("[Kobani], in the {Syrian} province of [Aleppo]", "Kobani", "Aleppo", None, "province", "inside"),
    ("the {Iraqi} cities of [Mosul], [Tikrit] and [Kirkuk]", "Kirkuk", "Iraqi", None, None, "inside"),
    ("[Baghdad], [Iraq], was quiet", "Baghdad", "Iraq", None, None, "inside"),
    ("[Azaz], [Aleppo] province, [Syria]", "Azaz", "Aleppo", None, "province", "inside"),
    ("[Hilla] ([Iraq])", "Hilla", "Iraq", None, None, "inside"),
    ("[Afrin] lies in the north-western [Aleppo] countryside", "Afrin", "Aleppo", "NW", None, "countryside"),
    ("[Mosul] in [Iraq]'s north", "Mosul", "Iraq", "N", None, "inside"),
    ("[Bakhmut], a city of 70,000 people in eastern [Ukraine]", "Bakhmut", "Ukraine", "E", None, "inside"),
    ("[Khromove], on the western outskirts of [Bakhmut]", "Khromove", "Bakhmut", "W", None, "edge"),
    (
        "[Snihurivka], 50 km north of [Kherson], in [Mykolaiv] region",
        "Snihurivka",
        "Mykolaiv",
        None,
        "region",
        "inside",
    ),
    ("the [Jiangsu] province of eastern [China]", "Jiangsu", "China", "E", None, "inside"),
    ("in [Oskarshamn], southeast [Sweden],", "Oskarshamn", "Sweden", "SE", None, "inside"),
    ("shells hit the southern outskirts of [Aleppo]", None, "Aleppo", "S", None, "edge"),
    ("fighting in eastern [Aleppo] went on", None, "Aleppo", "E", None, "inside"),
    ("camps in the far north of [Syria]", None, "Syria", "N", None, "inside"),
]


FOREIGN = [
    ("[القائم] و[راوة] في [محافظة الأنبار]", "راوة", "محافظة الأنبار", None, None, "inside"),
    ("[سراقب] في ريف [إدلب] الجنوبي الشرقي", "سراقب", "إدلب", "SE", None, "countryside"),
    ("[الموصل] في شمال [العراق]", "الموصل", "العراق", "N", None, "inside"),
    ("[Лиман] у [Донецькій] області", "Лиман", "Донецькій", None, "oblast", "inside"),
    ("[Бахмут] на востоке [Украины]", "Бахмут", "Украины", "E", None, "inside"),
    ("[Ізюм], що лежить на північному сході [України]", "Ізюм", "України", "NE", None, "inside"),
    ("[Азаз] в [Сирии]", "Азаз", "Сирии", None, None, "inside"),
]


def read(text):
    document = marked(text)
    return [
        (
            None if relation.subject is None else document.name(relation.subject),
            document.name(relation.reference),
            relation.heading.name if relation.heading else None,
            relation.noun,
            relation.where,
        )
        for relation in relations(document)
    ]


@pytest.mark.parametrize(("text", "expected"), [(text, tuple(expected)) for text, *expected in (*RELATIONS, *FOREIGN)])
def test_relation_is_read(text, expected):
    assert expected in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "talks in [Anbar] province",
        "the {Russian} air base of [Hmeimim]",
        "the {Israeli} settlement of [Ariel]",
        "the {Russian}-occupied city of [Melitopol]",
        "in [Moscow], [Russia]'s president spoke",
        "they moved to the north of [Aleppo]",
        "[Mosul]. [Iraq] said",
        "[Aleppo] and [Idlib]",
    ],
)
def test_other_words_between_names_are_no_relation(text):
    assert read(text) == []


@pytest.mark.parametrize("text", ["[Turkey]'s [Syria] policy", "in [Mosul], [Raqqa], and [Aleppo]", "[Hilla] ([Iraq])"])
def test_what_may_be_read_otherwise_is_loose(text):
    assert all(relation.loose for relation in relations(marked(text)))


def test_words_of_a_relation_span_what_the_text_says():
    document = marked(
        "[Fallujah]'s northwestern neighbourhood of [al-Julan] fell; [Azaz] in [Aleppo] province did not."
    )
    assert [document.text[relation.start : relation.end] for relation in relations(document)] == [
        "Fallujah's northwestern neighbourhood of al-Julan",
        "in Aleppo province",
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="[]{}ABab ,.'’()-the of in city suburb northern\n", max_size=200))
def test_any_text_is_read_without_an_error(text):
    document = marked(text)
    for relation in relations(document):
        assert 0 <= relation.start < relation.end <= len(document.text)

"""Borders and shores: which line is meant, how far the subject is from it, and what is unknown."""

from __future__ import annotations

import pytest
from marked import marked

from geo.claims import verifying
from geo.claims._borders import border_phrases, neighbours
from geo.claims._coasts import coast_distance_m
from geo.model import Place, Position


def verdicts(text, gazetteer, places=None, kind="border"):
    outcome = verifying.verify_document(marked(text, gazetteer, places))
    return [verdict for verdict in outcome.verdicts if verdict.claim.type == kind]


PHRASES = [
    ("near the {Turkish} border", "the Turkish border", ["Turkish"]),
    ("on the border with [Turkey]", "the border with Turkey", ["Turkey"]),
    ("the {Iraqi}-{Syrian} border", "the Iraqi-Syrian border", ["Iraqi", "Syrian"]),
    ("the border between [Iraq] and [Syria]", "the border between Iraq and Syria", ["Iraq", "Syria"]),
    (
        "[Yemen]'s northern border with [Saudi Arabia]",
        "Yemen's northern border with Saudi Arabia",
        ["Yemen", "Saudi Arabia"],
    ),
    ("the {Polish} frontier", "the Polish frontier", ["Polish"]),
    ("across the border", "the border", []),
]


@pytest.mark.parametrize(("text", "words", "owners"), PHRASES)
def test_border_phrase_is_read(text, words, owners):
    document = marked(text)
    (phrase,) = border_phrases(document)
    assert document.text[phrase.start : phrase.end] == words
    assert [document.name(index) for index in phrase.owners] == owners


JUDGED = [
    ("[Azaz], near the {Turkish} border,", {"supported"}),
    ("[Kobani], on the border with [Turkey],", {"supported", "approximate"}),
    ("[Manbij] lies about 30 km from the {Turkish} border.", {"supported"}),
    ("[Vovchansk], 5 km from the {Russian} border,", {"supported", "approximate"}),
    ("[Azaz], 5 km south of the {Turkish} border,", {"supported", "approximate"}),
    ("the {Turkish} border town of [Kilis]", {"supported"}),
    ("[Lviv], 70 km from the {Polish} border,", {"supported"}),
    ("[Palmyra] lies 10 km from the {Turkish} border.", {"contradicted"}),
    ("[Azaz], 8 km north of the {Turkish} border,", {"contradicted", "approximate", "supported"}),
    ("[Kyiv], on the border with [Poland],", {"contradicted"}),
]


@pytest.mark.parametrize(("text", "expected"), JUDGED)
def test_border_claim_is_judged_by_the_nearest_point_of_the_line(text, expected, gazetteer):
    found = verdicts(text, gazetteer)
    assert found
    assert {verdict.verdict.value for verdict in found} <= expected


def test_borders_are_read_in_other_languages(gazetteer):
    places = {
        name: gazetteer.place(gazetteer.country_row(code))
        for name, code in (("Росією", "RU"), ("السورية", "SY"), ("تركيا", "TR"))
    }
    texts = [
        "[Вовчанськ], що лежить біля кордону з [Росією],",
        "[القائم] قرب الحدود [السورية]",
        "[أعزاز] على الحدود مع [تركيا]",
    ]
    for text in texts:
        assert [verdict.verdict.value for verdict in verdicts(text, gazetteer, places)] == ["supported"], text


def test_the_measured_point_of_another_town_is_not_the_subject(gazetteer):
    text = "[Manbij], some 80 km north-east of [Aleppo] and about 30 km from the {Turkish} border, was taken."
    (verdict,) = verdicts(text, gazetteer)
    assert verdict.subject_name == "Manbij"


def test_neighbours_share_a_line(gazetteer):
    assert {"TR", "SY", "IR", "JO", "KW", "SA"} <= set(neighbours(gazetteer, "IQ"))


@pytest.mark.parametrize(
    ("position", "country", "least", "most"),
    [
        (Position(34.889, 35.887), "SY", 0, 5_000),
        (Position(33.51, 36.29), "SY", 50_000, 150_000),
        (Position(46.48, 30.73), "UA", 0, 6_000),
        (Position(33.34, 44.4), "IQ", 350_000, 600_000),
    ],
)
def test_the_coast_is_no_land_border(position, country, least, most, gazetteer):
    assert least <= coast_distance_m(gazetteer, position, country) <= most


def test_a_country_without_a_sea_has_no_coast(gazetteer):
    assert coast_distance_m(gazetteer, Position(34.5, 69.2), "AF") is None


SHORES = [
    ("[Izmail], a [Danube] port,", {"supported", "approximate"}),
    ("[Beryslav], on the right bank of the [Dnipro],", {"supported"}),
    ("[Raqqa], on the [Euphrates],", {"supported"}),
    ("[Tikrit], on the banks of the [Tigris],", {"supported"}),
    ("the coastal city of [Tartus]", {"supported"}),
    ("[Aleppo], on the [Euphrates],", {"contradicted"}),
    ("the coastal city of [Ramadi]", {"contradicted"}),
]


@pytest.mark.parametrize(("text", "expected"), SHORES)
def test_shore_claim_is_judged_by_line_or_coast(text, expected, gazetteer):
    found = verdicts(text, gazetteer, kind="shore")
    assert found
    assert {verdict.verdict.value for verdict in found} <= expected


def test_a_namesake_that_is_hardly_meant_does_not_make_a_false_distance_true(gazetteer):
    (found,) = verdicts("[Yavoriv], about 200 km from the {Polish} border, hosts a base.", gazetteer)
    assert found.verdict.value in {"contradicted", "unverifiable"}
    assert "another place of that name" in found.explanation or "hardly meant" in found.explanation


def test_a_bound_on_a_distance_from_a_border_is_checked(gazetteer):
    (right,) = verdicts("[Azaz] lies within 10 km of the {Turkish} border.", gazetteer)
    (wrong,) = verdicts("[Hama] lies less than 20 km from the {Turkish} border.", gazetteer)
    assert (right.verdict.value, wrong.verdict.value) == ("supported", "contradicted")


def test_what_only_the_error_of_an_outline_explains_has_a_reason_of_its_own(gazetteer):
    near = Place("x:1", "Nearby", Position(36.60, 37.04), country="SY", population=1000)
    for stated, judgement, reason in (("1 km", "approximate", "outline_coarse"), ("3 km", "supported", "agrees")):
        text = f"[Nearby], less than {stated} from the {{Turkish}} border,"
        (verdict,) = verdicts(text, gazetteer, {"Nearby": near})
        assert (verdict.verdict.value, verdict.reason) == (judgement, reason), verdict.explanation
        assert ("outline is off" in verdict.explanation) == (reason == "outline_coarse")


def test_a_distance_from_a_country_that_the_error_of_its_outline_explains_says_so(gazetteer):
    near = Place("x:1", "Nearby", Position(36.60, 37.04), country="SY", population=1000)
    (verdict,) = verdicts("[Nearby] lies 8 km from [Turkey].", gazetteer, {"Nearby": near}, kind="offset")
    assert (verdict.verdict.value, verdict.reason) == ("approximate", "outline_coarse")
    assert "no more than outlines are off" in verdict.explanation

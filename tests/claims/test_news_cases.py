"""Sentences as wires write them, with what is true of them: each claim found, and judged as the world is."""

from __future__ import annotations

import pytest

import geo

RIGHT = {"supported", "approximate"}
WRONG = {"contradicted"}
OPEN = {"unverifiable"}

CASES = [
    # Containment, true
    ("Rockets hit Azaz in Aleppo province on Friday.", "containment", "Azaz", "Aleppo", RIGHT),
    ("A car bomb exploded in Ramadi, in Anbar province.", "containment", "Ramadi", "Anbar", RIGHT),
    ("The army entered the Iraqi city of Mosul.", "containment", "Mosul", "Iraqi", RIGHT),
    ("Shelling was reported in Kramatorsk, Ukraine.", "containment", "Kramatorsk", "Ukraine", RIGHT),
    (
        "Two people died in the Donetsk region town of Kostiantynivka.",
        "containment",
        "Kostiantynivka",
        "Donetsk",
        RIGHT,
    ),
    ("Fighters from Misrata, Libya, joined them.", "containment", "Misrata", "Libya", RIGHT),
    ("Clashes broke out in Zabid in Hodeidah province.", "containment", "Zabid", "Hodeidah", RIGHT),
    ("The town of Hawija in Kirkuk province was retaken.", "containment", "Hawija", "Kirkuk", RIGHT),
    ("Nyala, in South Darfur state, was bombed.", "containment", "Nyala", "South Darfur", RIGHT),
    ("Drones struck Vovchansk in Kharkiv region.", "containment", "Vovchansk", "Kharkiv", RIGHT),
    ("Protests spread to Syria's Daraa province.", "containment", "Daraa", "Syria", RIGHT),
    ("The Yemeni city of Taiz is divided.", "containment", "Taiz", "Yemeni", RIGHT),
    ("Aid reached the Syrian towns of Manbij and Jarabulus.", "containment", "Jarabulus", "Syrian", RIGHT),
    ("He was born in Springfield, Illinois, in 1950.", "containment", "Springfield", "Illinois", RIGHT),
    ("Kobani, in the Syrian province of Aleppo, held out.", "containment", "Kobani", "Aleppo", RIGHT),
    # Containment, false
    ("The army entered Mosul in Anbar province.", "containment", "Mosul", "Anbar", WRONG),
    ("Rockets hit the Iraqi city of Aleppo.", "containment", "Aleppo", "Iraqi", WRONG),
    ("Shelling was reported in Kharkiv, in Odesa region.", "containment", "Kharkiv", "Odesa", WRONG),
    ("The Libyan city of Sanaa was quiet.", "containment", "Sanaa", "Libyan", WRONG),
    ("Rockets hit Palmyra in Idlib province on Friday.", "containment", "Palmyra", "Idlib", WRONG),
    ("A drone hit Mariupol in Sumy region.", "containment", "Mariupol", "Sumy", WRONG),
    # Parts of countries and provinces
    ("The army shelled the northern Iraqi city of Mosul.", "part", "Mosul", "Iraqi", RIGHT),
    ("Rebels took Benghazi, in eastern Libya.", "part", "Benghazi", "Libya", RIGHT),
    ("Bakhmut, a city in eastern Ukraine, lay in ruins.", "part", "Bakhmut", "Ukraine", RIGHT),
    ("The western Iraqi city of Fallujah was besieged.", "part", "Fallujah", "Iraqi", RIGHT),
    ("Houthi fighters left Saada in northern Yemen.", "part", "Saada", "Yemen", RIGHT),
    ("Kafr Nabl, a town in the south of Idlib province, was hit.", "part", "Kafr Nabl", "Idlib", RIGHT),
    ("Azaz in northern Aleppo province is crowded.", "part", "Azaz", "Aleppo", RIGHT),
    ("Ukraine's southern city of Kherson was shelled.", "part", "Kherson", "Ukraine", RIGHT),
    ("The eastern Syrian city of Deir ez-Zor was cut off.", "part", "Deir ez-Zor", "Syrian", RIGHT),
    ("El Geneina, in western Sudan, fell.", "part", "El Geneina", "Sudan", RIGHT),
    ("The southern Iraqi city of Mosul was quiet.", "part", "Mosul", "Iraqi", WRONG),
    ("Rebels took Benghazi, in western Libya.", "part", "Benghazi", "Libya", WRONG),
    ("Lviv, a city in eastern Ukraine, was dark.", "part", "Lviv", "Ukraine", WRONG),
    ("Aden, in northern Yemen, was calm.", "part", "Aden", "Yemen", WRONG),
    # Parts of cities, suburbs, countryside
    ("Douma, an eastern suburb of Damascus, was bombed.", "part", "Douma", "Damascus", RIGHT),
    ("Afrin lies in the north-western Aleppo countryside.", "part", "Afrin", "Aleppo", RIGHT),
    ("Daraya, a southwestern suburb of Damascus, was besieged.", "part", "Daraya", "Damascus", RIGHT),
    ("Tajoura, an eastern suburb of Tripoli, was shelled.", "part", "Tajoura", "Tripoli", RIGHT),
    ("Douma, a western suburb of Damascus, was bombed.", "part", "Douma", "Damascus", WRONG),
    # Nearness
    ("The convoy stopped in Bashiqa, near Mosul.", "nearness", "Bashiqa", "Mosul", RIGHT),
    ("Saydnaya, just outside Damascus, is known for its prison.", "nearness", "Saydnaya", "Damascus", RIGHT),
    ("Chasiv Yar, close to Bakhmut, was shelled.", "nearness", "Chasiv Yar", "Bakhmut", RIGHT),
    ("The convoy stopped in Basra, near Mosul.", "nearness", "Basra", "Mosul", WRONG),
    # Borders
    ("Azaz, near the Turkish border, took in thousands.", "border", "Azaz", "Turkish", RIGHT),
    ("Al-Qaim, on the border with Syria, was retaken.", "border", "Al-Qaim", "Syria", RIGHT),
    ("Manbij lies about 30 km from the Turkish border.", "border", "Manbij", "Turkish", RIGHT),
    ("Vovchansk, 5 km from the Russian border, was shelled.", "border", "Vovchansk", "Russian", RIGHT),
    ("The Turkish border town of Kilis was hit by rockets.", "border", "Kilis", "Turkish", RIGHT),
    ("Homs, on the border with Iraq, was quiet.", "border", "Homs", "Iraq", WRONG),
    ("Palmyra lies 10 km from the Turkish border.", "border", "Palmyra", "Turkish", WRONG),
    # Shores
    ("Raqqa, on the Euphrates, was taken in 2017.", "shore", "Raqqa", "Euphrates", RIGHT),
    ("Tikrit, on the Tigris, was retaken.", "shore", "Tikrit", "Tigris", RIGHT),
    ("The coastal city of Tartus was calm.", "shore", "Tartus", None, RIGHT),
    ("Zaporizhzhia stands on the Dnipro River.", "shore", "Zaporizhzhia", "Dnipro", RIGHT),
    ("Aleppo, on the Euphrates, was shelled.", "shore", "Aleppo", "Euphrates", WRONG),
    ("The coastal city of Ramadi was calm.", "shore", "Ramadi", None, WRONG),
    # Capitals and ranks
    ("Baquba, the capital of Diyala province, was tense.", "rank", "Baquba", "Diyala", RIGHT),
    ("The Iraqi capital, Baghdad, was tense.", "rank", "Baghdad", "Iraqi", RIGHT),
    ("Idlib, the capital of Idlib province, was bombed.", "rank", "Idlib", "Idlib", RIGHT),
    ("Aleppo, Syria's second-largest city, was divided.", "rank", "Aleppo", "Syria", RIGHT),
    ("Kharkiv, Ukraine's second-largest city, was dark.", "rank", "Kharkiv", "Ukraine", RIGHT),
    ("Benghazi, the country's second-largest city, was calm.", "rank", "Benghazi", None, RIGHT),
    ("Ramadi, the capital of Anbar province, was retaken.", "rank", "Ramadi", "Anbar", RIGHT),
    ("Fallujah, the capital of Anbar province, was retaken.", "rank", "Fallujah", "Anbar", WRONG),
    ("The Syrian capital, Aleppo, was tense.", "rank", "Aleppo", "Syrian", WRONG),
    ("Kherson, Ukraine's largest city, was dark.", "rank", "Kherson", "Ukraine", WRONG),
    # Disputed: no verdict is taken
    ("Drones struck Simferopol, in Russia, at night.", "containment", "Simferopol", "Russia", OPEN | RIGHT),
]


def claims_about(text: str, kind: str, subject: str | None, reference: str | None):
    return [
        verdict
        for verdict in geo.verify(text)
        if verdict.claim.type == kind
        and (subject is None or verdict.subject_name == subject)
        and (
            reference is None
            or (verdict.reference_name or "").startswith(reference)
            or reference in (verdict.reference_name or "")
        )
    ]


@pytest.mark.parametrize(("text", "kind", "subject", "reference", "expected"), CASES)
def test_claim_is_found_and_judged_as_the_world_is(text, kind, subject, reference, expected):
    found = claims_about(text, kind, subject, reference)
    assert found, f"no {kind} claim about {subject}: {[(v.claim.type, v.claim.text) for v in geo.verify(text)]}"
    assert {verdict.verdict.value for verdict in found} <= expected, [verdict.explanation for verdict in found]


NO_CLAIM = [
    ("Talks in Anbar province went on.", "containment"),
    ("Turkey's Syria policy has changed.", "containment"),
    ("Moscow said that its role in Syria was limited.", "containment"),
    ("They went to Mosul, Raqqa and Aleppo.", "containment"),
    ("The Russian air base of Hmeimim was attacked.", "containment"),
    ("South Sudan and North Korea signed.", "part"),
    ("Shells fell in Eastern Ghouta.", "part"),
    ("Palestinians in the West Bank and East Jerusalem protested.", "part"),
    ("The former capital of Myanmar, Yangon, was tense.", "rank"),
    ("Lagos is one of the largest cities in Nigeria.", "rank"),
    ("A village near Kirkuk was burnt.", "nearness"),
    ("Ukraine's Kursk operation surprised Moscow.", "containment"),
]


@pytest.mark.parametrize(("text", "kind"), NO_CLAIM)
def test_what_only_looks_like_a_claim_is_none(text, kind):
    assert [verdict.claim.text for verdict in geo.verify(text) if verdict.claim.type == kind] == []

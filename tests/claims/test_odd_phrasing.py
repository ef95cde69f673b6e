"""Phrases of reports that were once read wrongly, each by its kind: who is meant, and from where it is measured."""

from __future__ import annotations

import pytest

import geo

CASES = [
    # text, kind, subject, reference, verdicts that are right
    ("Tawila lies 60 km west of the North Darfur capital.", "offset", "Tawila", "El Fasher", {"supported"}),
    ("Bama is 70 km southeast of the Borno state capital.", "offset", "Bama", "Maiduguri", {"supported"}),
    ("Hit lies 50 km west of Anbar's capital.", "offset", "Hit", "Ramadi", {"supported", "approximate"}),
    (
        "El Obeid, which lies west of Khartoum and is the capital of North Kordofan, fell.",
        "rank",
        "El Obeid",
        "North Kordofan",
        {"supported"},
    ),
    (
        "Gondar is large; Bahir Dar, on a lake, is the capital of Amhara region.",
        "rank",
        "Bahir Dar",
        "Amhara",
        {"supported"},
    ),
    ("“From Khan Younis to Gaza City is 25 kilometres,” she said.", "apart", "Khan Younis", "Gaza City", {"supported"}),
    ("From Mosul to Erbil it is 80 km.", "apart", "Mosul", "Erbil", {"supported"}),
    ("From Mosul to Erbil it is 300 km.", "apart", "Mosul", "Erbil", {"contradicted"}),
    ("Mekelle is 780 km from Addis Ababa by road.", "offset", "Mekelle", "Addis Ababa", {"approximate"}),
    (
        "Jaramana, a suburb of Damascus, 85 km from Daraa, was quiet.",
        "offset",
        "Jaramana",
        "Daraa",
        {"supported", "approximate"},
    ),
    (
        "Afgoye, 30 km west of Mogadishu, and Baidoa, 220 km northwest of it, were calm.",
        "offset",
        "Baidoa",
        "Mogadishu",
        {"supported"},
    ),
    ("Azaz, a town of 66,000 near the Turkish border, was hit.", "border", "Azaz", "the Turkish border", {"supported"}),
    (
        "Homs lies north of Damascus, roughly halfway between the capital and Aleppo.",
        "between",
        "Homs",
        "Damascus",
        {"supported"},
    ),
    ("Homs is the third-largest city of Syria, 160 km north of Damascus.", "offset", "Homs", "Damascus", {"supported"}),
    (
        "Zaporizhzhia, a large city, stands on the Dnipro about 60 km northeast of Nikopol.",
        "offset",
        "Zaporizhzhia",
        "Nikopol",
        {"supported"},
    ),
    ("Homs, a ten-minute drive from Damascus, was hit.", "travel", "Homs", "Damascus", {"contradicted"}),
    ("Zabid lies on the coast road between Hodeidah and Taiz.", "between", "Zabid", "Hodeidah", {"supported"}),
    ("Qara, a town on the road between Homs and Damascus, fell.", "between", "Qara", "Homs", {"supported"}),
    (
        "Laiza, the rebels' headquarters on the Chinese border, fell.",
        "border",
        "Laiza",
        "the Chinese border",
        {"supported"},
    ),
    ("Jalu: 250 km south of Ajdabiya", "offset", "Jalu", "Ajdabiya", {"supported"}),
    ("They met in Martuba, 15 miles out of Derna.", "offset", "Martuba", "Derna", {"supported"}),
    ("Ghazni, less than 100 km from Kabul, is on the road to Kandahar.", "offset", "Ghazni", "Kabul", {"contradicted"}),
    ("Quissanga district is in Cabo Delgado.", "containment", "Quissanga", "Cabo Delgado", {"supported"}),
    ("Kobani town stands on the Turkish border.", "border", "Kobani", "the Turkish border", {"supported"}),
]


@pytest.mark.parametrize(("text", "kind", "subject", "reference", "expected"), CASES)
def test_the_claim_is_read_as_a_reader_reads_it(text, kind, subject, reference, expected):
    told = [(v.claim.type, v.subject_name, v.reference_name, v.verdict.value) for v in geo.verify(text)]
    found = {judgement for *who, judgement in told if who == [kind, subject, reference]}
    assert found, told
    assert found <= expected, told


@pytest.mark.parametrize(
    "text",
    [
        "“My village is 5 km from here,” said a man in Daraa.",
        "Your house is 5 km from Daraa, they told us in Damascus.",
    ],
)
def test_what_a_speaker_calls_his_own_is_no_place_that_was_named(text):
    assert [verdict.subject_name for verdict in geo.verify(text) if verdict.claim.type == "offset"] == [None]


def test_a_crossing_in_a_province_is_not_the_province():
    text = "Chong Chom, the Thailand-Cambodia border crossing in Surin province, is shut."
    assert "Surin" not in [verdict.subject_name for verdict in geo.verify(text) if verdict.claim.type == "border"]


def test_a_rank_that_hangs_on_what_is_counted_is_left_open_and_one_that_does_not_is_not():
    verdicts = [
        geo.verify(f"{name} third-largest city.")[0] for name in ("Gonaïves is Haiti's", "Kherson is Ukraine's")
    ]
    assert [(v.verdict.value, v.reason) for v in verdicts] == [
        ("unverifiable", "no_table"),
        ("contradicted", "not_in_table"),
    ]
    assert "without the suburbs of larger ones" in verdicts[0].explanation


def test_a_headline_about_a_place_is_no_headword():
    text = "Amritsar is near the border; Lahore, the capital of Punjab, is 50 km west of Amritsar."
    (verdict,) = [v for v in geo.verify(text, title="Attack near Pahalgam") if v.claim.type == "offset"]
    assert (verdict.subject_name, verdict.verdict.value) == ("Lahore", "supported")
    (about,) = geo.verify("It lies 40 miles west of Baghdad.", title="Fallujah")
    assert about.verdict.value == "supported"


def test_a_bound_on_the_way_to_a_border_is_not_said_to_be_kept_where_only_a_road_keeps_it():
    (verdict,) = geo.verify("Engels is more than 600 km from the Ukrainian border.")
    assert (verdict.verdict.value, verdict.reason) == ("supported", "road_distance")


def test_a_place_that_fits_instead_of_the_first_choice_is_the_one_that_is_measured():
    (verdict,) = geo.verify("Tripoli, a town 30 km from the Syrian border, was attacked.")
    assert verdict.reason == "fits_other_candidate"
    assert verdict.distance_m < 40_000
    assert "Lebanon" in verdict.explanation
    (verdict,) = geo.verify("Palma, a town of 75,000 near the Tanzanian border, was attacked.")
    assert verdict.verdict.value == "supported"
    assert verdict.distance_m < 60_000


@pytest.mark.parametrize(
    "text",
    [
        "Zabid lies on the coast road to Mocha.",
        "They drove 15 miles out of Derna.",
        "A convoy on the road between Homs and Damascus was hit.",
    ],
)
def test_what_says_nothing_of_where_a_place_lies_is_no_claim(text):
    assert not geo.verify(text)

"""Sentences of wires on Iraq, Syria, Ukraine, Libya, Sudan and Yemen: true, false, and lengths that claim nothing."""

from __future__ import annotations

import pytest

import geo
from geo.model import Kind

TRUE = [
    ("Iraqi forces retook the town of Hit, about 130 km west of Baghdad, police said.", "offset", "Hit", "Baghdad"),
    ("Government troops advanced on Sinjar, 120 km west of Mosul, on Friday.", "offset", "Sinjar", "Mosul"),
    (
        "A car bomb killed 12 people in Baquba, 65 km northeast of the Iraqi capital Baghdad.",
        "offset",
        "Baquba",
        "Baghdad",
    ),
    ("Some 60 kilometers northeast of Baghdad, the city of Baquba was sealed off.", "offset", "Baquba", "Baghdad"),
    (
        "Samarra, 125 kilometers (78 miles) north of Baghdad, is home to a Shiite shrine.",
        "offset",
        "Samarra",
        "Baghdad",
    ),
    ("The militants hold Qayyarah, 60 km south of Mosul.", "offset", "Qayyarah", "Mosul"),
    ("In Tikrit, 140 km north-west of Baghdad, soldiers searched houses.", "offset", "Tikrit", "Baghdad"),
    ("The airstrike hit Rutba, less than 150 km from the Jordanian border.", "border", "Rutba", "Jordanian"),
    ("Basra lies roughly 450 kilometres south-east of Baghdad.", "offset", "Basra", "Baghdad"),
    (
        "Nasiriyah, some 300 km southeast of the capital, saw protests in Iraq on Sunday. Baghdad was calm.",
        "offset",
        "Nasiriyah",
        None,
    ),
    ("Palmyra, 215 km northeast of Damascus, fell in 2015.", "offset", "Palmyra", "Damascus"),
    ("Rebels shelled Jisr al-Shughur, about 35 km southwest of Idlib.", "offset", "Jisr al-Shughur", "Idlib"),
    ("The M5 motorway passes Maarat al-Numan, 33 km south of Idlib city.", "offset", "Maarat al-Numan", "Idlib"),
    ("Khan Sheikhoun lies around 35 kilometres north of Hama.", "offset", "Khan Sheikhoun", "Hama"),
    ("Manbij, about 85 km northeast of Aleppo, changed hands.", "offset", "Manbij", "Aleppo"),
    ("Al-Bab is 40 km (25 miles) northeast of Aleppo.", "offset", "Al-Bab", "Aleppo"),
    ("Deir ez-Zor is some 140 km southeast of Raqqa.", "offset", "Deir ez-Zor", "Raqqa"),
    ("Mayadin, 45 kilometres southeast of Deir ez-Zor, was bombed.", "offset", "Mayadin", "Deir ez-Zor"),
    ("Jaramana, southeast of Damascus, was calm.", "direction", "Jaramana", "Damascus"),
    ("The shell landed in Nubl, 20 km northwest of Aleppo.", "offset", "Nubl", "Aleppo"),
    ("Pokrovsk lies about 60 km northwest of Donetsk.", "offset", "Pokrovsk", "Donetsk"),
    ("Russian missiles hit Izium, 120 km southeast of Kharkiv.", "offset", "Izium", "Kharkiv"),
    ("Kupiansk, about 100km east of Kharkiv, was shelled.", "offset", "Kupiansk", "Kharkiv"),
    ("Melitopol, 120 kilometres south of Zaporizhzhia, is occupied.", "offset", "Melitopol", "Zaporizhzhia"),
    ("Drones struck Bila Tserkva, 80 km south of Kyiv.", "offset", "Bila Tserkva", "Kyiv"),
    ("Zhytomyr is some 130 kilometres west of Kyiv.", "offset", "Zhytomyr", "Kyiv"),
    ("Bucha, northwest of Kyiv, was retaken in 2022.", "direction", "Bucha", "Kyiv"),
    ("Hostomel airport lies about 25 km from the centre of Kyiv.", "offset", None, "Kyiv"),
    ("Yavoriv, about 25 km from the Polish border, hosts a base.", "border", "Yavoriv", "Polish"),
    ("Berdiansk is 70 km southwest of Mariupol.", "offset", "Berdiansk", "Mariupol"),
    ("Sirte, 450 km east of Tripoli on the coast, was held by militants.", "offset", "Sirte", "Tripoli"),
    ("Misrata, 200 km (125 miles) east of Tripoli, sent fighters.", "offset", "Misrata", "Tripoli"),
    ("Tarhuna lies 65 kilometres southeast of Tripoli.", "offset", "Tarhuna", "Tripoli"),
    ("Forces loyal to Haftar took Gharyan, about 80 km south of Tripoli.", "offset", "Gharyan", "Tripoli"),
    ("Ajdabiya, 160 km south of Benghazi, was shelled.", "offset", "Ajdabiya", "Benghazi"),
    ("Derna is about 300 km east of Benghazi.", "offset", "Derna", "Benghazi"),
    ("Brega, some 240 km southwest of Benghazi, has an oil port.", "offset", "Brega", "Benghazi"),
    ("Tobruk is 140 km west of the Egyptian border.", "border", "Tobruk", "Egyptian"),
    ("Sabha, 650 km south of Tripoli, was calm.", "offset", "Sabha", "Tripoli"),
    ("El Fasher, about 800 km west of Khartoum, is besieged.", "offset", "El Fasher", "Khartoum"),
    ("Wad Madani, 180 km southeast of Khartoum, fell to the RSF.", "offset", "Wad Madani", "Khartoum"),
    (
        "Port Sudan, nearly 700 km northeast of Khartoum, became the seat of government.",
        "offset",
        "Port Sudan",
        "Khartoum",
    ),
    ("Nyala is about 200 km southwest of El Fasher.", "offset", "Nyala", "El Fasher"),
    ("El Geneina, some 30 km from the border with Chad, fell.", "border", "El Geneina", "Chad"),
    ("Atbara is about 280 km north of Khartoum.", "offset", "Atbara", "Khartoum"),
    ("Kadugli, 500 km southwest of Khartoum, was cut off.", "offset", "Kadugli", "Khartoum"),
    ("Hodeidah, 150 km southwest of Sanaa, handles most imports.", "offset", "Hodeidah", "Sanaa"),
    ("Marib lies 120 kilometres east of Sanaa.", "offset", "Marib", "Sanaa"),
    ("Aden, some 300 km south of Sanaa, is the seat of the government.", "offset", "Aden", "Sanaa"),
    ("Dhamar, 100 km south of the Yemeni capital Sanaa, was hit.", "offset", "Dhamar", "Sanaa"),
    ("Saada, about 180 km north of Sanaa, is a Houthi stronghold.", "offset", "Saada", "Sanaa"),
    ("Zinjibar, 50 km east of Aden, was retaken.", "offset", "Zinjibar", "Aden"),
    ("Mukalla, about 480 km east of Aden, is a port.", "offset", "Mukalla", "Aden"),
    ("Al-Mokha is 65 km west of Taiz.", "offset", "Al-Mokha", "Taiz"),
    (
        "A minibus was hit in the town of Kostiantynivka, 25 km southwest of Bakhmut.",
        "offset",
        "Kostiantynivka",
        "Bakhmut",
    ),
    ("Hama lies between Homs and Aleppo.", "between", "Hama", "Homs"),
    ("Qamishli lies 75 km north of Hasakah.", "offset", "Qamishli", "Hasakah"),
    ("Homs is 65 km from the coast.", "shore", "Homs", None),
    ("Damascus lies about 80 km from the Mediterranean coast.", "shore", "Damascus", "Mediterranean"),
    ("Rawa lies 2 km from the Euphrates.", "shore", "Rawa", "Euphrates"),
    ("Taiz, 70 km from the Red Sea, was shelled.", "shore", "Taiz", "Red Sea"),
    ("Azaz is within 10 km of the Turkish border.", "border", "Azaz", "Turkish"),
    ("Fallujah fell. It lies 57 km west of Baghdad.", "offset", "Fallujah", "Baghdad"),
    ("Iraqi troops entered Fallujah. The town is about 40 miles from the capital.", "offset", "Fallujah", "Baghdad"),
    ("Tripoli was calm. Gharyan, 80 km away, was not.", "offset", "Gharyan", "Tripoli"),
    ("Suva is 2,100 km north of Auckland.", "offset", "Suva", "Auckland"),
    ("Basra is two hundred and eighty miles southeast of Baghdad.", "offset", "Basra", "Baghdad"),
    ("The Areesha camp, 30 km south of Hasakah, was flooded.", "offset", "Areesha", "Hasakah"),
]

FALSE = [
    ("Iraqi forces retook the town of Hit, about 130 km east of Baghdad, police said.", "offset", "Hit", "Baghdad"),
    ("Samarra, 125 kilometers south of Baghdad, is home to a Shiite shrine.", "offset", "Samarra", "Baghdad"),
    ("Basra lies roughly 150 kilometres south-east of Baghdad.", "offset", "Basra", "Baghdad"),
    ("Palmyra, 60 km northeast of Damascus, fell in 2015.", "offset", "Palmyra", "Damascus"),
    ("Khan Sheikhoun lies around 35 kilometres south of Hama.", "offset", "Khan Sheikhoun", "Hama"),
    ("Deir ez-Zor is some 140 km northwest of Raqqa.", "offset", "Deir ez-Zor", "Raqqa"),
    ("Zhytomyr is some 130 kilometres east of Kyiv.", "offset", "Zhytomyr", "Kyiv"),
    ("Berdiansk is 70 km northeast of Mariupol.", "offset", "Berdiansk", "Mariupol"),
    ("Misrata, 200 km west of Tripoli, sent fighters.", "offset", "Misrata", "Tripoli"),
    ("Derna is about 90 km east of Benghazi.", "offset", "Derna", "Benghazi"),
    ("El Fasher, about 800 km east of Khartoum, is besieged.", "offset", "El Fasher", "Khartoum"),
    (
        "Port Sudan, nearly 200 km northeast of Khartoum, became the seat of government.",
        "offset",
        "Port Sudan",
        "Khartoum",
    ),
    ("Marib lies 120 kilometres west of Sanaa.", "offset", "Marib", "Sanaa"),
    ("Hodeidah, 600 km southwest of Sanaa, handles most imports.", "offset", "Hodeidah", "Sanaa"),
    ("Some 60 kilometers southwest of Baghdad, the city of Baquba was sealed off.", "offset", "Baquba", "Baghdad"),
    ("Aden, some 60 miles north of Sanaa, is the seat of the government.", "offset", "Aden", "Sanaa"),
    ("Pokrovsk lies about 60 km southeast of Donetsk.", "offset", "Pokrovsk", "Donetsk"),
    ("Homs is 250 km from the coast.", "shore", "Homs", None),
    ("Palmyra is 3 km from the Euphrates.", "shore", "Palmyra", "Euphrates"),
    ("Palmyra lies less than 20 km from the Jordanian border.", "border", "Palmyra", "Jordanian"),
    ("Ramadi is 100 km from Syria.", "offset", "Ramadi", "Syria"),
    ("Mosul is 10,5 km west of Bartella.", "offset", "Mosul", "Bartella"),
    ("Najaf is 40,000 km from Baghdad.", "offset", "Najaf", "Baghdad"),
    ("Hama lies between Homs and Damascus.", "between", "Hama", "Homs"),
]

NO_CLAIM = [
    "The front line stretches 1,000 km through eastern Ukraine.",
    "Troops advanced 15 km toward Mosul in two days.",
    "The missile has a range of 300 km and was built in Iran.",
    "A 25-year-old man from Raqqa ran the 10 km race.",
    "Within 24 hours of the attack, Kyiv responded.",
    "He has worked within 20 years of the end of the war in Sudan.",
    "The column retreated 30 km from Kherson to Mykolaiv.",
    "Diesel costs 40 dollars a barrel, down from 60 in Tripoli.",
    "Residents joined a 5 km run in Damascus.",
    "A 30 km buffer zone was agreed in northern Syria.",
    "Shells of 155 mm were sent to Ukraine.",
    "The convoy drove 200 km from Port Sudan to Kassala.",
    "The trench is 3 metres deep and 70 km long.",
    "They walked 40 km to reach the camp in Adre.",
    "The fire burned 500 hectares east and west of the road.",
    "The rocket flew 120 km before it fell in Yemen.",
    "The wall is 8 metres high in Baghdad.",
    "Houthi drones with a range of 1,500 km threatened Riyadh.",
    "About 2.5m people fled Sudan.",
    "A speed limit of 60 km per hour applies in Basra.",
    "The pipeline runs 970 km from Kirkuk to Ceyhan.",
    "The army cleared 14 km of road near Hodeidah.",
    "Fishing boats may sail up to 12 nautical miles from Aden to Djibouti.",
    "The city had 20,000 residents in 2011, south of the average.",
    "Winds blew at 50 miles an hour from the west of Libya.",
]


def about(verdicts, kind, subject, reference):
    return [
        verdict
        for verdict in verdicts
        if verdict.claim.type == kind
        and (subject is None or verdict.subject_name == subject)
        and (reference is None or reference in (verdict.reference_name or ""))
    ]


@pytest.mark.parametrize(("text", "kind", "subject", "reference"), TRUE)
def test_what_is_true_is_found_and_fits(text, kind, subject, reference):
    verdicts = geo.verify(text)
    found = about(verdicts, kind, subject, reference)
    assert found, [(verdict.claim.type, verdict.claim.text, verdict.subject_name) for verdict in verdicts]
    assert {verdict.verdict.value for verdict in found} <= {"supported", "approximate"}, found[0].explanation
    assert [verdict.explanation for verdict in verdicts if verdict.verdict.value == "contradicted"] == []


@pytest.mark.parametrize(("text", "kind", "subject", "reference"), FALSE)
def test_what_is_false_is_found_and_contradicted(text, kind, subject, reference):
    verdicts = geo.verify(text)
    found = about(verdicts, kind, subject, reference)
    assert found, [(verdict.claim.type, verdict.claim.text, verdict.subject_name) for verdict in verdicts]
    assert {verdict.verdict.value for verdict in found} == {"contradicted"}, found[0].explanation


@pytest.mark.parametrize("text", NO_CLAIM)
def test_an_extent_a_movement_a_range_or_a_price_is_no_claim(text):
    measuring = {"offset", "direction", "between", "travel", "shore", "border", "apart"}
    assert [verdict.claim.text for verdict in geo.verify(text) if verdict.claim.type in measuring] == []


UNPLACED = [
    ("The convoy was hit 12 km south of Mosul.", 12.0, 36.23, 43.12),
    ("The crash site, 30 km north of Raqqa, was sealed off.", 30.0, 36.22, 39.01),
    ("A camp 15 km west of Hasakah holds 10,000 people.", 15.0, 36.5, 40.58),
    ("A mass grave was found 20 km northeast of Tarhuna.", 20.0, 32.56, 13.78),
]


@pytest.mark.parametrize(("text", "km", "lat", "lon"), UNPLACED)
def test_a_claim_about_what_no_name_names_says_where_that_is(text, km, lat, lon):
    (verdict,) = [found for found in geo.verify(text) if found.claim.type == "offset"]
    assert (verdict.verdict.value, verdict.reason) == ("unverifiable", "no_subject")
    assert verdict.subject_name is None
    assert verdict.footprint is not None
    assert verdict.footprint.kind == "Polygon"
    words = verdict.explanation.rsplit("within ", 1)[1]
    radius, place = words.split(" km of ")
    north, east = (float(part.split("°")[0]) for part in place.split(", "))
    assert abs(north - lat) < 0.05
    assert abs(east - lon) < 0.05
    assert 0.3 * km < float(radius) < 3.0 * km


def test_a_village_that_no_gazetteer_has_is_placed_by_the_claim():
    analysis = geo.analyse("The village of Umm Xarib, some 15 km east of Raqqa, was retaken.")
    (verdict,) = [found for found in analysis.verdicts if found.claim.type == "offset"]
    assert verdict.reason == "subject_inferred"
    place = analysis.resolutions[verdict.claim.subject].place
    assert (place.source, place.precision) == ("inferred", "inferred")
    assert 5_000 < place.extent_m < 30_000
    raqqa = analysis.resolutions[verdict.claim.reference].place
    assert 0.1 < place.position.lon - raqqa.position.lon < 0.25


def test_the_camp_is_not_the_city_named_before():
    (verdict,) = [
        found
        for found in geo.verify("Mosul was quiet on Monday. The camp is 40 km west of Erbil.")
        if found.claim.type == "offset"
    ]
    assert (verdict.reason, verdict.subject_name) == ("no_subject", None)


def test_the_city_is_the_one_named_before():
    (verdict,) = [
        found
        for found in geo.verify("Mosul was quiet on Monday. The city is 80 km west of Erbil.")
        if found.claim.type == "offset"
    ]
    assert verdict.subject_name == "Mosul"
    assert verdict.verdict.value in {"supported", "approximate"}


def test_a_village_of_baghdad_in_pakistan_is_not_the_capital_of_iraq():
    analysis = geo.analyse("ISLAMABAD, Pakistan — The army entered Baghdad, a village in Pakistan's Punjab.")
    assert [verdict.explanation for verdict in analysis.verdicts if verdict.verdict.value == "contradicted"] == []
    places = [
        resolution.place
        for toponym, resolution in zip(analysis.toponyms, analysis.resolutions, strict=True)
        if toponym.kind is Kind.PLACE and toponym.text == "Baghdad"
    ]
    assert [place.source if place else None for place in places] == ["inferred"]


def test_bagdad_of_a_report_from_arizona_is_the_one_in_arizona():
    verdicts = geo.verify("The blaze near Prescott, Arizona, is 40 miles east of Bagdad.")
    (verdict,) = [found for found in verdicts if found.claim.type == "offset"]
    assert verdict.verdict.value == "supported"
    assert verdict.measured.distance_m < 80_000


@pytest.mark.parametrize("line", ["front line", "frontline", "line of contact", "contact line"])
def test_a_front_line_is_a_claim_that_cannot_be_checked(line):
    (verdict,) = [
        found
        for found in geo.verify(f"Chasiv Yar, 10 km from the {line}, was evacuated.")
        if found.claim.type == "offset"
    ]
    assert (verdict.reason, verdict.subject_name) == ("geometry_missing", "Chasiv Yar")

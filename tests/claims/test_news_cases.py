"""Sentences as wires write them, with what is true of them: each claim found, and judged as the world is."""

from __future__ import annotations

import pytest

import geo

RIGHT = {"supported", "approximate"}
WRONG = {"contradicted"}
OPEN = {"unverifiable"}

CASES = [
    # Containment, true
    ("Aid reached Azaz in Aleppo province on Friday.", "containment", "Azaz", "Aleppo", RIGHT),
    ("Talks were held in Ramadi, in Anbar province.", "containment", "Ramadi", "Anbar", RIGHT),
    ("The army entered the Iraqi city of Mosul.", "containment", "Mosul", "Iraqi", RIGHT),
    ("Shelling was reported in Kramatorsk, Ukraine.", "containment", "Kramatorsk", "Ukraine", RIGHT),
    (
        "Power was cut in the Donetsk region town of Kostiantynivka.",
        "containment",
        "Kostiantynivka",
        "Donetsk",
        RIGHT,
    ),
    ("Fighters from Misrata, Libya, joined them.", "containment", "Misrata", "Libya", RIGHT),
    ("Clashes broke out in Zabid in Hodeidah province.", "containment", "Zabid", "Hodeidah", RIGHT),
    ("The town of Hawija in Kirkuk province was retaken.", "containment", "Hawija", "Kirkuk", RIGHT),
    ("Nyala, in South Darfur state, was bombed.", "containment", "Nyala", "South Darfur", RIGHT),
    ("Vovchansk in Kharkiv region was evacuated.", "containment", "Vovchansk", "Kharkiv", RIGHT),
    ("Protests spread to Syria's Daraa province.", "containment", "Daraa", "Syria", RIGHT),
    ("The Yemeni city of Taiz is divided.", "containment", "Taiz", "Yemeni", RIGHT),
    ("Aid reached the Syrian towns of Manbij and Jarabulus.", "containment", "Jarabulus", "Syrian", RIGHT),
    ("He was born in Springfield, Illinois, in 1950.", "containment", "Springfield", "Illinois", RIGHT),
    ("Kobani, in the Syrian province of Aleppo, held out.", "containment", "Kobani", "Aleppo", RIGHT),
    # Behind an aside, and beside it
    ("Ramadi, which is 100 km west of Baghdad, is the capital of Anbar.", "rank", "Ramadi", "Anbar", RIGHT),
    ("Ramadi, seized last week, is the capital of Anbar.", "rank", "Ramadi", "Anbar", RIGHT),
    ("Baquba (60 km north of Baghdad) is the capital of Anbar.", "rank", "Baquba", "Anbar", WRONG),
    ("Avdiivka – on the northern outskirts of Donetsk – was hit.", "part", "Avdiivka", "Donetsk", RIGHT),
    ("Jobar is in the northeast of the capital Damascus.", "part", "Jobar", "Damascus", RIGHT),
    ("Tartus, on Syria's Mediterranean coast, was calm.", "shore", "Tartus", "Syria", RIGHT),
    ("Hama, on Syria's Mediterranean coast, was calm.", "shore", "Hama", "Syria", WRONG),
    ("Tabqa lies 40 km upstream of Raqqa.", "offset", "Tabqa", "Raqqa", RIGHT),
    ("Cairo lies south of Moscow.", "direction", "Cairo", "Moscow", RIGHT),
    ("Moscow lies south of Cairo.", "direction", "Moscow", "Cairo", WRONG),
    ("Snow fell on the town of Snow, west of Dodge City.", "direction", "Snow", "Dodge City", OPEN),
    ("He swam in Burger's Lake in west Fort Worth.", "part", "Burger's Lake", "Fort Worth", OPEN),
    ("Timbuktu is 50 km from Bamako.", "offset", "Timbuktu", "Bamako", WRONG),
    ("Izium is 20 km south of Kyiv.", "offset", "Izium", "Kyiv", WRONG),
    ("Stryi is a city in the oblast of western Ukraine 65 km to the south of Lviv.", "offset", "Stryi", "Lviv", RIGHT),
    ("Salim, 30 km from Homs, was quiet.", "offset", "Salim", "Homs", OPEN),
    ("Oleksandrivka, about 220 km west of Mykolaiv, was shelled.", "offset", "Oleksandrivka", "Mykolaiv", OPEN),
    ("Rafah is in the northern end of the Gaza Strip.", "part", "Rafah", "Gaza Strip", WRONG),
    ("Rafah is at the southern end of the Gaza Strip.", "part", "Rafah", "Gaza Strip", RIGHT),
    ("Rafah is at the northern end of the Gaza Strip.", "part", "Rafah", "Gaza Strip", WRONG),
    ("Jobar lies on the eastern side of Damascus.", "part", "Jobar", "Damascus", RIGHT),
    (
        "Khyber Pakhtunkhwa, in the north-west of Pakistan, was dry.",
        "part",
        "Khyber Pakhtunkhwa",
        "Pakistan",
        RIGHT,
    ),
    ("Sindh, a province in northern Pakistan, was flooded.", "part", "Sindh", "Pakistan", WRONG),
    # Other scripts: inflected names, words for kinds, and headings that may be parts or directions
    ("Алеппо находится в 310 километрах к северу от Дамаска.", "offset", "Алеппо", "Дамаска", RIGHT),
    ("Город Идлиб, в 60 км к юго-западу от Алеппо, был обстрелян.", "offset", "Идлиб", "Алеппо", RIGHT),
    ("Куп'янськ — місто на сході Харківської області.", "part", "Куп'янськ", "Харківської області", RIGHT),
    ("سيطرت القوات على مدينة ود مدني جنوب الخرطوم.", "part", "ود مدني", "الخرطوم", RIGHT),
    ("سيطرت القوات على مدينة ود مدني شمال الخرطوم.", "part", "ود مدني", "الخرطوم", WRONG),
    ("Beit Hanoun is in the south of the Gaza Strip.", "part", "Beit Hanoun", "Gaza Strip", WRONG),
    ("Beit Hanoun is in the north of the Gaza Strip.", "part", "Beit Hanoun", "Gaza Strip", RIGHT),
    ("Peshawar is a city in northwestern Pakistan.", "part", "Peshawar", "Pakistan", RIGHT),
    ("Metula, Israel's northernmost town, is on the border with Lebanon.", "border", "Metula", "Lebanon", RIGHT),
    ("Bukavu sits at the southern tip of Lake Kivu, on the border with Rwanda.", "border", "Bukavu", "Rwanda", RIGHT),
    ("Goma sits on the shore of Lake Kivu, on the border with Chad.", "border", "Goma", "Chad", WRONG),
    ("Zummar, on the edge of the lake, is 60 km northwest of Mosul.", "offset", "Zummar", "Mosul", RIGHT),
    ("The enclave of Eastern Ghouta, 15 km from Damascus, fell.", "offset", "Eastern Ghouta", "Damascus", RIGHT),
    ("Mukalla is on the Arabian Sea.", "shore", "Mukalla", "Arabian Sea", RIGHT),
    ("Mukalla is on the Gulf of Aden.", "shore", "Mukalla", "Gulf of Aden", RIGHT),
    ("Mukalla is on the Black Sea.", "shore", "Mukalla", "Black Sea", WRONG),
    ("Bashiqa, a few kilometres north-east of Mosul, was retaken.", "offset", "Bashiqa", "Mosul", OPEN),
    ("Bashiqa, a few kilometres south of Erbil, was retaken.", "offset", "Bashiqa", "Erbil", WRONG),
    # Containment, false
    ("The army entered Mosul in Anbar province.", "containment", "Mosul", "Anbar", WRONG),
    ("They met in the Iraqi city of Aleppo.", "containment", "Aleppo", "Iraqi", WRONG),
    ("Shelling was reported in Kharkiv, in Odesa region.", "containment", "Kharkiv", "Odesa", WRONG),
    ("The Libyan city of Sanaa was quiet.", "containment", "Sanaa", "Libyan", WRONG),
    ("They saw Palmyra in Idlib province on Friday.", "containment", "Palmyra", "Idlib", WRONG),
    ("They saw Mariupol in Sumy region.", "containment", "Mariupol", "Sumy", WRONG),
    # Parts of countries and provinces
    ("They met in the northern Iraqi city of Mosul.", "part", "Mosul", "Iraqi", RIGHT),
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
    ("The Turkish border town of Kilis hosts refugees.", "border", "Kilis", "Turkish", RIGHT),
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
    ("Syria's capital, Aleppo, was tense.", "rank", "Aleppo", "Syria", WRONG),
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


TRUE = [
    "Officials met in the Iraqi town of Tuz Khormato, about 210 kilometers north of Baghdad, in Salahuddin province.",
    "Baiji lies 180 km north of the Iraqi capital, Baghdad.",
    "The road leads through Abu Ghraib, on the western outskirts of Baghdad.",
    "Aid arrived in Muqdadiyah in Diyala province, northeast of Baghdad.",
    "Al-Qaim is a town on the Syrian border in western Anbar province.",
    "Jurf al-Sakhar, about 60 km south of Baghdad, is in Babil province.",
    "They went to Ramadi, capital of the western province of Anbar.",
    "They met in the Iraqi holy city of Karbala, 80 km southwest of Baghdad.",
    "Tal Afar, west of Mosul, is in Nineveh province.",
    "Kirkuk is an oil-rich city in northern Iraq.",
    "The town of Saraqib is in Idlib province.",
    "Kobani sits on the Turkish border.",
    "Jableh, in the coastal province of Latakia, was calm.",
    "Palmyra is in the central province of Homs.",
    "Zabadani, near the Lebanese border, was calm.",
    "Daraa, the cradle of the uprising, lies near the border with Jordan.",
    "Jarablus, a Syrian town on the west bank of the Euphrates, was calm.",
    "Maarat Misrin lies north of Idlib.",
    "Power was cut in Kryvyi Rih in central Ukraine.",
    "Nikopol in the Dnipropetrovsk region was dark.",
    "Chasiv Yar lies west of Bakhmut in the Donetsk region.",
    "Feodosia is in Russian-occupied Crimea.",
    "Kupiansk, in northeastern Ukraine's Kharkiv region, was evacuated.",
    "The village of Robotyne is in the southern Zaporizhzhia region.",
    "Grain leaves from the Black Sea port city of Odesa.",
    "Mariupol is a port on the Sea of Azov.",
    "Belgorod, a Russian city near the Ukrainian border, was dark.",
    "Derna, a port city in eastern Libya, was flooded in 2023.",
    "Zawiya, 40 km west of Tripoli, hosts a refinery.",
    "Sabha is the main city in southern Libya.",
    "Zuwara is a coastal town near the Tunisian border.",
    "Kufra lies in Libya's far southeast.",
    "Wad Madani, capital of Gezira state, lies southeast of Khartoum.",
    "Adre is a Chadian town near the Sudanese border.",
    "El Obeid, the capital of North Kordofan, is a railway hub.",
    "Kassala lies near the border with Eritrea.",
    "Mukalla, the capital of Hadramawt province, is on the Arabian Sea.",
    "Ataq is the capital of Yemen's Shabwa province.",
    "Ibb is in southwestern Yemen.",
    "Dhamar lies about 100 km south of Sanaa.",
    "They went to Kunduz, the capital of Kunduz province, in northern Afghanistan.",
    "The road leads to Chibok in Borno state in northeastern Nigeria.",
    "They left Timbuktu in northern Mali.",
    "Beledweyne is in Somalia's Hiran region.",
    "The northwestern Pakistani city of Peshawar was calm.",
]


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_not_contradicted(text):
    verdicts = geo.verify(text)
    assert [verdict.explanation for verdict in verdicts if verdict.verdict.value in WRONG] == []
    assert any(verdict.verdict.value in RIGHT for verdict in verdicts)


FALSE = [
    "They met in the southern Iraqi town of Tuz Khormato.",
    "Baiji is in Basra province.",
    "The road leads through Abu Ghraib, on the eastern outskirts of Baghdad.",
    "Al-Qaim is a town on the Turkish border.",
    "They went to Ramadi, capital of the western province of Nineveh.",
    "They met in the Syrian holy city of Karbala.",
    "Kirkuk is an oil-rich city in southern Iraq.",
    "The town of Saraqib is in Raqqa province.",
    "Kobani sits on the Iraqi border.",
    "Deir ez-Zor, in western Syria, was calm.",
    "Zabadani, near the Turkish border, was calm.",
    "Daraa, the cradle of the uprising, lies near the border with Turkey.",
    "Kryvyi Rih in the Lviv region was dark.",
    "Nikopol in the Odesa region was dark.",
    "Chasiv Yar is in the Sumy region.",
    "Kupiansk, in western Ukraine, was evacuated.",
    "Belgorod, a Ukrainian city, was dark.",
    "Derna, a port city in western Libya, was flooded.",
    "Zuwara lies near the Egyptian border.",
    "Kufra lies in Libya's far northwest.",
    "Wad Madani, capital of North Darfur state, was calm.",
    "Gedaref in western Sudan hosts displaced people.",
    "Kassala lies near the border with Libya.",
    "Mukalla, the capital of Marib province, was calm.",
    "Ibb is in northeastern Yemen.",
    "Benghazi, Libya's capital, was calm.",
    "Kunduz, in southern Afghanistan, was calm.",
    "The Sudanese city of Maiduguri was calm.",
    "Homs, Syria's largest city, was quiet.",
    "Lviv, just outside Kyiv, was dark.",
    "Kharkiv, near Odesa, was dark.",
    "Al-Bab, a northern suburb of Damascus, was quiet.",
]


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_is_contradicted(text):
    verdicts = geo.verify(text)
    assert any(verdict.verdict.value in WRONG for verdict in verdicts), [verdict.explanation for verdict in verdicts]


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

"""Look-ups in the embedded gazetteer: what a name leads to, and in which order."""

import pytest

FIRST = [
    ("Fallujah", "geonames:99454"),
    ("al-Fallujah", "geonames:99454"),
    ("الفلوجة", "geonames:99454"),
    ("Baghdad", "geonames:98182"),
    ("Mosul", "geonames:99072"),
    ("Anbar", "geonames:99592"),
    ("Nineveh", "geonames:92877"),
    ("Palmyra", "geonames:163808"),
    ("Aleppo", "geonames:170063"),
    ("Aleppo province", "geonames:170062"),
    ("Aleppo Governorate", "geonames:170062"),
    ("Damascus", "geonames:170654"),
    ("Kyiv", "geonames:703448"),
    ("Київ", "geonames:703448"),
    ("Kharkiv", "geonames:706483"),
    ("Iraq", "geonames:99237"),
    ("العراق", "geonames:99237"),
    ("Ірак", "geonames:99237"),
    ("U.S.", "geonames:6252001"),
    ("UK", "geonames:2635167"),
    ("DRC", "geonames:203312"),
    ("UAE", "geonames:290557"),
    ("Georgia", "geonames:614540"),
    ("Crimea", "geonames:703883"),
    ("Calif.", "geonames:5332921"),
    ("La.", "geonames:4331987"),
    ("Ill.", "geonames:4896861"),
    ("Paris", "geonames:2988507"),
    ("Tripoli", "geonames:2210247"),
    ("Middle East", "conflictmap:middle-east"),
    ("the Balkans", "conflictmap:balkans"),
    ("Sahel", "conflictmap:sahel"),
    ("Donbas", "conflictmap:donbas"),
    ("Golan Heights", "conflictmap:golan-heights"),
    ("Darfur", "conflictmap:darfur"),
    ("Europe", "conflictmap:europe"),
    ("Kurdistan", "conflictmap:kurdistan"),
    ("Heathrow Airport", "icao:EGLL"),
    ("Gatwick", "icao:EGKK"),
    ("Schiphol", "icao:EHAM"),
    ("JFK", "icao:KJFK"),
    ("JFK Airport", "icao:KJFK"),
    ("Baghdad airport", "icao:ORBI"),
    ("Aleppo International Airport", "icao:OSAP"),
    ("Al Asad Air Base", "conflictmap:iq-al-asad-airbase"),
    ("Hostomel Airport", "icao:UKKM"),
    ("Dnipro", "geonames:709930"),
    ("بريطانيا", "geonames:2635167"),
    ("السعودية", "geonames:102358"),
    ("США", "geonames:6252001"),
    ("انگلیس", "geonames:2635167"),
    ("Мьянма", "geonames:1327865"),
    ("Херсонщина", "geonames:706442"),
    ("Донеччина", "geonames:709716"),
    ("Stepanakert", "geonames:146970"),
]


@pytest.mark.parametrize(("name", "place_id"), FIRST)
def test_the_likeliest_place_comes_first(gazetteer, name, place_id):
    assert gazetteer.id(gazetteer.lookup(name)[0].row) == place_id


@pytest.mark.parametrize(
    ("name", "code", "country"),
    [
        ("Rapides Parish", "ADM2", "US"),
        ("Orange County", "ADM2", "US"),
        ("Euphrates", "STM", None),
        ("Dnieper", "STM", None),
        ("Lake Chad", "LK", None),
        ("Black Sea", "SEA", None),
        ("Mosul airport", "AIRP", "IQ"),
        ("West Bank", "ADM1", "PS"),
        ("Gaza Strip", "ADM1", "PS"),
        ("Sinai", "PEN", "EG"),
        ("Khan al-Asal", "PPL", "SY"),
        ("Jurf al-Sakhar", "PPL", "IQ"),
    ],
)
def test_other_kinds_of_places_are_there(gazetteer, name, code, country):
    row = gazetteer.lookup(name)[0].row
    assert (gazetteer.feature_code(row), gazetteer.country(row)) == (code, country)


def test_exact_folded_and_fuzzy_hits_are_told_apart(gazetteer):
    exact = gazetteer.lookup("Kharkiv")[0]
    folded = next(hit for hit in gazetteer.lookup("Kharkeev") if gazetteer.id(hit.row) == "geonames:706483")
    fuzzy = gazetteer.lookup("Zaporozhzhia", fuzzy=True)[0]
    assert (exact.match, folded.match, fuzzy.match) == ("exact", "folded", "fuzzy")
    assert exact.score > folded.score > fuzzy.score > 0


def test_fuzzy_finds_a_misspelling_only_when_asked(gazetteer):
    assert gazetteer.lookup("Zaporozhzhia") == ()
    assert any(gazetteer.country(hit.row) == "UA" for hit in gazetteer.lookup("Zaporozhzhia", fuzzy=True))


@pytest.mark.parametrize(
    "name", ["", " ", "\x00", "\ud800", "a" * 5_000, "'" * 100, "(((", "district of", ",", "%s", "{{7*191}}"]
)
def test_odd_names_find_nothing_and_raise_nothing(gazetteer, name):
    assert gazetteer.lookup(name, fuzzy=True) == ()
    assert list(gazetteer.scan(name)) == []


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Kobane (Ayn al-Arab)", "geonames:172256"),
        ("Sinjar, Nineveh", "geonames:448149"),
        ("city of Fallujah", "geonames:99454"),
        ("Fallujah city", "geonames:99454"),
        ("province of Anbar", "geonames:99592"),
        ("مدينة الفلوجة", "geonames:99454"),
        ("شهر کندهار", "geonames:1138336"),
        ("місто Бахмут", "geonames:713174"),
        ("город Донецк", "geonames:709717"),
    ],
)
def test_words_for_kinds_brackets_and_commas_are_understood(gazetteer, name, place_id):
    assert place_id in [gazetteer.id(hit.row) for hit in gazetteer.lookup(name)[:2]]


def test_a_province_is_no_alias_of_its_towns(gazetteer):
    codes = [gazetteer.feature_code(hit.row) for hit in gazetteer.lookup("Mosul")]
    assert "ADM1" not in codes


def test_every_row_keeps_its_source(gazetteer):
    known = {"geonames", "naturalearth", "geoboundaries", "icao", "conflictmap", "katottg", "simplemaps", "admin"}
    for row in range(0, len(gazetteer._embedded), 997):
        assert gazetteer.id(row).partition(":")[0] in known
        assert gazetteer.row_of(gazetteer.id(row)) == row


def test_a_place_carries_its_hierarchy(gazetteer):
    place = gazetteer.place(gazetteer.row_of("geonames:99454"))
    assert (place.country, place.admin1, place.admin2) == ("IQ", "Anbar", "Falluja District")
    assert place.local_name == "الفلوجة"
    assert place is gazetteer.place(gazetteer.row_of("geonames:99454"))


def test_crimea_is_ukraines_in_code_and_outline(gazetteer):
    crimea = gazetteer.row_of("iso:UA-43")
    assert gazetteer.country(crimea) == "UA"
    assert gazetteer.contains(gazetteer.country_row("UA"), gazetteer.position(crimea))
    assert not gazetteer.contains(gazetteer.country_row("RU"), gazetteer.position(crimea))


@pytest.mark.parametrize(
    ("word", "place_id"),
    [
        ("Iraqi", "geonames:99237"),
        ("Syrians", "geonames:163843"),
        ("Texan", "geonames:4736286"),
        ("Ohioans", "geonames:5165418"),
        ("Sri Lankan", "geonames:1227603"),
        ("Saudi Arabian", "geonames:102358"),
        ("South Ossetian", "conflictmap:south-ossetia"),
        ("Kurdish", "conflictmap:kurdistan"),
    ],
)
def test_demonyms_lead_to_their_place(gazetteer, word, place_id):
    assert gazetteer.id(gazetteer.demonym(word)[0]) == place_id


def test_a_common_word_is_no_demonym(gazetteer):
    assert gazetteer.demonym("polite") == ()


def test_capitals_and_ranks(gazetteer):
    assert gazetteer.name(gazetteer.capital_row("IQ")) == "Baghdad"
    assert gazetteer.name(gazetteer.capital_row(gazetteer.row_of("geonames:99592"))) == "Ramadi"
    assert gazetteer.rank_in_country(gazetteer.row_of("geonames:98182")) == 1
    assert gazetteer.rank_in_country(gazetteer.country_row("IQ")) is None
    largest = gazetteer.largest("IQ", limit=3)
    assert largest[0] == gazetteer.row_of("geonames:98182")
    populations = [gazetteer.population(row) for row in gazetteer.largest("SY", limit=20)]
    assert populations == sorted(populations, reverse=True)


def test_all_names_of_a_place_are_known(gazetteer):
    row = gazetteer.row_of("geonames:99454")
    names = gazetteer.names(row)
    assert {"Al Fallūjah", "Fallujah", "الفلوجة"} <= set(names)
    assert all(row in [hit.row for hit in gazetteer.lookup(name)] for name in names)


def test_info_names_sources_with_licences(gazetteer):
    info = gazetteer.info()
    assert all(source.licence and source.sha256 and source.date for source in info)
    assert any("GeoNames" in source.attribution for source in info)


def test_units_found_in_one_walk_are_those_among_the_ancestors(gazetteer):
    rows = range(0, 340_000, 1_709)
    assert [gazetteer.unit_rows(row) for row in rows] == [
        (gazetteer.admin1_row(row), gazetteer.admin2_row(row)) for row in rows
    ]


@pytest.mark.parametrize(
    "name", ["Paris", "Springfield", "Al Hamra", "Hama Governorate", "Alepo", "San  José", "Zzyzx"]
)
def test_rows_and_hits_without_order_are_those_of_the_look_up(gazetteer, name):
    hits = gazetteer.plain(name)
    exact, folded = gazetteer.rows(name)
    assert [*exact, *folded] == [hit.row for hit in hits]
    assert len(exact) == sum(hit.match == "exact" for hit in hits)
    assert sorted(gazetteer.lookup(name, order=False)) == sorted(gazetteer.lookup(name))

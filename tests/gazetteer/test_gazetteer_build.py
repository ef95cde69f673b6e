"""Steps of the build that decide by rule: which names are kept, how villages are placed, what is joined."""

import pytest

from geo.gazetteer import open_gazetteer
from geo.gazetteer.build.admin import core
from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.places import local_name
from geo.gazetteer.build.ukraine import Settlement, _guessed_middles, _named_after, one_called, romanised
from geo.gazetteer.build.world import clean_names, slug
from geo.gazetteer.measures import extent_of, precision_of, prominence
from geo.geodesy import rough_distance
from geo.model import Position, Precision


def test_machine_made_names_codes_and_mojibake_are_left_out():
    names = ["Fallujah", "fei lu jie", "alflwjt", "fەlwjە", "TQD", "N¡nive", "الفلوجة", "Fallujah", "Fallujah ", "1234"]
    assert clean_names(names) == ["Fallujah", "الفلوجة"]


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [("Авдіївка", "Avdiivka"), ("Часів Яр", "Chasiv Yar"), ("Згурівка", "Zghurivka"), ("Ємільчине", "Yemilchyne"),
     ("Роботине", "Robotyne"), ("Щастя", "Shchastia"), ("Новотроїцьке", "Novotroitske")],
)  # fmt: skip
def test_ukrainian_names_are_romanised_as_the_state_does(ukrainian, latin):
    assert romanised(ukrainian) == latin


@pytest.mark.parametrize(
    ("council", "settlement", "named"),
    [
        ("Opytnenska", "Opytne", True),
        ("Spartakivska", "Spartak", True),
        ("Hryshynska", "Hryshyne", True),
        ("Pokrovska", "Pokrovske", True),
        ("Dmytrivska", "Andriivka", False),
        ("Myrnenska", "Mykilske", False),
    ],
)
def test_a_council_is_known_by_the_stem_of_its_village(council, settlement, named):
    assert (_named_after(council, settlement) > 0) is named


def test_of_two_settlements_a_town_is_the_one_that_bears_its_name():
    village, town = Settlement("UA1", "Донецьке", "05", "H1"), Settlement("UA2", "Донецьк", "05", "H2")
    assert one_called("Donetsk", [village, town]) is town
    assert one_called("Donetske", [village, town]) is village
    assert one_called(
        "Stari Kodaky", [Settlement("UA3", "Кодак", "04", "H"), Settlement("UA4", "Старі Кодаки", "04", "H")]
    )


def test_a_hromada_lies_where_three_councils_of_its_settlements_lie_together():
    settlements = [
        Settlement(f"UA{n}", name, "05", "H") for n, name in enumerate(("Опитне", "Спартак", "Гришине", "Мирне"))
    ]
    near = [("Opytnenska", 48.1, 37.7), ("Spartakivska", 48.12, 37.75), ("Hryshynska", 48.05, 37.72)]
    far = [("Myrnenska", 47.0, 36.0)]
    assert _guessed_middles(settlements, {"05": near + far}) == {"H": (48.1, 37.72)}
    assert _guessed_middles(settlements, {"05": near[:2] + far}) == {}


def test_names_of_cities_are_no_villages_and_towns_on_disputed_ground_stand_once():
    gazetteer = open_gazetteer()
    donetsk = gazetteer.lookup("Donetsk")[0].row
    assert gazetteer.local_name(donetsk) == "Донецьк"
    assert [gazetteer.country(hit.row) for hit in gazetteer.lookup("Majdal Shams")] == ["SY"]


@pytest.mark.parametrize(
    ("name", "lat", "lon"), [("Роботине", 47.445, 35.84), ("Спірне", 48.81, 38.27), ("Нескучне", 47.80, 36.83)]
)
def test_a_hand_made_position_moves_the_village_that_only_its_hromada_places(name, lat, lon):
    gazetteer = open_gazetteer()
    near = [
        hit.row
        for hit in gazetteer.lookup(name)
        if rough_distance(lat, lon, gazetteer.lat(hit.row), gazetteer.lon(hit.row)) < 40_000
    ]
    assert [gazetteer.id(row).partition(":")[0] for row in near] == ["katottg"]
    assert rough_distance(lat, lon, gazetteer.lat(near[0]), gazetteer.lon(near[0])) < 100
    assert gazetteer.extent_m(near[0]) == 3_000


def test_the_local_name_is_in_the_countrys_own_script():
    assert local_name("UA", ["Kyiv", "Киев", "Київ", "كييف"]) == "Київ"
    assert local_name("IQ", ["Kirkuk", "کەرکووک", "كركوك"]) == "كركوك"
    assert local_name("US", ["Нью-Йорк"]) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [("Anbar Governorate", "Al Anbar"), ("Rapides Parish", "Rapides"), ("Donetska oblast", "Donetska")],
)
def test_units_join_without_the_words_for_their_kind(first, second):
    assert core(first) == core(second)


def test_ids_are_plain():
    assert slug("Jabal al-Turkmān (north)") == "jabal-al-turkman-north"


@pytest.mark.parametrize("name", ["regions.csv", "sites.csv"])
def test_curated_places_are_whole(name):
    seen = set()
    for row in rows(name):
        assert None not in row
        Position(float(row["lat"]), float(row["lon"]))
        assert float(row.get("extent_m") or row["extent_km"]) > 0
        key = (row["name"], row["country"])
        assert key not in seen
        seen.add(key)


def test_a_cell_lists_several():
    assert split("a| b |") == ["a", "b"]


def test_prominence_puts_capitals_and_famous_names_before_namesakes():
    assert prominence(2_138_551, 200, "PPLC") > prominence(25_000, 8, "PPLA2")
    assert prominence(3_700_000, 100, "PCLI") > prominence(1_000_000, 80, "ADM1")
    assert prominence(51_000, 60, "PPLA2") > prominence(3_000, 5, "PPL")


@pytest.mark.parametrize(
    ("code", "precision"),
    [("PPLX", Precision.NEIGHBOURHOOD), ("PPLC", Precision.TOWN), ("ADM2", Precision.DISTRICT),
     ("ADM1", Precision.PROVINCE), ("PCLI", Precision.COUNTRY), ("AIRB", Precision.EXACT)],
)  # fmt: skip
def test_precision_follows_the_feature_code(code, precision):
    assert precision_of(code) is precision


def test_extents_grow_with_towns():
    assert extent_of("PPL", 500) < extent_of("PPL", 200_000) < extent_of("PPLC", 5_000_000)


def test_the_local_name_is_the_main_name_in_the_script_of_the_country():
    assert local_name("RU", ["Белгарад", "Белгород"], "Belgorod") == "Белгород"
    assert local_name("RU", ["Дон ӱмбалне Ростов", "Ростов-на-Дону"], "Rostov-na-Donu") == "Ростов-на-Дону"
    assert local_name("SY", ["د مشق", "دمشق"], "Damascus") == "دمشق"
    assert local_name("SD", ["ااالخرطوم", "خرطوم"], "Khartoum") == "خرطوم"
    assert local_name("IQ", ["بصرة", "البصرة"], "Al Başrah") == "البصرة"


def test_well_known_cities_have_their_own_names():
    gazetteer = open_gazetteer()
    for row in rows("local_names.csv"):
        assert gazetteer.local_name(gazetteer.row_of(f"geonames:{row['id']}")) == row["local"]

"""Steps of the build that decide by rule: which names are kept, how villages are placed, what is joined."""

import pytest

from geo.gazetteer import open_gazetteer
from geo.gazetteer.build.admin import _reach, core
from geo.gazetteer.build.curated import rows, split
from geo.gazetteer.build.curation import add_curated
from geo.gazetteer.build.places import local_name
from geo.gazetteer.build.ukraine import (
    Settlement,
    _councils_of,
    _guessed_middles,
    _joined,
    _name_oblasts,
    _name_raions,
    _named_after,
    _parent,
    _placed,
    _without_common_names,
    one_called,
    romanised,
)
from geo.gazetteer.build.world import World, clean_names, slug
from geo.gazetteer.folding import fold
from geo.gazetteer.measures import extent_of, precision_of, prominence
from geo.gazetteer.records import Record
from geo.gazetteer.writer import ranked
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


def _settlements(hromada, *names):
    return [Settlement(f"{hromada}{n:03}", name, "05", hromada) for n, name in enumerate(names)]


def test_a_hromada_lies_where_councils_of_its_settlements_lie_together():
    settlements = _settlements("UA1402001", "Опитне", "Спартак", "Гришине", "Мирне")
    near = [("Opytnenska", 48.1, 37.7), ("Spartakivska", 48.12, 37.75), ("Hryshynska", 48.05, 37.72)]
    far = [("Myrnenska", 47.0, 36.0)]
    assert _guessed_middles(settlements, _councils_of(settlements, {"05": near + far}), {}) == {
        "UA1402001": (48.1, 37.72)
    }
    two = _councils_of(settlements, {"05": near[:2] + far})
    assert _guessed_middles(settlements, two, {}) == {}
    assert _guessed_middles(settlements, two, {"1402": (48.2, 37.9)}) == {"UA1402001": (48.11, 37.725)}
    assert _guessed_middles(settlements, two, {"1402": (49.5, 37.9)}) == {}


def _record(number, name, lat, lon, parent):
    return Record(id=f"geonames:{number}", name=name, lat=lat, lon=lon, code="PPL", country="UA", parent=parent)


def test_of_namesakes_each_takes_the_place_of_its_raion_and_else_the_nearest():
    bakhmut = _settlements("UA1402001", "Бахмут", "Андріївка", "Степове")
    volnovakha = _settlements("UA1404001", "Волноваха", "Андріївка", "Степове")
    towns = [
        _record(1, "Bakhmut", 48.59, 38.0, "admin:UA.05.1402"),
        _record(2, "Volnovakha", 47.6, 37.5, "admin:UA.05.1404"),
    ]
    # Two Andriivkas, one record: that of the raion it is told to lie in.
    village = _record(3, "Andriivka", 47.7, 37.7, "admin:UA.05.1404")
    steppe = _record(4, "Stepove", 47.65, 37.6, "admin:UA.05")
    known = {
        ("05", fold("Бахмут")): towns[:1],
        ("05", fold("Волноваха")): towns[1:],
        ("05", fold("Андріївка")): [village],
        ("05", fold("Степове")): [steppe],
    }
    joined = _joined([*bakhmut, *volnovakha], known, _councils_of([*bakhmut, *volnovakha], {}))
    assert {code: record.id for code, record in joined.items()} == {
        bakhmut[0].code: "geonames:1",
        volnovakha[0].code: "geonames:2",
        volnovakha[1].code: "geonames:3",
        volnovakha[2].code: "geonames:4",
    }


def test_a_town_loses_the_older_name_that_many_villages_bear_now():
    villages = _settlements("UA1402001", *["Олександрівка"] * 10, "Юзівка", "Донецьк")
    town = _record(1, "Donetsk", 48.0, 37.8, "admin:UA.05.1402")
    town.names = ["Oleksandrivka", "Александровка", "Yuzivka", "Донецьк"]
    one = _record(2, "Aleksandrovka", 48.1, 37.9, "admin:UA.05.1402")
    one.names = ["Олександрівка"]
    _without_common_names(villages, {villages[-1].code: town, villages[0].code: one})
    assert town.names == ["Yuzivka", "Донецьк"]
    assert one.names == ["Олександрівка"]


def test_a_raion_bears_the_registers_adjective():
    raion = Record(id="admin:UA.05.1402", name="Bakhmut Raion", lat=48.6, lon=38.0, code="ADM2", country="UA")
    world = World({})
    world.add(raion)
    _name_raions(world, {"UA14020000000026795": ("Бахмутський", "05"), "UA14040000000050906": ("Волноваський", "05")})
    assert raion.names == ["Bakhmutskyi raion", "Bakhmutskyi district", "Бахмутський район"]
    assert list(world.records) == [raion.id]


def test_a_raion_that_bears_the_name_of_a_council_of_before_2020_is_renamed():
    raion = Record(id="admin:UA.15.4610", name="Stryys’ka Mis’krada", lat=49.2, lon=23.8, code="ADM2", country="UA")
    world = World({})
    world.add(raion)
    _name_raions(world, {"UA46100000000012345": ("Стрийський", "15")})
    assert raion.name == "Stryiskyi Raion"
    assert "Stryys’ka Mis’krada" in raion.names


def test_an_oblast_answers_to_its_adjective():
    oblast = Record(id="geonames:1", name="Luhansk", lat=48.9, lon=39.0, code="ADM1", country="UA")
    oblast.other_ids.append("admin:UA.14")
    world = World({})
    world.add(oblast)
    _name_oblasts(world, {"14": "Луганська", "11": "Автономна Республіка Крим"})
    assert oblast.names == ["Luhanska", "Luhanska oblast", "Luhanska Oblast", "Луганська область"]


def test_a_settlement_lies_in_the_raion_of_the_register_where_that_is_known():
    world = World({})
    world.add(Record(id="admin:UA.05.1416", name="Pokrovsk Raion", lat=48.2, lon=37.4, code="ADM2", country="UA"))
    assert _parent(world, "UA14160190060085594", "05") == "admin:UA.05.1416"
    assert _parent(world, "UA14020010010000000", "05") == "admin:UA.05"


def test_a_unit_without_outline_reaches_beyond_all_but_the_oddest_of_its_places():
    unit = Record(id="admin:UA.05.1416", name="Pokrovsk Raion", lat=48.0, lon=37.0, code="ADM2", country="UA")
    inside = [_record(number, "Village", 48.0 + number * 0.01, 37.0, unit.id) for number in range(30)]
    stray = _record(99, "Stray", 52.0, 37.0, unit.id)
    assert 30_000 < _reach(unit, [*inside, stray]) < 45_000
    assert _reach(unit, inside[:5]) == 0.0


def test_a_council_places_one_settlement_and_none_where_its_own_is_known():
    here, there = _settlements("UA1402001", "Опитне"), _settlements("UA1416001", "Опитне")
    councils = _councils_of([*here, *there], {"05": [("Opytnenska", 48.1, 37.7)]})
    middles = {"UA1402001": (48.2, 37.9), "UA1416001": (48.15, 37.7)}
    assert _placed([*here, *there], {}, councils, middles) == {there[0].code: (48.1, 37.7)}
    known = {there[0].code: _record(1, "Opytne", 48.1, 37.72, "admin:UA.05")}
    assert _placed([*here, *there], known, councils, middles) == {}
    far = {there[0].code: _record(1, "Opytne", 48.5, 37.72, "admin:UA.05")}
    assert _placed([*here, *there], far, councils, middles) == {here[0].code: (48.1, 37.7)}


def test_a_hand_made_row_places_the_village_of_its_hromada_and_no_nearer_namesake():
    row = next(row for row in rows("villages_ukraine_fronts.csv") if row["within"].startswith("katottg:"))
    lat, lon = float(row["lat"]), float(row["lon"])
    places = ((row["within"], 0.3), ("katottg:UA99999990000000000", 0.01))
    own, other = (
        Record(id=f"{unit[:17]}001000001", name=row["name"], lat=lat + off, lon=lon, code="PPL", country="UA")
        for unit, off in places
    )
    own.extent_m = other.extent_m = 18_500
    world = World({})
    world.add(own)
    world.add(other)
    add_curated(world)
    assert (own.lat, own.lon, own.extent_m) == (lat, lon, float(row["extent_m"]))
    assert (other.lat, other.extent_m) == (lat + 0.01, 18_500)


def test_a_village_that_reports_name_comes_before_one_of_its_region_and_that_before_one_elsewhere():
    listed = rows("villages_ukraine_fronts.csv")
    named, further = (next(row for row in listed if row["code"] == code) for code in ("PPL", "PPLL"))
    world = World({})
    settlements = []
    for row in (named, further):
        record = Record(
            id=f"{row['within'][:17]}001000001", name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]),
            code="PPL", country="UA",
        )  # fmt: skip
        world.add(record)
        settlements.append(record)
    add_curated(world)
    assert settlements[0].weight > settlements[1].weight > 0
    assert settlements[1].code == "PPL"


def test_a_settlement_that_news_means_by_a_bare_name_comes_before_its_namesakes_and_no_other_does():
    row = rows("prominent.csv")[0]
    lat, lon = float(row["lat"]), float(row["lon"])
    meant, larger, other = (
        Record(
            id=f"geonames:{n}", name=row["name"], lat=lat + off, lon=lon, code="PPL", country="UA", population=people
        )
        for n, (off, people) in enumerate(((0.02, 300), (4.0, 9_000), (3.0, 500)))
    )
    world = World({})
    for record in (other, larger, meant):
        world.add(record)
    add_curated(world)
    order = [record for record in ranked(list(world.records.values())) if record.name == row["name"]]
    assert order[0] is meant
    assert (larger.weight, other.weight) == (0, 0)
    far = Record(id="geonames:9", name=row["name"], lat=lat + 2.0, lon=lon, code="PPL", country="UA")
    empty = World({})
    empty.add(far)
    add_curated(empty)
    assert far.weight == 0


def test_a_settlement_that_the_whole_world_means_comes_clearly_before_namesakes_abroad():
    row = next(row for row in rows("prominent.csv") if row["among"] == "world")
    near = {"name": row["name"], "lat": float(row["lat"]), "lon": float(row["lon"])}
    meant = Record(id="geonames:1", code="PPL", country=row["country"], population=300, **near)
    abroad = Record(id="geonames:2", code="PPL", country="US", population=90_000, **{**near, "lat": 40.0})
    world = World({})
    for record in (abroad, meant):
        world.add(record)
    add_curated(world)
    assert abroad.weight == 0
    assert meant.prominence > abroad.prominence


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

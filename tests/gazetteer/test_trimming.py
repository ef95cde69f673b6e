"""Names that no report writes are left out; the place stays as well known."""

from geo.gazetteer.build.curation import _bare
from geo.gazetteer.build.trimming import trim
from geo.gazetteer.build.world import World
from geo.gazetteer.records import Record
from geo.gazetteer.writer import ranked


def _trimmed(**fields):
    world = World({})
    record = world.add(Record(id="geonames:1", lat=0.0, lon=0.0, **fields))
    (known, _), *_ = [(len(record.names), record)]
    trim(world)
    assert len(record.names) + record.left_out == known
    return record.names


def test_small_towns_abroad_lose_names_in_letters_that_nobody_writes_of_them():
    names = ["Бейкер", "باكر", "Bejker"]
    assert _trimmed(name="Baker", country="US", population=4_000, names=names) == ["Bejker"]
    assert _trimmed(name="Baker", country="US", population=400_000, names=names[:2]) == names[:2]
    assert _trimmed(name="Baker", country="US", population=4_000, code="PPLA", names=names[:2]) == names[:2]


def test_places_of_which_such_reports_tell_keep_them():
    assert _trimmed(name="Saydnaya", country="SY", names=["صيدنايا", "Сейдная"]) == ["صيدنايا", "Сейдная"]
    assert _trimmed(name="Przewodów", country="PL", population=400, names=["Пшеводув"]) == ["Пшеводув"]
    assert _trimmed(name="Sone", country="JP", population=400, names=["曽根"]) == ["曽根"]


def test_distant_scripts_go_where_they_would_not_be_recognised():
    assert _trimmed(name="Raymah", country="YE", code="ADM1", names=["라이마주", "ريمة"]) == ["ريمة"]
    assert _trimmed(name="Iraq", country="IQ", code="PCLI", population=40_000_000, names=["이라크"]) == ["이라크"]


def test_names_with_what_tells_them_from_others_go():
    assert _trimmed(name="Auburn", country="US", population=90_000, names=["آبرن، الاباما"]) == []
    assert _trimmed(name="Samar", country="PH", code="ADM1", names=["Samar, Province of"]) == []
    assert _trimmed(name="Washington", country="US", names=["Washington, D.C."]) == ["Washington, D.C."]


def test_what_is_left_out_still_counts_for_the_rank():
    plain = Record("geonames:1", "A", 0.0, 0.0, names=["B", "C", "D"])
    trimmed = Record("geonames:2", "A", 0.0, 0.0, names=["B"], left_out=3)
    assert ranked([plain, trimmed])[0] is trimmed


def test_a_village_told_from_its_namesakes_by_a_bracket_is_called_without_it():
    assert _bare({"name": "Hawta (Shabwa)", "code": "PPL"}) == ["Hawta"]
    assert _bare({"name": "Tunis (Baghdad)", "code": "PPLX"}) == []
    assert _bare({"name": "Saw (Magway)", "code": "PPL"}) == []
    assert _bare({"name": "Hawta", "code": "PPL"}) == []


def test_a_place_loses_the_old_name_that_is_that_of_a_well_known_place_abroad():
    world = World({})
    far = {"lat": 0.0, "lon": 0.0}
    world.add(Record(id="1", name="Philadelphia", country="US", code="PPLC", population=1_500_000, **far))
    world.add(Record(id="2", name="Odessa", country="US", code="PPLC", population=1_500_000, **far))
    world.add(Record(id="3", name="Dzerzhinsk", country="RU", code="PPLC", population=1_500_000, **far))
    for row, (name, country, code, old) in enumerate(
        (
            ("Amman", "JO", "PPLC", "Philadelphia"),  # gone
            ("Odesa", "UA", "PPLA", "Odessa"),  # alike
            ("Toretsk", "UA", "PPLA2", "Dzerzhinsk"),  # both sides of a war have a name for it
            ("Chester", "US", "PPL", "Philadelphia"),  # of the same country
        )
    ):
        world.add(Record(id=f"9{row}", name=name, country=country, code=code, population=900_000, names=[old], **far))
    trim(world)
    assert [world.records[f"9{row}"].names for row in range(4)] == [[], ["Odessa"], ["Dzerzhinsk"], ["Philadelphia"]]
    assert world.records["90"].left_out == 1

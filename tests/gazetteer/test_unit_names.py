"""Units have the names that reports call them by: without the word for their kind, and not that of a town elsewhere."""

import pytest

from geo.gazetteer.build.unit_names import bare, name_units
from geo.gazetteer.build.world import World
from geo.gazetteer.records import Record


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Turkana County", "Turkana"),
        ("Kurram District", "Kurram"),
        ("Nelson Mandela Bay Metropolitan Municipality", "Nelson Mandela Bay"),
        ("Municipio de La Libertad", "La Libertad"),
        ("Département du Mayo-Danay", "Mayo-Danay"),
        ("Département de l'Atlantique", "Atlantique"),
        ("Province des Balé", "Balé"),
        ("Provincia di Brescia", "Brescia"),
        ("Qaḑā’ Sāmarrā’", "Sāmarrā’"),
        ("Western Province", None),
        ("National Capital Region", None),
        ("Comuna 13", None),
        ("Ho Chi Minh City", None),
        ("Oromiya", None),
    ],
)
def test_the_word_for_the_kind_is_left_out_where_a_name_remains(name: str, expected: str | None) -> None:
    assert bare(name) == expected


def _unit(number: int, name: str, **fields: object) -> Record:
    return Record(id=f"geonames:{number}", name=name, **{"lat": 1.0, "lon": 35.0, "country": "KE", **fields})  # type: ignore[arg-type]


def test_a_unit_has_its_bare_name_unless_a_place_of_its_country_has_it() -> None:
    world = World({})
    county = world.add(_unit(1, "Turkana County", code="ADM1"))
    shared = world.add(_unit(2, "Garissa County", code="ADM1"))
    world.add(_unit(3, "Garissa", lat=-0.45, lon=39.6))
    abroad = world.add(_unit(4, "Lamu District", code="ADM2"))
    world.add(_unit(5, "Lamu", country="TZ"))
    russian = world.add(_unit(6, "Saratovskiy Region", code="ADM2", country="RU"))
    name_units(world)
    assert county.names == ["Turkana"]
    assert shared.names == []
    assert abroad.names == ["Lamu"]
    assert russian.names == []


def test_the_name_of_a_seat_elsewhere_is_no_name_of_a_unit() -> None:
    world = World({})
    region = world.add(_unit(1, "Oromiya", code="ADM1", names=["Addis Ababa", "Oromia"], extent_m=90_000.0))
    own = world.add(_unit(2, "Addis Ababa", code="ADM1", lat=9.03, lon=38.74))
    world.add(_unit(3, "Addis Ababa", code="PPLC", lat=9.03, lon=38.74, parent="geonames:2"))
    known = region.name_count
    holder = world.add(_unit(4, "Ninawa", code="ADM1", names=["Mosul"]))
    world.add(_unit(5, "Mosul", code="PPLA", parent="geonames:4", lat=36.3, lon=43.1))
    name_units(world)
    assert region.names == ["Oromia"]
    assert region.name_count == known  # as well known as before
    assert own.name == "Addis Ababa"
    assert holder.names == ["Mosul"]

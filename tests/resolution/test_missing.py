import pytest

import geo
from geo.model import Precision
from geo.resolution import resolve_spans


def found(gazetteer, text, surface):
    start = text.index(surface)
    (resolution,) = resolve_spans(text, [(start, start + len(surface))], gazetteer=gazetteer)
    return resolution.place


@pytest.mark.parametrize(
    ("text", "country", "admin1"),
    [
        ("Salem is a settlement in Covington County, Alabama, United States.", "US", "Alabama"),
        ("Midway is an unincorporated community in Barbour County, West Virginia.", "US", "West Virginia"),
        (
            "Kamionka is a village in Gmina Brzeziny, within Brzeziny County, Łódź Voivodeship, in central Poland.",
            "PL",
            "Łódź Voivodeship",
        ),
        (
            "Ivanovka (Russian: Ивановка) is a rural locality in Krasnoyarsky District of Astrakhan Oblast, Russia.",
            "RU",
            "Astrakhan Oblast",
        ),
    ],
)
def test_a_place_that_the_gazetteer_lacks_lies_in_the_area_that_the_text_puts_it_in(gazetteer, text, country, admin1):
    place = found(gazetteer, text, text.split(maxsplit=1)[0])
    assert (place.country, place.admin1) == (country, admin1)
    assert (place.source, place.precision) == ("inferred", Precision.INFERRED)
    assert place.outline is not None
    assert place.extent_m >= 20_000.0


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("Paris is a town in Oxford County, Maine, United States.", "Maine"),
        ("Berlin is a town in Worcester County, Massachusetts, United States.", "Massachusetts"),
        ("Saint-Aubin is a commune in the Jura department in eastern France.", "Bourgogne-Franche-Comté"),
    ],
)
def test_a_place_that_the_gazetteer_has_there_is_no_area(gazetteer, text, admin1):
    place = found(gazetteer, text, text.split(maxsplit=1)[0])
    assert (place.source, place.admin1) == ("gazetteer", admin1)


def test_news_that_merely_puts_a_place_beside_an_area_defines_nothing(gazetteer):
    place = found(gazetteer, "He drove from Salem in Covington County, Alabama, to work.", "Salem")
    assert place is None or place.source == "gazetteer"


def test_an_area_of_another_province_than_the_one_named_behind_it_is_not_meant(gazetteer):
    text = (
        "Hoseynabad is a village in Darreh Seydi Rural District, in the Central District of Borujerd County, Lorestan "
        "Province, Iran."
    )
    assert found(gazetteer, text, "Hoseynabad").admin1 == "Lorestan Province"


def test_what_the_text_alone_locates_proves_no_claim_of_it():
    analysis = geo.analyse("Salem is a settlement in Covington County, Alabama, United States. It is quiet.")
    assert analysis.resolutions[0].place.source == "inferred"
    assert analysis.resolutions[0].confidence <= 0.5
    assert all(verdict.verdict == "unverifiable" for verdict in analysis.verdicts if verdict.claim.subject == 0)
    assert geo.Analysis.from_json(analysis.to_json()) == analysis

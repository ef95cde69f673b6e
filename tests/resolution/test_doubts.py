"""A place that is spelt alike, or little known, far from all else in a report is doubted."""

from __future__ import annotations

import pytest

from geo.model import Report
from geo.resolution import resolve_all
from geo.toponyms import recognise


def answers(text, gazetteer):
    report = Report(text)
    toponyms = recognise(report, gazetteer)
    found = resolve_all(report, toponyms, gazetteer)
    return {toponym.text: resolution for toponym, resolution in zip(toponyms, found, strict=True)}


def test_what_is_spelt_alike_far_from_the_rest_is_no_place_even_in_the_same_country(gazetteer):
    found = answers("The fire spread from Samburg to Union City and Martin in Tennessee.", gazetteer)
    samburg = found.get("Samburg")
    assert samburg is None or samburg.place is None
    assert found["Union City"].place.admin1 == "Tennessee"


@pytest.mark.parametrize(("name", "country"), [("Bagdhad", "IQ"), ("Mossul", "IQ")])
def test_a_misspelling_of_a_well_known_place_is_understood(gazetteer, name, country):
    found = answers(f"Strikes hit {name} and Tikrit in Iraq.", gazetteer)
    assert found[name].place.country == country


def test_what_is_spelt_alike_in_a_named_province_is_a_place(gazetteer):
    found = answers("Shelling hit Hajjen in Deir ez-Zor province in Syria.", gazetteer)
    assert found["Hajjen"].place.country == "SY"


def test_a_name_alone_is_not_said_to_be_far_from_the_rest(gazetteer):
    for text in ("The village of Zaqlawiyyatu was shelled.", "The village of Kaluambo was shelled."):
        for resolution in answers(text, gazetteer).values():
            assert resolution.place is None
            assert "far from the rest" not in resolution.reason

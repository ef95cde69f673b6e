import pytest

from geo.model import Report
from geo.toponyms import recognise


@pytest.mark.parametrize(
    "text",
    [
        "Hamilton is a village in Leszno County, in western Poland. The count gave Hamilton to his son.",
        "Hamilton (formerly The Grange) is a small town in western Victoria. The poet loved Hamilton and wrote of it.",
        "Marion, officially the Town of Marion, is a first-class municipality. The count gave Marion to his son.",
    ],
)
def test_a_name_that_a_text_begins_with_and_defines_is_a_place_throughout(gazetteer, text):
    name = text.split()[0].strip(",")
    found = [toponym.start for toponym in recognise(Report(text), gazetteer) if toponym.text == name]
    assert found[0] == 0
    assert text.rindex(name) in found


def test_what_is_no_place_by_its_kind_is_none_for_coming_first(gazetteer):
    text = "Hamilton is a driver from a town in Hertfordshire. The count gave Hamilton to his son."
    assert text.rindex("Hamilton") not in [toponym.start for toponym in recognise(Report(text), gazetteer)]

from __future__ import annotations

import doctest

import pytest

spacy = pytest.importorskip("spacy")

import geo.integrations.spacy as component  # noqa: E402 - after the skip
from geo.model import Analysis  # noqa: E402

TEXT = "Fallujah lies 40 miles west of Baghdad, the Iraqi capital."


@pytest.fixture
def nlp():
    made = spacy.blank("en")
    made.add_pipe("conflictmap")
    return made


def test_entities_places_and_analysis_are_set(nlp):
    doc = nlp(TEXT)
    found = {span.text: (span.label_, span.kb_id_, span._.place.country) for span in doc.ents}
    assert found["Fallujah"] == ("GPE", "geonames:99454", "IQ")
    assert found["Baghdad"][0] == "GPE"
    assert {place.id for place in doc._.places} >= {"geonames:99454"}
    assert isinstance(doc._.analysis, Analysis)
    assert doc._.analysis.report.text == TEXT


def test_a_text_without_places_has_none(nlp):
    doc = nlp("Nothing of note.")
    assert doc.ents == ()
    assert doc._.places == ()
    assert nlp.make_doc("x")._.analysis is None


def test_documents_can_be_stored_and_read_back(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.analysis == doc._.analysis


def test_entities_of_other_components_stay_unless_they_are_places():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "ORG", "pattern": "Baghdad University"}, {"label": "LOC", "pattern": "Fallujah lies"}]
    )
    nlp.add_pipe("conflictmap")
    doc = nlp("Fallujah lies far from Mosul.")
    assert [(span.text, span.label_) for span in doc.ents] == [("Fallujah", "GPE"), ("Mosul", "GPE")]
    with nlp.select_pipes(disable=["conflictmap"]):
        assert [span.label_ for span in nlp("Baghdad University").ents] == ["ORG"]


def test_many_documents_go_through_a_pipe(nlp):
    assert [len(doc._.places) > 0 for doc in nlp.pipe([TEXT, "", "Mosul"])] == [True, False, True]


def test_the_pipeline_can_be_saved_and_loaded(nlp, tmp_path):
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert [span.text for span in again(TEXT).ents] == [span.text for span in nlp(TEXT).ents]


def test_a_list_of_ones_own_wins(tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lat,lon,country\nBaghdad,10,20,XX\n")
    nlp = spacy.blank("en")
    nlp.add_pipe("conflictmap", config={"places": str(mine)})
    (span,) = [span for span in nlp("He left Baghdad.").ents if span.text == "Baghdad"]
    assert (span._.place.source, span._.place.lat) == ("override", 10)
    assert component.KEY in nlp("He left Baghdad.").user_data


def test_the_example_in_the_module_runs():
    assert doctest.testmod(component).failed == 0

import io
import zipfile

import pytest
from docx import Document

from geo.exports import ExportOptions, docx
from geo.layers.scene import scene_of


@pytest.fixture(autouse=True)
def _without_gazetteer(monkeypatch):
    # Outlines are not the matter here; opening the index is tested where it is.
    monkeypatch.setattr(docx, "scene_for", lambda analyses, options: scene_of(analyses, precise=options.precise))


def written(analyses, tmp_path, **options):
    path = tmp_path / "report.docx"
    docx.write(analyses, path, ExportOptions(**options))
    return path


def test_word_holds_picture_caption_alternative_text_and_tables(analysis, tmp_path):
    document = Document(written([analysis], tmp_path))
    about = document.inline_shapes[0]._inline.docPr
    assert about.get("descr").startswith("Map of 3 places")
    assert next(p.text for p in document.paragraphs if p.style.name == "Caption").startswith("Figure 1. Al Fallūjah is")
    claims, places, unplaced = document.tables
    assert [cell.text for cell in claims.rows[1].cells][:2] == ["Al Fallūjah", "“about 40 miles west of Baghdad”"]
    assert "✓ Supported" in claims.rows[1].cells[4].text
    assert [row.cells[0].text for row in places.rows][1:] == ["al-Julan", "Al Fallūjah", "Baghdad"]
    assert [cell.text for cell in unplaced.rows[1].cells] == ["Nowhereville", "no gazetteer knows it"]


def test_heading_rows_repeat_on_every_page(analysis, tmp_path):
    for table in Document(written([analysis], tmp_path)).tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_the_same_analyses_give_the_same_bytes(analysis, tmp_path):
    first = written([analysis], tmp_path).read_bytes()
    assert written([analysis], tmp_path).read_bytes() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_hostile_text_and_no_text_give_a_document_that_opens(hostile, tmp_path):
    assert Document(written([hostile], tmp_path)).tables
    assert Document(written([], tmp_path)).paragraphs

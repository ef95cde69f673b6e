import io
import struct
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from geo.exports import ExportOptions, docx
from geo.layers.scene import scene_of
from geo.model import Judgement


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


def test_the_picture_in_words_counts_places_and_tells_what_differs_first(analysis):
    from geo.exports._picture.words import alternative_text

    wrong = replace(analysis.verdicts[0], verdict=Judgement.CONTRADICTED)
    namesake = replace(analysis.places[0], id="geonames:1")
    resolutions = (*analysis.resolutions[:-1], replace(analysis.resolutions[-1], place=namesake, reason=None))
    other = replace(analysis, resolutions=resolutions, verdicts=(wrong,))
    told = alternative_text([analysis] * 11 + [other])
    assert told.startswith("Map of 4 places: ")
    assert told.index(": contradicted") < told.index(": supported")


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


def test_columns_have_room_for_their_words_and_rows_stay_whole(analysis, tmp_path):
    for table in Document(written([analysis], tmp_path)).tables:
        widths = [cell.width.mm for cell in table.rows[0].cells]
        assert sum(widths) == pytest.approx(170.0, abs=1.0)
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
    claims = Document(written([analysis], tmp_path)).tables[0].rows[0].cells
    assert claims[4].width > 1.5 * claims[0].width


def test_what_differs_comes_first(analysis, tmp_path):
    good = analysis.verdicts[0]
    wrong = replace(good, verdict=Judgement.CONTRADICTED, explanation="It lies elsewhere.")
    table = Document(written([replace(analysis, verdicts=(good, wrong))], tmp_path)).tables[0]
    assert [row.cells[4].text[0] for row in table.rows[1:]] == ["✕", "✓"]


def test_arabic_cells_run_from_right_to_left_in_letters_of_the_same_size(analysis, tmp_path):
    document = Document(written([analysis], tmp_path))
    local = next(cell for row in document.tables[1].rows for cell in row.cells if cell.text == "الفلوجة")
    assert "w:bidi" in local.paragraphs[0]._p.xml
    assert 'w:szCs w:val="16"' in local.paragraphs[0]._p.xml
    assert local.paragraphs[0].runs[0].font.rtl
    latin = document.tables[1].rows[1].cells[0].paragraphs[0]
    assert "w:bidi" not in latin._p.xml
    titled = replace(analysis, report=replace(analysis.report, title="تحرير الموصل", source=None))
    under = Document(written([titled], tmp_path)).paragraphs[1]
    assert under.text.startswith("تحرير الموصل")
    assert "w:bidi" not in under._p.xml  # a line of ours, with counts


def test_the_picture_is_laid_out_for_the_column(analysis, tmp_path):
    path = written([analysis], tmp_path)
    with zipfile.ZipFile(path) as archive:
        picture = next(archive.read(name) for name in archive.namelist() if name.endswith(".png"))
    wide, high = struct.unpack(">II", picture[16:24])
    # 7.4 inches at 150 dots, shown on 6.6: letters of 8 points are 7 on paper; and it fits a page with its title.
    assert wide == 1110
    assert high / wide * 167 < 230

import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from geo.exports._picture import palette, words
from geo.exports._picture.labels import Box, wrapped
from geo.exports._picture.view import View, box_of, view_of
from geo.exports.picture import drawn
from geo.exports.rounding import careful
from geo.geodesy import distance
from geo.layers.scene import scene_of
from geo.model import Analysis, Judgement, Place, Position, Precision, Report, Resolution, Toponym

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def svg():
    from export_samples import report_analysis

    return drawn(scene_of([careful(report_analysis())]), "svg").decode("utf-8")


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_an_svg_keeps_its_words_as_text_with_title_and_description(svg):
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Al Fallūjah is 57 km (36 mi) west of Baghdad, as reported"
    assert "“about 40 miles west of Baghdad”: supported, measured 57 km (36 mi)" in root.find(f"{SVG}desc").text
    assert {"Al Fallūjah", "Baghdad", "al-Julan"} <= set(texts(svg))


def test_arabic_names_stand_in_their_own_order(svg):
    assert "الفلوجة" in texts(svg)


def test_counts_keep_their_order_after_an_arabic_title(analysis):
    titled = replace(analysis, report=replace(analysis.report, title="تحرير الموصل", source=None, date="2017-07-10"))
    subtitle = words.subtitle((titled,))
    assert subtitle.startswith("تحرير الموصل\u200e · 2017-07-10 · ")
    shown = texts(drawn(scene_of([titled]), "svg").decode("utf-8"))
    assert any(text.startswith("\u200eتحرير الموصل\u200e · 2017-07-10") for text in shown)
    assert words.LEFT_TO_RIGHT not in words.subtitle((replace(titled, report=Report("Mosul", title="Mosul")),))


def test_a_claim_has_an_inset_with_words_verdict_and_measure(svg):
    found = texts(svg)
    assert "Al Fallūjah: “about 40 miles west of Baghdad”" in found
    assert any(text.startswith("✓ Supported: measured 57 km (36 mi)") for text in found)


def test_scale_bars_are_in_kilometres_and_miles(svg):
    assert len([text for text in texts(svg) if re.fullmatch(r"\d+ km", text)]) == 2
    assert len([text for text in texts(svg) if re.fullmatch(r"\d+ mi", text)]) == 2


def test_what_could_not_be_placed_is_said(svg):
    assert any("Not placed: Nowhereville." in (text or "") for text in texts(svg))


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_scene_gives_the_same_bytes(analysis, form):
    scene = scene_of([careful(analysis)])
    assert drawn(scene, form) == drawn(scene, form)


def test_a_png_says_what_it_shows(analysis):
    from PIL import Image

    image = Image.open(io.BytesIO(drawn(scene_of([careful(analysis)]), "png")))
    assert image.size[0] == 1650
    assert image.text["Title"].startswith("Al Fallūjah is 57 km")
    assert image.text["Description"].startswith("Map of 3 places")


def test_a_pdf_embeds_its_fonts_and_says_what_it_shows(analysis):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(drawn(scene_of([careful(analysis)]), "pdf")))
    assert reader.metadata.title.startswith("Al Fallūjah")
    assert reader.metadata.subject.startswith("Map of 3 places")
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert fonts
    for font in fonts.values():
        descendant = font.get_object().get("/DescendantFonts", [font])[0].get_object()
        assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
    assert "Baghdad" in reader.pages[0].extract_text()


def test_mathematics_and_markup_of_a_report_stay_text(hostile):
    name = r"$\frac{1}{0}$ <b>x</b> {{7*7}} \textbf"
    place = replace(hostile.resolutions[0].place, name=name, local_name=None)
    found = careful(replace(hostile, resolutions=(Resolution(place, 0.5),)))
    for form in ("png", "svg", "pdf"):
        assert drawn(scene_of([found]), form)
    assert any(
        text and text.startswith("$\\frac{1}{0}$ <b>x</b> {{7*7}}") for text in texts(drawn(scene_of([found]), "svg"))
    )


@pytest.mark.parametrize(
    "position", [Position(0, 0), Position(-16.8, 179.99), Position(89.9, 10), Position(-89.0, 0), Position(64.1, -21.9)]
)
@pytest.mark.parametrize("precision", [Precision.TOWN, Precision.COUNTRY])
def test_a_place_anywhere_can_be_drawn(position, precision):
    place = Place(id="x", name="Somewhere", position=position, precision=precision, extent_m=20_000.0)
    analysis = Analysis(Report(text="Somewhere"), (Toponym(0, 9, "Somewhere"),), (Resolution(place, 0.9),))
    assert "Somewhere" in texts(drawn(scene_of([careful(analysis)]), "svg").decode("utf-8"))


def test_footprints_across_the_antimeridian_can_be_drawn(crossing):
    assert drawn(scene_of([careful(crossing)]), "png").startswith(b"\x89PNG")


def test_no_place_at_all_gives_a_map_of_the_world():
    assert drawn(scene_of([Analysis(Report(text="Nothing."))]), "png").startswith(b"\x89PNG")
    assert drawn(scene_of([]), "png").startswith(b"\x89PNG")


def test_many_claims_have_six_insets_and_the_rest_is_counted(analysis):
    many = careful(replace(analysis, verdicts=analysis.verdicts * 9))
    found = texts(drawn(scene_of([many]), "svg"))
    assert len([text for text in found if text and text.startswith("✓ Supported")]) == 6
    assert any("3 more claims are drawn in the overview only." in (text or "") for text in found)


def test_claims_against_the_map_come_first(analysis):
    against = replace(analysis.verdicts[0], verdict=Judgement.CONTRADICTED)
    mixed = careful(replace(analysis, verdicts=(analysis.verdicts[0], against)))
    captions = [text for text in texts(drawn(scene_of([mixed]), "svg")) if text and "measured 57 km" in text]
    assert captions[0].startswith("✕ Contradicted")


def test_a_title_of_the_user_replaces_ours(analysis):
    assert "My own words" in texts(drawn(scene_of([careful(analysis)]), "svg", "My own words").decode("utf-8"))


def test_a_matplotlibrc_does_not_change_a_picture(analysis):
    import matplotlib as mpl

    scene = scene_of([careful(analysis)])
    before = drawn(scene, "svg")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black", "svg.fonttype": "path", "lines.linewidth": 9}):
        assert drawn(scene, "svg") == before


def test_pyplot_is_not_imported(analysis):
    code = (
        "import sys; sys.path.insert(0, 'tests/exports'); from export_samples import report_analysis;"
        "from geo.exports.picture import drawn; from geo.layers.scene import scene_of;"
        "drawn(scene_of([report_analysis()]), 'png'); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_text_colours_have_contrast_on_land_and_paper():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    inks = [palette.INK, palette.QUIET, palette.FAINT, palette.AREA, palette.INFERRED]
    for ink in (*inks, *palette.VERDICT_COLOURS.values()):
        assert contrast(ink, palette.LAND) >= 4.5, ink
        assert contrast(ink, palette.PAPER) >= 4.5, ink
    for graphic in (palette.MARK, palette.COUNTRY_EDGE, palette.BORDER):
        assert contrast(graphic, palette.LAND) >= 3, graphic


def test_verdicts_differ_by_dash_as_well():
    assert len({str(dash) for dash in palette.VERDICT_DASHES.values()}) == len(Judgement)


@pytest.mark.parametrize(
    ("pairs", "box"),
    [
        ([(179, 0), (-179, 1)], View(179, 0, 181, 1)),
        ([(10, 5)], View(10, 5, 10, 5)),
        ([(-10, 0), (10, 2)], View(-10, 0, 10, 2)),
        ([], None),
    ],
)
def test_a_box_takes_the_short_way_round(pairs, box):
    assert box_of(pairs) == box


@pytest.mark.parametrize("aspect", [0.7, 1.0, 1.9])
def test_a_view_has_the_shape_of_its_frame(aspect):
    view = view_of([View(43, 33, 45, 34)], aspect)
    wide = distance(Position(view.lat, view.west), Position(view.lat, view.east))
    high = distance(Position(view.south, view.lon), Position(view.north, view.lon))
    assert wide / high == pytest.approx(aspect, rel=0.02)
    assert view.holds(Position(33, 43))
    assert view.holds(Position(34, 45))


def test_boxes_that_touch_do_not_meet():
    assert not Box(0, 0, 1, 1).meets(Box(1, 0, 2, 1))
    assert Box(0, 0, 1, 1).meets(Box(0.5, 0.5, 2, 2))


def test_long_words_are_cut_not_run_over():
    from geo.exports._picture.labels import text_size

    for line in wrapped("W" * 200 + " and more " + "i" * 300, "normal", 8.0, 100.0, 2):
        assert text_size(line, "normal", 8.0)[0] <= 100.0


def test_invisible_marks_are_not_shown():
    assert words.shown("a\u202eb\u200bc\nd\x07") == "a b c d"

"""The picture as an editor wants it: nothing hidden by a sign, no words lost, what is shown is not called outside."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import page_samples as samples
import pytest
from export_samples import BAGHDAD, FALLUJAH, report_analysis

from geo.exports._picture.focus import claim_view
from geo.exports._picture.labels import Label, Labels, text_size, wrapped
from geo.exports.picture import drawn
from geo.geodesy import wedge
from geo.layers.scene import Scene
from geo.model import Judgement, Place, Position, Precision, Resolution, Shape, Toponym

SVG = "{http://www.w3.org/2000/svg}"
MIXED = (
    "Outside the frame: Iraq, Anbar, Syria. Report: بيانات الحكومة العراقية ووكالات الأنباء في تموز 2017، بصياغة, "
    "SHA-256 beginning 577e69641f3b64ae. Places: GeoNames (CC BY 4.0), Natural Earth, gazetteer 2026.11. Boundaries: "
    "Natural Earth, de facto, disputed lines dashed; Crimea and Sevastopol as parts of Ukraine."
)


def with_place(analysis, place):
    """Return the analysis with one more place, named at the end of its text."""
    start = len(analysis.report.text) - 8
    return replace(
        analysis,
        toponyms=(*analysis.toponyms, Toponym(start, start + 7, place.name)),
        resolutions=(*analysis.resolutions, Resolution(place, 0.9)),
    )


def svg_of(*analyses, **more):
    return drawn(Scene(analyses, **more), "svg").decode("utf-8")


def texts(svg):
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [170.0, 197.0, 274.0, 388.0, 679.0, 752.0, 779.0])
def test_joined_letters_are_wrapped_by_their_real_width_and_no_word_is_lost(width):
    lines = wrapped(MIXED, "normal", 6.6, width, 30)
    assert " ".join(lines) == MIXED
    assert max(text_size(line, "normal", 6.6)[0] for line in lines) <= width


def test_a_line_too_short_for_its_sign_has_it_in_the_inset_only():
    near = svg_of(report_analysis())
    far = [
        Place(id=f"geonames:{n}", name=f"Town {n}", position=Position(20.0 + 6.0 * n, 30.0 + 8.0 * n)) for n in range(5)
    ]
    wide = report_analysis()
    for place in far:
        wide = with_place(wide, place)
    assert texts(near).count("✓") == 2  # in the overview and in the inset
    assert texts(svg_of(wide)).count("✓") == 1


def test_the_sign_of_a_short_contradicted_line_is_never_left_out():
    wide = report_analysis()
    for n in range(5):
        where = Position(20.0 + 6.0 * n, 30.0 + 8.0 * n)
        wide = with_place(wide, Place(id=f"geonames:{n}", name=f"Town {n}", position=where))
    wrong = replace(wide.verdicts[0], verdict=Judgement.CONTRADICTED)
    assert texts(svg_of(replace(wide, verdicts=(wrong,)))).count("✕") == 2


def test_a_province_that_is_seen_is_not_called_outside_of_the_frame():
    # Its middle lies far in the west, its outline reaches the towns.
    province = Place(
        id="geonames:99592", name="Anbar", position=Position(32.5, 10.0), precision=Precision.PROVINCE, extent_m=2.5e5
    )
    far = Place(id="geonames:1", name="Faraway", position=Position(-40.0, -70.0))
    analysis = with_place(with_place(report_analysis(), province), far)
    for _ in range(6):
        analysis = with_place(analysis, FALLUJAH)
    outline = Shape("Polygon", (((36.0, 31.0), (44.0, 31.0), (44.0, 34.0), (36.0, 34.0), (36.0, 31.0)),))
    told = " ".join(texts(svg_of(analysis, outlines={province.id: outline})))
    assert "Outside the frame: Faraway. " in told
    assert "Outside the frame: Faraway, Anbar. " in " ".join(texts(svg_of(analysis)))


def test_a_claim_of_more_than_a_distance_is_seen_with_its_line():
    analysis = report_analysis()
    said = analysis.verdicts[0]
    endless = replace(said, footprint=wedge(BAGHDAD.position, 270.0, 45.0, 57_900.0, 2_000_000.0))
    open_ended = replace(
        endless, claim=replace(said.claim, stated=replace(said.claim.stated, qualifier="at_least", high_m=None))
    )
    assert claim_view(analysis, endless, 1.5).metres_wide() > 2_000_000.0
    assert claim_view(analysis, open_ended, 1.5).metres_wide() < 300_000.0
    # Where the subject lies elsewhere, the area must be seen to see that.
    wrong = replace(open_ended, verdict=Judgement.CONTRADICTED)
    assert claim_view(analysis, wrong, 1.5).metres_wide() > 2_000_000.0


def test_shy_names_are_left_out_rather_than_written_over_the_edge_of_a_claim():
    from matplotlib.figure import Figure

    axes = Figure(figsize=(4.0, 4.0), dpi=72).add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0.0, 10.0)
    axes.set_ylim(0.0, 10.0)
    labels = Labels(axes)
    for step in range(21):
        labels.shun_line((0.0, 10.0), (step * 0.5, step * 0.5))
    country = Label(5.0, 5.0, "Iraq", centred=True, shy=True)
    assert not labels.place(country)
    # What the claim is about is named in any case, and so is what has a point of its own.
    assert labels.place(replace(country, shy=False))
    assert labels.place(Label(2.0, 2.0, "Fallujah"))
    assert Labels(axes).place(country)


def test_layers_of_the_user_have_their_colours_and_a_legend():
    svg = svg_of(report_analysis(), extra=(samples.FRONT_LINE,))
    told = texts(svg)
    assert "Line of 20 June" in told
    assert "Bridge" in told
    assert any("Added by the author of this map: Front line." in text for text in told)
    assert len(re.findall(r"stroke: #aa0000", svg)) >= 2  # on the map and in the legend
    assert len(re.findall(r"fill: #0072b2", svg)) >= 2


def test_colours_that_are_none_never_reach_the_picture():
    layer = {
        **samples.FRONT_LINE["features"][0],
        "properties": {"title": "x", "stroke": "url(#a)", "fill": 'red" onload="x'},
    }
    svg = svg_of(report_analysis(), extra=(layer,))
    assert "url(#a)" not in svg
    assert "onload" not in svg


def test_the_finding_of_what_was_not_measured_is_told_in_full():
    finding = (
        "No gazetteer here knows al-Julan there; what the report says of it places it within 2 km, and there is "
        "nothing else to check that with."
    )
    analysis = report_analysis()
    unmeasured = replace(
        analysis.verdicts[0],
        verdict=Judgement.UNVERIFIABLE,
        explanation=finding,
        measured=replace(analysis.verdicts[0].measured, distance_m=None, azimuth_deg=None),
    )
    told = texts(svg_of(replace(analysis, verdicts=(unmeasured,) * 3)))
    assert finding in " ".join(reversed(told[: told.index("place named (larger: more mentions)")]))


def test_the_source_line_names_the_digest_without_dots():
    told = " ".join(texts(svg_of(report_analysis())))
    assert re.search(r"SHA-256 beginning [0-9a-f]{16}\. Places", told)


def test_the_source_line_names_the_file_and_not_where_it_lies():
    analysis = report_analysis()
    report = replace(analysis.report, source=None, url=None, path="/home/somebody/secret/mosul.txt")
    told = " ".join(texts(svg_of(replace(analysis, report=report))))
    assert "Report: mosul.txt, SHA-256" in told
    assert "somebody" not in told


def test_a_subject_drawn_as_an_area_keeps_its_name_beside_its_claim():
    unit = replace(FALLUJAH, precision=Precision.DISTRICT, name="Tawila", local_name=None)
    analysis = report_analysis()
    resolutions = tuple(Resolution(unit, 0.9) if r.place is FALLUJAH else r for r in analysis.resolutions)
    assert texts(svg_of(replace(analysis, resolutions=resolutions))).count("Tawila") == 2


def test_the_closing_mark_of_an_arabic_claim_stays_with_its_words():
    from geo.exports._picture.words import RIGHT_TO_LEFT, quoted

    assert quoted("قرب الحدود السورية", 80) == f"“قرب الحدود السورية”{RIGHT_TO_LEFT}"
    assert quoted("near the border", 80) == "“near the border”"
    analysis = report_analysis()
    claim = replace(analysis.verdicts[0].claim, text="قرب الحدود السورية")
    arabic = replace(analysis, verdicts=(replace(analysis.verdicts[0], claim=claim, subject_name="راوة"),))
    assert f"راوة: “قرب الحدود السورية”{RIGHT_TO_LEFT}" in texts(svg_of(arabic))

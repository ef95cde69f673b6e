"""What an editor looks for: nothing covers anything, nothing is cut, the first look shows what matters, on any screen."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

from dataclasses import replace

import page_samples as samples
import pytest

from geo.layers.scene import Scene
from geo.model import Analysis, Judgement, Report
from geo.page import render

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SCREENS = {
    "desktop": {},
    "wide": {"viewport": {"width": 1920, "height": 1080}},
    "phone": PHONE,
    "phone on its side": {"viewport": {"width": 844, "height": 390}, "is_mobile": True, "has_touch": True},
    "twice enlarged": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
CONTROLS = """() => {
  const names = ["#cm-bar", "#cm-legend", ".cm-tools", ".cm-timeline", ".cm-scale"], stage = document.querySelector(".cm-stage").getBoundingClientRect();
  return names.map((name) => document.querySelector(name)).filter((e) => e && e.getClientRects().length).map((e) => {
    const b = e.getBoundingClientRect();
    return [e.id || e.className, b.left - stage.left, b.top - stage.top, b.right - stage.left, b.bottom - stage.top, stage.width, stage.height];
  });
}"""


@pytest.fixture(scope="module")
def one() -> str:
    return render(Scene((samples.fallujah(),), samples.OUTLINES))


@pytest.fixture(scope="module")
def several() -> str:
    return render(Scene(samples.several(), samples.OUTLINES, extra=(samples.FRONT_LINE,)))


@pytest.mark.parametrize("screen", SCREENS)
def test_controls_never_cover_each_other_nor_leave_the_map(open_page, several, screen):
    watched = open_page(several, **SCREENS[screen])
    watched.page.evaluate("() => conflictmap.page.show('claim', 1)")
    boxes = watched.page.evaluate(CONTROLS)
    assert len(boxes) == 5
    for index, (name, left, top, right, bottom, width, height) in enumerate(boxes):
        assert left >= -1, name
        assert top >= -1, name
        assert right <= width + 1, name
        assert bottom <= height + 1, name
        for other, *box, _, _ in boxes[index + 1 :]:
            apart = right <= box[0] or box[2] <= left or bottom <= box[1] or box[3] <= top
            assert apart, (name, other)
    watched.clean()


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_shown_is_told_beside_the_way_back(open_page, one, screen):
    watched = open_page(one, fragment="#claim-1", **SCREENS[screen])
    told = watched.page.locator("#cm-bar-text")
    assert told.inner_text() == "✓ Supported: “40 miles west of Baghdad”"
    assert told.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth + 1")


@pytest.mark.parametrize("screen", ["desktop", "phone", "phone on its side"])
def test_a_claim_in_view_lies_clear_of_the_controls(open_page, several, screen):
    watched = open_page(several, fragment="#claim-1", **SCREENS[screen])
    page = watched.page
    free = """() => {
      const points = Array.from(document.querySelectorAll(".cm-place.cm-focus")).map((e) => { const b = e.getBoundingClientRect(); return [(b.left + b.right) / 2, (b.top + b.bottom) / 2]; });
      const covers = Array.from(document.querySelectorAll("#cm-bar, #cm-legend, .cm-tools, .cm-timeline")).map((e) => e.getBoundingClientRect());
      return points.map(([x, y]) => covers.some((b) => x > b.left && x < b.right && y > b.top && y < b.bottom));
    }"""
    assert page.evaluate(free) == [False, False]


def test_a_phone_on_its_side_shows_the_map_in_one_screen(open_page, one):
    watched = open_page(one, **SCREENS["phone on its side"])
    box = watched.page.locator(".cm-stage").bounding_box()
    assert box["y"] + box["height"] <= 392


def test_the_names_of_a_claim_are_written_on_a_phone(open_page, one):
    watched = open_page(one, **PHONE)
    watched.until("() => document.querySelectorAll('.cm-label').length > 3")
    names = watched.page.locator(".cm-label-place bdi:first-child").all_inner_texts()
    assert {"Al Fallūjah", "Baghdad"} <= set(names)


def test_a_small_map_joins_sooner(open_page):
    html = render(Scene((samples.many(120),)))
    desk, phone = open_page(html), open_page(html, **PHONE)
    assert desk.page.locator(".cm-joined").count() == 0
    assert phone.page.locator(".cm-joined").count() > 0
    assert phone.page.locator(".cm-symbol").count() < 70


def test_the_sign_of_a_contradicted_claim_hides_no_place(open_page):
    # "Basra is in Anbar": nothing is measured, so the sign belongs to the place itself.
    analysis = samples.fallujah()
    wrong = analysis.verdicts[1]
    bare = replace(wrong, measured=replace(wrong.measured, distance_m=None, azimuth_deg=None), footprint=None)
    watched = open_page(render(Scene((replace(analysis, verdicts=(bare,)),), samples.OUTLINES)))
    page = watched.page
    page.evaluate("() => conflictmap.page.map.setView([36, 43.5], 7, { animate: false })")
    sign = page.locator(".cm-badge").bounding_box()
    place = page.get_by_role("button", name="Mosul, town or village").bounding_box()
    apart = ((sign["x"] - place["x"] + (sign["width"] - place["width"]) / 2) ** 2 + (sign["y"] - place["y"] + (sign["height"] - place["height"]) / 2) ** 2) ** 0.5  # fmt: skip
    assert 12 < apart < 30
    watched.until(
        "() => Array.from(document.querySelectorAll('.cm-label-place bdi')).some((e) => e.textContent === 'Mosul')"
    )
    page.get_by_role("button", name="Mosul, town or village").click()
    page.locator(".leaflet-popup .cm-name", has_text="Mosul").wait_for()
    watched.clean()


def test_the_sign_of_a_short_contradicted_line_stands_beside_it(open_page):
    analysis = samples.fallujah()
    far = replace(samples.MOSUL, position=replace(samples.MOSUL.position, lat=15.0, lon=20.0))
    resolutions = tuple(replace(r, place=far) if r.place is samples.MOSUL else r for r in analysis.resolutions)
    wrong = replace(analysis.verdicts[0], verdict=Judgement.CONTRADICTED)
    watched = open_page(render(Scene((replace(analysis, resolutions=resolutions, verdicts=(wrong,)),))))
    page = watched.page
    page.evaluate("() => conflictmap.page.map.setView([33.3, 44], 4, { animate: false })")
    sign, line = page.locator(".cm-badge").bounding_box(), page.locator("path.cm-measured").bounding_box()
    assert sign["y"] + sign["height"] / 2 < line["y"] - 10


def test_an_endless_area_does_not_shrink_its_claim(open_page):
    # "more than 40 miles west of": the area that this allows goes on for thousands of kilometres.
    from geo import geodesy

    analysis = samples.fallujah()
    said = analysis.verdicts[0]
    endless = replace(
        said,
        claim=replace(said.claim, stated=replace(said.claim.stated, qualifier="at_least")),
        footprint=geodesy.wedge(samples.BAGHDAD.position, 270.0, 45.0, 60_000.0, 2_000_000.0),
    )
    watched = open_page(render(Scene((replace(analysis, verdicts=(endless,)),))), fragment="#claim-1")
    line = watched.page.locator("path.cm-measured").bounding_box()
    assert line["width"] > 180


def test_a_contradicted_claim_shows_all_of_the_area_it_says(open_page, one):
    watched = open_page(one, fragment="#claim-2")
    inside = "() => { const b = document.querySelector('path.cm-footprint.cm-focus').getBoundingClientRect(), s = document.querySelector('.cm-stage').getBoundingClientRect(); return b.left >= s.left && b.right <= s.right && b.top >= s.top && b.bottom <= s.bottom; }"
    assert watched.page.evaluate(inside)


def test_claims_far_apart_have_rivers_and_towns_when_looked_at_from_near(open_page):
    far = samples.many(3)
    away = (samples.place("Away", -15.0, -47.9, "geonames:1", country="BR"), samples.place("Afar", 60.0, 100.0, "geonames:2", country="RU"))  # fmt: skip
    analyses = (
        samples.fallujah(),
        *(replace(far, resolutions=tuple(replace(r, place=place) for r in far.resolutions)) for place in away),
    )
    watched = open_page(render(Scene(analyses, samples.OUTLINES)))
    page = watched.page
    shown = "() => Array.from(document.querySelectorAll('path.cm-patch.cm-river')).filter((e) => e.getClientRects().length && e.getAttribute('d').length > 20).length"
    assert page.evaluate(shown) == 0
    page.evaluate("() => conflictmap.page.show('claim', 0)")
    watched.until("() => conflictmap.page.map.getZoom() > 7 && !conflictmap.page.map._animatingZoom")
    assert page.evaluate(shown) > 0
    watched.until("() => document.querySelectorAll('.cm-label-city').length > 1")
    watched.clean()


def test_finer_ground_is_no_strip_across_a_wider_view(open_page):
    far = samples.many(2)
    ends = (samples.place("Southern", 30.5, 47.8, "geonames:1"), samples.place("Northern", 45.0, 39.0, "geonames:2", country="RU"))  # fmt: skip
    resolutions = tuple(replace(r, place=place) for r, place in zip(far.resolutions, ends, strict=True))
    watched = open_page(render(Scene((replace(far, resolutions=resolutions),))))
    page = watched.page
    shown = "() => Array.from(document.querySelectorAll('path.cm-inner.cm-land')).filter((e) => getComputedStyle(e).display !== 'none').length"
    assert page.locator("path.cm-inner.cm-land").count() > 0
    assert page.evaluate(shown) == 0
    page.evaluate("() => conflictmap.page.map.setView([38, 43.5], 7, { animate: false })")
    assert page.evaluate(shown) > 0
    watched.clean()


@pytest.mark.parametrize(("wide", "high"), [(600, 400), (320, 420), (700, 330)])
def test_a_small_frame_holds_the_whole_map_and_the_beginning_of_the_list(open_page, wide, high):
    about = {"title": "A long headline that takes its time to say what it says", "source": "A source with words " * 6}
    html = render(Scene((samples.fallujah(**about),), samples.OUTLINES))
    watched = open_page(html, viewport={"width": wide, "height": high})
    stage = watched.page.locator(".cm-stage").bounding_box()
    list_top = watched.page.locator("#cm-evidence-title").bounding_box()["y"]
    assert stage["height"] >= 0.6 * high
    assert stage["y"] + stage["height"] < list_top < high


def test_what_was_chosen_on_the_map_of_a_phone_is_one_touch_from_its_evidence(open_page, one):
    watched = open_page(one, **PHONE)
    page = watched.page
    page.evaluate("() => conflictmap.page.scene.setFocus('claim', 1, { from: 'map' })")
    page.get_by_role("button", name="Read the evidence").click()
    watched.until(
        "() => { const top = document.getElementById('claim-2').getBoundingClientRect().top; return top >= 0 && top < 100; }"
    )
    assert page.evaluate("() => document.activeElement.id") == "claim-2"
    assert not open_page(one).page.locator("#cm-read").is_visible()
    small = open_page(one, viewport={"width": 320, "height": 568}).page
    small.evaluate("() => conflictmap.page.show('claim', 1)")
    back, read = (small.locator(name).bounding_box() for name in ("#cm-back", "#cm-read"))
    assert back["y"] == read["y"]
    watched.clean()


def test_counts_below_the_title_are_not_torn_apart(open_page, one):
    watched = open_page(one, viewport={"width": 500, "height": 800})
    rows = (
        "() => Array.from(document.querySelectorAll('#cm-subtitle bdi.cm-whole')).map((e) => e.getClientRects().length)"
    )
    assert set(watched.page.evaluate(rows)) == {1}
    assert "6\u00a0places" in watched.page.locator("#cm-subtitle").inner_text()


def test_long_sources_take_two_lines_on_the_screen_and_all_they_need_on_paper(open_page):
    long = "Statements of the coalition and wire reports of several days, told in other words by several desks " * 3
    watched = open_page(render(Scene((samples.fallujah(source=long), samples.fallujah(date="2016-06-27")))))
    page = watched.page
    source = page.locator("#claim-1 .cm-source")
    assert source.inner_text().startswith("2016-06-26 · Iraqi commander declares Fallujah liberated")
    assert source.bounding_box()["height"] < 45
    page.emulate_media(media="print")
    assert source.evaluate("(e) => e.scrollHeight <= e.clientHeight + 1 && e.clientHeight > 45")


def test_added_layers_tell_their_colours_and_stand_in_the_list(open_page, several):
    watched = open_page(several)
    page = watched.page
    rows = page.locator("#cm-legend .cm-user-row")
    assert rows.all_inner_texts() == ["Line of 20 June", "Bridge"]
    assert rows.nth(0).locator("path").get_attribute("stroke") == "#aa0000"
    assert rows.nth(1).locator("circle").get_attribute("fill") == "#0072b2"
    section = page.locator(".cm-section", has=page.get_by_role("heading", name="Added by the author of this map (2)"))
    assert "As the desk drew it" in section.inner_text()
    page.get_by_role("button", name="Show on map: Line of 20 June").press("Enter")
    page.locator(".leaflet-popup", has_text="As the desk drew it").wait_for()
    page.get_by_label("Search").fill("bridge")
    page.get_by_role("heading", name="Added by the author of this map (1)").wait_for()
    watched.clean()


@pytest.mark.parametrize("width", [1280, 860, 390])
def test_a_control_that_an_author_adds_in_the_corner_stands_beside_the_legend(open_page, one, width):
    watched = open_page(one, viewport={"width": width, "height": 800})
    page = watched.page
    page.evaluate("() => L.control.layers({}, {Mine: L.layerGroup()}).addTo(conflictmap.page.map)")
    apart = """() => {
      const a = document.getElementById("cm-legend").getBoundingClientRect();
      const b = document.querySelector(".leaflet-control-layers").getBoundingClientRect();
      return b.width > 0 && (a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom);
    }"""
    assert page.evaluate(apart)
    page.evaluate("() => { const legend = document.getElementById('cm-legend'); legend.open = !legend.open; }")
    assert page.evaluate(apart)


def test_a_finger_finds_a_dot_that_it_covers_and_what_opens_other_mentions(open_page, one):
    watched = open_page(one, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    hit = """() => {
      const dot = Array.from(document.querySelectorAll(".cm-place")).find((e) => e.getAttribute("aria-label").startsWith("Mosul"));
      dot.scrollIntoView({ block: "center" });
      const box = dot.getBoundingClientRect();
      return [box.width, document.elementFromPoint(box.left - 5, box.top + box.height / 2) === dot];
    }"""
    width, found = watched.page.evaluate(hit)
    assert width < 24
    assert found
    heights = watched.page.evaluate(
        "() => Array.from(document.querySelectorAll('.cm-more > summary'), (e) => e.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 24
    watched.clean()


def test_an_empty_page_has_no_filters(open_page):
    watched = open_page(render(Scene((Analysis(Report("Nothing happened.")),))))
    assert not watched.page.locator("#cm-filters").is_visible()
    assert watched.page.locator("#cm-subtitle").inner_text() == "no place found"
    filtered = open_page(render(Scene((samples.fallujah(),))))
    filtered.page.get_by_label("Search").fill("no such word")
    filtered.page.locator("#cm-count", has_text="Nothing matches").wait_for()
    assert filtered.page.get_by_role("button", name="Clear filters").is_visible()


def test_countries_are_named_not_coded_and_found_by_their_name(open_page, one):
    watched = open_page(one)
    page = watched.page
    meta = page.locator("#place-99454 .cm-meta").first
    assert "Anbar, Iraq" in meta.inner_text()
    page.get_by_label("Search").fill("nineveh, iraq")
    page.locator("#cm-count", has_text="1 place").wait_for()


# On paper


def test_the_printed_map_is_whole_and_the_legend_is_off_it(open_page, several):
    watched = open_page(several, fragment="#claim-2")
    page = watched.page
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    frame, legend = page.locator(".folium-map").bounding_box(), page.locator("#cm-legend").bounding_box()
    shape = page.locator("path.cm-footprint.cm-focus").bounding_box()
    assert shape["x"] >= frame["x"]
    assert shape["y"] >= frame["y"]
    assert shape["x"] + shape["width"] <= frame["x"] + frame["width"]
    assert shape["y"] + shape["height"] <= frame["y"] + frame["height"]
    assert legend["y"] >= frame["y"] + frame["height"]
    assert page.locator("#cm-bar-text").is_visible()
    assert not page.locator("#cm-back").is_visible()
    # 180 mm at 96 pixels an inch: what A4 and Letter have between margins of 14 mm.
    assert frame["width"] == pytest.approx(180 / 25.4 * 96, abs=2)
    labels = page.locator(".cm-label").evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().right)")
    assert labels
    assert max(labels) <= frame["x"] + frame["width"]


def test_paper_holds_every_digest_and_no_buttons_to_press(open_page, several):
    watched = open_page(several, **PHONE)
    page = watched.page
    assert page.locator(".cm-digests li").count() == 0
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator(".cm-digests li").count() == 4
    assert page.locator("#cm-legend-body").is_visible()
    pressed = page.locator("button:visible, input:visible, select:visible, summary:visible").evaluate_all(
        "(all) => all.map((e) => e.textContent)"
    )
    assert pressed == ["Layers and legend", "SHA-256 of the 4 reports"]
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.locator("#cm-legend").get_attribute("open") is None
    assert page.locator(".cm-foot details").get_attribute("open") is None


# Colours of the system's own


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_keeps_its_palette_where_the_system_forces_colours(open_page, several, scheme):
    watched = open_page(several, fragment="#claim-2", forced_colors="active", color_scheme=scheme)
    page = watched.page
    colour = "(e) => getComputedStyle(e)."
    place = page.locator(".cm-place").first
    assert place.evaluate(colour + "backgroundColor") != place.evaluate(colour + "borderTopColor")
    halo = page.locator(".cm-place.cm-focus").first
    assert halo.evaluate(colour + "boxShadow") != "none"
    assert page.locator(".cm-contradicted .cm-key-line").evaluate(colour + "backgroundImage") != "none"
    assert page.locator(".cm-label-place").first.evaluate(colour + "textShadow") != "none"
    # Controls do take the system's colours.
    canvas = page.evaluate(
        "() => { const e = document.body.appendChild(document.createElement('i')); e.style.background = 'Canvas'; const c = getComputedStyle(e).backgroundColor; e.remove(); return c; }"
    )
    assert page.locator("#cm-legend").evaluate(colour + "backgroundColor") == canvas
    assert page.locator(".cm-timeline").evaluate(colour + "backgroundColor") == canvas


def test_names_stand_beside_the_measured_line_and_not_on_it(open_page):
    # From the west to the east, as near as the map opens on one sentence, in a frame as low as a notebook's.
    text = "Fallujah, 40 miles west of Baghdad, was quiet by night."
    toponyms, resolutions = samples.toponyms_of(text)
    verdict = samples.verdict_of("40 miles west of Baghdad", Judgement.SUPPORTED, text)
    analysis = Analysis(Report(text), toponyms, resolutions, (verdict,))
    watched = open_page(render(Scene((analysis,))), viewport={"width": 860, "height": 535})
    watched.until("() => document.querySelectorAll('.cm-label-place').length > 1")
    page = watched.page
    crossed = """() => {
      const line = document.querySelector("path.cm-measured"), total = line.getTotalLength(), at = line.getScreenCTM();
      const labels = Array.from(document.querySelectorAll(".cm-label-place")).map((e) => [e.textContent, e.getBoundingClientRect()]);
      const found = new Set();
      for (let part = 0; part <= 200; part++) {
        const p = line.getPointAtLength(total * part / 200), x = at.a * p.x + at.e, y = at.d * p.y + at.f;
        for (const [name, b] of labels) if (x > b.left + 1 && x < b.right - 1 && y > b.top + 1 && y < b.bottom - 1) found.add(name);
      }
      return Array.from(found);
    }"""
    assert page.evaluate(crossed) == []
    names = page.locator(".cm-label-place bdi:first-child").all_inner_texts()
    assert {"Al Fallūjah", "Baghdad"} <= set(names)


@pytest.mark.parametrize("high", [800, 535])
def test_the_buttons_at_the_foot_are_whole_in_the_first_screen(open_page, one, high):
    watched = open_page(one, viewport={"width": 860, "height": high})
    foot = watched.page.locator("#cm-cite").bounding_box()
    assert foot["y"] + foot["height"] <= high


@pytest.mark.parametrize("name", ["Mosul", "Baghdad"])
@pytest.mark.parametrize("screen", ["desktop", "phone", "narrow"])
def test_a_card_lies_clear_of_the_controls(open_page, several, screen, name):
    watched = open_page(several, reduced_motion="reduce", **SCREENS[screen])
    page = watched.page
    if screen == "desktop":
        # The towns stand beside and under the legend.
        page.evaluate("() => conflictmap.page.map.setView([34.6, 42.3], 7.5, { animate: false })")
    page.evaluate(f"() => document.querySelector('.cm-place[aria-label^=\"{name}\"]').click()")
    page.locator(".leaflet-popup .cm-name", has_text=name).wait_for()
    watched.until("() => !conflictmap.page.map._panAnim || !conflictmap.page.map._panAnim._inProgress")
    card = page.locator(".leaflet-popup-content-wrapper").bounding_box()
    stage = page.locator(".cm-stage").bounding_box()
    assert card["x"] >= stage["x"]
    assert card["x"] + card["width"] <= stage["x"] + stage["width"] + 1
    for control in ("#cm-bar", "#cm-legend", ".cm-tools"):
        other = page.locator(control).bounding_box()
        apart = (
            card["x"] + card["width"] <= other["x"] + 1
            or other["x"] + other["width"] <= card["x"] + 1
            or card["y"] + card["height"] <= other["y"] + 1
            or other["y"] + other["height"] <= card["y"] + 1
        )
        assert apart, (control, card, other)
    watched.clean()

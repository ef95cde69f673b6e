"""What a reader does with the page: focus, filter, switch, step through time, link, print, take data along."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import page_samples as samples
import pytest

from geo.layers.scene import Scene
from geo.model import Analysis, Report
from geo.page import render

pytestmark = pytest.mark.browser

ONE = "() => conflictmap.page.scene"
LAYER = {
    "type": "FeatureCollection",
    "name": "Front line",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [[[43.0, 33.0], [44.0, 33.0], [44.0, 34.0], [43.0, 33.0]]]},
            "properties": {"title": "Area of 20 June", "fill": "#aa0000", "stroke": "url(#x)"},
        }
    ],
}


@pytest.fixture(scope="module")
def one() -> str:
    return render(Scene((samples.fallujah(),), samples.OUTLINES))


@pytest.fixture(scope="module")
def several() -> str:
    return render(Scene(samples.several(), samples.OUTLINES, extra=(LAYER,)))


def zoom(watched) -> float:
    return watched.page.evaluate("() => conflictmap.page.map.getZoom()")


def test_a_claim_is_shown_and_the_overview_comes_back(open_page, one):
    watched = open_page(one)
    page = watched.page
    before = zoom(watched)
    page.get_by_role("button", name="Show on map: claim 1").click()
    watched.until("(before) => conflictmap.page.map.getZoom() > before + 0.5", before)
    assert page.url.endswith("#claim-1")
    assert page.locator("#claim-1").get_attribute("aria-current") == "true"
    assert "Supported" in page.locator("#cm-bar-text").inner_text()
    assert page.locator("path.cm-measured.cm-focus").count() == 1
    page.get_by_role("button", name="Back to overview").click()
    watched.until("(before) => Math.abs(conflictmap.page.map.getZoom() - before) < 0.01", before)
    assert "#claim" not in page.url
    watched.clean()


def test_escape_leaves_the_claim(open_page, one):
    watched = open_page(one, fragment="#claim-2")
    assert watched.page.locator("#claim-2.cm-current").count() == 1
    watched.page.keyboard.press("Escape")
    watched.page.locator("#claim-2:not(.cm-current)").wait_for()
    watched.clean()


@pytest.mark.parametrize(("fragment", "item"), [("#claim-2", "claim-2"), ("#place-99454", "place-99454")])
def test_a_link_opens_its_claim_or_place(open_page, one, fragment, item):
    watched = open_page(one, fragment=fragment)
    assert watched.page.locator(f"#{item}").get_attribute("aria-current") == "true"
    assert watched.page.locator(f"#{item}").is_visible()
    watched.clean()


def test_links_to_nothing_open_the_overview(open_page, one):
    watched = open_page(one, fragment="#claim-99")
    for fragment in ("#place-nowhere", "#%E0%A4%A", "#<img>", "#claim-0"):
        watched.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        assert watched.page.evaluate("() => conflictmap.page.scene.focus.type") == ""
    watched.page.evaluate("() => { location.hash = '#claim-1'; }")
    watched.page.locator("#claim-1.cm-current").wait_for()
    watched.clean()


def test_a_symbol_answers_click_and_key(open_page, one):
    watched = open_page(one)
    page = watched.page
    symbol = page.get_by_role("button", name="Baghdad, town or village")
    symbol.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .cm-name", has_text="Baghdad").wait_for()
    assert page.locator(".cm-current .cm-name").first.inner_text() == "Baghdad"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mosul, town or village").click()
    page.locator(".leaflet-popup .cm-name", has_text="Mosul").wait_for()
    watched.clean()


def test_everything_can_be_reached_by_the_tab_key(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "cm-skip"
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("() => document.activeElement.id || document.activeElement.getAttribute('aria-label') || ''")
        )
        unmarked = "() => { const e = document.activeElement; return e === document.body || getComputedStyle(e).outlineStyle !== 'none' ? '' : e.outerHTML.slice(0, 200); }"
        assert page.evaluate(unmarked) == ""
    for wanted in (
        "Zoom in",
        "Reset view",
        "Full screen",
        "cm-text",
        "cm-kind",
        "cm-verdict",
        "Show on map: claim 1",
        "cm-cite",
        "cm-csv",
    ):
        assert wanted in reached
    watched.clean()


def test_what_the_filters_leave_is_brought_into_view(open_page, several):
    watched = open_page(several)
    page = watched.page
    zoom = "() => conflictmap.page.map.getZoom()"
    inside = """() => {
      const {page} = conflictmap, {scene, map} = page, bounds = map.getBounds();
      return Array.from(scene.weight).every((weight, place) => !weight || scene.precision(place) === "country" || bounds.contains(scene.at(place)));
    }"""
    overview = page.evaluate(zoom)
    page.locator("#cm-text").fill("shelling")
    page.locator("#cm-count", has_text="place").wait_for()
    watched.until(f"() => ({zoom})() > {overview}")
    watched.until(inside)
    page.locator("#cm-clear").click()
    watched.until(f"() => ({zoom})() === {overview}")
    page.locator("#cm-text").fill("nothing has this name")
    page.locator("#cm-count", has_text="Nothing matches").wait_for()
    assert page.evaluate(zoom) == overview
    watched.clean()


def test_a_report_alone_is_shown_without_the_far_capital_that_it_also_names(open_page):
    towns, far = samples.many(12), samples.place("Stockholm", 59.33, 18.07, "geonames:1", country="SE")
    resolutions = (*towns.resolutions[:-1], replace(towns.resolutions[-1], place=far))
    watched = open_page(render(Scene((samples.fallujah(), replace(towns, resolutions=resolutions)))))
    page = watched.page
    inside = "(place) => { const {page} = conflictmap; return page.map.getBounds().contains(page.scene.at(page.scene.data.places.name.indexOf(place))); }"
    page.locator("#cm-report").select_option("1")
    page.locator("#cm-count", has_text="0 claims, 12 places").wait_for()
    watched.until(f"() => ({inside})('Village 3') && !({inside})('Stockholm')")
    page.locator("#cm-text").fill("fighting")
    watched.until(f"() => ({inside})('Village 3') && ({inside})('Stockholm')")
    watched.clean()


def test_a_few_filtered_claims_are_shown_with_the_areas_that_they_allow(open_page, one):
    watched = open_page(one)
    watched.page.locator("#cm-verdict").select_option("contradicted")
    inside = """() => {
      const {scene, map} = conflictmap.page, area = scene.area(scene.data.claims[1].area);
      return map.getBounds().contains(L.latLngBounds(area.parts.flat(2)));
    }"""
    watched.until(inside)
    watched.clean()


@pytest.mark.parametrize("screen", [{}, {"viewport": {"width": 390, "height": 844}, "is_mobile": True}])
def test_a_link_to_an_entry_leaves_the_title_and_the_map_on_the_screen(open_page, one, screen):
    watched = open_page(one, fragment="#place-99072", **screen)
    watched.page.wait_for_timeout(300)
    assert watched.page.evaluate("() => window.scrollY") == 0
    assert watched.page.locator("#place-99072.cm-current").count() == 1
    watched.page.evaluate("() => { location.hash = '#claim-2'; }")
    watched.page.locator("#claim-2.cm-current").wait_for()
    watched.until("() => window.scrollY === 0")


def test_filters_change_list_and_map_together(open_page, several):
    watched = open_page(several)
    page = watched.page
    page.locator("#cm-verdict").select_option("contradicted")
    page.locator("#cm-count", has_text="3 claims, 2 places").wait_for()
    assert page.locator("path.cm-measured.cm-supported").count() == 0
    assert page.locator("path.cm-measured.cm-contradicted").count() == 1
    page.locator("#cm-clear").click()
    page.locator("#cm-text").fill("shelling")
    page.locator("#cm-count", has_text="0 claims, 1 place").wait_for()
    assert page.locator(".cm-place").count() == 1
    page.locator("#cm-text").fill("no such words at all")
    page.locator("#cm-count", has_text="Nothing matches these filters.").wait_for()
    page.locator("#cm-clear").click()
    page.locator("#cm-kind").select_option("province")
    page.locator("#cm-count", has_text="0 claims, 1 place").wait_for()
    assert page.locator("path.cm-admin").count() == 1
    page.locator("#cm-clear").click()
    page.locator("#cm-kind").select_option("unplaced")
    page.locator("#cm-count", has_text="3 not on the map").wait_for()
    page.locator("#cm-clear").click()
    page.locator("#cm-report").select_option("3")
    page.locator("#cm-count", has_text="0 claims, 1 place").wait_for()
    page.locator("#cm-text").fill("الفلوجة")
    page.locator("#cm-count", has_text="Nothing matches").wait_for()
    watched.clean()


def test_accents_and_apostrophes_are_nothing_to_a_search(open_page):
    watched = open_page(
        render(Scene((samples.fallujah(),), samples.OUTLINES, official={samples.BAGHDAD.id: "Ba‘qūbat al-Ḩadīthah"}))
    )
    page = watched.page
    for words, name in (("al fallujah", "Al Fallūjah"), ("BAQUBAT AL-HADITHAH", "Baghdad"), ("الفلُّوجة", "Al Fallūjah")):
        page.locator("#cm-text").fill(words)
        watched.until(
            "(name) => Array.from(document.querySelectorAll('.cm-place-entry .cm-name'), (e) => e.textContent).join() === name",
            name,
        )
    page.locator("#cm-text").fill("hadithah")
    page.locator(".cm-place-entry .cm-name", has_text="Baghdad").wait_for()
    assert (
        page.locator(".cm-place-entry .cm-meta")
        .first.inner_text()
        .startswith("in the gazetteer Ba‘qūbat al-Ḩadīthah · ")
    )
    watched.clean()


def test_what_is_taken_along_tells_what_is_not_on_the_map_and_pins_no_area(open_page, one):
    watched = open_page(one)
    table = watched.page.evaluate("() => conflictmap.page.csv()").removeprefix("\ufeff")
    left = [row for row in csv.DictReader(io.StringIO(table)) if row["reason"]]
    assert left
    assert all(row["mention"] and row["quote"] and row["sha256"] and not row["lat"] for row in left)
    features = json.loads(watched.page.evaluate("() => conflictmap.page.geojson()"))["features"]
    assert [f["properties"]["mention"] for f in features if f["properties"]["kind"] == "unplaced"] == [
        row["mention"] for row in left
    ]
    assert all(f["geometry"] is None for f in features if f["properties"]["kind"] == "unplaced")
    assert [f["geometry"]["type"] for f in features if f["properties"].get("precision") == "inferred"] == ["Polygon"]
    watched.page.locator("#cm-text").fill("no such words")
    watched.page.locator("#cm-count", has_text="Nothing matches").wait_for()
    assert json.loads(watched.page.evaluate("() => conflictmap.page.geojson()"))["features"] == []
    watched.clean()


def test_local_script_is_searched_too(open_page, one):
    watched = open_page(one)
    watched.page.locator("#cm-text").fill("الفلوجة")
    watched.page.locator("#cm-count", has_text="1 place").wait_for()
    assert watched.page.locator(".cm-place-entry bdi[dir=auto]", has_text="الفلوجة").count() == 1


def test_layers_can_be_switched(open_page, several):
    watched = open_page(several)
    page = watched.page
    legend = page.locator("#cm-legend")
    for name, drawn in (
        ("Places", ".cm-place"),
        ("Claims", "path.cm-measured"),
        ("Inferred areas", "path.cm-inferred"),
        ("Named areas", "path.cm-admin"),
        ("Added layers", "path.cm-user"),
        ("Timeline", ".cm-timeline"),
    ):
        box = legend.get_by_label(name, exact=True)
        assert box.is_checked(), name
        assert page.locator(drawn).count() > 0, name
        box.uncheck()
        assert page.locator(drawn).count() == 0, name
        box.check()
        assert page.locator(drawn).count() > 0, name
    assert page.locator("canvas.cm-heat").count() == 0
    legend.get_by_label("Density of mentions").check()
    inked = "() => { const c = document.querySelector('canvas.cm-heat'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 0); }"
    watched.until(inked)
    legend.get_by_label("Front line").uncheck()
    assert page.locator("path.cm-user").count() == 0
    watched.clean()


def test_a_switch_elsewhere_moves_the_box_of_the_legend(open_page, one):
    watched = open_page(one)
    watched.page.evaluate("() => conflictmap.made.find((made) => made.kind === 'claims').layer.remove()")
    assert not watched.page.locator("#cm-legend").get_by_label("Claims", exact=True).is_checked()


def test_an_inferred_place_is_an_area_and_a_province_a_polygon(open_page, one):
    watched = open_page(one)
    names = watched.page.evaluate(
        "() => Array.from(document.querySelectorAll('.cm-place')).map((e) => e.getAttribute('aria-label').split(',')[0])"
    )
    assert sorted(names) == ["Al Fallūjah", "Baghdad", "Mosul"]
    assert watched.page.locator("path.cm-inferred").count() == 1
    assert watched.page.locator("path.cm-admin.cm-precision-province").count() == 1


def test_verdicts_are_told_by_sign_dash_and_word(open_page, one):
    watched = open_page(one)
    page = watched.page
    dash = "(name) => getComputedStyle(document.querySelector('path.cm-measured.cm-' + name)).strokeDasharray"
    assert page.evaluate(dash, "supported") != page.evaluate(dash, "contradicted")
    assert page.locator(".cm-badge.cm-supported").inner_text() == "✓"
    assert page.locator(".cm-badge.cm-contradicted").inner_text() == "✕"
    assert page.locator(".cm-chip.cm-contradicted").first.inner_text() == "✕ Contradicted"


def test_a_line_too_short_for_its_sign_shows_it_from_near(open_page, one):
    watched = open_page(one)
    page = watched.page
    supported, contradicted = page.locator(".cm-badge.cm-supported"), page.locator(".cm-badge.cm-contradicted")
    page.evaluate("conflictmap.page.map.setView([34, 44], 4, {animate: false})")
    assert supported.is_hidden()
    assert contradicted.is_visible()
    page.evaluate("conflictmap.page.map.setView([33.3, 44], 9, {animate: false})")
    assert supported.is_visible()
    page.evaluate("conflictmap.page.map.setView([34, 44], 4, {animate: false})")
    page.evaluate("conflictmap.page.show('claim', 1)")
    assert page.locator(".cm-badge.cm-focus").is_visible()
    watched.clean()


def test_the_timeline_steps_plays_and_filters_every_layer(open_page, several):
    watched = open_page(several)
    page = watched.page
    date = page.locator(".cm-date")
    assert date.inner_text() == "up to 2016-10-17"
    page.get_by_role("button", name="One date back").click()
    assert date.inner_text() == "up to 2016-06-26"
    page.locator("#cm-count", has_text="6 claims").wait_for()
    page.get_by_label("Date", exact=True).focus()
    page.keyboard.press("Home")
    page.locator("#cm-count", has_text="2 claims").wait_for()
    page.get_by_label("only this date").check()
    page.get_by_label("Date", exact=True).focus()
    page.keyboard.press("End")
    page.locator("#cm-count", has_text="0 claims, 1 place").wait_for()
    page.get_by_label("only this date").uncheck()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.locator("#cm-count", has_text="2 claims").wait_for()
    page.get_by_role("button", name="Play").wait_for()
    assert date.inner_text() == "up to 2016-10-17"
    page.get_by_role("button", name="One date back").click()
    page.locator("#cm-legend").get_by_label("Timeline").uncheck()
    page.locator("#cm-count", has_text="6 claims, 6 places").wait_for()
    watched.clean()


def test_labels_are_in_both_scripts_and_never_meet(open_page, several):
    watched = open_page(several)
    watched.until("() => document.querySelectorAll('.cm-label').length > 8")
    page = watched.page
    assert page.locator(".cm-label bdi.cm-local", has_text="بغداد").count() == 1
    boxes = page.evaluate(
        "() => Array.from(document.querySelectorAll('.cm-label')).map((e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })"
    )
    for index, a in enumerate(boxes):
        for b in boxes[index + 1 :]:
            apart = a[2] <= b[0] + 3 or b[2] <= a[0] + 3 or a[3] <= b[1] + 3 or b[3] <= a[1] + 3
            assert apart, (a, b)


def test_the_scale_is_right_in_kilometres_and_miles(open_page, one):
    watched = open_page(one)
    wide = watched.page.evaluate(
        """() => ["km", "mi"].map((unit) => {
            const bar = document.querySelector(".cm-scale-" + unit), map = conflictmap.page.map, middle = map.getSize().divideBy(2);
            const metres = map.containerPointToLatLng(middle).distanceTo(map.containerPointToLatLng(middle.add([bar.offsetWidth, 0])));
            return [metres, parseFloat(bar.textContent.replace(",", ""))];
        })"""
    )
    assert wide[0][0] == pytest.approx(wide[0][1] * 1000.0, rel=0.03)
    assert wide[1][0] == pytest.approx(wide[1][1] * 1609.344, rel=0.03)


def test_the_map_refits_when_a_hidden_tab_is_shown(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.evaluate("() => { document.querySelector('.cm-main').style.display = 'none'; }")
    watched.until("() => conflictmap.page.map.getContainer().clientWidth === 0")
    page.set_viewport_size({"width": 900, "height": 700})
    page.evaluate("() => { document.querySelector('.cm-main').style.display = ''; }")
    watched.until(
        "() => conflictmap.page.map.getSize().x === conflictmap.page.map.getContainer().clientWidth && conflictmap.page.map.getSize().x > 0"
    )
    watched.until(
        "() => { const [w, s, e, n] = conflictmap.page.data.overview; return conflictmap.page.map.getBounds().contains([[s, w], [n, e]]); }"
    )
    watched.clean()


def test_the_map_follows_the_size_of_the_window(open_page, one):
    watched = open_page(one)
    watched.page.set_viewport_size({"width": 700, "height": 900})
    watched.until(
        "() => conflictmap.page.map.getSize().x === conflictmap.page.map.getContainer().clientWidth && conflictmap.page.map.getSize().x <= 700"
    )
    assert watched.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_view_that_nobody_moved_is_fitted_to_a_new_size_and_another_keeps_its_middle(open_page, one):
    watched = open_page(one)
    holds = (
        "() => { const [w, s, e, n] = conflictmap.page.data.overview;"
        " return conflictmap.page.map.getBounds().contains([[s, w], [n, e]]); }"
    )
    for width, height in ((900, 500), (1400, 1000), (700, 600)):
        watched.page.set_viewport_size({"width": width, "height": height})
        watched.until(holds)
    middle = watched.page.evaluate(
        "() => { const map = conflictmap.page.map; map.panBy([150, 90], { animate: false });"
        " const at = map.getCenter(); return [at.lat, at.lng]; }"
    )
    watched.page.set_viewport_size({"width": 1200, "height": 900})
    watched.until(
        "() => conflictmap.page.map.getSize().x === conflictmap.page.map.getContainer().clientWidth"
        " && conflictmap.page.map.getSize().y === conflictmap.page.map.getContainer().clientHeight"
        " && innerWidth === 1200"
    )
    there = watched.page.evaluate("() => { const at = conflictmap.page.map.getCenter(); return [at.lat, at.lng]; }")
    assert there == pytest.approx(middle, abs=0.05)


def test_print_puts_the_whole_list_after_the_map(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    tops = page.evaluate(
        "() => ['.cm-stage', '.cm-evidence', '.cm-foot'].map((name) => document.querySelector(name).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    assert page.evaluate(
        "() => { const e = document.querySelector('.cm-evidence'); return e.scrollHeight <= e.clientHeight + 1; }"
    )
    assert not page.locator("#cm-text").is_visible()
    assert len(page.pdf(print_background=True)) > 20_000
    page.emulate_media(media="screen")
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    watched.clean()


def test_a_phone_has_the_list_under_the_map_and_the_legend_folded(open_page, one):
    watched = open_page(one, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = watched.page
    stage, list_ = page.locator(".cm-stage").bounding_box(), page.locator(".cm-evidence").bounding_box()
    assert list_["y"] >= stage["y"] + stage["height"] - 1
    assert page.locator("#cm-legend").get_attribute("open") is None
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("() => !conflictmap.page.map.dragging.enabled()")
    page.locator("#claim-1 .cm-show").tap()
    watched.until("() => document.querySelector('.cm-stage').getBoundingClientRect().bottom > 80")
    watched.clean()


def test_full_screen_and_back(open_page, one):
    watched = open_page(one)
    button = watched.page.get_by_role("button", name="Full screen")
    button.click()
    watched.until("() => document.body.classList.contains('cm-full')")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    watched.until("() => !document.body.classList.contains('cm-full')")
    watched.clean()


def test_reduced_motion_moves_nothing(open_page, one):
    watched = open_page(one, reduced_motion="reduce")
    assert watched.page.evaluate("() => conflictmap.page.map.options.zoomAnimation") is False


def test_citation_geojson_and_csv_work_offline(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.evaluate("() => { Object.defineProperty(window, 'isSecureContext', {value: false}); }")
    page.get_by_role("button", name="Copy citation").click()
    cited = page.locator("#cm-dialog-text").input_value()
    assert "Iraqi commander declares Fallujah liberated" in cited
    assert samples.fallujah().report.sha256 in cited
    assert "sample-1" in cited
    page.get_by_role("button", name="Close", exact=True).click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download GeoJSON").click()
    shapes = json.loads(open_text(waiting.value))["features"]
    kinds = [feature["properties"]["kind"] for feature in shapes]
    assert kinds.count("place") == 6
    assert kinds.count("claim") == 2
    fallujah = next(shape for shape in shapes if shape["properties"].get("id") == "geonames:99454")
    assert fallujah["geometry"]["coordinates"] == [43.79, 33.35]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(open_text(waiting.value).removeprefix("\ufeff"))))
    assert len(rows) == 9
    assert [row["reason"] for row in rows if row["reason"]] == ["no gazetteer entry has this name"]
    assert {row["sha256"] for row in rows} == {samples.fallujah().report.sha256}
    assert rows[1]["local_name"] == "الفلوجة"
    watched.clean()


def open_text(download) -> str:
    return Path(download.path()).read_bytes().decode("utf-8")


def test_csv_cells_never_become_formulas(open_page):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"]
    watched = open_page(render(Scene(tuple(samples.fallujah(title=text) for text in texts))))
    table = watched.page.evaluate("() => conflictmap.page.csv()").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {row["report"] for row in rows} == {f"'{text}" for text in texts}
    assert {row["lat"][:1] for row in rows} <= {*"0123456789", ""}


def test_links_of_reports_open_only_http_and_tell_nobody(open_page, one):
    watched = open_page(one)
    link = watched.page.locator(".cm-source a").first
    assert link.get_attribute("href") == "https://example.org/report?a=1&b=2"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_footer_names_sources_viewpoint_gazetteer_and_digest(open_page, one):
    foot = open_page(one).page.locator(".cm-foot").inner_text()
    for words in (
        "GeoNames",
        "CC BY 4.0",
        "Natural Earth",
        "de facto",
        "Crimea",
        "sample-1",
        samples.fallujah().report.sha256,
        "country IQ",
        "rounded",
    ):
        assert words in foot


def test_right_to_left_text_keeps_its_direction(open_page):
    analysis = samples.fallujah(title="القوات العراقية تدخل الفلوجة")
    watched = open_page(render(Scene((analysis,)), title="القوات العراقية تدخل الفلوجة"))
    direction = watched.page.evaluate("() => getComputedStyle(document.getElementById('cm-title')).direction")
    assert direction == "rtl"
    assert watched.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_sentences_of_ours_run_left_to_right_even_from_an_arabic_name(open_page):
    from dataclasses import replace

    analysis = samples.fallujah()
    verdict = replace(analysis.verdicts[0], explanation="راوة lies 73 km away.")
    watched = open_page(render(Scene((replace(analysis, verdicts=(verdict,)),))))
    finding = watched.page.locator("dd", has_text="lies 73 km away.")
    assert finding.evaluate("(element) => getComputedStyle(element).direction") == "ltr"


def test_a_page_without_places_says_so(open_page):
    from geo.model import Analysis, Report

    watched = open_page(render(Scene((Analysis(Report("Nothing to see.")),))))
    assert watched.page.locator("h1").inner_text() == "No place could be put on the map"
    assert "No place and no claim" in watched.page.locator("#cm-count").inner_text()
    assert watched.page.locator("#cm-legend").is_hidden()
    watched.clean()


def test_places_across_the_antimeridian_stay_together(open_page):
    from geo.model import Analysis, Place, Position, Report, Resolution, Toponym

    text = "Suva and Apia"
    where = [
        Place("geonames:1", "Suva", Position(-18.14, 178.44)),
        Place("geonames:2", "Apia", Position(-13.83, -171.77)),
    ]
    found = (Toponym(0, 4, "Suva"), Toponym(9, 13, "Apia"))
    watched = open_page(
        render(Scene((Analysis(Report(text), found, tuple(Resolution(place, 0.9) for place in where)),)))
    )
    boxes = watched.page.evaluate(
        "() => Array.from(document.querySelectorAll('.cm-place')).map((e) => e.getBoundingClientRect().left)"
    )
    assert len(boxes) == 2
    assert abs(boxes[0] - boxes[1]) < 900
    watched.clean()


def test_the_wheel_scrolls_the_page_until_the_map_is_in_use(open_page, one):
    watched = open_page(one, viewport={"width": 1000, "height": 500})
    page = watched.page
    before = zoom(watched)
    page.mouse.move(350, 300)
    page.mouse.wheel(0, 200)
    watched.until("() => scrollY > 0")
    assert zoom(watched) == before
    page.evaluate("() => scrollTo(0, 0)")
    page.locator(".leaflet-container").focus()
    page.mouse.wheel(0, -200)
    watched.until("(before) => conflictmap.page.map.getZoom() > before", before)
    watched.clean()


def test_quotations_tell_their_language_to_screen_readers(open_page, one):
    watched = open_page(one)
    assert watched.page.locator("blockquote").first.get_attribute("lang") == "en"
    other = open_page(render(Scene((samples.fallujah(language="zz<script>"),))))
    assert other.page.locator("blockquote[lang]").count() == 0


def still_page(browser, html: str, **options):
    """Open a page whose scripts do not run, served with a policy of its host's."""
    context = browser.new_context(**options)
    page = context.new_page()
    headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": "script-src 'none'"}
    page.route("**/*", lambda route: route.fulfill(body=html, headers=headers))
    page.goto("https://host.invalid/map.html")
    return page


@pytest.mark.parametrize("options", [{"java_script_enabled": False}, {}], ids=["switched off", "forbidden by the host"])
def test_without_scripts_there_are_a_still_picture_and_the_whole_list(browser, one, options):
    page = still_page(browser, one, **options)
    assert page.title() == page.locator("h1").inner_text()
    assert "353 km" in page.title()
    assert page.locator("main#cm-main").is_hidden()
    assert page.locator(".cm-actions").is_hidden()
    picture = page.locator("#cm-still svg")
    box = picture.bounding_box()
    assert box["width"] > 600
    assert box["height"] > 300
    names = picture.locator("text").all_text_contents()
    assert {"Al Fallūjah", "Baghdad", "Mosul"} <= set(names)
    assert {"✓", "✕"} <= set(names)
    told = page.locator("#cm-still").inner_text()
    scene = samples.fallujah()
    for verdict in scene.verdicts:
        assert verdict.claim.text in told
        assert verdict.explanation in told
    assert all(place.name in told for place in scene.places)
    assert "Tell Nowhere" in told
    assert scene.report.sha256 in told
    assert page.locator("#cm-still li blockquote mark").count() == page.locator("#cm-still li").count() > 6
    page.context.close()


def test_with_scripts_the_still_picture_is_gone_before_the_first_paint(open_page, one):
    watched = open_page(one)
    assert watched.page.locator("#cm-still").count() == 0
    assert watched.page.locator("main#cm-main").is_visible()
    watched.clean()


def test_every_control_used_loads_nothing(open_page, several):
    watched = open_page(several)
    page = watched.page
    for button in page.locator("main button:visible").all():
        if button.is_visible():
            button.click()
    for box in page.locator("#cm-legend input[type=checkbox]").all():
        box.click()
    for select in page.locator("select").all():
        if select.is_visible():
            for value in select.evaluate("(select) => Array.from(select.options).map((option) => option.value)"):
                select.select_option(value)
    page.mouse.move(400, 400)
    page.mouse.down()
    page.mouse.move(300, 300)
    page.mouse.up()
    page.mouse.wheel(0, -400)
    page.locator(".leaflet-container").focus()
    for key in ("+", "-", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    watched.clean()


def test_a_language_whose_claims_are_not_read_is_told_while_its_report_is_shown(open_page):
    french = Analysis(
        Report("Mossoul est à 350 km au nord de Bagdad, dans le nord de l'Irak.", title="Mossoul"), (), ()
    )
    watched = open_page(render(Scene((samples.fallujah(), french), samples.OUTLINES)))
    page = watched.page
    page.locator("#cm-unread", has_text="Text in French: its places are shown").wait_for()
    page.locator("#cm-report").select_option("0")
    page.locator("#cm-unread").wait_for(state="hidden")
    page.locator("#cm-report").select_option("1")
    page.locator("#cm-unread", has_text="French").wait_for()
    watched.clean()

"""By keyboard alone, and by ear: the focus is never lost, and what changes on the map is said."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import page_samples as samples
import pytest

from geo.layers.scene import Scene
from geo.page import render

pytestmark = pytest.mark.browser

FOCUSED = "() => document.activeElement.getAttribute('aria-label') || document.activeElement.id || document.activeElement.tagName"


@pytest.fixture(scope="module")
def one() -> str:
    return render(Scene((samples.fallujah(),), samples.OUTLINES))


def test_a_symbol_keeps_the_focus_when_it_is_pressed_and_left(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.get_by_role("button", name="Baghdad, town or village").focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .cm-name", has_text="Baghdad").wait_for()
    assert page.evaluate(FOCUSED).startswith("Baghdad, town or village")
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate(FOCUSED).startswith("Baghdad, town or village")
    watched.clean()


def test_a_sign_keeps_the_focus_when_it_is_pressed(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.get_by_role("button", name="Claim 2, Contradicted").focus()
    page.keyboard.press("Enter")
    page.locator("#claim-2.cm-current").wait_for()
    assert page.evaluate(FOCUSED).startswith("Claim 2, Contradicted")
    page.keyboard.press("Escape")
    page.locator("#claim-2:not(.cm-current)").wait_for()
    assert page.evaluate(FOCUSED) != "BODY"
    watched.clean()


def test_closing_a_card_by_its_button_gives_the_focus_back(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.get_by_role("button", name="Mosul, town or village").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Close popup").focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.evaluate(FOCUSED).startswith("Mosul, town or village")


def test_joined_places_hand_the_focus_to_one_of_their_own(open_page):
    watched = open_page(render(Scene((samples.many(900),))))
    page = watched.page
    zoom = page.evaluate(
        "() => { document.querySelector('.cm-joined').focus(); return conflictmap.page.map.getZoom(); }"
    )
    page.keyboard.press("Enter")
    watched.until("() => !conflictmap.page.map._animatingZoom && conflictmap.page.map.getZoom() > " + str(zoom + 1))
    assert page.evaluate("() => document.activeElement.classList.contains('cm-symbol')")


def test_back_to_overview_goes_to_the_button_that_led_there(open_page, one):
    watched = open_page(one)
    page = watched.page
    page.get_by_role("button", name="Show on map: Mosul").press("Enter")
    page.get_by_role("button", name="Back to overview").press("Enter")
    assert page.evaluate(FOCUSED) == "Show on map: Mosul"


def test_what_the_map_shows_is_said_by_screen_readers(open_page, one):
    watched = open_page(one)
    page = watched.page
    told = page.locator("#cm-told[role='status']")
    page.get_by_role("button", name="Show on map: claim 2").press("Enter")
    assert told.inner_text() == "The map shows ✕ Contradicted: “100 km south of Baghdad”"
    page.keyboard.press("Escape")
    assert told.inner_text() == "The map shows the overview."
    # Said, not seen.
    assert told.bounding_box()["width"] <= 1


def test_a_switch_says_whether_it_is_on(open_page, one):
    watched = open_page(one)
    full = watched.page.get_by_role("button", name="Full screen")
    assert full.get_attribute("aria-pressed") == "false"


def test_every_control_has_a_name(open_page):
    watched = open_page(render(Scene(samples.several(), samples.OUTLINES)))
    nameless = """() => Array.from(document.querySelectorAll("button, a[href], input, select, textarea, summary, [role=button], [tabindex]")).filter((e) => {
      const label = e.getAttribute("aria-label") || (e.labels && e.labels[0] && e.labels[0].textContent) || (e.getAttribute("aria-labelledby") && document.getElementById(e.getAttribute("aria-labelledby")).textContent) || e.textContent;
      return !label.trim();
    }).map((e) => e.outerHTML.slice(0, 160))"""
    assert watched.page.evaluate(nameless) == []

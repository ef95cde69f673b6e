"""axe-core finds nothing on the page, on a phone, in the dark, in a claim's view; contrast by a check of our own."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import importlib.resources
import re

import page_samples as samples
import pytest

from geo.layers.scene import Scene
from geo.model import Analysis, Report
from geo.page import render

pytestmark = pytest.mark.browser

VIEWS = {
    "desktop": {},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "phone on its side": {"viewport": {"width": 844, "height": 390}, "is_mobile": True, "has_touch": True},
    "dark phone": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "dark",
        "is_mobile": True,
        "has_touch": True,
    },
}


@pytest.fixture(scope="module")
def html() -> str:
    return render(Scene(samples.several(), samples.OUTLINES, extra=(samples.FRONT_LINE,)))


def axe_source() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (importlib.resources.files(package) / "axe.min.js").read_text("utf-8")


STEPS = (
    "() => {}",
    "() => conflictmap.page.show('claim', 0)",
    "() => { document.getElementById('cm-legend').open = true; }",
    "() => { document.querySelector('.cm-digests') || (document.querySelector('.cm-foot details').open = true); }",
    "() => { conflictmap.page.reset(); document.querySelector('.cm-place').click(); }",
    "() => { document.querySelector('[aria-label=\"One date back\"]').click(); }",
    "() => { document.getElementById('cm-text').value = 'nothing at all'; conflictmap.page.scene.set({ text: 'nothing at all' }); }",
    "() => { conflictmap.page.scene.set({ text: '' }); document.querySelectorAll('.cm-more').forEach((e) => { e.open = true; }); }",
    "() => { conflictmap.page.full(); }",
    "() => { document.getElementById('cm-dialog').showModal(); }",
)


def violations(page) -> list:
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"][:3]]) for rule in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_without_scripts(open_page, html, scheme):
    # Its scripts taken out, since axe itself is one and would not run where they are switched off.
    bare = re.sub(r"<script(?! type=)[^>]*>.*?</script>", "", html, flags=re.DOTALL)
    watched = open_page(bare, wait=".cm-still svg", color_scheme=scheme)
    assert watched.page.locator("#cm-still").is_visible()
    watched.page.evaluate(axe_source())
    assert violations(watched.page) == []


def test_axe_finds_no_violation_on_paper(open_page, html):
    watched = open_page(html, fragment="#claim-2")
    watched.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    watched.page.emulate_media(media="print")
    watched.page.evaluate(axe_source())
    assert violations(watched.page) == []


def test_axe_finds_no_violation_on_an_empty_page(open_page):
    watched = open_page(render(Scene((Analysis(Report("Nothing happened.")),))))
    watched.page.evaluate(axe_source())
    assert violations(watched.page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation(open_page, html, view):
    watched = open_page(html, **VIEWS[view])
    # The policy of the page forbids foreign scripts; the debugger's door stays open.
    watched.page.evaluate(axe_source())
    for step in STEPS:
        watched.page.evaluate(step)
        assert (step, violations(watched.page)) == (step, [])


# WCAG relative luminance; transparent layers are composed over what lies beneath.
CONTRAST = """
() => {
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); const k = /^color\\(/.test(text) ? 255 : 1; return [n[0] * k, n[1] * k, n[2] * k, n.length > 3 ? n[3] : 1]; };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => { const f = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); }; return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (element) => {
    const stack = [];
    for (let at = element; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c[3] > 0) { stack.push(c); if (c[3] === 1) break; } }
    let colour = [255, 255, 255, 1];
    for (const top of stack.reverse()) colour = over(top, colour);
    return colour;
  };
  const colourOf = (name) => { const probe = document.body.appendChild(document.createElement("i")); probe.style.color = name; const c = parse(getComputedStyle(probe).color); probe.remove(); return c; };
  const root = getComputedStyle(document.documentElement), map = getComputedStyle(document.querySelector(".leaflet-container"));
  const land = colourOf(root.getPropertyValue("--land")), sea = colourOf(root.getPropertyValue("--sea"));
  const weak = [];
  const seen = { text: 0, label: 0, graphic: 0 };
  for (const element of document.querySelectorAll("body *")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!own || !box.width || !box.height || element.closest("svg, option, noscript, script, style, [hidden], .cm-skip")) continue;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden") continue;
    const grounds = element.closest(".cm-label:not(.cm-label-claim)") ? [land, sea] : [ground(element)];
    seen[grounds.length > 1 ? "label" : "text"]++;
    for (const under of grounds) {
      const found = ratio(over(parse(style.color), under), under);
      if (found < 4.5) weak.push(found.toFixed(2) + " " + element.className + " " + element.textContent.slice(0, 40));
    }
  }
  for (const name of ["supported", "approximate", "contradicted", "unverifiable", "inferred", "admin", "place"]) {
    for (const under of [land, sea]) {
      seen.graphic++;
      const found = ratio(colourOf(map.getPropertyValue("--cm-" + name)), under);
      if (found < 3) weak.push(found.toFixed(2) + " graphic " + name);
    }
  }
  return { weak: weak, seen: Object.values(seen).every((count) => count > 5) };
}
"""


@pytest.mark.parametrize("view", ["desktop", "dark"])
def test_text_has_contrast_of_four_and_a_half_and_graphics_of_three(open_page, html, view):
    watched = open_page(html, **VIEWS[view])
    watched.until("() => document.querySelectorAll('.cm-label').length > 5")
    assert watched.page.evaluate(CONTRAST) == {"weak": [], "seen": True}

"""Text of a report never runs, never loads, never changes: every field with every hostile string, in a browser."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import json
import re

import pytest

from geo.layers.scene import Scene
from geo.model import (
    Analysis,
    Claim,
    Judgement,
    Measured,
    Place,
    Position,
    Precision,
    Report,
    Resolution,
    Toponym,
    Verdict,
)
from geo.page import render

pytestmark = pytest.mark.browser

PAYLOADS = (
    "{{7*191}}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{% for x in range(3) %}x{% endfor %}",
    "{%",
    "{#",
    "{{",
    "}}",
    "${alert(1)}",
    "`${alert(1)}`",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "-->",
    "]]>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://x",
    "data:text/html,<script>alert(1)</script>",
    'https://example.org/"onmouseover=alert(1)',
    "\ud800 lone",
    "lone \udfff",
    "a\u2028b\u2029c",
    "\u202eevil\u202c",
    "\u2066x\u2069",
    "\u0000nul",
    "\r\n\r\nSet-Cookie: x",
    "=cmd|' /C calc'!A0",
    "@import url(//x)",
    "__proto__",
    "constructor",
    "\\u003cscript\\u003e",
    "&lt;b&gt;",
    "<!--conflictmap-scene-0-->",
    "<!--conflictmap-policy-->",
    "<!--conflictmap-still-->",
    "<!--conflictmap-title-->",
    "</title></h1></div><script>alert(1)</script>",
    "</text></svg><img src=x onerror=alert(1)>",
)


def analysis_of(number: int, text: str) -> Analysis:
    """Return an analysis each of whose fields is the text."""
    body = f"{text} {text} {text}"
    size = len(text)
    toponyms = (
        Toponym(0, size, text),
        Toponym(size + 1, 2 * size + 1, text),
        Toponym(2 * size + 2, 3 * size + 2, text),
    )
    lat, lon = 30.0 + (number % 50) * 0.2, 40.0 + (number // 50) * 0.15
    first, second = (
        Place(
            id=f"{text}{number}",
            name=text,
            position=Position(lat, lon + shift),
            feature_code=text,
            country=text,
            admin1=text,
            admin2=f"2 {text}",
            extent_m=3000.0,
            precision=precision,
            source=text,
            local_name=f" {text}",
        )
        for shift, precision in ((0.0, Precision.TOWN), (0.05, Precision.INFERRED))
    )
    verdict = Verdict(
        claim=Claim(text, 0, size, text, subject=0, reference=1, implied=text),
        verdict=list(Judgement)[number % 4],
        reason=text,
        explanation=text,
        measured=Measured(4000.0, 90.0),
        subject_name=text,
        reference_name=text,
    )
    report = Report(
        body,
        title=text,
        source=text,
        date=text,
        url=text,
        language=text,
        author=text,
        path=text,
        metadata=((text, text),),
    )
    resolutions = (Resolution(first, 0.9), Resolution(second, 0.5), Resolution(None, reason=text))
    return Analysis(report, toponyms, resolutions, (verdict,), gazetteer=text, settings=((text, text),))


def layer_of(text: str) -> dict:
    properties = {"title": text, "description": text, "stroke": text, "fill": text, "marker-color": text, text: text}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [44.0, 33.0]}, "properties": properties}
    return {"type": "FeatureCollection", "name": text, "features": [feature], text: text}


# Every field of the page against the strings that were put in; nothing is normalised on the way.
SHOWN = """
(source) => {
  const texts = JSON.parse(source), cm = window.conflictmap, page = cm.page, scene = page.scene, wrong = [];
  const same = (where, got, wanted) => { if (got !== wanted) wrong.push([where, got, wanted].map((x) => JSON.stringify(x)).join(" ")); };
  for (const section of Object.values(page.sections)) section.grow(1e9);
  for (const more of document.querySelectorAll("details")) more.open = true;
  const order = (kind) => page.sections[kind].indices;
  const items = (kind) => Array.from(page.sections[kind].list.children);
  items("claim").forEach((item, at) => {
    const text = texts[order("claim")[at]];
    same("claim head", item.querySelector("h4").textContent, text + ": “" + text + "”");
    same("claim mark", item.querySelector("mark").textContent, text);
    same("claim source", item.querySelector(".cm-source").textContent, [text, text, text].join(" · "));
    const facts = Array.from(item.querySelectorAll("dd")).map((dd) => dd.textContent);
    same("explanation", facts.includes(text), true);
  });
  items("place").forEach((item, at) => {
    const place = order("place")[at], text = texts[Math.floor(place / 2)];
    same("place head", item.querySelector("h4").textContent, text + "  " + text);
    same("place mark", item.querySelector("mark").textContent, text);
    same("place words", item.querySelector(".cm-meta").textContent.includes("2 " + text), true);
    same("button", item.querySelector("button").getAttribute("aria-label"), "Show on map: " + text);
    const card = document.body.appendChild(cm.placeCard(scene, place));
    same("card", card.querySelector(".cm-name").textContent, text);
    card.remove();
  });
  items("unplaced").forEach((item, at) => {
    const text = texts[order("unplaced")[at]];
    same("unplaced head", item.querySelector("h4").textContent, text);
    same("unplaced reason", item.querySelector(".cm-meta").textContent, text);
  });
  texts.forEach((text, at) => {
    const card = document.body.appendChild(cm.claimCard(scene, at));
    same("claim card", card.querySelector(".cm-name").textContent, text);
    card.remove();
    page.head({ title: text, subtitle: [text, "x"] });
    same("title", document.getElementById("cm-title").textContent, text);
    same("subtitle", document.getElementById("cm-subtitle").textContent, text + " · x");
    same("report data", scene.data.reports[at].title, text);
  });
  const names = Array.from(document.querySelectorAll(".cm-legend label bdi")).map((bdi) => bdi.textContent);
  names.forEach((name, at) => same("layer name", name, texts[at]));
  same("layer names", names.length > 0, true);
  items("added").forEach((item, at) => {
    const text = texts[order("added")[at]];
    same("added head", item.querySelector("h4").textContent, text);
    same("added words", item.querySelector(".cm-meta").textContent, text);
  });
  const options = Array.from(document.querySelectorAll("#cm-report option")).slice(1).map((option) => option.textContent);
  options.forEach((option, at) => same("report option", option.startsWith(texts[at]), true));
  for (const anchor of document.querySelectorAll("a[href]")) {
    if (!["https:", "http:", "file:"].includes(anchor.protocol)) wrong.push("link " + anchor.href);
    if (anchor.target === "_blank" && anchor.rel !== "noopener noreferrer") wrong.push("rel " + anchor.href);
  }
  for (const element of document.querySelectorAll("*")) {
    if (/^(?:img|iframe|object|embed|form|base|link|video|audio)$/i.test(element.tagName)) wrong.push("element " + element.tagName);
    for (const name of element.getAttributeNames()) if (name.startsWith("on")) wrong.push("attribute " + name);
  }
  const rows = page.csv().split("\\r\\n").length;
  const shapes = JSON.parse(page.geojson()).features.length;
  return { wrong: wrong.slice(0, 20), scripts: document.scripts.length, rows: rows > 1, shapes: shapes > 0, citation: page.citation().length > 0 };
}
"""


# The part without scripts, as a browser reads it: each heading and mark is the text, nothing but known elements.
STILL = """
([source, html]) => {
  const texts = new Set(JSON.parse(source)), wrong = [];
  const part = new DOMParser().parseFromString(html, "text/html");
  const still = part.getElementById("cm-still");
  const is = (where, text) => { if (!texts.has(text)) wrong.push(where + " " + JSON.stringify(text)); };
  is("title", part.querySelector("h1").textContent);
  for (const mark of still.querySelectorAll("mark")) is("mark", mark.textContent);
  for (const name of still.querySelectorAll("h3 bdi:first-of-type")) is("name", name.textContent);
  for (const text of still.querySelectorAll("dd:last-child")) is("finding", text.textContent);
  const known = "a bdi blockquote code dd div dl dt figcaption figure footer h2 h3 li mark ol p small svg title path rect circle text".split(" ");
  for (const element of still.querySelectorAll("*")) {
    if (!known.includes(element.localName)) wrong.push("element " + element.localName);
    for (const name of element.getAttributeNames()) if (/^on|^style$|href|src/.test(name)) wrong.push("attribute " + name);
  }
  return { wrong: wrong.slice(0, 20), entries: still.querySelectorAll("li").length };
}
"""


def check(open_page, texts: list[str]):
    analyses = tuple(analysis_of(number, text) for number, text in enumerate(texts))
    html = render(Scene(analyses, extra=tuple(layer_of(text) for text in texts)), title=texts[0])
    watched = open_page(html)
    found = watched.page.evaluate(SHOWN, json.dumps(texts))
    assert found.pop("scripts") == html.count("<script")
    assert found == {"wrong": [], "rows": True, "shapes": True, "citation": True}
    held = [re.sub("[\0\ud800-\udfff]", "\ufffd", text) for text in texts]
    told = watched.page.evaluate(STILL, [json.dumps(held), html.encode("utf-8", "replace").decode()])
    assert told == {"wrong": [], "entries": 2 * min(100, len(texts)) + min(100, 2 * len(texts))}
    watched.page.evaluate("conflictmap.page.show('claim', 0)")
    watched.page.evaluate("conflictmap.page.show('place', 0)")
    watched.clean()
    return watched


def test_template_and_markup_payloads_are_shown_as_they_are(open_page):
    watched = check(open_page, list(PAYLOADS))
    for text in ("{{", "<img", "\u202e", "\\", "("):
        watched.page.locator("#cm-text").fill(text)
        watched.until("(text) => conflictmap.page.scene.filter.text === text", text)
    watched.page.locator("#cm-clear").click()
    watched.clean()


@pytest.mark.data
@pytest.mark.parametrize("part", range(4))
def test_every_hostile_string_is_shown_as_it_is(open_page, data, part):
    path = data / "hostile" / "strings_dev.json"
    if not path.exists():
        pytest.skip(f"no hostile strings at {path}")
    texts = [text for text in json.loads(path.read_text("utf-8")) if text]
    check(open_page, texts[part::4])

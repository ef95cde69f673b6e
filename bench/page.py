"""How large and how fast pages are: ``python bench/page.py [--places 10000 100000] [--compare 5000]``.

Writes pages of made-up places in a spiral, tells seconds and bytes, opens them in Chromium for the time
to the first paint, until ready, and of frames while the map is panned, and writes the same places with
Folium's MarkerCluster, popups and all, in the same run: the ratio is what to compare between machines.
Writing is told in seconds of the processor, which other work on the machine does not lengthen.
``--update`` pins the figures in bench/floors.json.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
import time
from pathlib import Path

import _floors
from shots import CHROMIUM, FLAGS

from geo.layers.scene import Scene
from geo.model import Analysis, Place, Position, Report, Resolution, Toponym
from geo.page import render

LIMIT = {1: 0.4, 10_000: 3.0, 100_000: 25.0}
"""Megabytes that a page of so many places may have."""

PAN = """
async () => {
  const map = conflictmap.page.map, frames = [];
  let last = performance.now(), on = true;
  const tick = (now) => { frames.push(now - last); last = now; if (on) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
  for (let step = 0; step < 8; step++) {
    map.panBy([step % 2 ? -260 : 260, 60], { animate: true, duration: 0.25 });
    await new Promise((done) => map.once("moveend", done));
  }
  on = false;
  frames.sort((a, b) => a - b);
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const at = (share) => frames[Math.floor(frames.length * share)];
  return { median: at(0.5), slow: at(0.95), paint: paint ? paint.startTime : 0 };
}
"""


def analysis_of(number: int) -> Analysis:
    """Return one report that names ``number`` places, a sentence each."""
    pieces, toponyms, resolutions, offset = [], [], [], 0
    for index in range(number):
        name = f"Village {index}"
        sentence = f"Fighting was reported near {name} on the road to the river. "
        start = offset + sentence.index(name)
        turn, radius = index * 2.399963, 5.0 * math.sqrt((index + 1) / number)
        position = Position(round(33.5 + radius * math.sin(turn), 4), round(43.5 + radius * math.cos(turn), 4))
        place = Place(
            f"geonames:{9_000_000 + index}",
            name,
            position,
            country="IQ",
            admin1=f"Province {index % 18}",
            extent_m=800.0,
        )
        toponyms.append(Toponym(start, start + len(name), name))
        resolutions.append(Resolution(place, 0.8))
        pieces.append(sentence)
        offset += len(sentence)
    return Analysis(Report("".join(pieces), title="Bench", source="Example Wire"), tuple(toponyms), tuple(resolutions))


def plain_folium(analysis: Analysis) -> tuple[float, int]:
    """Return seconds and bytes of the same places as Folium markers with popups in a MarkerCluster."""
    import folium
    from folium.plugins import MarkerCluster

    gc.collect()
    started = time.process_time()
    fmap = folium.Map(location=(33.5, 43.5), zoom_start=6)
    cluster = MarkerCluster().add_to(fmap)
    for place, toponym in zip(analysis.places, analysis.toponyms, strict=True):
        quote = analysis.report.text[max(0, toponym.start - 30) : toponym.end + 30]
        folium.Marker((place.lat, place.lon), popup=f"{place.name}: {quote}", tooltip=place.name).add_to(cluster)
    html = fmap.get_root().render()
    return time.process_time() - started, len(html.encode())


def written(analysis: Analysis) -> tuple[float, str]:
    """Return seconds and the page."""
    gc.collect()  # what an earlier page left is not this one's time
    started = time.process_time()
    html = render(Scene((analysis,)))
    return time.process_time() - started, html


def in_browser(html: str) -> dict[str, float]:
    """Return seconds until ready and milliseconds of frames while panning."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        started = time.perf_counter()
        page.goto(path.as_uri(), timeout=120_000)
        page.wait_for_selector("body.cm-ready", state="attached", timeout=120_000)
        ready = time.perf_counter() - started
        frames = page.evaluate(PAN)
        browser.close()
    return {"ready_s": ready, **frames}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, nargs="+", default=[1, 10_000, 100_000])
    parser.add_argument("--compare", type=int, default=5_000, help="places for the comparison with plain Folium")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--lower", action="store_true")
    arguments = parser.parse_args()
    written(analysis_of(1))  # imports and the basemap, once
    figures: dict[str, float] = {}
    for number in arguments.places:
        seconds, html = written(analysis_of(number))
        size = len(html.encode()) / 1e6
        line = f"{number:>7,} places: written in {seconds:.2f} s, {size:.2f} MB"
        if number in LIMIT:
            # In steps of a twentieth, so that a sentence more in a page is no failure.
            figures[f"room_left_of_{number}"] = math.floor(20.0 * (1.0 - size / LIMIT[number])) / 20.0
        if not arguments.no_browser:
            found = in_browser(html)
            line += (
                f"; first paint {found['paint'] / 1000:.2f} s, ready {found['ready_s']:.2f} s, "
                f"frame {found['median']:.0f} ms (95 %: {found['slow']:.0f} ms)"
            )
        print(line)
    analysis = analysis_of(arguments.compare)
    ours, _ = written(analysis)
    theirs, bytes_ = plain_folium(analysis)
    print(f"{arguments.compare:>7,} places: plain Folium {theirs:.2f} s, {bytes_ / 1e6:.2f} MB; this page {ours:.3f} s")
    print(f"        ratio: {theirs / ours:.0f} times faster to write")
    figures["at_least_20_times_faster"] = float(theirs / ours >= 20.0)
    _floors.finish("page", figures, [], sys.argv)


if __name__ == "__main__":
    main()

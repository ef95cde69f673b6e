"""The layers on other people's maps, the page in frames and notebooks, and tiles only where asked for."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import base64
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import folium
import page_samples as samples
import pytest

from geo.exports._frame import srcdoc_frame
from geo.layers import LAYERS
from geo.layers.scene import Scene
from geo.page import draw, render
from geo.page.assets import asset_for

pytestmark = pytest.mark.browser

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def scene(**report: object) -> Scene:
    return Scene((samples.fallujah(**report),), samples.OUTLINES)


class BareMap(folium.Map):
    """A map of plain Folium, but for Leaflet itself, which stands in the page so that no network is needed."""

    def __init__(self) -> None:
        super().__init__(location=(34.5, 43.5), zoom_start=6, tiles=None)
        self.default_js = []
        self.default_css = []


def bare_page(fmap: folium.Map) -> str:
    html = fmap.get_root().render()
    leaflet = f"<style>{asset_for('leaflet.css')}</style><script>{asset_for('leaflet.js')}</script>"
    return html.replace("<head>", f"<head>{leaflet}", 1)


def test_the_layers_work_on_a_map_of_plain_folium(open_page):
    fmap = BareMap()
    shown = scene(title="{{7*191}} <b>title</b>")
    for name in LAYERS.names():
        LAYERS.get(name)(shown).add_to(fmap)
    folium.LayerControl(collapsed=False).add_to(fmap)
    watched = open_page(bare_page(fmap), wait=".cm-place")
    page = watched.page
    assert page.locator(".cm-place").count() == 3
    assert page.locator("path.cm-measured").count() == 2
    assert page.locator("path.cm-inferred").count() == 1
    page.get_by_role("button", name="Baghdad, town or village").click()
    page.locator(".leaflet-popup .cm-name", has_text="Baghdad").wait_for()
    page.get_by_label("Places").uncheck()
    assert page.locator(".cm-place").count() == 0
    watched.clean()


def test_ones_own_folium_layers_stand_beside_ours(open_page):
    fmap = draw(scene())
    group = folium.FeatureGroup(name="Mine").add_to(fmap)
    folium.Marker((34.0, 43.0), popup="mine").add_to(group)
    folium.Circle((35.0, 43.5), radius=20_000).add_to(group)
    folium.LayerControl(collapsed=False).add_to(fmap)
    watched = open_page(fmap.get_root().render())
    page = watched.page
    picture = page.locator("img.leaflet-marker-icon")
    assert picture.get_attribute("src").startswith("data:image/png")
    watched.until("() => document.querySelector('img.leaflet-marker-icon').naturalWidth > 0")
    control = page.locator(".leaflet-control-layers")
    control.get_by_label("Claims", exact=False).uncheck()
    assert page.locator("path.cm-measured").count() == 0
    assert not page.locator("#cm-legend").get_by_label("Claims", exact=True).is_checked()
    control.get_by_label("Mine").uncheck()
    assert picture.count() == 0
    watched.clean()


@pytest.mark.parametrize("sandbox", ["allow-scripts", "allow-scripts allow-popups"])
def test_the_page_works_in_a_sandboxed_frame(open_page, sandbox):
    frame = f'<iframe srcdoc="{escape(render(scene()))}" title="Map" sandbox="{sandbox}" style="width:800px;height:600px"></iframe>'
    watched = open_page(f"<!DOCTYPE html><html lang=en><title>t</title><body>{frame}</body></html>", wait="iframe")
    inner = watched.page.frame_locator("iframe")
    inner.locator("body.cm-ready").wait_for(state="attached")
    inner.get_by_role("button", name="Show on map: claim 1").click()
    inner.locator("#claim-1.cm-current").wait_for()
    inner.get_by_role("button", name="Full screen").click()
    inner.locator("body.cm-full").wait_for(state="attached")
    inner.get_by_role("button", name="Full screen").click()
    inner.get_by_role("button", name="Copy citation").click()
    assert [
        error for error in watched.errors if "sandbox" not in error.lower() and "permission" not in error.lower()
    ] == []
    assert watched.requests in (["about:srcdoc"], [])


def test_an_embedded_map_saves_its_data(open_page):
    frame = srcdoc_frame(render(scene()), title="Map")
    watched = open_page(f"<!DOCTYPE html><html lang=en><title>t</title><body>{frame}</body></html>", wait="iframe")
    inner = watched.page.frame_locator("iframe")
    inner.locator("body.cm-ready").wait_for(state="attached")
    with watched.page.expect_download() as waiting:
        inner.get_by_role("button", name="Download CSV").click()
    assert waiting.value.suggested_filename == "conflictmap.csv"
    assert (
        inner.locator("#cm-said").inner_text() == "conflictmap.csv saved, unless the page around this map forbids it."
    )
    assert watched.errors == []


def test_a_notebook_shows_the_map(open_page):
    html = f"<!DOCTYPE html><html lang=en><title>t</title><body>{draw(scene())._repr_html_()}</body></html>"
    watched = open_page(html, wait="iframe")
    inner = watched.page.frame_locator("iframe")
    inner.locator("body.cm-ready").wait_for(state="attached")
    assert inner.locator(".cm-place").count() == 3
    assert watched.errors == []


def test_a_frame_in_a_closed_details_is_fitted_when_it_opens(open_page):
    frame = f'<details><summary>Map</summary><iframe srcdoc="{escape(render(scene()))}" title="Map" style="width:900px;height:600px"></iframe></details>'
    watched = open_page(f"<!DOCTYPE html><html lang=en><title>t</title><body>{frame}</body></html>", wait="iframe")
    watched.page.locator("summary").first.click()
    inner = watched.page.frame_locator("iframe")
    inner.locator("body.cm-ready").wait_for(state="attached")
    inner.locator(".cm-place").first.wait_for()
    inside = "() => { const [w, s, e, n] = conflictmap.page.data.overview; return conflictmap.page.map.getBounds().contains([[s, w], [n, e]]); }"
    handle = watched.page.query_selector("iframe").content_frame()
    assert handle is not None
    for _ in range(200):
        if handle.evaluate(inside):
            break
        watched.page.wait_for_timeout(25)
    assert handle.evaluate(inside)


class Tiles(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one server in this module

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(PIXEL)

    def log_message(self, *_: object):
        return


def test_tiles_come_from_their_host_and_the_vector_map_stays_beneath(browser, tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        path = tmp_path / "tiles.html"
        path.write_text(render(scene(), tiles=f"{address}/{{z}}/{{x}}/{{y}}.png"), encoding="utf-8")
        page = browser.new_page(viewport={"width": 900, "height": 700})
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_selector("img.leaflet-tile-loaded", state="attached", timeout=60_000)
        assert all(url.startswith((address, "file://", "data:")) for url in asked)
        assert Tiles.asked
        assert page.locator("path.cm-base").count() > 5
        assert "127.0.0.1" in page.locator(".cm-foot").inner_text()
        page.close()
    finally:
        server.shutdown()
        server.server_close()

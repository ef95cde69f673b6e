"""Layers are Folium layers: on any map, switched by any layer control, inert whatever the text."""

from __future__ import annotations

import json
import re

import folium
import page_samples as samples
import pytest
from branca.element import Figure

from geo.layers import LAYERS
from geo.layers.scene import Scene, escaped_json, scene_of

NAMES = ("admin", "claims", "heat", "inferred", "places", "timeline", "uncertainty", "user")
BLOCK = re.compile(r'<script type="application/json" id="conflictmap-scene-(\d+)">(.*?)</script>', re.DOTALL)


def scene() -> Scene:
    return Scene((samples.fallujah(),), samples.OUTLINES)


def test_every_layer_is_registered():
    assert LAYERS.names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_layer_can_be_added_to_any_folium_map(name):
    fmap = folium.Map(location=(33.0, 44.0), tiles=None)
    layer = LAYERS.get(name)(scene())
    layer.add_to(fmap)
    folium.LayerControl().add_to(fmap)
    html = fmap.get_root().render()
    assert isinstance(layer, folium.map.Layer)
    assert f'conflictmap.layer("{name}", 0, 0)' in html
    assert len(BLOCK.findall(html)) == 1
    assert f'"{layer.layer_name}" : {layer.get_name()}' in html


def test_layers_of_one_scene_share_its_block_and_the_scripts():
    fmap = folium.Map(tiles=None)
    shown = scene()
    for name in NAMES:
        LAYERS.get(name)(shown).add_to(fmap)
    html = fmap.get_root().render()
    assert [number for number, _ in BLOCK.findall(html)] == ["0"]
    assert html.count("conflictmap.kinds") < 3 or html.count("window.conflictmap = {") == 1


def test_two_scenes_on_one_map_have_a_block_each():
    fmap = folium.Map(tiles=None)
    for analysis in samples.several()[:2]:
        LAYERS.get("places")(Scene((analysis,))).add_to(fmap)
    html = fmap.get_root().render()
    assert [number for number, _ in BLOCK.findall(html)] == ["0", "1"]
    assert 'conflictmap.layer("places", 1, 0)' in html


def test_a_layer_without_a_map_says_what_to_do():
    with pytest.raises(TypeError, match=r"add it to a folium\.Map first"):
        LAYERS.get("places")(scene()).render()


PAYLOADS = ("{{7*191}}", "{% raw %}", "{#", "${alert(1)}", "</script>", "\ud800", "\u2028", "`x`", "{{{{", "&amp;<!--")


@pytest.mark.parametrize("text", PAYLOADS)
def test_text_is_inert_on_a_foreign_map_and_comes_back_unchanged(text):
    fmap = folium.Map(tiles=None)
    LAYERS.get("places")(Scene((samples.fallujah(title=text, source=text),))).add_to(fmap)
    # Twice, and inside another figure: each rendering could run text as a template.
    fmap.get_root().render()
    outer = Figure()
    outer.add_child(folium.IFrame(html=fmap.get_root().render(), width="100%", height="300px"))
    block = BLOCK.search(fmap.get_root().render()).group(2)
    assert json.loads(block)["reports"][0]["title"] == text
    assert "1337" not in block


@pytest.mark.parametrize("text", PAYLOADS)
def test_escaped_json_holds_nothing_that_a_page_or_template_reads(text):
    written = escaped_json({"a": {"b": [text, {"c": text}]}, text: text})
    assert json.loads(written) == {"a": {"b": [text, {"c": text}]}, text: text}
    for sign in ("<", ">", "&", "{{", "{%", "{#", "${", "`", "\u2028", "\u2029"):
        assert sign not in written
    written.encode("utf-8")


def test_escaped_json_refuses_what_is_no_number():
    with pytest.raises(ValueError, match="Out of range"):
        escaped_json([float("nan")])


class Outliner:
    """A gazetteer that knows the outlines of the samples."""

    def outline(self, place_id):
        return samples.OUTLINES.get(place_id)

    def row_of(self, place_id):
        del place_id

    def lookup(self, name):
        del name
        return ()


def test_a_scene_looks_up_outlines_of_provinces_and_countries_only():
    found = scene_of((samples.fallujah(),), Outliner())
    assert set(found.outlines) == {samples.ANBAR.id, samples.IRAQ.id}
    payload = found.payload()
    places = payload["places"]
    by_name = dict(zip(places["name"], places["area"], strict=True))
    assert by_name["Anbar"] >= 0
    assert by_name["al-Julan"] >= 0
    assert by_name["Mosul"] == -1


def test_a_sentence_is_carried_once_however_many_places_it_names():
    payload = scene().payload()
    assert len(payload["quotes"]) == len(set(payload["quotes"])) == 4
    assert len(payload["mentions"]["place"]) == 8


def test_offsets_in_quotes_are_utf16_units():
    text = "🙂 Mosul fell."
    from geo.model import Analysis, Report, Resolution, Toponym

    payload = Scene((Analysis(Report(text), (Toponym(2, 7, "Mosul"),), (Resolution(samples.MOSUL, 0.9),)),)).payload()
    start, end = payload["mentions"]["start"][0], payload["mentions"]["end"][0]
    units = payload["quotes"][0].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "Mosul"


def test_the_same_scene_gives_the_same_block():
    assert scene().block() == scene().block()

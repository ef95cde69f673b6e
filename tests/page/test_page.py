"""The page as text: the same bytes, one block, a policy by hash, nothing from a network, small."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import folium
import page_samples as samples
import pytest

from geo import geodesy
from geo.errors import UsageError
from geo.layers.scene import Scene
from geo.model import Analysis, Judgement, Report
from geo.page import draw, render
from geo.page.overview import overview
from geo.page.takeaway import subtitle_of, takeaway
from geo.page.tiles import tiles_of

BLOCK = re.compile(r'<script type="application/json" id="conflictmap-scene-0">(.*?)</script>', re.DOTALL)
PLAIN = re.compile(
    r'<title>.*?</title>|<h1 .*?</h1>|<p id="cm-subtitle">.*?</p>|<main class="cm-still" id="cm-still">.*?</main>',
    re.DOTALL,
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


@pytest.fixture(scope="module")
def html() -> str:
    return render(Scene((samples.fallujah(),), samples.OUTLINES))


def test_the_same_scene_gives_the_same_bytes(html):
    assert render(Scene((samples.fallujah(),), samples.OUTLINES)) == html


def test_a_map_can_be_rendered_twice():
    root = draw(Scene((samples.fallujah(),), samples.OUTLINES)).get_root()
    assert root.render() == root.render()


def test_text_of_the_report_stands_in_the_block_and_the_part_without_scripts_only():
    mark = "Zqx"
    analysis = samples.fallujah(title=f"{mark} title", source=f"{mark} source", url=f"https://{mark}.example/")
    page = render(Scene((analysis,), samples.OUTLINES), title=f"{mark} headline")
    block = BLOCK.search(page).group(0)
    assert block.count(mark) >= 4
    assert mark not in PLAIN.sub("", page.replace(block, ""))
    assert len(BLOCK.findall(page)) == 1


def test_without_the_block_two_pages_differ_only_in_numbers(html):
    other = render(Scene((samples.several()[3],)), title="x")
    shells = [re.sub(r"center: \[[-\d., ]+\]", "", PLAIN.sub("", BLOCK.sub("", page))) for page in (html, other)]
    shells = [re.sub(r"sha256-[A-Za-z0-9+/=]+|_[0-9a-f]{8}\b", "", shell) for shell in shells]
    assert shells[0] == shells[1]


def test_the_policy_allows_the_page_by_hash_and_nothing_else(html):
    policy = dict(part.split(" ", 1) for part in POLICY.search(html).group(1).split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts}
    assert set(policy["script-src"].split()) == hashes
    assert "unsafe" not in policy["script-src"] + policy["style-src"]
    assert policy["default-src"] == policy["connect-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == "data:"
    assert html.index("Content-Security-Policy") < html.index("<script")


def test_nothing_in_the_page_points_to_a_network(html):
    shell = BLOCK.sub("", html)
    assert re.findall(r'\s(?:src|href)="(?!#)[^"]*"', re.sub(r"<script>.*?</script>", "", shell, flags=re.DOTALL)) == []
    assert re.findall(r"url\((?!data:|#)", re.sub(r"<script>.*?</script>", "", shell, flags=re.DOTALL)) == []
    assert "sourceMappingURL" not in html
    assert "@import" not in html


def test_a_page_of_one_report_is_small(html):
    assert len(html.encode()) < 400_000


@pytest.mark.parametrize("claims", [0, 12, 20])
def test_a_page_of_many_places_and_claims_is_small_wherever_it_is(claims):
    verdicts = (samples.verdict_of("40 miles west of Baghdad", Judgement.SUPPORTED),) * claims
    scene = Scene((replace(samples.many(60), verdicts=verdicts),))
    page = render(scene)
    assert len(page.encode()) < 400_000
    picture = re.search(r"<svg .*?</svg>", PLAIN.findall(page)[-1], re.DOTALL).group()
    assert 5_000 < len(picture.encode()) < 60_000
    assert ET.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_page_of_ten_thousand_places_is_small():
    assert len(render(Scene((samples.many(10_000),))).encode()) < 3_000_000


def test_tiles_open_the_policy_for_their_host_only():
    page = render(Scene((samples.fallujah(),)), tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src data: https://*.tiles.example;" in POLICY.search(page).group(1)
    assert json.loads(BLOCK.search(page).group(1))["page"]["tiles"]["url"].startswith("https://{s}.")
    osm = render(Scene((samples.fallujah(),)), tiles="osm")
    assert "https://tile.openstreetmap.org" in POLICY.search(osm).group(1)
    assert "© OpenStreetMap contributors" in BLOCK.search(osm).group(1)


@pytest.mark.parametrize(
    "tiles",
    [
        "tiles",
        "http://tiles.example/{z}/{x}/{y}.png",
        "https://x/{z}/{x}.png",
        "https://a b/{z}/{x}/{y}",
        "javascript:{z}{x}{y}",
        "https://x; script-src */{z}/{x}/{y}",
        "https://x'/{z}/{x}/{y}",
    ],
)
def test_what_is_no_tile_service_is_refused(tiles):
    with pytest.raises(UsageError, match="is no tile service"):
        render(Scene((samples.fallujah(),)), tiles=tiles)


def test_no_tiles_unless_asked_for():
    assert tiles_of(None) is None
    assert tiles_of("") is None


def test_layers_of_ones_own_can_be_added():
    fmap = draw(Scene((samples.fallujah(),), samples.OUTLINES))
    folium.Marker((33.0, 44.0), popup="mine").add_to(fmap)
    folium.LayerControl().add_to(fmap)
    page = fmap.get_root().render()
    assert "L.marker(" in page
    assert "L.Icon.Default" in page
    assert "L.control.layers(" in page
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    policy = POLICY.search(page).group(1)
    assert all(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy for text in scripts)


def test_a_layer_that_needs_the_network_says_so_and_can_be_allowed():
    from folium.plugins import MarkerCluster

    fmap = draw(Scene((samples.fallujah(),)))
    MarkerCluster().add_to(fmap)
    with pytest.raises(UsageError, match="online=True"):
        fmap.get_root().render()
    fmap = draw(Scene((samples.fallujah(),)), online=True)
    MarkerCluster().add_to(fmap)
    assert "https://cdnjs.cloudflare.com" in POLICY.search(fmap.get_root().render()).group(1)


def test_tiles_that_are_added_need_the_network_too():
    fmap = draw(Scene((samples.fallujah(),)))
    folium.TileLayer("OpenStreetMap").add_to(fmap)
    with pytest.raises(UsageError, match="loads tiles from a network"):
        fmap.get_root().render()
    fmap = draw(Scene((samples.fallujah(),)), online=True)
    folium.TileLayer("OpenStreetMap").add_to(fmap)
    assert "img-src data: https:;" in POLICY.search(fmap.get_root().render()).group(1)


def test_the_classes_of_folium_are_left_as_they_were():
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    render(Scene((samples.fallujah(),)))
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_a_notebook_gets_the_page_in_a_frame():
    frame = draw(Scene((samples.fallujah(),)))._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert "conflictmap-scene-0" in frame


# Headlines


def test_a_contradicted_claim_is_the_headline():
    assert (
        takeaway((samples.fallujah(),))
        == "Mosul is 353 km (219 mi) north-northwest of Baghdad, not “100 km south of Baghdad”"
    )


def only(*verdicts: object) -> Analysis:
    return replace(samples.fallujah(), verdicts=verdicts)


RIGHT = samples.verdict_of("40 miles west of Baghdad", Judgement.SUPPORTED)
WRONG = samples.verdict_of("100 km south of Baghdad", Judgement.CONTRADICTED)
NEARLY = samples.verdict_of("40 miles west of Baghdad", Judgement.APPROXIMATE)
OPEN = samples.verdict_of("40 miles west of Baghdad", Judgement.UNVERIFIABLE)


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ((RIGHT,), "Fallujah is 57 km (35 mi) west of Baghdad, as reported"),
        ((RIGHT, RIGHT), "All 2 claims that could be checked agree with the map"),
        ((RIGHT, NEARLY), "1 of 2 checked claims agrees with the map"),
        ((WRONG, WRONG, RIGHT), "2 of 3 checked claims differ from the map"),
        ((WRONG, WRONG), "All 2 claims that could be checked differ from the map"),
        ((replace(WRONG, reference_name=None),), "“100 km south of Baghdad”: the map differs"),
        ((NEARLY, NEARLY), "2 checked claims only roughly agree with the map"),
        ((OPEN,), "6 places named: Al Fallūjah, Baghdad, Iraq and 3 others"),
        ((), "6 places named: Al Fallūjah, Baghdad, Iraq and 3 others"),
    ],
)
def test_headlines_are_made_from_what_was_found(verdicts, title):
    assert takeaway((only(*verdicts),)) == title


def test_a_report_without_places_says_so():
    assert takeaway((Analysis(Report("nothing")),)) == "No place could be put on the map"
    assert subtitle_of((Analysis(Report("nothing")),)) == "no place found"


def test_the_line_below_tells_period_and_counts():
    assert subtitle_of(samples.several()) == (
        "4 reports, 2016-05-22 to 2016-10-17 · 6 places · 6 claims: 3 supported, 3 contradicted · 3 not placed"
    )


def test_a_title_of_ones_own_wins():
    page = render(Scene((samples.fallujah(),)), title="My title")
    assert json.loads(BLOCK.search(page).group(1))["page"]["title"] == "My title"


# First views


def test_the_first_view_holds_the_report_and_not_the_far_capital():
    from geo.model import Resolution, Toponym

    analysis = samples.fallujah()
    far = samples.place("Washington", 38.9, -77.04, "geonames:4140963", country="US")
    wide = replace(
        analysis,
        toponyms=(*analysis.toponyms, Toponym(200, 210, "Washington")),
        resolutions=(*analysis.resolutions, Resolution(far, 0.9)),
    )
    assert overview(Scene((wide,))) == overview(Scene((analysis,)))


def test_a_report_that_names_only_a_country_opens_on_it():
    from geo.model import Resolution, Toponym

    analysis = Analysis(Report("Iraq"), (Toponym(0, 4, "Iraq"),), (Resolution(samples.IRAQ, 0.9),))
    box = overview(Scene((analysis,), samples.OUTLINES))
    assert box.west < 39.0
    assert box.east > 48.0


def test_a_place_alone_is_shown_with_what_lies_about_it():
    from geo.model import Resolution, Toponym

    analysis = Analysis(Report("Mosul"), (Toponym(0, 5, "Mosul"),), (Resolution(samples.MOSUL, 0.9),))
    assert 1.0 < overview(Scene((analysis,))).span < 2.0


def test_a_far_capital_named_once_does_not_shrink_the_places_that_matter():
    from geo.model import Resolution, Toponym

    near = [samples.place(f"Town {n}", 35.9 + 0.1 * n, 36.6, f"geonames:{n}", country="SY") for n in range(1, 8)]
    capital = samples.place("Damascus", 33.51, 36.29, "geonames:170654", country="SY")
    toponyms = tuple(Toponym(7 * n, 7 * n + 6, "Town 0") for n in range(len(near) + 1))
    resolutions = tuple(Resolution(place, 0.9) for place in (*near, capital))
    assert overview(Scene((Analysis(Report("Town 0 " * 8), toponyms, resolutions),))).south > 35.5


def test_reports_of_a_continent_open_without_the_far_capital_that_a_claim_names():
    from geo.model import Resolution, Toponym

    # Seven tenths of the mentions already reach over 2,000 km; the far town has a measured claim.
    near = [samples.place(f"Town {n}", 5.0 + 1.3 * n, 20.0 + 0.5 * n, f"geonames:{n}") for n in range(45)]
    far = samples.place("London", 51.5, -8.0, "geonames:2643743", country="GB")
    analysis = samples.fallujah()
    toponyms = (*analysis.toponyms, *(Toponym(n, n + 1, "T") for n in range(len(near))))
    resolutions = tuple(Resolution(far, 0.9) if r.place is samples.MOSUL else r for r in analysis.resolutions)
    wide = replace(analysis, toponyms=toponyms, resolutions=(*resolutions, *(Resolution(place, 0.9) for place in near)))
    box = overview(Scene((wide,)))
    assert box.span > 25.0
    assert box.west > 0.0


def test_the_first_view_holds_the_area_that_a_claim_allows_where_that_is_near():
    text = "Fallujah, 40 miles west of Baghdad, was quiet by night."
    toponyms, resolutions = samples.toponyms_of(text)
    verdict = samples.verdict_of("40 miles west of Baghdad", Judgement.SUPPORTED, text)
    analysis = Analysis(Report(text), toponyms, resolutions, (verdict,))
    lons, lats = zip(*verdict.footprint.coordinates[0], strict=True)
    box = overview(Scene((analysis,)))
    assert box.west <= min(lons) + 1e-9
    assert box.south <= min(lats) + 1e-9
    assert max(lats) <= box.north + 1e-9
    # Of an area far larger than the places, the places are what matters; and of many claims.
    far = replace(verdict, footprint=geodesy.wedge(samples.BAGHDAD.position, 270.0, 45.0, 60_000.0, 2_000_000.0))
    assert overview(Scene((replace(analysis, verdicts=(far,)),))).span < 1.0
    assert overview(Scene((replace(analysis, verdicts=(verdict,) * 6),))).span < box.span


def test_no_place_opens_on_the_world():
    assert overview(Scene((Analysis(Report("nothing")),))).span > 300.0


def test_places_on_both_sides_of_the_antimeridian_are_seen_together():
    from geo.model import Place, Position, Resolution, Toponym

    where = [Place("a", "Suva", Position(-18.1, 178.4)), Place("b", "Apia", Position(-13.8, -171.8))]
    analysis = Analysis(
        Report("Suva and Apia"),
        (Toponym(0, 4, "Suva"), Toponym(9, 13, "Apia")),
        tuple(Resolution(place, 0.9) for place in where),
    )
    box = overview(Scene((analysis,)))
    assert box.span < 15.0
    assert box.west < 180.0 < box.east


def test_the_page_says_of_a_language_whose_claims_are_not_read_that_silence_is_no_verdict(html):
    french = Analysis(Report("Mossoul est à 350 km au nord de Bagdad, dans le nord de l'Irak, dit le maire."), (), ())
    page = render(Scene((french, samples.fallujah()), samples.OUTLINES))
    words = "Text in French: its places are shown, but claims are read in English, Arabic, Russian and Ukrainian only."
    assert words in page
    assert [report["unread"] for report in json.loads(BLOCK.search(page).group(1))["reports"]] == ["French", ""]
    assert "Text in French" not in html

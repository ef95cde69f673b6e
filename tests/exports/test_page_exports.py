"""What goes through the page: the HTML file, the folium.Map and the notebook's frame."""

from html.parser import HTMLParser

from geo.exports import ExportOptions, draw, notebook_html, save


class Frames(HTMLParser):
    def __init__(self):
        super().__init__()
        self.frames = []

    def handle_starttag(self, tag, attrs):
        self.frames.append((tag, dict(attrs)))


def test_a_page_is_written_the_same_each_time(analysis, tmp_path):
    for name in ("a.html", "b.htm"):
        save([analysis], tmp_path / name, ExportOptions(title="Mine"))
    page = (tmp_path / "a.html").read_bytes()
    assert page == (tmp_path / "b.htm").read_bytes()
    assert b"Mine" in page


def test_a_map_of_folium_is_drawn(analysis):
    import folium

    assert isinstance(draw([analysis]), folium.Map)
    assert isinstance(draw([analysis], precise=True), folium.Map)


def test_coordinates_of_the_page_are_rounded(analysis, tmp_path):
    save([analysis], tmp_path / "a.html")
    save([analysis], tmp_path / "b.html", ExportOptions(precise=True))
    assert b"33.3491" not in (tmp_path / "a.html").read_bytes()
    assert b"33.3491" in (tmp_path / "b.html").read_bytes()


def test_a_notebook_shows_a_sandboxed_frame(analysis):
    parser = Frames()
    parser.feed(notebook_html([analysis]))
    ((tag, attributes),) = parser.frames
    assert tag == "iframe"
    assert (
        attributes["sandbox"]
        == "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
    )
    assert attributes["srcdoc"].lstrip().lower().startswith("<!doctype html>")
    assert analysis._repr_html_() == notebook_html([analysis])

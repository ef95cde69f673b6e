import html
import re
from html.parser import HTMLParser

import pytest

from geo.cli import main
from geo.errors import UsageError
from geo.exports._frame import snippet

HEAD = '<meta name="generator" content="conflictmap"><title>A "map" &amp; &lt;more&gt;</title>'
PAGE = f"<!doctype html><html><head>{HEAD}</head><body>x</body></html>"
HOSTILE = '"><script>alert(1)</script>'


class Frames(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def tags(text):
    parser = Frames()
    parser.feed(text)
    return parser.tags


def as_html(form, text):
    if form in {"markdown", "quarto"}:
        from markdown_it import MarkdownIt

        if form == "quarto":
            text = re.sub("(?m)^(?::::.*|```.*)$", "", text)
        return MarkdownIt("commonmark").render(text)
    if form == "rst":
        publish = pytest.importorskip("docutils.core").publish_parts
        settings = {"report_level": 1, "halt_level": 1}
        return publish(text, writer="html5", settings_overrides=settings)["html_body"]
    return text


def test_an_iframe_is_sandboxed_named_and_followed_by_a_link():
    frame, _, link = tags(snippet("iframe", PAGE, "maps/a b.html"))
    assert frame[1]["src"] == "./maps/a%20b.html"
    assert frame[1]["title"] == 'Map: A "map" & <more>'
    assert (
        frame[1]["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
    )
    assert frame[1]["referrerpolicy"] == "no-referrer"
    assert frame[1]["loading"] == "lazy"
    assert link == ("a", {"href": "./maps/a%20b.html"})


def test_the_title_of_a_map_is_the_one_that_its_data_carries():
    data = r'<script type="application/json" id="conflictmap-scene-0">{"page":{"title":"Hit \u0026 run"}}</script>'
    assert tags(snippet("iframe", PAGE + data, "a.html"))[0][1]["title"] == "Map: Hit & run"
    broken = data.replace('{"page"', "{")
    assert tags(snippet("iframe", PAGE + broken, "a.html"))[0][1]["title"] == 'Map: A "map" & <more>'


def test_srcdoc_holds_the_page_itself():
    frame = tags(snippet("srcdoc", PAGE, "a.html"))[0]
    assert frame[1]["srcdoc"] == PAGE


@pytest.mark.parametrize("form", ["iframe", "srcdoc", "markdown", "quarto", "rst"])
@pytest.mark.parametrize(
    "title", [HOSTILE, "a\n\nb ``` `x` {{7*7}} <b>", "[x](javascript:alert(1))", "| * _ \\", "::: {.x}"]
)
@pytest.mark.parametrize("source", [f"{HOSTILE}.html", "a b/c'd.html", "https://example.org/a?b=c&d=e", "x>`__ y.html"])
def test_titles_and_paths_never_leave_their_place(form, title, source):
    text = snippet(form, PAGE, source, title)
    found = tags(as_html(form, text))
    assert [tag for tag, _ in found if tag not in {"iframe", "p", "a", "main"}] == []
    frame = next(attrs for tag, attrs in found if tag == "iframe")
    link = next(attrs for tag, attrs in found if tag == "a")
    assert frame["title"] == " ".join(title.split())
    assert "javascript:" not in frame.get("src", "")
    assert link["href"].startswith(("./", "https://example.org/"))
    assert len(found) <= 5
    lines = text.split("\n")
    assert not any(line.startswith((":::", "```")) for line in lines) or form == "quarto"
    if form == "quarto":
        assert [line for line in lines if line.startswith((":::", "```"))] == [
            '::: {.content-visible when-format="html"}',
            "```{=html}",
            "```",
            ":::",
        ]


@pytest.mark.parametrize("source", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x"])
def test_only_paths_and_web_addresses_are_embedded(source):
    with pytest.raises(UsageError):
        snippet("iframe", PAGE, source)


def test_markdown_renders_as_frame_and_link():
    from markdown_it import MarkdownIt

    rendered = MarkdownIt().render(snippet("markdown", PAGE, "maps/a_b.html", "x [y](z) *w*"))
    link = next(attrs for tag, attrs in tags(rendered) if tag == "a")
    assert link["href"] == "./maps/a_b.html"
    assert "Open the map: x [y](z) *w*" in html.unescape(rendered)


@pytest.mark.parametrize("form", ["iframe", "srcdoc", "markdown", "quarto", "rst"])
def test_the_command_prints_the_lines(form, tmp_path, capsys):
    path = tmp_path / "map.html"
    path.write_text(PAGE, encoding="utf-8")
    assert main(["embed", str(path), "--as", form]) == 0
    assert "<iframe " in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"A report, not a map.", b"<html><title>Other</title></html>"]
)
def test_what_is_no_map_is_refused_in_one_sentence(content, tmp_path, capsys):
    path = tmp_path / "map.html"
    if content is not None:
        path.write_bytes(content)
    assert main(["embed", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1

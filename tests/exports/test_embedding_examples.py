"""The worked examples of docs/embedding.md, made by the script that makes their pictures, and opened."""

import importlib.util
import os
import re
import shutil

import pytest


@pytest.fixture(scope="module")
def make(root):
    spec = importlib.util.spec_from_file_location("embedding_make", root / "docs" / "embedding" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    path = os.environ.get("CONFLICTMAP_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(("name", "needs"), [("plain", "json"), ("sphinx", "sphinx"), ("notebook", "nbconvert")])
def test_the_map_shows_in_its_frame_and_cannot_reach_the_page(make, chromium, tmp_path, name, needs):
    pytest.importorskip(needs)
    page = chromium.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(getattr(make, name)(tmp_path).as_uri(), wait_until="domcontentloaded")
    frame = page.frame_locator("iframe").first
    frame.locator("body.cm-ready").wait_for(timeout=60_000)
    assert "Baghdad" in frame.locator("h1").inner_text()
    element = page.locator("iframe").first
    assert (
        element.get_attribute("sandbox")
        == "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals"
    )
    assert element.get_attribute("title")
    inner = element.element_handle().content_frame()
    assert inner.evaluate("() => { try { return parent.document.title } catch { return 'refused' } }") == "refused"
    assert errors == []
    page.close()


@pytest.mark.slow
def test_word_is_made_by_the_command(make, tmp_path):
    from docx import Document

    document = Document(make.word(tmp_path))
    assert document.inline_shapes[0]._inline.docPr.get("descr").startswith("Map of ")


@pytest.mark.slow
def test_the_python_of_the_page_runs(root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = (root / "docs" / "embedding.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        exec(compile(block, "docs/embedding.md", "exec"), {})
    assert (tmp_path / "own.docx").exists()


def test_every_form_is_documented(root):
    from geo.commands.embed import FORMS

    page = (root / "docs" / "embedding.md").read_text(encoding="utf-8")
    for form in FORMS:
        assert f"| `{form}` |" in page


def test_every_reader_and_suffix_is_documented(root):
    from geo.readers import READERS

    page = (root / "docs" / "readers.md").read_text(encoding="utf-8")
    for name in READERS.names():
        for suffix in READERS.get(name).suffixes[:2]:
            assert f"`{suffix}`" in page, suffix


def test_the_reader_of_the_page_works(root, tmp_path):
    from geo.readers import READERS, read_one

    page = (root / "docs" / "readers.md").read_text(encoding="utf-8")
    block = re.findall(r"```python\n(.*?)```", page, re.DOTALL)[1]
    try:
        exec(compile(block, "docs/readers.md", "exec"), {"__name__": "shout"})
        (tmp_path / "a.shout").write_text("FALLUJAH", encoding="utf-8")
        assert read_one(tmp_path / "a.shout").text == "fallujah"
    finally:
        READERS.names()
        READERS._items.pop("shout", None)

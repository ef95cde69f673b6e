"""Make the worked examples of docs/embedding.md and their screenshots: ``python docs/embedding/make.py FOLDER``.

Each function makes one example in a folder of its own and returns the page to look at. The tests run the
same functions and open the pages in a browser.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

SEED = Path(__file__).resolve().parents[2] / "seeds" / "fallujah.md"
HERE = Path(__file__).resolve().parent


def command(*arguments: object) -> str:
    """Run conflictmap and return what it prints."""
    line = [sys.executable, "-m", "geo.cli", *map(str, arguments)]
    return subprocess.run(line, check=True, capture_output=True, text=True, encoding="utf-8").stdout  # noqa: S603


def draw(folder: Path) -> Path:
    """Draw the map of the example report."""
    folder.mkdir(parents=True, exist_ok=True)
    command("map", SEED, "-o", folder / "map.html")
    return folder / "map.html"


def plain(folder: Path) -> Path:
    """Make a plain HTML page with the map in it."""
    snippet = command("embed", draw(folder), "--as", "iframe", "--src", "map.html")
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>A story</title></head>\n'
        "<body><h1>A story with a map</h1>\n<p>What the report says, and where that is:</p>\n"
        f"{snippet}<p>The story goes on.</p></body></html>\n"
    )
    (folder / "story.html").write_text(page, encoding="utf-8")
    return folder / "story.html"


def sphinx(folder: Path) -> Path:
    """Make a page of documentation with Sphinx from reStructuredText."""
    source = folder / "source"
    snippet = command("embed", draw(source / "extra"), "--as", "rst", "--src", "map.html")
    (source / "conf.py").write_text(
        'project = "Situation report"\nhtml_extra_path = ["extra"]\nhtml_theme = "alabaster"\n', encoding="utf-8"
    )
    (source / "index.rst").write_text(f"Situation report\n================\n\n{snippet}", encoding="utf-8")
    line = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), str(folder / "html")]
    subprocess.run(line, check=True)  # noqa: S603
    return folder / "html" / "index.html"


def notebook(folder: Path) -> Path:
    """Run a notebook whose cell shows an analysis, and turn it into a page."""
    folder.mkdir(parents=True, exist_ok=True)
    cells = [
        'import geo\n\ngeo.analyse("Fallujah, 40 miles west of Baghdad, was quiet by night.")',
    ]
    book = {
        "cells": [
            {"cell_type": "code", "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
            for i, text in enumerate(cells)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path = folder / "notebook.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    line = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(path)]
    subprocess.run(line, check=True, capture_output=True)  # noqa: S603
    return folder / "notebook.html"


def word(folder: Path) -> Path:
    """Make a Word document with picture, caption, alternative text and tables."""
    folder.mkdir(parents=True, exist_ok=True)
    command("map", SEED, "-o", folder / "report.docx", folder / "map.png")
    return folder / "report.docx"


def main(folder: Path) -> None:
    """Make all examples in ``folder`` and their screenshots beside this file."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only for screenshots

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, made in (("plain", plain), ("sphinx", sphinx), ("notebook", notebook)):
            page = browser.new_page(viewport={"width": 1000, "height": 820})
            page.goto(made(folder / name).as_uri(), wait_until="domcontentloaded")
            page.frame_locator("iframe").first.locator("body.cm-ready").wait_for(timeout=60_000)
            page.wait_for_timeout(500)
            page.screenshot(path=HERE / f"{name}.png")
            lighten(HERE / f"{name}.png", HERE / f"{name}.png")
        browser.close()
    word(folder / "word")
    lighten(folder / "word" / "map.png", HERE / "picture.png")


def lighten(source: Path, target: Path) -> None:
    """Save a drawing with 96 colours, which are enough for it, at a third of the size."""
    from PIL import Image  # noqa: PLC0415 - only for screenshots

    Image.open(source).convert("RGB").quantize(96).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

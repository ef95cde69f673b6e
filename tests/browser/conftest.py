"""A real Chromium, one for the session, that notes every request, error and dialog of a page."""

# ruff: noqa: E501 - scripts for the page, a statement a line

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 60_000
WATCH = """
window.seen = {hits: 0, violations: []};
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.seen.hits++; };
document.addEventListener("securitypolicyviolation", (event) => window.seen.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def chromium() -> str | None:
    return os.environ.get("CONFLICTMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Watched:
    """A page in the browser, with what happened in it."""

    page: object
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def until(self, expression: str, argument: object = None) -> None:
        """Wait until a function of the page returns true; its own waiting would need what the policy forbids."""
        deadline = time.monotonic() + PATIENCE_MS / 1000.0
        while not self.page.evaluate(expression, argument):
            assert time.monotonic() < deadline, f"never became true: {expression}"
            self.page.wait_for_timeout(25)

    def clean(self) -> None:
        """Assert that nothing was loaded, nothing failed and nothing hostile ran."""
        assert self.requests == []
        assert self.errors == []
        seen = self.page.evaluate("window.seen")
        assert seen == {"hits": 0, "violations": []}


@pytest.fixture(scope="session")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install it or set CONFLICTMAP_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, tmp_path):
    """Return a function that opens HTML from disk without a network and waits until the page is ready."""
    contexts = []

    def opener(html: str, *, fragment: str = "", wait: str = "body.cm-ready", **options) -> Watched:
        options = {"viewport": {"width": 1280, "height": 800}, "accept_downloads": True, **options}
        path = Path(tmp_path) / f"page{len(contexts)}.html"
        path.write_bytes(html.encode("utf-8", "surrogatepass"))
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_offline(True)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(WATCH)
        page = context.new_page()
        watched = Watched(page, path.as_uri())
        page.on(
            "request", lambda request: watched.requests.append(request.url) if not own(request.url, watched) else None
        )
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("console", lambda message: watched.errors.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (watched.errors.append("a dialog"), dialog.dismiss()))
        page.goto(watched.address + fragment)
        page.wait_for_selector(wait, state="attached")
        return watched

    yield opener
    for context in contexts:
        context.close()


def own(url: str, watched: Watched) -> bool:
    return url.partition("#")[0] == watched.address or url.startswith(("data:", "blob:"))

"""Screenshots of a page for eyes: desktop, phone, dark, print, a claim.

``python bench/shots.py MAP.html FOLDER``: writes PNG files into FOLDER and prints requests and errors.
"""

from __future__ import annotations

import sys
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "is_mobile": True,
        "has_touch": True,
    },
    "wide": {"viewport": {"width": 1680, "height": 1000}},
}


def main(page_path: Path, folder: Path) -> None:
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    address = page_path.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, options in VIEWS.items():
            context = browser.new_context(**options)
            page = context.new_page()
            page.on("pageerror", lambda error: print("page error:", error))
            page.on(
                "console",
                lambda message: print("console:", message.text) if message.type in {"error", "warning"} else None,
            )
            page.on("request", lambda request: print("request:", request.url) if request.url != address else None)
            page.goto(address)
            page.wait_for_selector("body.cm-ready", state="attached", timeout=60_000)
            page.wait_for_timeout(400)
            page.screenshot(path=folder / f"{name}.png", full_page=name == "phone")
            if name in {"desktop", "dark"} and page.locator(".cm-claim-entry .cm-show").count():
                page.locator(".cm-claim-entry .cm-show").first.click()
                page.wait_for_timeout(1200)
                page.screenshot(path=folder / f"{name}_claim.png")
            if name == "desktop":
                page.emulate_media(media="print")
                page.set_viewport_size({"width": 720, "height": 1020})
                page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
                page.wait_for_timeout(400)
                page.screenshot(path=folder / "print.png", full_page=True)
                page.pdf(path=folder / "print.pdf", format="A4", print_background=True)
            context.close()
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))

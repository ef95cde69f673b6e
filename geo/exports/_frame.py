"""A page in a frame that can do nothing to the page around it."""

from __future__ import annotations

from html import escape

__all__ = ["SANDBOX", "STYLE", "srcdoc_frame"]

SANDBOX = "allow-scripts allow-popups"
STYLE = "width:100%;aspect-ratio:16/10;min-height:420px;border:0"


def srcdoc_frame(page: str, *, title: str) -> str:
    """Return an ``<iframe>`` that holds the whole page in its ``srcdoc``."""
    return (
        f'<iframe srcdoc="{escape(page)}" title="{escape(title)}" loading="lazy" sandbox="{SANDBOX}" '
        f'referrerpolicy="no-referrer" style="{STYLE}" allowfullscreen></iframe>'
    )

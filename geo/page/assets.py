"""Vendored assets by the name of their file, ready to stand in a page; see geo/page/assets/README.md."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from geo.layers._folium import compact

__all__ = ["asset_for", "foreign_script", "page_script", "page_style", "shell"]

FOLDER = Path(__file__).parent
_URL = re.compile(r"url\(images/([a-z0-9-]+\.png)\)")
_ASSETS = {"leaflet.js": "leaflet.js", "leaflet.css": "leaflet.css"}


def asset_for(url: str, *, pictures: bool = True) -> str | None:
    """Return the text of the vendored asset that a link of Folium's means, or None where there is none.

    Without ``pictures``, styles do without those of Leaflet's own markers and its layer control.
    """
    name = _ASSETS.get(urlsplit(url).path.rpartition("/")[2].replace(".min.", "."))
    return None if name is None else _asset(name, pictures)


@cache
def _asset(name: str, pictures: bool) -> str:  # noqa: FBT001 - cached by position
    text = (FOLDER / "assets" / name).read_text("utf-8")
    if name.endswith(".css"):
        return _URL.sub(lambda match: f"url({_data_uri(match.group(1))})" if pictures else "none", compact(text))
    # The comment would make developer tools ask for a file that is not there.
    return re.sub(r"\n?//# sourceMappingURL=\S{1,80}\s*$", "", text)


def _data_uri(name: str) -> str:
    data = base64.b64encode((FOLDER / "assets" / name).read_bytes()).decode("ascii")
    return f"data:image/png;base64,{data}"


@cache
def foreign_script() -> str:
    """Return what layers of Folium's own need: pictures of markers, and a stand-in for the jQuery of popups.

    Pages to which no such layer was added go without.
    """
    stand_in = compact((FOLDER / "foreign" / "stand_in.js").read_text("utf-8"))
    icons = {
        "iconUrl": "marker-icon.png",
        "iconRetinaUrl": "marker-icon-2x.png",
        "shadowUrl": "marker-shadow.png",
    }
    options = ",".join(f'{key}:"{_data_uri(name)}"' for key, name in icons.items())
    return f'{stand_in}\nL.Icon.Default.imagePath="";L.Icon.Default.mergeOptions({{{options}}});'


@cache
def page_script() -> str:
    """Return the scripts of the page around the map, in the order of their names."""
    return "\n".join(compact(path.read_text("utf-8")) for path in sorted((FOLDER / "script").glob("*.js")))


@cache
def page_style() -> str:
    """Return the styles of the page."""
    return "\n".join(compact(path.read_text("utf-8")) for path in sorted((FOLDER / "style").glob("*.css")))


@cache
def shell() -> str:
    """Return the constant HTML about the map: a template whose only parts are Folium's own."""
    return (FOLDER / "shell.html").read_text("utf-8")

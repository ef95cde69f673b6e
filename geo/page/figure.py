"""The Folium figure of a page: assets inside, text put in after rendering, a policy by hash.

Folium runs text that reaches it as a template; so only constants and finite numbers do. The scene's text
is one block of JSON that replaces a mark in the finished HTML. The Content-Security-Policy allows the
scripts and styles of the page by their SHA-256 and nothing else, no network above all.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from typing import TYPE_CHECKING, Any

from branca.element import CssLink, Element, Figure, JavascriptLink
from folium import Map
from folium.raster_layers import TileLayer, WmsTileLayer
from folium.template import Template

from geo.errors import UsageError
from geo.layers._folium import SceneLayer, Verbatim, layer_script, layer_style
from geo.layers.scene import escaped_json
from geo.page import assets
from geo.page._markup import escaped
from geo.page._plain import plain

if TYPE_CHECKING:
    from geo.layers.scene import Scene

__all__ = ["Page", "ShellMap"]

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MARK = re.compile("<!--conflictmap-(title|subtitle|still)-->")
_POLICY_MARK = "<!--conflictmap-policy-->"
_LEAFLET = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet"


SHORT = 44
"""Letters up to which a part of the line below the title is kept whole; a report's title may break."""


class ShellMap(Map):
    """An empty Leaflet map without tiles; its arguments are finite numbers."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = conflictmap.map("{{ this.get_name() }}", {
                center: [{{ this.location[0] }}, {{ this.location[1] }}],
                zoom: {{ this.zoom }}
            });
        {% endmacro %}
        """
    )

    def __init__(self, lat: float, lon: float, zoom: int) -> None:
        if not (math.isfinite(lat) and math.isfinite(lon)):
            raise ValueError("the centre of a map needs finite degrees.")
        super().__init__(location=(lat, lon), tiles=None, zoom_start=zoom)
        self._id = "conflictmap"
        self.zoom = int(zoom)
        # On the instance: the lists of the class are shared by every map of the process.
        self.default_js = [("leaflet", f"{_LEAFLET}.js")]
        self.default_css = [("leaflet_css", f"{_LEAFLET}.css")]


class Page(Figure):
    """A whole page about one map.

    ``extra`` is what the page shows beside the scene (title, basemap, footer). ``image_sources`` are those
    that tiles may come from; ``online`` keeps links to assets that are not vendored, where the user adds
    layers that need them.
    """

    _template = Template(assets.shell())

    def __init__(self, scene: Scene, extra: dict[str, Any], *, image_sources: tuple[str, ...], online: bool) -> None:
        super().__init__(height="640px")
        self._id = "conflictmap"
        self.scene = scene
        self.extra = extra
        self.image_sources = image_sources
        self.online = online
        self.deferred: dict[str, str] = {}
        self.header = Element()
        self.header._parent = self  # noqa: SLF001 - as branca does it

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Return the HTML; the same each time."""
        self.deferred.clear()
        self.header.add_child(Verbatim("policy", _POLICY_MARK), name="conflictmap_policy")
        for child in self._children.values():
            child.render(**kwargs)
        foreign = [child for child in _descendants(self) if not isinstance(child, _OWN)]
        self._refuse_tiles(foreign)
        hosts = self._vendor(pictures=bool(foreign))
        self._add_own(with_foreign=bool(foreign))
        html: str = self._template.render(this=self, kwargs=kwargs)
        html = _tidy(html)
        html = html.replace(_POLICY_MARK, self._policy(html, hosts, foreign=bool(foreign)), 1)
        for mark, text in self.deferred.items():
            html = html.replace(mark, self._with_extra(text) if mark.endswith("-0-->") else text, 1)
        return self._with_plain(html)

    def _with_plain(self, html: str) -> str:
        """Return the HTML with what it says without scripts; the last to be put in, since its text is escaped."""
        heading = escaped(self.extra["title"])
        # One replacement for each mark, before any text that looks like a mark is in.
        parts = {
            "title": heading,
            "subtitle": " · ".join(map(_part, self.extra["subtitle"])),
            "still": plain(self.scene, self.extra),
        }
        return _MARK.sub(lambda found: parts[found[1]], html)

    def _with_extra(self, text: str) -> str:
        """Return the first scene's element with the page's own data joined to it: one block for all text."""
        end = "}</script>"
        return f'{text.removesuffix(end)},"page":{escaped_json(self.extra)}{end}'

    def _refuse_tiles(self, foreign: list[Element]) -> None:
        """Refuse layers of pictures from a network, which the policy would leave blank, unless it is allowed.

        Raises:
            UsageError: where there is one and the page must work offline.

        """
        if not self.online and any(isinstance(element, TileLayer | WmsTileLayer) for element in foreign):
            raise UsageError(
                "a layer that was added loads tiles from a network: draw with online=True to let the page do so, "
                "or give tiles=… to draw instead."
            )

    def _vendor(self, *, pictures: bool) -> dict[str, set[str]]:
        """Replace links by the vendored assets they mean; return the hosts of links that stay, by directive.

        Raises:
            UsageError: where an asset is not vendored and the page must work offline.

        """
        hosts: dict[str, set[str]] = {"script-src": set(), "style-src": set(), "font-src": set()}
        for name, child in list(self.header._children.items()):  # noqa: SLF001 - branca has no other way
            if not isinstance(child, JavascriptLink | CssLink):
                continue
            script = isinstance(child, JavascriptLink)
            text = assets.asset_for(child.url, pictures=pictures)
            if text is not None:
                tag = "script" if script else "style"
                self.header._children[name] = Verbatim(name, f"<{tag}>{text}</{tag}>")  # noqa: SLF001
            elif not self.online:
                msg = (
                    f"a layer that was added needs {child.url!r}, which is not part of an offline page: "
                    "draw with online=True to let the page load it, or leave that layer out."
                )
                raise UsageError(msg)
            else:
                origin = "/".join(child.url.split("/")[:3])
                hosts["script-src" if script else "style-src"].add(origin)
                hosts["font-src"].add(origin)
        return hosts

    def _add_own(self, *, with_foreign: bool) -> None:
        add = self.header.add_child
        add(Verbatim("layers_style", f"<style>{layer_style()}</style>"), name="conflictmap_layers_style")
        add(Verbatim("page_style", f"<style>{assets.page_style()}</style>"), name="conflictmap_page_style")
        if with_foreign:
            add(Verbatim("foreign", f"<script>{assets.foreign_script()}</script>"), name="conflictmap_foreign")
        add(Verbatim("layers_script", f"<script>{layer_script()}</script>"), name="conflictmap_layers_script")
        add(Verbatim("page_script", f"<script>{assets.page_script()}</script>"), name="conflictmap_page_script")

    def _policy(self, html: str, hosts: dict[str, set[str]], *, foreign: bool) -> str:
        """Return the Content-Security-Policy of the page as it was rendered."""
        scripts = sorted({_hash(text) for text in _SCRIPT.findall(html)})
        styles = sorted({_hash(text) for text in _STYLE.findall(html)})
        images = ["data:", *self.image_sources]
        if self.online:
            images.append("https:")
        # Foreign layers of Folium's write style attributes, which no hash can allow.
        style_sources = ["'unsafe-inline'"] if foreign else styles
        directives = [
            "default-src 'none'",
            " ".join(["script-src", *scripts, *sorted(hosts["script-src"])]),
            " ".join(["style-src", *style_sources, *sorted(hosts["style-src"])]),
            " ".join(["img-src", *images]),
            " ".join(["font-src data:", *sorted(hosts["font-src"])]),
            "connect-src https:" if self.online else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
        return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(directives)}">'


_OWN = (ShellMap, SceneLayer)


def _descendants(figure: Figure) -> list[Element]:
    """Return what was added to the page's map, but for the small helpers that Folium adds itself."""
    found: list[Element] = []
    waiting = list(figure._children.values())  # noqa: SLF001
    while waiting:
        element = waiting.pop()
        if type(element).__name__ not in {"ElementAddToElement", "FitBounds"}:
            found.append(element)
        waiting.extend(element._children.values())  # noqa: SLF001
    return found


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _tidy(html: str) -> str:
    """Return the HTML with line ends as a browser reads them, so that its hashes are the browser's."""
    return html.replace("\r\n", "\n").replace("\r", "\n")


def _part(text: str) -> str:
    """Return a part of the line below the title as markup, in its own direction."""
    whole = ' class="cm-whole"' if len(text) < SHORT else ""
    return f"<bdi{whole}>{escaped(text)}</bdi>"

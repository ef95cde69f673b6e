"""One HTML file about a scene: map, evidence, sources. Offline, escaped, reproducible.

:func:`render` returns the file's text, :func:`draw` the ``folium.Map`` in it, to which other layers can
be added. The form of the data in the page is told in docs/page.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import folium

    from geo.layers.scene import Scene

__all__ = ["draw", "render"]

ORDER = ("admin", "heat", "uncertainty", "inferred", "user", "claims", "places", "timeline")
"""Layers of the package from the lowest to the highest; those of other distributions come after."""


def render(scene: Scene, *, title: str | None = None, tiles: str | None = None) -> str:
    """Return the whole HTML file of a scene; the same bytes for the same scene.

    ``title`` replaces the one made from the analyses. ``tiles`` is ``osm`` or a URL with {z}, {x}, {y},
    which the page then loads beneath its own vector map.

    Raises:
        UsageError: where ``tiles`` is neither.
        GazetteerError: where the basemap is missing or damaged.

    """
    html: str = draw(scene, title=title, tiles=tiles).get_root().render()
    return html


def draw(scene: Scene, *, title: str | None = None, tiles: str | None = None, online: bool = False) -> folium.Map:
    """Return a ``folium.Map`` with every layer of the scene, inside the whole page.

    Add Folium layers of your own to it, save it, or show it in a notebook. ``online`` lets the page load
    from the network the scripts that such layers need; without it they raise UsageError when rendered.
    """
    from geo.layers import LAYERS  # noqa: PLC0415 - plug-ins load when something is drawn
    from geo.page._extra import extra_of  # noqa: PLC0415 - reads the basemap
    from geo.page.figure import Page, ShellMap  # noqa: PLC0415 - folium takes half a second to import
    from geo.page.overview import overview  # noqa: PLC0415 - as above
    from geo.page.tiles import tiles_of  # noqa: PLC0415 - as above

    service = tiles_of(tiles)
    bounds = overview(scene)
    extra: dict[str, Any] = extra_of(scene, bounds, title=title, tiles=service)
    page = Page(scene, extra, image_sources=(service.source,) if service else (), online=online)
    shell = ShellMap((bounds.south + bounds.north) / 2.0, (bounds.west + bounds.east) / 2.0, 5)
    page.add_child(shell)
    names = LAYERS.names()
    for name in (*(name for name in ORDER if name in names), *(name for name in names if name not in ORDER)):
        if name != "user" or scene.extra:
            LAYERS.get(name)(scene).add_to(shell)
    return shell

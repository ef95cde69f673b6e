"""A slider over the dates of several reports, which all other layers follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["timeline"]


@layer("timeline")
def timeline(scene: Scene) -> SceneLayer:
    """Return the layer whose control plays the dates; it shows nothing where there are fewer than two."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "timeline", "Timeline", show=True)

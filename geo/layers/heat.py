"""Where mentions are dense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["heat"]


@layer("heat")
def heat(scene: Scene) -> SceneLayer:
    """Return the layer of density, off at first."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "heat", "Density of mentions", show=False)

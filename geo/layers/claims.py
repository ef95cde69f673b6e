"""Claims: the area that each allows, the measured geodesic, the verdict by sign, dash and word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["claims"]


@layer("claims")
def claims(scene: Scene) -> SceneLayer:
    """Return the layer of claims."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "claims", "Distance and direction claims", show=True)

"""How far each place may reach: circles of its extent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["uncertainty"]


@layer("uncertainty")
def uncertainty(scene: Scene) -> SceneLayer:
    """Return the layer of extents; nothing is drawn more exactly than it is known."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "uncertainty", "Extent of each place", show=True)

"""Towns and other places with a position, by precision, sized by mentions, joined where dense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["places"]


@layer("places")
def places(scene: Scene) -> SceneLayer:
    """Return the layer of places."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "places", "Places", show=True)

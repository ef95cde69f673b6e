"""The user's own GeoJSON, styled by its simplestyle properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["user"]


@layer("user")
def user(scene: Scene) -> SceneLayer:
    """Return one layer that holds all of the user's own; the page lists each of them by its name."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "user", "Added layers", show=True)

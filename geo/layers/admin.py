"""Outlines of the administrative units that the reports name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["admin"]


@layer("admin")
def admin(scene: Scene) -> SceneLayer:
    """Return the layer of outlines; a province is its polygon, never a pin."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "admin", "Named districts, provinces, countries", show=True)

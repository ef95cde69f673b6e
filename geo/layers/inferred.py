"""Places that no gazetteer knows, where the text itself says they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers import layer

if TYPE_CHECKING:
    from geo.layers._folium import SceneLayer
    from geo.layers.scene import Scene

__all__ = ["inferred"]


@layer("inferred")
def inferred(scene: Scene) -> SceneLayer:
    """Return the layer of inferred areas; they have no pin."""
    from geo.layers._folium import SceneLayer  # noqa: PLC0415 - folium takes half a second to import

    return SceneLayer(scene, "inferred", "Areas inferred from the text", show=True)

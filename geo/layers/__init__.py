"""Layers: from analyses to Folium layers that can be switched and added to any ``folium.Map``.

One file each, registered by ``@layer("name")`` on a function that takes a :class:`~geo.layers.scene.Scene`
and returns a Folium layer. Their text never passes through Folium: see :mod:`geo.layers.scene`.

Example:
    >>> from geo.layers import LAYERS
    >>> "places" in LAYERS.names()
    True

"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from geo.registry import Registry

if TYPE_CHECKING:
    import folium

    from geo.layers.scene import Scene

__all__ = ["LAYERS", "Layer", "layer"]


class Layer(Protocol):
    """A function from a scene to one Folium layer."""

    def __call__(self, scene: Scene, /) -> folium.map.Layer:
        """Return the layer; text of the scene must not become an argument of a Folium object."""
        ...


LAYERS: Registry[Layer] = Registry("layers", "geo.layers", shared=("scene",))

layer = LAYERS.register

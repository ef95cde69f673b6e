"""Geocoders: the offline one (default), the user's own places, and online services where asked for.

:data:`GEOCODERS` holds the online services that need a file of their own; any other service of geopy is
understood by :mod:`geo.geocoders.online`. A plug-in is a function that takes a
:class:`geo.geocoders.online.Connection` and returns what asks the service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.registry import Registry

if TYPE_CHECKING:
    from geo.geocoders.online import Service

__all__ = ["GEOCODERS", "geocoder"]

_SHARED = ("adapter", "cache", "candidates", "chain", "limits", "offline", "online", "overrides")

GEOCODERS: Registry[Service] = Registry("geocoders", "geo.geocoders", shared=_SHARED)
"""Online services by name."""

geocoder = GEOCODERS.register

"""From analyses to the scene that pages and pictures draw."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geo.exports._base import ExportOptions
    from geo.layers.scene import Scene
    from geo.model import Analysis

__all__ = ["page_of", "scene_for", "user_layer"]

_LARGEST_LAYER = 20_000_000


def scene_for(analyses: Iterable[Analysis], options: ExportOptions) -> Scene:
    """Return the scene with the outlines that the gazetteer knows and the user's own layers."""
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    from geo.gazetteer import open_gazetteer  # noqa: PLC0415 - opens the index
    from geo.layers.scene import scene_of  # noqa: PLC0415 - only for what is drawn

    scene = scene_of(tuple(analyses), open_gazetteer(), precise=options.precise)
    extra = tuple(user_layer(path) for path in options.layers)
    return replace(scene, extra=extra) if extra else scene


def page_of(analyses: Iterable[Analysis], options: ExportOptions) -> str:
    """Return the whole HTML file."""
    from geo.page import render  # noqa: PLC0415 - folium takes half a second to import

    return render(scene_for(analyses, options), title=options.title, tiles=options.tiles)


def user_layer(path: Path) -> dict[str, Any]:
    """Return the GeoJSON object of a user's file, its name under ``"name"``.

    Raises:
        UsageError: where the file is missing, too large or no GeoJSON.

    """
    try:
        if path.stat().st_size > _LARGEST_LAYER:
            msg = f"the layer {str(path)!r} is larger than {_LARGEST_LAYER // 1_000_000} MB: simplify it first."
            raise UsageError(msg)
        data = json.loads(path.read_bytes())
    except OSError as error:
        msg = f"the layer {str(path)!r} cannot be read: {error.strerror or error}."
        raise UsageError(msg) from error
    except (ValueError, RecursionError) as error:
        msg = f"the layer {str(path)!r} is not JSON: {str(error)[:100]}."
        raise UsageError(msg) from error
    if not isinstance(data, dict) or data.get("type") not in {"FeatureCollection", "Feature"}:
        msg = f"the layer {str(path)!r} is not GeoJSON: a Feature or FeatureCollection was expected."
        raise UsageError(msg)
    return {"name": path.stem, **data}

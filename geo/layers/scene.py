"""What is drawn: analyses, outlines of the places they name, and layers of the user's own.

A scene becomes one block of JSON (:meth:`Scene.block`), which a fixed script shows as text. Folium only
ever sees constants and finite numbers, since it runs text that reaches it as a template and as markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geo.layers._spelling import as_reported, spelled
from geo.model import Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.model import Analysis, Place, Shape

__all__ = ["AREAS", "Scene", "escaped_json", "scene_of"]

AREAS = frozenset({Precision.DISTRICT, Precision.PROVINCE, Precision.COUNTRY})
"""Precisions that are drawn as the unit's outline, never as a pin."""

_UNSAFE = re.compile("[&<>\u2028\u2029\ud800-\udfff\u007f-\u009f]|\\{(?=[{%#])|\\$(?=\\{)|`")


@dataclass(frozen=True)
class Scene:
    """Everything a map shows.

    ``analyses`` are drawn as they are: make them careful first (:func:`geo.exports.rounding.careful`).
    ``outlines`` are areas by place id. ``precise`` says that positions are unrounded, which the page
    tells. ``extra`` are GeoJSON objects of the user's own, their names under ``"name"``, as untrusted
    as the reports. ``official`` is the gazetteer's name, by id, of the places that are called here as the reports do.
    """

    analyses: tuple[Analysis, ...]
    outlines: Mapping[str, Shape] = field(default_factory=dict)
    precise: bool = False
    extra: tuple[Mapping[str, Any], ...] = ()
    official: Mapping[str, str] = field(default_factory=dict)
    _cache: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def outline(self, place: Place) -> Shape | None:
        """Return the area of ``place`` where it is drawn as one."""
        if place.outline is not None:
            return place.outline
        return self.outlines.get(place.id) if place.precision in AREAS else None

    def digest(self) -> str:
        """Return eight hexadecimal letters that tell this scene's reports from those of others."""
        import hashlib  # noqa: PLC0415

        reports = (analysis.report for analysis in self.analyses)
        told = repr([(report.sha256, report.title, report.source, report.date, report.url) for report in reports])
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:8]

    def payload(self) -> dict[str, Any]:
        """Return what the page's script reads, as plain lists, numbers and text; made once."""
        if "payload" not in self._cache:
            from geo.layers._payload import payload_of  # noqa: PLC0415 - imports this module

            self._cache["payload"] = payload_of(self)
        payload: dict[str, Any] = self._cache["payload"]
        return payload

    def block(self) -> str:
        """Return :meth:`payload` as JSON that is inert in HTML, scripts and templates; made once."""
        if "block" not in self._cache:
            self._cache["block"] = escaped_json(self.payload())
        block: str = self._cache["block"]
        return block


def scene_of(
    analyses: Iterable[Analysis],
    gazetteer: Any = None,  # noqa: ANN401 - only its ``outline``, ``lookup`` and ``row_of`` are used
    *,
    precise: bool = False,
    extra: Sequence[Mapping[str, Any]] = (),
) -> Scene:
    """Return the scene of analyses, with the outlines that ``gazetteer`` knows of the areas they name.

    Places are called as the reports call them, where the gazetteer knows that name (:mod:`geo.layers._spelling`).
    """
    several = tuple(analyses)
    outlines: dict[str, Shape] = {}
    official: dict[str, str] = {}
    if gazetteer is not None:
        for analysis in several:
            for resolution in analysis.resolutions:
                place = resolution.place
                if place is None or place.precision not in AREAS or place.id in outlines or place.outline is not None:
                    continue
                shape = gazetteer.outline(place.id)
                if shape is not None and shape.kind in {"Polygon", "MultiPolygon"}:
                    outlines[place.id] = shape
        spellings = as_reported(several, gazetteer)
        official = {place.id: place.name for analysis in several for place in analysis.places if place.id in spellings}
        several = spelled(several, spellings)
    return Scene(several, outlines, precise, tuple(extra), official)


def escaped_json(value: Any) -> str:  # noqa: ANN401 - any JSON
    r"""Return JSON that can stand inside a script element of any page.

    ``& < >``, U+2028, U+2029, surrogates and C1 controls are written as ``\uXXXX``; so are a backtick and
    the first half of ``{{``, ``{%``, ``{#`` and ``${``, which never occur outside strings in JSON.

    Raises:
        ValueError: where a number is not finite.

    """
    import json  # noqa: PLC0415

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)

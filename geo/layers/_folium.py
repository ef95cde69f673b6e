"""How a scene's layer becomes a Folium layer: constants in the template, text in a block beside it.

A :class:`SceneLayer` renders one constant line of script. What it shows lies in a :class:`SceneBlock`,
which every page holds once for each scene, and is drawn by the fixed scripts of geo/layers/script, which
every page holds once. Both are :class:`Verbatim`: they never pass through a template.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branca.element import Element, Figure, MacroElement
from folium.map import Layer
from folium.template import Template

if TYPE_CHECKING:
    from geo.layers.scene import Scene

__all__ = ["SceneBlock", "SceneLayer", "Verbatim", "compact", "layer_script", "layer_style", "scene_number"]

FOLDER = Path(__file__).parent / "script"


class Verbatim(Element):
    """Text that stands in the page exactly as it is; unlike ``Element(text)`` it is not run as a template."""

    def __init__(self, identifier: str, text: str = "") -> None:
        super().__init__()
        self._name = "Verbatim"
        self._id = identifier
        self.text = text

    def render(self, **_: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Return the text."""
        return self.text


class SceneBlock(Verbatim):
    """The JSON of one scene in a script element that browsers do not run.

    Where the page's root has ``deferred``, a dictionary, a constant mark is rendered instead and the
    root puts the text in afterwards.
    """

    def __init__(self, number: int, scene: Scene) -> None:
        super().__init__(f"scene_{number}")
        self.scene = scene
        self.identifier = f"conflictmap-scene-{number}"

    def render(self, **_: Any) -> str:  # noqa: ANN401 - the signature of branca
        """Return the element, or the mark that stands for it."""
        text = f'<script type="application/json" id="{self.identifier}">{self.scene.block()}</script>'
        deferred = getattr(self.get_root(), "deferred", None)
        if deferred is None:
            return text
        mark = f"<!--{self.identifier}-->"
        deferred[mark] = text
        return mark


class SceneLayer(Layer):
    """One layer of a scene.

    ``kind`` names the layer in the scripts; ``title`` is what layer controls show. Both are constants.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = conflictmap.layer("{{ this.kind }}", {{ this.number }}, {{ this.item }});
            {% if this.show %}{{ this.get_name() }}.addTo({{ this._parent.get_name() }});{% endif %}
        {% endmacro %}
        """
    )

    def __init__(self, scene: Scene, kind: str, title: str, *, show: bool = True, item: int = 0) -> None:
        super().__init__(name=title, overlay=True, control=True, show=show)
        if not (kind.isidentifier() and kind.isascii()):
            msg = f"{kind!r} is no kind of layer: use letters and underscores."
            raise ValueError(msg)
        self._name = "SceneLayer"
        # Not random, so that pages are reproducible; of the scene, so that two scenes fit on one map.
        self._id = f"{kind}_{scene.digest()}" if item == 0 else f"{kind}_{item}_{scene.digest()}"
        self.scene = scene
        self.kind = kind
        self.item = int(item)
        self.number = 0

    def render(self, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - as Folium's layers do
        """Add the scripts, the scene and this layer to the page."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            msg = "a layer is drawn as a part of a map: add it to a folium.Map first."
            raise TypeError(msg)
        self.number = scene_number(figure, self.scene)
        if getattr(figure, "deferred", None) is None:
            figure.header.add_child(
                Verbatim("layers_style", f"<style>{layer_style()}</style>"), name="conflictmap_layers_style"
            )
            figure.header.add_child(
                Verbatim("layers_script", f"<script>{layer_script()}</script>"), name="conflictmap_layers_script"
            )
        # Not the rendering of folium.map.Layer: it would add the layer anew each time a page is rendered.
        MacroElement.render(self, **kwargs)  # type: ignore[no-untyped-call]


def scene_number(figure: Figure, scene: Scene) -> int:
    """Return the number of a scene in a page, which is given a block for it at its first layer."""
    number = 0
    while (block := figure.html._children.get(f"conflictmap_scene_{number}")) is not None:  # noqa: SLF001 - branca has no other look-up
        if isinstance(block, SceneBlock) and block.scene is scene:
            return number
        number += 1
    figure.html.add_child(SceneBlock(number, scene), name=f"conflictmap_scene_{number}")
    return number


@cache
def layer_script() -> str:
    """Return the scripts that draw layers on any Leaflet map, in the order of their names."""
    return "\n".join(compact(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.js")))


@cache
def layer_style() -> str:
    """Return the styles of what layers draw."""
    return "\n".join(compact(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.css")))


_SCRIPT_PARTS = re.compile(
    r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|/(?![/*\s])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[gimsuy]*(?=[.,;)\]\s]))"""
    r"|(/\*.*?\*/)|[ ]+",
    re.DOTALL,
)
_STYLE_PARTS = re.compile(r"""("[^"\n]*"|'[^'\n]*')|(/\*.*?\*/)|\s*([{};,>])\s*|(?<=[\w-]):\s+""", re.DOTALL)


def compact(text: str) -> str:
    """Return a script or style sheet of ours without comments and needless spaces: every page carries it.

    Lines of scripts stay lines. Only for files without template literals, whose divisions stand between spaces.
    """
    lines = "\n".join(line for line in map(str.strip, text.splitlines()) if line)
    if lines.startswith((":root", ".leaflet", "/* required styles */")):
        return _STYLE_PARTS.sub(_style_part, lines).strip()
    short = _SCRIPT_PARTS.sub(_script_part, lines)
    return "\n".join(line for line in map(str.strip, short.splitlines()) if line)


def _script_part(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    if found[2] is not None:
        return ""
    text, before, after = found.string, found.start() - 1, found.end()
    left, right = text[before : before + 1], text[after : after + 1]
    words = (left.isalnum() or left in "_$") and (right.isalnum() or right in "_$")
    return " " if words or left == right or "/" in left + right else ""


def _style_part(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    if found[2] is not None:
        return ""
    return found[3] or ":"

"""No text that is not a constant may reach a Folium object: Folium runs it as a template and as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import geo

ROOT = Path(geo.__file__).parent
FILES = sorted([*(ROOT / "layers").glob("*.py"), *(ROOT / "page").glob("*.py")])
NUMBERS = {"int", "float", "bool"}
# What is not text, or is text that never passes through a template (Verbatim), or is a scene.
SAFE_TYPES = NUMBERS | {"Scene"}
VERBATIM = {"Verbatim", "SceneBlock"}
OWN = {"SceneLayer", "ShellMap", "Page"}


def folium_names(tree: ast.AST) -> set[str]:
    """Return the names that a module takes from Folium or branca, and our own classes made of them."""
    found = set(OWN)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in {"folium", "branca"}:
            found.update(alias.asname or alias.name for alias in node.names)
    return found - VERBATIM


def name_of(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def annotations(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, str]:
    every = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return {argument.arg: ast.unparse(argument.annotation) for argument in every if argument.annotation is not None}


def is_constant(value: ast.expr, types: dict[str, str]) -> bool:
    """Return whether a value can be no foreign text: a constant, a number by its annotation, or arithmetic on such."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Name):
        return types.get(value.id) in SAFE_TYPES
    if isinstance(value, ast.Attribute):
        return value.attr in {"south", "west", "north", "east"} or (
            isinstance(value.value, ast.Name) and value.attr == "scene"
        )
    if isinstance(value, ast.BinOp):
        return is_constant(value.left, types) and is_constant(value.right, types)
    if isinstance(value, ast.Tuple | ast.List):
        return all(is_constant(item, types) for item in value.elts)
    return False


def offences(source: str) -> list[str]:
    """Return the calls of Folium's that get something other than constants and numbers."""
    tree = ast.parse(source)
    names = folium_names(tree)
    found: list[str] = []

    def visit(node: ast.AST, types: dict[str, str]) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            types = {**types, **annotations(node)}
        if isinstance(node, ast.Call):
            name = name_of(node.func)
            of_folium = isinstance(node.func, ast.Attribute) and ast.unparse(node.func).startswith(
                ("folium.", "branca.")
            )
            if name in names or of_folium:
                values = [*node.args, *(keyword.value for keyword in node.keywords)]
                found.extend(
                    f"line {node.lineno}: {name}({ast.unparse(value)})"
                    for value in values
                    if not is_constant(value, types) and ast.unparse(value) not in ALLOWED.get(name, set())
                )
        for child in ast.iter_child_nodes(node):
            visit(child, types)

    visit(tree, {})
    return found


ALLOWED = {
    # The shell is a file of ours; the page's own arguments are kept for after rendering.
    "Template": {"assets.shell()"},
    "Page": {"extra", "online", "(service.source,) if service else ()"},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_folium_objects_get_constants_and_numbers_only(path):
    assert offences(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import folium\nfolium.Marker(position, popup=name)",
        "from folium import Popup\nPopup(f'{x}')",
        "from folium.map import Layer\ndef f(name: str):\n    Layer(name=name)",
        "from branca.element import Element\nElement(report.title)",
        "from folium import GeoJson\nGeoJson(data, name='x')",
        "from folium import Icon\nIcon('a' + word)",
        "SceneLayer(scene.title, 'places', title)",
    ],
)
def test_the_rule_catches_text_on_its_way_into_folium(source):
    assert offences(source) != []


def test_layer_templates_hold_no_text_of_the_scene():
    from geo.layers._folium import SceneLayer

    parts = set(SceneLayer._template.module.__dict__) & {"header", "html", "script"}
    assert parts == {"script"}

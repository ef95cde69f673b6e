"""Trees of decisions over a list of numbers: read from JSON, checked, and quick where they are used often."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Forest"]

_COMPILED_FROM = 400


class Forest:
    """The sum of trees ``[feature, limit, tree at most the limit, tree above]``; a leaf is a number.

    The first 400 sums walk the trees; then they are compiled into one Python expression of nothing but
    comparisons and numbers, which is three times as fast and costs some milliseconds once.

    Raises:
        ValueError: where a feature is not among ``names``.
        TypeError: where a tree is not of that form.

    """

    def __init__(self, trees: Iterable[Any], names: Sequence[str]) -> None:
        self._trees = tuple(_tree(tree, names) for tree in trees)
        self._sums = 0
        self._quick: Callable[[Sequence[float]], float] | None = None

    def __len__(self) -> int:
        """Return the number of trees."""
        return len(self._trees)

    def total(self, values: Sequence[float]) -> float:
        """Return the sum of all trees for the values of the features."""
        if self._quick is not None:
            return self._quick(values)
        self._sums += 1
        if self._sums > _COMPILED_FROM and self._trees:
            self._quick = _compiled(self._trees)
        return self._walked(values)

    def _walked(self, values: Sequence[float]) -> float:
        total = 0.0
        for tree in self._trees:
            node = tree
            while node.__class__ is tuple:
                node = node[2] if values[node[0]] <= node[1] else node[3]
            total += node
        return total


def _tree(data: Any, names: Sequence[str]) -> Any:  # noqa: ANN401 - nested to any depth
    if isinstance(data, int | float):
        return float(data)
    feature, limit, low, high = data
    return names.index(feature), float(limit), _tree(low, names), _tree(high, names)


def _compiled(trees: Sequence[Any]) -> Callable[[Sequence[float]], float]:
    """Return a function that gives the same sums; its expression holds numbers and comparisons alone."""
    body = _expression(trees[0])
    for tree in trees[1:]:
        body = ast.BinOp(body, ast.Add(), _expression(tree))
    argument = ast.arguments(posonlyargs=[], args=[ast.arg("v")], kwonlyargs=[], kw_defaults=[], defaults=[])
    module = ast.fix_missing_locations(ast.Expression(ast.Lambda(argument, body)))
    made: Callable[[Sequence[float]], float] = eval(compile(module, "<forest>", "eval"), {"__builtins__": {}})  # noqa: S307 - made above, of numbers
    return made


def _expression(tree: Any) -> ast.expr:  # noqa: ANN401 - nested to any depth
    if tree.__class__ is not tuple:
        return _number(tree)
    feature, limit, low, high = tree
    value = ast.Subscript(ast.Name("v", ast.Load()), ast.Constant(feature), ast.Load())
    return ast.IfExp(ast.Compare(value, [ast.LtE()], [_number(limit)]), _expression(low), _expression(high))


def _number(value: float) -> ast.expr:
    return ast.Constant(value)

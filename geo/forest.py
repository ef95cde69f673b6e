"""Trees of decisions over a list of numbers: read from JSON, checked, and quick where they are used often."""

from __future__ import annotations

import math
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
        ValueError: where a feature is not among ``names``, or a number is not finite.
        TypeError: where a tree is not of that form.

    """

    def __init__(self, trees: Iterable[Any], names: Sequence[str]) -> None:
        self._trees = tuple(_tree(tree, names) for tree in trees)
        self._size = len(names)
        self._sums = 0
        self._quick: Callable[..., float] | None = None

    def __len__(self) -> int:
        """Return the number of trees."""
        return len(self._trees)

    def total(self, values: Sequence[float]) -> float:
        """Return the sum of all trees for the values of the features."""
        if self._quick is not None:
            return self._quick(*values)
        self._sums += 1
        if self._sums > _COMPILED_FROM and self._trees:
            self._quick = _compiled(self._trees, self._size)
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
        return _finite(data)
    feature, limit, low, high = data
    return names.index(feature), _finite(limit), _tree(low, names), _tree(high, names)


def _finite(value: float) -> float:
    number = float(value)
    if not math.isfinite(number):
        msg = f"{number} is no weight"
        raise ValueError(msg)
    return number


def _compiled(trees: Sequence[Any], size: int) -> Callable[..., float]:
    """Return a function of ``size`` values that gives the same sums; it holds numbers and comparisons alone.

    Each value is an argument of its own: to read one costs half of what an element of a list does.
    """
    values = ", ".join(f"v{place:d}" for place in range(size))
    source = f"lambda {values}: " + " + ".join(map(_expression, trees))
    made: Callable[..., float] = eval(compile(source, "<forest>", "eval"), {"__builtins__": {}})  # noqa: S307 - made here, of numbers
    return made


def _expression(tree: Any) -> str:  # noqa: ANN401 - nested to any depth
    """Return a tree as an expression; the features are whole numbers and the rest floats, by :func:`_tree`."""
    if tree.__class__ is not tuple:
        return f"({tree!r})"
    feature, limit, low, high = tree
    return f"({_expression(low)} if v{feature:d} <= {limit!r} else {_expression(high)})"

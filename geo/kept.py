"""What was worked out once, kept for when it is asked again: bounded, and what is asked often stays.

A dictionary of two generations. When the younger holds as many entries as it may, it becomes the older one, and what
the older one held is forgotten; what is asked for again moves back to the younger. So at most twice the number is
kept, never less than the latest ones, and an entry that is found costs what a look-up in a dictionary costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Kept", "Made", "keep_less"]

Key = TypeVar("Key")
Value = TypeVar("Value")


_share = 1.0


def keep_less(share: float) -> None:
    """Let what is made from now on keep a share of its entries: for a process that is one of many on a machine.

    Raises:
        ValueError: where ``share`` is not above 0 and at most 1.

    """
    global _share  # noqa: PLW0603 - one setting a process
    if not 0.0 < share <= 1.0:
        msg = f"{share!r} is no share: give a number above 0, 1 at most."
        raise ValueError(msg)
    _share = share


class Kept(dict[Key, Value]):
    """The latest entries by key, ``most`` at least and twice as many at most; a key that is not kept raises KeyError.

    ``keep`` puts entries in; ``kept[key]`` finds them. ``get`` and ``in`` see the younger generation alone.

    >>> kept = Kept(2)
    >>> for number in (1, 2, 3):
    ...     _ = kept.keep(number, number * number)
    >>> kept[1], kept[3]
    (1, 9)
    >>> for number in (4, 5):
    ...     _ = kept.keep(number, number * number)
    >>> kept[1]
    1
    >>> kept[2]
    Traceback (most recent call last):
    KeyError: 2
    """

    __slots__ = ("_most", "_older")

    def __init__(self, most: int) -> None:
        """Keep ``most`` entries at least (one or more), or the share of them that :func:`keep_less` set."""
        super().__init__()
        self._most = max(1, round(most * _share))
        self._older: dict[Key, Value] = {}

    def __missing__(self, key: Key) -> Value:
        return self.keep(key, self._older[key])

    def keep(self, key: Key, value: Value) -> Value:
        """Keep ``value`` as the newest entry and return it."""
        if len(self) >= self._most:
            self._older = self.copy()
            self.clear()
        self[key] = value
        return value


class Made(Kept[Key, Value]):
    """The same for what a function makes of the key: ``made[key]`` calls it where nothing is kept.

    >>> squares = Made(lambda number: number * number, 100)
    >>> squares[12]
    144
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[Key], Value], most: int) -> None:
        """Keep ``most`` results of ``make`` at least; ``make`` must return the same for the same key at all times."""
        super().__init__(most)
        self._make = make

    def __missing__(self, key: Key) -> Value:
        older = self._older
        return self.keep(key, older[key] if key in older else self._make(key))

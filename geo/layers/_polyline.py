"""Lines as short strings: zigzag differences of whole numbers, five bits a letter, base64url letters.

``"_"``, ``"-"``, letters and digits only, so that the strings need no escaping in JSON, HTML or scripts.
Coordinates are whole numbers of ``1 / SCALE`` degrees (about 110 m), longitude first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ALPHABET", "SCALE", "decode", "encode", "encode_degrees"]

SCALE = 1000
"""Units to a degree."""

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MORE = 32
_LOW = 31


def encode(points: Iterable[tuple[int, int]]) -> str:
    """Return the string of whole-number (x, y) points."""
    letters: list[str] = []
    x = y = 0
    for point_x, point_y in points:
        for step in (point_x - x, point_y - y):
            value = step << 1 if step >= 0 else ~(step << 1)
            while value >= _MORE:
                letters.append(ALPHABET[_MORE | (value & _LOW)])
                value >>= 5
            letters.append(ALPHABET[value])
        x, y = point_x, point_y
    return "".join(letters)


def encode_degrees(points: Iterable[tuple[float, float]], scale: int = SCALE) -> str:
    """Return the string of (lon, lat) points in degrees; points that fall together are written once."""
    whole: list[tuple[int, int]] = []
    for lon, lat in points:
        point = (round(lon * scale), round(lat * scale))
        if not whole or whole[-1] != point:
            whole.append(point)
    return encode(whole)


def decode(text: str) -> list[tuple[int, int]]:
    """Return the points that :func:`encode` wrote."""
    numbers: list[int] = []
    value = shift = 0
    for letter in text:
        bits = _VALUES[letter]
        value |= (bits & _LOW) << shift
        if bits & _MORE:
            shift += 5
            continue
        numbers.append(~(value >> 1) if value & 1 else value >> 1)
        value = shift = 0
    points: list[tuple[int, int]] = []
    x = y = 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points

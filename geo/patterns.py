"""Regular expressions that are compiled when they are first used.

The grammar of claims and names has some 250 of them; a short text needs a third. Compiling all of them at import
took a quarter of a second, most of the time that checking one sentence took from a cold start.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["lazy"]

_SHORT = 2000
"""Up to this many characters a look for words is cheaper than compiling."""


class _Lazy:
    """Stands for a compiled pattern; its methods become the compiled pattern's own at first use."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if name.startswith("__"):
            raise AttributeError(name)
        attribute = getattr(re.compile(self._source, self._flags), name)
        # Kept on the instance, so that this is asked only once for each method; `re` keeps the compiled pattern,
        # and each kept method holds it as well.
        self.__dict__[name] = attribute
        return attribute

    @property
    def __class__(self) -> type:
        """Pass for a compiled pattern where one is asked for by ``isinstance``."""
        return re.Pattern

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise TypeError(value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (lazy, (self._source, self._flags))

    def __repr__(self) -> str:
        return f"lazy({self._source!r}, {self._flags})"


class _Guarded(_Lazy):
    """The same with words one of which every match needs: without them nothing is compiled.

    Each method gives way to the compiled pattern's own, which `_Lazy` keeps on the instance, at its first use.
    """

    def __init__(self, source: str, flags: int, needs: tuple[str, ...]) -> None:
        super().__init__(source, flags)
        self._needs = needs

    def _lacks(self, text: str, pos: int, endpos: int) -> bool:
        """Return whether ``text`` cannot match; never of letters beyond ASCII, whose case is no simple matter."""
        part = text[max(pos, 0) : max(endpos, 0)]
        if len(part) > _SHORT or not part.isascii():
            return False
        part = part.lower()
        return not any(word in part for word in self._needs)

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = None if self._lacks(string, pos, endpos) else self.__getattr__("match")(string, pos, endpos)
        return cast("re.Match[str] | None", found)

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = None if self._lacks(string, pos, endpos) else self.__getattr__("fullmatch")(string, pos, endpos)
        return cast("re.Match[str] | None", found)

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = None if self._lacks(string, pos, endpos) else self.__getattr__("search")(string, pos, endpos)
        return cast("re.Match[str] | None", found)

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        found = iter(()) if self._lacks(string, pos, endpos) else self.__getattr__("finditer")(string, pos, endpos)
        return cast("Iterator[re.Match[str]]", found)

    def __reduce__(self) -> tuple[Any, ...]:
        return (lazy, (self._source, self._flags, self._needs))


def lazy(source: str, flags: int = 0, needs: tuple[str, ...] | None = None) -> re.Pattern[str]:
    """Return what serves as ``re.compile(source, flags)`` and compiles when it is first used.

    ``needs`` are lower-case words one of which, in either case, stands in every match that is all ASCII (none at
    all: only letters of other scripts match). A short text without any of them is answered without compiling.

    Raises:
        re.error: at first use, where ``source`` is no pattern.

    """
    return cast("re.Pattern[str]", _Lazy(source, flags) if needs is None else _Guarded(source, flags, needs))

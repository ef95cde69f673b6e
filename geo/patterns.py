"""Regular expressions that are compiled when they are first used.

The grammar of claims and names has some 250 of them; a short text needs a third. Compiling all of them at import
took a quarter of a second, most of the time that checking one sentence took from a cold start.

Three kinds are kept apart, so that no text can make one slow. What is looked for anywhere in a text (`lazy`) must take
linear time over any text. What is only tried at a place that something else found (`anchored`) has no ``search``, so
that nobody walks a whole text with it. What ends where the text before a place ends (`trailing`) looks no farther back
than `REACH` characters.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Anchored", "Trailing", "anchored", "lazy", "trailing"]

REACH = 320
"""How many characters before the end a `trailing` pattern may begin."""

_SHORT = 2000
"""Up to this many characters a look for words is cheaper than compiling."""


class Anchored(Protocol):
    """A pattern for one place of a text at a time: it can be matched there, and not searched for."""

    @property
    def pattern(self) -> str:
        """The source of the expression."""
        ...

    def match(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Match at ``pos``, as a compiled pattern does."""
        ...

    def fullmatch(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Match all from ``pos`` to ``endpos``, as a compiled pattern does."""
        ...


class Trailing(Protocol):
    """A pattern that ends where the text ends: it is sought in the last `REACH` characters only."""

    @property
    def pattern(self) -> str:
        """The source of the expression."""
        ...

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """Search before ``endpos``, as a compiled pattern does, and no farther back than `REACH` before it."""
        ...


class _Deferred:
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

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._source!r}, {self._flags})"


class _Lazy(_Deferred):
    """The same, and passes for a compiled pattern where one is asked for by ``isinstance``."""

    @property
    def __class__(self) -> type:
        """The class of compiled patterns."""
        return re.Pattern

    @__class__.setter
    def __class__(self, value: type) -> None:
        raise TypeError(value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (lazy, (self._source, self._flags))


class _Guard(_Deferred):
    """The same with words one of which every match needs: without them nothing is compiled.

    Each method gives way to the compiled pattern's own, which `_Deferred` keeps on the instance, at its first use.
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


class _Guarded(_Guard, _Lazy):
    """The same for a pattern that is searched for."""

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        found = None if self._lacks(string, pos, endpos) else self.__getattr__("search")(string, pos, endpos)
        return cast("re.Match[str] | None", found)

    def finditer(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        found = iter(()) if self._lacks(string, pos, endpos) else self.__getattr__("finditer")(string, pos, endpos)
        return cast("Iterator[re.Match[str]]", found)

    def __reduce__(self) -> tuple[Any, ...]:
        return (lazy, (self._source, self._flags, self._needs))


_OF_ONE_PLACE = frozenset({"match", "fullmatch", "pattern", "flags"})


class _Anchored(_Deferred):
    """What can be matched and not searched for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a method of a pattern, or its source
        if name not in _OF_ONE_PLACE:
            raise AttributeError(name)
        return super().__getattr__(name)

    def __reduce__(self) -> tuple[Any, ...]:
        return (anchored, (self._source, self._flags))


class _AnchoredGuarded(_Guard, _Anchored):
    """The same with words one of which every match needs."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (anchored, (self._source, self._flags, self._needs))


class _Trailing(_Deferred):
    """What is sought at the end of a text, and no farther back than `REACH`."""

    def __init__(self, source: str, flags: int, needs: tuple[str, ...] | None) -> None:
        super().__init__(source, flags)
        self._needs = needs

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the compiled pattern, or its source
        if name == "_compiled":
            self._compiled = re.compile(self._source, self._flags)
            return self._compiled
        if name not in {"pattern", "flags"}:
            raise AttributeError(name)
        return super().__getattr__(name)

    def search(self, string: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        endpos = min(endpos, len(string))
        pos = max(pos, endpos - REACH)
        if self._needs is not None and "_compiled" not in self.__dict__:
            part = string[pos:endpos]
            if part.isascii() and not any(word in part.lower() for word in self._needs):
                return None
        return self._compiled.search(string, pos, endpos)

    def __reduce__(self) -> tuple[Any, ...]:
        return (trailing, (self._source, self._flags, self._needs))


def lazy(source: str, flags: int = 0, needs: tuple[str, ...] | None = None) -> re.Pattern[str]:
    """Return what serves as ``re.compile(source, flags)`` and compiles when it is first used.

    ``needs`` are lower-case words one of which, in either case, stands in every match that is all ASCII (none at
    all: only letters of other scripts match). A short text without any of them is answered without compiling.

    Raises:
        re.error: at first use, where ``source`` is no pattern.

    """
    return cast("re.Pattern[str]", _Lazy(source, flags) if needs is None else _Guarded(source, flags, needs))


def anchored(source: str, flags: int = 0, needs: tuple[str, ...] | None = None) -> Anchored:
    """Return a pattern as `lazy` does that is only ever matched at a place found otherwise.

    Its quantifiers are bounded, so that one match looks at a bounded part of the text however long that is. ``needs``
    as with `lazy`.

    Raises:
        re.error: at first use, where ``source`` is no pattern.

    """
    return _Anchored(source, flags) if needs is None else _AnchoredGuarded(source, flags, needs)


def trailing(source: str, flags: int = 0, needs: tuple[str, ...] | None = None) -> Trailing:
    r"""Return a pattern as `lazy` does whose matches all end where the text ends, so that it ends with ``\Z`` or ``$``.

    ``needs`` as with `lazy`.

    Raises:
        re.error: at first use, where ``source`` is no pattern.

    """
    return _Trailing(source, flags, needs)

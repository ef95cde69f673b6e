"""Regular expressions that are compiled when they are first used.

The grammar of claims and names has some 250 of them; a short text needs a third. Compiling all of them at import
took a quarter of a second, most of the time that checking one sentence took from a cold start.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["lazy"]


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


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return what serves as ``re.compile(source, flags)`` and compiles when it is first used.

    Raises:
        re.error: at first use, where ``source`` is no pattern.

    """
    return cast("re.Pattern[str]", _Lazy(source, flags))

"""Plug-ins: one file each, registered by a decorator; other distributions add theirs by entry points.

A :class:`Registry` belongs to one kind (claims, layers, readers, exports, geocoders). Its own plug-ins
are the modules of one package; foreign ones are the entry points of the group ``geo.KIND``, each of
which names a module (or any object whose import registers something). Loading happens once, at first
use, in sorted order, so that the outcome does not depend on the order of the file system.
"""

from __future__ import annotations

import importlib.machinery
import pkgutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from geo.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

__all__ = ["Registry"]


class Registry(Generic[T]):
    """Plug-ins of one kind by name.

    ``package`` is the dotted name of the package that holds the built-in ones; modules whose names
    begin with ``_`` or are listed in ``shared`` are help for plug-ins and are not loaded as such.
    """

    def __init__(self, kind: str, package: str, shared: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self._package = package
        self._shared = frozenset(shared)
        self._items: dict[str, T] = {}
        self._loaded = False

    def register(self, name: str) -> Callable[[T], T]:
        """Return the decorator that registers its argument under ``name``.

        Raises:
            UsageError: where another plug-in has that name.

        """

        def decorate(item: T) -> T:
            known = self._items.get(name)
            if known is not None and getattr(known, "__module__", None) != getattr(item, "__module__", None):
                msg = f"two plug-ins for {self.kind} are called {name!r}: {known!r} and {item!r}; rename one."
                raise UsageError(msg)
            self._items[name] = item
            return item

        return decorate

    def load(self) -> None:
        """Import all plug-ins of this kind, once."""
        if self._loaded:
            return
        self._loaded = True
        package = importlib.import_module(self._package)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            if not module.name.startswith("_") and module.name not in self._shared:
                importlib.import_module(f"{self._package}.{module.name}")
        if _may_have_foreign():
            from importlib import metadata  # noqa: PLC0415 - slow to import, and seldom needed

            points = metadata.entry_points(group=f"geo.{self.kind}")
            for point in sorted(points, key=lambda entry: (entry.name, entry.value)):
                point.load()

    def names(self) -> tuple[str, ...]:
        """Return the names of all plug-ins, sorted."""
        self.load()
        return tuple(sorted(self._items))

    def get(self, name: str) -> T:
        """Return the plug-in called ``name``.

        Raises:
            UsageError: where there is none; the message lists what there is.

        """
        self.load()
        try:
            return self._items[name]
        except KeyError:
            msg = f"there is no {self.kind} plug-in {name!r}: choose one of {', '.join(self.names())}."
            raise UsageError(msg) from None

    def items(self) -> Iterator[tuple[str, T]]:
        """Yield (name, plug-in), sorted by name."""
        for name in self.names():
            yield name, self._items[name]


def _may_have_foreign() -> bool:
    """Return whether any distribution on the path may name plug-ins of ours.

    ``importlib.metadata`` says it exactly, but importing and asking it takes a tenth of checking one sentence.
    True wherever a look at the folders of the path does not settle it (eggs, archives, finders of another kind).
    """
    if any(hasattr(finder, "find_distributions") and finder is not _PATHS for finder in sys.meta_path):
        return True
    for folder in dict.fromkeys(sys.path):
        path = Path(folder)
        if path.is_file() or path.suffix.lower() == ".egg":
            return True
        try:
            entries = [entry for entry in path.iterdir() if entry.suffix.lower() in _DISTRIBUTIONS]
        except OSError:
            continue
        if any(entry.suffix.lower() == ".egg" or _names_plugins(entry / "entry_points.txt") for entry in entries):
            return True
    return False


_PATHS = importlib.machinery.PathFinder
_DISTRIBUTIONS = (".dist-info", ".egg-info", ".egg")


def _names_plugins(path: Path) -> bool:
    try:
        return b"[geo." in path.read_bytes()
    except OSError:
        return False

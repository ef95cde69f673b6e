"""Opens the gazetteer: the embedded store, then those in the user's folders; once a process."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.store import MappedStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer.store import Store

EMBEDDED = Path(__file__).resolve().parent.parent / "data"


def user_folder() -> Path:
    """Return the folder of what the user added: ``$CONFLICTMAP_HOME`` or the platform's data folder."""
    home = os.environ.get("CONFLICTMAP_HOME")
    if home:
        return Path(home).expanduser() / "gazetteer"
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data else Path.home() / ".local" / "share"
    return base / "conflictmap" / "gazetteer"


def open_gazetteer(folders: Sequence[Path] | None = None) -> Gazetteer:
    """Return the embedded gazetteer joined with the stores in ``folders`` (default: the user's own).

    The same arguments give the same object within a process.

    Raises:
        geo.errors.GazetteerError: where a file is missing, damaged or of another format.

    """
    chosen = (user_folder(),) if folders is None else tuple(Path(folder) for folder in folders)
    return _open(chosen)


@cache
def _embedded() -> MappedStore:
    return MappedStore(EMBEDDED)


@cache
def _open(folders: tuple[Path, ...]) -> Gazetteer:
    return Gazetteer(_embedded(), [store for folder in folders for store in _stores_in(folder)])


def _stores_in(folder: Path) -> list[Store]:
    """Return the stores that were added to ``folder``, in the order of their names."""
    if not folder.is_dir():
        return []
    from geo.gazetteer.user import open_stores  # noqa: PLC0415 - only where something was added

    return list(open_stores(folder))

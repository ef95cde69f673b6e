"""Opens the gazetteer: the embedded store, then those in the user's folders; once a process."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import GazetteerError
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
        return expanded(home) / "gazetteer"
    data = os.environ.get("XDG_DATA_HOME")
    base = Path(data) if data else expanded("~") / ".local" / "share"
    return base / "conflictmap" / "gazetteer"


def expanded(path: str) -> Path:
    """Return ``path`` with ``~`` made a home; a user of a container may have none, and nothing was added there."""
    found = os.path.expanduser(path)  # noqa: PTH111 - the method raises where there is no home
    return Path("/nonexistent") if found.startswith("~") else Path(found)


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


def unreadable(folder: Path, error: OSError) -> GazetteerError:
    """Return the error for a folder of added gazetteers that may not be looked into."""
    msg = (
        f"the folder of added gazetteers {str(folder)!r} cannot be read: {error.strerror or error}; "
        "change its permissions, or set CONFLICTMAP_HOME to another folder."
    )
    return GazetteerError(msg)


def _stores_in(folder: Path) -> list[Store]:
    """Return the stores that were added to ``folder``, in the order of their names."""
    try:
        folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unreadable(folder, error) from error
    from geo.gazetteer.user import open_stores  # noqa: PLC0415 - only where something was added

    return list(open_stores(folder))

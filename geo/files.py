"""Write files so that nothing is ever half written: beside, fsync, rename."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["atomic_path", "write_atomically"]


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write ``data`` (text as UTF-8) to ``path``; on any failure the old file stays as it was.

    Raises:
        OutputError: where the folder is missing, read-only or full.

    """
    with atomic_path(path) as beside:
        beside.write_bytes(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)


@contextlib.contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a path beside ``path`` to write to; rename it over ``path`` when the block ends well.

    Raises:
        OutputError: where the folder is missing, read-only or full.

    """
    path = Path(path)
    target = _followed(path) if path.is_symlink() else path
    folder = target.parent
    if not folder.is_dir():
        msg = f"cannot write {str(path)!r}: the folder {str(folder)!r} does not exist; create it first."
        raise OutputError(msg)
    if target.is_dir():
        msg = f"cannot write {str(path)!r}: it is a folder; name a file in it."
        raise OutputError(msg)
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".conflictmap-", suffix=target.suffix, dir=folder)
        os.close(handle)
        beside = Path(name)
        beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
    except OutputError:
        raise
    except OSError as error:
        msg = f"cannot write {str(path)!r}: {error.strerror or error}; the old file, if any, is unchanged."
        raise OutputError(msg) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _followed(link: Path) -> Path:
    try:
        return link.resolve()
    except (OSError, RuntimeError):
        msg = f"cannot write {str(link)!r}: it is a link that leads in a circle; remove it."
        raise OutputError(msg) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

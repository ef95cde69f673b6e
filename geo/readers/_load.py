"""Open a file as a source, with one clear sentence for each way in which that fails."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from geo.errors import MissingReport, ReaderError
from geo.readers._base import ReadOptions, Source, said

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["load"]


def load(path: Path, options: ReadOptions) -> Source:
    """Return the source for a file; its bytes are read later.

    Raises:
        MissingReport: where there is no such file.
        ReaderError: where it may not be read or is no plain file.

    """
    name = str(path)
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        msg = f"there is no file {said(name)}: check the name."
        raise MissingReport(msg) from None
    except ValueError:
        msg = f"{said(name)} is no file name: it holds a character that file names cannot have."
        raise MissingReport(msg) from None
    except OSError as error:
        msg = f"{said(name)} could not be opened: {error.strerror or error}."
        raise ReaderError(msg) from None
    if stat.S_ISDIR(state.st_mode):
        msg = f"the folder {said(name)} could not be listed: check that you may read it."
        raise ReaderError(msg)
    if not stat.S_ISREG(state.st_mode):
        msg = f"{said(name)} is no plain file (a device, socket or pipe): give it on standard input as -."
        raise ReaderError(msg)
    if not os.access(path, os.R_OK):
        msg = f"{said(name)} may not be read: change its permissions (chmod u+r)."
        raise ReaderError(msg)
    return Source(name, options, path=name)

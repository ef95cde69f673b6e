"""What online services answered: kept on disk so that nobody is asked the same thing twice.

Each row says what was asked, of whom, and when. Failures are never written: only an answer, or a service's
plain "no such place", is. The file is the user's alone (mode 600): the names under study are in it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import GeocoderError, ModelError
from geo.model import Candidate, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FOUND_DAYS = 180.0
MISSING_DAYS = 14.0
"""Days that an answer, and a "no such place", is believed."""
_DAY_S = 86_400.0
_VERSION = 1
_TABLE = """
CREATE TABLE IF NOT EXISTS answer (
    service TEXT, address TEXT, name TEXT, country TEXT, asked TEXT, stamp REAL, found TEXT,
    PRIMARY KEY (service, address, name, country)
)
"""


class Question(NamedTuple):
    """What is asked of whom: service, its address (without keys), the name and the country ("" for none)."""

    service: str
    address: str
    name: str
    country: str


class Cache:
    """Answers by question, in one SQLite file; safe with many processes and when killed."""

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._path, self._now = path, now

    @contextlib.contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            # The default rollback journal: the write-ahead log of older SQLite versions can be corrupted.
            connection = sqlite3.connect(self._path, timeout=30.0, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error
        try:
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                connection.execute("DROP TABLE IF EXISTS answer")
            if version != _VERSION:
                connection.execute(_TABLE)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._broken(error) from error
        finally:
            connection.close()

    def _broken(self, error: Exception) -> GeocoderError:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, OSError):
            mend = "set CONFLICTMAP_HOME to a folder of yours"
        else:
            mend = "make room where the disk is full, else delete it"
        return GeocoderError(f"the cache of online answers {str(self._path)!r} cannot be used ({reason}): {mend}.")

    def get(self, question: Question) -> tuple[Candidate, ...] | None:
        """Return the answer kept for ``question``, or None where there is none or it is too old.

        Raises:
            GeocoderError: where the file is damaged or cannot be written.

        """
        with self._database() as connection:
            found = connection.execute(
                "SELECT stamp, found FROM answer WHERE service = ? AND address = ? AND name = ? AND country = ?",
                question,
            ).fetchone()
        if found is None:
            return None
        try:
            entries = json.loads(found[1])
            candidates = tuple(
                Candidate(Place.from_dict(entry["place"]), entry["score"], tuple(entry["reasons"])) for entry in entries
            )
        except (ValueError, KeyError, TypeError, ModelError) as error:
            raise self._broken(error) from error
        age_s = self._now() - float(found[0])
        return candidates if 0 <= age_s < _DAY_S * (FOUND_DAYS if candidates else MISSING_DAYS) else None

    def put(self, question: Question, candidates: tuple[Candidate, ...]) -> None:
        """Keep the answer of a service: candidates, or () for its "no such place"."""
        entries = [
            {"place": candidate.place.to_dict(), "score": candidate.score, "reasons": list(candidate.reasons)}
            for candidate in candidates
        ]
        stamp = self._now()
        asked = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp))
        with self._database() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*question, asked, stamp, json.dumps(entries, sort_keys=True)),
            )

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return (service, address, name, country, when it was asked) of all that is kept, sorted."""
        with self._database() as connection:
            return connection.execute(
                "SELECT service, address, name, country, asked FROM answer ORDER BY 1, 2, 3, 4"
            ).fetchall()

"""One request a second for all processes of a user together, and the pauses that a service asks for.

The time of the last request and the time until which a service must be left alone stand in a small file;
whoever holds its lock may ask next. The operating system frees the lock of a process that dies.
"""

from __future__ import annotations

import json
import math
import time
from typing import IO, TYPE_CHECKING

from geo.errors import GeocoderBusy, GeocoderError
from geo.gazetteer.user_lock import locked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INTERVAL_S = 1.05
"""Seconds between the starts of two requests: one a second, with a margin for clocks."""
PATIENCE_S = 60.0
"""Seconds that a pause asked for by the service is waited for; a longer one is an error at once."""
_LONGEST_PAUSE_S = 86_400.0


class Limiter:
    """Spaces the requests to one service; ``path`` is the file that all processes share."""

    def __init__(  # noqa: PLR0913 - a test brings its own clock
        self,
        path: Path,
        service: str,
        *,
        interval_s: float = INTERVAL_S,
        patience_s: float = PATIENCE_S,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._service = path, service
        self._interval_s, self._patience_s = interval_s, patience_s
        self._now, self._sleep = now, sleep

    def wait(self) -> None:
        """Return when the next request may start.

        Raises:
            GeocoderBusy: where the service asked to be left alone for longer than the patience.
            GeocoderError: where the shared file cannot be written.

        """
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._path, wait=True) as stream:
                last, until = _read(stream)
                now = self._now()
                # A clock that was set back must not stop everything: a time far ahead does not count.
                last = last if last <= now + self._interval_s else 0.0
                until = until if until <= now + _LONGEST_PAUSE_S else 0.0
                pause = max(last + self._interval_s, until) - now
                if pause > self._patience_s:
                    msg = f"{self._service} asks to be left alone for {math.ceil(pause)} seconds: try again then."
                    raise GeocoderBusy(msg)
                # Sleeping with the lock held is what keeps the others waiting in line.
                if pause > 0:
                    self._sleep(pause)
                _write(stream, self._now(), until)
        except OSError as error:
            msg = f"cannot keep count of requests in {str(self._path)!r}: {error.strerror or error}."
            raise GeocoderError(msg) from error

    def block(self, seconds: float) -> None:
        """Leave the service alone for ``seconds``, in all processes."""
        with locked(self._path, wait=True) as stream:
            last, until = _read(stream)
            pause = min(_LONGEST_PAUSE_S, max(0.0, seconds))
            _write(stream, last, max(until, self._now() + pause))


def _read(stream: IO[bytes]) -> tuple[float, float]:
    try:
        last, until = json.loads(stream.read() or b"[0, 0]")
        return float(last), float(until)
    except (ValueError, TypeError):
        return 0.0, 0.0


def _write(stream: IO[bytes], last: float, until: float) -> None:
    stream.seek(0)
    stream.truncate()
    stream.write(json.dumps([last, until]).encode())
    stream.flush()

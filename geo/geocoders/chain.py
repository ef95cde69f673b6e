"""Ask an online service for what the gazetteer lacks: cache, limits, checks; failures stay failures."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import ConflictmapError, GeocoderBusy, GeocoderError, GeocoderRefused, UsageError
from geo.gazetteer.opening import expanded
from geo.geocoders.cache import Cache, Question
from geo.geocoders.limits import INTERVAL_S, PATIENCE_S, Limiter
from geo.geocoders.online import Connection, asker, candidates_of, parse_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.gazetteer import Gazetteer
    from geo.geocoders.online import Ask
    from geo.model import Candidate, Position

SECONDS = 15.0
"""Seconds that one request may take in all."""
MOST = 5
GIVE_UP_AFTER = 5
"""Failures in a row after which a service is not asked any more in this process."""
BORDER_TOLERANCE_M = 25_000.0
_LONGEST_NAME = 200
_ATTEMPTS = 2
_LONGEST_INTERVAL_S = 3_600.0


def online_folder() -> Path:
    """Return the folder of the cache and of the shared counts: in ``$CONFLICTMAP_HOME``, else the cache folder."""
    home = os.environ.get("CONFLICTMAP_HOME")
    if home:
        return expanded(home) / "online"
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else expanded("~") / ".cache") / "conflictmap" / "online"


class OnlineLookup:
    """Asks one service by (name, country); can be pickled for worker processes.

    Raises:
        UsageError: where there is no such service, its address is none, or its key is missing.

    """

    def __init__(
        self,
        service: str,
        *,
        folder: Path | None = None,
        seconds: float = SECONDS,
        interval_s: float | None = None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.spec = parse_spec(service)
        if interval_s is None:
            interval_s = _own_interval() if self.spec.own else INTERVAL_S
        self._folder = folder or online_folder()
        self._options = (seconds, interval_s, patience_s)
        self._failures = 0
        self._adapters: list[Any] = []
        self._lock = threading.Lock()
        self._gazetteer: Gazetteer | None = None
        self._cache = Cache(self._folder / "answers.sqlite")
        self._ask = self._connect()

    def __reduce__(self) -> tuple[Any, ...]:
        address = f"{self.spec.service}={self.spec.scheme}://{self.spec.domain}" if self.spec.own else self.spec.service
        seconds, interval_s, patience_s = self._options
        return partial(
            OnlineLookup,
            address,
            folder=self._folder,
            seconds=seconds,
            interval_s=interval_s,
            patience_s=patience_s,
        ), ()

    def _connect(self) -> Ask:
        from geo import __version__  # noqa: PLC0415 - the package itself imports nothing of this

        spec = self.spec
        seconds, interval_s, patience_s = self._options
        target = hashlib.sha256((spec.domain or "").encode()).hexdigest()[:12] if spec.own else "public"
        limiter = Limiter(
            self._folder / f"{spec.service}-{target}.requests",
            spec.service,
            interval_s=interval_s,
            patience_s=patience_s,
        )

        def adapter(*, proxies: Any, ssl_context: Any) -> Any:  # noqa: ANN401 - geopy is not typed
            from geo.geocoders.adapter import LimitedAdapter  # noqa: PLC0415 - geopy takes 220 ms to import

            made = LimitedAdapter(proxies=proxies, ssl_context=ssl_context, limiter=limiter, seconds=seconds)
            self._adapters.append(made)
            return made

        return asker(
            Connection(
                service=spec.service,
                scheme=spec.scheme,
                domain=spec.domain,
                adapter_factory=adapter,
                user_agent=f"conflictmap/{__version__}",
                seconds=seconds,
                country_name=self._country_name,
            )
        )

    def _world(self) -> Gazetteer:
        if self._gazetteer is None:
            from geo.gazetteer import open_gazetteer  # noqa: PLC0415 - only where a country must be named or checked

            self._gazetteer = open_gazetteer()
        return self._gazetteer

    def _country_name(self, iso2: str) -> str:
        row = self._world().country_row(iso2)
        return iso2 if row is None else self._world().name(row)

    def __call__(self, name: str, country: str | None = None) -> tuple[Candidate, ...]:
        """Return what the service knows of ``name``, best first; () where it plainly says "no such place".

        Raises:
            GeocoderError: where the service failed in any way; nothing is kept of that.

        """
        name = " ".join(name.split())[:_LONGEST_NAME]
        if not name:
            return ()
        question = Question(self.spec.service, self.spec.domain or "", name, country or "")
        with self._lock:
            known = self._cache.get(question)
            if known is not None:
                return known
            if self._failures >= GIVE_UP_AFTER:
                msg = f"{self.spec.service} failed {GIVE_UP_AFTER} times in a row and is not asked any more."
                raise GeocoderError(msg)
            try:
                found = self._asked(name, country)
            except GeocoderError:
                self._failures += 1
                raise
            self._failures = 0
            self._cache.put(question, found)
        return found

    def _asked(self, name: str, country: str | None) -> tuple[Candidate, ...]:
        # What goes out is said before it goes: for an analyst the question itself can be a secret.
        where = self.spec.domain or f"the public {self.spec.service}"
        inside = f" in {country}" if country else ""
        print(f"conflictmap: asks {where} for {name!r}{inside}; nothing else is sent.", file=sys.stderr)  # noqa: T201
        locations = _explained(self.spec.service, lambda: self._ask(name, country, MOST))
        if not locations:
            if not _plainly_empty(self._adapters[-1].last if self._adapters else None):
                msg = f"{self.spec.service} answered neither with places nor with 'no such place'."
                raise GeocoderError(msg)
            return ()
        found = candidates_of(self.spec.service, name, country, locations)
        return tuple(
            candidate
            for candidate in found
            if country is None or candidate.place.country == country or self._inside(candidate.place.position, country)
        )

    def _inside(self, position: Position, country: str) -> bool:
        """Tell whether a position may lie in a country: swapped coordinates rarely do."""
        row = self._world().country_row(country)
        return row is None or self._world().contains(row, position, tolerance_m=BORDER_TOLERANCE_M) is not False


def _own_interval() -> float:
    """Return the seconds between requests to a service of the user's own, who may know that it bears more.

    Raises:
        UsageError: where the environment holds something that is no number of seconds.

    """
    given = os.environ.get("CONFLICTMAP_ONLINE_INTERVAL")
    if not given:
        return INTERVAL_S
    try:
        seconds = float(given)
    except ValueError:
        seconds = -1.0
    if not 0.0 <= seconds <= _LONGEST_INTERVAL_S:
        msg = f"CONFLICTMAP_ONLINE_INTERVAL is {given!r}: give the seconds between two requests, such as 0.1."
        raise UsageError(msg)
    return seconds


def online_lookup(service: str) -> Callable[[str, str | None], tuple[Candidate, ...]]:
    """Return what asks ``service`` ("nominatim", or "nominatim=https://geo.example.org") for (name, country).

    Raises:
        UsageError: where there is no such service, its address is none, or its key is missing.

    """
    return OnlineLookup(service)


def _explained(service: str, ask: Callable[[], Any]) -> Any:  # noqa: ANN401 - geopy is not typed
    """Return what ``ask`` returns, in one more attempt where that may help; raises GeocoderError for any failure."""
    from geopy import exc  # noqa: PLC0415 - geopy takes 220 ms to import

    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return ask()
        except ConflictmapError:
            raise
        except (exc.GeocoderQuotaExceeded, exc.GeocoderTimedOut, exc.GeocoderUnavailable) as error:
            # The limiter waits as long as the service asked for; then it is asked once more.
            if attempt == _ATTEMPTS:
                kind = GeocoderBusy if isinstance(error, exc.GeocoderQuotaExceeded) else GeocoderError
                msg = f"{service} failed: {_short(error)}."
                raise kind(msg) from error
        except (
            exc.GeocoderAuthenticationFailure,
            exc.GeocoderInsufficientPrivileges,
            exc.GeocoderQueryError,
            exc.ConfigurationError,
        ) as error:
            msg = f"{service} refuses: {_short(error)}."
            raise GeocoderRefused(msg) from error
        except exc.GeopyError as error:
            msg = f"{service} failed: {_short(error)}."
            raise GeocoderError(msg) from error
        except (
            TypeError,
            ValueError,
            LookupError,
            AttributeError,
            RecursionError,
            ArithmeticError,
        ) as error:
            # geopy reads answers without looking: an odd one raises whatever comes of it.
            msg = f"{service} answered with something that is no place ({type(error).__name__})."
            raise GeocoderError(msg) from error
    raise AssertionError(service)  # pragma: no cover - the loop returns or raises


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200].rstrip(".")


def _plainly_empty(answer: object) -> bool:
    """Tell whether an answer says "no such place": an empty list, or an object that holds one."""
    if isinstance(answer, dict):
        return any(value == [] for value in answer.values())
    return answer == []

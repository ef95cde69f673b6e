"""The only way to the network for geocoders: a geopy adapter with limits on everything.

geopy's own adapters have a time limit for each read of the socket only, no limit on size, redirects or
nesting, and believe any coordinates. This one gives up after a total time, reads at most
:data:`LARGEST_BODY` bytes, follows redirects within the same host only, and looks at every coordinate
before geopy does. It asks the :class:`geo.geocoders.limits.Limiter` before each request.
"""

from __future__ import annotations

import json
import math
import threading
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.geocoders.limits import Limiter

LARGEST_BODY = 2 * 2**20
MOST_REDIRECTS = 3
DEEPEST_JSON = 64
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_LAT_KEYS = frozenset({"lat", "latitude"})
_LON_KEYS = frozenset({"lon", "lng", "long", "longitude"})


class LimitedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy is not typed
    """Gets JSON within ``seconds`` in all; keeps the last answer in ``last`` so that a caller may judge it."""

    def __init__(
        self,
        *,
        proxies: Mapping[str, str] | None,
        ssl_context: Any,  # noqa: ANN401 - ssl.SSLContext or None, as geopy has it
        limiter: Limiter,
        seconds: float,
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._limiter, self._seconds = limiter, seconds
        self.last: Any = None
        # Built by hand: the default opener also knows file:, ftp: and data: addresses, and follows redirects.
        self._opener = OpenerDirector()
        for handler in (
            ProxyHandler(None if proxies is None else dict(proxies)),
            HTTPHandler(),
            HTTPSHandler(context=ssl_context),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON
        """Return the JSON of an address, its nesting and coordinates checked."""
        self.last = None
        self.last = parse_json(self.get_text(url, timeout=timeout, headers=headers))
        return self.last

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        """Return the text of an address; raises as :class:`geopy.adapters.BaseAdapter` says."""
        self._limiter.wait()
        seconds = self._seconds if timeout is None else min(timeout, self._seconds)
        outcome: list[str | BaseException] = []
        done = threading.Event()

        def work() -> None:
            try:
                outcome.append(self._get(url, seconds, headers))
            except BaseException as error:  # noqa: BLE001 - handed over to the caller's thread
                outcome.append(error)
            done.set()

        # A server that drips bytes never lets a socket time out: the whole request gets its time instead.
        threading.Thread(target=work, daemon=True, name="conflictmap-geocoder").start()
        if not done.wait(seconds):
            msg = f"no answer within {seconds:g} seconds"
            raise GeocoderTimedOut(msg)
        answer = outcome[0]
        if isinstance(answer, BaseException):
            self._note(answer)
            raise answer
        return answer

    def _note(self, error: BaseException) -> None:
        if isinstance(error, AdapterHTTPError) and error.status_code in _BUSY:
            retry_after = get_retry_after(error.headers)
            if retry_after is not None:
                self._limiter.block(retry_after)

    def _get(self, url: str, seconds: float, headers: Mapping[str, str]) -> str:
        for _ in range(MOST_REDIRECTS + 1):
            request = Request(url, headers={**headers, "Accept-Encoding": "identity"})  # noqa: S310 - checked below
            if request.type not in {"http", "https"}:
                raise GeocoderServiceError("the service is not reached by http or https")
            try:
                with self._opener.open(request, timeout=seconds) as page:
                    return _body(page)
            except HTTPError as error:
                with error:
                    if error.code not in _REDIRECTS:
                        raise _http_error(error) from None
                    url = _next(url, error.headers.get("Location"))
            except TimeoutError:
                raise _timed_out(seconds) from None
            except URLError as error:
                raise _unreachable(error, seconds) from None
            except (OSError, ValueError) as error:
                msg = f"the connection broke ({type(error).__name__})"
                raise GeocoderUnavailable(msg) from None
        msg = f"the service redirects more than {MOST_REDIRECTS} times"
        raise GeocoderServiceError(msg)


def _timed_out(seconds: float) -> GeocoderTimedOut:
    return GeocoderTimedOut(f"no answer within {seconds:g} seconds")


def _unreachable(error: URLError, seconds: float) -> Any:  # noqa: ANN401 - geopy is not typed
    if isinstance(error.reason, TimeoutError):
        return _timed_out(seconds)
    # The reason only: the address may hold a key.
    reason = getattr(error.reason, "strerror", None) or type(error.reason).__name__
    return GeocoderUnavailable(f"the service cannot be reached ({reason})")


def _http_error(error: HTTPError) -> AdapterHTTPError:
    headers = {name.lower(): value for name, value in error.headers.items()}
    return AdapterHTTPError(f"HTTP status {error.code}", status_code=error.code, headers=headers, text=None)


def _next(url: str, location: str | None) -> str:
    if not location:
        raise GeocoderServiceError("the service redirects to nowhere")
    target = urljoin(url, location)
    before, after = urlsplit(url), urlsplit(target)
    if after.hostname != before.hostname or (before.scheme, after.scheme) not in {
        ("http", "http"),
        ("https", "https"),
        ("http", "https"),
    }:
        # The name asked for would go to somebody the user has not agreed to.
        msg = f"the service redirects to another host ({after.hostname}), which was not asked"
        raise GeocoderServiceError(msg)
    return target


def _body(page: Any) -> str:  # noqa: ANN401 - http.client.HTTPResponse
    if page.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        raise GeocoderParseError("the answer is compressed, which was not asked for")
    body = bytearray()
    while piece := page.read(65_536):
        body.extend(piece)
        if len(body) > LARGEST_BODY:
            msg = f"the answer is larger than {LARGEST_BODY // 2**20} MB"
            raise GeocoderServiceError(msg)
    expected = page.headers.get("Content-Length")
    if expected is not None and expected.isdigit() and int(expected) != len(body):
        raise GeocoderServiceError("the answer was cut off")
    try:
        return body.decode(page.headers.get_content_charset() or "utf-8")
    except (UnicodeDecodeError, LookupError):
        raise GeocoderParseError("the answer is not text") from None


def parse_json(text: str) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON of ``text``.

    Raises:
        geopy.exc.GeocoderParseError: where it is none, nests too deep, or holds impossible coordinates.

    """
    try:
        parsed = json.loads(text, parse_constant=_no_constant)
        _check(parsed, 0)
    except RecursionError:
        msg = f"the answer nests deeper than {DEEPEST_JSON} levels"
        raise GeocoderParseError(msg) from None
    except ValueError as error:
        msg = f"the answer is not what a geocoder answers ({error})"
        raise GeocoderParseError(msg) from None
    return parsed


def _no_constant(name: str) -> float:
    msg = f"{name} is no number"
    raise ValueError(msg)


def _check(value: Any, depth: int) -> None:  # noqa: ANN401 - any JSON
    if depth > DEEPEST_JSON:
        raise RecursionError
    if isinstance(value, dict):
        _check_pair(value)
        for inner in value.values():
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)


def _check_pair(value: dict[str, Any]) -> None:
    lats = [value[key] for key in value if key.lower() in _LAT_KEYS]
    lons = [value[key] for key in value if key.lower() in _LON_KEYS]
    if value.get("type") == "Point" and isinstance(value.get("coordinates"), list):
        lons, lats = value["coordinates"][:1], value["coordinates"][1:2]
        if not lons:
            raise ValueError("a point without coordinates")
    if bool(lats) != bool(lons):
        raise ValueError("half a position")
    if any(not _within(lat, 90.0) for lat in lats) or any(not _within(lon, 180.0) for lon in lons):
        raise ValueError("a position that is not on the globe")


def _within(value: Any, most: float) -> bool:  # noqa: ANN401 - any JSON
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return False
    return math.isfinite(number) and abs(number) <= most

"""Fetch a URL with care: http and https only, every hop's address checked, bounded in size, time and hops.

The name is looked up once, its addresses are checked, and the connection is made to a checked address, so
that a second answer of the name server cannot lead elsewhere. A watch cuts the connection when the time
for the whole is over, however slowly bytes drip.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from geo.errors import MissingReport, ReaderError, UnsafeReport
from geo.readers._base import ReadOptions, Source, said

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MOST_BYTES", "MOST_HOPS", "SECONDS", "fetch", "is_public"]

MOST_BYTES = 20_000_000
SECONDS = 30.0
MOST_HOPS = 5

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_OK = 200
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "conflictmap (reads reports; https and http only)",
    "Accept": "text/html, application/pdf, text/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip, identity",
    "Connection": "close",
}


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, also when it is wrapped in another."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


@dataclass(slots=True)
class _Watch:
    """Cuts the connection at the deadline; ``cut`` says that it did."""

    deadline: float
    cut: bool = False
    connection: socket.socket | None = None

    def remaining(self) -> float:
        return self.deadline - time.monotonic()

    def fire(self) -> None:
        self.cut = True
        if self.connection is not None:
            try:
                self.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def fetch(url: str, options: ReadOptions) -> Source:
    """Return what a URL holds.

    Raises:
        ReaderError: where it cannot be fetched; the message says why.
        UnsafeReport: where it leads to a private address, is too large or too slow.

    """
    watch = _Watch(time.monotonic() + min(SECONDS, options.wall_seconds))
    timer = threading.Timer(watch.remaining(), watch.fire)
    timer.daemon = True
    timer.start()
    try:
        return _followed(url, options, watch)
    except (MissingReport, ReaderError):
        raise
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if watch.cut or isinstance(error, TimeoutError):
            msg = f"{said(url)} took longer than {SECONDS:.0f} s to fetch: save it and give the file."
            raise UnsafeReport(msg) from error
        reason = getattr(error, "strerror", None) or str(error)[:100] or type(error).__name__
        msg = f"{said(url)} could not be fetched: {reason}."
        raise ReaderError(msg) from error
    finally:
        timer.cancel()


def _followed(url: str, options: ReadOptions, watch: _Watch) -> Source:
    here = url
    for _ in range(MOST_HOPS + 1):
        parts = _checked(here, url)
        with closing(_connected(parts, url, options, watch)) as connection:
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
            connection.request("GET", path + query, headers={**_HEADERS, "Host": _host(parts)})
            answer = connection.getresponse()
            if answer.status in _REDIRECTS and answer.headers.get("Location"):
                here = urljoin(here, answer.headers["Location"])
                continue
            if answer.status != _OK:
                msg = f"{said(url)} answered {answer.status} {answer.reason[:60]}: check the address in a browser."
                raise (MissingReport if answer.status in _GONE else ReaderError)(msg)
            data = _body(answer, url, options, watch)
            if watch.cut:
                raise TimeoutError
            kind = answer.headers.get("Content-Type", "")[:200]
            return Source(url, options, url=here, media_type=kind, data=data)
    msg = f"{said(url)} leads on more than {MOST_HOPS} times: give the address that it ends at."
    raise UnsafeReport(msg)


def _checked(here: str, url: str) -> SplitResult:
    parts = urlsplit(here)
    if parts.scheme not in _PORTS:
        msg = f"{said(url)} leads to {parts.scheme!r}: only http and https are fetched."
        raise UnsafeReport(msg)
    if not parts.hostname or any(char.isspace() or ord(char) < 32 for char in here):  # noqa: PLR2004 - controls
        msg = f"{said(url)} is no address that can be fetched."
        raise ReaderError(msg)
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return name if parts.port in {None, _PORTS[parts.scheme]} else f"{name}:{parts.port}"


def _connected(parts: SplitResult, url: str, options: ReadOptions, watch: _Watch) -> http.client.HTTPConnection:
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    addresses = _looked_up(host, port, watch)
    if not options.allow_private_addresses and not all(is_public(address) for address in addresses):
        msg = f"{said(url)} leads to an address of a private network, which is not fetched: save it and give the file."
        raise UnsafeReport(msg)
    plain = _first(addresses, lambda address: socket.create_connection((address, port), max(0.1, watch.remaining())))
    watch.connection = plain
    if watch.cut:
        plain.close()
        raise TimeoutError
    connection = http.client.HTTPConnection(host, port, timeout=max(0.1, watch.remaining()))
    try:
        if parts.scheme == "https":
            plain = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
            watch.connection = plain
    except (OSError, ValueError):
        plain.close()
        raise
    connection.sock = plain
    return connection


def _looked_up(host: str, port: int, watch: _Watch) -> list[str]:
    """Return the addresses of a name; looking it up cannot be interrupted, so it is waited for from outside."""
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(max(0.1, watch.remaining()))
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError
    return list(dict.fromkeys(found))


def _first(addresses: list[str], connect: Callable[[str], socket.socket]) -> socket.socket:
    """Return the connection to the first address that answers."""
    for address in addresses[:-1]:
        try:
            return connect(address)
        except OSError:
            continue
    return connect(addresses[-1])


def _body(answer: http.client.HTTPResponse, url: str, options: ReadOptions, watch: _Watch) -> bytes:
    most = min(MOST_BYTES, options.max_bytes)
    packed = (answer.headers.get("Content-Encoding") or "").strip().lower()
    unpack = zlib.decompressobj(47) if packed in {"gzip", "x-gzip", "deflate"} else None
    parts: list[bytes] = []
    total = 0
    while not watch.cut and (piece := answer.read1(1 << 16)):
        part = unpack.decompress(piece, most + 1 - total) if unpack else piece
        total += len(part)
        parts.append(part)
        if total > most or (unpack is not None and unpack.unconsumed_tail):
            msg = f"{said(url)} is larger than {most // 1_000_000} MB: save it, split it and give the files."
            raise UnsafeReport(msg)
    return b"".join(parts)

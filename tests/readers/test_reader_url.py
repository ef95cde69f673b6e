"""A real server on this machine; the network is not touched."""

import gzip
import http.server
import threading
import time

import pytest

from geo.errors import MissingReport, NetworkNotAllowed, ReaderError, UnsafeReport
from geo.readers import Failure, ReadOptions, _url, read

LOCAL = ReadOptions(allow_network=True, allow_private_addresses=True)
PAGE = (
    b"<html><head><title>T</title></head><body><p>"
    + b"Fallujah is 40 miles west of Baghdad. " * 9
    + b"</p></body></html>"
)


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def answer(self, data, kind="text/plain; charset=utf-8", code=200, **headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):  # noqa: C901, PLR0912 - a table of answers
        path, _, query = self.path.partition("?")
        self.server.seen.append((self.path, self.headers["Host"]))
        if path == "/text":
            self.answer("الفلوجة 40 miles".encode())
        elif path == "/page":
            self.answer(PAGE, "text/html; charset=utf-8")
        elif path == "/gzip":
            self.answer(gzip.compress(PAGE), "text/html", Content_Encoding="gzip")
        elif path == "/bomb":
            self.answer(gzip.compress(b"\x20" * 60_000_000), "text/plain", Content_Encoding="gzip")
        elif path == "/hop":
            left = int(query)
            self.answer(b"", code=302, Location=f"/hop?{left - 1}" if left else "/text")
        elif path == "/to":
            self.answer(b"", code=302, Location=query)
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(400):
                    self.wfile.write(b"x" * (1 << 16))
            except OSError:
                pass
        else:
            self.answer(b"no", code=404)


@pytest.fixture(scope="module")
def server():
    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.seen = []
    found.daemon_threads = True
    thread = threading.Thread(target=found.serve_forever, daemon=True)
    thread.start()
    yield found
    found.shutdown()
    found.server_close()
    thread.join()


@pytest.fixture
def address(server):
    return f"http://127.0.0.1:{server.server_address[1]}"


def failure(url, options=LOCAL):
    (found,) = read(url, options=options)
    assert isinstance(found, Failure)
    assert str(found.error).count("\n") == 0
    return found.error


def test_nothing_is_fetched_without_the_flag(address, server):
    before = len(server.seen)
    error = failure(f"{address}/text", ReadOptions())
    assert isinstance(error, NetworkNotAllowed)
    assert "--allow-network" in str(error)
    assert len(server.seen) == before


def test_text_and_pages_are_read(address):
    (text,) = read(f"{address}/text", options=LOCAL)
    assert (text.text, text.url) == ("الفلوجة 40 miles", f"{address}/text")
    (page,) = read(f"{address}/page", options=LOCAL)
    assert "Fallujah is 40 miles west of Baghdad." in page.text
    assert page.title == "T"


def test_packed_pages_are_unpacked_and_bombs_refused(address):
    (page,) = read(f"{address}/gzip", options=LOCAL)
    assert "Fallujah" in page.text
    assert isinstance(failure(f"{address}/bomb"), UnsafeReport)


def test_addresses_of_private_networks_are_refused(address, server):
    before = len(server.seen)
    error = failure(f"{address}/text", ReadOptions(allow_network=True))
    assert isinstance(error, UnsafeReport)
    assert "private" in str(error)
    assert len(server.seen) == before


def test_five_hops_are_followed_and_six_refused(address):
    (report,) = read(f"{address}/hop?4", options=LOCAL)
    assert report.url == f"{address}/text"
    assert isinstance(failure(f"{address}/hop?5"), UnsafeReport)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x", "gopher://127.0.0.1/"]
)
def test_hops_to_other_schemes_are_refused(address, target):
    error = failure(f"{address}/to?{target}")
    assert isinstance(error, UnsafeReport)
    assert "only http and https" in str(error)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/x", "http://", "http://a b/", "http://[::1", "javascript://x"]
)
def test_what_is_no_web_address_is_refused(url):
    assert isinstance(failure(url), ReaderError)


def test_a_page_that_is_not_there_is_missing(address):
    assert isinstance(failure(f"{address}/none"), MissingReport)


def test_a_body_without_end_is_cut(address):
    error = failure(f"{address}/endless")
    assert isinstance(error, UnsafeReport)
    assert "20 MB" in str(error)


def test_a_body_that_drips_is_cut_at_the_time_for_the_whole(address):
    error = failure(f"{address}/drip", ReadOptions(allow_network=True, allow_private_addresses=True, wall_seconds=0.5))
    assert isinstance(error, UnsafeReport)
    assert "longer than" in str(error)


def test_a_closed_port_is_a_failure_in_words(address):
    assert "could not be fetched" in str(failure("http://127.0.0.1:9/x"))


def test_a_name_that_leads_to_this_machine_is_refused(monkeypatch):
    def lookup(*_args, **_options):
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    assert "private" in str(failure("http://rebound.example/", ReadOptions(allow_network=True)))


@pytest.mark.parametrize(
    ("address_", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_only_addresses_of_the_public_internet_are_fetched(address_, public):
    assert _url.is_public(address_) is public

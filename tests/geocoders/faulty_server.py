"""A real HTTP server on loopback that answers as a test tells it to: also badly."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FALLUJAH = {
    "osm_type": "relation",
    "osm_id": 1,
    "lat": "33.3492",
    "lon": "43.7833",
    "name": "Fallujah",
    "display_name": "Fallujah, Al-Anbar, Iraq",
    "addresstype": "city",
    "address": {"country_code": "iq", "state": "Al-Anbar"},
    "boundingbox": ["33.30", "33.40", "43.72", "43.84"],
}


class FaultyServer:
    """Asks ``respond(handler, number)`` for each request; keeps the paths, headers and times of all."""

    def __init__(self):
        self.requests = []
        self.headers = []
        self.times = []
        self.respond = lambda handler, _number: self.json(handler, [FALLUJAH])
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append(self.path)
                outer.headers.append(dict(self.headers))
                outer.times.append(time.monotonic())
                self.close_connection = True
                # The client hangs up, as it should, on some of these answers.
                with contextlib.suppress(OSError):
                    outer.respond(self, len(outer.requests))

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.stop = threading.Event()

    @staticmethod
    def json(handler, answer, status=200, headers=()):
        FaultyServer.raw(handler, json.dumps(answer).encode(), status, headers)

    @staticmethod
    def raw(handler, body, status=200, headers=()):
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Connection", "close")
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def close(self):
        self.stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

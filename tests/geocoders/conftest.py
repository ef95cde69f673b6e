"""A real HTTP server on loopback for each test that asks for one."""

from __future__ import annotations

import pytest
from faulty_server import FaultyServer


@pytest.fixture
def server():
    running = FaultyServer()
    yield running
    running.close()

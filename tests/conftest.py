"""Shared by all tests: where the corpora are, no network, and a deterministic hypothesis."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CONFLICTMAP_DATA", ROOT.parent / "shared" / "data"))


def pytest_collection_modifyitems(config, items):
    """Leave slow tests out unless the mark expression asks for them."""
    if config.getoption("-m"):
        return
    skip = pytest.mark.skip(reason="slow: run with -m slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the corpora; the test is skipped where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"no corpora at {DATA}: set CONFLICTMAP_DATA to the folder that holds them")
    return DATA


@pytest.fixture(scope="session")
def gazetteer():
    """The embedded gazetteer alone."""
    from geo.gazetteer import open_gazetteer

    return open_gazetteer(folders=())


@pytest.fixture(autouse=True)
def _no_user_files(monkeypatch, tmp_path_factory):
    """Keep the user's own gazetteers and caches out of the tests."""
    monkeypatch.setenv("CONFLICTMAP_HOME", str(tmp_path_factory.getbasetemp() / "conflictmap-home"))


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch, request):
    """Refuse every connection that leaves this machine."""
    if request.node.get_closest_marker("network"):
        return
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"}):
                msg = f"a test reached for the network: {host}"
                raise AssertionError(msg)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)

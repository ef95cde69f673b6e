"""Documents made on the spot, good and bad."""

from __future__ import annotations

import pytest

from geo.readers import Failure, ReadOptions, _sandbox, read


@pytest.fixture(scope="session", autouse=True)
def _end_child():
    yield
    _sandbox.close()


@pytest.fixture
def one(tmp_path):
    """Return a function that writes bytes to a file and reads it."""

    def run(name: str, data: bytes | str, **options):
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return list(read(path, options=ReadOptions(**options)))

    return run


@pytest.fixture
def refused(one):
    """Return a function that reads bytes which must be refused, and returns the sentence."""

    def run(name: str, data: bytes | str, **options):
        found = one(name, data, **options)
        assert len(found) == 1
        assert isinstance(found[0], Failure)
        sentence = str(found[0].error)
        assert sentence.count("\n") == 0
        assert sentence.endswith(".")
        assert "Traceback" not in sentence
        return found[0].error

    return run

from __future__ import annotations

import pytest

from geo.errors import GeocoderBusy, GeocoderError
from geo.geocoders.limits import Limiter


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self, now=1_000.0):
        self.now = now
        self.slept = []

    def sleep(self, seconds):
        self.slept.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def limiter(tmp_path):
    def make(clock, **options):
        return Limiter(
            tmp_path / "one.requests", "nominatim", interval_s=1.0, now=lambda: clock.now, sleep=clock.sleep, **options
        )

    return make


def test_the_first_request_does_not_wait_and_the_next_does(limiter):
    clock = Clock()
    first, second = limiter(clock), limiter(clock)
    first.wait()
    second.wait()
    first.wait()
    assert clock.slept == [1.0, 1.0]


def test_time_that_has_passed_counts(limiter):
    clock = Clock()
    limiter(clock).wait()
    clock.now += 0.75
    limiter(clock).wait()
    assert clock.slept == [0.25]


def test_a_pause_holds_for_everybody(limiter):
    clock = Clock()
    limiter(clock).block(30)
    limiter(clock).wait()
    assert clock.slept == [30.0]


def test_a_pause_beyond_the_patience_is_an_error_at_once(limiter):
    clock = Clock()
    limiter(clock).block(500)
    with pytest.raises(GeocoderBusy, match="500 seconds"):
        limiter(clock).wait()
    assert clock.slept == []
    clock.now += 501
    limiter(clock).wait()


@pytest.mark.parametrize("seconds", [-5, 0])
def test_a_pause_that_is_none_changes_nothing(limiter, seconds):
    clock = Clock()
    limiter(clock).block(seconds)
    limiter(clock).wait()
    assert clock.slept == []


def test_a_clock_that_was_set_back_does_not_stop_everything(limiter):
    clock = Clock(1_000_000.0)
    limiter(clock).wait()
    clock.now = 1_000.0
    limiter(clock).wait()
    assert clock.slept == []


@pytest.mark.parametrize("content", [b"", b"garbage", b"[1]", b'{"a": 1}', b'["x", "y"]'])
def test_a_damaged_file_starts_anew(tmp_path, limiter, content):
    (tmp_path / "one.requests").write_bytes(content)
    clock = Clock()
    limiter(clock).wait()
    limiter(clock).wait()
    assert clock.slept == [1.0]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(GeocoderError, match="cannot keep count"):
        Limiter(tmp_path / "file" / "x", "nominatim").wait()

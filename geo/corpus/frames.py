"""Frames between a supervisor and its workers: four bytes of length, one letter, the rest.

To a worker: ``J`` a pickled job, ``T`` a pickled list of (index, unit). From it: ``R`` ready, ``S`` index of the
unit begun, ``O`` index and line of an outcome, ``E`` task done (and how much memory is in use, in bytes).
"""

from __future__ import annotations

import struct
from typing import IO

HEAD = struct.Struct("<Ic")
INDEX = struct.Struct("<I")


def send(stream: IO[bytes], kind: bytes, payload: bytes = b"") -> None:
    """Write one frame."""
    stream.write(HEAD.pack(len(payload), kind) + payload)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the next frame as (letter, payload), or None at the end."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    length, kind = HEAD.unpack(head)
    payload = stream.read(length)
    return (kind, payload) if len(payload) == length else None

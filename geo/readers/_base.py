"""What every reader shares: the options, the source it is given, and how it registers."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from geo.errors import ReaderError, UnsafeReport
from geo.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geo.model import Report

__all__ = ["READERS", "Failure", "ReadOptions", "Reader", "Source", "reader", "said"]

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How reports are read.

    ``text_column`` names the column of a table that holds the text. ``allow_network`` lets a URL be
    fetched; ``allow_private_addresses`` also from this machine and its private network, for tests and
    for intranets. ``encoding`` wins over what is detected.

    A single document larger than ``max_bytes`` is refused (tables of many reports are streamed, and
    only their rows are held to it). ``memory_bytes``, ``cpu_seconds`` and ``wall_seconds`` limit the
    child process in which risky formats are parsed.
    """

    text_column: str | None = None
    allow_network: bool = False
    allow_private_addresses: bool = False
    encoding: str | None = None
    max_bytes: int = 50 * MEBIBYTE
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 30
    wall_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be read, and why; ``str(error)`` is one sentence for the user."""

    source: str
    error: ReaderError


def said(name: str) -> str:
    """Return a name as messages show it: quoted, on one line, not longer than 200 characters."""
    shown = repr(name)
    return shown if len(shown) <= 200 else f"{shown[:150]}…{shown[-40:]}"  # noqa: PLR2004 - as the docstring says


@dataclass
class Source:
    """One file, address or stream to read.

    ``name`` is what messages call it. The bytes are read at first use and refused where there are
    more than ``options.max_bytes``; formats of many records read ``lines`` instead, which streams.
    ``depth`` counts the messages that it lies in.
    """

    name: str
    options: ReadOptions = field(default_factory=ReadOptions)
    path: str | None = None
    url: str | None = None
    media_type: str | None = None
    data: bytes | None = field(default=None, repr=False)
    depth: int = 0

    @property
    def said(self) -> str:
        """The name, quoted for a message."""
        return self.name if self.name == "standard input" else said(self.name)

    @cached_property
    def size(self) -> int:
        """Number of bytes."""
        return len(self.data) if self.data is not None else Path(self._file).stat().st_size

    @property
    def suffix(self) -> str:
        """The suffix of the file's name in lower case, with its dot; "" where there is none."""
        return Path(self.path or "").suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB."""
        if self.data is not None:
            return self.data[:65536]
        with Path(self._file).open("rb") as stream:
            return stream.read(65536)

    @cached_property
    def content(self) -> bytes:
        """All bytes.

        Raises:
            UnsafeReport: where there are more than the options allow.

        """
        if self.size > self.options.max_bytes:
            msg = (
                f"{self.said} is larger than {self.options.max_bytes // MEBIBYTE} MB, too large for one report: "
                "split it (on Linux and macOS: split -C 10m FILE part-) and give the folder of parts."
            )
            raise UnsafeReport(msg)
        return self.data if self.data is not None else Path(self._file).read_bytes()

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    def lines(self) -> Iterator[bytes]:
        """Yield the lines without holding them all; one longer than ``max_bytes`` is refused.

        Raises:
            UnsafeReport: where a line is longer than the options allow.

        """
        limit = self.options.max_bytes
        with self._stream() as stream:
            number = 0
            while line := stream.readline(limit + 1):
                number += 1
                if len(line) > limit:
                    msg = f"{self.said} has a line {number} of more than {limit // MEBIBYTE} MB: split it."
                    raise UnsafeReport(msg)
                yield line

    def _stream(self) -> IO[bytes]:
        return io.BytesIO(self.data) if self.data is not None else Path(self._file).open("rb")

    @property
    def _file(self) -> str:
        if self.path is None:
            msg = f"{self.said} holds no bytes."
            raise ReaderError(msg)
        return self.path


class ReadFunction(Protocol):
    """What a reader is: a source in, reports (and failures of single records) out."""

    def __call__(self, source: Source) -> Iterable[Report | Failure]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """A registered reader.

    ``untrusted`` ones run in a child process with limits, which imports the modules ``imports`` once; a document
    of up to ``harmless_bytes`` is read in this process, as nothing so short can do harm to its parser.
    """

    name: str
    read: ReadFunction
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    untrusted: bool = False
    imports: tuple[str, ...] = ()
    harmless_bytes: int = 0


READERS: Registry[Reader] = Registry("readers", "geo.readers")


def reader(  # noqa: PLR0913 - one argument for each field
    name: str,
    *,
    suffixes: tuple[str, ...] = (),
    media_types: tuple[str, ...] = (),
    untrusted: bool = False,
    imports: tuple[str, ...] = (),
    harmless_bytes: int = 0,
) -> Callable[[ReadFunction], ReadFunction]:
    """Return the decorator that registers a function as the reader ``name``.

    ``suffixes`` (lower case, with their dot) and ``media_types`` say which sources it reads; for the rest
    see :class:`Reader`.
    """

    def decorate(function: ReadFunction) -> ReadFunction:
        READERS.register(name)(Reader(name, function, suffixes, media_types, untrusted, imports, harmless_bytes))
        return function

    return decorate

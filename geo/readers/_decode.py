"""Bytes to text: the marks at the beginning, UTF-8, UTF-16 without a mark, then detection."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from geo.errors import NotText, ReaderError

if TYPE_CHECKING:
    from geo.readers._base import Source

__all__ = ["decode", "decoded", "encoding_of"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_COMMON = ("cp1252", "cp1251", "cp1256", "cp1250", "cp1254")
_MOST_CONTROL = 0.01


def decoded(source: Source) -> str:
    """Return the text of a source with a line feed, and nothing else, at the end of each line.

    Raises:
        NotText: where the bytes are no text in any known encoding.
        ReaderError: where the encoding that the options name is unknown or wrong.

    """
    return decode(source.content, source.said, source.options.encoding)


def encoding_of(source: Source) -> str:
    """Return the encoding of a source that is streamed, judged by its first 64 KiB.

    Raises:
        NotText: where these are no text.

    """
    if source.options.encoding:
        return source.options.encoding
    head = source.head
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    # The last bytes may be half a character.
    whole = head[: head.rfind(b"\n") + 1] or head
    text = decode(whole, source.said)
    wide = _utf16_without_mark(whole)
    if wide is not None:
        return wide
    if text.isascii() or whole.decode("utf-8", "replace").count("\ufffd") == 0:
        return "utf-8"
    return _old_encoding(whole) or "utf-8"


def decode(data: bytes, said: str, encoding: str | None = None) -> str:
    """Return ``data`` as text; ``said`` is the name of its source for messages; see :func:`decoded`."""
    text = _with_encoding(data, said, encoding) if encoding else _detected(data, said)
    if _is_noise(text):
        msg = f"{said} is not text but binary data: convert it to text, PDF, Word or HTML first."
        raise NotText(msg)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_encoding(data: bytes, said: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        msg = f"{encoding!r} is no encoding that is known: try utf-8, cp1256 or utf-16."
        raise ReaderError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{said} is not in the encoding {encoding!r} (byte {error.start}): leave the encoding out to detect it."
        raise ReaderError(msg) from None


def _detected(data: bytes, said: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A file cut off in the middle of a character is still worth reading.
            return data[len(mark) :].decode(encoding, "replace")
    try:
        # A stray zero byte makes no text binary; UTF-16 has one beside each letter, space or line end of ASCII.
        if data[:_SAMPLE].count(0) <= max(2, len(data[:_SAMPLE]) * _MOST_CONTROL):
            return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 0:
            return data[: error.start].decode("utf-8")
    wide = _utf16_without_mark(data)
    if wide is not None:
        return data.decode(wide, "replace")
    return _guessed(data, said)


def _utf16_without_mark(data: bytes) -> str | None:
    """Return which UTF-16 it is where every second byte is mostly zero (western text), or where its words show it."""
    sample = data[: min(len(data), _SAMPLE) & ~1]  # whole pairs of bytes
    if len(sample) < 4 or b"\x00" not in sample:  # noqa: PLR2004 - two characters
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.05:
        return "utf-16-be"
    return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _is_prose(sample, encoding)), None)


def _is_prose(data: bytes, encoding: str) -> bool:
    """Return whether bytes are words with spaces between them in an encoding; in the other order they are no words."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    spaces = text.count(" ") + text.count("\n")
    shown = sum(char.isalpha() or char.isspace() or unicodedata.category(char)[0] in "MNP" for char in text)
    return spaces * 50 > len(text) and shown * 20 > len(text) * 19


def _guessed(data: bytes, said: str) -> str:
    encoding = _old_encoding(data[:_SAMPLE])
    if encoding is None:
        msg = f"{said} is not text in any known encoding: convert it to UTF-8 text, PDF, Word or HTML first."
        raise NotText(msg)
    return data.decode(encoding, "replace")


def _old_encoding(data: bytes) -> str | None:
    """Return the likeliest encoding of one byte a character; of equally likely ones the commonest."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms, only for old encodings

    if b"\x00" in data:
        return None
    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        return None
    equal = [
        name
        for match in matches
        if match.chaos <= best.chaos and match.coherence >= best.coherence
        for name in (match.encoding, *match.could_be_from_charset)
    ]
    return next((name for name in _COMMON if name in equal), best.encoding)


def _is_noise(text: str) -> bool:
    sample = text[:_SAMPLE]
    if not sample:
        return False
    bad = sum(
        1
        for char in sample
        if char == "\ufffd" or (unicodedata.category(char) in {"Cc", "Cn"} and char not in "\t\n\r\f\x1b\x85")
    )
    return bad > max(2, len(sample) * _MOST_CONTROL)

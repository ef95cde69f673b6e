"""Compare what our reader (pypdf) and pdfminer.six find in PDF files that are broken in known ways.

    python bench/pdf.py        needs pdfminer.six beside the package's own requirements

Every file is made here from the same six pages of words, then broken. The figure is the share of those words that a
library finds in what is left; a file counts as read where that share is at least a half.
"""

from __future__ import annotations

import io
import logging
import multiprocessing
import multiprocessing.connection
import random
import re
import sys
import warnings
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES = tuple(
    f"Page {number} of the report. {sentence}"
    for number, sentence in enumerate(
        (
            "Shelling was heard north of the bridge before dawn.",
            "Families left the eastern quarter on foot.",
            "The road to the capital stayed closed for nine days.",
            "Two villages west of the river lost their water.",
            "Monitors counted forty vehicles at the checkpoint.",
            "By evening the market had opened again.",
        ),
        start=1,
    )
)
SECONDS = 20.0
READ = 0.5


def document(*, packed: bool = False, streams: bool = False, font: str = "plain", words: bool = True) -> bytes:
    """Return a PDF of PAGES: ``packed`` content, objects in ``streams`` (as of PDF 1.5), a ``font`` of some kind."""
    bodies: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font(font), b""]
    kids = []
    for page in PAGES:
        shown = _shown(page, font) if words else b"q 100 0 0 100 0 0 cm Q"
        data = zlib.compress(shown) if packed else shown
        head = b"<< /Length %d%s >>" % (len(data), b" /Filter /FlateDecode" if packed else b"")
        kids.append(b"%d 0 R" % (len(bodies) + 1))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (len(bodies) + 2)
        )
        bodies.append(head + b"\nstream\n" + data + b"\nendstream")
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    bodies[3] = _to_unicode() if font == "mapped" else b"null"
    return _in_streams(bodies) if streams else _plain(bodies)


def _font(kind: str) -> bytes:
    base = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
    return {
        "plain": base + b" >>",
        # Codes shifted by one, told by names of glyphs; the same told by a map to Unicode; told by nothing.
        "differences": base + b" /Encoding << /Type /Encoding /Differences [33 " + _glyphs() + b"] >> >>",
        "mapped": base + b" /ToUnicode 4 0 R >>",
        "mac": base + b" /Encoding /MacRomanEncoding >>",
        "unknown": base + b" /Encoding /NoSuchEncoding >>",
        "dangling": base + b" /ToUnicode 99 0 R >>",
    }[kind]


def _glyphs() -> bytes:
    names = {" ": "space", ".": "period", **{str(digit): name for digit, name in enumerate(_DIGITS)}}
    return " ".join(
        f"/{names.get(chr(code), chr(code) if chr(code).isalpha() else 'bullet')}" for code in range(32, 123)
    ).encode()


_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _to_unicode() -> bytes:
    lines = b"\n".join(b"<%02X> <%04X>" % (code + 1, code) for code in range(32, 123))
    data = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <00> <FF> "
        b"endcodespacerange\n91 beginbfchar\n" + lines + b"\nendbfchar\nendcmap end end"
    )
    return b"<< /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _shown(text: str, font: str) -> bytes:
    shift = font in {"differences", "mapped"}
    data = bytes(ord(char) + shift for char in text)
    return b"BT /F1 12 Tf 72 720 Td <%s> Tj ET" % data.hex().encode()


def _plain(bodies: list[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start))
    return out.getvalue()


def _in_streams(bodies: list[bytes]) -> bytes:
    """Return the file with all but the streams in one object stream, and a cross-reference stream."""
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n")
    inner = [(number, body) for number, body in enumerate(bodies, start=1) if b"stream\n" not in body]
    held, index = io.BytesIO(), []
    for number, body in inner:
        index.append(b"%d %d" % (number, held.tell()))
        held.write(body + b"\n")
    head = b" ".join(index) + b" "
    data = zlib.compress(head + held.getvalue())
    size = len(bodies)
    entries = {number: (2, size + 1, place) for place, (number, _) in enumerate(inner)}
    for number, body in enumerate(bodies, start=1):
        if number not in entries:
            entries[number] = (1, out.tell(), 0)
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    entries[size + 1] = (1, out.tell(), 0)
    about = b"<< /Type /ObjStm /N %d /First %d /Length %d /Filter /FlateDecode >>" % (len(inner), len(head), len(data))
    out.write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (size + 1, about, data))
    start = out.tell()
    entries[size + 2] = (1, start, 0)
    rows = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(2, "big")
        for kind, first, second in ((0, 0, 65535), *(entries[number] for number in range(1, size + 3)))
    )
    rows = zlib.compress(rows)
    about = b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d /Filter /FlateDecode >>" % (size + 3, len(rows))
    out.write(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (size + 2, about, rows))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def encrypted(algorithm: str) -> bytes:
    """Return the document under an empty user password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document())))
    writer.encrypt("", "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def files() -> Iterator[tuple[str, bytes]]:
    """Yield all files with the kind of their damage."""
    whole = {
        "plain": document(),
        "packed": document(packed=True),
        "streams": document(packed=True, streams=True),
    }
    for data in whole.values():
        yield "whole", data
    for kind in ("differences", "mapped", "mac", "unknown", "dangling"):
        yield "odd encodings", document(font=kind)
        yield "odd encodings", document(font=kind, packed=True, streams=True)
    for algorithm in ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"):
        yield "encrypted, empty password", encrypted(algorithm)
    for data in whole.values():
        for kind, broken in _breaks(data):
            yield kind, broken
    chance = random.Random(7)  # noqa: S311 - places to damage
    for data in whole.values():
        for _ in range(40):
            flipped = bytearray(data)
            for _ in range(8):
                flipped[chance.randrange(9, len(data))] ^= 1 << chance.randrange(8)
            yield "eight bits flipped", bytes(flipped)


def _breaks(data: bytes) -> Iterator[tuple[str, bytes]]:
    for share in (0.3, 0.5, 0.7, 0.85, 0.95, 0.99):
        yield "cut off", data[: int(len(data) * share)]
    at = data.rindex(b"startxref")
    for number in (b"0", b"7", b"999999", b"-1", b"x"):
        yield "wrong startxref", data[:at] + b"startxref\n" + number + b"\n%%EOF\n"
    yield "no startxref", data[:at]
    table = data.rfind(b"xref\n0 ")
    if b"trailer" in data:
        end = data.index(b"trailer")
        yield "no xref table", data[:table] + data[end:]
        yield "no xref table", data[:table]
        yield "wrong offsets", data[:table] + re.sub(rb"\d{10}(?= 00000 n)", b"0000000042", data[table:])
        yield "no trailer", data[:end] + data[at:]
    yield "bytes before or after", b"rubbish\r\n" * 20 + data
    yield "bytes before or after", data + b"\0" * 3_000
    yield "bytes lost or added", data[:200] + data[230:]
    yield "bytes lost or added", data[:20] + b"%comment\n" + data[20:]
    yield "line ends changed", data.replace(b"\n", b"\r\n")
    yield "line ends changed", data.replace(b"\n", b"\r")
    for length in (b"0", b"1", b"99999", b"50 0 R"):
        yield "wrong lengths", re.sub(rb"/Length \d+", b"/Length " + length, data)
    yield "words missing", data.replace(b"endobj\n", b"")
    yield "words missing", data.replace(b"\nendstream", b"")
    yield "words missing", data.replace(b"/Type /Page ", b"").replace(b"/Type /Pages ", b"")
    yield "words missing", re.sub(rb"/Count \d+ ", b"", data)
    yield "words missing", data.replace(b"/Type /Catalog ", b"")


def by_reader(data: bytes) -> str:
    from geo.readers._base import ReadOptions, Source
    from geo.readers.pdf import read

    return "\n".join(report.text for report in read(Source("a.pdf", ReadOptions(), data=data)))


def by_pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def by_pypdf_alone(data: bytes) -> str:
    from pypdf import PdfReader

    document = PdfReader(io.BytesIO(data), strict=False)
    if document.is_encrypted:
        document.decrypt("")
    return "\n".join(page.extract_text() for page in document.pages)


def _answer(way: Callable[[bytes], str], data: bytes, pipe: multiprocessing.connection.Connection) -> None:
    try:
        pipe.send(way(data))
    except Exception as error:  # noqa: BLE001 - parsers raise anything; the kind of it is the answer
        pipe.send(error.__class__)


def share(way: Callable[[bytes], str], data: bytes) -> float:
    """Return the share of the words of PAGES that a library finds; 0 where it fails or takes too long."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_answer, args=(way, data, theirs))
    process.start()
    found = ours.recv() if ours.poll(SECONDS) else TimeoutError
    process.kill()
    process.join()
    if not isinstance(found, str):
        return 0.0
    words = set(re.findall(r"\w+", found))
    wanted = [word for page in PAGES for word in re.findall(r"\w+", page)]
    return sum(word in words for word in wanted) / len(wanted)


def main() -> None:
    import importlib.util

    if importlib.util.find_spec("pdfminer") is None:
        raise SystemExit("bench/pdf.py compares with pdfminer.six: pip install pdfminer.six")
    logging.disable()
    warnings.simplefilter("ignore")
    ways = (by_pypdf_alone, by_pdfminer, by_reader)
    kinds: dict[str, list[tuple[float, ...]]] = {}
    for kind, data in files():
        kinds.setdefault(kind, []).append(tuple(share(way, data) for way in ways))
    columns = ("pypdf", "pdfminer", "our reader", "pdfminer only")
    print(f"{'read, of files with':28}{'files':>6}" + "".join(f"{column:>15}" for column in columns))
    everything = [found for shares in kinds.values() for found in shares]
    for kind, shares in (*kinds.items(), ("all", everything)):
        counts = [sum(found[way] >= READ for found in shares) for way in range(3)]
        counts.append(sum(found[2] < READ <= found[1] for found in shares))
        print(f"{kind:28}{len(shares):6}" + "".join(f"{count:15}" for count in counts))


if __name__ == "__main__":
    sys.exit(main())

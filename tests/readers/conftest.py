"""Documents made on the spot, good and bad."""

from __future__ import annotations

import io
import zlib

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


def pdf(*pages: str | bytes, compress: bool = False) -> bytes:
    """Return a PDF with a page for each text, its lines 20 points apart."""
    count = len(pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(count))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        content = page if isinstance(page, bytes) else _shown(page)
        packed = zlib.compress(content) if compress else content
        head = b"<< /Length %d%s >>" % (len(packed), b" /Filter /FlateDecode" if compress else b"")
        resources = b"<< /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
            % (resources, 5 + 2 * number)
        )
        objects.append(head + b"\nstream\n" + packed + b"\nendstream")
    stream = io.BytesIO(b"%PDF-1.4\n")
    stream.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = stream.tell()
    stream.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    stream.write(b"".join(b"%010d 00000 n \n" % offset for offset in offsets))
    stream.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return stream.getvalue()


def _shown(text: str) -> bytes:
    lines = b"".join(b"(%s) Tj 0 -20 Td\n" % line.encode("latin-1") for line in text.split("\n"))
    return b"BT /F1 12 Tf 72 720 Td\n" + lines + b"ET"

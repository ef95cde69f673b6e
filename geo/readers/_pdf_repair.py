"""A damaged PDF made readable again: its whole objects gathered by their marks, under a new table of contents.

Cut-off downloads and files whose tables are wrong still hold most of their pages, but parsers begin at tables at the
end of the file. ``python bench/pdf.py`` measures what this gains.
"""

from __future__ import annotations

import io
import re
import zlib

__all__ = ["holds_pages", "repaired"]

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,7})\s{1,5}[0-9]{1,5}\s{1,5}obj\b")
_PAGE = re.compile(rb"/Type\s{0,5}/Page(?![A-Za-z])")
_NUMBERS = {key: re.compile(rb"/" + key + rb"\s{0,5}([0-9]{1,9})") for key in (b"N", b"First")}
_PARENT = re.compile(rb"/Parent\s{0,5}([0-9]{1,7})\s{1,5}[0-9]{1,5}\s{1,5}R")
_RESOURCES = re.compile(rb"/Resources\s{0,5}[0-9]{1,7}\s{1,5}[0-9]{1,5}\s{1,5}R")
_MOST_OBJECTS = 200_000
_MOST_UNPACKED = 64 << 20


def holds_pages(data: bytes) -> bool:
    """Return whether a page, or something that may hold one, stands anywhere in a PDF."""
    return b"/ObjStm" in data or _PAGE.search(data) is not None


def repaired(data: bytes) -> bytes | None:
    """Return a PDF of all whole pages of a damaged one, in the order of their numbers; None where there is none."""
    if b"/Encrypt" in data:
        return None
    objects = _objects(data)
    for body in list(objects.values()):
        if b"/ObjStm" in body[:500]:
            for number, inner in _inside(body).items():
                objects.setdefault(number, inner)
    pages = [number for number, body in sorted(objects.items()) if _PAGE.search(body[:5_000])]
    if not pages:
        return None
    for number in pages:
        objects[number] = _with_resources(objects[number], objects)
    return _written(objects, pages)


def _objects(data: bytes) -> dict[int, bytes]:
    """Return the objects by number; of several with one number the last, which is the newest."""
    marks = list(_OBJECT.finditer(data))[:_MOST_OBJECTS]
    found: dict[int, bytes] = {}
    for place, mark in enumerate(marks):
        limit = marks[place + 1].start() if place + 1 < len(marks) else len(data)
        end = data.find(b"endobj", mark.end(), limit)
        body = data[mark.end() : limit if end < 0 else end]
        if b"/XRef" in body[:500]:
            continue
        if b"stream" in body and b"endstream" not in body:
            body += b"\nendstream"
        elif end < 0 and place + 1 == len(marks):
            # Cut off in the middle of something that is no stream: half a dictionary helps nobody.
            continue
        found[int(mark[1])] = body.strip()
    return found


def _inside(body: bytes) -> dict[int, bytes]:
    """Return the objects of an object stream; what is damaged of it is left out."""
    head, mark, rest = body.partition(b"stream")
    sizes = [pattern.search(head) for pattern in _NUMBERS.values()]
    if not mark or None in sizes:
        return {}
    count, first = (int(size[1]) for size in sizes if size)
    try:
        packed = rest.removeprefix(b"\r").removeprefix(b"\n")
        text = zlib.decompressobj().decompress(packed, _MOST_UNPACKED) if b"/FlateDecode" in head else packed
        index = [int(word) for word in text[:first].split()[: 2 * count]]
    except (zlib.error, ValueError):
        return {}
    starts = [*index[1::2], len(text) - first]
    return {
        number: text[first + start : first + end].strip()
        for number, start, end in zip(index[::2], starts, starts[1:], strict=False)
        if 0 <= start < end
    }


def _with_resources(page: bytes, objects: dict[int, bytes]) -> bytes:
    """Return a page with the resources (fonts) that it would inherit."""
    above = page
    for _ in range(8):
        found = None if above is page and b"/Resources" in page else _RESOURCES.search(above)
        if found and above is not page:
            return page.replace(b"<<", b"<< " + found[0], 1)
        parent = _PARENT.search(above)
        if b"/Resources" in above or parent is None or int(parent[1]) not in objects:
            break
        above = objects[int(parent[1])]
    return page


def _written(objects: dict[int, bytes], pages: list[int]) -> bytes:
    top = max(objects) + 1
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    new = {
        top: b"<< /Type /Catalog /Pages %d 0 R >>" % (top + 1),
        top + 1: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
    }
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    entries: list[bytes] = []
    for number, body in sorted({**objects, **new}.items()):
        entries.append(b"%d 1\n%010d 00000 n \n" % (number, out.tell()))
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 1\n0000000000 65535 f \n" + b"".join(entries))
    out.write(b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (top + 2, top, start))
    return out.getvalue()

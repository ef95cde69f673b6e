"""Documents made on the spot, good and bad."""

from __future__ import annotations

import csv
import io
import zlib


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


def word(*paragraphs, **properties):
    from docx import Document

    document = Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


ARTICLE = "".join(
    f"<p>Paragraph {i} speaks of Fallujah, a city 40 miles west of Baghdad, where many people live and work.</p>"
    for i in range(8)
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Strikes | The Site</title>
<meta property="og:title" content="Strikes near Fallujah"><meta property="og:site_name" content="The Site">
<meta property="article:published_time" content="2016-06-26T10:00:00Z"><meta name="author" content="A. Writer">
</head><body><nav><a href="/">Home</a> <a href="/m">Menu of all</a></nav>
<article><h1>Strikes near Fallujah</h1>{ARTICLE}</article>
<footer>All rights reserved forever</footer><script>var x = "not text";</script></body></html>"""


MESSAGE = b"""From: "The Reporter" <a@example.org>\r
Subject: =?utf-8?b?2KfZhNmB2YTZiNis2Kk=?=\r
Date: Sun, 26 Jun 2016 10:00:00 +0000\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=B\r
\r
--B\r
Content-Type: multipart/alternative; boundary=C\r
\r
--C\r
Content-Type: text/plain; charset=cp1251\r
Content-Transfer-Encoding: 8bit\r
\r
\xc8\xe7\xfe\xec\r
--C\r
Content-Type: text/html\r
\r
<p>HTML</p>\r
--C--\r
--B\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename="report.pdf"\r
\r
x\r
--B--\r
"""


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Feed</title><item><title>One &amp;amp; two</title><link>https://example.org/1</link>
<description>short</description><c:encoded><![CDATA[<p>Fallujah <b>fell</b>.</p><script>no</script>]]></c:encoded>
<pubDate>Sun, 26 Jun 2016 10:00:00 GMT</pubDate></item><item><title>Second</title><link>javascript:x</link></item>
<item/></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Feed</title><entry><title type="html">One</title>
<link href="https://example.org/1"/><updated>2016-06-26T10:00:00Z</updated>
<content type="html">&lt;p&gt;Mosul&lt;/p&gt;</content>
<author><name>A. Writer</name></author></entry></feed>"""


def rows(*records, delimiter=","):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return stream.getvalue()


ACLED = {
    "event_id_cnty": "IRQ1",
    "event_date": "26 June 2016",
    "location": "Fallujah",
    "admin1": "Anbar",
    "admin2": "Al-Fallujah",
    "country": "Iraq",
    "latitude": "33.3491",
    "longitude": "43.7860",
    "geo_precision": "1",
    "notes": "Troops entered Fallujah, 40 miles west of Baghdad.",
    "source": "A wire",
}
UCDP = {
    "id": "1",
    "date_start": "2016-06-26 00:00:00.000",
    "where_prec": "2",
    "where_coordinates": "Fallujah town",
    "where_description": "Al-Julan",
    "adm_1": "Al Anbar governorate",
    "adm_2": "Al-Fallujah district",
    "country": "Iraq",
    "latitude": "33.35",
    "longitude": "43.78",
    "source_headline": "Iraq says city is free",
    "source_office": "A wire",
}


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


POINT = {"type": "Point", "coordinates": [43.78, 33.35]}
AREA = {"type": "Polygon", "coordinates": [[[43, 33], [44, 33], [44, 34], [43, 34], [43, 33]]]}

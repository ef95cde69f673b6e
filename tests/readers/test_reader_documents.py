import io
import zipfile
import zlib

import pytest
from reader_samples import ATOM, MESSAGE, PAGE, RSS, pdf, word

from geo.errors import EmptyReport, ReaderError, UnsafeReport
from geo.readers import Failure
from geo.readers.html import depth


def test_a_pdf_gives_its_text_and_the_page_of_each_offset(one):
    report = one("a.pdf", pdf("Fallujah is 40 miles west of Bagh-\ndad.", "Mosul is on page two.", "And three."))[0]
    assert report.text == "Fallujah is 40 miles west of Baghdad.\n\nMosul is on page two.\n\nAnd three."
    assert [report.page_of(report.text.index(word)) for word in ("Fallujah", "Mosul", "three")] == [1, 2, 3]


def test_a_pdf_under_another_name_is_known_by_its_bytes(one):
    assert one("a.txt", pdf("Fallujah is here."))[0].text == "Fallujah is here."


def test_a_scanned_pdf_is_said_to_need_ocr(refused):
    error = refused("a.pdf", pdf(b"q 100 0 0 100 0 0 cm Q", b""))
    assert isinstance(error, EmptyReport)
    assert "2 pages" in str(error)
    assert "OCR" in str(error)


def test_a_pdf_without_pages_is_said_to_be_empty(refused):
    assert "without pages" in str(refused("a.pdf", pdf()))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_an_encrypted_pdf_is_said_to_be_so_and_one_without_a_password_is_read(one, refused, algorithm):
    from pypdf import PdfReader, PdfWriter

    def encrypted(password):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Fallujah is here."))))
        writer.encrypt(password, "owner", algorithm=algorithm)
        stream = io.BytesIO()
        writer.write(stream)
        return stream.getvalue()

    assert "password" in str(refused("a.pdf", encrypted("secret")))
    assert one("b.pdf", encrypted(""))[0].text == "Fallujah is here."


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_a_cut_off_pdf_is_read_or_refused_in_one_sentence(one, share):
    data = pdf("Fallujah is here.", "Mosul is there.")
    (found,) = one("a.pdf", data[: int(len(data) * share)])
    assert not isinstance(found, Failure) or (str(found.error).count("\n") == 0 and "a.pdf" in str(found.error))


@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: data.index(b"xref")],
        lambda data: data[: int(len(data) * 0.75)],
        lambda data: data.replace(b"trailer", b"trial"),
        lambda data: data[: data.rindex(b"startxref")],
        lambda data: data.replace(b" 00000 n", b" 00001 n").replace(b"/Kids", b"/Kin"),
    ],
)
def test_a_damaged_pdf_gives_the_pages_that_are_whole(one, damage, compress):
    words = ["Fallujah is on page one.", "Mosul is on page two.", "Hit is on page three.", "Ramadi is on page four."]
    (report,) = one("a.pdf", damage(pdf(*words, compress=compress)))
    # A page that is there without its words stays a page, so that the numbers of the others hold.
    pages = [page for page in report.text.split("\n\n") if page]
    assert len(pages) >= 2
    assert pages == words[: len(pages)]
    assert report.page_of(report.text.index("Mosul")) == 2
    assert dict(report.metadata).get("repaired") == "yes" or len(pages) == 4


def test_repair_does_not_hide_a_password_or_a_scan(one, refused):
    assert "encrypted" in str(refused("a.pdf", pdf("Words.").replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R")))
    cut = pdf(b"q 100 0 0 100 0 0 cm Q", b"")
    assert "damaged or cut-off" in str(refused("b.pdf", cut[: cut.index(b"xref")]))


def test_what_is_named_pdf_but_is_text_is_read_as_text(one):
    assert one("a.pdf", "Plain words about Fallujah.")[0].text == "Plain words about Fallujah."


def test_a_pdf_that_unpacks_to_too_much_costs_only_itself(one):
    bomb = pdf(b"BT /F1 12 Tf (" + b"A" * 60_000_000 + b") Tj ET", compress=True)
    assert len(bomb) < 100_000
    (found,) = one("bomb.pdf", bomb, memory_bytes=150 << 20, cpu_seconds=10)
    assert isinstance(found, Failure)
    assert one("good.pdf", pdf("Fallujah is here."))[0].text == "Fallujah is here."


def test_word_gives_paragraphs_and_fields(one):
    report = one("a.docx", word("Troops entered Fallujah.", "They left.", title="A title", author="One"))[0]
    assert (report.text, report.title, report.author) == ("Troops entered Fallujah.\n\nThey left.", "A title", "One")


def test_word_without_text_is_said_to_be_empty(refused):
    assert isinstance(refused("a.docx", word()), EmptyReport)


def test_a_zip_bomb_is_refused_by_the_sizes_in_the_archive(refused):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(b" " * (1 << 20))
    error = refused("a.docx", stream.getvalue())
    assert isinstance(error, UnsafeReport)
    assert "300 MB" in str(error)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(refused):
    data = bytearray(word("x"))
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(bytes(data))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            body = source.read(member)
            if member.filename == "word/document.xml":
                body += b" " * 50_000_000
            target.writestr(member.filename, body)
    lying = stream.getvalue().replace((50_000_000).to_bytes(4, "little")[1:], b"\x00\x00\x00")
    assert isinstance(refused("a.docx", lying), ReaderError)


@pytest.mark.parametrize(
    ("members", "word_"),
    [
        ({"xl/workbook.xml": "x"}, "spreadsheet"),
        ({"ppt/presentation.xml": "x"}, "presentation"),
        ({"content.xml": "x"}, "OpenDocument"),
        ({"a.txt": "x"}, "archive"),
        ({"word/document.xml": "<no"}, "damaged"),
    ],
)
def test_other_archives_are_told_apart(refused, members, word_):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    assert word_ in str(refused("a.docx", stream.getvalue()))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_cut_off_word_document_is_refused(refused, share):
    data = word("x" * 5000)
    assert "a.docx" in str(refused("a.docx", data[: int(len(data) * share)]))


def test_entities_in_a_word_document_are_not_expanded(one):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("MARK"))) as source, zipfile.ZipFile(stream, "w") as target:
        for member in source.infolist():
            body = source.read(member)
            if member.filename == "word/document.xml":
                head, _, rest = body.partition(b"<w:document")
                entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                body = head + entity + b"<w:document" + rest.replace(b"MARK", b"MARK &e;")
            target.writestr(member.filename, body)
    (found,) = one("a.docx", stream.getvalue())
    assert isinstance(found, Failure) or "root:" not in found.text


def test_a_page_gives_its_main_text_and_fields(one):
    report = one("a.html", PAGE)[0]
    assert "Paragraph 7 speaks of Fallujah" in report.text
    assert "Menu of all" not in report.text
    assert "not text" not in report.text
    assert (report.title, report.source, report.date) == ("Strikes near Fallujah", "The Site", "2016-06-26")
    assert dict(report.metadata)["extraction"] == "main"


def test_the_date_of_an_event_is_not_taken_for_that_of_the_page(one):
    body = (
        "<p>Ramadi was retaken in December 2015 after months of fighting, officials said on the road to the town.</p>"
        * 4
    )
    assert one("a.html", f"<html><body><article>{body}</article></body></html>")[0].date is None
    marked = '<meta property="article:published_time" content="2016-06-27T10:00:00Z">'
    assert (
        one("a.html", f"<html><head>{marked}</head><body><article>{body}</article></body></html>")[0].date
        == "2016-06-27"
    )


def test_a_page_without_a_main_text_is_read_whole(one):
    report = one("a.html", "<html><head><title>T</title></head><body><div>Fallujah &amp; Mosul</div></body></html>")[0]
    assert "Fallujah & Mosul" in report.text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "Words in Fallujah",
        "<![!" + "Words in Fallujah",
        "<p>Words in Fallujah" + "</p>" * 9_000,
        "<b><i>" * 3_000 + "Words in Fallujah",
    ],
)
def test_pages_that_break_parsers_are_still_read(one, body):
    (found,) = one("a.html", f"<html><body>{body}")
    assert "Words in Fallujah" in found.text


def test_a_page_with_lone_surrogates_and_nulls_is_read(one):
    (found,) = one("a.html", b"<html><body><p>Fallujah \xed\xa0\x80 is &#xD800; here \x00.</p>" * 5)
    assert isinstance(found, Failure) or "Fallujah" in found.text


def test_a_page_of_scripts_is_said_to_have_no_words(refused):
    assert "without words" in str(refused("a.html", "<html><body><script>x = 1</script></body></html>"))


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "koi8-r", "utf-16"])
def test_the_encoding_of_a_page_is_the_one_it_names(one, encoding):
    text = "<p>Войска вошли в город Изюм в Харьковской области.</p>" * 5
    page = f'<html><head><meta charset="{encoding}"></head><body>{text}</body></html>'.encode(encoding)
    assert "Изюм в Харьковской" in one("a.html", page)[0].text


def test_a_page_under_another_name_is_known_by_its_bytes(one):
    assert "Paragraph 7" in one("a.txt", PAGE)[0].text


def test_other_xml_is_made_words(one):
    data = '<?xml version="1.0"?><nitf><body><p>Fallujah &amp; Mosul</p><p>Second.</p></body></nitf>'
    assert one("a.xml", data)[0].text == "Fallujah & Mosul\n\nSecond."


def test_a_message_gives_subject_sender_date_body_and_names_of_attachments(one):
    report = one("a.eml", MESSAGE)[0]
    assert (report.title, report.source, report.date) == ("الفلوجة", "The Reporter", "2016-06-26")
    assert report.text.strip() == "Изюм"
    assert report.metadata == (("attachment", "report.pdf"),)


def test_a_message_of_html_alone_is_made_words(one):
    data = b"From: a@b.org\r\nContent-Type: text/html\r\n\r\n<style>p {}</style><p>Fallujah <b>fell</b>.</p>"
    assert one("a.eml", data)[0].text == "Fallujah fell."


@pytest.mark.parametrize(
    "data",
    [b"From: x\r\n\r\n", b"Content-Type: text/plain; charset=nonsense\r\n\r\n\xff", b"\r\n" * 10, b"From:" * 900],
)
def test_broken_messages_are_read_or_refused(one, data):
    assert len(one("a.eml", data)) == 1


def test_a_feed_gives_a_report_for_each_entry(one):
    first, second = one("a.rss", RSS)
    assert first.text == "One & two\n\nFallujah fell."
    assert (first.source, first.date, first.url) == ("The Feed", "2016-06-26", "https://example.org/1")
    assert (second.text, second.url) == ("Second", None)


def test_an_atom_feed_is_known_by_its_bytes(one):
    (report,) = one("feed.xml", ATOM)
    assert (report.text, report.date, report.author) == ("One\n\nMosul", "2016-06-26", "A. Writer")


@pytest.mark.parametrize(
    ("data", "word_"),
    [
        (
            '<!DOCTYPE rss [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>',
            "attack",
        ),
        ('<!DOCTYPE rss SYSTEM "http://127.0.0.1/x"><rss><channel><item><title>x</title></item></channel></rss>', None),
        ("<rss><channel><item><title>x</title>", "well-formed"),
        ("<rss><channel></channel></rss>", "without entries"),
    ],
)
def test_feeds_that_are_attacks_or_broken_are_refused(one, data, word_):
    (found,) = one("a.rss", data)
    assert isinstance(found, Failure) == (word_ is not None)
    if word_:
        assert word_ in str(found.error)


def test_deeply_nested_feeds_are_refused_or_read(one):
    assert len(one("a.rss", "<rss><channel><item><title>x</title><description>" + "<a>" * 100_000)) == 1


def test_random_bytes_after_the_mark_of_a_pdf_never_leave_the_sentence(one):
    import random

    generator = random.Random(7)
    for number in range(25):
        data = b"%PDF-1.5\n" + zlib.compress(generator.randbytes(200)) + generator.randbytes(400)
        (found,) = one(f"{number}.pdf", data)
        assert isinstance(found, Failure)
        assert str(found.error).count("\n") == 0


@pytest.mark.parametrize(
    ("html", "deepest"),
    [
        ("<p>a<p>b<br>c" * 3_000, 0),
        ("<div>" * 5_000 + "x" + "</div>" * 5_000, 5_000),
        ("<div>x</div>" * 5_000, 1),
        ("<ul>" + "<li>x" * 5_000, 1),
        ("</b></b><b>x", 1),
    ],
)
def test_the_depth_of_a_page_is_that_of_its_elements_in_each_other(html, deepest):
    assert depth(html) == deepest


def test_a_page_of_thousands_of_line_breaks_has_a_main_text(one):
    (report,) = one(
        "a.html", PAGE.replace("</article>", "<p>A list<br>of names<br>follows.</p>" * 1_500 + "</article>")
    )
    assert dict(report.metadata)["extraction"] == "main"
    assert "Menu of all" not in report.text


ROWS = [["Locality", "State", "Distance"], ["Tawila", "North Darfur", "60 km west of El Fasher"]]
READ = "Locality | State | Distance\n\nTawila | North Darfur | 60 km west of El Fasher"


def _word_table() -> bytes:
    from docx import Document

    document = Document()
    table = document.add_table(rows=0, cols=3)
    for row in ROWS:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page_table(around: str = "") -> str:
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"<html><body><main>{around}<table>{rows}</table></main></body></html>"


def _markdown_table() -> str:
    head, *rows = ROWS
    return "\n".join(["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * 3, *rows)])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", _word_table()),
        ("a.html", _page_table()),
        (
            "long.html",
            _page_table("<p>People left the town in October and walked west for days. They need water.</p>" * 4),
        ),
        ("a.md", _markdown_table()),
    ],
)
def test_a_row_of_a_table_is_a_paragraph_of_cells(one, name, data):
    assert one(name, data)[0].text.endswith(READ)

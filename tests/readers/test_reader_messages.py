import csv
import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from reader_samples import ACLED, PAGE, pdf, rows, word

from geo.readers import Failure


def message(text="Words of the message about Mosul.", html=None, **headers):
    made = EmailMessage()
    made["From"] = "The Reporter <a@example.org>"
    made["Date"] = "Sun, 26 Jun 2016 10:00:00 +0000"
    made["Subject"] = "Subject"
    for name, value in headers.items():
        made[name] = value
    if text is not None:
        made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def attach(made, data, name, kind="application/octet-stream"):
    main, _, sub = kind.partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made


def split(found):
    return [item for item in found if not isinstance(item, Failure)], [
        item for item in found if isinstance(item, Failure)
    ]


def test_attachments_are_reports_of_their_own_with_their_origin(one, tmp_path):
    made = message()
    attach(made, pdf("Fallujah is here.", "Hit is there."), "report.pdf", "application/pdf")
    attach(made, word("Ramadi in Word.", title="Weekly"), "weekly.docx")
    attach(made, PAGE.encode(), "page.html", "text/html")
    attach(made, b"\x89PNG\r\n", "photo.png", "image/png")
    attach(made, rows(ACLED).encode(), "events.csv", "text/csv")
    body, document, weekly, page, events = one("mail.eml", made.as_bytes())
    assert body.text.strip() == "Words of the message about Mosul."
    assert body.metadata == (
        ("attachment", "report.pdf"),
        ("attachment", "weekly.docx"),
        ("attachment", "page.html"),
        ("attachment_unread", "photo.png"),
        ("attachment", "events.csv"),
    )
    mail = tmp_path / "mail.eml"
    assert document.path == f"{mail}, attachment report.pdf"
    assert (document.text, document.page_of(20)) == ("Fallujah is here.\n\nHit is there.", 2)
    assert (document.date, document.source) == ("2016-06-26", "The Reporter")
    assert (weekly.text, weekly.title) == ("Ramadi in Word.", "Weekly")
    assert (page.source, "Paragraph 7" in page.text) == ("The Site", True)
    assert events.given[0].given.lat == 33.3491
    assert events.path == f"{mail}, attachment events.csv"
    assert len({item.sha256 for item in (body, document, weekly, page, events)}) == 5


def test_an_attachment_has_the_hash_of_its_own_file(one):
    data = pdf("Fallujah is here.")
    made = attach(message(), data, "report.pdf", "application/pdf")
    assert one("mail.eml", made.as_bytes())[1].sha256 == one("report.pdf", data)[0].sha256


def test_a_bad_attachment_costs_only_itself_and_is_named(one, tmp_path):
    made = message()
    attach(made, pdf(b"q Q"), "scan.pdf")
    attach(made, b"", "empty.txt")
    attach(made, b"PK\x03\x04 broken", "broken.docx")
    attach(made, b"Fine words about Hit.", "fine.txt")
    reports, failures = split(one("mail.eml", made.as_bytes()))
    assert [report.text.strip() for report in reports] == ["Words of the message about Mosul.", "Fine words about Hit."]
    assert [item.source.removeprefix(f"{tmp_path}/") for item in failures] == [
        f"mail.eml, attachment {name}" for name in ("scan.pdf", "empty.txt", "broken.docx")
    ]
    assert all(str(item.error).count("\n") == 0 and "mail.eml, attachment " in str(item.error) for item in failures)
    assert "OCR" in str(failures[0].error)


def test_an_attachment_that_never_ends_or_swells_leaves_what_came_before(one):
    bomb = pdf(b"BT /F1 12 Tf (" + b"A" * 60_000_000 + b") Tj ET", compress=True)
    made = attach(attach(message(), b"First words of Hit.", "first.txt"), bomb, "bomb.pdf")
    reports, failures = split(one("mail.eml", made.as_bytes(), memory_bytes=250 << 20, cpu_seconds=8))
    assert len(reports) == 2
    assert len(failures) == 1


def test_messages_in_messages_are_read_to_a_depth_of_three(one):
    made = message("Innermost of Hit.")
    for number in range(5):
        outer = message(f"Level {number} of Mosul.")
        outer.add_attachment(made)
        made = outer
    reports, failures = split(one("mail.eml", made.as_bytes()))
    assert [report.text.strip() for report in reports] == [f"Level {number} of Mosul." for number in (4, 3, 2, 1)]
    assert failures == []
    assert reports[-1].metadata == (("attachment_unread", "message.eml"),)
    assert reports[-1].path.endswith("mail.eml, attachment message.eml, attachment message.eml, attachment message.eml")


def test_a_message_with_attachments_alone_gives_those(one):
    made = EmailMessage()
    made.make_mixed()
    attach(made, b"Words about Hit.", "a.txt", "text/plain")
    (report,) = one("mail.eml", made.as_bytes())
    assert report.text == "Words about Hit."


def test_a_message_with_nothing_to_read_names_what_it_holds(refused):
    made = EmailMessage()
    made.make_mixed()
    attach(made, b"x", "photo.jpg", "image/jpeg")
    assert "photo.jpg" in str(refused("mail.eml", made.as_bytes()))


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "a\nb.txt", "n" * 5_000 + ".txt", "\u202etxt.exe.txt"])
def test_hostile_names_of_attachments_stay_one_short_line(one, name):
    made = message()
    made.add_attachment(b"Words about Hit.", maintype="application", subtype="octet-stream")
    part = next(made.iter_attachments())
    del part["Content-Disposition"]
    part.add_header("Content-Disposition", "attachment", filename="PLACE.txt")
    data = made.as_bytes().replace(b'"PLACE.txt"', b'"%s"' % name.encode("utf-8").replace(b"\n", b"\n "))
    _, report = one("mail.eml", data)
    said = report.path.rpartition(", attachment ")[2]
    assert len(said) <= 200
    assert not set(said) & set("/\n")


@pytest.mark.parametrize(
    ("plain", "html", "expected"),
    [
        ("Plain words.", "<p>Rich words.</p>", "Plain words."),
        (" \r\n ", "<p>Rich words of <b>Hit</b>.</p>", "Rich words of Hit."),
        ("", "<div>Dear all,<br><br>Shots in <b>Hit</b>, north of <i>Ramadi</i>.<br>Ann</div>", None),
    ],
)
def test_of_alternatives_the_plain_one_is_read_unless_it_is_empty(one, plain, html, expected):
    (report,) = one("mail.eml", message(plain, html).as_bytes())
    assert report.text.strip() == (expected or "Dear all,\n\nShots in Hit, north of Ramadi.\nAnn")


def test_html_in_an_alternative_may_stand_beside_its_pictures(one):
    made = message(" ")
    made.add_alternative("<p>Rich words of Hit.</p><img src='cid:1'>", subtype="html")
    list(made.iter_parts())[1].add_related(b"GIF8", maintype="image", subtype="gif", cid="<1>", filename="logo.gif")
    (report,) = one("mail.eml", made.as_bytes())
    assert (report.text, report.metadata) == ("Rich words of Hit.", (("attachment_unread", "logo.gif"),))


def test_all_parts_that_are_shown_are_read_in_their_order(one):
    data = (
        b"Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nFirst of Hit.\r\n"
        b"--B\r\nContent-Type: text/plain\r\n\r\nSecond of Mosul.\r\n--B--\r\n"
    )
    assert one("mail.eml", data)[0].text == "First of Hit.\n\nSecond of Mosul."


def test_a_table_in_a_message_is_read_row_by_row(one):
    stream = io.StringIO()
    csv.writer(stream).writerows([["title", "text"], ["A", "Words of Hit."], ["B", ""], ["C", "Words of Mosul."]])
    reports, failures = split(one("mail.eml", attach(message(), stream.getvalue().encode(), "t.csv").as_bytes()))
    assert [report.text.strip() for report in reports[1:]] == ["Words of Hit.", "Words of Mosul."]
    assert [str(item.error)[:5] for item in failures] == ["row 2"]


def test_the_corpus_names_attachments_by_their_origin(tmp_path):
    from geo.corpus import run

    (tmp_path / "in").mkdir()
    made = attach(attach(message(), b"Words about Hit in Iraq.", "a.txt"), b"", "b.txt")
    (tmp_path / "in" / "mail.eml").write_bytes(made.as_bytes())
    summary = run([tmp_path / "in"], tmp_path / "out.jsonl", jobs=1)
    assert (summary.done, summary.failed, summary.documents) == (2, 1, 3)
    assert summary.problems[0].source.endswith("mail.eml, attachment b.txt")
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "again.eml").write_bytes(
        attach(message("Other."), b"Words about Hit in Iraq.", "c.txt").as_bytes()
    )
    told = []
    run([tmp_path / "in", tmp_path / "more"], tmp_path / "both.jsonl", jobs=1, tell=told.append)
    assert [Path(outcome.source).name for outcome in told if outcome.status == "done"] == [
        "mail.eml",
        "mail.eml, attachment a.txt",
        "again.eml",
        "again.eml, attachment c.txt",
    ]

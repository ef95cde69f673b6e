import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import EmptyReport, MissingReport, NotText, ReaderError, UnsafeReport
from geo.model import Report
from geo.readers import Failure, ReadOptions, files_of, read, read_one
from geo.readers._dates import iso_date
from geo.readers.markdown import front_matter, plain

ARABIC = "دخلت القوات مدينة الفلوجة على بعد أربعين ميلا غرب بغداد في محافظة الأنبار أمس الأول. " * 3
RUSSIAN = "Войска вошли в город Изюм в Харьковской области, сообщили местные власти в субботу вечером. " * 3


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ARABIC),
        ("utf-8-sig", ARABIC),
        ("utf-16", ARABIC),
        ("utf-16-le", "Fallujah is 40 miles west of Baghdad.\n" * 3),
        ("utf-16-be", "Fallujah is 40 miles west of Baghdad.\n" * 3),
        ("utf-16-le", ARABIC),
        ("utf-16-be", RUSSIAN),
        ("utf-32", ARABIC),
        ("cp1251", RUSSIAN),
        ("cp1256", ARABIC),
        ("latin-1", "Las tropas entraron en la ciudad de Faluya, señaló el ejército; está al oeste de Bagdad. " * 3),
    ],
)
def test_the_encoding_is_found(one, encoding, text):
    assert one("a.txt", text.encode(encoding))[0].text == text


def test_an_encoding_can_be_given(one, refused):
    assert one("a.txt", RUSSIAN.encode("koi8-r"), encoding="koi8-r")[0].text == RUSSIAN
    assert "no encoding" in str(refused("a.txt", b"x", encoding="no-such"))
    assert "byte 0" in str(refused("a.txt", b"\xff", encoding="ascii"))


def test_line_ends_are_made_one_kind_and_the_hash_is_of_the_bytes(one):
    data = b"One\r\ntwo\rthree\n"
    report = one("a.txt", data)[0]
    assert report.text == "One\ntwo\nthree\n"
    assert report.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Troops enter Fallujah\n\nThe army said so.", "Troops enter Fallujah"),
        ("The army entered Fallujah on Sunday.\n\nIt said so.", None),
        ("Troops enter Fallujah\nBy our correspondents\n22 October 2016\n\nThe army said so.", "Troops enter Fallujah"),
        ("Rebels sweep into Hama\nBEIRUT, 5 December 2024\n\nSyrian rebels entered.", "Rebels sweep into Hama"),
        ("Troops enter Fallujah and\nthen go on to Mosul, where\nthey stop", None),
        ("One line only", None),
        ("x" * 300 + "\n\nmore", None),
    ],
)
def test_a_headline_is_the_title(one, text, title):
    assert one("a.txt", text)[0].title == title


def test_text_cut_off_in_the_middle_of_a_character_is_read(one):
    assert one("a.txt", "Al Fallūjah is here, بغداد".encode()[:-1])[0].text.startswith("Al Fallūjah")


@pytest.mark.parametrize("name", ["empty.txt", "empty.pdf", "empty.docx", "empty.html", "empty.csv", "empty.json"])
def test_an_empty_file_is_said_to_be_empty(refused, name):
    assert isinstance(refused(name, b""), EmptyReport)


@pytest.mark.parametrize("data", [b" \n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf  \n"])
def test_white_space_is_nothing_to_read(refused, data):
    assert isinstance(refused("a.txt", data), EmptyReport)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (bytes(range(256)) * 40, "binary"),
        (b"\x00" * 5000, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "picture"),
        (b"\x1f\x8b\x08" + b"x" * 50, "gunzip"),
        (b"\x7fELF" + b"x" * 50, "program"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "Office"),
        (b"SQLite format 3\x00" + b"x" * 50, "database"),
    ],
)
def test_what_is_no_text_is_refused_with_a_mend(refused, data, word):
    error = refused("a.txt", data)
    assert isinstance(error, NotText)
    assert word in str(error) or "encoding" in str(error)


def test_a_file_that_is_too_large_is_refused_with_a_way_to_split_it(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 30)
    (found,) = read(path)
    assert isinstance(found.error, UnsafeReport)
    assert "50 MB" in str(found.error)
    assert "split -C" in str(found.error)


def test_a_missing_file_is_named(tmp_path):
    (found,) = read(tmp_path / "no\nsuch.txt")
    assert isinstance(found.error, MissingReport)
    assert "\n" not in str(found.error)
    with pytest.raises(FileNotFoundError):
        read_one(tmp_path / "none.txt")


def test_a_name_with_a_null_is_no_file():
    (found,) = read("a\0b")
    assert isinstance(found.error, MissingReport)


def test_an_unreadable_file_is_said_to_be_so(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    path.chmod(0)
    # The superuser may read everything, so the system's answer is stated here.
    monkeypatch.setattr("os.access", lambda *_: False)
    (found,) = read(path)
    assert "chmod" in str(found.error)


def test_a_pipe_is_no_plain_file(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe")
    (found,) = read(tmp_path / "pipe")
    assert "no plain file" in str(found.error)


def test_a_folder_is_read_in_order_and_failures_do_not_stop_it(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Second.", encoding="utf-8")
    (tmp_path / "a.txt").write_text("First.", encoding="utf-8")
    (tmp_path / "b" / "1\n.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "c.md").write_text("# Third", encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("no", encoding="utf-8")
    found = list(read(tmp_path))
    assert [item.text if not isinstance(item, Failure) else "!" for item in found] == [
        "First.",
        "!",
        "Second.",
        "Third",
    ]


def test_folders_in_folders_are_walked_however_deep(tmp_path):
    here, deep = Path.cwd(), tmp_path
    os.chdir(tmp_path)
    try:
        for _ in range(1_500):
            Path("a").mkdir()
            os.chdir("a")
            deep /= "a"
        Path("report.txt").write_text("Fallujah was quiet.")
        found = list(files_of(tmp_path))
        # Taken down by hand: what removes temporary folders calls itself for each.
        Path("report.txt").unlink()
        for _ in range(1_500):
            os.chdir("..")
            Path("a").rmdir()
    finally:
        os.chdir(here)
    assert found == [deep / "report.txt"]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_whose_entries_cannot_be_looked_at_names_each_of_them():
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        shut = Path(name) / "shut"
        shut.mkdir()
        (shut / "a.txt").write_text("Fallujah was quiet.")
        shut.chmod(0o744)
        (Path(name) / "b.txt").write_text("Mosul was quiet.")
        was_root = os.geteuid() == 0
        if was_root:
            # Nothing is closed to root.
            os.seteuid(65534)
        try:
            found = list(read(name))
        finally:
            if was_root:
                os.seteuid(0)
            shut.chmod(0o755)
    assert [item.text for item in found if isinstance(item, Report)] == ["Mosul was quiet."]
    assert [str(item.error) for item in found if isinstance(item, Failure)] == [
        f"{str(shut / 'a.txt')!r} could not be opened: Permission denied."
    ]


def test_links_in_a_circle_are_walked_once(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text("Once.", encoding="utf-8")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = list(read(tmp_path))
    assert [item.text for item in found if not isinstance(item, Failure)] == ["Once."]
    assert [type(item.error) for item in found if isinstance(item, Failure)] == [MissingReport]


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    (found,) = read(tmp_path)
    assert isinstance(found.error, MissingReport)


def test_several_reports_are_not_one(one, tmp_path):
    one("a.jsonl", '{"text": "a"}\n{"text": "b"}\n')
    with pytest.raises(ReaderError, match="holds 2 reports"):
        read_one(tmp_path / "a.jsonl")


def test_standard_input_is_read(monkeypatch):
    import io
    import sys
    from types import SimpleNamespace

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Fallujah is here.")))
    (report,) = read("-")
    assert report.text == "Fallujah is here."
    assert report.path is None
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * 100)))
    (found,) = read("-", options=ReadOptions(max_bytes=50))
    assert isinstance(found.error, UnsafeReport)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_from_standard_input_is_no_text(monkeypatch, end):
    import io
    import sys
    from types import SimpleNamespace

    data = end.join(("---", "title: Kyiv and Moscow", "date: 2022-09-16", "---", "", "Izium was **quiet**.", ""))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    (report,) = read("-")
    assert (report.text.strip(), report.title, report.date) == ("Izium was quiet.", "Kyiv and Moscow", "2022-09-16")


FRONT = """---
title: "Iraq: the city"
date: 2016-06-27
source: A wire
tags: [war, iraq]
authors:
  - One
  - Two
empty:
---
"""


def test_front_matter_becomes_fields(one):
    report = one("a.md", FRONT + "# Head\n\nThe *army* entered [Fallujah](http://x.org/y_z), said `one`.\n\n- item\n")[
        0
    ]
    assert (report.title, report.date, report.source, report.author) == (
        "Iraq: the city",
        "2016-06-27",
        "A wire",
        "One; Two",
    )
    assert report.text == "Head\n\nThe army entered Fallujah, said one.\n\nitem"
    assert dict(report.metadata) == {"tags": "war; iraq", "empty": ""}


@pytest.mark.parametrize("text", ["---\nno end", "--- \n", "---\na: b\n---x\n", "text\n---\na: b\n---\n", ""])
def test_what_is_no_front_matter_stays_text(text):
    assert front_matter(text) == ([], text)


def test_the_first_heading_is_the_title_without_front_matter(one):
    assert one("a.md", "Intro\n\n## The *head*\n\nText")[0].title == "The head"


def test_html_in_markdown_is_made_words(one):
    text = one("a.md", "One <b>two</b> three.\n\n<div>\n<p>Four</p><script>five</script>\n</div>\n")[0].text
    assert text == "One two three.\n\nFour"


@given(st.text(max_size=400))
def test_any_markdown_is_read(text):
    assert isinstance(plain(text)[0], str)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-06-26", "2016-06-26"),
        ("2016-06-26T10:00:00Z", "2016-06-26"),
        ("2016-06-26 00:00:00.000", "2016-06-26"),
        ("26 June 2016", "2016-06-26"),
        ("Sun, 26 Jun 2016 10:00:00 +0000", "2016-06-26"),
        ("D:20160626101010+02'00'", "2016-06-26"),
        ("D:2016", "2016"),
        ("05/06/2016", "05/06/2016"),
        ("yesterday", "yesterday"),
        ("", None),
        (None, None),
    ],
)
def test_dates_become_iso_where_they_are_sure(text, day):
    assert iso_date(text) == day


def test_text_with_a_stray_zero_byte_is_still_text(one):
    (found,) = one("a.txt", b"Fallujah\0 was quiet. " * 3 + b"It lies west of Baghdad. " * 20)
    assert found.text.startswith("Fallujah\0 was quiet.")


def test_a_lone_zero_byte_makes_no_table_utf_16(one):
    (found,) = one("a.csv", "text,b\nالفلوجة was quiet,1\0\n")
    assert found.text == "الفلوجة was quiet"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_without_a_mark_is_read(one, encoding):
    for text in ("Fallujah was quiet", ARABIC.strip()):
        (found,) = one("a.csv", f"text,b\n{text},1\n".encode(encoding))
        assert found.text == text


@pytest.mark.parametrize("mark", ["> ", "* ", "1. "])
def test_markdown_nested_deeper_than_the_parser_goes_keeps_its_words(one, mark):
    (found,) = one("a.md", mark * 3_000 + "Fallujah was quiet.")
    assert found.text.endswith("Fallujah was quiet.")
    (found,) = one("a.md", mark * 20 + "Fallujah was quiet.")
    assert found.text == "Fallujah was quiet."


def test_markdown_that_takes_too_long_is_refused(refused):
    error = refused("a.md", "![" * 500_000 + "Fallujah was quiet.", cpu_seconds=1)
    assert isinstance(error, UnsafeReport)
    assert "took longer" in str(error)

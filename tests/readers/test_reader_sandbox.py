import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from reader_samples import pdf

from geo.errors import ReaderError, UnsafeReport
from geo.readers import READERS, Failure, ReadOptions, _sandbox, read
from geo.readers._base import Reader, Source
from geo.readers._child import answers
from geo.readers._sandbox import read_in_child

GUARD = "from geo.readers._limits import limit, without_network\n"


def run(code):
    return subprocess.run([sys.executable, "-c", GUARD + code], capture_output=True, text=True, check=False)


def test_memory_is_limited():
    found = run("limit(50 << 20, 5)\ntry:\n    bytearray(200 << 20)\nexcept MemoryError:\n    print('refused')")
    assert found.stdout == "refused\n"


def test_time_is_limited():
    assert run("limit(500 << 20, 1)\nwhile True: pass").returncode == -signal.SIGXCPU


def test_no_file_can_be_written(tmp_path):
    found = run(
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); limit(500 << 20, 5)\n"
        f"try:\n    open({str(tmp_path / 'x')!r}, 'w', buffering=1).write('x\\n')\n"
        "except OSError:\n    print('refused')"
    )
    assert found.stdout == "refused\n"


def test_open_files_are_limited():
    attempt = "try:\n    [os.dup(1) for _ in range(100)]\nexcept OSError:\n    print('refused')"
    found = run(f"limit(500 << 20, 5)\nimport os\n{attempt}")
    assert found.stdout == "refused\n"


@pytest.mark.skipif(sys.platform != "linux", reason="system calls are filtered on Linux only")
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
    ],
)
def test_sockets_and_programs_are_refused(attempt):
    found = run(f"assert without_network()\ntry:\n    {attempt}\nexcept PermissionError:\n    print('refused')")
    assert found.stdout == "refused\n"


def test_what_is_allowed_still_works_under_the_filter():
    found = run("assert without_network()\nimport os, threading\nopen('/dev/null').read(); os.getpid()\nprint('fine')")
    assert found.stdout == "fine\n"


def source(data=b"x", **options):
    return Source("a.pdf", ReadOptions(**options), "a.pdf", data=data)


def test_an_endless_document_is_stopped_and_named(one):
    # A form that draws itself, many times a page: readers follow it until they are stopped, or refuse it.
    loop = pdf(b"BT /F1 12 Tf " + b"(x) Tj " * 3_000_000 + b" ET", compress=True)
    (found,) = one("endless.pdf", loop, cpu_seconds=1)
    assert isinstance(found, Failure)
    assert isinstance(found.error, UnsafeReport)
    assert "1 s" in str(found.error)
    assert one("good.pdf", pdf("Fallujah is here."))[0].text == "Fallujah is here."


def test_a_child_that_was_killed_is_started_anew(one):
    assert one("a.pdf", pdf("One."))[0].text == "One."
    child = _sandbox._children[0].process
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert one("b.pdf", pdf("Two."))[0].text == "Two."


def test_a_child_that_dies_while_it_reads_costs_one_document(one):
    assert one("a.pdf", pdf("One."))[0].text == "One."
    child = _sandbox._children[0].process
    os.kill(child.pid, signal.SIGSTOP)
    timer = threading.Timer(0.3, os.kill, (child.pid, signal.SIGKILL))
    timer.start()
    # The first try ends with the child; the second is made by a new one.
    assert one("b.pdf", pdf("Two."))[0].text == "Two."
    timer.join()


def test_an_interrupt_does_not_leave_an_answer_for_the_next_document(one, monkeypatch):
    one("a.pdf", pdf("One."))
    with monkeypatch.context() as patched:
        patched.setattr("select.select", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            one("b.pdf", pdf("Two."))
    assert one("c.pdf", pdf("Three."))[0].text == "Three."


def test_many_threads_may_read_at_once(tmp_path):
    for number in range(8):
        (tmp_path / f"{number}.pdf").write_bytes(pdf(f"Report {number}."))
    texts = {}

    def work(number):
        (report,) = read(tmp_path / f"{number}.pdf")
        texts[number] = report.text

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == {number: f"Report {number}." for number in range(8)}


def test_a_fork_of_ours_starts_a_child_of_its_own(one, tmp_path):
    one("a.pdf", pdf("One."))
    code = (
        "import os\nfrom geo.readers import read_one, _sandbox\nfrom pathlib import Path\n"
        f"path = Path({str(tmp_path / 'a.pdf')!r})\nread_one(path)\nmine = _sandbox._children[0].process.pid\n"
        "pid = os.fork()\nif pid == 0:\n    text = read_one(path).text\n    other = _sandbox._children[0].process.pid\n"
        "    _sandbox.close()\n    os._exit(0 if text == 'One.' and other != mine else 1)\n"
        "code = os.waitpid(pid, 0)[1]\nassert read_one(path).text == 'One.' and code == 0\n"
        "assert _sandbox._children[0].process.pid == mine"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def raising(error):
    def function(_source):
        raise error
        yield

    return Reader("pdf", function, (), ())


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (UnsafeReport("too large."), {"end": "UnsafeReport", "message": "too large."}),
        (MemoryError(), {"end": "memory"}),
        (RecursionError(), {"end": "depth"}),
        (ZeroDivisionError("x"), {"end": "damaged", "message": "ZeroDivisionError"}),
    ],
)
def test_what_goes_wrong_is_told_as_data(error, end):
    assert [json.loads(line) for line in answers(raising(error), source())] == [end]


@pytest.mark.parametrize(
    ("end", "kind", "word"),
    [
        ({"end": "memory"}, UnsafeReport, "memory"),
        ({"end": "depth"}, UnsafeReport, "nested"),
        ({"end": "crashed"}, UnsafeReport, "crashed"),
        ({"end": "damaged", "message": "X"}, ReaderError, "damaged"),
        ({"end": "NoSuchClass", "message": "x."}, ReaderError, "x."),
        ({"end": "OutputError", "message": "x."}, ReaderError, "x."),
    ],
)
def test_each_end_is_one_sentence_that_names_the_file(end, kind, word):
    error = _sandbox._error(end, source(), "PDF", "open it")
    assert type(error) is kind
    assert word in str(error)


def test_a_document_beyond_the_limit_is_not_even_sent():
    with pytest.raises(UnsafeReport):
        list(read_in_child(READERS.get("pdf"), source(b"x" * 100, max_bytes=10)))

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import poison
import pytest

from geo.corpus import Limits, run
from geo.corpus.work import Job
from geo.errors import OutputError, UsageError

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.cluster,
    # Dask's own, about sockets and loops it closes late.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
QUICK = {"function": poison.FUNCTION, "part_size": 8}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(folder, workers):
    """Start a real scheduler and real workers, each with a nanny, as the command line does.

    Return the processes, the scheduler first, and its address.
    """
    address = f"tcp://127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(
            filter(None, (str(Path(__file__).resolve().parent), os.environ.get("PYTHONPATH")))
        ),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    }
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "env": environment,
        "start_new_session": True,
        "cwd": folder,
    }
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    return [subprocess.Popen(command, **quiet) for command in (scheduler, *[worker] * workers)], address


def end(*processes):
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    running, address = started(tmp_path_factory.mktemp("dask"), 2)
    yield address
    end(*running)


@pytest.mark.parametrize(("lost", "words"), [("scheduler", "connection to the scheduler"), ("worker", "no workers")])
def test_a_cluster_that_goes_away_is_said_and_finished_parts_are_kept(tmp_path, documents, monkeypatch, lost, words):
    from geo.corpus import cluster as module

    monkeypatch.setattr(module, "_LOOK_SECONDS", 0.2)
    monkeypatch.setattr(module, "_ANSWER_SECONDS", 2.0)
    monkeypatch.setattr(module, "WITHOUT_WORKERS_SECONDS", 0.5)
    folder = documents(*(f"Document {number}" for number in range(40)))
    (tmp_path / "dask").mkdir()
    (scheduler, worker), address = started(tmp_path / "dask", 1)
    gone = scheduler if lost == "scheduler" else worker

    def leave(_outcome):
        # The nanny would start a killed worker anew: both go.
        end(gone)

    try:
        with pytest.raises(OutputError, match=words) as raised:
            run([folder], tmp_path / "out.jsonl", scheduler=address, tell=leave, **{**QUICK, "part_size": 1})
    finally:
        end(scheduler, worker)
    assert "--resume" in str(raised.value)
    assert any(path.name.startswith("part-") for path in (tmp_path / ".out.jsonl.parts").iterdir())
    summary = run([folder], tmp_path / "out.jsonl", jobs=1, resume=True, **{**QUICK, "part_size": 1})
    assert summary.done == 40
    assert summary.resumed > 0


def texts_in(path):
    return [json.loads(line)["report"]["text"] for line in path.read_text("ascii").splitlines()]


def test_a_cluster_gives_the_same_bytes_as_this_machine_alone(tmp_path, documents, cluster):
    folder = documents(*(f"Document {number}" for number in range(60)), "KILL", "RAISE", "Document 3")
    here = run([folder], tmp_path / "here.jsonl", jobs=2, **QUICK)
    there = run([folder], tmp_path / "there.jsonl", scheduler=cluster, **QUICK)
    assert (tmp_path / "here.jsonl").read_bytes() == (tmp_path / "there.jsonl").read_bytes()
    assert here.to_dict() == there.to_dict()
    assert (there.done, there.failed, there.quarantined, there.duplicate) == (60, 1, 1, 1)


def test_relative_names_begin_in_the_folder_of_the_client(tmp_path, documents, cluster, monkeypatch):
    documents("Document 1", "Document 2")
    monkeypatch.chdir(tmp_path)
    summary = run(["in"], "there.jsonl", scheduler=cluster, **QUICK)
    assert (summary.done, summary.failed) == (2, 0)
    run(["in"], "here.jsonl", jobs=1, **QUICK)
    assert (tmp_path / "here.jsonl").read_bytes() == (tmp_path / "there.jsonl").read_bytes()
    # The same documents from another folder, on workers whose processes are still in the first.
    (tmp_path / "in").rename(tmp_path / "moved")
    monkeypatch.chdir(tmp_path / "moved")
    assert run(["."], tmp_path / "moved.jsonl", scheduler=cluster, **QUICK).done == 2


def test_workers_that_do_not_see_the_documents_end_the_run(tmp_path, documents, cluster):
    from geo.corpus import cluster as module
    from geo.corpus.units import Part, Unit

    order = module.Order(Job(), "", Limits(), str(tmp_path), parquet=False, here=str(tmp_path))
    units = tuple(Unit(f"{name}.txt", "0" * 64) for name in "ab")
    with pytest.raises(OutputError, match=r"'a.txt' of the folder .* is not there on a worker"):
        module._check_seen(Part(0, "k", units), order)
    (tmp_path / "b.txt").write_text("there")
    module._check_seen(Part(0, "k", units), order)


@pytest.mark.slow
def test_a_document_that_takes_the_dask_worker_down_is_found_by_splitting(tmp_path, documents, cluster):
    texts = [f"Document {number}" for number in range(8)]
    texts[5] = "PARENT"
    summary = run([documents(*texts)], tmp_path / "out.jsonl", scheduler=cluster, limits=Limits(60.0), **QUICK)
    assert (summary.done, summary.quarantined) == (7, 1)
    assert texts_in(tmp_path / "out.jsonl") == [text for text in texts if text != "PARENT"]
    (problem,) = summary.problems
    assert Path(problem.source).name == "00005.txt"
    assert "takes the worker" in problem.reason


def test_a_killed_worker_loses_nothing(tmp_path, documents, cluster):
    texts = [f"SLOW {number}" for number in range(120)]
    folder = documents(*texts)
    killed = []

    def tell(_):
        if not killed:
            with distributed.Client(cluster) as client:
                (pid, *_) = client.run(os.getpid).values()
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    summary = run([folder], tmp_path / "out.jsonl", scheduler=cluster, tell=tell, **QUICK)
    assert killed
    assert summary.done == 120
    assert texts_in(tmp_path / "out.jsonl") == texts


def test_a_folder_gets_the_parquet_parts_that_the_workers_made(tmp_path, documents, cluster):
    pq = pytest.importorskip("pyarrow.parquet")
    folder = documents(*(f"Document {number}" for number in range(20)), "Document 3\fOther\fDocument 17")
    run([folder], tmp_path / "here", jobs=2, parquet=True, **QUICK)
    run([folder], tmp_path / "there", scheduler=cluster, parquet=True, **QUICK)
    here, there = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*.*")
            if path.is_file()
        }
        for name in ("here", "there")
    )
    assert here == there
    assert len([path for path in there if path.suffix == ".parquet"]) == 3
    assert pq.read_table(tmp_path / "there" / "places" / "part-00000000.parquet").num_rows == 0


def test_workers_with_other_gazetteers_refuse(tmp_path, documents, cluster, monkeypatch):
    monkeypatch.setattr("geo.corpus.work.Job.fingerprint", lambda _: "another")
    with pytest.raises(OutputError, match="install the same on all"):
        run([documents("One")], tmp_path / "out.jsonl", scheduler=cluster, **QUICK)


def test_split_parts_come_together_again_in_their_order():
    from geo.corpus.cluster import _Splits
    from geo.corpus.outcomes import Outcome, Status
    from geo.corpus.units import Part, Unit

    part = Part(0, "key", tuple(Unit(str(number), "") for number in range(5)))
    source = _Splits([part])
    whole = source.next(alone=True)
    assert whole.is_whole
    source.split(whole)
    first, second = source.next(alone=True), source.next(alone=False)
    assert [unit.name for unit in (*first.units, *second.units)] == ["0", "1", "2", "3", "4"]
    source.suspect(first)
    assert source.next(alone=False) is None
    assert source.next(alone=True) is first
    assert source.next(alone=True) is None

    def outcomes(piece):
        return [Outcome(Status.DONE, unit.name) for unit in piece.units]

    assert whole.whole.add(second.start, len(second.units), outcomes(second)) is None
    done = whole.whole.add(first.start, len(first.units), outcomes(first))
    assert [outcome.source for outcome in done.outcomes] == ["0", "1", "2", "3", "4"]


def test_a_local_cluster_needs_no_address(tmp_path, documents):
    summary = run([documents("One", "Two")], tmp_path / "out.jsonl", scheduler="local", jobs=1, **QUICK)
    assert summary.done == 2


@pytest.mark.parametrize("address", ["", "host", "http://host:1", "tcp://host", "tcp://:8786", "tcp://h:x"])
def test_an_address_that_is_none_is_one_sentence(tmp_path, documents, address):
    with pytest.raises(UsageError, match="no address of a Dask scheduler"):
        run([documents("One")], tmp_path / "out.jsonl", scheduler=address, **QUICK)


def test_a_scheduler_that_is_not_there_is_said(tmp_path, documents, monkeypatch):
    monkeypatch.setattr("geo.corpus.cluster._CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        run([documents("One")], tmp_path / "out.jsonl", scheduler=f"tcp://127.0.0.1:{free_port()}", **QUICK)


def test_work_that_would_harm_a_service_is_refused(tmp_path, documents):
    from geo.geocoders.chain import OnlineLookup
    from geo.pipeline import Settings

    folder = documents("One")
    public = Settings(online=OnlineLookup("nominatim", folder=tmp_path))
    with pytest.raises(UsageError, match="forbids work in bulk"):
        run([folder], tmp_path / "out.jsonl", settings=public, **QUICK)
    own = Settings(online=OnlineLookup("nominatim=http://127.0.0.1:9", folder=tmp_path))
    with pytest.raises(UsageError, match="cannot be combined with --scheduler"):
        run([folder], tmp_path / "out.jsonl", settings=own, scheduler="local", **QUICK)

"""Measure ``conflictmap corpus``: rate, memory, kills, poison, a cluster, a file of 1 GB.

    python bench/corpus.py rate [ARTICLES]       default 1,000; two processes, end to end, to JSON lines
    python bench/corpus.py scaling [ARTICLES]    default 1,000: one process and two
    python bench/corpus.py memory [ARTICLES]     default 20,000: growth of memory from the first 1,000 on
    python bench/corpus.py kills [KILLS]         default 200: kill -9 at random points, each time resumed
    python bench/corpus.py poison                10 poison documents among 1,000
    python bench/corpus.py dask [ARTICLES]       default 20,000: Dask with two workers against the local pool:
                                                 --scheduler local, tcp:// with a real scheduler and two worker
                                                 processes, and the same with one worker killed midway
    python bench/corpus.py huge                  a text file of 1 GB

Articles are those of LGL (CONFLICTMAP_DATA), told apart by a line of their own when they are repeated.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import _floors

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
POISON_AT = range(50, 1_000, 100)
PART = 64
"""Documents a part, as the command has it by default."""


def articles() -> list[str]:
    """Return the texts of LGL."""
    root = ET.parse(_floors.data_folder() / "corpora" / "lgl.xml").getroot()
    return [article.findtext("text") or "" for article in root.iter("article")]


def write(folder: Path, count: int) -> Path:
    """Write ``count`` articles, each a file, a thousand to a folder."""
    texts = articles()
    for number in range(count):
        place = folder / f"{number // 1_000:04d}"
        place.mkdir(parents=True, exist_ok=True)
        edition = "" if number < len(texts) else f"\n\nEdition {number // len(texts)}.\n"
        (place / f"{number:06d}.txt").write_text(texts[number % len(texts)] + edition, "utf-8")
    return folder


class Memory:
    """Samples the memory of a process and its descendants, beside the number of finished parts."""

    def __init__(self, pid: int, parts: Path) -> None:
        self.samples: list[Sample] = []
        self._pid, self._parts = pid, parts
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            sizes = [_memory_of(pid) for pid in _tree(self._pid)]
            try:
                parts = sum(1 for part in self._parts.iterdir() if part.name.startswith("part-"))
            except OSError:
                parts = 0
            sample = Sample(parts, sum(whole for whole, _ in sizes), sum(own for _, own in sizes))
            if sample.whole:
                self.samples.append(sample)

    def stop(self) -> list[Sample]:
        """Return the samples."""
        self._over.set()
        self._thread.join()
        return self.samples


class Sample(NamedTuple):
    """Finished parts, and bytes: ``whole`` counts a share of pages that several processes map, ``own`` does not."""

    parts: int
    whole: int
    own: int


def _tree(pid: int) -> list[int]:
    found = [pid]
    for known in found:
        try:
            tasks = list(Path(f"/proc/{known}/task").iterdir())
            for task in tasks:
                found.extend(int(child) for child in (task / "children").read_text("ascii").split())
        except OSError:
            continue
    return found


def _memory_of(pid: int) -> tuple[int, int]:
    """Return the proportional set size of a process, and its private memory."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0, 0
    sizes = {line.split()[0]: int(line.split()[1]) * 1024 for line in lines[1:]}
    return sizes["Pss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"]


def corpus(folder: Path, out: Path, *more: str) -> tuple[float, list[Sample], str]:
    """Run the command; return seconds, memory samples and what it said last."""
    before = time.monotonic()
    command = [sys.executable, "-m", "geo.cli", "corpus", str(folder), "-o", str(out), *more]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    memory = Memory(process.pid, out.with_name(f".{out.name}.parts"))
    _, said = process.communicate()
    return time.monotonic() - before, memory.stop(), (said.strip().splitlines() or [""])[-1]


def megabytes(size: float) -> str:
    return f"{size / 2**20:.0f} MB"


def most(samples: list[Sample]) -> int:
    return max((sample.whole for sample in samples), default=0)


def rate(work: Path, count: int = 1_000) -> None:
    folder = write(work / "in", count)
    before = cpu_seconds()
    seconds, memory, said = corpus(folder, work / "out.jsonl", "--jobs", "2")
    used = cpu_seconds() - before
    print(said)
    print(f"rate: {count / seconds:.0f} articles a second ({seconds:.1f} s), at most {megabytes(most(memory))} in all")
    # On a busy machine seconds say little; seconds of processor time say what two free cores would do.
    print(f"rate: {count / used:.0f} articles a second of processor time ({used:.1f} s)")


def scaling(work: Path, count: int = 1_000) -> None:
    """One process and two on the same articles, by the clock and by processor time (other work hardly changes it)."""
    folder = write(work / "in", count)
    for jobs in (1, 2):
        before = cpu_seconds()
        seconds, memory, _ = corpus(folder, work / f"{jobs}.jsonl", "--jobs", str(jobs))
        used = cpu_seconds() - before
        noun = "process" if jobs == 1 else "processes"
        print(
            f"scaling: {jobs} {noun}: {count / seconds:.0f} articles a second, {count / used:.0f} a second of "
            f"processor time, {megabytes(most(memory))} in all",
            flush=True,
        )
    print("scaling: the same bytes:", (work / "1.jsonl").read_bytes() == (work / "2.jsonl").read_bytes())


def cpu_seconds() -> float:
    """Return the processor time of all processes that this one started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(work: Path, count: int = 20_000) -> None:
    folder = write(work / "in", count)
    seconds, samples, said = corpus(folder, work / "out.jsonl", "--jobs", "2")
    print(said)
    print(f"memory: at most {megabytes(most(samples))} in all, {count / seconds:.0f} articles a second")
    growth(samples, count)


def growth(samples: list[Sample], count: int) -> None:
    """Print how much more memory ``count`` articles took than the first 1,000."""
    early = [sample for sample in samples if sample.parts * PART <= 1_000]
    for name in ("whole", "own"):
        first, last = (max(getattr(sample, name) for sample in some) for some in (early, samples))
        what = "in all" if name == "whole" else "private to the processes"
        print(f"memory {what}: {megabytes(first)} by 1,000 articles, {megabytes(last)} by {count:,}", end=" ")
        print(f"({100 * (last / first - 1):+.1f} %)")
    # How it went: the most in each tenth of the run.
    tenths = [max(sample.own for sample in some) for some in _tenths(samples)]
    print("memory private, by tenths of the run:", ", ".join(megabytes(size) for size in tenths), flush=True)


def _tenths(samples: list[Sample]) -> list[list[Sample]]:
    size = -(-len(samples) // 10)
    return [samples[start : start + size] for start in range(0, len(samples), size)]


def kills(work: Path, count: int = 200) -> None:
    folder = write(work / "in", 160)
    corpus(folder, work / "whole.jsonl", "--jobs", "2", "--part-size", "8")
    chance = random.Random(7)  # noqa: S311 - moments to kill at, not secrets
    whole = (work / "whole.jsonl").read_bytes()
    killed = finished = 0
    command = [sys.executable, "-m", "geo.cli", "corpus", str(folder), "-o", str(work / "out.jsonl")]
    command += ["--jobs", "2", "--part-size", "8"]
    while killed < count:
        process = subprocess.Popen([*command, "--resume"], stderr=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.1, 8.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        else:
            finished += 1
            if (work / "out.jsonl").read_bytes() != whole:
                print(f"kills: the output differs after {killed} kills")
                return
            (work / "out.jsonl").unlink()
    corpus(folder, work / "out.jsonl", "--jobs", "2", "--part-size", "8", "--resume")
    same = (work / "out.jsonl").read_bytes() == whole
    print(f"kills: {killed} kills, {finished + 1} runs came to their end, output the same: {same}")


def poison(work: Path) -> None:
    import _poison

    from geo.corpus import Limits, run

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH"))))
    folder = write(work / "in", 1_000)
    for number, place in enumerate(POISON_AT):
        (folder / "0000" / f"{place:06d}.txt").write_text(f"{_poison.KINDS[number % 5]} {place}")
    summary = run([folder], work / "out.jsonl", jobs=2, function="_poison:outcomes_of", limits=Limits(15.0))
    print(f"poison: {summary}")
    for problem in summary.problems:
        print(f"  {Path(problem.source).name}: {problem.reason}")


def dask(work: Path, count: int = 20_000) -> None:
    folder = write(work / "in", count)
    before = cpu_seconds()
    pool, samples, said = corpus(folder, work / "pool.jsonl", "--jobs", "2")
    pool_cpu = cpu_seconds() - before
    print(said)
    print(f"local pool, two processes: {count / pool:.0f} articles a second, {megabytes(most(samples))}")
    growth(samples, count)

    def compare(name: str, out: Path, seconds: float, used: float) -> None:
        same = sorted(out.open("rb")) == sorted((work / "pool.jsonl").open("rb"))
        ordered = filecmp.cmp(out, work / "pool.jsonl", shallow=False)
        print(
            f"{name}: {count / seconds:.0f} articles a second, {pool / seconds:.2f} of the pool "
            f"({pool_cpu / used:.2f} by processor time); the same lines: {same}, in the same order: {ordered}",
            flush=True,
        )

    before = cpu_seconds()
    seconds, samples, _ = corpus(folder, work / "local.jsonl", "--scheduler", "local", "--jobs", "2")
    compare(
        f"--scheduler local, two workers ({megabytes(most(samples))})",
        work / "local.jsonl",
        seconds,
        cpu_seconds() - before,
    )
    for name, kill in (("tcp", False), ("killed", True)):
        before = cpu_seconds()
        out = work / f"{name}.jsonl"
        with _cluster(work) as (address, workers):
            killer = threading.Thread(target=_kill_midway, args=(workers[0], out, count), daemon=True)
            if kill:
                killer.start()
            seconds, _, _ = corpus(folder, out, "--scheduler", address)
            dead = workers[0].poll() is not None
        said = f", one of them killed midway: {dead}" if kill else ""
        compare(f"tcp://, a scheduler and two worker processes{said}", out, seconds, cpu_seconds() - before)


@contextlib.contextmanager
def _cluster(work: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Yield the address of a real scheduler, and its two workers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    scheduler = ["-m", "distributed.cli.dask_scheduler", "--host", address, "--no-dashboard"]
    # Without a nanny that would start it again: a worker that is killed stays away.
    worker = ["-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    from geo.corpus.cluster import QUIET

    paths = [str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    # As docs/scale.md has it; see Dask's documentation for the names of variables.
    quiet = {f"DASK_{key.replace('.', '__').replace('-', '_').upper()}": str(value) for key, value in QUIET.items()}
    running = [
        subprocess.Popen(
            [sys.executable, *words],
            cwd=work,
            env={**os.environ, **quiet, "PYTHONPATH": os.pathsep.join(paths)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in (scheduler, worker, worker)
    ]
    try:
        yield address, running[1:]
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def _kill_midway(worker: subprocess.Popen[bytes], out: Path, count: int) -> None:
    parts = out.with_name(f".{out.name}.parts")
    while len(list(parts.glob("part-*"))) * PART < count / 2:
        time.sleep(0.2)
    worker.kill()


def huge(work: Path) -> None:
    (work / "in").mkdir()
    with (work / "in" / "huge.txt").open("w") as stream:
        for _ in range(1_024):
            stream.write("Fallujah lies 40 miles west of Baghdad. " * 26_215)
    seconds, samples, said = corpus(work / "in", work / "out.jsonl", "--jobs", "2")
    print(f"huge: {seconds:.1f} s, at most {megabytes(most(samples))}: {said}")


MODES = {mode.__name__: mode for mode in (rate, scaling, memory, kills, poison, dask, huge)}


def main() -> None:
    words = sys.argv[1:] or ["rate"]
    if words[0] not in MODES:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory(prefix="conflictmap-bench-") as folder:
        MODES[words[0]](Path(folder), *(int(word.replace(",", "")) for word in words[1:2]))


if __name__ == "__main__":
    main()

"""How fast places are found and decided: CPU time beside spaCy's in one run, memory, growth with length.

    python bench/speed.py                    all of it, on the articles of LGL
    python bench/speed.py --articles 150     the first 150 only
    python bench/speed.py --only articles    one part: articles, memory or length

CPU time of one process on one core, so that other work on the machine lengthens little. The articles are read
in blocks of 64: each block once by spaCy (nothing but ``ner``, batches of 32) and once by ``fast``, in turn, so
that both meet the same machine; the ratio is what to compare between machines. The first pass meets every name for
the first time (what a reader of one report gets), the second finds what is kept in memory. Memory is
the greatest resident set of a new process that reads all articles. The long texts are the articles end to end.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from _corpora import corpus_paths, read_corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.gazetteer import Gazetteer
    from geo.model import Report

BLOCK = 64
BATCH = 32
LENGTHS = (10_000, 100_000, 1_000_000, 10_000_000)
PARTS = ("articles", "memory", "length")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""spaCy's matrix products on one core; read when numpy is first imported."""


class Spent(NamedTuple):
    """CPU seconds of one pass over the articles."""

    recognition: float
    resolution: float
    peer: float | None


def articles(most: int | None) -> list[Report]:
    """Return the articles of LGL (or of the first corpus there is) with their titles and sources."""
    from geo.model import Report

    paths = corpus_paths()
    if not paths:
        msg = "no corpora: set CONFLICTMAP_DATA to the folder that holds corpora/*.xml"
        raise SystemExit(msg)
    documents = read_corpus(paths.get("lgl", next(iter(paths.values()))))
    return [Report(item.text, title=item.title, source=item.source) for item in documents[:most]]


def peer_model() -> Any:  # noqa: ANN401 - spaCy is optional and not imported for types
    """Return spaCy's pipeline with nothing but ``ner``, None (and a word) where there is none."""
    from geo.errors import MissingExtra
    from geo.toponyms import neural

    if importlib.util.find_spec("spacy") is None:
        print("spaCy is not installed: its rows are left out (pip install 'conflictmap[spacy]' and a model).")
        return None
    neural.MODELS = tuple(name for name in neural.MODELS if "_sm" in name)
    try:
        pipeline = neural._pipeline()  # noqa: SLF001 - the model without the reading of its entities
    except MissingExtra as error:
        print(f"{error} Its rows are left out.")
        return None
    list(pipeline.pipe(["Baghdad is the capital of Iraq."] * BATCH, batch_size=BATCH))
    return pipeline


def one_pass(reports: Sequence[Report], gazetteer: Gazetteer, pipeline: Any) -> Spent:  # noqa: ANN401 - see above
    """Return the seconds of one pass; within each block spaCy and ``fast`` take turns in going first."""
    recognition = resolution = peer = 0.0
    for number, place in enumerate(range(0, len(reports), BLOCK)):
        block = reports[place : place + BLOCK]
        for spacy in (True, False) if number % 2 else (False, True):
            if not spacy:
                found, decided = own(block, gazetteer)
                recognition += found
                resolution += decided
            elif pipeline is not None:
                begin = time.process_time()
                for _ in pipeline.pipe([report.text for report in block], batch_size=BATCH):
                    pass
                peer += time.process_time() - begin
    return Spent(recognition, resolution, peer if pipeline is not None else None)


def own(reports: Sequence[Report], gazetteer: Gazetteer) -> tuple[float, float]:
    """Return the CPU seconds of recognition and of resolution with ``fast``."""
    from geo.resolution import resolve_all
    from geo.toponyms import recognise

    recognition = resolution = 0.0
    for report in reports:
        begin = time.process_time()
        toponyms = recognise(report, gazetteer)
        middle = time.process_time()
        resolve_all(report, toponyms, gazetteer)
        recognition += middle - begin
        resolution += time.process_time() - middle
    return recognition, resolution


def warmed() -> Gazetteer:
    """Return the embedded gazetteer; weights and word lists are loaded."""
    from geo.gazetteer import open_gazetteer
    from geo.model import Report

    gazetteer = open_gazetteer([])
    own([Report("Fallujah lies 40 miles west of Baghdad, in Anbar province.")], gazetteer)
    return gazetteer


def print_articles(reports: Sequence[Report], passes: int) -> None:
    """Print CPU milliseconds an article of recognition, resolution, both, and spaCy, with the ratio."""
    pipeline = peer_model()
    gazetteer = warmed()
    gc.collect()
    gc.freeze()
    print("| CPU time an article | recognition | resolution | both | spaCy `ner` alone, batch 32 | ratio |")
    print("|---|---:|---:|---:|---:|---:|")
    for number in range(passes):
        spent = one_pass(reports, gazetteer, pipeline)
        scale = 1000.0 / len(reports)
        both = spent.recognition + spent.resolution
        cells = [f"{seconds * scale:.2f} ms" for seconds in (spent.recognition, spent.resolution, both)]
        if spent.peer is None:
            cells += ["–", "–"]
        else:
            cells += [f"{spent.peer * scale:.2f} ms", f"1/{spent.peer / both:.1f}"]
        name = "first pass, names not met before" if number == 0 else f"pass {number + 1}, the same articles"
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


def peak_mb() -> float:
    """Return the greatest resident set of this process in MB.

    Linux counts it anew for each program that is started; what ``getrusage`` says starts with the parent's.
    """
    from pathlib import Path

    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def child(*arguments: str) -> list[str]:
    """Return the words that this program prints when it is started anew with ``arguments``."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()


def print_memory(reports: Sequence[Report]) -> None:
    """Print the peak memory of new processes: one that only opens the gazetteer, one that reads all articles."""
    print("| greatest resident memory of a process | MB |")
    print("|---|---:|")
    for name, count in (("that reads one sentence", 0), (f"that reads {len(reports):,} articles", len(reports))):
        print(f"| {name} | {float(child('--child', 'articles', '--articles', str(count))[0]):.0f} |", flush=True)


def print_lengths(lengths: Sequence[int]) -> None:
    """Print CPU seconds a megabyte and peak memory for texts of growing length, each in a new process."""
    print("| text | recognition | resolution | both, a MB | names | greatest resident memory |")
    print("|---|---:|---:|---:|---:|---:|")
    for length in lengths:
        found, decided, names, memory = map(float, child("--child", "length", "--length", str(length)))
        rate = (found + decided) / (length / 1e6)
        cells = (f"{length / 1000:,.0f} kB", f"{found:.2f} s", f"{decided:.2f} s", f"{rate:.2f} s", f"{names:,.0f}")
        print("| " + " | ".join(cells) + f" | {memory:.0f} MB |", flush=True)


def long_text(length: int) -> str:
    """Return ``length`` characters of news: the articles end to end, told apart by a line where they repeat."""
    texts = [f"{report.title or ''}\n\n{report.text}\n\n" for report in articles(None)]
    whole: list[str] = []
    size = edition = 0
    while size < length:
        edition += 1
        for text in texts:
            whole.append(text if edition == 1 else f"Edition {edition}.\n\n{text}")
            size += len(whole[-1])
            if size >= length:
                break
    return "".join(whole)[:length]


def in_child(what: str, count: int | None, length: int) -> None:
    """Do the work of one new process and print its figures."""
    from geo.model import Report
    from geo.resolution import resolve_all
    from geo.toponyms import recognise

    if what == "articles":
        reports = articles(count) if count else []
        gazetteer = warmed()
        own(reports, gazetteer)
        print(peak_mb())
        return
    report = Report(long_text(length))
    gazetteer = warmed()
    begin = time.process_time()
    toponyms = recognise(report, gazetteer)
    middle = time.process_time()
    resolve_all(report, toponyms, gazetteer)
    print(middle - begin, time.process_time() - middle, len(toponyms), peak_mb())


def main() -> int:
    os.environ.update(ONE_THREAD)
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, metavar="N", help="read only the first N articles")
    parser.add_argument("--passes", type=int, default=3, help="passes over the articles (default: 3)")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure only this part")
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="leave out texts longer than this")
    parser.add_argument("--child", choices=("articles", "length"), help=argparse.SUPPRESS)
    parser.add_argument("--length", type=int, default=LENGTHS[0], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        in_child(options.child, options.articles, options.length)
        return 0
    parts = options.only or PARTS
    if "memory" in parts:
        print_memory(articles(options.articles))
        print()
    if "articles" in parts:
        print_articles(articles(options.articles), max(1, options.passes))
        print()
    if "length" in parts:
        print_lengths([length for length in LENGTHS if length <= options.longest])
    return 0


if __name__ == "__main__":
    sys.exit(main())

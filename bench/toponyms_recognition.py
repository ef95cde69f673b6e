"""Measure the recognition of toponyms: ``python bench/toponyms_recognition.py`` prints two tables.

Accuracy: trained on one half of the documents and scored on the other, both ways, and trained on one corpus and
scored on the other; beside it the shipped weights, spaCy's entity recogniser (where it is installed), and the bare
gazetteer (every name of a place of 100,000 people and more). Exact: the same first and last character. Overlap: a
common character is enough. "Sentences" stand alone, without a document around them, "articles" are short ones of many
kinds: both are this project's own and never trained on (``*_held_out.txt``). "Unseen" and "looked_at" are the two
halves of ``articles_unseen.txt``, "world unseen" and "world looked at" of ``articles_world.txt``: of the unseen only
the score was ever looked at. "Reference" and "sites" are those halves of ``articles_reference.txt`` and
``articles_sites.txt`` that no weights are trained on; there, too, only the score was looked at. "Patterns" are
sentences made from one half of ``recogniser_patterns.txt``, by weights that saw the other half with other names.
GeoVirus annotates no demonyms: there they count neither way.

Speed: CPU time of one process on one core, all in this run, as a ratio to spaCy with nothing but ``ner``.

``--update`` pins the figures as floors; a figure below its floor ends the run with 1.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from _corpora import Score, corpus_paths, half_of, read_corpus, score_exact, score_overlap
from _floors import check, update
from _marked import (
    HELD_OUT_ARTICLES,
    HELD_OUT_SENTENCES,
    REFERENCE,
    SITES,
    UNSEEN_ARTICLES,
    WORLD_ARTICLES,
    marked_articles,
    marked_lines,
)
from _patterns import made_sentences
from train_recogniser import Example, answers, examples, load, own_texts, train

from geo.gazetteer import open_gazetteer
from geo.model import Kind, Report
from geo.toponyms import recognise
from geo.toponyms.names import Names, is_demonym
from geo.toponyms.scripts import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.gazetteer import Gazetteer
    from geo.model import Toponym

SECTION = "toponyms_recognition"
POPULOUS = 100_000
NO_DEMONYMS = "geovirus"
OTHER_NAMES = 99
"""The seed for the names of patterns that measure; those that train have another."""
_NOTHING = Score(0, 0, 0)

Spans = list[tuple[int, int]]


class Row(NamedTuple):
    """One line of the table of accuracy."""

    corpus: str
    way: str
    exact: Score
    overlap: Score


def scored(examples: Iterable[Example], find: Callable[[Example], Spans]) -> tuple[Score, Score]:
    """Return exact and overlap scores of what ``find`` proposes for each document."""
    exact, overlap = _NOTHING, _NOTHING
    for example in examples:
        spans = find(example)
        exact += score_exact(spans, example.gold)
        overlap += score_overlap(spans, example.gold)
    return exact, overlap


def without_demonyms(examples: Sequence[Example], gazetteer: Gazetteer) -> list[Example]:
    """Return the examples without gold demonyms and without spans that are demonyms."""
    kept = []
    for example in examples:
        text = example.document.text
        numbers = [n for n, number in enumerate(example.numbers) if not example.context.spans[number].name.demonym]
        kept.append(
            example._replace(
                numbers=tuple(example.numbers[n] for n in numbers),
                features=tuple(example.features[n] for n in numbers),
                right=tuple(example.right[n] for n in numbers),
                gold=frozenset(span for span in example.gold if not is_demonym(gazetteer, text[slice(*span)])),
            )
        )
    return kept


def by_halves(data: dict[str, list[Example]], figures: dict[str, float]) -> list[Row]:
    """Return a row for each corpus and half, each scored by weights that never saw the half."""
    rows = []
    corpora = [name for name in data if name != "sentences"]
    pooled = dict.fromkeys(corpora, _NOTHING)
    for half in (0, 1):
        seen = [example for name in corpora for example in data[name] if half_of(example.document) != half]
        trained = train([*seen, *data["sentences"]])
        for name in corpora:
            unseen = [example for example in data[name] if half_of(example.document) == half]
            exact, overlap = scored(unseen, lambda example: answers(example, trained))  # noqa: B023 - used at once
            rows.append(Row(name, f"other half trained on, half {half + 1}", exact, overlap))
            pooled[name] += exact
    for name, score in pooled.items():
        figures[f"{name}_halves_f1_exact"] = round(score.f1, 4)
        rows.append(Row(name, "both halves", score, _NOTHING))
    return rows


def across(data: dict[str, list[Example]], gazetteer: Gazetteer, figures: dict[str, float]) -> list[Row]:
    """Return a row for each pair of corpora: trained on one (and our own texts), scored on the other."""
    rows = []
    corpora = [name for name in data if name != "sentences"]
    for source in corpora:
        trained = train([*data[source], *data["sentences"]])
        for target in corpora:
            if source == target:
                continue
            plain = without_demonyms(data[target], gazetteer)
            exact, overlap = scored(plain, lambda example: answers(example, trained))  # noqa: B023 - used at once
            rows.append(Row(target, f"trained on {source} alone (no demonyms)", exact, overlap))
            figures[f"{source}_to_{target}_f1_exact"] = round(exact.f1, 4)
    return rows


def on_own_texts(data: dict[str, list[Example]], gazetteer: Gazetteer, figures: dict[str, float]) -> list[Row]:
    """Return rows for texts of our own that no weights are trained on: trained on all the rest, and on one corpus."""
    names = Names(gazetteer)
    newer = examples(marked_articles(UNSEEN_ARTICLES), names, demonyms=True)
    world = examples(marked_articles(WORLD_ARTICLES), names, demonyms=True)
    unseen = {
        "sentences": examples(marked_lines(HELD_OUT_SENTENCES), names, demonyms=True),
        "articles": examples(
            [item for item in marked_articles(HELD_OUT_ARTICLES) if not OTHER.search(item.text)], names, demonyms=True
        ),
        "looked_at": newer[0::2],
        "unseen": newer[1::2],
        "world_looked_at": world[0::2],
        "world_unseen": world[1::2],
        "reference": examples(marked_articles(REFERENCE)[1::2], names, demonyms=True),
        "sites": examples(marked_articles(SITES)[1::2], names, demonyms=True),
    }
    corpora = [name for name in data if name != "sentences"]
    rows = []
    for sources in (corpora, *([name] for name in corpora)):
        trained = train([example for name in (*sources, "sentences") for example in data[name]])
        for kind, own in unseen.items():
            exact, overlap = scored(own, lambda example: answers(example, trained))  # noqa: B023 - used at once
            rows.append(Row(kind, f"trained on {' and '.join(sources)} and other texts", exact, overlap))
            if sources == corpora:
                figures[f"{kind}_held_out_f1_exact"] = round(exact.f1, 4)
    return rows


def on_patterns(data: dict[str, list[Example]], gazetteer: Gazetteer, figures: dict[str, float]) -> list[Row]:
    """Return a row for sentences of each half of the patterns, filled with other names than the half trained on."""
    names = Names(gazetteer)
    corpora = [example for name in data if name != "sentences" for example in data[name]]
    pooled = _NOTHING
    rows = []
    for half in (0, 1):
        trained = train([*corpora, *own_texts(gazetteer, names, half)])
        unseen = examples(made_sentences(gazetteer, 3, OTHER_NAMES, 1 - half), names, demonyms=True)
        exact, overlap = scored(unseen, lambda example: answers(example, trained))  # noqa: B023 - used at once
        rows.append(Row("patterns", f"other half trained on, half {2 - half}", exact, overlap))
        pooled += exact
    figures["patterns_halves_f1_exact"] = round(pooled.f1, 4)
    return rows


def spans_of(corpus: str, toponyms: Iterable[Toponym]) -> Spans:
    """Return the spans that count for ``corpus``."""
    return [(item.start, item.end) for item in toponyms if corpus != NO_DEMONYMS or item.kind is not Kind.DEMONYM]


def shipped(data: dict[str, list[Example]], gazetteer: Gazetteer, recognisers: Sequence[str]) -> list[Row]:
    """Return a row for each corpus and recogniser as installed."""
    rows = []
    for name, documents in data.items():
        if name == "sentences":
            continue
        for recogniser in recognisers:
            way = f"{recogniser}, as installed" + (" (trained on this corpus, too)" if recogniser != "spacy" else "")
            rows.append(Row(name, way, *scored(documents, finder(name, gazetteer, recogniser))))
        exact, overlap = scored(documents, lambda example: bare(example.document.text, gazetteer))
        rows.append(Row(name, f"bare gazetteer, {POPULOUS:,} people and more", exact, overlap))
    return rows


def finder(corpus: str, gazetteer: Gazetteer, recogniser: str) -> Callable[[Example], Spans]:
    """Return what finds the spans of a document by a recogniser as installed."""

    def find(example: Example) -> Spans:
        return spans_of(corpus, recognise(Report(example.document.text), gazetteer, recogniser=recogniser))

    return find


def bare(text: str, gazetteer: Gazetteer) -> Spans:
    """Return the names of populous places and of countries that stand in ``text``."""
    return [
        (start, end)
        for start, end, hits in gazetteer.scan(text)
        if any(
            hit.match == "exact"
            and (gazetteer.population(hit.row) >= POPULOUS or gazetteer.feature_code(hit.row).startswith("PCL"))
            for hit in hits
        )
    ]


def print_rows(rows: Iterable[Row]) -> None:
    print("| corpus | recogniser | precision | recall | F1 exact | F1 overlap |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        exact = row.exact
        overlap = f"{row.overlap.f1:.3f}" if row.overlap.gold else ""
        print(f"| {row.corpus} | {row.way} | {exact.precision:.3f} | {exact.recall:.3f} | {exact.f1:.3f} | {overlap} |")


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of this process that ``work`` takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def speed(texts: Sequence[str], gazetteer: Gazetteer, *, spacy: bool) -> None:
    """Print articles a CPU-second of the fast recogniser, first and second time, and the ratio to spaCy's."""
    reports = [Report(text) for text in texts]
    recognise(reports[0], gazetteer)
    first = seconds(lambda: [recognise(report, gazetteer) for report in reports])
    again = seconds(lambda: [recognise(report, gazetteer) for report in reports])
    print("| recogniser | articles a CPU-second | CPU time, spaCy = 1 |")
    print("|---|---|---|")
    peer = _spacy_seconds(texts) if spacy else None
    if peer is not None:
        print(f"| spaCy, `ner` alone, batch 32 | {len(texts) / peer:.0f} | 1 |")
    for name, taken in (("fast, names not seen before", first), ("fast, the same articles again", again)):
        ratio = f"{taken / peer:.3f}" if peer is not None else ""
        print(f"| {name} | {len(texts) / taken:.0f} | {ratio} |")


def _spacy_seconds(texts: Sequence[str]) -> float:
    from geo.toponyms import neural

    pipeline = neural._pipeline()  # noqa: SLF001 - the model without the reading of its entities
    list(pipeline.pipe(texts[:32], batch_size=32))
    return seconds(lambda: list(pipeline.pipe(texts, batch_size=32)))


def main() -> int:
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(threads, "1")  # read when numpy is first imported, which is later
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--no-spacy", action="store_true", help="leave spaCy out although it is installed")
    parser.add_argument("--no-training", action="store_true", help="only the recognisers as installed, and the speed")
    parser.add_argument("--update", action="store_true", help="pin the figures as floors")
    options = parser.parse_args()
    paths = corpus_paths()
    if not paths:
        print("no corpora: set CONFLICTMAP_DATA to the folder that holds corpora/*.xml", file=sys.stderr)
        return 2
    spacy = not options.no_spacy and importlib.util.find_spec("spacy") is not None
    gazetteer = open_gazetteer()
    texts = [document.text for document in read_corpus(paths.get("lgl", next(iter(paths.values()))))]
    speed(texts, gazetteer, spacy=spacy)
    figures: dict[str, float] = {}
    data = load(gazetteer)
    rows = []
    if not options.no_training:
        rows += by_halves(data, figures)
        rows += across(data, gazetteer, figures)
        rows += on_own_texts(data, gazetteer, figures)
        rows += on_patterns(data, gazetteer, figures)
    rows += shipped(data, gazetteer, ("fast", "spacy", "both") if spacy else ("fast",))
    print()
    print_rows(rows)
    if options.no_training:
        return 0
    if options.update:
        update(SECTION, figures, paths.values())
        return 0
    failures = check(SECTION, figures, paths.values())
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

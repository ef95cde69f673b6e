"""How well toponyms are found and placed, on any corpus in the formats of LGL and GeoVirus.

    python bench/toponyms.py                 all figures with the shipped weights
    python bench/toponyms.py --held-out      resolution as well with weights trained on the other half, and
                                             on the other corpus (needs what bench/train_resolver.py needs)
    python bench/toponyms.py --docs          also writes the tables and the reliability diagram into docs/
    python bench/toponyms.py --update        pins the figures as floors

Resolution is measured on gold mentions, with what else the text names as evidence, as ``geo.resolve`` has it; no answer
counts as wrong. Published figures use the same rule.
Corpora are those of ``$CONFLICTMAP_DATA/corpora``.
"""

from __future__ import annotations

import math
import statistics
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import _floors
from _corpora import (
    WITHIN_M,
    Document,
    Score,
    accuracy_within,
    corpus_paths,
    error_m,
    half_of,
    halves,
    mean_and_median_m,
    read_corpus,
    score_exact,
    score_overlap,
)
from _marked import HELD_OUT_ARTICLES, HELD_OUT_NEWS, PLACES, marked_articles, subject_alone

from geo.gazetteer import open_gazetteer
from geo.model import Kind, Position, Report, Resolution, Toponym
from geo.resolution.beside import names_beside
from geo.resolution.engine import Resolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _corpora import Mention

    from geo.gazetteer import Gazetteer

DOCS = Path(__file__).resolve().parent.parent / "docs"
TABLES = DOCS / "resolution-figures.md"
DIAGRAM = DOCS / "reliability.svg"
FARTHEST_KM = 20_039.0
BINS = 10
SLACK = 0.004
"""How far below the figure a floor is pinned: a new build of the gazetteer moves some points."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of one gold mention: how far off (None: no answer), how sure, and whether the id is the same."""

    document: Document
    mention: Mention
    resolution: Resolution | None
    error_m: float | None
    same_id: bool | None

    @property
    def right(self) -> bool:
        """Within 161 km."""
        return self.error_m is not None and self.error_m <= WITHIN_M

    @property
    def confidence(self) -> float:
        """The confidence of the answer, 0 where there is none."""
        return self.resolution.confidence if self.resolution is not None else 0.0


def answers(documents: Iterable[Document], resolver: Resolver) -> list[Answer]:
    """Resolve the gold mentions of each document and compare; mentions without a gold position are context."""
    found = []
    for document in documents:
        toponyms = tuple(Toponym(mention.start, mention.end, mention.text) for mention in document.mentions)
        known = [*toponyms, *_beside(document.text, toponyms, resolver.gazetteer)]
        resolutions = resolver.resolve(document.text, known)[: len(toponyms)]
        for mention, resolution in zip(document.mentions, resolutions, strict=True):
            if mention.position is not None:
                place = resolution.place
                found.append(_answer(document, mention, resolution, place.position if place else None))
    return found


@cache
def _beside(text: str, asked: tuple[Toponym, ...], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return what else a text names, found once for all weights that are compared."""
    return names_beside(text, asked, gazetteer)


def _answer(document: Document, mention: Mention, resolution: Resolution, position: Position | None) -> Answer:
    place = resolution.place
    same = None if mention.geonames_id is None else place is not None and place.id == f"geonames:{mention.geonames_id}"
    assert mention.position is not None
    return Answer(document, mention, resolution, error_m(position, mention.position), same)


def by_population(documents: Iterable[Document], gazetteer: Gazetteer) -> list[Answer]:
    """Return the answers of the plainest rule beside it: of all places of the name, the one with most people."""
    found = []
    for document in documents:
        for mention in document.mentions:
            if mention.position is None:
                continue
            rows = [hit.row for hit in gazetteer.lookup(mention.text)]
            row = max(rows, key=gazetteer.population, default=None)
            position = None if row is None else gazetteer.position(row)
            same = None if row is None else gazetteer.id(row) == f"geonames:{mention.geonames_id}"
            same = None if mention.geonames_id is None else bool(same)
            found.append(Answer(document, mention, None, error_m(position, mention.position), same))
    return found


def figures_of(found: Sequence[Answer]) -> dict[str, float]:
    """Return the figures of a list of answers; distances in kilometres."""
    errors = [answer.error_m for answer in found]
    mean, median = mean_and_median_m(errors)
    tagged = [answer.same_id for answer in found if answer.same_id is not None]
    return {
        "within_161_km": accuracy_within(errors),
        "within_20_km": accuracy_within(errors, 20_000.0),
        "same_id": sum(tagged) / len(tagged) if tagged else float("nan"),
        "mean_km": mean / 1000.0,
        "median_km": median / 1000.0,
        "auc": _area([FARTHEST_KM if error is None else error / 1000.0 for error in errors]),
        "answered": sum(error is not None for error in errors) / len(errors) if errors else 0.0,
        "ece": calibration_error(found),
        "mentions": float(len(found)),
    }


def _area(errors_km: Sequence[float]) -> float:
    """Return the area under the curve of logarithmic errors, 0 (all right) to 1 (all at the antipodes)."""
    return statistics.fmean(math.log(1.0 + km) / math.log(1.0 + FARTHEST_KM) for km in errors_km) if errors_km else 0.0


def reliability(found: Sequence[Answer]) -> list[tuple[float, float, int]]:
    """Return (mean confidence, share within 161 km, count) of ten equal bins of confidence; empty ones are left out."""
    bins: list[list[Answer]] = [[] for _ in range(BINS)]
    for answer in found:
        if answer.error_m is not None:
            bins[min(BINS - 1, int(answer.confidence * BINS))].append(answer)
    return [
        (
            statistics.fmean(answer.confidence for answer in kept),
            statistics.fmean(float(answer.right) for answer in kept),
            len(kept),
        )
        for kept in bins
        if kept
    ]


def calibration_error(found: Sequence[Answer]) -> float:
    """Return the expected calibration error of the answers given."""
    table = reliability(found)
    total = sum(count for _, _, count in table)
    return sum(abs(share - sure) * count for sure, share, count in table) / total if total else 0.0


def held_out(corpora: dict[str, tuple[Document, ...]], resolver: Resolver) -> dict[str, list[Answer]]:
    """Return answers by corpus with weights from the other half of all corpora, and from the other corpora alone.

    Keys are the corpus ("lgl") and "lgl from other corpora".
    """
    from train_resolver import train

    from geo.resolution.ranker import Ranker

    found: dict[str, list[Answer]] = {name: [] for name in corpora}
    for tested in (0, 1):
        learned = [halves(documents)[1 - tested] for documents in corpora.values()]
        fresh = Resolver(resolver.gazetteer, Ranker(train(learned, resolver)))
        for name, documents in corpora.items():
            found[name] += answers(halves(documents)[tested], fresh)
    if len(corpora) > 1:
        for name, documents in corpora.items():
            learned = [items for other, items in corpora.items() if other != name]
            fresh = Resolver(resolver.gazetteer, Ranker(train(learned, resolver)))
            found[f"{name} from other corpora"] = answers(documents, fresh)
    return found


def split_figures(found: dict[str, list[Answer]]) -> dict[str, dict[str, float]]:
    """Return the figures of each list, and of its two halves where it was trained on halves."""
    rows = {}
    for name, given in found.items():
        rows[name] = figures_of(given)
        if "from other" not in name and "population" not in name:
            for half in (0, 1):
                rows[f"{name}, half {half + 1}"] = figures_of(
                    [item for item in given if half_of(item.document) == half]
                )
    return rows


@dataclass(frozen=True, slots=True)
class Found:
    """Recognition and the whole chain on one corpus: exact, overlapping, and exact within 161 km."""

    exact: Score
    overlap: Score
    end_to_end: Score
    documents_a_second: float


def end_to_end(documents: Sequence[Document], gazetteer: Gazetteer) -> Found:
    """Recognise and resolve each document; spans whose gold has no position count in recognition only.

    Demonyms count only where the corpus annotates them.
    """
    from geo.resolution import resolve_all
    from geo.toponyms import recognise

    annotated = _annotates_demonyms(documents, gazetteer)
    exact = overlap = chain = Score(0, 0, 0)
    spent = 0.0
    for document in documents:
        report = Report(document.text, title=document.title, source=document.source)
        begin = time.process_time()
        toponyms = recognise(report, gazetteer)
        resolutions = resolve_all(report, toponyms, gazetteer)
        spent += time.process_time() - begin
        kept = {
            (toponym.start, toponym.end): resolution
            for toponym, resolution in zip(toponyms, resolutions, strict=True)
            if (annotated or toponym.kind is Kind.PLACE)
            and not any(toponym.start < end and start < toponym.end for start, end in document.undecided)
        }
        gold = {(mention.start, mention.end): mention for mention in document.mentions}
        exact += score_exact(kept, gold)
        overlap += score_overlap(kept, gold)
        chain += _placed(kept, gold)
    return Found(exact, overlap, chain, len(documents) / spent if spent else 0.0)


def _annotates_demonyms(documents: Sequence[Document], gazetteer: Gazetteer) -> bool:
    texts = [mention.text for document in documents for mention in document.mentions]
    return sum(bool(gazetteer.demonym(text)) and not gazetteer.lookup(text) for text in texts) > 0.01 * len(texts)


def _placed(kept: dict[tuple[int, int], Resolution], gold: dict[tuple[int, int], Mention]) -> Score:
    positioned = {span: mention for span, mention in gold.items() if mention.position is not None}
    right = 0
    for span, mention in positioned.items():
        place = kept[span].place if span in kept else None
        error = error_m(place.position if place else None, mention.position) if mention.position else None
        right += error is not None and error <= WITHIN_M
    proposed = sum(span in positioned or span not in gold for span in kept)
    return Score(right, proposed, len(positioned))


def milliseconds(documents: Sequence[Document], resolver: Resolver) -> float:
    """Return the CPU time of the resolution of gold mentions for one article, in milliseconds (second pass)."""
    work = [
        (document.text, [Toponym(item.start, item.end, item.text) for item in document.mentions])
        for document in documents
    ]
    for _ in range(2):
        begin = time.process_time()
        for text, toponyms in work:
            resolver.resolve(text, toponyms)
        spent = time.process_time() - begin
    return 1000.0 * spent / max(1, len(work))


HEAD = ("within_161_km", "within_20_km", "same_id", "mean_km", "median_km", "auc", "ece", "answered")
TITLES = ("within 161 km", "within 20 km", "same id", "mean km", "median km", "AUC", "ECE", "answered")


def table(rows: dict[str, dict[str, float]]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| corpus | " + " | ".join(TITLES) + " |", "|---|" + "---:|" * len(TITLES)]
    for name, row in rows.items():
        cells = [f"{row[key]:.0f}" if key == "mean_km" else f"{row[key]:.3f}" for key in HEAD]
        if "most people" in name:
            cells[HEAD.index("ece")] = "nan"
        lines.append(f"| {name} | " + " | ".join("–" if cell == "nan" else cell for cell in cells) + " |")
    return "\n".join(lines)


def print_figures(found: dict[str, list[Answer]]) -> None:
    """Print the table of a set of answers."""
    print(table(split_figures(found)))


def draw_diagram(found: dict[str, list[Answer]], path: Path) -> None:
    """Write the reliability diagram as SVG, the same bytes for the same answers."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "conflictmap"
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="perfect")
    for name, given in found.items():
        if "from other" in name or "population" in name:
            continue
        points = reliability(given)
        label = f"{name} (ECE {calibration_error(given):.3f})"
        axes.plot([sure for sure, _, _ in points], [share for _, share, _ in points], marker="o", label=label)
    axes.set(xlabel="confidence", ylabel="share within 161 km", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def main() -> int:
    corpora = {name: read_corpus(path) for name, path in corpus_paths().items()}
    if not corpora:
        _floors.data_folder()
    gazetteer = open_gazetteer(())
    resolver = Resolver(gazetteer)
    parts = []
    pinned: dict[str, float] = {}
    looked_at, unseen = halves(marked_articles(HELD_OUT_NEWS))
    ours = {"own articles": marked_articles(HELD_OUT_ARTICLES), "own news": looked_at, "own news, unseen half": unseen}
    studied, unstudied = halves(marked_articles(PLACES))
    ours |= {"own places": studied, "own places, unseen half": unstudied}
    measured = corpora | ours
    subjects = {
        "own places, subject alone": [subject_alone(document) for document in studied],
        "own places, unseen half, subject alone": [subject_alone(document) for document in unstudied],
    }
    shipped = {name: answers(documents, resolver) for name, documents in (measured | subjects).items()}
    plain = {
        f"{name}, most people": by_population(documents, gazetteer) for name, documents in (measured | subjects).items()
    }
    trained = held_out(corpora, resolver) if "--held-out" in sys.argv else {}
    if trained:
        parts.append("Weights from documents that are not measured:\n\n" + table(split_figures(trained)))
    rows = {name: figures_of(found) for name, found in (shipped | plain).items()}
    parts.append(
        "Shipped weights (trained on the corpora, not on these articles), and plain population beside them:\n\n"
        + table(rows)
    )
    pinned |= _pins("shipped", {name: found for name, found in shipped.items() if name in corpora})
    chain = {name: end_to_end(documents, gazetteer) for name, documents in measured.items()}
    pinned |= {f"end_to_end_f1_{name}": found.end_to_end.f1 for name, found in chain.items() if name in corpora}
    parts.append("Recognition and the whole chain (right span and within 161 km):\n\n" + _chain_table(chain))
    text = "\n\n".join(parts)
    print(text)
    print()
    for name, documents in corpora.items():
        speed = f"{milliseconds(documents, resolver):.2f} ms of CPU an article for the resolution alone"
        print(f"{name}: {chain[name].documents_a_second:.0f} documents a CPU-second, {speed}")
    if "--docs" in sys.argv:
        TABLES.write_text(text + "\n", encoding="utf-8")
        draw_diagram(trained or shipped, DIAGRAM)
    if trained:
        _floors.finish("toponyms_held_out", _pins("held_out", trained), corpus_paths().values(), sys.argv, slack=SLACK)
    for name, path in (("own_articles", HELD_OUT_ARTICLES), ("own_news", HELD_OUT_NEWS)):
        _floors.finish(name, own_figures(gazetteer, resolver, path), [path], sys.argv, slack=SLACK)
    _floors.finish("own_places", places_figures(gazetteer, resolver), [PLACES], sys.argv, slack=SLACK)
    _floors.finish("toponyms", pinned, corpus_paths().values(), sys.argv, slack=SLACK)
    return 0


def own_figures(gazetteer: Gazetteer, resolver: Resolver, path: Path = HELD_OUT_ARTICLES) -> dict[str, float]:
    """Return what is pinned of our own articles that no weights saw, as installed."""
    documents = marked_articles(path)
    figures = figures_of(answers(documents, resolver))
    found = end_to_end(documents, gazetteer)
    return {
        "within_161_km": figures["within_161_km"],
        "one_less_ece": 1.0 - figures["ece"],
        "recognition_f1_exact": found.exact.f1,
        "end_to_end_f1": found.end_to_end.f1,
    }


def places_figures(gazetteer: Gazetteer, resolver: Resolver) -> dict[str, float]:
    """Return what is pinned of our texts about one place each: the figures of all, and of their subjects alone."""
    subjects = [subject_alone(document) for document in marked_articles(PLACES)]
    alone = figures_of(answers(subjects, resolver))["within_161_km"]
    return own_figures(gazetteer, resolver, PLACES) | {"subject_alone_within_161_km": alone}


def _chain_table(chain: dict[str, Found]) -> str:
    lines = ["| corpus | exact P | R | F1 | overlap F1 | end to end P | R | F1 |", "|---|" + "---:|" * 7]
    for name, found in chain.items():
        cells = (
            *(found.exact.precision, found.exact.recall, found.exact.f1, found.overlap.f1),
            *(found.end_to_end.precision, found.end_to_end.recall, found.end_to_end.f1),
        )
        lines.append(f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |")
    return "\n".join(lines)


def _pins(label: str, found: dict[str, list[Answer]]) -> dict[str, float]:
    """Return what is pinned of a set of answers."""
    pins = {}
    for name, given in found.items():
        key = name.replace(" ", "_")
        figures = figures_of(given)
        pins[f"{label}_within_161_km_{key}"] = figures["within_161_km"]
        pins[f"{label}_one_less_ece_{key}"] = 1.0 - figures["ece"]
    return pins


if __name__ == "__main__":
    sys.exit(main())

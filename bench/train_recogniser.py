"""Train the recogniser's weights: ``python bench/train_recogniser.py`` writes geo/toponyms/weights.json.

The classifier is a logistic regression with ridge penalty over the named features of geo.toponyms.features.
It is trained on the corpora of ``$CONFLICTMAP_DATA`` and on ``recogniser_sentences.txt``; a feature counts
where at least three documents have it. Names are no features, so that nothing is learnt by heart. A second,
small regression then weighs that first answer against what the rest of the document says of the same name
(geo.toponyms.agreement); it is trained on first answers for documents that the first had not seen.

Corpora without demonyms (GeoVirus) say nothing of them: their demonyms are left out of training.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from _corpora import Document, Mention, corpus_paths, read_corpus

from geo.gazetteer import open_gazetteer
from geo.toponyms.agreement import Agreement
from geo.toponyms.choice import Scored, disjoint
from geo.toponyms.context import Context
from geo.toponyms.features import Features
from geo.toponyms.names import Names
from geo.toponyms.patterns import bonus
from geo.toponyms.tokens import tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.gazetteer import Gazetteer

WEIGHTS = Path(__file__).resolve().parent.parent / "geo" / "toponyms" / "weights.json"
SENTENCES = Path(__file__).resolve().parent / "recogniser_sentences.txt"
HELD_OUT = Path(__file__).resolve().parent / "recogniser_sentences_held_out.txt"
"""Single sentences for measuring alone: no weights are trained on them."""

LEAST_DOCUMENTS = 3
PENALTY = 0.4
SECOND_PENALTY = 0.05
INNER_FOLDS = 4
LEAST_WEIGHT = 0.02
THRESHOLD = 0.0
"""Chosen by cross-validation on both corpora: the F1 changes by less than .005 from -0.4 to 0.2."""

DEMONYM_BONUS = 0.8
"""Added for demonyms: annotators mark every other one, a map's reader wants them all; the F1 stays as it is."""

_MARK = re.compile(r"\[\[(.+?)\]\]|<<(.+?)>>")


class Example(NamedTuple):
    """One document: its context, its spans that count, the features of each, and which are gold."""

    document: Document
    context: Context
    numbers: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    gold: frozenset[tuple[int, int]]


class Trained(NamedTuple):
    """Weights of both regressions."""

    weights: dict[str, float]
    bias: float
    second: dict[str, float]
    second_bias: float


def marked_documents(path: Path = SENTENCES) -> tuple[Document, ...]:
    """Return the documents of a file in which places stand in [[…]] and demonyms in <<…>>."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if not line or line.startswith("#"):
            continue
        text, mentions, done = "", [], 0
        for match in _MARK.finditer(line):
            text += line[done : match.start()]
            name = match[1] or match[2]
            mentions.append(Mention(len(text), len(text) + len(name), name))
            text += name
            done = match.end()
        documents.append(
            Document(f"sentence {number}", text + line[done:], group=str(number), mentions=tuple(mentions))
        )
    return tuple(documents)


def examples(documents: Iterable[Document], names: Names, *, demonyms: bool) -> list[Example]:
    """Return the documents as examples; ``demonyms`` tells whether the corpus annotates them."""
    found = []
    for document in documents:
        tokens = tokenise(document.text)
        context = Context(document.text, tokens, names)
        features = Features(context)
        gold = frozenset((mention.start, mention.end) for mention in document.mentions)
        numbers = tuple(n for n, span in enumerate(context.spans) if demonyms or not span.name.demonym)
        spans = [context.spans[number] for number in numbers]
        found.append(
            Example(
                document=document,
                context=context,
                numbers=numbers,
                features=tuple(tuple(dict.fromkeys(features.listed(span))) for span in spans),
                right=tuple((tokens.starts[span.first], tokens.ends[span.last]) in gold for span in spans),
                gold=gold,
            )
        )
    return found


def regression(
    rows: Sequence[Sequence[str]], right: Sequence[bool], penalty: float, known: Iterable[str]
) -> tuple[dict[str, float], float]:
    """Return weights and bias of a logistic regression over rows of features; ``name:value`` pairs are split off.

    A feature "x=#1.5" is the numeric feature "x=#" with that value.
    """
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    index = {feature: place for place, feature in enumerate(sorted(known))}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        for feature in row:
            name, _, value = feature.partition("#")
            place = index.get(name)
            if place is not None:
                columns.append(place)
                values.append(float(value) if value else 1.0)
        ends.append(len(columns))
    matrix = csr_matrix((np.array(values, dtype=np.float64), columns, ends), shape=(len(rows), len(index)))
    fitted = LogisticRegression(C=penalty, solver="liblinear", max_iter=300, random_state=0)
    fitted.fit(matrix, np.array(right))
    return {feature: float(fitted.coef_[0][place]) for feature, place in index.items()}, float(fitted.intercept_[0])


def frequent(documents: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """Return the features that enough documents have."""
    counts: Counter[str] = Counter()
    for rows in documents:
        counts.update({feature.partition("#")[0] for row in rows for feature in row})
    return [feature for feature, count in counts.items() if count >= LEAST_DOCUMENTS]


def first(train: Sequence[Example]) -> tuple[dict[str, float], float]:
    """Return weights and bias of the first regression."""
    rows = [row for example in train for row in example.features]
    right = [answer for example in train for answer in example.right]
    return regression(rows, right, PENALTY, frequent([example.features for example in train]))


def logits(example: Example, weights: dict[str, float], bias: float) -> list[float]:
    """Return the first answer for each span that counts."""
    return [bias + sum(weights.get(feature, 0.0) for feature in row) for row in example.features]


def agreements(example: Example, answers: Sequence[float]) -> list[list[str]]:
    """Return the features of the second regression."""
    every = [-20.0] * len(example.context.spans)
    for number, answer in zip(example.numbers, answers, strict=True):
        every[number] = answer
    agreement = Agreement(example.context, every)
    return [agreement.listed(number) for number in example.numbers]


def train(data: Sequence[Example]) -> Trained:
    """Return both regressions trained on ``data``."""
    weights, bias = first(data)
    rows: list[list[list[str]]] = []
    right: list[bool] = []
    for fold in range(INNER_FOLDS):
        others = [example for place, example in enumerate(data) if place % INNER_FOLDS != fold]
        inner, inner_bias = first(others)
        for example in data[fold::INNER_FOLDS]:
            rows.append(agreements(example, logits(example, inner, inner_bias)))
            right += example.right
    flat = [row for document in rows for row in document]
    second, second_bias = regression(flat, right, SECOND_PENALTY, frequent(rows))
    return Trained(weights, bias, second, second_bias)


def answers(example: Example, trained: Trained, threshold: float = THRESHOLD) -> list[tuple[int, int]]:
    """Return the spans that the trained recogniser finds among those that count."""
    starts, ends = example.context.tokens.starts, example.context.tokens.ends
    rows = agreements(example, logits(example, trained.weights, trained.bias))
    scored = []
    for number, row in zip(example.numbers, rows, strict=True):
        logit = trained.second_bias
        for feature in row:
            name, _, value = feature.partition("#")
            logit += trained.second.get(name, 0.0) * (float(value) if value else 1.0)
        span = example.context.spans[number]
        logit += bonus(example.context, span) + DEMONYM_BONUS * span.name.demonym
        scored.append(Scored(starts[span.first], ends[span.last], logit, number))
    return [(item.start, item.end) for item in disjoint(scored, threshold)]


def load(gazetteer: Gazetteer) -> dict[str, list[Example]]:
    """Return the examples of every corpus and of the sentences, by short name."""
    names = Names(gazetteer)
    found = {
        name: examples(read_corpus(path), names, demonyms=name != "geovirus") for name, path in corpus_paths().items()
    }
    found["sentences"] = examples(marked_documents(), names, demonyms=True)
    return found


def stored(weights: dict[str, float]) -> dict[str, float]:
    """Return rounded weights without those that weigh next to nothing."""
    return {feature: round(weight, 2) for feature, weight in sorted(weights.items()) if abs(weight) >= LEAST_WEIGHT}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    output = parser.parse_args().output
    data = [example for corpus in load(open_gazetteer()).values() for example in corpus]
    trained = train(data)
    content = {
        "bias": round(trained.bias, 3),
        "threshold": THRESHOLD,
        "demonym_bonus": DEMONYM_BONUS,
        "second_bias": round(trained.second_bias, 3),
        "second": {feature: round(weight, 3) for feature, weight in sorted(trained.second.items())},
        "weights": stored(trained.weights),
    }
    output.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{output}: {len(content['weights'])} weights from {len(data)} documents.")


if __name__ == "__main__":
    main()

"""Train the recogniser's weights: ``python bench/train_recogniser.py`` writes geo/toponyms/weights.json.

The classifier is a logistic regression with ridge penalty over the named features of geo.toponyms.features. It is
trained on the corpora of ``$CONFLICTMAP_DATA``, ``recogniser_sentences.txt``, ``articles.txt``, its like, and
sentences made from ``recogniser_patterns.txt``; a feature counts where at least three documents have it. Names are no
features, so that nothing is learnt by heart. Small boosted trees then weigh that first answer against what the rest
of the document says of the same name and of the names around it (geo.toponyms.agreement); they learn from first
answers for documents the regression had not seen.

Corpora without demonyms (GeoVirus) say nothing of them: their demonyms are left out of training.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from _corpora import Document, corpus_paths, read_corpus
from _marked import ARTICLES, NAMES, NEWS, REFERENCE, SITES, marked_articles, marked_lines, sentences_alone
from _patterns import made_sentences
from _trees import SETTINGS, trees_of

from geo.forest import Forest
from geo.gazetteer import open_gazetteer
from geo.toponyms.agreement import VALUES, Agreement
from geo.toponyms.casing import mended
from geo.toponyms.choice import Scored, disjoint
from geo.toponyms.context import Context
from geo.toponyms.fast import unwrapped
from geo.toponyms.features import Features
from geo.toponyms.names import Names
from geo.toponyms.patterns import bonus
from geo.toponyms.scripts import OTHER
from geo.toponyms.tokens import tokenise
from geo.toponyms.weighing import HOPELESS, MOST, second_look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.gazetteer import Gazetteer
    from geo.toponyms.context import Span
    from geo.toponyms.tokens import Tokens

WEIGHTS = Path(__file__).resolve().parent.parent / "geo" / "toponyms" / "weights.json"

WRITTEN = (ARTICLES, NEWS, NAMES)
HALF_WRITTEN = (REFERENCE, SITES)
"""Of these the first document, the third and so on train, the others measure."""
LEAST_DOCUMENTS = 3
TIMES = 2
"""How often each pattern is filled: more teaches little that is new, and weighs down the corpora."""
PENALTY = 0.7
MADE_WEIGHT = 0.7
"""Sentences made from patterns count somewhat less than those that were written."""

INNER_FOLDS = 4
LEAST_WEIGHT = 0.02
UNLIKELY = -20.0
ROUNDS = 80
"""60 at a rate of .06 change the F1 of the halves by less than .001, either way."""
TREES = {
    **SETTINGS,
    "objective": "binary",
    "learning_rate": 0.09,
    "num_leaves": 16,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
}
THRESHOLD = -0.2
"""Chosen by cross-validation: the F1 changes by less than .004 from -0.3 to 0."""

DEMONYM_BONUS = 0.8
"""Added for demonyms: annotators mark every other one, a map's reader wants them all; the F1 stays as it is."""


class Example(NamedTuple):
    """One document: its context, its spans that count, the features of each, and which are gold."""

    document: Document
    context: Context
    numbers: tuple[int, ...]
    features: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    gold: frozenset[tuple[int, int]]

    @property
    def made(self) -> bool:
        """Whether the text is made from a pattern."""
        return self.document.id.startswith("pattern ")


class Trained(NamedTuple):
    """Weights of the regression, and the trees of the second look as data and ready to be used."""

    weights: dict[str, float]
    bias: float
    second: list[Any]
    forest: Forest


def examples(documents: Iterable[Document], names: Names, *, demonyms: bool) -> list[Example]:
    """Return the documents as examples; ``demonyms`` tells whether the corpus annotates them."""
    found = []
    for document in documents:
        text = mended(unwrapped(document.text), names)
        tokens = tokenise(text)
        context = Context(text, tokens, names)
        features = Features(context)
        gold = frozenset((mention.start, mention.end) for mention in document.mentions)
        numbers = tuple(
            n
            for n, span in enumerate(context.spans)
            if (demonyms or not span.name.demonym) and not _undecided(document, tokens, span)
        )
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


def _undecided(document: Document, tokens: Tokens, span: Span) -> bool:
    return any(tokens.starts[span.first] < end and start < tokens.ends[span.last] for start, end in document.undecided)


def regression(
    rows: Sequence[Sequence[str]], right: Sequence[bool], weight: Sequence[float], known: Iterable[str]
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
    fitted = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=300, random_state=0)
    fitted.fit(matrix, np.array(right), sample_weight=np.array(weight))
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
    weight = [MADE_WEIGHT if example.made else 1.0 for example in train for _ in example.right]
    return regression(rows, right, weight, frequent([example.features for example in train]))


def logits(example: Example, weights: dict[str, float], bias: float) -> list[float]:
    """Return the first answer for each span that counts."""
    return [bias + sum(weights.get(feature, 0.0) for feature in row) for row in example.features]


def agreements(example: Example, answers: Sequence[float]) -> list[list[float]]:
    """Return the values that the second look reads of each span that counts."""
    every = [UNLIKELY] * len(example.context.spans)
    for number, answer in zip(example.numbers, answers, strict=True):
        every[number] = answer
    agreement = Agreement(example.context, every)
    return [agreement.values(number) for number in example.numbers]


def second(rows: Sequence[Sequence[float]], right: Sequence[bool]) -> list[Any]:
    """Return the trees of the second look, which start from the first answer."""
    import lightgbm
    import numpy as np

    values, label = np.array(rows), np.array(right, dtype=np.float64)
    hopeful = values[:, 0] > HOPELESS
    values, label = values[hopeful], label[hopeful]
    start = np.clip(values[:, 0], -MOST, MOST)
    data = lightgbm.Dataset(values, label=label, init_score=start)
    return trees_of(lightgbm.train(TREES, data, num_boost_round=ROUNDS), VALUES)


def train(data: Sequence[Example]) -> Trained:
    """Return the regression and the trees trained on ``data``; the parts of one article are in one fold."""
    weights, bias = first(data)
    rows: list[list[float]] = []
    right: list[bool] = []
    groups: dict[str, int] = {}
    folds = [groups.setdefault(item.document.group or item.document.id, len(groups)) % INNER_FOLDS for item in data]
    for fold in range(INNER_FOLDS):
        inner, inner_bias = first([example for example, held in zip(data, folds, strict=True) if held != fold])
        for example in [example for example, held in zip(data, folds, strict=True) if held == fold]:
            rows += agreements(example, logits(example, inner, inner_bias))
            right += example.right
    trees = second(rows, right)
    return Trained(weights, bias, trees, Forest(trees, VALUES))


def answers(example: Example, trained: Trained, threshold: float = THRESHOLD) -> list[tuple[int, int]]:
    """Return the spans that the trained recogniser finds among those that count."""
    starts, ends = example.context.tokens.starts, example.context.tokens.ends
    rows = agreements(example, logits(example, trained.weights, trained.bias))
    scored = []
    for number, row in zip(example.numbers, rows, strict=True):
        if row[0] > HOPELESS:
            span = example.context.spans[number]
            logit = second_look(trained.forest, row)
            logit += bonus(example.context, span) + DEMONYM_BONUS * span.name.demonym
            scored.append(Scored(starts[span.first], ends[span.last], logit, number))
    return [(item.start, item.end) for item in disjoint(scored, threshold)]


def load(gazetteer: Gazetteer) -> dict[str, list[Example]]:
    """Return the examples of every corpus by short name, and under "sentences" those of the project's own texts."""
    names = Names(gazetteer)
    found = {
        name: examples(read_corpus(path), names, demonyms=name != "geovirus") for name, path in corpus_paths().items()
    }
    found["sentences"] = own_texts(gazetteer, names)
    return found


def own_texts(gazetteer: Gazetteer, names: Names, half: int | None = None) -> list[Example]:
    """Return the examples of the project's own texts; ``half``: with one half of the patterns (0 or 1), not both."""
    made = made_sentences(gazetteer, TIMES, half=half)
    return examples((*marked_lines(), *own_articles(), *made), names, demonyms=True)


def own_articles() -> list[Document]:
    """Return our own articles in Latin script, and each of their sentences alone; others go by rules, not weights."""
    written = [document for path in WRITTEN for document in marked_articles(path)]
    written += [document for path in HALF_WRITTEN for document in marked_articles(path)[::2]]
    articles = [document for document in written if not OTHER.search(document.text)]
    return [*articles, *(sentence for document in articles for sentence in sentences_alone(document))]


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
        "second": trained.second,
        "weights": stored(trained.weights),
    }
    output.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{output}: {len(content['weights'])} weights from {len(data)} documents.")


if __name__ == "__main__":
    main()

"""Make geo/resolution/weights.json: the weights of the resolution, learned from gold mentions.

    python bench/train_resolver.py            train on all corpora and write the weights
    python bench/train_resolver.py --check    train on halves and print what the other halves give

Three steps. A conditional logit model over all candidates of a name (the first look); gradient boosted
trees with the same loss on what it leaves over; and trees with an isotonic table for the confidence,
trained on documents that the ranker did not see. Needs lightgbm, numpy, scipy and scikit-learn.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import sys
from array import array
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
from _corpora import Document, corpus_paths, read_corpus
from _made_reports import made_reports
from _marked import ARTICLES, NEWS, marked_articles, sentences_alone
from _trees import SETTINGS, trees_of
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from geo.gazetteer import open_gazetteer
from geo.geodesy import rough_distance
from geo.model import Toponym
from geo.resolution.doubts import is_astray, is_unlikely
from geo.resolution.engine import Resolver
from geo.resolution.joint import (
    chosen_options,
    confidence_features,
    decide,
    famed,
    first_look,
    first_values,
    is_short,
    ranked_features,
)
from geo.resolution.prior import STATIC
from geo.resolution.ranker import CONFIDENCE, FIRST, RANKED, Ranker, log_odds, start_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.resolution.groups import Group

    Rows = NDArray[np.float64]

WEIGHTS = Path(__file__).resolve().parent.parent / "geo" / "resolution" / "weights.json"
WITHIN_M = 161_000.0
FOLDS = 3
ROUNDS = 1
MADE = 240
MADE_WEIGHT = 0.2
"""Made-up reports beside the real ones; confidence is learned from written ones alone."""

OWN_WEIGHT = 0.75
"""Our own articles; for the confidence each of their sentences by itself as well: a text with little context."""

LONE_WEIGHT = 0.25
OWN = (ARTICLES, NEWS)
COUNTS = {"fold": 0.5, "foreign": 1.0, "own": 2.0}
"""How much each kind of evidence counts for the confidence (see :func:`confidence_evidence`)."""

SHORT = 300
"""A sentence of fewer characters says little of where it is."""

START: dict[str, Any] = {
    "static": {
        "population": 0.43,
        "population_behind": -0.13,
        "aliases": -0.57,
        "aliases_behind": 0.75,
        "prominence": 3.93,
        "prominence_behind": -2.18,
        "rank": -0.08,
        "level": -0.28,
        "country": -0.22,
        "admin1": 0.42,
        "admin2": 0.29,
        "admin3": 0.87,
        "town": -0.38,
        "water": 0.12,
        "other": 3.42,
        "seat": 0.05,
        "match": -1.9,
        "via": 0.24,
        "score": 1.36,
        "primary": 1.46,
        "type_agrees": 0.1,
        "twin": 0.06,
        "extent": 0.96,
    },
    "context": {
        "in_named_area": 1.54,
        "in_named_area_behind": 0.25,
        "holds_named_place": -0.19,
        "holds_named_place_behind": -0.03,
        "named_country": -0.2,
        "country_share": 1.38,
        "support_country": 1.03,
        "named_admin1": 0.86,
        "admin1_share": 3.25,
        "support_admin1": 1.11,
        "named_admin2": 1.31,
        "admin2_weight": 1.44,
        "fuller": -0.65,
    },
}
"""Where the first look starts: contexts need weights before there are any. What an earlier training gave, rounded."""


@dataclass(slots=True)
class Example:
    """One group: features of its options, the share of belief that the gold gives each, and its weight."""

    rows: Rows
    target: Rows
    near: Rows
    weight: float
    start: Rows
    short: bool = False


@dataclass(slots=True)
class Prepared:
    """One document as the resolver sees it, with the gold of each of its groups."""

    document: Document
    groups: list[Group]
    order: list[int]
    gold: list[list[tuple[float, float, str | None]]]
    targets: list[tuple[Rows, Rows]]
    weight: float = 1.0


def unweighted(first: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return weights without trees."""
    return {"first": first or START, "trees": [], "confidence": [], "calibration": [[-9.0, 0.02], [9.0, 0.98]]}


def prepare(documents: Sequence[Document], resolver: Resolver, *, weight: float = 1.0) -> list[Prepared]:
    """Return the groups of each document; mentions without a gold position stay as context."""
    found = []
    for document in documents:
        mentions = [mention for mention in document.mentions if mention.end > mention.start]
        toponyms = [Toponym(mention.start, mention.end, mention.text) for mention in mentions]
        for groups, order in resolver.blocks(document.text, toponyms):
            gold = [
                [
                    (mention.position.lat, mention.position.lon, mention.geonames_id)
                    for mention in (mentions[index] for index in group.mentions)
                    if mention.position is not None
                ]
                for group in groups
            ]
            due = [targets(group, own, resolver) for group, own in zip(groups, gold, strict=True)]
            found.append(Prepared(document, groups, order, gold, due, weight))
    return found


def targets(group: Group, gold: list[tuple[float, float, str | None]], resolver: Resolver) -> tuple[Rows, Rows]:
    """Return the belief due to each option, and the share of the mentions that it is within 161 km of."""
    belief = np.zeros(len(group.options))
    near = np.zeros(len(group.options))
    identities = [resolver.gazetteer.id(option.facts.row) for option in group.options]
    for (lat, lon, identity), count in Counter(gold).items():
        far = np.array([rough_distance(lat, lon, option.facts.lat, option.facts.lon) for option in group.options])
        close = far <= WITHIN_M
        near += close * count
        same = np.array([identity is not None and name == f"geonames:{identity}" for name in identities])
        one = same * 1.0 + close * 0.1 if same.any() else close * np.exp(-far / 30000.0)
        if one.sum() > 0:
            belief += count * one / one.sum()
    return (belief / belief.sum() if belief.sum() else belief), near / max(1, len(gold))


def statics_of(group: Group) -> list[Sequence[float]]:
    """Return the features of each option that do not depend on the report."""
    return [group.naming.static(place) for place in range(len(group.naming.options))]


def rescored(prepared: Sequence[Prepared], ranker: Ranker) -> None:
    """Give all namings the base scores of ``ranker``."""
    for item in prepared:
        for group in item.groups:
            group.naming = group.naming._replace(base=array("d", map(ranker.base, statics_of(group))))


def first_examples(prepared: Sequence[Prepared], ranker: Ranker) -> list[Example]:
    """Return the examples of the first look: static features and those of ``FIRST``."""
    found = []
    for item in prepared:
        context, _ = first_look(item.groups, item.order, ranker)
        for number, (group, gold) in enumerate(zip(item.groups, item.gold, strict=True)):
            if len(group.options) < 2 or not gold:
                continue
            belief, near = item.targets[number]
            if belief.sum() == 0 or near.min() == near.max() == 1:
                continue
            values = first_values(number, group, context)
            rows = np.array([[*static, *row] for static, row in zip(statics_of(group), values, strict=True)])
            found.append(Example(rows, belief, near, item.weight * math.sqrt(len(gold)), np.zeros(len(rows))))
    return found


def second_examples(prepared: Sequence[Prepared], ranker: Ranker) -> list[Example]:
    """Return the examples of the trees: all features of the options that the first look leaves."""
    found = []
    for item in prepared:
        context, scores = first_look(item.groups, item.order, ranker)
        for number, (group, gold) in enumerate(zip(item.groups, item.gold, strict=True)):
            if not group.options or not gold:
                continue
            belief, near = item.targets[number]
            chosen = chosen_options(scores[number])
            rows = np.array(ranked_features(number, chosen, scores[number], context))
            short = is_short(item.document.text)
            start = [start_of(row) for row in rows]
            if short and len(start) > 1:
                # In longer texts fame comes on top: trees that start from it unlearn what it is worth elsewhere.
                start = famed(start, rows.tolist(), short=short, near=group.beside)
            belief = belief[chosen]
            belief = belief / belief.sum() if belief.sum() else belief
            weight = item.weight * math.sqrt(len(gold))
            found.append(Example(rows, belief, near[chosen], weight, np.array(start), short))
    return found


def fit_first(examples: Sequence[Example], penalty: float = 2.0) -> dict[str, Any]:
    """Return the weights of the first look: conditional logit with a quadratic penalty on scaled features."""
    rows = np.vstack([example.rows for example in examples])
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    rows = rows / scale
    bounds = np.cumsum([0, *(len(example.rows) for example in examples)])
    target = np.concatenate([example.target for example in examples])
    weight = np.concatenate([np.full(len(example.rows), example.weight) for example in examples])
    group = np.repeat(np.arange(len(examples)), np.diff(bounds))

    def loss(coefficients: Rows) -> tuple[float, Rows]:
        scores = rows @ coefficients
        top = np.maximum.reduceat(scores, bounds[:-1])
        raised = np.exp(scores - top[group])
        total = np.add.reduceat(raised, bounds[:-1])
        share = raised / total[group]
        value = -(weight * target * (scores - top[group] - np.log(total)[group])).sum()
        slope = rows.T @ (weight * (share - target))
        return value + penalty * (coefficients**2).sum(), slope + 2 * penalty * coefficients

    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    names = (*STATIC, *FIRST)
    values = {name: round(float(value), 4) for name, value in zip(names, found.x / scale, strict=True)}
    return {
        "static": {name: values[name] for name in STATIC},
        "context": {name: values[name] for name in FIRST},
    }


TREES = {**SETTINGS, "learning_rate": 0.07, "num_leaves": 8, "min_data_in_leaf": 25, "feature_fraction": 0.5}
RANKING_TREES = {**TREES, "num_leaves": 12}

RISING = {
    "near": 1,
    "lead": 1,
    "best": 1,
    "match": -1,
    "country_share": 1,
    "admin1_share": 1,
    "in_named_area": 1,
    "prominence": 1,
}
"""What makes an answer surer (1) or less sure (-1), all else equal, in reports of any kind: the trees of the confidence
may not learn the opposite from those that they happen to see."""


def fit_trees(examples: Sequence[Example], rounds: int = 120) -> list[Any]:
    """Return trees that, added to the first look, lower the same loss."""
    kept = [example for example in examples if len(example.rows) > 1 and example.target.sum() > 0]
    rows = np.vstack([example.rows for example in kept])
    bounds = np.cumsum([0, *(len(example.rows) for example in kept)])
    target = np.concatenate([example.target for example in kept])
    weight = np.concatenate([np.full(len(example.rows), example.weight) for example in kept])
    group = np.repeat(np.arange(len(kept)), np.diff(bounds))

    def slope(scores: Rows, _: lightgbm.Dataset) -> tuple[Rows, Rows]:
        top = np.maximum.reduceat(scores, bounds[:-1])
        raised = np.exp(scores - top[group])
        share = raised / np.add.reduceat(raised, bounds[:-1])[group]
        return weight * (share - target), np.maximum(1e-3, weight * share * (1 - share))

    data = lightgbm.Dataset(rows, label=target, init_score=np.concatenate([example.start for example in kept]))
    model = lightgbm.train({**RANKING_TREES, "objective": slope}, data, num_boost_round=rounds)
    return trees_of(model, RANKED)


def fit_ranker(prepared: Sequence[Prepared]) -> dict[str, Any]:
    """Return weights of both looks, without confidence."""
    data = unweighted()
    for _ in range(ROUNDS):
        ranker = Ranker(data)
        rescored(prepared, ranker)
        data = unweighted(fit_first(first_examples(prepared, ranker)))
    ranker = Ranker(data)
    rescored(prepared, ranker)
    data["trees"] = fit_trees(second_examples(prepared, ranker))
    return data


def confidence_rows(prepared: Sequence[Prepared], data: dict[str, Any]) -> list[tuple[list[float], float, float]]:
    """Return (features, share of mentions within 161 km, weight) of each decision that no doubt is cast on."""
    ranker = Ranker(data)
    rescored(prepared, ranker)
    found = []
    for item in prepared:
        short = is_short(item.document.text)
        decisions = decide(item.groups, item.order, ranker, short=short)
        for group, gold, (_, near), decision in zip(item.groups, item.gold, item.targets, decisions, strict=True):
            best = group.options[decision.ranked[0]] if gold and decision.features else None
            if best is not None and not (
                is_astray(best, decision.features[0]) or is_unlikely(best, decision.features[0])
            ):
                values = confidence_features(
                    group, decision.ranked, decision.features, decision.probabilities, short=short
                )
                found.append((values, float(near[decision.ranked[0]]), item.weight**2 * len(gold)))
    return found


def fit_confidence(rows: Sequence[tuple[list[float], float, float]]) -> tuple[list[Any], list[list[float]]]:
    """Return the trees of the confidence and the table that calibrates them, made on rows they have not seen."""
    features = np.array([row[0] for row in rows])
    right = np.array([row[1] for row in rows])
    weight = np.array([row[2] for row in rows])
    start = np.array([log_odds(row[0][-1]) for row in rows])
    settings = {
        **TREES,
        "objective": "cross_entropy",
        "num_leaves": 6,
        "learning_rate": 0.06,
        "min_data_in_leaf": 40,
        "monotone_constraints": [RISING.get(name, 0) for name in CONFIDENCE],
    }

    def fitted(chosen: NDArray[np.bool_]) -> lightgbm.Booster:
        data = lightgbm.Dataset(features[chosen], label=right[chosen], weight=weight[chosen], init_score=start[chosen])
        return lightgbm.train(settings, data, num_boost_round=40)

    fold = np.arange(len(rows)) % FOLDS
    logit = np.zeros(len(rows))
    for part in range(FOLDS):
        model = fitted(fold != part)
        logit[fold == part] = start[fold == part] + model.predict(features[fold == part], raw_score=True)
    table = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(logit, right, sample_weight=weight)
    marks = np.unique(np.quantile(logit, np.linspace(0.0, 1.0, 25)))
    smooth = [float(np.average(table.predict(logit[np.argsort(np.abs(logit - mark))[:60]]))) for mark in marks]
    calibration = [
        [round(float(mark), 4), round(share, 4)]
        for mark, share in zip(marks, np.maximum.accumulate(smooth), strict=True)
    ]
    return trees_of(fitted(fold >= 0), CONFIDENCE), calibration


def thinned(documents: Sequence[Document], *, keep: float = 0.5, seed: int = 0) -> list[Document]:
    """Return the documents with only a part of their mentions: what a report with less context looks like."""
    chance = random.Random(seed)  # noqa: S311 - training, not a secret
    drawn = [
        replace(document, mentions=tuple(mention for mention in document.mentions if chance.random() < keep))
        for document in documents
    ]
    return [document for document in drawn if document.mentions]


@cache
def _made(resolver: Resolver) -> tuple[Prepared, ...]:
    return tuple(prepare(made_reports(resolver.gazetteer, MADE), resolver, weight=MADE_WEIGHT))


def train(corpora: Sequence[Sequence[Document]], resolver: Resolver, *, confidence: bool = True) -> dict[str, Any]:
    """Return all weights, learned from the documents of corpora and our own articles, or only those that rank."""
    own = [item for path in OWN for item in marked_articles(path)]
    learned = [prepare(documents, resolver) for documents in corpora]
    beside = [prepare(thinned(documents), resolver) for documents in corpora]
    written, made = prepare(own, resolver, weight=OWN_WEIGHT), _made(resolver)
    everything = [*chain(*learned), *written, *chain(*beside), *made]
    data = fit_ranker(everything)
    if confidence:
        evidence = confidence_evidence(learned, beside, [*written, *made], lone_of(own, resolver))
        rescored(everything, Ranker(data))
        data["confidence"], data["calibration"] = fit_confidence(
            [(values, right, weight * COUNTS[kind]) for kind, values, right, weight in evidence]
        )
    return data


def lone_of(own: Sequence[Document], resolver: Resolver) -> list[Prepared]:
    """Return the sentences of articles, each alone, and the names of the short ones, each alone."""
    sentences = [part for item in own for part in sentences_alone(item)]
    alone = prepare(sentences, resolver, weight=OWN_WEIGHT)
    return alone + prepare([part for item in sentences for part in named_alone(item)], resolver, weight=LONE_WEIGHT)


def confidence_evidence(
    corpora: Sequence[Sequence[Prepared]],
    beside: Sequence[Sequence[Prepared]],
    written: Sequence[Prepared],
    alone: Sequence[Prepared],
) -> list[tuple[str, list[float], float, float]]:
    """Return (kind, features, share right, weight) of decisions on documents that the ranker had not seen.

    Kinds: "fold" a document of a corpus of which it saw others; "foreign" one of a corpus of which it saw none, as
    every user's text is; "own" our own articles and their sentences alone.
    """
    found = []
    for part in range(FOLDS):
        seen = [*chain(*corpora), *chain(*beside), *written]
        ranker = fit_ranker([item for item in seen if fold_of(item.document) != part])
        unseen = [item for item in chain(*corpora) if fold_of(item.document) == part]
        ours = [item for item in (*written, *alone) if item.weight != MADE_WEIGHT and fold_of(item.document) == part]
        for kind, texts in (("fold", unseen), ("own", ours)):
            found += [(kind, *row) for row in confidence_rows(texts, ranker)]
    for number, foreign in enumerate(corpora):
        others = [
            item
            for other, items in enumerate(zip(corpora, beside, strict=True))
            if other != number
            for item in chain(*items)
        ]
        ranker = fit_ranker([*others, *written])
        found += [("foreign", *row) for row in confidence_rows(foreign, ranker)]
    return found


def named_alone(document: Document) -> list[Document]:
    """Return a short document once for each of its mentions, all others hidden: a name with nothing beside it."""
    if len(document.text) >= SHORT or len(document.mentions) < 2:
        return []
    return [replace(document, mentions=(mention,)) for mention in document.mentions]


def fold_of(document: Document) -> int:
    """Return the fold of a document; parts of one article stay together, and halves do not coincide with folds."""
    return hashlib.sha256(b"fold " + document.group.encode()).digest()[0] % FOLDS


def written(data: dict[str, Any]) -> str:
    """Return the weights as JSON, one tree a line."""
    lines = ["{", ' "made_by": "bench/train_resolver.py",', f' "first": {json.dumps(data["first"], indent=1)},']
    for name in ("trees", "confidence", "calibration"):
        body = ",\n".join(f"  {json.dumps(item)}" for item in data[name])
        lines.append(f' "{name}": [\n{body}\n ]' + ("," if name != "calibration" else ""))
    return "\n".join([*lines, "}"]) + "\n"


def main() -> int:
    corpora = {name: read_corpus(path) for name, path in corpus_paths().items()}
    resolver = Resolver(open_gazetteer(()), Ranker(unweighted()))
    if "--check" in sys.argv:
        from toponyms import held_out, print_figures

        print_figures(held_out(corpora, resolver))
        return 0
    data = train(list(corpora.values()), resolver)
    WEIGHTS.write_text(written(data), encoding="utf-8")
    print(f"{WEIGHTS}: {WEIGHTS.stat().st_size} bytes, {len(data['trees'])} trees")
    return 0


if __name__ == "__main__":
    sys.exit(main())

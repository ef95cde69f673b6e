"""Gradient boosted trees: the settings that every training shares, and their form in the files of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import lightgbm

SETTINGS = {
    "lambda_l2": 5.0,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


def trees_of(model: lightgbm.Booster, names: Sequence[str]) -> list[Any]:
    """Return the trees as geo.forest reads them: ``[feature, limit, tree at most the limit, tree above]``."""
    return [_tree(tree["tree_structure"], names) for tree in model.dump_model()["tree_info"]]


def _tree(node: dict[str, Any], names: Sequence[str]) -> Any:  # noqa: ANN401 - nested to any depth
    if "split_feature" not in node:
        return round(float(node["leaf_value"]), 5)
    low, high = _tree(node["left_child"], names), _tree(node["right_child"], names)
    return [names[node["split_feature"]], float(f"{node['threshold']:.7g}"), low, high]

"""Fit the bounds of the verdicts and their confidence, and write ``geo/claims/fitted.json``.

Reads ``claims/calibration.csv`` (real claims of encyclopaedia text with positions). Every second claim (by
a checksum of its subject's name) is fitted on, the others are reported on.

1. The bounds of what is *approximate* (``rule``): of a grid, those that contradict the fewest true claims
   while they contradict 96 % of those turned by 90°, 88 % of the doubled and 92 % of the halved.
2. The densities of true claims (``density``), by maximum likelihood, without the 3 % that point elsewhere or
   are off by more than two, which are errors of the text or of its geocoding:

    log(stated / measured) ~ share · N(road, road_sd² + v) + (1 - share) · N(0, exact_sd² + v), and outliers
    v = (slack · half of the last digit / stated)² + (extent · R / measured)², R² = R_subject² + R_reference²
    angle between heading and azimuth ~ half-normal by kind of compass point, and outliers

3. The confidence (``logit``): a logistic regression of "the claim is true" on the log of the ratio of the
   densities of true and of false claims, over true claims and a ninth of made-false ones; printed as a
   table of stated against observed on the half that was not fitted.

Run: ``python bench/fit_claims.py`` (``--write`` writes the file).
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import math
import os
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("CONFLICTMAP_DATA", ROOT.parent / "shared" / "data"))
FITTED = ROOT / "geo" / "claims" / "fitted.json"
POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
FALSE_SD = 0.8
FALSE_SHARE = 0.1


def load() -> dict[str, Any]:
    """Return the calibration claims as columns: metres, degrees, letters of the heading, half (0 or 1)."""
    sys.path.insert(0, str(ROOT))
    from geo.claims.sites import populated_radius_m
    from geo.units import lengths

    columns: dict[str, list[float]] = {
        name: [] for name in ("s", "slack", "d", "rs", "rr", "angle", "letters", "half", "gross")
    }
    with (DATA / "claims" / "calibration.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            unit = "miles" if row["unit"] == "mi" else "km"
            read = next(lengths(f"{row['num']} {unit}"), None) or next(lengths(f"{row['n']} {unit}"))
            angle = abs(float(row["az"]) - 22.5 * POINTS.index(row["dir"])) % 360.0
            columns["s"].append(read.middle_m)
            columns["slack"].append((read.high_m - read.low_m) / 2.0)
            columns["d"].append(1000.0 * float(row["km"]))
            columns["rs"].append(populated_radius_m(int(row["Spop"])))
            columns["rr"].append(populated_radius_m(int(row["Apop"])))
            columns["angle"].append(min(angle, 360.0 - angle))
            columns["letters"].append(len(row["dir"]))
            columns["half"].append(zlib.crc32(row["title"].encode()) % 2)
            columns["gross"].append(row["gross_mismatch"] == "True")
    return {name: np.array(values) for name, values in columns.items()}


def unpacked(theta: np.ndarray) -> dict[str, float]:
    """Return the parameters by name from what the optimiser moves freely."""
    squash = [1.0 / (1.0 + math.exp(-value)) for value in theta]
    return {
        "road": float(theta[0]),
        "road_sd": math.exp(theta[1]),
        "share": squash[2],
        "exact_sd": math.exp(theta[3]),
        "slack": math.exp(theta[4]),
        "extent": math.exp(theta[5]),
        "outliers": squash[6],
        "angle_outliers": squash[7],
        "angle_sd_1": math.exp(theta[8]),
        "angle_sd_2": math.exp(theta[9]),
        "angle_sd_3": math.exp(theta[10]),
    }


def densities(c: dict[str, Any], p: dict[str, float], s: Any = None, angle: Any = None) -> tuple[Any, Any]:  # noqa: ANN401 - arrays
    """Return the log densities of distance and of angle; ``s`` and ``angle`` replace the real ones."""
    scale = 1.0 if s is None else s / c["s"]
    s = c["s"] if s is None else s
    angle = c["angle"] if angle is None else angle
    reach = np.sqrt(c["rs"] ** 2 + c["rr"] ** 2) / np.maximum(c["d"], 1.0)
    v = (p["slack"] * c["slack"] * scale / s) ** 2 + np.minimum(1.0, p["extent"] * reach) ** 2
    x = np.log(s / np.maximum(c["d"], 1.0))

    def normal(mean: float, variance: Any) -> Any:  # noqa: ANN401
        return np.exp(-((x - mean) ** 2) / (2.0 * variance)) / np.sqrt(2.0 * np.pi * variance)

    f = p["share"] * normal(p["road"], p["road_sd"] ** 2 + v) + (1 - p["share"]) * normal(0.0, p["exact_sd"] ** 2 + v)
    f = (1 - p["outliers"]) * f + p["outliers"] * normal(0.0, 1.0)
    sd = np.array([p["angle_sd_1"], p["angle_sd_2"], p["angle_sd_3"]])[c["letters"].astype(int) - 1]
    variance = sd**2 + np.degrees(np.minimum(1.0, 0.3 * reach)) ** 2
    g = 2.0 * np.exp(-(angle**2) / (2.0 * variance)) / np.sqrt(2.0 * np.pi * variance)
    g = (1 - p["angle_outliers"]) * g + p["angle_outliers"] / 180.0
    return np.log(f), np.log(g)


def fit(c: dict[str, Any], rows: Any) -> dict[str, float]:  # noqa: ANN401 - a mask
    """Return the parameters that make the claims of ``rows`` most likely."""

    def cost(theta: np.ndarray) -> float:
        f, g = densities(c, unpacked(theta))
        return -float((f + g)[rows].mean())

    start = [
        0.1,
        math.log(0.13),
        1.0,
        math.log(0.01),
        0.1,
        math.log(0.15),
        -2.0,
        -2.5,
        *map(math.log, (17.5, 16.5, 8.5)),
    ]
    found = minimize(
        cost, start, method="Nelder-Mead", options={"maxiter": 6000, "maxfev": 6000, "xatol": 1e-4, "fatol": 1e-7}
    )
    return unpacked(found.x)


def grid(c: dict[str, Any], rows: Any) -> dict[str, float]:  # noqa: ANN401 - a mask
    """Return the bounds that contradict the fewest true claims and enough of the false ones."""
    best: tuple[float, dict[str, float]] | None = None
    for low, high, angle, share, growth in itertools.product(
        (0.72, 0.74, 0.76, 0.78), (1.6, 1.65, 1.7, 1.75), (56.0, 58.0, 60.0), (0.15, 0.2, 0.25), (0.03, 0.06, 0.09)
    ):
        rule = {"low": low, "high": high, "angle": angle, "share": share, "growth": growth}
        true, reversed_, turned, doubled, halved = contradicted(c, rule, rows)
        enough = reversed_ >= 0.99 and turned >= 0.96 and doubled >= 0.88 and halved >= 0.92
        if enough and (best is None or true < best[0]):
            best = (true, rule)
    if best is None:
        msg = "no bounds of the grid contradict enough of the false claims"
        raise SystemExit(msg)
    return best[1]


def contradicted(c: dict[str, Any], rule: dict[str, float], rows: Any) -> list[float]:  # noqa: ANN401 - a mask
    """Return the shares contradicted: true, reversed, turned by 90°, doubled, halved."""
    a, s = c["angle"], c["s"]
    return [
        float(beyond(c, rule, s, a)[rows].mean()),
        float(beyond(c, rule, s, 180 - a)[rows].mean()),
        float(
            (
                beyond(c, rule, s, np.abs(90 - a))[rows].mean()
                + beyond(c, rule, s, np.minimum(90 + a, 270 - a))[rows].mean()
            )
            / 2
        ),
        float(beyond(c, rule, 2 * s, a)[rows].mean()),
        float(beyond(c, rule, s / 2, a)[rows].mean()),
    ]


def beyond(c: dict[str, Any], rule: dict[str, float], s: Any, angle: Any) -> Any:  # noqa: ANN401 - arrays
    """Return which claims lie beyond the bounds, as :mod:`geo.claims.judge` draws them."""
    extent = rule["share"] * (c["rs"] + c["rr"])
    near, far = c["d"] - extent, c["d"] + extent
    slack = c["slack"] * s / c["s"]
    upper = rule["high"] * np.clip(s / 50_000.0, 0.02, 8.0) ** rule["growth"]
    low, high = s - slack, s + slack
    strain = np.where(high < 0.85 * near, (0.85 * near - high) / np.maximum((0.85 - rule["low"]) * near, 1e-9), 0.0)
    strain = np.where(low > 1.3 * far, (low - 1.3 * far) / np.maximum((upper - 1.3) * far, 1e-9), strain)
    fine = c["letters"] == 3
    inner = np.where(fine, 30.0, 40.0)
    outer = np.where(fine, 48.0, rule["angle"])
    outer = outer + 0.5 * np.degrees(np.arcsin(np.minimum(1.0, extent / np.maximum(c["d"], 1.0))))
    return strain + np.maximum(0.0, angle - inner) / (outer - inner) > 1.0


def sane(c: dict[str, Any]) -> Any:  # noqa: ANN401 - a mask
    """Return the rows that cannot be errors of the text or of its geocoding: 3 % point elsewhere or are twice off."""
    ratio = c["s"] / np.maximum(c["d"], 1.0)
    return (c["angle"] <= 75.0) & (ratio >= 0.5) & (ratio <= 2.2)


def log_odds(c: dict[str, Any], p: dict[str, float], s: Any = None, angle: Any = None) -> Any:  # noqa: ANN401 - arrays
    """Return the log of the density of true claims over that of false ones."""
    f, g = densities(c, p, s, angle)
    x = np.log((c["s"] if s is None else s) / np.maximum(c["d"], 1.0))
    false = -(x**2) / (2 * FALSE_SD**2) - math.log(FALSE_SD * math.sqrt(2 * math.pi))
    return f - false + g - math.log(1 / 180.0)


def mixed(c: dict[str, Any], p: dict[str, float], rows: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - arrays
    """Return log odds, whether true, and weights, of true claims and made-false ones (a tenth of the weight)."""
    a, s = c["angle"], c["s"]
    versions = [
        log_odds(c, p, None, 180 - a), log_odds(c, p, None, np.abs(90 - a)),
        log_odds(c, p, None, np.minimum(90 + a, 270 - a)), log_odds(c, p, 2 * s), log_odds(c, p, s / 2),
    ]  # fmt: skip
    true = log_odds(c, p)[rows]
    false = np.concatenate([version[rows] for version in versions])
    weights = np.concatenate([np.full(len(true), 1 - FALSE_SHARE), np.full(len(false), FALSE_SHARE / len(versions))])
    return np.concatenate([true, false]), np.concatenate([np.ones(len(true)), np.zeros(len(false))]), weights


def logistic(odds: Any, true: Any, weights: Any) -> tuple[float, float]:  # noqa: ANN401 - arrays
    """Return intercept and slope of the logistic regression."""

    def cost(theta: np.ndarray) -> float:
        z = theta[0] + theta[1] * np.clip(odds, -30, 30)
        return float((weights * (np.logaddexp(0, z) - true * z)).sum())

    found = minimize(cost, [0.0, 1.0], method="Nelder-Mead", options={"maxiter": 2000})
    return float(found.x[0]), float(found.x[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write geo/claims/fitted.json")
    args = parser.parse_args()
    c = load()
    real = c["gross"] == 0
    fitted: dict[int, dict[str, Any]] = {}
    for half in (0, 1):
        rows, others = real & (c["half"] == half), real & (c["half"] != half)
        sound = sane(c)
        rule, p = grid(c, rows), fit(c, rows & sound)
        intercept, slope = logistic(*mixed(c, p, rows & sound))
        fitted[half] = {"rule": rule, "density": p, "logit": {"intercept": intercept, "slope": slope}}
        print(f"fitted on half {half}, reported on half {1 - half} ({int(others.sum())} claims)")
        print("  bounds", rule)
        names = ("true", "reversed", "turned", "doubled", "halved")
        for title, which in (("fitted", rows), ("others", others)):
            shares = dict(zip(names, contradicted(c, rule, which), strict=True))
            print(
                f"  contradicted, {title}: "
                + ", ".join(f"{name} {100 * share:.1f} %" for name, share in shares.items())
            )
        print(
            "  densities",
            {name: round(value, 4) for name, value in p.items()},
            "logit",
            round(intercept, 3),
            round(slope, 3),
        )
        table(c, p, intercept, slope, others & sound)
    if args.write:
        write(fitted[0])


def table(c: dict[str, Any], p: dict[str, float], intercept: float, slope: float, rows: Any) -> None:  # noqa: ANN401
    """Print stated probability against the observed share of true claims."""
    odds, true, weights = mixed(c, p, rows)
    stated = 1 / (1 + np.exp(-(intercept + slope * np.clip(odds, -30, 30))))
    print("  probability that the claim is true: stated → observed (weight)")
    edges = (0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.0001)
    for low, high in itertools.pairwise(edges):
        inside = (stated >= low) & (stated < high)
        if weights[inside].sum() > 0:
            mean, seen = (
                np.average(stated[inside], weights=weights[inside]),
                np.average(true[inside], weights=weights[inside]),
            )
            print(f"    {mean:.3f} → {seen:.3f}  ({weights[inside].sum() / weights.sum():.3f})")


def write(fitted: dict[str, Any]) -> None:
    """Write what was fitted; bounds of what is supported are fixed (see the facts of true claims)."""
    rule = fitted["rule"]
    bounds = {
        "extent_share": rule["share"],
        "angle_per_extent": 0.5,
        "supported_low": 0.85,
        "supported_high": 1.3,
        "supported_angle": 40.0,
        "supported_angle_16": 30.0,
        "approximate_low": rule["low"],
        "approximate_high": rule["high"],
        "growth": rule["growth"],
        "approximate_angle": rule["angle"],
        "approximate_angle_16": 48.0,
    }
    rounded = {part: {name: round(value, 4) for name, value in fitted[part].items()} for part in ("density", "logit")}
    FITTED.write_text(json.dumps({"rule": bounds, **rounded}, indent=1) + "\n")
    print(f"written: {FITTED.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

"""Fit how true claims differ from what is measured, and write ``geo/claims/fitted.json``.

Reads ``claims/calibration.csv`` (real claims of encyclopaedia text with positions). Every second claim (by
a checksum of its subject's name) is fitted on, the others are reported on. The model, by maximum likelihood:

    log(stated / measured) ~ share · N(road, road_sd² + v) + (1 - share) · N(0, exact_sd² + v), and outliers
    v = (slack · half of the last digit / stated)² + (extent · R / measured)², R² = R_subject² + R_reference²
    angle between heading and azimuth ~ half-normal by kind of compass point, and outliers

The two thresholds are the quantiles of the log densities of the fitted half below which a claim is said to
be wrong: 2.8 % by distance and 1.8 % by direction.

Run: ``python bench/fit_claims.py`` (``--write`` writes the file).
"""

from __future__ import annotations

import argparse
import csv
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
QUANTILE_DISTANCE, QUANTILE_ANGLE = 0.028, 0.018


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write geo/claims/fitted.json")
    args = parser.parse_args()
    c = load()
    real = c["gross"] == 0
    parameters = {}
    for half in (0, 1):
        p = fit(c, real & (c["half"] == half))
        f, g = densities(c, p)
        rows = real & (c["half"] == half)
        p["least_distance"] = float(np.quantile(f[rows], QUANTILE_DISTANCE))
        p["least_angle"] = float(np.quantile(g[rows], QUANTILE_ANGLE))
        parameters[half] = p
        report(c, p, real & (c["half"] != half), f"fitted on half {half}, reported on half {1 - half}")
    if args.write:
        FITTED.write_text(json.dumps({name: round(value, 4) for name, value in parameters[0].items()}, indent=1) + "\n")
        print(f"written: {FITTED.relative_to(ROOT)}")


def report(c: dict[str, Any], p: dict[str, float], rows: Any, title: str) -> None:  # noqa: ANN401 - a mask
    """Print how many true and made-false claims are said to be wrong."""

    def wrong(s: Any = None, angle: Any = None) -> float:  # noqa: ANN401 - arrays
        f, g = densities(c, p, s, angle)
        return 100.0 * float(((f < p["least_distance"]) | (g < p["least_angle"]))[rows].mean())

    a = c["angle"]
    turned = (wrong(angle=np.abs(90 - a)) + wrong(angle=np.minimum(90 + a, 270 - a))) / 2
    print(title)
    print({name: round(value, 4) for name, value in p.items()})
    print(
        f"contradicted: true {wrong():.1f} %, reversed {wrong(angle=180 - a):.1f} %, turned {turned:.1f} %, "
        f"doubled {wrong(s=2 * c['s']):.1f} %, halved {wrong(s=c['s'] / 2):.1f} %  ({int(rows.sum())} claims)"
    )


if __name__ == "__main__":
    main()

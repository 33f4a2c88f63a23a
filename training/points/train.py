"""The recipe for the combiner of points/aligning/alike.py: from ECB+ and labelled pairs to `one_fact.json`, and its figures.

    VARIORUM_SHARED=../shared python training/points/train.py --to src/variorum/language/weights/one_fact.json

Runs in the environment of the package, on one core, in about two minutes. Deterministic for a given parser and encoder.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from corpus import MENTIONED, Example, examples, labelled, lines
from logistic import Floats, applied, area, calibration_error, chances, fitted

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[2] / "benchmarks" / "quality"))
import points

FOLDS = 8
LABEL = 8
RUN = 40  # labelled pairs that stand side by side and are left out together
PAIRS = HERE.parents[2] / "benchmarks" / "labels" / "pairs" / "pairs.jsonl"


def left_out(rows: Floats, same: Floats, group: npt.NDArray[np.str_]) -> Floats:
    """Totals of each row by weights that no row of its group had a part in."""
    names = sorted(set(group))
    totals = np.zeros(len(rows))
    for fold in range(FOLDS):
        out = np.isin(group, names[fold::FOLDS])
        totals[out] = applied(fitted(rows[~out], same[~out]), rows[out])
    return totals


def table(found: list[Example]) -> tuple[Floats, Floats]:
    return np.array([list(one.features.values()) for one in found]), np.array([one.same for one in found])


def joined(rows: Floats, same: Floats, real: Floats, real_same: Floats) -> tuple[Floats, Floats]:
    """The corpus with the labelled pairs, each of which counts as LABEL of the corpus's."""
    return np.vstack([rows, *[real] * LABEL]), np.concatenate([same, *[real_same] * LABEL])


def texts_of(shared: Path) -> dict[tuple[str, str], str]:
    """(set, document) -> text, of all sets that the labels name."""
    return {(name, row["id"]): row["text"] for name, path in points.SETS.items() for row in lines(shared / path)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("VARIORUM_SHARED", HERE.parents[3] / "shared")) / "data")
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    pairs = lines(points.LABELS / "pairs.jsonl")
    kept_apart = {row[side]["document"] for row in pairs if row["half"] == "figure" and row["set"] == "ecb" for side in "ab"}
    corpus = list(examples(options.data / "ecbplus_clusters", kept_apart))
    rows, same = table(corpus)
    real, real_same = table(list(labelled(lines(PAIRS), texts_of(options.data.parent))))
    weights = fitted(*joined(rows, same, real, real_same))
    sure, fold = same != MENTIONED, np.arange(len(real)) // RUN % FOLDS
    left = np.zeros(len(real))
    for number in range(FOLDS):
        out = fold == number
        left[out] = applied(fitted(*joined(rows, same, real[~out], real_same[~out])), real[out])
    tuning = [row for row in pairs if row["half"] == "tuning"]
    own, own_same = table(list(labelled(tuning, points.texts_for(tuning, points.LABELS))))
    totals = left_out(rows, same, np.array([one.topic for one in corpus]))
    named = dict(zip([*corpus[0].features, "constant"], (round(float(one), 4) for one in weights), strict=True))
    report = {
        "pairs": len(same),
        "alike": int((same == 1).sum()),
        "mentioned": int((~sure).sum()),
        "documents_left_out": len(kept_apart),
        "area": round(area(same[sure], totals[sure]), 4),
        "calibration_error": round(calibration_error(same[sure], chances(totals[sure])), 4),
        "labelled_pairs": len(real),
        "labelled_area": round(area(real_same, left), 4),
        "labelled_calibration_error": round(calibration_error(real_same, chances(left)), 4),
        "labelled_at": {
            str(bar): [int((real_same * (chances(left) >= bar)).sum()), int(((1 - real_same) * (chances(left) >= bar)).sum())]
            for bar in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
        },
        "tuning_pairs": len(own),
        "tuning_area": round(area(own_same, applied(weights, own)), 4),
    }
    if options.to:
        options.to.write_text(json.dumps({"weights": named, "figures": report}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(named))
    print(json.dumps(report))


if __name__ == "__main__":
    main()

"""The recipe for `by_itself.json`: does a line read alone, to somebody who knows the headline of its story and nothing else?

    python training/judge/fit_by_itself.py --library LIBRARY --to src/variorum/language/weights/by_itself.json

LIBRARY is one into which the program has read the stories to tune on. Learnt from `labels/alone.jsonl` and, twice, from `alone-2.jsonl`,
lines as they are printed with names put in: right 1, arguable ½, wrong 0. Most of the latter are of real news whose texts are not kept
here, so that the rows have what is weighed of each. Runs in the environment of the package; figures are of families of stories that the
weights had not seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fit_weighing import stories

from logistic import Floats, applied, area, calibration_error, chances, fitted
from stories import family
from variorum.questions.by_itself import Known
from variorum.store.library import Library

LABELS = HERE.parent / "labels" / "alone.jsonl"
PRINTED_LINES = HERE.parent / "labels" / "alone-2.jsonl"
TIMES = 2  # how often a line as it is printed counts
WORTH = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85)
STRENGTH = 30.0  # of the penalty: on stories left out 10 and 100 gave the same within .005 of the area
PRINTED = frozenset("ABC")  # strata of lines that the rules before let through, sayings apart


def rows_of(library: Library) -> tuple[list[dict[str, float]], list[dict]]:
    """The judged lines with what is weighed of each."""
    by_document: dict[str, list[dict]] = defaultdict(list)
    for row in map(json.loads, LABELS.read_text("utf-8").splitlines()):
        by_document[row["sentence"][0]].append(row)
    features, judged = [], []
    for laid in stories(library):
        known = Known(laid.dossier, laid.asked.found)
        at = {(laid.documents[place.report], place.start): side.telling for side in laid.sides for place in side.telling.places}
        for document in laid.documents.values():
            for row in by_document.pop(document, ()):
                telling = at.get(tuple(row["sentence"][:2]))
                if telling is not None:
                    features.append(known.features(telling, tuple(map(tuple, row["pieces"])), "" if row["said"] else None))
                    judged.append(row)
    return features, judged


def left_out(rows: Floats, worth: Floats, families: np.ndarray, counts: Floats) -> Floats:
    """The log odds of each family of stories by weights that were learnt from all others."""
    totals = np.zeros(len(rows))
    for one in np.unique(families):
        here = families == one
        totals[here] = applied(fitted(rows[~here], worth[~here], STRENGTH, counts[~here]), rows[here])
    return totals


def table(name: str, worth: Floats, totals: Floats) -> None:
    """Print how well these log odds tell what reads alone, and what stands above each bar."""
    right, passes, chance = (worth == 1).astype(float), (worth > 0).astype(float), chances(totals)
    areas = f"AUC {area(right, totals):.3f}, of what is not wrong {area(passes, totals):.3f}"
    print(f"{name}: {len(worth)}, {int(right.sum())} right, {areas}, calibration error {calibration_error(worth, chance):.3f}")
    for bar in BARS:
        over = chance >= bar
        if over.any():
            shares = right[over].mean(), passes[over].mean(), right[over].sum() / right.sum()
            print(f"  from {bar}: {over.sum()} right {shares[0]:.3f}, not wrong {shares[1]:.3f}, of all right {shares[2]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    features, judged = rows_of(Library(options.library))
    printed = [json.loads(line) for line in PRINTED_LINES.read_text("utf-8").splitlines()]
    names = tuple(features[0])
    rows = np.array([[one.get(name, 0.0) for name in names] for one in (*features, *(row["features"] for row in printed))])
    judged += [row | {"stratum": "R"} for row in printed]
    worth = np.array([WORTH[row["judgement"]] for row in judged])
    counts = np.array([TIMES if row["stratum"] == "R" else 1 for row in judged], dtype=float)
    totals = left_out(rows, worth, np.array([family(row["story"]) for row in judged]), counts)
    strata = np.array([row["stratum"] for row in judged])
    for name in ("ABCDEST", "A", "ABC", "DE", "ST", "R"):
        here = np.isin(strata, list(name))
        table(f"strata {name}", worth[here], totals[here])
    weights = [round(value, 5) for value in fitted(rows, worth, STRENGTH, counts).tolist()]
    if options.to:
        options.to.write_text(json.dumps({"weights": {"alone": dict(zip((*names, "constant"), weights, strict=True))}}, indent=1) + "\n")


if __name__ == "__main__":
    main()

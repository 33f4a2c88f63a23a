"""The recipe for the combiner of points/comparing/questions.py: from labelled pairs to `one_question.json`, and its figures.

    VARIORUM_SHARED=../shared python training/questions/train.py --to src/variorum/language/weights/one_question.json

Runs in the environment of the package, on one core, in about two minutes. Deterministic for a given parser and encoder.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1] / "points"), str(HERE.parents[2] / "benchmarks" / "quality")]
from corpus import joined, lines, nearest, read
from logistic import applied, area, calibration_error, chances, fitted

import points
from variorum.language.english import calendar
from variorum.points.comparing import dating, questions

LABELS = HERE.parents[2] / "benchmarks" / "labels" / "pairs"
FOLDS = 8


class Example(NamedTuple):
    """A pair of values: what the combiner weighs, whether they answer one question, the event they are from."""

    features: dict[str, float]
    same: bool
    event: str


class Marked(NamedTuple):
    """A sentence with the place of a value in it."""

    text: str
    start: int
    end: int


def real(shared: Path) -> Iterator[tuple[str, Marked, Marked, bool, str]]:
    """(kind, one, other, same, event) of the labelled pairs of figures and times."""
    texts = {
        (name, row["id"]): (row["text"], name + str(row.get("event", "")))
        for name, path in points.SETS.items()
        for row in lines(shared / path)
    }
    for row in lines(LABELS / "pairs.jsonl"):
        if row["kind"] != "sentence":
            a, b = (_marked(texts[row["set"], row[side]["document"]][0], row[side], row["set"] == "ecb") for side in "ab")
            yield row["kind"], a, b, row["verdict"] != "none", texts[row["set"], row["a"]["document"]][1]


def _marked(text: str, end: dict, tokenised: bool) -> Marked:
    raw = text[end["start"] : end["end"]]
    running, place = joined(raw) if tokenised else (raw, range(len(raw) + 1))
    return Marked(running, *(place[at - end["start"]] for at in end["mark"]))


def examples(rows: list[tuple[str, Marked, Marked, bool, str]]) -> dict[str, list[Example]]:
    """Kind -> examples; a value that the program does not find at the mark gives none."""
    by_event = defaultdict(list)
    for row in rows:
        by_event[row[4]].append(row)
    found: dict[str, list[Example]] = {"figure": [], "time": []}
    for of_event in by_event.values():
        sides = read(list(dict.fromkeys(marked.text for row in of_event for marked in row[1:3])))
        for kind, one, other, same, event in of_event:
            pair = nearest(sides[one.text], sides[other.text])
            if pair is None:
                continue
            near, a, b = pair
            both = questions.Both.of(a, b, near)
            if kind == "figure":
                counts = [[count for count in side.told.counts if _meet(count.figure, end)] for side, end in ((a, one), (b, other))]
                if all(counts):
                    found[kind].append(Example(questions.figure_features(a.told, b.told, counts[0][0], counts[1][0], both), same, event))
            else:
                times = [
                    [time for time in side.told.times if _meet(time, end) and not dating.of_a_page(side.told, time)]
                    for side, end in ((a, one), (b, other))
                ]
                if all(times) and calendar.relation(times[0][0], times[1][0]) == "fits":
                    found[kind].append(Example(questions.time_features(a.told, b.told, times[0][0], times[1][0], both), same, event))
    return found


def _meet(value: object, end: Marked) -> bool:
    return bool(value.start < end.end and end.start < value.end)  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("VARIORUM_SHARED", HERE.parents[3] / "shared")))
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    weights: dict[str, dict[str, float]] = {}
    report: dict[str, dict[str, object]] = {}
    for kind, found in examples(list(real(options.shared))).items():
        rows = np.array([list(one.features.values()) for one in found])
        same = np.array([one.same for one in found], dtype=float)
        events = sorted({one.event for one in found})
        fold_of = {event: number % FOLDS for number, event in enumerate(events)}
        fold = np.array([fold_of[one.event] for one in found])
        totals = np.zeros(len(found))
        for number in range(FOLDS):
            out = fold == number
            totals[out] = applied(fitted(rows[~out], same[~out]), rows[out])
        learned = fitted(rows, same)
        weights[kind] = dict(zip([*found[0].features, "constant"], (round(float(one), 4) for one in learned), strict=True))
        report[kind] = {
            "pairs": len(found),
            "one_question": int(same.sum()),
            "area": round(area(same, totals), 4),
            "calibration_error": round(calibration_error(same, chances(totals)), 4),
            "at": {
                str(bar): [int(same[chances(totals) >= bar].sum()), int((1 - same)[chances(totals) >= bar].sum())]
                for bar in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
            },
        }
    if options.to:
        options.to.write_text(json.dumps({"weights": weights, "figures": report}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(weights))
    print(json.dumps(report))


if __name__ == "__main__":
    main()

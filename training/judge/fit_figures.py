"""The recipe for `figures.json`: which unlike figures of a story answer one question (questions/story_figures.py), and its figures.

    python training/judge/fit_figures.py --library LIBRARY --to src/variorum/language/weights/figures.json

LIBRARY is one into which the program has read the stories to tune on. A pair of figures is a difference when they stand in the passages of
two unlike readings of one labelled difference of numbers. Figures are out of fold: of stories that the model had not seen. Runs in the
environment of the package, in a minute. Deterministic for a given library.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
from fit_screen import out_of_fold, told

from logistic import Floats, area, calibration_error, chances, fitted
from stories import Story, letters, stretch
from variorum.questions.story_figures import Placed, weighed
from variorum.questions.tellings import Tellings
from variorum.store.library import Library

BARS = (0.3, 0.4, 0.45, 0.5, 0.6, 0.7)
Stretch = tuple[str, int, int]  # of a report


class Examples(NamedTuple):
    """The pairs of figures of all stories: what the model weighs, which labelled differences they meet, whence they come."""

    names: tuple[str, ...]
    rows: Floats
    met: list[frozenset[tuple[str, int]]]
    fold: np.ndarray
    labelled: int  # differences of numbers in all


def readings(story: Story, number: int, ids: dict[str, tuple[str, str]]) -> list[list[Stretch]]:
    """Where the readings of a labelled difference stand. `ids`: a document's report and its text."""
    found = []
    for reading in story.differences[number]["readings"]:
        at = [(*ids[one["document"]], one["quote"]) for one in reading["passages"] if one["document"] in ids]
        found.append([(report, *where) for report, text, quote in at if (where := stretch(text, quote)) is not None])
    return found


def answers(one: Placed, stood: list[list[Stretch]]) -> set[int]:
    """The readings in whose passages a figure stands."""
    at = [(place.report, place.start + one.figure.start, place.start + one.figure.end) for place in one.telling.places]
    return {
        number
        for number, spans in enumerate(stood)
        for report, start, end in spans
        if any(report == where and first < end and start < last for where, first, last in at)
    }


def met(story: Story, found: Tellings, ids: dict[str, tuple[str, str]]) -> Iterator[tuple[dict[str, float], frozenset[tuple[str, int]]]]:
    """The pairs of figures of a story, each with the labelled differences of which it meets two unlike readings."""
    placed = [Placed(telling, figure) for telling in found.all for figure in telling.sentence.figures]
    numbers = [number for number, one in enumerate(story.differences) if one["kind"] == "number"]
    stood = {number: readings(story, number, ids) for number in numbers}
    answered = {id(one): {number: answers(one, stood[number]) for number in numbers} for one in placed}
    for a, b, row in weighed(found, placed):
        of = {
            number
            for number in numbers
            if any(one != other for one in answered[id(a)][number] for other in answered[id(b)][number])
        }
        yield row, frozenset((story.name, number) for number in of)


def examples(library: Library) -> Examples:
    by_letters = {letters(one.text): one for one in library.reports()}
    rows: list[dict[str, float]] = []
    meets: list[frozenset[tuple[str, int]]] = []
    fold: list[int] = []
    labelled = 0
    for story, found in told(library):
        reports = {one.id: by_letters[letters(one.text)] for one in story.reports}
        ids = {document: (report.id, report.text) for document, report in reports.items()}
        labelled += sum(one["kind"] == "number" for one in story.differences)
        for row, of in met(story, found, ids):
            rows.append(row)
            meets.append(of)
            fold.append(story.fold)
    names = tuple(rows[0])
    return Examples(names, np.array([list(row.values()) for row in rows], np.float64), meets, np.array(fold), labelled)


def fit(found: Examples) -> dict[str, Any]:
    gold = np.array([bool(of) for of in found.met])
    totals = out_of_fold(found.rows, gold, found.fold, np.ones(len(gold), bool))
    chance = chances(totals)
    bars = {
        bar: {
            "pairs": int((chance >= bar).sum()),
            "labelled": int(gold[chance >= bar].sum()),
            "differences": len({one for of, at in zip(found.met, chance, strict=True) if at >= bar for one in of}),
        }
        for bar in BARS
    }
    learned = fitted(found.rows, gold.astype(np.float64))
    return {
        "weights": dict(zip([*found.names, "constant"], (round(float(one), 4) for one in learned), strict=True)),
        "figures": {
            "pairs": len(gold),
            "labelled": int(gold.sum()),
            "differences": found.labelled,
            "area": round(area(gold.astype(np.float64), totals), 4),
            "calibration_error": round(calibration_error(gold.astype(np.float64), chance), 4),
            "bars": bars,
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    options = parser.parse_args()
    made = fit(examples(Library(options.library)))
    options.to.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(made["figures"]))


if __name__ == "__main__":
    main()

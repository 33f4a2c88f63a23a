"""The recipe for `weighing.json`: what the judge's answers weigh beside counts.

    python training/judge/fit_weighing.py --library LIBRARY --judged FOLDER --to src/variorum/language/weights/weighing.json

LIBRARY is one into which the program has read the stories to tune on, FOLDER has the `fold-N.pickle` of learn.py: what the net says of
lines of stories that it had not seen; one such file is enough. Runs in the environment of the package; figures are of stories that the
weights had not seen either.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
import gold
from curve import auc
from fit_screen import told

from logistic import Floats, applied, calibration_error, chances, fitted
from stories import family, letters
from variorum.questions import candidates as door
from variorum.questions import judging, screen
from variorum.questions.agreement import MOST
from variorum.questions.asking import later
from variorum.questions.core import cored
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling
from variorum.questions.told import Line, Side, lacks, share, tellable
from variorum.store.library import Library
from variorum.text.kept import Worked

BARS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
Key = tuple[tuple[str, int], tuple[str, int]]


def laid(library: Library) -> Iterator[tuple[str, dict[tuple[str, int], Telling], dict[Key, Pair]]]:
    """Each story: its sentences by the place where they first stand, and its pairs, as the program lays them side by side."""
    documents = {letters(row["text"]): name for name, row in gold.documents().items()}
    named = {one.id: documents[letters(one.text)] for one in library.reports()}
    for story, found in told(library):
        near = door.candidates(found.vectors, [one.reports for one in found.all])
        places = [(named[one.places[0].report], one.places[0].start) for one in found.all]
        pairs = {}
        for one, said in zip(near, screen.judged(found, near, Worked()), strict=True):
            a, b = found.all[one.a], found.all[one.b]
            key = tuple(sorted((places[one.a], places[one.b])))
            pairs[key] = Pair(a, b, one.cosine, said.one, False, later(a, b), said.unlike, said.around)
        yield story.name, dict(zip(places, found.all, strict=True)), pairs


class Example(NamedTuple):
    """A judged line as the program would weigh it."""

    family: str
    features: dict[str, float]
    right: bool
    asked: bool  # would the program ask the judge about it?


def examples(library: Library, folder: Path) -> list[Example]:
    """The judged lines whose sentences the program lays side by side; how many it does not is told on stderr."""
    said: dict[str, list[tuple[gold.Line, float]]] = defaultdict(list)
    for path in sorted(folder.glob("fold-*.pickle")):
        for one, chance in zip(*pickle.loads(path.read_bytes()), strict=True):
            said[one.story].append((one, float(chance)))
    found, missed = [], 0
    for story, tellings, pairs in laid(library):
        sides = {place: Side(telling, {}) for place, telling in tellings.items()}
        for one, chance in said[story]:
            line, other = sides.get(one.sentence[:2]), sides.get(one.other[:2])
            pair = pairs.get(tuple(sorted((one.sentence[:2], one.other[:2]))))
            if line is None or other is None or pair is None:
                missed += 1
                continue
            start = one.sentence[1]
            pieces = ((one.line[1] - start, one.line[2] - start),)
            question = judging.Question(pair, line.telling, other.telling, Line(pieces, line.weight(pieces), share(line, other, pieces)))
            asked = pieces in line.lines and not lacks(line, other, pieces)
            features = judging.tell_features(question, judging.odds(chance))
            found.append(Example(family(story), features, one.judgement == "right", asked))
    print("not found", missed, file=sys.stderr)
    return found


def judged_as_printed(library: Library) -> list[Example]:
    """The lines that were judged as the program prints them, with what it leaves out of them; the net is the one shipped. How many of them
    it does not offer any more is told on stderr."""
    found, missed = [], 0
    for story, tellings, pairs in laid(library):
        questions, right = [], []
        sides = {place: Side(telling, {}) for place, telling in tellings.items()}
        for one in gold.printed():
            line, other = sides.get(one.sentence[:2]), sides.get(one.other[:2])
            pair = pairs.get(tuple(sorted((one.sentence[:2], one.other[:2]))))
            if one.story != story or line is None or other is None or pair is None:
                continue
            offered = {each.pieces: each for each in (*tellable(line, other, MOST), *cored(line, other))}
            if one.pieces in offered:
                questions.append(judging.Question(pair, line.telling, other.telling, offered[one.pieces]))
                right.append(one.judgement == "right")
            else:
                missed += 1
        heard = judging.net(questions, {})
        odds = (judging.odds(heard[judging.key_of(one)]) for one in questions)
        found += [
            Example(family(story), judging.tell_features(question, told), one, True)
            for question, told, one in zip(questions, odds, right, strict=True)
        ]
    print("not offered", missed, file=sys.stderr)
    return found


def left_out(rows: Floats, right: np.ndarray, families: np.ndarray) -> Floats:
    """The log odds of each family of stories by weights that were learnt from all others."""
    totals = np.zeros(len(rows))
    for one in np.unique(families):
        here = families == one
        totals[here] = applied(fitted(rows[~here], right[~here].astype(float)), rows[here])
    return totals


def table(name: str, right: np.ndarray, totals: Floats) -> None:
    """Print how well these log odds tell what is right, and what stands above each bar."""
    chance = chances(totals)
    error = calibration_error(right.astype(float), chance)
    print(f"{name}: {len(right)}, {right.sum()} right, AUC {auc(totals, right):.3f}, calibration error {error:.3f}")
    for bar in BARS:
        over = chance >= bar
        if over.any():
            print(f"  from {bar}: {over.sum()} right {right[over].mean():.3f} of all {right[over].sum() / right.sum():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--judged", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    found = examples(Library(options.library), options.judged)
    as_printed = judged_as_printed(Library(options.library))
    asked = [one for one in found if one.asked] + as_printed
    print("lines", len(found), "asked", len(asked), "as printed", len(as_printed))
    names = tuple(asked[0].features)
    rows = np.array([[one.features[name] for name in names] for one in asked])
    right = np.array([one.right for one in asked])
    totals = left_out(rows, right, np.array([one.family for one in asked]))
    table("told", right, totals)
    table("told, as printed", right[-len(as_printed) :], totals[-len(as_printed) :])
    table("told by the net alone", right, rows[:, names.index("told")])
    weights = [round(value, 5) for value in fitted(rows, right.astype(float)).tolist()]
    if options.to:
        options.to.write_text(json.dumps({"weights": {"told": dict(zip((*names, "constant"), weights, strict=True))}}, indent=1) + "\n")


if __name__ == "__main__":
    main()

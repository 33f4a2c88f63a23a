"""The recipe for `SAYING` of questions/judging.py: how much surer one wording of a saying tells another than any two sentences do.

    python training/judge/fit_sayings.py --library LIBRARY

LIBRARY is one into which the program has read the stories to tune on. `labels/sayings.jsonl` has wordings of a saying that a reader judged
beside another's; what the program lays side by side of them is fitted, and told with what stands above each bar.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1])]
import gold
from fit_weighing import stories

from logistic import fitted
from variorum.questions import judging, voiced
from variorum.store.library import Library
from variorum.text.kept import Worked

BARS = (0.5, 0.6, 0.7, 0.8, 0.9)
Place = tuple[str, int, int]


def said(library: Library) -> Iterator[tuple[Place, Place, judging.Question | None]]:
    """The wordings of sayings that the program holds against each other, by where they stand, each with its question."""
    for dossier, names, asked, sides in stories(library):
        for line, other, question in voiced.held(dossier, asked, sides, Worked()):
            for a in line.telling.places:
                for b in other.telling.places:
                    yield (
                        (names[a.report], a.start + line.span[0], a.start + line.span[1]),
                        (names[b.report], b.start + other.span[0], b.start + other.span[1]),
                        question,
                    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    rows = map(json.loads, (gold.LABELS / "sayings.jsonl").read_text("utf-8").splitlines())
    judged = {(tuple(row["line"]), tuple(row["other"])): row["verdict"] for row in rows}
    found = {(line, other): question for line, other, question in said(Library(parser.parse_args().library)) if (line, other) in judged}
    print("judged", len(judged), "held side by side", len(found), Counter(judged[one] for one in found))
    print("the same words", Counter(judged[one] for one, question in found.items() if question is None))
    asked = [(question, judged[one] == "right") for one, question in found.items() if question is not None]
    told = judging.tell([one for one, _ in asked], judging.net([one for one, _ in asked], {}))
    odds, right = np.array([[judging.odds(one)] for one in told]), np.array([float(one) for _, one in asked])
    slope, constant = fitted(odds, right).tolist()
    print(f"asked {len(asked)}: told {slope:.2f}, constant {constant:.2f}")
    chances = np.array([judging.of_a_saying(one) for one in told])
    for bar in BARS:
        over = chances >= bar
        print(f"from {bar}: {over.sum()}, {right[over].mean():.3f} right")


if __name__ == "__main__":
    main()

"""Learn from all heads and write the weights, in hundredths of log odds.

cd training/heads; python export.py --to ../../src/variorum/language/weights/heads.json.gz [--without STEM]
"""

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
from bare import bare
from examples import example, rows_of
from learn import ROUNDS, learn
from other_names import renamed
from rank import fitted

from variorum.language.english.page.head_marks import KINDS

HERE = Path(__file__).resolve().parent
LABELS = HERE.parents[1] / "benchmarks" / "labels" / "heads"
LEAST = 10  # hundredths: what weighs less for every mark is left out


def files() -> list[Path]:
    """All heads that teach; kept.jsonl does not."""
    return [LABELS / "tune.toml", LABELS / "second.toml", *sorted(HERE.glob("*.jsonl"))]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--without", default="", help="a file that is not learned from, by its stem, to be scored with these weights")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    rows = [(file.stem, row) for file in files() if file.stem != given.without for row in rows_of(file)]
    others = [("renamed", row) for row in renamed([row for _, row in rows])]
    alone = [("bare", row) for row in bare([row for _, row in rows])]
    told = {"marks": marks([*rows, *others[::2], *alone], given.rounds), "outlet": fitted([row for _, row in (*rows, *others, *alone)])}
    given.to.write_bytes(gzip.compress(json.dumps({"weights": told}, separators=(",", ":")).encode(), mtime=0))


def marks(rows: list[tuple[str, dict[str, Any]]], rounds: int) -> dict[str, Any]:
    learned = learn([made for writer, row in rows if (made := example(row, writer))], rounds)
    whole = np.rint(learned.weights * 100).astype(int)
    kept: dict[str, dict[str, list[int]]] = {kind: {} for kind in KINDS}
    for feature, number in learned.names.items():
        if np.abs(whole[number]).max() >= LEAST:
            kind, _, name = feature.partition(":")
            kept[kind][name] = whole[number].tolist()
    steps, first = np.rint(learned.steps * 100).astype(int), np.rint(learned.first * 100).astype(int)
    return {**kept, "steps": steps.tolist(), "first": first.tolist()}


if __name__ == "__main__":
    main()

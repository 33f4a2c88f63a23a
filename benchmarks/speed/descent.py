"""Descent in large stories: seconds and memory by the number of reports.

    python benchmarks/speed/descent.py [--sizes 500 1000 2000 5000] [--only copies|free]

A story is made by the program: five agency texts; of each ten reports five are copies word for word, two edited copies, and three written
independently from the same names; or all of them are copies, or all written freely. Sentence vectors are zeros (the language work is
measured elsewhere), so only words decide. The last line is one JSON object with the growth exponent.
"""

import argparse
import json
import math
import resource
import time
from typing import Any

import numpy as np
from wording import corpus_words, edited

from variorum import descent as lineage
from variorum import pipeline
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Report
from variorum.model.sentence import bare
from variorum.model.story import Dossier

NAMES = ["Branik", "Tarnholm", "Haalbeck", "Kettla", "Oravia", "Dulwen", "Skarv", "Orlov"]


def sentence(pool: list[str], rng: np.random.Generator) -> str:
    words: list[str] = []
    for at, width in zip(rng.integers(0, len(pool) - 8, 5).tolist(), rng.integers(2, 6, 5).tolist(), strict=True):
        words += pool[at : at + width]
    words.insert(3, NAMES[int(rng.integers(0, len(NAMES)))])
    return " ".join(word.replace('"', "").replace("“", "").replace("”", "") for word in words)


# The first and last lot, of ten, of a report of such a story: below 5 a copy, below 7 an edited copy, else written freely.
LOTS = {"both": (0, 10), "copies": (0, 7), "free": (7, 10)}


def made(count: int, only: str = "both", seed: int = 2) -> Dossier:
    rng = np.random.default_rng(seed)
    pool = corpus_words()
    wires = [[sentence(pool, rng) for _ in range(25)] for _ in range(5)]
    reports = []
    for number in range(count):
        kind, wire = int(rng.integers(*LOTS[only])), wires[int(rng.integers(0, 5))]
        if kind < 5:
            lines = wire[: int(rng.integers(15, 26))]
        elif kind < 7:
            share = float(rng.uniform(0.05, 0.3))
            lines = [edited(line, share, pool, rng) for line in wire]
        else:
            lines = [sentence(pool, rng) for _ in range(25)]
        text = "\n".join(lines)
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
        blocks = tuple(Block(start, start + len(line), "body") for start, line in zip(starts, lines, strict=False))
        label = f"r{number:05}"
        reports.append(Report(label, label, f"Outlet {number}", None, None, None, None, (), None, None, "en", text, blocks))
    places = {key: text for report in reports for _, text, key in pipeline.paragraphs(report)}
    analyses = {key: Analysis(key, bare([(0, len(text))])) for key, text in places.items()}
    return pipeline.bare_dossier(reports, analyses, {key: np.zeros((1, 384), np.float16) for key in places})


def main() -> None:
    parser = argparse.ArgumentParser(description="Descent in large stories, measured.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1000, 2000, 5000])
    parser.add_argument("--only", choices=tuple(LOTS), default="both")
    given = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for size in given.sizes:
        dossier = made(size, given.only)
        start = time.process_time()
        found = lineage.trace(dossier)
        rows.append(
            {
                "reports": size,
                "processor_seconds": round(time.process_time() - start, 2),
                "origins": len(found.origins),
                "borrowings": len(found.borrowings),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
        )
        print(json.dumps(rows[-1]), flush=True)
    growth = math.log(rows[-1]["processor_seconds"] / rows[0]["processor_seconds"]) / math.log(rows[-1]["reports"] / rows[0]["reports"])
    print(json.dumps({"only": given.only, "growth_exponent": round(growth, 3), "largest": rows[-1]}))


if __name__ == "__main__":
    main()

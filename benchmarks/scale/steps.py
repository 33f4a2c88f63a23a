"""What each step of a bulk run costs, and how it grows; all in one process, so that processor time is that of the work.

    python benchmarks/scale/steps.py --sizes 50,150,450 [--grouping 2000,8000,32000] [--words 90] [--seed N]

The piles are those of recombined.py, each size a pile of its own seed. `--sizes` goes through all steps; `--grouping` through the reading
of files and all steps that see many reports at once, with features without a vector (making one is a matter of each report alone). Prints
for each size the processor seconds of each step, the bytes that it wrote and the pairs it found, and the power with which each step grows
from the first size to the last. The last line is one JSON object: what simulate.py reads.
"""

import argparse
import json
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import recombined

from variorum.across import features
from variorum.bulk import grouping, inputs, run, steps
from variorum.bulk.folder import Folder
from variorum.bulk.inputs import Sizes, planned, shelve
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job.filing import no_progress
from variorum.model.report import Report

HERE = LocalEngine(1, small=10**9)


def pile(folder: Path, count: int, words: int, seed: int) -> int:
    """A pile of so many reports; returns the number of its words."""
    rows = list(recombined.reports(recombined.SHARED / "data", count, words, seed))
    for first in range(0, count, 500):
        (folder / f"{first:07}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[first : first + 500]), "utf-8")
    return sum(len(row["text"].split()) for row in rows)


@contextmanager
def timed(told: dict[str, float]) -> Iterator[None]:
    """Processor seconds of each step that is run meanwhile."""
    plain = steps.run

    def run_timed(folder: Folder, step: steps.Step, *given: Any) -> Any:
        start = time.process_time()
        done = plain(folder, step, *given)
        told[step.name] = time.process_time() - start
        return done

    steps.run = run_timed
    try:
        yield
    finally:
        steps.run = plain


def size_of(folder: Path) -> dict[str, int]:
    """Bytes of each folder of pieces; of the contract's tables together."""
    found: dict[str, int] = {}
    for path in folder.rglob("*.parquet"):
        place = path.relative_to(folder).parts
        name = place[1] if place[0] == "_work" and len(place) > 2 else "tables" if place[0] != "_work" else "numbers"
        found[name] = found.get(name, 0) + path.stat().st_size
    return found


def whole(count: int, words: int, seed: int) -> dict[str, Any]:
    """All steps on a pile."""
    with tempfile.TemporaryDirectory() as place:
        texts, out = Path(place, "in"), Path(place, "out")
        texts.mkdir()
        total = pile(texts, count, words, seed)
        seconds: dict[str, float] = {}
        start = time.process_time()
        with timed(seconds):
            outcome = run.run(str(out), [str(texts)], Given(), HERE)
        seconds["driver"] = time.process_time() - start - sum(seconds.values())
        return {"reports": outcome.reports, "stories": outcome.stories, "words": total, "seconds": seconds, "bytes": size_of(out)}


def without_vectors(reports: list[Report]) -> list[features.Features]:
    return [features.features(report) for report in reports]


def grouped(count: int, words: int, seed: int) -> dict[str, Any]:
    """The steps that see all reports at once."""
    plain, features.features_of = features.features_of, without_vectors
    try:
        with tempfile.TemporaryDirectory() as place:
            texts, out = Path(place, "in"), Path(place, "out")
            texts.mkdir()
            pile(texts, count, words, seed)
            folder = Folder(str(out))
            seconds: dict[str, float] = {}
            with timed(seconds):
                plan = planned(folder, [str(texts)], Given(), Sizes())
                read = steps.run(folder, inputs.READING, inputs.parts(folder, plan), plan.files, HERE, no_progress)
                start = time.process_time()
                shelve(folder, read)
                shelving = time.process_time() - start
                made = steps.run(folder, grouping.FEATURING, grouping.reports_in_parts(folder, plan), count, HERE, no_progress)
                start = time.process_time()
                groups = run._grouped(folder, plan, made, HERE, no_progress)
                within = sum(seconds[name] for name in ("pairs", "links", "groups"))
                seconds["driver"] = shelving + time.process_time() - start - within
            pairs, links = (sum(table.num_rows for table in tables(folder, name)) for name in ("pairs", "links"))
            return {
                "reports": count,
                "stories": sum(piece.rows for piece in groups),
                "pairs": pairs,
                "links": links,
                "seconds": seconds,
                "bytes": size_of(out),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
    finally:
        features.features_of = plain


def tables(folder: Folder, name: str) -> Iterator[Any]:
    return (folder.table(f"_work/{name}/{piece}") for piece in folder.names(f"_work/{name}"))


def powers(found: list[dict[str, Any]]) -> dict[str, float]:
    """The power with which the seconds of each step grow, from the first size to the last."""
    first, last = found[0], found[-1]
    grown = math.log(last["reports"] / first["reports"])
    return {
        name: round(math.log(last["seconds"][name] / first["seconds"][name]) / grown, 2)
        for name in first["seconds"]
        if first["seconds"][name] > 0.01
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="50,150,450")
    parser.add_argument("--grouping", default="2000,8000,32000")
    parser.add_argument("--words", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    told: dict[str, Any] = {"load": [round(os.getloadavg()[0], 1)]}
    for name, sizes, measure in (("whole", asked.sizes, whole), ("grouping", asked.grouping, grouped)):
        wanted = [int(size) for size in sizes.split(",") if size]
        if name == "whole" and wanted:
            measure(10, asked.words, asked.seed + 99)  # the models are loaded before anything is timed
        found = []
        for number, size in enumerate(wanted):
            found.append(measure(size, asked.words, asked.seed + number))
            print(json.dumps({name: found[-1]}), flush=True)
        told[name] = found
        told[f"{name}_powers"] = powers(found) if len(found) > 1 else {}
    told["load"].append(round(os.getloadavg()[0], 1))
    print(json.dumps(told))


if __name__ == "__main__":
    main()

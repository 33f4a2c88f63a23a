"""How much faster a bulk run is with more workers, in turns, the models loaded before.

    python benchmarks/scale/efficiency.py [--engine ray] [--workers 1,2] [--reports 150] [--rounds 2] [--seed N]

Prints for each run the seconds by the clock, the processor seconds of its workers and the load of the machine; the last line is one JSON
object: the efficiency, that is, the fewest seconds with the fewest workers, divided by the fewest with the most and by how many times more
those are. On a machine that others use, what one more worker gets is taken from them: look at the load, and at the processor seconds, which
tell what is lost between the workers.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kills import workers_of
from steps import pile

from variorum.apps.bulk import engine_of
from variorum.bulk import run
from variorum.bulk.inputs import Sizes
from variorum.contracts import Given

# Bundles so small that a small pile has some for every worker.
SMALL = Sizes(paragraphs_a_bundle=32, reports_a_bundle=32, reports_a_judging=16)
TICKS = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Processor seconds of this process's workers so far."""
    fields = (Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split() for pid in workers_of(os.getpid()))
    return sum(int(told[11]) + int(told[12]) for told in fields) / TICKS


def timed(engine: str, workers: int, texts: Path, first: Path, aside: Path) -> dict[str, float]:
    with engine_of(engine, workers) as chosen:
        run.run(str(aside / "first"), [str(first)], Given(), chosen)
        start, before = time.monotonic(), spent()
        run.run(str(aside / "out"), [str(texts)], Given(), chosen, sizes=SMALL)
        took = time.monotonic() - start
        return {
            "workers": workers,
            "seconds": round(took, 1),
            "processor": round(spent() - before, 1),
            "load": round(os.getloadavg()[0], 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="ray")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--reports", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    wanted = [int(count) for count in asked.workers.split(",")]
    best: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as place:
        texts, first = Path(place, "texts"), Path(place, "first")
        for folder, count in ((texts, asked.reports), (first, 8)):
            folder.mkdir()
            pile(folder, count, 90, asked.seed)
        for number in range(asked.rounds):
            for workers in wanted:
                aside = Path(place, f"{number}-{workers}")
                aside.mkdir()
                told = timed(asked.engine, workers, texts, first, aside)
                best[workers] = min(best.get(workers, told["seconds"]), told["seconds"])
                print(json.dumps(told), flush=True)
    few, many = min(wanted), max(wanted)
    print(json.dumps({"engine": asked.engine, "reports": asked.reports, "efficiency": round(best[few] / best[many] * few / many, 2)}))


if __name__ == "__main__":
    main()

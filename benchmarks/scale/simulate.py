"""A simulation, not a measurement: how long a bulk run would take on many workers, from the task times that steps.py measured here.

    python benchmarks/scale/simulate.py MEASURED [--workers 8,64,512] [--reports 1000000,100000000] [--words 670] [--store 1000]
        [--price 0.04]

MEASURED: what `steps.py` printed (the last lines of one file or several). Each step is played bundle by bundle on so many workers, its
time drawn from a log-normal curve about its mean (some take thrice as long); the next step begins when the last bundle is done, as in
truth. What grows faster than the pile grows with the power measured. The driver hands bundles out one by one and reads columns of its own;
the store moves `--store` MB a second for all together, which nobody measured. `--price` is of one core for an hour, in dollars, an
assumption too. A worker is one core like those measured on. Prints a table, and for each run the step or the thing that held it up most.
"""

import argparse
import heapq
import json
import random
from pathlib import Path
from typing import Any

# What of a step's work goes with the words of a report, and not with their number.
OF_WORDS = ("files", "paragraphs", "stories")
# Reports in a bundle of a step; of paragraphs those whose paragraphs fill one.
BUNDLES = {"files": 2_000, "paragraphs": 130, "features": 500, "links": 2_000, "groups": 2_000, "stories": 300}
# Steps that read a column of all reports once a bucket, and reports a bucket.
BUCKETS = {"owners": 200_000, "pairs": 250_000}
SPREAD = 0.5  # of the logarithm of a bundle's time
MOST = 200_000  # bundles played; of more, each played one stands for several in a row on its worker
SECONDS_A_BUNDLE = 0.004  # of the driver: handing out, the answer, its share of a mark; measured on empty bundles (steps of tests)


def played(workers: int, bundles: int, mean: float, chance: random.Random) -> float:
    """Seconds until the last of so many bundles is done."""
    if not bundles:
        return 0.0
    each = max(1, bundles // MOST)
    count = -(-bundles // each)
    free = [0.0] * min(workers, count)
    for _ in range(count):
        draws = chance.lognormvariate(-SPREAD * SPREAD / 2, SPREAD) if each == 1 else 1.0
        heapq.heapreplace(free, free[0] + mean * each * draws)
    return max(free)


def grown(measured: list[dict[str, Any]], powers: dict[str, float], step: str, reports: int) -> float:
    """Processor seconds of a step for so many reports: the largest size measured, and on with its power where that is above one."""
    last = measured[-1]
    return float(last["seconds"][step] * (reports / last["reports"]) ** max(1.0, powers.get(step, 1.0)))


def simulated(told: dict[str, Any], reports: int, workers: int, words: int, store: float) -> dict[str, Any]:
    """Seconds of each step, and what held the run up most."""
    chance = random.Random(reports + workers)
    whole, grouping = told["whole"], told["grouping"]
    longer = words / (whole[-1]["words"] / whole[-1]["reports"])
    found: dict[str, float] = {}
    for step, size in BUNDLES.items():
        of_all = step in ("links", "groups")
        work = grown(grouping, told["grouping_powers"], step, reports) if of_all else grown(whole, {}, step, reports)
        work *= longer if step in OF_WORDS else 1.0
        bundles = max(1, round(reports / size * (longer if step == "paragraphs" else 1.0)))
        found[step] = max(played(workers, bundles, work / bundles, chance), bundles * SECONDS_A_BUNDLE)
    for step, size in BUCKETS.items():
        measured = grouping if step == "pairs" else whole
        buckets = max(1, reports // size)
        # Each bucket looks at all reports; the rest of its work is shared out among the buckets.
        once = measured[-1]["seconds"][step] / measured[-1]["reports"] * reports * (longer if step == "owners" else 1.0)
        found[step] = played(workers, buckets, once, chance)
    found["driver alone"] = grown(grouping, told["grouping_powers"], "driver", reports)
    written = sum(whole[-1]["bytes"].values()) / whole[-1]["reports"] * reports * longer
    moved = 3 * written  # written once, read about twice
    found["the store"] = max(0.0, moved / (store * 1e6) - sum(found.values()))
    worst = max(found, key=lambda name: found[name])
    return {
        "hours": sum(found.values()) / 3600,
        "steps": found,
        "worst": worst,
        "share": found[worst] / sum(found.values()),
        "tb": written / 1e12,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measured", type=Path, nargs="+")
    parser.add_argument("--workers", default="8,64,512")
    parser.add_argument("--reports", default="1000000,100000000")
    parser.add_argument("--words", type=int, default=670)
    parser.add_argument("--store", type=float, default=1000.0)
    parser.add_argument("--price", type=float, default=0.04)
    asked = parser.parse_args()
    told: dict[str, Any] = {}
    for path in asked.measured:
        told |= {name: value for name, value in json.loads(path.read_text("utf-8").splitlines()[-1]).items() if value}
    print("a simulation")
    for reports in map(int, asked.reports.split(",")):
        for workers in map(int, asked.workers.split(",")):
            one = simulated(told, reports, workers, asked.words, asked.store)
            steps = ", ".join(
                f"{name} {seconds / 3600:,.2f}" for name, seconds in sorted(one["steps"].items(), key=lambda pair: -pair[1])[:5]
            )
            cost = one["hours"] * workers * asked.price
            print(
                f"{reports:>11,} reports, {workers:>3} workers: {one['hours']:>9,.1f} h, ${cost:,.0f}, {one['tb']:.2f} TB; "
                f"most: {one['worst']} ({one['share']:.0%}); hours of steps: {steps}"
            )


if __name__ == "__main__":
    main()

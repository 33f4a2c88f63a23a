"""A bulk run whose driver and workers are killed again and again: it ends, and its rows are those of a plain read.

    python benchmarks/scale/kills.py INPUTS --reference LIBRARY --to DIR [--engine local|ray] [--workers 2] [--kills 20] [--seed N]

LIBRARY is what `variorum read INPUTS` made. Kills come after a random time each, of the driver or of one of its workers by the toss of a
coin, all with signal 9; a driver that was killed is started again. Then the run is let go to its end. Prints one JSON object: kills of each
sort, seconds by the clock, load, and whether the rows of all tables are the same.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))


def workers_of(driver: int) -> list[int]:
    """The worker processes that a driver, or what it started, has started."""
    parents: dict[int, int] = {}
    wanted = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                told = (entry / "stat").read_text("utf-8", "replace")
                words = (entry / "cmdline").read_bytes()
            except OSError:  # gone meanwhile
                continue
            parents[int(entry.name)] = int(told.rpartition(")")[2].split()[1])
            if b"variorum.engines.worker" in words or words.startswith(b"ray::"):
                wanted.append(int(entry.name))
    return [pid for pid in wanted if driver in ancestors(pid, parents)]


def ancestors(pid: int, parents: dict[int, int]) -> set[int]:
    found = set()
    while (pid := parents.get(pid, 0)) > 1:
        found.add(pid)
    return found


def killed(process: subprocess.Popen[bytes], chance: random.Random) -> str | None:
    """Kill the driver or a worker; says which, or None where there was none to kill."""
    if chance.random() < 0.5:
        process.kill()
        process.wait()
        return "driver"
    if not (pids := workers_of(process.pid)):
        return None
    try:
        os.kill(chance.choice(pids), signal.SIGKILL)
    except ProcessLookupError:
        return None
    return "worker"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs")
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--engine", default="local")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20.0, help="The longest time to a kill.")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    command = [sys.executable, "-m", "variorum", "bulk", asked.inputs, "--to", str(asked.to)]
    command += ["--engine", asked.engine, "--workers", str(asked.workers)]
    deaths = {"driver": 0, "worker": 0}
    start, loads, before_done = time.monotonic(), [os.getloadavg()[0]], 0
    process = subprocess.Popen(command, start_new_session=True)
    while sum(deaths.values()) < asked.kills:
        try:
            process.wait(chance.uniform(1, asked.seconds))
        except subprocess.TimeoutExpired:
            if what := killed(process, chance):
                deaths[what] += 1
                print(f"{time.monotonic() - start:7.0f} s: {what} killed", file=sys.stderr)
        if process.poll() is not None:
            if process.returncode == 0:
                before_done = 1
                break  # it was faster than the kills
            process = subprocess.Popen(command, start_new_session=True)
        loads.append(os.getloadavg()[0])
    code = process.wait()

    from bulk.piles import assert_same_rows

    try:
        with tempfile.TemporaryDirectory() as aside:
            assert_same_rows(asked.to, asked.reference, Path(aside, "rows"))
        same = True
    except AssertionError as error:
        print(error, file=sys.stderr)
        same = False
    told = {"killed": deaths, "engine": asked.engine, "workers": asked.workers, "ended_before_all_kills": bool(before_done), "code": code}
    print(json.dumps(told | {"seconds": round(time.monotonic() - start), "load": round(sum(loads) / len(loads), 1), "same_rows": same}))
    return 0 if same and not code else 1


if __name__ == "__main__":
    sys.exit(main())

"""Spoilt inputs of every format through the real way of reading: nothing may raise, hang, swell, be silent or be inexact.

    python benchmarks/reliability/fuzz.py [--inputs 100000] [--seed 1] [--jobs 1] [--stages 0] [--out build/fuzz]
    python benchmarks/reliability/fuzz.py --replay build/fuzz/1-4711-hang.html

Inputs are made by the script itself (inputs.py), each from the seed and its number, so that any can be made again. Each goes through
`sources.files.read` and the report stages; with `--stages N` the reports of N of them go, beside a sound one, through all paragraph and
story stages too. Counted are

    exceptions   something raised, or was caught by the last guard (a problem of the kind "fault")
    hangs        more than 10 s of processor time (the worker is ended)
    swollen      more than 1 GB of memory held by the worker
    silent       a file that gave neither a report nor a problem that says why
    inexact      a block, credit or passage that is not what its offsets say, or a text that is not clean

Each input that fails is written to the folder, under its seed, number and fault. The last line is JSON.
"""

import argparse
import json
import multiprocessing as mp
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import inputs

from variorum import pipeline
from variorum.contracts import Given
from variorum.model.report import Problem, Report
from variorum.model.rows import passages_in, to_row
from variorum.sources import files
from variorum.sources.decode import clean
from variorum.store import schema

KINDS = ("exceptions", "hangs", "swollen", "silent", "inexact")
SECONDS = 10  # of processor time
MEMORY = 1_000_000  # kB
LONGEST_STAGED = 8_000  # code points of a report that goes through all stages: these take a second a thousand
Faults = list[tuple[str, str]]  # (kind, what was seen)


def look(path: Path) -> tuple[list[Report], Counter[str], Faults]:
    """Read one file as the job does: (reports as prepared, how many problems of each kind, faults)."""
    found: list[Report] = []
    kinds: Counter[str] = Counter()
    faults: Faults = []
    try:
        for item in files.read(path, path.name, Given()):
            if isinstance(item, Problem):
                kinds[item.kind] += 1
                item.message.encode()
                if item.kind == files.FAULT:
                    faults.append(("exceptions", item.message))
            else:
                found.append(prepared := pipeline.prepare(item))
                faults += [("inexact", what) for what in inexact(item, prepared)]
    except Exception:
        faults.append(("exceptions", traceback.format_exc()))
    if not found and not any(kind != "encoding" for kind in kinds):
        faults.append(("silent", "neither a report nor a reason"))
    return found, kinds, faults


def inexact(raw: Report, report: Report) -> Iterator[str]:
    text = report.text
    if raw.text != text or not text.strip() or clean(text) not in (text, text.removeprefix("\ufeff")):
        yield "the text is not clean"
    json.dumps(to_row(report), ensure_ascii=False).encode()
    at = 0
    for block in report.blocks:
        if not at <= block.start < block.end <= len(text):
            yield f"block {block} overlaps or lies outside"
        if text[at : block.start].strip():
            yield f"{text[at : block.start][:40]!r} is in no block"
        at = block.end
    if text[at:].strip():
        yield f"{text[at:][:40]!r} is in no block"
    yield from wrong_passages({report.id: report}, report)


def wrong_passages(reports: dict[str, Report], thing: Any) -> Iterator[str]:
    for passage in passages_in(thing):
        of = reports.get(passage.report)
        if of is None or of.text[passage.start : passage.end] != passage.text:
            yield f"passage {passage.start}:{passage.end} {passage.text[:40]!r}"


def look_at_stages(path: Path) -> tuple[list[Report], Counter[str], Faults]:
    """As `look`; then its reports and a sound one as one story through all stages."""
    found, kinds, faults = look(path)
    staged = [report for report in found if len(report.text) <= LONGEST_STAGED][:3]
    if not staged:
        return [], kinds, faults
    try:
        (sound,) = [item for item in files.read(_sound(), "sound.txt", Given()) if isinstance(item, Report)]
        dossier = pipeline.dossier_of([*staged, *([] if any(sound.id == report.id for report in staged) else [sound])])
        for table in schema.OF_STORY:
            faults += [("inexact", f"{table}: {what}") for what in wrong_passages(dossier.by_id, getattr(dossier, table))]
    except Exception:
        faults.append(("exceptions", traceback.format_exc()))
    return staged, kinds, faults


def _sound() -> Path:
    path = Path(tempfile.gettempdir(), "variorum-fuzz-sound.txt")
    if not path.exists():
        path.write_bytes(inputs.text(random.Random(0)))
    return path


# Work is done in processes that may be ended: by the system where processor time runs out, by themselves where they have swollen.


def work(pipe: Connection, seed: int, look_at: Callable[[Path], tuple[list[Report], Counter[str], Faults]], warm: bool) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if warm:
        pipeline.dossier_of([item for item in files.read(_sound(), "sound.txt", Given()) if isinstance(item, Report)])
    _load_languages()
    with tempfile.TemporaryDirectory() as folder:
        pipe.send(None)
        while (number := pipe.recv()) is not None:
            made = inputs.spoilt(random.Random(f"{seed}:{number}"))
            path = Path(folder, made.name)
            path.write_bytes(made.data)
            start = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            found, kinds, faults = look_at(path)
            signal.setitimer(signal.ITIMER_PROF, 0)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if peak > MEMORY:
                faults.append(("swollen", f"{peak // 1000} MB"))
            path.unlink()
            pipe.send((number, made.name, len(found), sum(kinds.values()), faults, time.process_time() - start, peak))
            if peak > MEMORY:
                return


def _load_languages() -> None:
    """dateparser loads its languages at the first odd date of a process, some three seconds: no hang of any input."""
    from variorum.language.headings import iso

    iso("31 Foo 2021 99:99")  # no language knows it, so all are asked


class Sum:
    """What was seen so far."""

    def __init__(self, seed: int, out: Path) -> None:
        self.seed, self.out = seed, out
        self.faults: Counter[str] = Counter()
        self.formats: Counter[str] = Counter()
        self.inputs = self.reports = self.problems = self.staged = self.peak = 0
        self.longest = 0.0

    def add(self, answer: tuple[int, str, int, int, Faults, float, int]) -> None:
        number, name, reports, problems, faults, seconds, peak = answer
        self.inputs += 1
        self.formats[name.partition(".")[2]] += 1
        self.reports += reports
        self.problems += problems
        self.staged += bool(reports)
        self.longest, self.peak = max(self.longest, seconds), max(self.peak, peak)
        for kind in {kind for kind, _ in faults}:
            self.faults[kind] += 1
            self.out.mkdir(parents=True, exist_ok=True)
            made = inputs.spoilt(random.Random(f"{self.seed}:{number}"))
            suffix = name.partition(".")[2]
            kept = self.out / f"{self.seed}-{number}-{kind}{'.' if suffix else ''}{suffix}"
            kept.write_bytes(made.data)
            what = next(what for of, what in faults if of == kind).strip().splitlines()[-1]
            print(f"{kind}: {kept}: {what}", flush=True)


def run(count: int, seed: int, jobs: int, out: Path, stages: bool = False, until: Callable[[Sum], bool] = lambda _: False) -> Sum:
    """Look at `count` inputs, or as many as it takes until `until` holds."""
    context = mp.get_context("spawn")
    seen = Sum(seed, out)
    look_at = look_at_stages if stages else look
    numbers = iter(range(count))
    workers: dict[Any, tuple[Any, int | None]] = {}

    def start() -> None:
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, seed, look_at, stages), daemon=True)
        process.start()
        theirs.close()
        workers[ours] = (process, None)

    for _ in range(jobs):
        start()
    told = time.monotonic()
    while workers:
        for pipe in wait(list(workers)):
            assert isinstance(pipe, Connection)
            process, number = workers[pipe]
            try:
                answer = pipe.recv()
            except EOFError:
                process.join()
                del workers[pipe]
                if number is not None:
                    made = inputs.spoilt(random.Random(f"{seed}:{number}"))
                    kind = "hangs" if process.exitcode == -signal.SIGPROF else "exceptions"
                    seen.add((number, made.name, 0, 0, [(kind, f"the worker ended with {process.exitcode}")], SECONDS, 0))
                start()
                continue
            if answer is not None:
                seen.add(answer)
            number = None if until(seen) else next(numbers, None)
            pipe.send(number)
            workers[pipe] = (process, number)
            if number is None:
                process.join()
                del workers[pipe]
        if time.monotonic() - told > 60:
            told = time.monotonic()
            print(f"{seen.inputs:,} inputs, {seen.reports:,} reports, faults {dict(seen.faults)}", flush=True)
    return seen


def replay(path: Path) -> None:
    """Show what becomes of one kept input, with the traces."""
    import logging

    logging.basicConfig(level=logging.WARNING)
    start = time.process_time()
    found, kinds, faults = look(path)
    print(f"{len(found)} reports, problems {dict(kinds)}, {time.process_time() - start:.2f} s")
    for item in files.read(path, path.name, Given()):
        print(item if isinstance(item, Problem) else item.text[:300])
    for kind, what in faults:
        print(f"{kind}: {what}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--stages", type=int, default=0, help="send the reports of so many inputs through all stages, instead")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--replay", type=Path)
    given = parser.parse_args()
    if given.replay:
        replay(given.replay)
        return 0
    start = time.monotonic()
    if given.stages:
        seen = run(10**9, given.seed, given.jobs, given.out, stages=True, until=lambda seen: seen.staged >= given.stages)
    else:
        seen = run(given.inputs, given.seed, given.jobs, given.out)
    seconds = time.monotonic() - start
    figures: dict[str, object] = {"inputs": seen.inputs, "reports": seen.reports, "problems": seen.problems, "seed": given.seed}
    figures |= {kind: seen.faults[kind] for kind in KINDS}
    figures |= {"staged": seen.staged} if given.stages else {}
    figures |= {"longest_s": round(seen.longest, 2), "peak_mb": seen.peak // 1000, "seconds": round(seconds)}
    figures |= {"inputs_per_s": round(seen.inputs / seconds, 1), "formats": dict(seen.formats.most_common())}
    print(json.dumps(figures))
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main())

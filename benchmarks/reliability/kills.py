"""Is anything lost when the program is killed? Commands are killed at random moments; what is there afterwards is compared row by row.

    python benchmarks/reliability/kills.py [--kills 500] [--seed 1] [--scenes writes,read,grown,story,export,workers,stopped,two]

Scenes, each over small invented reports (tests/invented.py), each time other ones:

    writes   a read that finds more, and a cold one, in turns, killed just before each of its commits
    read     a cold read, killed once to three times, then let run to its end
    grown    a folder that grows and changes between reads, each of them killed
    story    `story join`, `split` and `move` killed, then `read`, then the command again
    export   every export format over an older export; the folder must be wholly the old or the new one, or, in the milliseconds while
             the files take their places, say by a hidden folder that the rest is to come, which the next export then brings
    workers  worker processes killed under a read that goes on, and the reading process killed over its workers
    stopped  TERM, HUP and INT: a sentence, an exit code, and no process left
    two      two reads of one library at once, both or one of them killed

After every kill `check` must find no damage, and after the last read every row of every table must be that of a run which nobody
disturbed. The commands are the program's own (`variorum.apps.cli.main`), in forks of one process that has loaded the models; worker
processes are real ones. Each kill is a SIGKILL, at a moment drawn evenly over the time that the undisturbed command takes, unless it
came too late. The last line is JSON; the exit code is 1 if a row differs, a report is lost, or a process is left.
"""

import argparse
import gc
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
# A process that has threads cannot be forked: every model runs in the one thread that calls it.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {"TOKENIZERS_PARALLELISM": "false"}

from invented import reports, tables, write  # noqa: E402

SCENES = ("writes", "read", "grown", "story", "export", "workers", "stopped", "two")
SHARE = {"writes": 0.1, "read": 0.25, "grown": 0.2, "story": 0.15, "export": 0.15, "workers": 0.08, "stopped": 0.04, "two": 0.03}
TABLES, STORIES = ("jsonl", "csv", "parquet"), ("markdown", "annotations", "tei", "html")
LATEST = 1.05  # of the time that the undisturbed command takes
PATIENCE = 120.0  # seconds until a command is taken for hanging
SOUND, WRONG_USE, DAMAGED, UNFINISHED = 0, 2, 3, 5


class Run(NamedTuple):
    """A command that was started: its process, which leads a group of its own, and what it prints."""

    pid: int
    words: Path


class Bench:
    """What was done and what was found."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance = folder, random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.rounds = 0  # of the scene
        self.faults: list[str] = []
        self._number = 0

    def new(self, name: str) -> Path:
        """A path that was not used before."""
        self._number += 1
        return self.folder / f"{self._number:05}-{name}"

    def fault(self, kind: str, message: str) -> None:
        self.counts[kind] += 1
        self.faults.append(f"{kind}: {message}")
        print(f"!! {kind}: {message}", flush=True)

    def start(self, *arguments: object, workers: bool = False, commits: int = 0) -> Run:
        """A command in a fork of this process; with `workers` even the smallest job goes to worker processes; with `commits` it kills
        itself before the commit of that number."""
        words = self.new("words")
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            return Run(pid, words)
        code = 70
        try:
            os.setpgid(0, 0)
            for number in (1, 2):
                os.dup2(os.open(words, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
            code = _command([str(argument) for argument in arguments], workers, commits)
        finally:
            os._exit(code)

    def kill(self, run: Run, moment: float, number: int = signal.SIGKILL) -> int | None:
        """Signal a command at a moment (seconds from now); returns its exit code, or None where the kill came too late."""
        time.sleep(moment)
        if os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
            self.end(run)
            return None
        os.kill(run.pid, number)
        self.counts["kills" if number == signal.SIGKILL else "signals"] += 1
        return self.end(run)

    def end(self, run: Run) -> int:
        """Wait for a command; its exit code. One that hangs is a fault."""
        deadline = time.monotonic() + PATIENCE
        while True:
            pid, status = os.waitpid(run.pid, os.WNOHANG)
            if pid:
                words = run.words.read_text("utf-8", "replace") if run.words.exists() else ""
                if "Traceback" in words:
                    self.fault("tracebacks", words[-600:])
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > deadline:
                self.fault("hangs", f"process {run.pid}")
                os.kill(run.pid, signal.SIGKILL)
            time.sleep(0.004)

    def do(self, *arguments: object, workers: bool = False, code: int = 0) -> float:
        """A command that nobody disturbs; the seconds it took."""
        begun = time.monotonic()
        run = self.start(*arguments, workers=workers)
        if (found := self.end(run)) != code:
            self.fault("failures", f"{arguments} returned {found}: {run.words.read_text()[-300:]}")
        return time.monotonic() - begun

    def moment(self, seconds: float) -> float:
        return self.chance.uniform(0, LATEST * seconds)

    def look(self, library: Path, settled: bool = False) -> None:
        """`check` after a kill: nothing is damaged; after the last read nothing is left to do."""
        if not library.exists() or not library.stat().st_size:
            return
        run = self.start("check", "--library", library)
        code = self.end(run)
        # Killed while the file was made: no tables yet.
        young = code == DAMAGED and "holds no library yet" in run.words.read_text()
        if code not in ((SOUND,) if settled else (SOUND, UNFINISHED)) and not (young and not settled):
            self.fault("unsound", f"check returned {code}: {run.words.read_text()[-600:]}")
        self.counts["stopped_told"] += code == UNFINISHED

    def compare(self, library: Path, *wanted: dict[str, list[str]]) -> dict[str, list[str]] | None:
        """The rows of a library are those of one of the undisturbed ones; which."""
        self.look(library, settled=True)
        found = tables(library)
        self.counts["compared"] += 1
        if found in wanted:
            return found
        self.counts["rows_differ"] += sum(
            len(set(found[name]) ^ set(rows)) for name, rows in min(wanted, key=lambda one: _differing(found, one)).items()
        )
        if len(found["reports"]) < len(wanted[0]["reports"]):
            self.counts["reports_lost"] += len(wanted[0]["reports"]) - len(found["reports"])
        kept = shutil.copy(library, Path(tempfile.gettempdir()) / f"differing-{library.name}")
        self.fault("libraries_differ", f"{library}, kept as {kept}: {[name for name in found if found[name] != wanted[0].get(name)]}")
        return None


def _differing(one: dict[str, list[str]], other: dict[str, list[str]]) -> int:
    return sum(len(set(one[name]) ^ set(other[name])) for name in one)


def _command(arguments: list[str], workers: bool, commits: int) -> int:
    """The command line's own main, in a fork."""
    from variorum.apps import cli
    from variorum.engines import local
    from variorum.store import schema

    if workers:
        own = local.LocalEngine
        local.LocalEngine = lambda count=None: own(count, small=0)  # type: ignore[assignment, misc]
    if commits:
        leave, left = schema.transaction.__exit__, iter(range(commits - 1, -1, -1))

        def counted(self: schema.transaction, *error: Any) -> None:
            if not next(left, 1):
                os.kill(os.getpid(), signal.SIGKILL)
            leave(self, *error)

        schema.transaction.__exit__ = counted  # type: ignore[assignment, method-assign]
    sys.argv = ["variorum", *arguments]
    try:
        cli.main()
    except SystemExit as done:
        sys.stdout.flush()
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    return 0


def _load() -> None:
    """All that a command imports and opens, once for all forks."""
    for name in ("job.reading", "apps.cli", "apps.terminal", "engines.local", "store.check", "views.export"):
        import_module(f"variorum.{name}")
    from variorum import pipeline
    from variorum.contracts import Given
    from variorum.model.report import Report
    from variorum.sources import files

    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), reports(4))
        read = [item for path in paths for item in files.read(path, str(path), Given())]
        pipeline.dossier_of([item for item in read if isinstance(item, Report)])
    gc.collect()
    gc.freeze()  # so that forks do not copy what they only look at


def _texts(bench: Bench, count: int) -> dict[str, str]:
    return reports(count, seed=bench.chance.randrange(10**9), copies=4)


# Scenes


def writes(bench: Bench) -> None:
    folder, base, whole = (bench.new(name) for name in ("texts", "base.db", "whole.db"))
    texts = list(_texts(bench, 5).items())
    grows = bench.rounds % 2 == 0
    if grows:
        write(folder, dict(texts[:3]))
        bench.do("read", folder, "--library", base)
        _copy(base, whole)
    write(folder, dict(texts))
    bench.do("read", folder, "--library", whole)
    wanted = tables(whole)
    for commits in range(1, 100):
        library = bench.new("library.db")
        if grows:
            _copy(base, library)
        if bench.end(bench.start("read", folder, "--library", library, commits=commits)) != -signal.SIGKILL:
            break
        bench.counts["kills"] += 1
        bench.look(library)
        bench.do("read", folder, "--library", library)
        bench.compare(library, wanted)


def read(bench: Bench) -> None:
    folder, whole, library = (bench.new(name) for name in ("texts", "whole.db", "library.db"))
    write(folder, _texts(bench, bench.chance.randint(4, 9)))
    took = bench.do("read", folder, "--library", whole)
    wanted = tables(whole)
    for _ in range(3):
        for _ in range(bench.chance.randint(1, 3)):
            bench.kill(bench.start("read", folder, "--library", library), bench.moment(took))
            bench.look(library)
        bench.do("read", folder, "--library", library)
        bench.compare(library, wanted)
        library = bench.new("library.db")


def grown(bench: Bench) -> None:
    folder, whole, library = (bench.new(name) for name in ("texts", "whole.db", "library.db"))
    texts = list(_texts(bench, bench.chance.randint(6, 10)).items())
    steps = sorted(bench.chance.sample(range(1, len(texts)), 2))
    for first, last in zip((0, *steps), (*steps, len(texts)), strict=True):
        write(folder, dict(texts[first:last]))
        if first:
            changed = bench.chance.choice(list(folder.iterdir()))
            changed.write_text(changed.read_text() + "\nThe mayor of Velmora said on Friday that the works would go on.\n")
        took = bench.do("read", folder, "--library", whole)
        for _ in range(bench.chance.randint(1, 3)):
            bench.kill(bench.start("read", folder, "--library", library), bench.moment(took))
            bench.look(library)
        bench.do("read", folder, "--library", library)
        bench.compare(library, tables(whole))


def story(bench: Bench) -> None:
    from variorum.store.library import Library

    folder, whole = bench.new("texts"), bench.new("whole.db")
    write(folder, _texts(bench, 9))
    bench.do("read", folder, "--library", whole)
    before = tables(whole)
    told = Library(whole)
    counts = [len(story.reports) for story in told.stories()]
    told.close()
    for command in _decisions(bench, counts):
        decided, library = bench.new("decided.db"), bench.new("library.db")
        for copy in (decided, library):
            _copy(whole, copy)
        took = bench.do("story", *command, "--library", decided)
        bench.do("read", folder, "--library", decided)
        bench.kill(bench.start("story", *command, "--library", library), bench.moment(took))
        bench.look(library)
        bench.do("read", folder, "--library", library)
        if bench.compare(library, before, tables(decided)) == before:
            bench.do("story", *command, "--library", library)
            bench.compare(library, tables(decided))


def _decisions(bench: Bench, counts: list[int]) -> Iterator[list[str]]:
    """Decisions that can be made where there are stories of so many reports."""
    for _ in range(4):
        if len(counts) > 1:
            yield ["join", *map(str, bench.chance.sample(range(1, len(counts) + 1), 2))]
        if counts[0] > 1:
            yield ["split", "1", str(bench.chance.randint(1, counts[0]))]
        if len(counts) > 1 and counts[0] > 1:
            yield ["move", "1", str(bench.chance.randint(1, counts[0])), "--to", "2"]


def _copy(library: Path, copy: Path) -> None:
    for end in ("", "-wal"):
        if (part := library.with_name(library.name + end)).exists():
            shutil.copy(part, copy.with_name(copy.name + end))


def export(bench: Bench) -> None:
    folder, library = bench.new("texts"), bench.new("library.db")
    texts = list(_texts(bench, 9).items())
    exports: list[dict[str, Path]] = []
    for part in (texts[:4], texts):
        write(folder, dict(part))
        bench.do("read", folder, "--library", library)
        exports.append({form: bench.new(form) for form in (*TABLES, *STORIES)})
        for form, to in exports[-1].items():
            bench.do("export", "--format", form, "--to", to, "--library", library)
    for form in (*TABLES, *TABLES, *STORIES):
        old, new = (_files(one[form]) for one in exports)
        to = bench.new("export")
        took = bench.do("export", "--format", form, "--to", bench.new("again"), "--library", library)
        shutil.copytree(exports[0][form], to)
        bench.kill(bench.start("export", "--format", form, "--to", to, "--library", library), bench.moment(took))
        # The files of stories that are no more stay: what else is in the folder is not ours to remove.
        done = old | new
        if _files(to) not in (old, done):
            if any(path.name.endswith("-whole") for path in to.glob(".variorum-export*")):
                bench.counts["exports_between"] += 1
            else:
                bench.fault("exports_mixed", f"{form}: {sorted(_files(to))}")
        bench.do("export", "--format", form, "--to", to, "--library", library)
        if _files(to) != done:
            bench.fault("exports_differ", f"{form}: {to}")
        if left := sorted(path.name for path in to.rglob(".*")):
            bench.fault("exports_left", f"{form}: {left}")


def _files(folder: Path) -> dict[str, bytes]:
    """What another program sees in the folder: hidden files are none of its business."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def workers(bench: Bench) -> None:
    folder, whole, library = (bench.new(name) for name in ("texts", "whole.db", "library.db"))
    write(folder, _texts(bench, 8))
    bench.do("read", folder, "--library", whole)
    wanted = tables(whole)
    took = bench.do("read", folder, "--library", bench.new("timed.db"), workers=True)
    run = bench.start("read", folder, "--library", library, workers=True)
    until = time.monotonic() + bench.chance.choice([1, 2]) * took
    while time.monotonic() < until and os.waitid(os.P_PID, run.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(bench.chance.uniform(0, took / 3))
        for pid in _below(run.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                bench.counts["kills"] += 1
    bench.end(run)
    bench.look(library)
    run = bench.start("read", folder, "--library", library, workers=True)
    time.sleep(bench.moment(took))
    below = _below(run.pid)
    bench.kill(run, 0)
    _gone(bench, below)
    bench.do("read", folder, "--library", library)
    bench.compare(library, wanted)


def stopped(bench: Bench) -> None:
    folder, whole = bench.new("texts"), bench.new("whole.db")
    write(folder, _texts(bench, 8))
    bench.do("read", folder, "--library", whole)
    wanted = tables(whole)
    took = bench.do("read", folder, "--library", bench.new("timed.db"), workers=True)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        library = bench.new("library.db")
        run = bench.start("read", folder, "--library", library, workers=True)
        time.sleep(max(0.2, bench.moment(took)))
        below = _below(run.pid)
        code = bench.kill(run, 0, number)
        if code is not None and code not in (128 + number, 0):
            bench.fault("signals_unheeded", f"signal {number} gave {code}")
        if code == 128 + number and "Stopped" not in run.words.read_text():
            bench.fault("signals_unheeded", f"signal {number} without a word")
        _gone(bench, below)
        bench.look(library)
        bench.do("read", folder, "--library", library)
        bench.compare(library, wanted)


def two(bench: Bench) -> None:
    folder, whole, library = (bench.new(name) for name in ("texts", "whole.db", "library.db"))
    write(folder, _texts(bench, 8))
    took = bench.do("read", folder, "--library", whole)
    for killed in (0, 1, 2):
        runs = [bench.start("read", folder, "--library", library) for _ in range(2)]
        codes = [bench.kill(run, bench.moment(took) / 2) if number < killed else bench.end(run) for number, run in enumerate(runs)]
        if not {code for code in codes if code is not None} <= {0, DAMAGED, -signal.SIGKILL}:
            bench.fault("failures", f"two reads at once returned {codes}")
        bench.look(library)
        bench.do("read", folder, "--library", library)
        bench.compare(library, tables(whole))
        library = bench.new("library.db")


def _below(pid: int) -> list[int]:
    """The processes that a process has started and that are not done."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = stat.read_text().rsplit(")", 1)[1].split()[:2]
            if int(parent) == pid and state != "Z":
                found.append(int(stat.parent.name))
    return found


def _gone(bench: Bench, pids: list[int], within: float = 2.0) -> None:
    """These processes end by themselves, soon."""
    deadline = time.monotonic() + within
    while left := [pid for pid in pids if _works(pid)]:
        if time.monotonic() > deadline:
            bench.fault("processes_left", f"{len(left)} workers after {within} s")
            return
        time.sleep(0.02)


def _works(pid: int) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
        return "variorum" in command and Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def run(kills: int, seed: int, scenes: tuple[str, ...] = SCENES) -> dict[str, Any]:
    """So many kills, shared out over the scenes. Returns the figures."""
    begun = time.monotonic()
    _load()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        bench = Bench(Path(place), seed)
        shares = {scene: SHARE[scene] / sum(SHARE[name] for name in scenes) for scene in scenes}
        for scene, share in shares.items():
            before, bench.rounds = bench.counts["kills"] + bench.counts["signals"], 0
            wanted = max(1, round(kills * share))
            act: Callable[[Bench], None] = globals()[scene]
            while (done := bench.counts["kills"] + bench.counts["signals"] - before) < wanted and bench.rounds < 3 * wanted:
                act(bench)
                bench.rounds += 1
                for path in bench.folder.iterdir():
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            print(f"{scene}: {done} kills in {bench.rounds} rounds, {time.monotonic() - begun:.0f} s", flush=True)
            bench.counts[f"kills_{scene}"] = done
    names = (
        "kills", "signals", "compared", "rows_differ", "libraries_differ", "reports_lost", "unsound", "failures", "tracebacks", "hangs",
        "exports_between", "exports_mixed", "exports_differ", "exports_left", "signals_unheeded", "processes_left", "stopped_told",
    )  # fmt: skip
    figures: dict[str, Any] = {name: bench.counts[name] for name in names}
    figures |= {name: count for name, count in bench.counts.items() if name.startswith("kills_")}
    return figures | {"faults": len(bench.faults), "seed": seed, "seconds": round(time.monotonic() - begun)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenes", default=",".join(SCENES), help="some of them, with commas between")
    arguments = parser.parse_args()
    figures = run(arguments.kills, arguments.seed, tuple(arguments.scenes.split(",")))
    print(json.dumps(figures))
    return int(figures["faults"] > 0)


if __name__ == "__main__":
    sys.exit(main())

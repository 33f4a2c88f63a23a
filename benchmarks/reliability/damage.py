"""Does `variorum check` see damage? Random bits of a small library are flipped, and random pages zeroed; which changes pass as sound?

    python benchmarks/reliability/damage.py [--rounds 2000] [--seed 1] [--library FILE]

Every round damages a fresh copy: one bit in two rounds of three, one page of 4,096 bytes in the third. Damage that changes a row of any
table (the full-text index and the schema among them; not SQLite's statistics, which only guide its searches) must be told as a fault or
as an error; what changes nothing, such as a bit in unused space, may be told or not. Without --library a library is made from invented
reports, with a decision and a problem in it. `seal_*` is what the seals cost: their share of the file, and of the time of writing every
row anew. The last line is JSON; the exit code is 1 if a change passed, or anything but a sentence came back.
"""

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from invented import reports, write  # noqa: E402
from variorum.errors import VariorumError  # noqa: E402
from variorum.model.decision import Value, decided  # noqa: E402
from variorum.store import schema, seal  # noqa: E402
from variorum.store.check import check  # noqa: E402
from variorum.store.library import Library  # noqa: E402

PAGE = 4096
Content = dict[str, list[tuple[Any, ...]]]


def make(folder: Path) -> Path:
    """A library with something in every table."""
    from variorum.contracts import Given
    from variorum.engines.local import LocalEngine
    from variorum.job import reading
    from variorum.store.writer import Writer

    write(folder / "texts", reports(12, copies=5) | {"empty.txt": ""})
    with Writer(folder / "whole.db") as writer:
        engine = LocalEngine(1, small=10**6)
        reading.run(writer, [folder / "texts"], Given(), engine)
        told = writer.reader.stories()[0]
        writer.decide(decided("split", None, Value(reports=(told.reports[0],)), "A. Quill", "2024-05-02T10:00:00+00:00"))
        reading.settle(writer, engine)
    return folder / "whole.db"


def content(path: Path) -> Content:
    """Every row of every table as it lies in the file, in the order of the tables. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        connection.text_factory = seal.Text
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_stat%'"
        names = [bytes(name).decode() for (name,) in connection.execute(sql)]
        rows = {name: [_typed(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
        rows["sqlite_master"] = [_typed(row) for row in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")]
        return rows


def _typed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple((type(value).__name__, value) for value in row)


def damage(data: bytes, chance: random.Random) -> tuple[str, int, bytes]:
    """What was done, where, and the damaged file."""
    if chance.random() < 1 / 3:
        page = chance.randrange(len(data) // PAGE)
        return "page", page, data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :]
    bit = chance.randrange(8 * len(data))
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return "bit", bit, bytes(changed)


def told(path: Path) -> str | None:
    """What `check` finds wrong: the first fault or the error, or None."""
    try:
        library = Library(path)
        try:
            faults = check(library).faults
        finally:
            library.close()
    except VariorumError as error:
        return str(error)
    return faults[0] if faults else None


def run(rounds: int, seed: int, library: Path | None = None) -> dict[str, Any]:
    """So many damages. Returns the figures."""
    chance, counts = random.Random(seed), Counter[str]()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="damage-") as place:
        whole = Path(shutil.copy(library, place)) if library else make(Path(place))
        assert told(whole) is None, "the library is not sound to begin with"
        data, before = whole.read_bytes(), content(whole)
        for _ in range(rounds):
            what, where, damaged = damage(data, chance)
            path = Path(place, "damaged.db")
            for end in ("", "-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            path.write_bytes(damaged)
            try:
                changed = content(path) != before
            except (sqlite3.Error, UnicodeDecodeError):
                changed = True
            counts[what] += 1
            counts["changed"] += changed
            try:
                found = told(path)
            except Exception as error:
                counts["tracebacks"] += 1
                print(f"!! {what} {where}: {type(error).__name__}: {error}", flush=True)
                continue
            counts["told"] += found is not None
            counts["changed_and_told"] += changed and found is not None
            if changed and found is None:
                counts["passed_as_sound"] += 1
                print(f"!! {what} {where} changes data and passes", flush=True)
        cost = costs(whole)
    names = ("bit", "page", "changed", "told", "changed_and_told", "passed_as_sound", "tracebacks")
    figures: dict[str, Any] = {name: counts[name] for name in names} | cost
    return figures | {"rounds": rounds, "seed": seed, "bytes": len(data), "seconds": round(time.monotonic() - begun)}


def costs(whole: Path) -> dict[str, float]:
    """The seals' share of the file, and of the time that writing all rows into an empty library takes. Best of five."""
    took: dict[bool, list[float]] = {True: [], False: []}
    size: dict[bool, int] = {}
    for _ in range(5):
        for sealed in (True, False):
            with closing(sqlite3.connect(whole)) as source, tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "copy.db")
                with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                    schema.prepare(copy)
                    if not sealed:
                        # The least that an integer can be: the column without its seal.
                        copy.create_function("seal", -1, lambda *values: 0, deterministic=True)
                    rows = {table: source.execute(_select(table)).fetchall() for table in schema.ALL}
                    begun = time.perf_counter()
                    with schema.transaction(copy):
                        for table in schema.ALL:
                            copy.executemany(schema.insert(table), rows[table])
                    took[sealed].append(time.perf_counter() - begun)
                    copy.execute("VACUUM")
                size[sealed] = path.stat().st_size
    return {
        "seal_share_of_size": round(1 - size[False] / size[True], 4),
        "seal_share_of_row_writing": round(1 - min(took[False]) / min(took[True]), 3),
        "seal_ms_of_row_writing": round(1000 * (min(took[True]) - min(took[False])), 1),
    }


def _select(table: str) -> str:
    named = ", ".join(f'"{name}"' for name in schema.names(table))
    return f"SELECT {named} FROM {table}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--library", type=Path)
    arguments = parser.parse_args()
    figures = run(arguments.rounds, arguments.seed, arguments.library)
    print(json.dumps(figures))
    return int(figures["passed_as_sound"] + figures["tracebacks"] > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Do the tests notice when the code is wrong? Small faults are made one by one, and the nearest tests run on each; `make mutants`.

    python benchmarks/mutants.py [--draw N] [--seed N] [--room NAME ...] [--file PART] [--at-once N] [--least SHARE]

A mutant is one change of one place: a comparison, `and` or `or`, a `not`, plus or minus, a number, a truth, `min` or `max`, `any` or
`all`, a condition, an early way out. N of all that the rooms allow are drawn by the seed. Each is tried in a copy of the tree with the
tests of its room that `make unit` has, those that name its module first; the first failing test ends it, and so does a time limit. A
mutant that no test notices has survived: either a behaviour has no test, or the change is none (a threshold a hair off, a shortcut that is
left out). Prints every survivor with its line; the last line is one JSON object. Exits with 1 where a room's share of killed ones is below
SHARE.
"""

import argparse
import ast
import compileall
import json
import os
import queue
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Folder of src/variorum -> the tests that stand nearest to it, which should take seconds and need no model. A row more, and a room is in.
NEAREST = {
    "text": ("tests/text",),
    "model": ("tests/model", "tests/store/test_rows.py"),
    "store": ("tests/store",),
    "descent": ("tests/descent",),
    "questions": ("tests/questions",),
}
COPIED = ("src", "tests", "examples", "benchmarks", "pyproject.toml", "README.md")
UNIT = "not (model or process or browser or reliability)"  # as in the Makefile
MEMORY = 8 << 30  # bytes a run may have: a fault may ask for all there is
SLACK = 4  # times what the tests of a room need by themselves; a mutant that takes longer goes round and round
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
UNTOUCHED = ("annotation", "returns", "decorator_list", "type_params")  # types, and how a class is made


@dataclass(frozen=True)
class Mutant:
    """One fault: the file from the root, which of its places, and how it reads before and after."""

    room: str
    path: str
    number: int
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.before}  →  {self.after}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draw", type=int, default=200, metavar="N", help="mutants that are drawn (default 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--room", action="append", choices=NEAREST, help="only this room (default: all)")
    parser.add_argument("--file", default="", metavar="PART", help="only files with this in their path")
    parser.add_argument("--at-once", type=int, default=1, metavar="N", help="mutants tried at one time, each in a copy of its own")
    parser.add_argument("--least", type=float, default=0.0, metavar="SHARE", help="the least share of killed ones in each room")
    chosen = parser.parse_args()
    rooms = chosen.room or list(NEAREST)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # of the tests, which inherit it
    every = [mutant for room in rooms for mutant in mutants_of(room) if chosen.file in mutant.path]
    drawn = random.Random(chosen.seed).sample(every, min(chosen.draw, len(every)))
    print(f"{len(drawn)} of {len(every)} mutants", flush=True)
    with tempfile.TemporaryDirectory() as place:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(chosen.at_once):
            copies.put(copy_of(Path(place) / str(number)))
        limits = {room: SLACK * alone(room, copies) + 10 for room in rooms}
        with ThreadPoolExecutor(chosen.at_once) as pool:
            survived = list(pool.map(lambda mutant: survives(mutant, copies, limits[mutant.room]), drawn))
    shares = {}
    for room in rooms:
        left = [lives for mutant, lives in zip(drawn, survived, strict=True) if mutant.room == room]
        shares[room] = {"mutants": len(left), "killed": left.count(False), "share": round(left.count(False) / max(1, len(left)), 3)}
        print(f"{room}: {shares[room]['killed']} of {len(left)} killed")
    print(json.dumps({"seed": chosen.seed, "killed": survived.count(False), "mutants": len(drawn), "rooms": shares}))
    return int(any(row["share"] < chosen.least for row in shares.values() if row["mutants"]))


def mutants_of(room: str) -> Iterator[Mutant]:
    """Every fault that can be made in the files of a room, in the order of the files."""
    for path in sorted((ROOT / "src" / "variorum" / room).rglob("*.py")):
        for number, place in enumerate(places(ast.parse(path.read_text("utf-8")))):
            before, after = (" ".join(ast.unparse(node).split())[:100] for node in (place.old, place.new))
            yield Mutant(room, path.relative_to(ROOT).as_posix(), number, place.line, before, after)


@dataclass(frozen=True)
class Spot:
    """A part of the tree that can be exchanged for another."""

    holder: ast.AST
    name: str
    index: int | None
    old: ast.AST
    new: ast.AST
    line: int

    def exchange(self) -> None:
        if self.index is None:
            setattr(self.holder, self.name, self.new)
        else:
            getattr(self.holder, self.name)[self.index] = self.new


def places(node: ast.AST) -> Iterator[Spot]:
    """Every place of a tree where one fault can be made, in a fixed order."""
    for name, value in ast.iter_fields(node):
        if name in UNTOUCHED or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            continue
        for index, inner in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(inner, ast.AST):
                for new in faults(inner, name):
                    yield Spot(node, name, index, inner, ast.copy_location(new, inner), getattr(inner, "lineno", 0))
                yield from places(inner)


def faults(node: ast.AST, name: str) -> Iterator[ast.AST]:
    """What may stand wrongly in the place of a node; `name` is the field that it stands in."""
    match node:
        case ast.Compare(left, [operator, *rest], comparators):
            yield ast.Compare(left, [COMPARED[type(operator)](), *rest], comparators)
        case ast.BoolOp(ast.And(), values):
            yield ast.BoolOp(ast.Or(), values)
        case ast.BoolOp(ast.Or(), values):
            yield ast.BoolOp(ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.BinOp(left, operator, right) if type(operator) in RECKONED and not _words(left, right):
            yield ast.BinOp(left, RECKONED[type(operator)](), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() | float() as value):
            yield from (ast.Constant(value + 1), ast.Constant(value - 1))
        case ast.Name(id=called) if name == "func" and called in CALLED:
            yield ast.Name(CALLED[called], ast.Load())
        case ast.If(test, [*_, ast.Return() | ast.Continue() | ast.Break()], []):
            yield ast.If(ast.Constant(False), node.body, [])
        case ast.IfExp(test, body, otherwise):
            yield ast.IfExp(test, otherwise, body)
    if name in ("ifs", "test") and not isinstance(node, (ast.Compare, ast.BoolOp, ast.UnaryOp)):
        yield ast.UnaryOp(ast.Not(), node)


def _words(*nodes: ast.AST) -> bool:
    """Text is added up here, which cannot be taken away: no test is needed to see that."""
    return any(isinstance(node, (ast.JoinedStr, ast.List, ast.Tuple)) or isinstance(getattr(node, "value", None), str) for node in nodes)


def mutated(source: str, number: int) -> str:
    """A file's text with one fault."""
    tree = ast.parse(source)
    spot = next(spot for place, spot in enumerate(places(tree)) if place == number)
    spot.exchange()
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def copy_of(place: Path) -> Path:
    """What the tests need of the tree. Compiled files go by the hash of their source: a file changed twice in a second is read anew."""
    place.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, place / name)
    compileall.compile_dir(place / "src", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return place


def alone(room: str, copies: "queue.Queue[Path]") -> float:
    """Seconds that the tests of a room need on the code as it is. Stops everything where they fail."""
    copy = copies.get()
    start = time.monotonic()
    code, said = tested(copy, room, "", 600)
    copies.put(copy)
    if code:
        raise SystemExit(f"the tests of {room} fail on the code as it is:\n{said[-3000:]}")
    print(f"{room}: its tests need {time.monotonic() - start:.0f} s", flush=True)
    return time.monotonic() - start


def survives(mutant: Mutant, copies: "queue.Queue[Path]", limit: float) -> bool:
    """Make the fault in a copy, test, and take it back. True where no test noticed."""
    copy = copies.get()
    file = copy / mutant.path
    source = file.read_text("utf-8")
    try:
        file.write_text(mutated(source, mutant.number), "utf-8")
        code, _ = tested(copy, mutant.room, file.stem, limit)
    finally:
        file.write_text(source, "utf-8")
        copies.put(copy)
    if code == 0:
        print(f"survived: {mutant}", flush=True)
    return code == 0


def tested(copy: Path, room: str, module: str, limit: float) -> tuple[int | None, str]:
    """Exit code (None: out of time) and words of the tests of a room; those that name the module come first."""
    files = [
        file for name in NEAREST[room] for file in ([copy / name] if name.endswith(".py") else sorted((copy / name).rglob("test_*.py")))
    ]
    files.sort(key=lambda file: module not in file.stem and f" {module}" not in file.read_text("utf-8"))
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", UNIT, *map(str, files)]
    settings: dict[str, Any] = {"PYTHONPATH": str(copy / "src"), "CI": "1"}
    run = subprocess.Popen(
        command,
        cwd=copy,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | settings,
        start_new_session=True,
    )
    try:
        said, _ = run.communicate(timeout=limit)
        return run.returncode, said
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return None, "out of time"


if __name__ == "__main__":
    sys.exit(main())

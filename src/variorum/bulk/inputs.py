"""The inputs of a bulk run, and its first step: files to pieces of reports, as given and as the report stages made them."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from variorum.bulk.folder import WORK, Folder, folder_at
from variorum.bulk.steps import Bundle, Done, Part, Piece, Step
from variorum.contracts import Given, Lost
from variorum.errors import WrongUse
from variorum.job import marking, versions
from variorum.job.reading import Taken, problem_of
from variorum.model.report import FAILURES, Problem, Report
from variorum.model.rows import from_row, to_row
from variorum.model.story import places
from variorum.pipeline import Failure
from variorum.sources import files
from variorum.sources.make import shown
from variorum.store.writer import SOURCES, digest_of

PLAN: Final = f"{WORK}/plan.json"
FILES: Final = f"{WORK}/files.parquet"
FORM: Final = 2  # of what a run keeps in its folder: raised whenever a piece or a mark is written in another way
BULK, READ = "bulk", "read"  # the commands that make a run
FILES_A_GROUP: Final = 10_000
REPORTS_AT_ONCE: Final = 100  # reports of a piece that are in memory while it is written
REPORTS_A_GROUP: Final = 50  # that are read together when one of them is asked for

REPORTS: Final = pa.schema(
    [
        ("file", pa.string()),
        ("id", pa.string()),
        ("origin", pa.string()),
        ("raw", pa.string()),
        ("report", pa.string()),
        ("digest", pa.string()),
        ("unprepared", pa.bool_()),
        ("keys", pa.list_(pa.string())),
    ]
)


Input = str | files.FoundFile  # a path, an address such as s3://bucket/place, or a file that was found


class Sizes(NamedTuple):
    """How much work goes together. A part is what is done again after the driver's death, a bundle what one worker does at a time."""

    files_a_part: int = 800
    files_a_bundle: int = 200
    bytes_a_bundle: int = 8_000_000  # of files, packed or not; a larger file is a bundle of its own
    reports_a_piece: int = 2_000
    paragraphs_a_bundle: int = 1_024
    reports_a_bundle: int = 500  # whose features are made
    keys_a_bucket: int = 4_000_000
    shapes_a_bucket: int = 250_000
    shapes_a_bundle: int = 2_000  # whose candidates are compared
    reports_a_cut: int = 2_000
    reports_a_judging: int = 300
    stories_a_judging: int = 150


class Plan(NamedTuple):
    """What a folder is of: the inputs, what was said of them, and the rules. A run that goes on has the same."""

    given: Given
    sizes: Sizes
    looks: tuple[str, ...]
    inputs: str  # a hash of the names and states of all files
    files: int


class OtherPlan(WrongUse):
    """The folder holds a run of other inputs, or of another version of the program."""


def planned(folder: Folder, paths: Iterable[Input], given: Given, sizes: Sizes, command: str = BULK) -> Plan:
    """The plan of this folder, made now or before. Raises OtherPlan where the inputs, or the rules, are others than its own, and WrongUse
    where files lie there that no run made, or where an input lies within it."""
    files.check(given)
    before = plan_of(folder)
    if before is None and (set(folder.names()) - {WORK} or folder.names(WORK)):
        raise WrongUse(f"{folder.address} is not empty, and no run of Variorum made what lies there: give a new folder, or an empty one")
    with tempfile.TemporaryDirectory() as beside:
        listed = Path(beside, "files.parquet")
        state, count = _listed(_found(folder, paths), listed)
        plan = Plan(given, sizes if before is None else before.sizes, tuple(versions.looks()), state, count)
        if before is None:
            put_plan(folder, plan, command)
        elif before != plan:
            changed = "another version of the program" if before.looks != plan.looks else "other inputs, or files that have changed since"
            raise OtherPlan(f"{folder.address} was made from {changed}: give another folder")
        if not folder.there(FILES):
            folder.put(FILES, lambda path: shutil.copyfile(listed, path))
    return plan


def put_plan(folder: Folder, plan: Plan, command: str) -> None:
    """From now on the folder is of this plan, and of this command."""
    folder.put_json(PLAN, {"form": FORM, "command": command, "plan": to_row(plan)})


def give_up(folder: Folder, command: str) -> None:
    """The folder is still of this command, but of no plan: no run goes on in it."""
    folder.put_json(PLAN, {"form": 0, "command": command})


def plan_of(folder: Folder) -> Plan | None:
    """The plan of a folder, None where there is none. Raises OtherPlan where what was kept with it is written in another form."""
    if (known := folder.json(PLAN)) is None:
        return None
    if not isinstance(known, dict) or known.get("form") != FORM:
        raise OtherPlan(f"{folder.address} was made from another version of the program: give another folder")
    return from_row(Plan, known["plan"])


def plan_here(folder: Folder) -> Plan:
    """The plan of a folder that has one, as a worker reads it."""
    plan = plan_of(folder)
    assert plan is not None
    return plan


def made_by(folder: Folder) -> str | None:
    """The command whose run a folder holds, of whatever form it is; None where it holds none, or does not say."""
    known = folder.json(PLAN)
    return known.get("command") if isinstance(known, dict) else None


class _Row(NamedTuple):
    path: str
    origin: str
    size: int
    changed: str


LISTED: Final = pa.schema([("path", pa.binary()), ("origin", pa.string()), ("size", pa.int64())])


def _listed(rows: Iterator[_Row], path: Path) -> tuple[str, int]:
    """Write the files of a run into a table; returns a hash of their names and states, and how many they are. Holds some thousand."""
    made, count = hashlib.sha256(), 0
    with pq.ParquetWriter(path, LISTED, compression="zstd") as table:
        while some := list(islice(rows, FILES_A_GROUP)):
            for row in some:
                made.update(json.dumps(list(row)).encode())
            count += len(some)
            # The name of a file need not be text.
            columns = [[os.fsencode(row.path) for row in some], [row.origin for row in some], [row.size for row in some]]
            table.write_table(pa.table(columns, schema=LISTED))
    return made.hexdigest()[:24], count


def _found(folder: Folder, paths: Iterable[Input]) -> Iterator[_Row]:
    """The files of paths and of addresses, in order, without what lies in the run's own folder. Raises WrongUse for what is not there, and
    for what lies there and was named."""
    for path in paths:
        yield from _in_store(folder, path) if isinstance(path, str) and "://" in path else _here_found(folder, path)


def _here_found(folder: Folder, path: Input) -> Iterator[_Row]:
    if folder.holds(path.path if isinstance(path, files.FoundFile) else Path(path)):
        raise _within(folder, path)
    for file in files.find([path]):
        if not folder.holds(file.path):
            yield _Row(str(file.path.absolute()), file.origin, *_state(file.path))


def _in_store(folder: Folder, path: str) -> Iterator[_Row]:
    place = Folder(path)
    if folder.holds_of(place, place.root):
        raise _within(folder, path)
    found = place.files.find(place.root, detail=True)
    if not found:
        raise WrongUse(f"There is no file or folder {path!r}.")
    for name in sorted(found):
        if not name.rsplit("/", 1)[-1].startswith(".") and not folder.holds_of(place, name):
            told = found[name]
            address = place.files.unstrip_protocol(name)
            yield _Row(address, shown(address), int(told.get("size") or 0), str(told.get("ETag") or told.get("LastModified") or ""))


def _within(folder: Folder, path: Input) -> WrongUse:
    named = path.origin if isinstance(path, files.FoundFile) else path
    return WrongUse(f"{named} lies within {folder.address}, which is for what comes of it: give another folder")


def _state(path: Path) -> tuple[int, str]:
    try:
        told = os.stat(path)
    except OSError:  # reading it tells
        return 0, ""
    return told.st_size, str(told.st_mtime_ns)


def parts(folder: Folder, plan: Plan) -> Iterator[Part]:
    """The files in parts and bundles; a thing is (path, origin)."""
    with folder.opened(FILES) as piece:
        rows = (row | {"path": os.fsdecode(row["path"])} for batch in piece.iter_batches(FILES_A_GROUP) for row in batch.to_pylist())
        number = 0
        while some := list(islice(rows, plan.sizes.files_a_part)):
            name = f"{number:06}"
            yield Part(name, list(_bundles(folder, name, some, plan.sizes)))
            number += 1


def _bundles(folder: Folder, part: str, rows: Sequence[dict[str, Any]], sizes: Sizes) -> Iterator[Bundle]:
    size = count = 0
    ends = []
    for number, row in enumerate(rows):
        if count and (count >= sizes.files_a_bundle or size + row["size"] > sizes.bytes_a_bundle):
            ends.append(number)
            size = count = 0
        size, count = size + row["size"], count + 1
    for start, end in zip([0, *ends], [*ends, len(rows)], strict=True):
        yield Bundle(folder.address, part, start, tuple((row["path"], row["origin"]) for row in rows[start:end]))


def read_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: the reports of these files, in pieces. Of each file is told
    (origin, digest, is it whole, how many of the problems are its own)."""
    return [_read(bundle) for bundle in bundles]


def _read(bundle: Bundle) -> Done:
    folder = folder_at(bundle.folder)
    plan = plan_here(folder)
    told: list[tuple[str, str, bool, int]] = []
    problems: list[Problem] = []
    pieces: list[Piece] = []
    rows = _rows(bundle, plan.given, told, problems)
    for number, some in enumerate(iter(lambda: list(islice(rows, plan.sizes.reports_a_piece)), [])):
        name = f"{WORK}/reports/{bundle.name}-{number:04}.parquet"
        folder.put_table(name, pa.Table.from_pylist(some, schema=REPORTS), REPORTS_A_GROUP)
        pieces.append(Piece(name, len(some)))
    return Done(tuple(pieces), tuple(problems), tuple(told))


def _rows(bundle: Bundle, given: Given, told: list[tuple[str, str, bool, int]], problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """The rows of the reports of a bundle's files; fills what is told of each file, and the problems."""
    for path, origin in bundle.things:
        with _here(path) as here:
            digest = marking.marked(marking.digest(here)[0], given)
            before = len(problems)
            for item in files.read(here, origin, given):
                taken = Taken()
                taken.take(item)
                problems += taken.problems
                for raw, report in taken.pairs:
                    yield _row(origin, raw, report, raw.id in taken.unprepared)
            own = problems[before:]
            told.append((origin, digest, all(problem.kind not in FAILURES for problem in own), len(own)))


def _row(file: str, raw: Report, report: Report, unprepared: bool) -> dict[str, Any]:
    return {
        "file": file,
        "id": raw.id,
        "origin": raw.origin,
        "raw": json.dumps(to_row(raw) | {"text": ""}),
        "report": json.dumps(to_row(report)),
        "digest": digest_of(report),
        "unprepared": unprepared,
        "keys": sorted({place.key for place in places(report)}),
    }


@contextmanager
def _here(path: str) -> Iterator[Path]:
    """A file on this machine; one of an object store is fetched, and gone afterwards."""
    if "://" not in path:
        yield Path(path)
        return
    place = Folder(path)
    with tempfile.TemporaryDirectory() as beside:
        here = Path(beside, path.rsplit("/", 1)[-1])
        place.files.get_file(place.root, str(here))
        yield here


def _lost(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    ((path, origin),) = bundle.things
    plan = plan_here(folder)
    digest = "" if "://" in path else marking.marked(marking.digest(Path(path))[0], plan.given)
    problem = problem_of(origin, SOURCES, "The file could not be read", Failure(lost.reason, lost.trace))
    return Done((), (problem,), ((origin, digest, False, 1),))


READING: Final = Step("files", "Reading files", read_bundles, _lost)


# What other steps ask of the pieces of reports.


def report_of(row: str) -> Report:
    return from_row(Report, json.loads(row))


class Shelf:
    """All pieces of reports in order, and which rows are given up: the same report from another file, whose name sorts first, stands."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.pieces: list[Piece] = [Piece(*piece) for piece in folder.json(f"{WORK}/pieces.json")]
        self.given_up: dict[int, set[int]] = {}
        for piece, row in folder.json(f"{WORK}/given_up.json"):
            self.given_up.setdefault(piece, set()).add(row)

    def rows(self, piece: int) -> list[int]:
        """The rows of a piece that stand."""
        out = self.given_up.get(piece, ())
        return [row for row in range(self.pieces[piece].rows) if row not in out]


_SHELVES: dict[str, Shelf] = {}


def shelf_at(address: str) -> Shelf:
    """The shelf of a folder whose files are read, opened once a process."""
    if address not in _SHELVES:
        _SHELVES.clear()
        _SHELVES[address] = Shelf(folder_at(address))
    return _SHELVES[address]


def shelve(folder: Folder, made: Sequence[tuple[str, Done]]) -> None:
    """Number the pieces, and find the reports that came more than once: of these the one stands whose origin sorts first, and of one origin
    the last. Holds sixteen bytes a report."""
    pieces = [piece for _, done in made for piece in done.pieces]
    folder.put_json(f"{WORK}/pieces.json", [list(piece) for piece in pieces])
    ids = [_numbers_of(folder, piece.name) for piece in pieces]
    flat = np.concatenate(ids) if ids else np.zeros(0, np.uint64)
    order = np.argsort(flat, kind="stable")
    same = np.flatnonzero(flat[order][1:] == flat[order][:-1]) if len(flat) else np.zeros(0, np.int64)
    twice = np.unique(np.concatenate([order[same], order[same + 1]]))
    starts = np.cumsum([0, *(piece.rows for piece in pieces)])
    at = np.searchsorted(starts, twice, side="right") - 1
    named: list[tuple[str, str, int, int]] = []
    for number, some in groupby(zip(at.tolist(), twice.tolist(), strict=True), key=lambda pair: pair[0]):
        rows = [flat_row - int(starts[number]) for _, flat_row in some]
        table = folder.take(pieces[number].name, rows, ["id", "origin"])
        named += [
            (*pair, number, row) for *pair, row in zip(*(table.column(name).to_pylist() for name in ("id", "origin")), rows, strict=True)
        ]
    best: dict[str, tuple[str, int, int]] = {}
    for name, origin, number, row in named:
        if name not in best or (origin <= best[name][0]):
            best[name] = (origin, number, row)
    stand = {place[1:] for place in best.values()}
    folder.put_json(f"{WORK}/given_up.json", sorted([number, row] for *_, number, row in named if (number, row) not in stand))


def _numbers_of(folder: Folder, piece: str) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """The ids of a piece's reports, which are 64 bits of a hash, as numbers."""
    return np.array([int(name[1:], 16) for name in folder.table(piece, ["id"]).column("id").to_pylist()], np.uint64)

"""Each distinct paragraph is read once, wherever it stands: first it is found out which report has it, then it is read there."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from variorum import pipeline
from variorum.bulk.folder import WORK, Folder, folder_at
from variorum.bulk.inputs import Plan, report_of, shelf_at
from variorum.bulk.steps import Bundle, Done, Part, Piece, Step, mark_of
from variorum.contracts import Lost
from variorum.errors import Unfinished
from variorum.job.reading import analyse_all, problems_of_paragraph, unread
from variorum.model.paragraph import Analysis
from variorum.model.report import Problem, Report
from variorum.model.story import Vectors
from variorum.pipeline import Failure
from variorum.store.packed import packed, packed_vectors, unpacked, unpacked_vectors

ROWS_A_GROUP: Final = 64  # paragraphs that are read together when one of them is asked for
OWNERS_A_GROUP: Final = 50_000
TABLES: Final = 256  # pieces of which a worker keeps what its paragraphs are and where they were read

ANALYSES: Final = pa.schema(
    [("key", pa.string()), ("failed", pa.bool_()), ("analysis", pa.binary()), ("sentences", pa.int32()), ("vectors", pa.binary())]
)
KEYS: Final = pa.schema([("key", pa.string()), ("id", pa.string()), ("piece", pa.int64()), ("row", pa.int64())])


# Whose is a paragraph?


def buckets(folder: Folder, plan: Plan) -> list[Part]:
    """Keys are dealt out by their first digits, so that each bucket fits into one worker."""
    shelf = shelf_at(folder.address)
    keys = 20 * sum(piece.rows for piece in shelf.pieces)  # about so many a report at the most
    count = max(1, -(-keys // plan.sizes.keys_a_bucket))
    names = [f"{number:04}" for number in range(count)]
    return [Part(name, [Bundle(folder.address, name, 0, ((number, count),))]) for number, name in enumerate(names)]


def own_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: for each piece and key of a bucket, the piece and row of its owner: the first report by id that has it."""
    return [_own(bundle) for bundle in bundles]


def _own(bundle: Bundle) -> Done:
    folder, shelf = folder_at(bundle.folder), shelf_at(bundle.folder)
    ((bucket, count),) = bundle.things
    found = [KEYS.empty_table()]
    for number, piece in enumerate(shelf.pieces):
        rows = np.array(shelf.rows(number), np.int64)
        table = folder.table(piece.name, ["id", "keys"]).take(pa.array(rows)).combine_chunks()
        lists = table.column("keys").combine_chunks()
        keys, at = pc.list_flatten(lists), pc.list_parent_indices(lists)
        if count > 1:
            kept = pa.array([int(key[:6], 16) % count == bucket for key in keys.to_pylist()], pa.bool_())
            keys, at = keys.filter(kept), at.filter(kept)
        rows_of = pa.array(rows[at.to_numpy()])
        ids = table.column("id").combine_chunks().take(at)
        found.append(pa.table({"key": keys, "id": ids, "piece": pa.repeat(pa.scalar(number, pa.int64()), len(keys)), "row": rows_of}))
    every = pa.concat_tables(found).sort_by([("key", "ascending"), ("id", "ascending")]).combine_chunks()
    keys = every.column("key").to_numpy(zero_copy_only=False)
    first = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    owner = first[np.searchsorted(first, np.arange(len(keys)), side="right") - 1] if len(keys) else first
    pieces, rows = every.column("piece").to_numpy(), every.column("row").to_numpy()
    told = pa.table({"piece": pieces, "key": every.column("key"), "owner": pieces[owner], "row": rows[owner]})
    told = told.group_by(["piece", "key", "owner", "row"]).aggregate([]).sort_by([("piece", "ascending"), ("key", "ascending")])
    name = f"{WORK}/owners/{bundle.name}.parquet"
    folder.put_table(name, told.select(["piece", "key", "owner", "row"]), OWNERS_A_GROUP)
    return Done((Piece(name, len(told)),), (), (len(first),))


def distinct(made: Sequence[tuple[str, Done]]) -> int:
    """How many distinct paragraphs there are, from what was done of the buckets."""
    return sum(count for _, done in made for count in done.told)


def _no_owners(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    raise Unfinished(f"the paragraphs could not be told apart: {lost.reason}")


OWNING: Final = Step("owners", "Finding the distinct paragraphs", own_bundles, _no_owners)


def _owners(folder: Folder, least: int, before: int) -> pa.Table:
    """(piece, key, owner, row) of the pieces from `least` on and before another."""
    pieces = folder.json(f"{WORK}/owners.json")
    return pa.concat_tables([folder.between(name, "piece", least, before) for name in pieces])


# Reading them

PIECES_AT_ONCE: Final = 500  # whose owned paragraphs are in the driver's memory


def parts(folder: Folder, plan: Plan) -> Iterator[Part]:
    """One part a piece of reports: the paragraphs that it owns, as (row of the report, key)."""
    shelf = shelf_at(folder.address)
    for start in range(0, len(shelf.pieces), PIECES_AT_ONCE):
        table = _owners(folder, start, start + PIECES_AT_ONCE)
        owned = table.filter(pc.equal(table.column("piece"), table.column("owner"))).sort_by(
            [("piece", "ascending"), ("row", "ascending"), ("key", "ascending")]
        )
        pieces = owned.column("piece").to_numpy()
        for number in range(start, min(start + PIECES_AT_ONCE, len(shelf.pieces))):
            least, before = np.searchsorted(pieces, [number, number + 1]).tolist()
            mine = owned.slice(least, before - least)
            things = list(zip(mine.column("row").to_pylist(), mine.column("key").to_pylist(), strict=True))
            name, size = f"{number:07}", plan.sizes.paragraphs_a_bundle
            cut = range(0, len(things), size)
            yield Part(name, [Bundle(folder.address, name, first, tuple(things[first : first + size])) for first in cut])


def read_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: read these paragraphs. Of each that failed its key is told."""
    return [_read(bundle) for bundle in bundles]


def _read(bundle: Bundle) -> Done:
    reports = _reports(bundle)
    texts = [_text(reports[row], key) for row, key in bundle.things]
    languages = [reports[row].language for row, _ in bundle.things]
    found = analyse_all(list(zip(texts, languages, strict=True)))
    problems: list[Problem] = []
    failed = []
    for (row, key), (_, _, failures) in zip(bundle.things, found, strict=True):
        if failures:
            failed.append(key)
            problems += problems_of_paragraph(reports[row], key, failures)
    rows = [(analysis, vectors, bool(failures)) for analysis, vectors, failures in found]
    return Done((_put(folder_at(bundle.folder), bundle, rows),), tuple(problems), tuple(failed))


def _reports(bundle: Bundle) -> dict[int, Report]:
    """The reports of a bundle's things, by row."""
    folder, piece = folder_at(bundle.folder), shelf_at(bundle.folder).pieces[int(bundle.part)]
    rows = sorted({row for row, _ in bundle.things})
    return dict(zip(rows, map(report_of, folder.take(piece.name, rows, ["report"]).column("report").to_pylist()), strict=True))


def _text(report: Report, key: str) -> str:
    return next(text for _, text, found in pipeline.paragraphs(report) if found == key)


def _put(folder: Folder, bundle: Bundle, rows: Sequence[tuple[Analysis, Vectors, bool]]) -> Piece:
    plain = [
        {"key": one.key, "failed": failed, "analysis": packed(one), "sentences": len(vectors), "vectors": packed_vectors(vectors)}
        for one, vectors, failed in rows
    ]
    name = f"{WORK}/paragraphs/{bundle.name}.parquet"
    folder.put_table(name, pa.Table.from_pylist(plain, schema=ANALYSES), ROWS_A_GROUP)
    return Piece(name, len(rows))


def _lost(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    ((row, key),) = bundle.things
    report = _reports(bundle)[row]
    piece = _put(folder, bundle, [(*unread(key, report), True)])
    return Done((piece,), tuple(problems_of_paragraph(report, key, [Failure(lost.reason, lost.trace)])), (key,))


READING: Final = Step("paragraphs", "Analysing paragraphs", read_bundles, _lost, remembers=False)


# What later steps ask


class Read:
    """The paragraphs of reports, found where they were read."""

    def __init__(self, address: str) -> None:
        self.address = address

    def analyses(self, wanted: Sequence[tuple[int, Sequence[str]]]) -> tuple[dict[str, Analysis], dict[str, Vectors], set[str]]:
        """Of (piece, keys of paragraphs in it): what is known of them, the vectors of their sentences, each by key; and which failed."""
        at: dict[str, dict[int, str]] = {}
        for piece, keys in wanted:
            owners = _owners_of(self.address, piece)
            for key in keys:
                name, row = _places_of(self.address, owners[key])[key]
                at.setdefault(name, {})[row] = key
        known: dict[str, Analysis] = {}
        vectors: dict[str, Vectors] = {}
        failed: set[str] = set()
        for name, rows in sorted(at.items()):
            for one in folder_at(self.address).take(name, sorted(rows), ANALYSES.names).to_pylist():
                known[one["key"]] = unpacked(one["analysis"])
                vectors[one["key"]] = unpacked_vectors(one["vectors"], one["sentences"])
                if one["failed"]:
                    failed.add(one["key"])
        return known, vectors, failed


@lru_cache(TABLES)
def _owners_of(address: str, piece: int) -> dict[str, int]:
    """Key -> the piece that owns it, of the paragraphs in a piece."""
    table = _owners(folder_at(address), piece, piece + 1)
    return dict(zip(table.column("key").to_pylist(), table.column("owner").to_pylist(), strict=True))


@lru_cache(TABLES)
def _places_of(address: str, owner: int) -> dict[str, tuple[str, int]]:
    """Key -> (piece of analyses, row), of the paragraphs that a piece of reports owns."""
    folder = folder_at(address)
    done = mark_of(folder, READING.name, f"{owner:07}")
    assert done is not None
    return {
        key: (piece.name, row)
        for piece in done.pieces
        for row, key in enumerate(folder.table(piece.name, ["key"]).column("key").to_pylist())
    }

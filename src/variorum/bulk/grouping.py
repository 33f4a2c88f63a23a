"""Which reports tell of the same event, over many machines: what `across/stories.py` decides for all reports at once, in tasks.

Features are made a bundle of reports at a time; candidate pairs are found a bucket of rare words at a time; pairs are compared a range of
reports at a time, and what hangs together is cut a component at a time. The driver keeps a few numbers of each report, never its words.
Reports with equal features, such as copies word for word, share one *shape*, as in the library.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa

from variorum.across import features, stories
from variorum.across.features import RARE, Features
from variorum.across.likeness import Sheet
from variorum.across.parting import LINKED, cut
from variorum.across.sequels import Sequel, resolved, sequels
from variorum.bulk.folder import WORK, Folder, Numbers, folder_at
from variorum.bulk.inputs import Plan, report_of, shelf_at
from variorum.bulk.steps import Bundle, Done, Part, Piece, Step
from variorum.contracts import Lost
from variorum.errors import Unfinished
from variorum.job.grouping import AGAIN, STAGE
from variorum.model.report import LOST, Problem
from variorum.model.rows import content_id
from variorum.store.links import shape_of
from variorum.text.cluster import components

FEATURES_A_GROUP: Final = 100
PAIRS_A_GROUP: Final = 100_000
RANGES: Final = 8  # of a bundle of pairs, so that a lost one can be taken apart
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)

FEATURES: Final = pa.schema(
    [
        ("piece", pa.int64()),
        ("row", pa.int64()),
        ("report", pa.string()),
        ("shape", pa.string()),
        ("rare", pa.list_(pa.uint64())),
        ("data", pa.binary()),
    ]
)
GROUPS: Final = pa.schema(
    [
        ("story", pa.string()),
        ("reports", pa.list_(pa.string())),
        ("pieces", pa.list_(pa.int64())),
        ("rows", pa.list_(pa.int64())),
        ("earlier", pa.list_(pa.string())),
        ("later", pa.list_(pa.string())),
    ]
)


# Features


def reports_in_parts(folder: Folder, plan: Plan) -> Iterator[Part]:
    """One part a piece of reports; a thing is a row."""
    shelf = shelf_at(folder.address)
    for number in range(len(shelf.pieces)):
        rows, name, size = shelf.rows(number), f"{number:07}", plan.sizes.reports_a_bundle
        yield Part(name, [Bundle(folder.address, name, first, tuple(rows[first : first + size])) for first in range(0, len(rows), size)])


def features_of_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: the features of these reports."""
    return [_features(bundle) for bundle in bundles]


def _features(bundle: Bundle) -> Done:
    folder, piece = folder_at(bundle.folder), int(bundle.part)
    table = folder.take(shelf_at(bundle.folder).pieces[piece].name, bundle.things, ["report"])
    rows = []
    for row, one in zip(bundle.things, features.features_of([report_of(text) for text in table.column("report").to_pylist()]), strict=True):
        data = one.to_bytes()
        rows.append({"piece": piece, "row": row, "report": one.report, "shape": shape_of(data), "rare": one.rare, "data": data})
    name = f"{WORK}/features/{bundle.name}.parquet"
    folder.put_table(name, pa.Table.from_pylist(rows, schema=FEATURES), FEATURES_A_GROUP)
    return Done((Piece(name, len(rows)),))


def _alone(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    """A report whose features could not be made is a story of its own."""
    (row,) = bundle.things
    table = folder.take(shelf_at(folder.address).pieces[int(bundle.part)].name, [row], ["id", "origin"])
    message = f"A report stands alone, as it could not be compared with others: {lost.reason}. {AGAIN}"
    problem = Problem(table.column("origin")[0].as_py(), STAGE, LOST, message)
    return Done((), (problem,), ((int(bundle.part), row, table.column("id")[0].as_py()),))


FEATURING: Final = Step("features", "Comparing reports", features_of_bundles, _alone)


# Candidate pairs


def number_shapes(folder: Folder, made: Sequence[tuple[str, Done]]) -> int:
    """Number the distinct features in the order in which they come; returns how many there are. Holds some fifty bytes a report."""
    pieces = [piece for _, done in made for piece in done.pieces]
    shapes = [np.array(folder.table(piece.name, ["shape"]).column("shape").to_pylist(), "S20") for piece in pieces]
    flat = np.concatenate(shapes) if shapes else np.zeros(0, "S20")
    _, first, inverse = np.unique(flat, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    folder.put_table(f"{WORK}/shapes.parquet", pa.table({"first": np.sort(first)}), len(first) or 1)
    folder.put_table(f"{WORK}/rows.parquet", pa.table({"shape": rank[inverse]}), len(flat) or 1)
    # Last, as it says that the others are there.
    folder.put_json(f"{WORK}/features.json", [list(piece) for piece in pieces])
    return len(first)


class Shapes:
    """All rows of features, counted through all pieces: the shape of each, and the first row of each shape."""

    def __init__(self, address: str) -> None:
        folder = folder_at(address)
        self.folder = folder
        self.pieces = [Piece(*piece) for piece in folder.json(f"{WORK}/features.json")]
        self.starts = np.cumsum([0, *(piece.rows for piece in self.pieces)])
        self.shapes: Numbers = folder.table(f"{WORK}/rows.parquet").column("shape").to_numpy()
        self.firsts: Numbers = folder.table(f"{WORK}/shapes.parquet").column("first").to_numpy()

    def read(self, rows: Numbers, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, Any]]]:
        """These rows (rising) with what is asked of them, a piece at a time."""
        at = np.searchsorted(self.starts, rows, side="right") - 1
        for number in np.unique(at).tolist():
            mine = rows[at == number]
            table = self.folder.take(self.pieces[number].name, (mine - self.starts[number]).tolist(), columns)
            yield from zip(mine.tolist(), table.to_pylist(), strict=True)


@lru_cache(2)
def shapes_at(address: str) -> Shapes:
    return Shapes(address)


def words_in_buckets(folder: Folder, plan: Plan, shapes: int) -> list[Part]:
    count = max(1, -(-shapes // plan.sizes.shapes_a_bucket))
    names = [f"{number:04}" for number in range(count)]
    return [Part(name, [Bundle(folder.address, name, 0, ((number, count),))]) for number, name in enumerate(names)]


def pairs_of_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: the pairs of shapes that share two rare words, the lesser of which falls into a bucket."""
    return [_pairs(bundle) for bundle in bundles]


def _pairs(bundle: Bundle) -> Done:
    shapes = shapes_at(bundle.folder)
    ((bucket, count),) = bundle.things
    is_first = np.zeros(len(shapes.shapes), bool)
    is_first[shapes.firsts] = True
    keys, owners = [], []
    for number, piece in enumerate(shapes.pieces):
        start = int(shapes.starts[number])
        wanted = np.flatnonzero(is_first[start : start + piece.rows])
        lists = shapes.folder.table(piece.name, ["rare"]).column("rare").combine_chunks().take(pa.array(wanted))
        counts = np.diff(lists.offsets.to_numpy())
        rare = np.zeros((len(wanted), RARE), np.uint64)
        there = np.arange(RARE) < counts[:, None]
        rare[there] = lists.flatten().to_numpy()
        mine = there & ((rare * _MIXER >> np.uint64(40)) % np.uint64(count) == bucket)
        own = shapes.shapes[start + wanted]
        for first in range(RARE - 1):
            for second in range(first + 1, RARE):
                kept = mine[:, first] & there[:, second]
                keys.append(stories.key_of(rare[kept, first], rare[kept, second]))
                owners.append(own[kept])
    left, right = _paired(keys, owners)
    name = f"{WORK}/pairs/{bundle.name}.parquet"
    shapes.folder.put_table(name, pa.table({"left": left, "right": right}), PAIRS_A_GROUP)
    return Done((Piece(name, len(left)),))


def _paired(keys: Sequence[Any], owners: Sequence[Any]) -> tuple[Numbers, Numbers]:
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    every, own = np.concatenate(keys), np.concatenate(owners)
    order = np.argsort(own, kind="stable")
    return stories.pairs_of_equal(every[order], own[order])


def _no_pairs(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    raise Unfinished(f"the pairs of reports that may be of one story could not be found: {lost.reason}")


PAIRING: Final = Step("pairs", "Finding pairs of reports", pairs_of_bundles, _no_pairs)


# Links


def ranges(folder: Folder, plan: Plan, shapes: int) -> Iterator[Part]:
    """Shapes in ranges by number; a thing is (first shape, the one after the last)."""
    size = plan.sizes.shapes_a_bundle
    step = max(1, size // RANGES)
    for number, start in enumerate(range(0, shapes, size)):
        end = min(start + size, shapes)
        things = tuple((least, min(least + step, end)) for least in range(start, end, step))
        yield Part(f"{number:07}", [Bundle(folder.address, f"{number:07}", 0, things)])


def links_of_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: which of the pairs, whose lesser shape falls into these ranges, hang together."""
    return [_links(bundle) for bundle in bundles]


def _links(bundle: Bundle) -> Done:
    shapes = shapes_at(bundle.folder)
    names = shapes.folder.json(f"{WORK}/pairs.json")
    found = [_linked(shapes, names, *thing) for thing in bundle.things]
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    name = f"{WORK}/links/{bundle.name}.parquet"
    shapes.folder.put_table(name, pa.table({"left": left, "right": right}), PAIRS_A_GROUP)
    return Done((Piece(name, len(left)),))


def _linked(shapes: Shapes, names: Sequence[str], least: int, before: int) -> tuple[Numbers, Numbers]:
    parts = [shapes.folder.between(name, "left", least, before) for name in names]
    packed = np.concatenate([part.column("left").to_numpy() << 32 | part.column("right").to_numpy() for part in parts])
    packed = np.unique(packed)
    left, right = packed >> 32, packed & 0xFFFFFFFF
    if not len(left):
        return left, right
    wanted = np.unique(np.concatenate([left, right]))
    rows = shapes.firsts[wanted]
    sheet = Sheet([Features.from_bytes(str(row), told["data"]) for row, told in shapes.read(rows, ["data"])])
    ones, others = np.searchsorted(wanted, left), np.searchsorted(wanted, right)
    near = np.zeros(len(left), bool)
    starts = np.flatnonzero(np.diff(ones, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(left)], strict=True):
        near[start:end] = sheet.odds(int(ones[start]), others[start:end]) >= LINKED
    return left[near], right[near]


def _no_links(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    raise Unfinished(f"reports could not be compared: {lost.reason}")


LINKING: Final = Step("links", "Comparing pairs of reports", links_of_bundles, _no_links)


# Groups


def hanging_together(folder: Folder, plan: Plan, links: Sequence[tuple[str, Done]]) -> list[Part]:
    """What hangs together by links, as the rows of features of all its reports, copies too; and each report that stands by itself."""
    shapes = shapes_at(folder.address)
    tables = [folder.table(piece.name) for _, done in links for piece in done.pieces]
    left, right = (
        np.concatenate([np.zeros(0, np.int64), *(table.column(side).to_numpy() for table in tables)]) for side in ("left", "right")
    )
    label = components(len(shapes.firsts), left, right)[shapes.shapes]
    order = np.argsort(label, kind="stable")
    ends = np.flatnonzero(np.diff(label[order], append=-1)) + 1 if len(order) else np.zeros(0, np.int64)
    found: list[Part] = []
    things: list[tuple[int, ...]] = []
    held, start = 0, 0
    for end in ends.tolist():
        things.append(tuple(order[start:end].tolist()))
        held, start = held + end - start, end
        if held >= plan.sizes.reports_a_cut or end == len(order):
            name = f"{len(found):07}"
            found.append(Part(name, [Bundle(folder.address, name, 0, tuple(things))]))
            things, held = [], 0
    return found


def groups_of_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: the stories of what hangs together, and which of them follow each other."""
    return [_groups(bundle) for bundle in bundles]


def _groups(bundle: Bundle) -> Done:
    shapes = shapes_at(bundle.folder)
    many = np.unique(np.array([row for thing in bundle.things if len(thing) > 1 for row in thing], np.int64))
    single = np.unique(np.array([row for thing in bundle.things if len(thing) == 1 for row in thing], np.int64))
    told = dict(shapes.read(many, ["piece", "row", "report", "data"])) | dict(shapes.read(single, ["piece", "row", "report"]))
    rows: list[dict[str, Any]] = []
    for thing in bundle.things:
        place = {told[row]["report"]: (told[row]["piece"], told[row]["row"]) for row in thing}
        if len(thing) == 1:
            groups, following = [tuple(place)], list[Sequel]()
        else:
            members = [Features.from_bytes(told[row]["report"], told[row]["data"]) for row in thing]
            groups = cut(members)
            following = sequels(members, groups) if len(groups) > 1 else []
        rows += _rows(groups, following, place)
    return Done((put_groups(shapes.folder, bundle.name, rows),))


def _rows(groups: Sequence[tuple[str, ...]], following: Sequence[Sequel], place: dict[str, tuple[int, int]]) -> Iterator[dict[str, Any]]:
    names = [content_id("story", list(group)) for group in groups]
    beside = resolved(following, {report: name for name, group in zip(names, groups, strict=True) for report in group})
    for name, group in zip(names, groups, strict=True):
        earlier, later = beside.get(name, ((), ()))
        pieces, rows = zip(*(place[report] for report in group), strict=True)
        yield {"story": name, "reports": group, "pieces": pieces, "rows": rows, "earlier": earlier, "later": later}


def alone_rows(alone: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Stories of (piece, row, id of a report) each."""
    return [row for piece, place, report in alone for row in _rows([(report,)], [], {report: (piece, place)})]


def put_groups(folder: Folder, name: str, rows: Sequence[dict[str, Any]]) -> Piece:
    place = f"{WORK}/groups/{name}.parquet"
    folder.put_table(place, pa.Table.from_pylist(list(rows), schema=GROUPS), 200)
    return Piece(place, len(rows))


def _no_groups(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    raise Unfinished(f"reports could not be told apart into stories: {lost.reason}")


GROUPING: Final = Step("groups", "Telling stories apart", groups_of_bundles, _no_groups)

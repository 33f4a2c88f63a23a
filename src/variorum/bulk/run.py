"""A bulk run from files to tables: the steps in their order. It goes on where it was stopped, whenever and however that was."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from variorum.bulk import grouping, inputs, judging, paragraphs, steps
from variorum.bulk.folder import WORK, Folder
from variorum.bulk.inputs import BULK, Input, Sizes, planned, shelf_at, shelve
from variorum.bulk.steps import Done, Part, Piece
from variorum.contracts import Engine, Given
from variorum.job.filing import Progress, no_progress
from variorum.model.report import Problem
from variorum.model.rows import to_row
from variorum.store.schema import TABLES
from variorum.views.export import parquet

WHOLE: Final = f"{WORK}/whole.json"  # says that all tables stand
_PIECE: Final = re.compile(r"[0-9]{7}-[0-9]{5,}-[0-9]+\.parquet")  # of a bundle of stories


class Outcome(NamedTuple):
    """What a bulk run holds: files, reports, stories, and what could not be used."""

    files: int
    reports: int
    stories: int
    problems: tuple[Problem, ...]


def run(
    address: str,
    paths: Iterable[Input],
    given: Given,
    engine: Engine,
    progress: Progress = no_progress,
    sizes: Sizes | None = None,
    command: str = BULK,
) -> Outcome:
    """Read files and folders, also of an object store, into tables in a folder. Raises WrongUse where the folder is of others, OtherPlan
    where a run of other inputs is in it."""
    folder = Folder(address)
    plan = planned(folder, paths, given, sizes or Sizes(), command)
    read = steps.run(folder, inputs.READING, inputs.parts(folder, plan), plan.files, engine, progress)
    if folder.json(f"{WORK}/given_up.json") is None:
        shelve(folder, read)
    shelf = shelf_at(address)
    reports = sum(len(shelf.rows(number)) for number in range(len(shelf.pieces)))

    parts = paragraphs.buckets(folder, plan)
    owned = steps.run(folder, paragraphs.OWNING, parts, len(parts), engine, progress)
    folder.put_json(f"{WORK}/owners.json", [piece.name for piece in _pieces(owned)])
    count = paragraphs.distinct(owned)
    analysed = steps.run(folder, paragraphs.READING, paragraphs.parts(folder, plan), count, engine, progress)

    featured = steps.run(folder, grouping.FEATURING, grouping.reports_in_parts(folder, plan), reports, engine, progress)
    groups = _grouped(folder, plan, featured, engine, progress)
    stories = sum(piece.rows for piece in groups)
    judged = steps.run(folder, judging.JUDGING, judging.parts(folder, plan, groups), stories, engine, progress)

    problems = _problems([*read, *analysed, *featured, *judged])
    _finish(folder, judged, problems)
    return Outcome(plan.files, reports, stories, problems)


def _grouped(folder: Folder, plan: inputs.Plan, featured: Sequence[tuple[str, Done]], engine: Engine, progress: Progress) -> list[Piece]:
    """The pieces of groups: the stories of all reports, and of each that could not be compared."""
    if folder.json(f"{WORK}/features.json") is None:
        grouping.number_shapes(folder, featured)
    shapes = len(grouping.shapes_at(folder.address).firsts)
    buckets = grouping.words_in_buckets(folder, plan, shapes)
    paired = steps.run(folder, grouping.PAIRING, buckets, len(buckets), engine, progress)
    folder.put_json(f"{WORK}/pairs.json", [piece.name for piece in _pieces(paired)])
    ranges = list(grouping.ranges(folder, plan, shapes))
    linked = steps.run(folder, grouping.LINKING, ranges, _things(ranges), engine, progress)
    hanging = grouping.hanging_together(folder, plan, linked)
    grouped = steps.run(folder, grouping.GROUPING, hanging, _things(hanging), engine, progress)
    alone = [told for _, done in featured for told in done.told]
    pieces = _pieces(grouped)
    if alone:
        pieces.append(grouping.put_groups(folder, "alone", grouping.alone_rows(alone)))
    return pieces


def _things(parts: Sequence[Part]) -> int:
    return sum(len(bundle.things) for part in parts for bundle in part.bundles)


def _pieces(made: Sequence[tuple[str, Done]]) -> list[Piece]:
    return [piece for _, done in made for piece in done.pieces]


def _problems(made: Sequence[tuple[str, Done]]) -> tuple[Problem, ...]:
    found = {problem for _, done in made for problem in done.problems}
    return tuple(sorted(found, key=lambda one: (one.origin, one.stage, one.kind, one.message)))


def _finish(folder: Folder, judged: Sequence[tuple[str, Done]], problems: Sequence[Problem]) -> None:
    """The tables that no story brings; and what a worker wrote that was given up is taken out, so that every file of a table counts.
    Nothing else is: what is called otherwise than our pieces is not ours."""
    if folder.json(WHOLE) is not None:
        return
    wanted = {piece.name for piece in _pieces(judged)}
    for table in TABLES:
        if table not in judging.TABLES:
            rows = [to_row(problem) for problem in problems] if table == "problems" else []
            folder.put(f"{table}/all.parquet", lambda path: parquet(table, rows, path))  # noqa: B023 - called at once
            continue
        if not any(piece.name.startswith(f"{table}/") for piece in _pieces(judged)):
            folder.put(f"{table}/none.parquet", lambda path: parquet(table, [], path))  # noqa: B023
            continue
        for name in folder.names(table):
            if f"{table}/{name}" not in wanted and _PIECE.fullmatch(name):
                folder.remove(f"{table}/{name}")
    folder.put_json(WHOLE, {"tables": list(TABLES)})

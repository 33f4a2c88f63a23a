"""The stories of a bulk run, judged: a worker gathers what is known of a story's reports, judges it, and writes the contract's tables."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import pyarrow as pa

from variorum import pipeline
from variorum.bulk.folder import WORK, Folder, folder_at
from variorum.bulk.inputs import Plan, report_of, shelf_at
from variorum.bulk.paragraphs import Read
from variorum.bulk.steps import Bundle, Done, Part, Piece, Step
from variorum.contracts import Lost
from variorum.job import versions
from variorum.job.reading import judge_all, problem_of
from variorum.model.report import Problem
from variorum.model.rows import to_row
from variorum.model.story import Dossier, places
from variorum.pipeline import Failure
from variorum.store.library import FAILED
from variorum.store.packed import packed_chances, packed_worked
from variorum.store.tables import OF_STORY
from variorum.story import ids
from variorum.views.export import parquet

JUDGED: Final = pa.schema(
    [
        ("story", pa.string()),
        ("version", pa.string()),
        ("reports", pa.list_(pa.string())),
        ("judge", pa.string()),  # the version of the judge of lines, and what it said
        ("heard", pa.binary()),
        ("look", pa.string()),  # the version of the look at stories, and what it worked out of their parts
        ("worked", pa.binary()),
    ]
)
TABLES: Final = ("reports", "stories", *OF_STORY)  # of the contract, that stories bring


class _Group(NamedTuple):
    """A row of a piece of groups."""

    story: str
    reports: tuple[str, ...]
    pieces: tuple[int, ...]
    rows: tuple[int, ...]
    earlier: tuple[str, ...]
    later: tuple[str, ...]


def parts(folder: Folder, plan: Plan, groups: Sequence[Piece]) -> Iterator[Part]:
    """The stories of each piece of groups, some hundred reports together; a thing is (piece of groups, row)."""
    for number, piece in enumerate(groups):
        sizes = [len(reports) for reports in folder.table(piece.name, ["reports"]).column("reports").to_pylist()]
        name = f"{number:07}"
        yield Part(name, list(_bundles(folder, name, piece.name, sizes, plan)))


def _bundles(folder: Folder, part: str, piece: str, sizes: Sequence[int], plan: Plan) -> Iterator[Bundle]:
    start = held = 0
    for row, size in enumerate(sizes):
        if held and (held + size > plan.sizes.reports_a_judging or row - start >= plan.sizes.stories_a_judging):
            yield Bundle(folder.address, part, start, tuple((piece, one) for one in range(start, row)))
            start, held = row, 0
        held += size
    if held:
        yield Bundle(folder.address, part, start, tuple((piece, one) for one in range(start, len(sizes))))


def judge_bundles(bundles: Sequence[Bundle]) -> list[Done]:
    """The work of a worker: judge these stories and write the rows of each table, one piece a table."""
    return [_judge(bundle) for bundle in bundles]


def _judge(bundle: Bundle) -> Done:
    folder = folder_at(bundle.folder)
    groups = _groups(folder, bundle)
    bare, digests, failed = _gathered(folder, groups)
    problems: list[Problem] = []
    rows = []
    for group, (dossier, failures) in zip(groups, judge_all(bare), strict=True):
        problems += [problem_of(group.story, "story", "Part of the story could not be judged", failure) for failure in failures]
        whole = not failures and group.story not in failed
        rows.append((_named(dossier, group), made_from(group.reports, digests) if whole else FAILED))
    return Done(_put(folder, bundle.name, rows), tuple(problems))


def _groups(folder: Folder, bundle: Bundle) -> list[_Group]:
    (name,) = {piece for piece, _ in bundle.things}
    return [_Group(**row) for row in folder.take(name, [row for _, row in bundle.things], _Group._fields).to_pylist()]


def _gathered(folder: Folder, groups: Sequence[_Group]) -> tuple[list[Dossier], dict[str, str], set[str]]:
    """The bare dossiers of stories, the digests of their reports, and the stories that have a paragraph that failed."""
    shelf = shelf_at(folder.address)
    wanted: dict[int, list[int]] = {}
    for group in groups:
        for piece, row in zip(group.pieces, group.rows, strict=True):
            wanted.setdefault(piece, []).append(row)
    reports, digests, keys = {}, {}, []
    for piece, rows in sorted(wanted.items()):
        for row in folder.take(shelf.pieces[piece].name, sorted(rows), ["report", "digest"]).to_pylist():
            report = report_of(row["report"])
            reports[report.id], digests[report.id] = report, row["digest"]
            keys.append((piece, sorted({place.key for place in places(report)})))
    known, vectors, failed = Read(folder.address).analyses(keys)
    bare = [pipeline.bare_dossier([reports[report] for report in group.reports], known, vectors) for group in groups]
    torn = {group.story for group, dossier in zip(groups, bare, strict=True) if not failed.isdisjoint(dossier.analyses)}
    return bare, digests, torn


def _named(dossier: Dossier, group: _Group) -> Dossier:
    """A judged story as a library that is read for the first time would have it."""
    named = ids.keep(dossier, group.story, (), [], lambda table, wanted: ())
    return named.having(story=replace(named.story, earlier=tuple(group.earlier), later=tuple(group.later)))


def made_from(group: Sequence[str], digests: dict[str, str]) -> str:
    """What a story of these reports is judged from, as the library has it where nobody decided anything and no second reader was asked."""
    return versions.hashed(versions.looks().stories, [(report, digests[report]) for report in group], [])


def _put(folder: Folder, name: str, judged: Sequence[tuple[Dossier, str]]) -> tuple[Piece, ...]:
    """One piece a table of the contract, and one of what the stories were judged from."""
    pieces = []
    for table in TABLES:
        rows = [to_row(thing) for dossier, _ in judged for thing in _things(dossier, table)]
        place = f"{table}/{name}.parquet"
        count = folder.put(place, lambda path: parquet(table, rows, path))  # noqa: B023 - called at once
        pieces.append(Piece(place, count))
    judge, look = versions.judge(), versions.looks().stories
    told = [
        {
            "story": dossier.story.id,
            "version": version,
            "reports": dossier.story.reports,
            "judge": judge,
            "heard": packed_chances(dossier.heard),
            "look": look,
            "worked": packed_worked(dossier.worked if version != FAILED else {}),
        }
        for dossier, version in judged
    ]
    place = f"{WORK}/judged/{name}.parquet"
    folder.put_table(place, pa.Table.from_pylist(told, schema=JUDGED), 1_000)
    return (*pieces, Piece(place, len(told)))


def _things(dossier: Dossier, table: str) -> Sequence[Any]:
    if table == "stories":
        return [dossier.story]
    things = getattr(dossier, table)
    return list({thing.id: thing for thing in things}.values())


def _lost(folder: Folder, bundle: Bundle, lost: Lost) -> Done:
    """A story that no worker could judge: its reports, and nothing found in them."""
    (group,) = _groups(folder, bundle)
    (bare,), _, _ = _gathered(folder, [group])
    failure = Failure(lost.reason, lost.trace)
    problem = problem_of(group.story, "story", "Part of the story could not be judged", failure)
    return Done(_put(folder, bundle.name, [(_named(bare, group), FAILED)]), (problem,))


JUDGING: Final = Step("stories", "Judging stories", judge_bundles, _lost)

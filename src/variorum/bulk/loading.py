"""Stories of a bulk run into a library: one, some or all. The library is then as if it had read their reports itself."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from variorum.bulk import grouping, inputs, judging, paragraphs
from variorum.bulk.folder import WORK, Folder
from variorum.bulk.inputs import plan_of, report_of, shelf_at
from variorum.bulk.paragraphs import Read
from variorum.bulk.run import WHOLE
from variorum.bulk.steps import Done, mark_of
from variorum.contracts import Engine, Given
from variorum.errors import WrongUse
from variorum.job import marking, versions
from variorum.job.filing import Progress, no_progress
from variorum.job.reading import Pairs, settle
from variorum.model.report import Problem, Report
from variorum.model.rows import from_row
from variorum.model.story import Dossier, places
from variorum.store.library import chunks
from variorum.store.links import Links
from variorum.store.packed import unpacked_chances, unpacked_worked
from variorum.store.tables import OF_STORY
from variorum.store.writer import FileRead, Writer
from variorum.views.export import nouns

REPORTS_A_WRITE = 200


class Loaded(NamedTuple):
    """What a load brought: new reports, the stories that came judged, and those judged anew because of the library's own reports. `kept` is
    how many files stay as the library has read them though the bulk run was told something else of them."""

    reports: int
    stories: tuple[str, ...]
    judged: tuple[str, ...]
    kept: int = 0


class _Wanted(NamedTuple):
    """The stories that are wanted, and where their reports lie: the rows of each piece of reports."""

    stories: frozenset[str]
    rows: dict[int, list[int]]


def load(library: Writer, address: str, stories: Sequence[str], engine: Engine, progress: Progress = no_progress) -> Loaded:
    """Bring stories (ids, or beginnings of ids; none: all) from a folder into a library, and settle it with what it has.

    A file that the library has read itself stays as it has it: the ids of its reports, what was said of it and decided. A load that is
    stopped is run again and ends in the same library. Raises WrongUse where no whole bulk run, or no such story, is there.
    """
    folder = Folder(address)
    plan = plan_of(folder)
    if plan is None or folder.json(WHOLE) is None:
        raise WrongUse(f"{address} holds no whole bulk run: make one with `variorum bulk PATH... --to {address}`, or run it again")
    looks = versions.Looks(*plan.looks)
    wanted = _wanted(folder, stories)
    known, kept = _known(library, folder, plan.given)
    library.unsettle()
    new = 0
    for number, rows in sorted(wanted.rows.items()):
        new += _put_reports(library, folder, looks, number, rows, known)
        _put_features(library, folder, looks, number, rows)
        progress("Bringing reports", number + 1, len(shelf_at(address).pieces))
    brought = tuple(_put_stories(library, folder, wanted.stories, progress))
    if not stories:
        _put_files(library, folder, looks, known)  # last, as it says that all that comes of them is there
    return Loaded(new, brought, settle(library, engine, progress), kept)


def _parts_of_files(folder: Folder) -> Iterator[Done]:
    """What was done of the files, a part at a time."""
    for part in folder.names(f"{WORK}/marks/{inputs.READING.name}"):
        done = mark_of(folder, inputs.READING.name, part.removesuffix(".json"))
        assert done is not None
        yield done


def _known(library: Writer, folder: Folder, given: Given) -> tuple[frozenset[str], int]:
    """The files of a run that the library has read itself, with these bytes; and how many of them it was told something else of."""
    known: set[str] = set()
    kept = 0
    for done in _parts_of_files(folder):
        marks = {origin: digest for origin, digest, *_ in done.told}
        for origin, (before, _) in library.reader.files(marks).items():
            content = marking.content_of(marks[origin])
            if marking.content_of(before) == content:
                known.add(origin)
                kept += marking.marked(content, marking.with_earlier(given, before, content)) != before
    return frozenset(known), kept


def _wanted(folder: Folder, names: Sequence[str]) -> _Wanted:
    found: set[str] = set()
    met: dict[str, set[str]] = {name: set() for name in names}
    rows: dict[int, list[int]] = {}
    for piece in folder.names(f"{WORK}/groups"):
        table = folder.table(f"{WORK}/groups/{piece}", ["story", "pieces", "rows"])
        for row in table.to_pylist():
            fitting = [name for name in names if row["story"].startswith(name)]
            for name in fitting:
                met[name].add(row["story"])
            if fitting or not names:
                found.add(row["story"])
                for number, place in zip(row["pieces"], row["rows"], strict=True):
                    rows.setdefault(number, []).append(place)
    for name, stories in met.items():
        if len(stories) != 1:
            raise WrongUse(
                f"no story {name!r} in {folder.address}" if not stories else f"several stories begin with {name!r}: give more of the id"
            )
    return _Wanted(frozenset(found), {number: sorted(set(places)) for number, places in rows.items()})


def _put_reports(
    library: Writer, folder: Folder, looks: versions.Looks, number: int, rows: Sequence[int], known: frozenset[str]
) -> int:
    """The reports of one piece, but for those of files that the library knows, and what is known of their paragraphs."""
    new = 0
    name = f"{number:07}"
    told = mark_of(folder, paragraphs.READING.name, name)
    problems = () if told is None else told.problems
    for part in chunks(rows, REPORTS_A_WRITE):
        pairs: Pairs = []
        unprepared = set()
        for row in folder.take(shelf_at(folder.address).pieces[number].name, part, ["file", "raw", "report", "unprepared"]).to_pylist():
            if row["file"] in known:
                continue
            report = report_of(row["report"])
            raw = from_row(Report, json.loads(row["raw"]) | {"text": report.text})
            pairs.append((raw, report))
            if row["unprepared"]:
                unprepared.add(raw.id)
        new += library.put_reports(pairs, looks.reports, (), frozenset(unprepared))
        _put_paragraphs(library, folder, looks, number, [report for _, report in pairs], problems)
    return new


def _put_paragraphs(
    library: Writer, folder: Folder, looks: versions.Looks, number: int, reports: Sequence[Report], problems: Sequence[Problem]
) -> None:
    keys = {report.id: {place.key for place in places(report)} for report in reports}
    every = set().union(*keys.values())
    known, vectors, failed = Read(folder.address).analyses([(number, sorted(every - library.reader.known_keys(every, looks.paragraphs)))])
    found = [(known[key], vectors[key]) for key in sorted(known)]
    own = {report.origin for report in reports}
    library.put_paragraphs(found, looks.paragraphs, [problem for problem in problems if problem.origin in own], frozenset(failed))
    library.mark_analysed([report for report, held in keys.items() if failed.isdisjoint(held)], looks.paragraphs)


def _put_features(library: Writer, folder: Folder, looks: versions.Looks, number: int, rows: Sequence[int]) -> None:
    if looks.groups != versions.looks().groups:
        return  # made by other rules: they are made anew when the library is settled
    links = Links(library)
    new, _ = links.start(looks.groups)
    told = mark_of(folder, grouping.FEATURING.name, f"{number:07}")
    wanted = set(rows)
    for piece in () if told is None else told.pieces:
        table = folder.table(piece.name, ["row", "report", "data"])
        links.put_features(
            [(row["report"], new[row["report"]], row["data"]) for row in table.to_pylist() if row["row"] in wanted and row["report"] in new]
        )


def _put_files(library: Writer, folder: Folder, looks: versions.Looks, known: frozenset[str]) -> None:
    """That the files are read; what a later read of the same files then passes over."""
    for done in _parts_of_files(folder):
        ids: dict[str, set[str]] = {}
        for piece in done.pieces:
            table = folder.table(piece.name, ["file", "id"])
            for file, report in zip(table.column("file").to_pylist(), table.column("id").to_pylist(), strict=True):
                ids.setdefault(file, set()).add(report)
        problems = iter(done.problems)
        read = []
        for origin, digest, whole, count, of_stages in done.told:
            own = list(islice(problems, count))
            deque(islice(problems, of_stages), 0)  # told when the library is settled, and its reports are prepared again
            if origin not in known:
                read.append(FileRead(origin, digest, looks.files, [], own, frozenset(ids.get(origin, ())), not whole))
        library.put_files(read, looks.reports)


def _put_stories(library: Writer, folder: Folder, wanted: frozenset[str], progress: Progress) -> Iterator[str]:
    """The judged stories; one of whose reports the library has a story already, or which it lacks, is left to be judged when it settles."""
    done = 0
    for part in folder.names(f"{WORK}/marks/{judging.JUDGING.name}"):
        made = mark_of(folder, judging.JUDGING.name, part.removesuffix(".json"))
        assert made is not None
        for piece in made.pieces:
            if not piece.name.startswith(f"{WORK}/judged/"):
                continue
            rows = [row for row in folder.table(piece.name).to_pylist() if row["story"] in wanted]
            dossiers = _dossiers(folder, piece.name.rsplit("/", 1)[-1], {row["story"] for row in rows})
            for row in rows:
                done += 1
                there = library.reader.digests(row["reports"])
                if len(there) == len(row["reports"]) and not library.reader.told_in(there):
                    story = row["story"]
                    judged = dossiers[story].having(heard=unpacked_chances(row["heard"]), worked=unpacked_worked(row["worked"]))
                    library.put_story(judged, row["version"], _told_of(made, story), row["judge"], row["look"])
                    yield story
            progress("Bringing stories", done, len(wanted))


def _told_of(made: Done, story: str) -> list[Problem]:
    return [problem for problem in made.problems if problem.origin == story]


def _dossiers(folder: Folder, name: str, wanted: Iterable[str]) -> dict[str, Dossier]:
    """What was judged of stories, without their reports, from the tables' pieces of one name."""
    stories = {story.id: story for story in _nouns(folder, "stories", name, wanted, "id")}
    found: dict[str, dict[str, list[Any]]] = {story: {table: [] for table in OF_STORY} for story in stories}
    for table in OF_STORY:
        for thing in _nouns(folder, table, name, wanted, "story"):
            found[thing.story][table].append(thing)
    return {
        story: Dossier(stories[story], ()).having(**{table: tuple(things) for table, things in tables.items()})
        for story, tables in found.items()
    }


def _nouns(folder: Folder, table: str, name: str, wanted: Iterable[str], column: str) -> list[Any]:
    """The nouns of a table's piece that are of these stories."""
    read = folder.table(f"{table}/{name}")
    kept = set(wanted)
    return nouns(table, [row for row in read.to_pylist() if row[column] in kept])

"""Is a library sound? The file itself, every row against its seal, every id that names another row, every passage against its text."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from variorum.errors import LibraryError
from variorum.model.report import Report
from variorum.model.rows import passages_of, to_row
from variorum.model.story import Story
from variorum.store import schema, seal
from variorum.store.library import FAILED, Library
from variorum.store.tables import OF_STORY

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
Row = dict[str, Any]
Told = dict[str, list[Row]]  # the rows of a story, by table


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and a sentence for each thing that is wrong.

    `stopped`: a read or a decision was stopped in the middle, or is still going on; what it has not come to is no fault. `notes` tell what
    was not looked at.
    """

    reports: int
    stories: int
    rows: int
    passages: int
    faults: tuple[str, ...]
    stopped: bool = False
    notes: tuple[str, ...] = ()


def check(library: Library, progress: Progress = lambda what, done, of: None) -> Checked:
    """Look at everything in the library, in one state of it; reads only. `progress` is told how far it is. Raises LibraryError for a
    library of an older program."""
    if library.select("PRAGMA user_version") != [(schema.VERSION,)]:
        raise LibraryError("this library was written by an older Variorum, without the seals that are checked: read once more to renew it")
    connection = library.connection
    texts = connection.text_factory
    try:
        with library.snapshot():
            connection.text_factory = _legible
            # What is damaged here would be found again, in many other words, in all that follows.
            progress("Looking at the file", 0, 0)
            faults = [*_file(library)] or [*_made(connection), *_seals(connection, progress)]
            connection.text_factory = texts
            notes: list[str] = []
            faults = faults or list(_search(library, notes))
            return Checked(0, 0, 0, 0, tuple(faults)) if faults else _judgements(library, tuple(notes), progress)
    except schema.ERRORS as error:
        return Checked(0, 0, 0, 0, (f"file: {schema.sentence_of(error)}",))
    finally:
        connection.text_factory = texts


def _judgements(library: Library, notes: tuple[str, ...], progress: Progress) -> Checked:
    """Every passage and every id, story by story."""
    faults: list[str] = []
    stopped = library.meta("working") is not None
    rows = passages = 0
    homeless = set(library.report_ids())
    reports = len(homeless)
    for report in library.each_report():
        rows += 1
        found, wrong = _passages({report.id: report}, "reports", to_row(report))
        passages += found
        faults += [*wrong, *_blocks(report)]
    known, judged = library.members(), library.judged()
    stories = library.stories()
    for number, story in enumerate(stories, 1):
        progress("Looking at stories", number, len(stories))
        homeless -= set(story.reports)
        if known.get(story.id, ()) != tuple(sorted(story.reports)):
            faults.append(f"stories {story.id}: its reports are not those the library lists for it")
        try:
            texts = {report.id: report for report in library.reports(story.reports)}
            told: Told = {table: list(library.rows(table, story.id)) for table in OF_STORY}
        except LibraryError as error:
            faults.append(f"stories {story.id}: {error}")
            continue
        for table, things in told.items():
            for thing in things:
                rows += 1
                found, wrong = _passages(texts, table, thing)
                passages += found
                faults += wrong
        # What a stage that failed would have found may be named by others; `problems` tells of it.
        if judged.get(story.id) != FAILED:
            faults += _ids(story, texts.keys(), told)
    if not stopped:
        faults += [f"reports {report}: in no story" for report in sorted(homeless)]
    faults += _orphans(library)
    return Checked(reports, len(stories), rows + len(stories), passages, tuple(faults), stopped, notes)


def _file(library: Library) -> Iterator[str]:
    """The file as SQLite sees it: its pages, and every index against its table."""
    try:
        for (line,) in library.connection.execute("PRAGMA integrity_check"):
            if line != "ok":
                yield f"file: {line}"
    except schema.ERRORS as error:
        yield f"file: {schema.sentence_of(error)}"


def _legible(text: bytes) -> str:
    """Text as far as it can be read; damage may have made it no text."""
    return text.decode("utf-8", "replace")


def _made(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables, indices and triggers are those that this program makes."""
    there, wanted = dict(schema.parts(connection)), schema.made()
    for name in sorted(there.keys() | wanted.keys(), key=str):  # a damaged name may be no text
        if there.get(name) != wanted.get(name):
            yield f"file: {name} is not made as it should be"


def _seals(connection: sqlite3.Connection, progress: Progress) -> Iterator[str]:
    """Every row of every table is as it was written."""
    connection.text_factory = seal.Text
    for number, table in enumerate(schema.ALL, 1):
        progress("Looking at tables", number, len(schema.ALL))
        named = ", ".join(f'"{name}"' for name in schema.names(table))
        for *values, sealed in connection.execute(f"SELECT {named}, seal FROM {table}"):
            if seal.seal(*values) != sealed:
                yield f"{table} {_named(values)}: the row has changed since it was written"


def _named(values: Sequence[Any]) -> str:
    """The first value of a row, its key, as far as it can be shown."""
    first = values[0]
    return _legible(first[:60]) if isinstance(first, bytes) else str(first)


def _search(library: Library, notes: list[str]) -> Iterator[str]:
    """The full-text index against the texts. SQLite compares them in a statement that counts as writing, though it changes nothing."""
    address = f"{library.path.resolve().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=5, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute("INSERT INTO reports_words (reports_words, rank) VALUES ('integrity-check', 1)")
            finally:
                connection.execute("ROLLBACK")
    except schema.ERRORS as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(BUSY):
            notes.append(f"the full-text index was not looked at ({error})")
        else:
            yield f"reports_words: the full-text index is not that of the reports ({error})"


# The library cannot be written now, or not by us: no fault of its own.
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")


def _passages(reports: Mapping[str, Report], table: str, row: Row) -> tuple[int, list[str]]:
    """How many passages stand in a row, however deep, and which are not exact."""
    found = passages_of(schema.TABLES[table], row)
    wrong: list[str] = []
    for passage in found:
        of, start, end = passage["report"], passage["start"], passage["end"]
        if of not in reports:
            wrong.append(f"{table} {row['id']}: a passage names report {of}, which is not in the story")
        elif start < 0 or reports[of].text[start:end] != passage["text"]:
            wrong.append(f"{table} {row['id']}: the passage {start}-{end} of {of} is not exact")
    return len(found), wrong


def _blocks(report: Report) -> Iterator[str]:
    """Blocks stand in order, do not overlap, and leave out only white space."""
    at = 0
    for block in report.blocks:
        if block.start < at or block.end <= block.start or block.end > len(report.text):
            yield f"reports {report.id}: the block {block.start}-{block.end} is out of place"
            return
        if report.text[at : block.start].strip():
            yield f"reports {report.id}: the text {at}-{block.start} is in no block"
        at = block.end
    if report.text[at:].strip():
        yield f"reports {report.id}: the text from {at} is in no block"


def _ids(story: Story, held: Iterable[str], told: Told) -> Iterator[str]:
    """Every id that a row of the story names is there; `held`: the reports that are."""
    reports = set(held)
    there = {table: {thing["id"] for thing in things} for table, things in told.items()}
    there["reports"] = reports
    either = reports | there["origins"]
    for missing in set(story.reports) - reports:
        yield f"stories {story.id}: there is no report {missing}"
    if story.counts.reports != len(story.reports) or story.counts.origins != len(told["origins"]):
        yield f"stories {story.id}: the counts are not those of its reports and origins"
    for report in reports - {name for origin in told["origins"] for name in origin["reports"]}:
        if told["origins"]:
            yield f"reports {report}: in no origin of story {story.id}"
    for borrowing in told["borrowings"]:
        elsewhere = borrowing["basis"] != "shared_text" and borrowing["giver_name"] is not None  # a medium of which no report was read
        if borrowing["taker"] not in reports or not (borrowing["giver"] in either or elsewhere):
            yield f"borrowings {borrowing['id']}: taker or giver is not in the story"
    yield from _names_there(told, there)
    yield from _readings_there(told, there)


def _names_there(told: Told, there: Mapping[str, set[str]]) -> Iterator[str]:
    """What a row names by its own fields."""
    for table, names in NAMING.items():
        for thing in told[table]:
            for name, target in names:
                value = thing[name]
                for one in value if isinstance(value, list) else (value,):
                    if one is not None and one not in there[target]:
                        yield f"{table} {thing['id']}: {name} names {one}, which is not among the story's {target}"


def _readings_there(told: Told, there: Mapping[str, set[str]]) -> Iterator[str]:
    """What the readings of points and the variants of utterances name."""
    for table in ("points", "utterances"):
        for thing in told[table]:
            for reading in thing["readings" if table == "points" else "variants"]:
                for name, target in (
                    ("statements", "statements" if table == "points" else "quotations"),
                    ("reports", "reports"),
                    ("origins", "origins"),
                ):
                    lost = set(reading[name]) - there[target]
                    if lost:
                        yield f"{table} {thing['id']}: a reading names {min(lost)}, which is not among the story's {target}"


# Table -> (field, table that it names).
NAMING: dict[str, tuple[tuple[str, str], ...]] = {
    "origins": (("reports", "reports"),),
    "quotations": (
        ("report", "reports"),
        ("speaker", "entities"),
        ("speakers", "entities"),
        ("utterance", "utterances"),
        ("within", "quotations"),
    ),
    "utterances": (("speaker", "entities"), ("speakers", "entities"), ("quotations", "quotations")),
    "statements": (("report", "reports"), ("attributed_to", "entities")),
    "events": (("reports", "reports"), ("origins", "origins")),
    "positions": (("party_entity", "entities"), ("reports", "reports"), ("origins", "origins")),
}


def _orphans(library: Library) -> Iterator[str]:
    """Rows of stories that are gone, and ids used twice."""
    for table in ("members", "judged", *OF_STORY):
        (lost,) = library.connection.execute(f"SELECT count(*) FROM {table} WHERE story NOT IN (SELECT id FROM stories)").fetchone()
        if lost:
            yield f"{table}: {lost} rows of stories that are not there"
    for table in OF_STORY:
        for name, count in library.connection.execute(f"SELECT id, count(*) FROM {table} GROUP BY id HAVING count(*) > 1"):
            yield f"{table} {name}: {count} rows have this id"

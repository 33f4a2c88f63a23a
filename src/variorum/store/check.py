"""Is a library sound? The file itself, every row against its seal, every id that names another row, every passage against its text."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from variorum.errors import LibraryError
from variorum.model.rows import holding
from variorum.model.story import Story
from variorum.store import schema, seal
from variorum.store.library import FAILED, Library, chunks, marks
from variorum.store.tables import OF_STORY

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much
Row = dict[str, Any]
Told = dict[str, list[Row]]  # the rows of a story, by table, each with the fields that name others
# A passage as it lies in a row that is as it was written (`_seals`). Within a text every quotation mark has a stroke before it.
PASSAGE: Final = re.compile(r"""\{"report":"([^"]*)","start":(-?\d+),"end":(-?\d+),"text":"([^"\\]*(?:\\.[^"\\]*)*)"\}""")


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
    holders = holding(schema.TABLES["reports"])
    for name, text, blocks, *held in library.picked("reports", ("id", "text", "blocks", *holders), "ORDER BY id", ()):
        rows += 1
        found, wrong = _passages({name: text}, "reports", name, held)
        passages += found
        faults += [*wrong, *_blocks(name, text, blocks)]
    known, judged = library.members(), library.judged()
    stories = library.stories()
    for number, story in enumerate(stories, 1):
        progress("Looking at stories", number, len(stories))
        homeless -= set(story.reports)
        if known.get(story.id, ()) != tuple(sorted(story.reports)):
            faults.append(f"stories {story.id}: its reports are not those the library lists for it")
        try:
            texts = {
                name: text
                for part in chunks(story.reports)
                for name, text in library.picked("reports", ("id", "text"), f"WHERE id IN ({marks(part)})", part)
            }
            held = {table: list(_rows(library, table, story.id)) for table in OF_STORY}
        except LibraryError as error:
            faults.append(f"stories {story.id}: {error}")
            continue
        for table, things in held.items():
            for thing in things:
                rows += 1
                found, wrong = _passages(texts, table, thing.row["id"], thing.holding)
                passages += found
                faults += wrong
        told = {table: [thing.row for thing in things] for table, things in held.items()}
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
    """Tables, indices, triggers and views are those that this program makes."""
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


class _Held(NamedTuple):
    """A row of a story: what it names others by, and the columns that may hold passages, as they lie in the file."""

    row: Row
    holding: Sequence[str | None]


def _rows(library: Library, table: str, story: str) -> Iterator[_Held]:
    """The rows of a story in a table. Of each only what is looked at is read: the rest is as it was written, as its seal tells."""
    named, lists, holders = _looked_at(table)

    def held(values: Sequence[Any]) -> _Held:
        row = {name: back(value) for (name, back), value in zip(named, values, strict=False)}
        if lists is not None:
            row[lists] = [{name: one.get(name) or () for name in NAMED_BY_READINGS} for one in row[lists]]
        return _Held(row, values[len(named) :])

    columns = [*(name for name, _ in named), *holders]
    return library.picked(table, columns, 'WHERE "story" = ? ORDER BY place', (story,), held)


@cache
def _looked_at(table: str) -> tuple[tuple[tuple[str, Callable[[Any], Any]], ...], str | None, tuple[str, ...]]:
    """Of a table: the columns by which its rows name others, each with the way back to a plain value; the one of these that is a list of
    readings, if there is one; and the columns that may hold passages."""
    lists = READINGS.get(table)
    names = {"id", lists, *(name for name, _ in NAMING.get(table, ())), *(GIVING if table == "borrowings" else ())}
    named = tuple((column.name, column.unpack) for column in schema.columns(table) if column.name in names)
    return named, lists, holding(schema.TABLES[table])


def _passages(texts: Mapping[str, str], table: str, name: str, columns: Iterable[str | None]) -> tuple[int, list[str]]:
    """How many passages stand in the columns of a row, however deep, and which are not exact. `texts`: those of the reports, by id."""
    found = PASSAGE.findall("".join(filter(None, columns)))
    wrong: list[str] = []
    for of, start, end, text in found:
        whole = texts.get(of)
        if whole is None:
            wrong.append(f"{table} {name}: a passage names report {of}, which is not in the story")
        elif whole[int(start) : int(end)] != (json.loads(f'"{text}"') if "\\" in text else text) or start[0] == "-":
            wrong.append(f"{table} {name}: the passage {start}-{end} of {of} is not exact")
    return len(found), wrong


def _blocks(report: str, text: str, blocks: str) -> Iterator[str]:
    """Blocks stand in order, do not overlap, and leave out only white space. `blocks`: as JSON."""
    at = 0
    for block in json.loads(blocks):
        start, end = block["start"], block["end"]
        if start < at or end <= start or end > len(text):
            yield f"reports {report}: the block {start}-{end} is out of place"
            return
        if text[at:start].strip():
            yield f"reports {report}: the text {at}-{start} is in no block"
        at = end
    if text[at:].strip():
        yield f"reports {report}: the text from {at} is in no block"


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
    for table, readings in READINGS.items():
        for thing in told[table]:
            for reading in thing[readings]:
                for name in NAMED_BY_READINGS:
                    target = "quotations" if (table, name) == ("utterances", "statements") else name
                    lost = set(reading[name]) - there[target]
                    if lost:
                        yield f"{table} {thing['id']}: a reading names {min(lost)}, which is not among the story's {target}"


# Table -> the field that lists its readings, and what each of these names; what `statements` of a variant names are quotations.
READINGS: Final[Mapping[str, str]] = {"points": "readings", "utterances": "variants"}
NAMED_BY_READINGS: Final = ("statements", "reports", "origins")
# By what a borrowing names its two sides.
GIVING: Final = ("taker", "giver", "basis", "giver_name")
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

"""The library as it is read: nouns out, nothing written. Opens read-only, so that the web may read while a read goes on."""

import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from variorum.errors import LibraryError, WrongUse
from variorum.model.decision import Decision
from variorum.model.paragraph import Analysis
from variorum.model.proposal import Answer, Asking
from variorum.model.report import LOST, Problem, Report
from variorum.model.rows import compact, from_row, to_row
from variorum.model.story import Counts, Dossier, Story, Vectors, places
from variorum.store import schema
from variorum.store.packed import unpacked, unpacked_chances, unpacked_vectors, unpacked_worked
from variorum.store.tables import LASTING, OF_STORY, ORDER
from variorum.text.typed import shortened, typed

T = TypeVar("T")

# Reports whose features are missing or of another state of the report, and features of reports that are gone. Only what waits is looked at:
# a "cross join" keeps SQLite from beginning with the larger table.
BEHIND = (
    "FROM waiting CROSS JOIN inputs ON inputs.report = waiting.report LEFT JOIN words ON words.report = inputs.report "
    "WHERE words.digest IS NOT inputs.digest"
)
GONE = (
    "FROM waiting CROSS JOIN words ON words.report = waiting.report LEFT JOIN inputs ON inputs.report = waiting.report "
    "WHERE inputs.report IS NULL"
)
CHUNK = 500  # ids asked for in one SQL statement
# The version under which is kept what failed: no version that is asked for is called so, and so it is tried again.
FAILED = "failed"
# In which order a table's rows are told: it depends on their content only.
_ORDERS = {
    "reports": "ORDER BY id",
    "stories": "ORDER BY id",
    "decisions": "ORDER BY place",  # the later counts: their order is part of what was decided
    "problems": "ORDER BY origin, stage, kind, message",
}


class Library:
    """A library file, open for reading. Every method sees what is committed at that moment.

    Raises LibraryError where the file is no library, is damaged, or was written by a newer program; WrongUse where it is missing.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._local = threading.local()
        if not self.path.is_file():
            kind = "is a folder, not a library" if self.path.is_dir() else "does not exist"
            raise WrongUse(f"the library {self.path} {kind}: make one with `variorum read PATH... --library {self.path}`")
        schema.recognise(self.connection)
        if not self.select("SELECT 1 FROM sqlite_master WHERE name = 'stories'"):
            raise LibraryError(f"{self.path} holds no library yet: fill it with `variorum read PATH... --library {self.path}`")

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's read-only connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = _open(self.path)
            self._local.connection = connection
        return connection

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None
            self._local.once = None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that this thread reads inside comes from one state of the library, whatever is committed meanwhile."""
        connection = self.connection
        if connection.in_transaction:  # a snapshot inside a snapshot is the same one
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")  # nothing was written; this lets go of the state

    def select(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self.connection.execute(sql, values).fetchall()
        except schema.ERRORS as error:
            raise schema.sentence_of(error) from error

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is counted over the whole library, under this name: worked out once for each state of it that this thread sees."""
        ((others,),) = self.select("PRAGMA data_version")  # moves with every commit of another connection, not with our own
        state = (others, self.connection.total_changes)
        kept: tuple[object, dict[str, Any]] | None = getattr(self._local, "once", None)
        if kept is None or kept[0] != state:
            self._local.once = kept = (state, {})
        if name not in kept[1]:
            kept[1][name] = make()
        return cast(T, kept[1][name])

    def _column(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """The values of a statement that asks for one column."""
        return [value for (value,) in self.select(sql, values)]

    def nouns(self, table: str, rest: str = "", values: Sequence[Any] = ()) -> Iterator[Any]:
        """The nouns of one of the contract's tables, in the order in which they were written; `rest` is SQL after FROM."""
        return self._each(table, rest, values, schema.unpack)

    def picked(
        self, table: str, columns: Sequence[str], rest: str, values: Sequence[Any], made: Callable[[tuple[Any, ...]], Any] = tuple
    ) -> Iterator[Any]:
        """These columns of each row as they lie in the file, or what is made of them; `rest` is SQL after FROM."""
        return self._each(table, rest, values, lambda table, names, row: made(row), ", ".join(f'"{name}"' for name in columns))

    def _each(
        self, table: str, rest: str, values: Sequence[Any], made: Callable[[str, Sequence[str], Any], T], columns: str = "*"
    ) -> Iterator[T]:
        """What is made of each row of a table, one in memory at a time."""
        try:
            cursor = self.connection.execute(f"SELECT {columns} FROM {table} {rest or 'ORDER BY place'}", values)
            names = [part[0] for part in cursor.description]
            for row in cursor:
                yield made(table, names, row)
        except UnicodeEncodeError:
            return  # asked for by what is no text, as a shell may hand it over: nothing here is called so
        except schema.ERRORS as error:
            raise schema.sentence_of(error) from error
        except (ValueError, TypeError, AttributeError) as error:
            raise LibraryError(f"the library is damaged: a row of {table} cannot be read ({error})") from error

    def rows(self, table: str, story: str | None = None) -> Iterator[dict[str, Any]]:
        """One of the contract's tables as plain dicts with the contract's fields, in an order that depends on content only."""
        order = _ORDERS.get(table, "ORDER BY story, place")
        column = {"stories": "id", "reports": "id"}.get(table, "story")
        if table == "decisions":
            held = None if story is None else self.reports_of(story)
            return (to_row(one) for one in self.decisions() if held is None or not held.isdisjoint(one.reports))
        if story is None:
            return self._each(table, order, (), schema.plain)
        if table == "problems":
            return iter(())
        if table == "reports":
            return map(to_row, self.reports(self.story(story).reports))
        return self._each(table, f'WHERE "{column}" = ? {order}', (story,), schema.plain)

    def lines(self, table: str) -> Iterator[str]:
        """The rows that `rows` gives as lines of JSON. They cost little where all were written by a program with the same fields."""
        if table != "decisions" and self.meta("shape") == schema.shape():
            return self._each(table, _ORDERS.get(table, "ORDER BY story, place"), (), schema.line)
        return map(compact, self.rows(table))

    def has(self, table: str, column: str) -> bool:
        """Does a table have this column? One of a library of an older program may lack it until the next read."""
        return any(row[1] == column for row in self.select(f"PRAGMA table_info({table})"))

    def count(self, table: str) -> int:
        ((count,),) = self.select(f"SELECT count(*) FROM {table}")
        return int(count)

    def meta(self, key: str) -> str | None:
        return next(iter(self._column("SELECT value FROM meta WHERE key = ?", (key,))), None)

    # Reports

    def report_ids(self) -> list[str]:
        return self._column("SELECT id FROM reports ORDER BY id")

    def report(self, report: str) -> Report:
        """The report of an id. Raises WrongUse where there is none."""
        found = self.reports([report])
        if not found:
            raise WrongUse(f"no report {shortened(report)!r} in {self.path}")
        return found[0]

    def reports(self, ids: Iterable[str] | None = None) -> list[Report]:
        """The reports of these ids in the order asked (unknown ids are left out), or all of them by id."""
        if ids is None:
            return list(self.nouns("reports", "ORDER BY id"))
        wanted = list(ids)
        found = {report.id: report for part in chunks(wanted) for report in self.nouns("reports", f"WHERE id IN ({marks(part)})", part)}
        return [found[report] for report in wanted if report in found]

    def search(self, words: str, limit: int = 100) -> list[str]:
        """Ids of the reports that hold all the words, best match first. Whatever is typed is taken as words, never as syntax."""
        terms = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        if not terms:
            return []
        sql = "SELECT id FROM reports_words JOIN reports ON place = reports_words.rowid WHERE reports_words MATCH ? ORDER BY rank LIMIT ?"
        return self._column(sql, (terms, limit))

    # Stories

    def stories(self, limit: int = -1, offset: int = 0) -> list[Story]:
        """Stories told by several reports first, the newest first."""
        return list(self.nouns("stories", f"ORDER BY {ORDER} LIMIT ? OFFSET ?", (limit, offset)))

    def story(self, name: str | None = None) -> Story:
        """A story by its id, the beginning of its id, or its number in `stories()` from 1; without a name the first one.

        An id that gave way names the story that took its place. Raises WrongUse where there is none, or where several begin so.
        """
        if name is None or name.isdecimal():
            number = 1 if name is None else typed(name)
            found = self.stories(1, number - 1) if number else []
            if not found:
                total = self.count("stories")
                there = f"there {'is' if total == 1 else 'are'} {total} in {self.path}"
                told = f"no story number {shortened(name or '1')}: {there}"
                raise WrongUse(told if total else f"no stories in {self.path} yet")
            return found[0]
        found = list(self.nouns("stories", "WHERE id >= ? AND id < ? LIMIT 2", (name, name + chr(0x10FFFF))))
        if not found:
            sql = "WHERE formerly != '[]' AND EXISTS (SELECT 1 FROM json_each(formerly) WHERE value >= ? AND value < ?) LIMIT 2"
            found = list(self.nouns("stories", sql, (name, name + chr(0x10FFFF))))
        if len(found) == 1 or (found and found[0].id == name):
            return found[0]
        raise WrongUse(
            f"several stories begin with {name!r}: give more of the id"
            if found
            else f"no story {shortened(name)!r} (see `variorum stories`)"
        )

    def story_of(self, report: str) -> str | None:
        """The id of the story a report belongs to."""
        return next(iter(self._column("SELECT story FROM members WHERE report = ?", (report,))), None)

    def reports_of(self, story: str) -> set[str]:
        """The ids of a story's reports."""
        return set(self._column("SELECT report FROM members WHERE story = ?", (story,)))

    def told_in(self, reports: Iterable[str]) -> dict[str, str]:
        """Report id -> id of the story that it is in, for those of these reports that are in one."""
        return self._stories_of("members", reports)

    def lineage(self, reports: Iterable[str]) -> dict[str, str]:
        """Report id -> id of the story that it was last told in, though the story may be no more."""
        wanted = list(reports)
        return self._stories_of("members", wanted) | self._stories_of("lineage", wanted)

    def _stories_of(self, table: str, reports: Iterable[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for part in chunks(sorted(reports)):
            found.update(self.select(f"SELECT report, story FROM {table} WHERE report IN ({marks(part)})", part))
        return found

    def formerly(self) -> dict[str, tuple[str, ...]]:
        """Story id -> the ids that gave way to it, where there are any."""
        return {story: tuple(json.loads(old)) for story, old in self.select("SELECT id, formerly FROM stories WHERE formerly != '[]'")}

    def now(self, name: str) -> str:
        """The id that answers for an id that gave way, of a story or of a finding; any other as it is."""
        for table in LASTING:
            sql = f"SELECT id FROM {table} WHERE formerly != '[]' AND EXISTS (SELECT 1 FROM json_each(formerly) WHERE value = ?)"
            for answers in self._column(f"{sql} AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = ?) ORDER BY id LIMIT 1", (name, name)):
                return cast(str, answers)
        return name

    def taken(self, table: str, names: Collection[str], apart_from: Sequence[str]) -> set[str]:
        """Which of these ids of a table of findings stand in stories other than these."""
        found: set[str] = set()
        for part in chunks(sorted(names)):
            sql = f"SELECT id FROM {table} WHERE id IN ({marks(part)}) AND story NOT IN ({marks(apart_from)})"
            found.update(self._column(sql, (*part, *apart_from)))
        return found

    def findings(self, story: str) -> Dossier:
        """A story's findings whose ids live on, without its reports; nothing where there is no such story."""
        found = next(self.nouns("stories", "WHERE id = ?", (story,)), None)
        told = found or Story(story, "", (), None, None, Counts(0, 0, 0))
        lasting = (table for table in LASTING if table in OF_STORY)
        return Dossier(told, ()).having(
            **{table: tuple(self.nouns(table, 'WHERE "story" = ? ORDER BY place', (story,))) for table in lasting}
        )

    def members(self) -> dict[str, tuple[str, ...]]:
        """Every story's reports, sorted by id."""
        gathered: dict[str, list[str]] = {}
        for story, report in self.select("SELECT story, report FROM members ORDER BY story, report"):
            gathered.setdefault(story, []).append(report)
        return {story: tuple(reports) for story, reports in gathered.items()}

    def judged(self, stories: Iterable[str] | None = None) -> dict[str, str]:
        """Story id -> what it was judged from (rules and reports, as one hash), of these stories or of all."""
        if stories is None:
            return dict(self.select("SELECT story, version FROM judged"))
        found: dict[str, str] = {}
        for part in chunks(sorted(stories)):
            found.update(self.select(f"SELECT story, version FROM judged WHERE story IN ({marks(part)})", part))
        return found

    def dossier(self, story: str, analyses: bool = False) -> Dossier:
        """All that is known of a story, as the last stage left it; with `analyses` also the paragraphs' own findings and vectors."""
        told = self.story(story)
        reports = tuple(self.reports(told.reports))
        judged = {table: tuple(self.nouns(table, 'WHERE "story" = ? ORDER BY place', (told.id,))) for table in OF_STORY}
        placed = tuple(place for report in reports for place in places(report))
        known: dict[str, Analysis] = {}
        vectors: dict[str, Vectors] = {}
        if analyses:
            known, vectors = self.analyses({place.key for place in placed})
        held = set(told.reports)
        decided = tuple(one for one in self.decisions() if not held.isdisjoint(one.reports))
        lost = self._lost(told.id, reports)
        return Dossier(told, reports, placed, known, vectors, decided, lost=lost).having(**judged)

    def _lost(self, story: str, reports: Iterable[Report]) -> bool:
        """Did a part of the story, of one of its reports or of their paragraphs fail when it was judged or read last?"""
        return any(
            self.select(f"SELECT 1 FROM problems WHERE kind = ? AND origin IN ({marks(part)}) LIMIT 1", (LOST, *part))
            for part in chunks(sorted({story, *(report.origin for report in reports)}))
        )

    # A second reader's answers

    def answers(self, keys: Sequence[str]) -> dict[str, Answer]:
        """The answers that are kept under these keys, by key."""
        found: dict[str, Answer] = {}
        for part in chunks(keys):
            rows = self.select(f"SELECT key, model, text FROM answers WHERE key IN ({marks(part)})", part)
            found.update({key: Answer(model, text) for key, model, text in rows})
        return found

    def asked(self) -> dict[str, tuple[Asking, tuple[str, ...]]]:
        """Story id -> how a second reader was last asked about it, and the keys of what it answered. A story may be no more."""
        rows = self.select("SELECT story, asking, answers FROM asked")
        return {story: (from_row(Asking, json.loads(asking)), tuple(json.loads(keys))) for story, asking, keys in rows}

    def heard(self, stories: Iterable[str], version: str) -> dict[int, float]:
        """What this version of the judge said of lines of these stories, by the hash of what it was asked."""
        found: dict[int, float] = {}
        for part in chunks(sorted(stories)):
            for said in self._column(f"SELECT said FROM heard WHERE version = ? AND story IN ({marks(part)})", (version, *part)):
                found |= unpacked_chances(said)
        return found

    def worked(self, stories: Iterable[str], version: str) -> dict[int, Any]:
        """What this version of the story look worked out of parts of these stories, by the hash of what each is made from."""
        found: dict[int, Any] = {}
        for part in chunks(sorted(stories)):
            for made in self._column(f"SELECT made FROM worked WHERE version = ? AND story IN ({marks(part)})", (version, *part)):
                found |= unpacked_worked(made)
        return found

    # Paragraphs

    def known_keys(self, keys: Iterable[str], version: str) -> set[str]:
        """Which of these paragraphs this version of models and rules has analysed."""
        return {
            key
            for part in chunks(sorted(keys))
            for key in self._column(f"SELECT key FROM paragraphs WHERE version = ? AND key IN ({marks(part)})", (version, *part))
        }

    def analyses(self, keys: Iterable[str]) -> tuple[dict[str, Analysis], dict[str, Vectors]]:
        """What is known of the paragraphs of these keys, and the vectors of their sentences, each by key."""
        known: dict[str, Analysis] = {}
        vectors: dict[str, Vectors] = {}
        for part in chunks(sorted(keys)):
            for key, analysis, count, blob in self.select(
                f"SELECT key, analysis, sentences, vectors FROM paragraphs WHERE key IN ({marks(part)})", part
            ):
                known[key] = unpacked(analysis)
                vectors[key] = unpacked_vectors(blob, count)
        return known, vectors

    # What a person decided, and what could not be used

    def decisions(self) -> list[Decision]:
        """All that was decided, also what was undone, in the order in which it was decided."""
        return list(self.nouns("decisions"))

    def decision(self, name: str) -> Decision:
        """A decision by its id, the beginning of its id, or its number in `decisions()` from 1. Raises WrongUse."""
        found = self.decisions()
        number = typed(name) if name.isdecimal() else None
        fitting = found[number - 1 : number] if number else [one for one in found if one.id.startswith(name) and not name.isdecimal()]
        if len(fitting) == 1:
            return fitting[0]
        told = f"several decisions begin with {name!r}: give more of the id" if fitting else f"no decision {shortened(name)!r}"
        raise WrongUse(f"{told} (see `variorum correct list`)")

    def problems(self) -> list[Problem]:
        return list(self.nouns("problems", "ORDER BY origin, stage, kind, message"))

    # The read's own memory

    def files(self, origins: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Origin -> (digest of the bytes, version of the reader), for those of these files that were read before."""
        found: dict[str, tuple[str, str]] = {}
        for part in chunks(sorted(set(origins))):
            sql = f"SELECT origin, digest, version FROM files WHERE origin IN ({marks(part)})"
            found.update((origin, (digest, version)) for origin, digest, version in self.select(sql, part))
        return found

    def digests(self, reports: Iterable[str]) -> dict[str, str]:
        """Report id -> digest of the report as it is kept."""
        found: dict[str, str] = {}
        for part in chunks(sorted(reports)):
            found.update(self.select(f"SELECT report, digest FROM inputs WHERE report IN ({marks(part)})", part))
        return found

    def unanalysed(self, version: str) -> list[str]:
        """Ids of the reports whose paragraphs this version of the rules has not analysed."""
        return sorted(self._column("SELECT report FROM inputs WHERE analysed IS NOT ?", (version,)))

    def ungrouped(self) -> bool:
        """Are there reports that are new, changed or gone since stories were last told apart?"""
        return bool(self.select(f"SELECT 1 {BEHIND} LIMIT 1") or self.select(f"SELECT 1 {GONE} LIMIT 1"))

    def stale_inputs(self, version: str, corrected: Mapping[str, str]) -> list[str]:
        """Ids of the reports that this version of the rules has not prepared; `corrected`: report id -> version, of those that a person
        told facts of."""
        stale = {report for report in self._column("SELECT report FROM inputs WHERE version != ?", (version,)) if report not in corrected}
        for part in chunks(sorted(corrected)):
            found = self.select(f"SELECT report, version FROM inputs WHERE report IN ({marks(part)})", part)
            stale.update(report for report, prepared in found if prepared != corrected[report])
        return sorted(stale)

    def set_aside(self, reports: Iterable[str]) -> Iterator[Report]:
        """These of the reports that a person left out, as their source gave them."""
        for part in chunks(list(reports)):
            for (raw,) in self.select(f"SELECT raw FROM removed WHERE report IN ({marks(part)}) ORDER BY report", part):
                yield from_row(Report, json.loads(raw))

    def removed(self) -> list[str]:
        """Ids of the reports that a person left out."""
        return self._column("SELECT report FROM removed ORDER BY report")

    def failed_stories(self) -> bool:
        """Are there stories in which something failed?"""
        return bool(self.select("SELECT 1 FROM judged WHERE version = ? LIMIT 1", (FAILED,)))

    def raw(self, ids: Iterable[str]) -> Iterator[Report]:
        """Reports as their source gave them, before any stage."""
        for part in chunks(list(ids)):
            sql = f"SELECT raw, text FROM inputs JOIN reports ON reports.id = report WHERE report IN ({marks(part)}) ORDER BY report"
            for raw, text in self.select(sql, part):
                yield from_row(Report, json.loads(raw) | {"text": text})


def chunks(items: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """The items in order, a few at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def marks(items: Sequence[Any]) -> str:
    return ",".join("?" * len(items))


def _open(path: Path) -> sqlite3.Connection:
    """A read-only connection. In a folder that cannot be written SQLite can share no memory with a writer: then there is none."""
    address = path.resolve().as_uri()
    try:
        connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=30, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            log = path.with_name(path.name + "-wal")
            # Without shared memory only a file that nobody writes, and that no crash has left half written, can be read.
            if not name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR_SHM")) or (log.exists() and log.stat().st_size):
                raise
            connection.close()
            connection = sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
            connection.execute("SELECT count(*) FROM sqlite_master")
    except schema.ERRORS as error:
        raise schema.sentence_of(error) from error
    return connection

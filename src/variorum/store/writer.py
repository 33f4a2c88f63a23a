"""The library as it is written: every method is one transaction, and writing the same again changes nothing."""

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from variorum.errors import Busy, LibraryError, WrongUse
from variorum.model.decision import Decision, free
from variorum.model.paragraph import Analysis
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Problem, Report
from variorum.model.rows import to_row
from variorum.model.story import Dossier, Vectors
from variorum.store import schema
from variorum.store.earlier import Earlier, Read
from variorum.store.library import FAILED, Library, chunks, marks
from variorum.store.packed import packed, packed_chances, packed_vectors, packed_worked
from variorum.store.tables import OF_STORY

try:
    import fcntl
except ImportError:  # Windows has no such locks; SQLite's own still keep every transaction whole
    fcntl = None  # type: ignore[assignment]


SOURCES = "sources"  # the stage of problems that a file gave
# The same report from two files keeps the origin that sorts first, so that the order of reading changes nothing.
_FIELDS = [f'"{name}"' for name in schema.names("reports") if name != "id"]
_DIFFERS = " OR ".join(f"{name} IS NOT excluded.{name}" for name in _FIELDS)


def _renew(table: str, key: str) -> str:
    """On a conflict of the key the new row takes the place of the old one."""
    names = [*(f'"{name}"' for name in schema.names(table) if name != key), "seal"]
    return f"ON CONFLICT ({key}) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in names)}"


PUT_REPORT = schema.insert("reports", f"{_renew('reports', 'id')} WHERE excluded.origin <= origin AND ({_DIFFERS})")
_INPUT = schema.sealed_anew(
    "inputs",
    origin="excluded.origin",
    version="excluded.version",
    digest="excluded.digest",
    analysed="CASE WHEN inputs.digest IS excluded.digest THEN inputs.analysed END",
    raw="excluded.raw",
)
PUT_INPUT = schema.insert("inputs", f"ON CONFLICT (report) DO UPDATE SET {_INPUT} WHERE excluded.origin <= origin")
PUT_FILE = schema.insert("files", _renew("files", "origin"))
PUT_PARAGRAPH = schema.insert("paragraphs", _renew("paragraphs", "key"))
ANALYSED = f"UPDATE inputs SET {schema.sealed_anew('inputs', analysed='?1')} WHERE report = ?2"
PUT_LINEAGE = schema.insert("lineage", _renew("lineage", "report"))
UNDONE = f"UPDATE decisions SET {schema.sealed_anew('decisions', undone='?1')} WHERE id = ?2"
SEQUELS = f"UPDATE stories SET {schema.sealed_anew('stories', earlier='?1', later='?2')} WHERE id = ?3"
PUT_ANSWER = schema.insert("answers", _renew("answers", "key"))
PUT_ASKED = schema.insert("asked", _renew("asked", "story"))
PUT_REMOVED = schema.insert("removed", _renew("removed", "report"))
PUT_META = schema.insert("meta", _renew("meta", "key"))


class FileRead(NamedTuple):
    """What one file gave: `digest` of its bytes, with what the user said of it after a space, `version` of the code that read it."""

    origin: str
    digest: str
    version: str
    reports: Sequence[Read]
    problems: Sequence[Problem]
    earlier: frozenset[str] = frozenset()  # ids of reports of this file that were put before, where a large file comes in parts
    failed: bool = False  # something went wrong that is not the file's fault: it is not marked as read, and the next read tries it again
    unprepared: frozenset[str] = frozenset()  # ids of reports whose stages failed


class Writer:
    """A library open for writing; makes the file where there is none. One at a time: a second writer is told so.

    `reader` is the read side of the same file. Raises LibraryError, and DiskFull where the disk fills: all committed before is safe.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        if self.path.is_dir():
            raise WrongUse(f"the library {self.path} is a folder: give a file name, for example {self.path / 'library.db'}")
        if not self.path.absolute().parent.is_dir():
            raise WrongUse(f"the folder {self.path.absolute().parent} for the library does not exist")
        self._lock = _only_writer(self.path)
        try:
            self.connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            schema.recognise(self.connection)
            self.connection.execute("PRAGMA journal_mode = WAL")
            # With a write-ahead log NORMAL is safe against crashes of the program and leaves the file whole after a power cut.
            self.connection.execute("PRAGMA synchronous = NORMAL")
            schema.prepare(self.connection)
            self.reader = Library(self.path)
        except BaseException as error:
            self._release()
            if isinstance(error, schema.ERRORS):
                raise schema.sentence_of(error) from error
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the write-ahead log is folded in where no other program reads."""
        self.reader.close()
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("PRAGMA optimize")
        with contextlib.suppress(sqlite3.Error):
            self.connection.close()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            with contextlib.suppress(OSError):
                os.unlink(self._lock.name)
            self._lock.close()
            self._lock = None

    def _many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self.connection.executemany(sql, rows)

    def _do(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self.connection.execute(sql, values)

    # Reports

    def put_reports(
        self, read: Sequence[Read], version: str, problems: Sequence[Problem] = (), unprepared: frozenset[str] = frozenset()
    ) -> int:
        """Add reports, each as its source gave it and as the report stages made it; known ones are renewed. Returns how many are new.

        `unprepared` are the ids of those whose stages failed: they are prepared again when the library is next settled.
        """
        with schema.transaction(self.connection):
            return self._reports(read, version, problems, unprepared)

    def _reports(self, read: Sequence[Read], version: str, problems: Sequence[Problem], unprepared: frozenset[str]) -> int:
        before = self._count("reports")
        self._many(PUT_REPORT, (schema.pack("reports", prepared) for _, prepared in read))
        versions = (FAILED if raw.id in unprepared else version for raw, _ in read)
        self._many(
            PUT_INPUT,
            (
                (raw.id, raw.origin, of, digest_of(prepared), None, _json(to_row(raw) | {"text": ""}))
                for (raw, prepared), of in zip(read, versions, strict=True)
            ),
        )
        self._problems(problems)
        return self._count("reports") - before

    def put_files(self, files: Sequence[FileRead], version: str) -> int:
        """Add what files gave, prepared by this version of the rules. Returns how many reports are new.

        A file whose bytes are the same as before but which is now read otherwise, or of which the user says something else, loses the
        reports that it no longer gives; earlier problems of the file are forgotten. A file that failed loses nothing and counts as not
        read.
        """
        files = [self._as_known(file) for file in files]
        read = [pair for file in files for pair in file.reports]
        unprepared = frozenset[str]().union(*(file.unprepared for file in files))
        done = [file for file in files if not file.failed]
        with schema.transaction(self.connection):
            for file in done:
                if self._known(file.origin, file.digest, file.version):
                    self._forget_missing(file)
            self._many("DELETE FROM problems WHERE stage = ? AND origin = ?", ((SOURCES, file.origin) for file in files))
            new = self._reports(read, version, [problem for file in files for problem in file.problems], unprepared)
            self._many(PUT_FILE, ((file.origin, file.digest, file.version) for file in done))
        return new

    def earlier(self, origin: str, mark: str, version: str) -> Earlier:
        """What the library has of a file whose bytes were read from there before, by other rules or with another word of the user's; of
        other bytes nothing."""
        if not self._known(origin, mark, version):
            return Earlier(())
        sql = "SELECT report, text FROM inputs JOIN reports ON reports.id = report WHERE inputs.origin = ?"
        left_out = ((raw.id, raw.text) for raw in self.reader.set_aside(self.reader.removed()) if raw.origin == origin)
        return Earlier((*self._do(sql, (origin,)), *left_out))

    def _known(self, origin: str, mark: str, version: str) -> bool:
        content = mark.partition(" ")[0]
        sql = "SELECT 1 FROM files WHERE origin = ? AND (digest, version) != (?, ?) AND (digest = ? OR substr(digest, 1, ?) = ?)"
        return self._do(sql, (origin, mark, version, content, len(content) + 1, f"{content} ")).fetchone() is not None

    def _as_known(self, file: FileRead) -> FileRead:
        """What a file gave, under the ids that its reports had; of a large file the parts before came so already."""
        if file.earlier:
            return file
        pairs, renamed = self.earlier(file.origin, file.digest, file.version).taken(file.reports)
        return file._replace(reports=pairs, unprepared=file.unprepared | renamed)

    def _forget_missing(self, file: FileRead) -> None:
        now = file.earlier | {raw.id for raw, _ in file.reports}
        known = self._do("SELECT report FROM inputs WHERE origin = ?", (file.origin,)).fetchall()
        self._forget([report for (report,) in known if report not in now])

    def _forget(self, reports: Sequence[str]) -> None:
        for part in chunks(reports):
            for (story,) in self._do(f"SELECT DISTINCT story FROM members WHERE report IN ({marks(part)})", part).fetchall():
                self._remove_story(story)
            self._do(f"DELETE FROM reports WHERE id IN ({marks(part)})", part)
            for table in ("inputs", "lineage"):
                self._do(f"DELETE FROM {table} WHERE report IN ({marks(part)})", part)
        if reports:
            # What stood beside them has to find its story again.
            self._do("DELETE FROM meta WHERE key = 'settled'")

    def set_aside(self, reports: Sequence[str]) -> None:
        """Take reports out of the library, and keep each as its source gave it. Those that are not there are passed over."""
        with schema.transaction(self.connection):
            for raw in self.reader.raw(reports):
                self._do(PUT_REMOVED, (raw.id, _json(to_row(raw))))
            self._forget(reports)

    def forget_set_aside(self, reports: Sequence[str]) -> None:
        """These reports are set aside no more."""
        with schema.transaction(self.connection):
            self._many("DELETE FROM removed WHERE report = ?", ((report,) for report in reports))

    def _count(self, table: str) -> int:
        ((count,),) = self._do(f"SELECT count(*) FROM {table}")
        return int(count)

    # Paragraphs

    def put_paragraphs(
        self,
        found: Sequence[tuple[Analysis, Vectors]],
        version: str,
        problems: Sequence[Problem] = (),
        failed: frozenset[str] = frozenset(),
    ) -> None:
        """Keep what is known of distinct paragraphs, in place of what an older version knew; `failed` are the keys to be tried again."""
        with schema.transaction(self.connection):
            self._many(
                PUT_PARAGRAPH,
                (
                    (
                        analysis.key,
                        FAILED if analysis.key in failed else version,
                        packed(analysis),
                        len(vectors),
                        packed_vectors(vectors),
                    )
                    for analysis, vectors in found
                ),
            )
            self._problems(problems)

    def mark_analysed(self, reports: Sequence[str], version: str) -> None:
        """All paragraphs of these reports are in the library, as this version of the rules analyses them."""
        with schema.transaction(self.connection):
            self._many(ANALYSED, ((version, report) for report in reports))

    # Stories

    def put_story(self, dossier: Dossier, version: str, problems: Sequence[Problem] = (), judge: str = "", look: str = "") -> None:
        """Put a judged story in the place of all stories that hold one of its reports: it is there whole or not at all.

        `version` is what it was judged from; FAILED where something in it failed, so that it is judged again. `judge` is the version of
        the judge that was heard, `look` that of the story look that worked out what the dossier has. Of a story that is there already only
        what changed is written.
        """
        story = dossier.story
        with schema.transaction(self.connection):
            self._remove_all_but_findings(story.id)
            for part in chunks(story.reports):
                for (old,) in self._do(f"SELECT DISTINCT story FROM members WHERE report IN ({marks(part)})", part).fetchall():
                    self._remove_story(old)
            self._do(schema.insert("stories"), schema.pack("stories", story))
            for sql in (schema.insert("members"), PUT_LINEAGE):
                self._many(sql, ((report, story.id) for report in story.reports))
            for table in OF_STORY:
                things = {thing.id: thing for thing in getattr(dossier, table)}
                self._put_findings(table, story.id, [schema.pack(table, thing) for thing in things.values()])
            self._do(schema.insert("judged"), (story.id, version))
            if dossier.heard:
                self._do(schema.insert("heard"), (story.id, judge, packed_chances(dossier.heard)))
            if dossier.worked:
                self._do(schema.insert("worked"), (story.id, look, packed_worked(dossier.worked)))
            self._problems(problems)

    def _put_findings(self, table: str, story: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """The rows of a story in a table, in their order. Those that it begins with already stay: what is told of the earlier reports
        stands first, and mostly is as it was."""
        named = ", ".join(f'"{name}"' for name in schema.names(table))
        there = self._do(f"SELECT {named}, place FROM {table} WHERE story = ? ORDER BY place", (story,)).fetchall()
        same = next((at for at, (row, old) in enumerate(zip(rows, there, strict=False)) if row != old[:-1]), min(len(rows), len(there)))
        if same < len(there):
            self._do(f"DELETE FROM {table} WHERE story = ? AND place >= ?", (story, there[same][-1]))
        self._many(schema.insert(table), rows[same:])

    def put_sequels(self, found: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
        """Story id -> the ids of the stories before and after it; rows that have them already are left as they are."""
        with schema.transaction(self.connection):
            for part in chunks(sorted(found)):
                told = self._do(f"SELECT id, earlier, later FROM stories WHERE id IN ({marks(part)})", part).fetchall()
                for story, *before in told:
                    now = [json.dumps(ids, separators=(",", ":")) for ids in found[story]]
                    if before != now:
                        self._do(SEQUELS, (*now, story))

    def remove_stories(self, stories: Sequence[str]) -> None:
        """Take stories out; their reports stay."""
        with schema.transaction(self.connection):
            for story in stories:
                self._remove_story(story)

    def _remove_story(self, story: str) -> None:
        for table in OF_STORY:
            self._do(f"DELETE FROM {table} WHERE story = ?", (story,))
        self._remove_all_but_findings(story)

    def _remove_all_but_findings(self, story: str) -> None:
        self._do("DELETE FROM problems WHERE origin = ? AND stage != ?", (story, SOURCES))
        for table, column in (("stories", "id"), ("members", "story"), ("judged", "story"), ("heard", "story"), ("worked", "story")):
            self._do(f"DELETE FROM {table} WHERE {column} = ?", (story,))

    # A second reader's answers

    def keep_answer(self, key: str, answer: Answer) -> None:
        """Keep what a second reader answered, under the hash of all that it was asked."""
        with schema.transaction(self.connection):
            self._do(PUT_ANSWER, (key, answer.model, answer.text))

    def note_asked(self, story: str, asking: Asking, keys: Sequence[str]) -> None:
        """A second reader was asked about a story, and these are its answers: the story is judged anew where they are not those before."""
        row = (story, _json(to_row(asking)), _json(sorted(keys)))
        if self._do("SELECT 1 FROM asked WHERE (story, asking, answers) = (?, ?, ?)", row).fetchone():
            return
        with schema.transaction(self.connection):
            self._do(PUT_ASKED, row)
            self._working()
            self._do("DELETE FROM meta WHERE key = 'settled'")

    def forget_asked(self, story: str) -> None:
        """No second reader was asked about a story: it is judged anew without. What was answered stays, for when one is asked again."""
        with schema.transaction(self.connection):
            if self._do("DELETE FROM asked WHERE story = ?", (story,)).rowcount:
                self._working()
                self._do("DELETE FROM meta WHERE key = 'settled'")

    # Decisions, problems, and the read's own memory

    def decide(self, decision: Decision) -> Decision:
        """Keep what a person decided; returns it as it is kept. The same again is one, and nothing is written, unless another decision
        about the same came between: then the last word counts, and the earlier one is undone.
        """
        before = self.reader.decisions()
        standing = [one for one in before if one.undone is None and one.subject == decision.subject]
        if standing and standing[-1].same_as(decision):
            return standing[-1]
        kept = free(replace(decision, undone=None), {one.id for one in before})
        with schema.transaction(self.connection):
            self._many(UNDONE, ((decision.at or "", one.id) for one in standing if one.same_as(decision)))
            self._do(schema.insert("decisions"), schema.pack("decisions", kept))
            self._working()
        return kept

    def undo(self, decision: str, at: str) -> None:
        """Take back the decision of an id; it stays, with the time. What is undone already stays as it is."""
        with schema.transaction(self.connection):
            if self._do(f"{UNDONE} AND undone IS NULL", (at, decision)).rowcount:
                self._working()

    def forget_problems(self, stage: str) -> None:
        """Forget the problems of a stage that is about to work anew."""
        with schema.transaction(self.connection):
            self._do("DELETE FROM problems WHERE stage = ?", (stage,))

    def renew_problems(self, stage: str, origins: Iterable[str], problems: Sequence[Problem]) -> None:
        """What a stage has to tell of these origins now, in place of what it told of them before."""
        with schema.transaction(self.connection):
            self._many("DELETE FROM problems WHERE stage = ? AND origin = ?", ((stage, origin) for origin in origins))
            self._problems(problems)

    def put_problems(self, problems: Sequence[Problem]) -> None:
        with schema.transaction(self.connection):
            self._problems(problems)

    def _problems(self, problems: Sequence[Problem]) -> None:
        self._many(schema.insert("problems", "ON CONFLICT DO NOTHING"), (schema.pack("problems", problem) for problem in problems))

    def begin(self) -> None:
        """Work begins that `finish` ends; in between `check` can tell a job that was stopped from damage."""
        with schema.transaction(self.connection):
            self._working()

    def unsettle(self) -> None:
        """Every story has to be looked at: so it stays where the job is killed before it is finished."""
        with schema.transaction(self.connection):
            self._working()
            self._do("DELETE FROM meta WHERE key = 'settled'")

    def finish(self, settled: str | None) -> None:
        """The work is done. `settled`: rules and decisions that every judgement is now of; None where something failed."""
        with schema.transaction(self.connection):
            self._do("DELETE FROM meta WHERE key IN ('working', 'settled')")
            if settled is not None:
                self._do(PUT_META, ("settled", settled))
                # What was written by a program with other fields was made anew by now: the code that judges rests on its nouns.
                self._do(PUT_META, ("shape", schema.shape()))

    def _working(self) -> None:
        self._do(PUT_META, ("working", "yes"))


def digest_of(report: Report) -> str:
    """Tells whether a report changed: its text, its furniture, or what is known of it."""
    return hashlib.sha256(_json(to_row(report)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def held(path: Path) -> bool:
    """Is a program writing to this library now?"""
    if fcntl is None:
        return False
    try:
        with _lock_of(path).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + "-lock")


def _only_writer(path: Path) -> IO[bytes] | None:
    """A lock file beside the library, held while it is written and gone afterwards; a crash leaves no lock, only the empty file."""
    if fcntl is None:
        return None
    name = _lock_of(path)
    while True:
        try:
            held = open(name, "ab")  # noqa: SIM115 - held until close()
        except OSError as error:
            raise LibraryError(f"the library {path} cannot be written ({error.strerror})") from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            held.close()
            raise Busy(f"another program is writing to {path}: wait for it and try again") from error
        # Another writer may have removed the file between our opening and locking it; then what we hold guards nothing.
        with contextlib.suppress(FileNotFoundError):
            if os.fstat(held.fileno()).st_ino == os.stat(name).st_ino:
                return held
        held.close()

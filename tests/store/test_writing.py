"""What is written: reports as they change, files read again, stories in the place of others, and what a failure leaves."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

import stocked
from stocked import report, story
from variorum.errors import DiskFull, LibraryError
from variorum.model.decision import Value, decided
from variorum.model.proposal import Asking
from variorum.model.report import Problem
from variorum.store import schema
from variorum.store import writer as writing
from variorum.store.check import check
from variorum.store.library import FAILED, Library
from variorum.store.writer import FileRead, Writer, held


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def file(name: str, *keys: str, digest: str = "d", version: str = "v", **more: object) -> FileRead:
    """What a file of this name gave: these reports."""
    return FileRead(name, digest, version, [(report(key, origin=name), report(key, origin=name)) for key in keys], [], **more)  # type: ignore[arg-type]


def test_how_many_reports_are_new(path: Path) -> None:
    with Writer(path) as writer:
        assert writer.put_reports([(report("a"), report("a")), (report("b"), report("b"))], "rules") == 2
        assert writer.put_reports([(report("b"), report("b")), (report("c"), report("c"))], "rules") == 1
        assert writer.put_files([file("c.txt", "c"), file("d.txt", "d", "e")], "rules") == 2


def test_a_report_is_kept_as_it_was_given_and_as_it_was_made(path: Path) -> None:
    made = replace(report("a"), outlet="Echo", blocks=())
    with Writer(path) as writer:
        writer.put_reports([(report("a"), made)], "rules", [Problem("a.txt", "report", "k", "m")])
        assert writer.reader.report("a") == made
        assert list(writer.reader.raw(["a", "none"])) == [report("a")]
        assert [problem.kind for problem in writer.reader.problems()] == ["k"]


def test_a_report_whose_stages_failed_is_prepared_again(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_reports([(report(key), report(key)) for key in "ab"], "rules", unprepared=frozenset("a"))
        assert writer.reader.stale_inputs("rules", {}) == ["a"]
        assert writer.reader.stale_inputs(FAILED, {}) == ["b"]
        writer.put_files([file("c.txt", "c", unprepared=frozenset("c")), file("d.txt", "d")], "rules")
        assert writer.reader.stale_inputs("rules", {}) == ["a", "c"]


def test_a_report_that_did_not_change_stays_analysed(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_reports([(report("a"), report("a"))], "rules")
        writer.mark_analysed(["a"], "rules")
        writer.put_reports([(report("a"), report("a"))], "newer rules")
        assert writer.reader.unanalysed("rules") == []
        before = writer.reader.digests("a")
        assert list(map(len, before.values())) == [16]
        writer.put_reports([(report("a"), replace(report("a"), title="Another"))], "newer rules")
        assert writer.reader.unanalysed("rules") == ["a"]
        assert writer.reader.digests("a") != before


def test_a_file_that_is_read_otherwise_loses_the_reports_that_it_no_longer_gives(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_files([file("f", "a", "b"), file("g", "c")], "rules")
        writer.put_story(story("s", report("b"), report("c"), origins=0), "rules")
        writer.put_story(story("t", report("a"), origins=0), "rules")
        writer.finish("rules")
        writer.put_files([file("f", "a", version="w")], "rules")
        reader = writer.reader
        assert reader.report_ids() == ["a", "c"]
        assert [told.id for told in reader.stories()] == ["t"]  # what stood beside it finds its story again
        assert (reader.lineage(["b", "c"]), reader.digests(["b"])) == ({"c": "s"}, {})
        assert (reader.meta("settled"), reader.files(["f", "g"])) == (None, {"f": ("d", "w"), "g": ("d", "v")})
        assert reader.search("mill") == ["a", "c"]


@pytest.mark.parametrize(
    ("again", "left"),
    [
        (file("f", "b"), ["a", "b"]),  # read by the same rules: nothing is taken back
        (file("f", "b", digest="e", version="w"), ["a", "b"]),  # other bytes: what it told before was told all the same
        (file("f", "b", version="w"), ["b"]),
        (file("f", "b", version="w", earlier=frozenset("a")), ["a", "b"]),  # a part of a large file
        (file("f", version="w", failed=True), ["a", "b"]),
        (file("new", version="w"), ["a", "b"]),
    ],
)
def test_only_the_same_bytes_read_by_other_rules_take_back_a_report(path: Path, again: FileRead, left: list[str]) -> None:
    with Writer(path) as writer:
        writer.put_files([file("f", "a", "b")], "rules")
        writer.finish("rules")
        writer.put_files([again], "rules")
        assert writer.reader.report_ids() == left
        assert writer.reader.meta("settled") == ("rules" if left == ["a", "b"] else None)


def test_a_file_that_failed_is_not_marked_as_read_and_its_problems_are_new(path: Path) -> None:
    fault = Problem("f", writing.SOURCES, "fault", "It failed.")
    with Writer(path) as writer:
        writer.put_files([FileRead("f", "d", "v", [], [fault], failed=True)], "rules")
        assert (writer.reader.files(["f"]), writer.reader.problems()) == ({}, [fault])
        writer.put_files([file("f", "a")], "rules")
        assert (writer.reader.files(["f"]), writer.reader.problems()) == ({"f": ("d", "v")}, [])


def test_a_judged_story_takes_the_place_of_all_that_hold_one_of_its_reports(path: Path) -> None:
    problems = [Problem(origin, "points", "k", "m") for origin in ("s", "t", "u")]
    with Writer(path) as writer:
        writer.put_story(story("s", report("a"), origins=0), "rules", problems[:1])
        writer.put_story(story("t", report("b"), report("c"), origins=0), "rules", problems[1:2])
        writer.put_story(story("v", report("d"), origins=0), "rules")
        writer.put_story(story("u", report("a"), report("b"), origins=0), "rules", [problems[2]])
        reader = writer.reader
        assert sorted(told.id for told in reader.stories()) == ["u", "v"]
        assert reader.told_in("abcd") == {"a": "u", "b": "u", "d": "v"}
        assert reader.judged() == {"u": "rules", "v": "rules"}
        assert reader.problems() == [problems[2]]


def test_what_follows_a_story_is_put_into_its_row_and_the_seal_is_renewed(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_story(story("s", report("a"), origins=0), "rules")
        writer.put_story(story("t", report("b"), origins=0), "rules")
        writer.put_sequels({"s": ((), ("t",)), "t": (("s",), ()), "nowhere": ((), ())})
        assert [(told.id, told.earlier, told.later) for told in writer.reader.stories()] == [("s", (), ("t",)), ("t", ("s",), ())]
        before = writer.connection.total_changes
        writer.put_sequels({"s": ((), ("t",))})
        assert writer.connection.total_changes == before  # what stands there already is not written
        writer.put_sequels({"s": ((), ()), "t": ((), ())})
        assert [(told.earlier, told.later) for told in writer.reader.stories()] == [((), ()), ((), ())]


def test_a_story_taken_out_leaves_its_reports_and_what_its_files_told(path: Path) -> None:
    told = story("s", report("a"), origins=0).having(points=(stocked.point("s", "p"),))
    kept = Problem("s", writing.SOURCES, "k", "m")
    with Writer(path) as writer:
        writer.put_reports([(report("a"), report("a"))], "rules")
        writer.put_story(told, "rules", [kept, Problem("s", "points", "k", "m")])
        writer.remove_stories(["s", "none"])
        reader = writer.reader
        assert (reader.count("stories"), reader.count("points"), reader.count("members"), reader.judged()) == (0, 0, 0, {})
        assert (reader.report_ids(), reader.problems()) == (["a"], [kept])


def test_of_two_findings_with_one_id_the_last_is_kept(path: Path) -> None:
    first, last = stocked.point("s", "p"), stocked.point("s", "p", "agreed")
    with Writer(path) as writer:
        writer.put_story(story("s", origins=0).having(points=(first, last)), "rules")
        assert list(writer.reader.nouns("points")) == [last]


def test_problems_of_a_stage_that_works_anew_are_forgotten(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_problems([Problem("a", "one", "k", "m"), Problem("b", "two", "k", "m")])
        writer.forget_problems("one")
        assert [problem.stage for problem in writer.reader.problems()] == ["two"]


def test_work_that_is_begun_goes_on_until_it_is_finished(path: Path) -> None:
    with Writer(path) as writer:
        def memory() -> tuple[str | None, str | None]:
            return writer.reader.meta("working"), writer.reader.meta("settled")

        writer.begin()
        assert memory() == ("yes", None)
        writer.finish("one")
        assert memory() == (None, "one")
        writer.begin()
        assert memory() == ("yes", "one")
        writer.finish(None)  # something failed
        assert memory() == (None, None)
        writer.finish("two")
        writer.unsettle()
        assert memory() == ("yes", None)


# Who writes


def test_a_program_that_writes_holds_the_library(path: Path) -> None:
    assert not held(path)
    with Writer(path):
        assert held(path)
        with pytest.raises(LibraryError, match="another program is writing"):
            Writer(path)
        assert held(path)
    assert not held(path)
    assert [left.name for left in path.parent.iterdir()] == ["library.db"]


def test_a_lock_left_by_a_crash_holds_nothing(path: Path) -> None:
    left = path.with_name("library.db-lock")
    left.touch()
    assert not held(path)
    with Writer(path):
        assert held(path)
    assert not left.exists()


def test_a_lock_that_is_taken_away_between_opening_and_locking_guards_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer may end just then, and takes its lock file with it: the next one opens it anew."""
    flock = writing.fcntl.flock
    ended: list[int] = []

    def meanwhile(handle: object, how: int) -> None:
        if not ended:
            ended.append(how)
            path.with_name("library.db-lock").unlink()
        flock(handle, how)

    monkeypatch.setattr(writing.fcntl, "flock", meanwhile)
    with Writer(path):
        assert ended
        assert held(path)


def test_where_a_system_has_no_locks_the_library_is_written_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "fcntl", None)
    with Writer(path) as writer:
        assert not held(path)
        writer.put_reports([(report("a"), report("a"))], "rules")
    assert Library(path).report_ids() == ["a"]


def test_a_library_that_cannot_be_opened_leaves_no_lock(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match="not a Variorum library"):
        Writer(tmp_path / "other")
    assert [left.name for left in tmp_path.iterdir()] == ["other"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "library.db-lock").mkdir()
    with pytest.raises(LibraryError, match="cannot be written"):
        Writer(tmp_path / "library.db")


# All or nothing


def test_a_block_that_fails_is_taken_back_whatever_failed_in_it(path: Path) -> None:
    def fail(how: str) -> None:
        with schema.transaction(writer.connection):
            writer.connection.execute(schema.insert("members"), ("a", "s"))
            writer.connection.execute(how) if how else 1 // 0

    with Writer(path) as writer:
        with pytest.raises(ZeroDivisionError):
            fail("")
        with pytest.raises(LibraryError, match="cannot be used"):
            fail("SELECT nothing")
        with pytest.raises(LibraryError, match="cannot be used"):
            fail("ROLLBACK; nothing")
        assert writer.reader.count("members") == 0
        with schema.transaction(writer.connection):
            writer.connection.execute(schema.insert("members"), ("a", "s"))
        assert writer.reader.count("members") == 1


def test_a_transaction_that_sqlite_took_back_by_itself_tells_the_error_in_the_block(path: Path) -> None:
    def fail() -> None:
        with schema.transaction(writer.connection):
            writer.connection.execute("ROLLBACK")
            raise named("SQLITE_FULL", "disk full")

    with Writer(path) as writer:
        with pytest.raises(DiskFull, match="disk full"):
            fail()

        def end() -> None:
            with schema.transaction(writer.connection):
                writer.connection.execute("ROLLBACK")

        with pytest.raises(LibraryError, match="no transaction is active"):
            end()


def test_a_commit_that_fails_is_told_and_taken_back(path: Path) -> None:
    def fail() -> None:
        with schema.transaction(writer.connection):
            writer.connection.execute("PRAGMA defer_foreign_keys = ON")
            writer.connection.execute("INSERT INTO child VALUES (7)")

    with Writer(path) as writer:
        writer.connection.execute("PRAGMA foreign_keys = ON")
        writer.connection.execute("CREATE TEMP TABLE parent (id PRIMARY KEY)")
        writer.connection.execute("CREATE TEMP TABLE child (id REFERENCES parent)")
        with pytest.raises(LibraryError, match="FOREIGN KEY"):
            fail()
        assert not writer.connection.in_transaction
        writer.begin()  # the next one begins as if nothing had been


def named(name: str, words: str = "its words") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorname = name  # type: ignore[misc]
    return error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_BUSY_SNAPSHOT", "locked by another program"), ("SQLITE_LOCKED", "locked by another program"),
        ("SQLITE_NOTADB", "not a SQLite database"), ("SQLITE_CORRUPT_VTAB", r"damaged \(its words\)"),
        ("SQLITE_READONLY_DBMOVED", r"cannot be opened or written \(its words\)"), ("SQLITE_CANTOPEN", "cannot be opened or written"),
        ("SQLITE_PERM", "cannot be opened or written"), ("SQLITE_ERROR", r"cannot be used \(its words\)"), ("", "cannot be used"),
    ],
)  # fmt: skip
def test_what_sqlite_says_in_words_for_the_user(name: str, words: str) -> None:
    told = schema.sentence_of(named(name))
    assert type(told) is LibraryError
    with pytest.raises(LibraryError, match=words):
        raise told


def test_what_sqlite_says_of_a_full_disk_and_what_it_does_not_say() -> None:
    for name in schema.FULL:
        assert isinstance(schema.sentence_of(named(name)), DiskFull)
    assert str(schema.sentence_of(sqlite3.InterfaceError())) == "the library cannot be used (InterfaceError)"
    unreadable = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert "names are no text: invalid start byte" in str(schema.sentence_of(unreadable))


# How it is made


def test_the_file_says_what_it_is(path: Path) -> None:
    """Bytes 68 to 72 of a SQLite file name the program that it belongs to, to `file` and to others; the next but one part its version."""
    Writer(path).close()
    head = path.read_bytes()[:100]
    assert head[68:72] == b"VARI"
    assert int.from_bytes(head[60:64], "big") == schema.VERSION


def test_what_is_kept_is_legible_to_whoever_opens_the_file(path: Path) -> None:
    with Writer(path) as writer:
        writer.put_story(story("s", report("a"), origins=0).having(points=(stocked.point("s", "p", formerly=("ä", "b")),)), "rules")
        assert writer.reader.select("SELECT formerly, kinds, cause, within_report FROM points") == [('["ä","b"]', "[]", None, 0)]


def test_every_column_has_the_type_of_its_field(path: Path) -> None:
    kinds = {column.name: column.sql for column in schema.columns("events")}
    assert {name: kinds[name] for name in ("id", "mode", "quad_code", "event_scale", "event_loc", "passages", "text_info")} == {
        "id": "TEXT", "mode": "TEXT", "quad_code": "INTEGER", "event_scale": "REAL", "event_loc": "TEXT", "passages": "TEXT",
        "text_info": "TEXT",
    }  # fmt: skip
    kinds = {column.name: column.sql for column in schema.columns("points")}
    assert (kinds["verdict"], kinds["within_report"], kinds["confidence"], kinds["weight"]) == ("TEXT", "INTEGER", "REAL", "TEXT")


def test_tables_whose_rows_are_all_key_are_their_own_index(path: Path) -> None:
    with Writer(path) as writer:
        made = dict(schema.parts(writer.connection))
        assert [name for name in sorted(made) if made[name].endswith("WITHOUT ROWID")] == ["links", "rare", "sequels"]
        assert all("seal INTEGER NOT NULL" in made[table] for table in schema.ALL)


def test_a_table_of_an_older_program_keeps_its_rows_and_their_order(path: Path) -> None:
    """Tables of stories are judged anew; tables of our own memory are not, and what a row lacks is null, or empty."""
    stocked.library(path, story("s", report("a"), origins=0).having(points=(stocked.point("s", "p2"), stocked.point("s", "p1")))).close()
    with Writer(path) as writer:
        writer.connection.execute("DELETE FROM points WHERE id = 'p2'")
        writer.put_story(writer.reader.dossier("s"), "rules")
        for column in ("cause", "formerly", "seal"):
            for (index,) in writer.connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall():
                writer.connection.execute(f"DROP INDEX {index}")
            writer.connection.execute(f"ALTER TABLE points DROP COLUMN {column}")
        places = writer.connection.execute("SELECT place, id FROM points").fetchall()
    with Writer(path) as writer:
        assert writer.connection.execute("SELECT place, id FROM points").fetchall() == places
        assert list(writer.reader.nouns("points")) == [stocked.point("s", "p1")]
        assert (writer.reader.judged(), writer.reader.meta("settled")) == ({}, None)
        writer.put_story(writer.reader.dossier("s"), "rules")
        writer.finish("rules")
    assert check(Library(path)).faults == ()


def test_an_older_table_of_our_own_makes_no_story_be_judged_anew(path: Path) -> None:
    stocked.library(path, story("s", origins=0)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE groups ADD COLUMN more")
    connection.close()
    with Writer(path) as writer:
        assert (writer.reader.judged(), writer.reader.meta("settled")) == ({"s": "rules"}, "rules")
    assert check(Library(path)).faults == ()


def test_an_index_and_a_trigger_that_are_not_ours_give_way(path: Path) -> None:
    Writer(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE INDEX theirs ON points (why)")
        connection.execute("CREATE TRIGGER of_them AFTER INSERT ON points BEGIN DELETE FROM points; END")
    connection.close()
    with Writer(path) as writer:
        assert dict(schema.parts(writer.connection)) == dict(schema.made())


def test_a_library_of_this_version_is_opened_without_a_change(path: Path) -> None:
    stocked.library(path, story("s", origins=0)).close()
    before = path.read_bytes()
    Library(path).close()
    assert path.read_bytes() == before
    with Writer(path) as writer:
        assert writer.reader.judged() == {"s": "rules"}


def test_only_what_a_second_reader_was_asked_about_is_judged_anew_when_it_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s1"))
    settled = library.meta("settled")
    assert settled is not None
    with Writer(path) as writer:
        writer.forget_asked("s1")
        assert library.meta("settled") == settled
        writer.note_asked("s1", Asking("a model"), ["k1"])
        assert library.meta("settled") is None
        writer.finish("rules")
        writer.note_asked("s1", Asking("a model"), ["k1"])
        assert library.meta("settled") is not None  # nothing new was asked
        writer.forget_asked("s1")
        assert library.meta("settled") is None
    assert library.count("asked") == 0


def test_only_what_stands_can_be_undone_and_work_goes_on_then(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s1", report("r1"), report("r2")))
    with Writer(path) as writer:
        kept = writer.decide(decided("split", None, Value(reports=("r1",)), "A. Quill", "2024-05-02T10:00:00+00:00"))
        writer.finish("rules")
        writer.undo("another", "2024-05-03")
        assert library.meta("working") is None
        writer.undo(kept.id, "2024-05-03")
        assert library.meta("working") is not None
        writer.finish("rules")
        writer.undo(kept.id, "2024-05-04")
        assert library.meta("working") is None
    assert library.decision(kept.id).undone == "2024-05-03"

"""The library file: what it refuses, what it keeps, what two programs at once may do with it."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import made
import stocked
from variorum.errors import DiskFull, LibraryError, WrongUse
from variorum.model.decision import Value, decided
from variorum.model.paragraph import Analysis
from variorum.model.proposal import Answer, Asking
from variorum.model.report import Problem, Report
from variorum.model.sentence import bare
from variorum.model.story import Counts, Dossier, places
from variorum.store import schema, seal
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.links import Links
from variorum.store.tables import INDICES, ORDER
from variorum.store.writer import FileRead, Writer


def fill(path: Path) -> Dossier:
    """A library with the hand-made story."""
    dossier = made.dossier()
    with Writer(path) as writer:
        writer.put_files([FileRead(report.origin, "d", "v", [(report, report)], []) for report in dossier.reports], "rules")
        writer.put_paragraphs(
            [(Analysis(place.key, bare([(0, 1)])), np.ones((1, 384), np.float16)) for r in dossier.reports for place in places(r)], "rules"
        )
        writer.put_story(dossier, "rules")
    return dossier


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    fill(path)
    return path


def rows(path: Path) -> dict[str, list[object]]:
    reader = Library(path)
    return {table: list(reader.rows(table)) for table in schema.TABLES}


def test_a_dossier_comes_back_as_it_was_written(library: Path) -> None:
    dossier = made.dossier()
    back = Library(library).dossier(dossier.story.id, analyses=True)
    for table in schema.OF_STORY:
        assert getattr(back, table) == getattr(dossier, table)
    assert back.story == dossier.story
    assert back.reports == dossier.reports
    assert {place.key for place in back.placed} == set(back.analyses) == set(back.vectors)
    assert check(Library(library)).faults == ()


def test_writing_the_same_again_changes_nothing(library: Path) -> None:
    before = rows(library)
    fill(library)
    assert rows(library) == before


def test_a_changed_story_takes_the_place_of_the_old_one(library: Path) -> None:
    dossier = made.dossier()
    story = replace(dossier.story, id="s2", reports=dossier.story.reports[:2], counts=Counts(2, 2, 0))
    with Writer(library) as writer:
        writer.put_story(Dossier(story, dossier.reports[:2]), "rules")
    reader = Library(library)
    assert [told.id for told in reader.stories()] == ["s2"]
    assert all(reader.count(table) == 0 for table in schema.OF_STORY)
    assert reader.story_of("r1") == "s2"
    assert reader.story_of("r3") is None


def test_stories_are_named_by_number_and_by_the_beginning_of_their_id(library: Path) -> None:
    reader = Library(library)
    assert reader.story().id == reader.story("1").id == reader.story("s").id == "s1"
    for name, words in (
        ("2", "no story number 2"),
        ("0", "no story number 0"),
        ("x", "no story 'x'"),
        ("%", "no story"),
        ("s_", "no story"),
    ):
        with pytest.raises(WrongUse, match=words):
            reader.story(name)


def test_search_takes_words_never_syntax(library: Path) -> None:
    reader = Library(library)
    assert reader.search("ferry trips")[:1] == ["r1"]
    assert reader.search("FERRY")
    for odd in ('"', "a OR b", "NEAR(", "title:x", "*", "ferry AND", "", " ", "\0", "-x", '""', "ferry*", "(("):
        reader.search(odd)
    assert reader.search("nowhere ferry") == []


def test_search_follows_what_changes(library: Path) -> None:
    changed = replace(made.dossier().reports[0], title="Zeppelins over the strait")
    with Writer(library) as writer:
        writer.put_reports([(changed, changed)], "rules")
    assert Library(library).search("zeppelins") == ["r1"]
    Library(library).connection.execute("SELECT 1")
    connection = sqlite3.connect(library)
    connection.execute("INSERT INTO reports_words (reports_words) VALUES ('integrity-check')")
    connection.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 500])
def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises(LibraryError):
        Library(path)
    if content:
        with pytest.raises(LibraryError):
            Writer(path)
        assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE stories (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for door in (Library, Writer):
        with pytest.raises(LibraryError, match="not a Variorum library"):
            door(path)
    assert path.read_bytes() == before


def test_a_library_of_a_newer_program_is_refused(library: Path) -> None:
    connection = sqlite3.connect(library)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    for door in (Library, Writer):
        with pytest.raises(LibraryError, match="newer Variorum"):
            door(library)


def test_a_library_of_an_older_program_keeps_its_rows_and_is_judged_anew(library: Path) -> None:
    connection = sqlite3.connect(library)
    connection.execute("DROP INDEX points_weights")
    connection.executescript("ALTER TABLE reports DROP COLUMN byline; ALTER TABLE points DROP COLUMN weight; PRAGMA user_version = 0;")
    connection.close()
    assert len(Library(library).reports()) == 3  # readable before it is changed
    with Writer(library) as writer:
        assert writer.reader.report("r1").byline is None
        assert [point.id for point in writer.reader.nouns("points")] == [point.id for point in made.dossier().points]
        assert writer.reader.judged() == {}
        writer.put_story(made.dossier(), "rules")
    assert Library(library).count("points") == len(made.dossier().points)


def with_decisions_of_version_4(connection: sqlite3.Connection, *decisions: dict[str, object]) -> None:
    """The table of decisions as it was up to version 4: one JSON text a row."""
    connection.execute("DROP TABLE decisions")
    connection.execute("CREATE TABLE decisions (decision TEXT NOT NULL UNIQUE, seal INTEGER NOT NULL, place INTEGER PRIMARY KEY)")
    seal.into(connection)
    for row in decisions:
        connection.execute("INSERT INTO decisions (decision, seal) VALUES (?1, seal(?1))", (json.dumps(row, sort_keys=True),))
    connection.commit()


def test_a_decision_is_known_by_its_number_and_by_the_beginning_of_its_id(library: Path) -> None:
    with Writer(library) as writer:
        first = writer.decide(decided("move", None, Value(reports=("r1", "r2"), to="r3"), "Ada", "2024-05-02T10:00:00+00:00"))
        second = writer.decide(decided("join", None, Value(reports=("r1", "r3")), "Ada", "2024-05-03T10:00:00+00:00"))
    reader = Library(library)
    assert reader.decisions() == [first, second]
    assert [reader.decision(name) for name in ("1", "2", first.id, second.id)] == [first, second, first, second]
    for name, told in (("3", "no decision"), ("0", "no decision"), ("nowhere", "no decision"), ("", "several decisions")):
        with pytest.raises(WrongUse, match=told):
            reader.decision(name)


def test_the_decisions_of_a_library_of_version_4_are_read_over(library: Path) -> None:
    older = [{"what": "move", "reports": ["r2", "r1"], "to": "r3"}, {"what": "join", "reports": ["r1", "r3"], "to": None}]
    connection = sqlite3.connect(library)
    with_decisions_of_version_4(connection, *older)
    connection.execute("PRAGMA user_version = 4")
    connection.close()
    wanted = [
        decided("move", None, Value(reports=("r1", "r2"), to="r3"), None, None),
        decided("join", None, Value(reports=("r1", "r3")), None, None),
    ]
    assert Library(library).decisions() == wanted  # readable before it is changed
    with Writer(library) as writer:
        assert writer.reader.decisions() == wanted
        writer.undo(wanted[0].id, "2024-05-02T10:00:00+00:00")
        assert writer.decide(wanted[1]) == wanted[1]
        assert [one.undone is None for one in writer.reader.decisions()] == [False, True]
    assert check(Library(library)).faults == ()


def test_a_library_of_the_first_version_keeps_its_rows(library: Path) -> None:
    """Version 1 had no seals, and an index of ours under a name that another of its indices had taken."""
    with Writer(library) as writer:
        writer.decide(decided("split", None, Value(reports=("r1",)), None, None))
        writer.put_problems([Problem("a.txt", "sources", "empty", "The file is empty.")])
        before = rows(library) | {"raw": list(writer.reader.raw(["r1", "r2", "r3"]))}
    connection = sqlite3.connect(library)
    with_decisions_of_version_4(connection, {"what": "split", "reports": ["r1"], "to": None})
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    for table in schema.ALL:
        connection.execute(f"ALTER TABLE {table} DROP COLUMN seal")
    connection.executescript("DROP INDEX entities_name; CREATE INDEX entities_name ON entities (name, kind); PRAGMA user_version = 1;")
    connection.close()
    assert len(Library(library).reports()) == 3  # readable before it is changed
    with pytest.raises(LibraryError, match=r"older Variorum.*read once more"):
        check(Library(library))
    with Writer(library) as writer:
        reader = writer.reader
        for name in schema.TABLES:
            assert list(reader.rows(name)) == before[name]
        assert list(reader.raw(["r1", "r2", "r3"])) == before["raw"]
        assert reader.judged() == {}
        assert reader.search("ferry trips")[:1] == ["r1"]
        writer.put_story(made.dossier(), "rules")
        writer.finish("settled")
    assert check(Library(library)) == check(Library(library))
    assert check(Library(library)).faults == ()
    fresh = library.with_name("fresh.db")
    Writer(fresh).close()
    with closing(sqlite3.connect(fresh)) as new, closing(sqlite3.connect(library)) as old:
        assert dict(schema.parts(old)) == dict(schema.parts(new)) == dict(schema.made())


def test_no_index_is_made_twice() -> None:
    places = [re.sub(r"\s+", " ", on) for on in INDICES.values()]
    assert len(set(places)) == len(places)
    with closing(sqlite3.connect(":memory:")) as connection:
        schema.prepare(connection)
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")}
        assert found == set(INDICES)
        plan = str(connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM stories ORDER BY {ORDER} LIMIT 1").fetchall())
    assert "stories_order" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("table", [table for table in schema.ALL if table != "statements"])  # the hand-made story has none
def test_a_row_changed_behind_our_back_is_told(library: Path, table: str) -> None:
    with Writer(library) as writer:
        writer.decide(decided("split", None, Value(reports=("r1",)), None, None))
        writer.put_problems([Problem("a.txt", "sources", "empty", "The file is empty.")])
        writer.keep_answer("k1", Answer("a model", "{}"))
        writer.note_asked("s1", Asking("a model"), ["k1"])
        writer.put_reports([(left_out := stocked.report("r9"), left_out)], "rules")
        writer.set_aside(["r9"])
        writer.put_story(writer.reader.dossier("s1").having(heard={7: 0.5}, worked={8: [1]}), "v")
        links = Links(writer)
        with links.changing("rules"):
            links.put_rare("s", [1, 2])
            links.link("s", ["t"])
            links.put_groups([("r1", "r2")], [("r1", "r3")])
        links.put_features([("r1", "d", b"features")])
    assert check(Library(library)).faults == ()
    column = schema.names(table)[:2][-1]
    with closing(sqlite3.connect(library)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert count, f"nothing in {table}"
        connection.execute(f'UPDATE {table} SET "{column}" = CASE WHEN "{column}" IS NULL THEN 7 ELSE "{column}" || 7 END')
        connection.commit()
    faults = check(Library(library)).faults
    assert len(faults) == count
    assert all(fault.startswith(f"{table} ") and "has changed" in fault for fault in faults)


@pytest.mark.parametrize(
    ("values", "other"),
    [
        (("a", "b"), ("ab", "")),
        (("1",), (1,)),
        ((b"a",), ("a",)),
        ((None,), ("None",)),
        ((1,), (1.0,)),
        (("a", None), (None, "a")),
    ],
)
def test_rows_that_differ_have_other_seals(values: tuple[seal.Value, ...], other: tuple[seal.Value, ...]) -> None:
    assert seal.seal(*values) != seal.seal(*other)
    assert seal.seal(*values) == seal.seal(*(seal.Text(one.encode()) if isinstance(one, str) else one for one in values))


def test_a_damaged_name_that_is_no_text_is_told_by_every_door(library: Path) -> None:
    data = bytearray(library.read_bytes())
    data[data.index(b"CREATE INDEX stories_newest") + len("CREATE INDEX s")] |= 0x80
    library.write_bytes(data)
    for door in (Library, Writer):
        with pytest.raises(LibraryError, match="damaged"):
            door(library)


def test_a_word_lost_from_the_search_is_told(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', 1, 'Ferry', '')")
        connection.commit()
    (fault,) = check(Library(library)).faults
    assert "full-text index" in fault


def test_an_index_that_is_missing_is_told_and_made_again(library: Path) -> None:
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("DROP INDEX stories_order")
    assert check(Library(library)).faults == ("file: stories_order is not made as it should be",)
    Writer(library).close()
    assert check(Library(library)).faults == ()


def test_a_stopped_job_is_no_damage_and_no_excuse_for_it(library: Path) -> None:
    report = replace(made.dossier().reports[0], id="r9")
    with Writer(library) as writer:
        writer.begin()
        writer.put_files([FileRead("new.txt", "d", "v", [(report, report)], [])], "rules")
    checked = check(Library(library))
    assert (checked.faults, checked.stopped) == ((), True)
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("UPDATE reports SET title = 'Another'")
        connection.commit()
    assert len(check(Library(library)).faults) == 4
    with Writer(library) as writer:
        writer.put_reports([(one, one) for one in (report, *made.dossier().reports)], "rules")
        writer.finish("settled")
    assert check(Library(library)).faults == ("reports r9: in no story",)


def test_odd_numbers_of_stories_are_wrong_use(library: Path) -> None:
    reader = Library(library)
    for name in ("9" * 9, "9" * 19, "9" * 5000, "0" * 5000, "\udcff", "ß", "x" * 5000):
        with pytest.raises(WrongUse, match="no story") as told:
            reader.story(name)
        assert len(str(told.value)) < 200


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="variorum read"):
        Library(tmp_path / "missing.db")
    with pytest.raises(WrongUse, match="folder"):
        Library(tmp_path)
    with pytest.raises(WrongUse, match="folder"):
        Writer(tmp_path)
    with pytest.raises(WrongUse, match="does not exist"):
        Writer(tmp_path / "no" / "library.db")


def test_a_second_writer_is_told_and_the_lock_goes_with_its_holder(library: Path) -> None:
    with Writer(library), pytest.raises(LibraryError, match="another program"):
        Writer(library)
    with Writer(library):
        pass
    assert [path.name for path in library.parent.iterdir()] == ["library.db"]


@pytest.mark.reliability
def test_a_writer_that_was_killed_leaves_no_lock(library: Path) -> None:
    code = "import os, sys\nfrom variorum.store.writer import Writer\nwriter = Writer(sys.argv[1])\nos.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(library)], check=False)
    with Writer(library) as writer:
        assert writer.reader.count("reports") == 3


def test_the_web_reads_while_a_read_goes_on(library: Path) -> None:
    """Readers in other threads see whole stories only: the old one or the new one."""
    dossier = made.dossier()
    seen: set[tuple[int, int]] = set()
    errors: list[BaseException] = []
    stop = threading.Event()

    def look() -> None:
        reader = Library(library)
        while not stop.is_set():
            try:
                reader.connection.execute("BEGIN")
                seen.add((reader.count("stories"), reader.count("points")))
                reader.connection.execute("COMMIT")
            except BaseException as error:
                errors.append(error)
                return
        reader.close()

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    with Writer(library) as writer:
        for _ in range(50):
            writer.put_story(dossier, "rules")
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert seen == {(1, len(dossier.points))}


def test_a_failed_write_leaves_nothing_behind(library: Path) -> None:
    before = rows(library)
    dossier = made.dossier()
    broken = dossier.having(points=(*dossier.points, replace(dossier.points[0], id="new", confidence=object())))
    with Writer(library) as writer:
        with pytest.raises(sqlite3.Error):
            writer.connection.execute("SELECT nothing")
        with pytest.raises((LibraryError, TypeError)):
            writer.put_story(broken, "rules")
        writer.put_problems([])
    assert rows(library) == before


def test_a_full_disk_is_told_and_nothing_is_torn(library: Path) -> None:
    before = rows(library)
    report = replace(made.dossier().reports[0], id="r9", text="words " * 100_000, blocks=(), credits=())
    with Writer(library) as writer:
        (pages,) = writer.connection.execute("PRAGMA page_count").fetchone()
        writer.connection.execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(DiskFull, match="safe"):
            writer.put_reports([(report, report)], "rules")
        assert writer.reader.count("reports") == 3
    assert rows(library) == before
    assert check(Library(library)).faults == ()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where we may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], check=False, capture_output=True).returncode
    ):
        pytest.skip("a file system can only be mounted by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.reliability
def test_a_really_full_disk(tiny_disk: Path) -> None:
    path = tiny_disk / "library.db"
    fill(path)
    before = rows(path)
    report = replace(made.dossier().reports[0], id="r9", text="words " * 1_000_000, blocks=(), credits=())
    with Writer(path) as writer, pytest.raises(DiskFull):
        writer.put_reports([(report, report)], "rules")
    shutil.copy(path, tiny_disk.parent / "copy.db")
    assert rows(tiny_disk.parent / "copy.db") == before
    assert check(Library(tiny_disk.parent / "copy.db")).faults == ()


def test_a_damaged_file_is_told(library: Path) -> None:
    data = bytearray(library.read_bytes())
    for start in range(8192, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    library.write_bytes(data)
    try:
        faults = check(Library(library)).faults
    except LibraryError as error:
        faults = (str(error),)
    assert faults


def test_a_library_in_a_folder_that_cannot_be_written_is_read(library: Path) -> None:
    connection = sqlite3.connect(f"{library.as_uri()}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT count(*) FROM reports").fetchone() == (3,)
    connection.close()
    os.chmod(library.parent, 0o500)
    try:
        assert Library(library).count("reports") == 3
    finally:
        os.chmod(library.parent, 0o700)


def test_problems_are_kept_once_and_forgotten_when_the_file_is_well(library: Path) -> None:
    problem = Problem("a.txt", "sources", "empty", "The file is empty.")
    with Writer(library) as writer:
        for _ in range(2):
            writer.put_files([FileRead("a.txt", "d", "v", [], [problem])], "rules")
        assert writer.reader.problems() == [problem]
        writer.put_files([FileRead("a.txt", "e", "v", [], [])], "rules")
        assert writer.reader.problems() == []


def test_the_same_report_from_two_files_keeps_one_origin_in_any_order(tmp_path: Path) -> None:
    report = made.dossier().reports[0]
    twin = replace(report, origin="/home/someone/another.txt")

    def read(name: str, *read: Report) -> list[object]:
        with Writer(tmp_path / name) as writer:
            for one in read:
                writer.put_files([FileRead(one.origin, "d", "v", [(one, one)], [])], "rules")
            return list(writer.reader.rows("reports"))

    assert read("one.db", report, twin) == read("two.db", twin, report)


def test_any_text_comes_back_exactly(tmp_path: Path) -> None:
    text = "nul \0 tab \t é \u202e عربى 日本 👩‍👩‍👧 e\u0301 \ufeff \U0010ffff line\r\nend"
    report = replace(made.dossier().reports[0], text=text, blocks=(), credits=())
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(report, report)], "rules")
        assert writer.reader.report(report.id) == report


def test_the_decisions_of_a_story_are_those_that_name_a_report_of_it(library: Path) -> None:
    story = made.dossier().story
    inside = decided("report", None, Value("The Gull", reports=story.reports[:1], fact="outlet"), None, None)
    outside = decided("report", None, Value("The Gull", reports=("elsewhere",), fact="outlet"), None, None)
    with Writer(library) as writer:
        writer.decide(inside)
        writer.decide(outside)
    reader = Library(library)
    assert [row["id"] for row in reader.rows("decisions", story.id)] == [inside.id]
    assert [row["id"] for row in reader.rows("decisions")] == [inside.id, outside.id]
    assert [json.loads(line) for line in reader.lines("decisions")] == list(reader.rows("decisions"))


def test_a_report_that_a_person_told_facts_of_waits_for_its_own_version(library: Path) -> None:
    reader = Library(library)
    first, second, *_ = made.dossier().story.reports
    prepared = reader.select("SELECT version FROM inputs WHERE report = ?", (first,))[0][0]
    assert first not in reader.stale_inputs(prepared, {first: prepared})
    assert first in reader.stale_inputs(prepared, {first: "as corrected"})
    assert first not in reader.stale_inputs("another", {first: prepared})
    assert second in reader.stale_inputs("another", {first: prepared})

"""The library file: what it refuses, what it keeps, what two programs at once may do with it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import made
from variorum.errors import DiskFull, LibraryError, WrongUse
from variorum.model.paragraph import Analysis
from variorum.model.report import Problem, Report
from variorum.model.story import Counts, Dossier
from variorum.store import schema
from variorum.store.check import check
from variorum.store.library import Library, places
from variorum.store.writer import FileRead, Writer


def fill(path: Path) -> Dossier:
    """A library with the hand-made story."""
    dossier = made.dossier()
    with Writer(path) as writer:
        writer.put_files([FileRead(report.origin, "d", "v", [(report, report)], []) for report in dossier.reports], "rules")
        writer.put_paragraphs(
            [(Analysis(place.key, ((0, 1),)), np.ones((1, 384), np.float16)) for r in dossier.reports for place in places(r)], "rules"
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


def test_a_library_of_an_older_program_keeps_reports_and_is_judged_anew(library: Path) -> None:
    connection = sqlite3.connect(library)
    connection.executescript("ALTER TABLE reports DROP COLUMN byline; ALTER TABLE points DROP COLUMN weight; PRAGMA user_version = 0;")
    connection.close()
    assert len(Library(library).reports()) == 3  # readable before it is changed
    with Writer(library) as writer:
        assert writer.reader.report("r1").byline is None
        assert writer.reader.count("points") == 0
        assert writer.reader.judged() == {}
        writer.put_story(made.dossier(), "rules")
    assert Library(library).count("points") == len(made.dossier().points)


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

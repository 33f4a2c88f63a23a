"""Programs that show any SQLite file (Datasette, sqlite-utils) find links, views and the search of a library."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import stocked
from variorum.model.point import Point, Reading
from variorum.model.report import Passage
from variorum.model.story import Borrowing
from variorum.store import schema
from variorum.store.check import check
from variorum.store.library import Library
from variorum.store.tables import VIEWS
from variorum.store.writer import Writer

# What sqlite-utils asks the file for (its `detect_fts`), with our table put in: Datasette does the same.
FIND_SEARCH = """
SELECT name FROM sqlite_master WHERE rootpage = 0 AND (
    sql LIKE '%VIRTUAL TABLE%USING FTS%content="reports"%' OR sql LIKE '%VIRTUAL TABLE%USING FTS%content=[reports]%')
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    one, two = stocked.report("r1", "The Gull"), stocked.report("r2", text="The mill of Oskerra burns brightly")
    still, burns = Passage("r1", 20, 32, "stands still"), Passage("r2", 20, 34, "burns brightly")
    readings = tuple(Reading(place.text, (), (place,), (place.report,), ("o1",)) for place in (still, burns))
    told = stocked.story(
        "s1", one, two,
        points=(Point("p1", "s1", "What of the mill?", readings, "conflict", ("act",), False, 0.9, "Both cannot be."),),
        quotations=(stocked.quotation("s1", "q1", "r1", "e1"),),
        entities=(stocked.entity("s1", "e1", "Ada Quill", role="Miller"),),
        borrowings=(Borrowing("b1", "s1", "r2", "o1", "edited", "known", 0.5, "Half of it.", (), giver_name="TPA"),),
    )  # fmt: skip
    stocked.library(tmp_path / "library.db", told).close()
    return tmp_path / "library.db"


@pytest.fixture
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(opened: sqlite3.Connection, view: str) -> list[dict[str, object]]:
    return [dict(row) for row in opened.execute(f"SELECT * FROM {view}")]


def test_each_passage_of_a_point_is_a_line(opened: sqlite3.Connection) -> None:
    shown = ("question", "reading", "value", "report", "outlet", "text")
    told = [tuple(row[name] for name in shown) for row in rows(opened, "points_flat")]
    assert told == [
        ("What of the mill?", 1, "stands still", "r1", "The Gull", "stands still"),
        ("What of the mill?", 2, "burns brightly", "r2", None, "burns brightly"),
    ]


def test_each_quotation_is_a_line_with_its_speaker_and_place(opened: sqlite3.Connection) -> None:
    (row,) = rows(opened, "quotes_flat")
    assert (row["story_title"], row["role"], row["text"], row["start"], row["end"]) == ("Story s1", "Miller", "mill", 4, 8)


def test_each_borrowing_is_a_line_and_a_lost_giver_has_its_name(opened: sqlite3.Connection) -> None:
    (row,) = rows(opened, "who_copied_whom")
    assert (row["taker"], row["taker_outlet"], row["giver_name"], row["share"]) == ("r2", None, "TPA", 0.5)


def test_reports_have_the_numbers_of_the_brief(opened: sqlite3.Connection) -> None:
    assert [(row["number"], row["report"]) for row in rows(opened, "reports_flat")] == [(1, "r1"), (2, "r2")]


def test_rows_name_the_report_and_the_story_that_they_are_of(opened: sqlite3.Connection) -> None:
    links = {(row["from"], row["table"], row["to"]) for row in opened.execute("PRAGMA foreign_key_list(quotations)")}
    assert links == {("story", "stories", "id"), ("report", "reports", "id")}
    assert list(opened.execute("PRAGMA foreign_key_check")) == []


def test_the_search_is_found_as_these_programs_look_for_it(opened: sqlite3.Connection) -> None:
    assert [row["name"] for row in opened.execute(FIND_SEARCH)] == ["reports_words"]


def test_a_library_of_an_older_program_gets_views_links_and_search(path: Path) -> None:
    as_made = check(Library(path)).faults  # the story is too small to be whole
    with closing(sqlite3.connect(path)) as older:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in schema.column_types("quotations").items())
        older.executescript(
            f"""
            DROP VIEW points_flat; DROP VIEW quotes_flat; CREATE VIEW quotes_flat AS SELECT 1;
            CREATE TABLE kept AS SELECT * FROM quotations; DROP TABLE quotations;
            CREATE TABLE quotations ({columns}, place INTEGER PRIMARY KEY, UNIQUE (story, id)); INSERT INTO quotations
            ({", ".join(f'"{name}"' for name in schema.column_types("quotations"))}, place)
            SELECT {", ".join(f'"{name}"' for name in schema.column_types("quotations"))}, place FROM kept; DROP TABLE kept;
            DROP TABLE reports_words;
            CREATE VIRTUAL TABLE reports_words USING fts5 (title, text, content='reports', content_rowid='place');
            PRAGMA user_version = 6;
            """
        )
    Writer(path).close()
    library = Library(path)
    assert check(library).faults == as_made
    assert library.search("burns") == ["r2"]
    assert library.meta("settled") == "rules"  # nothing is judged again for it
    with closing(sqlite3.connect(path)) as renewed:
        assert {name for (name,) in renewed.execute("SELECT name FROM sqlite_master WHERE type = 'view'")} == set(VIEWS)
        assert json.loads(renewed.execute("SELECT content FROM quotations").fetchone()[0])[0]["text"] == "mill"

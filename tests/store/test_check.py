"""What `check` finds in a library, and what it leaves alone: each thing that can be wrong is made wrong once, its seal being right."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import made
import stocked
from stocked import origin, report, story
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Passage
from variorum.model.rows import to_row
from variorum.model.statement import Statement
from variorum.model.story import Counts, Dossier
from variorum.store import check as checking
from variorum.store import schema
from variorum.store.check import Checked, check
from variorum.store.library import FAILED, Library
from variorum.store.tables import OF_STORY
from variorum.store.writer import Writer


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a library on which rows may be changed or taken out, seals and all."""
    with Writer(path) as writer:
        yield writer.connection


def faults(path: Path, *stories: Dossier) -> tuple[str, ...]:
    return check(stocked.library(path / "library.db", *stories)).faults


def passages(row: Any) -> int:
    """How many passages there are in a row as plain data."""
    if isinstance(row, dict):
        return row.keys() == {"report", "start", "end", "text"} or sum(map(passages, row.values()))
    return sum(map(passages, row)) if isinstance(row, list) else 0


def test_what_was_looked_at_is_counted(tmp_path: Path) -> None:
    dossier = made.dossier()
    library = stocked.library(tmp_path / "library.db", dossier, story("s2", origins=0))
    kept = [*dossier.reports, *(thing for table in OF_STORY for thing in getattr(dossier, table))]
    assert check(library) == Checked(4, 2, len(kept) + 1 + 2, passages(to_row(kept)), ())
    assert passages(to_row(kept)) > 10


def test_the_hand_made_story_has_something_of_every_kind_that_names_others() -> None:
    assert [table for table in OF_STORY if not getattr(dossier(), table)] == []


def dossier() -> Dossier:
    """The hand-made story with a statement, and with every kind of name in it."""
    told = made.dossier()
    one = told.by_id["r1"]
    said = Statement(
        "t1", "r1", "s1", made.found(one, "ferry line"), "ferry line", "cut", None, None, None, (), "affirmed", "actual", None, "e1", None
    )  # fmt: skip
    first, second = told.points[0].readings
    quotations = (told.quotations[0], replace(told.quotations[1], speakers=("e1",), within="q1"))
    return told.having(
        statements=(said,),
        quotations=quotations,
        utterances=(replace(told.utterances[0], speakers=("e1",)),),
        points=(replace(told.points[0], readings=(replace(first, statements=("t1",)), second)), told.points[1]),
        positions=(replace(told.positions[0], party_entity="e1"),),
    )


def test_a_story_in_which_every_name_is_there_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, dossier()) == ()


def first(told: Dossier, table: str, **more: Any) -> Dossier:
    """The story with the first of these findings changed."""
    things = getattr(told, table)
    return told.having(**{table: (replace(things[0], **more), *things[1:])})


def reading(told: Dossier, table: str, name: str, **more: Any) -> Dossier:
    """The same for the last reading of the first of these findings."""
    *others, last = getattr(getattr(told, table)[0], name)
    return first(told, table, **{name: (*others, replace(last, **more))})


STRANGE = Passage("r1", 0, 5, "Perry")
LOST = Passage("r9", 0, 5, "Ferry")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda s: first(s, "origins", reports=("r1", "r2", "r9")), "origins o1: reports names r9, not among reports"),
        (lambda s: first(s, "quotations", report="r9"), "quotations q1: report names r9, not among reports"),
        (lambda s: first(s, "quotations", speaker="e9"), "quotations q1: speaker names e9, not among entities"),
        (lambda s: first(s, "quotations", speakers=("e1", "e9")), "quotations q1: speakers names e9, not among entities"),
        (lambda s: first(s, "quotations", utterance="u9"), "quotations q1: utterance names u9, not among utterances"),
        (lambda s: first(s, "quotations", within="q9"), "quotations q1: within names q9, not among quotations"),
        (lambda s: first(s, "utterances", speaker="e9"), "utterances u1: speaker names e9, not among entities"),
        (lambda s: first(s, "utterances", quotations=("q9",)), "utterances u1: quotations names q9, not among quotations"),
        (lambda s: first(s, "statements", attributed_to="e9"), "statements t1: attributed_to names e9, not among entities"),
        (lambda s: first(s, "events", origins=("o9",)), "events v1: origins names o9, not among origins"),
        (lambda s: first(s, "positions", party_entity="e9"), "positions x1: party_entity names e9, not among entities"),
        (lambda s: first(s, "borrowings", taker="r9"), "borrowings b1: taker or giver is not in the story"),
        (lambda s: first(s, "borrowings", giver="r9"), "borrowings b1: taker or giver is not in the story"),
        (lambda s: reading(s, "points", "readings", statements=("t1", "t9", "t8")),
         "points p1: a reading names t8, not among statements"),
        (lambda s: reading(s, "points", "readings", reports=("r9",)), "points p1: a reading names r9, not among reports"),
        (lambda s: reading(s, "points", "readings", origins=("o9",)), "points p1: a reading names o9, not among origins"),
        (lambda s: reading(s, "utterances", "variants", statements=("t1",)),
         "utterances u1: a reading names t1, not among quotations"),
        (lambda s: first(s, "events", passages=(STRANGE,)), "events v1: the passage 0-5 of r1 is not exact"),
        (lambda s: first(s, "quotations", cue=LOST), "quotations q1: a passage names report r9, which is not in the story"),
        (lambda s: s.having(story=replace(s.story, counts=Counts(2, 3, 2))),
         "stories s1: the counts are not those of its reports and origins"),
        (lambda s: s.having(story=replace(s.story, counts=Counts(3, 3, 3))),
         "stories s1: the counts are not those of its reports and origins"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere_is_told_and_nothing_else(tmp_path: Path, spoil: Callable[[Dossier], Dossier], told: str) -> None:
    spoilt = spoil(dossier())
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(one, one) for one in spoilt.reports], "rules")
        writer.put_story(spoilt, "rules")
    (fault,) = check(Library(tmp_path / "library.db")).faults
    assert fault.replace("which is not among the story's", "not among") == told


def test_what_a_failed_stage_would_have_found_is_missed_by_nobody(tmp_path: Path) -> None:
    spoilt = dossier().having(entities=())
    path = tmp_path / "library.db"
    library = stocked.library(path, spoilt)
    assert any("entities" in fault for fault in check(library).faults)
    with Writer(path) as writer:
        writer.put_story(spoilt, FAILED)
    assert check(library).faults == ()


def test_a_borrowing_may_go_back_to_an_origin_whose_text_is_lost(tmp_path: Path) -> None:
    assert faults(tmp_path, first(dossier(), "borrowings", giver="o2")) == ()


@pytest.mark.parametrize(
    ("basis", "name", "there"),
    [("cited", "Echo", True), ("stated", "Echo", True), ("cited", None, False), ("shared_text", "Echo", False)],
)
def test_a_medium_of_which_no_report_was_read_gives_words_and_no_text(tmp_path: Path, basis: str, name: str | None, there: bool) -> None:
    found = faults(tmp_path, first(dossier(), "borrowings", giver="elsewhere", giver_name=name, basis=basis))
    assert found == (() if there else ("borrowings b1: taker or giver is not in the story",))


def test_every_report_is_in_an_origin_where_there_are_any(tmp_path: Path) -> None:
    one, two = report("r1"), report("r2")
    told = story("s", one, two)
    library = stocked.library(tmp_path / "library.db", told.having(origins=(origin("s", "o1", "r1"),)))
    assert check(library).faults == ("reports r2: in no origin of story s",)
    bare = replace(told.story, counts=Counts(2, 1, 0))
    assert check(stocked.library(tmp_path / "bare.db", told.having(story=bare))).faults == ()  # not told apart yet


def test_a_report_that_a_story_names_is_there(tmp_path: Path) -> None:
    stocked.library(tmp_path / "library.db", story("s", report("r1"), report("r2"), origins=0))
    with changed(tmp_path / "library.db") as connection:
        connection.execute("DELETE FROM reports WHERE id = 'r2'")
    assert check(Library(tmp_path / "library.db")).faults == ("stories s: there is no report r2",)


def test_a_report_is_in_a_story_unless_work_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    stocked.library(path, story("s", report("r1"), origins=0))
    with Writer(path) as writer:
        writer.put_reports([(report("r2"), report("r2")), (report("r3"), report("r3"))], "rules")
    assert check(Library(path)).faults == ("reports r2: in no story", "reports r3: in no story")
    with Writer(path) as writer:
        writer.begin()
    assert (check(Library(path)).faults, check(Library(path)).stopped) == ((), True)


def test_a_story_has_the_reports_that_the_library_lists_for_it(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    stocked.library(path, story("a", report("r1"), report("r2"), origins=0), story("b", report("r3"), origins=0))
    with changed(path) as connection:
        connection.execute("DELETE FROM members WHERE report IN ('r2', 'r3')")
    told = "its reports are not those the library lists for it"
    assert set(check(Library(path)).faults) == {f"stories a: {told}", f"stories b: {told}"}


def test_rows_of_a_story_that_is_gone_are_told_table_by_table(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    stocked.library(path, dossier(), story("s2", report("r8"), origins=0))
    with changed(path) as connection:
        connection.execute("DELETE FROM stories WHERE id = 's1'")
    counts = {"members": 3, "judged": 1} | {table: len(getattr(dossier(), table)) for table in OF_STORY}
    assert check(Library(path)).faults == (
        *(f"reports {name}: in no story" for name in ("r1", "r2", "r3")),
        *(f"{table}: {count} rows of stories that are not there" for table, count in counts.items()),
    )


def test_an_id_that_two_stories_use_is_told(tmp_path: Path) -> None:
    twins = [story(key, origins=0).having(points=(stocked.point(key, "p1"), stocked.point(key, f"own-{key}"))) for key in ("a", "b")]
    assert faults(tmp_path, *twins) == ("points p1: 2 rows have this id",)


ODD = 'So it\'s "cut", he said:\n\tC:\\ferry “é”'


@pytest.mark.parametrize("shift", [0, 1])
def test_a_passage_is_read_as_it_was_written_whatever_signs_are_in_it(tmp_path: Path, shift: int) -> None:
    said = Passage("r1", 8, len(ODD), ODD[8 - shift : len(ODD) - shift])
    told = story("s", report("r1", text=ODD), origins=0)
    quoted = replace(stocked.quotation("s", "q1", "r1"), content=(said,))
    found = faults(tmp_path, told.having(quotations=(quoted,)))
    assert found == ((f"quotations q1: the passage 8-{len(ODD)} of r1 is not exact",) if shift else ())


def test_a_row_that_is_sealed_and_cannot_be_read_is_told_of_its_story(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    stocked.library(path, dossier(), story("s2", report("r8"), origins=0))
    with changed(path) as connection:
        anew = schema.sealed_anew("points", readings="'[7]'")
        connection.execute(f"UPDATE points SET {anew}")
    (fault,) = check(Library(path)).faults
    assert fault.startswith("stories s1: the library is damaged: a row of points cannot be read")


LINES = "Ferry cut\n\nTrips end "


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ([(0, 9), (11, 20)], None),
        ([(0, 9), (11, 21)], None),  # white space may be in a block or out of it
        ([(0, 5), (5, 9), (11, 20)], None),  # blocks may touch
        ([(0, 9), (8, 20)], "the block 8-20 is out of place"),
        ([(11, 20), (0, 9)], "the text 0-11 is in no block"),
        ([(0, 9), (11, 11), (11, 20)], "the block 11-11 is out of place"),
        ([(0, 9), (11, 22)], "the block 11-22 is out of place"),
        ([(1, 9), (11, 20)], "the text 0-1 is in no block"),
        ([(0, 8), (11, 20)], "the text 8-11 is in no block"),
        ([(0, 9), (11, 19)], "the text from 19 is in no block"),
        ([(0, 9)], "the text from 9 is in no block"),
    ],
)
def test_blocks_stand_in_order_and_hold_all_that_is_no_white_space(tmp_path: Path, blocks: list[tuple[int, int]], told: str | None) -> None:
    cut = replace(report("r1", text=LINES), blocks=tuple(Block(start, end, "body") for start, end in blocks))
    found = faults(tmp_path, story("s", cut, origins=0))
    assert found[:1] == (() if told is None else (f"reports r1: {told}",))


def test_of_a_damaged_library_nothing_else_is_told_or_counted(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, first(dossier(), "quotations", speaker="e9"))
    with changed(path) as connection:
        connection.execute("UPDATE stories SET title = 'Another'")
    assert check(library) == Checked(0, 0, 0, 0, ("stories s1: the row has changed since it was written",))
    with changed(path) as connection:
        connection.execute("DROP INDEX points_verdict")
        connection.execute("CREATE INDEX points_verdict ON points (id, verdict)")
        connection.execute("CREATE TABLE mine (id)")
    assert check(library).faults == (
        "file: mine is not made as it should be",
        "file: points_verdict is not made as it should be",
        "stories s1: the row has changed since it was written",
    )


def test_a_file_whose_pages_do_not_hang_together_is_told_and_nothing_of_it_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, dossier())
    ((root, size),) = library.select("SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'points_verdict'")
    library.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * size + 8 : (root - 1) * size + 12] = b"\xff\x00\xff\x00"  # where its cells are
    path.write_bytes(data)
    checked = check(Library(path))
    assert (checked.reports, checked.stories, checked.rows, checked.passages) == (0, 0, 0, 0)
    assert checked.faults
    assert all(fault.startswith("file: ") for fault in checked.faults)


def test_a_file_that_stops_being_readable_is_told_in_one_sentence_and_nothing_of_it_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = stocked.library(tmp_path / "library.db", dossier())

    def unreadable(_: Library) -> list[str]:
        raise sqlite3.DatabaseError("disk I/O error")

    monkeypatch.setattr(checking, "_file", unreadable)
    checked = check(library)
    assert checked == Checked(0, 0, 0, 0, checked.faults)
    (fault,) = checked.faults
    assert fault.startswith("file: ")
    assert "disk I/O error" in fault


@pytest.mark.parametrize(("key", "shown"), [("k" * 70, "k" * 60), ("häfen", "häfen")])
def test_a_changed_row_is_named_by_its_key_as_far_as_it_can_be_shown(tmp_path: Path, key: str, shown: str) -> None:
    path = tmp_path / "library.db"
    stocked.library(path)
    with Writer(path) as writer:
        writer.put_paragraphs([(Analysis(key), np.zeros((0, 384), np.float16))], "rules")
    with changed(path) as connection:
        connection.execute("UPDATE paragraphs SET version = 'other'")
    assert check(Library(path)).faults == (f"paragraphs {shown}: the row has changed since it was written",)


def test_a_library_that_is_being_written_is_checked_all_but_its_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index of words can only be compared by a statement that counts as writing: then a note tells that it was not."""
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s", origins=0))
    connect = sqlite3.connect

    def at_once(*places: Any, timeout: float, **more: Any) -> sqlite3.Connection:
        assert timeout <= 10, "nobody waits that long for a check"
        return connect(*places, timeout=0, **more)

    with Writer(path) as writer, schema.transaction(writer.connection), monkeypatch.context() as patched:
        patched.setattr(checking.sqlite3, "connect", at_once)
        checked = check(library)
    assert (checked.faults, checked.stories, len(checked.notes)) == ((), 1, 1)
    assert checked.notes[0].startswith("the full-text index was not looked at (")
    assert check(library).notes == ()


def test_check_leaves_the_library_as_it_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, dossier())
    before = path.read_bytes()
    check(library)
    assert path.read_bytes() == before
    assert library.story().title == dossier().story.title  # text is read as text again


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    check(stocked.library(tmp_path / "library.db", story("s1", report("r1")), story("s2", report("r2"))), lambda *one: told.append(one))
    tables = [one for one in told if one[0] == "Looking at tables"]
    assert tables == [("Looking at tables", number, len(schema.ALL)) for number in range(1, len(schema.ALL) + 1)]
    assert [one for one in told if one[0] == "Looking at stories"] == [("Looking at stories", 1, 2), ("Looking at stories", 2, 2)]

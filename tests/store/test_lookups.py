"""What is asked of a library: stories by name and number, reports, where a report is told, what is known of paragraphs, what is stale."""

import json
import os
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import made
import stocked
from stocked import entity, point, report, story
from variorum.errors import LibraryError, WrongUse
from variorum.model.decision import Value, decided
from variorum.model.paragraph import Analysis
from variorum.model.report import Problem
from variorum.model.rows import to_row
from variorum.model.sentence import bare
from variorum.model.story import places
from variorum.store import schema
from variorum.store.library import CHUNK, FAILED, Library, chunks
from variorum.store.links import Links
from variorum.store.packed import packed, unpacked
from variorum.store.writer import Writer


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Stories of one and of two reports, dated and not; "ab" took the place of "old-one" and "old-two"."""
    dated = story("ab", report("r3"), report("r2"), last="2024-01-01", origins=0)
    dated = dated.having(story=replace(dated.story, formerly=("old-one", "old-two")))
    return stocked.library(
        tmp_path_factory.mktemp("several") / "library.db",
        story("a", report("r1"), last="2024-03-01", origins=0),
        dated.having(points=(point("ab", "p1", formerly=("p0",)), point("ab", "p2")), entities=(entity("ab", "e1", "Ada Quill"),)),
        story("abc", report("r4"), report("r5"), last="2024-02-01", origins=0).having(points=(point("abc", "p3"),)),
        story("b", report("r6"), report("r7"), origins=0),
        story("c", report("r8"), report("r9"), report("r10"), origins=0),
    )


def test_stories_of_several_reports_come_first_then_the_newest_then_the_most_told(several: Library) -> None:
    assert [told.id for told in several.stories()] == ["abc", "ab", "c", "b", "a"]
    assert [told.id for told in several.stories(2)] == ["abc", "ab"]
    assert [told.id for told in several.stories(2, 1)] == ["ab", "c"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (None, "abc"), ("1", "abc"), ("2", "ab"), ("5", "a"), ("a", "a"), ("ab", "ab"), ("abc", "abc"), ("c", "c"),
        ("old-one", "ab"), ("old-t", "ab"), ("old", "ab"),
    ],
)  # fmt: skip
def test_a_story_is_named_by_its_number_its_id_an_old_id_or_the_beginning_of_one(several: Library, name: str | None, found: str) -> None:
    assert several.story(name).id == found


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("6", r"no story number 6: there are 5 in "), ("0", "no story number 0"), ("abcd", "no story 'abcd'"), ("o_d", "no story 'o_d'"),
        ("old-three", "no story 'old-three'"), ("A", "no story 'A'"),
    ],
)  # fmt: skip
def test_a_name_of_no_story_is_told(several: Library, name: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        several.story(name)


def test_the_beginning_of_several_ids_is_not_enough(tmp_path: Path) -> None:
    now = [story(key, origins=0) for key in ("s1", "s2")]
    told = [one.having(story=replace(one.story, formerly=(f"old-{one.story.id}",))) for one in now]
    library = stocked.library(tmp_path / "library.db", *told)
    for name in ("s", "old"):
        with pytest.raises(WrongUse, match=f"several stories begin with '{name}': give more of the id"):
            library.story(name)
    assert library.story("old-s2").id == "s2"


def test_an_empty_library_says_that_there_is_nothing_yet(tmp_path: Path) -> None:
    library = stocked.library(tmp_path / "library.db")
    for name in (None, "1"):
        with pytest.raises(WrongUse, match=r"no stories in .* yet"):
            library.story(name)
    assert (library.stories(), library.report_ids(), library.members(), library.judged(), library.formerly()) == ([], [], {}, {}, {})


def test_an_id_that_gave_way_answers_and_one_that_lives_is_itself(several: Library) -> None:
    names = ("old-one", "old-two", "ab", "p0", "p1", "unknown")
    assert [several.now(name) for name in names] == ["ab", "ab", "ab", "p1", "p1", "unknown"]
    assert several.formerly() == {"ab": ("old-one", "old-two")}


def test_an_id_that_lives_again_is_not_that_of_another(tmp_path: Path) -> None:
    told = story("s", origins=0).having(points=(point("s", "p1", formerly=("p2",)), point("s", "p2")))
    assert stocked.library(tmp_path / "library.db", told).now("p2") == "p2"


def test_which_ids_other_stories_have(several: Library) -> None:
    assert several.taken("points", ["p1", "p2", "p3", "p9"], ["ab"]) == {"p3"}
    assert several.taken("points", ["p1", "p3"], []) == {"p1", "p3"}
    assert several.taken("entities", ["p1"], []) == set()


def test_in_which_story_a_report_is_told(several: Library) -> None:
    assert (several.story_of("r2"), several.story_of("r99")) == ("ab", None)
    assert several.reports_of("ab") == {"r2", "r3"}
    assert several.reports_of("none") == set()
    assert several.told_in(["r2", "r1", "r99"]) == {"r1": "a", "r2": "ab"}
    assert several.members() == {"a": ("r1",), "ab": ("r2", "r3"), "abc": ("r4", "r5"), "b": ("r6", "r7"), "c": ("r10", "r8", "r9")}


def test_a_report_keeps_the_name_of_the_story_that_is_no_more(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s1", report("r1"), report("r2"), origins=0))
    with Writer(path) as writer:
        writer.remove_stories(["s1"])
        assert (library.told_in(["r1"]), library.lineage(["r1", "r9"])) == ({}, {"r1": "s1"})
        writer.put_story(story("s2", report("r1"), origins=0), "rules")
    assert library.lineage(["r1", "r2"]) == {"r1": "s2", "r2": "s1"}


def test_the_findings_of_a_story_whose_ids_live_on(several: Library) -> None:
    found = several.findings("ab")
    assert (found.story.id, found.reports) == ("ab", ())
    assert [one.id for one in found.points] == ["p1", "p2"]
    assert [one.id for one in found.entities] == ["e1"]
    nothing = several.findings("none")
    assert (nothing.story.id, nothing.story.reports, nothing.story.counts.reports, nothing.points) == ("none", (), 0, ())
    assert (nothing.story.counts.outlets, nothing.story.counts.origins) == (0, 0)


def test_what_a_story_was_judged_from(several: Library) -> None:
    assert several.judged() == dict.fromkeys(["a", "ab", "abc", "b", "c"], "rules")
    assert several.judged(["b", "none"]) == {"b": "rules"}
    assert several.judged([]) == {}


def test_stories_in_which_something_failed(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s", origins=0))
    assert not library.failed_stories()
    with Writer(path) as writer:
        writer.put_story(story("s", origins=0), FAILED)
    assert library.failed_stories()


def test_reports_by_id_in_the_order_asked(several: Library) -> None:
    assert [one.id for one in several.reports(["r3", "r99", "r1"])] == ["r3", "r1"]
    assert [one.id for one in several.reports()] == several.report_ids() == sorted(f"r{number}" for number in range(1, 11))
    assert several.report("r5") == report("r5")
    assert several.reports([]) == []
    with pytest.raises(WrongUse, match="no report 'r99'"):
        several.report("r99")


def test_more_ids_than_one_statement_takes(tmp_path: Path) -> None:
    reports = [report(f"r{number:05}") for number in range(2 * CHUNK + 3)]
    library = stocked.library(tmp_path / "library.db", story("s", *reports, origins=0))
    ids = [one.id for one in reports]
    assert [one.id for one in library.reports(ids)] == ids
    assert library.told_in(ids) == dict.fromkeys(ids, "s")
    assert len(library.digests(ids)) == len(library.files(one.origin for one in reports)) == len(ids)
    assert [raw.id for raw in library.raw(ids)] == ids
    assert len(library.search("mill", len(ids))) == len(ids)
    assert len(library.search("mill")) == 100


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_chunks_hold_everything_once_in_order(size: int) -> None:
    found = list(chunks(list(range(7)), size))
    assert [item for part in found for item in part] == list(range(7))
    assert all(len(part) == size for part in found[:-1])


def test_the_rows_of_a_table_and_of_one_story(several: Library) -> None:
    assert [row["id"] for row in several.rows("points")] == ["p1", "p2", "p3"]
    assert [row["id"] for row in several.rows("points", "abc")] == ["p3"]
    assert [row["id"] for row in several.rows("stories")] == ["a", "ab", "abc", "b", "c"]
    assert list(several.rows("stories", "ab")) == [to_row(several.story("ab"))]
    assert [row["id"] for row in several.rows("reports", "ab")] == ["r3", "r2"]  # in the story's order
    assert [row["id"] for row in several.rows("reports")] == several.report_ids()
    assert several.count("points") == 3


def test_problems_are_told_in_an_order_of_their_own_and_belong_to_no_story(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s", origins=0))
    problems = [Problem(origin, stage, "k", "m") for origin, stage in (("b", "x"), ("a", "y"), ("a", "x"))]
    with Writer(path) as writer:
        writer.put_problems(problems)
    assert library.problems() == sorted(problems, key=lambda one: (one.origin, one.stage))
    assert list(library.rows("problems")) == [to_row(one) for one in library.problems()]
    assert list(library.rows("problems", "s")) == []


def vectors(count: int) -> np.ndarray:
    return np.arange(count * 384, dtype=np.float16).reshape(count, 384)


def test_what_is_known_of_paragraphs_by_which_version(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    one, two = report("r1", text="First words"), report("r2", text="Other words")
    library = stocked.library(path, story("s", one, two, origins=0))
    (first,), (second,) = places(one), places(two)
    with Writer(path) as writer:
        writer.put_paragraphs([(Analysis(first.key, bare([(0, 5), (6, 11)])), vectors(2)), (Analysis(second.key), vectors(0))], "new")
        writer.put_paragraphs([(Analysis("other"), vectors(1))], "old", failed=frozenset({"another"}))
        writer.put_paragraphs([(Analysis("failed"), vectors(1))], "new", failed=frozenset({"failed"}))
    keys = [first.key, second.key, "other", "failed", "unknown"]
    assert library.known_keys(keys, "new") == {first.key, second.key}
    assert library.known_keys(keys, "old") == {"other"}
    assert library.known_keys(keys, FAILED) == {"failed"}
    known, rows = library.analyses([first.key, "unknown", "other"])
    assert known == {first.key: Analysis(first.key, bare([(0, 5), (6, 11)])), "other": Analysis("other")}
    assert np.array_equal(rows[first.key], vectors(2))
    assert rows["other"].shape == (1, 384)
    whole = library.dossier("s", analyses=True)
    assert (whole.analyses.keys(), whole.vectors.keys()) == ({first.key, second.key}, {first.key, second.key})
    without = library.dossier("s")
    assert (without.analyses, without.vectors, without.placed) == ({}, {}, (first, second))


def test_a_paragraph_kept_by_an_older_program_as_text_is_read(tmp_path: Path) -> None:
    with Writer(tmp_path / "library.db") as writer:
        writer.put_paragraphs([(Analysis("k", bare([(0, 5)])), vectors(1))], "rules")
        writer.connection.execute("UPDATE paragraphs SET analysis = ?", (json.dumps(to_row(Analysis("k", bare([(0, 7)])))),))
        assert writer.reader.analyses(["k"])[0] == {"k": Analysis("k", bare([(0, 7)]))}


def test_any_words_of_a_paragraph_come_back() -> None:
    """A paragraph may hold half a character, as some files do."""
    assert unpacked(packed(Analysis("\ud800ä"))) == Analysis("\ud800ä")


def test_a_paragraph_read_anew_takes_the_place_of_the_old_reading(tmp_path: Path) -> None:
    with Writer(tmp_path / "library.db") as writer:
        writer.put_paragraphs([(Analysis("k", bare([(0, 5)])), vectors(1))], "old", [Problem("a", "paragraph", "k", "m")])
        writer.put_paragraphs([(Analysis("k", bare([(0, 3), (4, 5)])), vectors(2))], "new")
        known, rows = writer.reader.analyses(["k"])
        assert (known["k"].sentences, rows["k"].shape) == (bare([(0, 3), (4, 5)]), (2, 384))
        assert (writer.reader.known_keys(["k"], "old"), writer.reader.known_keys(["k"], "new")) == (set(), {"k"})
        assert len(writer.reader.problems()) == 1


def test_what_is_behind_the_rules(tmp_path: Path) -> None:
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(report(key), report(key)) for key in "ba"], "one")
        writer.put_reports([(report("c"), report("c"))], "two")
        reader = writer.reader
        assert [reader.stale_inputs(version, {}) for version in ("one", "two", "three")] == [["c"], ["a", "b"], ["a", "b", "c"]]
        assert reader.unanalysed("rules") == ["a", "b", "c"]
        writer.mark_analysed(["a", "c"], "rules")
        assert (reader.unanalysed("rules"), reader.unanalysed("other")) == (["b"], ["a", "b", "c"])


def test_stories_are_told_apart_anew_when_a_report_is_new_changed_or_gone(tmp_path: Path) -> None:
    with Writer(tmp_path / "library.db") as writer:
        links = Links(writer)
        assert not writer.reader.ungrouped()
        writer.put_reports([(report("a"), report("a")), (report("b"), report("b"))], "rules")
        assert writer.reader.ungrouped()
        new, _ = links.start("features")
        links.put_features([(key, digest, b"x") for key, digest in new.items()])
        assert not writer.reader.ungrouped()
        writer.put_reports([(report("a", text="Changed"), report("a", text="Changed"))], "rules")
        assert writer.reader.ungrouped()
        links.put_features([("a", writer.reader.digests(["a"])["a"], b"y")])
        assert not writer.reader.ungrouped()
        writer.connection.execute("DELETE FROM inputs WHERE report = 'b'")
        assert writer.reader.ungrouped()


def test_the_librarys_own_memory(several: Library) -> None:
    assert (several.meta("settled"), several.meta("working")) == ("rules", None)


def test_search_takes_the_best_match_first(several: Library, tmp_path: Path) -> None:
    texts = {"r1": "mill mill mill", "r2": "a mill and very many other words that are not it", "r3": "nothing"}
    library = stocked.library(tmp_path / "library.db", *(story(key, report(key, text=text), origins=0) for key, text in texts.items()))
    assert library.search("mill") == ["r1", "r2"]
    assert library.search("mill", 1) == ["r1"]
    assert library.search('mi"ll') == []


# Connections


def test_all_inside_a_snapshot_is_of_one_state(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("a", origins=0))

    def add(key: str) -> None:
        with Writer(path) as writer:
            writer.put_story(story(key, origins=0), "rules")

    with library.snapshot():
        assert library.count("stories") == 1
        add("b")
        with library.snapshot():
            assert library.count("stories") == 1
        assert library.count("stories") == 1  # a snapshot inside does not end the one around it
    assert library.count("stories") == 2
    with library.snapshot():
        pass
    add("c")
    assert library.count("stories") == 3


def test_a_snapshot_ends_with_its_block_whatever_happens_in_it(tmp_path: Path) -> None:
    library = stocked.library(tmp_path / "library.db", story("a", origins=0))

    def fail() -> None:
        with library.snapshot():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not library.connection.in_transaction
    with library.snapshot():
        library.connection.execute("ROLLBACK")  # a damaged file makes SQLite do so by itself


def test_each_thread_has_a_connection_of_its_own_that_can_be_closed_and_comes_again(several: Library) -> None:
    mine, found = several.connection, []
    assert several.connection is mine

    def look() -> None:
        several.close()  # nothing is open here yet
        found.append((several.connection, several.count("stories")))
        several.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    ((other, count),) = found
    assert (other is not mine, count) == (True, 5)
    assert several.connection is mine
    several.close()
    with pytest.raises(sqlite3.ProgrammingError):
        mine.execute("SELECT 1")
    assert several.count("stories") == 5


def test_nothing_can_be_written_through_the_read_side(several: Library) -> None:
    with pytest.raises(LibraryError, match="cannot be opened or written"):
        several.select("DELETE FROM stories")
    assert several.count("stories") == 5


def test_a_damaged_row_is_told_with_its_table(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = stocked.library(path, story("s", origins=0))
    with Writer(path) as writer:
        writer.connection.execute("UPDATE stories SET counts = '{}'")
    with pytest.raises(LibraryError, match="the library is damaged: a row of stories cannot be read"):
        library.stories()
    with pytest.raises(LibraryError, match="cannot be used"):
        library.select("SELECT nothing FROM stories")
    with pytest.raises(LibraryError, match="cannot be used"):
        list(library.nouns("stories", "WHERE nothing"))


def test_an_empty_file_is_no_library_yet(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    with pytest.raises(LibraryError, match="holds no library yet"):
        Library(tmp_path / "empty.db")


@pytest.mark.parametrize("left", [b"", b"half a log"])
def test_where_memory_cannot_be_shared_only_a_file_at_rest_is_read(tmp_path: Path, left: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's answer in a folder that cannot be written: given here by hand, since root may write everywhere."""
    path = tmp_path / "library.db"
    stocked.library(path, story("s", origins=0)).close()
    connect = sqlite3.connect

    class Refused(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorname = "SQLITE_CANTOPEN"  # type: ignore[misc]
            raise error

    def refused(address: str, **more: object) -> sqlite3.Connection:
        return connect(address, **more) if "immutable" in address else connect(address, **more, factory=Refused)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr("variorum.store.library.sqlite3.connect", refused)
    (tmp_path / "library.db-wal").write_bytes(left)
    if left:
        with pytest.raises(LibraryError, match="cannot be opened"):
            Library(path)
    else:
        assert Library(path).count("stories") == 1
        os.unlink(tmp_path / "library.db-wal")
        assert Library(path).count("stories") == 1


def test_what_the_judge_said_of_a_story_comes_back_for_that_judge_alone_and_goes_with_the_story(tmp_path: Path) -> None:
    said = {number * 1_844_674_407_370_955: number / 10_000 for number in range(10_001)}
    assert all(chance == round(chance, 4) for chance in said.values())
    told = stocked.story("s1", stocked.report("r1"))
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(one, one) for one in told.reports], "rules")
        writer.put_story(told.having(heard=said), "rules", judge="this one")
        assert writer.reader.heard(["s1", "gone"], "this one") == said
        assert writer.reader.heard(["s1"], "another") == {}
        writer.put_story(told, "rules", judge="this one")
        assert writer.reader.heard(["s1"], "this one") == {}


def test_what_was_worked_out_of_a_story_is_kept_for_its_look_and_goes_with_the_story(tmp_path: Path) -> None:
    made_of = {2**64 - 1: [["number", 0, 5, "four “Ü”", 0.1 + 0.2]], 3: [], 1 << 40: None}
    told = stocked.story("s1", stocked.report("r1"))
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(one, one) for one in told.reports], "rules")
        writer.put_story(told.having(worked=made_of), "rules", look="this one")
        assert writer.reader.worked(["s1", "gone"], "this one") == made_of
        assert writer.reader.worked(["s1"], "another") == {}
        writer.put_story(told, "rules", look="this one")
        assert writer.reader.worked(["s1"], "this one") == {}


def test_a_story_that_is_put_again_writes_the_rows_that_changed(tmp_path: Path) -> None:
    def rows(writer: Writer) -> list[tuple[str, int, int]]:
        return writer.connection.execute("SELECT id, place, seal FROM entities ORDER BY place").fetchall()

    one, two, three = (entity("s1", f"e{number}", name) for number, name in enumerate(("Ada Quill", "Bein", "Moll")))
    first = stocked.story("s1", stocked.report("r1")).having(entities=(one, two, three))
    with Writer(tmp_path / "library.db") as writer:
        writer.put_reports([(each, each) for each in first.reports], "rules")
        writer.put_story(first, "rules")
        before = rows(writer)
        writer.put_story(first, "rules")
        assert rows(writer) == before
        changed = replace(two, name="Bein of Tarnholm")
        writer.put_story(first.having(entities=(one, changed, three)), "rules")
        now = rows(writer)
        assert [row[0] for row in now] == ["e0", "e1", "e2"]
        assert now[0] == before[0]
        assert now[1][2] != before[1][2]
        assert writer.reader.dossier("s1").entities == (one, changed, three)
        writer.put_story(first.having(entities=(one, three)), "rules")
        assert writer.reader.dossier("s1").entities == (one, three)
        writer.put_story(first.having(entities=(one,)), "rules")
        assert rows(writer) == before[:1]
        writer.put_story(first, "rules")
        assert [(row[0], row[2]) for row in rows(writer)] == [(row[0], row[2]) for row in before]


@pytest.mark.parametrize("shape", [None, "another"])
def test_lines_of_json_are_the_rows_whoever_wrote_them(tmp_path: Path, shape: str | None) -> None:
    library = stocked.library(tmp_path / "library.db", made.dossier(), story("s2", report("r9", text="“Ünïcode” \\ \t")))
    with Writer(library.path) as writer:
        writer.put_problems([Problem("a.txt", "sources", "empty", "The file is “empty”.")])
        writer.decide(decided("split", None, Value(reports=("r1",)), None, None))
        if shape is not None:  # rows of a program whose nouns had other fields are made whole
            writer.connection.execute("UPDATE meta SET value = ? WHERE key = 'shape'", (shape,))
            writer.connection.execute("UPDATE stories SET counts = replace(counts, ',\"carrying\":0', '')")
    for table in schema.TABLES:
        rows = list(library.rows(table))
        assert list(library.lines(table)) == [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
        assert rows == [to_row(noun) for noun in library.nouns(table, library_order(table))]
        assert rows or table in ("statements", "decisions")
    assert all('"carrying":0' in line for line in library.lines("stories"))


def library_order(table: str) -> str:
    return "ORDER BY id" if table in ("reports", "stories") else "" if table in ("decisions", "problems") else "ORDER BY story, place"

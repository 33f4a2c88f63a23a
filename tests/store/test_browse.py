"""What a reader looks through: stories by page, by words and by what they hold; who is in which story and says what."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import stocked
from stocked import entity, point, quotation, report, statement, story
from variorum.model.leaf import Leaf
from variorum.store import browse
from variorum.store.browse import Wanted
from variorum.store.library import Library

MANY = 35  # more than stand on one page


def shelf(library: Library, wanted: Wanted, page: int = 1, size: int = 30) -> Leaf[dict[str, Any]]:
    """The stories that fit, as a page shows them."""
    return browse.stories(library, browse.fitting(library, wanted), page, size)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One story a day; Ada Quill is in all of them, and everybody else in one."""
    stories = (
        story(f"s{day:02}", last=f"2024-{day // 28 + 1:02}-{day % 28 + 1:02}").having(
            entities=(entity(f"s{day:02}", f"e{day:02}", "Ada Quill"), entity(f"s{day:02}", f"n{day:02}", f"Nobody {day:02}"))
        )
        for day in range(MANY)
    )
    return stocked.library(tmp_path_factory.mktemp("many") / "library.db", *stories)


def shown(leaf: Leaf[dict[str, object]], name: str = "id") -> list[object]:
    return [row[name] for row in leaf.rows]


def ids(library: Library, wanted: Wanted) -> list[object]:
    return shown(shelf(library, wanted))


def test_stories_come_latest_first_and_undated_ones_last(tmp_path: Path) -> None:
    told = [story("b", last="2024-02-01"), story("c", last="2024-03-01"), story("d"), story("a", last="2024-02-01"), story("e")]
    library = stocked.library(tmp_path / "library.db", *told)
    assert ids(library, Wanted()) == ["c", "a", "b", "d", "e"]


@pytest.mark.parametrize(("page", "first", "count"), [(1, 34, 10), (2, 24, 10), (4, 4, 5)])
def test_a_page_holds_as_many_as_asked_and_goes_on_where_the_last_one_ended(many: Library, page: int, first: int, count: int) -> None:
    leaf = shelf(many, Wanted(), page, 10)
    assert shown(leaf) == [f"s{day:02}" for day in range(first, first - count, -1)]
    assert (leaf.page, leaf.pages, leaf.total) == (page, 4, MANY)


@pytest.mark.parametrize("asked", [-3, 0, 1, 4, 5, 10**6])
def test_a_page_that_is_not_there_is_the_nearest_that_is(many: Library, asked: int) -> None:
    nearest = min(max(asked, 1), 4)
    assert shelf(many, Wanted(), asked, 10) == shelf(many, Wanted(), nearest, 10)
    assert browse.entities(many, asked, 10) == browse.entities(many, min(max(asked, 1), 4), 10)
    assert browse.entity(many, "person", "Ada Quill", asked, 10).page == nearest


def test_full_pages_leave_no_empty_one_behind_them(many: Library) -> None:
    assert [shelf(many, Wanted(), 1, size).pages for size in (5, 34, 35, 36)] == [7, 2, 1, 1]


def test_how_much_a_page_holds(many: Library) -> None:
    assert len(shelf(many, Wanted()).rows) == 30
    assert len(browse.entities(many).rows) == MANY + 1
    assert len(browse.entity(many, "person", "Ada Quill").rows) == 20


def test_an_empty_library_has_one_empty_page(tmp_path: Path) -> None:
    library = stocked.library(tmp_path / "library.db")
    assert shelf(library, Wanted()) == browse.entities(library) == browse.entity(library, "person", "Ada") == Leaf((), 1, 1, 0)
    assert browse.outlets(library) == []


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Four stories that differ in all that can be asked for."""
    return stocked.library(
        tmp_path_factory.mktemp("mixed") / "library.db",
        story("mill", report("m1", "Echo"), report("m2", "Post", "A mill burnt down"), last="2024-01-04", origins=2).having(
            points=(point("mill", "p1"), point("mill", "p2", "agreed"), point("mill", "p3", "revised", "material")),
            entities=(entity("mill", "e1", "Ada Quill"),),
        ),
        story("boat", report("b1", "Post", "A boat was sold in Oskerra"), last="2024-01-03").having(
            points=(point("boat", "p4", "single"), point("boat", "p5", "wording", "slight")),
            entities=(entity("boat", "e2", "Ada Quill"), entity("boat", "e3", "Oskerra", "place")),
        ),
        story("tram", report("t1", None, "A tram stands still"), last="2024-01-02", origins=2),
        story("dam", report("d1", "Echo", "A dam broke; one two three four five six seven eight nine"), last="2024-01-01").having(
            points=(point("dam", "p6", weight="reversal"),)
        ),
    )


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["mill", "boat", "tram", "dam"]),
        (Wanted(words="oskerra"), ["mill", "boat"]),
        (Wanted(words="stands mill"), ["mill"]),
        (Wanted(words="BURNT"), ["mill"]),  # one of its reports is enough
        (Wanted(words="burnt oskerra"), []),  # no single report holds both
        (Wanted(words=" ?! "), ["mill", "boat", "tram", "dam"]),
        (Wanted(words='mill" OR "dam'), []),
        (Wanted(conflicts=True), ["mill", "dam"]),
        (Wanted(single=True), ["boat", "dam"]),
        (Wanted(entity="Ada Quill"), ["mill", "boat"]),
        (Wanted(entity="Ada"), []),
        (Wanted(outlet="Echo"), ["mill", "dam"]),
        (Wanted(person="ada"), ["mill", "boat"]),
        (Wanted(person="Quill"), ["mill", "boat"]),
        (Wanted(person="uill"), []),
        (Wanted(person="Oskerra"), []),  # a place
        (Wanted(since="2024-01-03"), ["mill", "boat"]),
        (Wanted(until="2024-01-02"), ["tram", "dam"]),
        (Wanted(since="2024-01-02", until="2024-01-03"), ["boat", "tram"]),
        (Wanted(since="soon"), ["mill", "boat", "tram", "dam"]),
        (Wanted(outlet="Post", single=True), ["boat"]),
        (Wanted("broke", True, True, "", "Echo"), ["dam"]),
        (Wanted("broke", True, True, "Ada Quill", "Echo"), []),
    ],
)
def test_what_a_reader_asks_for_is_what_is_shown(mixed: Library, wanted: Wanted, found: list[str]) -> None:
    assert ids(mixed, wanted) == found
    assert shelf(mixed, wanted).total == len(found)


def test_of_what_fitting_stories_have_in_common_the_eight_commonest_are_counted(tmp_path: Path) -> None:
    told = [story(f"s{number}", report(f"r{number}", f"Post {number % 9}", "A mill burnt in Oskerra")) for number in range(10)]
    library = stocked.library(tmp_path / "library.db", *told)
    found = browse.facets(library, browse.fitting(library, Wanted(words="oskerra")))
    assert found["outlet"] == [("Post 0", 2), *((f"Post {number}", 1) for number in range(1, 8))]


def test_what_fitting_stories_have_in_common_is_counted(mixed: Library) -> None:
    found = browse.facets(mixed, browse.fitting(mixed, Wanted(words="oskerra")))
    assert found == {"outlet": [("Post", 2), ("Echo", 1)], "agency": [], "person": [("Ada Quill", 2)]}
    assert browse.facets(mixed, browse.fitting(mixed, Wanted())) == {}  # nothing is asked
    assert browse.facets(mixed, browse.fitting(mixed, Wanted(words="broke"))) == {}  # one story


def test_a_search_tells_where_its_words_stand(mixed: Library) -> None:
    (mill,) = shelf(mixed, Wanted(words="burnt")).rows
    (hit,) = mill["hits"]
    (text,) = (text for (text,) in mixed.select("SELECT text FROM reports WHERE id = ?", ("m2",)))
    assert (hit["report"], hit["outlet"], text[hit["start"] : hit["end"]]) == ("m2", "Post", "burnt")
    assert [piece for piece, found in hit["pieces"] if found] == ["burnt"]


def test_of_each_story_the_first_reports_with_the_words_are_shown(tmp_path: Path) -> None:
    reports = [report(f"r{number}", f"Paper {number}", "The dam broke at night.") for number in range(browse.MOST_HITS + 2)]
    library = stocked.library(tmp_path / "library.db", story("s", *reports), story("t", report("q", None, "A dam broke.")))
    assert {row["id"]: [hit["report"] for hit in row["hits"]] for row in shelf(library, Wanted(words="dam")).rows} == {
        "s": ["r0", "r1"],
        "t": ["q"],
    }


def test_a_library_without_our_index_of_places_is_searched_alike(tmp_path: Path) -> None:
    stocked.library(tmp_path / "library.db", story("s", report("r", None, "The dam broke."))).close()
    with sqlite3.connect(tmp_path / "library.db") as older:
        older.execute("DROP INDEX reports_place")
    assert ids(Library(tmp_path / "library.db"), Wanted(words="dam")) == ["s"]


def test_a_page_asks_as_much_of_many_stories_as_of_one(many: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    select = Library.select
    monkeypatch.setattr(Library, "select", lambda library, sql, values=(): asked.append(sql) or select(library, sql, values))
    counts = []
    for size in (1, 30):
        asked.clear()
        assert len(shelf(many, Wanted(entity="Ada Quill"), size=size).rows) == size
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_is_counted_over_a_library_is_counted_again_when_another_writes(tmp_path: Path) -> None:
    library = stocked.library(tmp_path / "library.db", story("s", report("r", "Post")))
    assert (browse.outlets(library), shelf(library, Wanted()).total) == (["Post"], 1)
    with library.snapshot():
        assert browse.outlets(library) == ["Post"]
        stocked.library(tmp_path / "library.db", story("t", report("q", "Echo")))
        assert browse.outlets(library) == ["Post"]  # of the state that the page began with
    assert (browse.outlets(library), shelf(library, Wanted()).total) == (["Echo", "Post"], 2)


def test_names_are_found_by_a_part_of_them_and_by_kind(mixed: Library) -> None:
    assert shown(browse.entities(mixed, words="ker"), "name") == ["Oskerra"]
    assert shown(browse.entities(mixed, kind="person"), "name") == ["Ada Quill"]
    assert shown(browse.entities(mixed, words="ker", kind="person"), "name") == []
    assert browse.kinds(mixed) == [("person", 1), ("place", 1)]


def test_groups_without_a_name_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    told = (entity("s", "e1", "Ada Quill"), entity("s", "e2", "few skippers here", "group"))
    library = stocked.library(tmp_path / "library.db", story("s").having(entities=told))
    assert shown(browse.entities(library), "name") == ["Ada Quill"]
    assert shown(browse.entities(library, kind="group"), "name") == ["few skippers here"]


def test_of_very_many_words_the_first_dozen_are_looked_for(mixed: Library) -> None:
    words = "a dam broke one two three four five six seven eight nine"
    assert len(words.split()) == 12
    assert ids(mixed, Wanted(words=words)) == ids(mixed, Wanted(words=f"{words} nowhere")) == ["dam"]
    assert ids(mixed, Wanted(words=words.replace("nine", "nowhere"))) == []


def test_a_story_comes_with_its_outlets_and_its_differences_by_weight(mixed: Library) -> None:
    mill, boat, tram, dam = shelf(mixed, Wanted()).rows
    assert mill == {
        "id": "mill",
        "title": "Story mill",
        "first_published": "2024-01-04",
        "last_published": "2024-01-04",
        "counts": {"reports": 2, "outlets": 2, "origins": 2, "carrying": 0, "origins_least": None, "origins_most": None},
        "outlets": ["Echo", "Post"],
        "differences": {"slight": 1, "material": 1},
        "hits": [],
    }
    assert (boat["differences"], tram["differences"], dam["differences"]) == ({"slight": 1}, {}, {"reversal": 1})
    assert (tram["outlets"], dam["outlets"]) == ([], ["Echo"])


def test_outlets_come_by_their_number_of_reports(mixed: Library) -> None:
    assert browse.outlets(mixed) == ["Echo", "Post"]  # as many reports each


def test_the_outlets_of_a_large_library_are_the_two_hundred_of_most_reports(tmp_path: Path) -> None:
    reports = [report(f"r{number:03}", f"Paper {number:03}") for number in range(205)]
    library = stocked.library(tmp_path / "library.db", story("s", *reports, report("r", "Paper 204")))
    assert browse.outlets(library) == ["Paper 204", *(f"Paper {number:03}" for number in range(199))]


def test_names_come_by_number_of_stories_with_all_that_any_story_knows(tmp_path: Path) -> None:
    library = stocked.library(
        tmp_path / "library.db",
        story("s1").having(entities=(entity("s1", "e1", "Ada Quill", role="mayor"), entity("s1", "e2", "Bo Lind"))),
        story("s2").having(entities=(entity("s2", "e3", "Ada Quill", country="SWE"), entity("s2", "e4", "Ada Quill", "place"))),
    )
    quill = {"kind": "person", "name": "Ada Quill", "role": "mayor", "country": "SWE", "wikidata": None, "stories": 2}
    assert browse.entities(library).rows[0] == quill
    assert [(row["kind"], row["name"], row["stories"]) for row in browse.entities(library).rows[1:]] == [
        ("place", "Ada Quill", 1),
        ("person", "Bo Lind", 1),
    ]
    assert shown(browse.entities(library, 2, 2), "name") == ["Bo Lind"]


def test_more_names_than_a_page_holds(tmp_path: Path) -> None:
    names = tuple(entity("s", f"e{number:03}", f"N {number:03}") for number in range(101))
    library = stocked.library(tmp_path / "library.db", story("s").having(entities=names))
    first, second = browse.entities(library), browse.entities(library, 2)
    assert (len(first.rows), shown(second, "name"), first.pages, first.total) == (100, ["N 100"], 2, 101)


def test_what_is_said_by_and_told_of_a_name_in_each_story(tmp_path: Path) -> None:
    old, new = report("r1"), report("r2")
    ada = entity("new", "e1", "Ada Quill", role="mayor", country="SWE", wikidata="Q1")
    library = stocked.library(
        tmp_path / "library.db",
        story("old", old, last="2024-01-01").having(entities=(entity("old", "e0", "Ada Quill"), entity("old", "e9", "Bo Lind"))),
        story("new", new, last="2024-01-02").having(
            entities=(ada, entity("new", "e2", "Bo Lind")),
            quotations=(
                quotation("new", "q1", "r2", "e1"),
                quotation("new", "q2", "r2", None, ("e2", "e1")),
                quotation("new", "q3", "r2", "e2"),
            ),
            statements=(statement("new", "t1", "r2", "Ada Quill"), statement("new", "t2", "r2", "Bo Lind")),
        ),
    )
    latest, earlier = browse.entity(library, "person", "Ada Quill").rows
    content = {"report": "r2", "start": 4, "end": 8, "text": "mill"}
    assert latest == {
        "id": "e1",
        "story": "new",
        "title": "Story new",
        "role": "mayor",
        "country": "SWE",
        "wikidata": "Q1",
        "corrected": None,
        "said": [{"report": "r2", "content": [content]}] * 2,
        "told": [{"report": "r2", "passage": {"report": "r2", "start": 0, "end": len(stocked.TEXT), "text": stocked.TEXT}}],
    }
    assert (earlier["story"], earlier["said"], earlier["told"]) == ("old", [], [])
    assert browse.entity(library, "place", "Ada Quill").total == 0
    second = browse.entity(library, "person", "Ada Quill", 2, 1)
    assert (shown(second, "story"), second.pages, second.total) == (["old"], 2, 2)


def test_no_more_lines_of_a_name_than_a_page_bears(tmp_path: Path) -> None:
    said = tuple(quotation("s", f"q{number}", "r1", "e1") for number in range(15))
    told = tuple(statement("s", f"t{number}", "r1", "Ada Quill") for number in range(15))
    made = replace(story("s", report("r1")), entities=(entity("s", "e1", "Ada Quill"),), quotations=said, statements=told)
    library = stocked.library(tmp_path / "library.db", made)
    assert [(len(row["said"]), len(row["told"])) for row in browse.entity(library, "person", "Ada Quill").rows] == [(12, 12)]
    assert [len(row["told"]) for row in browse.entity(library, "person", "Ada Quill", lines=3).rows] == [3]


def test_who_was_corrected_by_whom_is_shown_with_the_story(tmp_path: Path) -> None:
    corrected = entity("s", "e1", "Ada Quill", corrected="A. Quill, 2 May")
    library = stocked.library(tmp_path / "library.db", story("s").having(entities=(corrected,)), story("t"))
    assert [row["corrected"] for row in browse.entity(library, "person", "Ada Quill").rows] == ["A. Quill, 2 May"]


def test_a_difference_that_a_person_struck_or_a_model_proposed_is_none_of_a_storys(tmp_path: Path) -> None:
    told = (point("s", "p1"), point("s", "p2", struck="A. Quill"), point("s", "p3", proposed_by="a model"))
    other = replace(told[1], story="t", id="p4")
    library = stocked.library(tmp_path / "library.db", story("s").having(points=told), story("t").having(points=(other,)))
    assert [(row["id"], row["differences"]) for row in shelf(library, Wanted()).rows] == [("s", {"slight": 1}), ("t", {})]
    assert ids(library, Wanted(conflicts=True)) == ["s"]


def test_without_a_wish_a_page_goes_on_where_the_last_one_ended_too(many: Library) -> None:
    pages = [shown(shelf(many, Wanted(), page, 10)) for page in (1, 2, 3, 4)]
    assert [one for page in pages for one in page] == [f"s{day:02}" for day in range(MANY - 1, -1, -1)]
    assert shown(shelf(many, Wanted(), size=10)) == pages[0]

"""What is kept for telling stories apart: features by shape, rare words, links, groups, and what is behind what."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from stocked import report
from variorum.store import schema
from variorum.store.links import Links
from variorum.store.writer import Writer


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer(tmp_path / "library.db") as opened:
        opened.put_reports([(report(key), report(key)) for key in "abcd"], "rules")
        yield opened


@pytest.fixture
def links(writer: Writer) -> Links:
    """Reports a and b of one shape, c and d each of its own; the rules of grouping are those of "one"."""
    links = Links(writer)
    new, _ = links.start("features")
    links.put_features([(key, new[key], data) for key, data in (("a", b"same"), ("b", b"same"), ("c", b"third"), ("d", b"fourth"))])
    with links.changing("one"):
        pass
    return links


def shape(links: Links, of: str) -> str:
    (found,) = [shape for shape, reports in links.reports().items() if of in reports]
    return found


def test_reports_of_equal_features_have_one_shape(links: Links) -> None:
    assert len(links) == 4
    assert sorted(links.reports().values()) == [["a", "b"], ["c"], ["d"]]
    assert {data for _, data in links.shapes()} == {b"same", b"third", b"fourth"}
    assert [name for name, _ in links.shapes()] == sorted(links.reports())
    same, third = shape(links, "a"), shape(links, "c")
    assert dict(links.shapes([third, same])) == {same: b"same", third: b"third"}
    assert links.reports([same]) == {same: ["a", "b"]}
    assert links.reports([]) == {}
    assert list(links.shapes([])) == []


def test_a_shape_is_named_alike_in_every_library(links: Links) -> None:
    """A shape's name is kept, and a library goes from machine to machine."""
    assert shape(links, "a") == hashlib.sha256(b"same").hexdigest()[:20]


def test_what_has_no_features_yet_is_new(writer: Writer) -> None:
    links = Links(writer)
    new, left_behind = links.start("features")
    assert (sorted(new), left_behind) == (["a", "b", "c", "d"], [])
    assert new == writer.reader.digests("abcd")
    links.put_features([(key, new[key], b"same") for key in "abc"])
    assert links.start("features") == ({"d": new["d"]}, [])


def test_a_report_that_changed_is_new_and_tells_the_shape_it_had(writer: Writer, links: Links) -> None:
    assert links.start("features") == ({}, [])
    had = shape(links, "c")
    changed = report("c", text="Another text by now")
    writer.put_reports([(changed, changed)], "rules")
    assert links.start("features") == (writer.reader.digests("c"), [had])


def waiting(writer: Writer) -> list[str]:
    return [report for (report,) in writer.connection.execute("SELECT report FROM waiting ORDER BY report")]


def test_only_what_came_changed_or_went_is_looked_at(writer: Writer, links: Links) -> None:
    """A library of very many reports is not looked through for one more."""
    assert (waiting(writer), writer.reader.ungrouped()) == ([], False)
    changed = report("c", text="Another text by now")
    writer.put_reports([(changed, changed), (report("e"), report("e")), (report("a"), report("a"))], "rules")
    writer.connection.execute("DELETE FROM inputs WHERE report = 'd'")
    assert waiting(writer) == ["c", "d", "e"]
    assert writer.reader.ungrouped()
    new, _ = links.start("features")
    assert sorted(new) == ["c", "e"]
    assert "d" not in waiting(writer)
    links.put_features([("c", "another state", b"c"), ("e", new["e"], b"e")])
    assert sorted(links.start("features")[0]) == ["c"]
    assert writer.reader.ungrouped()


def test_in_a_library_of_a_program_that_noted_nothing_each_report_is_looked_at_once(writer: Writer, links: Links) -> None:
    changed = report("c", text="Another text by now")
    writer.put_reports([(changed, changed)], "rules")
    writer.connection.execute("DELETE FROM inputs WHERE report = 'd'")
    for trigger in ("inputs_in", "inputs_anew", "inputs_out"):
        writer.connection.execute(f"DROP TRIGGER {trigger}")
    writer.connection.execute("DROP TABLE waiting")
    schema.prepare(writer.connection)
    assert waiting(writer) == ["a", "b", "c", "d"]
    assert links.start("features") == (writer.reader.digests("c"), [shape(links, "c")])
    assert len(links) == 3


def test_features_by_other_rules_are_all_forgotten(links: Links) -> None:
    links.put_rare(shape(links, "c"), [7])
    links.link(shape(links, "c"), [shape(links, "d")])
    links.put_groups([("c", "d")])
    links.start("features")
    assert (len(links), links.version()) == (4, "one")
    new, left_behind = links.start("other features")
    assert (sorted(new), left_behind) == (["a", "b", "c", "d"], [])
    assert (len(links), list(links.shapes()), links.groups(), links.version()) == (0, [], [], None)
    assert links.sharing("any", [7], 1) == []
    assert links.component("any") == ["any"]


def test_features_of_a_report_that_is_gone_go_too(writer: Writer, links: Links) -> None:
    writer.connection.execute("DELETE FROM inputs WHERE report = 'd'")
    assert links.start("features") == ({}, [])
    assert len(links) == 3
    assert links.version() is None  # what hung together by it has to be told apart again


def test_new_features_leave_the_groups_behind_until_they_are_changed_too(links: Links) -> None:
    assert links.version() == "one"
    assert links.put_features([]) == []
    assert links.version() == "one"
    (made,) = links.put_features([("d", "digest", b"other")])
    assert (links.version(), made) == (None, shape(links, "d"))
    with links.changing("two"):
        assert links.version() is None
    assert links.version() == "two"


def test_groups_and_their_version_change_together_or_not_at_all(links: Links) -> None:
    def fail() -> None:
        with links.changing("two"):
            links.put_groups([("a", "b")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (links.version(), links.groups()) == ("one", [])


def test_dropped_features_count_as_new(links: Links) -> None:
    links.put_groups([("a", "b"), ("c",)])
    links.drop_features(["b"])
    assert list(links.start("features")[0]) == ["b"]
    assert (links.groups(), links.version()) == ([("a",), ("c",)], None)


def test_a_shape_is_to_be_compared_until_it_is_linked(links: Links) -> None:
    assert links.unlinked() == list(links.shapes())
    links.link(shape(links, "a"), [])
    links.link(shape(links, "c"), [shape(links, "a")])
    assert links.unlinked() == [(shape(links, "d"), b"fourth")]


def test_a_shape_that_comes_again_is_not_compared_again(links: Links) -> None:
    links.link(shape(links, "a"), [])
    links.put_features([("d", "digest", b"same")])
    assert shape(links, "a") not in dict(links.unlinked())


def test_what_hangs_together_by_links_either_way(links: Links) -> None:
    one, two, three = (shape(links, key) for key in "acd")
    links.link(one, [two])
    assert links.component(one) == links.component(two) == sorted([one, two])
    assert links.component(three) == [three]
    links.link(three, [two])
    assert links.component(one) == links.component(three) == sorted([one, two, three])


def test_shapes_that_share_rare_words(links: Links) -> None:
    links.put_rare("one", [1, 2, 3])
    links.put_rare("two", [2, 3])
    links.put_rare("three", [3])
    links.put_rare("two", [2, 3])  # once more is no more
    assert links.sharing("one", [1, 2, 3], 2) == ["two"]
    assert links.sharing("one", [1, 2, 3], 1) == ["three", "two"]
    assert links.sharing("new", [1, 2, 3], 3) == ["one"]
    assert links.sharing("new", [4], 1) == []


@pytest.mark.parametrize("named", [True, False])
def test_shapes_of_no_report_go_and_tell_with_whom_they_were_linked(links: Links, named: bool) -> None:
    gone, near, far = (shape(links, key) for key in "dca")
    links.put_rare(gone, [7])
    links.put_rare(near, [7])
    links.link(gone, [near])
    links.link(near, [far])
    links.put_groups([("c", "d")])
    links.drop_features(["d"])
    assert links.drop_unused([gone, far] if named else None) == {near}
    assert dict(links.shapes()).keys() == {near, far}
    assert links.component(near) == sorted([near, far])
    assert links.sharing("new", [7], 1) == [near]
    assert links.groups() == [("c",)]


def test_two_linked_shapes_that_go_together_tell_of_neither(links: Links) -> None:
    one, two = shape(links, "c"), shape(links, "d")
    links.link(one, [two])
    links.drop_features(["c", "d"])
    assert links.drop_unused() == set()
    assert links.drop_unused([shape(links, "a")]) == set()
    assert len(list(links.shapes())) == 1


def test_a_report_is_in_one_group_the_last_it_was_put_in(links: Links) -> None:
    links.put_groups([("a", "b"), ("c", "d")])
    links.put_groups([("b", "c"), ("a",)])
    assert links.groups() == [("a",), ("b", "c"), ("d",)]


def test_all_links_and_groups_can_be_made_anew(links: Links) -> None:
    one, two, three = (shape(links, key) for key in "acd")
    links.put_rare(one, [1])
    links.link(one, [three])
    links.put_groups([("a", "d")])
    with links.changing("two"):
        links.replace_all([(two, [5, 6]), (three, [6])], [(two, three)], [("a", "b"), ("c", "d")])
    assert links.sharing("new", [1], 1) == []
    assert links.sharing("new", [5, 6], 2) == [two]
    assert (links.component(one), links.component(two)) == ([one], sorted([two, three]))
    assert links.component(three) == links.component(two)
    assert (links.unlinked(), links.groups(), links.version()) == ([], [("a", "b"), ("c", "d")], "two")


def test_sequels_are_replaced_with_the_groups_that_they_are_of(links: Links) -> None:
    with links.changing("one"):
        links.put_groups([("a", "b"), ("c",), ("d",)], [("a", "c"), ("c", "d")])
    assert links.sequels() == [("a", "c"), ("c", "d")]
    with links.changing("one"):
        links.put_groups([("a", "b", "c")], [])
    assert links.sequels() == []
    with links.changing("one"):
        links.put_groups([("a", "b"), ("c",)], [("a", "c")])
        links.replace_all([], [], [("a", "b"), ("c",), ("d",)], [("c", "d")])
    assert links.sequels() == [("c", "d")]

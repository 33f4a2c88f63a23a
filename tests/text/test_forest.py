"""Union-find: what hangs together, whatever the order of the joins."""

from hypothesis import given
from hypothesis import strategies as st

from variorum.text.forest import Forest


def test_sets_come_in_the_order_their_items_were_met() -> None:
    forest = Forest("abcde")
    forest.join("d", "b")
    forest.join("e", "d")
    assert forest.sets() == [["a"], ["b", "d", "e"], ["c"]]
    assert forest.root("b") == forest.root("e") != forest.root("c")
    assert forest.root("new") == "new"


def test_the_larger_set_keeps_its_root_and_of_equals_the_first_named() -> None:
    forest = Forest("abc")
    forest.join("a", "b")
    forest.join("c", "b")
    assert forest.root("c") == "a"
    forest.join("new", "newer")
    assert forest.root("newer") == "new"
    fresh = Forest("a")
    fresh.join("new", "a")
    assert fresh.root("a") == "new"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_the_order_of_joins_changes_nothing(joins: list[tuple[int, int]]) -> None:
    one, other = Forest(range(31)), Forest(range(31))
    for a, b in joins:
        one.join(a, b)
    for a, b in reversed(joins):
        other.join(b, a)
    assert one.sets() == other.sets()

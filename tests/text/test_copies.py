"""A tree of copies: who stands next to whom, by what copies share against the others."""

import random

from variorum.text.copies import _joined, apart, towards, tree

WORDS = [f"w{number}" for number in range(200)]


def copied(words: list[str], *changed: int, mark: str) -> list[str]:
    return [f"{mark}{place}" if place in changed else word for place, word in enumerate(words)]


def family() -> list[list[str]]:
    """An original, a copy of it, and two copies of that copy; every scribe changes five words or more."""
    first = copied(WORDS, 1, 20, 40, 60, 80, mark="b")
    one = copied(first, 5, 25, 45, 65, 85, 105, mark="c")
    other = copied(first, 7, 27, 47, 67, 87, mark="d")
    return [WORDS, first, one, other]


def test_copies_of_a_copy_hang_under_it_and_not_under_the_original() -> None:
    assert towards(tree(family()), 0) == {1: 0, 2: 1, 3: 1}


def test_the_order_of_copies_changes_nothing() -> None:
    copies = family()
    for seed in range(5):
        order = list(range(4))
        random.Random(seed).shuffle(order)
        way = towards(tree([copies[place] for place in order]), order.index(0))
        assert {order[taker]: order[giver] for taker, giver in way.items()} == {1: 0, 2: 1, 3: 1}


def test_a_lost_copy_is_a_node_of_its_own() -> None:
    """Two copies share five changes that no copy in hand has alone: both were made from one that is lost."""
    copies = family()
    way = towards(tree([copies[0], copies[2], copies[3]]), 0)
    assert way[1] == way[2]
    assert way[1] >= 3
    assert way[way[1]] == 0


def test_a_part_that_one_copy_does_not_have_is_no_change_of_wording() -> None:
    cut = WORDS[:120]
    assert apart(WORDS, cut) == 0
    assert apart(WORDS, copied(WORDS, 3, 50, mark="x")) == 2
    assert apart(WORDS, [*WORDS[:10], *WORDS[13:]]) == 3
    assert apart(copied(WORDS, 3, 50, mark="x"), cut) == apart(cut, copied(WORDS, 3, 50, mark="x"))
    assert apart(WORDS, [f"other{place}" for place in range(200)]) == 200


def test_copies_of_the_very_same_words_hang_together() -> None:
    assert tree([WORDS, list(WORDS)]) == [(0, 1)]
    assert tree([WORDS]) == []


def test_joining_gives_back_the_lengths_of_a_tree_whose_scribes_change_unlike_much() -> None:
    """Distances that a tree makes are that tree's (Saitou and Nei 1987): five copies under three lost ones, no two branches alike."""
    branches = {(0, 5): 2.0, (1, 5): 9.0, (5, 6): 3.0, (2, 6): 1.0, (6, 7): 4.0, (3, 7): 7.0, (4, 7): 5.0}
    edges = _joined(5, {pair: length for pair, length in far_apart(branches).items() if pair[0] < pair[1] < 5})
    found = far_apart({(one, other): length for one, other, length in edges})
    assert len(edges) == 7
    assert {pair: round(length, 9) for pair, length in found.items() if max(pair) < 5} == {
        pair: length for pair, length in far_apart(branches).items() if max(pair) < 5
    }


def far_apart(edges: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Between each two nodes of a tree the sum of what is on the way."""
    nodes = {node for pair in edges for node in pair}
    far = {**edges, **{(b, a): length for (a, b), length in edges.items()}}
    for _ in nodes:
        for (a, b), (c, d) in [(one, other) for one in far for other in far if one[1] == other[0] and one[0] != other[1]]:
            far.setdefault((a, d), far[a, b] + far[c, d])
    return far

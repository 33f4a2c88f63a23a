"""Which of several copies of one text stand nearest to each other: a tree of copies, from the words in which they differ.

Copies are neighbours by what they share against the others, not by how few words part them: neighbour joining (Saitou and Nei 1987)
allows for scribes who change more than others. A copy without changes of its own, that is, none that it does not share, stands itself where
its branch begins: others were taken from it. Costs the square of the number of copies in comparisons, the cube in joining; for few copies.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

LOST: Final = 20  # words: a longer gap is a part that one of the two does not have, and no change of wording
OWN: Final = 2.0  # changed words below which a copy has no changes of its own; any bound from 1 to 5 gives a better tree than none

Edge = tuple[int, int]


def apart(one: Sequence[str], other: Sequence[str]) -> float:
    """In how many words two copies differ, of as many as the longer has, reckoned from the parts that both have."""
    changed = compared = 0
    for operation, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        longer = max(j - i, m - k)
        if operation == "equal" or longer <= LOST:
            compared += longer
            changed += 0 if operation == "equal" else longer
    return changed / compared * max(len(one), len(other)) if compared else float(max(len(one), len(other)))


def tree(copies: Sequence[Sequence[str]]) -> list[Edge]:
    """The edges between copies, by their place, and copies that are lost, numbered on from there. Two of the same words hang together."""
    count = len(copies)
    between = {(i, j): apart(copies[i], copies[j]) for i, j in combinations(range(count), 2)}
    return _without_short(_joined(count, between), count)


def _joined(count: int, between: dict[Edge, float]) -> list[tuple[int, int, float]]:
    """The tree of neighbour joining: (node, node, length of the edge between them)."""
    away = between | {(j, i): length for (i, j), length in between.items()}
    left, new = list(range(count)), count
    edges: list[tuple[int, int, float]] = []
    while len(left) > 2:
        total = {i: sum(away[i, k] for k in left if k != i) for i in left}
        i, j = min(combinations(left, 2), key=lambda pair: ((len(left) - 2) * away[pair] - total[pair[0]] - total[pair[1]], pair))
        mine = away[i, j] / 2 + (total[i] - total[j]) / (2 * (len(left) - 2))
        edges += [(new, i, mine), (new, j, away[i, j] - mine)]
        left = [k for k in left if k not in (i, j)]
        for k in left:
            away[new, k] = away[k, new] = (away[i, k] + away[j, k] - away[i, j]) / 2
        left.append(new)
        new += 1
    return [*edges, (left[0], left[1], away[left[0], left[1]])] if len(left) == 2 else edges


def _without_short(edges: Sequence[tuple[int, int, float]], count: int) -> list[Edge]:
    """The tree without its short edges: their ends are one node, which is a copy in hand if one of the two is. Two copies stay two."""
    stands_for: dict[int, int] = {}

    def node(one: int) -> int:
        while one in stands_for:
            one = stands_for[one]
        return one

    kept: list[Edge] = []
    for one, other, length in sorted(edges, key=lambda edge: (edge[2], edge[:2])):
        a, b = node(one), node(other)
        if length < OWN and max(a, b) >= count:
            stands_for[max(a, b)] = min(a, b)
        else:
            kept.append((one, other))
    return [(node(one), node(other)) for one, other in kept]


def towards(edges: Sequence[Edge], root: int) -> dict[int, int]:
    """Each node of a tree but the root -> the next one on the way to the root."""
    beside: dict[int, list[int]] = {}
    for one, other in edges:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    way: dict[int, int] = {}
    waiting = [root]
    for here in waiting:
        for there in beside.get(here, ()):
            if there != root and there not in way:
                way[there] = here
                waiting.append(there)
    return way

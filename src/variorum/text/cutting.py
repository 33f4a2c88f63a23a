"""How what hangs together by single links is cut into groups that are of one kind: average linkage, then a second look inside each group.

A chain of near-links (a second attack in the same city, last year's edition of the same summit) passes single links easily. Average
linkage asks for likeness to the whole group. The second look weighs each word anew by how few of the group's texts have it: what all share
(the city, the summit) then counts nothing, and two events come apart, because each side's texts still share what the other's have not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from variorum.text.cluster import Floats, Ints, average_linkage, components, cut_at, groups_of, in_two
from variorum.text.grain import rounded

# Found on ECB+ topics 1-35 and BASIL events; see benchmarks/quality/stories.py.
LEAST: Final = 0.18  # average likeness of two groups that are one
SAME_TEXT: Final = 0.9  # texts so alike are one text for the second look
COPY: Final = 0.7  # the likeness of such texts to each other is no sign of an event of their own: one may be taken from the other
APART: Final = 0.4  # two sides come apart if their likeness is under this share of the lesser likeness inside a side
SIDE: Final = 3  # distinct texts a side must have: fewer show no common ground of their own
LARGEST: Final = 2000  # texts compared all with all; a larger component is first cut at a higher bar
STEP: Final = 0.05
BLOCK: Final = 512  # rows compared with all others at one time


@dataclass(frozen=True)
class Table:
    """Sparse rows: texts by words, as (row, column, value) with columns numbered from 0."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int
    width: int

    @classmethod
    def of(cls, numbers: Sequence[np.ndarray[Any, Any]], weights: Sequence[np.ndarray[Any, Any]]) -> "Table":
        owners = np.repeat(np.arange(len(numbers)), [len(row) for row in numbers])
        distinct, columns = np.unique(np.concatenate(numbers), return_inverse=True) if numbers else (np.zeros(0), np.zeros(0, np.int64))
        values = np.concatenate(weights).astype(np.float64) if weights else np.zeros(0)
        return cls(owners, columns.astype(np.int64), values, len(numbers), len(distinct))

    def some(self, wanted: Ints) -> "Table":
        """The rows wanted, numbered anew in their order."""
        place = np.full(self.height, -1, np.int64)
        place[wanted] = np.arange(len(wanted))
        kept = place[self.rows] >= 0
        return Table(place[self.rows[kept]], self.columns[kept], self.values[kept], len(wanted), self.width)

    def dense(self, word_weights: Floats | None = None) -> Floats:
        """Unit rows over the words that two rows or more have; the others count in the length only. Shape [height, shared words]."""
        values = self.values if word_weights is None else self.values * word_weights[self.columns]
        length = np.sqrt(np.bincount(self.rows, values * values, self.height))
        spread = np.bincount(self.columns, minlength=self.width)
        shared = np.flatnonzero(spread > 1)
        kept = np.isin(self.columns, shared)
        matrix = np.zeros((self.height, len(shared)))
        rows, places = self.rows[kept], np.searchsorted(shared, self.columns[kept])
        matrix[rows, places] = rounded(values[kept] / np.maximum(length[rows], 1e-9))
        return matrix

    def likeness(self, word_weights: Floats | None = None) -> Floats:
        """Cosines of all rows, to five places."""
        matrix = self.dense(word_weights)
        return np.round(matrix @ matrix.T, 5)


def cut_component(table: Table, bar: float = LEAST) -> list[Ints]:
    """The groups of a component's rows, which hang together by links of this likeness."""
    if table.height == 1:
        return [np.zeros(1, np.int64)]
    if table.height > LARGEST:
        return _cut_large(table, bar)
    likeness = table.likeness()
    label = cut_at(table.height, average_linkage(likeness), LEAST)
    return [part for members in groups_of(label) for part in _second_look(table, likeness, members)]


def _cut_large(table: Table, bar: float) -> list[Ints]:
    """A component of too many texts: raise the bar for single links until it falls into pieces, then cut each piece as usual."""
    raised = max(bar, LEAST) + STEP
    left, right = _links_at(table, raised)
    label = components(table.height, left, right)
    pieces = groups_of(label)
    found: list[Ints] = []
    for piece in pieces:
        if len(piece) > LARGEST and raised >= 0.9:
            found.append(piece)  # thousands of copies of one text
        else:
            found.extend(piece[part] for part in cut_component(table.some(piece), raised))
    return found


def _links_at(table: Table, bar: float) -> tuple[Ints, Ints]:
    """Pairs of rows at least this alike, found in blocks of rows."""
    matrix = table.dense()
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(matrix), BLOCK):
        near = np.argwhere(np.round(matrix[start : start + BLOCK] @ matrix.T, 5) >= bar)
        near = near[near[:, 0] + start < near[:, 1]]
        lefts.append(near[:, 0] + start)
        rights.append(near[:, 1])
    return np.concatenate(lefts), np.concatenate(rights)


def _second_look(table: Table, likeness: Floats, members: Ints) -> list[Ints]:
    """One group, or its two sides (each looked at again) where they are two events."""
    texts = _distinct_texts(likeness[np.ix_(members, members)])
    if len(texts) < 2 * SIDE:
        return [members]
    # One row for each distinct text: the first copy by id stands for it.
    group = table.some(members[np.array([text[0] for text in texts])])
    have = np.bincount(group.columns, minlength=group.width)
    few = np.log((len(texts) + 1) / (have + 0.5))
    inside = group.likeness(few)
    label = in_two(len(texts), average_linkage(inside))
    one, other = groups_of(label)
    if min(len(one), len(other)) < SIDE:
        return [members]
    first = np.array([text[0] for text in texts])
    independent = likeness[np.ix_(members[first], members[first])] < COPY
    across = float(inside[np.ix_(one, other)].mean())
    if across >= APART * min(_mean_inside(inside, independent, one), _mean_inside(inside, independent, other)):
        return [members]
    sides = (np.sort(members[np.concatenate([texts[i] for i in side])]) for side in (one, other))
    return [part for side in sides for part in _second_look(table, likeness, side)]


def _distinct_texts(likeness: Floats) -> list[Ints]:
    left, right = np.nonzero(np.triu(likeness >= SAME_TEXT, 1))
    return groups_of(components(len(likeness), left, right))


def _mean_inside(likeness: Floats, independent: np.ndarray[Any, np.dtype[np.bool_]], members: Ints) -> float:
    """The mean likeness of a side's texts that are not copies of each other; 0 where there are none, so that copies alone make no event."""
    counted = np.triu(independent[np.ix_(members, members)], 1)
    return float(likeness[np.ix_(members, members)][counted].mean()) if counted.any() else 0.0

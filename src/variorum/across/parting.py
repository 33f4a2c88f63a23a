"""How reports that hang together by single links are parted into stories: average linkage, then a second look inside each group.

A chain of links (a second attack in the same city, last year's edition of the same summit) is easily made. Average linkage asks for
likeness to the whole group. The second look weighs each word anew by how few of the group's reports have it, and takes from each vector
what all have in common: what all share (the city, the summit) then counts nothing, and two events come apart, because each side's
reports still share what the other's have not. A learned model says whether the two sides that are farthest apart are two events.

Near copies are compared as one: the first by id stands for them, so that a story of thousands of copies costs little more than one.
"""

from collections.abc import Sequence
from math import log
from typing import Any, Final

import numpy as np

from variorum.across.features import IN_HEAD, NAME, SCALE, Features
from variorum.across.likeness import Floats, Ints, Sheet, days_apart, learned, summed
from variorum.text.cluster import average_linkage, components, cut_at, groups_of, in_two
from variorum.text.shingle import mixed
from variorum.text.table import Table

# Bars in thousandths of log odds. How they were found: training/stories/README.md.
LINKED: Final = -1500  # a link: at least so likely two reports may hang together at all
LEAST: Final = -2500  # mean log odds of two groups that may be one
TWO: Final = -1500  # log odds from which the two sides of a group are two events
OF_COPIES: Final = -1000  # mean log odds under which two sides, one of them of near copies only, are two events
STEP: Final = 500  # by which the bar for links rises in a component of too many reports
HIGHEST: Final = 3000  # where it ends: what still hangs together is one
SIDE: Final = 3  # distinct reports a side must have: fewer show no common ground of their own
DAYS: Final = 0.3  # the most that days further apart than inside count, so that days alone part nothing
COPY: Final = 0.7  # words so alike are no sign of an event of their own: one report may be taken from the other
SAME_TEXT: Final = 0.9  # words so alike are one text
LARGEST: Final = 2000  # distinct texts compared all with all; a larger component is first cut at a higher bar
SKETCH, AGREED = 12, 8  # least numbers kept of a text's words, and how many of them two texts share before they are compared as copies
_SEEDS: Final = np.arange(1, SKETCH + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
# A quotient of likeness across and inside is looked at between these, as a logarithm in whole thousandths.
_RATIO: Final = (0.02, 2.0)

Truths = np.ndarray[Any, np.dtype[np.bool_]]


def cut(component: Sequence[Features]) -> list[tuple[str, ...]]:
    """The stories of reports that hang together by links: each a sorted tuple of ids, in sorted order."""
    ordered = sorted(component, key=lambda one: one.report)
    heads = copies(ordered)
    first = list(heads)
    sheet = Sheet([ordered[head] for head in first])
    return sorted(
        tuple(sorted(ordered[copy].report for place in part for copy in heads[first[place]])) for part in parts(sheet, bar=LINKED)
    )


def copies(ordered: Sequence[Features]) -> dict[int, list[int]]:
    """The first of each set of near copies -> their places. Texts are compared only where their words' least numbers agree."""
    heads: dict[int, list[int]] = {}
    having: dict[tuple[int, int], list[int]] = {}
    for place, one in enumerate(ordered):
        keys = list(enumerate(_sketch(one)))
        met: dict[int, int] = {}
        for key in keys:
            for head in having.get(key, ()):
                met[head] = met.get(head, 0) + 1
        same = next((head for head in sorted(met) if met[head] >= AGREED and _one_text(ordered[head], one)), None)
        if same is not None:
            heads[same].append(place)
            continue
        heads[place] = [place]
        for key in keys:
            having.setdefault(key, []).append(place)
    return heads


def _sketch(one: Features) -> list[int]:
    """The least of a text's words under several mixings: two texts agree in as many of them as they share words."""
    if not len(one.numbers):
        return []
    return [int(least) for least in mixed(one.numbers[None, :] ^ _SEEDS[:, None]).min(axis=1)]


def _one_text(head: Features, other: Features) -> bool:
    _, left, right = np.intersect1d(head.numbers, other.numbers, assume_unique=True, return_indices=True)
    return int(head.weights[left].astype(np.int64) @ other.weights[right].astype(np.int64)) >= SAME_TEXT * SCALE**2


def parts(sheet: Sheet, bar: int) -> list[Ints]:
    """The groups of a component's texts, which hang together by links from this bar on."""
    count = len(sheet.reports)
    if count == 1:
        return [np.zeros(1, np.int64)]
    if count > LARGEST:
        return _of_large(sheet, bar + STEP)
    odds = sheet.all_odds()
    label = cut_at(count, average_linkage(odds.astype(np.float64)), LEAST)
    return [part for members in groups_of(label) for part in _second_look(sheet, members)]


def _of_large(sheet: Sheet, bar: int) -> list[Ints]:
    """A component of too many texts: raise the bar for links until it falls into pieces, then part each piece as usual."""
    count = len(sheet.reports)
    left, right = [], []
    for one in range(count - 1):
        near = one + 1 + np.flatnonzero(sheet.odds(one, np.arange(one + 1, count)) >= bar)
        left.append(np.full(len(near), one, np.int64))
        right.append(near.astype(np.int64))
    found: list[Ints] = []
    for piece in groups_of(components(count, np.concatenate(left), np.concatenate(right))):
        if len(piece) > LARGEST and bar >= HIGHEST:
            found.append(piece)  # thousands of texts that are as alike as can be
        else:
            found.extend(piece[part] for part in parts(Sheet([sheet.reports[place] for place in piece]), bar))
    return found


def _second_look(sheet: Sheet, members: Ints) -> list[Ints]:
    """One group, or its two sides (each looked at again) where they are two events."""
    if len(members) < 2 * SIDE:
        return [members]
    group = Group(Sheet([sheet.reports[place] for place in members]))
    one, other = group.sides()
    if min(len(one), len(other)) < SIDE or not group.two(one, other):
        return [members]
    return [part for side in (one, other) for part in _second_look(sheet, members[side])]


class Group:
    """The texts of one group, each compared with each by what not all of them share."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.count = len(sheet.reports)
        self.with_vectors = bool(sheet.has_vector.all())
        self.views = {"words": self._local(0), "names": self._local(NAME), "head": self._local(IN_HEAD)}
        if self.with_vectors:
            self.views["vector"] = _centred(sheet.meanings())

    def _local(self, bit: int) -> Floats:
        """Cosines over the words of one kind (0: all), each word weighed by how few of the group have it."""
        sheet = self.sheet
        kept = (sheet.bits & bit) > 0 if bit else np.ones(len(sheet.bits), bool)
        table = Table(sheet.owners[kept], sheet.columns[kept], sheet.weights[kept].astype(np.float64), self.count, sheet.width)
        have = np.bincount(table.columns, minlength=sheet.width)
        return table.likeness(np.log((self.count + 1) / (have + 0.5)))

    def sides(self) -> tuple[Ints, Ints]:
        """The two sides that average linkage over all views joins last."""
        label = in_two(self.count, average_linkage(np.round(sum(self.views.values()), 5)))
        one, other = groups_of(label)
        return one, other

    def two(self, one: Ints, other: Ints) -> bool:
        """Are two sides two events? Of near copies, which show no ground of their own, the links between the sides tell."""
        told = self.told(one, other)
        if told is not None:
            return self.odds(told) >= TWO
        return float(np.mean([self.sheet.odds(place, other) for place in one.tolist()])) < OF_COPIES

    def told(self, one: Ints, other: Ints) -> dict[str, float] | None:
        """What the views say of two sides; None where a side has near copies only, which show no event of their own."""
        plain = self._independent()
        inside = [_pairs_inside(plain, side) for side in (one, other)]
        if not all(len(left) for left, _ in inside):
            return None
        found: dict[str, float] = {}
        for name, likeness in self.views.items():
            across = float(likeness[np.ix_(one, other)].mean())
            within = min(float(likeness[pairs].mean()) for pairs in inside)
            if name == "vector":
                found["vector_inside"] = round(within, 4)
            else:
                found[name] = round(log(min(max(across / max(within, _RATIO[0]), _RATIO[0]), _RATIO[1])), 3)
        days, sure = self.sheet.days, self.sheet.sure
        far = np.array([days_apart(days[place], sure[place], days, sure) for place in range(self.count)])
        within_days = float(np.concatenate([far[pairs] for pairs in inside]).mean())
        found["days"] = round(min(float(far[np.ix_(one, other)].mean()) - within_days, DAYS), 4)
        return found

    def odds(self, told: dict[str, float]) -> int:
        """The log odds, in thousandths, that two sides are two events."""
        return int(summed(learned()["parting" if self.with_vectors else "parting_without_vector"], told))

    def _independent(self) -> Truths:
        """Which pairs of texts are not copies of each other."""
        sheet = self.sheet
        plain = Table(sheet.owners, sheet.columns, sheet.weights.astype(np.float64), self.count, sheet.width).likeness()
        apart: Truths = plain < COPY
        return apart


def _pairs_inside(plain: Truths, side: Ints) -> tuple[Ints, Ints]:
    """The pairs of a side's texts that are not copies of each other, as (rows, columns)."""
    left, right = np.nonzero(np.triu(plain[np.ix_(side, side)], 1))
    return side[left], side[right]


def _centred(products: Floats) -> Floats:
    """Cosines of vectors from which their mean was taken, from their dot products, to five places."""
    mean = products.mean(axis=0)
    centred = products - mean[:, None] - mean[None, :] + mean.mean()
    length = np.sqrt(np.maximum(np.diag(centred), 1e-9))
    cosines: Floats = np.round(centred / length[:, None] / length[None, :], 5)
    return cosines

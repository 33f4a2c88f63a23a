"""Two texts side by side, sentence by sentence: which sentences are parallel, how near, and whether they run in the same order.

What two writers share because both heard the same words (a quotation) is kept apart from what they share because one had the other's text:
likeness is reckoned on the words outside quotation marks, and a sentence that is nearly all quotation is paired but proves nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, combinations
from math import log
from typing import Any, Final

import numpy as np

from variorum.text.grain import unit_rows
from variorum.text.normal import fold
from variorum.text.shingle import counted_form, hashes, number_of, shingles, words

Floats = np.ndarray[Any, np.dtype[np.float32]]

_QUOTED: Final = re.compile(r'"[^"\n]*(?:"|$)', re.MULTILINE)
# Rarity that a sentence must have outside quotation marks to prove anything: about two names, or a name and three common nouns.
TELLING: Final = 12.0
PARALLEL: Final = 0.58  # least likeness of two parallel sentences
HALF: Final = 0.66  # share of a sentence's weight that must stand in the other where one sentence became two
_RUN: Final = 4  # words of a run that two writers seldom choose alike


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """What stands in double quotation marks, marks included; an open mark counts to the end of its paragraph."""
    return [match.span() for match in _QUOTED.finditer(fold(text))]


@dataclass(frozen=True, eq=False)
class Prepared:
    """A text made ready for comparison. Row i of each array is sentence i. Each is made when it is first asked for: of a text that is
    compared with none that is new, only its keys are."""

    spans: tuple[tuple[int, int], ...]
    vectors: Floats  # [sentences, 384] unit rows, or zeros
    _forms: tuple[tuple[str, ...], ...]  # all words of each sentence, in the form in which they are counted
    _outside: tuple[tuple[str, ...], ...]  # those outside quotation marks
    _rarity: Callable[[str], float]

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def stems(self) -> np.ndarray[Any, np.dtype[np.uint64]]:
        """Distinct stems, sorted."""
        return np.array(sorted({number_of(form) for row in self._forms for form in row}), np.uint64)

    @cached_property
    def _place(self) -> dict[int, int]:
        return {number: index for index, number in enumerate(self.stems.tolist())}

    @cached_property
    def _rows_outside(self) -> tuple[Floats, Floats]:
        return _unit_rows(self._outside, self._place, self._rarity)

    @property
    def outside(self) -> Floats:
        """[sentences, stems] unit rows, words outside quotation marks."""
        return self._rows_outside[0]

    @property
    def weight(self) -> Floats:
        """[sentences] length of the row `outside` before it was made a unit: how telling the sentence is."""
        return self._rows_outside[1]

    @cached_property
    def whole(self) -> Floats:
        """[sentences, stems] unit rows, all words."""
        return _unit_rows(self._forms, self._place, self._rarity)[0]

    @cached_property
    def runs(self) -> tuple[frozenset[int], ...]:
        """Runs of words outside quotation marks."""
        every = shingles(hashes(form for row in self._outside for form in row), _RUN).tolist()
        ends = accumulate(map(len, self._outside))
        return tuple(frozenset(every[end - len(row) : max(0, end - _RUN + 1)]) for row, end in zip(self._outside, ends, strict=True))

    @cached_property
    def keys(self) -> np.ndarray[Any, np.dtype[np.uint64]]:
        """Under which like texts find each other."""
        return _keys(self._outside, self.runs, self._rarity)


def prepare(text: str, spans: Sequence[tuple[int, int]], vectors: np.ndarray[Any, Any], rarity: Callable[[str], float]) -> Prepared:
    """Make a text's sentences [start, end) ready. `rarity` tells how much a stem says, 0 and up."""
    quotes = quoted_spans(text)
    inside, out = [], []
    for start, end in spans:
        found = [(start + place, counted_form(word)) for place, word in words(text[start:end])]
        inside.append(tuple(form for _, form in found))
        out.append(tuple(form for place, form in found if not any(left <= place < right for left, right in quotes)))
    given = np.asarray(vectors, np.float32)
    rows = given if len(given) == len(spans) else np.zeros((len(spans), 1), np.float32)
    return Prepared(tuple(spans), rows, tuple(inside), tuple(out), rarity)


def _unit_rows(rows: Sequence[Sequence[str]], place: dict[int, int], rarity: Callable[[str], float]) -> tuple[Floats, Floats]:
    matrix = np.zeros((len(rows), len(place)))
    for index, row in enumerate(rows):
        for form, count in Counter(row).items():
            matrix[index, place[number_of(form)]] = max(rarity(form), 0.0) * (1 + log(count))
    return unit_rows(matrix), np.round(np.sqrt((matrix * matrix).sum(axis=1)), 5).astype(np.float32)


def _keys(
    rows: Sequence[Sequence[str]], runs: Sequence[frozenset[int]], rarity: Callable[[str], float]
) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """Runs of words find copies; the pairs of a sentence's three rarest words find what was reworded, since names and numbers stay."""
    rarest = (sorted(set(row), key=lambda form: (-rarity(form), form))[:3] for row in rows)
    pairs = [pair for forms in rarest for pair in combinations(sorted(map(number_of, forms)), 2)]
    found = set(shingles(np.array(pairs, np.uint64).reshape(-1, 2), 2).ravel().tolist()).union(*runs)
    return np.array(sorted(found), np.uint64)


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `left` of one text is parallel to sentence `right` of the other."""

    left: int
    right: int
    likeness: float  # 0..1, outside quotation marks where there is enough
    telling: bool  # does it prove that one had the other's text?
    exact: float  # share of the shorter sentence's word runs that the other has too, outside quotation marks
    ordered: bool  # on the longest chain of parallels that run in the same order
    half: bool = False  # one sentence became two: this is a part of it


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts side by side."""

    matches: tuple[Match, ...]
    left: int  # sentences of each that could count
    right: int

    @property
    def proving(self) -> list[Match]:
        return [match for match in self.matches if match.telling and not match.half]


def align(one: Prepared, other: Prepared) -> Alignment:
    """Parallel sentences of two texts: mutually best pairs, then halves of sentences that were divided."""
    telling_left, telling_right = int((one.weight >= TELLING).sum()), int((other.weight >= TELLING).sum())
    if not len(one) or not len(other):
        return Alignment((), telling_left, telling_right)
    likeness, counted, shared = _likeness(one, other)
    best_right, best_left = likeness.argmax(1), likeness.argmax(0)
    lefts = [i for i in range(len(one)) if likeness[i, best_right[i]] >= PARALLEL and best_left[best_right[i]] == i]
    pairs = [(i, int(best_right[i])) for i in lefts]
    chain = longest_chain([(i, j, float(likeness[i, j]) - PARALLEL + 0.05) for i, j in pairs])
    found = [
        Match(i, j, round(float(likeness[i, j]), 4), bool(counted[i, j]), _exact(one.runs[i], other.runs[j]), (i, j) in chain)
        for i, j in pairs
    ]
    return Alignment(tuple(found + _halves(found, likeness, shared, one, other)), telling_left, telling_right)


def _likeness(one: Prepared, other: Prepared) -> tuple[Floats, np.ndarray[Any, np.dtype[np.bool_]], tuple[Floats, Floats]]:
    """The mean of meaning (sentence vectors) and words, by sentence pair; and which pairs have enough outside quotation marks to prove."""
    place = np.searchsorted(other.stems, one.stems)
    place[place == len(other.stems)] = 0
    at_left = np.flatnonzero(other.stems[place] == one.stems) if len(other.stems) else np.zeros(0, np.int64)
    at_right = place[at_left]
    left, right = one.outside[:, at_left], other.outside[:, at_right]
    outside = left @ right.T
    whole = one.whole[:, at_left] @ other.whole[:, at_right].T
    telling = np.minimum(one.weight[:, None], other.weight[None]) >= TELLING
    by_words = np.where(telling, outside, whole)
    if one.vectors.shape[1] != other.vectors.shape[1] or not one.vectors.any() or not other.vectors.any():
        meaning = np.sqrt(by_words)  # no vectors at hand: as parallel sentences have it on the average
    else:
        meaning = one.vectors @ other.vectors.T
    return ((by_words + meaning) / 2).astype(np.float32), telling, (left, right)


def _exact(one: frozenset[int], other: frozenset[int]) -> float:
    shorter = min(len(one), len(other))
    return round(len(one & other) / shorter, 4) if shorter else 0.0


def longest_chain(pairs: Sequence[tuple[int, int, float]]) -> set[tuple[int, int]]:
    """The heaviest set of pairs in which both sides rise: what the two texts tell in the same order."""
    best: list[tuple[float, int]] = []
    for index, (_, right, weight) in enumerate(pairs):
        before = max(((best[k][0], k) for k in range(index) if pairs[k][1] < right), default=(0.0, -1))
        best.append((before[0] + weight, before[1]))
    chain: set[tuple[int, int]] = set()
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        chain.add(pairs[at][:2])
        at = best[at][1]
    return chain


def _halves(found: Sequence[Match], likeness: Floats, shared: tuple[Floats, Floats], one: Prepared, other: Prepared) -> list[Match]:
    """Unpaired sentences next to a pair whose words stand mostly in the pair's other sentence: one sentence became two."""
    lefts, rights = {match.left for match in found}, {match.right for match in found}
    halves = []
    for match in found:
        for i in (match.left - 1, match.left + 1):
            if 0 <= i < len(one) and i not in lefts and one.weight[i] >= TELLING and _covered(shared[0][i], shared[1][match.right]) >= HALF:
                halves.append(_half(i, match.right, match, likeness, one, other))
                lefts.add(i)
        for j in (match.right - 1, match.right + 1):
            if (
                0 <= j < len(other)
                and j not in rights
                and other.weight[j] >= TELLING
                and _covered(shared[1][j], shared[0][match.left]) >= HALF
            ):
                halves.append(_half(match.left, j, match, likeness, one, other))
                rights.add(j)
    return halves


def _covered(part: Floats, whole: Floats) -> float:
    """How much of a sentence's weight stands in the other."""
    return float((part**2)[whole > 0].sum())


def _half(i: int, j: int, match: Match, likeness: Floats, one: Prepared, other: Prepared) -> Match:
    return Match(i, j, round(float(likeness[i, j]), 4), True, _exact(one.runs[i], other.runs[j]), match.ordered, True)

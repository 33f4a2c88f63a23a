"""Weights of the reader of heads: a linear-chain conditional random field over words (Lafferty and others 2001), learned in plain numpy.

Where a label allows a word several marks, what is raised is the chance of all of them together.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from examples import MARKS, Example

from variorum.language.english.page.head_seen import Seen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
STEPS = 3  # how a word stands to the one before
RATE = 0.25
ROUNDS = 40
BATCH = 12  # heads
RIDGE = 3e-4
NEVER = -1e4


@dataclass
class Learned:
    """Weights of features, one a mark; of marks side by side; of the first mark."""

    names: dict[str, int]
    weights: Floats
    steps: Floats
    first: Floats


class Coded(NamedTuple):
    """A head in numbers: the features of groups of words, which groups a word is of, how it stands, the marks it may bear."""

    flat: Ints
    sizes: Ints
    groups: Ints  # words x 3
    steps: Ints
    allowed: npt.NDArray[np.bool_]


def features(word: Seen) -> tuple[tuple[str, ...], ...]:
    kinds = (("line:", word.of_line), ("part:", word.of_part), ("word:", word.of_word))
    return tuple(tuple(f"{kind}{name}" for name in seen) for kind, seen in kinds)


def vocabulary(given: Sequence[Example], least: int = 2) -> dict[str, int]:
    """Features that stand in so many heads; words of two writers at least."""
    heads: Counter[str] = Counter()
    writers: dict[str, set[str]] = {}
    for one in given:
        for name in {name for word in one.words for part in features(word) for name in part}:
            heads[name] += 1
            writers.setdefault(name, set()).add(one.writer)
    lexical = ("word:w", "line:label")
    free = {name for name, count in heads.items() if not name.startswith(lexical) or (count >= 3 and len(writers[name]) > 1)}
    kept = [name for name in free if heads[name] >= least]
    return {name: number for number, name in enumerate(sorted(kept))}


def coded(one: Example, names: dict[str, int]) -> Coded:
    known: dict[tuple[str, ...], int] = {}
    flat: list[int] = []
    sizes: list[int] = []
    groups = []
    for word in one.words:
        row = []
        for part in features(word):
            if part not in known:
                ids = [names[name] for name in part if name in names] or [len(names)]
                known[part] = len(sizes)
                flat += ids
                sizes.append(len(ids))
            row.append(known[part])
        groups.append(row)
    allowed = np.array([[mark in some for mark in MARKS] for some in one.allowed])
    return Coded(np.array(flat), np.array(sizes), np.array(groups), np.array([word.step for word in one.words]), allowed)


def emitted(one: Coded, weights: Floats) -> Floats:
    starts = np.concatenate([[0], np.cumsum(one.sizes)[:-1]])
    summed = np.add.reduceat(weights[one.flat], starts, axis=0)
    found: Floats = summed[one.groups].sum(axis=1)
    return found


def _added(scores: Floats, axis: int) -> Floats:
    top = scores.max(axis=axis, keepdims=True)
    found: Floats = np.squeeze(top, axis) + np.log(np.exp(scores - top).sum(axis=axis))
    return found


def expected(scores: Floats, steps: Ints, there: npt.NDArray[np.bool_], learned: Learned) -> tuple[Floats, Floats]:
    """Chances of each word's mark, and of marks side by side summed by step, of a batch [heads, words, marks] padded at its end."""
    count = scores.shape[1]
    ahead, behind = np.empty_like(scores), np.zeros_like(scores)
    ahead[:, 0] = scores[:, 0] + learned.first
    for at in range(1, count):
        new = scores[:, at] + _added(ahead[:, at - 1, :, None] + learned.steps[steps[:, at]], 1)
        ahead[:, at] = np.where(there[:, at, None], new, ahead[:, at - 1])
    for at in range(count - 2, -1, -1):
        new = _added(learned.steps[steps[:, at + 1]] + (scores[:, at + 1] + behind[:, at + 1])[:, None, :], 2)
        behind[:, at] = np.where(there[:, at + 1, None], new, 0)
    total = _added(ahead[:, -1], 1)
    single = np.exp(ahead + behind - total[:, None, None]) * there[:, :, None]
    onward = (scores[:, 1:] + behind[:, 1:])[:, :, None, :]
    between = ahead[:, :-1, :, None] + learned.steps[steps[:, 1:]] + onward - total[:, None, None, None]
    chance = np.exp(np.minimum(between, 0)) * there[:, 1:, None, None]
    pairs = np.array([chance[steps[:, 1:] == step].sum(axis=0) for step in range(len(learned.steps))])
    return single, pairs


def learn(given: Sequence[Example], rounds: int = ROUNDS, seed: int = 1) -> Learned:
    names = vocabulary(given)
    rows = [coded(one, names) for one in given]
    marks = len(MARKS)
    learned = Learned(names, np.zeros((len(names) + 1, marks)), np.zeros((STEPS, marks, marks)), np.zeros(marks))
    grown = [np.full_like(part, 0.1) for part in (learned.weights, learned.steps, learned.first)]
    order = np.random.default_rng(seed)
    by_length = sorted(range(len(rows)), key=lambda place: len(rows[place].steps))
    batches = [[rows[place] for place in by_length[start : start + BATCH]] for start in range(0, len(rows), BATCH)]
    for turn in range(rounds):
        rate = RATE * (1 - 0.9 * turn / rounds)
        for number in order.permutation(len(batches)):
            _step(batches[number], learned, grown, rate)
    return learned


def _step(batch: Sequence[Coded], learned: Learned, grown: list[Floats], rate: float) -> None:
    longest = max(len(one.steps) for one in batch)
    marks = len(MARKS)
    scores, steps = np.zeros((len(batch), longest, marks)), np.zeros((len(batch), longest), np.int64)
    there, allowed = np.zeros((len(batch), longest), bool), np.ones((len(batch), longest, marks), bool)
    for number, one in enumerate(batch):
        length = len(one.steps)
        scores[number, :length], steps[number, :length] = emitted(one, learned.weights), one.steps
        there[number, :length], allowed[number, :length] = True, one.allowed
    single, pairs = expected(scores, steps, there, learned)
    right, right_pairs = expected(np.where(allowed, scores, NEVER), steps, there, learned)
    slope = np.zeros_like(learned.weights)
    words = 0
    for number, one in enumerate(batch):
        length = len(one.steps)
        gap = (right - single)[number, :length]
        grouped = np.zeros((len(one.sizes), marks))
        for kind in range(one.groups.shape[1]):
            np.add.at(grouped, one.groups[:, kind], gap)
        np.add.at(slope, one.flat, np.repeat(grouped, one.sizes, axis=0))
        words += length
    touched = np.unique(np.concatenate([one.flat for one in batch]))
    slope[-1] = 0
    _moved(learned.weights, grown[0], slope, touched, words, rate)
    _moved(learned.steps, grown[1], right_pairs - pairs, slice(None), words, rate)
    _moved(learned.first, grown[2], (right - single)[:, 0].sum(axis=0), slice(None), words, rate)


def _moved(weights: Floats, grown: Floats, slope: Floats, touched: Ints | slice, words: int, rate: float) -> None:
    """A step of adaptive gradient (Duchi and others 2011), towards nought by the ridge."""
    here = slope[touched] - RIDGE * words * weights[touched]
    grown[touched] += here**2
    weights[touched] += rate * here / np.sqrt(grown[touched])

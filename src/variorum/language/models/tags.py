"""The tag set of the quotation tagger, which tag may follow which, and the likely spans of a word sequence.

A linear-chain conditional random field (Lafferty and others 2001) over begin, inside, end and single tags of the three roles. Its
posteriors run on numpy, for a whole batch of paragraphs at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Role = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
OUTSIDE: Final = 0
FORBIDDEN: Final = -1e4
LONGEST: Final = 320
"""Words in the longest span: none is longer than what the network reads at once."""

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
Sums = npt.NDArray[np.float64]


def tag_of(role: str, place: str) -> int:
    """The number of a tag, from its role and its place in the span (B, I, E or S)."""
    return TAGS.index(f"{place}-{role}")


def _allowed(before: str, after: str) -> bool:
    open_role = before[2:] if before[0] in "BI" else None
    continues = after[2:] if after[0] in "IE" else None
    return open_role == continues


def forbidden_steps() -> FloatArray:
    """[tags, tags]: 0 where the second tag may follow the first, a large negative number where it may not."""
    steps = [[0.0 if _allowed(before, after) else FORBIDDEN for after in TAGS] for before in TAGS]
    return np.array(steps, dtype=np.float32)


def forbidden_first() -> FloatArray:
    """[tags]: a paragraph cannot begin inside a span."""
    return np.array([FORBIDDEN if tag[0] in "IE" else 0.0 for tag in TAGS], dtype=np.float32)


def forbidden_last() -> FloatArray:
    """[tags]: nor end inside one."""
    return np.array([FORBIDDEN if tag[0] in "BI" else 0.0 for tag in TAGS], dtype=np.float32)


class Sweep(NamedTuple):
    """Logarithms of what leads up to a tag at a word, of what can follow it, and of all together: forward-backward sums."""

    before: Sums  # [rows, words, tags], the word's own score included
    after: Sums  # [rows, words, tags], without it
    total: Sums  # [rows]


def sweep(emissions: FloatArray, lengths: IntArray, steps: FloatArray, first: FloatArray, last: FloatArray) -> Sweep:
    """Forward-backward over all rows at once; sums are scaled at every word, so that no length runs out of the number range."""
    rows, words, tags = emissions.shape
    moves, begin, finish = (np.where(one <= FORBIDDEN / 2, 0.0, np.exp(one.astype(np.float64))) for one in (steps, first, last))
    top = emissions.max(axis=2)
    local = np.exp((emissions - top[:, :, None]).astype(np.float64))
    forward, backward = np.zeros((rows, words, tags)), np.zeros((rows, words, tags))
    grown, left = np.zeros((rows, words)), np.zeros((rows, words))
    forward[:, 0] = begin * local[:, 0]
    grown[:, 0] = top[:, 0]
    for word in range(1, words):
        forward[:, word], scale = _scaled((forward[:, word - 1] @ moves) * local[:, word])
        grown[:, word] = grown[:, word - 1] + scale + top[:, word]
    state, sum_left = np.tile(finish, (rows, 1)), np.zeros(rows)
    for word in range(words - 1, -1, -1):
        ending = lengths - 1 == word
        state[ending], sum_left[ending] = finish, 0.0
        backward[:, word], left[:, word] = state, sum_left
        state, scale = _scaled((state * local[:, word]) @ moves.T)
        sum_left = sum_left + scale + top[:, word]
    row = np.arange(rows)
    total = np.log((forward[row, lengths - 1] * finish).sum(axis=1)) + grown[row, lengths - 1]
    with np.errstate(divide="ignore"):
        return Sweep(np.log(forward) + grown[:, :, None], np.log(backward) + left[:, :, None], total)


def _scaled(weights: Sums) -> tuple[Sums, Sums]:
    largest = np.maximum(weights.max(axis=1), 1e-300)
    scaled: Sums = weights / largest[:, None]
    return scaled, np.log(largest)


class Found(NamedTuple):
    """A span of words, both ends included, and the probability that exactly this span is one of its role."""

    role: Role
    first: int
    last: int
    probability: float


def possible_spans(
    emissions: FloatArray, lengths: IntArray, steps: FloatArray, first: FloatArray, last: FloatArray, floor: float
) -> list[list[Found]]:
    """For every row all spans of at most LONGEST words that are likelier than `floor`, each with its own probability under the field."""
    sums = sweep(emissions, lengths, steps, first, last)
    at = sums.before + sums.after - sums.total[:, None, None]
    lowest = np.log(floor)
    found: list[list[Found]] = [[] for _ in lengths]
    for role in ROLES:
        begin, middle, end, single = (tag_of(role, place) for place in "BIES")
        run = np.cumsum(emissions[:, :, middle].astype(np.float64) + float(steps[middle, middle]), axis=1)
        for row, length in enumerate(lengths.tolist()):
            alone = at[row, :length, single]
            for word in np.flatnonzero(alone > lowest).tolist():
                found[row].append(Found(role, word, word, _share(alone[word])))
            starts, stops = _pairs(np.flatnonzero(at[row, :length, begin] > lowest), np.flatnonzero(at[row, :length, end] > lowest))
            through = steps[begin, middle] + run[row, stops - 1] - run[row, starts] - steps[middle, middle] + steps[middle, end]
            between = np.where(stops > starts + 1, through, steps[begin, end])
            head = sums.before[row, starts, begin] - sums.total[row]
            chances = head + between + emissions[row, stops, end] + sums.after[row, stops, end]
            for pair in np.flatnonzero(chances > lowest).tolist():
                found[row].append(Found(role, int(starts[pair]), int(stops[pair]), _share(chances[pair])))
    return found


def _pairs(starts: IntArray, stops: IntArray) -> tuple[IntArray, IntArray]:
    """Every start with every stop behind it that a span of at most LONGEST words reaches."""
    low, high = np.searchsorted(stops, starts, side="right"), np.searchsorted(stops, starts + LONGEST)
    counts = high - low
    place = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts), stops[np.repeat(low, counts) + place]


def _share(logarithm: float) -> float:
    return float(np.exp(min(logarithm, 0.0)))


def chosen_and_spare(candidates: Sequence[Found], least: float, spare: float) -> tuple[list[Found], list[Found]]:
    """The spans that together have the highest sum of (probability - `least`), none overlapping another; beside them the spare ones,
    likelier than `spare`, likeliest first, which overlap none of those chosen but may overlap each other.

    The one best tag sequence is not the best answer where a span counts only when both ends are right: a sequence spreads its
    chance over the ends, and many a span in it is unlikely by itself. Choosing spans by their own probability (minimum Bayes risk
    decoding) keeps those that are likelier than `least`.
    """
    chosen = _best_together([span for span in candidates if span.probability > least], least)
    covered = np.zeros(max((span.last for span in candidates), default=0) + 2, dtype=np.int64)
    for span in chosen:
        covered[span.first + 1 : span.last + 2] = 1
    before = np.cumsum(covered)
    apart = [span for span in candidates if span.probability > spare and before[span.first] == before[span.last + 1]]
    return chosen, sorted(apart, key=lambda span: (-span.probability, span.first, span.last))


def _best_together(candidates: Sequence[Found], least: float) -> list[Found]:
    """Weighted interval scheduling: the spans without overlap whose gains sum highest, in text order."""
    ordered = sorted(candidates, key=lambda span: (span.last, span.first, span.role))
    ends, gains = [-1], [0.0]
    taken: list[tuple[Found, int] | None] = [None]
    for span in ordered:
        before = bisect_left(ends, span.first) - 1
        gain = gains[before] + span.probability - least
        if gain > gains[-1]:
            ends.append(span.last)
            gains.append(gain)
            taken.append((span, before))
    chosen: list[Found] = []
    at = len(taken) - 1
    while (step := taken[at]) is not None:
        chosen.append(step[0])
        at = step[1]
    return chosen[::-1]

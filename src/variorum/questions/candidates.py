"""Which sentences of a story are laid side by side: each with its nearest in the other reports. Everything later decides among these.

Reports answer one question in unlike words, but seldom in sentences far apart in meaning. The door is wide on purpose: what it does not
let in is lost, what it lets in is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from variorum.text.grain import GRAIN

Vectors = np.ndarray[Any, np.dtype[np.float16]]
Cosines = np.ndarray[Any, np.dtype[np.float32 | np.float64]]
Ints = np.ndarray[Any, np.dtype[np.intp]]

# On 82 labelled stories (training/judge/reach.py) .83 of the differences are reached with 546 pairs a story, .86 with 749 in stories of ten
# reports. Two of each report without a bound: .83 with 1,373; bounds of 9 and 8: .86 with 716; of 9 and 16: .92 with 1,392.
EACH: Final = 4
MOST: Final = 6
ROOM: Final = 1 << 22  # cosines held at once: 32 MiB
LONGEST: Final = 2.0  # square of the length of a vector of whole grains up to which sums of its products are exact in single precision
FIRST_LOOK: Final = 64  # columns sorted at first; nearly always enough


class Candidate(NamedTuple):
    """Two sentences by their numbers, a < b, and the cosine of their vectors."""

    a: int
    b: int
    cosine: float


def candidates(
    vectors: Vectors,
    reports: Sequence[frozenset[str]],
    aligned: Iterable[tuple[int, int]] = (),
    each: int = EACH,
    most: int = MOST,
    within: int = 0,
) -> list[Candidate]:
    """The pairs worth judging among the distinct sentences of a story, in the order of their numbers.

    `vectors` has a unit row for each sentence, `reports` the reports that it stands in. A sentence is paired with its `most` nearest
    that stand in a report which it does not stand in, of one report at most `each`; so a pair may come from either side. `within` adds
    the nearest of the same report, so many a sentence: a report may hold a claim and its denial. `aligned` are pairs known otherwise, as
    by descent.

    The result depends on nothing but the rows: not on the processor, nor on how many sentences are multiplied at once. Memory grows with
    the sentences and the pairs, time with the square of the sentences.
    """
    rows = exact(vectors)
    found: dict[tuple[int, int], float] = {}
    for number, row in cosines(rows):
        own = reports[number]
        others = (other for other in _nearest_first(row) if other != number)
        for other in _chosen(others, own, reports, each, most, within):
            found[min(number, other), max(number, other)] = float(row[other])
    for pair in aligned:
        a, b = min(pair), max(pair)
        if a != b and (a, b) not in found:
            found[a, b] = float(rows[a] @ rows[b])
    return [Candidate(a, b, found[a, b]) for a, b in sorted(found)]


def _chosen(
    others: Iterator[int], own: frozenset[str], reports: Sequence[frozenset[str]], each: int, most: int, within: int
) -> Iterator[int]:
    """Of the others, nearest first, those that a sentence of the reports `own` is paired with."""
    taken: Counter[str] = Counter()
    across = inside = 0
    for other in others:
        if across >= most and inside >= within:
            return
        apart = reports[other] - own
        if apart:
            if across < most and any(taken[report] < each for report in apart):
                taken.update(apart)
                across += 1
                yield other
        elif inside < within:
            inside += 1
            yield other


def exact(vectors: Vectors) -> Cosines:
    """Vectors in a form in which their products are exact in any order: of whole grains, as the reader makes them, in single precision
    (text/grain.py); of others in double, where a product of two halves is a whole number of 2**-48, and sums below 32 of such fit."""
    rows = vectors.astype(np.float32)
    grains = rows / np.float32(GRAIN)
    whole = np.array_equal(grains, np.rint(grains)) and float(np.square(rows).sum(axis=1).max(initial=0.0)) < LONGEST
    return rows if whole else vectors.astype(np.float64)


def cosines(rows: Cosines) -> Iterator[tuple[int, Cosines]]:
    """Each row's products with all rows, a block at a time."""
    block = max(1, ROOM // max(1, len(rows)))
    for start in range(0, len(rows), block):
        yield from enumerate(rows[start : start + block] @ rows.T, start)


def _nearest_first(cosines: Cosines) -> Iterator[int]:
    """Numbers by falling cosine, equal ones by number; sorted as far as they are asked for."""
    given, look = 0, FIRST_LOOK
    while given < len(cosines):
        look = min(look, len(cosines))
        bar = np.partition(cosines, len(cosines) - look)[len(cosines) - look]
        near: Ints = np.flatnonzero(cosines >= bar)  # by value, so that ties at the bar come all together
        order = near[np.argsort(-cosines[near], kind="stable")]
        yield from order[given:].tolist()
        given, look = len(order), look * 8

"""How near two sentences of a story are beside all its other sentences: a cosine means little where everything is alike.

Exact on any processor: cosines are exact (candidates.py), what is counted or summed over a whole story are whole numbers, and all that
follows is one operation after the other on single values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from variorum.questions.candidates import Candidate, cosines, exact
from variorum.questions.tellings import Telling, Tellings

ABOUT: Final = 0.05  # a cosine so much lower is about as near; as in the first screen, not tuned
GRAIN: Final = float(1 << 32)  # cosines are summed in whole numbers of this many parts
SHRINK: Final = 8.0  # the middle of a story of few sentences is drawn towards zero, as if it had so many more
AT_ONCE: Final = 4096  # pairs of sentences multiplied at once: 36 MiB
LEAST: Final = 1e-9  # what is divided by, where a sentence has no vector

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]


class Crowd(NamedTuple):
    """One number for each candidate, in their order; `nearer` one for each of the two sentences."""

    nearer: Ints  # [candidates, 2]: sentences that are nearer to it than the other one is
    about: Ints  # sentences as near or nearer than about so near, of both together
    margin: Floats  # how much nearer the nearest sentence to either is
    centred: Floats  # cosine after the middle of the story is taken away
    around: Floats  # cosine of the sentences with their neighbours


def crowd(found: Tellings, pairs: Sequence[Candidate]) -> Crowd:
    """What the vectors of a story say of its candidates. Time grows with the square of the sentences, memory with sentences and pairs."""
    count = len(found.all)
    ends = np.array([(one.a, one.b) for one in pairs], np.int64).reshape(len(pairs), 2)
    near = np.array([one.cosine for one in pairs], np.float64)
    at: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (a, b) in enumerate(ends.tolist()):
        at[a].append((number, 0))
        at[b].append((number, 1))
    nearer, about = np.zeros((len(pairs), 2), np.int64), np.zeros(len(pairs), np.int64)
    nearest, sums, own = np.zeros(count), np.zeros(count, np.int64), np.zeros(count)
    for number, row in cosines(exact(found.vectors)):
        sums[number] = np.rint(row * GRAIN).astype(np.int64).sum()
        own[number] = row[number]
        nearest[number] = max(row[:number].max(initial=-1.0), row[number + 1 :].max(initial=-1.0))
        if number in at:
            numbers, sides = np.array(at[number]).T
            bars, wide = near[numbers], row.astype(np.float64)
            rising = np.sort(wide[wide > bars.min() - ABOUT])  # of all others none is counted
            nearer[numbers, sides] = len(rising) - np.searchsorted(rising, bars, "right")
            about[numbers] += len(rising) - np.searchsorted(rising, bars - ABOUT, "right")
    return Crowd(
        nearer,
        about,
        np.maximum(nearest[ends[:, 0]], nearest[ends[:, 1]]) - near,
        _centred(ends, near, own, sums),
        _around(found, ends),
    )


def _centred(ends: Ints, near: Floats, own: Floats, sums: Ints) -> Floats:
    """Cosines of the vectors less the shrunken middle m of all: (a - m)(b - m) = ab - am - bm + mm."""
    count = max(1, len(sums))
    share = count / (count + SHRINK)
    to_middle = share * (sums / GRAIN / count)
    middle = share * share * (sum(sums.tolist()) / GRAIN / count / count)
    lengths = np.sqrt(np.maximum(own - 2 * to_middle + middle, LEAST))
    a, b = ends[:, 0], ends[:, 1]
    centred: Floats = (near - (to_middle[a] + to_middle[b]) + middle) / (lengths[a] * lengths[b])
    return centred


def _around(found: Tellings, ends: Ints) -> Floats:
    """Cosines of sentences with half of the one before and half of the one after. Sums of such products are exact: see candidates.py."""
    rows = found.vectors.astype(np.float64)
    mixed = 2 * rows
    for number, beside in enumerate(_neighbours(found.all)):
        for other in beside:
            mixed[number] += rows[other]
    lengths = np.sqrt(np.maximum((mixed * mixed).sum(axis=1), LEAST))
    products = np.zeros(len(ends))
    for start in range(0, len(ends), AT_ONCE):
        a, b = ends[start : start + AT_ONCE].T
        products[start : start + AT_ONCE] = (mixed[a] * mixed[b]).sum(axis=1)
    cosine: Floats = products / (lengths[ends[:, 0]] * lengths[ends[:, 1]])
    return cosine


def _neighbours(every: Sequence[Telling]) -> list[list[int]]:
    """For each sentence the ones before and after it, in the report of the least id among those that have it."""
    standing: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for telling in every:
        for place in telling.places:
            standing[place.report].append((place.start, telling.number))
    runs = {report: sorted(places) for report, places in standing.items()}
    order = {(report, start): index for report, places in runs.items() for index, (start, _) in enumerate(places)}
    found = []
    for telling in every:
        first = min(telling.places, key=lambda place: (place.report, place.start))
        run, index = runs[first.report], order[first.report, first.start]
        found.append([run[other][1] for other in (index - 1, index + 1) if 0 <= other < len(run)])
    return found

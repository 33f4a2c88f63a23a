"""Two sentences as the judge reads them: the word pieces of both, each with what it is beside its letters, and what stands round them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from variorum.language.english.diff import stem
from variorum.language.models.wordpiece import CASE_CLASSES, MARK_CLASSES, Pieces, cut

LONGEST, BEFORE, TITLE = 48, 30, 16  # pieces that are read of a sentence, of the one before it, and of the title
NOT_MET, MET, NUMBER, NAME = 1, 2, 3, 4  # 0: not a word of a sentence
TABLES = {"side": 3, "met": 5, "case": CASE_CLASSES, "marks": MARK_CLASSES}
DAYS = 8
FIRST, LAST = 101, 102


class Side(NamedTuple):
    """A sentence and what it is read with."""

    text: str
    before: str = ""
    title: str = ""


class Pair(NamedTuple):
    """What is judged, and what the judge shall say; spans are stretches of the texts that answer. -1 or None: not told."""

    a: Side
    b: Side
    days: int = 0
    differ: int = -1
    relation: int = -1
    kind: int = -1
    entailment: int = -1
    spans_a: tuple[tuple[int, int], ...] | None = None
    spans_b: tuple[tuple[int, int], ...] | None = None
    weight: float = 1.0
    prior: float = 0.0  # log odds of differing by the screen; the net learns what is to be added

    def swapped(self) -> Pair:
        return self._replace(a=self.b, b=self.a, days=(8 - self.days) % 8, spans_a=self.spans_b, spans_b=self.spans_a)


class Read(NamedTuple):
    side: np.ndarray
    met: np.ndarray
    case: np.ndarray
    marks: np.ndarray
    span: np.ndarray  # 1 inside an answer, 0 outside, -1 not told


@lru_cache(maxsize=200_000)
def pieces_of(text: str) -> Pieces:
    return cut([text])[0]


def ids_of(side: Side) -> tuple[list[int], int]:
    """Word pieces of a sentence with what stands round it, and how many of them, markers included, are the sentence's own."""
    own = pieces_of(side.text).ids[:LONGEST].tolist()
    ids = [FIRST, *own, LAST]
    for text, most in ((side.before, BEFORE), (side.title, TITLE)):
        more = pieces_of(text).ids.tolist() if text else []
        if more:
            ids += [*(more[-most:] if text is side.before else more[:most]), LAST]
    return ids, len(own) + 2


@lru_cache(maxsize=200_000)
def stems_of(text: str) -> tuple[str, ...]:
    """The stem of the word of each piece."""
    pieces = pieces_of(text)
    if not len(pieces.ids):
        return ()
    edges = [0, *(np.flatnonzero(np.diff(pieces.words)) + 1).tolist(), len(pieces.ids)]
    found: list[str] = []
    for start, end in pairwise(edges):
        found += [stem(text[int(pieces.starts[start]) : int(pieces.ends[end - 1])].lower())] * (end - start)
    return tuple(found)


def days_apart(one: str | None, other: str | None) -> int:
    """0 unknown, 1 to 7: much earlier to much later; 4 is the same day."""
    try:
        apart = (date.fromisoformat(other or "") - date.fromisoformat(one or "")).days
    except ValueError:
        return 0
    return 1 + int(np.searchsorted((-7, -1, 0, 1, 2, 8), apart, side="right"))


def length_of(pair: Pair) -> int:
    return sum(min(LONGEST, len(pieces_of(side.text).ids)) + 2 for side in (pair.a, pair.b))


def read(pair: Pair) -> Read:
    side, met, case, marks, span = [], [], [], [], []
    bags = [set(stems_of(pair.b.text)), set(stems_of(pair.a.text))]
    for number, (text, spans) in enumerate(((pair.a.text, pair.spans_a), (pair.b.text, pair.spans_b))):
        pieces = pieces_of(text)
        count = min(LONGEST, len(pieces.ids))
        stems = stems_of(text)
        side += [number + 1] * (count + 2)
        case += [0, *pieces.case[:count].tolist(), 0]
        marks += [0, *pieces.marks[:count].tolist(), 0]
        met.append(0)
        span.append(-1)
        for place in range(count):
            if stems[place] in bags[number]:
                met.append(MET)
            elif stems[place][:1].isdigit():
                met.append(NUMBER)
            else:
                met.append(NAME if pieces.case[place] in (2, 3, 4) and place else NOT_MET)
            inside = spans is not None and any(pieces.starts[place] < end and pieces.ends[place] > start for start, end in spans)
            span.append(-1 if spans is None else int(inside))
        met.append(0)
        span.append(-1)
    return Read(*(np.array(one, dtype=np.int64) for one in (side, met, case, marks)), np.array(span, dtype=np.float32))


def arrays_of(reads: Sequence[Read], states: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[str, np.ndarray]:
    """Padded arrays of a batch; `states` are those of the lower layers for the two sides of each pair."""
    longest = max(len(one.side) for one in reads)
    found = {name: np.zeros((len(reads), longest), dtype=np.int64) for name in TABLES}
    found["mask"] = np.zeros((len(reads), longest), dtype=bool)
    found["span"] = np.full((len(reads), longest), -1, dtype=np.float32)
    found["states"] = np.zeros((len(reads), longest, states[0][0].shape[1]), dtype=np.float32)
    for row, (one, (mine, theirs)) in enumerate(zip(reads, states, strict=True)):
        count = len(one.side)
        for name in (*TABLES, "span"):
            found[name][row, :count] = getattr(one, name)
        found["mask"][row, :count] = True
        found["states"][row, : len(mine)] = mine
        found["states"][row, len(mine) : count] = theirs
    return found

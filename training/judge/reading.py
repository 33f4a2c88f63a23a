"""Two sentences as the judge reads them: word pieces of both, then of their titles, each piece with what it is beside its letters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from variorum.language.models.wordpiece import CASE_CLASSES, MARK_CLASSES, Pieces, cut
from variorum.text.diff import stem

LONGEST, TITLE = 48, 10  # pieces of a sentence and of a title that are read
NOT_MET, MET, NUMBER, NAME = 1, 2, 3, 4  # 0: not a word of a sentence
TABLES = {"side": 5, "met": 5, "case": CASE_CLASSES, "marks": MARK_CLASSES}
DAYS = 8
FIRST, LAST = 101, 102


class Pair(NamedTuple):
    """What is judged, and what the judge shall say; spans are stretches of the texts that answer."""

    a: str
    b: str
    title_a: str = ""
    title_b: str = ""
    day_a: str | None = None
    day_b: str | None = None
    differ: int = -1  # -1: not told
    relation: int = -1
    kind: int = -1
    entailment: int = -1
    spans_a: tuple[tuple[int, int], ...] | None = None
    spans_b: tuple[tuple[int, int], ...] | None = None
    weight: float = 1.0

    def swapped(self) -> Pair:
        return self._replace(
            a=self.b,
            b=self.a,
            title_a=self.title_b,
            title_b=self.title_a,
            day_a=self.day_b,
            day_b=self.day_a,
            spans_a=self.spans_b,
            spans_b=self.spans_a,
        )


class Read(NamedTuple):
    ids: np.ndarray
    side: np.ndarray
    met: np.ndarray
    case: np.ndarray
    marks: np.ndarray
    days: int
    span: np.ndarray  # 1 inside an answer, 0 outside, -1 not told


@lru_cache(maxsize=200_000)
def pieces_of(text: str) -> Pieces:
    return cut([text])[0]


@lru_cache(maxsize=200_000)
def stems_of(text: str) -> tuple[str, ...]:
    """The stem of the word of each piece."""
    pieces = pieces_of(text)
    words: list[str] = []
    last = -1
    first = 0
    found: list[str] = []
    for number in range(len(pieces.ids) + 1):
        word = int(pieces.words[number]) if number < len(pieces.ids) else -2
        if word != last:
            if last != -1:
                whole = stem(text[int(pieces.starts[first]) : int(pieces.ends[number - 1])].lower())
                found.extend([whole] * (number - first))
            first, last = number, word
    words = found
    return tuple(words)


def days_apart(one: str | None, other: str | None) -> int:
    """0 unknown, 1 to 7: much earlier to much later."""
    try:
        apart = (date.fromisoformat(other or "") - date.fromisoformat(one or "")).days
    except ValueError:
        return 0
    return 1 + int(np.searchsorted((-7, -1, 0, 1, 2, 8), apart, side="right"))


def read(pair: Pair) -> Read:
    ids, side, met, case, marks, span = [FIRST], [0], [0], [0], [0], [-1]
    bags = [set(stems_of(pair.b)), set(stems_of(pair.a))]
    for number, (text, spans) in enumerate(((pair.a, pair.spans_a), (pair.b, pair.spans_b))):
        pieces = pieces_of(text)
        count = min(LONGEST, len(pieces.ids))
        stems = stems_of(text)
        ids += [*pieces.ids[:count].tolist(), LAST]
        side += [number + 1] * count + [0]
        case += [*pieces.case[:count].tolist(), 0]
        marks += [*pieces.marks[:count].tolist(), 0]
        for place in range(count):
            if stems[place] in bags[number]:
                met.append(MET)
            elif stems[place][:1].isdigit():
                met.append(NUMBER)
            else:
                met.append(NAME if pieces.case[place] in (2, 3, 4) and place else NOT_MET)
            if spans is None:
                span.append(-1)
            else:
                span.append(int(any(pieces.starts[place] < end and pieces.ends[place] > start for start, end in spans)))
        met.append(0)
        span.append(-1)
    for number, title in enumerate((pair.title_a, pair.title_b)):
        pieces = pieces_of(title)
        count = min(TITLE, len(pieces.ids))
        if count:
            ids += [*pieces.ids[:count].tolist(), LAST]
            side += [number + 3] * count + [0]
            case += [*pieces.case[:count].tolist(), 0]
            marks += [0] * (count + 1)
            met += [0] * (count + 1)
            span += [-1] * (count + 1)
    arrays = (np.array(one, dtype=np.int64) for one in (ids, side, met, case, marks))
    return Read(*arrays, days_apart(pair.day_a, pair.day_b), np.array(span, dtype=np.float32))


def arrays_of(chosen: Sequence[Read]) -> dict[str, np.ndarray]:
    """Padded arrays of a batch."""
    longest = max(len(one.ids) for one in chosen)
    found = {name: np.zeros((len(chosen), longest), dtype=np.int64) for name in ("ids", *TABLES)}
    found["mask"] = np.zeros((len(chosen), longest), dtype=bool)
    found["span"] = np.full((len(chosen), longest), -1, dtype=np.float32)
    for row, one in enumerate(chosen):
        count = len(one.ids)
        for name in ("ids", "side", "met", "case", "marks", "span"):
            found[name][row, :count] = getattr(one, name)
        found["mask"][row, :count] = True
    found["days"] = np.array([one.days for one in chosen], dtype=np.int64)
    return found

"""Two texts as the judge reads them side by side: the word pieces of both, each with what it is beside its letters.

The network is trained on what is worked out here, and asked with it: there is no second definition (`training/judge/reading.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.models import wordpiece
from variorum.language.models.runtime import MARKERS
from variorum.language.models.wordpiece import CASE_CLASSES, MARK_CLASSES, Pieces

LONGEST: Final = 64
"""Word pieces that are read of a text, where weights are trained. Finished weights say by themselves how many they read (`judge.json`)."""
NOT_MET, MET, NUMBER, NAME = range(1, 5)
"""What a piece's word is to the other text: it is not there; it is; it is a number, or a name, that is not there. 0: a marker."""
TABLES: Final = {"side": 3, "met": 5, "case": CASE_CLASSES, "marks": MARK_CLASSES}
"""What is told of every piece, and how many classes that has; 0 of `side` stands behind both texts."""
DAYS: Final = 8
"""Classes of days between the two reports: see `days_apart`."""

_BOUNDS: Final = (-7, -1, 0, 1, 2, 8)
_CAPITAL: Final = (wordpiece.TITLE, wordpiece.CAPITALS, wordpiece.MIXED)

IntArray = npt.NDArray[np.int64]


class Side(NamedTuple):
    """One text, cut, and the stem of the word of each piece."""

    pieces: Pieces
    stems: tuple[str, ...]


class Features(NamedTuple):
    """A pair of texts: one entry a piece, each text with a marker before and one behind it; `days` lies on the first marker alone."""

    ids: IntArray
    side: IntArray
    met: IntArray
    case: IntArray
    marks: IntArray
    days: IntArray


def side_of(text: str, pieces: Pieces, stem: Callable[[str], str]) -> Side:
    """A text that is cut already; `stem` gives a form of a small-letter word by which it is compared with others of its family."""
    if not len(pieces.ids):
        return Side(pieces, ())
    edges = [0, *(np.flatnonzero(np.diff(pieces.words)) + 1).tolist(), len(pieces.ids)]
    stems: list[str] = []
    for start, end in pairwise(edges):
        stems += [stem(text[int(pieces.starts[start]) : int(pieces.ends[end - 1])].lower())] * (end - start)
    return Side(pieces, tuple(stems))


@lru_cache(maxsize=1 << 10)  # a story has few days
def days_apart(one: str | None, other: str | None) -> int:
    """The class of days from one report's day (ISO 8601) to another's: 0 unknown, 1 much earlier, 4 the same, 7 much later."""
    try:
        apart = (date.fromisoformat(other or "") - date.fromisoformat(one or "")).days
    except ValueError:
        return 0
    return 1 + int(np.searchsorted(_BOUNDS, apart, side="right"))


def features(a: Side, b: Side, days: int, longest: int = LONGEST) -> Features:
    """What the network reads of a pair; of each text `longest` pieces at most. All words of the other text count, read or not."""
    counts = [min(longest, len(one.pieces.ids)) for one in (a, b)]
    rows: dict[str, list[IntArray]] = {name: [] for name in Features._fields}
    for number, (one, other, count) in enumerate(((a, b, counts[0]), (b, a, counts[1])), 1):
        rows["ids"].append(_framed(one.pieces.ids[:count], *MARKERS))
        rows["side"].append(np.full(count + 2, number, dtype=np.int64))
        rows["met"].append(_framed(_met(one, frozenset(other.stems), count)))
        rows["case"].append(_framed(one.pieces.case[:count]))
        rows["marks"].append(_framed(one.pieces.marks[:count]))
    apart = np.zeros(sum(counts) + 4, dtype=np.int64)
    apart[0] = days + 1
    return Features(days=apart, **{name: np.concatenate(parts) for name, parts in rows.items() if parts})


def _framed(values: IntArray, before: int = 0, behind: int = 0) -> IntArray:
    return np.array([before, *values.tolist(), behind], dtype=np.int64)


def _met(one: Side, others: frozenset[str], count: int) -> IntArray:
    found = np.full(count, NOT_MET, dtype=np.int64)
    for place in range(count):
        if one.stems[place] in others:
            found[place] = MET
        elif one.stems[place][:1].isdigit():
            found[place] = NUMBER
        elif place and one.pieces.case[place] in _CAPITAL:  # the first word of a sentence has its capital from its place
            found[place] = NAME
    return found

"""Two texts as the judge reads them: the word pieces of both, each with what it is beside its letters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[2] / "src")]

from variorum.language.english.diff import stem
from variorum.language.models.pairs import LONGEST, Features, Side, features, side_of
from variorum.language.models.wordpiece import Pieces, cut

ENTAILMENT = ("entailment", "neutral", "contradiction")


class Pair(NamedTuple):
    """What is judged, and what the judge shall say; -1: not known."""

    a: str
    b: str
    days: int = 0
    told: int = -1  # does the first tell all of the second?
    entailment: int = -1  # a place of ENTAILMENT, of the second by the first


@lru_cache(maxsize=200_000)
def pieces_of(text: str) -> Pieces:
    return cut([text])[0]


@lru_cache(maxsize=200_000)
def cut_of(text: str) -> Side:
    return side_of(text, pieces_of(text), stem)


def length_of(pair: Pair) -> int:
    """How many pieces are read of both texts, markers included."""
    return sum(min(LONGEST, len(pieces_of(text).ids)) + 2 for text in (pair.a, pair.b))


def arrays_of(pairs: Sequence[Pair]) -> dict[str, np.ndarray]:
    """Padded arrays of a batch: what is read of each piece, where there is one, and the days between the two reports of each pair."""
    reads = [features(cut_of(one.a), cut_of(one.b), one.days) for one in pairs]
    longest = max(len(one.ids) for one in reads)
    names = [name for name in Features._fields if name != "days"]
    found = {name: np.zeros((len(reads), longest), dtype=np.int64) for name in names}
    found["mask"] = np.zeros((len(reads), longest), dtype=bool)
    for row, one in enumerate(reads):
        for name in names:
            found[name][row, : len(one.ids)] = getattr(one, name)
        found["mask"][row, : len(one.ids)] = True
    found["days"] = np.array([one.days for one in pairs], dtype=np.int64)
    return found

"""What was said in one place, made ready to be compared with what was said elsewhere."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from variorum.model.report import Passage

Differs = Literal["none", "wording", "meaning"]


class SaidWord(NamedTuple):
    """One word of a saying: [start, end) in code points, its comparison key, and whether it is written with a capital."""

    text: str
    start: int
    end: int
    key: str
    capital: bool


class Stretch(NamedTuple):
    """Words a[i:j] that stand where b[k:m] stand; one side may be empty."""

    i: int
    j: int
    k: int
    m: int


@dataclass(frozen=True, slots=True)
class Saying:
    """What was said in one place. `vector` is a unit row of the sentence, all zero where none is at hand."""

    text: str
    words: tuple[SaidWord, ...]
    content: frozenset[str]  # keys of the words that carry meaning
    weight: float  # how much these tell, together
    direct: bool
    vector: np.ndarray[Any, np.dtype[np.float32]] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """How the wording of two tellings of one saying differs. `pairs` are the words that stand against each other."""

    differs: Literal["none", "wording"]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A sentence or clause that was said, at one place."""

    quotation: str
    passage: Passage
    saying: Saying
    speakers: frozenset[str]  # what makes speakers one: a person's id, a state, a body; empty where open, several who speak together

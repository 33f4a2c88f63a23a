"""Text cut into word pieces with exact offsets, and the surface features the models read beside them.

One tokeniser file serves the sentence encoder and the quotation tagger. It is uncased; what the lower-casing loses, and how
quotation marks nest, comes back as two small features per piece: the case of its word and its place among the marks.
Everything is computed for a whole batch at once on arrays of code points, so that Python touches no single character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from variorum.language.models import weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS: Final = weights.folder()

IntArray = npt.NDArray[np.int64]

# Case of a word: no letters, all small, first letter a capital, all capitals, anything else. The last class means
# "not told": training hides the case now and then, and a text in capitals only is read that way.
CASE_CLASSES: Final = 6
NO_LETTERS, SMALL, TITLE, CAPITALS, MIXED, UNTOLD = range(CASE_CLASSES)

# Place among double quotation marks: outside, within a closed pair, an opening mark, a closing mark, after an opening mark
# that this paragraph never closes (the quotation runs on), before a closing mark that nothing opened.
MARK_CLASSES: Final = 6
OUTSIDE, WITHIN, OPENING, CLOSING, RUNS_ON, RUNS_IN = range(MARK_CLASSES)

_HALF_CHARACTER: Final = re.compile("[\ud800-\udfff]")
_STRAIGHT: Final = ord('"')
_OPENING_MARKS: Final = tuple(map(ord, "\u201c\u201e\u00ab"))
_CLOSING_MARKS: Final = tuple(map(ord, "\u201d\u00bb"))


@dataclass(frozen=True, slots=True)
class Pieces:
    """One text as word pieces: arrays of equal length, without the markers for beginning and end.

    `starts` and `ends` are code points of the text; `words` numbers the words (runs of letters or digits, or one
    punctuation mark) from 0; `case` and `marks` are the classes above.
    """

    ids: IntArray
    starts: IntArray
    ends: IntArray
    words: IntArray
    case: IntArray
    marks: IntArray


@cache
def tokeniser() -> Tokenizer:
    """The committed word-piece tokeniser, loaded on first use."""
    from tokenizers import Tokenizer

    loaded: Tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def cut(texts: Sequence[str]) -> list[Pieces]:
    """Cut texts into word pieces, with the case and quotation-mark class of every piece."""
    if not texts:
        return []
    encoded = tokeniser().encode_batch([_encodable(text) for text in texts], add_special_tokens=False)
    pieces: list[Pieces] = []
    for text, one in zip(texts, encoded, strict=True):
        offsets = np.array(one.offsets, dtype=np.int64).reshape(-1, 2)
        words = np.array(one.word_ids, dtype=np.int64)
        code_points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        starts, ends = offsets[:, 0], offsets[:, 1]
        marks = mark_states(code_points)
        pieces.append(
            Pieces(
                ids=np.array(one.ids, dtype=np.int64),
                starts=starts,
                ends=ends,
                words=words,
                case=_case_of_words(code_points, starts, ends, words),
                marks=marks[starts] if len(starts) else np.zeros(0, dtype=np.int64),
            )
        )
    return pieces


def _encodable(text: str) -> str:
    """Half characters that broken input may hold cannot be encoded; a replacement sign of the same length can."""
    return _HALF_CHARACTER.sub("\ufffd", text)


def mark_states(code_points: npt.NDArray[np.uint32]) -> IntArray:
    """The quotation-mark class of every code point.

    A straight mark opens where white space, a bracket, a dash or nothing comes before it and closes elsewhere; curly marks say
    it themselves. Two opening marks in a row do not nest: the second is a paragraph's habit or a mistake, and marks lost
    or doubled by translation must not turn the rest of a paragraph inside out.
    """
    states = np.zeros(len(code_points), dtype=np.int64)
    doubled = _doubled_single_marks(code_points)
    if len(doubled):
        code_points = code_points.copy()
        code_points[doubled] = _STRAIGHT
    positions = np.flatnonzero(np.isin(code_points, (_STRAIGHT, *_OPENING_MARKS, *_CLOSING_MARKS)))
    opened = -1
    closed_to = 0
    for position in positions.tolist():
        if _opens(code_points, position):
            if opened >= 0:
                states[opened + 1 : position] = RUNS_ON
            states[position] = OPENING
            opened = position
            continue
        states[position] = CLOSING
        if opened >= 0:
            states[opened + 1 : position] = WITHIN
        elif closed_to == 0:
            states[:position] = RUNS_IN
        opened = -1
        closed_to = position + 1
    if opened >= 0:
        states[opened + 1 :] = RUNS_ON
    if len(doubled):
        states[doubled + 1] = states[doubled]
    return states


def _doubled_single_marks(code_points: npt.NDArray[np.uint32]) -> IntArray:
    """Where two typewriter apostrophes or grave accents stand for one double mark, as old wire systems write it."""
    single = np.isin(code_points, (ord("'"), ord("`")))
    first = np.flatnonzero(single[:-1] & (code_points[1:] == code_points[:-1]))
    if len(first) > 1:  # three in a row are a double mark and a single one, never two double ones
        first = first[np.concatenate(([True], first[1:] - first[:-1] > 1))]
    return first


def _opens(code_points: npt.NDArray[np.uint32], position: int) -> bool:
    mark = int(code_points[position])
    if mark != _STRAIGHT:
        return mark in _OPENING_MARKS
    if position == 0:
        return True
    before = chr(int(code_points[position - 1])) if code_points[position - 1] < 0x110000 else " "
    return before.isspace() or before in "([{-\u2013\u2014/'\u2018"


@cache
def _letter_table() -> npt.NDArray[np.uint8]:
    """For the basic plane: 1 a small letter, 2 a capital letter, 0 anything else."""
    table = np.zeros(0x10000, dtype=np.uint8)
    for code in range(0x10000):
        character = chr(code)
        if character.isupper():
            table[code] = 2
        elif character.islower():
            table[code] = 1
    return table


def _case_of_words(code_points: npt.NDArray[np.uint32], starts: IntArray, ends: IntArray, words: IntArray) -> IntArray:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    letters = _letter_table()[np.minimum(code_points, 0xFFFF)]
    small = np.concatenate(([0], np.cumsum(letters == 1)))
    capital = np.concatenate(([0], np.cumsum(letters == 2)))
    if capital[-1] > 10 and capital[-1] > 4 * small[-1]:
        return np.full(len(starts), UNTOLD, dtype=np.int64)
    first = np.flatnonzero(np.concatenate(([True], words[1:] != words[:-1])))
    last = np.concatenate((first[1:], [len(words)])) - 1
    begin, end = starts[first], ends[last]
    small_count, capital_count = small[end] - small[begin], capital[end] - capital[begin]
    case = np.full(len(first), MIXED, dtype=np.int64)
    case[capital_count == 0] = SMALL
    case[(capital_count == 1) & (letters[begin] == 2)] = TITLE
    case[(capital_count > 1) & (small_count == 0)] = CAPITALS
    case[(capital_count == 0) & (small_count == 0)] = NO_LETTERS
    return np.repeat(case, last - first + 1)

"""The tag set of the quotation tagger, which tag may follow which, and the best and the likely reading of a word sequence.

A linear-chain conditional random field (Lafferty and others 2001) over begin, inside, end and single tags of the three roles. Decoding and
posteriors run on numpy, for a whole batch of paragraphs at once.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

ROLES: Final = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
OUTSIDE: Final = 0
FORBIDDEN: Final = -1e4

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


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


def decode(emissions: FloatArray, lengths: IntArray, steps: FloatArray, first: FloatArray, last: FloatArray) -> list[IntArray]:
    """The best tag sequence of every row (Viterbi).

    `emissions` is [rows, words, tags], `lengths` [rows] the words that count in each row; `steps`, `first` and `last` hold the
    field's weights, forbidden moves included. Returns one array of tags a row.
    """
    rows, words, tags = emissions.shape
    if rows == 0 or words == 0:
        return [np.zeros(0, dtype=np.int64) for _ in range(rows)]
    state = first + emissions[:, 0]
    back = np.zeros((words, rows, tags), dtype=np.int8)
    final = np.array(state)
    for word in range(1, words):
        moved = state[:, :, None] + steps
        back[word] = moved.argmax(1)
        state = moved.max(1) + emissions[:, word]
        going = lengths > word
        final[going] = state[going]
    best = (final + last).argmax(1)
    found: list[IntArray] = []
    for row, length in enumerate(lengths.tolist()):
        path = np.zeros(length, dtype=np.int64)
        tag = int(best[row])
        for word in range(length - 1, -1, -1):
            path[word] = tag
            tag = int(back[word, row, tag])
        found.append(path)
    return found

"""The tag set of the quotation tagger, which tag may follow which, and the best and the likely reading of a word sequence.

A linear-chain conditional random field (Lafferty and others 2001) over begin, inside, end and single tags of the three roles. Decoding and
posteriors run on numpy, for a whole batch of paragraphs at once.
"""

from __future__ import annotations

from typing import Final, Literal, cast

import numpy as np
import numpy.typing as npt

Role = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
OUTSIDE: Final = 0
FORBIDDEN: Final = -1e4

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]


def tag_of(role: str, place: str) -> int:
    """The number of a tag, from its role and its place in the span (B, I, E or S)."""
    return TAGS.index(f"{place}-{role}")


def place_and_role(number: int) -> tuple[str, Role]:
    """The place (B, I, E or S) and the role of a tag other than the outside one."""
    place, _, role = TAGS[number].partition("-")
    return place, cast(Role, role)


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


def posteriors(emissions: FloatArray, lengths: IntArray, steps: FloatArray, first: FloatArray, last: FloatArray) -> FloatArray:
    """The probability of every tag at every word, [rows, words, tags] (forward-backward); zeros behind a row's end."""
    rows, words, tags = emissions.shape
    probable = np.zeros((rows, words, tags), dtype=np.float32)
    if rows == 0 or words == 0:
        return probable
    moves = np.exp(np.maximum(steps, -80.0))
    moves[steps <= FORBIDDEN / 2] = 0.0
    # Factors are scaled at every word so that nothing runs out of the number range, however long the paragraph.
    local = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    begin = np.where(first <= FORBIDDEN / 2, 0.0, np.exp(first))
    finish = np.where(last <= FORBIDDEN / 2, 0.0, np.exp(last))
    forward = np.zeros((words, rows, tags))
    forward[0] = _scaled(begin * local[:, 0])
    for word in range(1, words):
        forward[word] = _scaled((forward[word - 1] @ moves) * local[:, word])
    backward = np.tile(finish, (rows, 1))
    for word in range(words - 1, -1, -1):
        backward[lengths - 1 == word] = finish
        inside = lengths > word
        probable[inside, word] = _scaled(forward[word] * backward)[inside]
        backward = _scaled((backward * local[:, word]) @ moves.T)
    return probable


def _scaled(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    summed: npt.NDArray[np.float64] = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    return summed

"""What each word over and under a pasted text is: of the title, of the outlet's name, of who signs, of the day, of the story.

A linear-chain conditional random field (training/heads makes its weights). Weights are whole numbers, and so are all sums: the same marks
on any processor. How sure a mark is, is by how much the best way to mark the whole head is better than the best way without it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from variorum.language.english.page.head_seen import Seen
from variorum.language.models.weights import learned

KINDS: Final = ("line", "part", "word")
MARKS: Final = "TDPOAWXS"  # title, standfirst, who signs, outlet, agency, day, beside, story
Whole = np.ndarray[Any, np.dtype[np.int64]]


class Marked(NamedTuple):
    """The mark of a word, and by how much it is better than any other: in hundredths of log odds."""

    mark: str
    margin: int


class _Model(NamedTuple):
    names: tuple[dict[str, int], ...]  # of features of a line, of a part, of a word
    weights: Whole  # features x marks
    steps: Whole  # how a word stands to the one before x its mark x the mark
    first: Whole


@cache
def _model() -> _Model:
    read: dict[str, Any] = learned("heads.json.gz")["marks"]
    names: list[dict[str, int]] = []
    rows: list[list[int]] = []
    for kind in KINDS:
        names.append({name: len(rows) + number for number, name in enumerate(read[kind])})
        rows += read[kind].values()
    rows.append([0] * len(MARKS))  # of what was not learned
    return _Model(tuple(names), *(np.array(part, np.int64) for part in (rows, read["steps"], read["first"])))


def marked(words: Sequence[Seen]) -> list[Marked]:
    """The best marks of all words together."""
    if not words:
        return []
    model = _model()
    emitted = _emitted(words, model)
    count = len(words)
    steps = [model.steps[word.step] for word in words]
    ahead, behind = np.empty_like(emitted), np.zeros_like(emitted)
    ahead[0] = emitted[0] + model.first
    for at in range(1, count):
        ahead[at] = emitted[at] + (ahead[at - 1][:, None] + steps[at]).max(axis=0)
    for at in range(count - 2, -1, -1):
        behind[at] = (steps[at + 1] + (emitted[at + 1] + behind[at + 1])).max(axis=1)
    through = ahead + behind
    best = through.argmax(axis=1)
    ordered = np.sort(through, axis=1)
    return [Marked(MARKS[mark], int(gap)) for mark, gap in zip(best, ordered[:, -1] - ordered[:, -2], strict=True)]


def _emitted(words: Sequence[Seen], model: _Model) -> Whole:
    """How well each mark fits each word by what is seen of it."""
    kept: dict[tuple[str, ...], Whole] = {}

    def weighed(kind: int, seen: tuple[str, ...]) -> Whole:
        if seen not in kept:
            kept[seen] = model.weights[[model.names[kind].get(name, -1) for name in seen]].sum(axis=0)
        return kept[seen]

    return np.array([weighed(0, word.of_line) + weighed(1, word.of_part) + weighed(2, word.of_word) for word in words], np.int64)

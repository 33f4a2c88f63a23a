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
    steps: Sequence[Whole]  # how a word stands to the one before x its mark x the mark
    turned: Sequence[Whole]  # of each step the mark x that of the one before
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
    weights, first = np.array(rows, np.int64), np.array(read["first"], np.int64)
    steps = [np.array(step, np.int64) for step in read["steps"]]
    return _Model(tuple(names), weights, steps, [np.ascontiguousarray(step.T) for step in steps], first)


def marked(words: Sequence[Seen]) -> list[Marked]:
    """The best marks of all words together."""
    if not words:
        return []
    model = _model()
    emitted = _emitted(words, model)
    count = len(words)
    steps = [model.steps[word.step] for word in words]
    turned = [model.turned[word.step] for word in words]
    ahead, behind = np.empty_like(emitted), np.zeros_like(emitted)
    ahead[0] = emitted[0] + model.first
    best_of = np.maximum.reduce
    for at in range(1, count):
        ahead[at] = emitted[at] + best_of(turned[at] + ahead[at - 1], axis=1)
    for at in range(count - 1, 0, -1):
        behind[at - 1] = best_of(steps[at] + (emitted[at] + behind[at]), axis=1)
    through = ahead + behind
    best = through.argmax(axis=1)
    ordered = np.sort(through, axis=1)
    return [Marked(MARKS[mark], int(gap)) for mark, gap in zip(best, ordered[:, -1] - ordered[:, -2], strict=True)]


def _emitted(words: Sequence[Seen], model: _Model) -> Whole:
    """How well each mark fits each word by what is seen of it: what several words share is added once."""
    groups: dict[tuple[str, ...], int] = {}
    flat: list[int] = []
    starts: list[int] = []
    of_words: list[tuple[int, ...]] = []
    for word in words:
        own = []
        for kind, shown in zip(model.names, (word.of_line, word.of_part, word.of_word), strict=True):
            if (group := groups.get(shown)) is None:
                group = groups[shown] = len(starts)
                starts.append(len(flat))
                flat.append(-1)
                flat += [kind[name] for name in shown if name in kind]
            own.append(group)
        of_words.append(tuple(own))
    found: Whole = np.add.reduceat(model.weights[flat], starts, axis=0)[np.array(of_words)].sum(axis=1)
    return found

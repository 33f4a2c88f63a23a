"""In which order: of two sentences that run alike, one has before what the other has after."""

from collections.abc import Iterator
from typing import Final

from variorum.questions.matched import matched, told_otherwise
from variorum.questions.pairs import Compared, Pair

QUESTION: Final = "In which order?"
ORDERS: Final = frozenset({"before", "after"})


def compare(pair: Pair) -> Iterator[Compared]:
    """A word of order in the place of its opposite, with the same beside it."""
    laid = matched(pair)
    if laid is None:
        return
    for at in laid.only():
        facing = laid.facing(at)
        if facing is None:
            continue
        ours, theirs = laid.a.concepts(at) & ORDERS, laid.b.concepts(facing) & ORDERS
        if ours and theirs and ours != theirs and at + 1 in laid.words:
            a, b = laid.a.answer(at, at), laid.b.answer(facing, facing)
            yield told_otherwise("sequence", a, b, "conflict", QUESTION)
            return

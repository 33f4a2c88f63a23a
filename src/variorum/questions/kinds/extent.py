"""How many of them: of two sentences that run alike, one tells it of all, the other of some."""

from collections.abc import Iterator
from typing import Final

from variorum.questions.matched import Half, matched, told_otherwise
from variorum.questions.pairs import Compared, Pair

QUESTION: Final = "Of how many of them is it told?"
EXTENTS: Final = frozenset({"whole", "most", "much", "some"})
ONE_REACH: Final = frozenset({"much", "some"})  # "many" and "some" are told of one thing too often


def compare(pair: Pair) -> Iterator[Compared]:
    """The first thing of which two sentences that run alike tell another extent."""
    laid = matched(pair)
    if laid is None:
        return
    for at, facing in laid.words.items():
        ours, theirs = _extent(laid.a, at), _extent(laid.b, facing)
        if ours is None or theirs is None or ours[0] == theirs[0] or {ours[0], theirs[0]} == ONE_REACH:
            continue
        a, b = laid.a.answer(min(ours[1], at), max(ours[1], at)), laid.b.answer(min(theirs[1], facing), max(theirs[1], facing))
        yield told_otherwise("number", a, b, "scope", QUESTION)
        return


def _extent(half: Half, noun: int) -> tuple[str, int] | None:
    """Of which part of them a noun tells, and by which word: "all schools", "most of the schools"."""
    words = half.telling.sentence.words
    if words[noun].kind not in ("NOUN", "PROPN"):
        return None
    beside = [*half.telling.below(noun), words[noun].head]
    for at in beside:
        found = half.concepts(at) & EXTENTS
        if found and at != noun and words[at].kind in ("DET", "ADJ", "NOUN", "PRON", "ADV"):
            return min(found), at
    return None

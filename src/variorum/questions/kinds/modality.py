"""Planned or done, told as so or only as possible: the same act, meant in two ways."""

from collections.abc import Iterator
from typing import Final

from variorum.model.sentence import Clause
from variorum.questions.acts import OneAct, answer, joined
from variorum.questions.pairs import Compared, Pair

NEAR: Final = 0.85  # cosine from which two sentences are one with a word or two changed
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})
DONE_YET: Final = "Was it done, or is it planned?"
SURE: Final = "How sure is it?"


# Of 20 judged pairs (training/judge/labels) 15 differ gravely: too few to be shown.
UNPROVEN: Final = 0.5


def compare(pair: Pair) -> Iterator[Compared]:
    """How two sentences mean one act, where they tell of one that both affirm."""
    for one in joined(pair):
        if one.a.clause.polarity == one.b.clause.polarity == "affirmed":
            yield from _compared(pair, one)


def _compared(pair: Pair, one: OneAct) -> Iterator[Compared]:
    first, second = one.a.clause, one.b.clause
    a, b = answer(one.a), answer(one.b)
    if (_planned(first) and _done(second)) or (_done(first) and _planned(second)):
        if pair.later is None or pair.later is _done(second):
            yield Compared("modality", a, b, "revised", UNPROVEN, DONE_YET, f'"{a.value}" and "{b.value}": planned, then done')
    elif first.modality != second.modality and (_open(first) or _open(second)):
        if {first.kind, second.kind} <= FINITE and (pair.copied or pair.cosine >= NEAR):
            yield Compared("modality", a, b, "compatible", UNPROVEN, SURE, f'"{a.value}" and "{b.value}" are not equally sure')
    elif one.firm and _done(first) and _done(second):
        yield Compared("modality", a, b, "same", 0.9, DONE_YET, "both tell it as done")
    elif one.firm and _planned(first) and _planned(second):
        yield Compared("modality", a, b, "same", 0.9, DONE_YET, "both tell it as planned")


def _planned(clause: Clause) -> bool:
    """Is an act to come: "will sign", "plans to sign", "is expected to sign"?"""
    return clause.arranged or (clause.modality == "planned" and clause.tense == "future")


def _done(clause: Clause) -> bool:
    return clause.modality == "actual" and clause.tense == "past" and clause.kind in FINITE and not clause.ongoing


def _open(clause: Clause) -> bool:
    """Is it told that it may be so: "may sign"?"""
    return clause.modality == "possible" and clause.tense == "present"

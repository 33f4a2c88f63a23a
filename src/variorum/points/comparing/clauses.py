"""Clauses held side by side by their parts: who did it to whom exchanged, and harm that one report denies and another counts."""

from variorum.language.english.diff import listed, stem
from variorum.points.comparing.roles import MUTUAL, passive
from variorum.points.difference import Difference
from variorum.points.gathering import DENIALS
from variorum.points.units import LIGHT, Unit

HARM = "harm"  # the slot of such a difference
# What is told of people who came to harm: each line is one kind of harm, keys of language/english/diff.py.
_HARM = tuple(
    frozenset(stem(word) for word in listed(line))
    for line in (
        "hurt injure injured wound wounded injury",
        "kill killed die died dead death",
        "arrest arrested detain detained",
        "miss missing",
    )
)


def exchanged(a: Unit, b: Unit) -> Difference | None:
    """The same act between the same two, with who did it and to whom exchanged.

    Both parts must be there on both sides, be alike crosswise and not straight; statements already turn a passive round.
    """
    verbs = a.predicate & b.predicate
    if passive(a.told) != passive(b.told):
        return None  # the parse of one of them is not sure
    if not verbs or verbs <= LIGHT | MUTUAL or a.statement.polarity != b.statement.polarity:
        return None
    if not (a.who and a.object and b.who and b.object):
        return None
    if _share(a.who, b.object) < 0.6 or _share(a.object, b.who) < 0.6 or _share(a.who, b.who) > 0.3 or _share(a.object, b.object) > 0.3:
        return None
    because = f'"{_line(a)}" and "{_line(b)}" exchange who did it and to whom'
    return Difference(
        "actor", "conflict", "reversal", a.span, b.span, _line(a), _line(b), " ".join(sorted(verbs)), because, 0.8,
    )  # fmt: skip


def none_and_some(none: Unit, some: Unit) -> Difference | None:
    """Harm of one kind that one denies altogether ("no one was hurt") and the other tells of ("two sailors were injured").

    Only for tellings that follow the telling of one act: else two reports may speak of two incidents.
    """
    if not any(none.predicate & harm and some.predicate & harm for harm in _HARM):
        return None
    because = f'"{none.text}" and "{some.text}": one says that nobody came to harm, the other tells of some who did'
    keys = ("none", "some")
    return Difference("number", "conflict", "reversal", none.span, some.span, none.text, some.text, HARM, because, 0.7, None, keys)


def tells_of_none(unit: Unit) -> bool:
    """Does a clause say that nobody came to harm?"""
    text = unit.statement.passage.text.casefold()
    nobody = text.startswith(DENIALS) or (text.startswith("no ") and unit.statement.polarity == "negated")
    return nobody and any(unit.predicate & harm for harm in _HARM)


def tells_of_some(unit: Unit) -> bool:
    """Does a clause say that people came to harm?"""
    statement = unit.statement
    if tells_of_none(unit) or statement.polarity != "affirmed" or statement.modality != "actual":
        return False
    return any(unit.predicate & harm for harm in _HARM) and bool(unit.counts or unit.object or unit.who)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the other has."""
    return len(one & other) / min(len(one), len(other))


def _line(unit: Unit) -> str:
    """The clause as a reader wants to see it: from its first to its last part, without what hangs before it."""
    text = unit.text
    start = text.find(unit.statement.who or "")
    end = text.find(unit.statement.whom or "") + len(unit.statement.whom or "")
    return text[start:end] if 0 <= start < end else text


def same_lead(before_a: frozenset[str], before_b: frozenset[str]) -> bool:
    """Do the sentences before two tellings tell of one act? Half of the smaller one's content, and three words of it at least."""
    shared = len(before_a & before_b)
    return shared >= 3 and shared >= 0.5 * min(len(before_a), len(before_b))

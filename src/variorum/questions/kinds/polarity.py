"""So or not so: of two sentences that run alike, one denies what the other tells, or tells its opposite."""

from collections.abc import Iterator
from typing import Final

from variorum.model.sentence import Clause, Pole
from variorum.questions.kinds import condition
from variorum.questions.matched import Half, Matched, matched, one_word, told_otherwise
from variorum.questions.pairs import Compared, Pair

QUESTION: Final = "Is it so, or is it not?"


def compare(pair: Pair) -> Iterator[Compared]:
    """The first thing that two sentences which run alike tell as so and as not so."""
    laid = matched(pair)
    found = None if laid is None or laid.other_names else _denied(laid) or _opposed(laid) or _negated(laid)
    if laid is not None and found is not None and laid.holds(found):
        yield found


def _denied(laid: Matched) -> Compared | None:
    """One clause of both, here affirmed and there denied."""
    for one, other in laid.clauses:
        ours, theirs = _is_denied(one), _is_denied(other)
        if "conditional" in (one.modality, other.modality) or _moved(laid):
            continue
        one_thing = ours != theirs and _one_act(laid, one, other) and laid.by_the_same(one, other) and not _of_two(laid, one, other)
        if one_thing and not _made_up_for(laid, one, other):
            a, b = laid.shown(one), laid.turned.shown(other)
            return told_otherwise("polarity", a, b, "conflict", QUESTION)
    return None


def _of_two(laid: Matched, one: Clause, other: Clause) -> bool:
    """Do unlike pronouns tell who it is: "I am", "you are not"? Then two people say it, or it is said of two."""
    ours, theirs = (
        {half.telling.lemma(at).lower() for at in clause.who if half.telling.sentence.words[at].kind == "PRON"}
        for half, clause in ((laid.a, one), (laid.b, other))
    )
    return bool(ours and theirs and not ours & theirs)


def _moved(laid: Matched) -> bool:
    """Do both deny equally often, each somewhere else: "I don't feel we were", "I feel we weren't"?"""
    denied = [sum(map(_is_denied, half.telling.sentence.clauses)) for half in (laid.a, laid.b)]
    return denied[0] == denied[1] or len(laid.a.negations) == len(laid.b.negations) > 0


def _is_denied(clause: Clause) -> bool:
    return clause.polarity == "negated" or clause.modality == "denied"


def _one_act(laid: Matched, one: Clause, other: Clause) -> bool:
    if one.predicate == other.predicate or (one.act == other.act and not one.attributes and not other.attributes):
        return True
    return one_word(laid.a, laid.b, (laid.a.telling.top(one), *one.attributes), (laid.b.telling.top(other), *other.attributes))


def _made_up_for(laid: Matched, one: Clause, other: Clause) -> bool:
    """Does another word undo the denial: "did not accept", "rejected"; "unless it rains", "if it does not rain"?"""
    ours, theirs = condition.set_by(laid.a, one), condition.set_by(laid.b, other)
    if ours is not None and theirs is not None:
        return True  # what differs is the condition's to say
    mine, yours = _poles_of(laid.a, one), _poles_of(laid.b, other)
    return any(a.axis == b.axis and a.end == b.end and (a.first in laid.words) != (b.first in laid.back) for a in mine for b in yours)


def _poles_of(half: Half, clause: Clause) -> list[Pole]:
    own = half.telling.under(clause)
    return [one for one in half.poles if one.first in own]


def _opposed(laid: Matched) -> Compared | None:
    """Words at the two ends of one question, in one place, where neither sentence has both."""
    ours, theirs = ({(one.axis, one.end) for one in half.poles} for half in (laid.a, laid.b))
    for one in laid.a.poles:
        for other in laid.b.poles:
            both = (one.axis, not one.end) in ours or (other.axis, not other.end) in theirs
            if one.axis == other.axis and one.end != other.end and not both and _in_one_place(laid, one, other):
                a, b = laid.a.answer(one.first, one.last - 1), laid.b.answer(other.first, other.last - 1)
                why = f'"{a.value}" and "{b.value}" say the opposite of each other'
                return told_otherwise("polarity", a, b, "conflict", QUESTION, why)
    return None


def _in_one_place(laid: Matched, one: Pole, other: Pole) -> bool:
    """Do two opposite words stand in one clause, or in each other's place, and is the one no later state of the other?"""
    if any(at in laid.words for at in range(one.first, one.last)) or any(at in laid.back for at in range(other.first, other.last)):
        return False
    if one.passing and laid.a.telling.published != laid.b.telling.published:
        return False
    here = laid.a.telling.clause_at(laid.a.answer(one.first, one.last - 1).span)
    there = laid.b.telling.clause_at(laid.b.answer(other.first, other.last - 1).span)
    in_one = any(mine is here and yours is there for mine, yours in laid.clauses)
    return in_one or laid.facing(one.first) == other.first


def _negated(laid: Matched) -> Compared | None:
    """A word that denies, with what it denies in both: "found guilty", "found not guilty"."""
    if (len(laid.a.negations) - len(laid.b.negations)) % 2 == 0 or any(_is_denied(one) != _is_denied(other) for one, other in laid.clauses):
        return None
    for side, flipped in ((laid, False), (laid.turned, True)):
        for at in side.a.negations:
            denied = side.a.telling.sentence.words[at].head
            facing = side.words.get(denied)
            clause = side.a.telling.clause_at(side.a.answer(at, at).span)
            if at in side.words or facing is None or denied == at or (clause is not None and _is_denied(clause)):
                continue
            a, b = side.a.answer(min(at, denied), max(at, denied)), side.b.answer(facing, facing)
            if flipped:
                a, b = b, a
            return told_otherwise("polarity", a, b, "conflict", QUESTION)
    return None

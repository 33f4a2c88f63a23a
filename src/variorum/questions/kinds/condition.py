"""On which condition: of two sentences that run alike, one sets another condition on the same thing, or tells it as a duty."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.matched import FINITE, Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair

QUESTION: Final = "On which condition?"
# What a condition says of a clause that is affirmed or denied within it: "unless it rains" is "if it does not rain".
PLAIN: Final = {
    ("unless", False): ("if", True), ("unless", True): ("if", False), ("only if", False): ("if", False), ("only if", True): ("if", True),
}  # fmt: skip

SMALL: Final = frozenset({"ADP", "ADJ", "ADV", "DET"})
BEFORE: Final = 5  # words before a clause among which its words of condition may stand: "on condition that"


class Condition(NamedTuple):
    """How a condition is set, whether what it asks for is denied, and its words as far as the verb."""

    sense: tuple[str, bool]
    shown: Answer


def compare(pair: Pair) -> Iterator[Compared]:
    """The first condition that a copy sets otherwise. Of sentences of two texts that run alike none of three was right in real news."""
    laid = matched(pair) if pair.copied else None
    if laid is None:
        return
    for one, other in laid.clauses:
        found = _set_otherwise(laid, one, other) or _told_as_so(laid, one, other)
        if found is not None and laid.holds(found):
            yield found
            return


def _set_otherwise(laid: Matched, one: Clause, other: Clause) -> Compared | None:
    """Both set one, in one act, and set it otherwise."""
    ours, theirs = set_by(laid.a, one), set_by(laid.b, other)
    if ours is None or theirs is None or ours.sense == theirs.sense or _other_words(laid, one):
        return None
    a, b = ours.shown, theirs.shown
    return told_otherwise("condition", a, b, "conflict", QUESTION, f'"{a.value}" is another condition than "{b.value}"')


def _told_as_so(laid: Matched, one: Clause, other: Clause) -> Compared | None:
    """What one sets as a condition the other tells as a duty. As so, it was no difference in any of four real stories and invented ones."""
    for side, mine, yours, flipped in ((laid, one, other, False), (laid.turned, other, one, True)):
        set_here = set_by(side.a, mine)
        if set_here is None or yours.modality != "demanded" or any(_sets(side.b, clause, set_here) for clause in side.b.clauses):
            continue
        a, b = set_here.shown, side.turned.shown(yours)
        if flipped:
            a, b = b, a
        why = f'"{a.value}" and "{b.value}": what one sets as a condition the other tells'
        return told_otherwise("condition", a, b, "conflict", QUESTION, why)
    return None


def _sets(half: Half, clause: Clause, condition: Condition) -> bool:
    """Does a clause set a condition by the same words, so that the sentence has it after all?"""
    found = set_by(half, clause)
    return found is not None and found.sense[0] == condition.sense[0]


def _other_words(laid: Matched, clause: Clause) -> bool:
    """Does another small word stand in the place of one that the condition asks for: "if it is off", "unless it is on"?"""
    words, own = laid.a.telling.sentence.words, laid.a.telling.under(clause)
    return any(at not in laid.words and laid.facing(at) is not None for at in own if words[at].kind in SMALL and words[at].label != "mark")


def set_by(half: Half, clause: Clause) -> Condition | None:
    """The condition that a clause sets for another, by the words that stand before its verb."""
    words = half.telling.sentence.words
    first = min((at for at in half.telling.under(clause) if words[at].kind != "PUNCT"), default=clause.verb)
    others = {one.verb for one in half.clauses if one.kind in FINITE}
    before = range(first - 1, first - BEFORE, -1)
    first = next((at + 1 for at in before if at < 0 or words[at].kind == "PUNCT" or at in others), first - BEFORE + 1)
    start, verb = words[max(0, min(first, clause.verb))].start, words[clause.verb]
    found = pack.condition(half.telling.words((start, verb.start)), half.telling.language)
    if found is None:
        return None
    denied = clause.polarity == "negated"
    span = start + found[1], verb.end
    return Condition(PLAIN.get((found[0], denied), (found[0], denied)), Answer(span, half.telling.words(span)))

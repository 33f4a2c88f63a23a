"""Sentences that do not run alike and say the opposite of one thing: by a word and its antonym, or by a verb and its negation.

An axis has two poles, each a list of words and phrases that tell one outcome: "remained open" lies at one end, "was shut" at the other.
A negation before a word turns it to the other end. Two sentences that are likely of one event, and tell of the same parties, contradict
each other where one stands at one pole of an axis and the other at the other. Lists are our own; they know nothing of any one story.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from variorum.language.english import signs
from variorum.language.english.diff import FUNCTION, Word, listed, stem, words
from variorum.language.english.words.tables import rows
from variorum.points import surroundings
from variorum.points.aligning.alike import Side
from variorum.points.comparing import things
from variorum.points.difference import Difference
from variorum.points.told import Told
from variorum.points.units import LIGHT, Unit, keys_of, whole
from variorum.text.kept import kept

# Cosine of two sentences from which opposites in them are believed where a party tells this much, or else what all equal words tell.
NEAR, PARTY = 0.5, 3.0
NEAR_SENTENCES, SENTENCES = 0.6, 18.0
_BESIDE = re.compile(r"(?<=\w)(?:,| (?:of|in|at|on|from|for|with|to|near|who|which|that)\b)")
_SCOPE = 6  # words over which a negation reaches
# Smaller share of what is rare in two sentences that the other has, where a party is shared and where none is.
SHARE_WITH_PARTY, SHARE = 0.3, 0.4
_SAYING_LITTLE = signs.REFUSING | signs.NEGATORS | FUNCTION | frozenset(map(stem, LIGHT))
_TORN = frozenset(listed("hadn didn isn wasn weren doesn aren couldn wouldn hasn haven shouldn"))
# Behind a negation these leave open that it is so all the same: "has not formally resigned".
_PARTLY = frozenset(listed("formally officially publicly fully entirely wholly completely necessarily always yet"))
_TURNING = frozenset(listed("again previously formerly later anew"))
_ENDS = frozenset(listed("that which who whom where when while because but and although though if as after before until since or"))


class Stand(NamedTuple):
    """Words [first, last) of a telling that lie at a pole (True, False) of an axis, and the clause they stand in."""

    axis: str  # the first expression of the row, or the verb
    pole: bool
    first: int
    last: int
    unit: Unit
    verb: bool = False  # stands for its own act, and not for a row of the list


class Axes(NamedTuple):
    """First word of an expression -> (its words, axis, pole; no pole where it lies at neither); and the axes that pass."""

    at: dict[str, list[tuple[tuple[str, ...], str, bool | None]]]
    passing: frozenset[str]


@cache
def _axes() -> Axes:
    found: dict[str, list[tuple[tuple[str, ...], str, bool | None]]] = {}
    passing = set()
    for one, other, *more in rows("opposites.tsv", titled=True):
        neither, passes = [*more, "", ""][:2]
        axis = one.split(";")[0]
        for pole, expressions in ((True, one), (False, other), (None, neither)):
            for expression in filter(None, expressions.split(";")):
                written = tuple(word.text.lower() for word in words(expression))
                found.setdefault(written[0], []).append((written, axis, pole))
        if passes:
            passing.add(axis)
    return Axes(found, frozenset(passing))


@kept
def stands(side: Side) -> list[Stand]:
    """Where a telling stands: words and phrases of the list, the longest where several begin at one word, and the verbs of its clauses."""
    return [*_listed(side), *_acts(side)]


def _listed(side: Side) -> Iterator[Stand]:
    told, taken = side.told, 0
    written = tuple(word.text.lower() for word in told.words)
    for at, text in enumerate(written):
        fitting = [one for one in _axes().at.get(text, ()) if written[at : at + len(one[0])] == one[0]]
        if at < taken or not fitting:
            continue
        unit = _clause(side, told.words[at])
        taken = at + max(len(one[0]) for one in fitting)
        turned = denied(told, at)
        for form, axis, pole in fitting:
            if at + len(form) == taken and pole is not None and turned is not None:
                yield Stand(axis, pole != turned, at, taken, unit)


def _acts(side: Side) -> Iterator[Stand]:
    """The verb of every clause, at the one pole of a question of its own, or at the other behind a plain "not", "never" or "nobody"."""
    for at, word in enumerate(side.told.words):
        unit = _clause(side, word)
        if word.capital or not word.key.isalpha() or word.key not in unit.predicate - _SAYING_LITTLE:
            continue
        before = side.told.words[max(0, at - _SCOPE) : at]
        turned = denied(side.told, at)
        if turned == (unit.statement.polarity == "negated") and not any(one.key in signs.REFUSING for one in before):
            yield Stand(word.key, not turned, at, at + 1, unit, verb=True)


def denied(told: Told, at: int) -> bool | None:
    """Is what stands at a word denied by an odd number of negations before it in its clause? None where it is told of in part."""
    first = at
    while first > 0 and at - first < _SCOPE:
        word = told.words[first - 1]
        if word.text.lower() in _ENDS or any(mark in told.text[word.end : told.words[first].start] for mark in ",;:—–"):
            break
        first -= 1
    if any(word.text.lower() in signs.TOO_LITTLE for word in told.words[max(0, at - _SCOPE) : at]):
        return None
    turned = bool(_negations(told.words[first:at]) % 2)
    return None if turned and any(word.text.lower() in _PARTLY for word in told.words[first:at]) else turned


def _clause(side: Side, word: Word) -> Unit:
    """The shortest statement that a word stands in, or the sentence where none was found there."""
    holding = [unit for unit in side.units if unit.span[0] <= word.start < unit.span[1]]
    return min(holding, key=lambda unit: unit.span[1] - unit.span[0]) if holding else whole(side.units[0].telling, side.told)


def apart(left: Side, right: Side, near: float) -> Iterator[Difference]:
    """The first difference of two tellings of two reports that stand at two poles of one question. `near`: the sentences' cosine."""
    a, b = left.told, right.told
    if near < NEAR or surroundings.elsewhere(a, b):
        return
    if things.other_times(a.times, b.times):
        return
    for ours, theirs in _opposed(stands(left), stands(right)):
        if ours.verb and not _one_clause(a, b, ours.unit, theirs.unit):
            continue
        if (not _passes(ours, a, b) or (a.times and b.times)) and one_thing(left, right, ours, theirs, near):
            yield _made(a, b, ours, theirs)
            return


def _opposed(ours: list[Stand], theirs: list[Stand]) -> Iterator[tuple[Stand, Stand]]:
    """Stands at two poles of one question, where neither telling has both."""
    poles = [{(one.axis, one.pole) for one in of} for of in (ours, theirs)]
    for one in ours:
        for other in theirs:
            both = (one.axis, not one.pole) in poles[0] or (other.axis, not other.pole) in poles[1]
            if one.axis == other.axis and one.pole != other.pole and not both:
                yield one, other


def _passes(stand: Stand, a: Told, b: Told) -> bool:
    """May the one pole have followed upon the other?"""
    return stand.axis in _axes().passing or any(word.text.lower() in _TURNING for told in (a, b) for word in told.words)


def one_thing(left: Side, right: Side, ours: Stand, theirs: Stand, near: float) -> bool:
    """Are two clauses told as equally real, and of one thing: do they share a party, or their sentences nearly all that is rare?"""
    a, b = ours.unit, theirs.unit
    if a.statement.modality != b.statement.modality or (a.statement.condition is None) != (b.statement.condition is None):
        return False
    parties = _parties(a, b)
    if a.who & b.who and a.object and b.object and not a.object & right.keys and not b.object & left.keys:
        return False  # the same one, with regard to another thing
    if not parties and _unknown(a, right) and _unknown(b, left):
        return False
    same = left.keys & right.keys
    share = left.mass(same) / max(left.mass(left.keys), right.mass(right.keys), 1.0)
    if left.mass(parties) >= PARTY:
        return share >= SHARE_WITH_PARTY
    if left.told.words[ours.first].key == right.told.words[theirs.first].key:
        return False  # one word, here denied, of two that it is said of
    return near >= NEAR_SENTENCES and share >= SHARE and left.mass(same) >= SENTENCES


def _unknown(unit: Unit, side: Side) -> bool:
    """Is a clause told of one, done to one or done by one, whom the other sentence does not know?"""
    head = _head(unit.statement.whom or unit.statement.who or "")
    return bool(head) and head not in side.keys


def _parties(a: Unit, b: Unit) -> frozenset[str]:
    """Keys of the parties of both clauses: the head of one is in the other, as it is not in two houses of one town."""
    found: set[str] = set()
    for one in (a.statement.who, a.statement.whom):
        for other in (b.statement.who, b.statement.whom):
            if one and other:
                ours, theirs = keys_of(words(one)), keys_of(words(other))
                if _head(one) in theirs or _head(other) in ours:
                    found |= ours & theirs
    return frozenset(found)


def _head(part: str) -> str:
    """The key of what a party is, before what it is of: "lighthouse" in "the old lighthouse of Skerne Point"."""
    before = [word.key for word in words(_BESIDE.split(part)[0]) if word.key not in FUNCTION]
    return before[-1] if before else ""


def _one_clause(a: Told, b: Told, one: Unit, other: Unit) -> bool:
    """Do two clauses with one verb, doer and object differ by a negation, and their sentences by an odd number of them?"""
    odd = (_negations(a.words) - _negations(b.words)) % 2
    return bool(odd and one.who & other.who) and bool(one.object & other.object) == bool(one.object or other.object)


def _negations(of: Sequence[Word]) -> int:
    """Negations among words, names left aside; those of a contraction that was torn apart ("hadn ' t") are counted."""
    plain = [word for word in of if not word.capital or word.start == 0]
    return signs.negations(plain) + sum(word.text.lower() in _TORN for word in plain)


def _made(a: Told, b: Told, ours: Stand, theirs: Stand) -> Difference:
    one, other = ours.unit, theirs.unit
    said = a.said(ours.first, ours.last), b.said(theirs.first, theirs.last)
    if any(denied(told, stand.first) for told, stand in ((a, ours), (b, theirs))):
        said = one.text, other.text
    slot = " ".join([ours.axis, *sorted((one.who | one.object) & (other.who | other.object))])
    why = f'"{said[0]}" and "{said[1]}" say the opposite of each other'
    spans = a.span(ours.first, ours.last), b.span(theirs.first, theirs.last)
    return Difference("polarity", "conflict", "reversal", *spans, *said, slot, why, 0.65, None, (str(ours.pole), str(theirs.pole)))

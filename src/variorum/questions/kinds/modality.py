"""Planned or done, told as so or only as possible: the same act, meant in two ways."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.model.sentence import Clause
from variorum.questions.matched import FINITE, Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Compared, Pair, Relation

NEAR: Final = 0.85  # cosine from which two sentences are one with a word or two changed
DONE_YET: Final = "Was it done, or is it planned?"
TRIED: Final = "Was it done, or only tried?"
SURE: Final = "How sure is it?"


class Turn(NamedTuple):
    """What it means that one act is told in two ways."""

    relation: Relation
    question: str
    why: str


# How far one act is real in one sentence and in the other.
TURNS: Final[dict[frozenset[str], Turn]] = {
    frozenset({"done", "planned"}): Turn("revised", DONE_YET, "planned, then done"),
    frozenset({"done", "tried"}): Turn("conflict", TRIED, "tried, or done"),
    frozenset({"done", "due"}): Turn("conflict", DONE_YET, "what one says must be, the other tells as done"),
    frozenset({"done", "possible"}): Turn("compatible", SURE, "not equally sure"),
    frozenset({"planned", "possible"}): Turn("compatible", SURE, "not equally sure"),
    frozenset({"due", "possible"}): Turn("conflict", SURE, "what one says must be, the other says may be"),
    frozenset({"offered", "due"}): Turn("conflict", DONE_YET, "what one tells as offered, the other tells as demanded"),
}


# What one offers to do, another is asked to do.
TURNED_ROUND: Final = frozenset({"offered", "due"})


def compare(pair: Pair) -> Iterator[Compared]:
    """How two sentences mean one act, where they tell of one that both affirm."""
    laid = matched(pair)
    if laid is None or laid.other_names:
        return
    for one, other in laid.clauses:
        if one.act != other.act or "negated" in (one.polarity, other.polarity):
            continue
        ours, theirs = _reality(laid.a, one), _reality(laid.b, other)
        if not (laid.by_the_same(one, other) or {ours, theirs} == TURNED_ROUND):
            continue
        turn = TURNS.get(frozenset({ours, theirs})) if ours and theirs else None
        if turn is None or not _fits(laid, turn, theirs):
            continue
        a, b = laid.shown(one), laid.turned.shown(other)
        why = f'"{a.value}" and "{b.value}": {turn.why}'
        found = told_otherwise("modality", a, b, turn.relation, turn.question, why)
        if a.value.casefold() != b.value.casefold() and (turn.relation == "revised" or laid.holds(found)):
            yield found


def _fits(laid: Matched, turn: Turn, theirs: str) -> bool:
    """Was what is done told no earlier than what is planned? And do sentences run nearly word for word where one is only less sure, or
    tells it later: "agreed to forfeit", "has forfeited" were one state of things to who read them in real news?"""
    pair = laid.pair
    if turn.relation == "revised" and pair.later not in (None, theirs == "done"):
        return False
    return turn.relation == "conflict" or pair.copied or pair.cosine >= NEAR


def _reality(half: Half, clause: Clause) -> str:
    """How far an act is real: done, planned, tried, due, possible, offered; empty where it is none of these."""
    above = half.telling.sentence.clauses[clause.above] if clause.above is not None else None
    if above is not None and clause.kind == "infinitive" and "trying" in half.concepts(above.verb):
        return "tried"
    if _done(clause):
        return "done"
    if _planned(clause):
        return "planned"
    if clause.modality == "demanded" and clause.tense != "past":  # not "had their services restored"
        return "due"
    if clause.modality == "possible":
        return "possible"
    return "offered" if clause.modality == "offered" else ""


def _planned(clause: Clause) -> bool:
    """Is an act to come: "will sign", "plans to sign", "is expected to sign"?"""
    return clause.arranged or (clause.modality == "planned" and clause.tense == "future")


def _done(clause: Clause) -> bool:
    return clause.modality == "actual" and clause.tense == "past" and clause.kind in FINITE and not clause.ongoing

"""Another name, bearing or word of order in the place of the first, in sentences that run alike and have nothing else unlike."""

from collections.abc import Iterator
from typing import Final

from variorum.language import pack
from variorum.model.point import Kind
from variorum.model.sentence import Name
from variorum.questions.matched import Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
NAMED: Final = frozenset({"PERSON", "GPE"})  # who does or suffers what; names of bodies are told in too many ways
NO_PLACES: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "EVENT", "LAW"})
BEFORE: Final = 4  # words before a name in which its preposition stands
ENDS: Final[tuple[tuple[Kind, frozenset[str]], ...]] = (
    ("place", frozenset({"east", "west", "north", "south"})), ("sequence", frozenset({"before", "after"})),
)  # fmt: skip
QUESTIONS: Final[dict[Kind, str]] = {"place": "Where?", "sequence": "In which order?", "attribution": "Who says it?"}


def compare(pair: Pair) -> Iterator[Compared]:
    """The first word or name that was exchanged."""
    laid = matched(pair)
    found = None if laid is None else _name(laid) or _word(laid)
    if found is not None:
        yield found


def _word(laid: Matched) -> Compared | None:
    """The eastern part, the western part; before the vote, after the vote."""
    for at in laid.only():
        facing = laid.facing(at)
        if facing is None:
            continue
        for kind, ends in ENDS:
            ours, theirs = laid.a.concepts(at) & ends, laid.b.concepts(facing) & ends
            if ours and theirs and ours != theirs:
                return told_otherwise(kind, laid.a.answer(at, at), laid.b.answer(facing, facing), "conflict", QUESTIONS[kind])
    return None


def _name(laid: Matched) -> Compared | None:
    """Another town, person or state between the same words."""
    for mine in laid.a.telling.sentence.names:
        for yours in laid.b.telling.sentence.names:
            here, there = (Answer(name[:2], half.telling.words(name[:2])) for half, name in ((laid.a, mine), (laid.b, yours)))
            if not laid.alone(here, there) or pack.may_be_one(here.value, there.value, laid.a.telling.language):
                continue
            ours, theirs = _inside(laid.a, mine), _inside(laid.b, yours)
            if not ours or not theirs or any(at in laid.words for at in ours) or any(at in laid.back for at in theirs):
                continue
            question = _question(laid, (mine, ours), (yours, theirs))
            if question is not None:
                return told_otherwise(question[0], here, there, "conflict", question[1])
    return None


def _question(laid: Matched, mine: tuple[Name, list[int]], yours: tuple[Name, list[int]]) -> tuple[Kind, str] | None:
    """What two names answer: where, who, or to whom; None where they do not stand in one place."""
    placing = _placing(laid.a, *mine)
    if placing and placing == _placing(laid.b, *yours):
        return "place", QUESTIONS["place"]
    if NAMED.isdisjoint((mine[0].kind, yours[0].kind)):
        return None
    for one, other in laid.clauses:
        if one.act == other.act and one.polarity == other.polarity:
            if set(one.who) & set(mine[1]) and set(other.who) & set(yours[1]):
                if any(below.source in mine[1] for below in laid.a.clauses):
                    return "attribution", QUESTIONS["attribution"]
                return "actor", laid.asked("actor", one, other)
            if set(one.whom) & set(mine[1]) and set(other.whom) & set(yours[1]):
                return "target", laid.asked("target", one, other)
    return None


def _inside(half: Half, name: Name) -> list[int]:
    """The words of a name that are one."""
    words = half.telling.sentence.words
    return [at for at, word in enumerate(words) if name.start <= word.start < name.end and word.kind == "PROPN"]


def _placing(half: Half, name: Name, inside: list[int]) -> str:
    """The preposition before a name, if it says where."""
    words = half.telling.sentence.words
    before = next((words[at] for at in range(inside[0] - 1, max(-1, inside[0] - BEFORE), -1) if words[at].kind not in ("DET", "ADJ")), None)
    if before is None or before.kind != "ADP":
        return ""
    within = "inside" in pack.concepts(before.lemma, half.telling.language) and name.kind not in NO_PLACES
    return before.lemma if name.kind in PLACES or within else ""

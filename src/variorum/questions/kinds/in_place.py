"""Another name, bearing or word of order in the place of the first, in sentences that run alike and have nothing else unlike."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final

from variorum.language import pack
from variorum.model.point import Kind
from variorum.questions.matched import Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Compared, Pair

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
    """Another town, person or state in one place."""
    for mine, yours in product(_names(laid.a, laid.words), _names(laid.b, laid.back)):
        here, there = laid.a.answer(mine[0], mine[-1]), laid.b.answer(yours[0], yours[-1])
        if laid.alone(here, there) and not pack.may_be_one(here.value, there.value, laid.a.telling.language):
            kind, question = _question(laid, mine, yours)
            if kind is not None:
                return told_otherwise(kind, here, there, "conflict", question)
    return None


def _names(half: Half, known: Mapping[int, int]) -> list[list[int]]:
    """The names of which the other sentence has no word: those that were tagged, and proper nouns side by side that were not."""
    words, named = half.telling.sentence.words, half.telling.sentence.names
    proper = [at for at, word in enumerate(words) if word.kind == "PROPN"]
    found = [[at for at in proper if name.start <= words[at].start < name.end] for name in named]
    for at in proper:
        if half.name_at(at) is None:
            if found and found[-1] and found[-1][-1] == at - 1 and half.name_at(at - 1) is None:
                found[-1].append(at)
            else:
                found.append([at])
    return [inside for inside in found if inside and not any(at in known for at in inside)]


def _question(laid: Matched, mine: list[int], yours: list[int]) -> tuple[Kind | None, str]:
    """What two names answer: where, who says it, who, or to whom; no kind where they do not stand in one place."""
    placing = _placing(laid.a, mine[0])
    if placing and placing == _placing(laid.b, yours[0]):
        return "place", QUESTIONS["place"]
    named = any((name := half.name_at(at[0])) is not None and name.kind in NAMED for half, at in ((laid.a, mine), (laid.b, yours)))
    for one, other in laid.clauses:
        if {one.source, other.source} <= {*mine, *yours} and one.source in mine and laid.a.telling.sentence.quoted:
            return "attribution", QUESTIONS["attribution"]
        if not named or one.act != other.act or one.polarity != other.polarity or any(below.source in mine for below in laid.a.clauses):
            continue
        if set(one.who) & set(mine) and set(other.who) & set(yours):
            return "actor", laid.asked("actor", one, other)
        if set(one.whom) & set(mine) and set(other.whom) & set(yours):
            return "target", laid.asked("target", one, other)
    return None, ""


def _placing(half: Half, first: int) -> str:
    """The preposition before a name, if it says where."""
    words, name = half.telling.sentence.words, half.name_at(first)
    kind = "" if name is None else name.kind
    before = next((words[at] for at in range(first - 1, max(-1, first - BEFORE), -1) if words[at].kind not in ("DET", "ADJ")), None)
    if before is None or before.kind != "ADP":
        return ""
    within = "inside" in pack.concepts(before.lemma, half.telling.language) and kind not in NO_PLACES
    return before.lemma if kind in PLACES or within else ""

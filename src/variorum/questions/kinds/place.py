"""Where: of two sentences that run alike, one names another place in the place of the first."""

from collections.abc import Iterator
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Name
from variorum.questions.matched import Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair

QUESTION: Final = "Where?"
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
NO_PLACES: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "EVENT", "LAW"})
BEARINGS: Final = frozenset({"east", "west", "north", "south"})
BEFORE: Final = 4  # words before a name in which its preposition stands


def compare(pair: Pair) -> Iterator[Compared]:
    """The first place that two sentences which run alike name otherwise."""
    laid = matched(pair)
    found = None if laid is None else _named(laid) or _bearing(laid)
    if found is not None:
        yield found


def _named(laid: Matched) -> Compared | None:
    ours, theirs = _alone(laid), _alone(laid.turned)
    for here, mine in ours:
        for there, yours in theirs:
            if mine == yours and laid.alone(here, there) and not pack.may_be_one(here.value, there.value, laid.a.telling.language):
                return _made(here, there)
    return None


def _alone(laid: Matched) -> list[tuple[Answer, str]]:
    """The names of which the other sentence has no word, with the preposition that places them; each preposition once."""
    found = []
    for name in laid.a.telling.sentence.names:
        inside = [at for at, word in enumerate(laid.a.telling.sentence.words) if name.start <= word.start < name.end]
        placing = _placing(laid.a, name, inside[0]) if inside else ""
        if placing and not any(at in laid.words for at in inside if laid.a.telling.sentence.words[at].kind == "PROPN"):
            found.append((Answer((name.start, name.end), laid.a.telling.words((name.start, name.end))), placing))
    prepositions = [placing for _, placing in found]
    return [one for one in found if prepositions.count(one[1]) == 1]


def _placing(half: Half, name: Name, first: int) -> str:
    """The preposition before the first word of a name, if it says where."""
    words = half.telling.sentence.words
    before = next((words[at] for at in range(first - 1, max(-1, first - BEFORE), -1) if words[at].kind not in ("DET", "ADJ")), None)
    if before is None or before.kind != "ADP":
        return ""
    inside = "inside" in pack.concepts(before.lemma, half.telling.language) and name.kind not in NO_PLACES
    return before.lemma if name.kind in PLACES or inside else ""


def _bearing(laid: Matched) -> Compared | None:
    """The eastern part, the western part."""
    for at in laid.only():
        facing = laid.facing(at)
        if facing is None:
            continue
        ours, theirs = laid.a.concepts(at) & BEARINGS, laid.b.concepts(facing) & BEARINGS
        if ours and theirs and ours != theirs:
            here, there = laid.a.answer(at, at), laid.b.answer(facing, facing)
            return _made(here, there)
    return None


def _made(here: Answer, there: Answer) -> Compared:
    why = f'"{here.value}" and "{there.value}" are not the same place'
    return told_otherwise("place", here, there, "conflict", QUESTION, why)

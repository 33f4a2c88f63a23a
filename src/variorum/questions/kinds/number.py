"""Figures that answer one question: how many, how much, how long, how old."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from variorum.model.sentence import Clause, Figure
from variorum.questions.kinds import amounts
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import Telling

PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
PERSON: Final = "PERSON"
BESIDE: Final = 5  # words to either side of a figure in which a name tells whose it is
CLOSE: Final = 1.15  # an estimate and a figure no further apart can both be meant well
WINDOW: Final = 9  # words to either side of a figure that tell what is said of it
CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
ONE_UNIT: Final = frozenset({"money", "volume", "degree", "power", "share change", "times", "area"})  # compared in one unit only
PARTS: Final = frozenset({"other", "each", "remaining", "average", "part", "before", "whole", "ordinal", "converted"})  # never held against a plain one
OF_PEOPLE: Final = frozenset({"part"})  # no part where both tell what was done: "17 of the ships are held", "they hold 14 ships"
EXTENTS: Final = frozenset({"alone", "total"})
# Nearness: the cosine of the sentences and half the share of the words round the figures that both have.
NEAR_SAME: Final = 0.55
NEAR_UNLIKE: Final = 0.68
NEAR_UNNAMED: Final = 0.9
FAR: Final = 1.7  # how many times the smaller of two figures of one thing goes into the larger at most
FAR_OPEN: Final = 3.0  # the same of bounds that can both hold, and of what becomes of people, which is counted as it goes


class Asked(NamedTuple):
    """Two figures that may answer one question."""

    one: Figure
    other: Figure
    standing: amounts.Standing
    near: float


def compare(pair: Pair) -> Iterator[Compared]:
    """The figures of two sentences that are of one thing, and how they stand."""
    asked = [found for one in pair.a.sentence.figures for other in pair.b.sentence.figures if (found := _asked(pair, one, other)) is not None]
    alike = _chosen([found for found in asked if found.standing == "same"])
    told = {figure for found in alike for figure in (found.one, found.other)}
    for found in alike:
        if found.near >= NEAR_SAME:
            yield _compared(pair, found, "same")
    unlike = [found for found in asked if found.one not in told and found.other not in told]
    for found in unlike:
        if _alone(found, unlike) and _sure(pair, found):
            yield _compared(pair, found, _relation(pair, found))


def _asked(pair: Pair, one: Figure, other: Figure) -> Asked | None:
    if one.quantity != other.quantity or (one.quantity in ONE_UNIT and one.unit != other.unit):
        return None
    parts = PARTS - OF_PEOPLE if one.fate == other.fate != "" or _one_act(pair, one, other) else PARTS
    if parts & (set(one.marks) ^ set(other.marks)) or not _one_thing(one, other):
        return None
    near = pair.cosine + _dice(_around(pair.a, one), _around(pair.b, other)) / 2
    return Asked(one, other, amounts.standing(one, other), near)


def _one_thing(one: Figure, other: Figure) -> bool:
    if one.fate != other.fate and (one.thing == "person" or (one.fate and other.fate)):
        return False
    if _clash(_names(one), _names(other)):
        return False
    if one.quantity in ("count", "age"):
        return one.thing == other.thing and (bool(one.thing) or one.quantity == "age")
    return one.thing == other.thing or not (one.thing and other.thing) or one.quantity == "money"


def _names(figure: Figure) -> frozenset[str]:
    """The names among the words that tell what a figure is of."""
    return frozenset(word for word in figure.telling if word[:1].isupper())


def _chosen(asked: Sequence[Asked]) -> list[Asked]:
    chosen: list[Asked] = []
    taken: set[tuple[int, Figure]] = set()
    for found in sorted(asked, key=lambda found: (-found.near, found.one.start, found.other.start)):
        if (0, found.one) not in taken and (1, found.other) not in taken:
            chosen.append(found)
            taken |= {(0, found.one), (1, found.other)}
    return chosen


def _alone(found: Asked, asked: Sequence[Asked]) -> bool:
    """Does neither figure have a second one to be held against? One of the same name goes before others."""
    rivals = [other for other in asked if other is not found and (other.one == found.one or other.other == found.other)]
    return not rivals or (_one_name(found) and not any(map(_one_name, rivals)))


def _one_name(found: Asked) -> bool:
    return bool(_names(found.one) & _names(found.other))


def _sure(pair: Pair, found: Asked) -> bool:
    """Is it sure enough that two unlike figures answer one question?"""
    one, other = found.one, found.other
    named = one.thing == other.thing != "" or _one_name(found)
    if found.near < (NEAR_UNLIKE if named else NEAR_UNNAMED) or not (named or one.fate or _one_act(pair, one, other)):
        return False
    return not (
        _too_far(found)
        or (1.0 in (one.number, other.number) and not one.fate)
        or (one.quantity == "term" and one.bound != other.bound)  # the most that a law allows, and what is asked for
        or _given(one, pair.b, other)
        or _given(other, pair.a, one)
        or (_dated(pair.a) != _dated(pair.b) and not (_one_name(found) and not _clash(_dated(pair.a), _dated(pair.b))))
        or _clash(_places(pair.a), _places(pair.b))
        or _clash(_beside(pair.a, one), _beside(pair.b, other))
        or not (one.fate or _one_owner(pair, found))
    )


def _too_far(found: Asked) -> bool:
    """Do two figures lie so far apart that they are hardly of one thing? What tells no number may stand for any within its ends."""
    one, other = found.one, found.other
    exact = "exact" in (one.bound, other.bound)
    if exact and found.standing == "meet" and (amounts.vague(one) or amounts.vague(other)):
        return False
    open_ended = found.standing == "meet" or one.fate
    return amounts.ratio(one, other) > (FAR_OPEN if open_ended else FAR)


def _one_act(pair: Pair, one: Figure, other: Figure) -> bool:
    clauses = _clauses(pair, one, other)
    return clauses[0] is not None and clauses[1] is not None and clauses[0].act == clauses[1].act


def _clauses(pair: Pair, one: Figure, other: Figure) -> tuple[Clause | None, Clause | None]:
    return pair.a.clause_at((one.start, one.end)), pair.b.clause_at((other.start, other.end))


def _one_owner(pair: Pair, found: Asked) -> bool:
    """Are the clauses of two figures of one doer, as far as they are told? Whose figure a pronoun's is, is open."""
    owners = [_owners(telling, clause) for telling, clause in zip((pair.a, pair.b), _clauses(pair, found.one, found.other), strict=True)]
    if owners[0] is None or owners[1] is None:
        return False
    return not _clash(*owners)


def _owners(telling: Telling, clause: Clause | None) -> frozenset[str] | None:
    """The names of who does and to whom in a clause; None where a pronoun leaves it open."""
    if clause is None:
        return frozenset()
    words = telling.sentence.words
    if any(words[at].kind == "PRON" for at in clause.who):
        return None
    return frozenset(word for at in (*clause.who, *clause.whom) if words[at].kind == "PROPN" for word in _name_at(telling, at))


def _name_at(telling: Telling, head: int) -> Iterator[str]:
    """The words of a name by its head."""
    yield telling.lemma(head)
    yield from (telling.lemma(at) for at in telling.below(head) if telling.sentence.words[at].kind == "PROPN")


def _places(telling: Telling) -> frozenset[str]:
    return frozenset(word for name in telling.sentence.names if name.kind in PLACES for word in telling.words((name.start, name.end)).split())


def _dated(telling: Telling) -> frozenset[str]:
    return frozenset(time.iso[:7] if time.iso else telling.words((time.start, time.end)).lower() for time in telling.sentence.times if time.precision in ("month", "year") or time.iso)


def _beside(telling: Telling, figure: Figure) -> frozenset[str]:
    """The words of the persons' names that stand right beside a figure."""
    words = telling.sentence.words
    inside = [at for at, word in enumerate(words) if word.start < figure.end and figure.start < word.end]
    if not inside:
        return frozenset()
    start, end = words[max(0, inside[0] - BESIDE)].start, words[min(len(words), inside[-1] + 1 + BESIDE) - 1].end
    names = [name for name in telling.sentence.names if name.kind == PERSON and start <= name.start and name.end <= end]
    return frozenset(word for name in names for word in telling.words((name.start, name.end)).split())


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _given(figure: Figure, telling: Telling, apart: Figure) -> bool:
    """Does a sentence tell this very amount too, of something else as we read it?"""
    return any(
        other is not apart
        and other.quantity == figure.quantity
        and amounts.size(other) == amounts.size(figure)
        and (other.thing == figure.thing or figure.quantity != "count" or not other.thing)
        for other in telling.sentence.figures
    )


def _relation(pair: Pair, found: Asked) -> Relation:
    one, other = found.one, found.other
    if EXTENTS & (set(one.marks) ^ set(other.marks)):
        return "scope"
    if found.standing == "meet":
        return "compatible"
    if {one.bound, other.bound} & {"at_least", "at_most"}:
        return "compatible"
    return "conflict" if one.bound == other.bound == "exact" or amounts.ratio(one, other) > CLOSE else "compatible"


def _around(telling: Telling, figure: Figure) -> frozenset[str]:
    """The content words near a figure."""
    words = telling.sentence.words
    inside = [at for at, word in enumerate(words) if word.start < figure.end and figure.start < word.end]
    if not inside:
        return frozenset()
    near = range(max(0, inside[0] - WINDOW), min(len(words), inside[-1] + WINDOW + 1))
    return frozenset(words[at].lemma for at in near if at not in inside and words[at].kind in CONTENT)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _compared(pair: Pair, found: Asked, relation: Relation) -> Compared:
    one, other = found.one, found.other
    a = Answer((one.start, one.end), pair.a.words((one.start, one.end)))
    b = Answer((other.start, other.end), pair.b.words((other.start, other.end)))
    return Compared("number", a, b, relation, 0.9, f"{one.quantity} {one.fate} {one.thing}", f"{found.standing} {found.near:.2f}")

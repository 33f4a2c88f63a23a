"""Two clauses that tell of one act by the same participants: what kinds ask that compare how an act is meant."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from variorum.model.sentence import Clause
from variorum.questions.pairs import Answer, Pair
from variorum.questions.tellings import Telling

SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SPACE", "SYM", "X"})
FINITE: Final = frozenset({"main", "content", "relative", "adverbial"})  # clauses with a verb that tells something of someone
NOUNS: Final = frozenset({"NOUN", "PROPN"})
FILLING: Final = NOUNS | {"ADJ", "NUM"}  # what can fill a slot and say who it is; a pronoun does not
HELPING: Final = frozenset({"aux", "compound"})
# Words beside the verb that two clauses share, where their slots alone do not tell that they are of one act.
SHARED: Final = 2
PART: Final = 0.6  # of the words of the shorter clause
WHOLE: Final = 0.3  # of the words of the longer one

Fit = Literal["same", "other", "unknown"]


class Act(NamedTuple):
    """A clause of a telling: the words that say something beside its verb, and the names among those who take part."""

    telling: Telling
    clause: Clause
    words: frozenset[str]
    names: frozenset[str]


class OneAct(NamedTuple):
    """Two clauses that tell of one act. `firm`: not by whom it is done to alone."""

    a: Act
    b: Act
    firm: bool


def acts(telling: Telling) -> list[Act]:
    """What a sentence tells done, clause by clause; that something was said is no act, what was said is."""
    found = []
    words = telling.sentence.words
    saying = {word.head for word in words if word.label.startswith("ccomp")}
    for clause in telling.sentence.clauses:
        if clause.verb in saying or clause.kind in ("nominal", "verbless") or clause.predicate == "there be":
            continue
        own = [number for number in telling.under(clause) if number != clause.verb and words[number].kind not in SMALL]
        taking_part = (*clause.who, *clause.whom, *clause.to_whom, *(noun for _, noun in clause.obliques), *clause.where)
        names = frozenset(telling.lemma(number) for number in taking_part if _named(telling, number))
        found.append(Act(telling, clause, frozenset(map(telling.lemma, own)), names))
    return found


def _named(telling: Telling, number: int) -> bool:
    word = telling.sentence.words[number]
    return word.kind == "PROPN" and not telling.in_time(word.start)


def joined(pair: Pair) -> Iterator[OneAct]:
    """The clauses of two sentences that tell of one act: the same verb, and participants that fit."""
    theirs = acts(pair.b)
    for one in acts(pair.a):
        for other in theirs:
            if _one_verb(one.clause, other.clause) and not _apart(one, other):
                yield from _joined(one, other)


def _one_verb(one: Clause, other: Clause) -> bool:
    return one.predicate == other.predicate or (one.act == other.act and not one.attributes and not other.attributes)


def _joined(one: Act, other: Act) -> Iterator[OneAct]:
    who = _fit(one, one.clause.who, other, other.clause.who)
    whom = _fit(one, one.clause.whom + one.clause.attributes, other, other.clause.whom + other.clause.attributes)
    if not one.clause.whom and not other.clause.whom and _each_other(one, other):
        yield OneAct(one, other, True)
    elif "other" not in (who, whom) and "same" in (who, whom):
        firm = who == whom or _alike(one.words, other.words)
        if firm or whom == "same":
            yield OneAct(one, other, firm)


def _alike(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    both = len(ours & theirs)
    return both >= SHARED and both >= PART * min(len(ours), len(theirs)) and both >= WHOLE * max(len(ours), len(theirs))


def _each_other(one: Act, other: Act) -> bool:
    """Did two who did it together change places: "Moll met with Bein" and "Bein met with Moll"?"""
    return any(
        _fit(one, one.clause.who, other, (theirs,)) == _fit(one, (ours,), other, other.clause.who) == "same"
        for preposition, ours in one.clause.obliques
        for facing, theirs in other.clause.obliques
        if preposition == facing
    )


def _fit(one: Act, ours: tuple[int, ...], other: Act, theirs: tuple[int, ...]) -> Fit:
    """Do two slots hold the same? Not known where one is empty or a pronoun; not the same where each has a name of its own."""
    mine, facing = _nouns(one, ours), _nouns(other, theirs)
    if not mine or not facing:
        return "unknown"
    shared = {word for word, _ in mine} & {word for word, _ in facing}
    own = [any(named and word not in shared for word, named in side) for side in (mine, facing)]
    return "same" if shared and not all(own) else "other"


def _nouns(act: Act, slot: tuple[int, ...]) -> frozenset[tuple[str, bool]]:
    """The nouns of a slot and whether they are names: its heads, and what is joined to them without a preposition ("director Ada Moll")."""
    words, telling = act.telling.sentence.words, act.telling
    inside = [number for number in slot if words[number].kind in FILLING]
    for at in inside:
        inside.extend(n for n in telling.below(at) if words[n].kind in NOUNS and all(words[m].label != "case" for m in telling.below(n)))
    return frozenset((telling.lemma(number), words[number].kind == "PROPN") for number in inside)


def _apart(one: Act, other: Act) -> bool:
    """Does each name what the other does not, another time or another number? Then they tell of two occasions."""
    ours, theirs = one.names - _lemmas(other.telling), other.names - _lemmas(one.telling)
    return bool(ours and theirs) or _unlike(_days(one), _days(other)) or _unlike(_numbers(one), _numbers(other))


def _lemmas(telling: Telling) -> frozenset[str]:
    return frozenset(word.lemma for word in telling.sentence.words)


def _unlike(ours: frozenset[object], theirs: frozenset[object]) -> bool:
    return bool(ours and theirs) and not ours & theirs


def _days(act: Act) -> frozenset[object]:
    return frozenset(iso for number in act.clause.times if (iso := act.telling.sentence.times[number].iso) is not None)


def _numbers(act: Act) -> frozenset[object]:
    return frozenset(act.telling.sentence.figures[number].number for number in act.clause.figures)


def answer(act: Act) -> Answer:
    """The verb with its auxiliaries and particles, and the words between them."""
    words = act.telling.sentence.words
    helping = (number for number in act.telling.below(act.telling.top(act.clause)) if words[number].label.split(":")[0] in HELPING)
    inside = [act.clause.verb, *helping]
    span = min(words[number].start for number in inside), max(words[number].end for number in inside)
    return Answer(span, act.telling.words(span))

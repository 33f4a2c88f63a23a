"""What is told to be done, by a clause or by a noun in it, and whether two sentences tell of one deed."""

from itertools import pairwise
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.pairs import Pair
from variorum.questions.tellings import NOUNS, Telling

NEAR: Final = 0.45  # how near sentences must be to tell of one deed; below it the parties are mostly of another
MANY_NOUNS: Final = 2
SURE: Final = 0.6  # how near where one of them names no party: "the blast was at five"
# Left of a noun, what a reader needs to know it by; beside a verb, what belongs to it.
OF_NOUN: Final = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat"})
OF_VERB: Final = frozenset({"aux", "aux:pass", "compound:prt"})


class Deed(NamedTuple):
    """What is told to be done. Words are dictionary forms; pronouns are left out."""

    at: int  # the word that tells it
    names: frozenset[str]  # what it may be called (`pack.deeds`); empty: the words tell no deed
    doers: frozenset[str]
    others: frozenset[str]  # whom it is done to, or what it is told of
    nouns: frozenset[str]  # all nouns that are told with it
    numbers: frozenset[str]  # numbers in names that are told with it: the 4 of "Rowan 4"
    by_noun: bool  # a noun names it


def of_noun(telling: Telling, noun: int) -> Deed:
    """The deed that a noun names ("the raid on the port"), if it names one."""
    around = _nouns(telling, (noun,)) - {telling.lemma(noun)}
    names = pack.deeds(telling.lemma(noun), True, telling.language)
    return Deed(noun, names, frozenset(), around, around, _numbers(telling, (noun,)), True)


def of_clause(telling: Telling, clause: Clause) -> Deed:
    """What a clause tells; where its verb tells no deed of its own ("took place"), the noun that it is told of does.

    A participle that tells none ("a line called Rowan in May") leaves what hangs on it to the clause above.
    """
    if clause.kind == "participle" and clause.above is not None and not pack.deeds(clause.act, False, telling.language):
        clause = telling.sentence.clauses[clause.above]
    parties = (*clause.who, *clause.whom, *clause.attributes)
    around = _nouns(telling, (*parties, *(noun for _, noun in clause.obliques)))
    numbers = _numbers(telling, parties)
    names = pack.deeds(clause.act, clause.kind == "verbless", telling.language)
    if names:
        return Deed(clause.verb, names, _named(telling, clause.who), _named(telling, clause.whom), around, numbers, False)
    naming = {number: found for number in parties if (found := pack.deeds(telling.lemma(number), True, telling.language))}
    names = frozenset[str]().union(*naming.values())
    others = _named(telling, tuple(number for number in parties if number not in naming))
    return Deed(clause.verb, names, frozenset(), others, around - {telling.lemma(number) for number in naming}, numbers, True)


def likely(pair: Pair, a: Deed, b: Deed) -> bool:
    """Do words for the deed and what is told with it speak for one? Enough where what is told of it is alike."""
    return bool(a.names & b.names) and pair.cosine >= NEAR and (len(a.nouns & b.nouns) >= MANY_NOUNS or one(pair, a, b))


def one(pair: Pair, a: Deed, b: Deed) -> bool:
    """Do both sentences tell of one deed: by words for it and by a party, and by no party that is unlike?"""
    if not a.names & b.names or pair.cosine < NEAR or _unlike(a.numbers, b.numbers):
        return False
    if _unlike(a.doers, b.doers) and not (a.doers & b.nouns or b.doers & a.nouns):
        return False
    if _unlike(a.others, b.others) and not (a.others & b.nouns or b.others & a.nouns):
        return False
    mine, yours = a.others or a.doers, b.others or b.doers  # one does many things; what they are done to tells which
    if mine and yours:
        return bool(mine & yours or mine & b.nouns or yours & a.nouns)
    return pair.cosine >= SURE and bool(mine or a.by_noun) and bool(yours or b.by_noun)


def words(telling: Telling, deed: Deed) -> str:
    """A deed in a few words of its sentence: the verb with who and whom, or the noun."""
    clause = next((clause for clause in telling.sentence.clauses if clause.verb == deed.at and clause.kind != "nominal"), None)
    heads = (deed.at,) if clause is None else (*clause.who, *clause.whom)
    shown = {deed.at, *heads}
    for head in heads:
        shown.update(number for number in telling.below(head) if number < head and telling.sentence.words[number].label in OF_NOUN)
    shown.update(number for number in telling.below(deed.at) if telling.sentence.words[number].label in OF_VERB)
    return " ".join(telling.words(telling.sentence.words[number][:2]) for number in sorted(shown))


def _unlike(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others and not some & others)


def _named(telling: Telling, numbers: tuple[int, ...]) -> frozenset[str]:
    return frozenset(
        telling.lemma(number)
        for number in numbers
        if telling.sentence.words[number].kind in NOUNS | {"NUM"} and not telling.in_time(telling.sentence.words[number].start)
    )


def _numbers(telling: Telling, heads: tuple[int, ...]) -> frozenset[str]:
    """Numbers that follow a name within these phrases."""
    words = telling.sentence.words
    spans = [telling.phrase(head) for head in heads]
    return frozenset(
        word.lemma
        for before, word in pairwise(words)
        if (before.kind, word.kind) == ("PROPN", "NUM")
        and any(low <= word.start < high for low, high in spans)
        and not telling.in_time(word.start)
    )


def _nouns(telling: Telling, heads: tuple[int, ...]) -> frozenset[str]:
    """All nouns that hang under these, those of times left out."""
    spans = [telling.phrase(head) for head in heads]
    return frozenset(
        word.lemma
        for word in telling.sentence.words
        if word.kind in NOUNS and any(low <= word.start < high for low, high in spans) and not telling.in_time(word.start)
    )

"""Who did it, and to whom: of two sentences that run alike, who did it and to whom are exchanged, or lost."""

from collections.abc import Iterator
from typing import Final

from variorum.language import pack
from variorum.model.sentence import Clause
from variorum.questions.matched import ASKED, PHRASE, Half, Matched, matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair
from variorum.questions.tellings import NOUNS

NO_PLACES: Final = frozenset({"ORG", "PRODUCT", "NORP", "WORK_OF_ART"})
EXCHANGED: Final = "Who did it to whom: “{act}”?"


def compare(pair: Pair) -> Iterator[Compared]:
    """The first part of an act in which two sentences that run alike differ."""
    laid = matched(pair)
    if laid is None:
        return
    for one, other in laid.clauses:
        found = _exchanged(laid, one, other) or _lost(laid, one, other)
        if found is not None and laid.holds(found):
            yield found
            break
    found = _place_of_it(laid)
    if found is not None:
        yield found


def _forms(half: Half, heads: tuple[int, ...]) -> dict[str, int]:
    return {half.forms[at]: at for at in heads if half.telling.sentence.words[at].kind in NOUNS}


def _exchanged(laid: Matched, one: Clause, other: Clause) -> Compared | None:
    """Two who changed sides of one act."""
    if one.act != other.act or "each other" in pack.concepts(one.act, laid.a.telling.language):
        return None
    mine, yours = _forms(laid.a, one.who), _forms(laid.b, other.who)
    done, done_too = _forms(laid.a, one.whom), _forms(laid.b, other.whom)
    swapped = (set(mine) & set(done_too)) and (set(done) & set(yours)) and not set(mine) & set(yours)
    if not swapped:
        return None
    a, b = (half.answer(*_ends(half, clause)) for half, clause in ((laid.a, one), (laid.b, other)))
    return told_otherwise("actor", a, b, "conflict", EXCHANGED.format(act=min(one.act, other.act)))


def _ends(half: Half, clause: Clause) -> tuple[int, int]:
    """The first and the last word of an act with who and whom."""
    words = half.telling.sentence.words
    at = [clause.verb, *clause.who, *clause.whom]
    start = min(half.phrase(one).span[0] for one in at[1:])
    return min(number for number, word in enumerate(words) if word.start >= min(start, words[clause.verb].start)), max(at)


def _lost(laid: Matched, one: Clause, other: Clause) -> Compared | None:
    """Who did it is lost, and the act is given to one who did something else: "X left and Y came", "X left and came"."""
    for side, mine, yours, flipped in ((laid, one, other, False), (laid.turned, other, one, True)):
        if mine.act != yours.act or not _joined(side.a, mine) or not _joined(side.b, yours):
            continue
        who, others = _forms(side.a, mine.who), _forms(side.b, yours.who)
        gone = who and all(at not in side.words for at in who.values())
        given = others and all(at in side.back for at in others.values())
        elsewhere = any(set(_forms(side.a, clause.who)) & set(others) for clause, _ in side.clauses if clause is not mine)
        if gone and given and elsewhere:
            ours, theirs = _doing(side.a, min(who.values()), mine), _doing(side.b, min(others.values()), yours)
            a, b = (theirs, ours) if flipped else (ours, theirs)
            why = f'"{a.value}" in one, "{b.value}" in the other'
            return told_otherwise("actor", a, b, "conflict", side.asked("actor", mine, yours), why)
    return None


def _doing(half: Half, who: int, clause: Clause) -> Answer:
    """One who does it, as far as the verb: of who is named where two things are done, the verb tells which is meant."""
    named, told = half.phrase(who), half.answer(who, clause.verb) if who < clause.verb else half.answer(clause.verb, who)
    verb = half.answer(clause.verb, clause.verb).value
    span = min(named.span[0], told.span[0]), max(named.span[1], told.span[1])
    beside = half.telling.words(span)
    return Answer(span, beside if len(beside.split()) <= PHRASE else f"{named.value} … {verb}")


def _joined(half: Half, clause: Clause) -> bool:
    """Is a clause one of several that "and" joins?"""
    words, top = half.telling.sentence.words, half.telling.top(clause)
    return clause.kind == "main" and (words[top].label == "conj" or any(words[at].label == "conj" for at in half.telling.below(top)))


def _place_of_it(laid: Matched) -> Compared | None:
    """A place in which it was done became what it was done to: "planes in the town carried out bombing runs", "planes bombed the town"."""
    for side, flipped in ((laid, False), (laid.turned, True)):
        for at, facing in side.words.items():
            if not _is_place(side.a, at) or not _placed(side.a, at):
                continue
            doing = next((one for one in side.b.clauses if facing in one.whom), None)
            if doing is not None and _told_in_other_words(side, doing):
                where, target = side.a.phrase(at), side.b.answer(min(doing.verb, facing), max(doing.verb, facing))
                a, b = (target, where) if flipped else (where, target)
                why = "the place of the act in one is its target in the other"
                return told_otherwise("target", a, b, "conflict", ASKED["target"].format(act=side.b.verb(doing)), why)
    return None


def _is_place(half: Half, at: int) -> bool:
    """Is a word a name, and not that of a person or a body as the tagger saw it?"""
    name = half.name_at(at)
    return half.telling.sentence.words[at].kind == "PROPN" and (name is None or name.kind not in NO_PLACES)


def _placed(half: Half, at: int) -> bool:
    """Does a preposition stand before a name?"""
    return any(half.telling.sentence.words[below].label == "case" for below in half.telling.below(at))


def _told_in_other_words(side: Matched, doing: Clause) -> bool:
    """Is the act told in the other too, but not by a verb of which this is the object: "bombing runs" beside "bombed"?"""
    language = side.a.telling.language
    if "going" in pack.concepts(doing.act, language) or not pack.deeds(doing.act, False, language):
        return False
    form = side.b.forms[doing.verb]
    verbs = {side.a.forms[one.verb] for one in side.a.clauses}
    return form in side.a.forms and form not in verbs

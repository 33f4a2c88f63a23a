"""Nouns that tell an event ("the attack on the camp", "talks between the two"), with who does it and whom it is done to."""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from variorum.language.english.events import plover
from variorum.language.english.events.sides import referent
from variorum.language.english.events.walking import Told
from variorum.language.english.names import actors
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows
from variorum.model.sentence import Clause

WEIGHT: Final = 2.4  # what a noun tells beside the patterns of verbs
_TIMES: Final = frozenset({"DATE", "TIME"})
_BODIES: Final = frozenset({"GPE", "NORP", "ORG"})
_PERSON: Final = frozenset({"PERSON"})
_BY_NOBODY: Final = frozenset({"UAF"})  # the sector of attacks and blasts of which nobody knows by whom
_MEASURES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})


class _Noun(NamedTuple):
    """A row of event_nouns.tsv: what a noun tells, and by which prepositions the two sides hang under it.

    "'s" is whose it is, "+" a body's name before it ("the Ruritanian attack"), "-" a person's ("the Moll inquiry"); "^" who does what the
    clause around it says ("launched an attack"), "_" who suffers it ("is under attack").
    """

    event: str
    mode: str | None
    actor: tuple[str, ...]
    recipient: tuple[str, ...]


class NounDeed(NamedTuple):
    """An event that a noun tells; `clause` is the noun's own, or one made of the clause around it."""

    clause: Clause
    event: str
    mode: str | None
    actor: Span | None
    recipient: Span | None


@cache
def _nouns() -> dict[str, _Noun]:
    found = {}
    for code, words, actor, recipient, _ in rows("event_nouns.tsv", titled=True):
        event, _, mode = code.partition("/")
        for word in words.split(";"):
            found[word] = _Noun(event, mode or None, tuple(actor.split()), tuple(recipient.split()))
    return found


def deeds(told: Told) -> Iterator[NounDeed]:
    """The events that the nouns of a sentence tell, in text order; one that names no side tells none."""
    for at, word in enumerate(told.words):
        known = _nouns().get(word.lemma) if word.kind == "NOUN" else None
        if known is None or word.label in {"compound", "amod"}:
            continue
        clause = _clause(told, at)
        if clause is None:
            continue
        actor = _side(told, at, known.actor, clause)
        recipient = _side(told, at, known.recipient, clause)
        if actor is not None and recipient is not None and actor[0] < recipient[1] and recipient[0] < actor[1]:
            recipient = None
        if actor is not None or recipient is not None:
            yield NounDeed(clause, known.event, known.mode, actor, recipient)


def _clause(told: Told, at: int) -> Clause | None:
    """The noun's own clause; else it stands as the clause around it stands: "called off the attack" is none that was made."""
    own = next((clause for clause in told.clauses if clause.verb == at), None)
    if own is not None:
        return own
    around = _around(told, at)
    if around is None:
        return None
    number = told.number_of[around.verb]
    return around._replace(
        verb=at, act=told.words[at].lemma, kind="nominal", who=(), whom=(), to_whom=(), obliques=(), attributes=(), above=number,
    )  # fmt: skip


def _around(told: Told, at: int) -> Clause | None:
    for _ in range(len(told.words)):
        if told.words[at].head == at:
            break
        at = told.words[at].head
        for clause in told.clauses:
            if at in (clause.verb, told.top(clause)) and clause.kind != "nominal":
                return clause
    return next((clause for clause in told.clauses if at in (clause.verb, told.top(clause))), None)


def _side(told: Told, at: int, how: tuple[str, ...], clause: Clause) -> Span | None:
    for one in how:
        heads = _hanging(told, at, one, clause)
        if heads:
            return told.joined_span([other for head in heads[:1] for other in told.joined(head)])
    return None


def _hanging(told: Told, at: int, how: str, clause: Clause) -> list[int]:
    """The words that hang at a noun in one of the ways of the table."""
    if how == "'s":
        return told.below(at, "nmod:poss")
    if how in ("+", "-"):
        kinds = _BODIES if how == "+" else _PERSON
        return [child for child in told.below(at, "amod", "compound", "nmod") if told.name_kind(child) in kinds and child < at]
    if how in ("^", "_"):
        around = told.above(clause)
        if around is None or not (at in around.whom or any(at == noun for _, noun in around.obliques)) or not around.who:
            return []
        suffers = told.preposition(at) == "under" or around.act in word_set("events.suffered")
        if suffers is not (how == "_") or (how == "^" and around.act not in word_set("events.light")):
            return []
        return [referent(told, around.who[0], around), *around.who[1:]]
    return [
        child for child in told.below(at, "nmod", "obl", "obl:agent")
        if told.preposition(child) == how and told.name_kind(child) not in _TIMES
    ]  # fmt: skip


@cache
def told_by_noun(noun: str) -> frozenset[str]:
    """The events that a noun may tell."""
    known = _nouns().get(noun)
    return frozenset() if known is None else frozenset({known.event})


def told_by(word: str) -> frozenset[str]:
    """The events that a verb or a noun may tell."""
    return plover.told_by(word) | told_by_noun(word)


def is_nobody(told: Told, span: Span) -> bool:
    """Is who would do a deed, or to whom it would be done, a time, a sum or another deed: "jailed over six years", "the attack killed
    ten"?
    """
    inside = [at for at, word in enumerate(told.words) if span[0] <= word.start < span[1]]
    heads = [at for at in inside if told.words[at].head not in inside or told.words[at].head == at]
    word = told.words[heads[0]] if heads else None
    if word is None or not any(sign.isalpha() for sign in told.cut(span)):
        return True
    if actors.namings(told.cut(span)):
        return False
    of_thing = any(told.words[at].kind == "NOUN" for at in told.below(heads[0], "nmod") if told.preposition(at) == "of")
    state = word.lemma == "state" and of_thing  # "a state of emergency"
    deed = word.kind == "NOUN" and bool(told_by_noun(word.lemma)) and _BY_NOBODY.issuperset(actors.sectors_of(word.lemma))
    return state or deed or told.name_kind(heads[0]) in _MEASURES

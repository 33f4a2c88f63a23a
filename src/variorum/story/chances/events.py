"""What tells whether an event is right: how plainly a word tells it, who did it to whom, and whether its story tells of such things."""

import math
from typing import Final

from variorum.model.statement import Actor, Event
from variorum.people.reading import Reading
from variorum.text.logistic import logit
from variorum.text.marks import words_in

_TYPES: Final = ("REQUEST", "AGREE", "REJECT", "THREATEN", "RETREAT", "SUPPORT", "PROTEST", "AID", "ASSAULT", "COERCE", "CONSULT", "ACCUSE")
_PLAIN: Final = frozenset({"main", "content", "relative", "adverbial"})  # clauses that tell by whom: "condemning the mayor" does not
_SOMEBODY: Final = frozenset({"person", "organisation"})
_LONG: Final = 4  # words of a name that holds more than the name
_MANY: Final = 3  # reports, passages; how much more is told by more of them no judged line says


def features(row: Event, reading: Reading) -> dict[str, float]:
    """What the model weighs, by name."""
    passage = row.passages[0]
    return {
        "found": logit(row.confidence),
        **{kind.lower(): float(row.event == kind) for kind in _TYPES},
        "mode": float(row.mode is not None),
        "reports": math.log(min(max(1, len(row.reports)), _MANY)),
        "passages": math.log(min(max(1, len(row.passages)), _MANY)),
        "told_of_such": math.log(1 + reading.deeds),
        **_plainly(row, reading),
        **_side("actor", row.actor, reading),
        **_side("recipient", row.recipient, reading),
        "two_states": float(len({one.code for one in (*row.actor, *row.recipient) if one.code}) > 1),
        "at_home": float(bool(row.recipient) and {one.code for one in row.actor} == {one.code for one in row.recipient}),
        "dated": float(row.date is not None),
        "attributed": float(row.attributed_to is not None),
        "words": math.log1p(words_in(passage.text)),
        "clauses": math.log1p(sum(1 for _ in reading.clauses(passage))),
    }


def _side(name: str, side: tuple[Actor, ...], reading: Reading) -> dict[str, float]:
    """What a side is: none, a person, a body, a state, a role; in small letters, long, several."""
    first = side[0] if side else None
    kind = "" if first is None else reading.kinds.get(first.name or "", "")
    return {
        f"{name}_none": float(first is None),
        f"{name}_person": float(kind == "person"),
        f"{name}_body": float(kind == "organisation"),
        f"{name}_coded": float(first is not None and first.code is not None),
        f"{name}_role": float(first is not None and bool(first.sector)),
        f"{name}_small": float(first is not None and first.text == first.text.lower()),
        f"{name}_word": float(first is not None and words_in(first.text) == 1),
        f"{name}_long": float(first is not None and words_in(first.text) > _LONG),
        f"{name}_several": float(len(side) > 1),
    }


def _plainly(row: Event, reading: Reading) -> dict[str, float]:
    """Does a verb of its type tell it, with the actor for its subject, and the recipient among its objects?"""
    actor, recipient = _words(row.actor), _words(row.recipient)
    best = (False, False)
    for clause, sentence in reading.clauses(row.passages[0]):
        if row.event in reading.language.weighing.events(clause.act):
            objects = (*clause.whom, *clause.to_whom, *(at for _, at in clause.obliques))
            does = not actor.isdisjoint(sentence.words[at].lemma for at in clause.who)
            done = not recipient.isdisjoint(sentence.words[at].lemma for at in objects)
            best = max(best, (does, done))
    does, done = best
    return {"doer": float(does), "done": float(done), "both": float(does and done)}


def outright(row: Event, reading: Reading) -> bool:
    """Is an event told in so many words: one who is named or has an office blames, asks or backs another who is called by a name, as
    subject and object of a verb of just that, told as so? Figures: `training/events`.
    """
    acts, beside = reading.language.weighing.outright(row.event)
    known = row.recipient and all(_is_named(one, reading) for one in row.recipient)
    if not acts or not known or not all(one.code or one.sector or _is_named(one, reading) for one in row.actor):
        return False
    actor, recipient = _words(row.actor), _words(row.recipient)
    for clause, sentence in (pair for passage in row.passages for pair in reading.clauses(passage)):
        plain = clause.kind in _PLAIN and clause.polarity == "affirmed" and clause.standing == "actual"
        if plain and clause.act.split()[0] in acts:
            done = (*clause.whom, *clause.to_whom, *(at for preposition, at in clause.obliques if preposition in beside))
            does = not actor.isdisjoint(sentence.words[at].lemma for at in clause.who)
            if does and not recipient.isdisjoint(sentence.words[at].lemma for at in done):
                return True
    return False


def _is_named(one: Actor, reading: Reading) -> bool:
    """Is a side called by a name, or that of somebody known: not so "his staff" and "supporters"?"""
    words = reading.language.actors.without_article(one.text).split()
    return reading.kinds.get(one.name or "") in _SOMEBODY or (bool(words) and words[0][:1].isupper() and words[-1][:1].isupper())


def _words(side: tuple[Actor, ...]) -> set[str]:
    found = {word.lower() for one in side for word in one.text.split()}
    return found | {word.removesuffix("s") for word in found}

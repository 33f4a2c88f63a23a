"""What tells whether an event is right: its type, how plainly a verb tells it, who did it to whom."""

import math
from typing import Final

from variorum.model.statement import Actor, Event
from variorum.people.reading import Reading
from variorum.text.logistic import logit
from variorum.text.marks import words_in

_TYPES: Final = ("REQUEST", "AGREE", "REJECT", "THREATEN", "RETREAT", "SUPPORT", "PROTEST", "AID")
_LONG: Final = 4  # words of a name that holds more than the name


def features(row: Event, reading: Reading) -> dict[str, float]:
    """What the model weighs, by name."""
    passage = row.passages[0]
    return {
        "found": logit(row.confidence),
        **{kind.lower(): float(row.event == kind) for kind in _TYPES},
        "mode": float(row.mode is not None),
        **_plainly(row, reading),
        "actor_small": float(bool(row.actor) and row.actor[0].text == row.actor[0].text.lower()),
        "actor_long": float(bool(row.actor) and len(row.actor[0].text.split()) > _LONG),
        "recipient_none": float(not row.recipient),
        "recipient_long": float(bool(row.recipient) and len(row.recipient[0].text.split()) > _LONG),
        "dated": float(row.date is not None),
        "attributed": float(row.attributed_to is not None),
        "words": math.log1p(words_in(passage.text)),
        "clauses": math.log1p(sum(1 for _ in reading.clauses(passage))),
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


def _words(side: tuple[Actor, ...]) -> set[str]:
    found = {word.lower() for one in side for word in one.text.split()}
    return found | {word.removesuffix("s") for word in found}

"""What tells whether an event is right: how plainly a word tells it, who did it to whom, and whether its story tells of such things."""

import math
from typing import Final

from variorum.model.statement import Actor, Event
from variorum.people.reading import Reading
from variorum.text.logistic import logit
from variorum.text.marks import words_in

_TYPES: Final = ("REQUEST", "AGREE", "REJECT", "THREATEN", "RETREAT", "SUPPORT", "PROTEST", "AID", "ASSAULT", "COERCE", "CONSULT", "ACCUSE")
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


def _words(side: tuple[Actor, ...]) -> set[str]:
    found = {word.lower() for one in side for word in one.text.split()}
    return found | {word.removesuffix("s") for word in found}

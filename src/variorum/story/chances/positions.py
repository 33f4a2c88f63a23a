"""What tells whether a stand is right: its stance, who takes it, and what it is on."""

import math
from typing import Final

from variorum.model.point import Position
from variorum.model.report import Passage
from variorum.story.chances.reading import Reading
from variorum.story.chances.weighing import logit
from variorum.text.marks import words_in

_LONG: Final = 15  # words
_MANY: Final = 3  # reports; how much more is told by more of them no judged line says


def features(row: Position, reading: Reading) -> dict[str, float]:
    """What the model weighs, by name."""
    return {
        "found": logit(row.confidence),
        "offers": float(row.stance == "offers"),
        "accepts": float(row.stance == "accepts"),
        "told": math.log(min(max(1, len(row.reports)), _MANY)),
        "target_in_issue": float(row.target is not None and row.target.lower() in row.issue.lower()),
        **_cue(row, reading),
        **_party(row, reading),
        **_issue(row, reading),
    }


def _cue(row: Position, reading: Reading) -> dict[str, float]:
    """The verbs that tell the stance: is the party their subject, are they told as so?"""
    words = reading.language.weighing
    party = {word.lower() for word in row.party.split()}
    told: set[str] = set()
    subject = negated = relative = False
    for passage in row.passages:
        for clause, sentence in reading.clauses(passage):
            stances = words.stances(clause.act)
            if stances is None or row.stance not in stances:
                continue
            told.add(clause.act)
            subject = subject or not party.isdisjoint(sentence.words[at].lemma for at in clause.who)
            negated = negated or clause.polarity == "negated"
            relative = relative or clause.kind == "relative"
    return {
        "subject": float(subject),
        "negated": float(negated),
        "relative": float(relative),
        **{name: float(held) for name, held in words.told(told).items()},
    }


def _party(row: Position, reading: Reading) -> dict[str, float]:
    entity = reading.entities.get(row.party_entity or "")
    kind = "" if entity is None else entity.kind
    return {
        "person": float(kind == "person"),
        "place": float(kind == "place"),
        "body": float(kind == "organisation"),
        "small_letters": float(row.party == row.party.lower()),
    }


def _issue(row: Position, reading: Reading) -> dict[str, float]:
    words = words_in(row.issue)
    return {
        "elsewhere": float(not any(_holds(passage, row.issue) for passage in row.passages)),
        "one_word": float(words == 1),
        "two_words": float(words == 2),
        "long": float(words >= _LONG),
        **{name: float(held) for name, held in reading.language.weighing.issue(row.issue).items()},
    }


def _holds(passage: Passage, words: str) -> bool:
    return words.lower() in passage.text.lower()

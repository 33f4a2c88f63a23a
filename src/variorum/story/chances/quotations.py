"""What tells whether a quotation is right: how it was found, what its words are, and whose they are said to be."""

import math
import re
from typing import Final

from variorum.language.stories import Pack
from variorum.model.entity import Entity
from variorum.model.statement import Quotation
from variorum.people.reading import Reading
from variorum.text.logistic import logit
from variorum.text.marks import words_in

# Two names run together, a line's label or a street: "Moll ― Bein", "People , Bein", "CLOSE Ada Moll", "Sgt", "5th Street".
_ODD_NAME: Final = re.compile(r"\s[,―—–-]\s|\d|^[A-Z]{4,}\s[A-Z][a-z]|^\w{2,3}$|[a-z][A-Z][a-z]+ [A-Z]")
_FINITE: Final = frozenset({"present", "past", "future"})
_WHOLE: Final = frozenset({"main", "content", "adverbial"})
_STRONGEST: Final = 2  # of a cue verb: nearly always speech
_FEW: Final = 4  # words; fewer hardly ever state anything


def features(row: Quotation, reading: Reading) -> dict[str, float]:
    """What the model weighs, by name."""
    return {"found": logit(row.confidence), **_content(row, reading), **_cue(row, reading), **_source(row, reading)}


def is_statement(row: Quotation, reading: Reading) -> bool:
    """Does its content hold a finite predicate of its own: "the port was closed", not "the port" nor "to close the port"?"""
    return any(
        clause.kind in _WHOLE and clause.tense in _FINITE and sentence.words[clause.verb].kind in ("VERB", "AUX")
        for content in row.content
        for clause, sentence in reading.clauses(content)
    )


def _content(row: Quotation, reading: Reading) -> dict[str, float]:
    words = sum(words_in(content.text) for content in row.content)
    stated, direct = is_statement(row, reading), row.manner == "direct"
    marks = reading.language.weighing.content(row.content[0].text.lstrip(" \"'“‘`").lower())
    subject = any(clause.who and clause.kind in _WHOLE for content in row.content for clause, _ in reading.clauses(content))
    return {
        "direct": float(direct),
        "stated": float(stated),
        "stated_indirect": float(stated and not direct),
        "subject": float(subject and stated),
        "words": math.log1p(words),
        "few_words": float(words < _FEW),
        "begins_to": float(marks["begins_to"]),
        "asked": float(not direct and marks["asked"]),
        "marked": float(row.content[0].text[:1] in "\"“'‘`"),
        "parts": min(len(row.content), 3) - 1.0,
    }


def _cue(row: Quotation, reading: Reading) -> dict[str, float]:
    words = reading.language.weighing
    strength = 0 if row.cue is None else max((words.strength(word.lemma) for word in reading.words(row.cue)), default=0)
    told = words.cue("" if row.cue is None else row.cue.text)
    return {
        "no_cue": float(row.cue is None),
        "strong_cue": float(strength == _STRONGEST),
        "weak_cue": float(0 < strength < _STRONGEST),
        "according": float(told["according"]),
        "unsaid": float(told["unsaid"]),
    }


def _source(row: Quotation, reading: Reading) -> dict[str, float]:
    speaker = reading.entities.get(row.speaker or "")
    kind = "" if speaker is None else speaker.kind
    text = "" if row.source is None else row.source.text
    named = bool(text) and text.lower() not in reading.language.pronouns("subject")
    return {
        "person": float(kind == "person"),
        "misfit": float(speaker is not None and _misfits(text, speaker, reading.language)),
        "no_source": float(row.source is None),
        "odd_name": float(row.speaker_name is not None and _ODD_NAME.search(row.speaker_name) is not None),
        "part_of_source": float(named and kind in ("organisation", "place") and words_in(text) > words_in(row.speaker_name or "") + 1),
    }


def _misfits(source: str, speaker: Entity, language: Pack) -> bool:
    """A "he" that is no person, "her agent" taken for her, or a source that names others than its speaker."""
    if source.lower() in language.pronouns("subject", stands_for=("male", "female")):
        return speaker.kind != "person"
    own = {word for name in (speaker.name, *speaker.aliases) for word in re.findall(r"\w+", name)}
    named = {word for word in re.findall(r"\w+", source)[1:] if word[:1].isupper()}
    return language.weighing.is_theirs(source) or (bool(named) and named.isdisjoint(own) and re.findall(r"\w+", source)[0] not in own)

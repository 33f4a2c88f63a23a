"""What tells whether a quotation is right: how it was found, what its words are, and whose they are said to be."""

import math
import re
from typing import Final

from variorum.language import pack
from variorum.language.stories import Pack
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.statement import Quotation
from variorum.people.reading import Reading
from variorum.text.logistic import logit
from variorum.text.marks import words_in

# Two names run together, a line's label or a street: "Moll ― Bein", "People , Bein", "CLOSE Ada Moll", "Sgt", "5th Street".
_ODD_NAME: Final = re.compile(r"\s[,―—–-]\s|\d|^[A-Z]{4,}\s[A-Z][a-z]|^\w{2,3}$|[a-z][A-Z][a-z]+ [A-Z]")
_FINITE: Final = frozenset({"present", "past", "future"})
_WHOLE: Final = frozenset({"main", "content", "adverbial"})
_STRONGEST: Final = 2  # of a cue verb: nearly always speech
_OF_SOURCE: Final = frozenset({"no_source", "author", "relative"})
_NAME: Final = re.compile(r"[^\W\d_a-z]")  # a capital
_NEAR: Final = 350  # letters before words without a name in which others are looked for
_LONG_CUE: Final = 3  # words
_NAMING: Final = frozenset({"PROPN", "NOUN"})
_POINTING: Final = frozenset({"PRON", "DET"})
_LOST: Final = frozenset({"third person", "pointing near", "pointing far"})
_FEW: Final = 4  # words; fewer hardly ever state anything


def features(row: Quotation, reading: Reading) -> dict[str, float]:
    """What the model weighs, by name."""
    return {
        "found": logit(row.confidence), **_content(row, reading), **_alone(row, reading), **_cue(row, reading), **_source(row, reading)
    }  # fmt: skip


def said(row: Quotation, reading: Reading) -> dict[str, float]:
    """What tells whether anything is said at all, whoever says it: what is counted of content, cue and source alone."""
    text = "" if row.source is None else row.source.text
    own = {name: value for name, value in _source(row, reading).items() if name in _OF_SOURCE}
    return {"found": logit(row.confidence), **_content(row, reading), **_cue(row, reading), **own, "no_name": float(not _NAME.search(text))}


def is_statement(row: Quotation, reading: Reading) -> bool:
    """Does its content hold a finite predicate of its own: "the port was closed", not "the port" nor "to close the port"?"""
    return any(_stated(content, reading) for content in row.content)


def _stated(content: Passage, reading: Reading) -> bool:
    return any(
        clause.kind in _WHOLE and clause.tense in _FINITE and sentence.words[clause.verb].kind in ("VERB", "AUX")
        for clause, sentence in reading.clauses(content)
    )


def _content(row: Quotation, reading: Reading) -> dict[str, float]:
    """What is counted of the words that are said: once, though two stages ask."""
    key = row.manner, row.content
    if key not in reading.counted:
        reading.counted[key] = _of_content(row, reading)
    return reading.counted[key]


def _of_content(row: Quotation, reading: Reading) -> dict[str, float]:
    words = sum(words_in(content.text) for content in row.content)
    stated, direct = is_statement(row, reading), row.manner == "direct"
    marks = reading.language.weighing.content(row.content[0].text.lstrip(" \"'“‘`").lower())
    top = reading.top(row.content[0])
    subject = any(clause.who and clause.kind in _WHOLE for content in row.content for clause, _ in reading.clauses(content))
    return {
        "direct": float(direct),
        "mixed": float(row.manner == "mixed"),
        "stated": float(stated),
        "stated_indirect": float(stated and not direct),
        "subject": float(subject and stated),
        "thing": float(not direct and top is not None and top.kind in ("NOUN", "PROPN", "PRON", "NUM")),
        "words": math.log1p(words),
        "few_words": float(words < _FEW),
        "begins_to": float(marks["begins_to"]),
        "begins_as": float(marks["begins_as"]),
        "asked": float(not direct and marks["asked"]),
        "scrap_beside": float(len(row.content) > 1 and not all(_stated(content, reading) for content in row.content)),
        "headline": float(reading.role(row.content[0]) == "headline"),
        "marked": float(row.content[0].text[:1] in "\"“'‘`"),
        "parts": min(len(row.content), 3) - 1.0,
    }


def _alone(row: Quotation, reading: Reading) -> dict[str, float]:
    """How much the words tell to somebody who sees nothing else: "it is a disaster" names nothing, and points at what stands before it."""
    language = reading.codes[row.report]
    words = [word for content in row.content for word in reading.words(content)]
    named = next((at for at, word in enumerate(words) if word.kind in _NAMING), len(words))
    before = {concept for word in words[:named] if word.kind in _POINTING for concept in pack.concepts(word.lemma, language)}
    return {
        "points": float(not before.isdisjoint(_LOST)),
        "names": math.log1p(sum(word.kind == "PROPN" for word in words)),
        "figures": math.log1p(sum(word.kind == "NUM" for word in words)),
        "nouns": math.log1p(sum(word.kind == "NOUN" for word in words)),
    }


def _cue(row: Quotation, reading: Reading) -> dict[str, float]:
    words = reading.language.weighing
    verbs = () if row.cue is None else tuple(word.lemma for word in reading.words(row.cue))
    strength = max((words.strength(verb) for verb in verbs), default=0)
    told = words.cue("" if row.cue is None else row.cue.text)
    return {
        "no_cue": float(row.cue is None),
        "strong_cue": float(strength == _STRONGEST),
        "weak_cue": float(0 < strength < _STRONGEST),
        "according": float(told["according"]),
        "unsaid": float(told["unsaid"]),
        "unreal": float(told["unreal"]),
        "thought": float(any(words.is_thought(verb) for verb in verbs) and strength < _STRONGEST),
        "felt": float(any(words.is_thought(verb) for verb in verbs)),
        "long_cue": float(len(verbs) > _LONG_CUE),
    }


def _source(row: Quotation, reading: Reading) -> dict[str, float]:
    speaker = reading.entities.get(row.speaker or "")
    kind = "" if speaker is None else speaker.kind
    text = "" if row.source is None else row.source.text
    named = bool(text) and text.lower() not in reading.language.pronouns("subject")
    return {
        "person": float(kind == "person"),
        "group": float(kind == "group"),
        "document": float(kind == "document"),
        "vague": float(kind in ("group", "document") and reading.language.weighing.is_vague(row.speaker_name or "")),
        "open": float(row.speaker_name is None),
        "pronoun": float(bool(text) and not named),
        "relative": float(reading.language.pointing.is_relative(text)),
        "author": float(text.lower() in reading.language.pronouns("subject", person=1)),
        "misfit": float(speaker is not None and _misfits(text, speaker, reading.language)),
        "no_source": float(row.source is None),
        **_beside(row, reading),
        "odd_name": float(row.speaker_name is not None and _ODD_NAME.search(row.speaker_name) is not None),
        "part_of_source": float(named and kind in ("organisation", "place") and words_in(text) > words_in(row.speaker_name or "") + 1),
    }


def _beside(row: Quotation, reading: Reading) -> dict[str, float]:
    """Where no name stands with the words: are others named just before them, and is one of those nearer than the speaker?"""
    text = "" if row.source is None else row.source.text.lower()
    if row.speaker is None or (text and text not in reading.language.pronouns("subject")):
        return {"rivals": 0.0, "nearer": 0.0}
    start = (row.source or row.content[0]).start
    near = [one for _, _, one in reading.names.within(row.report, max(0, start - _NEAR), start) if one.kind == "person"]
    rivals = {one.id for one in near} - {row.speaker}
    return {"rivals": float(min(len(rivals), 2)), "nearer": float(bool(near) and near[-1].id != row.speaker)}


def _misfits(source: str, speaker: Entity, language: Pack) -> bool:
    """A "he" that is no person, "her agent" taken for her, or a source that names others than its speaker."""
    if source.lower() in language.pronouns("subject", stands_for=("male", "female")):
        return speaker.kind != "person"
    own = {word for name in (speaker.name, *speaker.aliases) for word in re.findall(r"\w+", name)}
    named = {word for word in re.findall(r"\w+", source)[1:] if word[:1].isupper()}
    return language.weighing.is_theirs(source) or (bool(named) and named.isdisjoint(own) and re.findall(r"\w+", source)[0] not in own)

"""What the words of a line tell of whether the line is right: the chances of quotations, events and stands weigh it (story/chances/)."""

import re
from functools import lru_cache
from typing import Final

from variorum.language.english.events import nouns
from variorum.language.english.speech.cues import cue_verbs
from variorum.language.english.words.lexicon import word_set

_THEIRS: Final = re.compile(r"(?:his|her|their|its)\b", re.IGNORECASE)
_UNSAID: Final = re.compile(r"\b(?:not|never|declin\w+|refus\w+|no comment)\b|n['’]t\b", re.IGNORECASE)
_VAGUE: Final = re.compile(r"(?:(?:the|this|that|same) )+(?:[^\WA-Z][\w-]* ){0,3}[^\WA-Z][\w-]*$")
_UNREAL: Final = re.compile(r"\b(?:would|could|might|may|can|will|should|must|(?<!according )to)\b|['’](?:d|ll)\b", re.IGNORECASE)
_ASKED: Final = re.compile(r"(?:that\s+)?(?:whether|if|what|which|who|whom|how|why|when|where)\b", re.IGNORECASE)
_LOOSE: Final = re.compile(
    r"\b(?:and|or|but|for|to|of|with|the|a|an|because|when|that|which|who|in|on|as|by|from|even)$", re.IGNORECASE
)  # fmt: skip
_BACKWARD: Final = re.compile(r"(?:his|her|its|their|our|my|your|we|I|you|he|she|they)\b", re.IGNORECASE)
_SOMEONE: Final = re.compile(r"\b(?:he|she|him|her|they|them)\b", re.IGNORECASE)
_SOMETHING: Final = re.compile(r"(?:it|this|that|these|those|such|there|here)\b|.*\b(?:it|this|that|these|those)$", re.IGNORECASE)
_NAMED: Final = re.compile(r"(?<=\s)[A-Z][a-z]")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|me|my|we|our|us|you|your)\b")
_UNTOLD: Final = re.compile(r"(?:our|we|my|you|your|not|none|nor|never)\b", re.IGNORECASE)  # who speaks, or what it goes on from
_GAPS: Final = re.compile(r"…|\.\.\.|\[|(?<!\w)['‘]\w")  # left out, put in, or words within words
_TELLING: Final = 8  # words of a claim that says something: of ten shorter ones strangers let five stand as they are
_OUTRIGHT: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "ACCUSE": (word_set("events.outright_accuse"), frozenset({"at"})),
    "REQUEST": (word_set("events.outright_request"), frozenset({"on"})),
    "SUPPORT": (word_set("events.outright_support"), frozenset()),
}
_POINTING: Final = word_set("issues.pointing")
_BEFORE_POINTING: Final = word_set("issues.before_pointing")
_SUBJECTLESS: Final = re.compile(
    r"(?:is|are|was|were|has|have|had|needs?|should|must|do|does|did|never|will|would|can|could|may|might|said|at least)\b", re.IGNORECASE)


def strength(verb: str) -> int:
    """How surely a verb (dictionary form) brings in speech: 2 nearly always, 1 only beside a clause or quotation marks, 0 never."""
    return cue_verbs().get(verb, ("", 0))[1]


@lru_cache(maxsize=1 << 12)
def cue(words: str) -> dict[str, bool]:
    """Of a cue: does it credit ("according to"), does it say that nothing was said, or only that something may be?"""
    return {
        "according": "according" in words.lower(),
        "unsaid": _UNSAID.search(words) is not None,
        "unreal": _UNREAL.search(words) is not None,
    }


def is_thought(verb: str) -> bool:
    """Does a verb (dictionary form) tell what is thought or felt rather than said: "believe", "hope"?"""
    return cue_verbs().get(verb, ("", 0))[0] == "think"


@lru_cache(maxsize=1 << 12)
def content(words: str) -> dict[str, bool]:
    """Of the words of a quotation in small letters: do they say what is to be done, ask, or only tell as what a thing is seen?"""
    return {"begins_to": words.startswith("to "), "asked": _ASKED.match(words) is not None, "begins_as": words.startswith("as ")}


def is_theirs(source: str) -> bool:
    """Does a source begin with whose it is: "her agent"?"""
    return _THEIRS.match(source) is not None


def is_vague(name: str) -> bool:
    """Does a source without a name leave open whose or which it is: "the company", "the former official"?"""
    return _VAGUE.match(name) is not None


def events(verb: str) -> frozenset[str]:
    """The PLOVER events that a verb, or a noun, may tell."""
    return nouns.told_by(verb)


def outright(event: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs by which an event is told in so many words, and the prepositions that bring in whom it is done to if not as an
    object: "accused Moll", "lashed out at Moll"; none for most events.
    """
    return _OUTRIGHT.get(event, (frozenset(), frozenset()))


@lru_cache(maxsize=1 << 12)
def issue(words: str) -> dict[str, bool]:
    """Of the words of an issue: what tells that they were cut wrongly or mean nothing by themselves."""
    return {
        "loose_end": _LOOSE.search(words) is not None,
        "backward": _BACKWARD.match(words) is not None,
        "someone": _is_someone(words),
        "something": _SOMETHING.match(words) is not None,
        "first_person": _FIRST_PERSON.search(words) is not None,
        "pointing": _points(words),
        "subjectless": _SUBJECTLESS.match(words) is not None,
    }


def by_itself(words: str, party: str) -> bool:
    """Do the words that a party is quoted with read beside its name alone: a statement of some length, not in the first person, not of the
    party by its own name, without gaps and without the words of another in it?
    """
    strange = _FIRST_PERSON.search(words) or _UNTOLD.match(words) or _GAPS.search(words)
    own = re.search(rf"\b{re.escape(party.rsplit(maxsplit=1)[-1])}\b", words) if party else None
    return strange is None and own is None and len(words.split()) >= _TELLING


def _points(words: str) -> bool:
    """Do words begin with what stands before them: "the move had paid", "another was the test"?"""
    first, second = (*re.findall(r"[\w'’]+", words.lower())[:2], "", "")[:2]
    return first in _POINTING or (first in _BEFORE_POINTING and second in _POINTING)


def _is_someone(words: str) -> bool:
    """Do words speak of a person whom they have not named before?"""
    found = _SOMEONE.search(words)
    return found is not None and _NAMED.search(words, 0, found.start()) is None

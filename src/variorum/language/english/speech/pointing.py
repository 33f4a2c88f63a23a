"""How words point at who speaks without naming them: "the statement", "That was the message from", "Moll's answer", "both", "I"."""

import re
from typing import Final

# What is written, and other words for the same.
_WRITINGS: Final = {
    "statement": ("statement", "release"), "release": ("statement", "release"), "letter": ("letter",), "post": ("post",),
    "tweet": ("tweet", "twitter"), "email": ("email", "e-mail"), "e-mail": ("email", "e-mail"), "memo": ("memo",),
    "message": ("message",), "report": ("report",), "document": ("document",),
}  # fmt: skip
_SAYINGS: Final = (
    r"(?:message|warning|answer|reply|verdict|view|words?|advice|response|promise|plea|call|conclusion|assessment|opinion|position)"
)
_BEHIND: Final = re.compile(rf"[\"”'’]?\s+(?:That|This|Such|Those|These) (?:was|is|were|are) the (?:\w+ )?{_SAYINGS} (?:from|of|by) ")
_OWN_BEHIND: Final = re.compile(rf"\s+(?:\w+\s+)?{_SAYINGS}\b")
_OWN_INSIDE: Final = re.compile(rf"['’]s?\s+(?:\w+\s+)?{_SAYINGS}$")


def is_first_person(text: str) -> bool:
    """Does a source stand for whoever is quoted: "I"?"""
    return text.lower() in ("i", "me", "my")


def is_i(text: str) -> bool:
    """Is a word, as written, the pronoun of one who speaks of themselves?"""
    return text == "I"


def is_relative(text: str) -> bool:
    """Is a source a relative pronoun: "Moll, who added"?"""
    return text.lower() in ("who", "which", "that")


def is_of_several(verb: str) -> bool:
    """Is a verb in small letters one that only several do: "who have said"?"""
    return verb in ("have", "are", "were", "say")


def is_several(text: str) -> bool:
    """Is a source a pronoun that may stand for two who were named together: "they"?"""
    return text.lower() == "they"


def joins(text: str) -> bool:
    """Does a phrase put several together: "Moll and the mayor", "Moll or Bein"?"""
    return re.search(r"\b(?:and|or)\b", text) is not None


def owner_ends(written: str, behind: str) -> int | None:
    """Where, in the words of a source, the name of the one ends whose saying it is: "Moll's" (message), "Moll's message"."""
    text = " ".join(written.split())
    if (whole := re.search(r"['’]s?$", text)) and _OWN_BEHIND.match(behind):
        return max(written.rfind(whole[0]), 0) or None
    inside = _OWN_INSIDE.search(text)
    return max(written.rfind(inside[0]), 0) or None if inside else None


def writing(text: str) -> str | None:
    """What is written that a source goes on from: "The statement" (went on)."""
    words = text.lower().split()
    return words[1] if len(words) == 2 and words[0] == "the" and words[1] in _WRITINGS else None


def names_writing(behind: str, writing: str) -> bool:
    """Do the words behind a cue tell of such a piece of writing: (said) "in a statement"?"""
    return any(re.search(rf"\b{word}\b", behind, re.IGNORECASE) for word in _WRITINGS[writing])


def opens_words(behind: str) -> bool:
    """Do words behind a verb only lead on to what is quoted: "(told) her, “"?"""
    return re.fullmatch(r"(?:\s+(?:him|her|me|us|them|it|reporters))?\s*[,:]\s*[\"'“‘`]*\s*", behind) is not None


def credited_behind(behind: str) -> int | None:
    """Where, behind quoted words, the name begins to which a sentence gives them: "That was the message from" (Moll)."""
    found = _BEHIND.match(behind)
    return found.end() if found else None

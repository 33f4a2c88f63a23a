"""Turns of an interview or a transcript: paragraphs that open with who speaks ("MOLL:", "Kurt Bein:") or with "Q:" and "A:"."""

import re
from typing import Final, Literal, NamedTuple

from variorum.language.english.page.shapes import NAME
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.pronouns import pronouns

_ASKS: Final = frozenset({"q", "question"})
_ANSWERS: Final = frozenset({"a", "answer"})
_WITHIN: Final = "|".join(map(re.escape, sorted({*word_set("persons.particles"), "of", "the", "for", "and", "&"})))  # of a name
_NAME: Final = rf"{NAME}(?: (?:{NAME}|(?:{_WITHIN})(?= ))){{0,7}}"
# A name, and what it is said to be or how it is said: "ADA LUND, HOST:", "DR MOLL (laughs):".
_LABEL: Final = re.compile(rf"(?P<who>{_NAME})(?:, {_NAME})?(?: \([^()]{{1,30}}\))?\s?:\s+(?=\S)")
_ANY_LABEL: Final = re.compile(r"(?P<who>[^:\n]{1,50}?)\s?:\s+(?=\S)")
# Words of a sentence that goes on behind a colon: "One thing is clear: we stay."
_SENTENCE: Final = pronouns("subject") | {"is", "are", "was", "were", "that", "there"}


class Turn(NamedTuple):
    """Where the name in the label of a turn ends, where its words begin, and whether the label is a name, says who asks and who answers, or
    is other words before a colon, which may be somebody ("A man in the hall:").
    """

    label: int
    words: int
    role: Literal["asks", "answers", "named", "other"]


def turn(text: str) -> Turn | None:
    """The turn that a paragraph opens; None where it opens none."""
    found = _LABEL.match(text)
    if found is not None:
        who = found["who"].lower()
        return Turn(found.end("who"), found.end(), "asks" if who in _ASKS else "answers" if who in _ANSWERS else "named")
    found = _ANY_LABEL.match(text)
    if found is None or not _SENTENCE.isdisjoint(re.findall(r"\w+", found["who"].lower())):
        return None
    return Turn(found.end("who"), found.end(), "other")

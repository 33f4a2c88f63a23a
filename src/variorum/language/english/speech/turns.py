"""Turns of an interview or a transcript: paragraphs that open with who speaks ("MOLL:", "Kurt Bein:") or with "Q:" and "A:"."""

import re
from typing import Final, Literal, NamedTuple

_ASKS: Final = frozenset({"q", "question"})
_ANSWERS: Final = frozenset({"a", "answer"})
_LABEL: Final = re.compile(
    r"(?P<who>Q|A|Question|Answer|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})\s?:\s+(?=\S)"
)


class Turn(NamedTuple):
    """Where the label of a turn ends, where its words begin, and whether the label is a name or says who asks and who answers."""

    label: int
    words: int
    role: Literal["asks", "answers", "named"]


def turn(text: str) -> Turn | None:
    """The turn that a paragraph opens; None where it opens none."""
    found = _LABEL.match(text)
    if found is None:
        return None
    who = found["who"].lower()
    return Turn(found.end("who"), found.end(), "asks" if who in _ASKS else "answers" if who in _ANSWERS else "named")

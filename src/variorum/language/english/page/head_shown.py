"""What in a folded line of a head shows that a name is an outlet's, where neither the table nor its form tells."""

import re
from collections.abc import Sequence
from typing import Final

from variorum.language.english.names.gazetteer import place_of
from variorum.language.english.page.head_parts import LANGUAGE, Piece, is_person, may_be

# From which language it was put into English.
TRANSLATED: Final = re.compile(
    rf"[\s,;–—-]*(?:[\[(](?:(?:our |own |machine )?translat(?:ed|ion) )?from (?:the )?(?:original )?(?:{LANGUAGE})[^\[\]()]{{0,20}}[\])]"
    rf"|(?:our |own |machine )?translat(?:ed|ion) from (?:the )?(?:{LANGUAGE})|[\[(](?:translated|version in English)[\])])"
    r"(?=$|\s*[|,•·–—-])"
)
_BAR: Final = re.compile(r"\s*[|•·]\s*")  # what parts an outlet from who signs; titles have a dash
_NO_NAME: Final = re.compile(r"['’]s\b|\b(?:speech|statement|transcript|text|interview|letter|column)\b", re.IGNORECASE)


def is_shown(line: str, name: Piece, pieces: Sequence[Piece], dated: bool) -> bool:
    """Does the line show that a name is an outlet's? It does by an edition or a language that stands beside, by a city in brackets behind
    "The" beside a day, or by a bar between who signs and a name that may be an outlet's. A known place is none, nor a known first name's.
    """
    words = line[name.start : name.end]
    if place_of(words) or is_person(words, sure=False) or _NO_NAME.search(words):
        return False
    if any(piece.kind == "edition" for piece in pieces) or "version in English" in line:
        return " " in words or dated
    if TRANSLATED.search(line) and (may_be(words, signed=True) or not is_person(words, sure=True)):  # a person may be its author
        return " " in words or dated
    behind = pieces[pieces.index(name) + 1] if pieces[-1] is not name else None
    if words.startswith("The ") and behind and behind.word == "(" and place_of(line[behind.start : behind.end]):
        return dated
    return may_be(words, signed=True) and any(_parted(line, name, piece) for piece in pieces if piece.kind == "persons")


def signs_for(line: str, first: Piece, second: Piece) -> bool:
    """Are two names, with a bar between them, a person's with a known first name and one that may be an outlet's?"""
    person = is_person(line[first.start : first.end], sure=False)
    return person and may_be(line[second.start : second.end], signed=True) and _parted(line, first, second)


def _parted(line: str, one: Piece, other: Piece) -> bool:
    first, second = sorted((one, other), key=lambda piece: piece.start)
    return _BAR.fullmatch(line[first.end : second.start]) is not None

"""A name with an age behind it is a person's: "Maren Holt, 34, a nurse", which the parser takes for a firm, a date or a work of art."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from variorum.language.english.names import persons
from variorum.language.models.parser import Parse
from variorum.model.paragraph import Mention, Token

YOUNGEST, OLDEST = 10, 110  # years
PERSON: Final = "PERSON"
# What a name is that tells no body and no place: the parser did not know what to make of it.
_UNKNOWN: Final = frozenset({"", "DATE", "WORK_OF_ART", "CARDINAL", "QUANTITY", "TIME"})
_LONGEST: Final = 4  # words of a name


def put_right(parse: Parse) -> Parse:
    """The parse with the names before an age told as persons."""
    found = list(_aged(parse.tokens))
    if not found:
        return parse
    tokens = list(parse.tokens)
    mentions = list(parse.mentions)
    for first, last, number in found:
        for index in range(first, last + 1):
            tokens[index] = tokens[index]._replace(ent=PERSON)
        tokens[number] = tokens[number]._replace(ent="CARDINAL")
        start, end = tokens[first].start, tokens[last].end
        mentions = [one for one in mentions if one.end <= start or one.start >= tokens[number].end]
        mentions.append(Mention(start, end, PERSON))
    return parse._replace(tokens=tuple(tokens), mentions=tuple(sorted(mentions)))


def _aged(tokens: Sequence[Token]) -> Iterator[tuple[int, int, int]]:
    """Of each name before an age that is not known as a person's: its first word, its last, and the age."""
    for number, (before, age) in enumerate(pairwise(tokens[1:]), start=2):
        told = age.text.isdigit() and YOUNGEST <= int(age.text) <= OLDEST and before.text in (",", "(")
        after = tokens[number + 1].text if number + 1 < len(tokens) else "."
        last = tokens[number - 2]
        if not told or after not in (",", ")", ".", ";", "–") or last.pos != "PROPN" or last.ent == PERSON or last.sent != age.sent:
            continue
        first = _first(tokens, last.i)
        titled = first > 0 and persons.is_title(tokens[first - 1].text)
        first_name = first < last.i and (persons.is_first_name(tokens[first].text) or persons.sounds_like_first_name(tokens[first].text))
        if titled or first_name or {token.ent for token in tokens[first : last.i + 1]} <= _UNKNOWN:
            yield first, last.i, number


def _first(tokens: Sequence[Token], last: int) -> int:
    """Where the name that ends at a word begins, without a title before it."""
    first = last
    while first > 0 and last - first < _LONGEST - 1 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].sent == tokens[last].sent:
        if persons.is_title(tokens[first - 1].text):
            break
        first -= 1
    return first

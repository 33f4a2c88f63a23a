"""Which part of the lines over and under a pasted text is the name of its outlet, and how likely that is.

Of all parts, and of none of them, one is right: a conditional logit over what is seen of each (training/heads makes its weights, whole
numbers). So it counts not only how a name looks, but whether another stands in a better place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from math import exp
from typing import Final, NamedTuple

from variorum.language.english.media import is_same
from variorum.language.english.page.head_lines import STAFF, Line
from variorum.language.english.page.head_parts import Span
from variorum.language.english.page.head_seen import NO_PART, Seen
from variorum.language.models.weights import learned

LONGEST: Final = 40  # code points of a name without a capital
OPENING: Final = 40  # of a sentence of the story: its dateline
KINDS: Final = ("part", "line", "word")
MOST: Final = 6  # names that are held against each other
SCALE: Final = 100  # weights are hundredths of log odds


class Candidate(NamedTuple):
    """A name that may be the outlet's: where it stands in the text, in which line, and what is seen of part, line and first word."""

    name: str
    span: Span
    line: int
    seen: tuple[tuple[str, ...], ...]


def candidates(lines: Sequence[Line], words: Sequence[Seen]) -> Iterator[Candidate]:
    """The parts of the lines that may be an outlet's name."""
    for (number, part), group in groupby(words, key=lambda word: (word.line, word.of_part)):
        inside = list(group)
        start, line = inside[0].start, lines[number]
        if part[0] == NO_PART or (start > OPENING and line.is_story):
            continue
        name = STAFF.sub("", line.text[start : inside[-1].end])
        if len(name) > LONGEST and not any(map(str.isupper, name)):
            continue
        place = line.start + start
        yield Candidate(
            name, (place, place + len(name)), number, (part, inside[0].of_line, (*inside[0].of_word, f"len={min(len(inside), 6)}"))
        )


def likeliest(found: Sequence[Candidate]) -> tuple[float, Candidate] | None:
    """The likeliest outlet and its chance; a name that stands several times has the chances of all its places."""
    if not found:
        return None
    weights = _weights()
    kept: dict[tuple[str, ...], int] = {}

    def weighed(kind: int, seen: tuple[str, ...]) -> int:
        if seen not in kept:
            of_kind = weights[kind]
            kept[seen] = sum([of_kind[name] for name in seen if name in of_kind])
        return kept[seen]

    scores = [(weights[0][""] + sum(map(weighed, range(len(KINDS)), one.seen))) / SCALE for one in found]
    top = max([*scores, 0.0])
    shares = [exp(score - top) for score in scores]
    whole = sum(shares) + exp(-top)
    able = sorted(range(len(found)), key=lambda number: -shares[number])[:MOST]
    alike = [sum(shares[other] for other in able if _alike(found[one].name, found[other].name)) for one in able]
    best = max(range(len(able)), key=lambda number: (alike[number], -number))
    return alike[best] / whole, found[able[best]]


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or bool(re.search(r"\w", one) and is_same(one, other))


@cache
def _weights() -> tuple[Mapping[str, int], ...]:
    """The weights of what is seen of a part, of its line, of its first word."""
    found: dict[str, dict[str, int]] = learned("heads.json.gz")["outlet"]
    return tuple(found[kind] for kind in KINDS)

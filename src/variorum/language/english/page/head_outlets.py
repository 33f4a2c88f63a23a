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
from variorum.language.english.names.gazetteer import place_of
from variorum.language.english.page.head_lines import STAFF, Line
from variorum.language.english.page.head_names import said_behind
from variorum.language.english.page.head_parts import NAMES, Span, cased, is_office
from variorum.language.english.page.head_seen import NO_PART, Seen
from variorum.language.english.words.lexicon import word_set
from variorum.language.models.weights import learned

LONGEST: Final = 40  # code points of a name without a capital
OPENING: Final = 40  # of a sentence of the story: its dateline
KINDS: Final = ("part", "line", "word")
MOST: Final = 6  # names that are held against each other
SCALE: Final = 100  # weights are hundredths of log odds
_PLACED: Final = frozenset(["in", "near", "at", "outside"])
_BODY: Final = re.compile(
    r"\b(?:Council|Ministry|University|School|College|Academy|Department|Authority|Police|Union|Party|Committee|Commission|Federation|Institute"
    r"|Association|Foundation|Trust|Parliament|Court|Hospital|Office|Statistics|Survey|Board|Bank|Government|Embassy|Brigade"
    r"|(?<!News )(?<!Press )(?:Agency|Service|Bureau))\b"
)
_GOES_ON: Final = re.compile(
    rf"(?:{_BODY.pattern} (?:of|for)|(?i:minister|secretary|faculty|chair|professor) (?:of|for)|[A-Z]\w+ (?:and|&))(?: the)? $"
)
_IN_PAPER: Final = re.compile(
    r"(?:(?:the|our|a) )?(?:programme|program|show|series|podcast|column|section|supplement|page)s?\b", re.IGNORECASE
)


# Small words that join a name to the words of a title beside it: "Sun sets on the Osk Herald", "Osk Herald for sale".
_JOINS: Final = r"(?:on|of|for|in|from|at|with|and|to)"
_LED: Final = re.compile(rf"\w\W* {_JOINS}(?: (?:the|a|an))? $", re.IGNORECASE)
_LEADS: Final = re.compile(rf" {_JOINS} ", re.IGNORECASE)
_RELEASED: Final = re.compile(r"(?:for immediate release|(?:press|news|media) (?:release|statement|office))\b", re.IGNORECASE)


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


def is_joined(title: Span, name: Span, text: str) -> bool:
    """Do small words make a name one with the words of a title that stand before or behind it in their line?"""
    if title[1] <= name[0] or title[0] < name[0]:
        return _LED.search(text[title[0] : name[0]]) is not None and "  " not in text[title[0] : name[0]]
    return _LEADS.match(text, name[1], max(title[1], name[1])) is not None


def sender(lines: Sequence[Line], titled: Sequence[int]) -> str | None:
    """Of a press release the body that sends it: the one line over its story that names a body and nothing else."""
    if not any(_RELEASED.search(line.text) for number, line in enumerate(lines) if number not in titled):
        return None
    bare = [_RELEASED.sub("", line.text).strip(" .:|–-") for number, line in enumerate(lines) if number not in titled]
    named = {cased(name) for name in bare if NAMES.fullmatch(name) and _BODY.search(cased(name))}
    return named.pop() if len(named) == 1 else None


def is_other(name: str, text: str, start: int, lines: Sequence[Line]) -> bool:
    """Does a name that stands at `start` name something else: a place, a body that is no medium, an office, a part of a paper?"""
    behind = said_behind(name.lower().removeprefix("the "), text.lower()) or set()
    is_place = place_of(name) is not None or bool(behind & _PLACED)  # or the report tells of it as of one
    goes_on = _GOES_ON.search(text, max(0, start - 40), start) is not None  # "School of Economics", "Life and Leisure"
    return is_place or goes_on or _BODY.search(name) is not None or is_office(name) or _is_section(name, lines)


def _is_section(name: str, lines: Sequence[Line]) -> bool:
    """Is it a part of a paper, or a programme: by its words, or as the story says it in small letters ("harbour")?"""
    if _IN_PAPER.match(name) or name.lower() in word_set("heads.menus") | word_set("heads.kickers") | word_set("heads.sections"):
        return True
    told = re.compile(rf"\b{name.lower()}\b") if name.istitle() and name.isalpha() else None
    return told is not None and any(told.search(line.text) for line in lines if line.is_story)


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or bool(re.search(r"\w", one) and is_same(one, other))


@cache
def _weights() -> tuple[Mapping[str, int], ...]:
    """The weights of what is seen of a part, of its line, of its first word."""
    found: dict[str, dict[str, int]] = learned("heads.json.gz")["outlet"]
    return tuple(found[kind] for kind in KINDS)

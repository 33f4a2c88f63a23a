"""The lines that stand over and under a pasted text, the parts of each between its marks, and roughly what each is by itself.

Folded lines (text/normal.py); pure.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from variorum.language.english.moments import Written, dates_in
from variorum.language.english.names.gazetteer import place_of
from variorum.language.english.page import agencies, credits, furniture, makers, wraps
from variorum.language.english.page.head_parts import Span, behind_office, is_person, kind_of

LINES: Final = 32  # in which a head ends
STORY_LINES: Final = 2  # sentences of the story that are looked at
FOOT: Final = 5  # lines at the end
SHORT: Final = 12  # code points of a line that is no title
LONG: Final = 16  # words of a sentence that may be the story's
LONGEST: Final = 400  # code points of a line that are looked at
FORMED: Final = 4  # parts of a line by which it is known how it is made
STOP: Final = re.compile(r"(?:[.!?…]|\.{3})[\"')\]]*$")
LABEL: Final = re.compile(r"(?P<label>[A-Za-z][A-Za-z -]{1,20}?)\s*:(?:\s|$)")
ADDRESS: Final = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|net|co|news|info|[a-z]{2})/")
STAFF: Final = re.compile(r" (?:staff|reporters?|correspondents?|desk|newsroom|team|writers?|editorial board|bureau)\b.*$", re.IGNORECASE)
# What parts the words of a line: marks, and the small words between who wrote and for whom.
_MARK: Final = re.compile(
    r"\s*(?P<mark>[|•·»›<>;:,()\[\]/\"~]|\s[–—-]{1,3}(?=\s|$)|[–—]|\s{2,}|©|\(c\)|(?<=[a-z]{2})\.(?= )"
    r"|(?<=[a-z])(?=(?-i:Published|Posted|Updated)\b)|(?<=(?:19|20)\d\d)(?= (?-i:[A-Z]))|(?:(?<=\s)|(?<![^\s]))"
    r"(?:by|for|of|in|from|and|at|on|via|with|copyright|posted|published|updated|source|courtesy)(?=\s|$))\s*",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line with something on it, and where it stands in its text."""

    start: int
    text: str
    gap: bool  # does an empty line stand before it?
    foot: bool
    cites: bool = False  # does it name the report by its title: "The post Ferry runs aground appeared first on The Lantern."

    @property
    def is_story(self) -> bool:
        """Is it a sentence as those of a story are?"""
        return not self.cites and is_long(self.text)

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Part(NamedTuple):
    """A part of a line: where it stands, what marks stand before and behind it, and what it may be by itself."""

    start: int
    end: int
    text: str
    before: str
    after: str
    form: str


def lines_of(text: str) -> list[Line]:
    """The lines at the top of a text, to the first sentences of its story, and those at its end."""
    found: list[Line] = []
    last = 0
    for match in re.finditer(r"[^\n]+", text):
        bare = match[0].strip()
        if bare:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Line(start, bare, text.count("\n", last, start) > 1, False))
            last = start
    told, top = 0, 0
    while top < min(LINES, len(found)) and told < STORY_LINES + 1:
        told += is_long(found[top].text)
        top += 1
    first = next((number for number, line in enumerate(found) if is_long(line.text)), len(found))
    over = [line.text for line in found[:first] if len(line.text) > SHORT]
    end = len(found) - FOOT
    kept = [(number, line) for number, line in enumerate(found) if number < top or number >= end]
    kept = [(number, line._replace(cites=number > first and any(title in line.text for title in over))) for number, line in kept]
    return [line._replace(foot=number >= top or (number > first and number >= end and not line.is_story)) for number, line in kept]


def is_long(line: str) -> bool:
    """Is it a sentence as those of a story are?"""
    return line.count(" ") + 1 >= LONG and STOP.search(line[-8:]) is not None


@lru_cache(1 << 10)
def days_in(line: str) -> tuple[Written, ...]:
    """The days that stand in a line."""
    return tuple(dates_in(line)) if any(map(str.isdigit, line)) else ()


def parts_of(line: str, far: int = LONGEST) -> list[Part]:
    """The parts of a line between its marks. Of those that begin behind `far` it is not asked what they are, but of the first FORMED."""
    found: list[Part] = []
    at, before = 0, "^"
    days = [(day.start, day.end) for day in days_in(line)]
    opening = bool(re.match(r"[\W_]*(?:\w+ )?by\b", line, re.IGNORECASE))
    for mark in [*_MARK.finditer(line), None]:
        start, end = at, mark.start() if mark else len(line)
        if mark and any(day[0] < mark.start() < day[1] for day in days):
            continue
        while start < end and line[start] in " .*_#'–—-":
            start += 1
        while start < end and line[end - 1] in " .*_'–—-":
            end -= 1
        office = behind_office(line[start:end]) if start < end else 0
        start += 0 if is_person(line[start + office : end], sure=False) else office
        after = (mark["mark"].strip().lower() or "  ") if mark else "$"
        if start < end:
            near = len(found) < FORMED or found[-1].start < far
            form = _form(line[start:end], before, opening, (start, end), days) if near else ""
            found.append(Part(start, end, line[start:end], before, after, form))
            before = after
        elif mark and (before in ("^", ",") or after.isalpha() or after in "©(c)"):
            before = after
        at = mark.end() if mark else end
    return found


def _form(piece: str, before: str, opening: bool, span: Span, days: Sequence[Span]) -> str:
    if any(day[0] <= span[0] < day[1] for day in days):
        return "day"
    if ADDRESS.search(piece):
        return "url"
    if piece.count(" ") > 6:
        return "words"
    kind = kind_of(piece, "by" if before == "by" else "", opening)
    if kind == "name":
        return (
            "place" if place_of(piece) else "person" if is_person(piece, sure=False) else "pair" if is_person(piece, sure=True) else "name"
        )
    if kind is not None:
        return kind
    staff = STAFF.sub("", piece)
    if staff != piece and staff[:1].isupper():
        return "staffed"
    return "words" if any(word[0].islower() for word in piece.split()) else "names"


def kind(line: str) -> str:
    """What a line is by itself, roughly."""
    words = line.count(" ") + 1
    if is_long(line):
        return "story"
    if wraps.is_menu(line):
        return "menu"
    if furniture.is_copyright(line):
        return "right"
    if furniture.is_dated(line):
        return "dated"
    if furniture.is_furniture(line):
        return "beside"
    if wraps.is_wrapped(line, False, False):
        return "wrap"
    if credits.caption(line) or credits.PICTURED.search(line):
        return "picture"
    if agencies.known(line.strip(" ,.()[]/–-")) or makers.signed(line):
        return "agency"
    if line[:3].lower() == "by " or credits.byline(line):
        return "by"
    if ADDRESS.search(line):
        return "url"
    if LABEL.match(line) and words < 20:
        return "label"
    if STOP.search(line[-8:]) and words > 4:
        return "said"
    return "short" if words < 4 else "line"

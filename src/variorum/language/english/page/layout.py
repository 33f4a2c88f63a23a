"""The lines of a page and what each of them is, by its own form and by what stands around it.

Precision first: a line of the report taken for furniture is lost to every later stage, a button taken for a sentence only bores them.
So a line is body unless its form says otherwise. Each judgement is one pass over the lines with compiled patterns: linear in the text.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from variorum.language.english.page import agencies, credits, datelines, furniture, makers, notices, printers
from variorum.language.english.page.shapes import POSTED
from variorum.model.report import Role
from variorum.text.normal import is_repeat, key_of

_STOP = re.compile(r"(?:[.!?…]|\.{3})[\"')\]]*$")
_HALF = re.compile(r"[,:;]$")
_WORDS = re.compile(r"\w[\w'.’-]*")
_HOUR = re.compile(r"\d{1,2}(?::\d\d)?\s*(?:a\.?m\.?|p\.?m\.?|gmt|[A-Z]{2,3}T)\b\.?$", re.IGNORECASE)
_BULLET = re.compile(r"(?:[•·*►▪]|\d{1,2}[.)])\s")
_LINE = re.compile(r"[^\n]+")
_RULED = re.compile(r"[-–] ?['\"\w][^.]{2,60} ?[-–]")  # "– The harbour –", as some agencies set their crossheads
_COUNTER = re.compile(r"(?i)(?:image|photo|picture|slide)\s*\d+\s*of\s*/?\s*\d+")
_NUMBERED = re.compile(r"\d{1,3} ?/ ?(?P<of>\d{1,3}) +\S")
HEADLINE_WORDS = 4  # of a headline that opens as a button or a caption does
CROSSHEAD_WORDS = 12  # of crossheads in our sample of pages none is longer
TITLE_WORDS = 30
TAIL_LINES = 8  # how far from the end a report's closing lines stand
SAME = 60  # characters from the start of a paragraph that comes again; two sentences of one report hardly ever share as many


@dataclass(slots=True)
class Line:
    """A line with something on it; offsets are those of its text without the space around it."""

    start: int
    end: int
    text: str  # folded, of the same length as the original
    gap: bool  # does an empty line stand before it?
    words: int
    prose: bool
    role: Role | None = None
    link: bool = False  # a button or date, as against a caption or credit, whatever its role


def judge(original: str, text: str, title: str | None, known: Mapping[tuple[int, int], Role] = MappingProxyType({})) -> list[Line]:
    """The lines of a text with their roles; None stands for body. `text` is `original` folded; `title` is known from metadata.

    `known`: roles that the report's file names, by the places where their lines begin and end.
    """
    lines = _lines(original, text)
    if lines:
        for line in lines:
            line.role = known.get((line.start, line.end))
        _by_form(lines, title is None)
        _galleries(lines)
        _players(lines)
        _head(lines, title)
        _links(lines)
        _tail(lines)
        _crossheads(lines)
    return lines


def _lines(original: str, text: str) -> list[Line]:
    lines = []
    last = 0
    for match in _LINE.finditer(original):
        piece = match[0]
        bare = piece.strip()
        if not bare:
            continue
        start = match.start() + len(piece) - len(piece.lstrip())
        end = start + len(bare)
        folded = text[start:end]
        count = folded.count(" ") + 1
        asks = count <= CROSSHEAD_WORDS and folded.isupper() and folded.endswith("?")  # a heading that is a question
        prose = len(folded) > 200 or (count >= 5 and bool(_STOP.search(folded[-8:])) and not asks)
        lines.append(Line(start, end, folded, "\n" in original[last:start].replace("\n", "", 1), count, prose))
        last = end
    return lines


def _opens_alone(lines: list[Line], untitled: bool) -> bool:
    """Is the first line all that stands over the story, and of words enough for its headline: "Watch: ferry pulled free"?"""
    line, below = lines[0], lines[1].prose if len(lines) > 1 else False
    return untitled and below and not line.prose and line.words >= HEADLINE_WORDS and line.text[-1] not in ".:)]"


def _by_form(lines: list[Line], untitled: bool) -> None:
    """What a line's own form says, wherever it stands. `untitled`: no title is known from the report's file."""
    headed = False  # does the heading of a notice stand right above?
    for number, line in enumerate(lines):
        text = line.text.strip()  # folding may have turned unseen characters at the ends into spaces
        above, headed = headed, notices.label(text)
        if line.role is not None or (not number and _opens_alone(lines, untitled)):
            continue
        if (headed and number) or (above and notices.corrects(text)) or _is_notice(text, number == 0):
            line.role = "correction"
        elif makers.unnamed(text) or (makers.statement(text) and not credits.byline(text)):
            line.role = "credit"
        elif number >= len(lines) - 2 and makers.owned(text):
            line.role = "boilerplate"
        elif not text or furniture.is_furniture(text) or furniture.is_heading(text):
            line.role, line.link = "boilerplate", True
        elif credits.source_line(text) or makers.helpers(text):
            line.role = "credit"
        elif text[:3].lower() == "by " and credits.byline(text):
            line.role = "byline"
        elif credits.caption(text):
            line.role = "caption"
        elif credits.byline(text) or credits.run_on(text):
            line.role = "byline"
        elif credits.only_picture_credit(text):
            line.role = "credit"
        elif _RULED.fullmatch(text):
            line.role = "crosshead"


def _is_notice(text: str, first: bool) -> bool:
    """A notice of correction, with a dateline before it or without. What opens the text and is no sentence is its headline."""
    if not (notices.notice(text) or (notices.errs(text) and _notice_behind_dateline(text))):
        return False
    return not (furniture.is_dated(text) or (first and not _STOP.search(text)))


def _notice_behind_dateline(text: str) -> bool:
    found = datelines.dateline(text)
    return found is not None and notices.after_dateline(text[found.end :])


def _galleries(lines: list[Line]) -> None:
    """Captions of a gallery: numbered ("3/50 ..."), or after its counter ("Image 2 of 15") and once more elsewhere on the page."""
    numbered = Counter(match["of"] for line in lines if line.role is None and (match := _NUMBERED.match(line.text)))
    for line in lines:
        if line.role is None and (match := _NUMBERED.match(line.text)) and numbered[match["of"]] >= 3:
            line.role = "caption"
    counted = {after.text for before, after in pairwise(lines) if after.role is None and before.link and _COUNTER.match(before.text)}
    if not counted:
        return
    often = Counter(line.text for line in lines)
    for line in lines:
        if line.role is None and line.text in counted and often[line.text] > 1 and len(line.text) > 60:
            line.role = "caption"


def _players(lines: list[Line]) -> None:
    """A video in the page: a title, how long ago, its length, a line on what it shows."""
    for number, line in enumerate(lines):
        if not (line.link and re.fullmatch(r"(?i)duration:?\s.*|\d{1,2}:\d\d(?::\d\d)?", line.text)):
            continue
        above = number - 1
        while above >= 0 and lines[above].link and number - above <= 3:
            above -= 1
        aged = above < number - 1 or line.text[0].isalpha()
        if above > 0 and aged and lines[above].role is None and not lines[above].prose and not _HALF.search(lines[above].text):
            lines[above].role = "boilerplate"
        below = number + 1
        if (
            aged
            and below < len(lines)
            and not lines[below].gap
            and lines[below].role is None
            and any(item.gap for item in lines[below + 1 : below + 2])
        ):
            lines[below].role = "caption"


def _head(lines: list[Line], title: str | None) -> None:
    """From the first line to the lead: headline, decks, bylines, dates."""
    named = next((number for number, line in enumerate(lines[:12]) if title and _same(line.text, title)), None)
    free = [number for number, line in enumerate(lines) if line.role is None]
    if not free:
        return
    lead = next((number for number in free if lines[number].prose and not _is_title(lines, number, free[0])), None)
    if named is not None and lead is not None and named >= lead:
        lead = next((number for number in free if number > named and lines[number].prose), None)
    before = [number for number in free if lead is None or number < lead]
    if lead is None and len(before) > 3:  # no sentence at all: a list, or a script we do not know; leave it be
        lead, before = None, before[:1]
    labelled = next((number for number, line in enumerate(lines) if line.role == "headline"), None)
    headline = next((number for number in (named, labelled) if number is not None), None)
    headline = _headline(lines, before) if headline is None else headline
    lead = _repeated_lead(lines, lead)
    for number in range(len(lines) if lead is None else lead):
        _head_line(lines, number, headline)
    if headline is not None:
        lines[headline].role = "headline"
    if lead is not None:
        lines[lead].role = "lead"
    elif headline is None and free:
        lines[free[0]].role = "lead"
    _dates(lines, lead)


def _head_line(lines: list[Line], number: int, headline: int | None) -> None:
    line = lines[number]
    if line.role is not None:
        return
    if furniture.is_dated(line.text):
        line.role, line.link = "boilerplate", True
    elif agencies.known(line.text.strip(" ,.()[]/–-")) or (number != headline and _is_signed(lines, number)):
        line.role = "credit"
    elif headline is not None and number > headline and _is_dateline(lines, number):
        line.role = "dateline"
    elif credits.agency_byline(line.text):
        signed = any(other.role == "byline" for other in lines[:number])
        line.role = "credit" if signed else "byline"  # the second is a picture's
    elif headline is None or number == headline:
        return
    elif number > headline and _is_byline(lines, number):
        line.role = "byline"
    elif number < headline and line.words <= 3:
        line.role = "boilerplate"  # the section's name over the headline
    elif number > headline and line.words >= 4:
        line.role = "deck"


def _is_dateline(lines: list[Line], number: int) -> bool:
    """Does a line above the story tell where it was written: a place behind what only a head has, or a place with its agency?"""
    text = lines[number].text
    with_agency = number + 1 < len(lines) and lines[number + 1].prose and datelines.alone(text) is not None
    return with_agency or (credits.place_line(text) and _opens_story(lines, number))


def _is_byline(lines: list[Line], number: int) -> bool:
    """Is a line below the headline a byline without "By": by its form, several persons, or one beside a date?"""
    text = lines[number].text
    return credits.signed_byline(text) or credits.several_persons(text) or (credits.person_line(text) and _beside_date(lines, number))


def _is_signed(lines: list[Line], number: int) -> bool:
    """Does the line name an agency and nothing else, or below a byline the outlet for which its persons write?"""
    text = lines[number].text
    below_byline = number > 0 and lines[number - 1].role == "byline"
    return (makers.signed(text) and not credits.agency_byline(text)) or (below_byline and printers.stands_alone(text))


def _is_title(lines: list[Line], number: int, first: int) -> bool:
    """May this line with a closing mark be a headline? Only the first may, and if it is short."""
    line = lines[number]
    if number != first or line.words > 16 or number + 1 == len(lines):
        return False
    if not line.text.rstrip("\"')").endswith("."):
        return True
    words = [word for word in _WORDS.findall(line.text) if len(word) > 3]
    return sum(word[0].isupper() for word in words) >= 0.7 * len(words) or (line.words <= 12 and lines[number + 1].words > 2 * line.words)


def _headline(lines: list[Line], before: list[int]) -> int | None:
    """The first line above the lead that can be one; short section names over it are passed by."""
    able = [
        number
        for number in before
        if lines[number].words <= TITLE_WORDS
        and not _HALF.search(lines[number].text)
        and not furniture.is_dated(lines[number].text)
        and not credits.agency_byline(lines[number].text)
        and not agencies.known(lines[number].text)
    ]
    return next((number for number in able if lines[number].words >= 4), able[0] if able else None)


def _repeated_lead(lines: list[Line], lead: int | None) -> int | None:
    """Where the first paragraph soon comes again, the first is a deck of the page and the second is the lead."""
    if lead is None:
        return None
    opening = lines[lead].text[:SAME]
    for number in range(lead + 1, min(lead + 9, len(lines))):
        if len(opening) == SAME and lines[number].role is None and lines[number].text.startswith(opening):
            return number
    return lead


def _beside_date(lines: list[Line], number: int) -> bool:
    return any(
        furniture.is_dated(lines[other].text) or agencies.known(lines[other].text) is not None or printers.stands_alone(lines[other].text)
        for other in (number - 1, number + 1)
        if 0 <= other < len(lines)
    )


def _opens_story(lines: list[Line], number: int) -> bool:
    """Does the report's first paragraph follow, and a byline, date or credit stand before?"""
    return number + 1 < len(lines) and lines[number + 1].prose and lines[number - 1].role in ("byline", "boilerplate", "credit")


def _dates(lines: list[Line], lead: int | None) -> None:
    """Dates standing alone: of publication near the ends; within a report they head what happened then."""
    for number, line in enumerate(lines):
        if line.role is None and line.words <= 10 and not line.prose and furniture.is_dated(line.text):
            inside = not furniture.is_stamp(line.text) and lead is not None and number > lead + 1 and number < len(lines) - TAIL_LINES
            line.role, line.link = ("crosshead", False) if inside else ("boilerplate", True)


def _links(lines: list[Line]) -> None:
    """Titles of other stories under a heading such as "Related", and the report's own headline printed again."""
    titles = {key_of(line.text) for line in lines if line.role == "headline"}
    under = False
    for number, line in enumerate(lines):
        if line.role == "boilerplate" and furniture.is_heading(line.text):
            under = True
        elif line.role is None and not line.prose and line.words <= TITLE_WORDS and not _STOP.search(line.text[-8:]):
            if under and not _HALF.search(line.text):
                line.role = "boilerplate"
        elif line.role in (None, "lead"):
            under = False
        if titles and line.role in (None, "deck") and not line.prose and any(is_repeat(key_of(line.text), title) for title in titles):
            line.role = "boilerplate"
        if line.text.endswith("•") and 0 < number < len(lines) - 1 and lines[number - 1].text == lines[number + 1].text:
            for near in lines[number - 1 : number + 2]:  # title, source, title: a story in a list of stories
                near.role = near.role if near.role in ("headline", "lead") else "boilerplate"


def _tail(lines: list[Line]) -> None:
    """Closing lines: promotions, the author's life, agencies and names without "By"."""
    end = len(lines)
    while end and (lines[end - 1].role is not None and lines[end - 1].role != "lead"):
        end -= 1
    for number in range(max(1, end - 3), len(lines)):
        line = lines[number]
        if line.role is not None:
            continue
        if furniture.is_promotion(line.text) or (number >= len(lines) - TAIL_LINES and _is_biography(lines, number)):
            line.role = "boilerplate"
        elif number >= len(lines) - 3 and (agencies.known(line.text.strip("-–()[]/ .")) or makers.signed(line.text)):
            line.role = "credit"
        elif number >= len(lines) - 3 and credits.agency_byline(line.text) and re.search(r"[,|–]", line.text):
            line.role = "byline"


def _is_biography(lines: list[Line], number: int) -> bool:
    """Is the line on its author? Not if the report's other sentences speak of that person."""
    own = lines[number].text
    if len(own) > 600 or not furniture.may_be_biography(own):
        return False
    others = (line.text for place, line in enumerate(lines) if place != number and line.role in (None, "headline", "deck", "lead"))
    return furniture.is_biography(own, "\n".join(others))


def _crossheads(lines: list[Line]) -> None:
    """Short headings between two paragraphs."""
    lead = next((number for number, line in enumerate(lines) if line.role == "lead"), len(lines))
    for line in lines[lead:]:
        if line.role is None and line.words <= 10 and not line.prose:
            if _HOUR.fullmatch(line.text):
                line.role = "crosshead"
            elif agencies.known(line.text.strip("() ")) or credits.only_picture_credit(line.text, before_text=False):
                line.role = "credit"
    inside = [number for number, line in enumerate(lines) if line.role in (None, "lead")]
    for place in range(1, len(inside) - 1):
        line = lines[inside[place]]
        if line.role is not None or line.prose or line.words > CROSSHEAD_WORDS or len(line.text) > 90:
            continue
        if not (lines[inside[place - 1]].prose and lines[inside[place + 1]].prose):
            continue
        if POSTED.match(line.text):
            continue  # who wrote what is quoted above
        if _HALF.search(lines[inside[place - 1]].text) or lines[inside[place + 1]].text[:1].islower() or _BULLET.match(line.text):
            continue  # a sentence broken over lines, or a list
        core = line.text.strip("-– \"'")
        full = bool(_STOP.search(line.text)) and not (core.isupper() and "?" in line.text)
        if core and not full and not _HALF.search(line.text) and not core[0].islower() and core[0].isalnum():
            line.role = "crosshead"


def _same(first: str, second: str) -> bool:
    return key_of(first) == key_of(second) != ""

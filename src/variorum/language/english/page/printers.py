"""Outlets that a credit names as those who made a text: the newspaper in a byline, who published it first, whose right it is.

Agencies sign with letters and everywhere; an outlet's name is a name of others too. So it has to stand as a part of its own in the line,
and an outlet that the table does not know has to be a newspaper or a station by its name.
Each function looks at one folded line.
"""

import re
from collections.abc import Iterator
from typing import Final

from variorum.language.english.media import is_paper
from variorum.language.english.names.persons import is_first_name
from variorum.language.english.page import agencies, table
from variorum.language.english.page.agencies import Named
from variorum.language.english.page.shapes import MIXED

LONGEST: Final = 300  # code points of a line that says where a text stood first
_PARTS: Final = re.compile(r"\s*[,|/•·()©]\s*|\s+[-–—]\s+|\s+(?:of|for|at|from|and)\s+|\s+(?=The\s)", re.IGNORECASE)
# A desk or an office behind the name: "Daily Harbour Sports", "Daily Harbour Staff Writer".
DESK: Final = re.compile(
    r"(?: (?:business|sports?|politics|opinion|health|travel|money|entertainment|world|digital|online|news service|network|newsource|staff"
    r"|national|political|senior|chief|foreign|writers?|reporters?|correspondents?|editors?|columnists?|contributors?|bureau))+$",
    re.IGNORECASE,
)
# A time of publication behind the names.
STAMP: Final = re.compile(r" (?:\d{1,2}:\d\d (?:[ap]\.?m\.?,? )?(?:[A-Z]{2,4},? )?)?[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d$")
_FIRST: Final = re.compile(
    r"(?:\b(?:originally|first|previously) (?:published|appeared|posted|reported|ran)(?: \w+ \d{1,2}(?:, \d{4})?)?"
    r" (?:in|on|by|at|with)"
    r"|\binformation from:"
    r"|\b(?:reprinted|republished|reproduced)(?: here)? (?:with (?:the )?permission )?(?:from|of|by)"
    r"|\b(?:published|reprinted|republished|reproduced|used)(?: here)? (?:under|with|by|in) (?:the )?(?:licen[cs]e|permission|arrangement"
    r"|agreement|partnership)(?: (?:from|of|with))?"
    r"|\b(?:story|article|report|text|piece|content) (?:was|is|comes)"
    r" (?:provided|supplied|written|produced|published|reported)?(?: to you)?"
    r" ?(?:by|from)) ",
    re.IGNORECASE,
)
_RIGHT: Final = re.compile(r"(?:\W|copyright|all rights|\(c\)|(?:19|20)\d\d)+ ", re.IGNORECASE)
# "SOURCE Tarnholm Ferries AS" below a release, "Source: Daily Harbour" below a report.
_SOURCE: Final = re.compile(r"(?:SOURCE:?|[Ss]ources?:) (?=\S)")
_NAME: Final = re.compile(r"[A-Z0-9][^\s;/|]*(?:,? (?:of |and |the |for |& )?[A-Z0-9][^\s;/|]*){0,7}")
# "This story was originally published by Harbour Weekly.": whoever it is, as no table knows all.
_FIRST_BY: Final = re.compile(
    r"^\W*(?i:this|the) (?i:\w+ )?(?i:story|article|report|piece|post|column|essay|investigation) (?i:was |is )?(?i:originally|first) "
    r"(?i:published|appeared|posted|produced|reported) (?i:by |(?:in|on|at) (?=the |(?:[\w-]+\.)+[a-z]{2,6}\b))(?i:the )?"
    rf"(?P<name>(?:[\w-]+\.)+[a-z]{{2,6}}\b|{MIXED}?)(?=\.?\W*$|[.,;]? (?:and|under|as|with|on|in|is|here|Read|Sign|Subscribe|It)\b|[.,;])"
)
_PERSON: Final = re.compile(r"[A-Z][\w'-]+ (?:[A-Z]\.? )?[A-Z][\w'-]+")
_VISIT: Final = re.compile(r"Visit (?:the )?(?=[A-Z])")
_ITS_WRITER: Final = re.compile(r" (?:\w+ )?(?:writers?|reporters?|journalists?|correspondents?) (?=[A-Z])")
_HELPERS: Final = re.compile(r" (?:also )?contributed\b", re.IGNORECASE)
_FILES: Final = re.compile(r"\W*[Ww]ith (?:files|additional reporting|reporting|information) (?:from|by) ")
_OWN_STAFF: Final = re.compile(r"['’]s? (?=[A-Z])")
_NAME_ENDS: Final = re.compile(r"[.,;|](?:\s|$)|\s(?:in|on|and|as|under|with|at|via|for|through)\s|\s[-–(]|['’]s\b|$")


def in_byline(line: str) -> Iterator[Named]:
    """The outlets that a byline names beside the persons: "Ada Lund, Daily Harbour", "Ada Lund | Daily Harbour (NWS)"."""
    end = len(STAMP.sub("", line))
    if _SOURCE.match(line):
        yield from _of_source(line)
    else:
        yield from list(_behind_a_person(line, end)) or _among(line, 0, end)


def in_credit(line: str) -> Iterator[Named]:
    """The outlet from which a line says that the text comes, and those whom it names among the helpers; whoever a line names as the
    source, a company too that gives out a release.
    """
    if _SOURCE.match(line):
        yield from _of_source(line)
    elif first := _FIRST.search(line) or _RIGHT.match(line):
        ends = _NAME_ENDS.search(line, first.end())
        listed = list(_whole(line, first.end(), ends.start() if ends else len(line)))
        yield from listed
        if not listed and (told := _FIRST_BY.match(line)) and not agencies.find(told["name"]):
            name = told["name"].rstrip(".")
            yield Named(name, told.start("name"), told.start("name") + len(name), False)
    elif visit := _VISIT.match(line):
        ends = _NAME_ENDS.search(line, visit.end())
        at = line.find(" at ", visit.end())
        yield from _whole(line, visit.end(), at if at > 0 else ends.start() if ends else len(line))
    elif helped := _HELPERS.search(line):
        staff = _OWN_STAFF.search(line, 0, helped.start()) or _ITS_WRITER.search(line, 0, helped.start())
        yield from _whole(line, 0, staff.start()) if staff else _among(line, 0, helped.start())
    elif (files := _FILES.match(line)) and (staff := _OWN_STAFF.search(line, files.end())):
        yield from _whole(line, files.end(), staff.start())
    else:
        yield from _among(line, 0, len(line))


def says_where_first(line: str) -> bool:
    """Does a line say where the text stood first, or by whose leave it stands here?"""
    return len(line) <= LONGEST and _FIRST.search(line) is not None


def stands_alone(line: str) -> bool:
    """Is a line nothing but the name of an outlet?"""
    return table.outlet_called(line.strip(" ,.()[]|–-")) is not None


def _of_source(line: str) -> Iterator[Named]:
    """Whom a line names as the source: an outlet of the table; behind "SOURCE", as releases end, any other too."""
    source = _SOURCE.match(line)
    if source is None:
        return
    start, name = source.end(), line[source.end() :].rstrip(" .")
    listed = list(_whole(line, start, len(line)))
    yield from listed
    if not listed and line.startswith("SOURCE") and not agencies.find(name) and _NAME.fullmatch(name):
        yield Named(name, start, start + len(name), False)


def _among(line: str, start: int, end: int) -> Iterator[Named]:
    """The outlets that are a part of the line between its marks."""
    at = start
    for mark in [*_PARTS.finditer(line, start, end), None]:
        yield from _whole(line, at, mark.start() if mark else end)
        at = mark.end() if mark else end


def _behind_a_person(line: str, end: int) -> Iterator[Named]:
    """The outlet of the table that runs on from a person's name without a mark: "Ada Lund Harbour Post"."""
    words = re.sub(r"^[Bb]y +", "", line[:end]).split(" ")
    for count in (2, 3):
        name = " ".join(words[count:])
        if " " in name and is_first_name(words[0]) and _PERSON.fullmatch(" ".join(words[:count])) and (known := table.outlet_called(name)):
            yield Named(known, end - len(name), end, False)
            return


def _whole(line: str, start: int, end: int) -> Iterator[Named]:
    """The outlet whose name this piece is, a desk and an office behind it left out."""
    piece = line[start:end]
    bare = piece.strip(" .:")
    offset = start + len(piece) - len(piece.lstrip(" .:"))
    for form in (bare, DESK.sub("", bare)):
        opening = len("by ") if form.lower().startswith("by ") else 0
        if name := table.outlet_called(form[opening:]):
            yield Named(name, offset + opening, offset + len(form), False)
            return
    if is_paper(bare):
        yield Named(bare, offset, offset + len(bare), False)

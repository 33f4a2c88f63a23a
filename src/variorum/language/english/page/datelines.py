"""Datelines: where and when a report was written, and by which agency, in the forms of agencies all over the world.

Each function looks at one folded line.
"""

import re
from typing import NamedTuple

from variorum.language.english.names.gazetteer import place_of
from variorum.language.english.names.persons import is_first_name
from variorum.language.english.page import agencies
from variorum.language.english.page.shapes import COUNTRY, DATE, DAY, JOINS, MIXED, PARTICLES, PLACE, STATE
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.numbers import worth

_AGENCY = r"\(\s?(?P<agency>[^()\d\s][^()\d]{0,58}?[^()\d\s])\s?\)"
_DASH = r"\s*(?:–|--?|:)\s*"
_DATELINES = (
    re.compile(rf"(?P<place>{PLACE}{STATE}{DAY}),?\s*{_AGENCY}(?:{_DASH}|\s+)(?=\S)"),
    re.compile(rf"(?P<place>{PLACE}{STATE}{DAY})\s*(?:–|--|(?<=\s)-)\s*(?=\S)"),
    re.compile(rf"(?P<place>{MIXED}{STATE}{DAY}),?\s*{_AGENCY}{_DASH}(?=\S)"),
    re.compile(rf"(?P<place>){_AGENCY}{_DASH}(?=\S)"),
    re.compile(r"(?P<place>)\((?P<agency>[A-Z]{2,6})\)\s?(?=[A-Z])"),
)
# "SUND - (NNA) The ..."
_AFTER_DASH = re.compile(rf"(?P<place>{PLACE}{STATE}{DAY})\s*(?:–|--?)\s*\((?P<agency>[A-Z]{{2,6}})\)\s*(?=[A-Z])")
# The forms of agencies all over the world: place, country and day before the name, each of which may be missing; the name in brackets or
# between strokes, or bare between a comma and a dash; marks behind it.
_ANY_DATE = rf"(?:{DATE}|\d{{1,2}}\.? (?:de )?[a-zà-ÿ]{{3,10}}(?: (?:de )?\d{{4}})?)"  # "2 mai", "2 de mayo"
_BEFORE_NAME = rf"(?P<place>(?:(?:{PLACE}|{MIXED}){STATE}{COUNTRY}(?:[,.]? ?{_ANY_DATE})?)|{_ANY_DATE})[,.:]?\s*(?:–|--?)?\s*"
_AFTER_NAME = rf"(?P<marks>\s*(?:[.:,]\s*)?(?:–|--?|_|{DATE}\s?/)?\s*)(?=\S)"  # "/ Coastwire / May 2, 2024 / The ..."
_WIRED = (
    re.compile(
        rf"(?:{_BEFORE_NAME})?(?:\((?P<round>[^()]{{2,70}})\)|/\s?(?P<stroke>[^/\d]{{2,40}})\s?/|\[(?P<square>[^\[\]\d]{{2,40}})\])\s?{_AFTER_NAME}"
    ),
    re.compile(
        rf"{_BEFORE_NAME}(?<!\w)(?P<bare>[A-Z][\w/-]{{1,24}}(?: [A-Z][\w-]+){{0,3}})(?P<marks>\s*(?:–|--?|:|(?<=[A-Z])\.)\s+)(?=\S)"
    ),
    re.compile(r"(?P<place>)(?P<bare>[A-Z][\w/-]{1,24}(?: [A-Z][\w-]+){0,3})(?P<marks>\s+(?:–|--)\s+|:\s+(?=[A-Z]{4}))(?=\S)"),
    re.compile(rf"(?P<place>)(?P<bare>[A-Z]{{2,8}}), {PLACE}{STATE}(?P<marks>\s*(?:–|--|(?<=\s)-)\s*)(?=\S)"),  # "AP, SUND – The ..."
)
_IN_NAME = re.compile(r"\s+[-–]\s+|,\s*(?=\w+ \d)")  # what follows the name in the brackets: "(Newsfile Corp. - May 2, 2024)"
# Words in capitals before a dash that are labels, not places.
_LABEL_WORDS = word_set("datelines.labels")


_OFFICE = re.compile(r"(?:(?:our|own|staff|special|the) )*(?:reporters?|correspondents?|bureau|writers?|news ?desk|desk)", re.IGNORECASE)
_DAY_WITHIN = re.compile(DATE)


class Dateline(NamedTuple):
    """The length of a dateline at the start of a line, its place, and the name in brackets with its place in the line."""

    end: int
    shown: str
    agency: str | None
    agency_start: int


def alone(line: str) -> Dateline | None:
    """The dateline with a day and an agency that a line is, and nothing else: "SUND, March 4 (Northwire)". A zone, a place and a person in
    the brackets are no agency.
    """
    found = dateline(f"{line} A") if len(line) <= 100 and line.endswith(")") else None
    if found is None or not found.agency or found.shown != line or not _DAY_WITHIN.search(line):
        return None
    name = found.agency
    is_other = name.lower() in worth("zone") or place_of(name) or is_first_name(name.split()[0])
    return None if is_other and not agencies.known(name) else found


def dateline(line: str) -> Dateline | None:
    """The dateline a paragraph opens with. A place in mixed case needs a name in brackets; capitals need a dash."""
    head = line[:160]
    found = _wired(head)
    if found is None or not found.agency:
        found = _plain(head) or found
    if found is None or not found.agency:
        return found
    # "(ANSA) - VELDMARK, 2 MAY - The ...": the place may follow the name
    after = _DATELINES[1].match(head, found.end)
    if after and found.agency_start <= 1 and sum(map(str.isalpha, after["place"])) >= 4:
        return found._replace(end=after.end(), shown=after.string[: after.end()].rstrip(" –-:\t\u00a0"))
    return found


def _wired(head: str) -> Dateline | None:
    """A dateline with the name of an agency that is known, in whatever form."""
    for pattern in _WIRED:
        match = pattern.match(head)
        if not match:
            continue
        groups = match.groupdict()
        group = next(name for name in ("round", "stroke", "square", "bare") if groups.get(name))
        name = _IN_NAME.split(match[group].strip(), maxsplit=1)[0]
        start = match.start(group) + len(match[group]) - len(match[group].lstrip())
        parts = [part.strip() for part in re.split(r"[/,]| and ", name)]
        agency = next((part for part in (name, *parts) if agencies.known(part)), None)
        if agency is None or agencies.known(agency)[1]:  # type: ignore[index]
            continue
        marked = bool(match["marks"].strip()) or group == "stroke"
        opens = head[match.end()].isupper() or head[match.end()] in "\"'"
        if not (opens or (marked and group != "bare")) or not (marked or groups.get("place")):
            continue
        start += match[group].strip().index(agency)
        return Dateline(match.end(), match[0].rstrip(" –-:.\t\u00a0") if group != "bare" else match[0].rstrip(" –-:"), agency, start)
    return None


def _plain(head: str) -> Dateline | None:
    for pattern in (_AFTER_DASH, *_DATELINES):
        match = pattern.match(head)
        if not match:
            continue
        groups = match.groupdict()
        place, agency = groups["place"], groups.get("agency")
        if agency is not None and not _outlet_like(agency):
            continue
        if place and place.split()[0].strip(",:").lower() in _LABEL_WORDS:
            return None
        if agency is None and sum(map(str.isalpha, place)) < 4:
            continue
        if match[0].endswith((") ", ")")) and head[match.end()].islower():  # "BBC (London) said"
            continue
        shown = match[0].rstrip(" –-:\t\u00a0")
        return Dateline(match.end(), shown, agency, match.start("agency") if agency else 0)
    return None


def _outlet_like(name: str) -> bool:
    """Could this be an agency or outlet? Its words begin with capitals or it is a known name; a date or an aside is not."""
    if agencies.known(name):
        return True
    if _OFFICE.fullmatch(name):
        return False
    words = name.split()
    return (
        len(words) <= 5
        and words[0][:1].isupper()
        and all(word[:1].isupper() or word in JOINS | PARTICLES or "." in word for word in words)
    )

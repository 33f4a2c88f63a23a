"""What stands above and beside a text, as files, pages and their metadata write it: dates, outlets, lines that are none of the text.

Asked before a report's language is known: of what several languages can read, the first that reads it is taken.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from variorum.language import packs
from variorum.model.report import Role

EARLIEST = 1980  # reports that people paste are of this year or later, unless they say "published" of a day before it


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines over and under a text tell of it; None where they tell nothing."""

    title: str | None = None  # where the line of the title has more than the title: a label, a mark, the outlet's name
    outlet: str | None = None
    byline: str | None = None  # the persons alone
    published: str | None = None  # ISO 8601
    published_by: str | None = None  # the outlet beside that day, where both stand under the text
    written: str | None = None  # the day of the dateline, ISO 8601
    url: str | None = None
    roles: Mapping[tuple[int, int], Role] = field(default_factory=dict)  # of lines, by where they begin and end


def iso(written: str) -> str | None:
    """A date as metadata write it, as ISO 8601: a day, or a moment with its offset as written. None where it is not surely one."""
    written = written.strip()
    if not 6 <= len(written) <= 80:
        return None
    for reading in (_iso_already, moment, _mail, _foreign):
        if found := reading(written):
            return found
    return None


def moment(written: str) -> str | None:
    """A date with or without a time that fills the whole string, in a language that is read."""
    return next((found for part in packs.parts("moments") if (found := part.moment(written))), None)


def day_in_head(text: str) -> int | None:
    """The day (an ordinal of the Gregorian calendar) that a text names in a line of its own near its top."""
    return next((found for part in packs.parts("headdate") if (found := part.day_in_head(text)) is not None), None)


def head(text: str) -> Head | None:
    """The head of a report as people paste it: the first language that finds one reads it."""
    return next((found for part in packs.parts("page.heads") if (found := part.read(text))), None)


def is_beside(line: str) -> bool:
    """Is a line, folded (text/normal.py), one that stands beside a text: furniture of the page, promotion, copyright, a caption?"""
    return any(part.is_beside(line) for part in packs.parts("beside"))


def sane(found: date) -> str | None:
    """A day or moment in ISO 8601, if a report can be of it: newspapers began in 1605, and no report is from a year far ahead."""
    return found.isoformat() if 1605 <= found.year <= 2100 else None


def _iso_already(written: str) -> str | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            return sane(date.fromisoformat(written))
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", written):
            return sane(datetime.fromisoformat(written))
        if re.fullmatch(r"\d{8}T\d{6}Z?", written):
            return sane(datetime.fromisoformat(written))
    except ValueError:
        pass
    return None


def _mail(written: str) -> str | None:
    """As in feeds and mails: "Wed, 26 Jan 2022 10:05:00 GMT"."""
    if not re.search(r"\d\d:\d\d:\d\d", written):
        return None
    try:
        return sane(parsedate_to_datetime(written))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@lru_cache(4096)  # a date that is none takes 40 ms, and stands in every record of a file if it stands in one
def _foreign(written: str) -> str | None:
    """Other languages' month names, through dateparser, and only with day, month and a year of four digits."""
    if not re.search(r"[^\W\d_]{3}", written):  # no name of a month
        return None
    if not re.search(r"\b(?:19|20)\d\d\b", written) or len(re.findall(r"\d+", written)) < 2 or re.fullmatch(r"[\d\W]+", written):
        return None
    import dateparser

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(written, settings=settings)
    except Exception:  # a date at which the library fails is none
        return None
    return sane(found.date()) if found else None

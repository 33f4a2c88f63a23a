"""Dates and moments as people write them in English headings, read strictly: what could be two days is none."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from variorum.language.english.months import numbers
from variorum.language.english.words.numbers import worth
from variorum.language.headings import sane

_MONTH = "(?P<month>" + "|".join(sorted(numbers(), key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>[A-Z]{1,4}T?|Z)?(?P<offset>[+-]\d\d:?\d\d|(?<=UTC|GMT)[+-]\d\d?(?::?[0-5]\d)?(?![\d:]|\.\d))?\)?"
)
_DATES = (
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
)
# Numbers alone leave open which is the day, unless one of them cannot be a month.
_NUMBERS = r"(?P<first>\d\d?)[/.](?P<second_number>\d\d?)[/.](?P<year>(?:19|20)\d\d)"
_GLUE = r"(?:\s*(?:,|-|–|—|\||at|@|T|·|•)\s*|\s+/\s+|\s+)"
_MOMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for day in (*_DATES, _NUMBERS)
    for pattern in (rf"{day}(?:{_GLUE}{_TIME})?", rf"{_TIME.replace('?P<second>', '?P<sec>')}{_GLUE}{day}")
)


# A date with its time as they stand within a line. A zone is written in capitals, else the next word would be one.
_CLOCK = (
    r"[0-2]?\d(?:[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)(?:\s*\(?(?-i:[A-Z]{2,4}T?|Z)\b\)?)?"
    r"(?:\s*[+-]\d\d:?\d\d|(?<=UTC|GMT)[+-]\d\d?(?::?[0-5]\d)?(?![\d:]|\.\d))?"
)
_RUNS_ON = r"(?=(?-i:[A-Z][a-z]{3})|\d{1,2}:\d\d)"  # "20 Apr 2024Updated", "April 20, 20247:55 AM"
_WITHIN = re.compile(
    rf"(?<![\w/.-])(?:{_CLOCK}{_GLUE})?(?P<date>"
    + "|".join(re.sub(r"\?P<\w+>", "?:", day) for day in (*_DATES, _NUMBERS))
    + rf"|(?:19|20)\d\d[/.][01]\d[/.][0-3]\d)(?:(?:{_GLUE}|T){_CLOCK})?(?:(?![\w/+-])|{_RUNS_ON})",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\.?,?\s*$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d\d)[/.](\d\d)$")
_DOTTED = re.compile(r"^(?=.{10}$)(\d\d)\.(\d\d)\.(\d{4})$")


class Written(NamedTuple):
    """A date as it stands at [start, end) of a line, with its time where it has one; `read` is None where it could be two days."""

    start: int
    end: int
    date: str  # without its time
    read: str | None  # ISO 8601


def dates_in(line: str) -> Iterator[Written]:
    """The dates with day, month and year that stand within a line."""
    for match in _WITHIN.finditer(line):
        date = _YEAR_FIRST.sub(r"\1-\2-\3", match["date"])
        dotted = _DOTTED.sub(r"\3-\2-\1", date)  # between dots the day comes first
        read = moment(match[0]) or moment(date) or moment(dotted) or _by_weekday(line[: match.start()], date)
        yield Written(match.start(), match.end(), match["date"], read)


def _by_weekday(before: str, date: str) -> str | None:
    """A day in numbers of which only one reading falls on the weekday that stands before it: "Wednesday, 03/04/2024"."""
    day, numbers = _NAMED_DAY.search(before), re.fullmatch(r"(\d\d?)\D(\d\d?)\D(\d{4})", date)
    if not day or not numbers:
        return None
    first, second, year = map(int, numbers.groups())
    able = [read for month, number in ((first, second), (second, first)) if (read := _on(year, month, number, day[1].lower()))]
    return able[0] if len(able) == 1 else None


def _on(year: int, month: int, number: int, weekday: str) -> str | None:
    """The day, if there is one and it is this day of the week, by its first three letters."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return sane(found) if ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[found.weekday()] == weekday else None


def by_others(written: Written, others: Iterable[Written]) -> str | None:
    """A day in numbers that leave open which is the day, where another one of the same place shows that the day comes first."""
    if {_day_first(other.date) for other in others} - {None} != {True}:
        return None
    day, month, year = re.split(r"\D", written.date)
    return f"{year}-{int(month):02}-{int(day):02}"


def by_month(written: Written, month: int | None) -> str | None:
    """A day in numbers that leave open which is the day, where its month is known: "12/03/2024" of a report from "SUND, March 12"."""
    first, second, year = (int(number) for number in re.split(r"\D", written.date))
    if month is None or (first == month) == (second == month):
        return None
    return f"{year}-{month:02}-{second if first == month else first:02}"


def _day_first(date: str) -> bool | None:
    numbers = re.fullmatch(r"(\d\d?)\D(\d\d?)\D\d{4}", date)
    if numbers is None:
        return None
    first, second = int(numbers[1]), int(numbers[2])
    return True if first > 12 >= second else False if second > 12 >= first else None


def moment(written: str) -> str | None:
    """An English date with or without a time that fills the whole string."""
    written = written.strip(" \t\u00a0.,|•·()")
    if not any(character.isdigit() for character in written):
        return None
    for pattern in _MOMENTS:
        if match := pattern.fullmatch(written):
            return _read(match.groupdict())
    return None


def _read(parts: dict[str, str | None]) -> str | None:
    try:
        day = _day(parts)
    except ValueError:
        return None
    if day is None:
        return None
    offset = _offset(parts)
    if not parts.get("hour") or offset is None:
        return sane(day)  # a time of an unknown zone would order reports wrongly
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return sane(day)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23:
        return sane(day)
    return sane(datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(offset)))


def _day(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second_number"] or 0)
        american = (parts.get("zone") or "").upper() in ("ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "PT", "PST", "PDT")
        if second > 12 or first == second or (american and first <= 12):
            return date(year, first, second)
        return date(year, second, first) if first > 12 else None
    written = (parts["month"] or "").lower()
    return date(year, int(written) if written.isdigit() else numbers()[written], int(parts["day"] or 0))


def _offset(parts: dict[str, str | None]) -> timedelta | None:
    if written := parts.get("offset"):
        sign = -1 if written[0] == "-" else 1
        clock = written[1:].replace(":", "")
        hours, minutes = (clock, "0") if len(clock) < 3 else (clock[:-2], clock[-2:])
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return sign * offset if offset <= timedelta(hours=14) else None  # no clock on earth is further from UTC
    zone = worth("zone").get((parts.get("zone") or "").lower())
    return None if zone is None else timedelta(hours=zone)

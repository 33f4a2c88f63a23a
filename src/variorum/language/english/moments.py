"""Dates and moments as people write them in headings and metadata, read strictly: what could be two days is none."""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from variorum.language.english.months import numbers

# Hours from UTC of zone names that mean one thing in English-language news; EST and EDT differ, "ET" leaves open which.
_ZONES = {
    "utc": 0.0, "gmt": 0.0, "z": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "eet": 2.0, "eest": 3.0, "msk": 3.0,
    "est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0, "jst": 9.0, "aest": 10.0,
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(numbers(), key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*\(?(?P<zone>[A-Z]{1,4}T?|Z)?(?P<offset>[+-]\d\d:?\d\d)?\)?"
)
_DATES = (
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
)
# Numbers alone leave open which is the day, unless one of them cannot be a month.
_NUMBERS = r"(?P<first>\d\d?)[/.](?P<second_number>\d\d?)[/.](?P<year>(?:19|20)\d\d)"
_GLUE = r"(?:\s*(?:,|-|–|\||at|T|·|•)\s*|\s+)"
_MOMENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for day in (*_DATES, _NUMBERS)
    for pattern in (rf"{day}(?:{_GLUE}{_TIME})?", rf"{_TIME.replace('?P<second>', '?P<sec>')}{_GLUE}{day}")
)


def iso(written: str) -> str | None:
    """A date as metadata write it, as ISO 8601: a day, or a moment with its offset as written. None where it is not surely one."""
    written = written.strip()
    if not 6 <= len(written) <= 80:
        return None
    for reading in (_iso_already, moment, _mail, _foreign):
        if found := reading(written):
            return found
    return None


def _iso_already(written: str) -> str | None:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", written):
            return _sane(date.fromisoformat(written))
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", written):
            return _sane(datetime.fromisoformat(written))
        if re.fullmatch(r"\d{8}T\d{6}Z?", written):
            return _sane(datetime.fromisoformat(written))
    except ValueError:
        pass
    return None


def _mail(written: str) -> str | None:
    """As in feeds and mails: "Wed, 26 Jan 2022 10:05:00 GMT"."""
    if not re.search(r"\d\d:\d\d:\d\d", written):
        return None
    try:
        return _sane(parsedate_to_datetime(written))
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
    return _sane(found.date()) if found else None


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
        return _sane(day)  # a time of an unknown zone would order reports wrongly
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return _sane(day)
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23:
        return _sane(day)
    return _sane(datetime(day.year, day.month, day.day, hour, minute, tzinfo=timezone(offset)))


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
        digits = written[1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return sign * offset if offset <= timedelta(hours=14) else None  # no clock on earth is further from UTC
    hours = _ZONES.get((parts.get("zone") or "").lower())
    return None if hours is None else timedelta(hours=hours)


def _sane(found: date) -> str | None:
    """Newspapers began in 1605; no report is from a year far ahead."""
    return found.isoformat() if 1605 <= found.year <= 2100 else None

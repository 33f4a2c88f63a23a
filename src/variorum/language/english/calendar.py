"""Two written times held side by side: one time, two that clash, or one told less exactly than the other."""

import re
from datetime import date
from typing import Literal, NamedTuple

from variorum.language.english.dates import DAYS, Written, year_of
from variorum.language.english.months import written_in

Relation = Literal["same", "fits", "clash"]
# Hours of the day that each part of it may mean; night runs on into the next day.
_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (18, 30), "noon": (11.5, 12.5)}
_CLOCK = re.compile(r"\b(?P<hour>\d{1,2})(?:\s?[:.]\s?(?P<minute>\d\d))?\s?(?P<half>[ap])\.?m\b|\b(?P<h>\d{1,2})\s?:\s?(?P<m>\d\d)\b", re.I)
_ZONES = {"gmt": 0.0, "utc": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0, "est": -5.0, "edt": -4.0, "ist": 5.5}
NEAR_ENOUGH = 0.34  # hours by which two clock times of one event may differ


class Fields(NamedTuple):
    """What the words of a time tell of the calendar; the weekday is reckoned where the whole date is told."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    hours: tuple[float, float] | None  # from, to; hours of the day
    zone: float | None


def relation(one: Written, other: Written) -> Relation | None:
    """How two times stand to each other; None where they share no field of the calendar ("last week", "2004") or one is told from today."""
    a, b = fields(one.text), fields(other.text)
    shared = 0
    for mine, yours in zip(a[:4], b[:4], strict=True):
        if mine is not None and yours is not None:
            if mine != yours:
                return "clash"
            shared += 1
    if a.hours and b.hours:
        if a.zone is not None and b.zone is not None and a.zone != b.zone:
            return None
        if a.hours[0] > b.hours[1] + NEAR_ENOUGH or b.hours[0] > a.hours[1] + NEAR_ENOUGH:
            return "clash" if shared or (a.weekday is None and b.weekday is None) else None
        shared += 1
    known = [tuple(field is not None for field in of[:5]) for of in (a, b)]
    if known[0] == known[1]:
        return ("same" if a[:5] == b[:5] else "fits") if shared else None
    if shared:
        return "fits"
    # "14 March" and "Thursday" may be one day.
    apart = any(mine.day is not None and yours.day is None and yours.weekday is not None for mine, yours in ((a, b), (b, a)))
    return "fits" if apart else None


def fields(text: str) -> Fields:
    """The fields of the calendar that a written time fills."""
    words = " ".join(text.lower().replace(",", " ").split())
    month = written_in(words)
    weekday = next((number for number, day in enumerate(DAYS) if day in words), None)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words) if month else None
    found = Fields(
        year_of(words),
        month,
        int(day.group(1)) if day else None,
        weekday,
        _hours(words),
        next((hours for zone, hours in _ZONES.items() if re.search(rf"\b{zone}\b", words)), None),
    )
    return found._replace(weekday=_reckoned(found)) if weekday is None else found


def finest(of: Fields) -> str:
    """The smallest field that a time tells: an hour, a day (of the month or of the week), a month, a year; a part of the day is none."""
    if of.hours and of.hours[0] == of.hours[1]:
        return "hour"
    if of.day is not None:
        return "day"
    if of.weekday is not None:
        return "weekday"
    return "month" if of.month is not None else "year" if of.year is not None else ""


def _reckoned(of: Fields) -> int | None:
    """The weekday of a whole date."""
    if of.year is None or of.month is None or of.day is None:
        return None
    try:
        return date(of.year, of.month, of.day).weekday()
    except ValueError:
        return None


def _hours(words: str) -> tuple[float, float] | None:
    clock = _CLOCK.search(words)
    if clock:
        if clock["h"]:
            at = int(clock["h"]) + int(clock["m"]) / 60
        else:
            at = int(clock["hour"]) % 12 + int(clock["minute"] or 0) / 60 + (12 if clock["half"].lower() == "p" else 0)
        return at, at
    return next(((float(low), float(high)) for part, (low, high) in _PARTS.items() if re.search(rf"\b{part}\b", words)), None)

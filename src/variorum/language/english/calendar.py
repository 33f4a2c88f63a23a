"""What a written time says of the calendar, by itself and for a report of a known day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from variorum.language.english.dates import DAYS, day_of, resolve, year_of
from variorum.language.english.months import written_in
from variorum.language.english.words.numbers import spans, worth
from variorum.model.moment import Moment
from variorum.model.sentence import Side

_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})(?:\s?[:.]\s?(?P<minute>\d\d))?\s?(?P<half>[ap])\s?\.?\s?m\b"
    r"|\b(?P<h>\d{1,2})\s?:\s?(?P<m>\d\d)\b|\b(?P<hh>\d\d)(?P<mm>\d\d)\s+(?:hours|hrs|gmt|utc)\b",
    re.I,
)
# Hours of a day told as "early" or "late"; "late" runs on into the night.
_EARLY, _LATE = (0.0, 12.0), (15.0, 30.0)
# Which part of a month or a year "early", "mid" and "late" leave, as shares of it; wide, so that no two readers disagree.
_WITHIN: Final = {"early": (0.0, 0.5), "mid": (0.2, 0.8), "late": (0.5, 1.0)}
_NARROWED: Final = (
    ("early", re.compile(r"^(?:early|the (?:start|beginning) of)\b")),
    ("mid", re.compile(r"^mid\b")),
    ("late", re.compile(r"^(?:late|the end of)\b|-end$")),
)
_WEEKEND: Final = re.compile(r"^(last|this|next) weekend$")
_DECADE: Final = re.compile(r"\b(\d{3}0)s\b")
_FROM_TODAY: Final = re.compile(r"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|last night|ago)\b")
_LONG_AGO: Final = re.compile(r"\b(?:month|year|decade)s? (?:ago|from now)\b|^(?:in|within) .*\b(?:month|year)s?$")


class Fields(NamedTuple):
    """What the words of a time tell of the calendar; the weekday is reckoned where the whole date is told."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    hours: tuple[float, float] | None  # from, to; hours of the day
    zone: float | None


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
        next((hours for zone, hours in worth("zone").items() if re.search(rf"\b{zone}\b", words)), None),
    )
    return found._replace(weekday=_reckoned(found)) if weekday is None else found


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
        if clock["h"] or clock["hh"]:
            at = int(clock["h"] or clock["hh"]) + int(clock["m"] or clock["mm"]) / 60
        else:
            at = int(clock["hour"]) % 12 + int(clock["minute"] or 0) / 60 + (12 if clock["half"].lower() == "p" else 0)
        return at, at
    part = next((hours for part, hours in spans("part").items() if re.search(rf"\b{part}\b", words)), None)
    if part is None and any(day in words for day in DAYS):
        return _EARLY if words.startswith("early ") else _LATE if words.startswith("late ") else None
    return part


def moment(text: str, published: str | None, ahead: bool = False) -> Moment:
    """When a written time is, for a report published on `published`; `ahead`: its clause speaks of what is to come."""
    words = " ".join(text.lower().replace(",", " ").split())
    found = fields(text)
    days = _days(words, published, ahead)
    if days is not None and days[0] == days[1]:
        on = date.fromordinal(days[0])
        found = found._replace(year=on.year, month=on.month, day=on.day, weekday=on.weekday())
    told: Literal["date", "weekday", "report"] = "report" if _FROM_TODAY.search(words) else "date"
    if told == "date" and fields(text).day is None and fields(text).weekday is not None:
        told = "weekday"
    return Moment(*found, days=days, told=told)


def _days(words: str, published: str | None, ahead: bool) -> tuple[int, int] | None:
    """First and last day, as ordinals, among which a written time (small letters) lies."""
    decade = _DECADE.search(words)
    if decade:
        first = int(decade.group(1))
        return _narrowed(words, date(first, 1, 1), date(first + 9, 12, 31))
    today = day_of(published)
    weekend = _WEEKEND.match(words)
    if weekend and today is not None:
        return _weekend(weekend.group(1), today, ahead)
    iso, precision = resolve(words, published, ahead)
    if iso is None or _LONG_AGO.search(words):
        return None
    if precision == "week":  # some begin it on Sunday, and "a week ago" may be a day or two off
        monday = date.fromisoformat(iso).toordinal()
        return monday - 2, monday + 7
    if precision == "day":
        day = date.fromisoformat(iso).toordinal()
        return day, day
    year, month = int(iso[:4]), int(iso[5:7] or 0)
    if month:
        return _narrowed(words, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return _narrowed(words, date(year, 1, 1), date(year, 12, 31))


def _narrowed(words: str, first: date, last: date) -> tuple[int, int]:
    """The part of a month, year or decade that "early", "mid" or "late" leaves of it."""
    low, high = next((_WITHIN[name] for name, form in _NARROWED if form.search(words)), (0.0, 1.0))
    long = last.toordinal() - first.toordinal()
    return first.toordinal() + int(long * low), first.toordinal() + int(long * high)


def _weekend(which: str, today: date, ahead: bool) -> tuple[int, int]:
    """Friday to Monday: the one before or after, or the nearest where it is "this" one."""
    friday = today - timedelta(days=(today.weekday() - 4) % 7)
    if which == "next" or (which == "this" and ahead and today.weekday() < 4):
        friday += timedelta(days=7)
    return friday.toordinal(), friday.toordinal() + 3


# What the words before a time make of it, longest first.
_SIDES: Final[tuple[tuple[Side, re.Pattern[str]], ...]] = (
    ("at", re.compile(r"\b(?:just|shortly|soon|right|moments|minutes)\s+(?:after|before)\s+(?:at\s+)?$|\bdat\w+\s+back\s+to\s+$", re.I)),
    ("since", re.compile(r"\b(?:since|from|starting|beginning|as\s+of)\s+(?:at\s+|the\s+)?$", re.I)),
    ("until", re.compile(r"\b(?:until|till|through|to)\s+(?:at\s+|the\s+)?$", re.I)),
    ("before", re.compile(r"\b(?:by|before|as\s+(?:early|soon)\s+as|no\s+later\s+than|due)\s+(?:at\s+|the\s+)?$", re.I)),
    ("after", re.compile(r"\b(?:after|following)\s+(?:at\s+|the\s+)?$", re.I)),
    ("between", re.compile(r"\b(?:between|and|or)\s+(?:at\s+)?$", re.I)),
    ("name", re.compile(r"(?:\b(?:an?|the|this|that|his|her|its|their|our|my)|'s?)\s+$", re.I)),
)
_BESIDE: Final = 24  # letters before a time that are looked at
# "the deadliest accident in three years", "its first loss in a decade": how long it had not been so, and no time of anything.
_SUPERLATIVE: Final = re.compile(
    r"\b(?:most|least|first|worst|best|only|(?!(?:inter|re|ar|pr|for|w|t|gu|b|n)est\b)[a-z]+est)\s[^.;:]{1,40}$", re.I
)
_SO_LONG: Final = re.compile(r"(?:in|for)\s+(?:(?:about|almost|nearly|over|more\s+than|at\s+least)\s+)?[\w-]+\s+(?:year|decade)", re.I)
_OF_ITS_KIND: Final = 60  # letters before a time in which a superlative is looked for


def side(text: str, start: int) -> Side:
    """Does the time at `start` tell when something is, or an end of it: "since May", "by noon"?"""
    if _SO_LONG.match(text, start) and _SUPERLATIVE.search(text[max(0, start - _OF_ITS_KIND) : start]):
        return "within"
    before = text[max(0, start - _BESIDE) : start]
    found: Side = next((name for name, form in _SIDES if form.search(before)), "at")
    return "at" if found == "name" and _DECADE.match(text, start) else found

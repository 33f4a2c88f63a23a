"""Times as a report writes them, found by closed forms and placed on the calendar where the text and the day of publication allow it.

No guess is made: "Wednesday" without a day of publication stays relative, "26 January" without a year stays open, and a form not
listed here is no time. `resolve` is pure, so that the same words give the same day whenever and wherever they are read again.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from variorum.language.english.months import months, written_in
from variorum.language.english.words.numbers import CARDINALS, alternatives
from variorum.model.statement import Precision

MONTHS = tuple(month.name for month in months())
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTED = {"a": 1, "an": 1} | CARDINALS

_MONTH = rf"(?:{'|'.join(name.title() for name in MONTHS)})"
_SHORT = rf"(?:{'|'.join(short.title() for month in months() for short in month.short)})\b\.?"
_ANY_MONTH = rf"(?:{_MONTH}|{_SHORT})"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))"
_COUNT = rf"(?:\d{{1,3}}|an?|(?:{alternatives(20, 90)})-(?:{alternatives(1, 9)})|{alternatives(1, 90)}|several|a\s+few|a\s+couple\s+of)"
_UNIT = r"(?:second|minute|hour|day|week|month|year|decade)s?"
_NEAR = r"(?:(?:early|late|mid|the\s+start\s+of|the\s+end\s+of|the\s+beginning\s+of)[\s-]+)?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
# After one of these a clock tells how far a game has come and no time of day: "with 7:41 left", "11:20 into the half".
_PERIOD = r"(?:first|second|third|fourth|1st|2nd|3rd|4th|opening|final)"
_NO_GAME = rf"(?!\s+(?:left|remaining|to\s+(?:play|go)|into|mark|(?:in|of)\s+the\s+{_PERIOD}\b))"
_CLOCK = (
    r"\d{1,2}(?:\ ?[:.]\ ?\d\d)?\s?(?:[ap]\ ?\.?\ ?m\b\.?|o'clock)"
    rf"|\d{{1,2}}(?::|\ :\ )\d\d(?!\d){_NO_GAME}|(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:GMT|UTC)\b)"
)
# Read as an hour only after one of these: "at noon", "until 1100 hours"; without it the one is a part of a name, the other a duration.
_AT = r"(?:[Aa]t|around|by|until|till|since|before|after|near)"
_HOUR = r"(?:noon\b|midday\b|midnight\b|(?:[01]\d|2[0-3])[0-5]\d\s+(?:hours|hrs)\b(?!\s+of\b))"
# A number after one of these is a year and no count: "in 2014", "since 1998".
_BEFORE_YEAR = r"(?:in|since|of|by|until|till|from|during|before|after|for|early|late|mid|and|to|between|summer|spring|autumn|fall|winter)"

# Longest forms first; each alternative is one closed form.
_FORMS = re.compile(
    rf"""
    (?P<iso>\b{_YEAR}-\d\d-\d\d(?:T\d\d:\d\d\S*)?)
  | (?P<brief>\b\d{{1,2}}\s+{_SHORT}\s+'?[0-4]\d\b(?![:.,]?\d|\s+[a-z]))
  | (?P<full>{_NEAR}\b(?:{_DAY}\s?,?\s+)?
        (?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_ANY_MONTH}|{_ANY_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?)\b(?!:\d)
        (?:\s?,?\s+{_YEAR}\b)?)
  | (?P<month>{_NEAR}\b(?:last\s+|this\s+|next\s+)?(?:{_MONTH}|{_SHORT}(?=\s+{_YEAR}))
        (?:\s+of\s+last\s+year|\s?,?\s+{_YEAR}\b)?(?:-end\b)?(?!\s+\d{{1,2}}\b(?!:)))
  | (?P<weekday>\b(?:last\s+|next\s+|this\s+(?:coming\s+|past\s+)?|(?:early|late)\s+)?
        {_DAY}{_PART}?\b(?!'s\s+(?:Times|Post|Mail))(?:\s+(?:last|this|next)\s+week\b)?)
  | (?P<near>(?i:\b(?:today|yesterday|tomorrow|tonight|last\s+night
        |(?:yesterday|tomorrow|this){_PART}|the\s+day\s+before\s+yesterday)\b))
  | (?P<ago>(?i:\b(?:(?:more\s+than|over|about|nearly|almost|some)\s+)?
        (?:{_COUNT}\s+)?{_UNIT}\s+(?:ago|earlier|later|before(?=[.,;]|$)|from\s+now)\b))
  | (?P<ahead>(?i:\b(?:in|within)\s+(?:the\s+(?:next|coming)\s+)?{_COUNT}\s+{_UNIT}(?:'\s+time)?\b(?!\s+(?:of|to)\b)))
  | (?P<span>(?i:\b(?:last|this|next|the\s+(?:past|previous|following|coming|same|next|last))
        \s+(?:week|weekend|month|year|quarter|decade|century|day|spring|summer|autumn|winter)\b))
  | (?P<loose>(?i:\b(?:(?:in\s+)?(?:the\s+)?(?:recent|coming|past|last|next)\s+(?:{_COUNT}\s+)?
        (?:hours|days|weeks|months|years|decades)|the\s+same\s+day|at\s+the\s+time|at\s+present|right\s+now|currently)\b))
  | (?P<decade>{_NEAR}\b(?:1[89]|20)\d0s\b)
  | (?P<year>
        (?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=\buntil\s)|(?<=\bfrom\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bto\s)|\b)
        (?<![\d$£€,.:/-]){_NEAR}(?<![\d$£€,.:/]){_YEAR}(?![\d,.]\d|[\d%/:]|-\d|\s+(?:percent|per\s+cent)))
  | (?P<clock>\b(?:(?:[Aa]t\s+)?(?:{_CLOCK})|{_AT}\s+{_HOUR})(?:\s+(?:GMT|UTC|EST|EDT|ET|CET|BST|local\s+time))?)
    """,
    re.VERBOSE,
)
# One cheap look before the long pattern: a text without any of these holds no time.
_HINT = re.compile(
    r"\d|(?:day|noon|midnight)\b|[JFMASOND][aepuco][a-z]"
    r"|\b(?:ago|earlier|later|week|month|year|night|hours?|morning|evening|time|present|now)",
    re.I,
)


class Written(NamedTuple):
    """A time as written: [start, end) in the text, and what the words alone tell. `iso` is YYYY-MM-DD, YYYY-MM or YYYY."""

    start: int
    end: int
    text: str
    iso: str | None
    precision: Precision


def find(text: str) -> list[Written]:
    """Every time written in a (folded) text, in order, not overlapping."""
    if not _HINT.search(text):
        return []
    return list(_found(text))


def _found(text: str) -> Iterator[Written]:
    for match in _FORMS.finditer(text):
        form = match.lastgroup or ""
        words = match.group()
        # "March" and "May" alone are months only after a word that dates: they are verbs and names too.
        if (
            form == "month"
            and words in ("March", "May")
            and not re.search(r"\b(?:in|since|by|until|from|of|before|after|to|last)\s+$", text[: match.start()], re.I)
        ):
            continue
        if form == "year" and not _is_year(text, match.start(), match.end()):
            continue
        iso, precision = resolve(words, None)
        yield Written(match.start(), match.end(), words, iso, precision)


def _is_year(text: str, start: int, end: int) -> bool:
    """A bare four-digit number is a year where a dating word or a title goes before it, or it stands before a name: no count."""
    before = re.search(r"([A-Za-z']+),?\s+$", text[max(0, start - 24) : start])
    number = re.search(r"\d{4}", text[start:end])
    year = int(number.group()) if number else 0
    if before and re.fullmatch(_BEFORE_YEAR + r"|the|a|its|his|her|their|our|this|that", before.group(1), re.I):
        return year <= 2100
    if before and before.group(1).lower() in ("than", "least", "about", "some", "around", "nearly", "almost", "estimated", "roughly"):
        return False
    return 1900 <= year <= 2049


def resolve(text: str, published: str | None, ahead: bool = False) -> tuple[str | None, Precision]:
    """The calendar date of a written time as (iso, precision), for a report published on `published` (ISO 8601, or None).

    A weekday is the nearest one on or before the day of publication, or on or after it where `ahead` says that the clause speaks of
    what is to come. A week is given as its Monday. What cannot be placed has iso None: precision `relative` where a day of publication
    would place it (or `day`/`month` where only the year is open), `vague` where nothing would.
    """
    day = day_of(published)
    words = " ".join(text.lower().replace(",", " ").split())
    for rule in (_absolute, _weekday, _near, _counted, _spanned):
        found = rule(words, day, ahead)
        if found is not None:
            return found
    if re.search(r"\d\s?[ap]\s?\.?\s?m\b|\d\s?:\s?\d\d|o'clock|noon|midday|midnight|\d{4} (?:hours|hrs|gmt|utc)\b", words):
        return None, "minute"
    return None, "vague"


def day_of(published: str | None) -> date | None:
    """The day of a report, of whose time of publication only the day counts."""
    if not published:
        return None
    try:
        return datetime.fromisoformat(published.replace("Z", "+00:00")).date()
    except ValueError:
        try:
            return date.fromisoformat(published[:10])
        except ValueError:
            return None


Found = tuple[str | None, Precision] | None


def _absolute(words: str, published: date | None, ahead: bool) -> Found:
    iso = re.match(r"(\d{4}-\d\d-\d\d)", words)
    if iso:
        return (iso.group(1), "day") if day_of(iso.group(1)) else (None, "vague")
    if re.search(r"\d0s\b", words):
        return None, "vague"
    number = written_in(words)
    year = year_of(words)
    if number is None:
        return (f"{year:04d}", "year") if year else None
    in_month = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    if year:
        which = year
    elif published:
        which = _year_near(published, number, int(in_month.group(1)) if in_month else None, words, ahead)
    else:
        return None, "day" if in_month else "month"
    if not in_month:
        return f"{which:04d}-{number:02d}", "month"
    try:
        return date(which, number, int(in_month.group(1))).isoformat(), "day"
    except ValueError:
        return None, "vague"


def year_of(words: str) -> int | None:
    """The year that a written time (lower case) tells, in four figures or, after a day and a short month, in two: "10 nov 11"."""
    found = re.search(rf"\b{_YEAR}\b", words)
    if found:
        return int(found.group())
    brief = re.search(r"^\d{1,2} [a-z]{3,4}\.? '?([0-4]\d)$", words)
    return 2000 + int(brief[1]) if brief else None


def _year_near(published: date, month: int, day: int | None, words: str, ahead: bool) -> int:
    """The year that brings a month without year, or a day in it, nearest to the day of publication (not before it where the clause looks
    ahead; the month of publication itself is still ahead).
    """
    if "last year" in words:
        return published.year - 1
    choices = [published.year + step for step in (-1, 0, 1)]
    if ahead or words.startswith("next "):
        first = published.day if day is None else day
        choices = [year for year in choices if (year, month, first) >= (published.year, published.month, published.day)]
    near = 15 if day is None else min(max(day, 1), 28)  # of a month its middle; a day that no month has is refused later
    return min(choices, key=lambda year: abs((date(year, month, near) - published).days))


def _weekday(words: str, published: date | None, ahead: bool) -> Found:
    named = re.search(r"\b(" + "|".join(DAYS) + r")\b", words)
    if not named:
        return None
    if published is None:
        return None, "relative"
    wanted = DAYS.index(named.group(1))
    monday = published - timedelta(days=published.weekday())
    week = re.search(r"(last|this|next) week", words)
    if week:
        shift = {"last": -7, "this": 0, "next": 7}[week.group(1)]
        return (monday + timedelta(days=shift + wanted)).isoformat(), "day"
    back = (published.weekday() - wanted) % 7
    if words.startswith("last "):
        return (published - timedelta(days=back or 7)).isoformat(), "day"
    if words.startswith("next "):
        return (published + timedelta(days=(7 - back) if back else 7)).isoformat(), "day"
    if ahead or words.startswith("this coming"):
        return (published + timedelta(days=(wanted - published.weekday()) % 7)).isoformat(), "day"
    return (published - timedelta(days=back)).isoformat(), "day"


def _near(words: str, published: date | None, ahead: bool) -> Found:
    steps = (
        ("the day before yesterday", -2),
        ("yesterday", -1),
        ("last night", -1),
        ("tomorrow", 1),
        ("today", 0),
        ("tonight", 0),
        ("this morning", 0),
        ("this afternoon", 0),
        ("this evening", 0),
    )
    for name, step in steps:
        if words.startswith(name):
            return ((published + timedelta(days=step)).isoformat(), "day") if published else (None, "relative")
    return None


def _number(counted: str) -> int | None:
    """The number that digits, "a" or a number word ("twenty-five") tell; None for other words."""
    if counted.isdigit():
        return int(counted)
    parts = counted.split("-")
    return sum(_COUNTED[part] for part in parts) if all(part in _COUNTED for part in parts) else None


def _counted(words: str, published: date | None, ahead: bool) -> Found:
    """ "three days ago", "in two weeks". Days and weeks are counted out only where the number is exact; "earlier" has another start."""
    count, units = r"(\d+|[a-z]+(?:-[a-z]+)?)\s+", "minute|hour|day|week|month|year"
    match = re.search(rf"(?:{count})?({units}|decade)s?\s+(ago|from now|earlier|later|before)", words)
    forward = re.match(rf"(?:in|within) (?:the (?:next|coming) )?{count}({units})s?", words)
    if not match and not forward:
        return None
    if published is None:
        return None, "relative"
    if match and match.group(3) in ("earlier", "later", "before"):
        return None, "relative"
    counted, unit = (match.group(1), match.group(2)) if match else (forward.group(1), forward.group(2)) if forward else (None, "day")
    number = _number(counted or "")
    loose = re.match(r"(?:more than|over|about|nearly|almost|some|within)\b", words)
    if number is None or loose or re.search(r"\bfew|couple|several", words):
        return None, "relative"
    sign = -1 if match and match.group(3) == "ago" else 1
    return _stepped(published, unit, sign * number)


def _stepped(published: date, unit: str, number: int) -> Found:
    if unit == "day":
        return (published + timedelta(days=number)).isoformat(), "day"
    if unit == "week":
        there = published + timedelta(weeks=number)
        return (there - timedelta(days=there.weekday())).isoformat(), "week"
    if unit == "month":
        months = published.year * 12 + published.month - 1 + number
        return f"{months // 12:04d}-{months % 12 + 1:02d}", "month"
    if unit == "year":
        return f"{published.year + number:04d}", "year"
    return None, "relative"


def _spanned(words: str, published: date | None, ahead: bool) -> Found:
    match = re.match(
        r"(last|this|next|the (?:past|previous|following|coming|same|next|last)) (week|weekend|month|year|day|quarter|decade|century|\w+)$",
        words,
    )
    if not match:
        return None
    which, unit = match.groups()
    if published is None or which not in ("last", "this", "next") or unit not in ("week", "month", "year"):
        return None, "relative"
    return _stepped(published, unit, {"last": -1, "this": 0, "next": 1}[which])

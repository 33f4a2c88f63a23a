"""Dates as files and pages write them for machines: what English headings never hold, before the language's own reading is asked."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from variorum.language.headings import iso

Order = Literal["day", "month"] | None  # which of two numbers comes first, where it is known
_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?P<rest>(?:[ ,T]+.*)?)")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?P<rest>(?:[ ,T]+.*)?)")
_COMPACT = re.compile(r"(?P<day>(?:19|20)\d{6})(?:T?(?P<clock>\d{6})(?P<zone>Z|[+-]\d{4})?)?")
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\.\d+|(?P<milliseconds>\d{3}))?")
_ZONE = re.compile(r"\s*(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)$")
_CLOCK = re.compile(
    r"[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:\.\d+)?\s*(?P<half>[AaPp][Mm])?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
LAST_YEAR = 2100


def read(written: str, order: Order = None) -> str | None:
    """A date or moment as ISO 8601; None where it is not surely one. Between dots the day comes first, elsewhere `order` says it."""
    written = " ".join(written.strip().strip("\"'").split())
    if match := _EPOCH.fullmatch(written):
        return _epoch(int(match["seconds"]))
    if match := _COMPACT.fullmatch(written):
        clock = f"T{match['clock']}{match['zone'] or ''}" if match["clock"] else ""
        return _sound(f"{match['day']}{clock}")
    if match := _YEAR_FIRST.fullmatch(written):
        return _with_clock(int(match["year"]), int(match["month"]), int(match["day"]), match["rest"])
    if match := _NUMBERS.fullmatch(written):
        first, second = int(match["first"]), int(match["second"])
        if (first_is := _first(match) or order) is None:
            return iso(written)
        day, month = (first, second) if first_is == "day" else (second, first)
        return _with_clock(_whole_year(match["year"]), month, day, match["rest"])
    if (zone := _ZONE.search(written)) and (found := iso(f"{written[: zone.start()]}{zone['sign']}{zone['hours']}:{zone['minutes']}")):
        return found
    return iso(written)


def _whole_year(written: str) -> int:
    """The year of two digits as well, as spreadsheets show it: 29 is 2029, 30 is 1930, as they themselves read it."""
    year = int(written)
    return year if year > 99 else year + (2000 if year < 30 else 1900)


def order_of(column: Iterable[str]) -> Order:
    """Which number comes first in a column of dates: proved where one cannot be a month, and by nothing to the contrary."""
    proofs = set()
    for written in column:
        if match := _NUMBERS.fullmatch(written.strip()):
            proofs.add(_proved(match))
    proofs.discard(None)
    return "day" if proofs == {"day"} else "month" if proofs == {"month"} else None


def _first(match: re.Match[str]) -> Order:
    """Which number comes first by the date alone. Years of two digits may stand first (24-03-11), and dots part the hours of a time."""
    alike = match["first"] == match["second"] or match["mark"] == "."
    return _proved(match) or ("day" if alike and len(match["year"]) == 4 else None)


def _proved(match: re.Match[str]) -> Order:
    """Which number comes first, where one of them can be no month and the last one no day."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 >= second and year > 31:
        return "day"
    return "month" if second > 12 >= first and (year > 31 or match["mark"] != ".") else None


def _with_clock(year: int, month: int, day: int, rest: str) -> str | None:
    date = f"{year:04}-{month:02}-{day:02}"
    clock = _CLOCK.fullmatch(rest) if rest.strip() else None
    if clock is None or clock["zone"] is None:  # a time of an unknown zone would order reports wrongly
        return _sound(date)
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "pm" else 0)
    zone = "+00:00" if clock["zone"][0] not in "+-" else clock["zone"]
    return _sound(f"{date}T{hour:02}:{clock['minute']}:{clock['second'] or '00'}{zone}")


def _epoch(seconds: int) -> str | None:
    try:
        return _sane(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return None


def _sound(written: str) -> str | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    if not _sane(found):
        return None
    return found.isoformat() if "T" in written else found.date().isoformat()


def _sane(found: datetime) -> str | None:
    return found.isoformat() if 1605 <= found.year <= LAST_YEAR else None


def before(first: str, second: str) -> bool:
    """Is the first date or moment, in ISO 8601, surely before the second?"""
    if "T" in first and "T" in second:
        moments = datetime.fromisoformat(first), datetime.fromisoformat(second)
        if (moments[0].tzinfo is None) == (moments[1].tzinfo is None):
            return moments[0] < moments[1]
    return first[:10] < second[:10]

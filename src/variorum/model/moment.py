"""When something is, as far as the words that tell it and the day of the report place it."""

from typing import Literal, NamedTuple


class Moment(NamedTuple):
    """The fields of the calendar that a written time fills, and the days among which it lies where they can be told.

    `days` are ordinals of the Gregorian calendar (`date.toordinal`), first and last; `hours` are hours of the first day, from and to, equal
    for a clock time; the hours of a night run on past 24. `zone` is the distance from UTC in hours.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 is Monday
    hours: tuple[float, float] | None = None
    zone: float | None = None
    days: tuple[int, int] | None = None
    told: Literal["date", "weekday", "report"] = "date"  # by its date, by its name, or from the day of the report ("today", "two days ago")

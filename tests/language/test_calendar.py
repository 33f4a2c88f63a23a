"""Two written times on the calendar: which are one, which clash, which leave each other open. Monday is number 0."""

import pytest

from variorum.language.english import dates
from variorum.language.english.calendar import relation


def written(text: str) -> dates.Written:
    return dates.Written(0, len(text), text, None, "vague")


@pytest.mark.parametrize("day", [day.title() for day in dates.DAYS])
def test_every_weekday_keeps_another_hour_open(day: str) -> None:
    """Six in the evening may be that of another day; only two bare hours clash."""
    assert relation(written(f"{day} at 9 a.m."), written("6 p.m.")) is None
    assert relation(written("6 p.m."), written(f"{day} at 9 a.m.")) is None
    assert relation(written(f"{day} at 9 a.m."), written(f"{day} at 6 p.m.")) == "clash"
    assert relation(written("9 a.m."), written("6 p.m.")) == "clash"


@pytest.mark.parametrize("day", [day.title() for day in dates.DAYS])
def test_every_weekday_may_be_a_day_of_the_month(day: str) -> None:
    assert relation(written("14 March"), written(day)) == "fits"
    other = dates.DAYS[(dates.DAYS.index(day.lower()) + 1) % 7].title()
    assert relation(written(day), written(other)) == "clash"
    assert relation(written(day), written(f"{day} morning")) == "fits"

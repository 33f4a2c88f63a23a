"""When a written time is: among which days, at which hours, and what it bounds. Monday is number 0."""

from datetime import date

import pytest

from variorum.language.english.calendar import moment, side


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Tuesday", "2031-05-06", "2031-05-06"),
        ("yesterday", "2031-05-07", "2031-05-07"),
        ("9 May 2031", "2031-05-09", "2031-05-09"),
        ("May 2031", "2031-05-01", "2031-05-31"),
        ("early May 2031", "2031-05-01", "2031-05-16"),
        ("the end of May", "2031-05-16", "2031-05-31"),
        ("November-end", "2030-11-15", "2030-11-30"),
        ("2031", "2031-01-01", "2031-12-31"),
        ("late 2031", "2031-07-02", "2031-12-31"),
        ("2030s", "2030-01-01", "2039-12-31"),
        ("last week", "2031-04-26", "2031-05-05"),
        ("last weekend", "2031-05-02", "2031-05-05"),
    ],
)
def test_a_moment_lies_between_days(words: str, first: str, last: str) -> None:
    """The report is of Thursday 8 May 2031. A week may begin on Sunday, and is as wide as readers may take it."""
    assert moment(words, "2031-05-08").days == (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.mark.parametrize("words", ["10 months ago", "two years ago", "at noon", "the same day", "in several weeks"])
def test_what_tells_no_day_has_none(words: str) -> None:
    assert moment(words, "2031-05-08").days is None


def test_without_the_day_of_the_report_a_weekday_is_one_of_any_week() -> None:
    found = moment("Tuesday night", None)
    assert (found.days, found.weekday, found.hours, found.told) == (None, 1, (18, 30), "weekday")


def test_a_weekday_to_come_is_the_next_one() -> None:
    monday = moment("Monday", "2031-05-08", ahead=True).days
    assert monday == (date(2031, 5, 12).toordinal(),) * 2


@pytest.mark.parametrize(
    ("words", "hours"),
    [("at 1100 hours", 11), ("0800 GMT", 8), ("around noon", 12), ("until midnight", 24), ("10 : 30 a . m", 10.5), ("8:15 pm", 20.25)],
)
def test_a_clock_time_is_one_hour_of_the_day(words: str, hours: float) -> None:
    assert moment(words, None).hours == (pytest.approx(hours), pytest.approx(hours))


@pytest.mark.parametrize(
    ("before", "which"),
    [
        ("shut on ", "at"), ("shut since ", "since"), ("shut from at ", "since"), ("open until ", "until"), ("shut by ", "before"),
        ("shut after ", "after"), ("shut shortly after ", "at"), ("shut just before ", "at"), ("dates back to ", "at"),
        ("between ", "between"), ("shut as early as ", "before"), ("set out in the ", "name"), ("at Velm's ", "name"),
    ],
)  # fmt: skip
def test_the_words_before_a_time_tell_what_it_bounds(before: str, which: str) -> None:
    text = f"It was {before}noon."
    assert side(text, text.index("noon")) == which


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("It was the deadliest fire in three years.", "within"),
        ("It was the first strike in a decade.", "within"),
        ("The interest in three years has fallen.", "at"),
        ("They will meet in three years.", "at"),
    ],
)
def test_how_long_something_had_not_been_so_is_no_time(text: str, which: str) -> None:
    assert side(text, text.index("in ")) == which

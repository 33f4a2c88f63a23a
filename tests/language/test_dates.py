"""Written times, and their place on the calendar. All sentences are made up; the report's day is Thursday 27 January 2022."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.language.english.dates import find, resolve

PUBLISHED = "2022-01-27T10:00:00Z"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge fell on Wednesday.", ["Wednesday"]),
        ("The bridge fell Tuesday night and reopened yesterday.", ["Tuesday night", "yesterday"]),
        ("It was closed since December 2019.", ["December 2019"]),
        ("In 2014 it sank; the 2015 treaty came later.", ["2014", "2015"]),
        ("On 26 January, then January 27, 2022.", ["26 January", "January 27, 2022"]),
        ("They meet in two weeks in Harwick.", ["in two weeks"]),
        ("They met three days ago.", ["three days ago"]),
        ("It opened twenty-five years ago.", ["twenty-five years ago"]),
        ("It happened last week and this month.", ["last week", "this month"]),
        ("Back in the 1990s it rained.", ["1990s"]),
        ("It shuts in May, early March 2020 aside.", ["May", "early March 2020"]),
        ("At 7 p.m. GMT it stopped.", ["At 7 p.m. GMT"]),
        ("It opens in mid-2018 or at November-end.", ["mid-2018", "November-end"]),
        ("A call came at 1100 hours, before noon; by midnight it was over.", ["at 1100 hours", "before noon", "by midnight"]),
        ("They worked 1200 hours for the High Noon fair, over 1600 hours of it unpaid.", []),
        ("It broke at 10:00 am (0800 GMT).", ["at 10:00 am", "0800 GMT"]),
        ("On Tuesday , December 9 , 2008 it broke .", ["Tuesday , December 9 , 2008"]),
        ("It broke late Friday and early Saturday morning.", ["late Friday", "early Saturday morning"]),
    ],
)
def test_times_are_found_as_written(text: str, words: list[str]) -> None:
    found = find(text)
    assert [time.text for time in found] == words
    assert all(text[time.start : time.end] == time.text for time in found)


@pytest.mark.parametrize(
    "text", ["Mr May said he may march.", "More than 2000 people and 1,998 boats came.", "He won 3-2.", "It cost $2014.", ""]
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("Wednesday", "2022-01-26", "day"),
        ("Thursday", "2022-01-27", "day"),
        ("Tuesday night", "2022-01-25", "day"),
        ("last Thursday", "2022-01-20", "day"),
        ("next Tuesday", "2022-02-01", "day"),
        ("Tuesday last week", "2022-01-18", "day"),
        ("yesterday", "2022-01-26", "day"),
        ("tomorrow", "2022-01-28", "day"),
        ("last night", "2022-01-26", "day"),
        ("three days ago", "2022-01-24", "day"),
        ("fifteen days ago", "2022-01-12", "day"),
        ("twenty-five days ago", "2022-01-02", "day"),
        ("in forty days", "2022-03-08", "day"),
        ("in two weeks", "2022-02-07", "week"),
        ("last week", "2022-01-17", "week"),
        ("this month", "2022-01", "month"),
        ("last year", "2021", "year"),
        ("26 January", "2022-01-26", "day"),
        ("20 December", "2021-12-20", "day"),
        ("December 2019", "2019-12", "month"),
        ("September", "2021-09", "month"),
        ("January 26, 2022", "2022-01-26", "day"),
        ("2014", "2014", "year"),
        ("31 February 2020", None, "vague"),
        ("weeks ago", None, "relative"),
        ("hours earlier", None, "relative"),
        ("the previous day", None, "relative"),
        ("in the coming days", None, "vague"),
        ("the 1990s", None, "vague"),
    ],
)
def test_a_time_is_placed_from_the_day_of_publication(text: str, iso: str | None, precision: str) -> None:
    assert resolve(text, PUBLISHED) == (iso, precision)


def test_what_is_to_come_is_placed_ahead() -> None:
    assert resolve("Tuesday", PUBLISHED, ahead=True) == ("2022-02-01", "day")
    assert resolve("10 January", PUBLISHED, ahead=True) == ("2023-01-10", "day")


@pytest.mark.parametrize(
    ("text", "precision"), [("Wednesday", "relative"), ("last week", "relative"), ("26 January", "day"), ("May", "month")]
)
def test_without_a_day_of_publication_nothing_is_guessed(text: str, precision: str) -> None:
    assert resolve(text, None) == (None, precision)
    assert resolve(text, "no date") == (None, precision)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_with_exact_spans(text: str) -> None:
    for time in find(text):
        assert text[time.start : time.end] == time.text
        resolve(time.text, PUBLISHED)


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize("published", ["2024-03-20", "2024-03-15", "2024-03-01"])
def test_no_day_of_the_month_is_read_otherwise_than_its_neighbours(published: str, ahead: bool) -> None:
    """15 is a day like any other: it stood for "no day told" once."""
    day = int(published[-2:])
    for number in range(1, 29):
        year = 2025 if ahead and number < day else 2024
        assert resolve(f"{number} March", published, ahead) == (f"{year}-03-{number:02d}", "day")
    assert resolve("March", published, ahead) == ("2024-03", "month")


def test_a_day_that_no_month_has_is_no_date() -> None:
    assert resolve("0 March", "2024-03-20") == resolve("32 March", "2024-03-20") == (None, "vague")

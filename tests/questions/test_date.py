"""Times of one deed, held against each other. The reports' day is Thursday 8 May 2031 unless another is given; all is made up."""

from functools import cache

import pytest

from variorum.language import pack, reader
from variorum.questions.kinds import KINDS, date
from variorum.questions.pairs import Compared, Pair, swapped
from variorum.questions.tellings import Telling

pytestmark = pytest.mark.stored

DAY = "2031-05-08"


@cache
def telling(text: str, published: str | None) -> Telling:
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    (sentence,) = reading.sentences()
    return Telling(0, text, sentence, (), "body", 1, published)


def pair(a: str, b: str, days: tuple[str | None, str | None] = (DAY, DAY), cosine: float = 0.6) -> Pair:
    later = None if not all(days) or days[0] == days[1] else str(days[1]) > str(days[0])
    return Pair(telling(a, days[0]), telling(b, days[1]), cosine, cosine, False, later)


def compared(a: str, b: str, days: tuple[str | None, str | None] = (DAY, DAY), cosine: float = 0.6) -> list[Compared]:
    both = pair(a, b, days, cosine)
    found = list(date.compare(both))
    other_way = [(one.b, one.a, one.relation) for one in date.compare(swapped(both))]
    assert sorted(other_way) == sorted((one.a, one.b, one.relation) for one in found)
    return found


def relations(a: str, b: str, days: tuple[str | None, str | None] = (DAY, DAY), cosine: float = 0.6) -> set[str]:
    return {one.relation for one in compared(a, b, days, cosine)}


def test_the_example_of_the_kind_stands_as_it_says() -> None:
    (kind,) = (kind for kind in KINDS if kind.name == "date")
    assert relations(*kind.example[:2]) == {kind.example[2]}


def test_what_is_shown_is_the_times_and_a_question_in_words() -> None:
    (found,) = compared("The mine was shut on Monday.", "The mine was shut on Tuesday.")
    assert (found.a.value, found.b.value) == ("Monday", "Tuesday")
    assert found.a.span == (21, 27)
    assert found.question == "When was this: “The mine was shut”?"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mine was shut on Tuesday.", "The mine was shut on 6 May."),
        ("The mine was shut on 6 May.", "The mine was shut in May."),
        ("The mine was shut yesterday.", "The mine was shut on Wednesday."),
        ("The mine was shut on Monday.", "The mayor said on Tuesday that the mine was shut."),  # the day it was said
        ("The mine was shut on Monday.", "The port was shut on Tuesday."),  # another thing
        ("Venn endorsed Marsh on Monday.", "Venn endorsed Brock in 2029."),
        ("The mine has been shut since Monday.", "The mine was shut until Tuesday."),
        ("The mine was shut on Monday.", "If the mine was shut on Tuesday, nobody would pay."),
        ("The mine was not shut on Monday.", "The mine was shut on Tuesday."),
        ("The mine was shut today.", "The mine was shut on Wednesday."),  # the reports may have been written on unlike days
        ("The mine was shut on Monday.", "The mine was shut in 2029."),  # too far apart for one deed
        ("The Rowan 4 probe was launched on Monday.", "The Rowan 2 probe was launched on Tuesday."),
        ("Page shut on Monday, May 5, 2031", "Page shut on Tuesday, May 6, 2031"),  # a page's own time
        ("The line was launched in September.", "The company launched the line in December."),
        ("The raid on the port took place on Monday.", "They raided the port on Tuesday."),
    ],
)
def test_no_question_of_one_deed_is_seen(a: str, b: str) -> None:
    assert relations(a, b) == set()


def test_relative_days_count_from_each_report() -> None:
    assert relations("The mine was shut two days ago.", "The mine was shut on Tuesday.", (None, None)) == set()


def test_one_weekday_in_reports_of_two_weeks_may_be_one_day() -> None:
    assert relations("The mine was shut on Monday.", "The mine was shut on Monday.", ("2031-05-08", "2031-05-15")) == set()


def test_sentences_that_are_far_apart_tell_of_two_deeds() -> None:
    assert relations("The mine was shut on Monday.", "The mine was shut on Tuesday.", cosine=0.3) == set()


def test_clock_times_of_unlike_zones_are_left_alone() -> None:
    assert relations("The mine was shut at 9 a.m. GMT on Monday.", "The mine was shut at 10 a.m. CET on Monday.") == set()

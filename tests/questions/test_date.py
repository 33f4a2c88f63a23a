"""Times of one deed, held against each other. The reports' day is Thursday 8 May 2031 unless another is given; all is made up."""

from dataclasses import replace
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
    assert found.question == 'When was this: "The mine was shut"?'


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("The mine was shut on Monday.", "The mine was shut on Monday night.", "same"),
        ("The mine was shut on Tuesday.", "The mine was shut on 6 May.", "same"),
        ("The mine was shut on 6 May.", "The mine was shut in May.", "same"),
        ("The mine was shut yesterday.", "The mine was shut on Wednesday.", "same"),
        ("The bomb went off at 5:30 p.m. on Monday.", "The explosion happened on Monday afternoon.", "compatible"),
        ("The mine was shut last week.", "The mine was shut on 1 May.", "compatible"),
        ("Her term ends in 2033.", "Her term ends in 2034.", "conflict"),
    ],
)
def test_two_times_of_one_deed(a: str, b: str, relation: str) -> None:
    assert relations(a, b) == {relation}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mine was shut on Monday.", "The mayor said on Tuesday that the mine was shut."),  # the day it was said
        ("The mine was shut on Monday.", "The port was shut on Tuesday."),  # another thing
        ("The mine was shut on Monday.", "The mine was sold on Tuesday."),  # another deed
        ("Venn endorsed Marsh on Monday.", "Venn endorsed Brock in 2029."),
        ("The mine has been shut since Monday.", "The mine was shut until Tuesday."),
        ("The mine was shut on Monday.", "If the mine was shut on Tuesday, nobody would pay."),
        ("The mine was not shut on Monday.", "The mine was shut on Tuesday."),
        ("Monday's loss to Velm hurt.", "Wednesday's loss to Velm hurt."),  # told apart by their days
        ("The mine was shut today.", "The mine was shut on Wednesday."),  # the reports may have been written on unlike days
        ("The mine was shut on Monday.", "The mine was shut in 2029."),  # too far apart for one deed
        ("The mine was shut between Monday and Wednesday.", "The mine was shut on Friday."),
    ],
)
def test_no_question_of_one_deed_is_seen(a: str, b: str) -> None:
    assert relations(a, b) == set()


def test_relative_days_count_from_each_report() -> None:
    days = ("2031-05-08", "2031-05-12")
    assert relations("The mine was shut on Wednesday.", "The mine was shut last week.", days) == {"compatible"}
    assert relations("The mine was shut two days ago.", "The mine was shut on Tuesday.", (None, None)) == set()


def test_one_weekday_in_reports_of_two_weeks_may_be_one_day() -> None:
    assert relations("The mine was shut on Monday.", "The mine was shut on Monday.", ("2031-05-08", "2031-05-15")) == set()


def test_a_planned_day_that_a_later_report_tells_otherwise_was_revised() -> None:
    a, b = "The mine will be shut on 19 May.", "The mine will be shut on 26 May."
    assert relations(a, b, ("2031-05-08", "2031-05-10")) == {"revised"}
    assert relations(a, b) == {"conflict"}


def test_a_plan_that_was_carried_out_on_another_day_was_revised() -> None:
    days = ("2031-05-08", "2031-05-30")
    assert relations("The mine will be shut on 19 May.", "The mine was shut on 26 May.", days) == {"revised"}


def test_what_was_done_before_a_plan_was_told_is_another_deed() -> None:
    days = ("2031-05-08", "2031-05-30")
    assert relations("The mine will be shut on 19 May 2031.", "The mine was shut on 26 April 2031.", days) == set()


def test_a_sentence_that_tells_a_deed_twice_sets_the_two_apart() -> None:
    both = "The union shut the mine on Monday and shut the mine again on Tuesday."
    assert relations("The union shut the mine on Monday.", both) == {"same"}


def test_numbers_in_names_tell_things_apart() -> None:
    assert relations("The Rowan 4 probe was launched on Monday.", "The Rowan 2 probe was launched on Tuesday.") == set()
    assert relations("The Rowan 4 probe was launched on Monday.", "The Rowan 4 probe was launched on Tuesday.") == {"conflict"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Page shut on Monday, May 5, 2031", "Page shut on Tuesday, May 6, 2031"),  # a page's own time
        ("The loss to Velm on the Monday night of May 5 hurt Norra.", "Wednesday's loss to Velm hurt Norra."),
        ("Friday's loss to Velm was the last straw.", "They were booed in Wednesday's loss to Velm."),
        ("The ministry issues its notes on Tuesday.", "The ministry issued a note on Wednesday."),  # as a rule
        ("Venn was sentenced for the March 11 raid.", "Venn was sentenced on Saturday for the raid."),  # a part of a name
    ],
)
def test_a_time_that_dates_no_single_deed_is_left_alone(a: str, b: str) -> None:
    assert relations(a, b, cosine=0.7) == set()


def test_sentences_that_are_far_apart_tell_of_two_deeds() -> None:
    a, b = "The mine was shut on Monday.", "The mine was shut on Tuesday."
    assert relations(a, b, cosine=0.3) == set()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bomb went off at 9 a.m. on Monday.", "The explosion happened on Monday afternoon."),
        ("The bomb went off at 1100 hours.", "The bomb went off around noon."),
        ("The company launched a line called Rowan in September.", "The company launched the line in December."),
        ("The line was launched in September.", "The company launched the line in December."),
        ("Orla Venn was sacked on Monday.", "Orla Venn was fired on Tuesday."),
        ("The raid on the port took place on Monday.", "They raided the port on Tuesday."),
    ],
)
def test_unlike_times_in_sentences_that_do_not_run_alike_are_left_open(a: str, b: str) -> None:
    """Launches, raids and votes recur: in real news nearly all of these are two deeds."""
    assert relations(a, b, cosine=0.7) == set()


def test_clock_times_of_unlike_zones_are_left_alone() -> None:
    assert relations("The mine was shut at 9 a.m. GMT on Monday.", "The mine was shut at 10 a.m. CET on Monday.") == set()


def test_midnight_is_the_first_hour_of_the_next_day() -> None:
    burned = "The old mill burned down at midnight on Monday."
    assert relations(burned, "The old mill burned down at 0:10 on Tuesday.", cosine=0.9) == set()
    assert relations(burned, "The old mill burned down at 1:10 on Tuesday.", cosine=0.9) == {"conflict"}


COPIES = [
    ("The brake was pulled {} later, he said.", "17 seconds", "17 minutes", "{} later"),
    ("Moll said the army would leave {}.", "within 50 days", "within 15 days", "{}"),
    ("It covers pumps sold between {} and May 2031.", "March 2030", "March 2029", "{}"),
]


def copies(a: str, b: str, days: tuple[str | None, str | None] = (DAY, DAY), edition: bool = False) -> list[tuple[str, str, str]]:
    found = date.compare(replace(pair(a, b, days), copied=True, edition=edition))
    return [(one.a.value, one.b.value, one.relation) for one in found if one.relation != "same"]


@pytest.mark.parametrize(("sentence", "first", "second", "shown"), COPIES)
def test_a_number_or_unit_that_a_copy_exchanged_in_a_time_is_another_time(sentence: str, first: str, second: str, shown: str) -> None:
    a, b, mine, theirs = sentence.format(first), sentence.format(second), shown.format(first), shown.format(second)
    assert copies(a, b) == [(mine, theirs, "conflict")]
    assert copies(b, a) == [(theirs, mine, "conflict")]
    assert copies(a, b, (DAY, "2031-05-09"), edition=True) in ([], [(mine, theirs, "revised")])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The ship left five days ago, Moll said.", "The ship left 5 days ago, Moll said."),
        ("The vote is on September 3, Moll said.", "The vote is on Sept. 3, Moll said."),
        ("The vote is on June 5, Moll said.", "The vote is on June 05, Moll said."),
        ("The vote begins at 9 a.m., Moll said.", "The vote begins at 9am, Moll said."),
        ("The driver had fled to Karn 5 years ago.", "The lookout had fled to Karn 7 years ago."),
        ("The paper mill is to close within two years.", "The oil mill is to close within four years."),
        ("The next tournament is in 3 weeks.", "The next final is in 3 months."),
        ("The tram opens in 2033, Moll said.", "The bridge opens in 2035, Moll said."),
    ],
)
def test_one_time_in_another_spelling_and_the_times_of_two_things_are_no_exchange(a: str, b: str) -> None:
    assert copies(a, b) == []
    assert copies(b, a) == []


def test_what_is_no_copy_or_told_on_another_day_exchanged_nothing() -> None:
    a, b = (COPIES[1][0].format(when) for when in COPIES[1][1:3])
    assert [one for one in compared(a, b) if one.relation != "same"] == []
    assert copies(a, b, (DAY, "2031-05-09")) == []  # five days on, what was fifty is forty-five

"""One thing told in unlike sentences: times on the calendar, what a figure measures, values in other units, states that follow."""

import pytest

from variorum.language.english import calendar, dates, values
from variorum.model.report import Passage
from variorum.points.comparing import figures
from variorum.points.comparing.measures import measure
from variorum.points.comparing.successions import succeeded
from variorum.points.told import Told


def told(text: str, report: str = "r") -> Told:
    return Told(text, (Passage(report, 0, len(text), text),))


@pytest.mark.parametrize(
    ("a", "b", "stands"),
    [
        ("in March", "on March 3", "fits"),
        ("on Tuesday evening", "on Tuesday", "fits"),
        ("on Wednesday", "26 January 2022", "fits"),
        ("on Tuesday", "on Thursday", "clash"),
        ("on May 3", "on 3 May", "same"),
        ("in 2009", "in 2010", "clash"),
        ("at 9 a.m.", "at 4 p.m.", "clash"),
        ("last week", "in 2010", None),
    ],
)
def test_times_stand_to_each_other_by_the_calendar(a: str, b: str, stands: str | None) -> None:
    (one,), (other,) = dates.find(a), dates.find(b)
    assert calendar.relation(one, other) == stands == calendar.relation(other, one)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The slide left 14 people dead.", "killed"),
        ("Two sailors were hurt.", "injured"),
        ("A magnitude 5.8 quake shook the bay.", "magnitude"),
        ("The island is home to 90,000 people.", "population"),
        ("She was given 12 years in prison.", "prison term"),
        ("The flood destroyed seven villages and killed nobody.", None),
    ],
)
def test_the_words_round_a_figure_tell_what_it_measures(text: str, kind: str | None) -> None:
    sentence = told(text)
    found = [of.kind for count in sentence.counts if (of := measure(sentence, count))]
    assert found == ([kind] if kind else [])


def test_values_in_two_units_can_be_one() -> None:
    ((half,), (percent,)) = values.find("half of the voters"), values.find("50 percent of voters")
    assert figures.low_high(figures.alike_written(half, percent)[0]) == (50.0, 50.0)


def test_a_later_state_is_told_and_contradicts_nobody() -> None:
    a = told("Police in Brackwater are searching for the man who shot the mayor.", "a")
    b = told("Police in Brackwater have arrested the man who shot the mayor.", "b")
    (found,) = succeeded(a, b, 0.8)
    assert (found.verdict, found.kind) == ("revised", "modality")
    assert list(succeeded(b, a, 0.8)) == []

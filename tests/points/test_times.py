"""Times told of one act: what a time dates, which are set side by side, which contradict."""

import pytest

from variorum.language.english import calendar, dates
from variorum.model.report import Passage
from variorum.model.statement import Modality, Statement, When
from variorum.points.comparing import dating, times
from variorum.points.comparing.questions import Asked
from variorum.points.told import Told

Clause = tuple[str, str | None, str, str | None, str | None]  # words, who, what, whom, when


def told(text: str, *clauses: Clause, report: str = "a", modality: Modality = "actual") -> Told:
    def statement(number: int, clause: Clause) -> Statement:
        said, who, what, whom, when = clause
        at = text.index(said)
        passage = Passage(report, at, at + len(said), said)
        time = When(when, None, "relative") if when else None
        return Statement(
            f"s{number}", report, "", passage, who, what, whom, None, time, (), "affirmed", modality, None, None, None
        )  # fmt: skip

    return Told(text, (Passage(report, 0, len(text), text),), (), tuple(statement(*one) for one in enumerate(clauses)))


def fire(day: str, report: str) -> Told:
    text = f"The mill at Arnsby burned down {day}."
    return told(text, (text[:-1], "mill at Arnsby", "burn down", None, day.removeprefix("on ").removeprefix("in ")), report=report)


def differences(a: Told, b: Told, chance: float = 0.9) -> list[tuple[str, str, str]]:
    asked = [Asked(one, other, chance) for one in a.times for other in b.times if calendar.relation(one, other) in ("fits", "clash")]
    return [(found.verdict, found.words_a, found.words_b) for found in times.apart(a, b, asked)]


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("Two men robbed the bank, police said Saturday.", True),
        ("On Saturday, the mayor announced that the bridge would close.", True),
        ("The bank of Velm received a note on Saturday.", False),
        ("A strike shut the port on Saturday.", False),
    ],
)
def test_a_time_beside_a_verb_of_saying_dates_the_saying(text: str, saying: bool) -> None:
    sentence = told(text)
    assert dating.dated(sentence, sentence.times[0]).saying == saying


def test_a_time_that_owns_a_thing_dates_the_thing() -> None:
    sentence = told("Fans wept after Friday's heavy defeat, and the coach left on Monday.")
    friday, monday = (dating.dated(sentence, time) for time in sentence.times)
    assert friday.noun
    assert len(friday.act) == 2
    assert not monday.noun


def test_a_time_behind_another_clause_is_not_surely_that_of_the_verb() -> None:
    text = "A clerk was charged after the fire at the mill on Friday."
    sentence = told(text, (text[:-1], None, "charge", "clerk", "Friday"))
    assert not dating.dated(sentence, sentence.times[0]).owned


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday 4 May 2011 09.31 BST",
        "FILE - In this May 4, 2011, file photo, the queen opens a bridge in Velm.",
        "The transport firm Roll said today (4 May 2011) that its ferries sail again.",
        "The queen leaves the cathedral after the wedding of her son in Velm, Marovia May 4, 2011.",
        "Copyright 2011 Velm Evening Courier, printed without permission nowhere.",
    ],
)
def test_the_time_of_a_page_or_a_picture_dates_nothing(text: str) -> None:
    sentence = told(text)
    assert sentence.times
    assert any(dating.of_a_page(sentence, time) for time in sentence.times)


def test_the_time_of_an_act_is_not_that_of_a_page() -> None:
    sentence = told("The queen left the cathedral in Velm on May 4, 2011, after the wedding of her son.")
    assert not dating.of_a_page(sentence, sentence.times[0])


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("on Friday", "on Friday night", False),
        ("on May 3", "on May 3, 2011", False),
        ("on Friday night", "last night", False),
        ("on Friday night", "at 9:40 p.m.", True),
        ("on Friday", "on May 6", True),
        ("in May", "on May 6", True),
        ("late 2008", "in December 2008", True),
    ],
)
def test_only_a_time_that_tells_more_is_worth_a_word(one: str, other: str, more: bool) -> None:
    assert bool(differences(fire(one, "a"), fire(other, "b"))) == more


def test_times_of_one_act_that_clash_are_a_conflict() -> None:
    assert differences(fire("in 2009", "a"), fire("in 2010", "b")) == [("conflict", "2009", "2010")]


def test_times_of_two_acts_are_none() -> None:
    a = fire("on Friday", "a")
    text = "Police charged a clerk of the mill at Arnsby on Saturday."
    assert differences(a, told(text, (text[:-1], "Police", "charge", "clerk of the mill", "Saturday"), report="b")) == []


def test_the_time_of_a_saying_clashes_with_none_of_an_act() -> None:
    text = "The mill at Arnsby burned down, police said Saturday."
    b = told(text, ("The mill at Arnsby burned down", "mill at Arnsby", "burn down", None, None), report="b")
    assert differences(fire("on Friday", "a"), b) == []


def test_the_night_of_one_day_and_the_morning_of_the_next_are_no_conflict() -> None:
    assert differences(fire("on Thursday night", "a"), fire("on Friday morning", "b")) == []
    assert differences(fire("on Tuesday night", "a"), fire("on Friday morning", "b"))


def test_a_death_told_in_two_ways_is_one_act() -> None:
    a, b = "The painter Ida Roon died on Thursday.", "Ida Roon passed away on Saturday."
    one = told(a, (a[:-1], "painter Ida Roon", "die", None, "Thursday"))
    other = told(b, (b[:-1], "Ida Roon", "pass away", None, "Saturday"), report="b")
    assert differences(one, other) == [("conflict", "Thursday", "Saturday")]


def test_an_hour_on_another_day_is_another_time() -> None:
    text = "The mill at Arnsby burned down at 1:35 p.m. on Saturday."
    b = told(text, (text[:-1], "mill at Arnsby", "burn down", None, "1:35 p.m."), report="b")
    assert ("compatible", "Friday afternoon", "at 1:35 p.m.") not in differences(fire("on Friday afternoon", "a"), b)


@pytest.mark.parametrize("text", ["He scored with 7:41 left in the half.", "It was level 12:05 into the second period."])
def test_a_clock_of_a_game_is_no_time_of_day(text: str) -> None:
    assert dates.find(text) == []


@pytest.mark.parametrize(
    ("text", "found", "iso"),
    [
        ("She left on 10 Nov 11.", "10 Nov 11", "2011-11-10"),
        ("In this July 7, 2017, speech", "July 7, 2017", "2017-07-07"),
        ("It opens this July with a parade.", "this July", None),
    ],
)
def test_dates_are_read_whole(text: str, found: str, iso: str | None) -> None:
    (time,) = dates.find(text)
    assert (time.text, time.iso) == (found, iso)


def test_a_whole_date_has_its_weekday() -> None:
    (day,), (same,), (other,) = (dates.find(text) for text in ("on April 21, 2004", "on Wednesday", "on Monday"))
    assert calendar.relation(day, same) == "fits"
    assert calendar.relation(day, other) == "clash"

"""Numbers at which a judgement turns: what stands on either side of each, in sentences laid down by hand."""

from dataclasses import replace
from datetime import date as date_of_day

import pytest

import by_hand
from variorum.model.moment import Moment
from variorum.model.sentence import Figure, Name
from variorum.questions import lines, told
from variorum.questions.kinds import amounts, condition, date, of_what, polarity
from variorum.questions.matched import Half, matched, one_word
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling
from variorum.questions.told import Side


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ships sail in the event that nobody leaves", "in the event that nobody leaves"),
        ("Ships sail in the event now that nobody leaves", None),  # its first word is the fifth before
    ],
)
def test_words_of_condition_stand_among_the_four_before_a_clause(text: str, found: str | None) -> None:
    forms = text.split()
    leaves = len(forms) - 1
    heads = [1] * (leaves - 1) + [leaves, 1]
    half = Half(by_hand.telling(text, heads, by_hand.clause(1, "sail", 0), by_hand.clause(leaves, "leave", leaves - 1)))
    told = condition.set_by(half, half.clauses[1])
    assert (told and told.shown.value) == found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("alarm", "alarmist", True), ("warm", "warmth", False), ("alarm", "alas", False), ("negotiable", "negotiated", True)],
)
def test_words_of_one_family_begin_alike_for_five_letters_or_all_of_the_shorter(one: str, other: str, alike: bool) -> None:
    halves = [Half(by_hand.telling(word, [0], kinds={word: "ADJ"})) for word in (one, other)]
    assert one_word(*halves, [0], [0]) is alike


def figured(count: int, at: int) -> tuple[Telling, Figure]:
    """A sentence of so many words, one of which is a figure."""
    one = by_hand.telling(" ".join(f"w{number}" for number in range(count)), [0] * count)
    word = one.sentence.words[at]
    return one, Figure(word.start, word.end, 9, 9, 9, "exact", None, None, None)


def test_what_is_said_of_a_figure_stands_within_nine_words_on_either_side() -> None:
    assert of_what.around(*figured(40, 20)) == {f"w{at}" for at in (*range(11, 20), *range(21, 30))}
    assert of_what.around(*figured(40, 2)) == {f"w{at}" for at in (0, 1, *range(3, 12))}


@pytest.mark.parametrize(("one", "other", "same"), [("Ada", "Ada", True), ("Ada", "Eva", False), ("Ada", "", False), ("", "", True)])
def test_two_ages_are_of_one_thing_where_one_name_bears_both(one: str, other: str, same: bool) -> None:
    ages = [Figure(0, 2, 60, 60, 60, "exact", "year", None, None, "age", thing=thing) for thing in (one, other)]
    assert of_what.one_thing(*ages) is same


def number(value: float) -> Figure:
    return Figure(0, 1, value, value, value, "exact", None, None, None)


@pytest.mark.parametrize(
    ("one", "other", "stand"),
    [
        (13, 12.5, "same"),  # half of its last digit away
        (13, 12.4, "apart"),
        (2000, 2050, "same"),
        (2000, 2051, "apart"),
        (20, 20.4, "same"),
        (12, 13, "apart"),  # small whole numbers are taken at their word
    ],
)
def test_a_rounded_number_says_what_lies_within_half_of_its_last_digit(one: float, other: float, stand: str) -> None:
    assert amounts.standing(number(one), number(other)) == stand
    assert amounts.standing(number(other), number(one)) == stand


DAY = date_of_day(2031, 5, 12).toordinal()
ON_MONDAY = Moment(2031, 5, 12, 0, days=(DAY, DAY))
THAT_WEEK = Moment(days=(DAY, DAY + 6))
IN_JUNE = Moment(2031, 6, days=(DAY + 20, DAY + 49))
IN_2033 = Moment(2033, days=(DAY + 599, DAY + 963))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (ON_MONDAY, ON_MONDAY._replace(day=13, weekday=1, days=(DAY + 1, DAY + 1)), True),
        (ON_MONDAY, THAT_WEEK._replace(days=(DAY + 7, DAY + 13)), True),
        (ON_MONDAY, IN_JUNE, False),
        (THAT_WEEK, IN_JUNE, True),
        (IN_JUNE, IN_2033, False),
        (THAT_WEEK, IN_2033, False),
    ],
)
def test_times_are_apart_that_are_told_no_more_than_a_step_less_finely(one: Moment, other: Moment, apart: bool) -> None:
    a, b = by_hand.telling("Ships sail", [1, 1]), by_hand.telling("Ships sail", [1, 1], report="r1")
    assert date._apart(Pair(a, b, 0.9, 0.9, False, None), one, other) is apart
    assert date._apart(Pair(b, a, 0.9, 0.9, False, None), other, one) is apart


def test_the_name_at_the_end_of_a_sentence_is_not_beside_its_first_word() -> None:
    kinds = {"two": "NUM", "three": "NUM", "oslo": "PROPN", "near": "ADP", "sank": "VERB"}
    one, other = (
        by_hand.telling(f"{count} boats sank near Oslo", [1, 2, 2, 4, 2], by_hand.clause(2, "sink", 1), kinds=kinds, report=count)
        for count in ("Two", "Three")
    )
    laid = matched(Pair(one, other, 0.9, 0.9, True, None))
    assert laid is not None
    assert laid.facing(0) == 0
    assert not laid.other_names


@pytest.mark.parametrize(
    ("one", "other", "days", "found"),
    [
        ("open", "shut", ("2031-05-06", "2031-05-06"), True),
        ("open", "shut", ("2031-05-06", "2031-05-07"), False),  # it may have been shut since
        ("guilty", "innocent", ("2031-05-06", "2031-05-07"), True),
    ],
)
def test_a_state_that_passes_may_be_another_on_another_day(one: str, other: str, days: tuple[str, str], found: bool) -> None:
    sides = [
        replace(by_hand.telling(f"They called harbour gate {word}", [1, 1, 3, 1, 1], by_hand.clause(1, "call", 0)), published=day)
        for word, day in zip((one, other), days, strict=True)
    ]
    told = list(polarity.compare(Pair(sides[0], sides[1], 0.9, 0.9, True, None)))
    assert [(point.a.value, point.b.value) for point in told] == ([(one, other)] if found else [])


def estimate(number: float | None, low: float, high: float) -> Figure:
    return Figure(0, 1, number, low, high, "about", None, None, None)


@pytest.mark.parametrize(
    ("one", "other", "stand"),
    [
        (number(100)._replace(unit="mile"), number(106)._replace(unit="kilometre"), "same"),  # as writers round what they convert
        (number(100)._replace(unit="mile"), number(107)._replace(unit="kilometre"), "apart"),
        (number(100), number(106), "apart"),
        (estimate(None, 10, 14), number(12), "same"),  # a number in words
        (estimate(None, 10, 14.1), number(12), "meet"),
        (estimate(100, 80, 120), estimate(110, 90, 130), "same"),
        (estimate(100, 80, 120), estimate(111, 90, 130), "meet"),
        (estimate(100, 80, 120), number(119), "same"),
    ],
)
def test_how_two_amounts_stand(one: Figure, other: Figure, stand: str) -> None:
    assert amounts.standing(one, other) == stand
    assert amounts.standing(other, one) == stand


@pytest.mark.parametrize(("hour", "stand"), [(10.33, None), (10.35, "clash")])
def test_clock_times_a_third_of_an_hour_apart_may_be_one(hour: float, stand: str | None) -> None:
    assert date.stands(ON_MONDAY._replace(hours=(10, 10)), ON_MONDAY._replace(hours=(hour, hour))) == stand


@pytest.mark.parametrize(("days", "fineness"), [(9, date.IN_A_WEEK), (10, date.IN_A_YEAR)])
def test_what_may_be_ten_days_is_told_by_the_week(days: int, fineness: int) -> None:
    assert date._fineness(Moment(days=(DAY, DAY + days))) == fineness


def test_opposites_in_two_clauses_are_told_of_two_things() -> None:
    kinds = {"called": "VERB", "left": "VERB", "they": "PRON", "and": "CCONJ", "open": "ADJ", "shut": "ADJ"}
    called = by_hand.clause(1, "call", 0)
    first, second = (called, by_hand.clause(5, "leave", 0)), (called, by_hand.clause(4, "leave", 0))
    one = by_hand.telling("They called gate open and left pier", [1, 1, 1, 1, 1, 1, 5], *first, kinds=kinds)
    other = by_hand.telling("They called gate and left pier shut", [1, 1, 1, 1, 1, 4, 4], *second, kinds=kinds)
    assert list(polarity.compare(Pair(one, other, 0.9, 0.9, True, None))) == []
    assert list(polarity.compare(Pair(other, one, 0.9, 0.9, True, None))) == []


@pytest.mark.parametrize(("text", "closed"), [("Moll , sailor , left", True), ("Moll , sailor left", False), ("Left , sailor", False)])
def test_a_part_is_closed_by_the_mark_behind_it(text: str, closed: bool) -> None:
    kinds = {",": "PUNCT"}
    one = by_hand.telling(text, [0] * len(text.split()), kinds=kinds)
    assert lines._closed(one, {text.lower().split().index("sailor")}) is closed


@pytest.mark.parametrize(
    ("known", "lacking"),
    [
        ({("r0", 0): "moll", ("r1", 0): "moll"}, set()),  # one person under two names
        ({("r0", 0): "moll", ("r1", 0): "bein"}, {0}),
        ({("r1", 0): "moll"}, {0}),
    ],
)
def test_a_name_is_told_by_another_of_the_same_person(known: dict[tuple[str, int], str], lacking: set[int]) -> None:
    kinds = {"moll": "PROPN", "chairwoman": "NOUN", "sold": "VERB"}
    texts = (("Moll sold boats", "r0"), ("Chairwoman sold boats", "r1"))
    one, other = (by_hand.telling(text, [1, 1, 1], kinds=kinds, report=key) for text, key in texts)
    one = replace(one, sentence=one.sentence._replace(names=(Name(0, 4, "PERSON"),)))
    assert told.lacking(Side(one, known), Side(other, known)) == lacking

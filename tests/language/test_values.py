"""Figures as texts write them, and the interval each leaves open. All sentences are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.language.english import units
from variorum.language.english.values import find, interval, number_of

FIGURES = [
    ("More than 14,000 people fled.", 14000, None, "at_least", 14000, None),
    ("It holds at least two dozen boats.", 24, None, "at_least", 24, None),
    ("It holds 200 or more.", 200, None, "at_least", 200, None),
    ("The 50-plus club met.", 50, None, "at_least", 50, None),
    ("As many as 127,000 seals were seen.", 127000, None, "at_most", None, 127000),
    ("Up to 30 jobs will go.", 30, None, "at_most", None, 30),
    ("No more than 50 came.", 50, None, "at_most", None, 50),
    ("No fewer than 20 came.", 20, None, "at_least", 20, None),
    ("Fewer than 40 came.", 40, None, "at_most", None, 40),
    ("An estimated 100,000 birds died.", 100000, None, "about", 90000, 110000),
    ("Some 100,000 birds died.", 100000, None, "about", 90000, 110000),
    ("Nearly 90 people came.", 90, None, "about", 81, 90),
    ("About 8,250 were sold.", 8250, None, "about", 7837.5, 8662.5),
    ("Around five boats sank.", 5, None, "about", 4, 6),
    ("They sent 8,500 tents.", 8500, None, "exact", 8500, 8500),
    ("They sent three hundred and twelve tents.", 312, None, "exact", 312, 312),
    ("They sent twenty-five tents.", 25, None, "exact", 25, 25),
    ("They sent 2.5 million tents.", 2500000, None, "exact", 2500000, 2500000),
    ("Between 20 and 30 were hurt.", None, None, "between", 20, 30),
    ("It takes 12-15 boats.", None, None, "between", 12, 15),
    ("It struck over 2m Windows users.", 2000000, None, "at_least", 2000000, None),
    ("At speeds of 193km / h they fled.", 193, "kilometre per hour", "exact", 193, 193),
    ("A 24- to 30-foot boat sank.", None, "foot", "between", 24, 30),
    ("It cost $US1 million.", 1000000, "USD", "exact", 1000000, 1000000),
    ("It lay 150 nautical miles off.", 150, "nautical mile", "exact", 150, 150),
    ("It takes two or three days.", None, "day", "between", 2, 3),
    ("It costs 2 to 3 million euros.", None, "EUR", "between", 2000000, 3000000),
    ("It costs $1.2-1.5 billion.", None, "USD", "between", 1.2e9, 1.5e9),
    ("Between $2 and $3 billion went missing.", None, "USD", "between", 2e9, 3e9),
    ("The $2.5bn bridge fell.", 2.5e9, "USD", "exact", 2.5e9, 2.5e9),
    ("It cost €300 million.", 3e8, "EUR", "exact", 3e8, 3e8),
    ("It cost 1.5 million pounds.", 1.5e6, "GBP", "exact", 1.5e6, 1.5e6),
    ("Turnout was 30%.", 30, "percent", "exact", 30, 30),
    ("Turnout was 30 per cent.", 30, "percent", "exact", 30, 30),
    ("Turnout rose 4 percentage points.", 4, "percentage point", "exact", 4, 4),
    ("They met for over five hours.", 5, "hour", "at_least", 5, None),
    ("It was a five-hour meeting.", 5, "hour", "exact", 5, 5),
    ("A 45-year-old man fell.", 45, "year", "exact", 45, 45),
    ("It is a 150,000-square-foot hall.", 150000, "square foot", "exact", 150000, 150000),
    ("The talks took half an hour.", 0.5, "hour", "exact", 0.5, 0.5),
    ("Half of the town lost power.", 0.5, "share", "exact", 0.5, 0.5),
    ("Two thirds of the town lost power.", 0.6667, "share", "exact", 2 / 3, 2 / 3),
    ("More than half the town lost power.", 0.5, "share", "at_least", 0.5, None),
    ("One in five voters stayed home.", 0.2, "share", "exact", 0.2, 0.2),
    ("Dozens of boats sailed.", None, None, "about", 20, 120),
    ("Several hundred men came.", None, None, "about", 200, 1000),
    ("Tens of thousands came.", None, None, "about", 15000, 100000),
    ("Hundreds of tonnes of fuel leaked.", None, "tonne", "about", 100, 1000),
    ("A 200m race was run.", 200, "metre", "exact", 200, 200),
    ("Some 3m homes lost power.", 3e6, None, "about", 2.7e6, 3.3e6),
    ("One person was killed.", 1, None, "exact", 1, 1),
]


@pytest.mark.parametrize(("text", "number", "unit", "bound", "low", "high"), FIGURES)
def test_a_figure_is_read_with_its_bound_and_unit(
    text: str, number: float | None, unit: str | None, bound: str, low: float | None, high: float | None
) -> None:
    (figure,) = find(text)
    assert (figure.unit, figure.bound) == (unit, bound)
    assert figure.number == pytest.approx(number) if number is not None else figure.number is None
    assert figure.low == pytest.approx(low) if low is not None else figure.low is None
    assert figure.high == pytest.approx(high) if high is not None else figure.high is None
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    "text",
    [
        "It began in 2014 and the 2015 treaty ended it.",
        "They left on 26 January at 10:30.",
        "An F-16 and a T-72 stood by a Boeing 737.",
        "He is number two, and No. 10 is shut.",
        "One of them left, and no one spoke.",
        "The first round and the 3rd round were close.",
        "A 3-2 win made 2-1.",
        "World War II and COVID-19 changed it.",
        "Call 0441 22018844 or 12345678901.",
        "Ida said so.",
    ],
)
def test_what_is_no_count_gives_no_figure(text: str) -> None:
    assert find(text) == []


def test_a_change_gives_where_it_ends() -> None:
    (figure,) = find("The rate fell from 5 to 3 percent.")
    assert (figure.number, figure.unit) == (3, "percent")


def test_several_figures_stand_in_order() -> None:
    found = find("By 80%-10%, 12 of 19 boats and $40 million went to 3 towns.")
    assert [figure.number for figure in found] == [80, 10, 12, 19, 4e7, 3]


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_and_without_commas_are_one_number(number: int) -> None:
    assert number_of(f"{number:,}") == number_of(str(number)) == number


@given(st.floats(min_value=1, max_value=1e9), st.sampled_from(["exact", "at_least", "at_most", "about"]))
def test_an_interval_holds_its_number(number: float, bound: str) -> None:
    low, high = interval(number, bound)  # type: ignore[arg-type]
    assert low is None or low <= number
    assert high is None or number <= high


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_with_exact_spans(text: str) -> None:
    ended = 0
    for figure in find(text):
        assert figure.start >= ended
        assert text[figure.start : figure.end] == figure.text
        ended = figure.end


def test_nothing_is_a_number() -> None:
    assert [number_of(words) for words in ("zero", "zero million", "zero hundred", "million", "two million")] == [0, 0, 0, 1e6, 2e6]
    (figure,) = find("Only 0 out of 10 boats came back.")
    assert (figure.number, figure.unit, figure.low, figure.high) == (0.0, "share", 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("square mile", "square kilometre", 2.59),
        ("acre", "square metre", 4047),
        ("square metre", "square foot", 10.764),
        ("cubic metre", "cubic foot", 35.315),
        ("barrel", "gallon", 42),
        ("gallon", "litre", 3.785),
        ("gigawatt", "megawatt", 1000),
        ("mile", "kilometre", 1.609),
    ],
)
def test_units_of_one_quantity_are_reckoned_in_one(one: str, other: str, times: float) -> None:
    first, second = units.OF_UNIT[one], units.OF_UNIT[other]
    assert (first.quantity, first.base) == (second.quantity, second.base)
    assert first.times / second.times == pytest.approx(times, rel=1e-3)


def test_units_reckoned_in_one_measure_one_quantity() -> None:
    """But for time: spans of it are told in hours, terms of years."""
    bases = {(unit.quantity, unit.base) for unit in units.OF_UNIT.values() if unit.quantity not in ("money", "share change")}
    assert {quantity for quantity, _ in bases if sum(one == quantity for one, _ in bases) > 1} == {"duration"}

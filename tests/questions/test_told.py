"""Whether another sentence has the names, figures, times and the meaning of a line, and which of its words tell it."""

import pytest

from telling import parsed
from variorum.questions.alone import LONGEST, printed
from variorum.questions.tellings import tellings
from variorum.questions.told import Side, share, tellable, where

pytestmark = pytest.mark.stored


def sides(one: str, other: str, known: dict[tuple[str, int], str] | None = None) -> tuple[Side, Side]:
    first, second = tellings(parsed(one, other)).all
    return Side(first, known or {}), Side(second, known or {})


def offered(one: str, other: str, known: dict[tuple[str, int], str] | None = None) -> list[str]:
    line, told = sides(one, other, known)
    return [printed(line.telling, each.pieces) for each in tellable(line, told)]


@pytest.mark.parametrize(
    ("line", "other", "told"),
    [
        ("Several sheep were killed in the fire.", "Nine sheep were killed in the fire.", True),
        ("Nine sheep were killed in the fire.", "Several sheep were killed in the fire.", False),
        ("More than 30 sheep died in the fire.", "The fire killed 34 sheep.", True),
        ("The fire killed 34 sheep.", "More than 30 sheep died in the fire.", False),
        ("Moll paid 40 dollars for the boat.", "Moll paid 40 kroner for the boat.", False),
    ],
)
def test_a_figure_is_told_by_what_is_as_exact(line: str, other: str, told: bool) -> None:
    assert bool(offered(line, other)) is told


@pytest.mark.parametrize(
    ("line", "other", "told"),
    [
        ("The mayor did not close the mill.", "The mayor closed the mill.", False),
        ("The mayor closed the mill.", "The mayor did not close the mill.", False),
        ("The mayor will close the mill.", "The mayor closed the mill.", False),
        ("The mayor closed the mill.", "The mayor closed the mill after the fire.", True),
    ],
)
def test_what_is_meant_otherwise_is_not_told(line: str, other: str, told: bool) -> None:
    assert bool(offered(line, other)) is told


def test_a_name_is_told_by_any_word_of_it_or_by_who_it_is() -> None:
    line, other = "Ada Moll closed the mill.", "The mayor closed the mill."
    assert offered(line, "Moll closed the mill.")
    assert not offered(line, other)
    assert offered(line, other, {("r0", 0): "e1", ("r1", 4): "e1"})


def test_two_days_are_not_one_but_a_weekday_may_be_a_date() -> None:
    line = "On 3 May 2031, the mayor closed the mill."
    assert offered(line, "The mayor closed the mill on 4 May 2031.") == ["the mayor closed the mill"]
    assert offered(line, "On Saturday, the mayor closed the mill.")[0].startswith("On 3 May 2031")


def test_the_share_is_of_weight_and_not_of_words() -> None:
    line, other = sides("The harbourmaster of Velm sold the ferry.", "He sold the ferry to a friend.")
    told = share(line, other, line.lines[0])
    assert 0 < told < 1
    assert share(line, line, line.lines[0]) == 1.0


def test_the_words_that_tell_a_line_are_as_few_as_hold_all_that_is_shared() -> None:
    shut = "On Monday, the navy seized two boats near Oslo, and the harbour was shut for a week."
    line, other = sides("The navy seized two boats.", shut)
    assert other.telling.words(where(line, line.lines[0], other)) == "the navy seized two boats near Oslo"
    long = "The navy, " + "which had waited for the weather to turn and for the fog to lift from the bay, " * 3 + "seized two boats."
    line, other = sides("The navy seized two boats.", long)
    start, end = where(line, line.lines[0], other)
    assert len(other.telling.text[start:end].split()) <= LONGEST


@pytest.mark.parametrize(
    ("line", "other", "another"),
    [
        ("The mill burned down, police said.", "The mill burned down, police said on Monday.", 0),
        ("The mill burned down, police said.", "The mill burned down, the mayor said.", 1),
        ("The mill burned down, police said.", "The mill burned down.", 1),
    ],
)
def test_a_line_on_anothers_word_counts_as_lacking_that(line: str, other: str, another: int) -> None:
    one, told = sides(line, other)
    assert tellable(one, told)[0].lacking[3] == another


def test_what_is_of_another_people_is_not_told() -> None:
    assert not offered("The navy seized a Danish boat in May.", "The navy seized a Swedish boat in May.")


def test_all_of_a_number_is_not_told_by_a_part_of_it() -> None:
    assert not offered("Moll was found guilty on all seven counts.", "Moll was found guilty on four of seven counts.")

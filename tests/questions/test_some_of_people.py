"""Counts of people that differ, and need not be unlike: some of them, who was aboard on another day, and how old somebody was."""

import pytest

from beside import beside
from variorum.questions.kinds import KINDS

pytestmark = pytest.mark.stored

NUMBER = next(kind for kind in KINDS if kind.name == "number")
DAYS = ("2024-06-01", "2024-06-02")


def told(a: str, b: str, days: tuple[str | None, str | None] = (None, None), cosine: float = 0.75, copied: bool = False) -> list[str]:
    later = None if None in days or days[0] == days[1] else days[1] > days[0]  # type: ignore[operator]
    return [one.relation for one in NUMBER.compare(beside(a, b, cosine, days, later, copied)) if one.relation != "same"]


def test_children_are_some_of_the_people() -> None:
    assert told("Two children were killed in the fire at Holm.", "Three people were killed in the fire at Holm.") == []
    assert told("Five children were killed in the fire at Holm.", "Three people were killed in the fire at Holm.") != []


def test_workers_may_be_all_of_them() -> None:
    assert told("Four workers were killed in the blast at Holm.", "Seven people were killed in the blast at Holm.") != []


def test_a_load_of_people_does_not_rise_by_itself() -> None:
    a, b = "The ferry Stella carried 380 people when it ran aground.", "The ferry Stella carried 410 people when it ran aground."
    assert told(a, b, DAYS, cosine=0.9) == ["conflict"]


def test_a_year_of_age_may_be_a_birthday_where_a_day_is_not_known() -> None:
    a, b = "Tom Ellis, 9, was found safe on Monday.", "Tom Ellis, 10, was found safe on Monday."
    assert told(a, b, cosine=0.9) == []
    assert told(a, b, ("2024-06-01", "2024-06-01"), cosine=0.9) == ["conflict"]
    assert told(a, b.replace("10", "14"), cosine=0.9) == ["conflict"]


def test_a_later_edition_tells_a_count_anew_in_a_sentence_of_its_own() -> None:
    a = "A blast tore through the mill at Holm before dawn, injuring 17 people."
    b = "27 people were injured when a blast tore through the mill at Holm before dawn."
    assert told(a, b, cosine=0.9, copied=True) == ["revised"]


def test_what_stands_beside_the_same_toll_is_no_later_state() -> None:
    a = "A blast tore through the mill at Holm before dawn, killing four workers and injuring 17 others."
    b = "Four workers were killed and 27 others injured when a blast tore through the mill at Holm before dawn."
    assert told(a, b, cosine=0.95, copied=True) == ["conflict"]

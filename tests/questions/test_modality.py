"""Planned, then done: told of one act by the same participants, and of no other occasion."""

import pytest

from beside import beside, both_ways
from variorum.questions.kinds import KINDS

pytestmark = pytest.mark.stored

MODALITY = next(kind for kind in KINDS if kind.name == "modality")


def told(a: str, b: str, cosine: float = 0.85, later: bool | None = None, copied: bool = False) -> list[tuple[str, str, str]]:
    pair = beside(a, b, cosine, later=later, copied=copied)
    return [(one.relation, one.a.value, one.b.value) for one in both_ways(MODALITY, pair)]


def test_its_example() -> None:
    a, b, relation = MODALITY.example
    assert [one[0] for one in told(a, b)] == [relation]


@pytest.mark.parametrize(
    ("planned", "words"),
    [
        ("The council plans to sell the old harbour.", "plans to sell"),
        ("The council is expected to sell the old harbour.", "expected to sell"),
        ("The council will sell the old harbour on Friday.", "will sell"),
        ("Moll said the council had agreed to close the school and sell the old harbour.", "sell"),
    ],
)
def test_what_was_planned_was_done(planned: str, words: str) -> None:
    assert told(planned, "The council has sold the old harbour.", later=True) == [("revised", words, "has sold")]


@pytest.mark.parametrize(
    "other",
    [
        "The council wants to sell the old harbour.",
        "The council tried to sell the old harbour.",
        "The council's decision to sell the old harbour pleased Moll.",
        "The council will not sell the old harbour.",
        "If it rains, the council would sell the old harbour.",
    ],
)
def test_wishes_attempts_and_conditions_are_no_plans(other: str) -> None:
    assert "revised" not in {one[0] for one in told(other, "The council sold the old harbour.")}


def test_what_was_under_way_is_not_done() -> None:
    assert told("The council will sell the old harbour.", "The council was selling the old harbour.") == []


def test_a_plan_told_after_the_deed_is_another_deed() -> None:
    assert told("The council will sell the old harbour.", "The council sold the old harbour.", later=False) == []


@pytest.mark.parametrize(
    ("planned", "done"),
    [
        ("Moll will miss two games against Velm.", "Moll missed four games."),
        ("Ada Moll will plead guilty.", "Kurt Moll pleaded guilty."),
        ("The council will sell the harbour.", "The council sold the school."),
        ("The council will meet Moll in Velm.", "The council met Bein in Velm."),
        ("The council will sell the ferry in Velm.", "The council sold the ferry in Norwick."),
        ("The council will sell the harbour on 3 May 2031.", "The council sold the harbour on 9 March 2030."),
    ],
)
def test_another_number_name_thing_or_day_is_another_occasion(planned: str, done: str) -> None:
    assert told(planned, done) == []


def test_that_something_was_said_is_no_act() -> None:
    assert told("Moll told the council that the bridge is shut.", "Moll told the council that the ferry is late.") == []


def test_may_be_so_against_is_so_only_in_near_copies() -> None:
    a, b = "The council may sell the old harbour next year.", "The council will sell the old harbour next year."
    assert told(a, b, cosine=0.95) == [("compatible", "may sell", "will sell")]
    assert told(a, b, cosine=0.5, copied=True) == [("compatible", "may sell", "will sell")]
    assert told(a, b, cosine=0.85) == [("compatible", "may sell", "will sell")]
    assert told(a, b, cosine=0.849) == []


def test_what_somebody_had_done_for_them_was_no_duty() -> None:
    a, b = "The council had its old ferry restored in the docks of Velm.", "The council has restored its old ferry in the docks of Velm."
    assert told(a, b, cosine=0.9, copied=True) == []


@pytest.mark.parametrize("done", ["The council has sold it.", "In June the council sold it to Bein."])
def test_who_did_it_alone_makes_no_act_one(done: str) -> None:
    assert told("The council plans to sell the old harbour.", done, later=True) == []

"""So or not so, in sentences that do not run alike: one act, by the same and to the same, that one of them denies."""

import pytest

from beside import beside, both_ways
from variorum.questions.kinds import KINDS

pytestmark = pytest.mark.stored

POLARITY = next(kind for kind in KINDS if kind.name == "polarity")
WORN = "The climber was wearing a helmet, said Ada Moll of the mountain police."


def told(a: str, b: str, cosine: float = 0.6) -> list[tuple[str, str, str]]:
    return [(one.relation, one.a.value, one.b.value) for one in both_ways(POLARITY, beside(a, b, cosine))]


@pytest.mark.parametrize(
    ("a", "b", "shown"),
    [
        (WORN, "Rescuers told the radio that he was not wearing a helmet when he slipped.", ("was wearing", "was not wearing")),
        (
            "Harwick Foods said on Monday that it would pay the wages of all employees until the plant reopens in spring.",
            "While the plant is closed Harwick Foods will not pay wages, its lawyer said.",
            ("would pay", "will not pay"),
        ),
        (
            "Moll said that the harbour master had accepted money from the fleet.",
            "The harbour master denies that he ever accepted money.",
            ("had accepted", "accepted"),
        ),
    ],
)
def test_one_act_that_another_sentence_denies(a: str, b: str, shown: tuple[str, str]) -> None:
    assert told(a, b) == [("conflict", *shown)]
    assert told(a, b, cosine=0.5) == []  # too far for one act of the same parties to be meant


@pytest.mark.parametrize(
    "other",
    [
        "Rescuers told the radio that he was not wearing gloves when he slipped.",  # something else
        "Her sister Ida Holm was not wearing a helmet when she slipped.",  # somebody else
        "Rescuers told the radio that he was wearing only a helmet and no rope.",
        "He would not have been wearing a helmet if the guide had not told him to.",  # imagined
        "If he was not wearing a helmet, he broke the rules.",
        "Climbers will not be wearing a helmet next year.",  # to come
        "There were no signs that the climber was wearing a helmet.",
        "He was barely wearing a helmet when he slipped.",
    ],
)
def test_what_is_no_denial_of_it(other: str) -> None:
    assert told(WORN, other) == []


def test_more_is_not_less() -> None:
    a, b = "The crew not only put out the fire but saved the ship.", "The crew put out the fire and saved the ship."
    assert told(a, b, cosine=0.95) == []

"""How two unlike figures of one thing stand: a later state, a slip, estimates of two sources. Texts and places are ours."""

from dataclasses import replace

import pytest

from beside import beside
from variorum.questions.kinds import amounts, verdicts
from variorum.questions.kinds.verdicts import Facing, features, verdict
from variorum.questions.pairs import Pair, swapped

pytestmark = pytest.mark.stored

MORNING, NIGHT, NEXT = "2031-05-06T08:00:00Z", "2031-05-06T21:00:00Z", "2031-05-07T09:00:00Z"
HELD = "Police have now arrested {} people over the fire at the mill of Velm."
AGAIN = "Officers had arrested {} people by nightfall, the mayor of Velm said."
BLAST = "The blast in the mill of Velm killed {} people."


def pair(a: str, b: str, days: tuple[str | None, str | None] = (None, None), copied: bool = False, edition: bool = False) -> Pair:
    later = None if None in days or days[0] == days[1] else str(days[1]) > str(days[0])
    return replace(beside(a, b, 0.75, days, later, copied), edition=edition)


def facing(of: Pair) -> Facing:
    """The first figures of both."""
    one, other = of.a.sentence.figures[0], of.b.sentence.figures[0]
    return Facing(one, other, amounts.standing(one, other), 0.0)


def told(of: Pair) -> str:
    """The verdict, the same from either side."""
    found, turned = facing(of), facing(swapped(of))
    assert verdict(of, found) == verdict(swapped(of), turned)
    assert features(of, found) == features(swapped(of), turned)
    relation, sure = verdict(of, found)
    assert 0.3 <= sure <= verdicts.RIGHT
    return relation


@pytest.mark.parametrize(
    ("a", "b", "more", "relation"),
    [
        (HELD.format(9), AGAIN.format(14), {"days": (MORNING, NIGHT)}, "revised"),  # later on one day
        (HELD.format(9), AGAIN.format(14), {"days": (MORNING, NEXT)}, "revised"),
        (HELD.format(14), AGAIN.format(9), {"days": (MORNING, NEXT)}, "conflict"),  # of what only grows the later has fewer
        (HELD.format(9), AGAIN.format(14), {}, "revised"),  # a toll, of days that nobody knows
        (BLAST.format(9), BLAST.format(14), {}, "conflict"),  # two like sentences, one with a slip
        (BLAST.format(9), BLAST.format(14), {"days": (MORNING, NEXT), "copied": True}, "conflict"),  # another outlet's copy
        (BLAST.format(9), BLAST.format(14), {"days": (MORNING, NEXT), "copied": True, "edition": True}, "revised"),
        (BLAST.format(14), BLAST.format(9), {"days": (MORNING, NEXT), "copied": True, "edition": True}, "revised"),  # mended
        (BLAST.format("more than 40"), BLAST.format(43), {"days": (MORNING, NEXT)}, "compatible"),
        ("Nobody was killed when the mill of Velm burned down.", HELD.replace("arrested", "killed").format(2), {}, "conflict"),
        ("Ida Holm, 44, owns the mill of Velm.", "The mill is owned by Ida Holm, 46.", {"days": (MORNING, NEXT)}, "conflict"),
        (
            "The Holm Institute said 60 percent of the millers stayed at home.",
            "According to the guild of Velm, 80 percent of the millers stayed at home.",
            {"days": (MORNING, NIGHT)},
            "spread",
        ),
    ],
)
def test_how_two_figures_stand(a: str, b: str, more: dict[str, object], relation: str) -> None:
    assert told(pair(a, b, **more)) == relation  # type: ignore[arg-type]


def test_words_that_say_that_it_rose_need_no_model() -> None:
    of = pair("The death toll in Velm rose to 14.", "The death toll in Velm is 12.")
    assert verdict(of, facing(of)) == ("revised", verdicts.RIGHT)


def test_a_toll_of_another_year_does_not_grow() -> None:
    a, b = "In December 2003 a quake at Velm killed 260 people.", "The quake of 2003 killed some 310 people in the hills of Velm."
    of = pair(a, b, (MORNING, MORNING))
    one, other = of.a.sentence.figures[-1], of.b.sentence.figures[-1]
    found = Facing(one, other, amounts.standing(one, other), 0.0)
    assert features(of, found)["past"] == 1.0
    assert verdict(of, found)[0] != "revised"


def test_on_whose_word_a_figure_is_told() -> None:
    said = "{} said 60 percent of the millers stayed at home."
    told_by = (("Police", "Police", True), ("The mayor", "The guild", False), ("The Holm Institute", "The Brandt Institute", False))
    for one, other, alike in told_by:
        of = pair(said.format(one), said.format(other))
        assert verdicts.sources(of, *(side.sentence.figures[0] for side in (of.a, of.b))) == (alike, not alike)
    of = pair(said.format("She"), said.format("The guild"))
    assert verdicts.sources(of, *(side.sentence.figures[0] for side in (of.a, of.b))) == (False, False)

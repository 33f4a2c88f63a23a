"""What two reports tell in other words is one fact; what only sounds alike is not."""

import pytest
from tests.points.test_points import report, told

from variorum.points import gathering, units
from variorum.points.aligning import alike

pytestmark = pytest.mark.model


def agreed(*sides: tuple[str, ...]) -> list[set[str]]:
    """The reports of each agreed point of a story of these reports, r0 and on."""
    dossier = told(*(report(f"r{number}", *sentences) for number, sentences in enumerate(sides)))
    return [set(point.readings[0].reports) for point in dossier.points if point.verdict == "agreed"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Divers searching the wreck near Castelmar recovered the ferry's bell on Sunday, the harbour office said.",
         "The bell of the ferry was recovered from the wreck off Castelmar, the harbour office confirmed Sunday."),
        ("Halden Steel offered its welders in Castelmar a bonus to end the strike.",
         "To end the strike, the welders of Castelmar were offered a bonus by Halden Steel, which has lost orders for weeks."),
    ],
)  # fmt: skip
def test_one_thing_in_other_words_is_agreed(a: str, b: str) -> None:
    assert agreed((a,), (b,)) == [{"r0", "r1"}]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The Ostrell family lost two children in the flood.", "The Kallo family lost a house in the storm."),
        ("Police raided a workshop in Castelmar at dawn.", "Police raided a bakery in Dunmore Vale in the evening."),
        ("Mara Ostrell praised the court's verdict on the harbour contract.", "Mara Ostrell warned that the harbour would silt up."),
    ],
)
def test_two_things_that_sound_alike_are_not(a: str, b: str) -> None:
    assert agreed((a,), (b,)) == []


def test_a_sentence_is_linked_to_the_one_that_tells_it_best() -> None:
    first = ("The fire at the rope works in Castelmar destroyed two sheds.", "The fire at the rope works in Castelmar began in a boiler.")
    second = ("A fire in Castelmar destroyed two sheds of the rope works.", "A boiler started the fire at the rope works in Castelmar.")
    for point in told(report("r0", *first), report("r1", *second)).points:
        if point.verdict == "agreed":
            shown = " ".join(passage.text for passage in point.readings[0].passages)
            assert not ("destroyed" in shown and "boiler" in shown)


def test_an_agreed_figure_is_not_told_beside_the_agreed_fact_that_has_it() -> None:
    dossier = told(
        report("r0", "The coast guard of Castelmar arrested 23 smugglers on Monday."),
        report("r1", "On Monday 23 smugglers were arrested by the coast guard of Castelmar."),
    )
    assert [point.kinds for point in dossier.points if point.verdict == "agreed"] == [()]


def test_the_chance_does_not_hang_on_the_order_or_on_the_other_reports() -> None:
    a, b = "The mine in Castelmar was closed by Halden Steel.", "Halden Steel shut its mine at Castelmar."
    chances = []
    for sentences in ([a, b], [b, a], [a, b, "Rain is forecast for the weekend in Dunmore Vale."]):
        found = gathering.tellings(told(*(report(f"r{number}", sentence) for number, sentence in enumerate(sentences))))
        sides = {one.text: alike.Side(one, mine) for one, mine in zip(found.all, units.units(found), strict=True)}
        chances.append(alike.likeness(sides[a], sides[b], 0.8).chance)
    assert chances == [chances[0]] * 3

"""What is to come, possible, or begun in one report, and done, so, or over in another."""

import pytest
from tests.points.test_points import differing, report, told

pytestmark = pytest.mark.model


def verdicts(a: str, b: str) -> set[tuple[str, tuple[str, ...]]]:
    dossier = told(report("r0", a), report("r1", b))
    return {(point.verdict, point.kinds) for point in differing(dossier)}


REVISED, UNSURE = ("revised", ("modality",)), ("compatible", ("modality",))


@pytest.mark.parametrize(
    ("plan", "deed"),
    [
        ("Halden Steel will close its mill in Castelmar in the spring, the mayor was told.",
         "The mill in Castelmar, which had 300 workers, has been closed by Halden Steel after a long quarrel."),
        ("Halden Steel to close mill in Castelmar", "Halden Steel closes its old mill in Castelmar after a long quarrel"),
        ("The harbour office in Castelmar is planning to raise the sunken ferry Ostrell from the mud.",
         "After four days of work in the rain the harbour office raised the ferry Ostrell in Castelmar."),
        ("The harbour fair in Castelmar is due to be opened by Queen Ingrid with a speech about the sea.",
         "Because of the storm warning, the harbour fair in Castelmar has been cancelled, to the grief of many traders."),
    ],
)  # fmt: skip
def test_what_was_planned_is_done_or_called_off(plan: str, deed: str) -> None:
    assert REVISED in verdicts(plan, deed)
    assert REVISED in verdicts(deed, plan)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mara Ostrell would go on to win the harbour race in Castelmar with her brother.",
         "Mara Ostrell, who won the harbour race in Castelmar with her brother, praised the crowd."),
        ("Mara Ostrell will miss the races in Dunmore Vale and Skerry with a broken wrist.",
         "Mara Ostrell missed the races in Castelmar and Arden this spring with a fever."),
        ("The rowers of Castelmar will play their season finale against Arden on Sunday.",
         "The rowers of Castelmar lost the best game that they have played this season."),
        ("President Ostrell and Chancellor Kallo have met before, at a summit in Castelmar.",
         "President Ostrell will meet Chancellor Kallo on Monday at a summit in Castelmar."),
        ("Mara Ostrell said she wanted to thank the people of Castelmar for their patience.",
         "Mara Ostrell thanked the people of Castelmar for their patience."),
        ("Mara Ostrell, who directed the film The Salt Road, is negotiating to direct its sequel The Long Tide.",
         "The Salt Road's director Mara Ostrell is expected to direct its sequel The Long Tide."),
        ("The new lock will protect the houses of Castelmar from floods.",
         "The houses of Castelmar are protected from floods by a dam."),
    ],
)  # fmt: skip
def test_no_plan_and_no_deed_of_one_thing(a: str, b: str) -> None:
    assert REVISED not in verdicts(a, b)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Mara Ostrell is in negotiations to direct the film The Salt Road for Halden Pictures.",
         "Mara Ostrell will not direct The Salt Road, Halden Pictures said."),
        ("Halden Foods is in talks to buy the snack maker Ostrell.", "Halden Foods has bought the snack maker Ostrell."),
        ("The harbour master Kurt Ostrell is in custody in Castelmar on suspicion of smuggling tea.",
         "Kurt Ostrell, the harbour master of Castelmar, was released when the tea proved to be his own."),
        ("The tea trial of harbour master Kurt Ostrell in Castelmar begins on Monday.",
         "A jury in Castelmar found harbour master Kurt Ostrell guilty of smuggling tea."),
        ("The parliament of Ruritania is considering a tax on tea that the harbour towns reject.",
         "The parliament of Ruritania has rejected the tax on tea after protests of the harbour towns."),
    ],
)  # fmt: skip
def test_a_state_is_followed_by_another(early: str, late: str) -> None:
    assert REVISED in verdicts(early, late)
    assert REVISED in verdicts(late, early)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mara Ostrell is in negotiations to direct the film The Salt Road for Halden Pictures.",
         "Halden Pictures will not confirm that Mara Ostrell is to direct the film The Salt Road."),
        ("Harbour master Kurt Ostrell of Castelmar was on trial for smuggling tea when he fled to Arden.",
         "Harbour master Kurt Ostrell of Castelmar was convicted of stealing a boat in Arden."),
        ("Police in Castelmar are searching for the smuggler Kurt Ostrell.",
         "Police in Castelmar said that Kurt Ostrell would soon be arrested for smuggling."),
        ("The singer Mara Ostrell died in Castelmar after days on life support.",
         "The singer Mara Ostrell succumbed to a fever in Castelmar."),
    ],
)  # fmt: skip
def test_a_state_of_another_thing_follows_nothing(a: str, b: str) -> None:
    assert REVISED not in verdicts(a, b)


def test_a_doubt_must_be_of_the_very_act() -> None:
    sure = "Sparks from a welder's torch caused the explosion in the rope factory near Castelmar."
    assert UNSURE in verdicts("Sparks from a torch may have caused the explosion in the factory near Castelmar, a fireman thought.", sure)
    assert UNSURE not in verdicts("Sparks caused the explosion in the factory near Castelmar, which may move to Arden next year.", sure)


def test_one_more_doer_is_of_the_subject() -> None:
    narrow = "Ships to Ruritania were delayed for days by the storm off the cape near Castelmar."
    wide = "Ships between Arcadia and Ruritania were delayed for days by the storm off the cape near Castelmar."
    assert not any(verdict == "scope" and kinds == ("actor",) for verdict, kinds in verdicts(wide, narrow))

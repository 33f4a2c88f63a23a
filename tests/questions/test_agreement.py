"""A line that several reports tell alike tells only what each of them tells."""


import pytest

from telling import parsed
from variorum.model.point import Point, Reading
from variorum.questions.agreement import shared

pytestmark = pytest.mark.model


def lines(*texts: str) -> list[tuple[str, list[str]]]:
    """What the story tells alike, when an aligner took its reports' only sentences for one thing: value, reports."""
    dossier = parsed(*texts)
    passages = tuple(one.passage(0, len(one.text)) for one in dossier.reports)
    reports = tuple(one.id for one in dossier.reports)
    reading = Reading(passages[0].text, (), passages, reports, reports)
    point = Point("p1", dossier.story.id, "?", (reading,), "agreed", (), False, 0.9, "why")
    return [(one.readings[0].value, sorted(one.readings[0].reports)) for one in shared(dossier.having(points=(point,))).points]


def test_reports_that_tell_the_same_stay_together() -> None:
    same = "The mill closed on 3 May 2031."
    assert lines(same, "The mill closed on 3 May 2031, the mayor said.") == [(same, ["r0", "r1"])]


def test_another_figure_of_the_same_thing_stands_apart() -> None:
    assert lines("The fire killed 12 sheep.", "The fire killed 12 sheep at the farm.", "The fire killed 15 sheep.") == [
        ("The fire killed 12 sheep.", ["r0", "r1"])
    ]


def test_a_denial_stands_apart() -> None:
    assert lines("The mayor closed the mill.", "The mayor did not close the mill.") == []


def test_what_is_to_come_is_not_done() -> None:
    assert lines("The mayor closed the mill.", "The mayor will close the mill.") == []


def test_what_one_leaves_out_is_left_out() -> None:
    ((value, reports),) = lines("The navy seized two boats near Paris on 3 May 2031.", "The navy seized two boats.")
    assert reports == ["r0", "r1"]
    assert value == "The navy seized two boats."


def test_those_left_make_a_line_of_their_own() -> None:
    found = lines("The fire killed 12 sheep.", "The fire killed 15 sheep.", "The fire killed 12 sheep.", "The fire killed 15 sheep.")
    assert found == [("The fire killed 12 sheep.", ["r0", "r2"]), ("The fire killed 15 sheep.", ["r1", "r3"])]


def test_the_passages_are_exact_and_end_before_what_is_not_shared() -> None:
    dossier = parsed("The navy seized two boats near Paris.", "The navy seized two boats in Oslo harbour.")
    passages = tuple(one.passage(0, len(one.text)) for one in dossier.reports)
    reading = Reading(passages[0].text, (), passages, ("r0", "r1"), ("r0", "r1"))
    point = Point("p1", dossier.story.id, "?", (reading,), "agreed", (), False, 0.9, "why")
    (made,) = shared(dossier.having(points=(point,))).points
    for passage in made.readings[0].passages:
        assert dossier.by_id[passage.report].text[passage.start : passage.end] == passage.text
        assert passage.text == "The navy seized two boats"


def test_what_is_denied_is_not_cut_out_of_its_denial() -> None:
    found = lines("The mayor denied that Velm bought two ships on 3 May 2031.", "The mayor denied that Velm bought two ships.")
    assert all("…" not in value for value, _ in found)

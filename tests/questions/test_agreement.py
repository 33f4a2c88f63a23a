"""A line that several reports tell alike tells only what each of them tells."""

from collections.abc import Mapping, Sequence

import pytest

from telling import parsed
from variorum.model.point import Point, Reading
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.questions import agreement, asking
from variorum.questions.by_itself import ALONE, Known
from variorum.questions.judging import Question

pytestmark = pytest.mark.stored


@pytest.fixture(autouse=True)
def _sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that finds told what has nearly the same words: what else is left out is left out by typed parts."""
    monkeypatch.setattr(agreement, "net", lambda questions, before: {})
    monkeypatch.setattr(agreement, "tell", lambda questions, heard: [0.97 if one.words.shared > 0.7 else 0.3 for one in questions])


def told(dossier: Dossier) -> list[Point]:
    return list(agreement.shared(dossier, asking.asked(dossier)).points)


def lines(*texts: str) -> list[tuple[str, tuple[str, ...]]]:
    """What several reports of these tell alike: the line, and who stands behind it."""
    found = [(one.readings[0].value, one.readings[0].reports) for one in told(parsed(*texts))]
    return [(value, reports) for value, reports in found if len(reports) > 1]


def test_reports_that_tell_the_same_stand_behind_one_line() -> None:
    assert lines("The mill closed on 3 May 2031.", "The mill closed on 3 May 2031, the mayor said.") == [
        ("The mill closed on 3 May 2031", ("r0", "r1"))
    ]


def test_what_one_leaves_out_is_left_out() -> None:
    ((value, reports),) = lines("The navy seized two boats near Oslo on 3 May 2031.", "The navy seized two boats.")
    assert (value, reports) == ("The navy seized two boats", ("r0", "r1"))


@pytest.mark.parametrize(
    "other",
    [
        "The mayor did not close the mill.",
        "The mayor will close the mill.",
        "The mayor did not want to close the mill.",
    ],
)
def test_what_is_denied_or_to_come_stands_behind_nothing(other: str) -> None:
    assert lines("The mayor closed the mill.", other) == []


def test_another_figure_stands_apart() -> None:
    found = lines("The fire killed 12 sheep.", "The fire killed 12 sheep at the farm.", "The fire killed 15 sheep.")
    assert [reports for _, reports in found] == [("r0", "r1")]


def test_another_name_stands_apart() -> None:
    assert lines("Ada Moll closed the mill.", "Eva Harding closed the mill.") == []


def test_who_the_judge_does_not_find_to_tell_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def doubting(questions: Sequence[Question], heard: Mapping[int, float]) -> list[float]:
        return [0.97 if one.other.places[0].report != "r2" and one.line.places[0].report != "r2" else 0.5 for one in questions]

    monkeypatch.setattr(agreement, "tell", doubting)
    found = lines("The navy seized two boats.", "The navy seized two boats on Monday.", "The navy seized two boats there.")
    assert [reports for _, reports in found] == [("r0", "r1")]


@pytest.mark.parametrize("changed", ["reportedly seized two boats", "seized two trawlers", "tried to seize two boats", "lost two boats"])
def test_a_copy_in_which_a_word_was_exchanged_stands_behind_no_line(changed: str) -> None:
    line = "The navy seized two boats near Oslo on Tuesday"
    copies = f"{line}.", f"{line}, police said.", f"{line.replace('seized two boats', changed)}."
    assert [reports for _, reports in lines(*copies)] == [("r0", "r1")]


def test_who_answers_a_question_otherwise_does_not_stand_behind_it() -> None:
    dossier = parsed("The navy seized two boats.", "The navy seized two boats on Monday.")
    sides = tuple(Reading(one.text, (), (one.passage(0, 22),), (one.id,), (one.id,)) for one in dossier.reports)
    point = Point("p", dossier.story.id, "?", sides, "conflict", ("date",), False, 0.9, "why", "reversal")
    assert told(dossier.having(points=(point,))) == [point]


def test_one_thing_is_said_once_and_by_the_most() -> None:
    found = lines("The navy seized two boats near Oslo.", "The navy seized two boats near Oslo.", "The navy seized two boats.")
    assert found == [("The navy seized two boats", ("r0", "r1", "r2"))]


def test_words_of_somebody_are_no_reports_own_though_the_marks_stand_in_other_sentences() -> None:
    quoted = 'Ada Moll said: "The mill is old. The mayor closed the mill. That was wrong."'
    assert lines(quoted, "The mayor closed the mill.") == []
    assert lines(quoted, quoted.replace("Ada Moll", "Moll")) == []
    assert lines(quoted.replace('"', ""), "The mayor closed the mill.") == [("The mayor closed the mill", ("r0", "r1"))]


def test_passages_are_exact() -> None:
    dossier = parsed("On Monday, the navy seized two boats.", "The navy seized two boats in the harbour, police said.")
    for point in told(dossier):
        for passage in point.readings[0].passages:
            assert dossier.by_id[passage.report].text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize(
    ("better", "line"),
    [("seized the two", "The navy seized the two boats near Oslo"), ("seized two", "The navy seized two boats near Oslo")],
)
def test_of_two_wordings_the_one_that_reads_better_alone_is_printed(monkeypatch: pytest.MonkeyPatch, better: str, line: str) -> None:
    monkeypatch.setattr(Known, "chance", lambda self, telling, pieces, speaker=None: 0.9 if better in telling.text else 0.7)
    assert lines("The navy seized two boats near Oslo.", "The navy seized the two boats near Oslo.") == [(line, ("r0", "r1"))]


def test_what_does_not_read_alone_is_printed_of_no_report_and_by_no_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = "The navy seized two boats near Oslo.", "The navy seized the two boats near Oslo."
    monkeypatch.setattr(Known, "chance", lambda self, telling, pieces, speaker=None: 0.9 if "seized two" in telling.text else ALONE - 0.01)
    assert [value for value, _ in lines(*texts)] == ["The navy seized two boats near Oslo"]
    monkeypatch.setattr(Known, "chance", lambda self, telling, pieces, speaker=None: ALONE - 0.01)
    assert lines(*texts) == []


def test_what_one_report_tells_is_told_by_one_and_not_said_again() -> None:
    points = told(parsed("The navy seized two boats.", "The navy seized two boats on Monday. A storm closed the harbour on Tuesday."))
    assert [(one.verdict, one.readings[0].value, one.readings[0].reports) for one in points] == [
        ("agreed", "The navy seized two boats", ("r0", "r1")), ("single", "A storm closed the harbour on Tuesday", ("r1",)),
    ]  # fmt: skip


def test_nobody_comes_behind_a_line_by_way_of_a_copy_whose_own_answer_is_another() -> None:
    line = "The navy seized two boats off Oslo on Monday."
    dossier = parsed(line, line.replace("Monday", "Monday morning"), "The navy seized two boats off Oslo.")
    sides = tuple(Reading(one.text, (), (one.passage(0, 22),), (one.id,), (one.id,)) for one in (dossier.reports[0], dossier.reports[2]))
    point = Point("p", dossier.story.id, "?", sides, "conflict", ("number",), False, 0.9, "why", "reversal")
    for one in told(dossier.having(points=(point,))):
        if len(one.readings) == 1 and "r0" in one.readings[0].reports:
            assert "r2" not in one.readings[0].reports


def passage(report: str, text: str) -> Passage:
    return Passage(report, 10, 10 + len(text), text)


@pytest.mark.parametrize(
    ("reports", "origins", "verdict", "why"),
    [
        (("r0",), ("o0",), "single", "One report tells it."),
        (("r0", "r1"), ("o0",), "single", "2 reports tell it, and all go back to one text."),
        (("r0", "r1"), ("o0", "o1"), "agreed", "2 separate texts tell the same, in 2 reports."),
        (("r0", "r1", "r2"), ("o0", "o1"), "agreed", "2 separate texts tell the same, in 3 reports."),
    ],
)
def test_a_line_says_how_many_tell_it(reports: tuple[str, ...], origins: tuple[str, ...], verdict: str, why: str) -> None:
    reading = Reading("x", (), (passage("r0", "x"),), reports, origins)
    point = agreement.line(Point("p", "s", "?", (), "agreed", (), False, 0.9, ""), reading)
    assert (point.readings, point.verdict, point.why) == ((reading,), verdict, why)


def test_the_chance_of_a_line_is_that_of_the_least_sure_behind_it_times_that_it_reads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "tell", lambda questions, heard: [0.91264 for _ in questions])
    monkeypatch.setattr(Known, "chance", lambda self, telling, pieces, speaker=None: 0.8)
    (point,) = told(parsed("The navy seized two boats.", "The navy seized two boats on Monday."))
    assert point.confidence == 0.73

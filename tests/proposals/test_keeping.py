"""What is kept of a second reader's answer, and why the rest is not."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

import telling
from told_by_hand import answer, difference, fact, story
from variorum import pipeline
from variorum.model.point import Point
from variorum.model.proposal import Answer
from variorum.model.story import Dossier
from variorum.proposals.keeping import Kept, keep
from variorum.views.sure import is_sure

# One sentence a line; their numbers run on from report to report.
ONE = (
    "Three lorries burned out near the Tarnby depot on Monday.\n"  # 1
    "The council of Tarnby will close the depot, mayor Ada Moll said.\n"  # 2
    "“We shall close it for good,” Ada Moll told the council.\n"  # 3
    "About 60 people left their homes in Tarnby.\n"  # 4
    "Flight 42 landed in Tarnby without its lights.\n"  # 5
    "Kurt Bein opened the new bridge of Tarnby.\n"  # 6
    "“Nobody slept,” one of them said."  # 7
)
TWO = (
    "Two lorries burned out near the Tarnby depot on Tuesday.\n"  # 8
    "The council of Tarnby may close the depot for a month.\n"  # 9
    "“We shall open it for good,” Kurt Bein told the council.\n"  # 10
    "Dozens of people left their homes in Tarnby.\n"  # 11
    "Flight 57 landed in Tarnby with its lights on.\n"  # 12
    "The new bridge of Tarnby was opened by Kurt Bein, and 60 people left their homes."  # 13
)


@cache
def read() -> Dossier:
    """The two reports with all that is found in them, by rule."""
    return pipeline.judge(telling.parsed(ONE, TWO))


def kept(differences: Sequence[Any] = (), facts: Sequence[Any] = (), speakers: Sequence[Any] = (), dossier: Dossier | None = None) -> Kept:
    return keep((dossier or read()).having(answers=(Answer("a model", answer(differences, facts, speakers)),)))


def only(found: Kept) -> Point:
    (point,) = found.points
    assert not found.dropped
    return point


BURNED = ("three", [(1, "Three lorries burned out")]), ("two", [(8, "Two lorries burned out")])
CLOSED = ("will close", [(2, "will close the depot")]), ("may close", [(9, "may close the depot")])
DAYS = ("Monday", [(1, "near the Tarnby depot on Monday")]), ("Tuesday", [(8, "near the Tarnby depot on Tuesday")])
LEFT = ("about 60", [(4, "About 60 people left")]), ("60", [(13, "60 people left their homes")])
VAGUE = ("60", [(4, "About 60 people left")]), ("dozens", [(11, "Dozens of people left")])


@pytest.mark.model
@pytest.mark.parametrize(
    ("readings", "kind", "proposed", "verdict", "typed"),
    [
        (BURNED, "number", "compatible", "conflict", True),
        (BURNED, "number", "revised", "revised", True),
        (BURNED, "number", "spread", "spread", True),
        (DAYS, "date", "compatible", "conflict", True),
        (VAGUE, "number", "scope", "scope", True),
        (CLOSED, "modality", "conflict", "conflict", False),
        (CLOSED, "modality", "spread", "compatible", False),  # no figures, no spread
    ],
)
def test_the_verdict_is_worked_out_where_it_can_be(readings: Any, kind: str, proposed: str, verdict: str, typed: bool) -> None:
    rule_free = read().having(points=())
    point = only(kept([difference(*readings, kind=kind, verdict=proposed)], dossier=rule_free))
    assert (point.verdict, [pair.verdict for pair in point.pairs]) == (verdict, [verdict])
    assert ("worked out" in point.why) == typed
    assert point.why.startswith("Proposed by a model, verified by passages")
    assert (point.proposed_by, point.kinds) == ("a model", (kind,))


@pytest.mark.model
@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (difference(*LEFT, kind="number"), "the answers say the same"),
        (difference(*VAGUE, kind="number", verdict="compatible"), "the answers say the same"),
        (difference(BURNED[0], ("no number", [(9, "may close the depot")]), kind="number"), "no figure or time where one is asked for"),
        (difference(("9 lorries", BURNED[0][1]), BURNED[1]), "a figure or name that is not in the passage"),
        (difference(("lorries of Oskerra", BURNED[0][1]), BURNED[1]), "a figure or name that is not in the passage"),
        (difference(("dark", [(5, "Flight 42 landed in Tarnby")]), ("lit", [(12, "Flight 57 landed in Tarnby")])), "set apart"),
        (difference(("on Monday", DAYS[0][1]), ("on Tuesday", DAYS[1][1]), kind="act"), "set apart"),
        (difference(("burned", [(1, "lorries burned out")]), ("burned out", [(1, "Three lorries burned out")])), "one passage"),
        (difference(("close", [(3, "We shall close it")]), ("open", [(10, "We shall open it")]), kind="quotation"), "two speakers"),
        (difference(("three", BURNED[0][1]), ("Three", BURNED[1][1])), "the answers say the same"),
        (difference(BURNED[0]), "not of the form"),
        (difference(*BURNED, kind="colour"), "not of the form"),
        (difference(*BURNED, verdict="agreed"), "not of the form"),
        (difference(BURNED[0], ("two", [(7, "Two lorries burned out")])), "not the report's words"),
        (difference(BURNED[0], ("two", [(99, "Two lorries burned out")])), "no such sentence"),
    ],
)
def test_what_does_not_hold_is_dropped_and_counted(row: Any, reason: str) -> None:
    found = kept([row])
    assert found.points == []
    assert found.dropped.total() == 1
    assert reason in next(iter(found.dropped))


@pytest.mark.model
@pytest.mark.parametrize("verdict", ["conflict", "compatible"])
def test_figures_that_may_be_one_but_are_written_apart_are_left_to_the_reader(verdict: str) -> None:
    told = pipeline.judge(telling.parsed("The depot of Tarnby cost $3.6 billion.", "The depot of Tarnby cost about $3.5 billion."))
    sides = ("$3.6 billion", [(1, "cost $3.6 billion")]), ("about $3.5 billion", [(2, "cost about $3.5 billion")])
    point = only(kept([difference(*sides, kind="number", verdict=verdict)], dossier=told.having(points=())))
    assert point.verdict == verdict
    assert "as proposed" in point.why


@pytest.mark.model
def test_what_is_told_already_is_not_told_again() -> None:
    assert any(point.verdict == "conflict" and point.kinds == ("number",) for point in read().points)
    assert dict(kept([difference(*BURNED, kind="number")]).dropped) == {"told already": 1}
    twice = kept([difference(*CLOSED, kind="scope"), difference(*CLOSED, kind="scope")])
    assert (len(twice.points), dict(twice.dropped)) == (1, {"told already": 1})
    other = kept([difference(*CLOSED, kind="condition"), difference(*CLOSED, kind="scope")])
    assert len(other.points) == 2


@pytest.mark.model
def test_a_fact_is_a_report_s_own_line_that_the_other_tells() -> None:
    bridge = fact("Bein cut a ribbon of gold", (6, "Kurt Bein opened the new bridge"), (13, "new bridge of Tarnby was opened by Kurt Bein"))
    point = only(kept(facts=[bridge], dossier=read().having(points=())))
    assert point.readings[0].value in ONE + TWO
    assert point.readings[0].reports == ("r0", "r1")
    unlike = fact("Lorries burned", (1, "Three lorries burned out"), (8, "Two lorries burned out"))
    assert dict(kept(facts=[unlike]).dropped) == {"not told alike by two reports": 1}
    fragment = fact("The depot", (1, "near the Tarnby depot"), (8, "near the Tarnby depot"))
    assert dict(kept(facts=[fragment]).dropped) == {"not told alike by two reports": 1}


@pytest.mark.model
def test_a_report_that_does_not_tell_a_line_by_the_second_look_is_left_out_of_it() -> None:
    three = pipeline.judge(telling.parsed(ONE, TWO, "Kurt Bein opened the new bridge of Tarnby on Sunday.")).having(points=())
    quotes = (6, "Kurt Bein opened the new bridge"), (13, "The new bridge of Tarnby was opened"), (14, "Kurt Bein opened the new")
    row = fact("Opened", *quotes)
    dossier = three.having(answers=(Answer("a model", answer(facts=[row])),))
    ((line, _),) = keep(dossier).put_back
    names = [one.name for one in line.shown]

    def looked(unfit: list[str], one: bool = True) -> Kept:
        said = {"line": line.key, "why": "", "one": one, "says": [], "stand": [], "unfit": unfit, "worth": 2}
        return keep(dossier.having(said=(Answer("a model", json.dumps(said)),)))

    assert only(looked([])).readings == only(keep(dossier)).readings
    assert is_sure(only(looked([])).confidence)
    left = only(looked(names[-1:]))
    assert len(left.readings[0].reports) == len(names) - 1 == 2
    assert "2 reports" in left.why or "2 separate texts" in left.why
    for found in (looked(names[1:]), looked(names[:1]), looked([], one=False)):
        assert found.points == []
        assert next(iter(found.dropped)).startswith("looked at again")


@pytest.mark.model
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"sentence": 7, "quote": "Nobody slept", "speaker": "Kurt Bein", "named_in": 6}, "Kurt Bein"),
        ({"sentence": 7, "quote": "Nobody slept", "speaker": "Kurt Bein", "named_in": 13}, "named in another report"),
        ({"sentence": 7, "quote": "Nobody slept", "speaker": "Kurt Bein", "named_in": 2}, "no name in the sentence"),
        ({"sentence": 7, "quote": "Nobody slept", "speaker": "lorries", "named_in": 1}, "no name in the sentence"),
        ({"sentence": 3, "quote": "We shall close it", "speaker": "Kurt Bein", "named_in": 6}, "who speaks is known"),
    ],
)
def test_who_speaks_may_be_proposed_where_it_was_left_open(row: dict[str, Any], expected: str) -> None:
    found = kept(speakers=[row])
    if found.points:
        assert only(found).readings[0].value == expected
        assert only(found).kinds == ("attribution",)
    else:
        assert expected in next(iter(found.dropped))


def test_a_model_s_words_steer_and_hide_nothing() -> None:
    told = story(["The gate was shut by the mayor."], ["The gate was opened by the mayor."])
    row = difference(
        ("shut\x02\u202e now", [(1, "The gate was shut")]), ("open", [(2, "The gate was opened")]), question="Is\x1b[31m it\nshut\ud800?"
    )
    point = only(kept([row], dossier=told))
    assert point.question == "Is [31m it shut ?"
    assert point.readings[0].value == "shut now"


def test_rules_are_not_touched_and_the_order_is_the_reader_s() -> None:
    told = story(["The gate was shut by the mayor."], ["The gate was opened by the mayor."])
    by_rule = (Point("p1", told.story.id, "What?", (), "single", (), False, 0.5, "So."),)
    rows = [difference(("shut", [(1, "gate was shut")]), ("open", [(2, "gate was opened")]), kind=kind) for kind in ("act", "cause")]
    given = told.having(points=by_rule, answers=(Answer("m", answer(rows)),))
    points = next(stage for stage in pipeline.OF_STORY if stage.name == "proposals")(given).points
    assert points[:1] == by_rule
    assert [point.kinds for point in points[1:]] == [("act",), ("cause",)]

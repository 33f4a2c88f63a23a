"""Decisions: what makes two one, what holds, and the sentence that tells them."""

from dataclasses import replace

import pytest

from variorum.model.decision import Anchor, Decision, Value, decided, free, in_force

MOLL, BEIN = Anchor("r2", 10, 14, "Moll"), Anchor("r1", 3, 7, "Bein")
AT = "2024-05-02T10:00:00+00:00"


def said(name: str | None, by: str = "Ada Quill", at: str = AT) -> Decision:
    return decided("speaker", MOLL, Value(name=name), by, at)


def test_an_anchor_fits_where_its_words_stand_and_nowhere_else() -> None:
    text = "Ms Moll did."
    assert Anchor("r", 3, 7, "Moll").fits(text)
    assert not Anchor("r", 3, 7, "Mole").fits(text)
    assert not Anchor("r", 4, 8, "Moll").fits(text)
    assert not Anchor("r", 30, 34, "Moll").fits(text)


def test_the_same_is_one_decision_whoever_says_so_and_when() -> None:
    assert said("Bein").id == said("Bein", "Piet", "2031-01-01").id
    assert said("Bein").same_as(said("Bein", "Piet", "2031-01-01"))
    assert len({said("Bein").id, said("Lind").id, said(None).id}) == 3
    assert not said("Bein").same_as(said(None))


@pytest.mark.parametrize("kind", ["same", "apart"])
def test_two_names_are_one_decision_whichever_is_told_first(kind: str) -> None:
    one, other = (decided(kind, a, Value(others=(b,)), None, None) for a, b in ((MOLL, BEIN), (BEIN, MOLL)))  # type: ignore[arg-type]
    assert one == other
    assert one.anchors == (BEIN, MOLL)


def test_reports_are_one_decision_in_any_order() -> None:
    assert decided("join", None, Value(reports=("b", "a")), None, None) == decided("join", None, Value(reports=("a", "b")), None, None)


def test_of_two_decisions_about_one_finding_the_later_holds() -> None:
    first, second = said("Bein"), said("Lind")
    assert in_force([first, second]) == (second,)
    assert in_force([second, first]) == (first,)
    assert in_force([first, replace(second, undone=AT)]) == (first,)
    same, apart = (decided(kind, MOLL, Value(others=(BEIN,)), None, None) for kind in ("same", "apart"))  # type: ignore[arg-type]
    assert in_force([same, first, apart]) == (first, apart)


def test_every_decision_on_stories_holds_until_it_is_undone() -> None:
    join, split = (decided(kind, None, Value(reports=("a", "b")), None, None) for kind in ("join", "split"))  # type: ignore[arg-type]
    assert in_force([join, split]) == (join, split)
    assert in_force([replace(join, undone=AT), split]) == (split,)


def test_two_differences_struck_at_one_place_are_two_decisions() -> None:
    number, date = (decided("strike", MOLL, Value(others=(BEIN,), kinds=(kind,)), None, None) for kind in ("number", "date"))
    assert in_force([number, date]) == (number, date)


def test_what_is_decided_again_after_it_was_undone_has_an_id_of_its_own() -> None:
    again = free(said("Bein"), {said("Bein").id})
    assert again.id != said("Bein").id
    assert again.same_as(said("Bein"))
    assert free(said("Bein"), {said("Bein").id, again.id}).id not in (said("Bein").id, again.id)
    assert free(said("Bein"), set()) == said("Bein")


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (said("Bein"), "“Moll” was said by Bein."),
        (said(None), "“Moll” was said by nobody who is known."),
        (decided("same", MOLL, Value(others=(BEIN,)), None, None), "“Bein” and “Moll” are one."),
        (decided("apart", MOLL, Value(others=(BEIN,)), None, None), "“Bein” and “Moll” are not one."),
        (decided("strike", MOLL, Value(others=(BEIN,)), None, None), "The difference between “Moll” and “Bein” is wrong."),
        (decided("strike", MOLL, Value(), None, None, "A misprint."), "No difference rests on “Moll”. A misprint."),
        (decided("split", None, Value(reports=("a",)), None, None), "1 report tells of another event than the rest of its story."),
        (decided("move", None, Value(reports=("a", "b"), to="c"), None, None), "2 reports belong to another story."),
        (decided("join", None, Value(reports=("a", "b")), None, None), "2 reports tell of one event."),
        (decided("report", None, Value("The Gull", reports=("a",), fact="outlet"), None, None), "The outlet of a report is “The Gull”."),
        (decided("report", None, Value(reports=("a",), fact="published"), None, None), "The time of publication of a report is not known."),
        (decided("remove", None, Value(reports=("a",)), None, None), "Left out of the library: a report."),
        (decided("split", None, Value(reports=("a", "b")), None, None), "2 reports tell of another event than the rest of their story."),
    ],
)
def test_a_decision_says_what_was_decided(decision: Decision, told: str) -> None:
    assert decision.why == told


@pytest.mark.parametrize(
    ("kind", "anchor", "value"),
    [
        ("speaker", None, Value(name="Bein")),
        ("strike", None, Value()),
        ("same", MOLL, Value()),
        ("same", MOLL, Value(others=(MOLL,))),
        ("apart", MOLL, Value(others=(BEIN, Anchor("r3", 0, 4, "Lind")))),
        ("apart", None, Value(others=(BEIN,))),
        ("same", MOLL, Value(others=(BEIN, Anchor("r3", 0, 4, "Lind")))),
    ],
)
def test_a_decision_that_names_no_place_is_refused(kind: str, anchor: Anchor | None, value: Value) -> None:
    with pytest.raises(ValueError, match="place"):
        decided(kind, anchor, value, None, None)  # type: ignore[arg-type]


def test_a_decision_names_its_reports_and_who_signed_it() -> None:
    assert decided("same", MOLL, Value(others=(BEIN,)), None, None).reports == {"r1", "r2"}
    assert decided("move", None, Value(reports=("a", "b"), to="c"), None, None).reports == {"a", "b", "c"}
    assert said("Bein").signed == "by Ada Quill on 2024-05-02"
    assert decided("join", None, Value(reports=("a",)), None, None).signed == "by a person"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("report", Value(reports=("a",), fact="colour")),
        ("report", Value(reports=("a",))),
        ("report", Value(reports=("a", "b"), fact="outlet")),
        ("remove", Value(reports=("a",), fact="outlet")),
        ("remove", Value()),
    ],
)
def test_a_decision_on_a_report_names_that_one_and_a_fact_where_it_tells_one(kind: str, value: Value) -> None:
    with pytest.raises(ValueError, match="one report"):
        decided(kind, None, value, None, None)  # type: ignore[arg-type]


def test_ids_of_what_is_decided_again_count_on_from_the_first() -> None:
    once = said("Bein")
    again = free(once, {once.id})
    third = free(once, {once.id, again.id})
    assert len({once.id, again.id, third.id, free(once, {once.id, again.id, third.id}).id}) == 4
    assert free(once, {once.id, third.id}) == again


def test_of_two_decisions_on_one_fact_of_a_report_the_later_holds_and_other_facts_stay() -> None:
    gull, kite = (decided("report", None, Value(name, reports=("a",), fact="outlet"), None, None) for name in ("Gull", "Kite"))
    title = decided("report", None, Value("Ferry", reports=("a",), fact="title"), None, None)
    assert in_force([gull, title, kite]) == (title, kite)

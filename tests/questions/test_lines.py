"""What of a sentence can be printed alone: whole clauses, with nothing cut off that turns them round."""

import pytest

from telling import parsed
from variorum.questions import alone as room
from variorum.questions.alone import LONGEST
from variorum.questions.lines import lines
from variorum.questions.tellings import tellings

pytestmark = pytest.mark.stored


def printed(text: str) -> list[str]:
    (told,) = tellings(parsed(text)).all
    return [room.printed(told, pieces) for pieces in lines(told)]


def test_what_only_adds_may_be_left_out_at_the_end() -> None:
    assert printed("The navy seized two boats near Oslo on 3 May.") == [
        "The navy seized two boats near Oslo on 3 May",
        "The navy seized two boats near Oslo",
        "The navy seized two boats",
    ]


def test_how_far_something_is_keeps_from_what() -> None:
    assert printed("The ship sank some 90 miles off Oslo.") == ["The ship sank some 90 miles off Oslo"]


def test_what_comes_before_the_clause_may_be_left_out() -> None:
    assert "the navy seized two boats" in printed("On Monday, the navy seized two boats.")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The mayor will resign if the mill closes.", "The mayor will resign"),
        ("The mayor will resign unless the mill closes.", "The mayor will resign"),
        ("The mill burned down, police said.", "The mill burned down"),
        ("The mayor denied that the mill had closed.", "the mill had closed"),
        ("The mayor doubts that Velm bought the ship.", "Velm bought the ship"),
    ],
)
def test_no_condition_source_or_denial_is_cut_off(text: str, cut: str) -> None:
    found = printed(text)
    assert found[0] == text.rstrip(".")
    assert cut not in found


def test_two_clauses_of_a_sentence_are_lines_of_their_own() -> None:
    found = printed("The navy seized two boats and the captain was arrested.")
    assert {"The navy seized two boats", "the captain was arrested"} <= set(found)


def test_an_aside_may_be_left_out_within() -> None:
    found = printed("Ada Moll, the mayor of Velm, closed the mill.")
    assert found == ["Ada Moll, the mayor of Velm, closed the mill", "Ada Moll … closed the mill"]
    assert "Ada Moll … closed the mill" in printed("Ada Moll, who was elected in May, closed the mill on Monday.")
    assert all("…" not in one for one in printed("The mayor, if the council agrees, will close the mill."))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ada Moll, who was elected in May, closed the mill.", "Ada Moll … was elected in May"),
        ("The ferry, which sank in the harbour, was old.", "The ferry … sank in the harbour"),
        ("The navy seized two boats and arrested the captain.", "The navy … arrested the captain"),
        ("Two boats were seized in Velm and towed to Oslo.", "Two boats were … towed to Oslo"),
        ("The navy seized two boats and towed them to port.", "The navy seized two boats"),
        ("The harbour was shut after the navy seized two boats.", "the navy seized two boats"),
    ],
)
def test_a_clause_within_a_sentence_is_a_line_with_its_subject_beside_it(text: str, line: str) -> None:
    assert line in printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "The men who seized two boats were arrested.",  # which men
        "The navy found two boats and towed them to port.",  # towed what
        "The harbour stays shut unless the navy seized two boats.",
        "The mayor, police say, was seen in Velm and hid in the mill.",
    ],
)
def test_no_clause_within_a_sentence_is_told_of_whom_it_does_not_name(text: str) -> None:
    assert not {"The men … seized two boats", "The navy … towed them to port", "the navy seized two boats"} & set(printed(text))


def test_a_month_or_year_that_is_not_the_reports_own_stays() -> None:
    assert printed("In March 2030, the navy seized two boats.") == ["In March 2030, the navy seized two boats"]


@pytest.mark.parametrize(
    "text",
    [
        "They closed the mill in Velm.",
        "This closed the mill in Velm.",
        "The ship reached the foot of Mt .",
        "The ship sank in the bay on Nov .",
        "The mayor called the old mill 'ruined.",
    ],
)
def test_what_points_at_something_else_or_is_broken_off_is_no_line(text: str) -> None:
    assert printed(text) == []


def test_a_quotation_keeps_both_its_marks_or_none() -> None:
    for line in printed('"The harbour is shut because of the storm," Moll said on Monday.'):
        assert line.count('"') % 2 == 0


def test_a_line_is_never_longer_than_a_passage_may_be() -> None:
    text = "The council said " + "that the mill by the river was old and " * 12 + "that it would close."
    assert all(len(line.split()) <= LONGEST for line in printed(text))


def test_what_is_no_sentence_has_no_line() -> None:
    assert printed("Photo: Moll.") == []


def test_a_sign_alone_is_never_set_off() -> None:
    (told,) = tellings(parsed("Photo: Moll.")).all
    assert told.sentence.words[1].kind == "PUNCT"
    assert not room.set_off(told, {1})

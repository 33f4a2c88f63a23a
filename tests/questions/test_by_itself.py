"""Whether a line reads alone, to somebody who knows the headline of its story and nothing else."""

from dataclasses import replace

import pytest

from telling import parsed
from variorum.model.story import Dossier
from variorum.questions.by_itself import Known
from variorum.questions.tellings import Telling, tellings

pytestmark = pytest.mark.stored

HEADLINE = "Mayor of Velm closes the old mill by the river"
BEFORE = "The mayor met Jonas Wyeth of the Harbour Board on Monday."


def titled(dossier: Dossier, title: str = HEADLINE) -> Known:
    known = dossier.having(story=replace(dossier.story, title=title))
    return Known(known, tellings(known))


def last(known: Known) -> Telling:
    return known.found.all[-1]


def chance(sentence: str, title: str = HEADLINE) -> float:
    """Of a sentence after another in its report."""
    known = titled(parsed(f"{BEFORE}\n{sentence}"), title)
    told = last(known)
    return known.chance(told, ((0, len(sentence) - 1),))


def counted(sentence: str, name: str, title: str = HEADLINE) -> float:
    known = titled(parsed(f"{BEFORE}\n{sentence}"), title)
    return known.features(last(known), ((0, len(sentence) - 1),))[name]


@pytest.mark.parametrize(
    ("pointing", "plain"),
    [
        ("The mayor closed this school in May.", "The mayor closed the school in May."),
        ("That was closed by the mayor in May.", "The mill was closed by the mayor in May."),
        ("Another mill was closed by the mayor in May.", "A mill was closed by the mayor in May."),
        ("He closed the mill by the river in May.", "The mayor closed the mill by the river in May."),
        ("His mill by the river was closed in May.", "The mill by the river was closed in May."),
        ("Wyeth called the mill a danger to the town.", "Ada Moll, the town engineer, called the mill a danger to the town."),
        ("It closed.", "The mayor closed the mill by the river in May."),
    ],
)
def test_what_points_at_what_is_not_printed_reads_worse(pointing: str, plain: str) -> None:
    assert chance(pointing) < chance(plain)


def test_what_the_headline_names_is_known_to_its_reader() -> None:
    sentence = "Wyeth called the mill a danger to the town."
    assert chance(sentence) < chance(sentence, "Wyeth warns of old mill in Velm")
    assert counted(sentence, "bare") > counted(sentence, "bare", "Wyeth warns of old mill in Velm") == 0
    assert counted(sentence, "title") > 0


def test_of_a_title_that_tells_nothing_the_first_sentence_is_read_too() -> None:
    sentence = "Wyeth called the mill a danger to the town."
    assert counted(sentence, "bare", "Untitled") == 0
    assert counted(sentence, "bare", "A long title of some other thing") > 0


def test_a_surname_that_stood_before_points_more_than_a_new_one() -> None:
    assert counted("Wyeth called the mill a danger to the town.", "bare told") > 0
    assert counted("Harding called the mill a danger to the town.", "bare told") == 0


def test_a_body_that_was_named_before_may_be_known_from_there_alone() -> None:
    assert counted("The Harbour Board called the mill a danger to the town.", "body told") > 0
    assert counted("The Tax Office called the mill a danger to the town.", "body told") == 0


def test_a_part_of_a_sentence_is_weighed_as_what_it_is() -> None:
    sentence = "The council, which met on Monday, wants to close the mill."
    known = titled(parsed(sentence))
    told = last(known)
    whole = known.features(told, ((0, len(sentence) - 1),))
    within = known.features(told, ((sentence.index("to close"), len(sentence) - 1),))
    assert (whole["part"], whole["subject none"], whole["kind infinitive"], whole["complement"]) == (1.0, 0.0, 0.0, 1.0)
    assert within["part"] < 1
    assert (within["subject none"], within["kind infinitive"]) == (1.0, 1.0)
    assert known.chance(told, ((0, len(sentence) - 1),)) > known.chance(told, ((sentence.index("to close"), len(sentence) - 1),))


def test_how_much_is_quoted() -> None:
    sentence = 'The mayor called it "a ruin" in May.'
    known = titled(parsed(sentence))
    assert 0 < known.features(last(known), ((0, len(sentence) - 1),))["quoted"] < 0.5


def test_what_is_near_to_how_reports_begin_reads_better_than_what_is_not() -> None:
    known = titled(
        parsed("The mayor closed the mill in Velm.\nThe mayor closed the mill by the river in May.\nA hen has crossed the road in May.")
    )
    _, near, far = known.found.all
    assert known.features(near, ((0, len(near.text) - 1),))["nearness"] > known.features(far, ((0, len(far.text) - 1),))["nearness"]


def test_a_bar_parts_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    known = titled(parsed("The mayor closed the mill in Velm."))
    told = last(known)
    line = ((0, len(told.text) - 1),)
    monkeypatch.setattr("variorum.questions.by_itself.ALONE", known.chance(told, line))
    assert known.reads(told, line)
    monkeypatch.setattr("variorum.questions.by_itself.ALONE", known.chance(told, line) + 0.001)
    assert not known.reads(told, line)


@pytest.mark.parametrize(
    ("sentence", "name", "count"),
    [
        ("The mayor closed this mill.", "pointing near", 1),
        ("The mayor closed the mill this week.", "pointing near", 0),
        ("That was old.", "pointing far", 1),
        ("The mayor said that the mill was old.", "pointing far", 0),
        ("The mayor closed another mill.", "one of several", 1),
        ("He closed the mill.", "lost", 1),
        ("The mayor said he closed the mill.", "lost", 0),
        ("His mill was closed.", "lost owner", 1),
        ("The mayor closed his mill.", "lost owner", 0),
        ("A mill was closed.", "subject a", 1),
        ("The mill was closed.", "subject a", 0),
        ("The mayor will close the mill.", "future", 1),
        ("The mayor closed the mill.", "short", 1),
        ("The mayor closed the mill in May.", "short", 0),
        ("The mayor wants to close the mill.", "complement", 1),
        ("The mayor closed the mill.", "root", 1),
    ],
)
def test_what_is_counted_of_a_line(sentence: str, name: str, count: int) -> None:
    assert counted(sentence, name) == count


def test_who_somebody_is_beside_a_name_is_counted() -> None:
    assert counted("Jonas Harding, the owner of the mill, closed it.", "with role") > 0
    assert counted("Jonas Harding closed the mill.", "with role") == 0

"""A person's name told with two spellings: when it is one person's, and what is made of it."""

import pytest

from telling import parsed
from variorum.language.english.names import persons
from variorum.model.point import Point
from variorum.questions import asking, gathering

pytestmark = pytest.mark.stored


def asked(*texts: str) -> list[Point]:
    dossier = parsed(*texts)
    return [point for point in gathering.ask(dossier, asking.asked(dossier)).points if point.kinds == ("name",)]


def test_two_spellings_of_a_name_are_a_difference_with_all_that_spell_it_so() -> None:
    (point,) = asked(
        "The climber, Duncan Rait, fell from the ridge on Friday.",
        "Duncan Raite fell from a ridge on Friday. Police said that Duncan Raite was an engineer.",
        "On Friday Duncan Rait died after a fall from the ridge.",
    )
    assert (point.verdict, point.question) == ("conflict", "How is the name spelt: Duncan Rait or Duncan Raite?")
    assert [(reading.value, reading.reports) for reading in point.readings] == [("Duncan Rait", ("r0", "r2")), ("Duncan Raite", ("r1",))]


def test_a_report_that_has_both_names_tells_of_two_people() -> None:
    assert not asked(
        "The climber, Duncan Rait, fell from the ridge on Friday.",
        "The climber, Duncan Raite, fell from the ridge on Friday. His cousin Duncan Rait was not there.",
    )


def test_two_names_of_one_report_each_may_be_two_people() -> None:
    assert not asked("The climber, Duncan Rait, fell from the ridge.", "The climber, Duncan Raite, fell from the ridge.")


def test_names_in_sentences_of_unlike_things_are_not_one_persons() -> None:
    assert not asked(
        "The climber, Duncan Rait, fell from the ridge on Friday.",
        "Duncan Rait fell from a ridge on Friday.",
        "The court will hear Duncan Raite as an expert on taxes.",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Duncan Rait", "Duncan Raite"),
        ("Brian Dalton", "Bryant Dalton"),
        ("Latoya Brown", "Latonya Brown"),
        ("Anthony Calamita", "Anthony LaCalamita"),
        ("Jens Priemer", "Jens Preimer"),
    ],
)
def test_a_slip_in_a_name_is_another_spelling(one: str, other: str) -> None:
    assert persons.spelt_otherwise(one.split(), other.split())
    assert persons.spelt_otherwise(other.split(), one.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Duncan Rait", "Duncan Rait"),
        ("Dave Brat", "David Brat"),
        ("Chris Holm", "Christine Holm"),
        ("Robert Holm", "Roberta Holm"),
        ("Tom Moll", "Tim Moll"),
        ("Raul Labrador", "Raúl Labrador"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Muammar Gadhafi", "Muammar Gaddafi"),
        ("Mohammed Ali", "Muhammad Ali"),
        ("Hussein Salami", "Hossein Salami"),
        ("Ida Holm", "Ivo Kern"),
        ("John Harris", "John Parris"),
        ("Adam Roberts", "Adam Robertson"),
        ("Olaf Kern", "Olaf Kerr"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Ali Hussein", "Ali Hossein"),
        ("Viktor Orban", "Victor Orban"),
        ("Alexander Lukashenko", "Alexander Lukashenka"),
        ("Jens Holmberg", "Jens Holmburg"),
        ("Rait", "Raite"),
    ],
)
def test_short_forms_romanisations_and_other_names_are_not(one: str, other: str) -> None:
    assert not persons.spelt_otherwise(one.split(), other.split())

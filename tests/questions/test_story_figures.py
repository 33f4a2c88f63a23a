"""Which unlike figures of a story answer one question, by all that the story tells."""

from dataclasses import replace

import pytest

from telling import parsed
from variorum.model.point import Point
from variorum.questions import asking, gathering, story_figures
from variorum.questions.kinds import of_what
from variorum.questions.tellings import Tellings, tellings

pytestmark = pytest.mark.stored

QUAKE = (
    "A strong earthquake struck the hills of southern Velm on Wednesday, killing at least 12 people and injuring more than 80.",
    "The death toll from the earthquake in southern Velm rose to 19, the civil guard said, as two children were pulled alive.",
    "More than 120 people were hurt and eight are still missing after the earthquake in Velm, the agency said.",
    "Nine people are still missing after the earthquake in the hills of Velm, our reporter there says.",
    "The death toll stood at 21 on Friday.",
)
DAYS = ("2024-04-03", "2024-04-04", "2024-04-04", "2024-04-04", "2024-04-05")


def points(*texts: str, published: tuple[str, ...] = ()) -> dict[str, Point]:
    dossier = parsed(*texts, published=published)
    return {point.question: point for point in gathering.ask(dossier, asking.asked(dossier)).points}


def joined(*texts: str) -> set[frozenset[str]]:
    """The figures that are joined, as they are written."""
    found: Tellings = tellings(parsed(*texts))
    return {
        frozenset((found.all[a].words(one), found.all[b].words(other)))
        for (a, b), spans in story_figures.joined(found).items()
        for one, other in spans
    }


def test_a_toll_that_rises_is_one_question_with_its_states() -> None:
    killed = points(*QUAKE, published=DAYS)["How many people were killed?"]
    assert [reading.value for reading in killed.readings] == ["at least 12 people killed", "19 killed", "21 killed"]
    assert killed.verdict == "revised"
    assert {pair.verdict for pair in killed.pairs} == {"revised"}


def test_how_many_are_missing_is_told_anew_by_a_later_day() -> None:
    missing = points(QUAKE[2], QUAKE[3], published=("2024-04-03", "2024-04-04"))["How many people were missing?"]
    assert missing.verdict == "revised"


def test_two_counts_of_one_day_by_two_who_are_told_of_are_estimates() -> None:
    missing = points(*QUAKE, published=DAYS)["How many people were missing?"]
    assert (missing.verdict, len(missing.readings)) == ("spread", 2)


def test_a_figure_that_is_near_to_no_other_is_joined_by_what_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_figures, "BAR", 0.9)
    first, rose, *_, stood = QUAKE
    assert frozenset(("at least 12", "21")) not in joined(first, stood)
    assert frozenset(("at least 12", "21")) in joined(first, rose, stood)


@pytest.mark.parametrize(
    "other",
    [
        "The death toll from the earthquake in northern Oravia rose to 19, the civil guard said.",  # another place
        "The death toll from the earthquake in southern Velm would rise to 19 if the dam broke, the civil guard said.",  # imagined
        "Twelve people and 19 others were killed in the earthquake in southern Velm, the civil guard said.",  # tells the first's too
        "The death toll from the earthquake in southern Velm is more than 10, the civil guard said.",  # a bound that says no other
        "The death toll from the earthquake in southern Velm is 190, the civil guard said.",  # too far to be of one thing
    ],
)
def test_what_tells_of_another_thing_or_says_no_other_is_not_joined(other: str) -> None:
    first = "The earthquake in southern Velm killed 12 people, officials said."
    assert frozenset(("12", "19")) in joined(first, "The death toll from the earthquake in southern Velm rose to 19, the civil guard said.")
    assert joined(first, other) == set()


@pytest.mark.parametrize(
    "when", ["In 2019 three people were killed when a pier fell.", "Three people were killed last year when a pier fell."]
)
def test_what_happened_in_another_year_is_not_held_against_it(when: str) -> None:
    five = "Five people were killed when the pier fell in Velm on Monday, police said."
    assert joined(five, f"The pier of Velm fell on Monday and killed five people. {when}") == set()


def test_parts_that_one_report_tells_of_a_whole_are_not_held_against_it() -> None:
    parts = "Three people were killed on the spot when the pier fell. Two people were killed later in hospital."
    assert joined("Five people were killed when the pier fell, police said.", parts) == set()


def test_the_age_of_a_person_needs_no_words_alike() -> None:
    older = "Beside him in the dock Ida Holm, 46, had to be held up by a warder."
    assert joined("Ida Holm, 44, was convicted of paying the bribe.", older) == {frozenset(("44", "46"))}
    assert joined("Ida Holm, 44, was convicted of paying the bribe.", older.replace("Ida", "Runa")) == set()
    assert joined(f"Ida Holm, 44, was convicted. {older}", "Ida Holm, 46, was convicted.") == {frozenset(("44", "46"))}
    assert joined("Mayor Ida Holm, 44, was convicted of paying the bribe.", older.replace("Ida", "Ida Marie")) == {frozenset(("44", "46"))}


HELD = "Ellis, 61, was held after the fire at Tolm."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A farmer named Ellis, 61, was held after the fire at Tolm.", "Peter Ellis, 27, called the fire service to Tolm."),
        (HELD, "His son Peter Ellis, 27, called the fire service to Tolm."),
        (HELD, "His wife Mary Ellis, 60, called the fire service to Tolm."),
        (f"{HELD} His son Peter Ellis was not.", "Peter Ellis, 27, called the fire service to Tolm."),
        (f"{HELD} His son Peter Ellis was not.", "Ian Ellis, 60, a cousin, called the fire service to Tolm."),
        (f"Mr {HELD} His sons Peter Ellis, 27, and Ian Ellis, 24, were not.", "Mr Ellis, 27, called the fire service."),
        (f"Mr {HELD} Peter Ellis was not.", "Peter Ellis called the fire service. Mrs Ellis, 58, was at home."),
        ("The singer Rosa Lind, 19, won.", "Lind, 54, a teacher at the school, said the hall was full."),
    ],
)
def test_a_bare_surname_may_be_a_relative_s(one: str, other: str) -> None:
    assert joined(one, other) == set()


def test_two_of_one_surname_are_asked_after_by_first_name() -> None:
    safe = "Tom Ellis, 9, was found safe on Monday. Mia Ellis, 11, had raised the alarm."
    asked = points(safe, safe.replace("9", "10").replace("11", "12"))
    assert asked.keys() == {"How old is Tom Ellis?", "How old is Mia Ellis?"}


def test_of_however_many_ages_under_one_surname_no_more_are_held_against_each_other_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = tellings(parsed("Ida Holm, 44, was convicted of paying the bribe."))
    (one,) = found.all
    clashes: list[None] = []
    clash = of_what.clash
    monkeypatch.setattr(of_what, "clash", lambda a, b: clashes.append(None) or clash(a, b))
    many = tuple(replace(one, number=number) for number in range(5 * story_figures.ROOM))
    story_figures.joined(Tellings(many, found.vectors.repeat(len(many), axis=0)))
    assert len(clashes) <= story_figures.ROOM**2


def test_someone_may_be_older_in_a_report_of_another_month() -> None:
    told = "Ida Holm, 44, was convicted of paying the bribe.", "Ida Holm, 45, was convicted of paying the bribe."
    assert points(*told, published=("2024-04-03", "2024-04-04")).keys() == {"How old is Ida Holm?"}
    assert not points(*told, published=("2024-04-03", "2024-06-04"))


def test_every_two_states_of_a_toll_are_held_against_each_other() -> None:
    killed = points(*QUAKE, published=DAYS)["How many people were killed?"]
    assert [(pair.a, pair.b) for pair in killed.pairs] == [(0, 1), (0, 2), (1, 2)]


def test_what_lasted_is_one_thing() -> None:
    assert joined("The strike lasted three days.", "The strike lasted two days.") == {frozenset(("three days", "two days"))}
    assert joined("The strike lasted three days.", "The talks lasted two days.") == set()


def test_a_report_that_tells_both_figures_holds_them_apart() -> None:
    three, two = "Three boats attacked the trawler off Velm on Monday.", "Two boats attacked the trawler off Velm on Monday."
    assert joined(three, two) == {frozenset(("Three", "Two"))}
    assert joined(three, f"{two} Later three boats lay in the harbour of Velm.") == set()


def test_small_amounts_are_told_apart() -> None:
    found = tellings(parsed("The race lasted 9.58 seconds in Velm. The race lasted 9.63 seconds in Velm."))
    assert len({story_figures.Placed(telling, figure).amount for telling in found.all for figure in telling.sentence.figures}) == 2


def test_no_more_figures_of_a_thing_are_weighed_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_figures, "ROOM", 2)
    assert frozenset(("12", "19")) not in joined(
        "The earthquake in southern Velm killed 13 people.",
        "The earthquake in southern Velm killed 15 people.",
        "The earthquake in southern Velm killed 12 people.",
        "The earthquake in southern Velm killed 19 people.",
    )


def test_a_figure_that_another_report_says_is_not_so_is_one_question_with_what_it_says() -> None:
    told = "The debate in Velm lasted 14 hours before the vote."
    assert joined(told, "It was 11 hours, not 14, the clerk of the house said.") == {frozenset({"14 hours", "11 hours"})}
    assert joined(told, "It was 11 hours, the clerk of the house said, and 14 members spoke.") == set()
    assert joined(told, "It was 11 hours, not 16, the clerk of the house said.") == set()


def test_what_is_not_so_is_no_answer() -> None:
    assert joined("The blast killed 14 dockers in Velm.", "The blast killed dockers in Velm, but not 14.") == set()


def test_what_a_later_report_says_is_not_so_was_put_right() -> None:
    told, mended = "The debate in Velm lasted 14 hours before the vote.", "It was 11 hours, not 14, the clerk of the house said."
    (point,) = points(told, mended, published=("2024-04-03", "2024-04-04")).values()
    assert (point.verdict, "says that the other figure is not so" in point.why) == ("revised", True)
    (point,) = points(told, mended, published=("2024-04-04", "2024-04-03")).values()
    assert point.verdict == "conflict", "who says so later does not take it back"


def test_a_further_toll_of_a_report_that_tells_several_is_of_another_event() -> None:
    first = "A bomb in the market of Holm killed 31 people on Saturday, the police said."
    own = "A bomb in the market of Holm killed 29 people on Saturday, a hospital said."
    before = "Another bomb in the market of Holm killed nine people, the police said."
    assert joined(first, own) == {frozenset(("31", "29"))}
    assert joined(first, before) == {frozenset(("31", "nine"))}
    assert joined(first, f"{own} {before}") == {frozenset(("31", "29"))}

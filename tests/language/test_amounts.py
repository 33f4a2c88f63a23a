"""What a figure of a sentence is of: sort of quantity, thing, fate, the words that tell which, and marks of a part."""

from functools import cache

import pytest

from variorum.language import pack, reader
from variorum.model.sentence import Figure

pytestmark = pytest.mark.stored


@cache
def figures(text: str) -> dict[str, Figure]:
    """The figures of a text by their words."""
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    return {text[figure.start : figure.end]: figure for sentence in reading.sentences() for figure in sentence.figures}


@pytest.mark.parametrize(
    ("text", "words", "fate"),
    [
        ("Six people were killed when the ferry sank.", "Six", "killed"),
        ("The blast killed six dockers.", "six", "killed"),
        ("The fire left six people dead.", "six", "killed"),
        ("Six died in the fire.", "Six", "killed"),
        ("The death toll rose to 12 on Monday.", "12", "killed"),
        ("A guard shot and killed two sailors.", "two", "killed"),
        ("Three people dead, two wounded.", "two", "hurt"),
        ("Nine passengers were injured.", "Nine", "hurt"),
        ("Four people were killed or injured.", "Four", "hurt+killed"),
        ("Police arrested 40 demonstrators.", "40", "held"),
        ("Two hikers are missing.", "Two", "missing"),
        ("Five people were missing.", "Five", "missing"),
        ("Five men were in custody.", "Five", "held"),
        ("Two men were arrested in the death of a guard.", "Two", "held"),
        ("Three men were shot to death.", "Three", "killed"),
        ("Four workers lost their lives in the night.", "Four", "killed"),
        ("A blast in Velm cost seven lives.", "seven", "killed"),
        ("Four workers changed their lives.", "Four", ""),
        ("Twelve people suffered minor injuries.", "Twelve", "hurt"),
        ("Some 500 people protested outside the court.", "Some 500", "gathered"),
        ("A crowd of 300 attended the funeral.", "300", "gathered"),
        ("Some 5,000 members of the union marched through Velm.", "Some 5,000", "gathered"),
        ("Some 5,000 signatures were gathered in Velm.", "Some 5,000", ""),
        ("About 200 boats gathered in the harbour.", "About 200", ""),
        ("Police arrested 12 people who protested.", "12", "held"),
        ("Three marches were held in Velm.", "Three", ""),
        ("Despite missing four games he played on.", "four", ""),
        ("Six people boarded the ferry.", "Six", ""),
        ("Four officers killed the dog.", "Four", ""),
        ("Twelve officers were among the injured.", "Twelve", "hurt"),
        ("Five crates were among the rubble.", "Five", ""),
        ("Four officers were treated for bruises.", "Four", "hurt"),
        ("Thirty people needed hospital treatment.", "Thirty", "hurt"),
        ("Thirty people were taken to hospital.", "Thirty", "hospitalised"),
        ("Thirty people were taken to the airport.", "Thirty", ""),
        ("Rebels took three hospitals.", "three", ""),
        ("Around 900 villagers had to leave their homes.", "Around 900", "fled"),
        ("More than 900 were forced from their homes.", "More than 900", "fled"),
        ("Nine people left the firm.", "Nine", ""),
        ("Power was cut to 900 homes.", "900", "powerless"),
        ("Power was restored to 900 homes.", "900", ""),
        ("Two ministers lost power.", "Two", ""),
        ("Police put the crowd at 5,000.", "5,000", "gathered"),
        ("The crowd was put at 5,000.", "5,000", "gathered"),
        ("The unions, which put the turnout at 5,000, were content.", "5,000", "gathered"),
        ("The march drew 5,000 people.", "5,000", "gathered"),
        ("The bill drew 40 amendments.", "40", ""),
        ("Some 5,000 people took part.", "Some 5,000", "gathered"),
    ],
)
def test_what_became_of_the_counted(text: str, words: str, fate: str) -> None:
    assert figures(text)[words].fate == fate


@pytest.mark.parametrize(
    ("text", "words", "thing"),
    [
        ("Two lorries burned.", "Two", "lorry"),
        ("Two trucks burned.", "Two", "lorry"),
        ("A gang of four thieves fled.", "four", "robber"),
        ("Dozens of boats left Velm.", "Dozens", "boat"),
        ("Sixteen crew members were aboard the ship.", "Sixteen", "sailor"),
        ("Nine others were injured.", "Nine", "person"),
        ("She signed a contract worth $80 million.", "$80 million", "contract"),
        ("She signed an $80 million contract.", "$80 million", "contract"),
        ("They drove at speeds of more than 100 mph.", "more than 100 mph", "speed"),
        ("Winds of 165 kilometres an hour hit Velm.", "165 kilometres an hour", "wind"),
        ("The 10-metre boat sank.", "10-metre", "boat"),
        ("About 60 percent of traffic to Velm was down.", "About 60 percent", "traffic"),
        ("Ida Holm, 45, said no.", "45", "holm"),
        ("The firm recalls 48,000 e-bikes.", "48,000", "bike"),
        ("Analysts valued the firm at $3bn.", "$3bn", "firm"),
    ],
)
def test_what_is_counted_or_measured(text: str, words: str, thing: str) -> None:
    assert figures(text)[words].thing == thing


@pytest.mark.parametrize(
    ("text", "words", "quantity"),
    [
        ("He faces up to five years in prison.", "up to five years", "term"),
        ("The bridge stood for five years.", "five years", "duration"),
        ("She played eight seasons there.", "eight", "duration"),
        ("The engine has 500 pounds of thrust.", "500 pounds", "weight"),
        ("They gave 500 pounds of aid.", "500 pounds", "money"),
        ("Damage was put at $US1 million.", "$US1 million", "money"),
        ("Version 5.50 brings several features.", "5.50", "degree"),
        ("Holm (52-3) met Brandt.", "52-3", "score"),
        ("They were 150 nautical miles off Velm.", "150 nautical miles", "length"),
        ("It attacked over 2m Windows users.", "over 2m", "count"),
        ("He was fined twice.", "twice", "times"),
    ],
)
def test_sorts_of_quantity(text: str, words: str, quantity: str) -> None:
    assert figures(text)[words].quantity == quantity


@pytest.mark.parametrize(
    ("text", "words", "mark"),
    [
        ("They seized three other rifles.", "three", "other"),
        ("Two of the ships were lost.", "Two", "part"),
        ("They won 18 of 23 games.", "23", "whole"),
        ("The toll rose to 12.", "12", "risen"),
        ("Sales fell to 40,000 cars from 50,000.", "50,000", "before"),
        ("Nine people died in Velm alone.", "Nine", "alone"),
        ("A total of nine rifles were found.", "nine", "total"),
        ("Damage was $US1 million ($1.52 million).", "$1.52 million", "converted"),
    ],
)
def test_marks_of_a_part_or_another(text: str, words: str, mark: str) -> None:
    assert mark in figures(text)[words].marks


def test_a_plain_count_has_no_mark() -> None:
    assert figures("Nine rifles were found in Velm.")["Nine"].marks == ()


def test_nobody_is_a_count_of_nought_where_a_fate_is_told() -> None:
    for text, words in (("Nobody was hurt.", "Nobody"), ("There were no injuries.", "no"), ("None of the crew was injured.", "None")):
        figure = figures(text)[words]
        assert (figure.number, figure.high, figure.fate) == (0.0, 0.0, "hurt")
    assert figures("Nobody came.") == {}
    assert figures("There were no boats.") == {}


def test_several_leaves_a_wide_range() -> None:
    figure = figures("Police found several shells.")["several"]
    assert (figure.thing, figure.number, figure.bound) == ("shell", None, "about")
    assert (figure.low or 0) <= 3 <= (figure.high or 0)


def test_a_score_is_one_figure_and_a_rising_pair_none() -> None:
    assert {words: (one.low, one.high) for words, one in figures("Holm (52-3) met Brandt.").items()} == {"52-3": (3.0, 52.0)}
    assert figures("They sent 10-12 boats.")["10-12"].quantity == "count"


def test_names_that_tell_which_keep_their_capitals() -> None:
    assert figures("About 60 percent of traffic to Velm was down.")["About 60 percent"].telling == ("Velm",)
    assert figures("Three undersea cables were cut.")["Three"].telling == ("underwater",)


@pytest.mark.parametrize(
    ("text", "thing", "first"),
    [
        ("Ida Holm, 45, was hurt.", "holm", ("Ida",)),
        ("The 45-year-old Ruritanian Ida Holm was hurt.", "holm", ("Ida",)),
        ("A 45-year-old woman, Ida Holm, was found dead.", "holm", ("Ida",)),
        ("Ida Holm, a 45-year-old plumber from Velm, was hurt.", "holm", ("Ida",)),
        ("Ida Holm, the 45-year-old driver of the bus, was held.", "holm", ("Ida",)),
        ("The 45-year-old, named as Ida Holm, died.", "holm", ("Ida",)),
        ("A 45-year-old woman named Ida Holm was hurt.", "holm", ("Ida",)),
        ("The victim, identified as Ida Holm, a 45-year-old student, was taken to hospital.", "holm", ("Ida",)),
        ("Police named the dead man as engineer Paul Lindt, aged 45.", "lindt", ("Paul",)),
        ("Ida Holm, a student aged 45, was hurt.", "holm", ("Ida",)),
        ("Ida Holm, who was 45, lived alone.", "holm", ("Ida",)),
        ("Holm was 45 years old, police said.", "holm", ()),
        ("The mayor, Ida Holm, is 45.", "holm", ("Ida",)),
        ("Ida Holm, the wife of a 45-year-old fisherman, cried.", "", ()),
        ("Ida Holm's son, a 45-year-old, was hurt.", "", ()),
        ("A picture of Holm with 45-year-old Tavon Kaiseen Alleyne on Chirper was shown.", "alleyne", ("Tavon", "Kaiseen")),
        ("A 45-year-old man was held on suspicion of killing Ida Holm.", "", ()),
        ("The 45-year-old suspect told Ida Holm that he would pay.", "", ()),
        ("Paul Lindt, a coach of children aged 45, was hurt.", "", ()),
        ("A 45-year-old man called Ida Holm a hero.", "", ()),
    ],
)
def test_whose_an_age_is(text: str, thing: str, first: tuple[str, ...]) -> None:
    age = next(figure for figure in figures(text).values() if figure.number == 45)
    assert (age.quantity, age.thing, age.telling) == ("age", thing, first)


@pytest.mark.parametrize(
    "text",
    [
        "The final score was 45.",
        "Holm said the temperature was 45.",
        "Holm was 45 points behind.",
        "The hall is 45 metres long.",
        "The company is 45 years old.",
        "Holm was 45.",
        "Ida Holm was 45 when she joined the crew.",
        "Ida Holm was 45 years old when she joined the crew.",
    ],
)
def test_what_is_no_age(text: str) -> None:
    (figure,) = figures(text).values()
    assert figure.quantity != "age"


def test_seconds_are_no_order() -> None:
    assert figures("A 10-second delay was seen.")["10-second"].marks == ()

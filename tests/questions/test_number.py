"""Figures of two sentences held against each other: what answers one question, and how the answers stand."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from beside import beside
from variorum.language import pack, reader
from variorum.language.english.grammar import fates
from variorum.language.english.words.tables import rows
from variorum.model.report import Passage
from variorum.model.sentence import Figure, Sentence
from variorum.questions.kinds import amounts, number, number_words
from variorum.questions.pairs import Compared, Pair, swapped
from variorum.questions.tellings import Telling

pytestmark = pytest.mark.stored


@cache
def read(text: str) -> tuple[Sentence, np.ndarray]:
    (paragraph,) = reader.read([text])
    reading = pack.reading(paragraph)
    assert reading is not None
    (sentence,) = reading.sentences()
    return sentence, paragraph.vectors[0]


def told(place: int, text: str, published: str | None) -> Telling:
    return Telling(place, text, read(text)[0], (Passage(f"r{place}", 0, len(text), text),), "body", 1, published)


def pair(a: str, b: str, later: bool | None = None, cosine: float | None = None) -> Pair:
    near = float(np.float64(read(a)[1]) @ np.float64(read(b)[1])) if cosine is None else cosine
    days = (None, None) if later is None else ("2031-05-06", "2031-05-07") if later else ("2031-05-07", "2031-05-06")
    return Pair(told(0, a, days[0]), told(1, b, days[1]), near, near, False, later)


def found(a: str, b: str, later: bool | None = None, cosine: float | None = None) -> list[Compared]:
    return list(number.compare(pair(a, b, later, cosine)))


def relations(a: str, b: str, later: bool | None = None, cosine: float | None = None) -> list[str]:
    return [one.relation for one in found(a, b, later, cosine)]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("The blast killed three dockers in Velm.", "The blast killed four dockers in Velm.", "conflict"),
        ("Three trucks burned out near the depot.", "Two lorries burned out near the depot.", "conflict"),
        ("Nobody was hurt when the ferry sank off Velm.", "Two people were hurt when the ferry sank off Velm.", "conflict"),
        ("The thieves took jewels worth $90 million.", "The thieves took jewels worth $120 million.", "conflict"),
        ("Ida Holm, 45, was arrested in Velm.", "Ida Holm, 47, was arrested in Velm.", "conflict"),
        ("More than 50 people were injured in the fire.", "In the fire 70 people were injured.", "compatible"),
        ("More than 50 people were injured in the fire.", "About 70 people were injured in the fire.", "revised"),
        ("Four dead as fire sweeps a mill in Velm.", "Five workers were killed as a fire swept a mill in Velm.", "revised"),
        ("About 1,200 people were moved from Velm.", "About 12,000 people were moved from Velm.", "conflict"),
        ("The boat, 30 feet long, was towed to Velm.", "The boat, 9 metres long, was towed to Velm.", "same"),
        ("Police said 20,000 people marched through Velm.", "Organisers said 50,000 protesters marched through Velm.", "spread"),
        ("Some 2,000 supporters of Moll rallied in Velm.", "Some 5,000 people rallied in Velm.", "spread"),
        ("A dozen boats left Velm on the tide.", "Twelve boats left Velm on the tide.", "same"),
        ("Nearly 100 houses burned down in Velm.", "Some 95 houses burned down in Velm.", "same"),
        ("Half of the voters in Velm stayed at home.", "About 50 percent of the voters in Velm stayed at home.", "same"),
        ("The fine was $1.52 million for the port.", "The fine was about $1.5 million for the port.", "same"),
        ("Six people died in the fire.", "The fire left six people dead.", "same"),
    ],
)
def test_how_two_figures_of_one_thing_stand(a: str, b: str, relation: str) -> None:
    assert relations(a, b) == [relation]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The blast killed three dockers in Velm.", "The blast injured four dockers in Velm."),  # another fate
        ("Police seized three rifles.", "Police seized four other rifles."),  # others
        ("The tickets cost $40 each at the gate.", "The tickets cost $60 at the gate."),  # a price of each
        ("The pipe is four metres long.", "The pipe weighs six tonnes."),  # another measure
        ("Ida Holm, 45, was arrested in Velm.", "Olaf Brandt, 47, was arrested in Velm."),  # another's age
        ("John Holm, 45, was arrested in Velm.", "Kate Holm, 43, was arrested in Velm."),
        ("About 60 percent of the votes were counted.", "About 70 votes were counted."),  # a share against a count
        ("About 200 boats gathered in the harbour of Velm.", "About 300 people gathered in the harbour of Velm."),  # no people
        ("Some 5,000 signatures were gathered in Velm.", "Some 3,000 people gathered in Velm."),
        ("Some 2,000 supporters of Moll rallied in Velm.", "Some 5,000 opponents of Moll rallied in Velm."),  # another side
        ("Some 2,000 supporters of Moll rallied in Velm.", "Some 5,000 supporters of Bein rallied in Velm."),
        ("Some 2,000 government supporters rallied in Velm.", "Some 5,000 opposition supporters rallied in Velm."),
        ("Three ferries were damaged in Velm.", "Four ferries were damaged in Graustark."),  # elsewhere
        ("Three cables were cut on Monday.", "In January 2019, four cables were cut."),  # another time
        ("He scored four goals for the team.", "He scored six goals for the team."),  # whose?
        ("Police seized three rifles and nine pistols.", "Police seized nine pistols and three rifles, and a boat."),
        ("The ferry has three engines.", "Length: 70 metres Decks: 2 Engines: 4 Boats: 27 Crew: 12"),  # a row of a table
        ("Police found several shells in the car.", "Police found three shells in the car."),  # as good as the same
        ("Nine people died of the fever in Velm alone.", "Twelve people died of the fever in Velm."),  # a part, and perhaps the whole
        ("Two sailors were taken to Velm.", "Three sailors were killed off Velm."),  # what became of the two is not told
        ("The port paid $40 million for the dock.", "The port paid $60 million for the dock, up from $40 million."),  # told there too
    ],
)
def test_where_no_one_question_is_answered_nothing_unlike_is_said(a: str, b: str) -> None:
    assert [one for one in found(a, b, cosine=0.9) if one.relation != "same"] == []


def test_of_several_sums_those_of_one_name_are_held_against_each_other() -> None:
    a, b = "The list has a $40 dinner at Velm and a $50 vacation at Holm Lodge.", "The list has a $55 vacation at Holm Lodge."
    (one,) = found(a, b, cosine=0.9)
    assert (one.a.value, one.b.value, one.relation) == ("$50", "$55", "conflict")


def test_figures_far_from_each_other_in_meaning_say_nothing() -> None:
    a, b = "Three lorries burned out near the depot.", "Two lorries waited at the border."
    assert relations(a, b, cosine=0.9) == ["conflict"]
    assert relations(a, b, cosine=0.7) == []


def test_a_higher_toll_of_a_later_day_is_a_revision_and_a_lower_one_is_none() -> None:
    a, b = "The blast killed three dockers in Velm.", "The blast killed four dockers in Velm."
    assert relations(a, b, later=True) == ["revised"]
    assert relations(a, b, later=False) == ["conflict"]
    assert relations(b, a, later=False) == ["revised"]


def test_what_a_later_edition_has_otherwise_was_mended_whichever_way_it_went() -> None:
    a, b = "The blast killed four dockers in Velm.", "The blast killed three dockers in Velm."
    copied = replace(pair(a, b, later=True), copied=True)
    (mended,) = number.compare(replace(copied, edition=True))
    (told_later,) = number.compare(pair(b, a, later=True))
    assert mended.relation == told_later.relation == "revised"
    assert 1 > mended.chance > told_later.chance
    assert [one.relation for one in number.compare(copied)] == ["conflict"]  # another outlet's copy of another day


def test_where_a_toll_is_told_to_rise_figures_of_days_that_nobody_knows_are_states_of_it() -> None:
    a, b = "The blast injured 17 people in Velm.", "The blast injured 31 people in Velm."
    assert [one.relation for one in number.compare(pair(a, b))] == ["conflict"]  # two like sentences, one with a slip
    assert [one.relation for one in number.compare(replace(pair(a, b), rising=frozenset({"killed"})))] == ["revised"]


def test_what_became_of_a_thing_may_be_left_out_and_of_people_it_may_not() -> None:
    assert relations("The flood destroyed 12 houses in Velm.", "There were 15 houses in Velm.", cosine=0.95) == ["conflict"]
    assert relations("The flood killed 12 people in Velm.", "There were 15 people in Velm.", cosine=0.95) == []


@pytest.mark.parametrize(
    ("few", "many", "answered"), [("Three dockers were", 5, True), ("Three dockers were", 40, False), ("Nobody was", 40, True)]
)
def test_figures_too_far_apart_are_of_two_things_unless_one_is_none(few: str, many: int, answered: bool) -> None:
    a, b = f"{few} killed by the blast in Velm.", f"The long night in Velm had ended with {many} dockers killed, the mayor said."
    assert bool(relations(a, b, cosine=0.9)) is answered


def test_words_may_say_that_a_figure_took_anothers_place() -> None:
    assert relations("The death toll in Velm rose to 14.", "The death toll in Velm is 12.") == ["revised"]
    assert relations("The number of people killed in Velm rose to 14.", "In Velm 12 people were killed.", cosine=0.9) == ["revised"]
    assert relations("The death toll in Velm is 14.", "The death toll in Velm is 12.") == ["conflict"]


def test_two_named_estimators_are_a_spread() -> None:
    a = "The Holm Institute said 60 percent of the voters in Velm were unhappy."
    b = "The Brandt Institute said 80 percent of the voters in Velm were unhappy."
    assert relations(a, b) == ["spread"]
    assert relations(a, a.replace("60", "80")) == ["conflict"]


def test_different_sources_are_given_as_the_reason_only_where_each_is_named() -> None:
    named = "The Holm Institute said about 60 percent of voters were unhappy."
    (one,) = found(named, named.replace("Holm", "Brandt").replace("60", "80"))
    assert "different sources, each named" in one.why
    (one,) = found("Some 2,000 supporters of Moll rallied in Velm.", "Some 5,000 people rallied in Velm.")
    assert (one.relation, "sources" in one.why) == ("spread", False)


def test_a_list_that_tells_a_figure_too_is_not_held_against_it() -> None:
    a = "They seized three rifles, four rifles and a boat."
    assert [one.relation for one in found(a, "They seized four rifles and a boat.")] == ["same"]


def test_a_kind_finds_the_same_from_the_other_side() -> None:
    one = pair("The blast killed three dockers in Velm.", "The blast killed four dockers in Velm.", later=True)
    ours, theirs = list(number.compare(one)), list(number.compare(swapped(one)))
    assert [(found.a, found.b, found.relation) for found in ours] == [(found.b, found.a, found.relation) for found in theirs]


def test_what_no_word_names_is_asked_for_by_the_words_around_its_figure() -> None:
    two = pair("The quake struck 40 miles southeast of Larn.", "Velm lies 25 miles southeast of Larn.")
    (far,), (near,) = two.a.sentence.figures, two.b.sentence.figures
    assert number_words.question(two.a, far, near, two.b) == "How long or far is it: “… southeast of Larn”?"
    apart = pair("The quake struck 40 miles southeast of Larn.", "Velm lies 25 miles from the sea.")
    assert number_words.question(apart.a, far, near, apart.b) == "How long or far is it?"
    cut = pair("Auriga Air cut its prices by 4 percent after the ruling.", "Auriga Air cut its prices by 9 percent after the ruling.")
    (less,), (more,) = cut.a.sentence.figures, cut.b.sentence.figures
    assert number_words.question(cut.a, less, more, cut.b) == "What share: “Auriga Air cut its prices by … after the ruling”?"


def test_the_question_and_the_values_are_plain_words() -> None:
    (one,) = found("The blast killed three dockers in Velm.", "The blast killed four dockers in Velm.")
    assert one.question == "How many dockers were killed?"
    assert (one.a.value, one.b.value) == ("three dockers killed", "four dockers killed")
    assert one.why == '"three dockers killed" and "four dockers killed" cannot both hold'
    assert one.a.span == (17, 22)
    (share,) = found("About 60 percent of the voters in Velm stayed at home.", "About 80 percent of the voters in Velm stayed at home.")
    assert share.question == "What share of the voters?"


def figure(number: float | None, low: float | None, high: float | None, bound: str, unit: str | None = None, scale: float = 1.0) -> Figure:
    return Figure(0, 1, number, low, high, bound, unit, None, None, scale=scale)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "standing"),
    [
        (figure(3, 3, 3, "exact"), figure(3, 3, 3, "exact"), "same"),
        (figure(3, 3, 3, "exact"), figure(4, 4, 4, "exact"), "apart"),
        (figure(100, None, 100, "at_most"), figure(100, 100, 100, "exact"), "same"),
        (figure(100, 80, 100, "about"), figure(89, 89, 89, "exact"), "same"),
        (figure(1200, 1200, 1200, "exact"), figure(1187, 1187, 1187, "exact"), "same"),  # rounded
        (figure(1300, 1300, 1300, "exact"), figure(1255, 1255, 1255, "exact"), "same"),
        (figure(1300, 1300, 1300, "exact"), figure(1245, 1245, 1245, "exact"), "apart"),  # would have been rounded to 1200
        (figure(12, 12, 12, "exact"), figure(13, 13, 13, "exact"), "apart"),  # small numbers are taken at their word
        (figure(16, 14.4, 17.6, "about"), figure(15, 15, 15, "exact"), "apart"),  # "some 16"
        (figure(30, 30, 30, "exact", "foot", 0.3048), figure(9, 9, 9, "exact", "metre"), "same"),
        (figure(30, 30, 30, "exact", "foot", 0.3048), figure(12, 12, 12, "exact", "metre"), "apart"),
        (figure(50, 50, None, "at_least"), figure(80, 80, 80, "exact"), "meet"),
        (figure(None, 20, 120, "about"), figure(50, 50, 50, "exact"), "meet"),
        (figure(None, 10.8, 14.4, "about"), figure(12, 12, 12, "exact"), "same"),  # "a dozen"
        (figure(14, 14, None, "at_least"), figure(None, 10.8, 14.4, "about"), "meet"),
    ],
)
def test_intervals(a: Figure, b: Figure, standing: str) -> None:
    assert amounts.standing(a, b) == standing
    assert amounts.standing(b, a) == standing


def test_the_clause_of_a_figure_is_that_of_its_copula() -> None:
    telling = told(0, "The Holm Institute said 60 percent of the voters in Velm were unhappy.", None)
    clause = telling.clause_at((24, 34))
    assert clause is not None
    assert clause.act == "be"


def test_what_became_of_those_counted_is_asked_only_where_both_tell_it() -> None:
    pair = beside("The storm killed nine sailors.", "There were ten sailors on the pier.")
    [killed], [counted] = pair.a.sentence.figures, pair.b.sentence.figures
    assert number_words.question(pair.a, killed, killed, pair.b) == "How many sailors were killed?"
    assert number_words.question(pair.a, killed, counted, pair.b) == "How many sailors were there?"


def test_every_fate_has_a_plain_word() -> None:
    told = {row[1] for row in rows("amounts.tsv", titled=True) if row[0] in ("fate", "end", "ending")}
    assert told | {fates.HOSPITALISED, fates.POWERLESS} <= set(number_words._FATES)


def test_two_homes_without_power_are_asked_for_in_words() -> None:
    (one,) = found("Some 9,000 homes were without power in Velm.", "Some 6,000 homes were without power in Velm.")
    assert one.question == "How many homes were without power?"


def test_a_crowd_that_no_word_names_is_not_held_against_another() -> None:
    assert list(found("Police put the crowd at 5,000.", "Police put the crowd at 11,000.")) == []

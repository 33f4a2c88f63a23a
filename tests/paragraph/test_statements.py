"""Statements of made-up sentences: who, what, whom, where, when, values, polarity, modality, condition, source, exact passages."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from variorum.language import reader
from variorum.language.english.reading import Reading
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Quotation, Statement
from variorum.model.story import Counts, Dossier, Placed, Story
from variorum.story import statements as story_statements
from variorum.text.normal import fold, words_key

pytestmark = pytest.mark.stored


def paragraph_of(text: str) -> Paragraph:
    (read,) = reader.read([text])
    return replace(read, tags=(), vectors=np.zeros((len(read.sentences), 1), np.float16))


@cache
def analysed(text: str, quotations: tuple[Quotation, ...] = ()) -> Analysis:
    paragraph = paragraph_of(text)
    found = Reading(paragraph).statements(quotations)
    return Analysis(paragraph.key, mentions=paragraph.mentions, quotations=quotations, statements=found)


def stated(text: str) -> Sequence[Statement]:
    return analysed(text).statements


def one(text: str, what: str) -> Statement:
    """The one statement with this predicate."""
    found = [statement for statement in stated(text) if statement.what == what]
    assert len(found) == 1, [(statement.what, statement.passage.text) for statement in stated(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "what", "who", "whom", "where"),
    [
        ("The council closed the harbour in Velm.", "close", "council", "harbour", "in Velm"),
        ("The harbour in Velm was closed by the council.", "close", "council", "harbour in Velm", "in Velm"),
        ("The council closed the harbour and raised the fees.", "raise", "council", "fees", None),
        ("Ida Holm, who runs the mill, left for Oslo.", "run", "Ida Holm", "mill", None),
        ("The letter sent by the mayor was short.", "send", "mayor", "letter", None),
        ("The law that the senate passed is old.", "pass", "senate", "law", None),
        ("The mayor rolled back the rules.", "roll back", "mayor", "rules", None),
        ("The talks focused on the treaty.", "focus on", "talks", "treaty", None),
        ("The withdrawal of troops by the army pleased the town.", "withdraw", "army", "troops", None),
        ("There is no change in the plan.", "there be", "change in the plan", None, None),
        ("HARWICK (Meridian) – The council closed the mill on Tuesday.", "close", "council", "mill", None),
        ("OSLO – Norway on Tuesday refused the offer.", "refuse", "Norway", "offer", None),
        ("In letters to Dravia, Velm and Harwick rejected the offer.", "reject", "Velm and Harwick", "offer", None),
        ("The plans, echoed in a letter, include a canal.", "include", "plans", "canal", None),
        ("Nobody was hurt.", "hurt", None, "anyone", None),
        ("The limit is not up for talks.", "be up for talks", "limit", None, None),
        ("The mayor has no right to close the mill.", "have", "mayor", "right to close the mill", None),
        (
            "The union demanded guarantees that the mill will never close.",
            "demand",
            "union",
            "guarantees that the mill will never close",
            None,
        ),
        ("The bridge is the longest in the country.", "be longest in the country", "bridge", None, "in country"),
        ("Mayor rejects bridge plan", "reject", "Mayor", "bridge plan", None),
        ("The union urged the owners to reopen the mill.", "reopen", "owners", "mill", None),
    ],
)
def test_who_does_what_to_whom_and_where(text: str, what: str, who: str | None, whom: str | None, where: str | None) -> None:
    statement = one(text, what)
    assert (statement.who, statement.whom, statement.where) == (who, whom, where)


@pytest.mark.parametrize(
    ("text", "what", "polarity", "modality"),
    [
        ("The mill closed the gate.", "close", "affirmed", "actual"),
        ("The mill did not close the gate.", "close", "negated", "actual"),
        ("The mill never closed the gate.", "close", "negated", "actual"),
        ("The mill made no promises.", "make", "negated", "actual"),
        ("Nobody closed the gate.", "close", "negated", "actual"),
        ("Neither the mayor nor the council closed the gate.", "close", "negated", "actual"),
        ("The offer is non-negotiable.", "be negotiable", "negated", "actual"),
        ("The outcome was not unexpected.", "be expected", "affirmed", "actual"),
        ("The mayor is unwilling to resign.", "resign", "negated", "actual"),
        ("The mayor is unlikely to resign.", "resign", "negated", "possible"),
        ("The mayor is no longer willing to resign.", "resign", "negated", "offered"),
        ("The firm refused to pay the fine.", "pay", "negated", "actual"),
        ("The firm failed to pay the fine.", "pay", "negated", "actual"),
        ("The firm did not refuse to pay the fine.", "pay", "affirmed", "actual"),
        ("The firm managed to pay the fine.", "pay", "affirmed", "actual"),
        ("The firm ruled out paying the fine.", "pay", "negated", "planned"),
        ("The firm refused to rule out paying the fine.", "pay", "affirmed", "possible"),
        ("The firm has no plans to close the mill.", "close", "negated", "planned"),
        ("The mill will close the gate.", "close", "affirmed", "planned"),
        ("The mill will not close the gate.", "close", "negated", "planned"),
        ("The mill may close the gate.", "close", "affirmed", "possible"),
        ("The mill plans to close the gate.", "close", "affirmed", "planned"),
        ("The mill was scheduled to close the gate.", "close", "affirmed", "planned"),
        ("The mill threatened to close the gate.", "close", "affirmed", "planned"),
        ("The mill offered to close the gate.", "close", "affirmed", "offered"),
        ("The mill must close the gate.", "close", "affirmed", "demanded"),
        ("The union wants the mill to close the gate.", "close", "affirmed", "demanded"),
        ("The mill wants to close the gate.", "close", "affirmed", "planned"),
        ("The union demanded that the mill close the gate.", "close", "affirmed", "demanded"),
        ("The union demanded guarantees that the mill will never close the gate.", "close", "negated", "demanded"),
        ("Brandt denied that he had closed the gate.", "close", "negated", "denied"),
        ("Brandt denied closing the gate.", "close", "negated", "denied"),
        ("Brandt did not deny closing the gate.", "close", "affirmed", "possible"),
        ("Brandt denied the theft of 30 paintings.", "steal", "negated", "denied"),
        ("The mayor said the mill would close the gate.", "close", "affirmed", "planned"),
        ("I do not think the mill closed the gate.", "close", "negated", "actual"),
        ("The mayor did not say that the mill closed the gate.", "close", "affirmed", "possible"),
        ("The mayor did not know that the mill closed the gate.", "close", "affirmed", "actual"),
        ("The owners fear that the mill will close the gate.", "close", "affirmed", "possible"),
        ("The owners are worried about the mill closing the gate.", "close", "affirmed", "actual"),
        ("Not a single clerk closed the gate.", "close", "negated", "actual"),
        ("Not all clerks closed the gate.", "close", "affirmed", "actual"),
        ("No fewer than 20 clerks closed the gate.", "close", "affirmed", "actual"),
        ("The clerks hardly ever closed the gate.", "close", "negated", "actual"),
        ("The clerks left without closing the gate.", "close", "negated", "actual"),
        ("The mayor would act if he found that the mill closed the gate.", "close", "affirmed", "conditional"),
        ("The mayor could see that the mill closed the gate.", "close", "affirmed", "actual"),
        ("Minister to visit Harwick", "visit", "affirmed", "planned"),
    ],
)
def test_polarity_and_modality(text: str, what: str, polarity: str, modality: str) -> None:
    statement = one(text, what)
    assert (statement.polarity, statement.modality) == (polarity, modality)


@pytest.mark.parametrize(
    ("text", "what", "condition"),
    [
        ("The mill will close if the river rises.", "close", "if the river rises"),
        ("If the river rises, the mill will close.", "close", "If the river rises"),
        ("The mill will close unless the river falls.", "close", "unless the river falls"),
        ("The plan includes a pay rise as long as the union returns to work.", "include", "as long as the union returns to work"),
        (
            "The plans include a pay rise as long as the union returns to work and ends the strike.",
            "include",
            "as long as the union returns to work and ends the strike",
        ),
        ("The plan includes a pay rise until the union returns to work.", "include", "until the union returns to work"),
        ("The loan will be paid provided that the owners sign.", "pay", "provided that the owners sign"),
        ("The town would suffer, should the dam break.", "suffer", "should the dam break"),
        ("The mayor refused to rule out closing the mill if the river rises.", "close", "if the river rises"),
        ("We will act in the event of a flood.", "act", "in the event of a flood"),
    ],
)
def test_conditions_are_kept_as_written(text: str, what: str, condition: str) -> None:
    statement = one(text, what)
    assert statement.condition is not None
    assert statement.condition.text == condition
    assert statement.modality == "conditional"


def test_a_past_until_is_a_time_and_no_condition() -> None:
    assert one("The mill paid wages until the river rose.", "pay").condition is None


@pytest.mark.parametrize(
    ("text", "what", "source"),
    [
        ("The mayor said the dam broke.", "break", "The mayor"),
        ("The dam broke, the mayor of Velm said.", "break", "the mayor of Velm"),
        ("The army sent 300 men, according to a Dravian assessment.", "send", "a Dravian assessment"),
        ("The union demanded that the mill close.", "close", "The union"),
        ('"The dam broke," said Ida Holm.', "break", "Ida Holm"),
        ("The dam broke.", "break", None),
    ],
)
def test_whose_words_they_are(text: str, what: str, source: str | None) -> None:
    attribution = one(text, what).attribution
    assert (attribution.text if attribution else None) == source


def test_a_quotation_found_before_tells_the_source() -> None:
    text = "The dam broke at noon. So the mayor told the town."
    key = words_key(text)
    quotation = Quotation(
        "q1", key, "", "indirect", (Passage(key, 0, 21, text[:21]),), Passage(key, 26, 35, text[26:35]), None, None, None, 0.9, None
    )
    (statement, *_) = analysed(text, (quotation,)).statements
    assert statement.attribution is not None
    assert statement.attribution.text == "the mayor"


def test_a_pronoun_in_reported_speech_stands_for_the_speaker() -> None:
    assert one("The ministry said it had closed the dam.", "close").who == "ministry"
    assert one("Ida Holm said he had closed the dam and left.", "leave").who in ("Ida Holm", "he")
    assert one("The owners said it had closed the dam.", "close").who == "it"


@pytest.mark.parametrize(
    ("text", "number", "counted", "unit"),
    [
        ("More than 14,000 people were killed in the floods.", 14000, "people killed", None),
        ("The army sent 8,500 service members.", 8500, "service members", None),
        ("Dozens of warships sailed.", None, "warships", None),
        ("Hundreds of tonnes of fuel leaked.", None, "fuel", "tonne"),
        ("Factory fire kills 12", 12, "killed", None),
        ("Two killed in Harwick blast", 2, "killed", None),
        ("Some 30% of voters stayed home.", 30, "voters", "percent"),
        ("They met for more than five hours.", 5, None, "hour"),
        ("Ida Holm, 45, was hurt.", 45, "age of Ida Holm", "year"),
    ],
)
def test_a_figure_belongs_to_its_clause_and_counts_its_noun(text: str, number: float | None, counted: str | None, unit: str | None) -> None:
    (value,) = [value for statement in stated(text) for value in statement.values]
    assert (value.number, value.counted, value.unit) == (number, counted, unit)


def test_a_figure_of_an_earlier_state_is_not_the_clauses_own() -> None:
    values = one("The firm cut 1,200 jobs, up from 800 last year.", "cut").values
    assert [value.number for value in values] == [1200]


def test_times_go_to_what_they_date() -> None:
    assert one("The envoys met in Velm on Wednesday.", "meet").when is not None
    assert one("The ministry said this month it would close the dam.", "close").when is None
    assert one("The talks focused on the 2015 Velm treaty.", "focus on").when is None


@pytest.mark.parametrize(
    "text",
    [
        "Did the dam break?",
        "The mayor asked whether the dam broke.",
        "He would not say which mills would close.",
        "By Ana Bell",
        "Ida Holm said.",
        "Read more",
        "She told him.",
        "It was there.",
    ],
)
def test_questions_and_scraps_state_nothing(text: str) -> None:
    assert list(stated(text)) == []


def test_passages_are_the_clause_and_exact() -> None:
    text = (
        "After the rain, the dam broke, flooding the mill, and the mayor, who was in Oslo, said that he would return on Friday if he could."
    )
    found = stated(text)
    for statement in found:
        for passage in (statement.passage, statement.sentence, statement.condition, statement.attribution):
            assert passage is None or text[passage.start : passage.end] == passage.text
    assert one(text, "return").passage.text == "he would return on Friday if he could"
    assert one(text, "flood").passage.text == "flooding the mill"


def test_odd_texts_are_read_without_error() -> None:
    for text in ("", " ", "-", "((", "\u200b", '"', "is", "as long as", "1,000", "said said said", "and and", "É 😀 12 ✓."):
        for statement in stated(text):
            assert fold(text)[statement.passage.start : statement.passage.end] == statement.passage.text


def test_placing_moves_dates_and_names_the_speaker() -> None:
    text = "HEAD\n\nThe envoys met on Wednesday, the ministry said. They promised to meet on Friday."
    start = 6
    report = Report("r1", "x", None, None, None, None, None, (), "2022-01-27", "given", "en", text, (Block(start, len(text), "body"),))
    analysis = analysed(text[start:])
    quotation = Quotation(
        "q", "r1", "", "indirect", (report.passage(start, 36),), report.passage(38, 50), None, "e1", "Ministry of Fish", 0.9, None
    )
    story = Story("s1", "t", ("r1",), None, None, Counts(1, 1, 1))
    dossier = Dossier(
        story, (report,), (Placed("r1", report.blocks[0], start, analysis.key),), {analysis.key: analysis}, quotations=(quotation,)
    )
    placed = story_statements.place(dossier).statements
    assert all(text[s.passage.start : s.passage.end] == s.passage.text and (s.report, s.story) == ("r1", "s1") for s in placed)
    met, promised = [s for s in placed if s.what == "meet"]
    assert met.when is not None
    assert (met.when.iso, met.attributed_name, met.attributed_to) == ("2022-01-26", "Ministry of Fish", "e1")
    assert promised.when is not None
    assert (promised.when.iso, promised.attributed_name, promised.modality) == ("2022-01-28", None, "planned")
    assert [s.id for s in story_statements.place(dossier).statements] == [s.id for s in placed]
    assert len({s.id for s in placed}) == len(placed)

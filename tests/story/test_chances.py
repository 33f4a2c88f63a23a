"""The confidence of a line is the chance that a careful reader calls it right."""

import math
from dataclasses import replace

import pytest

from made import dossier
from variorum import pipeline
from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.story import chances
from variorum.story.chances import weighing
from variorum.text import logistic
from variorum.views.sure import SHOWN


def story(text: str) -> Dossier:
    report = Report("r1", "r1", "Harbour Times", None, None, None, None, (), "2031-05-14", "given", "en", text, ())
    return pipeline.dossier_of([report])


def test_a_chance_is_the_logistic_of_a_weighted_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "learned", lambda _: {"events": {"constant": -1.0, "dated": 0.5, "words": 2.0}})
    assert weighing.chance("events", {"dated": 1.0, "words": 0.25}) == round(1 / (1 + math.exp(0.0)), 4)
    assert weighing.chance("events", {"dated": 0.0, "words": 0.0}) == round(1 / (1 + math.exp(1.0)), 4)


def test_a_chance_near_certainty_is_weighed_as_if_it_were_less() -> None:
    assert logistic.logit(1.0) == logistic.logit(logistic.MOST)
    assert logistic.logit(0.0) == logistic.logit(logistic.LEAST) < 0


@pytest.mark.model
def test_a_statement_is_surer_than_a_scrap() -> None:
    made = story("“The harbour will stay open all winter,” mayor Ada Moll said. Ada Moll praised the port. Ada Moll declined to comment.")
    chance = {row.content[0].text.strip("“”,. "): row.confidence for row in made.quotations}
    whole = chance.pop("The harbour will stay open all winter")
    assert whole >= SHOWN
    assert all(other < 0.5 for other in chance.values()), chance


@pytest.mark.model
def test_what_says_nothing_is_no_quotation_and_its_nameless_source_none() -> None:
    told = "Mayor Ada Moll said the harbour was safe. Critics welcomed the release of the papers. Fishermen said the quay was rotten."
    made = story(told)
    assert [row.speaker_name for row in made.quotations] == ["Ada Moll", "fishermen"]
    assert {entity.name for entity in made.entities if entity.kind == "group"} == {"fishermen"}


def test_what_a_person_decided_is_kept_whatever_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chances, "chance", lambda table, row: 0.0)
    monkeypatch.setattr(chances.quotations, "said", lambda row, reading: {})
    made = dossier()
    one, other = made.quotations
    within = replace(one, corrected="A. B. on 2 May", within=other.id)
    (left,) = chances.keep(made.having(quotations=(within, other))).quotations
    assert (left.id, left.within) == (one.id, None)


@pytest.mark.model
def test_every_line_has_a_chance_to_four_places() -> None:
    told = "Norway demanded that Iceland halve its catch. Iceland rejected the demand and accused Norway of theft. "
    made = story(told + "“We will sail,” Ada Moll said.")
    assert all((made.quotations, made.positions, made.events))
    lines = [*made.quotations, *made.positions, *made.events]
    assert all(0 < row.confidence < 1 and row.confidence == round(row.confidence, 4) for row in lines)


@pytest.mark.model
def test_what_a_person_decided_keeps_its_confidence() -> None:
    made = story("“We will sail,” Ada Moll said.")
    decided = made.having(quotations=tuple(replace(row, confidence=1.0, corrected="A. B. on 2 May") for row in made.quotations))
    assert [row.confidence for row in chances.weigh(decided).quotations] == [1.0]


def test_what_hardly_happened_is_left_out_where_several_reports_tell_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    several = dossier()
    alone = replace(several, reports=several.reports[:1])
    assert len(several.reports) > 1
    assert several.events
    monkeypatch.setattr(chances.events, "outright", lambda row, reading: False)
    monkeypatch.setattr(chances, "Reading", lambda _: None)
    monkeypatch.setattr(chances.events, "features", lambda row, reading: {})
    monkeypatch.setattr(chances.quotations, "features", lambda row, reading: {})
    for chance, left in ((chances.HAPPENED, several.events), (chances.HAPPENED - 0.01, ())):
        monkeypatch.setattr(chances, "chance", lambda table, row, chance=chance: chance)
        assert [row.id for row in chances.weigh(several).events] == [row.id for row in left]
        assert len(chances.weigh(alone).events) == len(several.events)

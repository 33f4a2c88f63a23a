"""Stages keep to what they say they need and set, and each stands behind those whose findings it uses."""

from dataclasses import fields
from functools import cache

import pytest

import mackerel
from variorum import pipeline
from variorum.language import pack, reader
from variorum.model.paragraph import Analysis
from variorum.model.story import Dossier

FOUND = ("origins", "borrowings", "entities", "quotations", "utterances", "statements", "points", "events", "positions")
READ = ("sentences", "quotations", "statements", "events", "stands", "referents")


@cache
def _before() -> dict[str, Dossier]:
    """The example's dossier as each story stage finds it."""
    dossier = mackerel.story()
    begun = pipeline.bare_dossier(dossier.reports, dossier.analyses, dossier.vectors)
    seen = {}
    for stage in pipeline.OF_STORY:
        seen[stage.name] = begun
        begun = stage(begun)
    return seen


def changed(one: object, other: object) -> set[str]:
    return {each.name for each in fields(one) if getattr(one, each.name) is not getattr(other, each.name)}  # type: ignore[arg-type]


@pytest.mark.model
@pytest.mark.parametrize("stage", pipeline.OF_STORY, ids=lambda stage: stage.name)
def test_a_story_stage_sets_what_it_says_and_asks_for_no_more_than_it_says(stage: pipeline.Stage):
    given = _before()[stage.name]
    made = stage(given)
    assert changed(given, made) <= set(stage.sets)
    assert any(getattr(made, name) for name in stage.sets)
    unasked = {name: () for name in FOUND if name not in stage.needs}
    again = stage(given.having(**unasked))
    assert {name: getattr(again, name) for name in stage.sets} == {name: getattr(made, name) for name in stage.sets}


@pytest.mark.model
@pytest.mark.parametrize("stage", pipeline.OF_PARAGRAPH, ids=lambda stage: stage.name)
def test_a_paragraph_stage_sets_what_it_says_and_asks_for_no_more_than_it_says(stage: pipeline.Stage):
    (paragraph,) = reader.read(["Norway on Tuesday rejected a demand by Iceland and said its limit of 36,000 tonnes was not negotiable."])
    given = pipeline.analyse(paragraph)
    reading = pack.reading(paragraph)
    made = stage(reading, Analysis(given.key, mentions=given.mentions, **{name: getattr(given, name) for name in stage.needs}))
    for name in READ:
        assert getattr(made, name) == (getattr(given, name) if name in (*stage.sets, *stage.needs) else ())


@pytest.mark.parametrize("stages", [pipeline.OF_REPORT, pipeline.OF_PARAGRAPH, pipeline.OF_STORY], ids=["report", "paragraph", "story"])
def test_what_a_stage_needs_was_set_before(stages: tuple[pipeline.Stage, ...]):
    there: set[str] = set()
    for stage in stages:
        assert set(stage.needs) <= there, stage.name
        there |= set(stage.sets)
    assert len({stage.name for stage in stages}) == len(stages)

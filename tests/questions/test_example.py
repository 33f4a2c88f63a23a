"""The points of the example, of stored sentences: to the letter those that were looked at and accepted (tests/test_golden.py)."""

import json
from pathlib import Path

import pytest

import mackerel
import test_golden
from variorum import pipeline
from variorum.model.story import Dossier

pytestmark = pytest.mark.stored

GOLDEN = Path(__file__).parents[1] / "stories" / "mackerel" / "rows.jsonl"
LAST = "points corrected"  # the stage behind which no point changes


def story() -> Dossier:
    """The example judged as far as its points."""
    prepared = [pipeline.prepare(report) for report in mackerel.reports()]
    texts = {key: text for report in prepared for _, text, key in pipeline.paragraphs(report)}
    found = dict(zip(texts, pipeline.analyse_texts(list(texts.values()), ["en"] * len(texts)), strict=True))
    bare = pipeline.bare_dossier(prepared, {key: one for key, (one, _) in found.items()}, {key: rows for key, (_, rows) in found.items()})
    names = [stage.name for stage in pipeline.OF_STORY]
    return pipeline.through(pipeline.OF_STORY[: names.index(LAST) + 1], bare, pipeline.stop)


def test_the_points_of_the_example_are_those_accepted() -> None:
    head, *found = [row for row in test_golden.slim(story()) if {"story", "question"} & row.keys()]
    rows = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    start = next(number for number, row in enumerate(rows) if row.get("story") == head["story"])
    end = next((number for number, row in enumerate(rows) if number > start and "story" in row), len(rows))
    accepted = [row for row in rows[start:end] if "question" in row]
    assert json.loads(json.dumps(found)) == accepted
    assert len(accepted) > 20

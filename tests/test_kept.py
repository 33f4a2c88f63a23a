"""What a worker keeps of a story when it is done with it: nothing."""

import gc
from collections import Counter

import pytest

import mackerel
from variorum import pipeline

pytestmark = pytest.mark.model


def alive() -> Counter[str]:
    """How many things of each class of ours, findings and what the stages hold them side by side in, are in memory."""
    gc.collect()
    names = (f"{type(thing).__module__}.{type(thing).__qualname__}" for thing in gc.get_objects())
    return Counter(name for name in names if name.startswith(("variorum.model.", "variorum.")))


def test_a_finished_story_is_forgotten() -> None:
    assert len(mackerel.story().points) > 10  # tables are read at the first use, and stay; so does this one story
    before = alive()
    assert len(pipeline.dossier_of(mackerel.reports()).points) > 10
    assert alive() - before == Counter()

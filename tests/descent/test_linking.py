"""What the link of two texts weighs."""

from types import SimpleNamespace
from typing import Any

import pytest

from variorum.descent.linking import FILE, features, one_text
from variorum.language.models.weights import learned
from variorum.text.align import Alignment, Match


def text(sentences: int, *runs: int) -> Any:
    return SimpleNamespace(sentences=("",) * sentences, runs=frozenset(runs))


def aligned(count: int, begun: float = 0.5) -> Alignment:
    return Alignment(tuple(Match(i, i, 0.8, True, 0.5, True) for i in range(count)), 8, 10, begun)


def test_what_is_weighed_is_what_was_learned() -> None:
    counted = features(text(8, 1, 2, 3), text(10, 2, 3, 4, 5), aligned(4), 1.0)
    assert set(counted) | {"constant"} == set(learned(FILE))
    assert counted == pytest.approx({"proved": 0.693, "alike": 0.5, "kept": 2 / 3, "runs": 1.099, "begun": 0.5, "short": 0.125}, abs=0.001)


def test_texts_of_nothing_are_weighed_too() -> None:
    counted = features(text(0), text(0), Alignment((), 0, 0), 0.0)
    assert counted == {"proved": 0.0, "alike": 0.0, "kept": 0.0, "runs": 0.0, "begun": 0.0, "short": 1.0}


def test_more_runs_of_words_in_common_make_one_text_likelier() -> None:
    """The same share of the shorter text's runs proves more where they are many."""
    few, many = text(10, *range(20)), text(10, *range(200))
    assert one_text(few, text(10, *range(10, 30)), aligned(3), 1.0) < one_text(many, text(10, *range(100, 300)), aligned(3), 1.0)


def test_that_both_begin_alike_alone_proves_little() -> None:
    """Reports of one event begin with the same news: where that is what they share, they are less likely one text."""
    one, other = text(10, *range(40)), text(12, *range(30, 70))
    assert one_text(one, other, aligned(3, begun=0.9), 1.0) < one_text(one, other, aligned(3, begun=0.3), 1.0)

"""What the link of two texts weighs."""

from types import SimpleNamespace
from typing import Any

import pytest

from variorum.descent.linking import FILE, features, one_text
from variorum.language.models.weights import learned
from variorum.text.align import Alignment, Match


def text(sentences: int, *runs: int) -> Any:
    return SimpleNamespace(sentences=("",) * sentences, runs=frozenset(runs))


def aligned(count: int) -> Alignment:
    return Alignment(tuple(Match(i, i, 0.8, True, 0.5, True) for i in range(count)), 8, 10)


def test_what_is_weighed_is_what_was_learned() -> None:
    counted = features(text(8, 1, 2, 3), text(10, 2, 3, 4, 5), aligned(4), 1.0)
    assert set(counted) | {"constant"} == set(learned(FILE))
    assert counted == pytest.approx({"proved": 0.693, "alike": 0.5, "kept": 2 / 3, "short": 0.125}, abs=0.001)


def test_texts_of_nothing_are_weighed_too() -> None:
    counted = features(text(0), text(0), Alignment((), 0, 0), 0.0)
    assert counted == {"proved": 0.0, "alike": 0.0, "kept": 0.0, "short": 1.0}


def test_more_in_common_makes_one_text_likelier_from_either_side() -> None:
    one, other, copy = text(10, *range(40)), text(12, *range(30, 70)), text(12, *range(10, 50))
    assert one_text(one, other, aligned(3), 1.0) < one_text(one, copy, aligned(3), 1.0) < one_text(one, copy, aligned(6), 2.0)
    assert one_text(one, other, aligned(3), 1.0) == one_text(other, one, aligned(3), 1.0)

"""The chance of a row of counted features."""

import math

import numpy as np
import pytest

from variorum.text.logistic import LEAST, MOST, chance, chances, logit, weigh

WEIGHTS = {"constant": -1.0, "near": 2.0, "far": -0.5}


def test_a_chance_is_the_logistic_of_the_weighed_row():
    assert chance(WEIGHTS, {"near": 0.5, "far": 0.0}) == 0.5
    assert chance(WEIGHTS, {"near": 1.0, "far": 2.0}) == 0.5
    assert chance(WEIGHTS, {"near": 1.0}) == round(1 / (1 + math.exp(-1)), 4)
    assert chance(WEIGHTS, {"near": 0.0}, known=1.0) == 0.5
    assert weigh(WEIGHTS, {"near": 1.5, "far": 2.0}) == 2.0


def test_many_rows_have_the_chances_that_each_has_alone():
    near, far = np.array([0.0, 0.5, 3.0]), np.array([1.0, 0.0, 2.0])
    known = np.array([0.25, 0.0, -0.5])
    alone = [chance(WEIGHTS, {"near": a, "far": b}, k) for a, b, k in zip(near, far, known, strict=True)]
    assert chances(WEIGHTS, {"near": near, "far": far}, known) == alone


@pytest.mark.parametrize(("given", "kept"), [(0.5, 0.5), (0.0, LEAST), (1.0, MOST), (0.01, LEAST), (0.03, 0.03)])
def test_log_odds_end_where_a_chance_tells_no_more(given, kept):
    assert logit(given) == pytest.approx(math.log(kept / (1 - kept)))

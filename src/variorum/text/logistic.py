"""What a logistic model makes of counted features: the same to four places on every processor."""

import math
import operator
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

LEAST, MOST = 0.02, 0.98  # of a chance that is weighed: beyond these it tells no more
PLACES: Final = 4  # of a chance; the last bits of an exponential depend on the processor


def chance(weights: Mapping[str, float], row: Mapping[str, float], known: float = 0.0) -> float:
    """The chance, 0..1, of a row of features; `weights` has one for each of them, by name, and a `constant`. `known`: what other features
    add to the log odds."""
    return round(1 / (1 + math.exp(-(weights["constant"] + weigh(weights, row) + known))), PLACES)


def weigh(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """What some features add to the log odds."""
    return math.fsum(map(operator.mul, map(weights.__getitem__, row), row.values()))


def chances(weights: Mapping[str, float], columns: Mapping[str, Floats], known: Floats) -> list[float]:
    """The chances of many rows: `columns` has some features of all of them, `known` what the others add to the log odds of each."""
    total = weights["constant"] + known
    for name, column in columns.items():  # one after the other, so that it is the same on every processor
        total = total + weights[name] * column
    found: list[float] = np.round(1 / (1 + np.exp(-total)), PLACES).tolist()
    return found


def logit(given: float) -> float:
    """A chance as a logistic model weighs it."""
    kept = min(max(given, LEAST), MOST)
    return math.log(kept / (1 - kept))

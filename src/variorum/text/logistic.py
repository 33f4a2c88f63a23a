"""What a logistic model makes of counted features: the same to four places on every processor."""

import math
import operator
from collections.abc import Mapping
from typing import Final

LEAST, MOST = 0.02, 0.98  # of a chance that is weighed: beyond these it tells no more
PLACES: Final = 4  # of a chance; the last bits of an exponential depend on the processor


def chance(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """The chance, 0..1, of a row of features; `weights` has one for each of them, by name, and a `constant`."""
    total = weights["constant"] + math.fsum(map(operator.mul, map(weights.__getitem__, row), row.values()))
    return round(1 / (1 + math.exp(-total)), PLACES)


def logit(given: float) -> float:
    """A chance as a logistic model weighs it."""
    kept = min(max(given, LEAST), MOST)
    return math.log(kept / (1 - kept))

"""What a logistic model makes of counted features: the same to four places on every processor."""

import math
from collections.abc import Mapping
from typing import Final

PLACES: Final = 4  # of a chance; the last bits of an exponential depend on the processor


def chance(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """The chance, 0..1, of a row of features; `weights` has one for each of them, by name, and a `constant`."""
    total = weights["constant"] + math.fsum(weights[name] * value for name, value in row.items())
    return round(1 / (1 + math.exp(-total)), PLACES)

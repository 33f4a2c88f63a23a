"""From what was counted of a line to the chance that a careful reader calls it right: one logistic model for each table.

Weights and figures: `training/chances`. Sums are exact, so that the chance is the same on any processor.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Final

from variorum.language.models.wordpiece import WEIGHTS
from variorum.text import logistic

FILE: Final = "chances.json"
LEAST, MOST = 0.02, 0.98  # of a chance that is weighed: beyond these it tells no more


def chance(table: str, row: Mapping[str, float]) -> float:
    """The chance, 0..1 to four places, of a line of a table ("sayings", "quotations", "positions", "events")."""
    return logistic.chance(_weights()[table], row)


def logit(given: float) -> float:
    """A chance as a logistic model weighs it."""
    kept = min(max(given, LEAST), MOST)
    return math.log(kept / (1 - kept))


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((WEIGHTS / FILE).read_text("utf-8"))["weights"]
    return found

"""From what was counted of a line to the chance that a careful reader calls it right: one logistic model for each table.

Weights and figures: `training/chances`. Sums are exact, so that the chance is the same on any processor.
"""

from collections.abc import Mapping
from typing import Final

from variorum.language.models.weights import learned
from variorum.text import logistic

FILE: Final = "chances.json"


def chance(table: str, row: Mapping[str, float]) -> float:
    """The chance, 0..1 to four places, of a line of a table ("sayings", "quotations", "positions", "events")."""
    return logistic.chance(learned(FILE)[table], row)

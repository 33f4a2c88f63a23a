"""The chance that two texts are one: both from one writing, by what their sentences and runs of words have in common.

A logistic model weighs what is counted. Swapping the texts changes nothing. Weights and figures: `training/origins`.
"""

import math
from typing import Final

from variorum.descent.texts import Text
from variorum.language.models.weights import learned
from variorum.text.align import Alignment
from variorum.text.logistic import chance

FILE: Final = "one_text.json"


def one_text(one: Text, other: Text, found: Alignment, proved: float) -> float:
    """The chance, 0..1, that two aligned texts go back to one writing; `proved` is what their parallel sentences prove together."""
    return chance(learned(FILE), features(one, other, found, proved))


def features(one: Text, other: Text, found: Alignment, proved: float) -> dict[str, float]:
    """What the model weighs, by name: what the parallel sentences prove; how many of the shorter text's sentences have one that is alike
    (those too that prove nothing, as quotations: in a text of three lines one alike is not all of it); the share of the runs of words that
    both have; and how short the shorter text is.
    """
    shorter = max(1, min(len(one.sentences), len(other.sentences)))
    runs = max(1, min(len(one.runs), len(other.runs)))
    return {
        "proved": math.log1p(proved),
        "alike": min(1.0, len(found.matches) / shorter),
        "kept": len(one.runs & other.runs) / runs,
        "short": 1 / shorter,
    }

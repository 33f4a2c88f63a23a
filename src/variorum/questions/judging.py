"""Does a sentence tell all of a line? The net reads both word by word; what it says is weighed together with what is counted of them.

The weights were learnt on lines that readers judged one by one, the chances are those of stories that neither net nor weights had seen
(`training/judge/README.md`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import Final

from variorum.language import pack
from variorum.language.models.judge import Asked, Judge
from variorum.language.models.pairs import days_apart
from variorum.language.models.weights import learned
from variorum.questions.core import KINDS
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling
from variorum.questions.told import Line
from variorum.text.logistic import chance, weigh

FILE: Final = "weighing.json"
# Fitted on 107 lines of one saying that readers judged (training/judge/labels/sayings.jsonl).
SAYING: Final = {"told": 1.14, "constant": 0.79}
LACKING: Final = ("nouns", "verbs", "others", "source")  # as Line.lacking counts them
COPY: Final = 0.95  # the chance of one question of a sentence and itself
LACKS: Final = tuple(f"lacks {kind}" for kind in LACKING)
WITHOUT: Final = tuple((f"without {kind}", kind) for kind in KINDS)
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
LEAST: Final = 1e-4  # chances nearer to 0 or 1 are not told apart


@dataclass(frozen=True, eq=False)
class Question:
    """Does a sentence tell all of a line of another?"""

    pair: Pair
    line: Telling  # the sentence in which the line stands
    other: Telling
    words: Line

    @cached_property
    def asked(self) -> Asked:
        """What the net is given."""
        return Asked(self.other.text, " ".join(map(self.line.words, self.words.pieces)), _days(self.other, self.line))

    @cached_property
    def key(self) -> int:
        """The hash, of 64 bits, of all that the net is given."""
        text = _ENCODER.encode(self.asked).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")

    @cached_property
    def counted(self) -> float:
        """What all that is counted of it adds to the log odds, beside what the net says."""
        return weigh(learned(FILE)["told"], _counted(self))


def tell(questions: Sequence[Question], heard: Mapping[int, float]) -> list[float]:
    """The chance of each that a careful reader finds the whole line in the other sentence, 0..1; `heard`: what the net says of them."""
    return [_chance(one, heard[one.key]) for one in questions]


def at_most(one: Question) -> float:
    """The chance that would come of it if the net were as sure as it can be: where that is too little, it need not be asked."""
    return _chance(one, 1.0)


def _chance(one: Question, told: float) -> float:
    return chance(learned(FILE)["told"], {"told": odds(told)}, one.counted)


def of_a_saying(told: float) -> float:
    """The chance that a reader finds all of a line in the other sentence, 0..1, where both are known to tell one saying; `told`:
    what it would be of any two sentences, which is too little."""
    return chance(SAYING, {"told": odds(told)})


def net(questions: Sequence[Question], before: Mapping[int, float]) -> dict[int, float]:
    """The chance that the other tells the line, as the net alone has it, 0..1, of each question by its key. What it said `before` it is
    not asked again: the same question always has the same answer."""
    asked = {one.key: one for one in questions}
    fresh = [key for key in asked if key not in before]
    said = dict(zip(fresh, _judge().tells([asked[key].asked for key in fresh]), strict=True))
    return {key: said[key] if key in said else before[key] for key in asked}


def copied(telling: Telling, words: Line) -> float:
    """The chance of a line that stands word for word in several reports, 0..1: that all tell it is sure, not that it can stand alone."""
    return at_most(Question(Pair(telling, telling, 1.0, COPY, True, None), telling, telling, words))


def tell_features(one: Question, told: float) -> dict[str, float]:
    """What is weighed of a line and a sentence; `told`: the net's log odds."""
    return {"told": told, **_counted(one)}


def _counted(one: Question) -> dict[str, float]:
    words = sum(len(one.line.words(piece).split()) for piece in one.words.pieces)
    return {
        "shared": one.words.shared,
        "one": odds(one.pair.one),
        "words": math.log1p(words),
        "weight": math.log1p(one.words.weight),
        "gaps": float(len(one.words.pieces) - 1),
        **dict(zip(LACKS, map(float, one.words.lacking), strict=True)),
        "copy": one.words.laid[0],
        "lost": math.log1p(one.words.laid[1]),
        "elsewhere": one.words.laid[2],
        **{name: float(kind in one.words.left) for name, kind in WITHOUT},
    }


def odds(of: float) -> float:
    """Log odds of a chance."""
    within = min(max(of, LEAST), 1 - LEAST)
    return math.log(within / (1 - within))


def _days(one: Telling, other: Telling) -> int:
    return days_apart(*(telling.published and telling.published[:10] for telling in (one, other)))


@cache
def _judge() -> Judge:
    return Judge(pack.stem)

"""The judge: does a text tell everything that a line of another says?

MiniLM-L6 (Wang and others 2020) over both texts together. Run in whole numbers on the processor. `training/judge/` makes the weights
again and says what they reach.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

import numpy.typing as npt

from variorum.language.models import wordpiece
from variorum.language.models.pairs import Features, Side, features, side_of
from variorum.language.models.runtime import Model, batches, mask_of, padded
from variorum.language.models.wordpiece import WEIGHTS

NETWORK: Final = "judge.onnx"
CARD: Final = "judge.json"
SURE: Final = 50.0
"""Log odds beyond this are as good as certain, and their exponentials stay floats."""


class Asked(NamedTuple):
    """Does `text` tell all that `line` says? It is one way: a line that a text tells whole seldom tells the whole text.

    `days` is the class of days from the text's report to the line's (`pairs.days_apart`).
    """

    text: str
    line: str
    days: int = 0


@cache
def card() -> dict[str, Any]:
    """What the weights say of themselves: `longest`, the pieces read of a text, and `sha256` of the files they consist of."""
    told: dict[str, Any] = json.loads((WEIGHTS / CARD).read_text(encoding="utf-8"))
    return told


@dataclass(slots=True)
class Judge:
    """Judges texts and lines; the model is loaded with the first.

    `stem` gives a form of a small-letter word by which it is compared with others of its family (`language/pack.py` has one for each
    language); `threads` as in `Encoder`.
    """

    stem: Callable[[str], str]
    threads: int | None = None
    _model: Model = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._model = Model(NETWORK, self.threads)

    def tells(self, asked: Sequence[Asked]) -> list[float]:
        """The chance of each, in order, that its text tells all of its line: 0..1, to four places, the same on every processor.

        Any texts will do, empty ones too; of a long one the first `longest` pieces are read. Equal questions are judged once, and what is
        said of one does not depend on the others of the call.
        """
        distinct = list(dict.fromkeys(asked))
        sides = self._sides([text for one in distinct for text in (one.text, one.line)])
        read = [features(sides[one.text], sides[one.line], one.days, card()["longest"]) for one in distinct]
        found: dict[Asked, float] = {}
        for group in batches([len(one.ids) - 2 for one in read]):
            odds = self._model.run(inputs_of([read[number] for number in group]))
            found |= {distinct[number]: _chance(float(of[0])) for number, of in zip(group, odds, strict=True)}
        return [found[one] for one in asked]

    def _sides(self, texts: Sequence[str]) -> dict[str, Side]:
        distinct = list(dict.fromkeys(texts))
        cut = wordpiece.cut(distinct)
        return {text: side_of(text, pieces, self.stem) for text, pieces in zip(distinct, cut, strict=True)}


def inputs_of(read: Sequence[Features]) -> dict[str, npt.NDArray[Any]]:
    """What the network is given for pairs of one padded length."""
    ready: dict[str, npt.NDArray[Any]] = {}
    for name in Features._fields:
        rows = [getattr(one, name) for one in read]
        ready[name] = padded([row[1:-1] for row in rows])
        for number, row in enumerate(rows):
            ready[name][number, 0], ready[name][number, len(row) - 1] = row[0], row[-1]
    ready["mask"] = mask_of([one.ids[1:-1] for one in read])
    return ready


def _chance(odds: float) -> float:
    # In doubles and to four places: the last bits of exponentials depend on the processor.
    return round(1 / (1 + math.exp(-min(max(odds, -SURE), SURE))), 4)

"""The sentence encoder: texts become unit vectors whose dot product tells how near they are in meaning.

MiniLM-L6 (Wang and others 2020) as trained for sentence similarity (`all-MiniLM-L6-v2`, Apache-2.0), run in whole
numbers on the processor. The weights come with the package; `training/encoder/` makes them again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from variorum.language.models import wordpiece
from variorum.language.models.runtime import MARKERS, Model, batches, mask_of, padded
from variorum.text.grain import unit_rows

WIDTH: Final = 384
LONGEST: Final = 254
"""Word pieces of a text that count, as in the original model; what follows is not read."""

FloatArray = npt.NDArray[np.float32]


@dataclass(slots=True)
class Encoder:
    """Encodes texts; the model is loaded with the first text.

    `threads` is the number of processor threads, by default all that this process may use.
    """

    threads: int | None = None
    _model: Model = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._model = Model("encoder.onnx", self.threads)

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors, float32 [texts, 384], in the order of the texts.

        Dot products of such vectors are exact, and so the same on every processor (`text/grain.py`).
        A text without any letter, digit or mark gets the vector of the empty text, never zeros or NaN. Equal texts are encoded
        once, and a text's vector does not depend on the other texts of the call.
        """
        distinct = list(dict.fromkeys(texts))
        row_of = {text: row for row, text in enumerate(distinct)}
        vectors = self._encode_distinct(distinct)
        return vectors[[row_of[text] for text in texts]] if len(texts) else vectors

    def _encode_distinct(self, texts: Sequence[str]) -> FloatArray:
        ids = [pieces.ids[:LONGEST] for pieces in wordpiece.cut(texts)]
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for group in batches([len(one) for one in ids]):
            rows = [ids[number] for number in group]
            vectors[group] = self._model.run({"ids": padded(rows, MARKERS), "mask": mask_of(rows)})
        return unit_rows(vectors)


@cache
def encoder() -> Encoder:
    """The one encoder of this process, opened when first needed."""
    return Encoder()

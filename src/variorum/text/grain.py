"""Likenesses that are the same on every processor: unit rows rounded so that any product of two of them is exact.

A float sum depends on the order in which a processor adds. Here every number of a row is a multiple of `GRAIN`; a product of two is a
multiple of its square, and as rows are of length 1, no sum of such products comes near 4: all of them are floats of 32 bits. So
`left @ right.T` is exact in any order, and a bar parts the same pairs everywhere. A cosine moves by some .0002.
"""

from typing import Any, Final

import numpy as np

GRAIN: Final = 2.0**-11
FINE: Final = 2.0**-26
"""The same for sums in double precision: a cosine moves by some 10^-8."""

Rows = np.ndarray[Any, np.dtype[np.float32]]
Wide = np.ndarray[Any, np.dtype[np.float64]]


def unit_rows(rows: np.ndarray[Any, Any]) -> Rows:
    """Rows [n, width] brought to length 1 and rounded to whole grains; a row of zeros stays one. Their products are exact in float32."""
    wide = np.asarray(rows, np.float64)
    lengths = np.sqrt((wide * wide).sum(axis=1, keepdims=True))
    made: Rows = rounded(wide / np.maximum(lengths, 1e-12), GRAIN).astype(np.float32)
    return made


def rounded(rows: Wide, grain: float = FINE) -> Wide:
    """The rows in whole grains; with `FINE`, products of rows of length 1 or less are exact in double precision."""
    made: Wide = np.rint(rows / grain) * grain
    return made

"""How near short texts are in meaning, and which of them belong together. One encoder for the process, opened when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from variorum.language.encoder import Encoder

FloatArray = npt.NDArray[np.float32]


@cache
def _encoder() -> Encoder:
    return Encoder()


def vectors(texts: Sequence[str]) -> FloatArray:
    """Unit vectors of texts, float32 [texts, 384]."""
    return _encoder().encode(texts)


def clusters(rows: FloatArray, nearest: float, weights: Sequence[int] | None = None) -> list[list[int]]:
    """Groups of rows by average linkage: two groups join while the mean cosine between their members is at least `nearest`.

    Greedy from the nearest pair on; groups and members come in ascending order. Cost grows with the cube of the distinct texts in the worst
    case, so callers pass distinct texts of one story (tens to hundreds).
    """
    count = len(rows)
    if count == 0:
        return []
    sizes = np.asarray(weights if weights is not None else np.ones(count), dtype=np.float32)
    likeness = (rows @ rows.T).astype(np.float32)
    np.fill_diagonal(likeness, -2.0)
    members = [[row] for row in range(count)]
    alive = np.ones(count, dtype=bool)
    while True:
        masked = np.where(alive[:, None] & alive[None, :], likeness, -2.0)
        one, other = divmod(int(masked.argmax()), count)
        if masked[one, other] < nearest:
            break
        one, other = min(one, other), max(one, other)
        joint = (likeness[one] * sizes[one] + likeness[other] * sizes[other]) / (sizes[one] + sizes[other])
        likeness[one], likeness[:, one] = joint, joint
        likeness[one, one] = -2.0
        sizes[one] += sizes[other]
        members[one] += members[other]
        alive[other] = False
    return sorted(sorted(group) for row, group in enumerate(members) if alive[row])

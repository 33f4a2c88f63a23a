"""How near short texts are in meaning, and which of them belong together. One encoder for the process, opened when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from variorum.language.models.encoder import encoder
from variorum.text.grain import unit_rows

FloatArray = npt.NDArray[np.float32]
MOST: Final = 800  # texts up to which average linkage is quick (its cost grows with the cube)
# What a turn ("ban", "halt", "not") takes from the likeness of two wordings; an encoder hardly sees it.
TURNED: Final = 0.3


def vectors(texts: Sequence[str]) -> FloatArray:
    """Unit vectors of texts, float32 [texts, 384]."""
    return encoder().encode(texts)


def apart(rows: FloatArray) -> FloatArray:
    """Unit vectors without what all of them share: texts of one story are alike by their topic, and differ by what is left.

    The fewer the texts, the less is known of what they share, and the less is taken away.
    """
    count = len(rows)
    wide = rows.astype(np.float64)
    return unit_rows(wide - wide.mean(axis=0) * (count / (count + 8.0)))


def clusters(rows: FloatArray, nearest: float, sides: Sequence[bool] | None = None) -> list[list[int]]:
    """Groups of rows by average linkage: two groups join while the mean cosine between their members is at least `nearest`.

    Greedy from the nearest pair on; groups and members come in ascending order. More rows than MOST are grouped round leaders instead: the
    first row of a group stands for it.
    """
    count = len(rows)
    if count == 0:
        return []
    if count > MOST:
        return _by_leaders(rows, nearest, sides)
    sizes = np.ones(count, dtype=np.float32)
    likeness = (rows @ rows.T).astype(np.float32)
    if sides is not None:  # what speaks for the thing and what speaks of ending it are two issues
        side = np.asarray(sides)
        likeness[side[:, None] != side[None, :]] -= np.float32(TURNED)
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


def _by_leaders(rows: FloatArray, nearest: float, sides: Sequence[bool] | None) -> list[list[int]]:
    leaders: list[int] = []
    groups: list[list[int]] = []
    for row in range(len(rows)):
        likeness = rows[leaders] @ rows[row] if leaders else np.zeros(0, np.float32)
        if sides is not None and leaders:
            likeness = likeness - TURNED * np.array([sides[leader] != sides[row] for leader in leaders], np.float32)
        if len(likeness) and float(likeness.max()) >= nearest:
            groups[int(likeness.argmax())].append(row)
        else:
            leaders.append(row)
            groups.append([row])
    return groups

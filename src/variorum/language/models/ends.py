"""Do the two ends of a span go together? A second opinion on every span that the random field holds possible.

The field sees a span word by word and knows at its end no more than that one is open. Here the first and the last word are judged
together: the product of two vectors the network gives (bilinear, as Dozat and Manning 2017 score arcs), and a weight for the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.models.tags import ROLES, Found

RANK: Final = 48
"""Numbers in the vector of a word as the first, or as the last, of a span of one role."""
LENGTHS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
"""Where the classes of length begin, in words beyond the first."""
SHARE: Final = 0.3
"""What the second opinion weighs against the field's, in log odds."""

FloatArray = npt.NDArray[np.float32]


class Ends(NamedTuple):
    """Vectors of one paragraph's words as first and as last word of a span: [words, roles, RANK] each."""

    first: FloatArray
    last: FloatArray


def of_numbers(numbers: FloatArray) -> Ends:
    """From the network's [words, 2 * roles * RANK]."""
    first, last = np.split(numbers.reshape(len(numbers), 2 * len(ROLES), RANK), 2, axis=1)
    return Ends(first, last)


def judged(spans: Sequence[Found], ends: Ends, lengths: FloatArray) -> list[Found]:
    """The spans with the probability that field and ends come to together; `lengths` is [roles, classes of length]."""
    if not spans:
        return []
    role = np.array([ROLES.index(span.role) for span in spans])
    first, last = np.array([span.first for span in spans]), np.array([span.last for span in spans])
    agreement = (ends.first[first, role].astype(np.float64) * ends.last[last, role]).sum(axis=1) / np.sqrt(RANK)
    second = agreement + lengths[role, np.searchsorted(LENGTHS, last - first, side="right")]
    field = np.clip(np.array([span.probability for span in spans]), 1e-6, 1 - 1e-6)
    odds = (1 - SHARE) * np.log(field / (1 - field)) + SHARE * second
    # To four places: the last bits of exponentials and sums depend on the processor.
    together = np.round(1 / (1 + np.exp(-np.clip(odds, -50, 50))), 4)
    return [span._replace(probability=float(one)) for span, one in zip(spans, together, strict=True)]

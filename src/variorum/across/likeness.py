"""How likely two reports tell of the same event: several views of both, and a learned model of what these say together.

The views: all words; names; figures; how much of the one's title, and of its names, stands in the other; what the beginnings mean; how far
the days are apart, by how sure both days are. Every view is a quotient of whole numbers, and the model's log odds are rounded to whole
thousandths: the same pair is judged the same on every processor, from either side, and in whatever company. Where one of two reports has no
vector, other weights are used, which were learned without it.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from variorum.across.features import FIGURE, IN_TITLE, NAME, SCALE, WIDTH, Features
from variorum.language.models import weights
from variorum.text.grain import GRAIN

LEARNED: Final = "stories.json"  # training/stories
THOUSAND: Final = 1000
MOST: Final = 6 * THOUSAND  # log odds beyond this say no more
# Days apart from which on the view of days has another quarter.
APART: Final = (4, 8, 15, 31)

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@cache
def learned() -> dict[str, dict[str, float]]:
    """Weights of the link and of the second look, with the vector and without it; each by the name of its view."""
    told: dict[str, Any] = json.loads((weights.folder() / LEARNED).read_text("utf-8"))
    found: dict[str, dict[str, float]] = told["weights"]
    return found


class Sheet:
    """Many reports side by side, so that one is compared with others in a few passes over whole arrays."""

    def __init__(self, reports: Sequence[Features]) -> None:
        self.reports = reports
        self.counts = np.array([len(one.numbers) for one in reports], np.int64)
        self.begins = np.cumsum(self.counts) - self.counts
        pool = np.concatenate([one.numbers for one in reports]) if reports else np.zeros(0, np.uint64)
        distinct, columns = np.unique(pool, return_inverse=True)
        self.columns = columns.astype(np.int64)
        self.weights = np.concatenate([one.weights for one in reports]).astype(np.int64) if reports else np.zeros(0, np.int64)
        self.bits = np.concatenate([one.bits for one in reports]) if reports else np.zeros(0, np.uint8)
        self.width = len(distinct)
        self.owners = np.repeat(np.arange(len(reports)), self.counts)
        self.vectors = np.array([np.zeros(WIDTH, np.int16) if one.vector is None else one.vector for one in reports], np.float32)
        self.has_vector = np.array([one.vector is not None for one in reports], bool)
        self.days = np.array([0 if one.day is None else one.day for one in reports], np.int64)
        self.sure = np.array([0 if one.day is None else one.sure for one in reports], np.int64)
        self._names, self._figures = (self._lengths(bit) for bit in (NAME, FIGURE))
        self._named, self._titled = (self._totals(bit) for bit in (NAME, IN_TITLE))
        self._row = np.zeros(self.width, np.int64)
        self._row_bits = np.zeros(self.width, np.uint8)

    def _totals(self, bit: int) -> Ints:
        """The weights of the words of one kind of each report, added up."""
        return np.bincount(self.owners, self.weights * (self.bits & bit > 0), len(self.reports)).astype(np.int64)

    def _lengths(self, bit: int) -> Floats:
        """The length of the vector of the words of one kind of each report; 1 where there are none."""
        square = np.bincount(self.owners, self.weights**2 * (self.bits & bit > 0), len(self.reports))
        lengths: Floats = np.sqrt(np.maximum(square, 1.0).astype(np.float64))
        return lengths

    def views(self, one: int, others: Ints) -> dict[str, Floats]:
        """Every view of a report beside others (by number), each 0..1; the vector's from -1."""
        here = slice(self.begins[one], self.begins[one] + self.counts[one])
        self._row[self.columns[here]], self._row_bits[self.columns[here]] = self.weights[here], self.bits[here]
        counts = self.counts[others]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.begins[others] - ends + counts, counts)
        places_of = np.repeat(np.arange(len(others)), counts)
        shared = np.flatnonzero(self._row[self.columns[places]])
        places, owner = places[shared], places_of[shared]
        mine, bits = self._row[self.columns[places]], self._row_bits[self.columns[places]]
        theirs, their_bits = self.weights[places], self.bits[places]
        self._row[self.columns[here]], self._row_bits[self.columns[here]] = 0, 0

        def total(values: Ints, kept: np.ndarray[Any, Any] | None = None) -> Floats:
            counted = slice(None) if kept is None else np.flatnonzero(kept)
            found: Floats = np.bincount(owner[counted], values[counted], len(others)).astype(np.float64)
            return found

        def covered(bit: int, totals: Ints) -> tuple[Floats, Floats]:
            """The lesser and the greater share of the words of one kind that stand in the other."""
            first = total(mine, bits & bit) / max(int(totals[one]), 1)
            second = total(theirs, their_bits & bit) / np.maximum(totals[others], 1)
            return np.minimum(first, second), np.maximum(first, second)

        title_least, title_most = covered(IN_TITLE, self._titled)
        products = mine * theirs
        return {
            "words": total(products) / SCALE**2,
            "names": total(products, bits & their_bits & NAME) / (self._names[one] * self._names[others]),
            "figures": total(products, bits & their_bits & FIGURE) / (self._figures[one] * self._figures[others]),
            "title_most": title_most,
            "title_least": title_least,
            "names_told": covered(NAME, self._named)[1],
            "days": days_apart(self.days[one], self.sure[one], self.days[others], self.sure[others]),
            # Vectors are whole grains of length 1: every sum of their products is exact.
            "vector": (self.vectors[others] @ self.vectors[one]).astype(np.float64) * GRAIN**2,
        }

    def odds(self, one: int, others: Ints, of_one_day: bool = False) -> Ints:
        """The log odds, in whole thousandths, that a report tells of the same event as each of the others, or were they of one day."""
        seen = self.views(one, others)
        if of_one_day:
            seen["days"] = np.zeros(len(others))
        with_vector, without = (summed(learned()[name], seen) for name in ("link", "link_without_vector"))
        return np.where(self.has_vector[one] & self.has_vector[others], with_vector, without)

    def all_odds(self) -> Ints:
        """The log odds of all pairs, in whole thousandths; square."""
        count = len(self.reports)
        found = np.zeros((count, count), np.int64)
        for one in range(count - 1):
            found[one, one + 1 :] = self.odds(one, np.arange(one + 1, count))
        return found + found.T

    def meanings(self) -> Floats:
        """The dot products of all vectors, exact."""
        found: Floats = (self.vectors @ self.vectors.T).astype(np.float64) * GRAIN**2
        return found


def days_apart(day: Any, sure: Any, days: Ints, sures: Ints) -> Floats:
    """How far days are apart: 0 to 1 by quarters, and the less the less sure both are. A day not known is apart from none."""
    between = np.abs(days - day)
    quarters = np.searchsorted(np.array(APART), between, side="right")
    far: Floats = quarters * sure * sures / (len(APART) * 10_000)
    return far


def summed(told: Mapping[str, float], seen: Mapping[str, Floats | float]) -> Ints:
    """What a model makes of views: log odds in whole thousandths. The order of adding is that of the weights."""
    total: Any = told["constant"]
    for name, weight in told.items():
        if name != "constant":
            total = total + weight * np.asarray(seen[name])
    odds: Ints = np.clip(np.rint(np.asarray(total) * THOUSAND), -MOST, MOST).astype(np.int64)
    return odds

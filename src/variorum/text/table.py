"""Texts by their words as sparse rows, and the cosines of all of them, in whole arrays."""

from dataclasses import dataclass

import numpy as np

from variorum.text.cluster import Floats, Ints
from variorum.text.grain import rounded


@dataclass(frozen=True)
class Table:
    """Sparse rows: texts by words, as (row, column, value) with columns numbered from 0."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int
    width: int

    def dense(self, word_weights: Floats | None = None) -> Floats:
        """Unit rows over the words that two rows or more have; the others count in the length only. Shape [height, shared words]."""
        values = self.values if word_weights is None else self.values * word_weights[self.columns]
        length = np.sqrt(np.bincount(self.rows, values * values, self.height))
        spread = np.bincount(self.columns, minlength=self.width)
        shared = np.flatnonzero(spread > 1)
        kept = np.isin(self.columns, shared)
        matrix = np.zeros((self.height, len(shared)))
        rows, places = self.rows[kept], np.searchsorted(shared, self.columns[kept])
        matrix[rows, places] = rounded(values[kept] / np.maximum(length[rows], 1e-9))
        return matrix

    def likeness(self, word_weights: Floats | None = None) -> Floats:
        """Cosines of all rows, to five places."""
        matrix = self.dense(word_weights)
        return np.round(matrix @ matrix.T, 5)

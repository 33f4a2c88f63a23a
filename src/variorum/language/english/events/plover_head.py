"""The event classifier: a linear model over words, clauses and the sentence vector, applied with numpy alone.

Multinomial logistic regression; made by `training/events/`. Its classes are PLOVER's root events, with CONCEDE and RETREAT as one (YIELD),
as the sentences it learned from are labelled.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.english.events.plover_features import Features
from variorum.language.models.wordpiece import WEIGHTS

FILE: Final = "plover.npz"


class Head(NamedTuple):
    """Weights [classes, features]; features are words, then clauses, then the vector's 384 numbers."""

    labels: tuple[str, ...]
    words: dict[str, int]
    idf: npt.NDArray[np.float64]
    clauses: dict[str, int]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    clause_scale: float
    vector_scale: float


@cache
def head() -> Head:
    """The committed classifier; read once a process."""
    with np.load(WEIGHTS / FILE, allow_pickle=False) as file:
        return of_arrays(dict(file))


def of_arrays(arrays: dict[str, npt.NDArray[Any]]) -> Head:
    """A classifier from the arrays of its file."""
    words = str(arrays["words"]).split("\n")
    clauses = str(arrays["clauses"]).split("\n")
    return Head(
        tuple(str(arrays["labels"]).split("\n")),
        {name: place for place, name in enumerate(words)},
        arrays["idf"].astype(np.float64),
        {name: place for place, name in enumerate(clauses)},
        arrays["weights"].astype(np.float64),
        arrays["bias"].astype(np.float64),
        float(arrays["scales"][0]),
        float(arrays["scales"][1]),
    )


def probabilities(groups: dict[str, Features], vector: npt.NDArray[Any]) -> dict[str, float]:
    """Root event -> probability (to four places). `vector` is the sentence's unit vector, [384]; zeros: none."""
    model = head()
    columns: list[int] = []
    values: list[float] = []
    words = [(model.words[name], count) for name, count in groups["words"].items() if name in model.words]
    weighted = np.array([(1.0 + np.log(count)) * model.idf[column] for column, count in words])
    length = float(np.sqrt((weighted * weighted).sum())) or 1.0
    columns += [column for column, _ in words]
    values += [float(value) / length for value in weighted]
    offset = len(model.words)
    for name, value in groups["clauses"].items():
        if name in model.clauses:
            columns.append(offset + model.clauses[name])
            values.append(value * model.clause_scale)
    scores = model.weights[:, columns] @ np.array(values) if columns else np.zeros(len(model.labels))
    scores = scores + model.weights[:, offset + len(model.clauses) :] @ (np.asarray(vector, np.float64) * model.vector_scale) + model.bias
    raised = np.exp(scores - scores.max())
    # In doubles and to four places: the last bits of a sum depend on the processor.
    return dict(zip(model.labels, np.round(raised / raised.sum(), 4).tolist(), strict=True))

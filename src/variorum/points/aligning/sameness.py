"""Do two short answers or statements say the same? A small trained combiner over the encoder's cosine and typed figures.

How near two answers must be depends on how near all answers to that question are: cosines are taken in standard deviations from
their mean. Weights: logistic regression on the development questions of NAnCo (Q2, Q3, Q5, Q6; 1,574 pairs; each question and class
of equal weight), features chosen by leaving out one question at a time (`benchmarks/quality/same_fact.py --fit` makes them again).
Each pair's probability is drawn half-way to how alike the two are in whom else they agree with: answers that agree with the
same others are one.
"""

from collections.abc import Sequence
from math import exp
from typing import Any, Final

import numpy as np

from variorum.language.english import dates, values
from variorum.text.normal import fold

# Standardised cosine, figures that differ, a figure on one side only; then the constant.
WEIGHTS: Final = (2.517, -2.014, -2.046)
CONSTANT: Final = -0.746
# Mean and spread of cosines between answers to one question, for the case of a single pair: those of the development questions.
ORDINARY, ORDINARY_SPREAD = 0.33, 0.2
COMPANY: Final = 0.5  # share of the company's word in the verdict

Table = np.ndarray[Any, np.dtype[np.float64]]


def typed(text: str) -> frozenset[str]:
    """The figures and times of a text, as intervals and calendar words."""
    plain = fold(text)
    written = dates.find(plain)
    figures = {f"{figure.low}..{figure.high} {figure.unit or ''}" for figure in values.find(plain, written)}
    return frozenset(figures | {time.text.lower()[-4:] for time in written})


def features(cosine: float, a: frozenset[str], b: frozenset[str]) -> tuple[float, float, float]:
    """What the combiner weighs; `cosine` is standardised. See WEIGHTS."""
    return cosine, float(bool(a) and bool(b) and not a & b), float(bool(a) != bool(b))


def standardised(cosines: Table) -> Table:
    """[n, n] cosines in standard deviations from the mean of all pairs; two texts alone are left as far above it as equal ones would be."""
    pairs = cosines[np.triu_indices(len(cosines), 1)]
    spread = float(pairs.std()) if len(pairs) > 1 else 0.0
    if spread < 1e-6:
        return (cosines - ORDINARY) / ORDINARY_SPREAD
    result: Table = (cosines - pairs.mean()) / spread
    return result


def chance(cosine: float, a: frozenset[str], b: frozenset[str]) -> float:
    """Probability, 0..1, that two texts with these figures say the same."""
    total = sum(weight * value for weight, value in zip(WEIGHTS, features(cosine, a, b), strict=True)) + CONSTANT
    return 1 / (1 + exp(-total))


def among(vectors: Table, texts: Sequence[str]) -> Table:
    """[n, n]: for each pair of n answers to one question the probability that they say the same. `vectors` are unit rows, [n, width]."""
    figures = [typed(text) for text in texts]
    cosines = standardised(vectors @ vectors.T)
    alone = np.eye(len(texts))
    for i in range(len(texts)):
        for j in range(i):
            alone[i, j] = alone[j, i] = chance(float(cosines[i, j]), figures[i], figures[j])
    together = alone @ alone
    mass = alone.sum(axis=1)
    company = together / (mass[:, None] + mass[None, :] - together)
    result: Table = (1 - COMPANY) * alone + COMPANY * company
    return result

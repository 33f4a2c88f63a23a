"""Do two short answers say the same, and does a passage bear out a statement? Small combiners over the encoder's cosine and the words.

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
from variorum.language.english.diff import FUNCTION, Word
from variorum.language.english.meaning import concepts
from variorum.language.english.names import gazetteer
from variorum.text.normal import fold

# Standardised cosine, figures that differ, a figure on one side only; then the constant.
WEIGHTS: Final = (2.517, -2.014, -2.046)
CONSTANT: Final = -0.746
# Mean and spread of cosines between answers to one question, for the case of a single pair: those of the development questions.
ORDINARY, ORDINARY_SPREAD = 0.33, 0.2
COMPANY: Final = 0.5  # share of the company's word in the verdict

# Share of a statement's rare words in a passage, of the passage's in the statement, and the cosine of their vectors. Found on the
# development part of SuperPAL (benchmarks/quality/alignment.py), where neither words nor vectors alone rank as well.
OF_STATEMENT: Final = 1.0
OF_PASSAGE: Final = 0.25
COSINE: Final = 0.25

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


def likeness(a: frozenset[str], b: frozenset[str], rarity: dict[str, float]) -> tuple[float, float]:
    """How much of each side's content the other has, (of a, of b), weighted by rarity."""
    shared, of_a, of_b = (sum(rarity.get(key, 1.0) for key in keys) for keys in (a & b, a, b))
    return (shared / of_a if of_a else 0.0, shared / of_b if of_b else 0.0)


def bearing(of_statement: float, of_passage: float, cosine: float) -> float:
    """How well a passage bears out a statement, 0 (nothing in common) to 1.5 (the same words)."""
    return OF_STATEMENT * of_statement + OF_PASSAGE * of_passage + COSINE * max(0.0, cosine)


def keys_of(of: tuple[Word, ...]) -> frozenset[str]:
    """Content keys with every word for one state (its name, its people, its capital) made one key."""
    found = set()
    for word in of:
        code = gazetteer.country_of(word.text) if word.capital else None
        if code:
            found.add(f"={code}")
        elif word.key not in FUNCTION and "negation" not in concepts(word.text.lower()) and (len(word.key) > 1 or word.key.isdigit()):
            found.add(word.key)
    return frozenset(found)

"""Logistic regression with a ridge, and what is asked of its chances. Shared by the recipes of what is learned."""

import numpy as np
import numpy.typing as npt

STEPS = 20
SETTLED = 1e-9  # a step that moves no standardised weight by more ends the search
STRENGTH = 3.0  # of the penalty on standardised weights; figures do not move between 1 and 10
BINS = 10
Floats = npt.NDArray[np.float64]


def fitted(rows: Floats, same: Floats, strength: float = STRENGTH, counts: Floats | None = None) -> Floats:
    """Weights of a logistic regression, constant last, by Newton's method; `counts` is how much each row counts, None: all alike."""
    counted = np.ones(len(rows)) if counts is None else counts
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    inputs = np.hstack([(rows - mean) / spread, np.ones((len(rows), 1))])
    penalty = np.diag([strength] * rows.shape[1] + [1e-9])
    found = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ found))
        curve = (inputs.T * (counted * chance * (1 - chance))) @ inputs + penalty
        step = np.linalg.solve(curve, inputs.T @ (counted * (chance - same)) + penalty @ found)
        found -= step
        if np.abs(step).max() < SETTLED:
            break
    return np.append(found[:-1] / spread, found[-1] - (found[:-1] * mean / spread).sum())


def applied(weights: Floats, rows: Floats) -> Floats:
    totals: Floats = rows @ weights[:-1] + weights[-1]
    return totals


def chances(totals: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-totals))
    return found


def logit(chance: Floats) -> Floats:
    kept = np.clip(chance, 1e-4, 1 - 1e-4)
    found: Floats = np.log(kept / (1 - kept))
    return found


def calibrated(chance: Floats, right: Floats) -> tuple[float, float]:
    """Slope and shift on the scale of log odds that make chances what happened (Platt 1999)."""
    slope, shift = fitted(logit(chance)[:, None], right, 1e-6)
    return float(slope), float(shift)


def area(same: Floats, totals: Floats) -> float:
    """Area under the curve: the chance that a pair that is one fact stands before one that is not."""
    order = np.argsort(np.argsort(totals)) + 1
    first = float(same.sum())
    return float((order[same == 1].sum() - first * (first + 1) / 2) / (first * (len(same) - first)))


def calibration_error(same: Floats, chance: Floats) -> float:
    """Expected calibration error, ten bins of equal width (Naeini and others 2015)."""
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    return float(sum(abs(same[place == one].mean() - chance[place == one].mean()) * (place == one).mean() for one in set(place)))

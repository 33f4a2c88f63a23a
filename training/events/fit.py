"""Multinomial logistic regression with L2 on numpy alone: L-BFGS (Liu and Nocedal 1989) on a dense matrix. Deterministic."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def softmax_regression(
    rows: npt.NDArray[np.float32], classes: npt.NDArray[np.int64], count: int, strength: float, steps: int = 250
) -> tuple[Floats, Floats]:
    """Weights [classes, features] and bias [classes]. `strength` is the weight of the data against the penalty (sklearn's C).

    Classes weigh the same in sum, however many rows they have.
    """
    shares = np.bincount(classes, minlength=count).astype(float)
    weight = (strength * len(classes) / (np.maximum(shares, 1) * (shares > 0).sum()))[classes]
    target = np.zeros((len(classes), count))
    target[np.arange(len(classes)), classes] = 1.0
    data = rows.astype(np.float32)

    def loss(point: Floats) -> tuple[float, Floats]:
        matrix = point.reshape(count, -1)
        scores = (data @ matrix[:, :-1].T.astype(np.float32)).astype(float) + matrix[:, -1]
        scores -= scores.max(axis=1, keepdims=True)
        raised = np.exp(scores)
        total = raised.sum(axis=1, keepdims=True)
        value = float((weight * (np.log(total[:, 0]) - (scores * target).sum(axis=1))).sum() + 0.5 * (matrix[:, :-1] ** 2).sum())
        error = (raised / total - target) * weight[:, None]
        slope = np.concatenate([error.T.astype(np.float32) @ data + matrix[:, :-1], error.sum(axis=0)[:, None]], axis=1)
        return value, slope.ravel().astype(float)

    found = _lbfgs(loss, np.zeros(count * (data.shape[1] + 1)), steps).reshape(count, -1)
    return found[:, :-1], found[:, -1]


def _lbfgs(loss, point: Floats, steps: int, memory: int = 10) -> Floats:
    value, slope = loss(point)
    past: list[tuple[Floats, Floats, float]] = []
    for _ in range(steps):
        direction = -_twice(past, slope)
        along = float(direction @ slope)
        if along > -1e-9:
            break
        size = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while True:
            moved = point + size * direction
            new_value, new_slope = loss(moved)
            if new_value <= value + 1e-4 * size * along or size < 1e-12:
                break
            size *= 0.5
        step, change = moved - point, new_slope - slope
        if float(step @ change) > 1e-12:
            past = [*past[-(memory - 1) :], (step, change, 1.0 / float(step @ change))]
        done = value - new_value < 1e-7 * abs(value)
        point, value, slope = moved, new_value, new_slope
        if done:
            break
    return point


def _twice(past: list[tuple[Floats, Floats, float]], slope: Floats) -> Floats:
    """The inverse Hessian, as far as the past steps tell, times the slope (two-loop recursion)."""
    vector = slope.copy()
    kept = []
    for step, change, scale in reversed(past):
        share = scale * float(step @ vector)
        vector -= share * change
        kept.append(share)
    if past:
        step, change, _ = past[-1]
        vector *= float(step @ change) / float(change @ change)
    for (step, change, scale), share in zip(past, reversed(kept), strict=True):
        vector += (share - scale * float(change @ vector)) * step
    return vector

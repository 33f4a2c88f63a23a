"""Grouping by likeness: connected components and average linkage on whole arrays. Deterministic: ties go to the lower index."""

from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


def components(count: int, left: Ints, right: Ints) -> Ints:
    """The connected component of each of `count` nodes, named by its lowest node; edges are (left[i], right[i])."""
    label = np.arange(count, dtype=np.int64)
    while len(left):
        lower = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, label[left], lower)
        np.minimum.at(label, label[right], lower)
        np.minimum.at(label, left, lower)
        np.minimum.at(label, right, lower)
        label = label[label]
        if np.array_equal(before, label):
            return label
    return label


def groups_of(label: Ints) -> list[Ints]:
    """The members of each label, lowest first; groups in the order of their labels."""
    order = np.argsort(label, kind="stable")
    cuts = np.flatnonzero(np.diff(label[order])) + 1
    return [np.sort(part) for part in np.split(order, cuts)] if len(label) else []


def average_linkage(likeness: Floats) -> list[tuple[int, int, float]]:
    """The merges of average linkage (UPGMA) as (a, b, likeness), by falling likeness; a and b are any members of the two groups merged.

    Nearest-neighbour chains (Benzécri 1982; Murtagh 1983): n^2 steps, each on a whole row. `likeness` is square and symmetric.
    """
    count = len(likeness)
    work = np.array(likeness, np.float64)
    np.fill_diagonal(work, -np.inf)
    size = np.ones(count)
    merges: list[tuple[int, int, float]] = []
    alive = np.ones(count, bool)
    chain: list[int] = []
    while len(merges) < count - 1:
        if not chain:
            chain.append(int(np.argmax(alive)))
        tip = chain[-1]
        nearest = int(np.argmax(work[tip]))
        if len(chain) > 1 and work[tip, chain[-2]] >= work[tip, nearest]:
            chain.pop()
            other = chain.pop()
            merges.append((min(tip, other), max(tip, other), float(work[tip, other])))
            keep, drop = min(tip, other), max(tip, other)
            row = (size[keep] * work[keep] + size[drop] * work[drop]) / (size[keep] + size[drop])
            size[keep] += size[drop]
            alive[drop] = False
            row[~alive] = -np.inf
            row[keep] = -np.inf
            work[keep], work[:, keep] = row, row
            work[drop], work[:, drop] = -np.inf, -np.inf
        else:
            chain.append(nearest)
    return sorted(merges, key=lambda merge: -merge[2])


def cut_at(count: int, merges: list[tuple[int, int, float]], least: float) -> Ints:
    """Labels after all merges of at least this likeness."""
    return _joined(count, [(a, b) for a, b, value in merges if value >= least])


def in_two(count: int, merges: list[tuple[int, int, float]]) -> Ints:
    """Labels of the two groups that the last merge joins."""
    return _joined(count, [(a, b) for a, b, _ in merges[:-1]])


def _joined(count: int, pairs: list[tuple[int, int]]) -> Ints:
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    return components(count, left, right)

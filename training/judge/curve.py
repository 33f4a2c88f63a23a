"""The figures that rankings are judged by: AUC, and how many labelled differences so many pairs or points of a story keep."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from corpus import Labelled

from stories import Story

NEAR = 0.7  # cosine of sentences that tell of one thing in most cases: pairs of such sentences are one point


def auc(scores: np.ndarray, gold: np.ndarray) -> float:
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    _, at, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(at, ranks) / count)[at]
    positive = gold.sum()
    return float((ranks[gold].sum() - positive * (positive + 1) / 2) / (positive * (len(gold) - positive)))


def kept(stories: Sequence[tuple[Story, list[Labelled]]], scores: Sequence[np.ndarray], most: float, share: bool = False) -> list[set[int]]:
    """For each story the differences met by its `most` highest pairs, or by the share `most` of its pairs."""
    found = []
    for (_, pairs), score in zip(stories, scores, strict=True):
        count = max(1, round(most * len(pairs))) if share else int(most)
        order = np.argsort(-score, kind="stable")[:count]
        found.append({number for place in order for number in pairs[place].differences})
    return found


def points_of(story: Story, pairs: Sequence[Labelled], score: np.ndarray, most: int, bar: float = NEAR) -> list[set[int]]:
    """The differences that each of the first points meets, when a point gathers, from the highest down, all pairs whose sentences both are
    near those of its first pair."""
    vectors = story.vectors.astype(np.float64)
    cosines = vectors @ vectors.T
    heads: list[tuple[int, int]] = []
    met: list[set[int]] = []
    for place in np.argsort(-score, kind="stable"):
        a, b = pairs[place].a, pairs[place].b
        for number, (c, d) in enumerate(heads):
            if max(min(cosines[a, c], cosines[b, d]), min(cosines[a, d], cosines[b, c])) >= bar:
                met[number] |= set(pairs[place].differences)
                break
        else:
            if len(heads) == most:
                break
            heads.append((a, b))
            met.append(set(pairs[place].differences))
    return met

"""How many labelled differences are kept by so many pairs a story, and by kind: the figure every ranking here is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from corpus import Labelled

from stories import Story

KEPT = (160, 80, 40, 20, 10, 5)
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


def line(name: str, stories: Sequence[tuple[Story, list[Labelled]]], scores: Sequence[np.ndarray]) -> str:
    """Recall of all labelled differences of these stories at each number of pairs a story, of weight 3 at 20, and AUC over pairs."""
    whole = sum(len(story.differences) for story, _ in stories)
    heavy = sum(one["weight"] == 3 for story, _ in stories for one in story.differences)
    cells = [sum(map(len, kept(stories, scores, most))) / whole for most in KEPT]
    tenth = sum(map(len, kept(stories, scores, 0.1, share=True))) / whole
    grave = (
        sum(story.differences[n]["weight"] == 3 for (story, _), ns in zip(stories, kept(stories, scores, 20), strict=True) for n in ns)
        / heavy
    )
    top = [
        pairs[place].weight > 0
        for (_, pairs), score in zip(stories, scores, strict=True)
        for place in np.argsort(-score, kind="stable")[:10]
    ]
    gold = np.array([one.weight > 0 for _, pairs in stories for one in pairs])
    return (
        f"| {name:34} | {auc(np.concatenate(scores), gold):.3f} | {tenth:.3f} | "
        + " | ".join(f"{cell:.3f}" for cell in cells)
        + f" | {grave:.3f} | {np.mean(top):.3f} |"
    )


HEAD = "| ranking | AUC | a tenth | " + " | ".join(f"{most} a story" for most in KEPT) + " | weight 3 at 20 | labelled of the first 10 |"


def by_kind(
    stories: Sequence[tuple[Story, list[Labelled]]], scores: Sequence[np.ndarray], most: int, what: str = "kind"
) -> dict[str, tuple[int, int]]:
    """[kept, of] by kind, verdict or weight."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (story, _), numbers in zip(stories, kept(stories, scores, most), strict=True):
        for number, difference in enumerate(story.differences):
            found[str(difference[what])][1] += 1
            found[str(difference[what])][0] += number in numbers
    return {key: (hit, of) for key, (hit, of) in sorted(found.items(), key=lambda one: -one[1][1])}


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


def points(stories: Sequence[tuple[Story, list[Labelled]]], scores: Sequence[np.ndarray]) -> dict[int, float]:
    """Recall at so many points a story."""
    whole = sum(len(story.differences) for story, _ in stories)
    found = {}
    for most in KEPT:
        met = (points_of(story, pairs, score, most) for (story, pairs), score in zip(stories, scores, strict=True))
        found[most] = round(sum(len(set().union(*one)) for one in met) / whole, 3)
    return found

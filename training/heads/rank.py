"""Weights by which the outlet's name is told among all parts of a head: a conditional logit in plain numpy."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from variorum.language.citing import is_same
from variorum.language.english.page.head_lines import lines_of
from variorum.language.english.page.head_outlets import KINDS, Candidate, candidates
from variorum.language.english.page.head_seen import seen
from variorum.sources.decode import clean
from variorum.text.normal import fold

ROUNDS = 25
RATE = 0.15
RIDGE = 1e-3
LEAST = 3  # heads in which a feature has to stand


def candidates_of(row: dict[str, Any]) -> list[Candidate]:
    lines = lines_of(fold(clean(row["text"])))
    return list(candidates(lines, seen(lines)))


def is_right(name: str, row: dict[str, Any]) -> bool:
    if not row["outlet"] or not re.search(r"\w", name):
        return False
    names = [row["outlet"], *filter(None, [row.get("house")])]
    return name.casefold() == row["outlet"].casefold() or any(is_same(name, other) for other in names)


def fitted(rows: Sequence[dict[str, Any]], rounds: int = ROUNDS, seed: int = 1) -> dict[str, dict[str, int]]:
    """Of each kind of feature its weights in hundredths of log odds; that no name is right weighs nothing."""
    found = [(row, candidates_of(row)) for row in rows]
    counts = Counter(feature for _, some in found for feature in {feature for one in some for feature in _features(one)})
    names = {feature: number for number, feature in enumerate(sorted(feature for feature, count in counts.items() if count >= LEAST))}
    none = len(names)  # weighs on every name
    coded = []
    for row, some in found:
        right = np.array([*(is_right(one.name, row) for one in some), False])
        if row["outlet"] and not right.any():
            continue
        right[-1] = not right.any()
        coded.append(([np.array([names[feature] for feature in _features(one) if feature in names] + [none]) for one in some], right))
    weights, grown = np.zeros(none + 1), np.full(none + 1, 0.1)
    order = np.random.default_rng(seed)
    for turn in range(rounds):
        rate = RATE * (1 - 0.9 * turn / rounds)
        for place in order.permutation(len(coded)):
            ids, right = coded[place]
            if not ids:
                continue
            scores = np.array([*(weights[one].sum() for one in ids), 0.0])
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            wanted = chance * right
            gap = wanted / wanted.sum() - chance
            flat = np.concatenate(ids)
            touched, inverse = np.unique(flat, return_inverse=True)
            slope = np.zeros(len(touched))
            np.add.at(slope, inverse, np.repeat(gap[:-1], [len(one) for one in ids]))
            slope -= RIDGE * weights[touched]
            grown[touched] += slope**2
            weights[touched] += rate * slope / np.sqrt(grown[touched])
    told: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    told[KINDS[0]][""] = round(weights[none] * 100)
    for feature, number in names.items():
        if weight := round(weights[number] * 100):
            kind, _, name = feature.partition(":")
            told[kind][name] = weight
    return told


def _features(one: Candidate) -> list[str]:
    return [f"{kind}:{name}" for kind, some in zip(KINDS, one.seen, strict=True) for name in some]

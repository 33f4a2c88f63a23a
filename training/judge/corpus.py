"""The candidates of a tune story with what the labels say of them.

A pair of sentences *differs* when it meets two unlike readings of one labelled difference, is the *same* when both meet one reading or one
shared fact, and is *none* otherwise. Pairs are numbers of sentences in their story; what is told twice word for word counts once.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from stories import Story, sentences_of, words_of
from variorum.questions.candidates import candidates

EACH, MOST = 9, 16  # the pool is wider than the program's, so that the cheap screen has something to choose from


class Labelled(NamedTuple):
    """A pair of a story. `differences`: numbers of the labelled differences that it meets."""

    a: int
    b: int
    cosine: float
    relation: str  # differs, same or none
    differences: tuple[int, ...]
    in_pool: bool


def pool(story: Story, each: int = EACH, most: int = MOST) -> dict[tuple[int, int], float]:
    """Candidates by the first places of their words, with cosines."""
    first, words = words_of(story)
    reports: list[set[str]] = [set() for _ in first]
    for place, number in enumerate(words):
        reports[number].add(str(story.sentences[place].report))
    found = candidates(story.vectors[first], [frozenset(one) for one in reports], (), each, most)
    return {(first[one.a], first[one.b]): one.cosine for one in found}


def labelled(story: Story) -> list[Labelled]:
    """The pool of a story and all pairs that labels speak of, in the order of their numbers."""
    first, words = words_of(story)
    place = [first[number] for number in words]
    cosines = pool(story)

    def met(passages: list[dict[str, str]]) -> list[int]:
        return sorted({place[number] for one in passages for number in sentences_of(story, one)})

    differ: dict[tuple[int, int], set[int]] = defaultdict(set)
    same: set[tuple[int, int]] = set()
    for number, difference in enumerate(story.differences):
        readings = [met(reading["passages"]) for reading in difference["readings"]]
        for one, other in combinations(readings, 2):
            for a, b in product(one, other):
                if a != b:
                    differ[min(a, b), max(a, b)].add(number)
        same.update(pair for reading in readings for pair in combinations(reading, 2))
    for fact in story.facts:
        same.update(combinations(met(fact["passages"]), 2))
    found = []
    vectors = story.vectors.astype("float64")
    for a, b in sorted({*cosines, *differ, *same}):
        inside = (a, b) in cosines
        cosine = cosines[a, b] if inside else float(vectors[a] @ vectors[b])
        relation = "differs" if (a, b) in differ else "same" if (a, b) in same else "none"
        found.append(Labelled(a, b, cosine, relation, tuple(sorted(differ.get((a, b), ()))), inside))
    return found

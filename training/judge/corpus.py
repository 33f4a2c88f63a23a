"""The judge's own data: the candidates of every tune story with what the labels say of them.

A pair of sentences *differs* when it meets two unlike readings of one labelled difference, is the *same* when both meet one reading or one
shared fact, and is *none* otherwise. Pairs are numbers of sentences in their story; what is told twice word for word counts once.
"""

from __future__ import annotations

import pickle
import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from stories import CACHE, Story, folds, load, sentences_of, stretch, words_of
from variorum.questions.candidates import candidates

EACH, MOST = 9, 16  # the pool is wider than the program's, so that the cheap screen has something to choose from
RELATIONS = ("same", "compatible", "scope", "revised", "conflict", "none")
# Estimates of several named sources clash on the page as conflicts do; that they are named is for the attribution to see.
OF_VERDICT = {"compatible": "compatible", "scope": "scope", "revised": "revised", "conflict": "conflict", "spread": "conflict"}
GRAVEST = ("conflict", "revised", "scope", "compatible")

Spans = tuple[tuple[int, int], ...]


class Labelled(NamedTuple):
    """A pair of a story. `differences`: numbers of the labelled differences that it meets."""

    a: int
    b: int
    cosine: float
    relation: str
    kind: str
    weight: int
    differences: tuple[int, ...]
    spans_a: Spans
    spans_b: Spans
    in_pool: bool


def pool(story: Story, each: int = EACH, most: int = MOST) -> dict[tuple[int, int], float]:
    """Candidates by the first places of their words, with cosines."""
    first, words = words_of(story)
    reports: list[set[str]] = [set() for _ in first]
    for place, number in enumerate(words):
        if number >= 0:
            reports[number].add(str(story.sentences[place].report))
    found = candidates(story.vectors[first], [frozenset(one) for one in reports], (), each, most)
    return {(first[one.a], first[one.b]): one.cosine for one in found}


def answers(story: Story, passage: dict[str, str], value: str) -> dict[int, tuple[int, int]]:
    """The sentences that a passage meets, and in each the stretch that answers: the value's own words where they stand there."""
    report = next(one for one in story.reports if one.id == passage["document"])
    where = stretch(report.text, passage["quote"])
    found: dict[int, tuple[int, int]] = {}
    for number in sentences_of(story, passage):
        one = story.sentences[number]
        assert where is not None
        start, end = max(0, where[0] - one.start), min(len(one.text), where[1] - one.start)
        inside = one.text[start:end]
        narrow = _narrow(inside, value)
        found[number] = (start + narrow[0], start + narrow[1]) if narrow else (start, end)
    return found


def _narrow(text: str, value: str) -> tuple[int, int] | None:
    at = text.lower().find(value.lower())
    if at >= 0 and value:
        return at, at + len(value)
    wanted = {word for word in re.findall(r"\w+", value.lower()) if len(word) > 2 or word.isdigit()}
    hits = [hit.span() for hit in re.finditer(r"\w+", text) if hit.group().lower() in wanted]
    if len({text[start:end].lower() for start, end in hits}) >= max(1, len(wanted) * 0.6):
        return hits[0][0], hits[-1][1]
    return None


def labelled(story: Story) -> list[Labelled]:
    """The pool of a story and all pairs that labels speak of, in the order of their numbers."""
    first, words = words_of(story)
    place = [first[number] if number >= 0 else -1 for number in words]
    cosines = pool(story)
    differ: dict[tuple[int, int], list[tuple[str, int, str, int, tuple[int, int], tuple[int, int]]]] = defaultdict(list)
    same: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = {}

    def sides(passages: list[dict[str, str]], value: str) -> dict[int, tuple[int, int]]:
        return {place[number]: span for one in passages for number, span in answers(story, one, value).items() if place[number] >= 0}

    for number, difference in enumerate(story.differences):
        readings = [sides(reading["passages"], str(reading["value"])) for reading in difference["readings"]]
        for one, other in combinations(readings, 2):
            for a, span_a in one.items():
                for b, span_b in other.items():
                    if a != b:
                        at = (OF_VERDICT[difference["verdict"]], difference["weight"], difference["kind"], number)
                        spans = (span_a, span_b) if a < b else (span_b, span_a)
                        differ[min(a, b), max(a, b)].append((*at, *spans))
        for reading in readings:
            for a, b in combinations(sorted(reading), 2):
                same[a, b] = reading[a], reading[b]
    for fact in story.facts:
        told = sides(fact["passages"], "")
        for a, b in combinations(sorted(told), 2):
            same.setdefault((a, b), (told[a], told[b]))
    found = []
    vectors = story.vectors.astype("float64")
    for a, b in sorted({*cosines, *differ, *same}):
        cosine = cosines.get((a, b), float(vectors[a] @ vectors[b]))
        inside = (a, b) in cosines
        if (a, b) in differ:
            met = sorted(differ[a, b], key=lambda one: (-one[1], GRAVEST.index(one[0])))
            numbers = tuple(sorted({one[3] for one in met}))
            spans_a, spans_b = tuple({one[4] for one in met}), tuple({one[5] for one in met})
            found.append(Labelled(a, b, cosine, met[0][0], met[0][2], met[0][1], numbers, spans_a, spans_b, inside))
        elif (a, b) in same:
            found.append(Labelled(a, b, cosine, "same", "", 0, (), (same[a, b][0],), (same[a, b][1],), inside))
        else:
            found.append(Labelled(a, b, cosine, "none", "", 0, (), (), (), inside))
    return found


def corpus() -> list[tuple[Story, list[Labelled]]]:
    """Every tune story with its pairs, kept once made."""
    stories = [load(name) for name in sorted(folds())]
    kept = CACHE / f"labelled-{EACH}-{MOST}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps([[tuple(one) for one in labelled(story)] for story in stories]))
    rows: list[list[Any]] = pickle.loads(kept.read_bytes())
    return [(story, [Labelled(*one) for one in some]) for story, some in zip(stories, rows, strict=True)]


if __name__ == "__main__":
    from collections import Counter

    whole = corpus()
    print(Counter(one.relation for _, some in whole for one in some))
    print("in the pool", Counter(one.relation for _, some in whole for one in some if one.in_pool))
    print("reached", sum(len({n for one in some if one.in_pool for n in one.differences}) for _, some in whole))

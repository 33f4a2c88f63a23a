"""How many labelled differences candidates reach, against pairs a story: the table of README.md beside it."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from stories import Story, folds, load, sentences_of, words_of
from variorum.questions.candidates import candidates

SETTINGS = (
    (1, 99, 0),
    (2, 99, 0),
    (3, 99, 0),
    (4, 4, 0),
    (4, 5, 0),
    (2, 6, 0),
    (4, 6, 0),
    (9, 6, 0),
    (4, 8, 0),
    (9, 8, 0),
    (4, 12, 0),
    (9, 16, 0),
    (4, 6, 1),
    (4, 6, 2),
)


def doors(story: Story, words: list[int]) -> list[set[tuple[int, int]]]:
    """For each labelled difference the pairs of distinct sentences that meet two unlike readings of it, in two reports or two places."""
    found = []
    for difference in story.differences:
        sides = [
            {number for passage in reading["passages"] for number in sentences_of(story, passage)} for reading in difference["readings"]
        ]
        pairs = {(words[a], words[b]) for one, other in combinations(sides, 2) for a in one for b in other}
        found.append({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    return found


def main() -> None:
    stories = [load(name) for name in sorted(folds())]
    read = [(story, *words_of(story)) for story in stories]
    wanted = [doors(story, words) for story, _, words in read]
    heavy = [[one["weight"] == 3 for one in story.differences] for story in stories]
    large = np.array([8 <= len(story.reports) <= 14 for story in stories])
    print(f"{'each most within':18} reach  weight 3  pairs a story | 8 to 14 reports: reach  pairs")
    for each, most, within in SETTINGS:
        hits, counts = [], []
        for (story, first, words), pairs in zip(read, wanted, strict=True):
            reports: list[set[str]] = [set() for _ in first]
            for place, number in enumerate(words):
                reports[number].add(str(story.sentences[place].report))
            found = {
                (one.a, one.b) for one in candidates(story.vectors[first], [frozenset(one) for one in reports], (), each, most, within)
            }
            hits.append([bool(found & one) for one in pairs])
            counts.append(len(found))
        flat = [hit for one in hits for hit in one]
        means = np.array(counts)
        grave = [hit for one, weights in zip(hits, heavy, strict=True) for hit, heavy_ in zip(one, weights, strict=True) if heavy_]
        big = [hit for one, is_large in zip(hits, large, strict=True) if is_large for hit in one]
        print(
            f"{each:4} {most:4} {within:6}      {np.mean(flat):.3f}  {np.mean(grave):.3f}  {means.mean():8.0f}       "
            f"| {np.mean(big):.3f}  {means[large].mean():6.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

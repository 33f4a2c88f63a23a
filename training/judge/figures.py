"""The tables of README.md from what the folds' nets said of stories that they had not seen: curve, kinds, relations, calibration."""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import Labelled, corpus
from curve import HEAD, by_kind, line, points
from network import RELATIONS

from stories import Story

Answers = list[tuple[Story, list[Labelled], dict]]


def answers(paths: list[Path]) -> Answers:
    """Story, its pairs that were asked, and what was said of them."""
    whole = {story.name: (story, [one for one in pairs if one.in_pool]) for story, pairs in corpus()}
    found = []
    for path in paths:
        for given in pickle.loads(path.read_bytes()):
            story, pool = whole[given["story"]]
            found.append((story, [pool[place] for place in given["places"]], given))
    return found


def odds(chance: np.ndarray) -> np.ndarray:
    return np.log(chance / (1 - chance))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", type=Path, nargs="+", help="what train.py (fold-N.pickle) or rank.py (ranked.pickle) left")
    given = answers(parser.parse_args().answers)
    stories = [(story, pairs) for story, pairs, _ in given]
    net = [odds(np.concatenate(one["differ"])) for *_, one in given]
    screen = [one["screen"] for *_, one in given]
    same = [odds(np.stack(one["relation"])[:, [RELATIONS.index("same"), RELATIONS.index("none")]].sum(1)) for *_, one in given]
    rankings = {
        "cosine": [np.array([one.cosine for one in pairs]) for _, pairs in stories],
        "screen": screen,
        "net": net,
        "net, not same and not none": [-one for one in same],
        "screen + net": [a + b for a, b in zip(screen, net, strict=True)],
        "screen + net + relation": [a + b - c for a, b, c in zip(screen, net, same, strict=True)],
    }
    print(len(stories), "stories", sum(len(story.differences) for story, _ in stories), "differences")
    print(HEAD)
    for name, scores in rankings.items():
        print(line(name, stories, scores))
    best = rankings["screen + net"]
    print("points (pairs of like sentences are one):")
    for name in ("screen", "screen + net"):
        print(name, points(stories, rankings[name]))
    for what in ("kind", "verdict", "weight"):
        cells = {key: f"{hit}/{of}" for key, (hit, of) in by_kind(stories, best, 40, what).items()}
        before = {key: hit for key, (hit, _) in by_kind(stories, screen, 40, what).items()}
        print(what, {key: f"{cell} (screen {before[key]})" for key, cell in cells.items()})
    print("relations of the first 20 of each story:")
    for name in ("screen", "screen + net", "screen + net + relation"):
        top = Counter(
            pairs[place].relation
            for (_, pairs), score in zip(stories, rankings[name], strict=True)
            for place in np.argsort(-score, kind="stable")[:20]
        )
        print(name, {key: round(count / sum(top.values()), 3) for key, count in top.most_common()})
    said = np.concatenate([np.stack(one["relation"]).argmax(1) for *_, one in given])
    gold = np.array([RELATIONS.index(one.relation) for _, pairs in stories for one in pairs])
    print("said (across) of what is so (down):", RELATIONS)
    for number, name in enumerate(RELATIONS):
        print(f"{name:12}", [int(((gold == number) & (said == other)).sum()) for other in range(len(RELATIONS))])
    flat, labels = np.concatenate(best), np.array([one.weight > 0 for _, pairs in stories for one in pairs])
    order = np.argsort(-flat)
    print(
        "highest over all stories: labelled of the first",
        {most: round(float(labels[order[:most]].mean()), 3) for most in (50, 100, 200, 400, 800)},
    )


if __name__ == "__main__":
    main()

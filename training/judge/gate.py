"""The gate: at ten times fewer points than candidates, how many labelled differences does a ranking keep, on stories left out?"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import corpus, pool
from curve import kept, points_of
from screen import table

from stories import CACHE


def main() -> None:
    _, _, number_of, _, _ = table()
    scores = np.load(CACHE / "screened.npz")["both"]
    whole = corpus()
    print("each, most  pairs a story  all  a tenth: pairs, points  of what is reached: pairs, points  8 to 14 reports: points")
    for each, most in ((4, 6), (4, 8), (9, 16)):
        stories, ranked = [], []
        for number, (story, pairs) in enumerate(whole):
            inside = [one for one in pairs if one.in_pool]
            wanted = pool(story, each, most)
            chosen = [place for place, one in enumerate(inside) if (one.a, one.b) in wanted]
            stories.append((story, [inside[place] for place in chosen]))
            ranked.append(scores[number_of == number][chosen])
        of = np.array([len(story.differences) for story, _ in stories])
        reached = np.array([len({n for one in pairs for n in one.differences}) for _, pairs in stories])
        tenth = np.array([len(one) for one in kept(stories, ranked, 0.1, share=True)])
        counts = [max(1, round(0.1 * len(pairs))) for _, pairs in stories]
        met = np.array([len(set().union(*points_of(story, pairs, score, most)[:most])) if pairs else 0
                        for (story, pairs), score, most in zip(stories, ranked, counts, strict=True)])  # fmt: skip
        large = np.array([8 <= len(story.reports) <= 14 for story, _ in stories])
        size = np.mean([len(pairs) for _, pairs in stories])
        shares = (reached / of.sum(), tenth / of.sum(), met / of.sum(), tenth / reached.sum(), met / reached.sum())
        print(each, most, round(size), *(round(float(one.sum()), 3) for one in shares), round(met[large].sum() / of[large].sum(), 3))


if __name__ == "__main__":
    main()

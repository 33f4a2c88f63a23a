"""Screen and net weighed together by a small logistic model over the heads of the net, out of fold; see README.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from curve import HEAD, line, points
from figures import answers, odds
from screen import out_of_fold
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", type=Path, nargs="+")
    given = answers(parser.parse_args().answers)
    stories = [(story, pairs) for story, pairs, _ in given]
    rows = []
    for _, _, one in given:
        net = odds(np.concatenate(one["differ"]))
        spans = np.array([[chances.max(initial=0), chances.mean() if len(chances) else 0] for chances in one["span"]])
        relation = np.log(np.stack(one["relation"])[:, :5] + 1e-6)
        rows.append(np.column_stack([one["screen"], net, one["screen"] * net, relation, spans, np.stack(one["kind"])]))
    matrix, sizes = np.concatenate(rows), [len(one) for one in rows]
    gold = np.array([one.weight > 0 for _, pairs in stories for one in pairs])
    fold = np.repeat([story.fold for story, _ in stories], sizes)
    ends = np.cumsum(sizes)[:-1]
    print(HEAD)
    rankings = {"screen": matrix[:, 0]}
    for name, columns in (("screen and net", 3), ("screen and all heads", matrix.shape[1])):
        rankings[name] = out_of_fold(
            lambda: make_pipeline(StandardScaler(), LogisticRegression(C=0.02, max_iter=500)), matrix[:, :columns], gold, fold
        )
    for name, score in rankings.items():
        order = np.argsort(-score, kind="stable")
        print(line(name, stories, np.split(score, ends)), points(stories, np.split(score, ends)))
        print(
            "  labelled of the first over all stories:", {most: round(float(gold[order[:most]].mean()), 3) for most in (50, 100, 200, 400)}
        )


if __name__ == "__main__":
    main()

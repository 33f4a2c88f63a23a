"""Rankings without a net: cosine, a logistic model and boosted trees on counted features, all out of fold; prints README's table."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import corpus
from curve import HEAD, by_kind, line
from screen import out_of_fold, table
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from stories import CACHE


def main() -> None:
    rows, gold, story, fold, names = table()
    stories = [(one, [pair for pair in pairs if pair.in_pool]) for one, pairs in corpus()]

    def split(scores: np.ndarray) -> list[np.ndarray]:
        return [scores[story == number] for number in range(len(stories))]

    makers = {
        "logistic on counted features": lambda: make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=400)),
        "boosted trees on the same": lambda: HistGradientBoostingClassifier(
            max_iter=250, learning_rate=0.05, max_leaf_nodes=15, l2_regularization=5.0, min_samples_leaf=60, random_state=14
        ),
    }
    print(HEAD)
    print(line("cosine", stories, split(rows[:, names.index("cosine")])), flush=True)
    found = {}
    for name, make in makers.items():
        found[name] = out_of_fold(make, rows, gold, fold)
        print(line(name, stories, split(found[name])), flush=True)
    both = sum(np.argsort(np.argsort(one)) for one in found.values()).astype(float)
    print(line("both", stories, split(both)))
    np.savez(CACHE / "screened.npz", logistic=found["logistic on counted features"], trees=found["boosted trees on the same"], both=both)
    model = makers["logistic on counted features"]().fit(rows, gold)
    weights = sorted(zip(model[-1].coef_[0], names, strict=True), key=lambda one: -abs(one[0]))
    print(", ".join(f"{name} {weight:+.2f}" for weight, name in weights[:24]))
    for what in ("kind", "verdict", "weight"):
        print({key: f"{hit}/{of}" for key, (hit, of) in by_kind(stories, split(both), 40, what).items()})


if __name__ == "__main__":
    main()

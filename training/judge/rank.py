"""The screen's best pairs of each story ranked anew by the nets of `unlike.py`, each on stories that it had not seen."""

from __future__ import annotations

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import corpus
from curve import HEAD, line, points
from fitting import judged
from network import Aligning, Judge, Lower, load_pretrained
from screen import table
from train import ASKED, kept_states, pair_of

from stories import CACHE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--nets", type=Path, required=True)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    options = parser.parse_args()
    torch.set_num_threads(1)
    whole = corpus()
    _, _, number_of, _, _ = table()
    with np.load(CACHE / "screened.npz") as found:
        chance = np.sqrt(np.clip(found["logistic"], 1e-6, 1 - 1e-6) * np.clip(found["trees"], 1e-6, 1 - 1e-6))
    lower = Lower()
    load_pretrained(lower, None, options.pretrained)
    kept = kept_states(whole, lower)
    stories, screens, nets, answers = [], [], [], []
    for fold in options.folds:
        judge = Aligning() if options.small else Judge()
        judge.load_state_dict(torch.load(options.nets / f"fold-{fold}.pt"))
        for number, (story, pairs) in enumerate(whole):
            pool = [one for one in pairs if one.in_pool]
            if story.fold != fold or not pool:
                continue
            score = chance[number_of == number]
            best = np.sort(np.argsort(-score, kind="stable")[:ASKED])
            given = judged(judge, kept, [pair_of(story, pool[place], 0.0, told=False) for place in best])
            answers.append({"story": story.name, "places": best, "screen": np.log(score[best] / (1 - score[best])), **given})
            stories.append((story, [pool[place] for place in best]))
            screens.append(answers[-1]["screen"])
            nets.append(np.log(np.concatenate(given["differ"])))
    (options.nets / "ranked.pickle").write_bytes(pickle.dumps(answers))
    print(HEAD)
    print(line("screen", stories, screens))
    for share in (0.25, 0.5, 1.0, 2.0):
        both = [one + share * other for one, other in zip(screens, nets, strict=True)]
        print(line(f"screen + {share} log unlike", stories, both), points(stories, both))
    print("points, screen", points(stories, screens))


if __name__ == "__main__":
    main()

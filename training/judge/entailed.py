"""What entailment alone says of unlike and same: the net of stage 1 is asked both ways, and its answers join the counted features."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import corpus
from curve import auc
from fitting import judged
from network import ENTAILMENT, LAYERS, Judge, Words, load_pretrained
from screen import out_of_fold, table
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from train import pair_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--net", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--half", action="store_true", help="bfloat16 products")
    options = parser.parse_args()
    torch.set_num_threads(1)
    began = time.time()
    words, judge = Words().eval(), Judge(layers=LAYERS)
    load_pretrained(words, judge, options.pretrained)
    judge.load_state_dict(torch.load(options.net))
    whole = corpus()
    rows, gold, _, fold, _ = table()
    one = np.array([pair.relation != "none" for _, pairs in whole for pair in pairs if pair.in_pool])
    rows, gold, fold = rows[one], gold[one].astype(bool), fold[one]
    asked = [
        pair_of(story, pair, 0.0, told=False) for story, pairs in whole for pair in pairs if pair.in_pool and pair.relation != "none"
    ]
    with torch.autocast("cpu", torch.bfloat16, enabled=options.half):
        said = [
            np.stack(judged(judge, words, some, ("entailment",))["entailment"])
            for some in (asked, [pair.swapped() for pair in asked])
        ]
    logs = np.log(np.clip(np.array(said, dtype=float), 1e-5, 1))
    np.savez(options.out, said=said, gold=gold, fold=fold)
    follows, against = ENTAILMENT.index("entailment"), ENTAILMENT.index("contradiction")
    print(len(asked), "pairs", round(time.time() - began), "seconds")
    for name, score in {
        "contradicts, mean of both ways": logs[:, :, against].mean(0),
        "contradicts, the greater": logs[:, :, against].max(0),
        "does not follow, mean of both ways": -logs[:, :, follows].mean(0),
        "contradicts against follows": (logs[:, :, against] - logs[:, :, follows]).mean(0),
    }.items():
        print(name, round(auc(score, gold), 3), [round(auc(score[fold == number], gold[fold == number]), 3) for number in range(5)])
    ways = np.sort(logs, axis=0).transpose(1, 0, 2).reshape(len(asked), -1)
    for name, matrix in {"counted": rows, "entailment": ways, "both": np.hstack([rows, ways])}.items():
        score = out_of_fold(lambda: make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=400)), matrix, gold, fold)
        print(name, round(auc(score, gold), 3), [round(auc(score[fold == number], gold[fold == number]), 3) for number in range(5)])


if __name__ == "__main__":
    main()

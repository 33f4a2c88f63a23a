"""The judge learns from the lines that readers judged, and is asked about those of the stories left out.

    VENV/bin/python training/judge/learn.py --half --start entail-whole.pt --pretrained .../model.safetensors --out told

It goes on from the weights of whole.py. Writes for each fold left out `fold-N.pt` and `fold-N.pickle`: that fold's lines and the chances
that the net gives them.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).resolve().parent))

import gold
from curve import auc
from fitting import fit, judged
from network import Judge, Words, load, load_pretrained
from reading import ENTAILMENT


def started(entailed: Path) -> Judge:
    """A net that has learnt entailment: what follows is told, what is neutral is not. That a line contradicts is another matter."""
    given: dict[str, Tensor] = torch.load(entailed)
    for part in ("weight", "bias"):
        rows = given[f"heads.entailment.{part}"]
        given[f"heads.told.{part}"] = (rows[ENTAILMENT.index("entailment")] - rows[ENTAILMENT.index("neutral")])[None]
    net = Judge()
    load(net, given)
    return net


def asked(net: Judge, words: Words, lines: list[gold.Line], half: bool) -> np.ndarray:
    """The chance of each line that its sentence tells it."""
    return judged(net, words, [gold.lesson(one) for one in lines], "told", half)[:, 0]


def figures(lines: list[gold.Line], chances: np.ndarray) -> dict[str, float]:
    """AUCs on what was left out: of what is right, of what is right or arguable, and of what is right among lines that are well cut."""
    judgement = np.array([one.judgement for one in lines])
    right, cut = judgement == "right", judgement == "cut"
    found = {
        "right": auc(chances, right),
        "right or arguable": auc(chances, np.isin(judgement, ("right", "arguable"))),
        "right of those not cut": auc(chances[~cut], right[~cut]),
    }
    return {name: round(value, 3) for name, value in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="weights of whole.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=4e-4)
    parser.add_argument("--pieces", type=int, default=1000, help="of a batch")
    parser.add_argument("--half", action="store_true", help="bfloat16 products")
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    lines = gold.lines()
    words, looked = Words().eval(), Judge()
    load_pretrained(words, looked, options.pretrained)
    for fold in options.folds:
        began = time.time()
        train = [gold.lesson(one) for one in lines if gold.fold_of(one.story) != fold and one.judgement != "arguable"]
        left = [one for one in lines if gold.fold_of(one.story) == fold]

        def look(step: int, weights: dict[str, Tensor], left: list[gold.Line] = left, fold: int = fold) -> None:
            looked.load_state_dict(weights)
            print(fold, step, figures(left, asked(looked, words, left, options.half)), flush=True)

        net = started(options.start)
        look(0, net.state_dict())
        rates, times = (options.rate, options.head_rate), 2 * options.epochs
        weights = fit(net, words, train, options.epochs, *rates, options.seed, options.pieces, options.half, look, times)
        net.load_state_dict(weights)
        torch.save(weights, options.out / f"fold-{fold}.pt")
        chances = asked(net, words, left, options.half)
        (options.out / f"fold-{fold}.pickle").write_bytes(pickle.dumps((left, chances)))
        print(json.dumps({"fold": fold, "learnt from": len(train), **figures(left, chances), "seconds": round(time.time() - began)}))


if __name__ == "__main__":
    main()

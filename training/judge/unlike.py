"""The narrower question: two sentences tell of one thing; alike or unlike? Out of fold, beside the counted features."""

from __future__ import annotations

import argparse
import copy
import json
import pickle
import random
import sys
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import Labelled, corpus
from curve import auc
from fitting import Kept, fit, judged
from network import ENTAILMENT, KINDS, LAYERS, RELATIONS, Aligning, Judge, Lower, Words, load_pretrained
from reading import Pair, days_apart
from screen import table
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from train import kept_states, pair_of, side

from made import made
from stories import Story


def lessons(whole: list[tuple[Story, list[Labelled]]], options: argparse.Namespace, chance: random.Random) -> list[Pair]:
    """Pairs that differ and pairs that are the same, so many of each difference and in all as many of the one as of the other."""
    found: list[Pair] = []
    for story, pairs in whole:
        of: dict[int, list[Labelled]] = defaultdict(list)
        for one in pairs:
            for number in one.differences:
                of[number].append(one)
        differ: dict[tuple[int, int], Labelled] = {}
        for some in of.values():
            chance.shuffle(some)
            some.sort(key=lambda one: not one.in_pool)
            differ.update(((one.a, one.b), one) for one in some[: options.each])
        same = sorted((one for one in pairs if one.relation == "same"), key=lambda one: (not one.in_pool, chance.random()))
        chosen = [*differ.values(), *same[: len(differ)]]
        found += [pair_of(story, one, 0.0) for one in chosen]
        for a, b, text, relation, kind, span, changed in made(story, pairs, chance, round(options.made * len(differ))):
            days = days_apart(*(story.reports[story.sentences[number].report].published for number in (a, b)))
            other = side(story, b)._replace(text=text)
            found.append(
                Pair(side(story, a), other, days, 1, RELATIONS.index(relation), KINDS.index(kind), -1, (span,), (changed,), weight=0.5)
            )
    return found


def starting(options: argparse.Namespace, whole: list[tuple[Story, list[Labelled]]]) -> tuple[Judge | Aligning, Kept | Words]:
    """The net as it stands before it sees a story, and what gives it batches."""
    torch.manual_seed(options.seed)
    if options.small:
        net: Judge | Aligning = Aligning()
    else:
        net = Judge(layers=LAYERS, inside=options.inside) if options.whole else Judge()
    below = Words().eval() if options.whole else Lower()
    load_pretrained(below, None if isinstance(net, Aligning) else net, options.pretrained)
    if options.start:
        net.load_state_dict(torch.load(options.start))
        if options.whole:  # what contradicts differs, what follows does not
            follows, against = ENTAILMENT.index("entailment"), ENTAILMENT.index("contradiction")
            for mine, learnt in zip(net.heads["differ"].parameters(), net.heads["entailment"].parameters(), strict=True):
                mine.data.copy_((learnt[against] - learnt[follows])[None])
    return net, below if isinstance(below, Words) else kept_states(whole, below)


def odds(judge: Judge | Aligning, kept: Kept | Words, pairs: list[Pair]) -> np.ndarray:
    """Log odds that the sentences of each pair differ, the mean of both orders."""
    both = [np.concatenate(judged(judge, kept, some, ("differ",))["differ"]) for some in (pairs, [one.swapped() for one in pairs])]
    chances = np.clip(np.array(both, dtype=float), 1e-6, 1 - 1e-6)
    return np.log(chances / (1 - chances)).mean(0)


def looked(
    net: Judge | Aligning, kept: Kept | Words, asked: list[Pair], gold: np.ndarray, half: bool, step: int, weights: dict[str, torch.Tensor]
) -> None:
    """Print on the way how well the stories left out are told apart; nothing is chosen by it."""
    net.load_state_dict(weights)
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        given = np.concatenate(judged(net, kept, asked, ("differ",))["differ"])
    print("AUC after", step, round(auc(given, gold), 3), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of stage 1")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--made", type=float, default=0.2)
    parser.add_argument("--small", action="store_true", help="the aligning net")
    parser.add_argument("--whole", action="store_true", help="all six layers over both sentences")
    parser.add_argument("--inside", type=float, default=0.1, help="dropout in the layers of the whole net")
    parser.add_argument("--stories", type=float, default=1.0, help="share of the other folds' stories to learn from")
    parser.add_argument("--looks", type=int, default=4, help="how often on the way the stories left out are judged")
    parser.add_argument("--half", action="store_true", help="bfloat16 products")
    parser.add_argument("--pieces", type=int, default=2400, help="of a batch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    whole = corpus()
    rows, gold, _, fold_of, _ = table()
    one = np.array([pair.relation != "none" for _, pairs in whole for pair in pairs if pair.in_pool])
    gold = gold.astype(bool)
    fresh, kept = starting(options, whole)
    done = []
    for fold in options.folds:
        began = time.time()
        here = (fold_of == fold) & one
        asked = [pair_of(story, pair, 0.0, told=False) for story, pairs in whole for pair in pairs
                 if story.fold == fold and pair.in_pool and pair.relation != "none"]  # fmt: skip
        judge = copy.deepcopy(fresh)
        path = options.out / f"fold-{fold}.pt"
        if path.exists():
            judge.load_state_dict(torch.load(path))
        else:
            others = [some for some in whole if some[0].fold != fold]
            others = random.Random(options.seed).sample(others, round(options.stories * len(others)))
            train = lessons(others, options, random.Random(options.seed))
            print("fold", fold, len(others), "stories", len(train), flush=True)
            rates = (options.rate, options.head_rate)
            look = partial(looked, copy.deepcopy(fresh), kept, asked, gold[here], options.half)
            weights = fit(judge, kept, train, options.epochs, *rates, options.seed, options.pieces, options.half, look, options.looks)
            judge.load_state_dict(weights)
            torch.save(weights, path)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.half):
            net = odds(judge, kept, asked)
        counted = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=400))
        cheap = counted.fit(rows[(fold_of != fold) & one], gold[(fold_of != fold) & one]).predict_proba(rows[here])[:, 1]
        done.append((gold[here], cheap, net))
        scores = {"counted": cheap, "net": net, "both": np.log(cheap / (1 - cheap)) + net}
        line = {name: round(auc(score, gold[here]), 3) for name, score in scores.items()}
        print(json.dumps({"fold": fold, "pairs": int(here.sum()), "AUC": line, "seconds": round(time.time() - began)}), flush=True)
        (options.out / f"one-{fold}.pickle").write_bytes(pickle.dumps((gold[here], cheap, net)))
    of_all, cheap, net = (np.concatenate(some) for some in zip(*done, strict=True))
    scores = {"counted": cheap, "net": net, "both": np.log(cheap / (1 - cheap)) + net}
    print({name: round(auc(score, of_all), 3) for name, score in scores.items()})


if __name__ == "__main__":
    main()

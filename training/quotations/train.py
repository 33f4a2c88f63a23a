"""Fine-tune the quotation tagger on PolNeAR. `python training/quotations/train.py --help`; see README.md beside it."""

from __future__ import annotations

import argparse
import itertools
import pickle
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import Instance, articles, instances
from fitting import batch_of, fit, roughened, score, settings
from network import Batch, Tagger, load_pretrained


def main() -> None:
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    if options.expected:
        with options.expected.open("rb") as told:
            train: list[Instance] = pickle.load(told)
    else:
        train = instances(list(itertools.chain.from_iterable(articles(options.data / "train.jsonl", options.articles))))
    held = instances(list(itertools.chain.from_iterable(articles(options.data / "dev.jsonl", options.articles))), longest=500)
    model = Tagger()
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    else:
        load_pretrained(model, options.pretrained)

    def of_train(numbers: Sequence[int], chance: random.Random | None) -> Batch:
        return batch_of(_picked(train, numbers, chance), options.gold)

    def of_held(numbers: Sequence[int], chance: random.Random | None) -> Batch:
        return batch_of(_picked(held, numbers, chance))

    fit(model, train, of_train, lambda averaged: score(averaged, held, of_held), options)


def _picked(items: Sequence[Instance], numbers: Sequence[int], chance: random.Random | None) -> list[Instance]:
    return [roughened(items[number], chance) if chance else items[number] for number in numbers]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True, help="model.safetensors of the pre-trained encoder")
    parser.add_argument("--start", type=Path, help="weights to start from in place of the pre-trained ones")
    parser.add_argument("--expected", type=Path, help="what teacher.py wrote: train on that and on the paragraphs in it")
    parser.add_argument("--gold", type=float, default=0.5, help="share of the labels where a teacher's expectation stands beside them")
    settings(parser)
    return parser.parse_args()


if __name__ == "__main__":
    main()

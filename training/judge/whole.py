"""Stage 1 at full size: all six layers over both sentences learn entailment from public pairs that may be learnt from. See README.md."""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from fitting import fit, judged
from network import Judge, Words, load_pretrained
from reading import ENTAILMENT, Pair, length_of

# How many pairs of each source at most: only sources whose licence lets weights be given away, see README. What has contradictions only
# is held to a small part, or "the same words" would come to mean "conflict".
SOURCES = {
    "snli": 30_000,
    "mnli_matched": 30_000,
    "counterfactual_nli": 30_000,
    "base_wiki": 30_000,
    "fm2": 30_000,
    "cannot_wikifactcheck": 2_500,
    "cannot_negation": 1_000,
    "negation_snli": 30_000,
    "negation_mnli": 30_000,
    "fever_symmetric": 30_000,
}
LENGTH = 64  # pieces of both sentences, markers included
HELD = 1_500


def pairs_of(folder: Path, chance: random.Random) -> tuple[list[tuple[str, Pair]], list[tuple[str, Pair]]]:
    """Pairs with their sources, to learn from and held back; no sentence stands on both sides."""
    rows: dict[str, list[dict[str, str]]] = {source: [] for source in SOURCES}
    for name in ("public_pairs/nli.jsonl", "entailment/pairs.jsonl"):
        for line in (folder / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            source = row.get("source") or row["origin"]
            if source in rows:
                rows[source].append(row)
    found = []
    for source, most in SOURCES.items():
        given = [
            (source, Pair(row["premise"], row["hypothesis"], entailment=ENTAILMENT.index(row["label"])))
            for row in rows[source]
        ]
        given = [(source, one) for source, one in given if length_of(one) <= LENGTH]
        chance.shuffle(given)
        found += given[:most]
    chance.shuffle(found)
    held, sentences = found[:HELD], {text for _, one in found[:HELD] for text in (one.a, one.b)}
    return [(source, one) for source, one in found[HELD:] if not {one.a, one.b} & sentences], held


def right(judge: Judge, words: Words, held: list[tuple[str, Pair]]) -> dict[str, float]:
    """Share of the pairs judged right: all, each source, and all without the sources that have contradictions only."""
    given = judged(judge, words, [one for _, one in held], "entailment").argmax(1)
    hits = given == np.array([one.entailment for _, one in held])
    sources = np.array([source for source, _ in held])
    parts = {"all": np.ones(len(held), dtype=bool), "without cannot_*": ~np.char.startswith(sources, "cannot_")}
    parts |= {source: sources == source for source in SOURCES}
    return {name: round(float(hits[part].mean()), 3) for name, part in parts.items() if part.any()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/work/shared/data"))
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--pieces", type=int, default=1200, help="of a batch")
    parser.add_argument("--half", action="store_true", help="bfloat16 products")
    parser.add_argument("--only", type=int, help="so many pairs, to try the recipe")
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    torch.set_num_threads(1)
    train, held = pairs_of(options.data, random.Random(14))
    random.Random(options.seed).shuffle(train)
    train = train[: options.only]
    print(len(train), Counter(source for source, _ in train), Counter(one.entailment for _, one in train), flush=True)
    print("held", len(held), Counter(source for source, _ in held), "pieces", np.mean([length_of(one) for _, one in train]), flush=True)
    torch.manual_seed(options.seed)
    words, judge, looked = Words().eval(), Judge(inside=0.0), Judge()
    load_pretrained(words, judge, options.pretrained)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    began = time.time()

    def look(step: int, weights: dict[str, torch.Tensor]) -> None:
        torch.save(weights, options.out)
        looked.load_state_dict(weights)
        print("right after", step, right(looked, words, held[:400]), round(time.time() - began), flush=True)

    pairs = [one for _, one in train]
    rates = (options.rate, options.head_rate)
    weights = fit(judge, words, pairs, options.epochs, *rates, options.seed, options.pieces, options.half, look)
    torch.save(weights, options.out)
    looked.load_state_dict(weights)
    processor = time.process_time()
    print(json.dumps({"held right": right(looked, words, held), "seconds": round(time.time() - began), "of a core": round(processor)}))


if __name__ == "__main__":
    main()

"""Stage 1: the pre-trained encoder learns entailment from public pairs whose licence lets weights be given away. See README.md."""

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

from fitting import Kept, fit, judged
from network import ENTAILMENT, Aligning, Judge, Lower, load_pretrained
from reading import Pair, Side, length_of

# How many pairs of each source at most. Left out: sick and XNLI (NC), base_news and sim_news (LDC), and what states no licence at all
# (lingnli, rte3, healthver, climate_fever).
SOURCES = {
    "mnli_matched": 9_000,
    "snli": 5_000,
    "counterfactual_nli": 8_000,
    "base_wiki": 2_600,
    "fm2": 2_400,
    "cannot_wikifactcheck": 1_500,
    "cannot_negation": 700,
}
LENGTH = 96


def pairs_of(path: Path, chance: random.Random) -> tuple[list[Pair], list[Pair]]:
    rows: dict[str, list[dict]] = {source: [] for source in SOURCES}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["source"] in rows:
            rows[row["source"]].append(row)
    found = []
    for source, most in SOURCES.items():
        chance.shuffle(rows[source])
        found += rows[source][:most]
    chance.shuffle(found)
    pairs = [Pair(Side(row["premise"]), Side(row["hypothesis"]), entailment=ENTAILMENT.index(row["label"])) for row in found]
    pairs = [one for one in pairs if length_of(one) <= LENGTH]
    return pairs[600:], pairs[:600]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("/work/shared/data/public_pairs/nli.jsonl"))
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="the aligning net instead of the upper layers")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", type=int, help="so many pairs, to try the recipe")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train, held = pairs_of(options.data, random.Random(14))
    train = train[: options.only]
    print(len(train), Counter(one.entailment for one in train), np.mean([length_of(one) for one in train]), flush=True)
    torch.manual_seed(14)
    lower, judge = Lower(), Aligning() if options.small else Judge()
    load_pretrained(lower, None if options.small else judge, options.pretrained)
    kept = Kept(lower, forget=not options.small)
    began = time.time()
    judge.load_state_dict(fit(judge, kept, train, *((5, 1e-3, 1e-3) if options.small else (1, 1.5e-4, 8e-4)), 14))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(judge.state_dict(), options.out)
    given = np.stack(judged(judge, kept, held, ("entailment",))["entailment"]).argmax(1)
    right = float(np.mean(given == np.array([one.entailment for one in held])))
    print(json.dumps({"held right": round(right, 3), "seconds": round(time.time() - began)}))


if __name__ == "__main__":
    main()

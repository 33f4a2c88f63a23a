"""Words of which the speed benchmarks put their reports together, and copies of a line with some of them changed."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
FILES = ("ecbplus_clusters/documents.jsonl", "basil_quotes/documents.jsonl", "polnear/train.jsonl")


def corpus_words() -> list[str]:
    """Words of real news where the shared data lies, else of our own examples."""
    shared = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared"))
    files = [path for name in FILES if (path := shared / "data" / name).exists()]
    words = [word for path in files for line in path.open(encoding="utf-8") for word in json.loads(line)["text"].split()]
    return words or [word for path in sorted((ROOT / "examples").rglob("*.txt")) for word in path.read_text("utf-8").split()]


def edited(line: str, share: float, pool: Sequence[str], rng: np.random.Generator) -> str:
    """The line with this share of its words replaced, followed by another, or dropped."""
    words = line.split(" ")
    chance = rng.random(len(words)).tolist()
    ways = rng.integers(0, 3, len(words)).tolist()
    others = rng.integers(0, len(pool), len(words)).tolist()
    result: list[str] = []
    for word, lot, way, other in zip(words, chance, ways, others, strict=True):
        changed = ([pool[other]], [word, pool[other]], [])[way]
        result += [word] if lot >= share else changed
    return " ".join(result)

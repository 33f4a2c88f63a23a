"""Words for reports that the program makes by itself, and edits of such reports: for measures of speed at any size."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]


def corpus_words() -> list[str]:
    """Words of real news where the shared data lies, else of our own examples."""
    data = Path(os.environ.get("VARIORUM_SHARED", ROOT.parent / "shared")) / "data"
    files = [data / name for name in ("ecbplus_clusters/documents.jsonl", "basil_quotes/documents.jsonl", "polnear/train.jsonl")]
    words = [word for path in files if path.exists() for line in path.open(encoding="utf-8") for word in json.loads(line)["text"].split()]
    return words or [word for path in sorted((ROOT / "examples").rglob("*.txt")) for word in path.read_text("utf-8").split()]


def edited(text: str, share: float, pool: Sequence[str], rng: np.random.Generator) -> str:
    """The text with so many of its words, 0..1, replaced, dropped, or followed by another of the pool."""
    words = text.split(" ")
    chance = rng.random(len(words))
    what = rng.integers(0, 3, len(words))
    others = rng.integers(0, len(pool), len(words))
    result: list[str] = []
    for word, lot, way, other in zip(words, chance.tolist(), what.tolist(), others.tolist(), strict=True):
        if lot >= share:
            result.append(word)
        elif way == 0:
            result.append(pool[other])
        elif way == 1:
            result += [word, pool[other]]
    return " ".join(result)

"""Finding copies among many reports: documents a second, peak memory, precision and recall, growth; beside rensa and datasketch.

    python benchmarks/speed/pairs.py [--sizes 10000 50000 200000] [--datasketch-up-to N] [--threads N]

The reports are made by the program from its own words: windows of two to six words from a corpus (the shared data where it is there, else
the examples), put together at random into sentences, so that unrelated reports share short runs as real ones do. Of each hundred reports
thirty are copies of an earlier one: verbatim, edited (5 to 40 of 100 words replaced, dropped or added), sentences shuffled, or
boilerplate added. A true pair is (original, copy); pairs of two copies of one original are neither counted nor held against anyone. Each
finder runs in a process of its own, so that peak memory is its own; its time counts from plain texts to pairs. datasketch and rensa are
given runs of five words, 128 permutations and the threshold named; install them beside the program to have them in the run. One
JSON object a line; the last sums up.
"""

import argparse
import json
import math
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

FURNITURE = [
    "Sign up for our morning letter and read the day's news before breakfast .",
    "Follow us for live updates and share this page with your friends .",
    "All rights reserved . No part of this page may be used without our written leave .",
    "Read more : the ten stories that our readers liked best this week .",
    "This site uses cookies to give you the best experience . Accept all or choose your settings .",
]
Pair = tuple[int, int]


def corpus_words() -> list[str]:
    """Words of real news where the shared data lies, else of our own examples."""
    shared = Path(os.environ.get("VARIORUM_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
    files = [shared / "data" / name for name in ("ecbplus_clusters/documents.jsonl", "basil_quotes/documents.jsonl", "polnear/train.jsonl")]
    words = [word for path in files if path.exists() for line in path.open(encoding="utf-8") for word in json.loads(line)["text"].split()]
    if not words:
        examples = Path(__file__).resolve().parents[2] / "examples"
        words = [word for path in sorted(examples.rglob("*.txt")) for word in path.read_text("utf-8").split()]
    return words


def made(count: int, seed: int = 5) -> tuple[list[str], set[Pair], set[Pair]]:
    """`count` texts, the true pairs, and the pairs that are not counted."""
    rng = np.random.default_rng(seed)
    pool = corpus_words()
    texts: list[str] = []
    original = np.full(count, -1)
    for place in range(count):
        if place > 10 and rng.random() < 0.3:
            source = int(rng.integers(max(0, place - 5000), place))
            source = int(original[source]) if original[source] >= 0 else source
            original[place] = source
            texts.append(copied(texts[source], pool, rng))
        else:
            texts.append(fresh(pool, rng))
    families: dict[int, list[int]] = {}
    for place, source in enumerate(original.tolist()):
        if source >= 0:
            families.setdefault(source, []).append(place)
    truth = {(source, place) for source, places in families.items() for place in places}
    beside = {(a, b) for places in families.values() for i, a in enumerate(places) for b in places[i + 1 :]}
    return texts, truth, beside


def fresh(pool: Sequence[str], rng: np.random.Generator) -> str:
    sentences = []
    for _ in range(int(rng.integers(8, 30))):
        words: list[str] = []
        for width, at in zip(rng.integers(2, 7, 5).tolist(), rng.integers(0, len(pool) - 6, 5).tolist(), strict=True):
            words += pool[at : at + width]
        sentences.append(" ".join(words))
    return " .\n".join(sentences)


def copied(text: str, pool: Sequence[str], rng: np.random.Generator) -> str:
    way = int(rng.integers(0, 4))
    if way == 1:
        return edited(text, float(rng.uniform(0.05, 0.4)), pool, rng)
    if way == 2:
        sentences = text.split("\n")
        return "\n".join(sentences[i] for i in rng.permutation(len(sentences)).tolist())
    if way == 3:
        chosen = rng.choice(len(FURNITURE), 3, replace=False).tolist()
        return "\n".join([FURNITURE[chosen[0]], text, FURNITURE[chosen[1]], FURNITURE[chosen[2]]])
    return text


def edited(text: str, share: float, pool: Sequence[str], rng: np.random.Generator) -> str:
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


def by_variorum(texts: list[str], threads: int) -> Iterable[Pair]:
    from variorum.engines.pairs import pairs

    found = pairs(texts, threads=threads)
    return zip(found.left.tolist(), found.right.tolist(), strict=True)


def five_words(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(len(words) - 4, 1))]


def by_rensa(texts: list[str], threshold: float) -> Iterable[Pair]:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32 if threshold < 0.4 else 16)
    hashes: list[Any] = []
    for start in range(0, len(texts), 10_000):
        hashes += RMinHash.from_token_sets([five_words(text) for text in texts[start : start + 10_000]], 128, 42)
    index.insert_many(hashes)
    found = index.query_all(hashes)
    return [
        (here, there)
        for here, near in enumerate(found)
        for there in near
        if here < there and hashes[here].jaccard(hashes[there]) >= threshold
    ]


def by_datasketch(texts: list[str], threshold: float) -> Iterable[Pair]:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    result: list[Pair] = []
    for place, text in enumerate(texts):
        one = MinHash(num_perm=128)
        one.update_batch([run.encode() for run in five_words(text)])
        result += [(there, place) for there in index.query(one)]
        index.insert(place, one)
    return result


FINDERS: dict[str, Callable[[list[str], int], Iterable[Pair]]] = {
    "variorum": by_variorum,
    "rensa at .5": lambda texts, threads: by_rensa(texts, 0.5),
    "rensa at .2": lambda texts, threads: by_rensa(texts, 0.2),
    "datasketch at .5": lambda texts, threads: by_datasketch(texts, 0.5),
}


def measure(name: str, size: int, threads: int, result: Any) -> None:
    """One finder in a process of its own."""
    texts, truth, beside = made(size, seed=size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    try:
        found = set(FINDERS[name](texts, threads))
    except ImportError as missing:
        result.put({"finder": name, "documents": size, "missing": str(missing)})
        return
    seconds, processor = time.perf_counter() - start, time.process_time() - worked
    counted = found - beside
    right = len(counted & truth)
    precision, recall = right / max(len(counted), 1), right / max(len(truth), 1)
    result.put(
        {
            "finder": name,
            "documents": size,
            "seconds": round(seconds, 2),
            "processor_seconds": round(processor, 2),
            "documents_per_second": round(size / seconds),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "texts_mb": round(before / 1024),
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        }
    )


def exponent(rows: Sequence[dict[str, Any]], key: str) -> float:
    """The power of n with which a figure grows from the smallest to the largest size."""
    return round(math.log(rows[-1][key] / rows[0][key]) / math.log(rows[-1]["documents"] / rows[0]["documents"]), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description="Finding copies among many reports, measured.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 200_000])
    parser.add_argument("--datasketch-up-to", type=int, default=10_000, help="datasketch needs minutes for 50,000")
    parser.add_argument("--rensa-low-up-to", type=int, default=10_000, help="rensa at its lower threshold, to show what its recall costs")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    limits = {"datasketch at .5": given.datasketch_up_to, "rensa at .2": given.rensa_low_up_to}
    context = multiprocessing.get_context("spawn")
    rows: list[dict[str, Any]] = []
    for size in given.sizes:
        for name in FINDERS:
            if size <= limits.get(name, size):
                queue = context.SimpleQueue()
                process = context.Process(target=measure, args=(name, size, given.threads, queue))
                process.start()
                process.join()
                rows.append({"finder": name, "documents": size, "failed": process.exitcode} if queue.empty() else queue.get())
                print(json.dumps(rows[-1]), flush=True)
    ours = [row for row in rows if row["finder"] == "variorum" and "seconds" in row]
    # By processor time too: on a machine that does other work beside, the clock says little.
    growth = {key: exponent(ours, key) for key in ("seconds", "processor_seconds")} if len(ours) > 1 else None
    print(json.dumps({"growth_exponent": growth, "largest": [row for row in rows if row["documents"] == max(given.sizes)]}))


if __name__ == "__main__":
    main()

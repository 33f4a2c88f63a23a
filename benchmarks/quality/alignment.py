"""Which sentence of the reports bears out a span of a summary? Precision, recall and F1 of the alignments, beside two baselines.

    python benchmarks/quality/alignment.py --data DIR [--sweep]

DIR holds alignments.jsonl in the format of SuperPAL. Candidates for a span are all document sentences of its topic. Every method takes the
best one and all others above its threshold; the three thresholds were set on the development part (`--sweep` shows them again), so
that the baselines are as well set up as ours. Baselines: cosine of character 3-5-gram TF-IDF, cosine of the sentence vectors.
`first` is the share of spans whose best sentence is a right one. The last line is JSON.
"""

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from answers import bearing, keys_of, likeness

from variorum.language.english.diff import words
from variorum.language.models.encoder import Encoder

THRESHOLDS = {"ours": 0.70, "char_tfidf": 0.161, "encoder": 0.622}


def grams(text: str) -> Counter[str]:
    plain = " " + re.sub(r"\s+", " ", text.lower()) + " "
    return Counter(plain[at : at + size] for size in (3, 4, 5) for at in range(len(plain) - size + 1))


def char_tfidf(spans: list[str], sentences: list[str]) -> np.ndarray:
    """[spans, sentences] cosines of sublinear character TF-IDF, idf from the topic's sentences."""
    counted = [grams(sentence) for sentence in sentences]
    seen = Counter(gram for one in counted for gram in one)

    def weighed(one: Counter[str]) -> dict[str, float]:
        return {gram: (1 + math.log(count)) * (1 + math.log((1 + len(sentences)) / (1 + seen.get(gram, 0)))) for gram, count in one.items()}

    def unit(one: dict[str, float]) -> dict[str, float]:
        length = math.sqrt(sum(value * value for value in one.values())) or 1.0
        return {gram: value / length for gram, value in one.items()}

    right = [unit(weighed(one)) for one in counted]
    left = [unit(weighed(grams(span))) for span in spans]
    return np.array([[sum(value * b.get(gram, 0.0) for gram, value in a.items()) for b in right] for a in left])


def scores(spans: list[str], sentences: list[str], encoder: Encoder) -> dict[str, np.ndarray]:
    """[spans, sentences] of each method."""
    cosines = encoder.encode(spans) @ encoder.encode(sentences).T
    keys = [keys_of(words(sentence)) for sentence in sentences]
    seen = Counter(key for one in keys for key in one)
    rarity = {key: math.log(1 + len(sentences) / count) for key, count in seen.items()}
    ours = np.zeros_like(cosines)
    for row, span in enumerate(spans):
        mine = keys_of(words(span))
        for column, theirs in enumerate(keys):
            ours[row, column] = bearing(*likeness(mine, theirs, rarity), float(cosines[row, column]))
    return {"ours": ours, "char_tfidf": char_tfidf(spans, sentences), "encoder": cosines}


def figures(found: list[tuple[np.ndarray, list[set[int]]]], threshold: float) -> dict[str, float]:
    """Precision, recall and F1 over all alignments, and the share of spans whose first choice is right."""
    right = said = wanted = first = spans = 0
    for table, gold in found:
        for row, targets in enumerate(gold):
            chosen = {int(column) for column in np.flatnonzero(table[row] >= threshold)} | {int(table[row].argmax())}
            right, said, wanted = right + len(chosen & targets), said + len(chosen), wanted + len(targets)
            first, spans = first + (int(table[row].argmax()) in targets), spans + 1
    precision, recall = right / max(1, said), right / max(1, wanted)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "first": round(first / max(1, spans), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sweep", action="store_true", help="show the best threshold of each method on this data")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.data / "alignments.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
    by_topic = defaultdict(list)
    for row in rows:
        by_topic[row["topic"]].append(row)
    encoder = Encoder()
    tables: dict[str, list[tuple[np.ndarray, list[set[int]]]]] = defaultdict(list)
    for members in by_topic.values():
        sentences = sorted({row["document_sentence"] for row in members})
        gold: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in members:
            gold[row["summary_span"], row["summary_sentence"]].add(sentences.index(row["document_sentence"]))
        spans = [span.replace("...", " ") for span, _ in gold]
        for method, table in scores(spans, sentences, encoder).items():
            tables[method].append((table, list(gold.values())))
    if options.sweep:
        for method, found in tables.items():
            every = np.quantile(np.concatenate([table.ravel() for table, _ in found]), np.linspace(0.5, 0.999, 60))
            best = max(every, key=lambda threshold, found=found: figures(found, threshold)["f1"])
            print(method, "best threshold", round(float(best), 3), figures(found, best))
    results = {method: figures(found, THRESHOLDS[method]) for method, found in tables.items()}
    for method, result in results.items():
        print(method, result)
    ours = results.pop("ours")
    print(
        json.dumps(
            {
                **ours,
                "baselines": {method: result["f1"] for method, result in results.items()},
                "baselines_first": {m: r["first"] for m, r in results.items()},
            }
        )
    )


if __name__ == "__main__":
    main()

"""The recipe for the link of descent/linking.py: from labelled pairs and labelled stories to `one_text.json`, and its figures.

    VARIORUM_SHARED=../shared python training/origins/train.py --to src/variorum/language/weights/one_text.json

Learns from the pairs of benchmarks/labels/descent/pairs.jsonl that are for tuning, from the stories of origins.jsonl beside it that are to
work on, and from the stories to tune on of the shared story_differences, whose labels say of some origins that their reports share text.
No text of the kept stories is among them. Runs in the environment of the package, in a few minutes (reading the
texts), and is deterministic. Figures are out of fold: of stories that the weights had not seen.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parents[1]), str(ROOT / "benchmarks" / "quality")]
from descent import KINDS, corpus, read, report_of, rows_of, shared
from logistic import applied, area, calibration_error, chances, fitted
from variorum.descent.comparing import proof
from variorum.descent.linking import features
from variorum.descent.texts import Text, texts_of
from variorum.model.paragraph import Analysis
from variorum.pipeline import bare_dossier, paragraphs
from variorum.text.align import align

LABELS = ROOT / "benchmarks" / "labels" / "descent"
FOLDS = 5
FOLDERS = ("story_differences", "basil_quotes", "ecbplus_clusters")
# What a label says of an origin whose reports have one text.
TEXT = re.compile(
    r"same text|same sentences|shared? (?:whole |the AP )?sentences|shared opening|whole sentences|word for word|first half of|head of"
    r"|states of one|one AP text|credit in both",
    re.IGNORECASE,
)
MOST = 9  # reports of an origin; of more, it is not each two that share a text
KEPT = 0.1  # share of runs of words that two of them have in common at least, where they do
BARS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
Key = tuple[str, str]  # corpus and id


class Pair(NamedTuple):
    """Two texts, whether they are one, and what they belong to: a story, an event, or a pile of pages."""

    one: Key
    other: Key
    same: bool
    group: str
    by_word: bool = False  # may they be of one origin by their word alone, a credit or an outlet?
    by_chain: bool = False  # or because a third text shares something with each?


def labelled_pairs() -> Iterator[Pair]:
    """Pairs labelled one by one; two texts of one agency on one event, of which neither is a copy, are left out, and so are texts of the
    stories that are kept for figures.
    """
    kept = {report for row in rows_of(LABELS / "origins.jsonl") if row["half"] != "work" for report in row["reports"]}
    for row in rows_of(LABELS / "pairs.jsonl"):
        if row["half"] == "tune" and row["label"] != "sibling" and not kept & {str(row["a"]), str(row["b"])}:
            name = row["corpus"]
            yield Pair((name, str(row["a"])), (name, str(row["b"])), row["label"] in KINDS[:4], f"{name} {row['a']}")


def of_stories() -> Iterator[Pair]:
    """Pairs of reports of labelled stories, but those that the reader called open. What is one origin by a credit or an outlet, and need
    not be one text, is left out later.
    """
    for row in rows_of(LABELS / "origins.jsonl"):
        if row["half"] == "work":
            home = {report: place for place, origin in enumerate(row["origins"]) for report in origin["reports"]}
            open_ones = {place for place, origin in enumerate(row["origins"]) if origin["certainty"] == "open"}
            for one, other in combinations(sorted(home), 2):
                if home[one] == home[other] and home[one] in open_ones:
                    continue
                yield Pair((row["corpus"], one), (row["corpus"], other), home[one] == home[other], row["story"], True)


def of_differences() -> Iterator[Pair]:
    """Pairs of the shared labelled stories: reports of one origin are one text where its label says that they share one, and are left out
    where it does not (their origin may be an informant); reports of no common origin are two texts.
    """
    folder = shared() / "data" / "story_differences"
    figure = set((folder / "figure.txt").read_text("utf-8").split())
    taken = {report for row in rows_of(LABELS / "origins.jsonl") for report in row["reports"]}
    taken |= {str(row[side]) for row in rows_of(LABELS / "pairs.jsonl") if row["half"] == "figure" for side in "ab"}
    for path in sorted((folder / "labels").glob("*.json")):
        label = json.loads(path.read_text("utf-8"))
        if path.stem in figure or taken & set(label["documents"]):
            continue
        name = next(name for name in FOLDERS if label["documents"][0] in corpus(name))
        one_text, together = set(), set()
        for origin in label["origins"]:
            pairs = set(combinations(sorted(origin["documents"]), 2))
            together |= pairs
            if TEXT.search(f"{origin['name']} {origin.get('why', '')}") and len(origin["documents"]) <= MOST:
                one_text |= pairs
        for one, other in combinations(sorted(label["documents"]), 2):
            if (one, other) in one_text or (one, other) not in together:
                yield Pair((name, one), (name, other), (one, other) in one_text, path.stem, True, True)


def prepared(pairs: list[Pair]) -> dict[Key, Text]:
    """Every text that a pair names, as descent has it."""
    keys = sorted({key for pair in pairs for key in (pair.one, pair.other)})
    reports = {key: report_of({**corpus(key[0])[key[1]], "id": key[1]}) for key in keys}
    known: dict[str, tuple[Analysis, Any]] = {}
    read(reports.values(), known)
    texts = {}
    for key, report in reports.items():
        places = {place for _, _, place in paragraphs(report)}
        (texts[key],) = texts_of(bare_dossier([report], {one: known[one][0] for one in places}, {one: known[one][1] for one in places}))
    return texts


def examples(pairs: list[Pair]) -> Iterator[tuple[str, bool, dict[str, float]]]:
    """Group, label and features of each pair that has a parallel sentence: of others the program never asks."""
    texts = prepared(pairs)
    for pair in pairs:
        one, other = texts[pair.one], texts[pair.other]
        found = align(one.prepared, other.prepared)
        outlet = one.report.outlet is not None and one.report.outlet == other.report.outlet
        by_word = outlet or set(one.agencies) & set(other.agencies)
        if not found.proving or (pair.same and by_word and pair.by_word):
            continue
        row = features(one, other, found, proof(found.proving))
        if not (pair.same and pair.by_chain and row["kept"] < KEPT):
            yield pair.group, pair.same, row


def main() -> None:
    parser = argparse.ArgumentParser(description="Fits the link of two texts.")
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    rows = list(examples([*labelled_pairs(), *of_stories(), *of_differences()]))
    names = list(rows[0][2])
    counted = np.array([[row[name] for name in names] for _, _, row in rows])
    same = np.array([label for _, label, _ in rows], float)
    groups = sorted({group for group, _, _ in rows})
    fold = np.array([groups.index(group) % FOLDS for group, _, _ in rows])
    totals = np.zeros(len(rows))
    for number in range(FOLDS):
        totals[fold == number] = applied(fitted(counted[fold != number], same[fold != number]), counted[fold == number])
    chance = chances(totals)
    bars = {}
    for bar in BARS:
        called = chance >= bar
        bars[str(bar)] = [round(float(same[called].mean()), 4), round(float(same[called].sum() / same.sum()), 4)]
    figures = {
        "pairs": len(rows),
        "one_text": int(same.sum()),
        "area": round(area(same, totals), 4),
        "calibration_error": round(calibration_error(same, chance), 4),
        "precision_and_recall_from": bars,
    }
    weights = dict(zip([*names, "constant"], (round(float(value), 4) for value in fitted(counted, same)), strict=True))
    given.to.write_text(json.dumps({"weights": weights, "figures": figures}, indent=1) + "\n", "utf-8")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

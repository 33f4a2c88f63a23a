"""Verdicts on pairs of real passages against hand labels (benchmarks/labels/points/README.md says how they were made).

    python benchmarks/quality/points.py [--data DIR] [--half figure|tuning|all] [--show]

DIR holds pairs.jsonl in the labels' format, and documents.jsonl ({id, text}) where the passages are not from the development data
(found under VARIORUM_SHARED, by default ../shared beside the checkout). Each pair is judged by the program's real way as a story of
two reports of one passage each. The last line is JSON: verdict_macro_f1 over the verdicts that occur, false_conflict_rate (share of
the pairs that can both hold called conflict), conflict_recall (share of the true conflicts called so), pairs.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

HERE = Path(__file__).resolve()
LABELS = HERE.parents[1] / "labels" / "points"
SETS = {
    "helsinki": "data/copies/helsinki.jsonl",
    "spotify": "data/copies/spotify.jsonl",
    "ecb": "data/ecbplus_clusters/documents.jsonl",
    "basil": "data/basil_quotes/documents.jsonl",
}
ORDER = ("conflict", "revised", "scope", "compatible")


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def texts_for(pairs: list[dict], folder: Path) -> dict[tuple[str, str], str]:
    """(set, document) -> text, for all documents that the pairs name and that are there."""
    found: dict[tuple[str, str], str] = {}
    if (folder / "documents.jsonl").exists():
        given = {row["id"]: row["text"] for row in lines(folder / "documents.jsonl")}
        return {(pair.get("set", ""), pair[side]["document"]): given[pair[side]["document"]] for pair in pairs for side in "ab"}
    shared = Path(os.environ.get("VARIORUM_SHARED", HERE.parents[3] / "shared"))
    for name in {pair["set"] for pair in pairs}:
        if name == "seeds":
            found.update({(name, path.name[:3]): path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))})
        elif (shared / SETS[name]).exists():
            found.update({(name, row["id"]): row["text"] for row in lines(shared / SETS[name])})
    return found


def verdict_of(points: tuple, a: str, b: str) -> tuple[str, tuple[str, ...]]:
    """The gravest verdict that sets the two reports against each other; `same` where both stand in one reading; else `none`."""
    best, kinds = "none", ()
    for point in points:
        having_a = [reading for reading in point.readings if a in reading.reports]
        having_b = [reading for reading in point.readings if b in reading.reports]
        if not having_a or not having_b:
            continue
        if point.verdict in ORDER:
            if best not in ORDER or ORDER.index(point.verdict) < ORDER.index(best):
                best, kinds = point.verdict, point.kinds
        elif best == "none":
            best = "same"
    return best, kinds


def macro_f1(pairs: list[tuple[str, str]]) -> dict[str, float]:
    """F1 of each gold verdict from (gold, said) pairs."""
    scores = {}
    for verdict in sorted({gold for gold, _ in pairs}):
        right = sum(gold == said == verdict for gold, said in pairs)
        said_so, gold_so = sum(said == verdict for _, said in pairs), sum(gold == verdict for gold, _ in pairs)
        scores[verdict] = 2 * right / (said_so + gold_so) if said_so + gold_so else 0.0
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=LABELS)
    parser.add_argument("--half", default=None, help="figure, tuning or all; by default figure where the labels have halves")
    parser.add_argument("--show", action="store_true", help="print the wrong pairs")
    options = parser.parse_args()
    from side_by_side import judged

    pairs = [pair for pair in lines(options.data / "pairs.jsonl") if pair.get("kind", "sentence") == "sentence"]
    half = options.half or ("figure" if any(pair.get("half") for pair in pairs) else "all")
    pairs = [pair for pair in pairs if half == "all" or pair.get("half") == half]
    texts = texts_for(pairs, options.data)
    missing = [pair for pair in pairs if any((pair.get("set", ""), pair[side]["document"]) not in texts for side in "ab")]
    if missing:
        print(f"{len(missing)} pairs left out: their documents are not here", file=sys.stderr)
    pairs = [pair for pair in pairs if pair not in missing]

    def passage(end: dict, name: str) -> str:
        return texts[name, end["document"]][end["start"] : end["end"]]

    sides = [(passage(pair["a"], pair.get("set", "")), passage(pair["b"], pair.get("set", ""))) for pair in pairs]
    said = []
    for number, points in enumerate(judged(sides)):
        said.append(verdict_of(points, f"r{number:05d}a", f"r{number:05d}b"))
    both = [(pair["verdict"], one[0]) for pair, one in zip(pairs, said, strict=True)]
    if options.show:
        for pair, one, (a, b) in zip(pairs, said, sides, strict=True):
            if pair["verdict"] != one[0]:
                print("WRONG", pair.get("id", ""), "gold", pair["verdict"], pair["kinds"], "said", one, "\n   A:", a, "\n   B:", b)
        print(Counter(both))
    scores = macro_f1(both)
    true = [one for gold, one in both if gold == "conflict"]
    holding = [one for gold, one in both if gold != "conflict"]
    print({verdict: round(score, 3) for verdict, score in scores.items()})
    print(
        json.dumps(
            {
                "verdict_macro_f1": round(sum(scores.values()) / max(1, len(scores)), 4),
                "false_conflict_rate": round(sum(one == "conflict" for one in holding) / max(1, len(holding)), 4),
                "conflict_recall": round(sum(one == "conflict" for one in true) / max(1, len(true)), 4),
                "pairs": len(both),
                "half": half,
            }
        )
    )


if __name__ == "__main__":
    main()

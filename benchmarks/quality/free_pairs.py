"""Verdicts on freely worded pairs of our own: one thing told by two papers in unlike sentences, as news seldom runs parallel.

    python benchmarks/quality/free_pairs.py [--half tuning|figure|all] [--show] [--data ignored]

The pairs are in benchmarks/labels/free/*.tsv (verdict, kinds, one sentence, the other; all stories invented), judged by the
guidelines in benchmarks/labels/points/README.md and by the program's real way. A pair's half is drawn from a checksum of its words;
rules are looked at on `tuning` only. The last line is JSON: verdict_macro_f1, false_conflict_rate, conflict_recall,
kind_right (share of the rightly judged differences that also have the kind), pairs.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

sys.path.insert(0, str(Path(__file__).resolve().parent))

LABELS = Path(__file__).resolve().parents[1] / "labels" / "free"
MARKS = str.maketrans("", "", "«»")  # round the values that are compared


def every(half: str) -> list[tuple[str, str, str, str]]:
    """(verdict, kind, one sentence, the other) of a half, or of all."""
    files = [path.read_text(encoding="utf-8").translate(MARKS) for path in sorted(LABELS.glob("*.tsv"))]
    rows = [tuple(line.split("\t")) for text in files for line in text.splitlines() if line.strip()]
    return [row for row in rows if half in ("all", "figure" if crc32("|".join(row[2:]).encode()) % 2 else "tuning")]  # type: ignore[misc]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="not used: the pairs are our own")
    parser.add_argument("--half", default="figure")
    parser.add_argument("--show", action="store_true", help="print the wrong pairs")
    options = parser.parse_args()
    from points import macro_f1, verdict_of
    from side_by_side import judged

    pairs = every(options.half)
    points = judged([(a, b) for _, _, a, b in pairs])
    said = [verdict_of(found, f"r{number:05d}a", f"r{number:05d}b") for number, found in enumerate(points)]
    both = [(pair[0], one[0]) for pair, one in zip(pairs, said, strict=True)]
    if options.show:
        for (gold, kind, a, b), one in zip(pairs, said, strict=True):
            if gold != one[0]:
                print("WRONG gold", gold, kind, "said", *one, "\n   A:", a, "\n   B:", b)
        print(Counter(both))
    scores = macro_f1(both)
    print({verdict: round(score, 3) for verdict, score in scores.items()})
    true = [one for gold, one in both if gold == "conflict"]
    holding = [one for gold, one in both if gold != "conflict"]
    kinds = [pair[1] in one[1] for pair, one in zip(pairs, said, strict=True) if pair[0] == one[0] and pair[1]]
    print(
        json.dumps(
            {
                "verdict_macro_f1": round(sum(scores.values()) / max(1, len(scores)), 4),
                "false_conflict_rate": round(sum(one == "conflict" for one in holding) / max(1, len(holding)), 4),
                "conflict_recall": round(sum(one == "conflict" for one in true) / max(1, len(true)), 4),
                "kind_right": round(sum(kinds) / max(1, len(kinds)), 4),
                "pairs": len(pairs),
                "half": options.half,
            }
        )
    )


if __name__ == "__main__":
    main()

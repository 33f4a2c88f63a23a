"""Stories: reports grouped by event, scored against a gold grouping.

    python benchmarks/quality/stories.py --data DIR

DIR/documents.jsonl has {id, event, text, and what else is known: title, date, outlet, url}. Prints one JSON object as its last line:
B-cubed precision, recall and F1 (mean over documents; Bagga and Baldwin 1998), adjusted Rand index, number of documents and clusters. The
gold event is read for the score only.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from variorum import pipeline
from variorum.across import stories
from variorum.language import pack
from variorum.model.report import Report


def report_of(row: dict[str, Any]) -> Report:
    """A row as the program would read it: what is known besides the text goes where a file's own fields go."""
    published = row.get("published") or row.get("date")
    return Report(
        id=str(row["id"]),
        origin=str(row["id"]),
        outlet=row.get("outlet"),
        url=row.get("url"),
        title=row.get("title"),
        byline=None,
        dateline=None,
        credits=(),
        published=published,
        published_basis="metadata" if published else None,
        language=pack.language(row["text"], row.get("language")),
        text=row["text"],
    )


def b_cubed(gold: Sequence[str], found: Sequence[int]) -> tuple[float, float, float]:
    golds, founds, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(both[pair] / founds[pair[1]] for pair in zip(gold, found, strict=True)) / len(gold)
    recall = sum(both[pair] / golds[pair[0]] for pair in zip(gold, found, strict=True)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def adjusted_rand(gold: Sequence[str], found: Sequence[int]) -> float:
    """Hubert and Arabie 1985."""

    def pairs(counts: Iterable[int]) -> float:
        return sum(count * (count - 1) / 2 for count in counts)

    both, golds, founds = (
        pairs(Counter(zip(gold, found, strict=True)).values()),
        pairs(Counter(gold).values()),
        pairs(Counter(found).values()),
    )
    expected = golds * founds / max(len(gold) * (len(gold) - 1) / 2, 1)
    return 1.0 if golds == founds == both else (both - expected) / ((golds + founds) / 2 - expected)


def score(rows: Sequence[dict[str, Any]]) -> dict[str, float | int]:
    reports = [pipeline.prepare(report_of(row)) for row in rows]
    story = {report: index for index, group in enumerate(stories.partition(reports)) for report in group}
    gold, found = [str(row["event"]) for row in rows], [story[str(row["id"])] for row in rows]
    precision, recall, f1 = b_cubed(gold, found)
    return {
        "bcubed_precision": round(precision, 4),
        "bcubed_recall": round(recall, 4),
        "bcubed_f1": round(f1, 4),
        "ari": round(adjusted_rand(gold, found), 4),
        "documents": len(rows),
        "clusters": len(set(found)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    rows = [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines() if line.strip()]
    print(json.dumps(score(rows)))


if __name__ == "__main__":
    main()

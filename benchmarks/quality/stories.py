"""Stories: reports grouped by event, scored against a gold grouping.

    python benchmarks/quality/stories.py --data DIR [--data DIR ...] [--days as_given|none|astray] [--halves] [--curve]

DIR/documents.jsonl has {id, event, text, and what else is known: title, date, outlet, url}; several folders make one pile. Prints one JSON
object as its last line: B-cubed precision, recall and F1 (mean over documents; Bagga and Baldwin 1998), adjusted Rand index, number of
documents and clusters. The gold event is read for the score only. Where scikit-learn is installed, `baselines` has the F1 of TF-IDF
(sublinear, English stop words, titles with the text) and average linkage, cut at the fixed cosine distance .85, and at the distance that
is best for this very pile.

`--days` makes a pile messier: no report has a day, or a third have that of another report. `--halves` leaves out the second half of every
other report. `--curve` adds the F1 at other bars than ours (`curve`, in thousandths of log odds; the bar that is used is among them), and
the rival's by distance (`tf_idf_curve`).
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from variorum import pipeline
from variorum.across import parting, stories
from variorum.across.features import Features, features_of
from variorum.language import pack
from variorum.model.report import Report

FIXED = 0.85  # cosine distance at which the rival is cut once and for all
BARS = {"LEAST": (-4000, -3000, -2500, -2000, -1000, 0), "TWO": (-2500, -1800, -1200, -600, 0, 1000)}


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


def made_messier(rows: Sequence[dict[str, Any]], days: str, halves: bool, seed: int = 1) -> list[dict[str, Any]]:
    """The rows without days, or with a third of them astray; and with every other text cut in its middle."""
    chance = random.Random(seed)
    known = [row.get("published") or row.get("date") for row in rows]
    made = []
    for number, row in enumerate(rows):
        changed = dict(row)
        if days == "none" or (days == "astray" and chance.random() < 1 / 3):
            changed |= {"date": None, "published": chance.choice(known) if days == "astray" else None}
        if halves and number % 2:
            changed["text"] = row["text"][: len(row["text"]) // 2]
        made.append(changed)
    return made


def tf_idf(rows: Sequence[dict[str, Any]]) -> dict[float, float]:
    """F1 of the plain rival by the distance at which it is cut; empty without scikit-learn."""
    try:
        from sklearn.cluster import AgglomerativeClustering
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return {}
    texts = [f"{row.get('title') or ''}\n{row['text']}" for row in rows]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts).toarray()
    distance = np.clip(1 - vectors @ vectors.T, 0, None)
    gold = [str(row["event"]) for row in rows]

    def at(threshold: float) -> float:
        made = AgglomerativeClustering(None, metric="precomputed", linkage="average", distance_threshold=threshold).fit(distance)
        return b_cubed(gold, made.labels_.tolist())[2]

    return {round(threshold, 2): round(at(threshold), 4) for threshold in np.arange(0.6, 0.96, 0.01).tolist()}


def grouped(features: Sequence[Features], rows: Sequence[dict[str, Any]]) -> tuple[list[str], list[int]]:
    story = {report: index for index, group in enumerate(stories.group(features)) for report in group}
    return [str(row["event"]) for row in rows], [story[str(row["id"])] for row in rows]


def curve(features: Sequence[Features], rows: Sequence[dict[str, Any]]) -> dict[str, dict[int, float]]:
    """Our F1 where the bar for groups, or that of the second look, is another."""
    found: dict[str, dict[int, float]] = {}
    for name, bars in BARS.items():
        for bar in sorted({*bars, getattr(parting, name)}):
            with patch.object(parting, name, bar):
                found.setdefault(name, {})[bar] = round(b_cubed(*grouped(features, rows))[2], 4)
    return found


def score(rows: Sequence[dict[str, Any]], with_curve: bool = False) -> dict[str, Any]:
    features = features_of([pipeline.prepare(report_of(row)) for row in rows])
    gold, found = grouped(features, rows)
    precision, recall, f1 = b_cubed(gold, found)
    rival = tf_idf(rows)
    best = max(rival, key=lambda distance: rival[distance], default=FIXED)
    return {
        "bcubed_precision": round(precision, 4),
        "bcubed_recall": round(recall, 4),
        "bcubed_f1": round(f1, 4),
        "ari": round(adjusted_rand(gold, found), 4),
        "documents": len(rows),
        "clusters": len(set(found)),
        "baselines": {"tf_idf_at_.85": rival[FIXED], "tf_idf_best": rival[best], "tf_idf_best_distance": best} if rival else {},
        **({"curve": curve(features, rows), "tf_idf_curve": rival} if with_curve else {}),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, action="append")
    parser.add_argument("--days", choices=("as_given", "none", "astray"), default="as_given")
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--curve", action="store_true")
    given = parser.parse_args()
    lines = [line for folder in given.data for line in (folder / "documents.jsonl").read_text("utf-8").splitlines() if line.strip()]
    print(json.dumps(score(made_messier([json.loads(line) for line in lines], given.days, given.halves), given.curve)))


if __name__ == "__main__":
    main()

"""Descent held against what senders' files state themselves: which item was made from which (`evolvedfrom`, versions of one item).

    python benchmarks/quality/stated.py [--data FILE] [--verbose]

FILE has a JSON object a line: the story's name and an item of ninjs; ours is benchmarks/labels/stated/items.jsonl. A newsroom can lay its
own items there. Every story is traced twice: with what is stated, where every statement has to come out as a known edge, and without it,
where the stated edges are a yardstick for what is found by the words and times alone. Prints one JSON object as its last line:

stated: edges that the files state; told: of these the share that come out with basis `stated` and a known direction; one_origin: share of
stated pairs that are of one origin without them (the items of one sender always are); edge: share of which one is found to have taken from
the other; giver: share of which the very item is the giver; direction: of the edges found, the share that run as stated; apart: share of
reports that are of no stated chain and are kept apart from all chains.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from descent import read, rows_of, traced
from variorum import pipeline
from variorum.contracts import Given
from variorum.descent.evolving import made_from
from variorum.descent.texts import texts_of
from variorum.model.paragraph import Analysis
from variorum.model.report import Report
from variorum.model.story import Dossier
from variorum.sources import files

OURS = Path(__file__).parents[1] / "labels" / "stated" / "items.jsonl"


def reports_of(items: Sequence[dict[str, Any]]) -> list[Report]:
    """The items as the program reads them from their files."""
    found: list[Report] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, item in enumerate(items):
            path = Path(folder, f"{number}.json")
            path.write_text(json.dumps(item), "utf-8")
            found += [pipeline.prepare(made) for made in files.read(path, path.name, Given()) if isinstance(made, Report)]
    return found


def score(story: str, reports: Sequence[Report], known: dict[str, tuple[Analysis, Any]], verbose: bool) -> Counter[str]:
    read(reports, known)
    told, blind = traced(reports, known), traced([replace(report, item=None) for report in reports], known)
    texts = texts_of(told)
    stated = {texts[taker].id: texts[giver].id for taker, giver in made_from(texts).items()}
    counts: Counter[str] = Counter(stated=len(stated))
    for taker, giver in stated.items():
        edge = _edge(told, taker, giver)
        counts["told"] += edge is not None and edge == ("stated", "known", True)
        found = _edge(blind, taker, giver)
        counts["one_origin"] += blind.origin_of[taker] == blind.origin_of[giver]
        counts["edge"] += found is not None
        counts["giver"] += found is not None and found[2]
        counts["direction"] += found is not None and found[1] != "unknown" and found[2]
        counts["directed"] += found is not None and found[1] != "unknown"
        if verbose and found is None:
            print(f"  {story}: {told.by_id[taker].title!r} from {told.by_id[giver].title!r} is not found by its words")
    alone = {report.id for report in reports} - stated.keys() - set(stated.values())
    chained = {blind.origin_of[report] for report in (*stated, *stated.values())}
    counts["alone"] = len(alone)
    counts["apart"] = sum(blind.origin_of[report] not in chained for report in alone)
    return counts


def _edge(dossier: Dossier, taker: str, giver: str) -> tuple[str, str, bool] | None:
    """The basis and direction of what is told between two reports, and whether it runs as stated."""
    for one in dossier.borrowings:
        if {one.taker, one.giver} == {taker, giver}:
            return one.basis, one.direction, one.taker == taker
    return None


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=OURS)
    options.add_argument("--verbose", action="store_true", help="names the stated edges that are not found without their statement")
    given = options.parse_args()
    stories: dict[str, list[dict[str, Any]]] = {}
    for row in rows_of(given.data):
        stories.setdefault(row["story"], []).append(row["item"])
    known: dict[str, tuple[Analysis, Any]] = {}
    total: Counter[str] = Counter()
    for story, items in stories.items():
        total += score(story, reports_of(items), known, given.verbose)
    shares = {name: round(total[name] / max(1, total["stated"]), 3) for name in ("told", "one_origin", "edge", "giver")}
    directed = round(total["direction"] / max(1, total["directed"]), 3)
    apart = round(total["apart"] / max(1, total["alone"]), 3)
    print(json.dumps({"stated": total["stated"], **shares, "direction": directed, "apart": apart}))


if __name__ == "__main__":
    main()

"""The recipe for the chances of story/chances: from judged lines to `chances.json`, and its figures.

    python training/chances/fit.py --library LIBRARY --to src/variorum/language/weights/chances.json

LIBRARY is one into which the program has read the stories to tune on. Runs in the environment of the package, in half a minute. Figures
are out of fold: of lines in stories that the model had not seen. Deterministic for a given library.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(HERE.parents[1] / "judge"), str(HERE.parents[1]), str(ROOT / "src")]
from logistic import applied, area, calibration_error, chances, fitted
from stories import SHARED, _texts, folds
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.store.library import Library
from variorum.story import events as found_events
from variorum.story import quotations as found_quotations
from variorum.story.chances import events, quotations
from variorum.views.sure import SHOWN

LABELS = ROOT / "benchmarks/labels/judged/lines.jsonl"
STRENGTH = {"quotations": 10.0, "events": 10.0}  # of the ridge; figures move little between 5 and 30
BARS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
Row = dict[str, Any]


class Example(NamedTuple):
    """A judged line as the program tells it today: what the model weighs, the judgement, the fold of its story."""

    features: dict[str, float]
    judged: str
    fold: int
    line: Any


def examples(library: Library) -> dict[str, list[Example]]:
    """Judged lines by table; those that the program tells no more, or tells otherwise than they were judged, are left out."""
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    report_of = _reports(library)
    fold_of = {report_of[one]: fold for one, fold in _folds().items() if one in report_of}
    by_report: dict[str, list[Row]] = {}
    for label in labels:
        by_report.setdefault(report_of[label["document"]], []).append(label)
    made: dict[str, list[Example]] = {"quotations": [], "events": []}
    for story in library.rows("stories"):
        wanted = [(report, label) for report in story["reports"] for label in by_report.get(report, ())]
        if wanted:
            for table, one in _of_story(_found_anew(library.dossier(story["id"], analyses=True)), wanted, fold_of):
                made[table].append(one)
    return made


def _found_anew(dossier: Dossier) -> Dossier:
    """The story's lines as they are before their chances are weighed: their confidence says how they were found."""
    dossier = found_quotations.follow(found_quotations.attribute(dossier))
    return found_events.gather(dossier)


def _of_story(dossier: Dossier, wanted: Sequence[tuple[str, Row]], fold_of: Mapping[str, int]) -> Iterator[tuple[str, Example]]:
    reading = Reading(dossier)
    weighed = {"quotations": quotations.features, "events": events.features}
    find = {"quotations": _quotation, "events": _event}
    for report, label in wanted:
        table = label["table"]
        if table not in find:
            continue  # stands have a recipe of their own: fit_stands.py
        line, changed = find[table](dossier, report, label)
        judged = label.get("mended", label["judged"])
        if line is None or (changed and judged == "wrong" and label["fault"] in ("actor", "recipient")):
            continue
        yield table, Example(weighed[table](line, reading), judged, fold_of[report], line)  # type: ignore[operator]


def _quotation(dossier: Dossier, report: str, label: Row) -> tuple[Any, bool]:
    for row in dossier.quotations:
        place = (row.report, row.content[0].start, row.content[-1].end)
        if place == (report, label["start"], label["end"]) and (row.manner, row.speaker_name) == (label["manner"], label["speaker"]):
            return row, False
    return None, False


def _event(dossier: Dossier, report: str, label: Row) -> tuple[Any, bool]:
    found = [
        row for row in dossier.events
        if row.event == label["event"] and any((one.report, one.start) == (report, label["start"]) for one in row.passages)
    ]  # fmt: skip
    alike = [row for row in found if _names(row.actor) == label["actor"] and _names(row.recipient) == label["recipient"]]
    if not alike and len(found) > 1:
        return None, False
    best = (alike or found or [None])[0]
    return best, not alike


def _names(side: Sequence[Any]) -> list[str]:
    return [one.name or "" for one in side]


def _reports(library: Library) -> dict[str, str]:
    """Document -> the report that it was read as."""
    by_text = {" ".join(report.text.split()): report.id for report in library.reports()}
    return {one: by_text[key] for one, row in _texts(SHARED / "data").items() if (key := " ".join(row["text"].split())) in by_text}


def _folds() -> dict[str, int]:
    """Document -> the fold of its story."""
    found = {}
    for name, fold in folds().items():
        label = json.loads((SHARED / "data/story_differences/labels" / f"{name}.json").read_text("utf-8"))
        found.update(dict.fromkeys(label["documents"], fold))
    return found


def told(table: str, made: Sequence[Example]) -> Row:
    """The weights of a table, with its figures out of fold."""
    names = sorted(made[0].features)
    rows = np.array([[one.features[name] for name in names] for one in made])
    right = np.array([float(one.judged == "right") for one in made])
    fold = np.array([one.fold for one in made])
    chance = np.zeros(len(made))
    for held in sorted(set(fold.tolist())):
        weights = fitted(rows[fold != held], right[fold != held], STRENGTH[table])
        chance[fold == held] = chances(applied(weights, rows[fold == held]))
    print(f"{table}: {len(made)} lines, area {area(right, chance):.3f}, calibration error {calibration_error(right, chance):.3f}")
    for bar in BARS:
        _show(bar, [one.judged for one, value in zip(made, chance, strict=True) if value >= bar], right.sum())
    weights = fitted(rows, right, STRENGTH[table])
    return {
        "weights": {name: round(float(value), 6) for name, value in zip([*names, "constant"], weights, strict=True)},
        "shown": _counts([one.judged for one, value in zip(made, chance, strict=True) if value >= SHOWN]),
        "judged": _counts([one.judged for one in made]),
    }


def _show(bar: float, judged: Sequence[str], right: float) -> None:
    counts = Counter(judged)
    if judged:
        share = counts["right"] / len(judged)
        print(f"  from {bar:.2f}: {len(judged)} lines, {_counts(judged)}, right {share:.3f}, of all right {counts['right'] / right:.3f}")


def _counts(judged: Sequence[str]) -> dict[str, int]:
    counts = Counter(judged)
    return {name: counts[name] for name in ("right", "arguable", "wrong")}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--library", type=Path, required=True)
    arguments.add_argument("--to", type=Path)
    given = arguments.parse_args()
    found = {table: told(table, made) for table, made in examples(Library(given.library)).items()}
    if given.to:
        model = json.loads(given.to.read_text("utf-8"))  # what `said.py` has put there stays
        model["weights"] |= {table: one["weights"] for table, one in found.items()}
        model["figures"] |= {table: {"shown": one["shown"], "judged": one["judged"]} for table, one in found.items()}
        given.to.write_text(json.dumps(model, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

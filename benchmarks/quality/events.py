"""Event codes on PLV sentences (actor and recipient given) and on gold records end to end.

    python benchmarks/quality/events.py --data ../shared/data/plover

PLV_*.tsv: macro F1 for binary (cooperation or conflict), quad (4) and root (15 events). Sentences that the weights were trained on
are left out; where that leaves none (the training file), the figures are cross-validated by the training recipe. gsr.jsonl: each record's
text is read as a report of its own by the whole program; the record's event is right if it is the one coded most surely there. The
classifier is refitted without each fifth of the records while it is read. Sentences that hold no event are counted as coded where one is
told with a chance from LIKELY on. Milliseconds are processor time of all threads.
"""

import argparse
import importlib
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from variorum import pipeline
from variorum.language.english.events import plover_head
from variorum.language.english.names import actors, gazetteer
from variorum.model.report import Report
from variorum.model.rows import content_id
from variorum.model.statement import Event

_NAME = re.compile(r"[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*")
HERE = Path(__file__).resolve().parent
TRAINING = HERE.parents[1] / "training" / "events"
LIKELY = 0.25  # below it a line is three times likelier struck than let pass
# Codes of the 2000s in the gold records, and what they are today.
CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "ROM": "ROU", "SRB": "SRB"}


def recipe() -> tuple[Any, Any]:
    """The training recipe's modules."""
    sys.path.insert(0, str(TRAINING))
    return importlib.import_module("features"), importlib.import_module("train")


def on_plv(path: Path) -> dict[str, Any]:
    features, train = recipe()
    items = features.plv(path)
    with np.load(plover_head.WEIGHTS / plover_head.FILE, allow_pickle=False) as file:
        seen = set(str(file["seen"]).split("\n"))
    fresh = [item for item in items if train.hashed(item["text"]) not in seen]
    clock = time.process_time()
    rows, vectors = features.rows_of(fresh or items)
    found = np.array([list(plover_head.probabilities(row["groups"], vector).values()) for row, vector in zip(rows, vectors, strict=True)])
    spent = 1000 * (time.process_time() - clock) / len(rows)
    order = [list(plover_head.head().labels).index(label) for label in train.LABELS]
    how = f"{len(fresh)} of {len(items)} sentences unseen in training"
    if not fresh:
        gold = path.parent / "gsr.jsonl"
        more, more_vectors = features.rows_of(features.gsr(gold)) if gold.exists() else ([], vectors[:0])
        held = train.cross_validated([*rows, *more], np.concatenate([vectors, more_vectors]), 0, "plv")
        found, order = np.stack([held[at] for at in range(len(rows))]), list(range(len(train.LABELS)))
        how = "cross-validated: the committed weights were trained on these sentences"
    return {**train.figures(rows, found[:, order]), "ms_per_sentence": spent, "plv": how}


def on_gold(path: Path) -> dict[str, Any]:
    features, train = recipe()
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = features.gsr(path)
    rows, vectors = features.rows_of(items)
    others = sorted(path.parent.glob("PLV_train.tsv"))
    if others:
        more, more_vectors = features.rows_of(features.plv(others[0]))
        rows, vectors = [*rows, *more], np.concatenate([vectors, more_vectors])
    folds = train.folds([train.merged(item["root"]) for item in items], 0)
    coded: list[list[Event]] = [[] for _ in records]
    committed = plover_head.head
    for fold in range(train.FOLDS):
        held = {rows[at]["key"] for at in range(len(items)) if folds[at] == fold}
        kept = [at for at, row in enumerate(rows) if row["key"] not in held]
        fitted = plover_head.of_arrays(train.Model([rows[at] for at in kept], vectors[kept]).arrays())
        plover_head.head = lambda fitted=fitted: fitted  # type: ignore[assignment,misc]
        for at in range(len(items)):
            if folds[at] == fold:
                coded[at] = events_of(items[at]["text"])
    plover_head.head = committed
    return score(records, items, coded)


def events_of(text: str) -> list[Event]:
    """The events of a text as the program records them, the one that its words tell most plainly first."""
    report = Report(content_id("report", text), "gold", None, None, None, None, None, (), None, None, "en", text)
    return sorted(pipeline.dossier_of([report]).events, key=lambda event: (-float(str(event.text_info["found"])), event.id))


def score(records: list[dict], items: list[dict], coded: list[list[Event]]) -> dict[str, Any]:
    _, train = recipe()
    said = [events[0].event if events else "NONE" for events in coded]
    gold = [item["root"] for item in items]
    figures: dict[str, Any] = {
        "type_macro_f1": train.f1(gold, said),
        "type_merged_f1": train.f1([train.merged(g) for g in gold], [train.merged(s) for s in said]),
    }
    for side, name in (("source", "actor"), ("target", "recipient")):
        right = total = coded_right = coded_total = 0
        for record, events in zip(records, coded, strict=True):
            wanted = codes_of(record, side)
            if not wanted:
                continue
            has = {one.code for event in events[:1] for one in (event.actor if name == "actor" else event.recipient) if one.code}
            total += 1
            right += wanted <= has
            if events:
                coded_total += 1
                coded_right += wanted <= has
        figures[f"{name}_accuracy"] = right / max(1, total)
        figures[f"{name}_accuracy_where_coded"] = coded_right / max(1, coded_total)
    figures["records"] = len(records)
    figures["not_coded"] = sum(not events for events in coded)
    return figures


def codes_of(record: dict, side: str) -> set[str]:
    """The codes of a side that the sentence itself names: a country by its name, people or cities; bodies by their words."""
    named = record.get(side)
    text = record["text"]
    if not isinstance(named, list):
        return set()
    written = {naming.code for naming in actors.namings(text)}
    written |= {city.country for match in _NAME.finditer(text) if (city := gazetteer.city(match.group())) is not None}
    found = {
        CODES.get(one["code"], one["code"]) for one in named if isinstance(one, dict) and one.get("code") and one.get("actorText") in text
    }
    return {code for code in found if code in written or code in {"IGO", "NGO", "IMG"}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    figures: dict[str, Any] = {}
    plv = sorted(folder.glob("PLV_test*.tsv")) or sorted(folder.glob("PLV_*.tsv"))
    if plv:
        figures |= on_plv(plv[0])
    if (folder / "gsr.jsonl").exists():
        figures |= on_gold(folder / "gsr.jsonl")
    for name in ("sentences", "fresh", "second"):
        lines = (HERE.parent / "labels" / "nonevents" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        lines = [line for line in lines if line and not line.startswith("#")]
        coded = [any(event.confidence >= LIKELY for event in events_of(line)) for line in lines]
        figures |= {f"nonevents_coded_{name}": sum(coded) / len(coded), f"nonevents_{name}": len(coded)}
    print(json.dumps({name: round(value, 4) if isinstance(value, float) else value for name, value in figures.items()}))


if __name__ == "__main__":
    main()

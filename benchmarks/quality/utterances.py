"""The same words across reports: pairs of quoted sentences, as labelled in benchmarks/labels/utterances, found as one utterance or not.

    python benchmarks/quality/utterances.py --data ../shared/data/basil_quotes [--part test|tune|all] [--show]

Reads documents.jsonl, runs the program's whole way over the reports of each event as one story, and calls a labelled pair "same" when one
of the program's utterances has a passage on both spans. A span that the program has no quotation on is in no utterance. Precision, recall
and F1 count pairs labelled the same; `meaning_right` is the share of truly found pairs whose change of meaning is judged as labelled.
Labels can also lie beside the data as pairs.jsonl. The last line is one JSON object.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from variorum import pipeline
from variorum.model.point import Utterance
from variorum.model.report import Report
from variorum.model.story import Dossier

LABELS = Path(__file__).parent.parent / "labels" / "utterances" / "pairs.jsonl"


def report_of(document: dict[str, Any]) -> Report:
    return Report(
        id=document["id"], origin=document["id"], outlet=document.get("outlet"), url=document.get("url"), title=document.get("title"),
        byline=None, dateline=None, credits=(), published=document.get("date"), published_basis="given", language="en",
        text=document["text"],
    )  # fmt: skip


def at(dossier: Dossier, span: dict[str, Any]) -> dict[str, Utterance]:
    """Utterances with a passage on a labelled span: at least half of the shorter of the two."""
    found = {}
    for utterance in dossier.utterances:
        for variant in utterance.variants:
            for passage in variant.passages:
                if passage.report != span["id"]:
                    continue
                shared = min(passage.end, span["end"]) - max(passage.start, span["start"])
                if shared >= 0.5 * min(len(passage), span["end"] - span["start"]):
                    found[utterance.id] = utterance
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--part", choices=("test", "tune", "all"), default="test")
    parser.add_argument("--show", action="store_true", help="list the pairs judged wrongly")
    given = parser.parse_args()
    path = given.data / "documents.jsonl"
    if not path.exists():
        print(f"no documents.jsonl in {given.data}", file=sys.stderr)
        return 2
    labels = given.data / "pairs.jsonl" if (given.data / "pairs.jsonl").exists() else LABELS
    pairs = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    pairs = [pair for pair in pairs if given.part in ("all", pair.get("part", "test"))]
    documents: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        documents.setdefault(document["event"], []).append(document)
    right = found = labelled = unquoted = meaning_right = 0
    for event in sorted({pair["event"] for pair in pairs}):
        dossier = pipeline.dossier_of([report_of(document) for document in documents[event]])
        for pair in (pair for pair in pairs if pair["event"] == event):
            one, other = at(dossier, pair["a"]), at(dossier, pair["b"])
            shared = [one[key] for key in one.keys() & other.keys()]
            unquoted += not one or not other
            found += bool(shared)
            labelled += pair["same"]
            right += bool(shared) and pair["same"]
            meaning = any(utterance.differs == "meaning" for utterance in shared)
            meaning_right += bool(shared) and pair["same"] and meaning == (pair["meaning"] == "changed")
            if given.show and (bool(shared) != pair["same"] or (shared and meaning != (pair["meaning"] == "changed"))):
                kind = "meaning" if bool(shared) == pair["same"] else "missed" if pair["same"] else "false"
                texts = [
                    next(d["text"] for d in documents[event] if d["id"] == s["id"])[s["start"] : s["end"]] for s in (pair["a"], pair["b"])
                ]
                print(f"{kind:8}{'' if one and other else '(no quotation) '}{texts[0]!r} | {texts[1]!r} {[u.why for u in shared]}")
    precision, recall = right / max(1, found), right / max(1, labelled)
    result = {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
        "meaning_right": round(meaning_right / max(1, right), 4),
        "pairs": len(pairs),
        "same": labelled,
        "without_quotation": unquoted,
        "part": given.part,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

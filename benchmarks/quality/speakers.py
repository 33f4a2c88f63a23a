"""Who said it, down to the person: the share of sources in GUM's news whose person the program names.

    python benchmarks/quality/speakers.py --data ../shared/data/gum_news [--show]

Reads attributions.jsonl, runs the program's whole way over each article, and asks for each hand-annotated attribution to a person whom the
program gives: the speaker of its quotation whose source overlaps the annotated source, else the entity whose mention stands there. Right
when that entity's name is one of the chain's (an alias or the Wikipedia title, or a shorter or longer form of one); wrong when it is
another; open when the program names nobody. Attributions without a cue word are left out (photo credits and lists of references, see the
data's README), and so are those whose chain has no name. The last line is one JSON object.
"""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from calibration import calibration

from variorum import pipeline
from variorum.language import stories
from variorum.language.english.names import persons
from variorum.language.english.names.gazetteer import plain
from variorum.model.entity import Entity
from variorum.model.report import Passage, Report
from variorum.model.story import Dossier
from variorum.people.phrases import Phrases


def report_of(document: dict[str, Any]) -> Report:
    return Report(
        id=document["id"], origin=document["url"], outlet="Wikinews", url=document["url"], title=document["title"], byline=None,
        dateline=None, credits=(), published=document["date"], published_basis="given", language="en", text=document["text"],
    )  # fmt: skip


def predicted(dossier: Dossier, source: Passage, names: Phrases) -> tuple[Entity | None, bool, float]:
    """The entity the program gives for a source span, whether it found a quotation there, and with what confidence."""
    by_id = {entity.id: entity for entity in dossier.entities}
    overlapping = [
        row for row in dossier.quotations
        if row.source is not None and row.source.start < source.end and source.start < row.source.end
    ]  # fmt: skip
    if overlapping:
        best = max(overlapping, key=lambda row: (_overlap(row.source, source), row.confidence))
        return by_id.get(best.speaker or ""), True, best.confidence
    return names.at(source), False, 0.0


def _overlap(one: Passage | None, other: Passage) -> float:
    if one is None:
        return 0.0
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / max(len(one), len(other))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", plain(" ".join(persons.parts(name)) or name)))


def same(entity: Entity, speaker: dict[str, Any]) -> bool:
    """Is the entity the chain's person, by name?"""
    known = [*speaker["aliases"], speaker["name"] or "", re.sub(r"\(.*?\)", "", (speaker["wikipedia"] or "").replace("_", " "))]
    mine = _words(entity.name)
    for name in filter(None, known):
        theirs = _words(name)
        if mine and theirs and (mine <= theirs or (theirs <= mine and len(theirs & mine) and _surname(name) == _surname(entity.name))):
            return True
    return False


def _surname(name: str) -> str:
    words = persons.parts(name)
    return plain(words[-1]) if words else plain(name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="list what is not right")
    given = parser.parse_args()
    path = given.data / "attributions.jsonl"
    if not path.exists():
        print(f"no attributions.jsonl in {given.data}", file=sys.stderr)
        return 2
    counts = dict.fromkeys(("right", "wrong", "open", "pronouns", "pronoun_right", "pronoun_wrong", "quoted"), 0)
    scored: list[tuple[float, bool]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        dossier = pipeline.dossier_of([report_of(document)])
        names = Phrases(dossier.entities, stories.of("en"))
        for item in document["attributions"]:
            speaker = item["speaker"]
            if not speaker or speaker["type"] != "person" or not speaker["aliases"] or not item["cue"] or not item["source"]:
                continue
            start, end = item["source"][0][0], item["source"][-1][1]
            source = dossier.reports[0].passage(start, end)
            entity, quoted, confidence = predicted(dossier, source, names)
            verdict = "open" if entity is None else "right" if same(entity, speaker) else "wrong"
            counts[verdict] += 1
            counts["quoted"] += quoted
            if quoted and entity is not None:
                scored.append((confidence, verdict == "right"))
            if speaker["pronoun"]:
                counts["pronouns"] += 1
                counts["pronoun_right"] += verdict == "right"
                counts["pronoun_wrong"] += verdict == "wrong"
            if given.show and verdict != "right":
                context = document["text"][max(0, start - 60) : end + 60].replace("\n", " / ")
                told = entity.name if entity else None
                print(f"{verdict:5} {document['id']} [{source.text}] is {speaker['name']}, given {told}: …{context}…")
    total = counts["right"] + counts["wrong"] + counts["open"]
    ece, bands = calibration(scored)
    for band in bands:
        print("confidence {:.3f}, right {:.3f}, {} speakers".format(*band))
    sure = [right for confidence, right in scored if confidence >= 0.7]
    result = {
        "right": round(counts["right"] / max(1, total), 4),
        "wrong": round(counts["wrong"] / max(1, total), 4),
        "open": round(counts["open"] / max(1, total), 4),
        "pronoun_right": round(counts["pronoun_right"] / max(1, counts["pronouns"]), 4),
        "pronoun_wrong": round(counts["pronoun_wrong"] / max(1, counts["pronouns"]), 4),
        "sources": total,
        "pronouns": counts["pronouns"],
        "with_quotation": round(counts["quoted"] / max(1, total), 4),
        "ece": ece,
        "right_where_confidence_at_least_0.7": round(sum(sure) / len(sure), 4) if sure else None,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

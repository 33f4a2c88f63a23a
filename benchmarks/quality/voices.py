"""Who speaks, in short cases of our own: cues, marks, nested and joint words, descriptions, names, pronouns, sources without a name.

    python benchmarks/quality/voices.py [--data DIR] [--show]

Reads cases.jsonl from DIR (benchmarks/labels/voices where none is given), runs the program's way over each case's texts as one story, every
line a paragraph of the body, and judges each saying that the case names: *right* when its quotation is there with the speakers told, *open*
when the program names nobody though the text does, *wrong* when it names another or quotes words that nobody says, *missed* when there is
no quotation. `ece` is the expected calibration error of the confidence of all speakers given: over ten bands, the mean gap between the
confidence and the share right, weighted by the band's size. The last line is one JSON object.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from calibration import calibration

from variorum import pipeline
from variorum.model.report import Block, Report
from variorum.model.statement import Quotation
from variorum.model.story import Dossier

LABELS = Path(__file__).parent.parent / "labels" / "voices"
DATE = "2031-05-06"  # of cases that give none


def report_of(key: str, text: str, date: str) -> Report:
    """A report whose every line is a paragraph of the body."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line), "body"))
        start += len(line) + 1
    return Report(key, key, key, None, None, None, None, (), date, "given", "en", text, tuple(blocks))


def stories(cases: Sequence[dict[str, Any]]) -> list[Dossier]:
    """Each case as a story; all paragraphs are read in one go."""
    reports = [[report_of(f"r{n}", text, case.get("date", DATE)) for n, text in enumerate(case["texts"])] for case in cases]
    texts = {key: words for some in reports for one in some for _, words, key in pipeline.paragraphs(one)}
    found = dict(zip(texts, pipeline.analyse_texts(list(texts.values())), strict=True))
    analyses, vectors = ({key: pair[at] for key, pair in found.items()} for at in (0, 1))
    return [_told(pipeline.bare_dossier(some, analyses, vectors)) for some in reports]  # type: ignore[arg-type]


def _told(dossier: Dossier) -> Dossier:
    """The story after the stages up to utterances."""
    names = [stage.name for stage in pipeline.OF_STORY]
    for stage in pipeline.OF_STORY[: names.index("utterances") + 1]:
        dossier = stage(dossier)
    return dossier


def holding(dossier: Dossier, words: str, report: int | None = None) -> Quotation | None:
    """The shortest quotation that has the words."""
    rows = [
        row for row in dossier.quotations
        if (report is None or row.report == f"r{report}") and any(words in content.text for content in row.content)
    ]  # fmt: skip
    return min(rows, key=lambda row: sum(len(content) for content in row.content), default=None)


def speakers(dossier: Dossier, row: Quotation) -> tuple[str, ...]:
    """Names of whom the program gives as speaking."""
    names = {entity.id: entity.name for entity in dossier.entities}
    return tuple(names.get(key, row.speaker_name or "") for key in row.speakers)


def verdict(dossier: Dossier, told: dict[str, Any]) -> tuple[str, Quotation | None]:
    """right, open, wrong or missed, and the quotation judged."""
    row = holding(dossier, told["words"], told.get("report"))
    if row is None:
        return ("right" if told.get("or_open") else "missed"), None
    given, by = set(speakers(dossier, row)), set(told["by"])
    people = {entity.name for entity in dossier.entities if entity.kind == "person"}
    if (bad := told.get("without")) and any(bad in content.text for content in row.content):
        return "wrong", row
    if not by:
        if (other := told.get("unlike")) and row.speaker and (far := holding(dossier, other)) and far.speaker == row.speaker:
            return "wrong", row
        if (listed := told.get("candidates")) and set(row.candidates) != set(listed):
            return "open", row
        return ("wrong" if given & people else "right"), row
    if not given:
        return ("right" if told.get("or_open") else "open"), row
    if told.get("any") or told.get("or_open"):
        return ("right" if given <= by else "wrong"), row
    return ("right" if given == by else "open" if given < by else "wrong"), row


def verdicts(
    case: dict[str, Any], dossier: Dossier, scored: list[tuple[float, bool]] | None = None, *, show: bool = False
) -> Iterator[tuple[str, str]]:
    """(kind, verdict) of everything that a case asks; `scored` takes the confidence of each speaker given, and whether it is right."""
    kind = case["kind"]
    for told in case["said"]:
        found, row = verdict(dossier, told)
        if scored is not None and row is not None and row.speakers:
            scored.append((row.confidence, found == "right"))
        if show and found != "right":
            shown = (speakers(dossier, row), row.candidates, [c.text for c in row.content], row.why) if row else None
            print(f"{found:6} {kind} {case['texts']} [{told['words']}] by {told['by']}: {shown}")
        yield kind, found
    for words in case.get("unsaid", ()):
        row = next((one for one in dossier.quotations if any(words in content.text for content in one.content)), None)
        if show and row:
            print(f"unsaid {kind} {case['texts']} [{words}] {row.manner} {row.source} {row.cue}")
        yield kind, "wrong" if row else "right"
    if together := case.get("one"):
        row = holding(dossier, together[0])
        whole = row is not None and all(any(words in content.text for content in row.content) for words in together)
        if show and not whole:
            print(f"parted {kind} {case['texts']} {[[c.text for c in one.content] for one in dossier.quotations]}")
        yield kind, "right" if whole else "wrong"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=LABELS)
    parser.add_argument("--show", action="store_true", help="list what is not right")
    given = parser.parse_args()
    path = given.data / "cases.jsonl"
    if not path.exists():
        print(f"no cases.jsonl in {given.data}", file=sys.stderr)
        return 2
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    scored: list[tuple[float, bool]] = []
    for case, dossier in zip(cases, stories(cases), strict=True):
        for kind, found in verdicts(case, dossier, scored, show=given.show):
            counts[kind][found] += 1
    total = sum(counts.values(), Counter[str]())
    ece, bands = calibration(scored)
    for kind, found in sorted(counts.items()):
        print(kind, dict(found))
    for band in bands:
        print("confidence {:.3f}, right {:.3f}, {} sayings".format(*band))
    asked = sum(total.values())
    print(json.dumps({
        **{key: round(total[key] / asked, 4) for key in ("right", "wrong", "open", "missed")},
        "sayings": asked, "cases": len(cases), "ece": ece,
        "right_by_kind": {kind: round(found["right"] / sum(found.values()), 3) for kind, found in sorted(counts.items())},
    }))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())

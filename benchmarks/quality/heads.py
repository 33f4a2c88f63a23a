"""Heads of pasted reports: are title, outlet, agency, byline and day found, and does the story begin where it does?

    python benchmarks/quality/heads.py [--data benchmarks/labels/heads/kept.jsonl] [--show]

Every head is written to a text file of its own and read as a user's file is. A field is right where it is what the label says, and nothing
where that says nothing. The story is right where its first paragraph is the first of the report's text, headline and standfirst apart.
`--show` names what is wrong.

The last line is one JSON object. Of each field: `right`; `told`, heads whose label has it; `found`, right where it is told; `invented`,
where the program has another than the label, or one where that has none. `whole`: heads that are right in all.
"""

import argparse
import json
import re
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.contracts import Given
from variorum.descent.texts import outlet_of
from variorum.language.citing import is_same
from variorum.language.pages import blocks
from variorum.model.report import Report
from variorum.sources.files import read

HERE = Path(__file__).resolve().parent
LABELS = HERE.parent / "labels" / "heads"
FIELDS = ("title", "outlet", "agency", "byline", "published", "story")


@dataclass(frozen=True, slots=True)
class Head:
    """A report with what is right of it; "" where there is nothing to tell."""

    name: str
    kind: str
    text: str
    title: str
    outlet: str
    agency: str
    byline: str
    published: str
    begins: str
    deck: str


def heads(path: Path) -> list[Head]:
    """The heads of a file of labels, with their stories put in; a file of lines of JSON has them in its texts."""
    if path.suffix == ".jsonl":
        return [_written(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]
    told = tomllib.loads(path.read_text("utf-8"))
    return [_head(row, told.get("stories", {})) for row in told["heads"]]


def _written(row: dict[str, Any]) -> Head:
    names = ("text", "title", "outlet", "agency", "byline", "published", "begins", "deck")
    return Head(row["id"], row["kind"], *(row.get(name) or "" for name in names))


def _head(row: dict[str, Any], stories: dict[str, Any]) -> Head:
    story = stories.get(row.get("story"), {"title": "", "deck": "", "body": []})
    text = row["text"].lstrip("\n")
    opening = next((line.split("{body}")[0] for line in text.split("\n") if "{body}" in line), "")
    for name, words in (("title", story["title"]), ("deck", story["deck"]), ("body", "\n\n".join(story["body"]))):
        text = text.replace("{" + name + "}", words)
    told = [row.get(name, "") for name in ("outlet", "agency", "byline", "published")]
    begins = row.get("begins") or opening + story["body"][0]
    deck = row.get("deck") or (story["deck"] if "{deck}" in row["text"] else "")
    return Head(row["id"], row["kind"], text, row.get("title", story["title"]), *told, begins, deck)


def as_read(head: Head, folder: Path) -> Report | None:
    """The report of the file, its lines marked."""
    file = folder / f"{head.name}.txt"
    file.write_text(head.text, "utf-8")
    made = [item for item in read(file, str(file), Given()) if isinstance(item, Report)]
    return blocks(made[0]) if made else None


def found(report: Report, head: Head) -> dict[str, tuple[bool, str]]:
    """Field -> is it right, and what was found."""
    makers = [credit.agency for credit in report.credits if credit.what == "text"]
    agency = next((maker for maker in makers if not is_same(maker, report.outlet or head.outlet)), "")
    first = next((piece for piece in _story(report) if not (head.deck and piece.startswith(head.deck[:40]))), "")
    published, outlet = report.published or "", outlet_of(report) or ""
    return {
        "title": ((report.title or "") == head.title, report.title or ""),
        "outlet": (_alike(outlet, head.outlet), outlet),
        "agency": (_alike(agency, head.agency), agency),
        "byline": (_names(report.byline or "") == _names(head.byline), report.byline or ""),
        "published": (_same_time(published, head.published), published),
        "story": (_opens(head.begins, first), first[:60]),
    }


def _story(report: Report) -> list[str]:
    """The paragraphs of the report's text in order, datelines put back before the words that follow."""
    pieces: list[str] = []
    dateline = ""
    for block in report.blocks:
        piece = report.text[block.start : block.end]
        if block.role == "dateline":
            dateline = piece
        elif block.role in ("lead", "body", "deck", "crosshead"):
            pieces.append(f"{dateline} {piece}".strip())
            dateline = ""
    return pieces


def _opens(begins: str, first: str) -> bool:
    one, other = (re.sub(r"\W+", "", words) for words in (begins, first))
    return bool(other) and (other.startswith(one[:60]) or one.startswith(other[:60]))


def _same_time(found: str, wanted: str) -> bool:
    """The same day, and the same hour where one is found: of a time without a zone the program keeps the day alone."""
    return found[:10] == wanted[:10] and (len(found) == 10 or found.startswith(wanted))


def _alike(one: str, other: str) -> bool:
    return one.removeprefix("www.").casefold() == other.removeprefix("www.").casefold()


def _names(byline: str) -> list[str]:
    return [word for word in re.findall(r"[\w.]+", byline.casefold()) if word not in ("by", "and")]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=LABELS, help="a file of labels, or a folder of such files")
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    counts = {field: {"right": 0, "told": 0, "found": 0, "invented": 0} for field in FIELDS}
    whole = 0
    files = sorted([*given.data.glob("*.toml"), *given.data.glob("*.jsonl")]) if given.data.is_dir() else [given.data]
    all_heads = [head for file in files for head in heads(file)]
    with tempfile.TemporaryDirectory() as folder:
        for head in all_heads:
            report = as_read(head, Path(folder))
            if report is None:
                sys.exit(f"{head.name} was not read")
            results = found(report, head)
            whole += all(right for right, _ in results.values())
            for field, (right, what) in results.items():
                wanted = head.begins if field == "story" else getattr(head, field)
                counts[field]["right"] += right
                counts[field]["told"] += bool(wanted)
                counts[field]["found"] += bool(wanted) and right
                counts[field]["invented"] += bool(what) and not right
                if given.show and not right:
                    print(f"{head.name} ({head.kind}) {field}: {what!r}, not {wanted[:60]!r}")
    print(json.dumps({"heads": len(all_heads), "whole": whole, **counts}))


if __name__ == "__main__":
    main()

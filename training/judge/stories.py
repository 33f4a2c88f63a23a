"""The labelled stories to tune on: folds, reports as the program reads them, sentences with vectors, labels laid on sentences.

The stories of `figure.txt` are never opened here. What is read once (parse, vectors) is kept under `.cache/judge`.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import random
import re
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))  # what is kept holds the program's own nouns

FOLDS = 5
SEED = 14
SHARED = Path(os.environ.get("VARIORUM_SHARED", "shared"))  # where the labelled stories lie
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "judge"
SPACE = re.compile(r"\s+")

Vectors = np.ndarray[Any, np.dtype[np.float16]]


def letters(text: str) -> str:
    """By what a text is known again: its letters and digits, as reading may leave out signs that are not seen."""
    return "".join(sign for sign in text if sign.isalnum())


class Sentence(NamedTuple):
    """A sentence of a story; offsets count in the report's text."""

    report: int
    start: int
    end: int
    text: str  # folded


@dataclass(frozen=True)
class Told:
    """One report of a story."""

    id: str
    title: str
    published: str | None
    outlet: str | None
    text: str


@dataclass
class Story:
    name: str
    reports: list[Told]
    sentences: list[Sentence]
    vectors: Vectors
    differences: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    fold: int
    at: dict[int, list[int]] = field(default_factory=dict)  # sentences of a report


def family(name: str) -> str:
    """Stories of one topic of ECB+ tell of like events, and some share reports; they stay in one fold."""
    found = re.match(r"ecb_(\d+)", name)
    return f"ecb_{found.group(1)}" if found else name


@cache
def folds(data: Path = SHARED / "data/story_differences") -> dict[str, int]:
    """Fold of each tune story: families in the order of their names, dealt out with a fixed seed within each collection."""
    kept_apart = set((data / "figure.txt").read_text("utf-8").split())
    names = sorted(path.stem for path in (data / "labels").glob("*.json") if path.stem not in kept_apart)
    of: dict[str, int] = {}
    for collection in ("ba_", "ecb_", ""):
        here = sorted({family(name) for name in names if name.startswith(collection) and name not in of})
        random.Random(SEED).shuffle(here)
        for number, one in enumerate(here):
            of |= {name: (number + len(collection)) % FOLDS for name in names if family(name) == one}
    return of


def load(name: str, data: Path = SHARED / "data") -> Story:
    """A tune story, read and kept."""
    fold = folds(data / "story_differences")[name]  # a name kept apart has none: it is not opened
    label = json.loads((data / "story_differences/labels" / f"{name}.json").read_text("utf-8"))
    key = hashlib.sha256("\n".join([name, *label["documents"]]).encode()).hexdigest()[:12]
    kept = CACHE / f"{name}-{key}.pickle"
    if kept.exists():
        reports, sentences, vectors = pickle.loads(kept.read_bytes())
    else:
        reports, sentences, vectors = _read([_texts(data)[one] for one in label["documents"]])
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps((reports, sentences, vectors)))
    story = Story(name, reports, sentences, vectors, label["differences"], label["facts"], fold)
    for number, one in enumerate(sentences):
        story.at.setdefault(one.report, []).append(number)
    return story


@cache
def _texts(data: Path) -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = {}
    for name in ("story_differences", "basil_quotes", "ecbplus_clusters"):
        for line in (data / name / "documents.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            texts.setdefault(row["id"], row)
    return texts


def _read(rows: list[dict[str, Any]]) -> tuple[list[Told], list[Sentence], Vectors]:
    from variorum.language.english import models
    from variorum.language.english.page import blocks
    from variorum.language.models.encoder import Encoder
    from variorum.model.report import Report
    from variorum.text.normal import fold

    reports, sentences = [], []
    for number, row in enumerate(rows):
        published = str(row.get("published") or row.get("date") or "")[:10] or None
        given = Report(
            row["id"], row["id"], row.get("outlet"), row.get("url"), row.get("title"), None, None, (), published, "given", "en", row["text"]
        )
        report = blocks.mark(given)
        reports.append(Told(row["id"], report.title or "", published, row.get("outlet"), row["text"]))
        paragraphs = [(block.start, fold(row["text"][block.start : block.end])) for block in report.blocks if block.role != "boilerplate"]
        parses = models.parse([text for _, text in paragraphs])
        for (start, text), parse in zip(paragraphs, parses, strict=True):
            sentences += [Sentence(number, start + begin, start + end, text[begin:end]) for begin, end in parse.sentences]
    vectors = Encoder(threads=1).encode([one.text for one in sentences]).astype(np.float16)
    return reports, sentences, vectors


def stretch(text: str, quote: str) -> tuple[int, int] | None:
    """Where a label's quote stands in a text, as `score.py` finds it."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    hit = re.search(r"\s+".join(re.escape(part) for part in quote.split()), text)
    return hit.span() if hit else None


def overlaps(start: int, end: int, first: int, last: int) -> bool:
    """The overlap rule of `score.py`: eight letters or half of the shorter."""
    both = min(end, last) - max(start, first)
    return both >= 8 or (both > 0 and both * 2 >= min(end - start, last - first))


def sentences_of(story: Story, passage: dict[str, str]) -> list[int]:
    """Numbers of the sentences that a label's passage meets."""
    report = next(number for number, one in enumerate(story.reports) if one.id == passage["document"])
    where = stretch(story.reports[report].text, passage["quote"])
    if where is None:
        return []
    return [number for number in story.at.get(report, ()) if overlaps(*where, story.sentences[number].start, story.sentences[number].end)]


def words_of(story: Story) -> tuple[list[int], list[int]]:
    """The first place of each distinct sentence, and for each sentence the number of its words."""
    number_of: dict[str, int] = {}
    first: list[int] = []
    words: list[int] = []
    for place, one in enumerate(story.sentences):
        if one.text not in number_of:
            number_of[one.text] = len(first)
            first.append(place)
        words.append(number_of[one.text])
    return first, words


def main() -> None:
    began = time.time()
    for name, fold in sorted(folds().items()):
        one = load(name)
        print(fold, name, len(one.reports), len(one.sentences), round(time.time() - began), flush=True)


if __name__ == "__main__":
    sys.modules["stories"] = sys.modules["__main__"]  # what is kept is known under this name
    for kind in (Told, Sentence):
        kind.__module__ = "stories"
    main()

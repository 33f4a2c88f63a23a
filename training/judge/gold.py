"""Pairs of sentences and lines that readers judged one by one: `labels/pairs.jsonl` and `labels/lines.jsonl`, places without text.

Who read them, how they were drawn and how far two readers agree stands in README.md.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading import Pair

from stories import SHARED, folds
from variorum.language.models.pairs import days_apart
from variorum.text.normal import fold

LABELS = Path(__file__).resolve().parent / "labels"
RELATIONS = ("same", "compatible", "scope", "spread", "revised", "conflict", "none")  # of the sentences of a pair

Place = tuple[str, int, int]  # document, start, end


class Judged(NamedTuple):
    """A pair of sentences as a reader judged it. Answers count from the start of their sentence."""

    story: str
    a: Place
    b: Place
    relation: str
    worth: int  # 0: not different
    kind: str
    question: str
    answers: tuple[tuple[int, int], tuple[int, int]] | None
    reader: str


class Line(NamedTuple):
    """Words of one report that might be printed as told by another's sentence, and what a reader said of it: right, arguable, missing (the
    other leaves something out), differs, cut (the words do not stand alone) or other."""

    story: str
    line: Place
    sentence: Place  # in which the line stands
    other: Place
    judgement: str
    why: str
    reader: str


def pairs() -> list[Judged]:
    """All judged pairs, in the order of the file."""
    rows = map(json.loads, (LABELS / "pairs.jsonl").read_text("utf-8").splitlines())
    return [
        Judged(
            row["story"],
            tuple(row["a"]),
            tuple(row["b"]),
            row["relation"],
            row.get("worth", 0),
            row.get("kind", ""),
            row.get("question", ""),
            tuple(map(tuple, row["answers"])) if "answers" in row else None,
            row["reader"],
        )
        for row in rows
    ]


def lines() -> list[Line]:
    """All judged lines, in the order of the file."""
    rows = map(json.loads, (LABELS / "lines.jsonl").read_text("utf-8").splitlines())
    return [
        Line(
            row["story"],
            tuple(row["line"]),
            tuple(row["sentence"]),
            tuple(row["other"]),
            row["judgement"],
            row.get("why", ""),
            row["reader"],
        )
        for row in rows
    ]


class Printed(NamedTuple):
    """A line as it is printed beside another report's sentence, and what a reader said of it: as of `Line`, or thin (it tells next to
    nothing). `pieces` are the stretches that are printed, from the start of their sentence."""

    story: str
    pieces: tuple[tuple[int, int], ...]
    sentence: Place
    other: Place
    judgement: str
    why: str
    reader: str


@cache
def printed() -> list[Printed]:
    """All lines that were judged as they are printed, in the order of the file."""
    rows = map(json.loads, (LABELS / "printed.jsonl").read_text("utf-8").splitlines())
    return [
        Printed(
            row["story"],
            tuple(map(tuple, row["pieces"])),
            tuple(row["sentence"]),
            tuple(row["other"]),
            row["judgement"],
            row.get("why", ""),
            row["reader"],
        )
        for row in rows
    ]


@cache
def documents() -> dict[str, dict]:
    found: dict[str, dict] = {}
    for folder in ("story_differences", "basil_quotes", "ecbplus_clusters"):
        for line in (SHARED / "data" / folder / "documents.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            found.setdefault(row["id"], row)
    return found


def words_at(place: Place) -> str:
    """The words at a place, folded as the program does; folding keeps their length."""
    document, start, end = place
    return fold(documents()[document]["text"][start:end])


def day_of(document: str) -> str | None:
    row = documents()[document]
    written = str(row.get("published") or row.get("date") or "")[:10]
    return written or None


@cache
def _folds() -> dict[str, int]:
    return folds()


def fold_of(story: str) -> int:
    return _folds()[story]


def lesson(one: Line) -> Pair:
    """What a judged line teaches: the sentence that shall tell it first, the line second, as premise and hypothesis stand in stage 1."""
    told = {"right": 1, "arguable": -1}.get(one.judgement, 0)
    return Pair(words_at(one.other), words_at(one.line), days_apart(day_of(one.other[0]), day_of(one.line[0])), told=told)

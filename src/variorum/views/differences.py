"""Differences as a flat table in the words of the card: one row an answer, for a spreadsheet or a frame, beside the contract's tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from variorum.model.point import ALIKE
from variorum.views.words import ABOUT, GRAVITY, kind_in_words, plain

Row = dict[str, Any]
# Story and report -> the story's title, the report's number in it, its outlet.
Places = Mapping[tuple[str, str], tuple[str, int, str | None]]
WHERE = "SELECT story, report, story_title, number, outlet FROM reports_flat"


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer to a question that reports answer otherwise."""

    story: str
    story_title: str
    point: str
    question: str
    kind: str
    about: str
    gravity: str | None
    one_copy: bool
    within_report: bool
    answer: str
    reports: str
    outlets: str
    words: str | None
    confidence: float
    why: str
    cause: str | None
    proposed_by: str | None
    struck: str | None


def places(found: Iterable[Sequence[Any]]) -> Places:
    """From the rows that WHERE selects."""
    return {(story, report): (title, number, outlet) for story, report, title, number, outlet in found}


def answered(points: Iterable[Row], of: Places) -> Iterator[Row]:
    """The answers of points that differ, point by point: `points` are rows of that table."""
    for point in points:
        if point["verdict"] in ALIKE:
            continue
        texts = {origin for reading in point["readings"] for origin in reading["origins"]}
        for reading in point["readings"]:
            told = sorted((of[point["story"], key] for key in reading["reports"]), key=lambda place: place[1])
            yield asdict(
                Answered(
                    point["story"],
                    told[0][0],
                    point["id"],
                    point["question"],
                    kind_in_words(point["verdict"], point["kinds"]),
                    ", ".join(plain(kind, ABOUT) for kind in point["kinds"]),
                    plain(point["weight"], GRAVITY) if point["weight"] else None,
                    point["verdict"] == "conflict" and len(texts) == 1,
                    point["within_report"],
                    reading["value"],
                    "".join(f"[{number}]" for _, number, _ in told),
                    "; ".join(dict.fromkeys(outlet for _, _, outlet in told if outlet)),
                    reading["passages"][0]["text"] if reading["passages"] else None,
                    point["confidence"],
                    point["why"],
                    point["cause"],
                    point["proposed_by"],
                    point["struck"],
                )
            )


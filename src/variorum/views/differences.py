"""Differences as a flat table in the words of the card: one row an answer, for a spreadsheet or a frame, beside the contract's tables."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from variorum.model.point import ALIKE
from variorum.views.words import ABOUT, GRAVITY, kind_in_words, plain

Row = dict[str, Any]
Select = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]  # SQL and its values -> rows of a library
Places = Mapping[str, tuple[str, int, str | None]]  # report -> its story's title, its number in it, its outlet
_STORY = "SELECT title, reports FROM stories WHERE id = ?"
_OUTLETS = "SELECT reports.id, reports.outlet FROM members JOIN reports ON reports.id = members.report WHERE members.story = ?"


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


def places(select: Select, story: str) -> Places:
    """Of the reports of one story."""
    ((title, reports),) = select(_STORY, (story,))
    outlets: dict[str, str | None] = dict(select(_OUTLETS, (story,)))
    return {report: (title, number, outlets[report]) for number, report in enumerate(json.loads(reports), 1)}


def answered(points: Iterable[Row], places_of: Callable[[str], Places]) -> Iterator[Row]:
    """The answers of points that differ, point by point: `points` are rows of that table, in the order of their stories.

    `places_of` is asked once a story, and only of stories that have such points.
    """
    differing = (point for point in points if point["verdict"] not in ALIKE)
    for story, found in groupby(differing, key=lambda point: str(point["story"])):
        yield from _of_one_story(found, places_of(story))


def _of_one_story(points: Iterable[Row], of: Places) -> Iterator[Row]:
    for point in points:
        texts = {origin for reading in point["readings"] for origin in reading["origins"]}
        for reading in point["readings"]:
            told = sorted((of[key] for key in reading["reports"]), key=lambda place: place[1])
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


"""Differences as a flat table: an answer a row, in the words that the card has."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from made import dossier
from variorum.model.rows import to_row
from variorum.views.differences import Places, answered, places

PLACES: Places = {"r1": ("Ferries", 1, "Harbour Times"), "r2": ("Ferries", 2, "Coast Daily"), "r3": ("Ferries", 3, None)}


def placed(story: str) -> Places:
    assert story == "s1"
    return PLACES


def test_a_row_is_an_answer_in_plain_words() -> None:
    rows = list(answered(map(to_row, dossier().points), placed))
    assert [(row["answer"], row["reports"], row["outlets"]) for row in rows] == [
        ("would not cut", "[1]", "Harbour Times"),
        ("would cut", "[2]", "Coast Daily"),
    ]
    told = {(row["kind"], row["about"], row["gravity"], row["one_copy"]) for row in rows}
    assert told == {("contradiction", "so or not so", "grave", True)}
    assert rows[0]["words"] == "The ferry line said on Monday it would not cut more than 40 trips."
    assert {row["point"] for row in rows} == {"p1"}, "what is told alike is no difference"


def test_reports_stand_by_their_numbers_and_an_outlet_once() -> None:
    (point, _) = dossier().points
    several = replace(point.readings[0], reports=("r3", "r1", "r2"), origins=("o1", "o2"))
    whole = replace(point, readings=(several, point.readings[1]))
    (row, _) = answered([to_row(whole)], lambda story: {**PLACES, "r2": ("Ferries", 2, "Harbour Times")})
    assert (row["reports"], row["outlets"], row["one_copy"]) == ("[1][2][3]", "Harbour Times", False)
    (row, _) = answered([to_row(replace(point, kinds=("quotation",), verdict="compatible", weight=None))], placed)
    assert (row["kind"], row["gravity"], row["one_copy"]) == ("quoted differently", None, False)


def test_only_stories_that_differ_are_read_and_each_once() -> None:
    (point, alike) = dossier().points
    rows = [{**to_row(one), "story": story} for story, one in (("s1", point), ("s1", point), ("s2", alike), ("s3", point))]
    asked: list[str] = []

    def select(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        asked.extend(values)
        if "FROM stories" in sql:
            return [("Ferries", json.dumps(["r2", "r1"]))]
        return [("r1", "Harbour Times"), ("r2", "Coast Daily")]

    found = list(answered(rows, lambda story: places(select, story)))
    assert [row["reports"] for row in found] == ["[2]", "[1]"] * 3
    assert asked == ["s1", "s1", "s3", "s3"], "two statements a story, of that story alone"

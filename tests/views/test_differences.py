"""Differences as a flat table: an answer a row, in the words that the card has."""

from dataclasses import replace

from made import dossier
from variorum.model.rows import to_row
from variorum.views.differences import answered, places

PLACES = [("s1", "r1", "Ferries", 1, "Harbour Times"), ("s1", "r2", "Ferries", 2, "Coast Daily"), ("s1", "r3", "Ferries", 3, None)]


def test_a_row_is_an_answer_in_plain_words() -> None:
    rows = list(answered(map(to_row, dossier().points), places(PLACES)))
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
    (row, _) = answered([to_row(whole)], places([PLACES[0], ("s1", "r2", "Ferries", 2, "Harbour Times"), PLACES[2]]))
    assert (row["reports"], row["outlets"], row["one_copy"]) == ("[1][2][3]", "Harbour Times", False)
    (row, _) = answered([to_row(replace(point, kinds=("quotation",), verdict="compatible", weight=None))], places(PLACES))
    assert (row["kind"], row["gravity"], row["one_copy"]) == ("quoted differently", None, False)

"""Numbers that are kept in libraries or shown: they are the same on every machine, and in every version of the program."""

import numpy as np
import pytest

from variorum.text.align import align, prepare
from variorum.text.logistic import chance
from variorum.text.marks import closes_marks, unmarked, words_in
from variorum.text.shingle import hashes, mixed, shingles


def test_stirred_numbers_and_runs_of_words_are_those_that_libraries_hold():
    assert mixed(np.array([1, 1 << 63], np.uint64)).tolist() == [12994781566227106604, 10338021812380738707]
    assert shingles(hashes(["a", "b", "c"]), 2).tolist() == [8102129338817506613, 16062333479980489802]
    assert shingles(hashes(["a", "b"]), 2).shape == (1,)


def test_a_chance_is_that_of_the_logistic_function():
    assert chance({"constant": -1.0, "near": 0.5, "far": 3.0}, {"near": 0.5, "far": 0.25}) == 0.5
    assert chance({"constant": 0.0, "near": 2.0, "unused": 9.0}, {"near": 0.55}) == 0.7503
    assert chance({"constant": -3.0}, {}) == 0.0474


def test_a_likeness_has_four_places():
    text = "Trawlers left Tarnholm harbour at dawn.\nTrawlers left Haalbeck harbour at dusk."
    one, other = (prepare(text, [span], np.zeros((1, 1)), lambda _: 4.0) for span in ((0, 39), (40, len(text))))
    (match,) = align(one, other).matches
    assert match.likeness == 0.7415  # four of six words, and the root of that for what no vectors tell


@pytest.mark.parametrize("changed", [0, 1, 2])
def test_two_of_the_three_rarest_words_are_enough_to_find_a_reworded_sentence(changed: int):
    rare = {"tarnholm": 9.0, "haalbeck": 8.0, "oravia": 7.0, "velm": 8.5}
    names = ["Tarnholm", "Haalbeck", "Oravia"]
    other = [*names[:changed], "Velm", *names[changed + 1 :]]
    keys = [
        prepare(text, [(0, len(text))], np.zeros((1, 1)), lambda form: rare.get(form, 1.0)).keys
        for text in ("{} saw {} in {}".format(*names), "to {} and {} came {}".format(*other))
    ]
    assert set(keys[0].tolist()) & set(keys[1].tolist())


def test_words_are_counted_and_marks_around_a_saying_are_none_of_it():
    assert words_in("“We don't stay,” he said.") == 5
    assert words_in(" – ") == 0
    assert unmarked("“We stay,”") == "We stay"
    assert unmarked("“We stay” and “they go”") == "“We stay” and “they go”"
    assert unmarked("“We stay") == "We stay"
    assert unmarked("We stay”") == "We stay"


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ('She called it "a theft"', True),
        ('She called it "a theft', False),
        ("He spoke of 'pure theft'", True),
        ("He spoke of 'pure theft", False),
        ("They'll stay, 'll they", True),  # no quotation begins there
    ],
)
def test_quotations_that_begin_in_a_text_are_ended_there(text: str, closed: bool) -> None:
    assert closes_marks(text) is closed

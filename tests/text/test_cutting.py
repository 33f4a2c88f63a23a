"""What hangs together by single links is cut into groups of one kind. Texts are strings here, each letter a word of weight 1."""

import numpy as np
import pytest

from variorum.text import cutting
from variorum.text.cutting import Table, cut_component


def table(*texts: str) -> Table:
    rows = [np.array(sorted(map(ord, text)), np.int64) for text in texts]
    return Table.of(rows, [np.ones(len(row)) for row in rows])


def groups(*texts: str) -> list[list[int]]:
    return [group.tolist() for group in cut_component(table(*texts))]


def event(side: str, *own: str) -> list[str]:
    """Texts of one event: what all texts here share, what this event's share, and what is a text's own."""
    return ["abcd" + side + words for words in own]


# Two events in one city: alike at .4 across and .6 inside, so average linkage alone keeps them together.
ONE = event("ef", "ABCD", "EFGH", "IJKL")
OTHER = event("gh", "MNOP", "QRST", "UVWX")


def test_texts_without_a_word_in_common_are_apart():
    assert groups("abcd", "abce", "wxyz", "wxyv") == [[0, 1], [2, 3]]
    assert groups("abcd") == [[0]]


def test_two_events_come_apart_where_each_has_common_ground_of_its_own():
    assert groups(*ONE, *OTHER) == [[0, 1, 2], [3, 4, 5]]
    assert groups(ONE[0], OTHER[0], ONE[1], OTHER[1], ONE[2], OTHER[2]) == [[0, 2, 4], [1, 3, 5]]


def test_three_events_come_apart_one_after_the_other():
    third = event("ij", "0123", "4567", "89YZ")
    assert groups(*ONE, *OTHER, *third) == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]


def test_fewer_than_three_texts_show_no_event_of_their_own():
    assert groups(*ONE, *OTHER[:2]) == [[0, 1, 2, 3, 4]]
    assert groups(*ONE, *event("ef", "0123"), *OTHER[:2]) == [[0, 1, 2, 3, 4, 5]]


def test_a_copy_goes_with_its_text_and_does_not_count_as_one_more():
    assert groups(*ONE, *OTHER, ONE[0]) == [[0, 1, 2, 6], [3, 4, 5]]
    assert groups(*ONE, *OTHER[:2], OTHER[0]) == [[0, 1, 2, 3, 4, 5]]


def test_near_copies_make_no_event_because_one_may_be_taken_from_the_other():
    alike = [event(side, *own) for side, own in (("ef", ("AB", "CD", "EF")), ("gh", ("GH", "IJ", "KL")))]
    assert groups(*alike[0], *alike[1]) == [[0, 1, 2, 3, 4, 5]]


def test_an_event_whose_own_ground_is_small_does_not_come_apart_from_one_whose_ground_is_large():
    tight = ["abcdefghij" + own for own in ("ABCD", "EFGH", "IJKL")]
    assert groups(*tight, *("abcdz" + own for own in ("MNOP", "QRST", "UVWX"))) == [[0, 1, 2, 3, 4, 5]]
    wider = ["abcefghij" + own for own in ("ABCD", "EFGH", "IJKL")]  # shares a word less with the other
    assert groups(*wider, *("abczy" + own for own in ("MNOP", "QRST", "UVWX"))) == [[0, 1, 2], [3, 4, 5]]


def test_one_event_without_sides_stays_whole():
    assert groups(*event("", "ABCD", "EFGH", "IJKL", "MNOP", "QRST", "UVWX")) == [[0, 1, 2, 3, 4, 5]]


def test_a_component_of_too_many_texts_is_first_cut_at_a_higher_bar(monkeypatch):
    monkeypatch.setattr(cutting, "LARGEST", 4)
    weak = ["abcdABCDEF", "abcdGHIJKL", "xyabMNOPQR", "xyabSTUVWX", "xyab012345"]
    assert sorted(groups(*weak)) == [[0, 1], [2, 3, 4]]


def test_a_piece_that_is_still_too_large_is_cut_again(monkeypatch):
    monkeypatch.setattr(cutting, "LARGEST", 4)
    assert sorted(groups(*ONE, *OTHER)) == [[0, 1, 2], [3, 4, 5]]


def test_thousands_of_copies_of_one_text_stay_one_piece(monkeypatch):
    monkeypatch.setattr(cutting, "LARGEST", 4)
    assert groups(*["abcdef"] * 6) == [[0, 1, 2, 3, 4, 5]]


@pytest.mark.parametrize("block", [512, 3])
def test_likeness_is_the_cosine_of_all_words_those_of_one_text_included(block):
    likeness = table("abcd", "abef", "wxyz").likeness()
    assert likeness.tolist() == [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 0.0]]  # over shared words; own ones count in the length
    assert table("ab", "ab", "abcd", "cdab").likeness()[0].tolist() == pytest.approx([1.0, 1.0, 0.70711, 0.70711])


def test_rarer_words_weigh_more_where_that_is_asked():
    pair = table("abc", "abd")
    weights = np.ones(pair.width)
    weights[2:] = 0.0  # c and d count nothing: only a and b are left
    assert pair.likeness(weights)[0, 1] == 1.0


def test_some_rows_are_numbered_anew_in_their_order():
    some = table("ab", "cd", "ef").some(np.array([2, 0]))
    assert some.height == 2
    assert sorted(zip(some.rows.tolist(), some.columns.tolist(), strict=True)) == [(0, 4), (0, 5), (1, 0), (1, 1)]


def test_no_texts_are_a_table_without_rows():
    assert (table().height, table().width) == (0, 0)
    assert table().likeness().shape == (0, 0)

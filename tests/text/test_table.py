"""Texts as rows of words, and their cosines. Texts are strings here, each letter a word."""

import numpy as np
import pytest

from variorum.text.table import Table


def table(*texts: str, weights: tuple[float, ...] | None = None) -> Table:
    letters = sorted(set("".join(texts)))
    rows = [(row, letters.index(letter)) for row, text in enumerate(texts) for letter in sorted(text)]
    owners, columns = np.array(rows, np.int64).reshape(-1, 2).T
    values = np.ones(len(rows)) if weights is None else np.array([weights[row] for row, _ in rows])
    return Table(owners, columns, values, len(texts), len(letters))


def test_likeness_is_the_cosine_of_all_words_those_of_one_text_included() -> None:
    likeness = table("abcd", "abef", "wxyz").likeness()
    assert likeness.tolist() == [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 0.0]]  # over shared words; own ones count in the length
    assert table("ab", "ab", "abcd", "cdab").likeness()[0].tolist() == pytest.approx([1.0, 1.0, 0.70711, 0.70711])


def test_a_word_of_one_text_has_no_column_but_its_weight() -> None:
    made = table("abc", "abd").dense()
    assert made.shape == (2, 2)
    assert made[0].tolist() == pytest.approx([1 / 3**0.5] * 2)


def test_rarer_words_weigh_more_where_that_is_asked() -> None:
    assert table("abc", "abd").likeness(np.array([1.0, 1.0, 0.0, 0.0]))[0, 1] == 1.0  # c and d count nothing: only a and b are left


def test_rows_of_any_weight_are_brought_to_length_one() -> None:
    for size in (0.01, 1.0, 50.0):
        assert table("ab", "ab", weights=(size, 3.0)).likeness().tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert table("ab", "ab", weights=(0.0, 1.0)).likeness().tolist() == [[0.0, 0.0], [0.0, 1.0]]


def test_likeness_is_told_to_five_places() -> None:
    value = table("abc", "abd", "aef").likeness(np.array([1.0, 2.0, 3.0, 3.0, 1.0, 1.0]))[0, 1]
    assert value == round(5 / 14, 5) != round(5 / 14, 4)


def test_no_texts_are_a_table_without_rows() -> None:
    assert table().likeness().shape == (0, 0)

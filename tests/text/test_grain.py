import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from variorum.text.grain import GRAIN, rounded, unit_rows

ROWS = arrays(np.float64, (5, 40), elements=st.floats(-1e3, 1e3, allow_nan=False))


@given(ROWS, st.permutations(range(40)))
def test_products_of_unit_rows_are_the_same_in_any_order(rows, order):
    made = unit_rows(rows)
    exact = (made.astype(np.float64) @ made.astype(np.float64).T).astype(np.float32)
    assert np.array_equal(made @ made.T, exact)
    assert np.array_equal(made[:, order] @ made[:, order].T, exact)
    one_by_one = np.float32(0)
    for left, right in zip(made[0], made[1], strict=True):
        one_by_one = np.float32(one_by_one + np.float32(left * right))
    assert one_by_one == exact[0, 1]
    assert np.array_equal(made, made.astype(np.float16).astype(np.float32))  # as they are kept


@given(ROWS)
def test_unit_rows_are_of_length_one_and_near_the_direction_given(rows):
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    made = unit_rows(rows)
    assert np.abs(made - rows / np.maximum(lengths, 1e-12))[lengths[:, 0] > 1e-6].max(initial=0) <= GRAIN / 2 + 1e-7
    assert not unit_rows(np.zeros((2, 3))).any()


def test_fine_grains_move_a_number_by_less_than_its_size_tells():
    assert abs(rounded(np.array([[0.3]]))[0, 0] - 0.3) < 2**-27 + 1e-12

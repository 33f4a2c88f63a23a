"""Which sentences are laid side by side: nearest in other reports, the same on any machine, and no more than a bound for each."""

from __future__ import annotations

import random

import numpy as np
import pytest

from variorum.questions import candidates as room
from variorum.questions.candidates import candidates
from variorum.text.grain import unit_rows


def rows(count: int, seed: int = 3, width: int = 384) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(count, width))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)


def told_by(*names: str) -> list[frozenset[str]]:
    return [frozenset(name.split("+")) for name in names]


def plane(*degrees: float) -> np.ndarray:
    """Sentences as directions in a plane: the nearer the angles, the nearer the meaning."""
    found = np.zeros((len(degrees), 384), dtype=np.float16)
    found[:, 0], found[:, 1] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return found


def pairs(*arguments: object, **options: int) -> set[tuple[int, int]]:
    return {(one.a, one.b) for one in candidates(*arguments, **options)}  # type: ignore[arg-type]


def test_a_sentence_meets_its_nearest_of_the_other_reports_and_none_of_its_own() -> None:
    found = pairs(plane(0, 5, 20, 90), told_by("one", "one", "two", "two"), each=1, most=1)
    assert found == {(0, 2), (1, 2), (1, 3)}  # 3 comes to 1 from its own side


def test_of_one_report_no_more_than_each_and_of_all_no_more_than_most() -> None:
    vectors, reports = plane(0, 1, 2, 3, 2.5), told_by("one", "two", "two", "two", "one")
    assert pairs(vectors, reports, each=1, most=9) == {(0, 1), (2, 4), (3, 4)}  # 2 and 3 have a nearer one than 0
    many = pairs(rows(60), told_by(*(f"report {number}" for number in range(60))), each=4, most=5)
    assert len(many) <= 60 * 5
    each_has = [sum(number in pair for pair in many) for number in range(60)]
    assert min(each_has) >= 5


def test_a_sentence_told_by_several_reports_is_apart_from_all_that_are_not_told_by_the_same_only() -> None:
    vectors = plane(0, 1, 3)
    assert pairs(vectors, told_by("one+two", "one", "three"), each=1, most=1) == {(0, 1), (0, 2), (1, 2)}
    assert pairs(vectors[:2], told_by("one+two", "one+two")) == set()


def test_within_one_report_only_when_asked_for() -> None:
    vectors, reports = plane(0, 3, 50, 60), told_by("one", "one", "one", "one")
    assert pairs(vectors, reports) == set()
    assert pairs(vectors, reports, within=1) == {(0, 1), (2, 3)}


def test_what_was_aligned_is_kept_once_and_with_its_cosine() -> None:
    vectors, reports = plane(0, 1, 90), told_by("one", "two", "two")
    found = candidates(vectors, reports, [(2, 0), (1, 0), (1, 1)], each=1, most=1)
    assert [(one.a, one.b) for one in found] == [(0, 1), (0, 2)]
    assert found[1].cosine == pytest.approx(0, abs=1e-3)
    assert all(type(one.cosine) is float for one in found)


def test_ties_go_by_number() -> None:
    vectors = np.repeat(plane(0), 40, axis=0)
    reports = told_by(*(f"report {number}" for number in range(40)))
    found = pairs(vectors, reports, each=1, most=2)
    assert found == {(0, 1), (0, 2), (1, 2)} | {(a, b) for a in (0, 1) for b in range(3, 40)}


def test_blocks_and_looks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, reports = rows(150), told_by(*(f"report {number % 7}" for number in range(150)))
    whole = candidates(vectors, reports, within=1)
    monkeypatch.setattr(room, "ROOM", 1)
    monkeypatch.setattr(room, "FIRST_LOOK", 2)
    assert candidates(vectors, reports, within=1) == whole


def test_of_the_cosines_of_many_sentences_so_many_are_held_at_once_as_32_mib_have_room_for() -> None:
    many = np.ones((4097, 1))
    held = [row.base for _, row in room.cosines(many) if row.base is not None]
    assert len(held) == 4097
    assert (1 << 25) - many.nbytes <= max(block.nbytes for block in held) <= 1 << 25


def test_the_cosine_is_exact_in_whatever_order_it_is_summed() -> None:
    vectors, reports = rows(30, seed=9), told_by(*(f"report {number % 3}" for number in range(30)))
    order = list(range(384))
    random.Random(5).shuffle(order)
    one, other = candidates(vectors, reports), candidates(vectors[:, order], reports)
    assert one == other
    a, b, cosine = one[0]
    assert cosine == sum(float(x) * float(y) for x, y in zip(vectors[a], vectors[b], strict=True))


def test_rows_of_whole_grains_are_as_exact_in_single_precision() -> None:
    vectors, reports = unit_rows(rows(60, seed=2)).astype(np.float16), told_by(*(f"report {number % 5}" for number in range(60)))
    assert room.exact(vectors).dtype == np.float32
    assert room.exact(rows(60, seed=2)).dtype == np.float64  # their halves have finer grains
    assert room.exact(4 * vectors).dtype == np.float64  # too long: sums would be cut
    wide = vectors.astype(np.float64)
    assert np.array_equal(room.exact(vectors) @ room.exact(vectors).T, wide @ wide.T)
    assert all(one.cosine == float(wide[one.a] @ wide[one.b]) for one in candidates(vectors, reports))


def test_the_order_of_sentences_changes_no_pair() -> None:
    vectors, reports = rows(80, seed=4), told_by(*(f"report {number % 5}" for number in range(80)))
    order = list(range(80))
    random.Random(6).shuffle(order)
    turned = candidates(vectors[order], [reports[number] for number in order])
    assert {frozenset((order[one.a], order[one.b])) for one in turned} == {
        frozenset((one.a, one.b)) for one in candidates(vectors, reports)
    }


def test_nothing_and_one_sentence_have_no_pairs() -> None:
    assert candidates(rows(0), []) == []
    assert candidates(rows(1), told_by("one")) == []

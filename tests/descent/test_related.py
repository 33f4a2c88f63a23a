"""Which texts are compared: all with all while they are few, then those that share most; copies are laid aside."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from related import matches, relation, text
from variorum.descent import pairs
from variorum.descent.comparing import Relation
from variorum.descent.pairs import ALL_BELOW, COMPARED, FREQUENT, MANY, related
from variorum.descent.texts import Text


def keyed(key: str, *keys: int, language: str = "en", fixed: frozenset[int] = frozenset()) -> Text:
    """A text that like texts find by these keys; of a translation by its names and numbers."""
    one = text(key, language=language)
    made = replace(one, prepared=replace(one.prepared))
    made.prepared.__dict__["keys"] = np.array(keys, np.uint64)
    made.__dict__["fixed"] = fixed
    return made


def compared(texts: list[Text], found: Callable[[int, int], Relation | None] = lambda *_: None) -> list[tuple[int, int]]:
    """Which pairs are compared, in order; `found` says what is found of two."""
    asked: list[tuple[int, int]] = []

    def compare(left: int, right: int, *_: object) -> Relation | None:
        asked.append((left, right))
        return found(left, right)

    with patch("variorum.descent.pairs.compared", compare):
        related(texts)
    return asked


FEW = ALL_BELOW + 1  # texts of which each is compared with all before it


def strangers(count: int) -> list[Text]:
    """Texts that share no key with any other."""
    return [keyed(f"s{place:03}", 10_000 + place) for place in range(count)]


def test_few_texts_are_compared_all_with_all_earlier_ones() -> None:
    assert compared(strangers(4)) == [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)]
    assert len(compared(strangers(FEW))) == FEW * (FEW - 1) // 2


def test_of_more_texts_only_those_that_share_two_keys_or_more_are_compared() -> None:
    texts = [*strangers(FEW), keyed("a", 1, 2, 3), keyed("b", 3, 4), keyed("c", 2, 3, 4)]
    assert compared(texts)[FEW * (FEW - 1) // 2 :] == [(FEW + 2, FEW), (FEW + 2, FEW + 1)]


def test_a_text_is_compared_with_those_that_share_its_rarest_keys() -> None:
    common = [keyed(f"c{place}", 1, 2) for place in range(COMPARED + 3)]
    texts = [*strangers(FEW), *common, keyed("r", 2, 7), keyed("x", 1, 2, 7)]
    asked = [right for left, right in compared(texts) if left == len(texts) - 1]
    assert len(asked) == COMPARED
    assert len(texts) - 2 in asked  # the one that shares a key with it alone
    assert asked == sorted(asked)
    assert set(range(FEW, FEW + COMPARED - 1)) < set(asked)  # of equal ones the first


def test_a_key_that_very_many_have_tells_nothing() -> None:
    many = [keyed(f"m{place:03}", 1, 2) for place in range(FREQUENT)]
    last = keyed("z", 1, 2)
    before = [*strangers(FEW), *many]
    assert len([left for left, _ in compared([*before, last]) if left == len(before)]) == COMPARED
    assert [left for left, _ in compared([*before, keyed("y", 1, 2), last]) if left == len(before) + 1] == []


def copy(left: int, right: int, exact: float = 1.0, sizes: tuple[int, int] = (10, 10), shared: int = 10) -> Relation:
    return relation(left, right, matches(shared, exact=exact), sizes=sizes)


def test_a_copy_is_laid_aside_and_not_compared_with_later_ones() -> None:
    assert compared(strangers(4), lambda left, right: copy(left, right) if (left, right) == (1, 0) else None) == [
        (1, 0), (2, 0), (3, 0), (3, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("found", "laid_aside"),
    [
        (copy(1, 0, exact=0.9), True), (copy(1, 0, exact=0.89), False), (copy(1, 0, shared=9), True), (copy(1, 0, shared=8), False),
        (copy(1, 0, sizes=(10, 12)), False), (copy(1, 0, sizes=(12, 10)), False), (copy(1, 0, sizes=(10, 11)), True),
    ],
)  # fmt: skip
def test_what_is_kept_of_a_text_that_needs_no_comparing(found: Relation, laid_aside: bool) -> None:
    asked = compared(strangers(3), lambda left, right: found if (left, right) == (1, 0) else None)
    assert ((2, 1) not in asked) is laid_aside


@pytest.mark.parametrize(("count", "exact", "laid_aside"), [(MANY, 0.5, False), (MANY + 1, 0.5, True), (MANY + 1, 0.49, False)])
def test_in_a_story_of_very_many_texts_edited_copies_are_laid_aside_too(count: int, exact: float, laid_aside: bool) -> None:
    asked = compared(strangers(count), lambda left, right: copy(left, right, exact) if (left, right) == (1, 0) else None)
    assert ((2, 1) not in asked) is laid_aside


def test_translations_find_each_other_by_one_name_or_number() -> None:
    spanish = [keyed(f"e{place}", 1, 2, language="es", fixed=frozenset({place})) for place in range(3)]
    english = keyed("x", 5, fixed=frozenset({1}))
    texts = [*strangers(FEW), *spanish, english]
    assert [right for left, right in compared(texts) if left == len(texts) - 1] == [FEW + 1]
    same = keyed("y", 5, language="es", fixed=frozenset({1}))
    assert [right for left, right in compared([*texts[:-1], same]) if left == len(texts) - 1] == []  # its own language by its words


def test_names_are_not_asked_for_where_all_texts_are_of_one_language() -> None:
    texts = [*strangers(FEW), keyed("a", 1, fixed=frozenset({1})), keyed("b", 2, fixed=frozenset({1}))]
    assert compared(texts)[FEW * (FEW - 1) // 2 :] == []


def test_what_is_found_is_given_in_the_order_of_the_texts() -> None:
    with patch("variorum.descent.pairs.compared", lambda left, right, *_: relation(left, right, 1)):
        assert [(one.left, one.right) for one in pairs.related(strangers(3))] == [(1, 0), (2, 0), (2, 1)]

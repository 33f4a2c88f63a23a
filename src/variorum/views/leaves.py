"""Long lists in leaves: as many rows on a page as make a page of bearable weight, and never more than can be looked through."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeVar

from variorum.model.leaf import Leaf
from variorum.views.witnesses import Citation

T = TypeVar("T")

MOST_ROWS = 40
# Characters of text and markup, peeks not counted (see apps/citing.py): with these a page stays below 500 kB.
MOST_WEIGHT = 250_000
# What a line shows of what may be without end; the rest is counted, and a page of its own shows all.
MOST_CITED = 10
MOST_LISTED = 8
LONGEST_VALUE = 1_200  # characters of one value that a page shows: a sentence has 150; only the report itself is shown whole
_CITE, _VALUE = 140, 60  # characters of markup around a citation, and around a value


def leaf(rows: Sequence[T], page: int = 1, at: Callable[[T], bool] | None = None, whole: bool = False) -> Leaf[T]:
    """The page of this number (the last, if there are not so many), or the one with the first row for which `at` holds.

    `whole`: rows are given as data, which leave nothing out, and so there are fewer on a page.
    """
    starts, weight = [0], 0
    for place, row in enumerate(rows):
        mine = _weight(row, whole)
        weight += mine
        if place > starts[-1] and (weight > MOST_WEIGHT or place - starts[-1] >= MOST_ROWS):
            starts.append(place)
            weight = mine
    if at is not None and (found := next((place for place, row in enumerate(rows) if at(row)), None)) is not None:
        page = sum(start <= found for start in starts)
    page = min(max(1, page), len(starts))
    end = starts[page] if page < len(starts) else len(rows)
    return Leaf(tuple(rows[starts[page - 1] : end]), page, len(starts), len(rows))


def _weight(row: object, whole: bool) -> int:
    """About how many characters a row takes: as data, or on a page that shows no more of it than the limits above."""
    if isinstance(row, str):
        return _VALUE + (len(row) if whole else min(len(row), LONGEST_VALUE))
    if isinstance(row, Citation) and not whole:
        return min(len(row.numbers), MOST_CITED) * _CITE
    if isinstance(row, (tuple, list)):
        return sum(_weight(part, whole) for part in (row if whole else row[:MOST_LISTED]))
    if is_dataclass(row):
        return sum(_weight(getattr(row, field.name), whole) for field in fields(row))
    return _VALUE // 4

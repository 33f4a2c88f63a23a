"""Items handed out in batches, and what comes back of them: what all engines have in common."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from variorum.contracts import Lost


class Batch(NamedTuple):
    first: int  # index of the first item
    items: Sequence[Any]


def batches(items: Iterable[Any], size: int) -> Iterator[Batch]:
    """The items in order, so many at a time; no more are asked for than are taken."""
    rest = iter(items)
    first = 0
    while part := list(islice(rest, max(1, size))):
        yield Batch(first, part)
        first += len(part)


def each_by_itself(batch: Batch) -> list[Batch]:
    """The items of a batch that killed its worker, to be tried one by one."""
    return [Batch(batch.first + place, [item]) for place, item in enumerate(batch.items)]


def results(batch: Batch, made: list[tuple[str, Any]]) -> Iterator[tuple[int, Any] | Lost]:
    """What `worker.each` made of a batch, each item under its index."""
    for place, (how, value) in enumerate(made):
        yield (batch.first + place, value) if how == "made" else Lost(batch.first + place, *value)

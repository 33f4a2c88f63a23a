"""One page of a long list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """Some rows of a list: the page's number from 1, how many pages there are, and how many rows on all of them."""

    rows: tuple[T, ...]
    page: int
    pages: int
    total: int

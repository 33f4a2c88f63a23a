"""Sets that grow together: union-find, by size and with path halving (Tarjan and van Leeuwen 1984)."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Forest(Generic[Item]):
    """Disjoint sets over whatever can be a key; an item not met before is a set of its own."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._parent: dict[Item, Item] = {item: item for item in items}
        self._size: dict[Item, int] = dict.fromkeys(self._parent, 1)

    def root(self, item: Item) -> Item:
        """The item that stands for the set; it changes when sets join."""
        parent = self._parent
        if item not in parent:
            parent[item], self._size[item] = item, 1
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: Item, b: Item) -> None:
        first, second = self.root(a), self.root(b)
        if first == second:
            return
        if self._size[first] < self._size[second]:
            first, second = second, first
        self._parent[second] = first
        self._size[first] += self._size[second]

    def sets(self) -> list[list[Item]]:
        """The sets, each in the order in which its items were met, in the order of their first ones."""
        found: dict[Item, list[Item]] = {}
        for item in self._parent:
            found.setdefault(self.root(item), []).append(item)
        return list(found.values())

"""The ids of stories (law 8): a story keeps the id it was first given, however it grows, and the ids that gave way to it still answer."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

from variorum.model.rows import content_id


class Named(NamedTuple):
    """The id of a story, and those that gave way to it."""

    id: str
    formerly: tuple[str, ...] = ()


def named(
    groups: Sequence[tuple[str, ...]],
    lineage: Mapping[str, str],
    formerly: Mapping[str, tuple[str, ...]],
    standing: Callable[[str], bool],
) -> list[Named]:
    """The names of stories, given as sorted report ids.

    `lineage`: report -> the story that it was last told in. `formerly`: what gave way to those stories. `standing`: does an id belong to
    a story whose reports are not among these? A story that was goes on in the group that has most of its reports, one group each; a
    group without one has an id made of its reports.
    """
    shared = Counter((lineage[report], number) for number, group in enumerate(groups) for report in group if report in lineage)
    ranked = sorted(shared, key=lambda pair: (-shared[pair], pair))
    ids: dict[int, str] = {}
    heirs: dict[str, int] = {}
    for old, number in ranked:
        if number not in ids and old not in heirs and not standing(old):
            ids[number], heirs[old] = old, number
    for old, number in ranked:
        heirs.setdefault(old, number)
    living = set(ids.values())
    for number, group in enumerate(groups):
        if number not in ids:
            first = content_id("story", list(group))
            others = (content_id("story", first, again) for again in count(2))
            ids[number] = next(one for one in chain([first], others) if one not in living and not standing(one))
            living.add(ids[number])
    gave_way: dict[int, set[str]] = {}
    for old, number in heirs.items():
        if not standing(old):
            gave_way.setdefault(number, set()).update((old, *formerly.get(old, ())))
    return [Named(ids[number], tuple(sorted(gave_way.get(number, set()) - living))) for number in range(len(groups))]

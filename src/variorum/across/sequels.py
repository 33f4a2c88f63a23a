"""Which story follows another: the same matter, days later. Two stories that are parted stay beside each other by this.

Stories are compared only where reports of both hang together by links, and by a few reports of each: the work does not grow with a story.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from variorum.across.features import Features
from variorum.across.likeness import Ints, Sheet
from variorum.across.parting import LEAST

# Found on ECB+ topics 1-35, where the two events of a topic are alike and may be years apart (training/stories/README.md).
SHARED: Final = 2  # so many of their reports' rarest words two stories must share to be compared
SPOKESMEN: Final = 12  # reports of a story that are compared, the first by id
SOONEST: Final = 1  # the fewest days between the middle reports of two stories
LATEST: Final = 366  # and the most
KNOWN: Final = 50  # a day less sure, in a hundred, tells no order


class Sequel(NamedTuple):
    """A story and one that follows it, each named by its first report."""

    earlier: str
    later: str


def sequels(component: Sequence[Features], groups: Sequence[tuple[str, ...]]) -> list[Sequel]:
    """The stories of one component that follow each other, in sorted order."""
    of = {one.report: one for one in component}
    dated = [(day, group) for group in groups if (day := _middle_day([of[report] for report in group])) is not None]
    if len(dated) < 2:
        return []
    rare = [{number for report in group[:SPOKESMEN] for number in of[report].rare} for _, group in dated]
    spokesmen = [of[report] for _, group in dated for report in group[:SPOKESMEN]]
    sheet = Sheet(spokesmen)
    ends = np.cumsum([len(group[:SPOKESMEN]) for _, group in dated])
    found = []
    for place, (day, group) in enumerate(dated):
        for after, (other_day, other) in enumerate(dated[place + 1 :], place + 1):
            near = SOONEST <= abs(day - other_day) <= LATEST and len(rare[place] & rare[after]) >= SHARED
            if near and _alike(sheet, _places(ends, place), _places(ends, after)) >= LEAST:
                earlier, later = (group, other) if day < other_day else (other, group)
                found.append(Sequel(earlier[0], later[0]))
    return sorted(found)


def _places(ends: Ints, place: int) -> Ints:
    return np.arange(ends[place - 1] if place else 0, ends[place])


def _alike(sheet: Sheet, one: Ints, other: Ints) -> float:
    """The mean log odds, in thousandths, of two stories' reports, were they of one day."""
    return sum(int(sheet.odds(place, other, of_one_day=True).sum()) for place in one.tolist()) / (len(one) * len(other))


def _middle_day(reports: Sequence[Features]) -> int | None:
    """The middle one of the days that are sure enough; of two the earlier."""
    days = sorted(one.day for one in reports if one.day is not None and one.sure >= KNOWN)
    return days[(len(days) - 1) // 2] if days else None


def resolved(found: Sequence[Sequel], stories: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Story id -> the ids of the stories before and after it; `stories`: report -> the story that it is told in now.

    What a person joined is no sequel of itself.
    """
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for one in found:
        earlier, later = stories.get(one.earlier), stories.get(one.later)
        if earlier and later and earlier != later:
            before.setdefault(later, set()).add(earlier)
            after.setdefault(earlier, set()).add(later)
    return {story: (tuple(sorted(before.get(story, ()))), tuple(sorted(after.get(story, ())))) for story in sorted({*before, *after})}

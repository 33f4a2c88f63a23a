"""Which reports tell of the same event. The only judgement that sees the whole world, so it uses cheap features and no parser.

A partition is a function of the set of reports alone (law 3): a word's weight comes from a fixed table, the likeness of two reports depends
on these two only, and what hangs together is cut by a rule that does not know in which order reports came. So a library can keep three
things and grow report by report:

1. `features(report)`, kept as bytes under the report's id;
2. its `rare` numbers in a table (number, report), with an index: a report that shares SHARED of them is a candidate (`candidates`);
3. the links (report, report) that `links` finds between a new report and its candidates.

Only the connected component of links that holds the new report is cut again (`cut`). `partition` does the same for all reports at once.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from variorum.across import features as kept
from variorum.across.features import RARE, Features, Numbers
from variorum.across.likeness import Sheet
from variorum.across.parting import LINKED, cut
from variorum.model.decision import Decision
from variorum.model.report import Report
from variorum.text.cluster import components, groups_of

SHARED: Final = 2  # so many of their RARE weightiest words two reports must share to be compared
_PAIRS_AT_ONCE: Final = 4_000_000  # pairs kept before doubles are taken out

Ints = np.ndarray[Any, np.dtype[np.int64]]


def links(new: Features, candidates: Sequence[Features]) -> list[str]:
    """The reports among the candidates that a report hangs together with. The same pair is judged the same from either side."""
    shared = set(new.rare)
    near = [one for one in candidates if one.report != new.report and len(shared & set(one.rare)) >= SHARED]
    odds = Sheet([new, *near]).odds(0, np.arange(1, len(near) + 1))
    return sorted(one.report for one, told in zip(near, odds, strict=True) if told >= LINKED)


def candidates(all_features: Sequence[Features]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Every pair (lower index, higher index) that shares SHARED of its rare words: found by sorting numbers made of two words at once."""
    keys, owners = [], []
    first, second = np.triu_indices(RARE, 1)
    for index, one in enumerate(all_features):
        rare = np.array(one.rare, np.uint64)
        used = second < len(rare)
        keys.append(key_of(rare[first[used]], rare[second[used]]))
        owners.append(np.full(int(used.sum()), index, np.int64))
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return pairs_of_equal(np.concatenate(keys), np.concatenate(owners))


def key_of(lesser: Numbers, greater: Numbers) -> Numbers:
    """One number of each two rare words: reports with the same one share both."""
    return lesser * np.uint64(0x9E3779B97F4A7C15) ^ greater


def pairs_of_equal(keys: Numbers, owners: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """All distinct pairs of owners that have a key in common. Owners stand in rising order for each key."""
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    packed: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    at, step, waiting = np.arange(len(keys)), 1, 0
    while len(at):
        # What has no equal at this distance has none at a greater one: the work is as much as there are pairs.
        at = at[: np.searchsorted(at, len(keys) - step)]
        at = at[keys[at] == keys[at + step]]
        packed.append(owners[at] << 32 | owners[at + step])
        step, waiting = step + 1, waiting + len(at)
        if waiting > _PAIRS_AT_ONCE:
            packed, waiting = [_distinct(np.concatenate(packed))], 0
    pairs = _distinct(np.concatenate(packed)) if packed else np.zeros(0, np.int64)
    return pairs >> 32, pairs & 0xFFFFFFFF


def _distinct(values: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Each value once, sorted; numpy's own goes by hashing, which takes ten times as long here."""
    values = np.sort(values)
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def group(all_features: Sequence[Features]) -> list[tuple[str, ...]]:
    """The stories of many reports at once, from what is kept of them."""
    ordered = sorted({one.report: one for one in all_features}.values(), key=lambda one: one.report)
    label = components(len(ordered), *all_links(ordered))
    return sorted(
        story
        for members in groups_of(label)
        for story in (cut([ordered[i] for i in members]) if len(members) > 1 else [(ordered[members[0]].report,)])
    )


def all_links(ordered: Sequence[Features]) -> tuple[Ints, Ints]:
    """All pairs (lower index, higher index) that hang together: what `links` finds one by one, for all reports in one pass."""
    left, right = candidates(ordered)
    if not len(left):
        return left, right
    sheet = Sheet(ordered)
    near = np.zeros(len(left), bool)
    starts = np.flatnonzero(np.diff(left, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(left)], strict=True):
        near[start:end] = sheet.odds(int(left[start]), right[start:end]) >= LINKED
    return left[near], right[near]


def partition(reports: Sequence[Report]) -> list[tuple[str, ...]]:
    """Reports grouped by event: sorted ids, each report in exactly one story. The order in which reports are given changes nothing."""
    return group(kept.features_of(reports))


def apply_decisions(stories: Sequence[tuple[str, ...]], decisions: Sequence[Decision]) -> list[tuple[str, ...]]:
    """A partition after what was decided of stories, in the order of the decisions. Reports that are not in the library are passed over.

    A decision names reports and not stories, so that it holds when later reads have changed a story's members and so its id.
    """
    home: dict[str, int] = {report: index for index, story in enumerate(stories) for report in story}
    members: dict[int, set[str]] = {index: set(story) for index, story in enumerate(stories)}
    for decision in decisions:
        named = [report for report in decision.value.reports if report in home]
        if not named:
            continue
        if decision.kind == "join":
            gone = {home[report] for report in named}
            moved, goal = {report for index in gone for report in members[index]}, min(gone)
        elif decision.kind == "move" and decision.value.to in home:
            moved, goal = set(named), home[decision.value.to]
        elif decision.kind == "split":
            moved, goal = set(named), max(members, default=0) + 1
            members[goal] = set()
        else:
            continue
        for report in moved:
            members[home[report]].discard(report)
            home[report] = goal
            members[goal].add(report)
    return sorted(tuple(sorted(story)) for story in members.values() if story)

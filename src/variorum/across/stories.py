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
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any, Final

import numpy as np

from variorum.language.headings import day_in_head
from variorum.language.rarity import rarity
from variorum.model.decision import Decision
from variorum.model.report import Report
from variorum.text.cluster import components, groups_of
from variorum.text.cutting import Table, cut_component
from variorum.text.shingle import counted_form, number_of, words

# Found on ECB+ topics 1-35 and the BASIL events together (benchmarks/quality/stories.py).
NEAR: Final = 0.25  # a link: least likeness at which two reports may hang together at all
RARE: Final = 16  # weightiest words of a report, under which others find it
SHARED: Final = 2  # so many of them two reports must share to be compared
SHARPNESS: Final = 1.5  # power of a word's rarity in its weight: names and numbers outweigh common nouns
LEAD: Final = 400  # characters from the start whose words count more
LEAD_WEIGHT: Final = 1.5
DAYS: Final = 10  # reports whose known days are further apart are never linked: last year's summit is another one
_PAIRS_AT_ONCE: Final = 4_000_000  # pairs kept before doubles are taken out
_SCALE: Final = 1 << 14  # weights are kept as whole numbers, so that sums are exact in any order

Numbers = np.ndarray[Any, np.dtype[np.uint64]]
Weights = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class Features:
    """What is kept of a report for telling stories apart: its words as numbers (sorted) with whole-number weights of a unit vector."""

    report: str
    numbers: Numbers
    weights: Weights
    rare: tuple[int, ...]
    day: int | None  # days since 0001-01-01

    def to_bytes(self) -> bytes:
        """Compact form for a table: number of words, day, number of rare words, then the arrays, little-endian."""
        head = np.array([len(self.numbers), -1 if self.day is None else self.day, len(self.rare)], "<i8")
        return b"".join(
            (
                head.tobytes(),
                self.numbers.astype("<u8").tobytes(),
                np.array(self.rare, "<i8").tobytes(),
                self.weights.astype("<i4").tobytes(),
            )
        )

    @classmethod
    def from_bytes(cls, report: str, data: bytes) -> "Features":
        count, day, rare = (int(value) for value in np.frombuffer(data, "<i8", 3))
        numbers = np.frombuffer(data, "<u8", count, 24)
        found = np.frombuffer(data, "<i8", rare, 24 + 8 * count)
        return cls(
            report,
            numbers,
            np.frombuffer(data, "<i4", count, 24 + 8 * (count + rare)),
            tuple(int(n) for n in found),
            None if day < 0 else day,
        )


def features(report: Report) -> Features:
    """The weighted words of a report's title and speaking blocks, or of the whole text where no block is marked."""
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    told = _told(report)
    language = report.language or "en"
    for place, word in words(told):
        form = counted_form(word)
        counts[form] = counts.get(form, 0) + 1
        first.setdefault(form, place)
    weighted = {
        form: rarity(form, language) ** SHARPNESS * (1 + log(count)) * (LEAD_WEIGHT if first[form] < LEAD else 1.0)
        for form, count in counts.items()
    }
    weighted = {form: weight for form, weight in weighted.items() if weight > 0.01}
    length = sum(weight * weight for weight in weighted.values()) ** 0.5 or 1.0
    rows = sorted((number_of(form), round(weight / length * _SCALE)) for form, weight in weighted.items())
    heavy = sorted(rows, key=lambda row: (-row[1], row[0]))[:RARE]
    return Features(
        report.id,
        np.array([number for number, _ in rows], np.uint64),
        np.array([weight for _, weight in rows], np.int32),
        tuple(sorted(number for number, _ in heavy)),
        _day(report.published) or day_in_head(report.text),
    )


def _told(report: Report) -> str:
    told = "\n".join(report.text[block.start : block.end] for block in report.speaking) or report.text
    title = report.title or ""
    return told if not title or title in told[: len(title) + LEAD] else f"{title}\n{told}"


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None  # a year or a month alone: too coarse to keep reports apart


def likeness(one: Features, other: Features) -> float:
    """The cosine of two reports' weighted words, 0..1."""
    _, left, right = np.intersect1d(one.numbers, other.numbers, assume_unique=True, return_indices=True)
    return float(one.weights[left].astype(np.int64) @ other.weights[right].astype(np.int64)) / _SCALE**2


def links(new: Features, candidates: Sequence[Features]) -> list[str]:
    """The reports among the candidates that a report hangs together with. The same pair is judged the same from either side."""
    if not candidates:
        return []
    linked = _linked(new, [(len(c.numbers), c.day) for c in candidates], [c.numbers for c in candidates], [c.weights for c in candidates])
    shared = set(new.rare)
    return sorted(
        c.report
        for c, near in zip(candidates, linked, strict=True)
        if near and c.report != new.report and len(shared & set(c.rare)) >= SHARED
    )


def _linked(new: Features, shapes: Sequence[tuple[int, int | None]], numbers: Sequence[Numbers], weights: Sequence[Weights]) -> list[bool]:
    """Which of many word vectors are near to one, in one pass over all their words."""
    pool, values = np.concatenate(numbers), np.concatenate(weights)
    place = np.searchsorted(new.numbers, pool)
    place[place == len(new.numbers)] = 0
    hit = new.numbers[place] == pool if len(new.numbers) else np.zeros(len(pool), bool)
    products = np.where(hit, new.weights[place].astype(np.int64) * values, 0) if len(new.numbers) else np.zeros(len(pool), np.int64)
    ends = np.cumsum([count for count, _ in shapes])
    sums = np.concatenate([[0], np.cumsum(products)])
    totals = sums[ends] - sums[ends - np.array([count for count, _ in shapes])]
    apart = [new.day is not None and day is not None and abs(new.day - day) > DAYS for _, day in shapes]
    return [bool(total >= NEAR * _SCALE**2) and not far for total, far in zip(totals, apart, strict=True)]


def candidates(all_features: Sequence[Features]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Every pair (lower index, higher index) that shares SHARED of its rare words: found by sorting numbers made of two words at once."""
    keys, owners = [], []
    first, second = np.triu_indices(RARE, 1)
    for index, one in enumerate(all_features):
        rare = np.array(one.rare, np.uint64)
        used = second < len(rare)
        keys.append(rare[first[used]] * np.uint64(0x9E3779B97F4A7C15) ^ rare[second[used]])
        owners.append(np.full(int(used.sum()), index, np.int64))
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return _pairs_of_equal(np.concatenate(keys), np.concatenate(owners))


def _pairs_of_equal(keys: Numbers, owners: np.ndarray[Any, Any]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
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


def cut(component: Sequence[Features]) -> list[tuple[str, ...]]:
    """The stories of reports that hang together by links: each a sorted tuple of ids, in sorted order."""
    ordered = sorted(component, key=lambda one: one.report)
    table = Table.of([one.numbers for one in ordered], [one.weights for one in ordered])
    return sorted(tuple(ordered[i].report for i in group) for group in cut_component(table))


def group(all_features: Sequence[Features]) -> list[tuple[str, ...]]:
    """The stories of many reports at once, from what is kept of them."""
    ordered = sorted({one.report: one for one in all_features}.values(), key=lambda one: one.report)
    label = components(len(ordered), *all_links(ordered))
    return sorted(
        story
        for members in groups_of(label)
        for story in (cut([ordered[i] for i in members]) if len(members) > 1 else [(ordered[members[0]].report,)])
    )


def all_links(ordered: Sequence[Features]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """All pairs (lower index, higher index) that hang together: what `links` finds one by one, for all reports in one pass."""
    left, right = candidates(ordered)
    if not len(left):
        return left, right
    _, words_of = np.unique(np.concatenate([one.numbers for one in ordered]), return_inverse=True)
    weights = np.concatenate([one.weights for one in ordered]).astype(np.int64)
    counts = np.array([len(one.numbers) for one in ordered])
    begins = np.cumsum(counts) - counts
    days = np.array([np.nan if one.day is None else one.day for one in ordered])
    near = ~(np.abs(days[left] - days[right]) > DAYS)
    row = np.zeros(int(words_of.max(initial=0)) + 1, np.int64)
    starts = np.flatnonzero(np.diff(left, prepend=-1))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(left)], strict=True):
        here = slice(begins[left[start]], begins[left[start]] + counts[left[start]])
        row[words_of[here]] = weights[here]
        others = right[start:end]
        ends = np.cumsum(counts[others])
        places = np.arange(ends[-1]) + np.repeat(begins[others] - ends + counts[others], counts[others])
        sums = np.concatenate([[0], np.cumsum(row[words_of[places]] * weights[places])])
        near[start:end] &= sums[ends] - sums[ends - counts[others]] >= NEAR * _SCALE**2
        row[words_of[here]] = 0
    return left[near], right[near]


def partition(reports: Sequence[Report]) -> list[tuple[str, ...]]:
    """Reports grouped by event: sorted ids, each report in exactly one story. The order in which reports are given changes nothing."""
    return group([features(report) for report in reports])


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

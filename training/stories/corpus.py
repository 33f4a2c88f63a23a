"""What the recipe learns stories from: reports whose events are known, with days made for them, and groups that are one event or two."""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "quality"))
from stories import report_of
from variorum import pipeline
from variorum.across.features import SURE, Features, features_of

CORPORA = ("ecbplus_clusters", "basil_quotes", "story_differences")
# How often a report's day is of such a basis, or not known, in the worlds that are made.
BASES = {"given": 0.1, "metadata": 0.45, "text": 0.15, "crawl": 0.1, "": 0.2}
SOON = 10  # days within which half of all events lie
WHOLE = 2  # times that an event, or two, are drawn whole; the other draws leave out up to half
YEARS = 1000  # days within which all do, and by which a stray day is off at most


@dataclass(frozen=True)
class Corpus:
    """Reports of one corpus side by side: their features, and the gold event of each."""

    name: str
    features: tuple[Features, ...]
    events: tuple[str, ...]

    def of(self, event: str) -> list[int]:
        return [place for place, one in enumerate(self.events) if one == event]

    def some(self, wanted: Sequence[int]) -> "Corpus":
        return Corpus(self.name, tuple(self.features[place] for place in wanted), tuple(self.events[place] for place in wanted))


def read(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "documents.jsonl").read_text("utf-8").splitlines() if line.strip()]


def corpus(shared: Path, name: str) -> Corpus:
    """A corpus with the days that its reports have."""
    rows = read(shared / "data" / name)
    found: list[Features] = []
    for start in range(0, len(rows), 100):
        found += features_of([pipeline.prepare(report_of(row)) for row in rows[start : start + 100]])
    return Corpus(name, tuple(found), tuple(str(row["event"]) for row in rows))


def in_a_made_world(given: Corpus, chance: random.Random) -> Corpus:
    """The corpus with days made for its events and reports: half of the events of a few days, some days not known, some astray.

    The corpora's own days would teach that days alone part events, because their events lie years apart.
    """
    event_day = {event: 700_000 + chance.randrange(SOON if chance.random() < 0.5 else YEARS) for event in sorted(set(given.events))}
    made = []
    for one, event in zip(given.features, given.events, strict=True):
        basis = chance.choices(list(BASES), list(BASES.values()))[0]
        day = event_day[event] + chance.choice((0, 0, 0, 1, 1, 2))
        if basis and chance.random() * 100 > SURE[basis]:
            day += chance.randrange(YEARS)
        made.append(replace(one, day=day, sure=SURE[basis]) if basis else replace(one, day=None, sure=0))
    return Corpus(given.name, tuple(made), given.events)


def groups(given: Corpus, odds: np.ndarray[Any, Any], rounds: int, least: int, chance: random.Random) -> Iterator[list[int]]:
    """Groups of places for the second look: one event or most of its reports, and two events most alike, or most of theirs.

    `odds` are those of the link for all pairs; a group has `least` reports or more.
    """
    events = sorted(set(given.events))
    of = {event: given.of(event) for event in events}

    def some(event: str, fewest: int) -> list[int]:
        members = of[event]
        return chance.sample(members, chance.randint(min(len(members), max(fewest, len(members) // 2)), len(members)))

    for event in events:
        if len(of[event]) >= least:
            yield from [of[event]] * WHOLE
            yield from (sorted(some(event, least)) for _ in range(rounds))
    for event in events:
        others = sorted((other for other in events if other != event), key=lambda other: -odds[np.ix_(of[event], of[other])].mean())
        for other in others[:2]:
            for number in range(rounds):
                both = sorted(of[event] + of[other] if number < WHOLE else some(event, 2) + some(other, 2))
                if len(both) >= least:
                    yield both

"""How likely do two sentences tell one thing? A small trained combiner over what is already known of both.

What it weighs is taken from the sentences, their statements and their vectors; no model runs. Words count by the fixed table of
rarity, so that a pair is judged alike in a story of two reports and of two hundred. Weights: `training/points/`.
"""

import json
from collections.abc import Sequence
from functools import cache, cached_property
from math import exp
from typing import Final, NamedTuple

from variorum.language.models.wordpiece import WEIGHTS
from variorum.language.rarity import rarity
from variorum.points.comparing import things
from variorum.points.surroundings import setting
from variorum.points.told import Told
from variorum.points.units import Unit, keys_of, named
from variorum.text import shingle

FILE: Final = "one_fact.json"
OF_STATE: Final = 4.0  # what the name of a state tells, beside the words of the table
VALUES: Final = frozenset({"figures_differ", "times_agree", "times_differ"})  # the features that look at figures and times
ENOUGH: Final = 8  # equal words beyond these tell nothing more


class Likeness(NamedTuple):
    """The chance, 0..1, that two sentences tell one thing, and the two statements that are most alike."""

    chance: float
    left: Unit
    right: Unit


class Side:
    """A telling and its units, with what is asked of them at every comparison."""

    def __init__(self, told: Told, units: Sequence[Unit]) -> None:
        self.told, self.units = told, units

    @cached_property
    def keys(self) -> frozenset[str]:
        return keys_of(self.told.words)

    @cached_property
    def weight(self) -> dict[str, float]:
        """Content key -> how much the word tells."""
        found: dict[str, float] = {}
        for word in self.told.words:
            state = named(word.text) if word.capital else None
            if state:
                found[state] = OF_STATE
            elif word.key in self.keys:
                found[word.key] = max(found.get(word.key, 0.0), rarity(shingle.counted_form(word.text)))
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        return setting(self.told)

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset[str]().union(*(unit.act for unit in self.units))

    @cached_property
    def numbers(self) -> frozenset[float]:
        return frozenset(count.figure.number for count in self.told.counts if count.figure.number is not None)

    @cached_property
    def masses(self) -> tuple[float, ...]:
        """What the words of each unit tell together."""
        return tuple(self.mass(unit.keys) or 1.0 for unit in self.units)

    def mass(self, keys: frozenset[str]) -> float:
        return sum(self.weight.get(key, 1.0) for key in keys)


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads((WEIGHTS / FILE).read_text("utf-8"))["weights"]
    return found


def likeness(a: Side, b: Side, near: float) -> Likeness:
    """`near` is the cosine of the sentences."""
    found, left, right = features(a, b, near)
    weights = _weights()
    total = weights["constant"] + sum(weights[name] * value for name, value in found.items())
    return Likeness(1 / (1 + exp(-total)), left, right)


def of_one_event(a: Side, b: Side, near: float) -> float:
    """The log odds that two sentences tell one thing, their figures and times left aside: what these are of may still differ."""
    weights = _weights()
    found = features(a, b, near)[0]
    return weights["constant"] + sum(weights[name] * value for name, value in found.items() if name not in VALUES)


def features(a: Side, b: Side, near: float) -> tuple[dict[str, float], Unit, Unit]:
    """What the combiner weighs, by name, and the two units most alike."""
    shared = a.keys & b.keys
    times = [things.clash(one, other) for one in a.told.times for other in b.told.times]
    larger, who, object_, left, right = _nearest(a, b)
    return (
        {
            "near": near,
            "words": min(len(shared - a.names - b.names), ENOUGH) / ENOUGH,
            "names": _share(a.names, b.names),
            "names_on_both": float(bool(a.names and b.names)),
            "act": float(bool(a.acts & b.acts)),
            "figures_differ": float(bool(a.numbers and b.numbers) and not a.numbers & b.numbers),
            "times_agree": float(bool(times) and not all(times)),
            "times_differ": float(bool(times) and all(times)),
            "statement": larger,
            "who": who,
            "whom": object_,
        },
        left,
        right,
    )


def _nearest(a: Side, b: Side) -> tuple[float, float, float, Unit, Unit]:
    """Of the two units most alike: the share of one's words that the other has, whom and whose they are told of, and the units."""
    best: tuple[float, float, float, float, Unit, Unit] | None = None
    for left, mass_a in zip(a.units, a.masses, strict=True):
        for right, mass_b in zip(b.units, b.masses, strict=True):
            mass = a.mass(left.keys & right.keys)
            low, high = sorted((mass / mass_a, mass / mass_b))
            who = _share(left.who, right.who)
            score = high + 0.25 * low + 0.15 * bool(left.act & right.act) + 0.1 * who
            if best is None or score > best[0]:
                best = (score, high, who, _share(left.object | left.place, right.object | right.place), left, right)
    assert best is not None  # a telling has a unit at least
    return best[1:]


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the smaller set; 0 where either is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def shared(a: Unit, b: Unit) -> float:
    """How much of two units together is in both, a shared act counted more: 0 to 1.25."""
    return 2 * len(a.keys & b.keys) / (len(a.keys) + len(b.keys)) + 0.25 * bool(a.act & b.act)

"""Do a figure or a time of one telling and one of another answer one question? A small trained combiner over what is known of both.

What it weighs is taken from the words, statements and vectors that are there already; no model runs. Weights, and the labelled pairs they
come from: `training/questions/`.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from math import exp, log
from typing import Final, Generic, NamedTuple, TypeVar

from variorum.language.english import calendar
from variorum.language.english.dates import Written
from variorum.language.english.diff import FUNCTION, likeness, listed, stem
from variorum.language.english.units import CURRENCIES, MONEY_WORDS
from variorum.language.models.wordpiece import WEIGHTS
from variorum.points.aligning import alike
from variorum.points.aligning.alike import Side
from variorum.points.comparing import dating, figures, things
from variorum.points.comparing.measures import measure, noun, one_owner
from variorum.points.surroundings import abroad, acts, elsewhere
from variorum.points.told import Count, Told
from variorum.points.units import LIGHT

FILE: Final = "one_question.json"
WIDEST: Final = 12.0  # times by which figures for one thing may differ
CLOSE: Final = 1.2
FEW: Final = 13  # small numbers meet by chance
# Chance that equal numbers, and that figures of one measure, answer one question; the cosines they need, small numbers more.
ONE_NUMBER, ONE_MEASURE, NEAR_ENOUGH, NEAR_FOR_FEW = 0.85, 0.8, 0.48, 0.6
REACH, MOST_BESIDE = 5, 3  # words on either side of a value that tell what it is of, and how many in common tell all they can
MONEY: Final = frozenset({*CURRENCIES.values(), *MONEY_WORDS.values()})
# Words that tell of one more incident than the one that the story is about.
_ANOTHER: Final = frozenset(
    stem(word) for word in listed("another previous previously earlier separate similar worst deadliest aftershock second ago")
)

V = TypeVar("V", Count, Written)


class Asked(NamedTuple, Generic[V]):
    """Two values, and the chance, 0..1, that they answer one question."""

    one: V
    other: V
    chance: float


def of_figures(a: Told, b: Told, both: "Both") -> Iterator[Asked[Count]]:
    """Every two figures that one system of units can hold and that are not too far apart."""
    for one in a.counts:
        for other in b.counts:
            if figures.same_system(one.figure, other.figure) and size_apart(one, other) <= WIDEST:
                chance = _chance("figure", figure_features(a, b, one, other, both))
                if _one_number(one, other, both):
                    chance = max(chance, ONE_NUMBER)
                elif _one_measure(a, b, one, other, both):
                    chance = max(chance, ONE_MEASURE)
                yield Asked(one, other, chance)


def of_times(a: Told, b: Told, both: "Both") -> Iterator[Asked[Written]]:
    """Every two times that the calendar can hold side by side and that are not the same. Of times that clash too few are of one question
    to learn from; the chance is then that of the sentences, that they tell one thing.
    """
    for one in a.times:
        for other in b.times:
            if (stands := calendar.relation(one, other)) == "fits":
                yield Asked(one, other, _chance("time", time_features(a, b, one, other, both)))
            elif stands == "clash":
                yield Asked(one, other, 1 / (1 + exp(-both.one_thing)))


def size_apart(one: Count, other: Count) -> float:
    """How many times larger the larger figure is; without end where either is open or nothing."""
    sizes = [figures.size(figure) for figure in figures.alike_written(one.figure, other.figure)]
    return max(sizes) / min(sizes) if min(sizes) > 0 else float("inf")


def _one_number(one: Count, other: Count, both: "Both") -> bool:
    """One number of one thing beside a name in common: such seldom meet by chance. The combiner learned from unlike values alone."""
    number = one.figure.number
    if number is None or number != other.figure.number or one.figure.unit != other.figure.unit or not both.names:
        return False
    counts_alike = bool(one.figure.unit) or bool(one.counted & other.counted)
    return counts_alike and both.near >= NEAR_ENOUGH and (number >= 20 or both.near >= NEAR_FOR_FEW)


def _one_measure(a: Told, b: Told, one: Count, other: Count, both: "Both") -> bool:
    """Two tolls, magnitudes or ages of the same people in sentences near in meaning: the words say what both measure."""
    left, right = measure(a, one), measure(b, other)
    if left is None or right is None or left.kind != right.kind or not one_owner(left, right):
        return False
    if left.kind == "age":
        return bool(left.of and right.of)
    return both.near >= NEAR_ENOUGH and not both.another and not abroad(a, b)


class Both(NamedTuple):
    """What is weighed of two tellings, whatever is asked of them."""

    near: float
    one_thing: float
    names: float
    unnamed: float
    elsewhere: float
    another: float
    like: float

    @classmethod
    def of(cls, a: Side, b: Side, near: float) -> "Both":
        """`near` is the cosine of the sentences."""
        return cls(
            near,
            alike.of_one_event(a, b, near),
            len(a.names & b.names) / max(1, min(len(a.names), len(b.names))),
            float(not (a.names and b.names)),
            float(elsewhere(a.told, b.told)),
            float(another(a.told) != another(b.told)),
            min(likeness(a.keys, b.keys)),
        )


def figure_features(a: Told, b: Told, one: Count, other: Count, both: Both) -> dict[str, float]:
    """What is weighed of two figures: how far they lie apart, what they count and measure, and what stands round them."""
    left, right = measure(a, one), measure(b, other)
    apart = size_apart(one, other)
    smallest = min(figures.size(count.figure) for count in (one, other))
    places = _of_places(a, b, (one.figure.start, one.figure.end), (other.figure.start, other.figure.end))
    return (
        both._asdict()
        | places
        | {
            "apart": log(apart),
            "close": float(apart < CLOSE),
            "counted": float(bool(one.counted & other.counted)),
            "uncounted": float(not (one.counted and other.counted)),
            "noun": float(noun(a, one) == noun(b, other) != ""),
            "one_measure": float(left is not None and right is not None and left.kind == right.kind),
            "two_measures": float(left is not None and right is not None and left.kind != right.kind),
            "measured_once": float((left is None) != (right is None)),
            "unit": float(bool(one.figure.unit)),
            "money": float(one.figure.unit in MONEY),
            "attributive": float(one.figure.attributive != other.figure.attributive),
            "alone": float(_alone(a, one)) + float(_alone(b, other)),
            "few": float(smallest < FEW),
            "given": float(things.given(one, b) or things.given(other, a)),
            "bounds": float(one.figure.bound != "exact") + float(other.figure.bound != "exact"),
        }
    )


def time_features(a: Told, b: Told, one: Written, other: Written, both: Both) -> dict[str, float]:
    """What is weighed of two times: the fields of the calendar that both fill, and how alike the acts are that they date."""
    left, right = dating.dated(a, one), dating.dated(b, other)
    ours, theirs = calendar.fields(one.text), calendar.fields(other.text)
    filled = {name: float(None not in (mine, yours)) for name, mine, yours in zip(ours._fields[:5], ours, theirs, strict=False)}
    low, high = sorted(likeness(left.clause, right.clause))
    return (
        both._asdict()
        | _of_places(a, b, (one.start, one.end), (other.start, other.end))
        | filled
        | {
            "alone": float(len(a.times) == 1) + float(len(b.times) == 1),
            "precision": float(one.precision == other.precision),
            "one_act": float(bool((left.act & right.act) - LIGHT)),
            "act_told": float(bool((left.act & right.clause | right.act & left.clause) - LIGHT)),
            "clause": low,
            "shorter_clause": high,
            "who": float(bool(left.who & right.who)),
            "other_who": float(bool(left.who and right.who and not left.who & right.who)),
            "object": float(bool(left.object & right.object)),
            "other_object": float(bool(left.object and right.object and not left.object & right.object)),
            "saying": float(left.saying and right.saying),
            "said_once": float(left.saying != right.saying),
            "owned": float(left.owned) + float(right.owned),
            "noun_once": float(left.noun != right.noun),
            "other_side": float(left.side != right.side),
            "other_modality": float(left.modality != right.modality),
        }
    )


def _of_places(a: Told, b: Told, here: tuple[int, int], there: tuple[int, int]) -> dict[str, float]:
    """What stands round two places, whatever stands there."""
    beside, besides = _beside(a, *here), _beside(b, *there)
    shared = len(beside & besides)
    return {
        "acts": float(bool((acts(a, here[0]) & acts(b, there[0])) - LIGHT)),
        "beside": min(MOST_BESIDE, shared),
        "beside_share": shared / max(1, min(len(beside), len(besides))),
    }


def _beside(told: Told, start: int, end: int) -> frozenset[str]:
    """Keys of the content words that stand near a value."""
    first, last = told.word_at(start), told.word_at(end - 1) + 1
    around = (*told.words[max(0, first - REACH) : first], *told.words[last : last + REACH])
    return frozenset(word.key for word in around if word.key not in FUNCTION and not word.key.isdigit())


def _alone(told: Told, count: Count) -> bool:
    return sum(figures.same_system(count.figure, mine.figure) for mine in told.counts) == 1


def another(told: Told) -> bool:
    """Does it tell of one more incident than the one that the story is about?"""
    return any(word.key in _ANOTHER for word in told.words)


@cache
def _weights() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((WEIGHTS / FILE).read_text("utf-8"))["weights"]
    return found


def _chance(kind: str, given: Mapping[str, float]) -> float:
    weights = _weights()[kind]
    return 1 / (1 + exp(-weights["constant"] - sum(weights[name] * value for name, value in given.items())))

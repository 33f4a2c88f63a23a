"""The cheap screen: do two sentences answer one question?

A logistic model weighs what the sentences have in common and what only one has, counted, never read. Swapping the sentences changes
nothing. The chance decides which candidates are asked at all. Weights and figures: `training/judge/fit_screen.py`.

What is counted of two sentences alone is weighed once and kept while a story grows around them; how near they are among all its sentences
changes with every report, and is weighed anew, of all candidates at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from variorum.language.models.weights import learned
from variorum.questions.candidates import Candidate
from variorum.questions.crowd import Crowd, crowd
from variorum.questions.cues import Cues, Value, Words, cues
from variorum.questions.tellings import Telling, Tellings
from variorum.text.kept import Worked, kept, key_of
from variorum.text.logistic import chances, weigh

FILE: Final = "screen.json"
NEAR_COPY: Final = 0.7  # share of all words that both have
LEADING: Final = 3  # the first sentences of a report tell what all of it is about
DAYS: Final = (0, 1, 7)  # bounds of the classes of days between two tellings
CHANGED: Final = 2  # quoted words in common from which on a quotation counts as one, changed
# What the model gives beyond these counts is not told by more of them.
FEW: Final = 2
SOME: Final = 3
MANY: Final = 4


Floats = np.ndarray[Any, np.dtype[np.float64]]
PLACES: Final = 9  # of what is kept of two sentences: far below what a chance shows


class Judged(NamedTuple):
    """What the screen says of two sentences."""

    one: float  # the chance, 0..1, that they answer one question
    around: float  # cosine of the two with their neighbours


def judged(found: Tellings, pairs: Sequence[Candidate], worked: Worked) -> list[Judged]:
    """What the screen says of each candidate."""
    around = crowd(found, pairs)
    own = np.array([_weighed(found.all[one.a], found.all[one.b], worked) for one in pairs])
    return list(map(Judged, chances(learned(FILE), among_others(pairs, around), own), around.around.tolist()))


def _weighed(a: Telling, b: Telling, worked: Worked) -> float:
    """What the model makes of all that is counted of two sentences alone, in log odds; of two that were weighed before it is known."""
    of: float = worked.of_two(_mark(a), _mark(b), lambda: round(weigh(learned(FILE), alone(cues(a), cues(b))), PLACES))
    return of


@kept
def _mark(telling: Telling) -> int:
    """The key of all that the screen counts of a sentence alone."""
    return key_of(("screen", telling.identity, telling.order, len(telling.places)))


def features(found: Tellings, pairs: Sequence[Candidate]) -> Iterator[dict[str, float]]:
    """What the model weighs, by name, of each candidate."""
    among = among_others(pairs, crowd(found, pairs))
    for place, pair in enumerate(pairs):
        told = {name: float(column[place]) for name, column in among.items()}
        yield {**told, **alone(cues(found.all[pair.a]), cues(found.all[pair.b]))}


def alone(a: Cues, b: Cues) -> dict[str, float]:
    """What is counted of two sentences, whatever stands beside them in the story."""
    return {**_words(a, b), **_values(a, b), **_names(a, b), **_meant(a, b), **_quoted(a, b), **_standing(a, b)}


def among_others(pairs: Sequence[Candidate], around: Crowd) -> dict[str, Floats]:
    """How near the sentences of each candidate are, and how near beside all others of the story."""
    cosine = np.array([one.cosine for one in pairs], np.float64)
    return {
        "cosine": cosine,
        "cosine_squared": cosine**2,
        "centred": around.centred,
        "around": around.around,
        "rank_least": np.log1p(around.nearer.min(axis=1)),
        "rank_most": np.log1p(around.nearer.max(axis=1)),
        "margin": around.margin,
        "crowd": np.log1p(around.about),
    }


def _words(a: Cues, b: Cues) -> dict[str, float]:
    shared = a.rarity.keys() & b.rarity.keys()
    alone = sorted(math.fsum(value for key, value in side.rarity.items() if key not in shared) for side in (a, b))
    overlap = len(shared) / max(1, len(a.rarity) + len(b.rarity) - len(shared))
    squares = math.fsum(a.rarity[key] ** 2 for key in shared)
    return {
        "lexical": squares / (a.norm * b.norm) if squares else 0.0,
        "shared": math.log1p(len(shared)),
        "shared_rare": math.log1p(math.fsum(a.rarity[key] for key in shared)),
        "alone_least": math.log1p(alone[0]),
        "alone_most": math.log1p(alone[1]),
        "jaccard": overlap,
        "near_copy": float(overlap > NEAR_COPY),
        "same_root": float(a.root == b.root),
        "shared_acts": math.log1p(len(a.acts & b.acts)),
        "shared_subject": float(bool(a.subjects & b.subjects)),
    }


def _values(a: Cues, b: Cues) -> dict[str, float]:
    units = {unit for unit, _ in a.figures} & {unit for unit, _ in b.figures}
    unlike = sum(_of_unit(a, unit) != _of_unit(b, unit) for unit in units)
    return {
        "numbers_least": min(len(a.values), len(b.values), SOME),
        "numbers_most": min(max(len(a.values), len(b.values)), MANY),
        "numbers_equal": min(len(a.values & b.values), SOME),
        "unit_unlike": min(unlike, FEW),
        "unit_equal": min(len(units) - unlike, FEW),
        "values_apart": min(len(a.values - b.values), len(b.values - a.values), FEW),
        "times_least": min(len(a.times), len(b.times), SOME),
        "times_most": min(max(len(a.times), len(b.times)), MANY),
        "times_equal": min(len(a.times & b.times), SOME),
        "times_apart": min(_apart(a.times, b.times)[0], FEW),
    }


def _of_unit(side: Cues, unit: str) -> set[Value]:
    return {value for other, value in side.figures if other == unit}


def _apart(a: Words, b: Words) -> tuple[int, int]:
    """How many each has that the other has not: the fewer, the more."""
    least, most = sorted((len(a - b), len(b - a)))
    return least, most


def _names(a: Cues, b: Cues) -> dict[str, float]:
    least, most = _apart(a.names, b.names)
    return {
        "names_shared": math.log1p(len(a.names & b.names)),
        "names_alone_least": math.log1p(least),
        "names_alone_most": math.log1p(most),
        "persons_apart": min(_apart(a.persons, b.persons)[0], FEW),
        "places_apart": min(_apart(a.places, b.places)[0], FEW),
    }


def _meant(a: Cues, b: Cues) -> dict[str, float]:
    return {
        "negated_apart": float(a.negated != b.negated),
        "negated_both": float(a.negated and b.negated),
        "possible_apart": float(a.possible != b.possible),
        "ahead_apart": float(a.ahead != b.ahead),
        "said_apart": float(a.said != b.said),
        "said_both": float(a.said and b.said),
        "question": float(a.question or b.question),
    }


def _quoted(a: Cues, b: Cues) -> dict[str, float]:
    shared = len(a.quoted & b.quoted)
    least, most = sorted((len(a.quoted), len(b.quoted)))
    return {
        "quoted_least": math.log1p(least),
        "quoted_most": math.log1p(most),
        "quoted_shared": math.log1p(shared),
        "quotation_changed": float(CHANGED < shared < most),
    }


def _standing(a: Cues, b: Cues) -> dict[str, float]:
    shorter, longer = sorted((max(1, a.length), max(1, b.length)))
    first, later = sorted((math.log1p(a.order), math.log1p(b.order)))
    least, most = sorted((a.told, b.told))
    return {
        "length_least": math.log(shorter),
        "length_most": math.log(longer),
        "length_ratio": shorter / longer,
        "place_least": first,
        "place_most": later,
        "place_apart": later - first,
        "leads": float(max(a.order, b.order) <= LEADING),
        "headline": float((a.order == 0) + (b.order == 0)),
        "told_least": min(least, FEW),
        "told_most": min(most, MANY),
        "days": _days_apart(a.published, b.published),
    }


def _days_apart(one: str | None, other: str | None) -> float:
    """The days between two tellings by class: 0 one day, 1 the next, 2 within a week, 3 later; -1 where a day is not known."""
    try:
        days = abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return -1.0
    return float(sum(days > bound for bound in DAYS))

"""How sure it is that a clause or noun tells an event of its type: a logistic model over what was read there and the sentence's vector.

Weights and figures: `training/events`. Sums are exact, so that the chance is the same on any processor.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from variorum.language.english.events.coding import Candidate
from variorum.language.english.names import actors
from variorum.language.english.walked import Span
from variorum.language.models.wordpiece import WEIGHTS
from variorum.text.logistic import PLACES

FILE: Final = "events.json"
_LEAST: Final = 0.001  # of a class's probability, before its logarithm is taken
_LONG: Final = 4  # words of a side that holds more than a name
_TRIGGERS: Final = 4  # words that tell an act


class Weights(NamedTuple):
    """Of features by name, and of the vector's numbers."""

    named: Mapping[str, float]
    vector: tuple[float, ...]


@cache
def weights() -> Weights:
    """The committed weights; read once a process."""
    told = json.loads((WEIGHTS / FILE).read_text("utf-8"))
    return Weights(told["weights"], tuple(told["vector"]))


def chance(row: Mapping[str, float], vector: npt.NDArray[Any], model: Weights | None = None) -> float:
    """The chance, 0..1, of a row of features with the unit vector of its sentence; a feature that has no weight tells nothing."""
    model = model or weights()
    named = [model.named[name] * value for name, value in row.items() if name in model.named]
    seen = [weight * float(value) for weight, value in zip(model.vector, np.asarray(vector, np.float64), strict=True)]
    return round(1 / (1 + math.exp(-math.fsum((model.named["constant"], *named, *seen)))), PLACES)


def features(candidate: Candidate, read: Mapping[str, float]) -> dict[str, float]:
    """What the model weighs, by name. `read`: what the classifier makes of the sentence (root event -> probability)."""
    told, clause, event = candidate.told, candidate.clause, candidate.event
    act = " ".join(clause.act.split()[:_TRIGGERS])
    root = "YIELD" if event in {"CONCEDE", "RETREAT"} else event
    best = max(read.values())
    return {
        f"type {event}": 1.0,
        f"act {act}": 1.0,
        f"act {act} {event}": 1.0,
        f"kind {clause.kind}": 1.0,
        f"kind {clause.kind} {event}": 1.0,
        f"tense {clause.tense}": 1.0,
        f"modality {clause.modality}": 1.0,
        f"label {told.words[clause.verb].label}": 1.0,
        **{f"object {told.words[at].lemma}": 1.0 for at in (*clause.whom[:1], *clause.attributes[:1])},
        **{f"with {preposition} {event}": 1.0 for preposition, _ in clause.obliques},
        "weight": candidate.weight - 2,
        "settled": float(candidate.settled),
        "classifier": math.log(max(read.get(root, 0.0), _LEAST)),
        "classifier best": float(read.get(root, 0.0) == best),
        "reported": float(clause.reported),
        "future": float(clause.standing == "future"),
        "overruled": float(candidate.mode is None and not candidate.settled),
        "words": math.log(len(told.words)),
        **_side("actor", candidate, candidate.actor),
        **_side("recipient", candidate, candidate.recipient),
    }


def _side(name: str, candidate: Candidate, span: Span | None) -> dict[str, float]:
    """What a side is: none, a pronoun, a name of a kind, a role; and the country that it names."""
    if span is None:
        return {f"{name} none": 1.0, f"{name} none {candidate.event}": 1.0}
    told = candidate.told
    words = [at for at, word in enumerate(told.words) if span[0] <= word.start < span[1]]
    head = next((at for at in words if told.words[at].head not in words), words[-1])
    resolved = actors.resolve(told.cut(span))
    kind = "pronoun" if told.words[head].kind == "PRON" else told.name_kind(head) or "noun"
    sector = resolved.sectors[0] if resolved.sectors else "-"
    return {
        f"{name} {kind}": 1.0,
        f"{name} {kind} {candidate.event}": 1.0,
        f"{name} sector {sector}": 1.0,
        f"{name} coded": float(resolved.code is not None),
        f"{name} state": float(resolved.kind in {"body", "country", "seat"}),
        f"{name} long": float(len(words) > _LONG),
    }

"""How sure a mention of an event is: a sum over what was read and the sentence's vector, the same everywhere."""

import math

import numpy as np

from variorum.language.english.events import sureness


def test_a_chance_is_the_logistic_of_features_and_vector() -> None:
    model = sureness.Weights({"constant": -1.0, "weight": 2.0}, (0.5, -0.25))
    vector = np.array([1.0, 2.0], dtype=np.float16)
    assert sureness.chance({"weight": 0.5, "not learned": 7.0}, vector, model) == round(1 / (1 + math.exp(0.0)), 4)
    assert sureness.chance({"weight": 1.5}, vector, model) == round(1 / (1 + math.exp(-2.0)), 4)


def test_the_committed_weights_fit_the_vectors_of_sentences() -> None:
    model = sureness.weights()
    assert len(model.vector) == 384
    assert model.named["classifier"] > 0
    assert {f"type {event}" for event in ("ACCUSE", "REQUEST", "ASSAULT")} <= set(model.named)

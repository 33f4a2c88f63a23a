"""Which sayings are held against each other at all: none is passed over that could be one with another."""

from itertools import combinations

import numpy as np

from variorum.language.english.speech.saying_groups import LEAST
from variorum.language.english.speech.sayings import MEANT, may_reach, sameness, saying
from variorum.model.saying import Saying

SAID = (
    "We will not sell the harbour.",
    "The harbour will not be sold, whatever the council decides.",
    "The council of Tarnby will decide on the harbour, the ferry landing, the depot and the observatory by Friday evening.",
    "No.",
    "Not that.",
    "Ada Moll and Kurt Bein of Tarnby met in Velmora.",
    "Kurt Bein left Velmora before the storm reached the coast.",
    "If the dam breaks, the glass works will be under water.",
    "If the council refuses, the glass works will close.",
    "The storm will reach the coast on Friday and everybody has to leave Velmora.",
    "The observatory was struck by lightning and nobody was hurt.",
    "Lightning struck.",
    "Council!",
)


def sayings() -> list[Saying]:
    """Each with words of its own and one meaning, so that nearness of meaning speaks for every two."""
    vector = np.zeros(384, np.float32)
    vector[0] = 1.0
    return [saying(text, direct, vector) for text in SAID for direct in (True, False)]


def test_no_two_sayings_that_reach_a_bar_are_passed_over() -> None:
    assert LEAST >= MEANT
    screened = 0
    for one, other in combinations(sayings(), 2):
        assert may_reach(one, other, LEAST) == may_reach(other, one, LEAST)
        if not may_reach(one, other, LEAST):
            screened += 1
            assert sameness(one, other) < MEANT
    assert screened > 50
    assert all(may_reach(one, one, LEAST) for one in sayings())

"""Which figures of two tellings answer one question, on sentences of our own."""

import pytest

from telling import report
from variorum import pipeline

pytestmark = pytest.mark.model

CASES = [
    # one toll of one event, told freely
    ("conflict", "The mudslide at Kelvara killed 14 people, the governor said.", "In Kelvara 21 people died when the hillside came down."),
    ("compatible", "At least 30 guests fled the Hotel Miramar.", "Firefighters led 34 guests out of the Hotel Miramar."),
    # "almost three" is more than two
    ("conflict", "Police in Velm talked to the gunman for two hours.", "Police in Velm talked to the gunman for almost three hours."),
    # another event: another month, another state, one more
    ("none", "A 5.6 quake shook Sarvena on Sunday, injuring five.", "Sarvena was hit by a 6.1 quake in September."),
    # a magnitude told as a range is as near as its number would be
    ("conflict", "A magnitude 5.6 quake struck Sarvena on Sunday.", "A quake of magnitude 6 to 6.4 struck Sarvena on Sunday."),
    ("none", "A magnitude 5.6 quake struck Sarvena on Sunday.", "A quake of magnitude 7 to 7.4 struck Sarvena on Sunday."),
    ("none", "Ten people were killed in the quake in southern Iran.", "More than a dozen people were killed by a quake in eastern China."),
    # a total and its part
    # a question states nothing
    ("none", "Should Velmo Rail pay $25 million for Kestrel?", "Velmo Rail is paying $22 million for Kestrel."),
    # which of two figures is meant is open
    ("none", "Velmo offered Kestrel $160 million and Auriga $140 million.", "Kestrel was offered $150 million by Velmo."),
    # several unlike figures: two seasons
    ("none", "He ran for 269 yards and caught 29 passes for 201 yards.", "He ran for 793 yards and caught 39 passes for 302 yards."),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "a", "b"), CASES)
def test_figures_told_freely(verdict: str, a: str, b: str) -> None:
    found = {
        point.verdict
        for point in pipeline.dossier_of([report("a", a, None), report("b", b, None)]).points
        if "number" in point.kinds and len(point.readings) > 1
    }
    assert (found or {"none"}) == {verdict}

"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.kinds import number
from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "number",
        number.compare,
        "Figures of one thing: counts of people by fate, counts of things, sums, measures, ages, terms, shares and scores.",
        ("Three lorries burned out near the depot.", "Two lorries burned out near the depot.", "conflict"),
    ),
)

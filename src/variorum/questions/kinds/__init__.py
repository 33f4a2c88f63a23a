"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.kinds import date
from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "date", date.compare, "when one deed was done or will be",
        ("The mine was shut on Monday.", "The mine was closed on Tuesday.", "conflict"),
    ),
)  # fmt: skip

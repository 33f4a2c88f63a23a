"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.kinds import date, modality, number, quotation
from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "number",
        number.compare,
        "Figures of one thing: counts of people by fate, counts of things, sums, measures, ages, terms, shares and scores.",
        ("Three lorries burned out near the depot.", "Two lorries burned out near the depot.", "conflict"),
    ),
    Kind(
        "date",
        date.compare,
        "when one deed was done or will be",
        ("The mine was shut on Monday.", "The mine was closed on Tuesday.", "conflict"),
    ),
    Kind(
        "quotation",
        quotation.compare,
        "which words one utterance is quoted with",
        (
            'Moll said: "The harbour will stay shut until the last crane is safe."',
            'Moll said: "The harbour will stay closed until the last crane is safe."',
            "conflict",
        ),
    ),
    Kind(
        "modality",
        modality.compare,
        "whether an act is planned or done, told as so or as possible",
        ("The council will sign the lease on Friday.", "The council signed the lease.", "revised"),
    ),
)

"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.kinds import modality, quotation
from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = (
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

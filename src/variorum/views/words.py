"""Plain words for what the nouns call by the trade's words: verdicts, gravity, kinds of difference, ways of copying, formats of a time."""

from collections.abc import Mapping
from typing import Final

VERDICTS: Final[Mapping[str, str]] = {
    "conflict": "contradiction",
    "revised": "update",
    "spread": "estimates differ",
    "scope": "extent differs",
    "compatible": "both can hold",
    "wording": "worded differently",
    "agreed": "told alike",
    "single": "told by one text",
}
GRAVITY: Final[Mapping[str, str]] = {"reversal": "grave", "material": "weighty", "scope": "in extent", "slight": "slight"}
ABOUT: Final[Mapping[str, str]] = {
    "number": "figure",
    "date": "time",
    "place": "place",
    "actor": "who did it",
    "target": "to whom",
    "act": "what was done",
    "polarity": "so or not so",
    "modality": "done or planned",
    "condition": "on which condition",
    "attribution": "who said it",
    "cause": "why",
    "sequence": "before or after",
    "scope": "of how many",
    "name": "name",
    "quotation": "quoted words",
}
COPIED: Final[Mapping[str, str]] = {
    "verbatim": "word for word",
    "edited": "edited",
    "paraphrase": "in other words",
    "translation": "translated",
    "partial": "some sentences",
}
DIRECTION: Final[Mapping[str, str]] = {
    "known": "who took from whom is known",
    "inferred": "who took from whom is inferred",
    "unknown": "who took from whom is open",
}


def plain(word: str, of: Mapping[str, str]) -> str:
    """The plain word, or the word itself where there is none."""
    return of.get(word, word.replace("_", " "))

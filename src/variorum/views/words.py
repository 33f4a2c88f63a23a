"""Plain words for what the nouns call by the trade's words: verdicts, gravity, kinds of difference, ways of copying, formats of a time."""

from collections.abc import Collection, Mapping
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
# What each verdict means: the pages say it, and docs/verdicts.md in the same words.
MEANINGS: Final[Mapping[str, str]] = {
    "conflict": "both cannot hold",
    "revised": "an earlier and a later state",
    "spread": "named sources estimate one thing",
    "scope": "said of more, or of fewer",
    "compatible": "both can hold",
    "wording": "the same in other words",
    "agreed": "two texts or more, of two outlets or more, tell the same",
    "single": "one separate text tells it, in however many copies",
}
# Other words of the pages, as docs/glossary.md has them.
GLOSSARY: Final[Mapping[str, str]] = {
    "separate text": "a text that somebody wrote, with all its copies, edits and translations",
    "not among your files": "the text from which others copy is none of those you gave",
    "changed by one copy": "all answers go back to one text",
    "informant": "on whose word something is told: “police said”",
    "separate, independent": "separate: no text in common. Independent: also no informant in common, as far as the reports tell",
    "struck": "a person said that this difference is none",
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


def kind_in_words(verdict: str, kinds: Collection[str]) -> str:
    """What a difference is; that someone is quoted in other words contradicts nothing of what happened."""
    quoted = "quotation" in kinds and verdict in ("conflict", "compatible")
    return "quoted differently" if quoted else plain(verdict, VERDICTS)


def plain(word: str, of: Mapping[str, str]) -> str:
    """The plain word, or the word itself where there is none."""
    return of.get(word, word.replace("_", " "))

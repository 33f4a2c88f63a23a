"""The word lists and the lexicons of governing and reporting words, each read once from its data file."""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from variorum.language.english.words.tables import rows
from variorum.model.statement import Modality


@dataclass(frozen=True, slots=True)
class Governor:
    """What a word does to the clause it governs. `negated` says what becomes of it where the word itself is negated."""

    modality: Modality
    sign: int
    negated: str


@cache
def governors() -> dict[str, Governor]:
    """The governing words of lexicons/modality.tsv; verbs with particle as "rule out", adjectives as "be able", nouns as "noun:plan"."""
    table = rows("modality.tsv", titled=True)
    return {word: Governor(cast(Modality, kind), 1 if sign == "+" else -1, negated) for word, kind, sign, negated, _ in table}


class Modal(NamedTuple):
    """A modal verb, and what it makes of a deed."""

    verb: str
    modality: Modality


@cache
def modals() -> dict[str, Modal]:
    """The modal verbs of lexicons/modals.tsv as they are written: "'ll", "wo"."""
    return {word: Modal(verb, cast(Modality, kind)) for word, verb, kind, _ in rows("modals.tsv", titled=True)}


@cache
def reporting() -> dict[str, str]:
    """The reporting words of lexicons/reporting.tsv and their kind: say, show or think."""
    return {word: kind for word, kind, _ in rows("reporting.tsv", titled=True)}


@dataclass(frozen=True, slots=True)
class VerbalNoun:
    """A noun that names a deed. `of_does`: what follows "of" does it ("the arrival of aid"); `owner_suffers`: so does whose it is
    ("her arrest")."""

    verb: str
    of_does: bool
    owner_suffers: bool


@cache
def verbal_nouns() -> dict[str, VerbalNoun]:
    """The nouns of lexicons/verbal_nouns.tsv."""
    return {noun: VerbalNoun(verb, of == "does", owner == "suffers") for noun, verb, of, owner, _ in rows("verbal_nouns.tsv", titled=True)}


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split(", ")) for name, words, _ in rows("word_lists.tsv")}


def word_set(name: str) -> frozenset[str]:
    """The words of a list of lexicons/word_lists.tsv by its name; an unknown name is a mistake and raises KeyError."""
    return _word_lists()[name]

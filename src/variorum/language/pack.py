"""How a paragraph is read in its language, and what a single word means there (packs.py has the languages and all that is asked of one).

A report in a language that is not read is grouped and held against the others, and is not read as if it were English. Whether a text is in
a language is asked here, once: where its words tell, they decide, whatever the page says of itself; a short text of unknown language is
taken for English, the first of the packs.
"""

from collections.abc import Sequence
from typing import Protocol

from variorum.language import packs
from variorum.language.detection import language_of, names
from variorum.model.moment import Moment
from variorum.model.paragraph import Paragraph, Referent
from variorum.model.sentence import Pole, Sentence
from variorum.model.statement import EventMention, Quotation, Stand, Statement


class Reading(Protocol):
    """A paragraph as a language reads it, once: made of a Paragraph. Passages that it cuts count from the paragraph's start and carry its
    key."""

    def __init__(self, paragraph: Paragraph) -> None: ...

    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with words, clauses, figures, times and names, in text order."""

    def referents(self) -> tuple[Referent, ...]:
        """The words that stand for someone or something, in text order."""

    def quotations(self) -> tuple[Quotation, ...]:
        """Who says what; who speaks stays open."""

    def statements(self, quotations: tuple[Quotation, ...]) -> tuple[Statement, ...]:
        """What is stated, clause by clause; what lies in one of the quotations is its source's."""

    def events(self) -> tuple[EventMention, ...]:
        """The events that clauses tell, in PLOVER's terms."""

    def stands(self, sentences: tuple[Sentence, ...], quotations: tuple[Quotation, ...]) -> tuple[Stand, ...]:
        """Who demands, offers, rejects, promises, warns of what; who speaks where one of the quotations tells it, the story knows."""

    @staticmethod
    def stem(word: str) -> str:
        """A form of a small-letter word by which it is compared with others of its family."""

    @staticmethod
    def means_speaker(word: str) -> bool:
        """Does a small-letter word stand for who speaks: "I", "our"?"""

    @staticmethod
    def completes(preposition: str) -> bool:
        """Does what follows a preposition say what the noun before it is about: the death "of" whom?"""

    @staticmethod
    def rarity(word: str) -> float:
        """How much a small-letter word tells of what a text is about."""

    @staticmethod
    def moment(words: str, published: str | None, ahead: bool) -> Moment:
        """When a written time is, for a report of a day; `ahead`: its clause speaks of what is to come."""

    @staticmethod
    def deeds(act: str, noun: bool) -> frozenset[str]:
        """The deeds that a verb or a noun may tell, by names that are the same in every language."""

    @staticmethod
    def concepts(word: str) -> frozenset[str]:
        """What a closed word means, by names that are the same in every language."""

    @staticmethod
    def condition(words: str) -> tuple[str, int] | None:
        """How the last words of condition among some set it, by names that are the same in every language, and where they begin."""

    @staticmethod
    def poles(written: Sequence[str], forms: Sequence[str]) -> list[Pole]:
        """Where the words of a sentence, as written and in dictionary form, lie at an end of a question."""

    @staticmethod
    def may_be_one(one: str, other: str) -> bool:
        """Can two names be told of one person, body or place: other spellings, a shorter form, a town and its land?"""


def reads(language: str | None) -> bool:
    """Is there a pack for a report's language (ISO 639-1; None: not known, taken for the first's)?"""
    return language is None or language in packs.PACKS


def _pack(language: str | None) -> type[Reading] | None:
    part = packs.part("reading", language)
    return None if part is None else part.Reading


def reading(paragraph: Paragraph) -> Reading | None:
    """A paragraph ready to be read in its language; None where no pack reads it."""
    pack = _pack(paragraph.language)
    return None if pack is None else pack(paragraph)


def stem(word: str, language: str | None = None) -> str:
    """A form of a small-letter word by which it is compared with others of its family; the word itself where no pack knows the language."""
    pack = _pack(language)
    return word if pack is None else pack.stem(word)


def means_speaker(word: str, language: str | None = None) -> bool:
    """Does a small-letter word stand for who speaks: "I", "our"? No word does where no pack knows the language."""
    pack = _pack(language)
    return pack is not None and pack.means_speaker(word)


def completes(preposition: str, language: str | None = None) -> bool:
    """Does what follows a preposition say what the noun before it is about: the death "of" whom? No word does where no pack knows the
    language."""
    pack = _pack(language)
    return pack is not None and pack.completes(preposition)


def rarity(word: str, language: str | None = None) -> float:
    """How much a small-letter word tells of what a text is about: 0 for one that every report has, about 9 for a rare name.

    The same for every library. 0 where no pack knows the language.
    """
    pack = _pack(language)
    return 0.0 if pack is None else pack.rarity(word)


def language(text: str, declared: str | None = None) -> str | None:
    """The language of a text, ISO 639-1: as it tells itself, else as its page declares; None where nothing does."""
    return language_of(text) or declared


def name(code: str) -> str:
    """A language as a reader knows it ("German"); of one that is not listed, its code."""
    return names().get(code, code)


def moment(words: str, published: str | None, ahead: bool = False, language: str | None = None) -> Moment | None:
    """When a written time is, for a report published on `published` (ISO 8601); `ahead`: its clause speaks of what is to come. None where
    no pack knows the language."""
    pack = _pack(language)
    return None if pack is None else pack.moment(words, published, ahead)


def deeds(act: str, noun: bool = False, language: str | None = None) -> frozenset[str]:
    """The deeds that a verb or a noun (dictionary forms) may tell, by name; empty where it tells none of its own."""
    pack = _pack(language)
    return frozenset() if pack is None else pack.deeds(act, noun)


def concepts(word: str, language: str | None = None) -> frozenset[str]:
    """What a dictionary form means to the questions of a story: "negation", "whole", "before" ... Empty for words of open classes."""
    pack = _pack(language)
    return frozenset() if pack is None else pack.concepts(word)


def condition(words: str, language: str | None = None) -> tuple[str, int] | None:
    """How the last words of condition among some set it, "if", "only if", "unless", "until", "even if" or "without", and the character at
    which they begin; None where there are none."""
    pack = _pack(language)
    return None if pack is None else pack.condition(words)


def poles(written: Sequence[str], forms: Sequence[str], language: str | None = None) -> list[Pole]:
    """Where the words of a sentence, in small letters as written and in dictionary form, lie at an end of a question."""
    pack = _pack(language)
    return [] if pack is None else pack.poles(written, forms)


def may_be_one(one: str, other: str, language: str | None = None) -> bool:
    """Can two names be told of one person, body or place? False only where what is known of both speaks against it."""
    pack = _pack(language)
    return True if pack is None else pack.may_be_one(one, other)

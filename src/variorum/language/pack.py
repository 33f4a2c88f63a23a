"""The languages that are read. A report in another one is grouped and held against the others, and is not read as if it were English.

A language is a folder beside `english/`. Whether a text is in it is asked here, once: where its words tell, they decide, whatever the page
says of itself; a short text of unknown language is taken for English.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Final, Protocol

from variorum.language.english import reading as english
from variorum.language.english.words.stopwords import language_of
from variorum.model.paragraph import Paragraph, Referent
from variorum.model.sentence import Sentence
from variorum.model.statement import EventMention, Quotation, Stand, Statement


class Reading(Protocol):
    """A paragraph as a language reads it, once. A pack is a class that is made of a Paragraph and answers these; passages that it cuts
    count from the paragraph's start and carry its key."""

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

    def stands(self) -> tuple[Stand, ...]:
        """Who demands, offers, rejects, promises, warns of what."""


READ: Final[Mapping[str, type[Reading]]] = {"en": english.Reading}
"""The languages that are read, by their ISO 639-1 codes."""
LOOKED_AT: Final = 3_000  # letters that tell the script of a text
SCRIPTS: Final = {
    "ARABIC": "ar", "ARMENIAN": "hy", "BENGALI": "bn", "CJK": "zh", "CYRILLIC": "ru", "DEVANAGARI": "hi", "GEORGIAN": "ka", "GREEK": "el",
    "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja", "TAMIL": "ta", "THAI": "th",
}  # fmt: skip
"""A language that is written in a script, for texts that no word list knows; not always the right one, and never English."""
NAMES: Final = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def reads(language: str | None) -> bool:
    """Is there a pack for a report's language (ISO 639-1; None: not known, taken for English)?"""
    return language is None or language in READ


def reading(paragraph: Paragraph) -> Reading | None:
    """A paragraph ready to be read in its language; None where no pack reads it."""
    pack = READ.get(paragraph.language or "en")
    return None if pack is None else pack(paragraph)


def language(text: str, declared: str | None = None) -> str | None:
    """The language of a text, ISO 639-1: by its words, else by its script, else as its page declares; None where nothing tells."""
    return language_of(text) or _by_script(text) or declared


def name(code: str) -> str:
    """A language as a reader knows it ("German"); of one that is not listed, its code."""
    return NAMES.get(code, code)


def _by_script(text: str) -> str | None:
    letters = [char for char in text[:LOOKED_AT] if char.isalpha()]
    counts = Counter(unicodedata.name(char, "").partition(" ")[0] for char in letters)
    script, most = counts.most_common(1)[0] if counts else ("", 0)
    # Japanese is written with Chinese characters too: a few syllables of its own tell it.
    if script == "CJK" and counts["HIRAGANA"] + counts["KATAKANA"] > most / 10:
        script = "HIRAGANA"
    return SCRIPTS.get(script) if 2 * most > len(letters) else None

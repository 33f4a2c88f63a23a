"""The languages that are read. A report in another one is grouped and held against the others, and is not read as if it were English.

A language is a folder beside `english/`. Whether a text is in it is asked here, once: where its words tell, they decide, whatever the page
says of itself; a short text of unknown language is taken for English.
"""

from typing import Final

from variorum.language.detection import language_of, names

READ: Final = frozenset({"en"})


def reads(language: str | None) -> bool:
    """Is there a pack for a report's language (ISO 639-1; None: not known, taken for English)?"""
    return language is None or language in READ


def language(text: str, declared: str | None = None) -> str | None:
    """The language of a text, ISO 639-1: as it tells itself, else as its page declares; None where nothing does."""
    return language_of(text) or declared


def name(code: str) -> str:
    """A language as a reader knows it ("German"); of one that is not listed, its code."""
    return names().get(code, code)

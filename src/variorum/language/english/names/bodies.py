"""Names of bodies in a form that compares: acronyms, ministries by country and field, and the bodies that the list knows under several
names.
"""

import re
from functools import cache

from variorum.language.english.names.gazetteer import country_of, country_of_people, country_of_seat, key_of, named_country
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows

# What a ministry deals with, and the words for it. Own list.
BODY_WORDS = word_set("body")
"""Nouns by which a body is named, or meant once it was named ("the ministry")."""
BODY_ENDINGS = BODY_WORDS | word_set("body_ending")
"""Last words that make a name a body's."""
MEDIA = word_set("media")
"""Platforms, broadcasters and papers that taggers take for people or places."""
_MINISTRY = re.compile(r"\b(?:ministry|department|office)\b", re.IGNORECASE)


@cache
def _fields() -> dict[str, re.Pattern[str]]:
    """What a ministry may be for, and the pattern of the words that tell it."""
    return {
        field: re.compile(rf"\b(?:{'|'.join(map(re.escape, words.split(';')))})\b")
        for field, words, _ in rows("ministries.tsv", titled=True)
    }


@cache
def _known() -> dict[str, str]:
    """Every name of a listed body -> its first name in the list."""
    found: dict[str, str] = {}
    for row in rows("plover_bodies.tsv"):
        names = row[0].split("|")
        for name in names:
            if country_of(name) is None:
                found.setdefault(key_of(name), names[0])
    return found


def known_body(words: str) -> str | None:
    """The usual full name of a body that the list knows ("Nato" -> "North Atlantic Treaty Organization")."""
    return _known().get(key_of(words)) if words[:1].isupper() or words[:4].lower() == "the " else None


def ministry(words: str) -> tuple[str | None, str] | None:
    """(alpha-3, field) of a ministry: "Russian Foreign Ministry" and "Ministry of Foreign Affairs of Russia" are both ("RUS", "foreign").

    The State Department and the Foreign Office name their country by themselves; another ministry without a country has None.
    """
    lower = words.lower()
    if not _MINISTRY.search(words) and "pentagon" not in lower and "treasury" not in lower:
        return None
    field = next((field for field, pattern in _fields().items() if pattern.search(lower)), None)
    if field is None:
        return None
    country = country_in(words)
    if country is None and re.search(r"state department|department of state|pentagon|homeland security", lower):
        country = "USA"
    if country is None and re.search(r"foreign office|home office", lower):
        country = "GBR"
    return country, field


def country_in(words: str) -> str | None:
    """The country that a word of the name points to, other than a capital: bodies sit in capitals of others."""
    for piece in re.findall(r"[A-Z][\w.]*(?:\s[A-Z][\w.]*)?", words):
        for part in (piece, *piece.split()):
            if code := named_country(part) or country_of_people(part) or country_of_seat(part):
                return code
    return None


def initials(words: str) -> str:
    """The initials of a name's main words: "North Atlantic Treaty Organization" -> "NATO"."""
    return "".join(
        word[0] for word in re.findall(r"\w[\w'-]*", words) if word.lower() not in ("of", "the", "and", "for", "in", "on", "de")
    ).upper()


def is_acronym(words: str) -> bool:
    """Two to seven capitals, with or without points."""
    return re.fullmatch(r"(?:[A-Z]\.?){2,7}|[A-Z][a-z]{2,5}", words) is not None and sum(sign.isupper() for sign in words) >= 2


def is_body(word: str) -> bool:
    """Is a small-letter noun a body's, and not as well an office's: "ministry"?"""
    return word in BODY_WORDS and word != "office"


def without_country(words: str) -> str:
    """The key of a description without the words for its country: "the Norwegian coast guard" -> "coast guard"."""
    return " ".join(word for word in key_of(words).split() if not country_of(word.capitalize()) and word != "of")

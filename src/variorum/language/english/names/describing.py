"""Words that mean someone without a name: pronouns, offices, bodies, ages. Whom they mean is asked in people/."""

import re
from collections.abc import Iterable
from typing import Final

from variorum.language.english.names import gazetteer, persons
from variorum.language.english.names.bodies import BODY_WORDS, known_body
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.pronouns import pronouns
from variorum.model.naming import Description, Gender

_ASIDE: Final = re.compile(r"\b(?:like|unlike)\s+$", re.IGNORECASE)
_JOINED: Final = re.compile(r"(?:\s*,[^,.;:]{0,40})?,?\s+(?:and|or)\s+(?:[\w.'’-]+\s+){0,4}")
_WHOM: Final = re.compile(r"(\w)(?:,[^,.;]{0,40})?,?\s+whom\s+$")
_BY_AGE: Final = re.compile(r"[Tt]he (?:\d{1,3}-year-old|(?:grand)?(?:mother|father)[ -]of[ -]\w+)")
_OWNERS: Final = pronouns("owner") | {"whose"}
# Titles that so many bear that the bare word names no office.
_MANY_BEAR: Final = word_set("describing.many_bear")
# Bodies that go by a common noun once they are named. Own list.
_KNOWN_AS: Final = {
    "alliance": ("North Atlantic Treaty Organization",),
    "bloc": ("European Union", "Association of Southeast Asian Nations"),
    "union": ("European Union", "African Union"),
}


def is_aside(before: str) -> bool:
    """Do the words before a name only compare with it: "like Moll, he refused"?"""
    return _ASIDE.search(before) is not None


def joins(between: str) -> bool:
    """Do the words between two names put them together: "Moll and", "Moll, the mayor, and"?"""
    return _JOINED.fullmatch(between) is not None


def whom_back(before: str) -> int | None:
    """How many letters back the name ends that a relative clause is about whose subject stands next: "Moll, whom" (he called)."""
    found = _WHOM.search(before)
    return len(found[0]) - 1 if found else None


def is_pronoun(word: str) -> bool:
    """Is a small-letter word a pronoun for someone? "Us" in small letters may be the United States."""
    return word != "us" and word in pronouns("subject", "object")


def gender_of_pronoun(word: str) -> Gender | None:
    """The gender of those whom a small-letter pronoun stands for, where it tells one."""
    return "male" if word in pronouns(stands_for=("male",)) else "female" if word in pronouns(stands_for=("female",)) else None


def means_body(word: str) -> bool:
    """May a small-letter pronoun stand for a body or a state: "it", "they"?"""
    return word in ("it", "they")


def means_many(word: str) -> bool:
    """Does a small-letter pronoun stand for several: "they"?"""
    return word == "they"


def has_owner(text: str) -> bool:
    """Is a described one somebody's: "his deputy"?"""
    return any(word.lower() in _OWNERS for word in text.split())


def belongs_to(text: str, name: str) -> bool:
    """Is a described one this person's: "Moll's deputy"?"""
    return f"{name.rsplit(maxsplit=1)[-1]}'" in text.replace("’", "'")


def description(text: str) -> Description | None:
    """What "the diplomat", "Norway's top diplomat", "the ministry", "the 58-year-old" tell of whom they mean."""
    if _BY_AGE.fullmatch(text):
        return Description("age", text, None, persons.gender_in(text.replace("-", " ").replace("grand", "")))
    country = gazetteer.country_within(text)
    first = text.split(" of ", maxsplit=1)[0]
    head, last = first.split()[-1].lower(), text.rsplit(maxsplit=1)[-1].lower()
    word = persons.description_in(first)
    if word is not None and word.split()[-1] == head:
        office = persons.office_in(word)
        alone = office.key if office is not None and word not in _MANY_BEAR else None
        return Description("office", word, country, persons.gender_in(text), frozenset(persons.offices_meant_by(word)), alone)
    if head in BODY_WORDS or last in BODY_WORDS:
        return Description("body", head, country, None)
    return None


def goes_by(word: str, names: Iterable[str]) -> bool:
    """Can a body of these names be called by a noun: it is in one of its names, or the body is known as such?"""
    names = tuple(names)
    if any(word in name.lower().split() for name in names):
        return True
    return any(known in _KNOWN_AS.get(word, ()) for name in names if (known := known_body(name)))

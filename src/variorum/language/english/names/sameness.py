"""May two names be of one and the same: other spellings, a shorter form, a state by its capital, a town and the land it lies in?"""

import re
from functools import cache, lru_cache
from math import cos, hypot, radians
from typing import Final

from rapidfuzz.distance import JaroWinkler

from variorum.language.english.names import gazetteer, persons
from variorum.language.english.words.tables import written
from variorum.model.naming import Place

_SHORTENED: Final = written("spellings.tsv", "place")
KM_A_DEGREE: Final = 111
# A city reaches this far, in km, and takes in a place of which it is at least so many times the size.
REACH, LARGER = 40, 3


@lru_cache(maxsize=1 << 16)
def may_be_one(one: str, other: str) -> bool:
    """Can both names be told of one person, body or place? False only where what is known of them speaks against it."""
    if not _words(one) or not _words(other) or _alike(one, other):
        return True
    ours, theirs = gazetteer.country_of(one), gazetteer.country_of(other)
    if ours and theirs:
        return ours == theirs  # a state, its people, its capital and its government stand for each other
    if _lies_in(one, other) or _lies_in(other, one):
        return True
    left, right = gazetteer.place_of(one), gazetteer.place_of(other)
    if left is None or right is None:
        return (left is None) != (right is None)  # a place off the map may lie in any that is on it
    return _may_hold(left, right)


def _alike(one: str, other: str) -> bool:
    """Two spellings of one name: transliteration, initials, a shorter form."""
    left, right = _words(one), _words(other)
    if (
        len(left) == len(right)
        and all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True) if min(len(a), len(b)) > 2)
        and left[0][0] == right[0][0]
    ):
        return True
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    if (
        left[-1][:1] == right[-1][:1]
        and JaroWinkler.similarity(left[-1], right[-1]) >= 0.9
        and JaroWinkler.similarity(left[0], right[0]) >= 0.8
    ):
        return True
    return _initials(left, right) or _initials(right, left)


def _initials(short: list[str], full: list[str]) -> bool:
    """Is the first word of the short form the initials of the full one's, and what follows the same?"""
    rest = short[1:]
    head = full[: len(full) - len(rest)]
    return len(head) > 1 and short[0] == "".join(word[0] for word in head) and full[len(head) :] == rest


def _words(name: str) -> list[str]:
    """A name's words in small letters, in full, without article, titles and possessive ending; none for a bare title ("Sgt")."""
    plain = re.sub(r"[’']s?\b", "", name.lower()).replace(".", "").split()
    while plain and (plain[0] in {"the", "a"} or _is_title(plain[0])):
        plain = plain[1:]
    return [_SHORTENED.get(word, word) for word in plain]


@cache
def _is_title(word: str) -> bool:
    """Does a small-letter word before a name tell an honour or office and no part of the name?"""
    if persons.honorific(word.capitalize()) is not None:
        return True
    return not persons.is_first_name(word) and any(
        (office := persons.office_in(form)) is not None and (office.start, office.end) == (0, len(form)) for form in (word, f"{word}.")
    )


def _lies_in(outer: str, inner: str) -> bool:
    """Is the outer name a state, and the inner a place of it?"""
    state = gazetteer.named_country(outer)
    place = gazetteer.place_of(inner, state) if state else None
    return state is not None and place is not None and place.country == state


def _may_hold(one: Place, other: Place) -> bool:
    """Can one of two places be a part of the other? A state or region of its towns, a large city of a much smaller place near it."""
    if "country" in (one.kind, other.kind) or "region" in (one.kind, other.kind):
        return one.kind != other.kind and one.country == other.country
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    small, large = sorted((one.population, other.population))
    return hypot(one.latitude - other.latitude, east) * KM_A_DEGREE <= REACH and large >= LARGER * small

"""Parallel tellings in which a name became another name: a person, a place, a body, a speaker."""

import re
from functools import cache
from math import cos, hypot, radians

from rapidfuzz.distance import JaroWinkler

from variorum.language.english.diff import FUNCTION, Stretch, likeness, listed, stem
from variorum.language.english.names import gazetteer, persons
from variorum.model.naming import Place
from variorum.model.point import Kind, Verdict
from variorum.points.difference import Difference
from variorum.points.told import PLACES, UNKNOWN, Name, Told
from variorum.text.normal import fold

PREPOSITIONS = frozenset(listed("in at on near over from to into toward across inside outside around along through of off against within"))
_PLACING = frozenset(listed("in near at outside inside across throughout"))
_REPORTING = frozenset(
    stem(word)
    for word in listed("said told added announced claimed stated reported according warned insisted noted explained confirmed wrote")
)
_TELL = stem("tell")
# Smaller share of equal content from which two unknown names are held against each other: places of no map, places, any other.
OFF_MAP, MOST, NEARLY_ALL = 0.64, 0.55, 0.75
_BESIDE = 1  # words beside a name that may change with it
_SHORTENED = {"mt": "mount", "st": "saint", "ft": "fort"}
_KM_A_DEGREE = 111
# A city reaches this far, in km, and takes in a place of which it is at least so many times the size.
_REACH, _LARGER = 40, 3


def alike(one: str, other: str) -> bool:
    """Two spellings of one name: transliteration, initials, a shorter form."""
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return False
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


def _name_words(name: str) -> list[str]:
    """A name's words in small letters, in full, without article, titles and possessive ending; none for a bare title ("Sgt")."""
    plain = re.sub(r"[’']s?\b", "", name.lower()).replace(".", "").split()
    while plain and (plain[0] in {"the", "a"} or _titles(plain[0])):
        plain = plain[1:]
    return [_SHORTENED.get(word, word) for word in plain]


@cache
def _titles(word: str) -> bool:
    """Does a small-letter word before a name tell an honour or office and no part of the name?"""
    if persons.honorific(word.capitalize()) is not None:
        return True
    return not persons.is_first_name(word) and any(
        (office := persons.office_in(form)) is not None and (office.start, office.end) == (0, len(form)) for form in (word, f"{word}.")
    )


def _same_name(one: Name, other: Name) -> bool:
    if one.entity and one.entity == other.entity:
        return True
    if alike(one.text, other.text):
        return True
    ours, theirs = gazetteer.country_of(one.text), gazetteer.country_of(other.text)
    if ours and theirs:
        return ours == theirs  # a state, its people, its capital and its government stand for each other
    return _holds(one, other) or _holds(other, one)


def _holds(outer: Name, inner: Name) -> bool:
    """Is the outer name a state, and the inner a place or body of that state?"""
    state = gazetteer.named_country(outer.text)
    if state is None:
        return False
    place = None if inner.country else gazetteer.place_of(inner.text, state)
    return state == (inner.country or (place.country if place else None))


def may_hold(one: Place, other: Place) -> bool:
    """Can one of two places be a part of the other? A state or region of its towns, a large city of a much smaller place near it."""
    if "country" in (one.kind, other.kind) or "region" in (one.kind, other.kind):
        return one.kind != other.kind and one.country == other.country
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    small, large = sorted((one.population, other.population))
    return hypot(one.latitude - other.latitude, east) * _KM_A_DEGREE <= _REACH and large >= _LARGER * small


def names(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """A name that became another name."""
    ours, theirs = a.names_in(stretch.i, stretch.j), b.names_in(stretch.k, stretch.m)
    if len(ours) != 1 or len(theirs) != 1:
        return None
    one, other = ours[0], theirs[0]
    if not _name_words(one.text) or not _name_words(other.text) or _addressed(a, one) or _addressed(b, other):
        return None
    if stretch.j - stretch.i > len(one.text.split()) + _BESIDE or stretch.m - stretch.k > len(other.text.split()) + _BESIDE:
        return None  # more than the name changed
    labels = {one.label, other.label} - {UNKNOWN}
    placing, facing = _placing(a, one), _placing(b, other)
    located = bool(placing and facing) and (placing == facing or {placing, facing} <= _PLACING)
    if placing != facing and not located:
        return None  # in one thing, off or according to another: no one slot
    mixed = len(labels) == 2 and any(label in PLACES for label in labels) and not labels <= PLACES
    if (mixed and not located) or "EVENT" in labels or _same_name(one, other) or _in_title(a, one) or _in_title(b, other):
        return None
    if _elsewhere(one, b) or _elsewhere(other, a):
        return None  # the name is there too, in another place of the sentence
    if any(told.word_at(name.start) and told.words[told.word_at(name.start) - 1].key == _TELL for told, name in ((a, one), (b, other))):
        return None  # whom it was told, not who told it
    shown = f'"{one.text}" and "{other.text}"'
    span = ((one.start, one.end), (other.start, other.end))
    if _reports(a, one) and _reports(b, other):
        direct = '"' in fold(a.text) and '"' in fold(b.text)
        verdict: Verdict = "conflict" if direct else "compatible"
        because = f"the same words are given to {shown}" if direct else f"the same is given to {shown}"
        return Difference("attribution", verdict, "material" if direct else "slight", *span, one.text, other.text, "said", because, 0.75)
    first, last = one.text.split()[-1].lower(), other.text.split()[-1].lower()
    if "PERSON" in labels and first == last:
        return Difference("name", "conflict", "material", *span, one.text, other.text, first, f"{shown} are not one name", 0.75)
    if not _one_kind(one, other) and min(likeness(a.content, b.content)) < (MOST if located else NEARLY_ALL):
        return None
    if located:
        if "near" in (placing, facing) and placing != facing:
            return None  # in one place, near another: both can hold
        left, right = gazetteer.place_of(one.text), gazetteer.place_of(other.text)
        if (left and right and may_hold(left, right)) or (left is None) != (right is None):
            return None  # a place off the map may lie in any that is on it
        if left is right is None and min(likeness(a.content, b.content)) < OFF_MAP:
            return None
        kind: Kind = "place"
    else:
        kind = "actor" if a.word_at(one.start) < len(a.words) / 3 else "target"
    return Difference(kind, "conflict", "material", *span, one.text, other.text, _anchor(a, stretch), f"{shown} are not the same", 0.75)


def _addressed(told: Told, name: Name) -> bool:
    """Does a speech open with the name and a comma: is it the one spoken to?"""
    before = told.text[: name.start]
    return before[-1:] in set("\"'“‘’") and not before[:-1].strip(" ")[-1:].isalnum() and told.text[name.end : name.end + 1] == ","


def _one_kind(one: Name, other: Name) -> bool:
    """Are two names sure to be of two persons, two states or two towns, so that neither can stand for the other or hold it?"""
    if one.label == other.label == "PERSON":
        return True
    states = gazetteer.named_country(one.text), gazetteer.named_country(other.text)
    if all(states):
        return True
    towns = gazetteer.place_of(one.text), gazetteer.place_of(other.text)
    return bool(towns[0] and towns[1] and towns[0].kind == towns[1].kind)


def _in_title(told: Told, name: Name) -> bool:
    """In a line of capitals the tagger's names are no guide, and after a bar stands the site's own name."""
    capitals = sum(word.capital for word in told.words)
    return capitals > 0.6 * len(told.words) or told.text[: name.start].rstrip()[-1:] in ("|", "-", "–")


def _placing(told: Told, name: Name) -> str:
    """The preposition of place before a name. "In", "near", "outside" place whatever follows; others only what is no person or body."""
    before = next((word.key for word in reversed(told.words[: told.word_at(name.start)]) if word.key not in {"the", "a", "an"}), "")
    return before if before in _PLACING or (before in PREPOSITIONS and name.label in {*PLACES, UNKNOWN}) else ""


def _reports(told: Told, name: Name) -> bool:
    """Does a name stand beside a verb of saying, or after "according to"?"""
    first, last = told.word_at(name.start), told.word_at(name.end - 1) + 1
    if first and told.words[first - 1].key == _TELL:
        return False  # the one who is told
    around = [*told.words[max(0, first - 2) : first], *told.words[last : last + 2]]
    return any(word.key in _REPORTING for word in around)


def _elsewhere(name: Name, told: Told) -> bool:
    return any(_same_name(name, other) for other in told.names)


def _anchor(told: Told, stretch: Stretch) -> str:
    """A content word beside a stretch, to tell what the slot is about."""
    after = [word.key for word in told.words[stretch.j : stretch.j + 4] if word.key not in FUNCTION]
    before = [word.key for word in told.words[max(0, stretch.i - 4) : stretch.i] if word.key not in FUNCTION]
    return (after or before[-1:] or [""])[0]

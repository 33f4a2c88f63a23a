"""Parallel tellings in which the same words change their part: who did it, to whom, where, about what, to which extent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from variorum.language.english.diff import FUNCTION, Stretch, Word, listed, stem
from variorum.points.comparing.meanings import make
from variorum.points.comparing.modalities import looks_past
from variorum.points.difference import Difference
from variorum.points.told import Told
from variorum.points.units import LIGHT

_LOCATIVE = frozenset(listed("in at on near over from across inside outside around along off within"))
# Verbs that name a relation both ways: "A met B" is "B met A".
MUTUAL = frozenset(
    stem(word)
    for word in listed(
        "meet talk agree marry play face trade negotiate fight clash cooperate speak discuss join merge border match equal resemble "
        "accompany"
    )
)
_TALKS = frozenset(
    stem(word) for word in listed("negotiation negotiations talks discussion discussions agreement deal consultations debate")
)
_TOPIC = frozenset({"over", "on", "about", "regard", "concern"})
_AMOUNTS = {"all": 3, "every": 3, "entire": 3, "whole": 3, "most": 2, "many": 1, "several": 1, "some": 1, "part": 1, "few": 0}
_QUANTITY = {stem(word): amount for word, amount in _AMOUNTS.items()}
_WIDENING = frozenset({"other", "others", "elsewhere"})
_GOING = frozenset(stem(word) for word in listed("enter reach leave visit cross pass near approach open close run manage serve"))
# Words from "was" to "by": "was placed on unpaid leave by"; this near, any form of "be" makes a passive.
_FAR, _NEAR = 8, 4
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})


def swapped(a: Told, b: Told, stretches: Sequence[Stretch]) -> Difference | None:
    """Two names that changed sides of one verb, with no passive to account for it."""
    ours, theirs = _simple(a), _simple(b)
    if ours is None or theirs is None or ours[0] != theirs[1] or ours[1] != theirs[0] or ours[2] != theirs[2]:
        return None
    if passive(a) != passive(b) or ours[2] in MUTUAL or not stretches:
        return None
    first, last = stretches[0], stretches[-1]
    whole = Stretch(first.i, last.j, first.k, last.m)
    because = f'"{a.said(whole.i, whole.j)}" and "{b.said(whole.k, whole.m)}" exchange who did it and to whom'
    return make(a, b, whole, "actor", "conflict", "reversal", because, 0.8, ours[2])


def _simple(told: Told) -> tuple[str, str, str] | None:
    """(first name, second name, the verb between them), for a telling in which two different names stand round one verb."""
    places: list[tuple[int, int, str]] = []
    for name in told.names:
        first, last = told.word_at(name.start), told.word_at(name.end - 1) + 1
        places.append((first, last, " ".join(word.key for word in told.words[first:last] if word.key not in FUNCTION)))
    for (_, end, one), (start, _, other) in pairwise(places):
        between = told.words[end:start]
        verbs = [word for word in between if word.key not in FUNCTION and not word.capital]
        if one != other and one and other and 1 <= len(verbs) <= 3 and looks_past(verbs[0]):
            return one, other, verbs[0].key
    return None


def passive(told: Told) -> bool:
    """Is something told as done by someone: a form of "be", a past participle and, soon after it, "by"?"""
    keys = [word.key for word in told.words]
    places = [place for place, key in enumerate(keys) if key == "by"]
    return any(
        keys[at] == "be" and (place - at <= _NEAR or any(looks_past(word) for word in told.words[at + 1 : at + _NEAR]))
        for place in places
        for at in range(max(0, place - _FAR), place)
    )


def place_became_object(a: Told, b: Told) -> Iterator[Difference]:
    """A place in which something was done becomes what it was done to: "ships in X shelled targets" / "ships shelled X"."""
    for place_a, place_b in _shared_places(a, b):
        ruler_a, ruler_b = _ruler(a, place_a), _ruler(b, place_b)
        if ruler_a is None or ruler_b is None:
            continue
        for locative, at, other, by in ((a, ruler_a, b, ruler_b), (b, ruler_b, a, ruler_a)):
            if locative.words[at].key in _LOCATIVE and looks_past(other.words[by]) and _uses(locative, other.words[by]):
                stretch = Stretch(min(ruler_a, place_a), place_a + 1, min(ruler_b, place_b), place_b + 1)
                shown = f'"{a.said(stretch.i, stretch.j)}" and "{b.said(stretch.k, stretch.m)}"'
                because = f"{shown}: the place of the act in one is its target in the other"
                yield make(a, b, stretch, "target", "conflict", "reversal", because, 0.8, other.words[by].key)


def _shared_places(a: Told, b: Told) -> Iterator[tuple[int, int]]:
    """Word indexes of the first word of each name that both tellings have exactly once."""
    keys_a, keys_b = [word.key if word.capital else "" for word in a.words], [word.key if word.capital else "" for word in b.words]
    for key in sorted(set(keys_a) & set(keys_b) - {""}):
        if keys_a.count(key) == 1 == keys_b.count(key) and not _is_time(a, keys_a.index(key)):
            yield keys_a.index(key), keys_b.index(key)


def _is_time(told: Told, place: int) -> bool:
    return any(time.start <= told.words[place].start < time.end for time in told.times)


def _ruler(told: Told, place: int) -> int | None:
    """The word that governs the name at a place: the nearest before it that is no determiner and no part of the name."""
    at = place - 1
    while at >= 0 and (told.words[at].key in _DETERMINERS or told.words[at].capital):
        at -= 1
    return at if at >= 0 else None


def _uses(told: Told, verb: Word) -> bool:
    """Is the verb's act told in another form ("bombing" beside "bombed")? The same form is the same clause; going there harms nothing."""
    return verb.key not in _GOING | LIGHT and any(word.key == verb.key and word.text.lower() != verb.text.lower() for word in told.words)


def subject_lost(a: Told, b: Told, stretches: Sequence[Stretch]) -> Iterator[Difference]:
    """ "X did this, and Y did that" that became "X did this, and did that": what Y did is now told of X."""
    for stretch in stretches:
        for flip in (False, True):
            told, other = (b, a) if flip else (a, b)
            first, last, low, high = (stretch.k, stretch.m, stretch.i, stretch.j) if flip else (stretch.i, stretch.j, stretch.k, stretch.m)
            if low != high or not 1 <= last - first <= 7 or not first or last >= len(told.words) or low >= len(other.words):
                continue
            lost = told.words[first:last]
            if told.words[first - 1].key not in {"and", "but", "while"} or not looks_past(told.words[last]) or not low:
                continue
            nouns = [word for word in lost if word.key not in FUNCTION and not word.text.lower().endswith("ly") and not looks_past(word)]
            if not nouns or any(word.key in _LOCATIVE or word.key in {"then", "later"} for word in lost):
                continue
            did = told.words[last].text
            because = f'who {did}: one side names "{told.said(first, last)}", the other leaves it to the subject before'
            found = make(
                told,
                other,
                Stretch(first, last + 1, max(0, low - 1), low + 1),
                "actor",
                "conflict",
                "material",
                because,
                0.75,
                told.words[last].key,
            )
            found = replace(found, cause="cut")  # if they are copies
            yield found.turned() if flip else found


def topic_became_aim(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """ "Talks over X" that became "talks to do X"."""
    for flip in (False, True):
        told, other = (b, a) if flip else (a, b)
        first, last, low, high = (stretch.k, stretch.m, stretch.i, stretch.j) if flip else (stretch.i, stretch.j, stretch.k, stretch.m)
        before = told.words[first - 1] if first else None
        ours, theirs = told.words[first:last], other.words[low:high]
        if before is None or before.key not in _TALKS or not ours or len(theirs) < 2 or ours[0].key not in _TOPIC or theirs[0].key != "to":
            continue
        if theirs[1].capital or theirs[1].key in FUNCTION:
            continue
        last, high = min(len(told.words), max(last, first + 4)), min(len(other.words), max(high, low + 4))
        shown = f'"{told.said(first - 1, last)}" and "{other.said(max(0, low - 1), high)}"'
        because = f"{shown}: what the talks are about in one is their aim in the other"
        found = make(
            told, other, Stretch(first - 1, last, max(0, low - 1), high), "target", "conflict", "material", because, 0.7, before.key
        )
        return found.turned() if flip else found
    return None


def extent(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """How far it reaches: all or some, one thing or that one and others."""
    left, right = a.words[stretch.i : stretch.j], b.words[stretch.k : stretch.m]
    ours = [word for word in left if word.key in _QUANTITY]
    theirs = [word for word in right if word.key in _QUANTITY]
    if len(ours) == 1 and len(theirs) == 1 and max(len(left), len(right)) <= 5:
        gap = abs(_QUANTITY[ours[0].key] - _QUANTITY[theirs[0].key])
        if gap and min(_QUANTITY[ours[0].key], _QUANTITY[theirs[0].key]) >= 0:
            because = f'"{ours[0].text}" and "{theirs[0].text}" speak of different extents'
            return make(a, b, _longer(stretch, a, b), "number", "scope", "scope", because, 0.75, _slot(a, stretch))
    for told, first, last, rest in ((a, stretch.i, stretch.j, right), (b, stretch.k, stretch.m, left)):
        added = told.words[first:last]
        if len(rest) > 2 or not 2 <= len(added) <= 10 or not first or not told.words[first - 1].capital:
            continue
        if added[0].key in {"and", "or"} and any(word.key in _WIDENING for word in added[:3]):
            because = f'one side speaks of "{told.said(first - 1, last)}", the other of "{told.words[first - 1].text}" alone'
            return make(a, b, _backed(stretch), "target", "scope", "scope", because, 0.75, _slot(a, stretch))
    return None


def _longer(stretch: Stretch, a: Told, b: Told) -> Stretch:
    return Stretch(stretch.i, min(stretch.j + 1, len(a.words)), stretch.k, min(stretch.m + 1, len(b.words)))


def _backed(stretch: Stretch) -> Stretch:
    return Stretch(max(0, stretch.i - 1), stretch.j, max(0, stretch.k - 1), stretch.m)


def _slot(told: Told, stretch: Stretch) -> str:
    return next((word.key for word in told.words[stretch.j : stretch.j + 4] if word.key not in FUNCTION), "")

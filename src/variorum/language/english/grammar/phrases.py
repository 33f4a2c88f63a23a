"""Noun phrases of a parse as short readable words: what stands in who, whom, where and in the name of a counted thing."""

from collections.abc import Iterator
from typing import NamedTuple

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.words.lexicon import governors, word_set
from variorum.model.paragraph import Token

# What hangs at a noun but is told in clauses of its own, or only tells it again.
_ANYONE = {"nobody": "anyone", "one": "anyone", "nothing": "anything"}
_DROPPED = word_set("dropped")
_LONGEST = 14
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_PLACE_PREPOSITIONS = word_set("place prepositions")
# At a noun only these tell where it is: "concessions to Russia", "demands on Ukraine" are no places.
_STANDING = word_set("standing")
_PLACE_NOUNS = word_set("place nouns")


def phrase(clauses: Clauses, index: int) -> str:
    """The words of a noun phrase without article, relative clause and apposition; long ones lose their later additions."""
    kept = _kept(clauses, index)
    if len(kept) > _LONGEST:
        ends = [
            place
            for place, token in enumerate(kept)
            if token.dep in ("prep", "cc", "acl", "aux") and 0 < place <= _LONGEST and token.i > index
        ]
        kept = kept[: ends[-1]] if ends else kept[:_LONGEST]
    bounded = len(kept) > 1 and kept[1].text.lower() in ("fewer", "more", "less")  # "no fewer than 20" is a figure
    while len(kept) > 1 and ((kept[0].text.lower() == "no" and not bounded) or kept[0].pos in ("PUNCT", "CCONJ")):
        kept = kept[1:]
    while len(kept) > 1 and (kept[-1].dep in ("cc", "punct", "prep", "aux") and kept[-1].i > index):
        kept.pop()
    words = _joined(clauses, kept)
    return _ANYONE.get(words.lower(), words)  # "nobody was hurt" is: anyone was hurt, negated


def _kept(clauses: Clauses, index: int) -> list[Token]:
    kept: list[Token] = []
    waiting = [clauses.tokens[index]]
    while waiting:
        token = waiting.pop()
        kept.append(token)
        for child in clauses.below(token.i):
            if _stays(clauses, index, token, child):
                waiting.append(child)
    return _with_joints(clauses, sorted(kept))


def _with_joints(clauses: Clauses, kept: list[Token]) -> list[Token]:
    """The commas, hyphens and "and" between kept words."""
    whole: list[Token] = []
    for token in kept:
        between = clauses.tokens[whole[-1].i + 1 : token.i] if whole else ()
        if len(between) == 3 and between[-1].dep == "cc":
            whole.extend(between)  # "as well as"
        elif 0 < len(between) < 3 and all(item.pos in ("PUNCT", "CCONJ", "PART", "SYM") or item.dep == "cc" for item in between):
            whole.extend(item for item in between if item.text not in ('"', "(", ")", "–"))
        whole.append(token)
    return whole


def _stays(clauses: Clauses, top: int, above: Token, child: Token) -> bool:
    if child.dep == "neg" and (above.i != top or clauses.tokens[child.i + 1].text.lower() in ("all", "every")):
        return True  # "not all ships", "guarantees that it will never close"
    if child.dep == "appos" and child.pos == "PROPN" and above.i == top and clauses.tokens[child.i - 1].text not in (",", "(", "–", "-"):
        first = clauses.first[child.i]
        return clauses.tokens[first - 1].text not in (",", "(", "–", "-") and first > above.i  # "ambassador Ida Holm"
    if child.dep == "prep" and above.pos == "PROPN" and dates_only(clauses, child):
        return False
    if child.i in clauses.stolen and above.i not in clauses.stolen:
        return False
    if child.dep in ("acl", "ccomp") and above.i == top and above.pos == "NOUN" and _completes(clauses, above, child):
        return True
    if child.i in clauses.kinds and above.i in clauses.kinds:
        return child.dep in ("xcomp", "ccomp", "advcl")
    if (child.i in clauses.kinds and child.dep != "pcomp") or (
        child.dep in _DROPPED and not (child.dep == "npadvmod" and child.i < above.i)
    ):
        return False
    if (
        child.dep == "det"
        and above.i == top
        and clauses.tokens[child.i + 1].text.lower() not in ("fewer", "more", "less")
        and child.text.lower() in ("the", "a", "an", "no", "this", "that", "these", "those", "any", "some", "such")
    ):
        return False
    if child.dep == "conj" and child.pos in ("VERB", "AUX"):
        return False
    if child.i in clauses.aside and above.i not in clauses.aside:
        return False
    return not (child.dep == "amod" and child.text.lower() == "such" and clauses.tokens[child.i + 1].text.lower() != "as")


def _completes(clauses: Clauses, noun: Token, child: Token) -> bool:
    """ "plans to attack", "a right to choose", "guarantees that it stays": the noun says little without it."""
    return clauses.is_infinitive(child) or (f"noun:{noun.lemma.lower()}" in governors() and clauses.child(child.i, "mark") is not None)


def _joined(clauses: Clauses, kept: list[Token]) -> str:
    kept = [token for token in kept if token.pos != "SPACE"]
    words = ""
    text = clauses.paragraph.text
    for before, token in zip([None, *kept], kept, strict=False):
        if before is not None:
            words += "" if before.end == token.start else " "
        words += text[token.start : token.end]
    return words.strip(" ,-–\"'[]()*•").lstrip(". ").removesuffix("'s")


def dates_only(clauses: Clauses, preposition: Token) -> bool:
    """ "on Tuesday", after a name that it does not belong to."""
    noun = clauses.child(preposition.i, "pobj")
    return noun is not None and noun.ent in ("DATE", "TIME")


class Place(NamedTuple):
    """Where a clause plays: a preposition, a second one that follows it ("out of"), and the place's noun."""

    preposition: Token
    inner: Token | None
    noun: Token


def place_of(clauses: Clauses, head: int) -> str | None:
    """The first place phrase of a clause with its preposition ("in Paris", "near the border"): at the verb, else at its object."""
    place = next(_places(clauses, head), None)
    if place is None:
        return None
    inner = f"{place.inner.text.lower()} " if place.inner else ""
    return f"{place.preposition.text.lower()} {inner}{phrase(clauses, place.noun.i)}"


def places_of(clauses: Clauses, head: int) -> list[int]:
    """The nouns of all places that a clause names, those at its verb first."""
    return [place.noun.i for place in _places(clauses, head)]


def _places(clauses: Clauses, head: int) -> Iterator[Place]:
    yield from _places_under(clauses, head, _PLACE_PREPOSITIONS)
    for child in clauses.below(head):
        if child.i in clauses.kinds or (child.i < head and child.dep != "nsubjpass"):
            continue
        if child.dep in ("dobj", "attr", "nsubjpass"):
            yield from _places_under(clauses, child.i, _STANDING)
        elif child.dep in ("prep", "dative") and (noun := clauses.child(child.i, "pobj")) is not None:
            yield from _places_under(clauses, noun.i, _STANDING)


def _places_under(clauses: Clauses, holder: int, prepositions: frozenset[str]) -> Iterator[Place]:
    for child in clauses.below(holder):
        word = child.text.lower()
        if child.dep not in ("prep", "advmod", "dative") or word not in prepositions or child.i in clauses.stolen:
            continue
        noun, inner = clauses.child(child.i, "pobj"), None
        if noun is None and (inner := clauses.child(child.i, "prep")) is not None:
            noun = clauses.child(inner.i, "pobj")
        if noun is None or not is_place(clauses, noun.i) or (word == "on" and clauses.tokens[noun.i].ent == "GPE"):
            continue
        yield Place(child, inner, noun)


def is_place(clauses: Clauses, index: int) -> bool:
    token = clauses.tokens[index]
    return token.ent in _PLACE_LABELS or token.lemma.lower() in _PLACE_NOUNS

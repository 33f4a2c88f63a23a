"""Whose an age is: "Ida Holm, 45,", "the 45-year-old driver, Ida Holm", "Ida Holm, a plumber aged 45", "Holm, who was 45".

The parse tells which name a noun stands for. Where it tells none, the age is nobody's: "the 45-year-old was held".
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.values import Figure
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Token

_YOUNGEST, _OLDEST = 10, 115  # years that a bare number after "was" may tell: "Holm was 45"
_BEFORE_NAME: Final = ("compound", "nmod", "amod", "nummod")
_GIVEN: Final = ("attr", "acomp")
_NAMING: Final = word_set("naming")  # "identified as", "named as"
_NO_PERSONS: Final = ("NORP", "GPE", "LOC", "FAC", "PRODUCT")
_STEPS: Final = 3  # nouns from an age to the name: "a 45-year-old father of two from Velm, Ida Holm"


class Age(NamedTuple):
    """The person whose age a figure tells: the token of the last name (None where none is told), that name in small letters, the first
    names as they are written."""

    head: int | None
    thing: str
    first: tuple[str, ...]


NOBODY: Final = Age(None, "", ())


def age(clauses: Clauses, figure: Figure, anchor: int) -> Age | None:
    """Whose age a figure tells by its words; None where these make it none. `anchor` is the token by which it stands in its clause."""
    return _aged(clauses, figure, anchor) or _said_to_be(clauses, figure, anchor)


def whose(clauses: Clauses, of: int) -> Age:
    """The person for whom a noun stands."""
    name = _person(clauses, of, _STEPS)
    if name is None:
        return NOBODY
    first = tuple(child.text for child in _before(clauses, name) if child.pos == "PROPN" and child.ent in ("", clauses.tokens[name].ent))
    return Age(name, clauses.tokens[name].text.lower(), first)


def _before(clauses: Clauses, name: int) -> Iterator[Token]:
    """The words of a name before its last, in their order."""
    for child in clauses.below(name, "compound"):
        yield from _before(clauses, child.i)
        yield child


def noun(clauses: Clauses, figure: Figure, anchor: int, head: int | None) -> int:
    """The noun before or behind which an age stands: "the 45-year-old driver of the bus", "the 45-year-old"; else what it counts."""
    token = clauses.tokens[anchor]
    if figure.attributive:
        return token.head if token.dep in _BEFORE_NAME else anchor
    return token.head if head is None else head


def _aged(clauses: Clauses, figure: Figure, anchor: int) -> Age | None:
    """Of "aged 45": the noun before it, but for one of several people or one "of" whom others are."""
    aged = clauses.tokens[clauses.tokens[anchor].head]
    if figure.unit is not None or aged.text.lower() != "aged" or aged.head == aged.i:
        return None
    behind = clauses.tokens[anchor + 1 : anchor + 2]
    before = clauses.tokens[max(0, aged.i - 2)]  # "identified as Ida Holm, aged 45"
    of = before.i if _is_person(before) and clauses.tokens[aged.i - 1].text == "," else aged.head
    several = bool(behind and behind[0].text.lower() in ("and", "to", "or")) or clauses.tokens[of].dep == "conj"
    others = any(child.dep == "prep" and child.text.lower() == "of" and child.i < aged.i for child in clauses.below(of))
    return NOBODY if several or others or (clauses.tokens[of].dep == "pobj" and not _is_person(clauses.tokens[of])) else whose(clauses, of)


def _said_to_be(clauses: Clauses, figure: Figure, anchor: int) -> Age | None:
    """Of "45 years old" and of a number alone after "is" or "was", where somebody is said to be so, and not "when she joined"."""
    token = clauses.tokens[anchor]
    above = clauses.tokens[token.head]
    in_words = figure.unit == "year" and above.text.lower() == "old" and not figure.attributive
    told = above if in_words else token
    if told.dep not in _GIVEN or not (in_words or _bare(clauses, figure, token)):
        return None
    subject = _subject(clauses, told)
    if subject is None or any(child.dep == "advcl" for index in (told.head, told.i, anchor) for child in clauses.below(index)):
        return None
    found = whose(clauses, subject)
    return found if found.head is not None and (in_words or found.first) else None


def _bare(clauses: Clauses, figure: Figure, token: Token) -> bool:
    """Is a figure a number alone, as the age of someone is told: "Ida Holm was 45"?"""
    whole = figure.unit is None and figure.bound == "exact" and figure.text.isdigit() and figure.number is not None
    alone = not any(child.dep not in ("punct", "advmod") for child in clauses.below(token.i))
    return whole and alone and _YOUNGEST <= (figure.number or 0) < _OLDEST


def _subject(clauses: Clauses, token: Token) -> int | None:
    """The subject of a clause of being, whose value a word tells."""
    clause = clauses.by_head.get(token.head) or clauses.by_head.get(token.i)
    return clause.subject if clause is not None and clause.lemma == "be" else None


def _person(clauses: Clauses, noun: int, steps: int) -> int | None:
    """The last name that a noun is, stands before or beside, or is said of."""
    token = clauses.tokens[noun]
    above = clauses.tokens[token.head]
    if token.dep in _BEFORE_NAME and _is_person(above) and above.i > token.i:
        return above.i  # "the driver Ida Holm", "the Velmian Ida Holm"
    if _is_person(token) or (token.pos == "PROPN" and token.ent not in _NO_PERSONS and any(_tells_age(one) for one in clauses.below(noun))):
        return noun  # "the 45-year-old Ida Holm", whatever she was taken for
    beside = next((child.i for child in clauses.below(noun, "appos") if _is_person(child)), None)
    if beside is not None:
        return beside
    if token.dep == "appos":
        return token.head if _is_person(above) else _person(clauses, token.head, steps - 1) if steps and above.dep == "appos" else None
    return next(_said_of(clauses, token), None)


def _said_of(clauses: Clauses, token: Token) -> Iterator[int]:
    """The person of whom a noun is said: "Holm is a 45-year-old plumber", "identified as Ida Holm", "identified Holm as a plumber"."""
    if token.dep == "attr":
        subject = _subject(clauses, token)
        if subject is not None and _is_person(clauses.tokens[subject]):
            yield subject
    for verb in clauses.below(token.i, "acl"):
        yield from _named_as(clauses, verb)
    above = clauses.tokens[token.head]
    if token.dep == "pobj" and above.text.lower() == "as" and clauses.lemma(above.head) in _NAMING:
        clause = clauses.by_head.get(above.head)
        named = () if clause is None else (clause.object, clause.subject) if clause.passive else (clause.object,)
        yield from (index for index in named if index is not None and _is_person(clauses.tokens[index]))


def _named_as(clauses: Clauses, verb: Token) -> Iterator[int]:
    """The name after "named", "identified as"."""
    if clauses.lemma(verb.i) in _NAMING and verb.tag == "VBN":
        for child in clauses.below(verb.i):
            if _is_person(child) and child.dep in ("oprd", "dobj", "attr"):
                yield child.i
            elif child.dep == "prep" and child.text.lower() == "as":
                yield from (noun.i for noun in clauses.below(child.i, "pobj") if _is_person(noun))


def _tells_age(token: Token) -> bool:
    return token.dep == "amod" and token.text.lower().endswith("old")


def _is_person(token: Token) -> bool:
    return token.pos == "PROPN" and token.ent in ("PERSON", "")

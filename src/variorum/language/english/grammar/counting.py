"""What a figure counts: the noun it belongs to in the parse, with the words that tell it from other counted things."""

import re
from bisect import bisect_right
from typing import NamedTuple

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.grammar.phrases import phrase
from variorum.language.english.values import Figure
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Token

# What becomes of the counted: "people killed" and "people arrested" are two things.
_FATES = word_set("fates")
_UNIT_NOUNS = word_set("unit nouns")


class Counted(NamedTuple):
    """The counted noun as printed, and the token that places the figure in its clause."""

    noun: str | None
    token: int


def counted(clauses: Clauses, figure: Figure) -> Counted | None:
    """The noun a figure counts, or None where the figure is no count at all (a name's number, an age between commas)."""
    tokens = clauses.tokens
    last = _token_at(clauses, figure.end - 1)
    first = _token_at(clauses, figure.core)
    if last is None or first is None:
        return None
    anchor = _anchor(clauses, first, last)
    if anchor.i in clauses.aside and anchor.head == anchor.i:
        return None
    head = tokens[anchor.head]
    if figure.attributive:
        return _attributive(clauses, figure, anchor)
    if figure.unit is None and _stands_for_noun(clauses, figure, anchor):
        return None
    if figure.unit is not None:
        return Counted(_of_noun(clauses, anchor, head), anchor.i)
    if anchor.pos in ("NOUN", "PROPN") and anchor.dep not in ("compound", "nummod", "amod", "quantmod"):
        noun = _after_of(clauses, anchor.i)  # "dozens of boats", "thousands protested"
        return Counted(_named(clauses, noun) if noun is not None else _fate(clauses, anchor), anchor.i)
    if _is_age(clauses, figure, anchor, head):
        return Counted(f"age of {phrase(clauses, head.i)}", head.i)
    if head.i < anchor.i and anchor.dep in ("nummod", "appos", "npadvmod", "nmod", "advcl"):
        return None  # "number two", "Ana Bell, 45,"
    if anchor.dep in ("nummod", "compound", "quantmod", "amod", "nmod", "det") and head.pos in ("NOUN", "PROPN", "NUM", "SYM", "ADJ"):
        if (
            head.pos == "PROPN"
            and head.tag == "NNP"
            and not figure.text.lower().startswith(("some", "about", "more", "at"))
            and head.ent not in ("NORP",)
        ):
            return None
        return Counted(_named(clauses, head.i), head.i)
    if anchor.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT"):
        return Counted(_after_of_or_fate(clauses, anchor), anchor.i)
    return None


def _stands_for_noun(clauses: Clauses, figure: Figure, anchor: Token) -> bool:
    """ "if one adds", "the two agreed": a small number word in the place of a name, and no count."""
    if anchor.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj") or figure.bound != "exact" or figure.text[-1:].isdigit():
        return False
    if figure.text.lower() == "one":
        return _after_of(clauses, anchor.i) is None
    return any(child.dep == "det" and child.text.lower() in ("the", "these", "those") for child in clauses.below(anchor.i))


def _is_age(clauses: Clauses, figure: Figure, anchor: Token, head: Token) -> bool:
    """ "Ida Holm, 45, said"."""
    if (
        anchor.dep not in ("appos", "nummod", "npadvmod", "nmod")
        or head.pos != "PROPN"
        or head.ent not in ("PERSON", "")
        or head.i > anchor.i
    ):
        return False
    whole = figure.number is not None and figure.bound == "exact" and 0 < figure.number < 115 and figure.text.isdigit()
    tokens = clauses.tokens
    after = tokens[anchor.i + 1].text if anchor.i + 1 < len(tokens) else "."
    return whole and tokens[anchor.i - 1].text in (",", "(") and after in (",", ")", ".", ";", "–")


def _token_at(clauses: Clauses, offset: int) -> int | None:
    tokens = clauses.tokens
    place = bisect_right(tokens, offset, key=lambda token: token.start) - 1
    return place if place >= 0 and offset < tokens[place].end else None


def _anchor(clauses: Clauses, first: int, last: int) -> Token:
    """The token of the figure whose head stands outside it."""
    tokens = clauses.tokens
    for token in tokens[first : last + 1][::-1]:
        if not first <= token.head <= last or token.head == token.i:
            return token
    return tokens[last]


def _attributive(clauses: Clauses, figure: Figure, anchor: Token) -> Counted | None:
    head = clauses.tokens[anchor.head]
    if re.search(r"\bold\b|-olds?$", figure.text, re.I):
        for _ in range(3):
            if head.pos in ("NOUN", "PROPN") or head.head == head.i:
                break
            head = clauses.tokens[head.head]
        return Counted(f"age of {phrase(clauses, head.i)}" if head.pos == "PROPN" else "age", anchor.i)
    for _ in range(3):
        if head.pos in ("NOUN", "PROPN", "VERB") or head.head == head.i:
            break
        head = clauses.tokens[head.head]
    return Counted(head.text.lower() if head.pos == "NOUN" else None, anchor.i)


def _after_of(clauses: Clauses, index: int) -> int | None:
    for child in clauses.below(index):
        if child.dep == "prep" and child.text.lower() == "of":
            noun = clauses.child(child.i, "pobj")
            return noun.i if noun else None
    return None


def _after_of_or_fate(clauses: Clauses, anchor: Token) -> str | None:
    noun = _after_of(clauses, anchor.i)
    return _named(clauses, noun) if noun is not None else _fate(clauses, anchor)


def _of_noun(clauses: Clauses, anchor: Token, head: Token) -> str | None:
    """ "three tonnes of fuel", "30% of voters", "$5m in aid" count fuel, voters, aid; "a 30 km trench" measures the trench."""
    for index in (anchor.i, head.i):
        if index != anchor.i and clauses.tokens[anchor.i].dep not in ("nummod", "compound", "quantmod", "nmod"):
            continue
        noun = _after_of(clauses, index)
        if noun is not None and clauses.tokens[noun].lemma.lower() in _UNIT_NOUNS:
            noun = _after_of(clauses, noun)  # "hundreds of tonnes of fuel"
        if noun is not None:
            return _named(clauses, noun)
    if (
        anchor.dep in ("nummod", "compound", "nmod", "quantmod")
        and head.i > anchor.i
        and head.pos == "NOUN"
        and head.lemma.lower() not in _UNIT_NOUNS
    ):
        return _named(clauses, head.i)
    into = clauses.child(anchor.i, "prep")
    if into is not None and into.text.lower() in ("in", "worth"):
        inside = clauses.child(into.i, "pobj")
        if inside is not None and inside.ent == "":
            return _named(clauses, inside.i)
    return None


def _named(clauses: Clauses, index: int) -> str | None:
    """A noun with the adjectives and nouns before it, figures left out, and what became of it; None for a pronoun."""
    noun = clauses.tokens[index]
    if noun.pos == "PRON":
        return None
    before = [
        child
        for child in clauses.below(index)
        if child.i < index
        and child.dep in ("amod", "compound", "nmod")
        and child.pos != "NUM"
        and child.text.lower() not in _NOT_TELLING
        and child.lemma.isalpha()
        and child.lemma.lower() not in _UNIT_NOUNS
    ]
    words = [child.text if child.pos == "PROPN" or child.ent or not child.text.istitle() else child.text.lower() for child in before]
    words.append(noun.text.lower() if noun.text.istitle() and noun.ent not in ("NORP", "ORG", "PERSON") else noun.text)
    fate = _fate(clauses, noun)
    return " ".join(words) + (f" {fate}" if fate else "")


_NOT_TELLING = word_set("not telling")


def _fate(clauses: Clauses, token: Token) -> str | None:
    """ "were killed", "died": the participle, for a counted subject or object."""
    head = clauses.tokens[token.head]
    after = next(
        (child for child in clauses.below(token.i) if child.dep in ("acl", "amod") and child.i > token.i and child.tag == "VBN"),
        None,
    )
    verb = after if after is not None else head if token.dep in ("nsubjpass", "nsubj", "dobj", "attr") else None
    if verb is None or verb.lemma.lower() not in _FATES:
        return None
    if (
        token.dep == "nsubj"
        and verb.lemma.lower() not in ("die", "drown", "miss", "test")
        and verb.i == head.i
        and not clauses.child(head.i, "auxpass")
    ):
        return None
    return _participle(verb)


def _participle(verb: Token) -> str:
    """ "killed" of "kills 12": what the counted have become, in one form whatever the tense."""
    lemma = verb.lemma.lower()
    if verb.tag == "VBN" or (verb.tag == "VBD" and lemma not in ("shoot",)):
        return verb.text.lower()
    irregular = {
        "shoot": "shot",
        "hurt": "hurt",
        "burn": "burnt",
        "hit": "hit",
        "lose": "lost",
        "free": "freed",
        "bury": "buried",
        "trap": "trapped",
        "miss": "missing",
    }
    return irregular.get(lemma) or lemma + ("d" if lemma.endswith("e") else "ed")

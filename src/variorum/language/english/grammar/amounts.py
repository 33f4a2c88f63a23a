"""What a figure is of: the sort of quantity, the thing counted or measured, what became of the counted, and whether it is a part.

The words are those of lexicons/amounts.tsv, the grammar that of the parse. Nothing here compares.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from variorum.language.english.grammar import ages, fates
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.units import OF_UNIT
from variorum.language.english.values import Figure
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import named
from variorum.model.paragraph import Token
from variorum.model.sentence import Quantity

_HOURS_A_YEAR: Final = 8766.0  # so that "eight days" and "a month" have one measure
_UNDER_NOUN: Final = ("nummod", "quantmod", "compound", "amod", "nmod", "det")
_COUNTED_WHOLE: Final = 1000.0  # below it nobody counts in tenths: "version 5.50" is no count
_SCALE_ENDS: Final = 10.0  # of magnitudes
_SCALE_NEAR: Final = 3  # words
_GIVEN: Final = ("pobj", "attr", "npadvmod", "oprd")
_MARKING: Final = ("amod", "advmod", "det", "quantmod", "nmod", "compound", "acl", "prep", "npadvmod", "predet", "nummod")
_ALONE_WITHIN: Final = 10  # words from what is counted to "in Ruritania alone"
_HIGHEST: Final = 6  # words above a figure that are looked at
_SCALES: Final = word_set("measured scales")
_PENAL: Final = word_set("penal")
_SEASONS: Final = word_set("seasons")  # of sport: one a year
_OTHERS: Final = frozenset({"other"})
_TABLE: Final = "amounts.tsv"
_RISING: Final = word_set("rising")
_UNITS: Final = word_set("unit nouns")
_VALUES: Final = word_set("giving a value")
_NO_THINGS: Final = word_set("no counted things")  # "1300 GMT", "10 p.m."
_MEMBERS: Final = word_set("members")
_SOME_OF_PEOPLE: Final = word_set("amounts.some_of_people")
_GROUPS: Final = word_set("groups of counted")
_DEGREES: Final = word_set("degrees of harm")
_DENIED: Final = re.compile(r"\b(?:not|instead of|rather than)\s+(?:the\s+)?$", re.I)
_DENYING: Final = 20  # letters before a figure that are looked at
_CROWDS: Final = word_set("fates of crowds")
_SUPPLIED: Final = word_set("supplied")  # who may be without power


class Amount(NamedTuple):
    """What a figure is of. `scale`: how many of the quantity's base unit one of its units is."""

    quantity: Quantity
    scale: float
    head: int | None  # token that heads what is counted or measured
    thing: str
    telling: tuple[str, ...] = ()
    fate: str = ""
    marks: tuple[str, ...] = ()


def amount(clauses: Clauses, figure: Figure, at: int, counted: str | None) -> Amount:
    """What a figure is of; `at` is the token by which it stands in its clause, `counted` the noun as counting.py names it."""
    anchor = _anchor(clauses, figure, at)
    aged = ages.age(clauses, figure, anchor)
    if aged is not None:
        return Amount("age", 1.0, *aged)
    head = _head(clauses, figure, anchor)
    quantity, scale = _quantity(clauses, figure, anchor, head, counted)
    if quantity == "age":
        return Amount(quantity, scale, *ages.whose(clauses, ages.noun(clauses, figure, anchor, head)))
    thing = "" if head is None else _thing(clauses, head)
    if quantity == "score":
        return Amount(quantity, scale, head, _scorer(clauses, figure) or thing)
    fate = fates.fate(clauses, anchor if head is None else head, anchor) if quantity == "count" else ""
    if _is_people(thing, fate, quantity):
        thing = "person"
    if figure.number == 0 and fate and _in_a_degree(clauses, anchor if head is None else head):
        fate = ""  # "no one was seriously hurt": some may have been, lightly
    if fate == fates.POWERLESS and thing not in _SUPPLIED:
        fate = ""  # ministers who lost power
    if fate == fates.CROWD and thing not in _CROWDS and (head is None or clauses.lemma(head) not in _MEMBERS):
        fate = ""  # ships and signatures that are gathered
    telling = [] if head is None else list(_telling(clauses, figure, head))
    telling += _names_after(clauses, anchor) if head != anchor else []
    marks = tuple(sorted(set(_marks(clauses, figure, anchor, head))))
    return Amount(quantity, scale, head, thing, tuple(dict.fromkeys(telling)), fate, marks)


def _in_a_degree(clauses: Clauses, noun: int) -> bool:
    """Is it told of a noun in which degree it came to harm: "seriously hurt", "a serious injury"?"""
    verb = clauses.tokens[clauses.tokens[noun].head]
    beside = [*clauses.below(verb.i, "advmod"), *clauses.below(noun, "amod", "acl")]
    beside += [deeper for child in [*beside, *clauses.below(verb.i, "acomp", "oprd")] for deeper in clauses.below(child.i, "advmod")]
    return any(word.text.lower() in _DEGREES for word in beside)


def _is_people(thing: str, fate: str, quantity: Quantity) -> bool:
    """Are people meant: "12 dead", "two of them were hurt", "nine others"?"""
    named_by_fate = not thing or fates.known(thing) or thing in fates.TOLLS or thing in fates.CROWDS
    return bool(fate and named_by_fate) or (thing in _OTHERS and quantity == "count")


def _anchor(clauses: Clauses, figure: Figure, at: int) -> int:
    """The last token of the figure whose head stands outside it."""
    inside = [token.i for token in clauses.at(figure.core, figure.end)]
    for index in reversed(inside):
        if clauses.tokens[index].head not in inside or clauses.tokens[index].head == index:
            return index
    return at


def _quantity(clauses: Clauses, figure: Figure, anchor: int, head: int | None, counted: str | None) -> tuple[Quantity, float]:
    """The sort of quantity, and how many of its base unit one of the figure's units is."""
    unit = figure.unit
    if unit in (None, "year") and counted is not None and counted.startswith("age"):
        return "age", 1.0
    if unit is None:
        return _unmeasured(clauses, figure, anchor, head)
    quantity, base, times = OF_UNIT[unit]
    if quantity == "money":
        of = _after(clauses, anchor, "of")
        weighed = unit == "GBP" and figure.text.lower().endswith("pounds") and of is not None
        if weighed and of is not None and clauses.lemma(of) not in named(_TABLE, "money"):
            return "weight", OF_UNIT["pound weight"].times  # "500 pounds of explosives"
    if base == "year":
        return ("term" if _penal(clauses, anchor, head) else quantity), times * _HOURS_A_YEAR
    return quantity, times


def _unmeasured(clauses: Clauses, figure: Figure, anchor: int, head: int | None) -> tuple[Quantity, float]:
    """Of a figure without a unit: a count, but for seasons of sport, which are years, and what stands on a scale."""
    if head is not None and clauses.lemma(head) in _SEASONS:
        return "duration", _HOURS_A_YEAR
    number = figure.number
    if number is None or number >= _COUNTED_WHOLE:
        return "count", 1.0
    near = {clauses.lemma(token.i) for token in clauses.tokens[max(0, anchor - _SCALE_NEAR) : anchor + _SCALE_NEAR]}
    return ("degree" if number != int(number) or (number <= _SCALE_ENDS and _SCALES & near) else "count"), 1.0


def _penal(clauses: Clauses, anchor: int, head: int | None) -> bool:
    """Is a time told as a punishment: in prison, of a sentence, for a crime?"""
    near = [anchor, *(token.i for token in clauses.below(anchor))]
    near += [child.i for token in clauses.below(anchor, "prep") for child in clauses.below(token.i)]
    near += [] if head is None else [head]
    near += list(_above(clauses, anchor))
    return any(clauses.lemma(index) in _PENAL for index in near)


def _above(clauses: Clauses, index: int) -> Iterator[int]:
    """The words above one as far as the head of its clause, nearest first."""
    for _ in range(_HIGHEST):
        if clauses.tokens[index].head == index or index in clauses.by_head:
            return
        index = clauses.tokens[index].head
        yield index


def _head(clauses: Clauses, figure: Figure, anchor: int) -> int | None:
    """The noun that a figure counts or measures."""
    token = clauses.tokens[anchor]
    under_noun = token.dep in _UNDER_NOUN
    for index in (anchor, *([token.head] if under_noun else [])):
        of = _after(clauses, index, "of")
        if of is not None and (figure.unit is not None or index == anchor or clauses.lemma(index) in _GROUPS):
            return of if clauses.lemma(of) not in _UNITS else (_after(clauses, of, "of") or of)
    if under_noun and _noun(clauses, token.head):
        if token.head < anchor:
            return None  # "Internet Explorer 6", "36-3 (24 knockouts)"
        return token.head if figure.unit is None or clauses.lemma(token.head) not in _UNITS else _measured(clauses, token.head)
    return _measured(clauses, anchor) if figure.unit is not None or token.dep in _GIVEN else None


def _measured(clauses: Clauses, index: int) -> int | None:
    """What is measured: "a sentence of ten years", "diamonds worth $5m", "$5m in aid", "the dhow is ten metres long"."""
    inside = _after(clauses, index, "in")
    if inside is not None and clauses.tokens[inside].pos == "NOUN" and clauses.tokens[inside].ent == "" and _noun(clauses, inside):
        return inside
    token = clauses.tokens[index]
    if token.dep in _UNDER_NOUN and _noun(clauses, token.head):
        return token.head
    above = clauses.tokens[token.head]
    if token.dep == "pobj" and above.text.lower() == "of" and _noun(clauses, above.head):
        return above.head
    if token.dep in ("npadvmod", "attr", "pobj", "dobj") and above.pos in ("ADJ", "ADP", "AUX", "VERB"):
        return _valued(clauses, index)
    return None


def _valued(clauses: Clauses, index: int) -> int | None:
    """The noun to which a value is given by "worth", "long", "valued at" or "is"."""
    at = index
    for _ in range(3):
        head = clauses.tokens[at].head
        token = clauses.tokens[head]
        if token.dep in ("acl", "amod", "prep") and _noun(clauses, token.head) and (token.lemma.lower() in _VALUES or token.dep == "acl"):
            return token.head if token.lemma.lower() in _VALUES else None
        if head in clauses.by_head:
            clause = clauses.by_head[head]
            lemmas = {clauses.lemma(head), clauses.lemma(at)}
            told = lemmas & _VALUES or (clause.lemma == "be" and clauses.tokens[index].dep == "attr")
            of = clause.subject if clause.object is None or clause.object == index else clause.object  # "valued the firm at $3bn"
            return of if told and of is not None and _noun(clauses, of) else None
        at = head
    return None


def _noun(clauses: Clauses, index: int) -> bool:
    return clauses.tokens[index].pos in ("NOUN", "PROPN") or clauses.tokens[index].tag in ("NN", "NNS")


def _after(clauses: Clauses, index: int, preposition: str) -> int | None:
    """The noun that hangs under a word by a preposition after it."""
    for child in clauses.below(index, "prep"):
        if child.i > index and child.text.lower() == preposition:
            noun = clauses.child(child.i, "pobj")
            return noun.i if noun else None
    return None


def _thing(clauses: Clauses, head: int) -> str:
    """A thing by one name for words that mean the same; of the members of a body, the body. "" for a pronoun."""
    token = clauses.tokens[head]
    lemma = clauses.lemma(head)
    if token.pos == "PRON" or lemma in _NO_THINGS or token.text[:1].isdigit():
        return ""
    if lemma in _MEMBERS:
        body = next((child.i for child in clauses.below(head, "compound") if child.pos == "NOUN"), _after(clauses, head, "of"))
        lemma = lemma if body is None else clauses.lemma(body)
    things = named(_TABLE, "thing")
    lemma = _hyphened(clauses, head) or lemma
    return things.get(token.text.lower()) or things.get(lemma, lemma)


def _hyphened(clauses: Clauses, head: int) -> str:
    """The word that the parser cut at its hyphen: "e-bikes"; "" where it cut none."""
    token, *behind = clauses.tokens[head : head + 3]
    cut = len(behind) == 2 and behind[0].text == "-" and token.end == behind[0].start and behind[0].end == behind[1].start
    return clauses.paragraph.text[token.start : behind[0].end].lower() + clauses.lemma(behind[1].i) if cut else ""


def _scorer(clauses: Clauses, figure: Figure) -> str:
    """The name that a score in brackets or between commas stands after: "Holm (52-3)"."""
    first = next((token.i for token in clauses.at(figure.start, figure.end)), 0)
    if first < 2 or clauses.tokens[first - 1].text not in ("(", ",") or clauses.tokens[first - 2].pos != "PROPN":
        return ""
    return clauses.tokens[first - 2].text.lower()


def _telling(clauses: Clauses, figure: Figure, head: int) -> Iterator[str]:
    """The words that tell which of its kind a thing is: adjectives, nouns before it, whose it is, and what follows.

    In dictionary form, but names and peoples as they are written.
    """
    for child in clauses.below(head):
        if figure.start <= child.start < figure.end:
            continue
        if child.dep in ("amod", "compound", "nmod", "poss") and child.pos in ("ADJ", "NOUN", "PROPN", "VERB"):
            lemma = _told(clauses, child)
            told_otherwise = fates.known(lemma) or lemma in named(_TABLE, "mark") or lemma in _UNITS or lemma in _VALUES
            if child.text[:1].isalpha() and not told_otherwise:
                yield lemma
        elif child.dep == "prep" and child.i > head:
            for index in clauses.conjoined([noun.i for noun in clauses.below(child.i, "pobj")]):
                if clauses.tokens[index].pos in ("NOUN", "PROPN") and not figure.start <= clauses.tokens[index].start < figure.end:
                    yield _told(clauses, clauses.tokens[index])


def _names_after(clauses: Clauses, anchor: int) -> Iterator[str]:
    """The names that follow a figure with a preposition: "$40 at Holm's", "82 percent in Ruritania"."""
    for child in clauses.below(anchor, "prep"):
        for noun in clauses.below(child.i, "pobj"):
            if child.i > anchor and noun.pos == "PROPN":
                name = [*clauses.below(noun.i, "compound", "poss", "nmod"), noun]
                yield from (token.text for token in name if token.pos == "PROPN")


def _told(clauses: Clauses, token: Token) -> str:
    """A telling word in its dictionary form, one for words that mean the same; names and peoples as they are written."""
    if token.pos == "PROPN" or token.ent == "NORP":
        return token.text
    lemma = clauses.lemma(token.i)
    return named(_TABLE, "telling").get(lemma, lemma)


def _marks(clauses: Clauses, figure: Figure, anchor: int, head: int | None) -> Iterator[str]:
    """The marks by which a figure is of a part, of others, of each or an earlier state."""
    yield from _marks_by_word(clauses, figure, anchor, head)
    yield from _marks_around(clauses, anchor if head is None else head)
    if head is not None and clauses.lemma(head) in _OTHERS:
        yield "other"
    among = head is not None and head != anchor and figure.unit is None and _after(clauses, anchor, "of") == head
    if among and head is not None and clauses.child(head, "det", "poss"):
        yield "part"  # "two of the ships"
    if head is not None and clauses.lemma(head) in _SOME_OF_PEOPLE:
        yield "some"  # "two children" may be two of seven people
    if _converted(clauses, figure):
        yield "converted"
    if _DENIED.search(clauses.paragraph.text[max(0, figure.start - _DENYING) : figure.start]):
        yield "denied"  # "eleven hours, not fourteen"
    before = clauses.tokens[anchor - 1] if anchor else None
    if before is not None and before.text.lower() == "of" and _ends_at(clauses, before.start - 1) is not None:
        yield "whole"  # "18 of 23 games"
    above = clauses.tokens[clauses.tokens[anchor].head]
    if clauses.tokens[anchor].dep == "pobj" and above.text.lower() == "from":
        yield "before"  # "up from 30"
    if clauses.tokens[anchor].dep == "pobj" and above.text.lower() == "to" and clauses.lemma(above.head) in _RISING:
        yield "risen"


def _marks_by_word(clauses: Clauses, figure: Figure, anchor: int, head: int | None) -> Iterator[str]:
    marks = named(_TABLE, "mark")
    inside = clauses.at(figure.start, figure.end)
    near = [*clauses.below(anchor), *(clauses.below(head) if head is not None else []), *inside, *clauses.tokens[anchor + 1 : anchor + 2]]
    for token in near:
        known = marks.get(token.text.lower()) or marks.get(clauses.lemma(token.i))
        if known is None or token.dep not in _MARKING:
            continue
        told_by_bound = known == "other" and figure.bound in ("at_least", "at_most")  # "more than", "no more than"
        bounding = token in inside and (known in ("each", "ordinal") or told_by_bound)  # "per cent", "ten seconds"
        elsewhere = known == "ordinal" and token.i > anchor and token.head != head  # "$5m last year"
        if not bounding and not elsewhere:
            yield known


def _marks_around(clauses: Clauses, noun: int) -> Iterator[str]:
    """ "a total of nine rifles"; "nine died in Ruritania alone"."""
    marks = named(_TABLE, "mark")
    preposition = clauses.tokens[clauses.tokens[noun].head]
    if clauses.tokens[noun].dep == "pobj" and preposition.text.lower() == "of":
        known = marks.get(clauses.lemma(preposition.head))
        if known is not None:
            yield known
    after = clauses.tokens[noun : noun + _ALONE_WITHIN]
    if any(
        marks.get(token.text.lower()) == "alone" and place.pos in ("NOUN", "PROPN") and token.sent == after[0].sent
        for place, token in pairwise(after)
    ):
        yield "alone"


def _converted(clauses: Clauses, figure: Figure) -> bool:
    """ "$1m ($1.52m)", in another dollar: an amount in brackets after one under the same sign tells no second amount."""
    text = clauses.paragraph.text
    at = figure.start - 1
    while at > 0 and text[at].isspace():
        at -= 1
    if text[at] != "(":
        return False
    while at > 0 and text[at - 1].isspace():
        at -= 1
    before = _ends_at(clauses, at)
    return before is not None and before.unit is not None and before.unit == figure.unit


def _ends_at(clauses: Clauses, end: int) -> Figure | None:
    """The figure that ends at an offset."""
    place = bisect_left(clauses.figures, end, key=lambda figure: figure.end)
    return clauses.figures[place] if place < len(clauses.figures) and clauses.figures[place].end == end else None

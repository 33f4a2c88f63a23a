"""What a figure is of: the sort of quantity, the thing counted or measured, what became of the counted, and whether it is a part.

The words are those of lexicons/amounts.tsv, the grammar that of the parse. Nothing here compares.
"""

from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.units import CURRENCIES, MEASURED_IN, MONEY_WORDS
from variorum.language.english.values import Figure
from variorum.language.english.words import tables
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Token
from variorum.model.sentence import Quantity

_MONEY: Final = frozenset(CURRENCIES.values()) | frozenset(MONEY_WORDS.values())
_BASES: Final[dict[str, Quantity]] = {
    "metre": "length", "kilogram": "weight", "hour": "duration", "year": "duration", "hectare": "area", "kilometre per hour": "speed",
    "percent": "share",
}  # fmt: skip
_OTHER_UNITS: Final[dict[str, Quantity]] = {
    "square foot": "area", "square metre": "area", "square kilometre": "area", "cubic foot": "volume", "cubic metre": "volume",
    "litre": "volume", "gallon": "volume", "barrel": "volume", "degree": "degree", "megawatt": "power", "gigawatt": "power",
    "score": "score", "percentage point": "share change", "basis point": "share change", "time": "times",
}  # fmt: skip
_HOURS_A_YEAR: Final = 8766.0  # so that "eight days" and "a month" have one measure
_PLAIN: Final = ("amod", "compound", "nmod", "nummod", "poss", "det")
_UNDER_NOUN: Final = ("nummod", "quantmod", "compound", "amod", "nmod", "det")
_PLAIN_NUMBERS: Final = 1000.0
_HIGHEST: Final = 6  # words above a figure that are looked at
_SCALES: Final = word_set("measured scales")
_PENAL: Final = word_set("penal")
_SEASONS: Final = word_set("seasons")  # of sport: one a year
_TOLLS: Final = word_set("tolls")
_NO_THINGS: Final = word_set("no counted things")  # "1300 GMT", "10 p.m."
_MEMBERS: Final = word_set("members")
_GROUPS: Final = word_set("groups of counted")


class Amount(NamedTuple):
    """What a figure is of. `scale`: how many of the quantity's base unit one of its units is."""

    quantity: Quantity
    scale: float
    head: int | None  # token that heads what is counted or measured
    thing: str
    fate: str
    telling: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def _named(sort: str) -> dict[str, str]:
    """The name under which each word of a sort stands in lexicons/amounts.tsv."""
    return {word: name for kind, name, words, _ in tables.rows("amounts.tsv", titled=True) if kind == sort for word in words.split()}


def amount(clauses: Clauses, figure: Figure, at: int, counted: str | None) -> Amount:
    """What a figure is of; `at` is the token by which it stands in its clause, `counted` the noun as counting.py names it."""
    anchor = _anchor(clauses, figure, at)
    head = _head(clauses, figure, anchor)
    quantity, scale = _quantity(clauses, figure, anchor, head, counted)
    if quantity == "age":
        name = _person(clauses, anchor, head)
        return Amount(quantity, scale, head, clauses.tokens[name].text.lower() if name is not None else "", "", _first_names(clauses, name), ())
    if quantity == "score":
        return Amount(quantity, scale, head, _scorer(clauses, figure) or (_thing(clauses, head) if head is not None else ""), "", (), ())
    fate = _fate(clauses, anchor, head) if quantity == "count" else ""
    marks = tuple(sorted(set(_marks(clauses, figure, anchor, head))))
    if head is None:
        return Amount(quantity, scale, None, "person" if fate else "", fate, tuple(_places_of(clauses, anchor)), marks)
    thing = _thing(clauses, head)
    if (fate and (thing in _named("fate") or not thing)) or (thing == "other" and (fate or quantity == "count")):
        thing = "person"
    telling = [*_telling(clauses, figure, head), *(_places_of(clauses, anchor) if head != anchor else ())]
    return Amount(quantity, scale, head, thing, fate, tuple(dict.fromkeys(telling)), marks)


def _anchor(clauses: Clauses, figure: Figure, at: int) -> int:
    """The last token of the figure whose head stands outside it."""
    inside = [token.i for token in clauses.tokens if figure.core <= token.start < figure.end]
    for index in reversed(inside):
        if clauses.tokens[index].head not in inside or clauses.tokens[index].head == index:
            return index
    return at


def _quantity(clauses: Clauses, figure: Figure, anchor: int, head: int | None, counted: str | None) -> tuple[Quantity, float]:
    unit = figure.unit
    if unit is None and figure.number is not None and figure.number != int(figure.number) and figure.number < _PLAIN_NUMBERS:
        return "degree", 1.0  # "version 5.50", "6.1 on the scale": nobody counts in tenths
    if (counted or "").startswith("age") and (unit in (None, "year")):
        return "age", 1.0
    if unit is None and head is not None and clauses.lemma(head) in _SEASONS:
        return "duration", _HOURS_A_YEAR
    if unit is None:
        words = {clauses.lemma(token.i) for token in clauses.tokens[max(0, anchor - 3) : anchor + 3]}
        scaled = _SCALES & words if figure.number is not None and figure.number < 11 else frozenset()
        return ("degree" if scaled else "count"), 1.0
    if unit in _MONEY:
        of = _after(clauses, anchor, "of")
        if unit == "GBP" and figure.text.lower().endswith("pounds") and of is not None and clauses.lemma(of) not in _named("money"):
            return "weight", MEASURED_IN["pound weight"][1]  # "500 pounds of explosives"
        return "money", 1.0
    if unit in _OTHER_UNITS:
        return _OTHER_UNITS[unit], 1.0
    base, factor = MEASURED_IN.get(unit, (unit, 1.0))
    quantity = _BASES.get(base, "count")
    if quantity == "duration":
        factor *= _HOURS_A_YEAR if base == "year" else 1.0
        if base == "year" and _penal(clauses, anchor, head):
            quantity = "term"
    return quantity, factor


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
    for index in (anchor, token.head if token.dep in _UNDER_NOUN else anchor):
        of = _after(clauses, index, "of")
        if of is not None and (figure.unit is not None or index == anchor or clauses.lemma(index) in _GROUPS):
            return of if clauses.lemma(of) not in _UNITS else (_after(clauses, of, "of") or of)
    if token.dep in _UNDER_NOUN and _noun(clauses, token.head):
        if token.head < anchor:
            return None  # "Internet Explorer 6", "36-3 (24 knockouts)"
        return token.head if clauses.lemma(token.head) not in _UNITS or figure.unit is None else _measured(clauses, token.head)
    if figure.unit is None and token.pos in ("NOUN", "PROPN") and token.tag not in ("CD",) and token.start >= figure.core + 1:
        return None
    if figure.unit is not None or token.dep in ("pobj", "attr", "npadvmod", "oprd"):
        return _measured(clauses, anchor)
    return None


_UNITS: Final = word_set("unit nouns")


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
            return clause.subject if told and clause.subject is not None and _noun(clauses, clause.subject) else None
        at = head
    return None


_VALUES: Final = word_set("giving a value")


def _noun(clauses: Clauses, index: int) -> bool:
    return clauses.tokens[index].pos in ("NOUN", "PROPN") or clauses.tokens[index].tag in ("NN", "NNS")


def _after(clauses: Clauses, index: int, preposition: str) -> int | None:
    for child in clauses.below(index, "prep"):
        if child.i > index and child.text.lower() == preposition:
            noun = clauses.child(child.i, "pobj")
            return noun.i if noun else None
    return None


def _thing(clauses: Clauses, head: int) -> str:
    token = clauses.tokens[head]
    lemma = clauses.lemma(head)
    if token.pos == "PRON" or lemma in _NO_THINGS:
        return ""
    if lemma in _MEMBERS:
        body = next((child.i for child in clauses.below(head, "compound") if child.pos == "NOUN"), _after(clauses, head, "of"))
        lemma = lemma if body is None else clauses.lemma(body)
    return _named("thing").get(token.text.lower()) or _named("thing").get(lemma, lemma)


def _person(clauses: Clauses, anchor: int, head: int | None) -> int | None:
    """The last name of whose age it is; None where no name stands beside it."""
    for index in [*([head] if head is not None else []), clauses.tokens[anchor].head]:
        token = clauses.tokens[index]
        if token.pos == "PROPN":
            return index
        named = next((child for child in clauses.below(index, "appos") if child.pos == "PROPN"), None)
        if named is not None:
            return named.i
        if token.dep in ("compound", "nmod", "amod") and clauses.tokens[token.head].pos == "PROPN":
            return token.head
    return None


def _first_names(clauses: Clauses, name: int | None) -> tuple[str, ...]:
    return () if name is None else tuple(child.text for child in clauses.below(name, "compound") if child.pos == "PROPN")


def _scorer(clauses: Clauses, figure: Figure) -> str:
    """The name that a score in brackets or between commas stands after: "Holm (52-3)"."""
    before = [token for token in clauses.tokens if token.end <= figure.start][-2:]
    beside = len(before) == 2 and before[1].text in ("(", ",") and before[0].pos == "PROPN"
    return before[0].text.lower() if beside else ""


def _fate(clauses: Clauses, anchor: int, head: int | None) -> str:
    """What became of those counted: "killed", or "hurt+killed" of those who were killed or hurt."""
    found = set(_fates(clauses, anchor if head is None else head, anchor))
    if "killed" in found:
        found.discard("shot")  # "shot and killed two"
    return "+".join(sorted(found))


def fate_of(clauses: Clauses, noun: int) -> str:
    """What is told to have become of a noun, or of the pronoun "nobody"."""
    return _fate(clauses, noun, noun)


def _fates(clauses: Clauses, noun: int, anchor: int) -> Iterator[str]:
    fates = _named("fate")
    own = clauses.tokens[noun]
    if clauses.lemma(noun) in fates or own.text.lower() in fates:
        yield fates.get(clauses.lemma(noun)) or fates[own.text.lower()]
        return
    for child in clauses.below(noun):
        if child.dep in ("amod", "acl", "advmod", "appos", "relcl", "oprd", "prep"):
            yield from _of_word(clauses, child, passive=child.dep != "relcl")
    at = anchor if clauses.tokens[anchor].dep in ("nsubj", "nsubjpass", "dobj", "attr", "conj") and noun != anchor else noun
    token = clauses.tokens[clauses.first_joined(at) if clauses.tokens[at].dep == "conj" else at]
    above = clauses.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj", "attr", "oprd"):
        yield from _of_clause(clauses, token, above)
    elif token.dep == "pobj":
        yield from _of_toll(clauses, above)


def _of_word(clauses: Clauses, word: Token, passive: bool) -> Iterator[str]:
    """The fate that a word told of a noun names, and those joined to it."""
    fates = _named("fate")
    for index in clauses.conjoined([word.i]):
        token = clauses.tokens[index]
        known = fates.get(token.text.lower()) or fates.get(clauses.lemma(index))
        if known and (passive or token.tag in ("VBN", "JJ") or clauses.lemma(index) in _DYING):
            yield known


_DYING: Final = word_set("dying")


def _of_clause(clauses: Clauses, noun: Token, verb: Token) -> Iterator[str]:
    """What a verb says became of its object, or of its subject where it is passive or says that somebody died."""
    done_to = noun.dep in ("nsubjpass", "dobj", "oprd")
    for index in [verb.i, *_joined_verbs(clauses, verb.i)]:
        lemma = clauses.lemma(index)
        passive = clauses.child(index, "auxpass") is not None or clauses.tokens[index].tag == "VBN"
        if lemma in _named("fate") and (noun.dep == "dobj" or lemma in _DYING or (done_to or passive)):
            yield _named("fate")[lemma]
        to = _after(clauses, index, "to")
        if to is not None and clauses.lemma(to) == "death":
            yield _named("fate")["death"]  # "shot to death"
        for child in clauses.below(index, "acomp", "oprd", "attr", "advmod", "xcomp"):
            known = _named("fate").get(clauses.lemma(child.i))
            if known and child.i != noun.i:
                yield known
    if verb.dep == "ccomp" and verb.pos in ("ADJ", "NOUN") and clauses.lemma(verb.i) in _named("fate"):
        yield _named("fate")[clauses.lemma(verb.i)]


def _joined_verbs(clauses: Clauses, verb: int) -> Iterator[int]:
    """Verbs joined to one that have neither subject nor object of their own: "were killed or wounded"."""
    for child in clauses.below(verb, "conj"):
        if clauses.child(child.i, "nsubj", "nsubjpass", "dobj") is None:
            yield child.i


def _of_toll(clauses: Clauses, preposition: Token) -> Iterator[str]:
    """ "a death toll of twelve", "the toll rose to twelve"."""
    above = clauses.tokens[preposition.head]
    subject = clauses.child(above.i, "nsubj", "nsubjpass")
    for noun in [above, *([subject] if subject else [])]:
        if clauses.lemma(noun.i) in _TOLLS:
            words = [child for child in clauses.below(noun.i)] + [word for child in clauses.below(noun.i, "prep") for word in clauses.below(child.i)]
            told = [_named("fate")[clauses.lemma(child.i)] for child in words if clauses.lemma(child.i) in _named("fate")]
            yield from told or ["killed"]


def _telling(clauses: Clauses, figure: Figure, head: int) -> Iterator[str]:
    """The words that tell which of its kind a thing is: adjectives, nouns before it, whose it is, and what follows.

    In dictionary form, but names and peoples as they are written.
    """
    for child in clauses.below(head):
        if figure.start <= child.start < figure.end:
            continue
        if child.dep in ("amod", "compound", "nmod", "poss") and child.pos in ("ADJ", "NOUN", "PROPN", "VERB"):
            lemma = _told(clauses, child)
            if child.text[:1].isalpha() and not any(lemma in known for known in (_named("fate"), _named("mark"), _UNITS, _VALUES)):
                yield lemma
        elif child.dep == "prep" and child.i > head:
            for noun in clauses.below(child.i, "pobj"):
                if noun.pos in ("NOUN", "PROPN"):
                    yield _told(clauses, noun)


def _places_of(clauses: Clauses, anchor: int) -> Iterator[str]:
    """The names that follow a figure with a preposition: "$40 at Holm's", "82 percent in Ruritania"."""
    for child in clauses.below(anchor, "prep"):
        for noun in clauses.below(child.i, "pobj"):
            if child.i > anchor and noun.pos == "PROPN":
                yield from (clauses.tokens[index].text for index in clauses.under(noun.i) if clauses.tokens[index].pos == "PROPN")


def _told(clauses: Clauses, token: Token) -> str:
    if token.pos == "PROPN" or token.ent == "NORP":
        return token.text
    lemma = clauses.lemma(token.i)
    return _named("telling").get(lemma, lemma)


def _marks(clauses: Clauses, figure: Figure, anchor: int, head: int | None) -> Iterator[str]:
    marks = _named("mark")
    near = list(clauses.below(anchor)) + ([] if head is None else list(clauses.below(head)))
    inside = [token for token in clauses.tokens if figure.start <= token.start < figure.end]
    after = [token for token in clauses.tokens[anchor + 1 : anchor + 2]]
    for token in [*near, *inside, *after]:
        if token.dep in ("amod", "advmod", "det", "quantmod", "nmod", "compound", "acl", "prep", "npadvmod", "predet", "nummod"):
            known = marks.get(token.text.lower()) or marks.get(clauses.lemma(token.i))
            within = figure.start <= token.start < figure.end
            if within and (known == "each" or (known == "other" and figure.bound == "at_least")):
                continue
            if known and not (known == "ordinal" and token.i > anchor and head is not None and token.head != head):
                yield known
    if head is not None and clauses.lemma(head) == "other":
        yield "other"
    top = clauses.tokens[anchor]
    if head is not None and head != anchor and _after(clauses, anchor, "of") == head:
        if figure.unit is None and any(child.dep in ("det", "poss") for child in clauses.below(head)):
            yield "part"
    above = clauses.tokens[top.head] if top.dep in ("pobj",) else None
    if _converted(clauses, figure):
        yield "converted"
    if clauses.tokens[anchor - 1].text.lower() == "of" and any(one.end == clauses.tokens[anchor - 1].start - 1 for one in clauses.figures):
        yield "whole"  # "18 of 23 games"
    if above is not None and above.text.lower() == "from":
        yield "before"
    if above is not None and above.text.lower() in ("to", "at") and clauses.lemma(above.head) in _RISING:
        yield "risen"


def _converted(clauses: Clauses, figure: Figure) -> bool:
    """ "$1m ($1.52m)", in another dollar: an amount in brackets after one under the same sign tells no second amount."""
    before = clauses.paragraph.text[: figure.start].rstrip()
    if not before.endswith("("):
        return False
    end = len(before[:-1].rstrip())
    return any(other.end == end and other.unit is not None and other.unit == figure.unit for other in clauses.figures)


_RISING: Final = word_set("rising")


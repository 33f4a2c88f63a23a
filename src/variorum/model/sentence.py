"""A sentence as it was read, once: its words, clauses, figures, times and names. Knows no language; every judgement later asks these.

Words and clauses are told by their number in the sentence, stretches by code points from the start of the paragraph. All are named tuples,
so that they are kept as short rows. Labels and kinds are those of Universal Dependencies (de Marneffe and others 2021).
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from variorum.model.statement import Bound, Modality, Polarity, Precision

Tense = Literal["past", "present", "future", "infinitive"]
Standing = Literal["actual", "future", "hypothetical", "content"]
Side = Literal["at", "since", "until", "before", "after", "between", "within", "name"]
Quantity = Literal[
    "count", "money", "length", "weight", "duration", "term", "age", "area", "volume", "speed", "power", "degree", "share", "share change",
    "times", "score",
]  # fmt: skip
ClauseKind = Literal["main", "content", "adverbial", "relative", "participle", "infinitive", "gerund", "verbless", "nominal"]


class Word(NamedTuple):
    """A word of the text at [start, end)."""

    start: int
    end: int
    lemma: str  # dictionary form in small letters
    kind: str  # universal part of speech: NOUN, PROPN, VERB ...
    label: str  # relation to the head: nsubj, obj, obl, root ...
    head: int  # number of the head; its own number at the root
    number: Literal["", "one", "many"] = ""  # of a noun


class Figure(NamedTuple):
    """A figure at [start, end): between which bounds (`low` and `high` inclusive, None: open), in which unit, of what.

    `of` is the word that heads the counted noun, `counted` its name as a reader knows it ("people killed"); None where nothing is counted.
    """

    start: int
    end: int
    number: float | None
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    of: int | None
    counted: str | None
    quantity: Quantity = "count"
    scale: float = 1.0  # how many of the quantity's base unit (metre, kilogram, hour, percent ...) one unit is; of money always 1
    thing: str = ""  # what is counted or measured, one name for words that mean the same: "boat" of skiffs; of an age, whose it is
    fate: str = ""  # what became of those counted: "killed", "hurt+killed"
    telling: tuple[str, ...] = ()  # dictionary forms of the words that tell which ones: "American", "unarmed"
    # Of a part or others, and what else is told of it: other, each, total, alone, ordinal, remaining, average, part, some, before, risen,
    # denied ("eleven, not fourteen").
    marks: tuple[str, ...] = ()


class Time(NamedTuple):
    """A written time at [start, end); `iso` is a date, month or year where the words alone tell it, else it waits for the report's day."""

    start: int
    end: int
    iso: str | None
    precision: Precision
    # What the words before it make of it: "since May", "by noon"; "name": part of a name, "the May raid"; "within": "first in ten years".
    side: Side = "at"


class Name(NamedTuple):
    """A name at [start, end) and its kind as the tagger saw it (PERSON, ORG, GPE, LOC, NORP, FAC, EVENT ...)."""

    start: int
    end: int
    kind: str


class Clause(NamedTuple):
    """One predicate and what goes with it, passives undone: who does what to whom, where, when, and how it is meant."""

    verb: int  # the word that heads it; a noun in a headline without a verb, or where a noun names the deed
    act: str  # its dictionary form with particle: "roll back"
    predicate: str  # the act with its complement, free of negation: "be negotiable", "agree to"
    kind: ClauseKind
    who: tuple[int, ...]
    whom: tuple[int, ...]
    to_whom: tuple[int, ...]
    obliques: tuple[tuple[str, int], ...]  # (preposition, head of its noun)
    attributes: tuple[int, ...]  # what it is said to be
    where: tuple[int, ...]  # heads of the places it is told of
    figures: tuple[int, ...]  # numbers of the sentence's figures
    times: tuple[int, ...]  # numbers of the sentence's times
    polarity: Polarity
    modality: Modality
    standing: Standing  # told as so, as to come, as imagined or asked, or only as the content of another act
    tense: Tense
    condition: tuple[int, int] | None  # [start, end) of the words that set it
    source: int | None  # the word that heads who says it
    reported: bool  # within someone's words, named or not
    above: int | None  # number of the clause it hangs under
    ongoing: bool = False  # told as under way: "is signing", "was signing"
    arranged: bool = False  # an infinitive under words of planning or expecting: "plans to sign", "is expected to sign"; wishes are none


class Sentence(NamedTuple):
    """A sentence at [start, end). In a language that is not read, nothing more is known of it."""

    start: int
    end: int
    words: tuple[Word, ...] = ()
    clauses: tuple[Clause, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    names: tuple[Name, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()  # [start, end) of what stands inside quotation marks, without them


class Pole(NamedTuple):
    """Words [first, last) of a sentence that lie at one of the two ends of a question: "was shut" against "stayed open"."""

    axis: str
    end: bool
    first: int
    last: int
    passing: bool  # may the one end soon follow upon the other?


def bare(spans: Iterable[tuple[int, int]]) -> tuple[Sentence, ...]:
    """Sentences of which only the places are known."""
    return tuple(Sentence(start, end) for start, end in spans)

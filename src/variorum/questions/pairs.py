"""Two sentences laid side by side, and what a kind of question makes of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

from variorum.model import point
from variorum.model.report import Passage
from variorum.questions.tellings import Span, Telling

Relation = Literal["same", "wording", "compatible", "scope", "spread", "revised", "conflict"]
"""How two answers to one question stand to each other; "same": told alike. The others are verdicts of the contract."""

ONE_OCCASION: Final = 0.5  # cosine of two sentences with those around them, from which "nobody" and "two" are of one occasion


@dataclass(frozen=True, eq=False)
class Pair:
    """Two sentences that may answer one question.

    `one`, `around`, `figures` and `rising` depend on what else stands in the story. Kinds read of these what `of_one_occasion`, `figures`
    and `rising` tell, and nothing else: what they find is kept while a story grows around two sentences.
    """

    a: Telling
    b: Telling
    cosine: float
    one: float  # the chance that they answer one question at all, by the screen, 0..1
    copied: bool  # descent found that one was taken from the other, or both from one original
    later: bool | None  # was b told later than a? None: at one time, or not known
    around: float = 0.0  # cosine of the two with the sentences around them, by the screen
    figures: frozenset[tuple[Span, Span]] = frozenset()  # and names, of a and of b, of one question by all that the story tells
    rising: frozenset[str] = frozenset()  # the fates of which any report tells that their toll rose
    edition: bool = False  # are both of texts of one maker, so that the later is a later edition?

    @property
    def of_one_occasion(self) -> bool:
        """Are they, or are the sentences around them, near enough to be of one occasion?"""
        return max(self.cosine, self.around) >= ONE_OCCASION


class Answer(NamedTuple):
    """The words at [start, end) of a sentence that answer a question, and the value as a reader is shown it."""

    span: Span
    value: str


class Compared(NamedTuple):
    """Two answers to one question, held against each other. A kind says nothing of a pair in which it sees no one question."""

    kind: point.Kind
    a: Answer
    b: Answer
    relation: Relation
    chance: float  # that a careful reader who sees both sentences says the same; as measured on judged pairs
    question: str  # plain words: "How many people were killed?"
    why: str  # a sentence without its full stop: "three is fewer than four, and both are exact"
    alone: bool = False  # is one question sure without the screen's word, as where the sentences run alike?
    notices: tuple[Passage, ...] = ()  # of correction, by which a took the place of b


@dataclass(frozen=True)
class Kind:
    """One property that reports may tell differently: how it is read off two sentences and compared."""

    name: point.Kind
    compare: Callable[[Pair], Iterator[Compared]]
    says: str  # for `make kinds` and the documentation: what it reads, in one sentence
    example: tuple[str, str, Relation]  # two sentences of ours, and how they stand


def swapped(pair: Pair) -> Pair:
    """The same pair from the other side. A kind finds the same in it."""
    later = None if pair.later is None else not pair.later
    figures = frozenset((other, one) for one, other in pair.figures)
    return replace(pair, a=pair.b, b=pair.a, later=later, figures=figures)

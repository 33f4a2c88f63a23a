"""One paragraph with its words analysed: what the language layer gives, and what the paragraph stages make of it.

Offsets count from the start of the paragraph. Passages made here carry the paragraph's key as `report` until they are placed.
"""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np

from variorum.model.report import Passage, cut
from variorum.model.sentence import Sentence
from variorum.model.statement import EventMention, Quotation, Stand, Statement


class Token(NamedTuple):
    """A word of the parse, in Universal/ClearNLP labels as the English pipeline gives them."""

    i: int
    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn tag
    dep: str
    head: int  # index of the head; its own index at a root
    start: int
    end: int
    ent: str  # entity label or ""
    sent: int  # index of its sentence


class Mention(NamedTuple):
    """A named thing as the tagger saw it: spaCy's label (PERSON, ORG, GPE, LOC, NORP, FAC, EVENT, DATE, ...)."""

    start: int
    end: int
    label: str


class Referent(NamedTuple):
    """Words that stand for someone or something: a name, a description ("the minister") or a pronoun, with their grammatical place.

    `label` is spaCy's label of a name, else "". The title or apposition that tells a name's role stands at [role_start, role_end);
    the two are equal where there is none. `quoted` says that the words stand inside quotation marks.
    """

    start: int
    end: int
    form: Literal["name", "nominal", "pronoun"]
    label: str
    subject: bool
    role_start: int
    role_end: int
    quoted: bool


class TagSpan(NamedTuple):
    """A stretch the attribution tagger marked; those of one attribution share `group`. `score`: probability of exactly this span, 0..1."""

    role: Literal["source", "cue", "content"]
    start: int
    end: int
    group: int | None
    score: float


@dataclass(frozen=True)
class Paragraph:
    """A parsed paragraph. `text` is the folded text (text/normal.py): as long as the original, with straight quotes and plain spaces."""

    key: str
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]  # [start, end) in code points
    mentions: tuple[Mention, ...]
    tags: tuple[TagSpan, ...]
    vectors: np.ndarray[Any, np.dtype[np.float16]]  # one unit row a sentence, [sentences, 384]
    language: str | None = None  # ISO 639-1, None: taken for English

    def passage(self, start: int, end: int) -> Passage:
        return cut(self.key, self.text, start, end)


@dataclass(frozen=True)
class Analysis:
    """All that is known of one distinct paragraph, kept in the library under its words' hash and the version of models and rules.

    Every passage inside counts from the paragraph's start and carries its key; `model/rows.py:move` moves them into a report.
    """

    key: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[EventMention, ...] = ()
    stands: tuple[Stand, ...] = ()
    referents: tuple[Referent, ...] = ()

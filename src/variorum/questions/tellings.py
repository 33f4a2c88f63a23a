"""The distinct sentences of a story with all places where they stand: what questions are asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

import numpy as np

from variorum.language import pack
from variorum.model.report import Passage, Role
from variorum.model.sentence import Clause, Sentence, Word
from variorum.model.story import Dossier
from variorum.questions.candidates import Cosines, Vectors, exact
from variorum.text.normal import fold

ROLES: Final = frozenset({"headline", "deck", "lead", "body", "quote"})
WIDTH: Final = 384  # numbers in a sentence vector
# Parts of speech whose words tell little by themselves.
SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SPACE", "SYM", "X"})

NOUNS: Final = frozenset({"NOUN", "PROPN"})

Span = tuple[int, int]
# The pairs of tellings, by number, of which something answers one question, with the stretches of it in the first and the second.
Joined = Mapping[tuple[int, int], frozenset[tuple[Span, Span]]]


@dataclass(frozen=True, eq=False)
class Telling:
    """A sentence as one or more reports have it, word for word. Its Sentence counts from its own first letter."""

    number: int
    text: str  # folded: plain spaces and quotation marks
    sentence: Sentence
    places: tuple[Passage, ...]  # in the order of reports, then of text
    role: Role  # of its first place
    order: int  # its place among the sentences of a report, where it stands foremost; 0 is the headline
    published: str | None  # when it was first told
    language: str | None = None  # ISO 639-1; None: not known
    source: tuple[str, int] | None = None  # the key of the paragraph in which its Sentence was read, and its number there

    @cached_property
    def identity(self) -> str:
        """A hash of all that kinds of question and lines read of it: its words, how they were read, when they were told."""
        parts = (self.source or self.sentence, self.text, self.published, self.language)
        return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @cached_property
    def reports(self) -> frozenset[str]:
        return frozenset(place.report for place in self.places)

    def words(self, span: Span) -> str:
        """The words at [start, end) of the sentence."""
        return self.text[span[0] : span[1]]

    def lemma(self, number: int) -> str:
        """The dictionary form of a word."""
        return self.sentence.words[number].lemma

    def phrase(self, head: int) -> Span:
        """[start, end) of a word with all that hangs under it."""
        inside = self.all_under(head)
        return min(self.sentence.words[at].start for at in inside), max(self.sentence.words[at].end for at in inside)

    def below(self, number: int) -> tuple[int, ...]:
        """The words that hang directly under one, in text order."""
        return self._below[number]

    @cached_property
    def _below(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self.sentence.words]
        for number, word in enumerate(self.sentence.words):
            if word.head != number:
                found[word.head].append(number)
        return tuple(map(tuple, found))

    def top(self, clause: Clause) -> int:
        """The word under which the others of a clause hang: its verb, or what a copula says."""
        word = self.sentence.words[clause.verb]
        return word.head if word.label == "cop" else clause.verb

    def under(self, clause: Clause) -> tuple[int, ...]:
        """The words of a clause that are of none of the clauses within it; a noun that names a deed does not part a clause."""
        return self._under.get(self.top(clause), ())

    def all_under(self, head: int) -> list[int]:
        """A word with all that hangs under it, itself first."""
        found = [head]
        for number in found:
            found.extend(self._below[number])
        return found

    @cached_property
    def _under(self) -> dict[int, tuple[int, ...]]:
        tops = {self.top(clause) for clause in self.sentence.clauses if clause.kind != "nominal"}
        found: dict[int, tuple[int, ...]] = {}
        for number in range(len(self.sentence.words)):
            at = number
            while at not in tops and self.sentence.words[at].head != at:
                at = self.sentence.words[at].head
            found[at] = (*found.get(at, ()), number)
        return found

    def clause_at(self, span: Span) -> Clause | None:
        """The clause whose own words hold a stretch: the one of the nearest clause head above its last word."""
        tops = {self.top(clause): clause for clause in self.sentence.clauses}
        at = next((number for number, word in enumerate(self.sentence.words) if word.start < span[1] <= word.end), None)
        for _ in self.sentence.words:
            if at is None or at in tops:
                break
            above = self.sentence.words[at].head
            at = None if above == at else above
        return tops.get(at) if at is not None else None

    def source_of(self, clause: Clause | None) -> list[Word]:
        """The nouns by which the source of a clause is told: "the coast guard of Velm"; none of a pronoun."""
        if clause is None or clause.source is None:
            return []
        start, end = self.phrase(clause.source)
        return [word for word in self.sentence.words if start <= word.start < end and word.kind in NOUNS]

    def in_time(self, start: int) -> bool:
        """Does a word that begins at `start` stand in a written time?"""
        return any(time.start <= start < time.end for time in self.sentence.times)

    def passage(self, place: Passage, span: Span) -> Passage:
        """The words at [start, end) of the sentence, as they stand at one of its places."""
        return Passage(place.report, place.start + span[0], place.start + span[1], place.text[span[0] : span[1]])


@dataclass(frozen=True, eq=False)
class Tellings:
    """The distinct sentences of a story in the order of their first places, and their vectors, one unit row each."""

    all: tuple[Telling, ...]
    vectors: Vectors

    @cached_property
    def rows(self) -> Cosines:
        """The vectors in a form in which their products are exact on every processor."""
        return exact(self.vectors)

    def cosine(self, one: Telling, other: Telling) -> float:
        """How near two of them are."""
        return float(self.rows[one.number] @ self.rows[other.number])


def tellings(dossier: Dossier) -> Tellings:
    """Every sentence of the reports of a story that are read, sentences of equal words joined. Case and spaces count as words do."""
    made_from = dossier.reports, dossier.placed, dossier.analyses, dossier.vectors
    found: Tellings = dossier.once("tellings", made_from, lambda: _tellings(dossier))
    return found


def _tellings(dossier: Dossier) -> Tellings:
    found: dict[str, list[tuple[Passage, Role, int]]] = {}
    kept: dict[str, tuple[Sentence, Any, tuple[str, int]]] = {}
    order: dict[str, int] = {}
    for place, analysis in dossier.readings():
        report = dossier.by_id[place.report]
        if place.block.role not in ROLES or not pack.reads(report.language):
            continue
        rows = dossier.vectors.get(place.key)
        for row, sentence in enumerate(analysis.sentences):
            passage = report.passage(place.start + sentence.start, place.start + sentence.end)
            text = fold(passage.text)
            at = 0 if place.block.role == "headline" else order.setdefault(report.id, 1)
            order[report.id] = max(order.get(report.id, 1), at + 1)
            found.setdefault(text, []).append((passage, place.block.role, at))
            if text not in kept:
                vector = rows[row] if rows is not None and row < len(rows) else np.zeros(WIDTH, np.float16)
                kept[text] = _moved(sentence), vector, (place.key, row)
    days = {report.id: report.told_at for report in dossier.reports}
    made = []
    for number, (text, places) in enumerate(found.items()):
        passages = tuple(passage for passage, _, _ in places)
        published = min((day for passage in passages if (day := days[passage.report])), default=None)
        foremost = min(at for _, _, at in places)
        language = dossier.by_id[passages[0].report].language
        sentence, _, source = kept[text]
        made.append(Telling(number, text, sentence, passages, places[0][1], foremost, published, language, source))
    vectors = np.array([vector for _, vector, _ in kept.values()], np.float16).reshape(len(made), WIDTH)
    return Tellings(tuple(made), vectors)


def _moved(sentence: Sentence) -> Sentence:
    """A sentence that counts from its own start."""
    by = sentence.start
    if not by:
        return sentence
    return sentence._replace(
        start=0,
        end=sentence.end - by,
        words=tuple([Word._make((start - by, end - by, *rest)) for start, end, *rest in sentence.words]),
        clauses=tuple(
            clause._replace(condition=(clause.condition[0] - by, clause.condition[1] - by)) if clause.condition else clause
            for clause in sentence.clauses
        ),
        figures=tuple(figure._replace(start=figure.start - by, end=figure.end - by) for figure in sentence.figures),
        times=tuple(time._replace(start=time.start - by, end=time.end - by) for time in sentence.times),
        names=tuple(name._replace(start=name.start - by, end=name.end - by) for name in sentence.names),
        quoted=tuple((start - by, end - by) for start, end in sentence.quoted),
    )

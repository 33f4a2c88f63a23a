"""One distinct telling: a sentence as the comparison sees it, with its words, names, figures and times, and every place it stands at."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from variorum.language.english import dates, signs, values
from variorum.language.english.diff import Word, content, words
from variorum.model.report import Passage
from variorum.model.statement import Statement
from variorum.text.normal import fold

_NUMBERED = re.compile(r"\d\s*[.:,/-]?\s*$")
_RUNS_ON = re.compile(r"\s*[:/]\s*\d|\s\d|\s-\s\d|\sblock\sof\b")
_STAMP = re.compile(r"\b(?:updated|published|posted)\b", re.I)
RUN = 7  # words in a row that are not shared by chance
PLACES = frozenset({"GPE", "LOC", "FAC"})
UNKNOWN = "NAME"  # a run of capitals that the tagger gave no label
NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", UNKNOWN})


class Name(NamedTuple):
    """A named thing in a telling: [start, end) in its text, the tagger's label, and the state it belongs to or speaks for, if known."""

    start: int
    end: int
    label: str
    text: str
    country: str | None = None
    entity: str | None = None


class Count(NamedTuple):
    """A figure with what it counts: `counted` are the keys of the words that follow it."""

    figure: values.Figure
    counted: frozenset[str]


@dataclass(frozen=True, eq=False)
class Told:
    """A sentence's text as first met, and where it stands. Tellings whose words have equal keys are one.

    `text` keeps the offsets of `places[0]`; `published` is the first day it was told, where known.
    """

    text: str
    places: tuple[Passage, ...]
    names: tuple[Name, ...] = ()
    statements: tuple[Statement, ...] = ()
    published: str | None = None
    vector: int = -1

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return words(self.text)

    @cached_property
    def content(self) -> frozenset[str]:
        return content(self.words)

    @cached_property
    def times(self) -> tuple[dates.Written, ...]:
        return () if self.stamp else tuple(dates.find(fold(self.text)))

    @property
    def stamp(self) -> bool:
        """Is it a line that says when a page was made, and no sentence?"""
        return len(self.words) <= 14 and bool(_STAMP.search(self.text)) and bool(re.search(r"\d{4}", self.text))

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of RUN words: two tellings that share one quote the same words."""
        keys = [word.key for word in self.words]
        return frozenset(tuple(keys[at : at + RUN]) for at in range(len(keys) - RUN + 1))

    @cached_property
    def modals(self) -> tuple[tuple[str, str, int], ...]:
        """Every sign of modality: (class, words, index of its first word)."""
        return tuple(signs.modals(self.words))

    def modals_in(self, first: int, last: int) -> list[tuple[str, str, int]]:
        """Those that a stretch of words touches."""
        return [found for found in self.modals if found[2] < last and first < found[2] + len(found[1].split())]

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Every figure of the telling with the words it counts; times and parts of names are none."""
        found: list[Count] = []
        if self.stamp:
            return ()
        for figure in values.find(fold(self.text), self.times):
            if _NUMBERED.search(self.text[max(0, figure.core - 5) : figure.core]) or _RUNS_ON.match(self.text, figure.end):
                continue  # a part of a telephone number, a clock time taken apart, a score, a street number
            if any(name.start < figure.end and figure.start < name.end and name.label in NAMED for name in self.names):
                continue
            found.append(Count(figure, self._counted(figure)))
        return tuple(found)

    def _counted(self, figure: values.Figure) -> frozenset[str]:
        for statement in self.statements:
            for value in statement.values:
                if value.counted and (value.text in figure.text or figure.text in value.text):
                    return content(words(value.counted))
        following: list[str] = []
        for word in [word for word in self.words if word.start >= figure.end][:4]:
            gap = self.text[figure.end : word.start] if not following else ""
            plain = word.key in content((word,))
            if any(mark in gap for mark in ".;:,") or (following and not plain):
                break
            if plain:
                following.append(word.key)
        return frozenset(following)

    def word_at(self, offset: int) -> int:
        """The index of the first word that ends after an offset."""
        return next((place for place, word in enumerate(self.words) if word.end > offset), len(self.words))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The code points of words[first:last]; an empty stretch gives the gap's place."""
        if first < last:
            return self.words[first].start, self.words[last - 1].end
        place = self.words[first - 1].end if first else 0
        return place, place

    def said(self, first: int, last: int) -> str:
        start, end = self.span(first, last)
        return " ".join(self.text[start:end].split())

    def names_in(self, first: int, last: int) -> list[Name]:
        start, end = self.span(first, last)
        return [name for name in self.names if name.start < end and start < name.end and name.label in NAMED]

"""Does a sentence that runs as a line does tell it otherwise: with a word exchanged, put in or left out that changes what is told?

A copy has the words of a line, and so whatever counts words finds the line told in it. That another word stands in one's place, that a
"reportedly" or a "part of" makes it another claim, is seen only where both are laid word on word. What a report says in words of its own is
the judge's.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from variorum.questions.alone import NO_WORDS, OBJECT, Pieces, holds
from variorum.questions.matched import half, laid_upon
from variorum.questions.tellings import SMALL, Telling
from variorum.questions.told import Side, holds_time, same_figure
from variorum.text.normal import key_of

# Share of the words of a line, and of the stretch in which the other sentence has them, from which the two are copies. Of judged lines on
# which something was changed those of .7 and more were right in 76 of 100 where the others were in 85; below it both were in 84.
ALIKE: Final = 0.65
# What a closed word beside another may mean that makes another claim of it.
TURNING: Final = frozenset({"negation", "whole", "most", "much", "some", "before", "after", "no less", "hedging", "obliging", "not quite"})
GOVERNED: Final = frozenset({"xcomp", "ccomp", "csubj"})  # how a verb stands under one that tells whether it is so
BESIDE: Final = frozenset({"conj", "appos", "flat", "parataxis", "list"})  # how words stand that are told of as the one above is
NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def otherwise(line: Side, other: Side, pieces: Pieces) -> bool:
    """Is a line told otherwise by a sentence that has most of its words?"""
    laid = _Laid(line, other, pieces)
    return laid.alike and (laid.lacks or laid.turned or laid.governed or laid.swapped)


@dataclass(frozen=True, eq=False)
class _Laid:
    """A line laid upon another sentence."""

    line: Side
    other: Side
    pieces: Pieces

    @cached_property
    def words(self) -> Mapping[int, int]:
        """The words of the line's sentence that the other has too, and where."""
        return laid_upon(self.line.telling, self.other.telling)

    @cached_property
    def back(self) -> Mapping[int, int]:
        return {there: here for here, there in self.words.items()}

    @cached_property
    def inside(self) -> frozenset[int]:
        words = self.line.telling.sentence.words
        return frozenset(number for number, word in enumerate(words) if word.kind not in NO_WORDS and holds(self.pieces, word[:2]))

    @cached_property
    def telling(self) -> list[int]:
        """The words of the line that tell something by themselves."""
        return [number for number in sorted(self.inside) if self.line.telling.sentence.words[number].kind not in SMALL]

    @cached_property
    def both(self) -> dict[int, int]:
        """Those of them that the other has."""
        return {number: self.words[number] for number in self.telling if number in self.words}

    @property
    def alike(self) -> bool:
        """Does the other run as the line does?"""
        if not self.both:
            return False
        first, last = min(self.both.values()), max(self.both.values())
        there = sum(word.kind not in NO_WORDS for word in self.other.telling.sentence.words[first : last + 1])
        return sum(number in self.words for number in self.inside) >= ALIKE * max(len(self.inside), there)

    @property
    def lacks(self) -> bool:
        """Has the other sentence not all words of the line, or another figure in the place of one?"""
        figures = [one for one in self.line.telling.sentence.figures if holds(self.pieces, one[:2])]
        theirs = self.other.telling.sentence.figures
        if any(not any(same_figure(one, facing) for facing in theirs) for one in figures):
            return True
        return any(number not in self.words and not self._harmless(number) for number in self.telling)

    def _harmless(self, number: int) -> bool:
        """Is a word that the other has not still told there: in a figure, a time, a name, in other letters, as a word of saying?"""
        telling, other = self.line.telling, self.other.telling
        start = telling.sentence.words[number].start
        if any(one.start <= start < one.end for one in telling.sentence.figures):
            return True  # the figure as a whole is the same
        if any(at[0] <= start < at[1] and holds_time(self.other, time) for at, time in self.line.times.items()):
            return True
        if any(entity in self.other.entities for entity in self.line.meant_at(number)):
            return True
        if _says(telling, number) or (telling.sentence.words[number].label.startswith(OBJECT) and _says(telling, telling.sentence.words[number].head)):
            return any(clause.source is not None for clause in other.sentence.clauses)
        free = [at for at in range(len(other.sentence.words)) if at not in self.back]
        return self._written(telling, number).casefold() in {self._written(other, at).casefold() for at in free} or self._spelt(number)

    def _spelt(self, number: int) -> bool:
        """Do the same letters stand in its place: "cease-fire" and "ceasefire"?"""
        first = next((at for at in range(number, -1, -1) if at - 1 in self.words or at == 0), 0)
        after = next((at for at in range(number, len(self.line.telling.sentence.words)) if at in self.words), None)
        begins = self.words[first - 1] + 1 if first - 1 in self.words else 0
        ends = self.words[after] if after is not None else len(self.other.telling.sentence.words)
        last = after if after is not None else len(self.line.telling.sentence.words)
        mine = _letters("".join(self._written(self.line.telling, at) for at in range(first, last)))
        return bool(mine) and mine == _letters("".join(self._written(self.other.telling, at) for at in range(begins, ends)))

    @staticmethod
    def _written(telling: Telling, number: int) -> str:
        word = telling.sentence.words[number]
        return telling.words((word.start, word.end)) if word.kind not in NO_WORDS else ""

    @property
    def turned(self) -> bool:
        """Does a closed word beside one of the line mean what none there means: a denial, a doubt, "all" for "some"?"""
        return any(
            _meant(self.line.telling, [at for at in self.line.telling.below(here) if at in self.inside])
            != _meant(self.other.telling, self.other.telling.below(there))
            for here, there in self.both.items()
        )

    @property
    def governed(self) -> bool:
        """Does a word of the line hang there on one that the line has not, and that makes another claim of it: "tried to", "part of"?"""
        return any(self._is_governed(here, there) for here, there in self.both.items())

    def _is_governed(self, here: int, there: int) -> bool:
        mine, theirs = _above(self.line.telling, here), _above(self.other.telling, there)
        words = self.other.telling.sentence.words
        if theirs is None or theirs in self.back or words[theirs].kind in SMALL or _says(self.other.telling, theirs):
            return False
        if mine is None or mine not in self.inside:
            return words[there].label.split(":")[0] in GOVERNED
        start = words[theirs].start
        known = any(one.start <= start < one.end for one in (*self.other.telling.sentence.figures, *self.other.telling.sentence.times))
        return mine in self.words and not known

    @property
    def swapped(self) -> bool:
        """Do two words stand in each other's place?"""
        words = self.line.telling.sentence.words
        named = [number for number in self.both if words[number].kind in NOUNS and not self.line.telling.in_time(words[number].start)]
        return any(
            self.both[one] > self.both[other] and self._elsewhere(one) and self._elsewhere(other)
            for one, other in combinations(named, 2)
        )

    def _elsewhere(self, number: int) -> bool:
        """Does a word hang on another one there than in the line, and are both there and here?"""
        mine, theirs = _above(self.line.telling, number), _above(self.other.telling, self.both[number])
        return mine in self.both and theirs in self.back and self.both.get(mine) != theirs


def _above(telling: Telling, number: int) -> int | None:
    """The word that one hangs on, the one above for what only stands beside it; None of the root."""
    words, at = telling.sentence.words, number
    for _ in words:
        label, above = words[at].label.split(":")[0], words[at].head
        if above == at:
            return None
        if label not in BESIDE:
            return above
        at = above
    return None


def _meant(telling: Telling, numbers: list[int] | tuple[int, ...]) -> frozenset[str]:
    words = telling.sentence.words
    closed = [at for at in numbers if words[at].kind != "PROPN" and not telling.in_time(words[at].start)]
    return frozenset(concept for at in closed for concept in half(telling).concepts(at) if concept in TURNING)


def _says(telling: Telling, number: int) -> bool:
    """Does a word head a clause that only brings in what somebody says, on the report's own word?"""
    clauses = telling.sentence.clauses
    return any(
        clause.verb == number and not clause.reported and any(below.above == place and below.reported for below in clauses)
        for place, clause in enumerate(clauses)
    )


def _letters(text: str) -> str:
    """The letters of some words without accents, in small ones."""
    return key_of(unicodedata.normalize("NFKD", text))

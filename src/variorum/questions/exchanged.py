"""Does a sentence that runs as a line does tell it otherwise: with a word exchanged, put in or left out that changes what is told?

A copy has the words of a line, and so whatever counts words finds the line told in it. That another word stands in one's place, that a
"reportedly" or a "part of" makes it another claim, is seen only where both are laid word on word. What a report says in words of its own is
the judge's.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final

from variorum.questions.alone import NO_WORDS, OBJECT, Pieces, holds
from variorum.questions.matched import half, laid_upon
from variorum.questions.tellings import SMALL, Span, Telling
from variorum.questions.told import Line, Side, denied, holds_time, same_figure, where
from variorum.text.normal import key_of

# Share of the words of a line, and of the stretch in which the other sentence has them, from which the two are taken for copies. Of judged
# lines that the judge finds told, .82 of those with one other word were right, as of those with none (.85), .74 with two, .52 with more: a
# writer has words of his own. In a copy one word is enough: there it was exchanged.
ALIKE: Final = 0.65
COPY: Final = 0.8
# What a closed word beside another may mean that makes another claim of it.
TURNING: Final = frozenset({"negation", "whole", "most", "much", "some", "before", "after", "no less", "hedging", "obliging", "not quite"})
GOVERNED: Final = frozenset({"xcomp", "ccomp", "csubj"})  # how a verb stands under one that tells whether it is so
BESIDE: Final = frozenset({"conj", "appos", "flat", "parataxis", "list"})  # how words stand that are told of as the one above is
NOUNS: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})


def word_on_word(line: Side, other: Side, words: Line) -> Line | None:
    """A line with how it lies upon another sentence: how far that runs as it does, how many of its words are not there, and which share of
    those that are hang on other words. None where a sentence that has most of its words tells it otherwise."""
    found = _Laid(line, other, words.pieces)
    return None if found.otherwise else words._replace(laid=(round(found.share, 4), len(found.lost), round(found.elsewhere, 4)))


def otherwise(line: Side, other: Side, pieces: Pieces) -> bool:
    """Is a line told otherwise by a sentence that has most of its words?"""
    return _Laid(line, other, pieces).otherwise


def told_at(line: Side, other: Side, pieces: Pieces) -> Span:
    """The words of another sentence that tell a line: in a copy those that stand in its words' places."""
    found = _Laid(line, other, pieces)
    if found.share < ALIKE:
        return where(line, pieces, other)
    words, there = other.telling.sentence.words, {found.words[number] for number in found.inside if number in found.words}
    first, last = min(found.both.values()), max(found.both.values())
    while first and (first - 1 in there or (words[first - 1].kind == "DET" and words[first - 1].head >= first)):
        first -= 1
    while last + 1 in there:
        last += 1
    return words[first].start, words[last].end


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
    def otherwise(self) -> bool:
        """Is it a copy in which something was exchanged, put in or left out that makes another claim?"""
        if self.share < ALIKE:
            return False
        lost = 2 if self.other_figure else len(self.lost)
        return lost > 1 or self.turned or self.governed or self.denied or (self.share >= COPY and (lost > 0 or self.swapped))

    @cached_property
    def share(self) -> float:
        """How far the other runs as the line does, 0..1."""
        if not self.both:
            return 0.0
        first, last = min(self.both.values()), max(self.both.values())
        there = sum(word.kind not in NO_WORDS for word in self.other.telling.sentence.words[first : last + 1])
        return sum(number in self.words for number in self.inside) / max(len(self.inside), there)

    @property
    def other_figure(self) -> bool:
        """Has the other sentence none that is the same as one of the line?"""
        figures = [one for one in self.line.telling.sentence.figures if holds(self.pieces, one[:2])]
        return any(not any(same_figure(one, facing) for facing in self.other.telling.sentence.figures) for one in figures)

    @cached_property
    def lost(self) -> list[int]:
        """The words of the line that the other sentence has not."""
        return [number for number in self.telling if number not in self.words and not self._harmless(number)]

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
        if _says(telling, number) or (
            telling.sentence.words[number].label.startswith(OBJECT) and _says(telling, telling.sentence.words[number].head)
        ):
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
        """Does a word of both hang in one on what the other has not, and that makes another claim of it: "tried to", "one of"?"""
        mine, theirs = _hanging(self.line.telling, self.words), _hanging(self.other.telling, self.back)
        return any(here in mine or there in theirs for here, there in self.words.items() if here in self.inside)

    @property
    def denied(self) -> bool:
        """Is what one tells as so denied by the other, or by whom it quotes?"""
        mine = {clause.verb: denied(clause) for clause in self.line.telling.sentence.clauses}
        theirs = {clause.verb: denied(clause) for clause in self.other.telling.sentence.clauses}
        return any(mine.get(here, False) != theirs.get(there, False) for here, there in self.both.items())

    @property
    def swapped(self) -> bool:
        """Do two words stand in each other's place?"""
        words = self.line.telling.sentence.words
        named = [number for number in self.both if words[number].kind in NOUNS and not self.line.telling.in_time(words[number].start)]
        return any(
            self.both[one] > self.both[other] and ((self._elsewhere(one) and self._elsewhere(other)) or self._in_turn(one, other))
            for one, other in combinations(named, 2)
        )

    def _in_turn(self, one: int, other: int) -> bool:
        """Does each of two words stand there where the other stands in the line: "left Velm for Karn", "left Karn for Velm"?"""
        mine = [_slot(self.line.telling, at) for at in (one, other)]
        theirs = [_slot(self.other.telling, self.both[at]) for at in (other, one)]
        same = all(self.both.get(here[0]) == there[0] and here[1:] == there[1:] for here, there in zip(mine, theirs, strict=True))
        return same and mine[0] != mine[1]

    @property
    def elsewhere(self) -> float:
        """Of the words that both have under one of the line's, the share that hang on another word there."""
        above = [(here, mine) for here in self.both if (mine := _above(self.line.telling, here)) in self.inside]
        apart = [here for here, mine in above if mine in self.words and self.words[mine] != _above(self.other.telling, self.both[here])]
        return len(apart) / max(1, len(above))

    def _elsewhere(self, number: int) -> bool:
        """Does a word hang on another one there than in the line, and are both there and here?"""
        mine, theirs = _above(self.line.telling, number), _above(self.other.telling, self.both[number])
        return mine in self.both and theirs in self.back and self.both.get(mine) != theirs


def _hanging(telling: Telling, known: Mapping[int, int]) -> frozenset[int]:
    """The words that hang on one that is not known, and that tells whether or of how many it is so."""
    words = telling.sentence.words

    def turns(above: int, label: str) -> bool:
        if label in GOVERNED:
            return not _says(telling, above)
        return label == "nmod" and (words[above].kind == "NUM" or bool(_meant(telling, [above])))

    found = {at for at, word in enumerate(words) if word.head not in known and turns(word.head, word.label.split(":")[0])}
    return frozenset(found | {at for at, word in enumerate(words) if word.head in found and words[word.head].kind == "AUX"})


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


def _slot(telling: Telling, number: int) -> tuple[int, str, str]:
    """Where a word stands: what it hangs on, how, and with which preposition."""
    words = telling.sentence.words
    case = next((telling.lemma(at) for at in telling.below(number) if words[at].label == "case"), "")
    return words[number].head, words[number].label, case


def _meant(telling: Telling, numbers: Sequence[int]) -> frozenset[str]:
    words = telling.sentence.words
    closed = [at for at in numbers if words[at].kind != "PROPN" and not telling.in_time(words[at].start)]
    return frozenset(concept for at in closed for concept in half(telling).concepts(at) if concept in TURNING)


def _says(telling: Telling, number: int) -> bool:
    """Does a word head a clause that only brings in what somebody who is told says?"""
    clauses = telling.sentence.clauses
    return any(
        clause.verb == number
        and not clause.reported
        and any(below.above == place and below.reported and below.source is not None for below in clauses)
        for place, clause in enumerate(clauses)
    )


def _letters(text: str) -> str:
    """The letters of some words without accents, in small ones."""
    return key_of(unicodedata.normalize("NFKD", text))

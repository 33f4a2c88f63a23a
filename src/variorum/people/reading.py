"""What was read at a passage of a story: its words, its clauses, who is named there, and which kind of block it stands in."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator
from typing import Final, NamedTuple

from variorum.language import stories
from variorum.model.entity import Directory, Entity
from variorum.model.report import Passage
from variorum.model.sentence import Clause, Sentence, Word
from variorum.model.story import Dossier

_SIGNS = frozenset({"PUNCT", "SYM", "CCONJ", "SCONJ", "ADP", "PART"})


class _At(NamedTuple):
    """A sentence in a report: its paragraph begins at `offset`."""

    start: int
    end: int
    offset: int
    sentence: Sentence


_FEW: Final = 10  # sentences that a story is counted to have beside its own, so that a note of one sentence is not all deeds


def _deeds(dossier: Dossier) -> float:
    """How much a story tells of political deeds: how many in a hundred of its sentences, each as sure as it was found."""
    sentences = sum(len(analysis.sentences) for _, analysis in dossier.readings())
    return 100 * sum(mention.confidence for _, analysis in dossier.readings() for mention in analysis.events) / (sentences + _FEW)


class _Read(NamedTuple):
    """What does not hang on who is who in a story: its deeds, its sentences and the roles of its blocks by report, what was counted."""

    deeds: float
    sentences: dict[str, list[_At]]
    roles: dict[str, list[tuple[int, str]]]
    counted: dict[Hashable, dict[str, float]]


def _read(dossier: Dossier) -> _Read:
    found = _Read(_deeds(dossier), {}, {}, {})
    for place, analysis in dossier.readings():
        found.roles.setdefault(place.report, []).append((place.start, place.block.role))
        found.sentences.setdefault(place.report, []).extend(
            _At(place.start + one.start, place.start + one.end, place.start, one) for one in analysis.sentences
        )
    return found


class Reading:
    """The sentences and names of one story, looked up by place. Made once a stage; `counted` is of the story."""

    def __init__(self, dossier: Dossier) -> None:
        self.language = stories.of(*(report.language for report in dossier.reports))
        self.codes = {report.id: report.language for report in dossier.reports}
        self.names = Directory(dossier.entities)
        self.entities = {entity.id: entity for entity in dossier.entities}
        self.kinds = {entity.name: entity.kind for entity in dossier.entities}
        read: _Read = dossier.once("read", (dossier.reports, dossier.placed, dossier.analyses), lambda: _read(dossier))
        self.deeds, self._sentences, self._roles, self.counted = read

    def clauses(self, passage: Passage) -> Iterator[tuple[Clause, Sentence]]:
        """The clauses whose verb stands inside a passage."""
        for at in self._met(passage):
            for clause in at.sentence.clauses:
                if passage.start <= at.offset + at.sentence.words[clause.verb].start < passage.end:
                    yield clause, at.sentence

    def words(self, passage: Passage) -> list[Word]:
        """The words that begin inside a passage."""
        return [
            word for at in self._met(passage) for word in at.sentence.words if passage.start <= at.offset + word.start < passage.end
        ]  # fmt: skip

    def top(self, passage: Passage) -> Word | None:
        """The first word inside a passage that hangs on none of the others there."""
        for at in self._met(passage):
            words = at.sentence.words
            inside = {number for number, word in enumerate(words) if passage.start <= at.offset + word.start < passage.end}
            for number in sorted(inside):
                if words[number].kind not in _SIGNS and (words[number].head not in inside or words[number].head == number):
                    return words[number]
        return None

    def role(self, passage: Passage) -> str:
        """The role of the block that a passage begins in."""
        blocks = self._roles.get(passage.report, [])
        place = bisect_right(blocks, passage.start, key=lambda block: block[0]) - 1
        return blocks[place][1] if place >= 0 else ""

    def named(self, passage: Passage) -> list[Entity]:
        """Who and what is named inside a passage, in text order."""
        return [entity for _, _, entity in self.names.within(passage.report, passage.start, passage.end)]

    def _met(self, passage: Passage) -> Iterator[_At]:
        rows = self._sentences.get(passage.report, [])
        first = max(0, bisect_left(rows, passage.start, key=lambda at: at.start) - 1)
        for at in rows[first:]:
            if at.start >= passage.end:
                return
            if at.end > passage.start:
                yield at

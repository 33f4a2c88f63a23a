"""What one speaker is told to have said by several reports: the words of one of them that each of the others tells too.

Which quotations are one saying is known by then (an utterance). Its wordings are held against each other as lines are: of what one report
gives, another has to have all names, figures and times, and the judge is asked about the rest. Who says it stands before the words.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.point import Utterance
from variorum.model.report import Passage
from variorum.model.sentence import Clause
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.questions.asking import Asked, later
from variorum.questions.judging import Question
from variorum.questions.lines import LONGEST, NO_WORDS, SHORTEST, SUBJECT, holds
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Span, Telling
from variorum.questions.told import Side, told
from variorum.text.marks import unmarked
from variorum.text.normal import fold
from variorum.text.shingle import words

MARKS: Final = "\"'` .,;:"  # what stands round words that are given as someone's
ONE: Final = 0.95  # the chance of one question of two wordings of one saying, where the screen was not asked about their sentences
MOST: Final = 8  # wordings of a saying that are held against each other
MADE_BY_THE_WORD: Final = frozenset({"demanded", "offered", "denied"})
OBJECT: Final = ("obj", "dobj", "iobj")
OPENED: Final = re.compile(r"(?<!\w)['‘](?=\w{3})")  # a single mark that begins a quotation within one; "'ll" is none
CLOSED: Final = re.compile(r"(?<=[\w.,!?\s])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Wording:
    """A saying as a sentence has it."""

    speaker: str | None  # by name, as its report tells; None: open
    entity: str | None
    telling: Telling
    span: Span
    direct: bool  # are these the very words?

    @property
    def words(self) -> str:
        """As it is printed: who says it, and what, in marks where the report gives the very words."""
        said = self.bare
        return f"{self.speaker}: “{said}”" if self.direct else f"{self.speaker}: {said}"

    @property
    def bare(self) -> str:
        """What is said, without marks around it."""
        return unmarked(" ".join(self.telling.words(self.span).split())).strip(MARKS)

    @property
    def forms(self) -> tuple[str, ...]:
        """Its words as they compare."""
        return tuple(fold(word).lower() for _, word in words(self.telling.words(self.span)))


class Held(NamedTuple):
    """A wording that can be printed beside another of its saying: a question for the judge, or none where both have the same words."""

    line: Wording
    other: Wording
    question: Question | None


def held(dossier: Dossier, laid: Asked, sides: Sequence[Side]) -> list[Held]:
    """Each wording of a saying that can be printed, beside each other one that may tell all of it; one that stands word for word in two
    reports is beside itself."""
    at: dict[str, list[tuple[Passage, Telling]]] = defaultdict(list)
    for telling in laid.all:
        for place in telling.places:
            at[place.report].append((place, telling))
    pairs = {(pair.a.number, pair.b.number): pair for pair in laid.pairs}
    quotations = {one.id: one for one in dossier.quotations}
    persons = frozenset(one.id for one in dossier.entities if one.kind == "person")
    found = []
    for utterance in dossier.utterances:
        if utterance.differs == "meaning":
            continue
        wordings = list(_wordings(utterance, at, quotations))[:MOST]
        for line in wordings:
            for other in wordings if _prints(line, sides[line.telling.number], persons) else ():
                if not _of_one(line, other):
                    continue
                if other.telling.reports - line.telling.reports and (one := _held(line, other, laid, pairs, sides)) is not None:
                    found.append(one)
                elif other is line and len(line.telling.reports) > 1:
                    found.append(Held(line, line, None))
    return found


def _wordings(
    utterance: Utterance, at: Mapping[str, Sequence[tuple[Passage, Telling]]], quotations: Mapping[str, Quotation]
) -> Iterator[Wording]:
    """The wordings of a saying, each of equal words once, by the sentences in which they stand."""
    rows = [quotations[one] for one in utterance.quotations if one in quotations]
    seen = set()
    for variant in utterance.variants:
        for passage in variant.passages:
            row = next((one for one in rows if _within(passage, one.content)), None)
            if row is None:
                continue
            for place, telling in at[passage.report]:
                if place.start <= passage.start and passage.end <= place.end:
                    span = _begun(telling, (passage.start - place.start, passage.end - place.start))
                    if (telling.number, span) not in seen:
                        seen.add((telling.number, span))
                        yield Wording(row.speaker_name, row.speaker, telling, span, row.manner == "direct")


def _within(passage: Passage, content: Sequence[Passage]) -> bool:
    return any(one.report == passage.report and one.start <= passage.start and passage.end <= one.end for one in content)


def _begun(telling: Telling, span: Span) -> Span:
    """What is said, without the word that joins it to who says it: "that"."""
    words, clauses = telling.sentence.words, telling.sentence.clauses
    inside = [word for word in words if span[0] <= word.start and word.end <= span[1] and word.kind not in NO_WORDS]
    if len(inside) > 1 and inside[0].label == "mark":
        of = next((clause for clause in clauses if telling.top(clause) == inside[0].head), None)
        if of is not None and of.kind == "content" and of.reported:
            return inside[1].start, span[1]
    return span


def _prints(one: Wording, side: Side, persons: Set[str]) -> bool:
    """Can it be printed beside a name: neither too short nor too long, with both marks of a quotation within it, and a clause that tells
    something of someone named in it, or of who says it? Nobody speaks of themselves by name: it is somebody else who says that."""
    words, clauses = one.telling.sentence.words, one.telling.sentence.clauses
    inside = [number for number, word in enumerate(words) if one.span[0] <= word.start and word.end <= one.span[1]]
    count = sum(words[number].kind not in NO_WORDS for number in inside)
    if not SHORTEST <= count <= LONGEST or not _closed(one.bare):
        return False
    if one.entity in persons and any(entity == one.entity for at, (entity, _) in side.names.items() if holds((one.span,), at)):
        return False
    within = [clause for clause in clauses if clause.verb in inside and clause.kind not in ("nominal", "verbless")]
    highest = next((clause for clause in within if clause.above is None or clauses[clause.above] not in within), None)
    if highest is None or _asks(one.telling, inside, highest) or (not one.direct and not _states(highest)):
        return False
    subjects = [number for number in one.telling.below(one.telling.top(highest)) if words[number].label.startswith(SUBJECT)]
    return any(number in inside and (one.direct or _clear(side, number, one.entity)) for number in subjects)


def _states(clause: Clause) -> bool:
    """Is it told as what somebody says is so? What is demanded, offered, denied or asked is another thing without the word for that."""
    return clause.modality not in MADE_BY_THE_WORD and (clause.kind != "content" or clause.reported)


def _asks(telling: Telling, inside: Sequence[int], clause: Clause) -> bool:
    """Does it begin with what its own verb is about, as a question that is only named: "what witnesses saw"?"""
    first = next(telling.sentence.words[number] for number in inside if telling.sentence.words[number].kind not in NO_WORDS)
    return first.kind == "PRON" and first.label.startswith(OBJECT) and first.head == telling.top(clause)


def _closed(said: str) -> bool:
    """Have all quotations within some words both their marks?"""
    return said.count('"') % 2 == 0 and len(OPENED.findall(said)) <= len(CLOSED.findall(said))


def _of_one(line: Wording, other: Wording) -> bool:
    """Does the other give it to whom the line names? "Officials" are told by "Iranian officials", not the other way. Who says the very same
    words may be open in the other; of 8 pairs in which other words were said by nobody in sight 4 were wrong."""
    if line.speaker is None:
        return False
    if other.speaker is None:
        return line.forms == other.forms
    if line.entity is not None and line.entity == other.entity:
        return True
    return set(line.speaker.lower().split()) <= set(other.speaker.lower().split())


def _clear(side: Side, number: int, speaker: str | None) -> bool:
    """Is it clear beside the speaker's name who a subject is: no pronoun, or one that means the speaker?"""
    telling = side.telling
    word, place = telling.sentence.words[number], telling.places[0]
    if word.kind != "PRON" or telling.below(number) or pack.means_speaker(word.lemma, telling.language):
        return True
    return speaker is not None and side.known.get((place.report, place.start + word.start)) == speaker


def _held(line: Wording, other: Wording, laid: Asked, pairs: Mapping[tuple[int, int], Pair], sides: Sequence[Side]) -> Held | None:
    """The one beside the other; None where that has not all names, figures, times of it."""
    if line.forms == other.forms:
        return Held(line, other, None)
    if line.telling is other.telling:
        return None
    asked = told(sides[line.telling.number], sides[other.telling.number], (line.span,))
    if asked is None:
        return None
    return Held(line, other, Question(_pair(line.telling, other.telling, laid, pairs), line.telling, other.telling, asked))


def _pair(one: Telling, other: Telling, laid: Asked, pairs: Mapping[tuple[int, int], Pair]) -> Pair:
    a, b = sorted((one, other), key=lambda each: each.number)
    known = pairs.get((a.number, b.number))
    if known is not None:
        return known
    vectors = laid.found.vectors
    return Pair(a, b, float(vectors[a.number].astype(float) @ vectors[b.number].astype(float)), ONE, False, later(a, b))

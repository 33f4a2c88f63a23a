"""What one speaker is told to have said by several reports: the words of one of them that each of the others tells too.

Which quotations are one saying is known by then (an utterance). Its wordings are held against each other as lines are: of what one report
gives, another has to have all names, figures and times, and the judge is asked about the rest. Who says it stands before the words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from variorum.language import pack
from variorum.model.point import Utterance
from variorum.model.report import Passage
from variorum.model.sentence import Clause
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.questions.alone import LONGEST, NO_WORDS, OBJECT, SHORTEST, SUBJECT, holds, stands_alone
from variorum.questions.asking import Asked
from variorum.questions.exchanged import word_on_word
from variorum.questions.judging import Question
from variorum.questions.pairs import Pair
from variorum.questions.pointing import Put, put_in
from variorum.questions.tellings import Span, Telling
from variorum.questions.times import later
from variorum.questions.told import Line, Side, line_from, naming, told
from variorum.text.kept import Worked
from variorum.text.marks import closes_marks, unmarked
from variorum.text.normal import fold
from variorum.text.shingle import words

MARKS: Final = "\"'` .,;:"  # what stands round words that are given as someone's
ONE: Final = 0.95  # the chance of one question of two wordings of one saying, where the screen was not asked about their sentences
MOST: Final = 8  # wordings of a saying that are held against each other
MADE_BY_THE_WORD: Final = frozenset({"demanded", "offered", "denied"})
HANGING_ON: Final = frozenset({"adverbial", "relative", "participle"})  # a clause of which the main one is left out


@dataclass(frozen=True)
class Wording:
    """A saying as a sentence has it."""

    speaker: str | None  # by name, as its report tells; None: open
    entity: str | None
    telling: Telling
    span: Span
    direct: bool  # are these the very words?
    places: tuple[Passage, ...]  # of the sentence, where nobody else is told to say it

    @cached_property
    def reports(self) -> frozenset[str]:
        return frozenset(place.report for place in self.places)

    def words(self, puts: Sequence[Put] = ()) -> str:
        """As it is printed: who says it, and what, with what is put in, in marks where the report gives the very words."""
        said = _bare(put_in(self.telling, self.span, puts))
        return f"{self.speaker}: “{said}”" if self.direct else f"{self.speaker}: {said}"

    @property
    def bare(self) -> str:
        """What is said, without marks around it."""
        return _bare(self.telling.words(self.span))

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Its words as they compare."""
        return tuple(fold(word).lower() for _, word in words(self.telling.words(self.span)))


def _bare(said: str) -> str:
    return unmarked(" ".join(said.split())).strip(MARKS)


class Held(NamedTuple):
    """A wording that can be printed beside another of its saying: a question for the judge, or none where both have the same words."""

    line: Wording
    other: Wording
    question: Question | None


def held(dossier: Dossier, laid: Asked, sides: Sequence[Side], worked: Worked) -> list[Held]:
    """Each wording of a saying that can be printed, beside each other one that may tell all of it; one that stands word for word in two
    reports is beside itself."""
    at: dict[str, list[tuple[Passage, Telling]]] = defaultdict(list)
    for telling in laid.all:
        for place in telling.places:
            at[place.report].append((place, telling))
    pairs = {(pair.a.number, pair.b.number): pair for pair in laid.pairs}
    rows: dict[str, list[Quotation]] = defaultdict(list)
    for row in dossier.quotations:
        rows[row.report].append(row)
    persons = frozenset(one.id for one in dossier.entities if one.kind == "person")
    found = []
    for utterance in dossier.utterances:
        if utterance.differs == "meaning":
            continue
        wordings = list(islice(_wordings(utterance, at, rows), MOST))
        for line in (one for one in wordings if _prints(one, sides[one.telling.number], persons)):
            for other in (one for one in wordings if _of_one(line, one)):
                if other.reports - line.reports and (one := _held(line, other, laid, pairs, sides, worked)) is not None:
                    found.append(one)
                elif other is line and len(line.reports) > 1:
                    found.append(Held(line, line, None))
    return found


def _wordings(
    utterance: Utterance, at: Mapping[str, Sequence[tuple[Passage, Telling]]], rows: Mapping[str, Sequence[Quotation]]
) -> Iterator[Wording]:
    """The wordings of a saying, each of equal words once for each who is told to say them, by the sentences in which they stand."""
    ours, seen = frozenset(utterance.quotations), set()
    for passage in (passage for variant in utterance.variants for passage in variant.passages):
        for place, telling in at.get(passage.report, ()):
            stretch = passage.start - place.start, passage.end - place.start
            if _holds(place, passage) and (telling.number, stretch) not in seen:
                seen.add((telling.number, stretch))
                yield from _by_speaker(telling, stretch, ours, rows)


def _by_speaker(telling: Telling, stretch: Span, ours: Set[str], rows: Mapping[str, Sequence[Quotation]]) -> Iterator[Wording]:
    """A sentence as a wording of each who says it, in whatever report. Where it stays open who does, anybody may."""
    span, said = _begun(telling, stretch), [(place, _row(telling.passage(place, stretch), ours, rows)) for place in telling.places]
    known = [row for _, row in said if row is not None and row.id in ours]
    named = {(row.speaker_name, row.speaker): row for row in known if row.speaker_name is not None}
    for row in list(named.values()) or known[:1]:
        places = tuple(place for place, other in said if other is None or other.speaker_name is None or _of_one_speaker(row, other))
        yield Wording(row.speaker_name, row.speaker, telling, span, row.manner == "direct", places)


def _row(passage: Passage, ours: Set[str], rows: Mapping[str, Sequence[Quotation]]) -> Quotation | None:
    """The quotation that holds a passage most closely, of the saying before any other."""
    holding = [(len(content), row) for row in rows.get(passage.report, ()) for content in row.content if _holds(content, passage)]
    return min(holding, key=lambda one: (one[0], one[1].id not in ours))[1] if holding else None


def _of_one_speaker(row: Quotation, other: Quotation) -> bool:
    return (row.speaker is not None and row.speaker == other.speaker) or _wider(row.speaker_name, other.speaker_name)


def _wider(name: str | None, other: str | None) -> bool:
    """Does a name leave out words of another, and adds none: "officials" of "Iranian officials"?"""
    return name is not None and other is not None and set(name.lower().split()) <= set(other.lower().split())


def _holds(one: Passage, part: Passage) -> bool:
    return one.report == part.report and one.start <= part.start and part.end <= one.end


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
    if not SHORTEST <= count <= LONGEST or not closes_marks(one.bare):
        return False
    if one.entity in persons and any(entity == one.entity for at, (entity, _) in side.names.items() if holds((one.span,), at)):
        return False
    within = [clause for clause in clauses if clause.verb in inside and clause.kind not in ("nominal", "verbless")]
    highest = next((clause for clause in within if clause.above is None or clauses[clause.above] not in within), None)
    if highest is None or _asks(one.telling, inside, highest) or (not one.direct and not _states(highest)):
        return False
    begins = next(words[number] for number in inside if words[number].kind not in NO_WORDS)
    joined = begins.label == "mark" and begins.head == one.telling.top(highest)
    hangs = highest.kind in HANGING_ON or (highest.kind == "content" and not highest.reported) or joined
    if one.direct and (hangs or not stands_alone(one.telling, inside) or one.bare.endswith("?")):
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


def _of_one(line: Wording, other: Wording) -> bool:
    """Does the other give it to whom the line names? "Officials" are told by "Iranian officials", not the other way. Who says the very same
    words may be open in the other; of 8 pairs in which other words were said by nobody in sight 4 were wrong."""
    if line.speaker is None:
        return False
    if other.speaker is None:
        return line.forms == other.forms
    if line.entity is not None and line.entity == other.entity:
        return True
    return _wider(line.speaker, other.speaker)


def _clear(side: Side, number: int, speaker: str | None) -> bool:
    """Is it clear beside the speaker's name who a subject is: no pronoun, or one that means the speaker?"""
    telling = side.telling
    word, place = telling.sentence.words[number], telling.places[0]
    if word.kind != "PRON" or telling.below(number) or pack.means_speaker(word.lemma, telling.language):
        return True
    return speaker is not None and side.known.get((place.report, place.start + word.start)) == speaker


def _held(
    line: Wording, other: Wording, laid: Asked, pairs: Mapping[tuple[int, int], Pair], sides: Sequence[Side], worked: Worked
) -> Held | None:
    """The one beside the other; None where that has not all names, figures, times of it."""
    if line.forms == other.forms:
        return Held(line, other, None)
    mine, theirs = sides[line.telling.number], sides[other.telling.number]
    asked = None if line.telling is other.telling else _told(mine, theirs, line.span, worked)
    if asked is None or (line.direct and any(asked.lacking[:2])):
        return None  # what stands in marks is told by the very words
    a, b = sorted((line.telling, other.telling), key=lambda each: each.number)
    known = pairs.get((a.number, b.number))
    pair = known or Pair(a, b, laid.found.cosine(a, b), ONE, False, later(a, b))
    return Held(line, other, Question(pair, line.telling, other.telling, asked))


def _told(line: Side, other: Side, span: Span, worked: Worked) -> Line | None:
    """Words of a sentence as another tells them; None where it does not, or otherwise."""

    def laid() -> Line | None:
        asked = told(line, other, (span,))
        return asked and word_on_word(line, other, asked)

    row = worked.of(("voiced", line.telling.identity, other.telling.identity, span, naming(line, other)), laid)
    return None if row is None else line_from(row)

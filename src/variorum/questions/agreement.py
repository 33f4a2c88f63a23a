"""What several reports tell alike: lines of which each report tells every word that weighs.

Each sentence offers what can be printed of it; a report stands behind a line where one of its sentences tells all of it (told.py). A line
is chosen by how many origins stand behind it; what says no more than a chosen one is not said again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from variorum.model.point import GRAVE, Point, Reading
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.questions.alone import Pieces, holds, length, printed, whole
from variorum.questions.asking import Asked
from variorum.questions.by_itself import Known
from variorum.questions.core import cored
from variorum.questions.exchanged import otherwise, told_at, word_on_word
from variorum.questions.judging import Question, at_most, copied, net, of_a_saying, tell
from variorum.questions.pointing import of_all, put_in
from variorum.questions.readings import resting_on
from variorum.questions.tellings import Span, Telling
from variorum.questions.told import Line, Side, line_from, lines_of, naming, share, strangers, tellable
from variorum.questions.voiced import Held, Wording, held
from variorum.text.kept import Worked
from variorum.text.marks import signed, within_marks

COPIED: Final = 0.98  # the chance that what stands word for word in two reports is told by both
SURE: Final = 0.8  # the chance from which a report stands behind a line: of judged ones that read alone .90 are right from there on
COPY: Final = 0.95  # share of the weight of the words of a line
TELLING: Final = frozenset({"lead", "body"})  # where a report tells what nobody else does; its headline is told again below
ASKED: Final = 0.5  # the chance of one question from which what a sentence tells is no matter of one report alone


@dataclass(frozen=True, slots=True)
class Behind:
    """A sentence that tells all of a line, how surely, and the words of it that do."""

    telling: Telling
    chance: float
    span: Span
    copied: bool  # does it have nearly all words of the line?
    places: tuple[Passage, ...]  # where it does


@dataclass(frozen=True, slots=True)
class Told:
    """A line as it is printed, with all passages that tell it, that of the printed words first."""

    words: str
    passages: tuple[Passage, ...]
    chance: float
    order: int  # the foremost place, among the sentences of a report, where it stands
    alone: float  # the chance that it reads alone
    quoted: bool = False  # is it the very words of somebody, beside their name?
    named: tuple[Passage, ...] = ()  # where reports tell what is put in


def shared(dossier: Dossier, laid: Asked, worked: Worked | None = None) -> Dossier:
    """The dossier with the lines that several reports tell alike, in place of those that were there before, and what the judge said."""
    worked = Worked() if worked is None else worked
    differing = [point for point in dossier.points if point.weight is not None]
    said: dict[str, list[Span]] = defaultdict(list)
    known = Known(dossier, laid.found, worked)
    sides = sides_of(dossier, laid, known, worked)
    found = Differing(dossier, laid)
    questions = [one for one in _questions(laid, sides, found, worked) if known.reads(one.line, one.words.pieces)]
    sayings = [one for one in held(dossier, laid, sides, worked) if known.reads(one.line.telling, (one.line.span,), one.line.entity)]
    asked = [one.question for one in sayings if one.question is not None and of_a_saying(at_most(one.question)) >= SURE]
    heard = net([*questions, *asked], dossier.heard)
    offered = list(_offered(laid, sides, found, known, worked, zip(questions, tell(questions, heard), strict=True)))
    offered += _voiced(found, known, sayings, dict(zip(map(id, asked), tell(asked, heard), strict=True)))
    told = list(_chosen(dossier, offered, said))
    for point in differing:
        for reading in point.readings:
            for passage in reading.passages:
                said[passage.report].append((passage.start, passage.end))
    told += _alone(dossier, laid, sides, known, worked, said)
    return dossier.having(points=(*differing, *(_point(dossier, one) for one in told)), heard=heard)


def _alone(
    dossier: Dossier, laid: Asked, sides: Sequence[Side], known: Known, worked: Worked, said: Mapping[str, Sequence[Span]]
) -> list[Told]:
    """What one report tells and nobody else, of the sentences of which nothing has been said yet; each, so that its id lives on."""
    found = []
    asked = {telling.number for pair in laid.pairs if pair.one >= ASKED for telling in (pair.a, pair.b)}
    for side in sides:
        telling = side.telling
        own_word = len(telling.reports) == 1 and telling.role in TELLING and telling.number not in asked and not side.spoken
        of = lines_of(telling, worked) if own_word else []
        if of and 2 * length(of[0]) >= len(telling.text):  # not a clause within it alone
            own = tuple(telling.passage(place, whole(of[0])) for place in telling.places)
            one = Told(printed(telling, of[0]), own, COPIED, telling.order, known.chance(telling, of[0]))
            if not _already(one, said):
                found.append(one)
    return sorted(found, key=lambda one: _rank(dossier, one))


def _questions(laid: Asked, sides: Sequence[Side], differing: "Differing", worked: Worked) -> list[Question]:
    """Of every line that another sentence may tell: does it? Asked only where the answer may be yes."""
    offered = (
        Question(pair, line.telling, other.telling, one)
        for pair in laid.pairs
        for line, other, told in _offered_between(sides[pair.a.number], sides[pair.b.number], worked)
        for one in told
        if not other.spoken and not differing.between(line.telling.number, whole(one.pieces), other.telling.number)
    )
    return [one for one in offered if at_most(one) >= SURE]


def _offered_between(a: Side, b: Side, worked: Worked) -> Iterator[tuple[Side, Side, list[Line]]]:
    """The lines of either of two sentences that the other may tell."""

    def both() -> list[list[Line]]:
        return [offered_to(a, b), offered_to(b, a)]

    if strangers(a, b) and strangers(b, a):
        rows = worked.of_two(a.mark, b.mark, both)
    else:
        rows = worked.of(("told", a.identity, b.identity, naming(a, b), naming(b, a)), both)
    for (line, other), told in zip(((a, b), (b, a)), rows, strict=True):
        yield line, other, [line_from(row) for row in told]


def offered_to(line: Side, other: Side) -> list[Line]:
    """The lines of a sentence, whole or less what the other does not tell, that the other may tell."""
    return [found for one in (*tellable(line, other), *cored(line, other)) if (found := word_on_word(line, other, one)) is not None]


def _offered(
    laid: Asked,
    sides: Sequence[Side],
    differing: "Differing",
    known: Known,
    worked: Worked,
    answered: Iterable[tuple[Question, float]],
) -> Iterator[Told]:
    """Every line that another report's sentence tells, with all sentences that do."""
    by_line: dict[int, list[tuple[int, Pieces, float]]] = defaultdict(list)
    for question, chance in answered:
        if chance >= SURE:
            by_line[question.line.number].append((question.other.number, question.words.pieces, chance))
    alike = {(one.telling.number, one.lines[0]): _of_copies(one) for one in sides if len(one.telling.reports) > 1 and one.lines}
    known_lines = {(line, pieces) for line, told in by_line.items() for _, pieces, _ in told}
    known_lines |= {key for key, chance in alike.items() if chance >= SURE}
    direct: dict[int, dict[Pieces, dict[int, Behind]]] = defaultdict(dict)
    for line, pieces in sorted(known_lines):
        direct[line][pieces] = _direct(sides, by_line[line], line, pieces, worked)
    for line, of_lines in direct.items():
        for pieces, behind in of_lines.items():
            grown = [one for one in _grown(line, behind, direct) if not _turned(sides[line], sides[one.telling.number], pieces, worked)]
            telling = laid.all[line]
            told = differing.of_one_mind(Behind(telling, 1.0, whole(pieces), True, telling.places), grown)
            yield from _told(telling, pieces, told, alike.get((line, pieces), 1.0), known)


def quoted(telling: Telling, span: Span) -> bool:
    """Is a stretch of a sentence within somebody's very words?"""
    return any(start <= span[0] and span[1] <= end for start, end in telling.sentence.quoted)


def _of_copies(side: Side) -> float:
    """The chance of the longest line of a sentence that several reports have."""
    return copied(side.telling, Line(side.lines[0], side.weight(side.lines[0]), 1.0))


def _told(telling: Telling, pieces: Pieces, behind: Sequence[Behind], alike: float, known: Known) -> Iterator[Told]:
    """A line with all who tell it, if all mean the same by it, and none only quotes it; `alike`: its chance by the reports that have the
    very sentence."""
    put = of_all(known.names, telling, pieces, [(one.telling, one.span) for one in behind])
    if put is None or (not quoted(telling, whole(pieces)) and any(quoted(one.telling, one.span) for one in behind)):
        return
    own = [telling.passage(place, whole(pieces)) for place in telling.places]
    theirs = [one.telling.passage(place, one.span) for one in behind for place in one.places]
    chance = min((alike, *(one.chance for one in behind)))
    order = min(one.order for one in (telling, *(each.telling for each in behind)))
    words = " … ".join(put_in(telling, piece, put.puts) for piece in pieces)
    yield Told(words, (*own, *theirs), chance, order, known.chance(telling, pieces), named=tuple(one.told for one in put.puts))


def _voiced(differing: "Differing", known: Known, sayings: Iterable[Held], chances: Mapping[int, float]) -> Iterator[Told]:
    """What somebody is told to have said, in words that each of several reports tells all of; `chances` of the questions asked."""
    behind: dict[Wording, dict[int, Behind]] = defaultdict(dict)
    for line, other, question in sayings:
        chance = COPIED if question is None else of_a_saying(chances.get(id(question), 0.0))
        before = behind[line].get(other.telling.number)
        if chance >= SURE and (before is None or chance > before.chance):
            behind[line][other.telling.number] = Behind(other.telling, chance, other.span, question is None, other.places)
    for line, others in behind.items():
        own = others.pop(line.telling.number, None)  # word for word in several reports
        told = differing.of_one_mind(Behind(line.telling, 1.0, line.span, True, line.places), list(others.values()))
        if told or own is not None:
            everyone = [line.telling, *(one.telling for one in told)]
            places = [line.telling.passage(place, line.span) for place in line.places]
            places += [one.telling.passage(place, one.span) for one in told for place in one.places]
            chance = min((one.chance for one in told), default=COPIED)
            alone = known.chance(line.telling, (line.span,), line.entity)
            put = of_all(known.names, line.telling, (line.span,), [(one.telling, one.span) for one in told], line.entity)
            if put is not None:
                words, named = line.words(put.puts), tuple(one.told for one in put.puts)
                yield Told(words, tuple(places), chance, min(one.order for one in everyone), alone, line.direct, named)


class Differing:
    """Which sentences were found to answer a question otherwise: no report that does stands behind the words of another."""

    def __init__(self, dossier: Dossier, laid: Asked) -> None:
        at: dict[str, list[Passage]] = defaultdict(list)
        number: dict[tuple[str, int], int] = {}
        for telling in laid.all:
            for place in telling.places:
                at[place.report].append(place)
                number[place.report, place.start] = telling.number
        self._answers: dict[int, list[tuple[Span, int, int]]] = defaultdict(list)
        for count, point in enumerate(one for one in dossier.points if one.verdict in GRAVE):
            for which, reading in enumerate(point.readings):
                for passage in reading.passages:
                    for home in at[passage.report]:
                        if home.start < passage.end and passage.start < home.end:
                            span = passage.start - home.start, passage.end - home.start
                            self._answers[number[home.report, home.start]].append((span, count, which))

    def of_one_mind(self, line: Behind, behind: Sequence[Behind]) -> list[Behind]:
        """Of those behind a line, the surest first, the ones that differ from none that stands there already."""
        kept, answering = [], [line]  # what answers no question differs from nothing
        for one in sorted(behind, key=lambda one: (-one.chance, one.telling.number)):
            answers = one.telling.number in self._answers
            if not answers or not any(self.between(other.telling.number, other.span, one.telling.number) for other in answering):
                kept.append(one)
                if answers:
                    answering.append(one)
        return sorted(kept, key=lambda one: one.telling.number)

    def between(self, line: int, span: Span, other: int) -> bool:
        """Do the words of one sentence answer a question that another answers otherwise?"""
        if line not in self._answers or other not in self._answers:
            return False
        theirs = {(point, reading) for _, point, reading in self._answers[other]}
        mine = {(point, reading) for at, point, reading in self._answers[line] if at[0] < span[1] and span[0] < at[1]}
        return any(point == theirs_too and reading != told for point, reading in mine for theirs_too, told in theirs)


def sides_of(dossier: Dossier, laid: Asked, known: Known, worked: Worked) -> list[Side]:
    """The sentences of a story by what has to be told of each, in their order, with those of their lines that read alone."""
    named = {(mention.report, mention.start): entity.id for entity in dossier.entities for mention in entity.mentions}
    return [
        Side(telling, named, [one for one in lines_of(telling, worked) if known.reads(telling, one)], _spoken(dossier, telling))
        for telling in laid.all
    ]


def _spoken(dossier: Dossier, telling: Telling) -> bool:
    """Do the words stand within somebody's in some report, the marks of which are further off, or in a message that somebody posted? They
    are no report's own word then."""
    texts = [(dossier.by_id[place.report].text, place.start) for place in telling.places]
    return any(within_marks(*one) or signed(*one) for one in texts)


def _direct(
    sides: Sequence[Side], told: Sequence[tuple[int, Pieces, float]], line: int, pieces: Pieces, worked: Worked
) -> dict[int, Behind]:
    """The sentences that tell a line, or a longer one of the same sentence that holds it."""
    surest: dict[int, float] = {}
    for other, longer, chance in told:
        if all(holds(longer, piece) for piece in pieces) and chance > surest.get(other, -1.0):
            surest[other] = chance
    found: dict[int, Behind] = {}
    for other, chance in surest.items():
        start, end, copied = _stretch(sides[line], sides[other], pieces, worked)
        telling = sides[other].telling
        found[other] = Behind(telling, chance, (start, end), copied, telling.places)
    return found


def _stretch(line: Side, other: Side, pieces: Pieces, worked: Worked) -> tuple[int, int, bool]:
    """[start, end) of the words of another sentence that tell a line, and whether it has nearly all words of the line."""
    parts = ("stretch", line.telling.identity, pieces, other.identity)
    start, end, copied = worked.of(parts, lambda: [*told_at(line, other, pieces), share(line, other, pieces) >= COPY])
    return start, end, copied


def _turned(line: Side, other: Side, pieces: Pieces, worked: Worked) -> bool:
    """Does a sentence that has most of the words of a line tell it otherwise?"""
    parts = ("turned", line.telling.identity, pieces, other.telling.identity, naming(line, other))
    return bool(worked.of(parts, lambda: otherwise(line, other, pieces)))


def _grown(line: int, behind: Mapping[int, Behind], direct: Mapping[int, Mapping[Pieces, Mapping[int, Behind]]]) -> list[Behind]:
    """Those who tell a line, and those who tell what a copy of it says: a sentence is held only against the nearest of others, and many
    copies leave no room for more."""
    found = dict(behind)
    for one in behind.values():
        for pieces, further in direct.get(one.telling.number, {}).items() if one.copied else ():
            if holds(pieces, one.span):
                for other, theirs in further.items():
                    chance = one.chance * theirs.chance
                    if other != line and other not in found and chance >= SURE:
                        found[other] = replace(theirs, chance=chance)
    return sorted(found.values(), key=lambda one: one.telling.number)


def _chosen(dossier: Dossier, offered: list[Told], said: dict[str, list[Span]]) -> Iterator[Told]:
    """The lines worth printing, weightiest first: what most origins tell; of lines that say one thing the first. `said` is filled with
    where they stand."""
    for one in sorted(offered, key=lambda one: _rank(dossier, one)):
        if len({passage.report for passage in one.passages}) < 2 or _already(one, said):
            continue
        for passage in one.passages:
            said[passage.report].append((passage.start, passage.end))
        yield one


def _already(one: Told, said: Mapping[str, Sequence[Span]]) -> bool:
    """Do chosen lines hold half of this one, in its own sentence or where others tell it?"""
    return any(
        2 * sum(max(0, min(passage.end, end) - max(passage.start, start)) for start, end in said.get(passage.report, ())) >= len(passage)
        for passage in one.passages
    )


def _rank(dossier: Dossier, one: Told) -> tuple[object, ...]:
    origins = {dossier.origin_at(passage) for passage in one.passages}
    reports = {passage.report for passage in one.passages}
    first = one.passages[0]
    # The wording that reads best alone, in tenths; somebody's words before the sentence that quotes them, which has "in a statement" too.
    found = -len(origins), -len(reports), -round(one.alone, 1), one.order, not one.quoted, -len(first)
    return *found, dossier.numbers[first.report], first.start, first.end


def _point(dossier: Dossier, one: Told) -> Point:
    order = dossier.numbers
    first, *rest = dict.fromkeys(one.passages)
    passages = (first, *sorted(rest, key=lambda passage: (order[passage.report], passage.start, passage.end)))
    told = replace(resting_on(dossier, one.words, passages), named=tuple(dict.fromkeys(one.named)))
    point = Point(
        content_id("point", dossier.story.id, "alike", [(passage.report, passage.start, passage.end) for passage in passages]),
        dossier.story.id,
        "What is told?",
        (told,),
        "agreed",
        (),
        False,
        round(one.chance * one.alone, 3),
        "",
    )
    return line(point, told)


def line(point: Point, reading: Reading) -> Point:
    """A point that tells one reading alike: agreed where two origins tell it, and why."""
    told = len(reading.reports)
    if len(reading.origins) > 1:
        why = f"{len(reading.origins)} separate texts tell the same, in {told} reports."
        return replace(point, readings=(reading,), verdict="agreed", why=why)
    why = "One report tells it." if told == 1 else f"{told} reports tell it, and all go back to one text."
    return replace(point, readings=(reading,), verdict="single", why=why)

"""What several reports tell alike: lines of which each report tells every word that weighs.

Each sentence offers what can be printed of it; a report stands behind a line where one of its sentences tells all of it (told.py). A line
is chosen by how many origins stand behind it; what says no more than a chosen one is not said again.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from variorum.model.point import GRAVE, Point, Reading
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.statement import Quotation
from variorum.model.story import Dossier
from variorum.questions.asking import Asked
from variorum.questions.core import cored
from variorum.questions.judging import Question, at_most, net, of_a_saying, tell
from variorum.questions.lines import LONGEST, SHORTEST, Pieces, holds, printed, whole
from variorum.questions.readings import resting_on
from variorum.questions.tellings import Span, Telling
from variorum.questions.told import Line, Side, lines_of, naming, pieces_from, share, tellable, where
from variorum.questions.voiced import Held, Wording, held
from variorum.text.kept import Worked
from variorum.text.normal import fold
from variorum.text.shingle import words

COPIED: Final = 0.98  # the chance that what stands word for word in two reports is told by both
SURE: Final = 0.8  # the chance from which a report stands behind a line
COPY: Final = 0.95  # share of the weight of the words of a line
TELLING: Final = frozenset({"lead", "body"})  # where a report tells what nobody else does; its headline is told again below
ASKED: Final = 0.5  # the chance of one question from which what a sentence tells is no matter of one report alone
MARKS: Final = "\"'` .,;:"
ROUND: Final = " \"'“”‘’`"  # what stands round sentences
ENDS: Final = (".", "!", "?", "…")  # what ends one
BEHIND: Final = " ,;:—–-"  # what stands between a part of a sentence and the next
MOST: Final = 2  # lines of a sentence that another is asked about: the longest that it may tell, and the shortest


@dataclass(frozen=True, slots=True)
class Behind:
    """A sentence that tells all of a line, how surely, and the words of it that do."""

    telling: Telling
    chance: float
    span: Span
    copied: bool  # does it have nearly all words of the line?


@dataclass(frozen=True, slots=True)
class Told:
    """A line as it is printed, with all passages that tell it, that of the printed words first."""

    words: str
    passages: tuple[Passage, ...]
    chance: float
    order: int  # the foremost place, among the sentences of a report, where it stands
    quoted: bool = False  # is it the very words of somebody, beside their name?


def shared(dossier: Dossier, laid: Asked, worked: Worked | None = None) -> Dossier:
    """The dossier with the lines that several reports tell alike, in place of those that were there before, and what the judge said."""
    worked = Worked() if worked is None else worked
    differing = [point for point in dossier.points if point.weight is not None]
    said: dict[str, list[Span]] = defaultdict(list)
    sides = _sides(dossier, laid, worked)
    found = Differing(dossier, laid)
    questions, sayings = _questions(laid, sides, found, worked), held(dossier, laid, sides)
    asked = [one.question for one in sayings if one.question is not None and of_a_saying(at_most(one.question)) >= SURE]
    heard = net([*questions, *asked], dossier.heard)
    offered = [*_offered(laid, sides, found, zip(questions, tell(questions, heard), strict=True)), *_quoted(dossier, laid)]
    offered += _voiced(found, sayings, dict(zip(map(id, asked), tell(asked, heard), strict=True)))
    told = list(_chosen(dossier, offered, said))
    for point in differing:
        for reading in point.readings:
            for passage in reading.passages:
                said[passage.report].append((passage.start, passage.end))
    told += _alone(dossier, laid, sides, said)
    return dossier.having(points=(*differing, *(_point(dossier, one) for one in told)), heard=heard)


def _alone(dossier: Dossier, laid: Asked, sides: Sequence[Side], said: Mapping[str, Sequence[Span]]) -> list[Told]:
    """What one report tells and nobody else, of the sentences of which nothing has been said yet."""
    found = []
    asked = {telling.number for pair in laid.pairs if pair.one >= ASKED for telling in (pair.a, pair.b)}
    for side in sides:
        telling = side.telling
        of = side.lines if len(telling.reports) == 1 and telling.role in TELLING and telling.number not in asked else []
        if of:
            own = tuple(telling.passage(place, whole(of[0])) for place in telling.places)
            one = Told(printed(telling, of[0]), own, COPIED, telling.order)
            if not _already(one, said):
                found.append(one)
    return sorted(found, key=lambda one: _rank(dossier, one))


def _questions(laid: Asked, sides: Sequence[Side], differing: "Differing", worked: Worked) -> list[Question]:
    """Of every line that another sentence may tell: does it? Asked only where the answer may be yes."""
    offered = (
        Question(pair, line.telling, other.telling, one)
        for pair in laid.pairs
        for line, other in ((sides[pair.a.number], sides[pair.b.number]), (sides[pair.b.number], sides[pair.a.number]))
        for one in _tellable(line, other, worked)
        if not differing.between(line.telling.number, whole(one.pieces), other.telling.number)
    )
    return [one for one in offered if at_most(one) >= SURE]


def _tellable(line: Side, other: Side, worked: Worked) -> list[Line]:
    """The lines of a sentence, whole or less what the other does not tell, that the other may tell."""
    rows = worked.of(
        ("told", line.telling.identity, other.telling.identity, naming(line, other)),
        lambda: [*tellable(line, other, MOST), *cored(line, other)],
    )
    return [Line(pieces_from(pieces), weight, share, tuple(left)) for pieces, weight, share, left in rows]


def _offered(laid: Asked, sides: Sequence[Side], differing: "Differing", answered: Iterable[tuple[Question, float]]) -> Iterator[Told]:
    """Every line that another report's sentence tells, with all sentences that do."""
    by_line: dict[int, list[tuple[int, Pieces, float]]] = defaultdict(list)
    for question, chance in answered:
        if chance >= SURE:
            by_line[question.line.number].append((question.other.number, question.words.pieces, chance))
    copied = {(one.telling.number, one.lines[0]) for one in sides if len(one.telling.reports) > 1 and one.lines}
    known_lines = {(line, pieces) for line, known in by_line.items() for _, pieces, _ in known} | copied
    direct: dict[int, dict[Pieces, dict[int, Behind]]] = defaultdict(dict)
    for line, pieces in sorted(known_lines):
        direct[line][pieces] = _direct(sides, by_line[line], line, pieces)
    for line, of_lines in direct.items():
        for pieces, behind in of_lines.items():
            grown = _grown(line, behind, direct)
            yield _told(laid.all[line], pieces, differing.of_one_mind(Behind(laid.all[line], 1.0, whole(pieces), True), grown))


def _told(telling: Telling, pieces: Pieces, behind: Sequence[Behind]) -> Told:
    own = [telling.passage(place, whole(pieces)) for place in telling.places]
    theirs = [one.telling.passage(place, one.span) for one in behind for place in one.telling.places]
    chance = min((one.chance for one in behind), default=COPIED)
    return Told(printed(telling, pieces), (*own, *theirs), chance, min(one.order for one in (telling, *(each.telling for each in behind))))


def _voiced(differing: "Differing", sayings: Iterable[Held], chances: Mapping[int, float]) -> Iterator[Told]:
    """What somebody is told to have said, in words that each of several reports tells all of; `chances` of the questions asked."""
    behind: dict[Wording, dict[int, Behind]] = defaultdict(dict)
    for line, other, question in sayings:
        chance = COPIED if question is None else of_a_saying(chances.get(id(question), 0.0))
        known = behind[line].get(other.telling.number)
        if chance >= SURE and (known is None or chance > known.chance):
            behind[line][other.telling.number] = Behind(other.telling, chance, other.span, question is None)
    for line, others in behind.items():
        own = others.pop(line.telling.number, None)  # word for word in several reports
        told = differing.of_one_mind(Behind(line.telling, 1.0, line.span, True), list(others.values()))
        if told or own is not None:
            everyone = [line.telling, *(one.telling for one in told)]
            places = [line.telling.passage(place, line.span) for place in line.telling.places]
            places += [one.telling.passage(place, one.span) for one in told for place in one.telling.places]
            chance = min((one.chance for one in told), default=COPIED)
            yield Told(line.words, tuple(places), chance, min(one.order for one in everyone), line.direct)


def _quoted(dossier: Dossier, laid: Asked) -> Iterator[Told]:
    """What one speaker is quoted with in the same words by several reports."""
    orders: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for telling in laid.all:
        for place in telling.places:
            orders[place.report].append((place.start, telling.order))
    for of_report in orders.values():
        of_report.sort()
    quotations = {one.id: one for one in dossier.quotations}
    for utterance in dossier.utterances:
        if utterance.speaker_name is None:
            continue
        rows = (quotations[key] for key in utterance.quotations if key in quotations)
        for said, passages in _in_the_same_words(rows).items():
            if len({one.report for one in passages}) > 1:
                order = min(_order_at(orders[one.report], one.start) for one in passages)
                yield Told(f"{utterance.speaker_name}: “{said}”", tuple(passages), COPIED, order)


def _in_the_same_words(quotations: Iterable[Quotation]) -> dict[str, list[Passage]]:
    """The words that are quoted, as many as a line has, with where they stand: alone, or as sentences of more that another quotes."""
    quoted = [(one, _forms(one)) for row in quotations if row.manner == "direct" for one in row.content]
    found: dict[tuple[str, ...], list[Passage]] = {}
    for _, forms in quoted:
        key = tuple(form for _, form in forms)
        if SHORTEST < len(key) <= LONGEST and key not in found:
            found[key] = [part for one, of_one in quoted if (part := _part(one, of_one, key)) is not None]
    return {_bare(passages[0].text): passages for passages in found.values()}


def _forms(passage: Passage) -> list[tuple[int, str]]:
    """The words of a passage as (offset, in small letters)."""
    return [(start, fold(word).lower()) for start, word in words(passage.text)]


def _part(passage: Passage, forms: Sequence[tuple[int, str]], key: tuple[str, ...]) -> Passage | None:
    """The words of a passage that are these, where they are sentences of it, or the beginning of one as far as a mark: what is said "if
    need be" is not said."""
    told = tuple(form for _, form in forms)
    places = (at for at in range(len(told) - len(key) + 1) if told[at : at + len(key)] == key)
    return next((part for at in places if (part := _cut(passage, forms, at, at + len(key))) is not None), None)


def _cut(passage: Passage, forms: Sequence[tuple[int, str]], first: int, last: int) -> Passage | None:
    """The words from one to before another; None where their sentence begins before them, or runs on."""
    if (first, last) == (0, len(forms)):
        return passage
    text = passage.text
    start = forms[first][0]
    while text[:start].endswith(tuple(ROUND.strip())):
        start -= 1
    end = forms[last][0] if last < len(forms) else len(text)
    before, told = (part.rstrip().rstrip(ROUND) for part in (text[:start], text[start:end]))
    kept = told.rstrip(BEHIND)
    if (before and not before.endswith(ENDS)) or (last < len(forms) and told == kept and not kept.endswith(ENDS)):
        return None
    return Passage(passage.report, passage.start + start, passage.start + start + len(kept), kept)


def _order_at(orders: Sequence[tuple[int, int]], start: int) -> int:
    """The place among the sentences of a report of the one in which something stands."""
    at = bisect_right(orders, (start, len(orders)))
    return orders[at - 1][1] if at else 1


def _bare(said: str) -> str:
    """Words said, without the marks and the stop around them."""
    return " ".join(fold(said).split()).strip(MARKS)


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
        kept = [line]
        for one in sorted(behind, key=lambda one: (-one.chance, one.telling.number)):
            if not any(self.between(other.telling.number, other.span, one.telling.number) for other in kept):
                kept.append(one)
        return sorted(kept[1:], key=lambda one: one.telling.number)

    def between(self, line: int, span: Span, other: int) -> bool:
        """Do the words of one sentence answer a question that another answers otherwise?"""
        theirs = {(point, reading) for _, point, reading in self._answers.get(other, ())}
        mine = {(point, reading) for at, point, reading in self._answers.get(line, ()) if at[0] < span[1] and span[0] < at[1]}
        return any(point == theirs_too and reading != told for point, reading in mine for theirs_too, told in theirs)


def _sides(dossier: Dossier, laid: Asked, worked: Worked) -> list[Side]:
    known = {(mention.report, mention.start): entity.id for entity in dossier.entities for mention in entity.mentions}
    return [Side(telling, known, lines_of(telling, worked)) for telling in laid.all]


def _direct(sides: Sequence[Side], told: Sequence[tuple[int, Pieces, float]], line: int, pieces: Pieces) -> dict[int, Behind]:
    """The sentences that tell a line, or a longer one of the same sentence that holds it."""
    found: dict[int, Behind] = {}
    for other, longer, chance in told:
        if all(holds(longer, piece) for piece in pieces) and (other not in found or chance > found[other].chance):
            span = where(sides[line], pieces, sides[other])
            found[other] = Behind(sides[other].telling, chance, span, share(sides[line], sides[other], pieces) >= COPY)
    return found


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
    # The words of somebody before the whole sentence that quotes them, in which "in a statement" stands beside who said it.
    return -len(origins), -len(reports), one.order, not one.quoted, -len(first), dossier.numbers[first.report], first.start, first.end


def _point(dossier: Dossier, one: Told) -> Point:
    order = dossier.numbers
    first, *rest = dict.fromkeys(one.passages)
    passages = (first, *sorted(rest, key=lambda passage: (order[passage.report], passage.start, passage.end)))
    told = resting_on(dossier, one.words, passages)
    point = Point(
        content_id("point", dossier.story.id, "alike", [(passage.report, passage.start, passage.end) for passage in passages]),
        dossier.story.id,
        "What is told?",
        (told,),
        "agreed",
        (),
        False,
        round(one.chance, 3),
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

"""Does a sentence of another report tell all of a line? Its typed parts are looked for first, then the judge is asked.

A line is told by another sentence where that sentence has every name, figure and time of it, gives none of them otherwise, and means it as
the line does: as so, as not so, as to come. What is left is a matter of words, and is the judge's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from variorum.language import pack
from variorum.model.moment import Moment
from variorum.model.sentence import Clause, Figure
from variorum.questions.alone import LONGEST, Pieces, holds, whole
from variorum.questions.lines import lines
from variorum.questions.tellings import SMALL, Span, Telling
from variorum.text.kept import Worked, kept, key_of

_NO_NAMES: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"})
APART: Final = frozenset({"part", "whole", "other", "each", "remaining", "average"})  # marks by which two figures are of unlike things
ENOUGH: Final = 0.25  # of what the words of a line weigh, the share that the other sentence has; below, no pair of the read ones was right


class Line(NamedTuple):
    """Words of a sentence that another may tell."""

    pieces: Pieces
    weight: float  # of the words in bits: the rarer its words, the more a line tells
    shared: float  # the share of the weight that the other has in the same words, 0..1
    left: tuple[str, ...] = ()  # the kinds of what was left out because the other does not tell it (core.py)
    lacking: tuple[int, ...] = (0, 0, 0, 0)  # how many nouns, verbs and other words of it the other has no equal of, and whose word it is
    laid: tuple[float, int, float] = (1.0, 0, 0.0)  # how it lies word on word upon the other (exchanged.py)


class Told(NamedTuple):
    """A time as it is written, in small letters, the day that its words alone tell, and when it is."""

    written: str
    iso: str | None
    when: Moment | None


@dataclass(frozen=True, eq=False)
class Side:
    """A sentence by what has to be told of it: names, times, figures, words of weight."""

    telling: Telling
    known: Mapping[tuple[str, int], str]  # (report, start of a mention) -> its entity
    given: list[Pieces] | None = None  # its lines, where they are known
    spoken: bool = False  # does it stand within somebody's words, the marks of which are in other sentences?

    @cached_property
    def lines(self) -> list[Pieces]:
        """What of it can be printed as its report's own word."""
        if self.spoken:
            return []
        return lines(self.telling) if self.given is None else self.given

    @cached_property
    def identity(self) -> str:
        """A hash of all that is read of it beside who is named in it."""
        parts = self.telling.identity, self.lines, self.spoken
        return blake2b(repr(parts).encode(), digest_size=12).hexdigest()

    @cached_property
    def mark(self) -> int:
        """The key of all that is read of it where nobody who is named in it is named in the other."""
        return key_of(("told", self.identity, self.is_known))

    @cached_property
    def names(self) -> dict[Span, tuple[str | None, frozenset[str]]]:
        """Each name's entity, where the story knows it, and its words."""
        place = self.telling.places[0]
        return {
            (name.start, name.end): (
                self.known.get((place.report, place.start + name.start)),
                frozenset(
                    word.lemma
                    for word in self.telling.sentence.words
                    if name.start <= word.start < name.end and word.kind in ("PROPN", "NOUN")
                ),
            )
            for name in self.telling.sentence.names
            if name.kind not in _NO_NAMES
        }

    @cached_property
    def entities(self) -> frozenset[str]:
        """All that the sentence names or refers to."""
        place = self.telling.places[0]
        starts = (place.start + word.start for word in self.telling.sentence.words)
        return frozenset(entity for start in starts if (entity := self.known.get((place.report, start))) is not None)

    @cached_property
    def named(self) -> tuple[str | None, ...]:
        """The entity of each of its names, where the story knows it."""
        return tuple(entity for entity, _ in self.names.values())

    @cached_property
    def is_known(self) -> tuple[bool, ...]:
        """Does the story know who each of its names is?"""
        return tuple(entity is not None for entity in self.named)

    @cached_property
    def own(self) -> frozenset[str]:
        """The entities of its names."""
        return frozenset(filter(None, self.named))

    def meant_at(self, number: int) -> frozenset[str]:
        """The entities of the names in which a word stands."""
        start = self.telling.sentence.words[number].start
        return frozenset(entity for at, (entity, _) in self.names.items() if entity is not None and at[0] <= start < at[1])

    @cached_property
    def nouns(self) -> frozenset[str]:
        return frozenset(word.lemma for word in self.telling.sentence.words if word.kind in ("PROPN", "NOUN", "ADJ"))

    @cached_property
    def times(self) -> dict[Span, Told]:
        """Its times, as they are written and as they fall for a report of its day."""
        telling = self.telling
        return {
            one[:2]: Told(
                telling.words(one[:2]).casefold(), one.iso, pack.moment(telling.words(one[:2]), telling.published, False, telling.language)
            )
            for one in telling.sentence.times
        }

    @cached_property
    def weighed(self) -> tuple[tuple[int, str, float], ...]:
        """(start, form that compares, weight) of each word that tells something."""
        language = self.telling.language
        return tuple(
            (word.start, pack.stem(word.lemma, language), pack.rarity(word.lemma, language))
            for word in self.telling.sentence.words
            if word.kind not in SMALL and word.end - word.start > 1
        )

    @cached_property
    def forms(self) -> frozenset[str]:
        return frozenset(form for _, form, _ in self.weighed)

    @kept
    def inside(self, pieces: Pieces) -> tuple[tuple[str, float], ...]:
        """(form that compares, weight) of each word of a line that tells something."""
        return tuple((form, weight) for start, form, weight in self.weighed if holds(pieces, (start, start)))

    @kept
    def weight(self, pieces: Pieces) -> float:
        """What the words of a line weigh, in bits."""
        return sum(weight for _, weight in self.inside(pieces))

    def clause(self, pieces: Pieces) -> Clause | None:
        """The highest clause whose verb lies in a line."""
        words, clauses = self.telling.sentence.words, self.telling.sentence.clauses
        inside = [clause for clause in clauses if holds(pieces, words[clause.verb][:2]) and clause.kind != "nominal"]
        return next((one for one in inside if one.above is None or clauses[one.above] not in inside), None)


def lines_of(telling: Telling, worked: Worked) -> list[Pieces]:
    """What of a sentence can be printed alone, the longest first; of one that stood in the story before it is known."""
    return [pieces_from(row) for row in worked.of(("lines", telling.identity), lambda: lines(telling))]


def pieces_from(row: Iterable[Iterable[int]]) -> Pieces:
    """The stretches of a line out of the plain value of one that was kept."""
    return tuple((start, end) for start, end in row)


def line_from(row: Sequence[Any]) -> Line:
    """A line out of its plain value."""
    pieces, weight, shared, *lists = row
    return Line(pieces_from(pieces), weight, shared, *map(tuple, lists))


def strangers(line: Side, other: Side) -> bool:
    """Does a sentence refer to nobody who is named in another, as far as the story knows?"""
    return line.own.isdisjoint(other.entities) and line.own.isdisjoint(other.own)


def naming(line: Side, other: Side) -> tuple[object, ...]:
    """What a story knows of who is named in two sentences, as far as it decides whether one tells a line of the other: which names have an
    entity, which of both are one entity's, and what of the line the other refers to in any way."""
    if strangers(line, other):  # as it mostly is
        return line.is_known, other.is_known, ()
    numbers = {entity: number for number, entity in enumerate(dict.fromkeys(filter(None, line.named)))}
    mine, theirs = (tuple(None if one is None else numbers.get(one, -1) for one in side.named) for side in (line, other))
    return mine, theirs, tuple(sorted(numbers[entity] for entity in other.entities if entity in numbers))


def tellable(line: Side, other: Side) -> list[Line]:
    """The lines of a sentence that another may tell as far as their typed parts go: of each of its clauses the longest, and the shortest of
    all."""
    found = [one for pieces in line.lines if (one := told(line, other, pieces)) is not None]
    longest: dict[int | None, Line] = {}
    for one in [*found, *found[-1:]]:
        clause = line.clause(one.pieces)
        longest.setdefault(clause and clause.verb, one)
    return list(dict.fromkeys([*longest.values(), *found[-1:]]))


def told(line: Side, other: Side, pieces: Pieces, left: tuple[str, ...] = ()) -> Line | None:
    """A line that another may tell as far as its typed parts and its words go; else None."""
    if lacks(line, other, pieces):
        return None
    shared = share(line, other, pieces)
    return Line(pieces, line.weight(pieces), shared, left, _untold(line, other, pieces)) if shared >= ENOUGH else None


def _untold(line: Side, other: Side, pieces: Pieces) -> tuple[int, ...]:
    """How many nouns, verbs and other words of a line another sentence has no equal of; and 1 if the line is told on a word that is not the
    other's: "police said" where it has "the governor said", or nobody."""
    words = line.telling.sentence.words
    kinds = [words[number].kind for number in lacking(line, other) if holds(pieces, words[number][:2])]
    nouns, verbs = sum(kind in ("NOUN", "PROPN") for kind in kinds), kinds.count("VERB")
    return nouns, verbs, len(kinds) - nouns - verbs, int(_on_another_word(line, other, pieces))


def _on_another_word(line: Side, other: Side, pieces: Pieces) -> bool:
    mine = [number for number in _sources(line) if holds(pieces, line.telling.sentence.words[number][:2])]
    theirs = _sources(other)
    return bool(mine) and not any(_may_be_one(line, number, other, facing) for number in mine for facing in theirs)


def _sources(side: Side) -> frozenset[int]:
    """The words that head who says something in a sentence."""
    return frozenset(clause.source for clause in side.telling.sentence.clauses if clause.source is not None)


def _may_be_one(line: Side, number: int, other: Side, facing: int) -> bool:
    """May two words mean one person or body: a pronoun, words of one family, or what the story knows as one?"""
    words = line.telling.sentence.words[number], other.telling.sentence.words[facing]
    families = {pack.stem(word.lemma, line.telling.language) for word in words}
    return len(families) == 1 or any(word.kind == "PRON" for word in words) or bool(line.meant_at(number) & other.meant_at(facing))


@kept
def lacking(line: Side, other: Side) -> frozenset[int]:
    """The words that tell something which the other does not: in no form of its own, no name of one it names, no figure or time it has."""
    sentence = line.telling.sentence
    known = [at for at, (entity, _) in line.names.items() if entity is not None and entity in other.entities]
    known += [at for at, time in line.times.items() if holds_time(other, time)]
    untold = [at for at, time in line.times.items() if not holds_time(other, time)]
    untold += [one[:2] for one in sentence.figures if not any(holds_figure(one, theirs) for theirs in other.telling.sentence.figures)]
    forms = {start: form for start, form, _ in line.weighed}

    def lacks(number: int) -> bool:
        start = sentence.words[number].start
        if any(first <= start < last for first, last in untold):
            return sentence.words[number].kind not in SMALL
        return start in forms and forms[start] not in other.forms and not any(first <= start < last for first, last in known)

    return frozenset(number for number in range(len(sentence.words)) if lacks(number))


def where(line: Side, pieces: Pieces, other: Side) -> Span:
    """The words of another sentence that tell a line: the shortest of its own lines that has all they share, else the widest stretch of
    what they share that is no longer than a line may be."""
    shared = {form for form, _ in line.inside(pieces) if form in other.forms}
    starts = [start for start, form, _ in other.weighed if form in shared]
    if not starts:
        return whole(other.lines[0]) if other.lines else (0, len(other.telling.text))
    first, last = min(starts), max(starts)
    holding = [one for one in map(whole, other.lines) if one[0] <= first and last < one[1]]
    if holding:
        return min(holding, key=lambda one: (one[1] - one[0], one))
    words = [word for word in other.telling.sentence.words if first <= word.start <= last]
    return first, words[:LONGEST][-1].end


def lacks(line: Side, other: Side, pieces: Pieces) -> bool:
    """Does the other leave out, or tell otherwise, a name, a figure or a time of the line, or whether it is so?"""
    sentence = other.telling.sentence
    figures = [one for one in line.telling.sentence.figures if holds(pieces, one[:2])]
    return (
        any(not _named(entity, words, other) for at, (entity, words) in line.names.items() if holds(pieces, at))
        or any(not any(holds_figure(one, theirs) for theirs in sentence.figures) for one in figures)
        or any(not holds_time(other, time) for at, time in line.times.items() if holds(pieces, at))
        or _meant_otherwise(line, other, pieces)
    )


def _named(entity: str | None, words: frozenset[str], other: Side) -> bool:
    return (entity is not None and entity in other.entities) or bool(words & other.nouns)


def holds_figure(line: Figure, other: Figure) -> bool:
    """Does a figure tell what another tells, or less exactly? "Several" is told by "nine", "nine" is not told by "several"; and "all seven"
    is not told by "four of seven"."""
    low, high = (-float("inf") if line.low is None else line.low), (float("inf") if line.high is None else line.high)
    lowest, highest = (-float("inf") if other.low is None else other.low), (float("inf") if other.high is None else other.high)
    of_one = line.unit == other.unit and APART.intersection(line.marks) == APART.intersection(other.marks)
    return of_one and low <= lowest and highest <= high


def same_figure(one: Figure, other: Figure) -> bool:
    """Do two figures tell the same, bounds and all, of like things?"""
    return (one.low, one.high, one.unit) == (other.low, other.high, other.unit) and APART.intersection(one.marks) == APART.intersection(
        other.marks
    )


def holds_time(other: Side, time: Told) -> bool:
    """Does the other tell a time, or a day that may be the same: a weekday here, a date there? "On Monday morning" tells "on Monday"."""
    return any(
        time.written == one.written or (time.iso or "") == one.iso or _of_one_day(time.when, one.when) for one in other.times.values()
    )


def _of_one_day(time: Moment | None, other: Moment | None) -> bool:
    """May two times be of one day, the other told as exactly as the one? Where nothing tells the year, it is the same."""
    if time is None or other is None or time.hours not in (None, other.hours):
        return False
    if "weekday" in (time.told, other.told):
        return time.weekday is not None and other.weekday in (None, time.weekday) and (other.weekday is not None or other.day is not None)
    days = time.day, time.month, time.year
    theirs = other.day, other.month, other.year
    return None not in (time.day, other.day) and all(
        one is None or facing is None or one == facing for one, facing in zip(days, theirs, strict=True)
    )


def _meant_otherwise(line: Side, other: Side, pieces: Pieces) -> bool:
    """Of the clause of the other that tells the same act: is it meant otherwise, or someone else's doing?"""
    mine = line.clause(pieces)
    if mine is None:
        return False
    if denied(mine) and not any(map(denied, other.telling.sentence.clauses)):
        return True
    theirs = [one for one in other.telling.sentence.clauses if one.act == mine.act]
    if theirs and all((one.polarity, one.modality) != (mine.polarity, mine.modality) for one in theirs):
        return True
    doers = _doers(line, mine)
    return bool(theirs and doers) and all((others := _doers(other, one)) and not others & doers for one in theirs)


def denied(clause: Clause) -> bool:
    return clause.polarity == "negated" or clause.modality == "denied"


def _doers(side: Side, clause: Clause) -> frozenset[str]:
    """Those named as doing what a clause tells: entities, or the words of a name."""
    starts = [side.telling.sentence.words[number].start for number in clause.who]
    return frozenset(
        one
        for at, (entity, words) in side.names.items()
        if any(at[0] <= start < at[1] for start in starts)
        for one in ({entity} if entity else words)
    )


def share(line: Side, other: Side, pieces: Pieces) -> float:
    both = sum(weight for form, weight in line.inside(pieces) if form in other.forms)
    total = line.weight(pieces)
    return round(both / total, 4) if total else 0.0

"""What several reports tell alike: of the line that is shown for all of them, each tells every name, figure and time, and whether it is so.

An aligner finds passages that tell one thing. A report that tells a typed part of the shown one otherwise does not stand behind it; it may
make a line of its own with others. A part that one of them only leaves out is left out of the line: "…".
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Final

import numpy as np

from variorum.model.point import Point, Reading
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.sentence import Clause, Figure
from variorum.model.story import Dossier
from variorum.questions.asking import BAR
from variorum.questions.candidates import Candidate
from variorum.questions.screen import judged
from variorum.questions.tellings import Telling, Tellings, tellings

_NO_NAMES: Final = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"})
LIGHT: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "INTJ", "PART", "PRON", "PUNCT", "SCONJ", "SPACE", "SYM", "X"})
SHORTEST: Final = 4  # words of a passage that is cut
NEARLY_COPIED: Final = 0.9  # cosine
COMPARED: Final = 60  # passages of a line that are held against each other


@dataclass(frozen=True, eq=False)
class _Told:
    """A passage of a line, and the sentence that it stands in. Typed parts of the passage have to be told by the other's sentence."""

    passage: Passage
    telling: Telling
    at: Passage  # the place of the sentence
    known: Mapping[tuple[str, int], str]  # (report, start of a name) -> its entity

    @cached_property
    def _inside(self) -> tuple[int, int]:
        return self.passage.start - self.at.start, self.passage.end - self.at.start

    @cached_property
    def clause(self) -> Clause | None:
        """The highest clause whose verb lies in the passage."""
        words, clauses = self.telling.sentence.words, self.telling.sentence.clauses
        start, end = self._inside
        inside = [clause for clause in clauses if start <= words[clause.verb].start < end and clause.kind != "nominal"]
        return next((one for one in inside if one.above is None or clauses[one.above] not in inside), None)

    @cached_property
    def names(self) -> dict[str, tuple[int, int]]:
        """Who and what the sentence names, by entity where the story knows it, else by the words; with the stretch of each."""
        found = {}
        for name in self.telling.sentence.names:
            if name.kind not in _NO_NAMES:
                entity = self.known.get((self.at.report, self.at.start + name.start))
                found[entity or self.telling.words(name[:2]).casefold()] = name[:2]
        return found

    @cached_property
    def days(self) -> dict[str, tuple[int, int]]:
        """The times of the sentence as days or, where the words alone tell none, as written; with the stretch of each."""
        return {one.iso or self.telling.words(one[:2]).casefold(): one[:2] for one in self.telling.sentence.times}

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.telling.sentence.figures

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The words of weight of the passage."""
        return frozenset(one.lemma for one in self.telling.sentence.words if one.kind not in LIGHT and self.holds((one.start, one.end)))

    @cached_property
    def all_lemmas(self) -> frozenset[str]:
        return frozenset(one.lemma for one in self.telling.sentence.words)

    def holds(self, span: tuple[int, int]) -> bool:
        """Does a stretch of the sentence lie in the passage?"""
        return self._inside[0] <= span[0] and span[1] <= self._inside[1]


def shared(dossier: Dossier) -> Dossier:
    """The dossier with each line that several reports tell alike resting on those that tell all its typed parts."""
    places: dict[str, list[tuple[Passage, Telling]]] = defaultdict(list)
    found = tellings(dossier)
    for telling in found.all:
        for place in telling.places:
            places[place.report].append((place, telling))
    known = {(mention.report, mention.start): entity.id for entity in dossier.entities for mention in entity.mentions}
    lines = {
        point.id: [one for passage in point.readings[0].passages[:COMPARED] if (one := _told(passage, places, known)) is not None]
        for point in dossier.points
        if point.verdict in ("agreed", "single") and not point.kinds and len(point.readings[0].reports) > 1
    }
    apart = _of_two_things(found, lines.values())
    points: list[Point] = []
    for point in dossier.points:
        points.extend(_lines(dossier, point, lines[point.id], apart) if point.id in lines else [point])
    return dossier.having(points=tuple(points))


def _of_two_things(found: Tellings, lines: Iterable[Sequence[_Told]]) -> set[tuple[int, int]]:
    """The pairs of sentences in lines of which the screen says that they answer no one question; nearly the same words always do."""
    numbers = [sorted({one.telling.number for one in line}) for line in lines]
    rows = found.vectors.astype(np.float64)
    pairs = sorted({pair for line in numbers for pair in combinations(line, 2)})
    near = [Candidate(a, b, float(rows[a] @ rows[b])) for a, b in pairs]
    return {
        (one.a, one.b) for one, chance in zip(near, judged(found, near), strict=True) if one.cosine < NEARLY_COPIED and chance.one < BAR
    }


def _told(passage: Passage, places: Mapping[str, list[tuple[Passage, Telling]]], known: Mapping[tuple[str, int], str]) -> _Told | None:
    for place, telling in places.get(passage.report, ()):
        if place.start <= passage.start and passage.end <= place.end:
            return _Told(passage, telling, place, known)
    return None


def _lines(dossier: Dossier, point: Point, told: Sequence[_Told], apart: Container[tuple[int, int]]) -> Iterator[Point]:
    """The lines that some passages make. The first keeps the point's id; a line that only one report is left to tell is none."""
    left, first = list(told), True
    standing = {id(one): {id(other) for other in told if other is one or _stands_behind(one, other, apart)} for one in told}
    while len({one.passage.report for one in left}) > 1:
        behind = {id(one): [other for other in left if id(other) in standing[id(one)]] for one in left}
        best = max(
            left,
            key=lambda one: (
                len({each.passage.report for each in behind[id(one)]}),
                -len(_untold(one, behind[id(one)])),
                -_alone(one, behind[id(one)]),
                len(one.passage),
                _backwards(one),
            ),
        )
        together = behind[id(best)]
        if len({one.passage.report for one in together}) < 2:
            return
        left = [one for one in left if one not in together]
        made = _line(dossier, point, best, together)
        yield (
            made
            if first
            else replace(made, id=content_id("point", made.story, made.verdict, [_at(one) for one in made.readings[0].passages]))
        )
        first = False


def _at(passage: Passage) -> tuple[str, int, int]:
    return passage.report, passage.start, passage.end


def _backwards(one: _Told) -> tuple[int, int]:
    """Of equals the first counts."""
    return -one.passage.start, -one.passage.end


def _stands_behind(one: _Told, other: _Told, apart: Container[tuple[int, int]]) -> bool:
    """Does a report tell what a passage of another tells?"""
    return _between(one, other) not in apart and not _clashes(one, other)


def _between(one: _Told, other: _Told) -> tuple[int, int]:
    a, b = sorted((one.telling.number, other.telling.number))
    return a, b


def _clashes(one: _Told, other: _Told) -> bool:
    """Does a report tell something of a passage otherwise: is it so, how many, when, who?"""
    if not _alike_meant(one.clause, other.clause):
        return True
    apart = [each for each in one.figures if one.holds(each[:2]) and not any(_equal(each, theirs) for theirs in other.figures)]
    if any(_of_one_thing(one, figure, other, theirs) for figure in apart for theirs in other.figures):
        return True
    mine = {day for day, span in one.days.items() if one.holds(span)}
    if any(
        day not in other.days and any(len(day) == len(theirs) and _dated(day) and _dated(theirs) for theirs in other.days) for day in mine
    ):
        return True
    return _other_doer(one, other)


def _dated(day: str) -> bool:
    return day[:1].isdigit()


def _of_one_thing(one: _Told, figure: Figure, other: _Told, theirs: Figure) -> bool:
    """Do two figures count the same noun, or measure in one unit?"""
    if figure.unit is not None or theirs.unit is not None:
        return figure.unit == theirs.unit
    if figure.of is None or theirs.of is None:
        return False
    return one.telling.lemma(figure.of) == other.telling.lemma(theirs.of)


def _other_doer(one: _Told, other: _Told) -> bool:
    """Is someone else named as the doer of the same act?"""
    if one.clause is None or other.clause is None or one.clause.act != other.clause.act:
        return False
    doers = [_named(each, each.clause.who) for each in (one, other) if each.clause is not None]
    return bool(doers[0] and doers[1]) and doers[0].isdisjoint(doers[1])


def _alike_meant(one: Clause | None, other: Clause | None) -> bool:
    """Is it told as so by both, or by both as not so, to come, asked for?"""
    return one is None or other is None or (one.polarity, one.modality) == (other.polarity, other.modality)


def _equal(one: Figure, other: Figure) -> bool:
    """Can two figures be one? Their bounds meet, and their units are one."""
    low = max(-float("inf") if each is None else each for each in (one.low, other.low))
    high = min(float("inf") if each is None else each for each in (one.high, other.high))
    return one.unit == other.unit and low <= high


def _named(one: _Told, heads: Sequence[int]) -> set[str]:
    """Those named by the words of some heads."""
    starts = [one.telling.sentence.words[head].start for head in heads]
    return {name for name, span in one.names.items() if any(span[0] <= start < span[1] for start in starts)}


def _untold(one: _Told, others: Sequence[_Told]) -> list[tuple[int, int]]:
    """The names, figures and times of a passage that some of the others leave out, as stretches of its sentence."""
    found = [span for day, span in one.days.items() if any(day not in other.days for other in others)]
    found += [span for name, span in one.names.items() if any(name not in other.names for other in others)]
    found += [figure[:2] for figure in one.figures if not all(any(_equal(figure, each) for each in other.figures) for other in others)]
    return sorted(_with_its_preposition(one.telling, span) for span in found if one.holds(span))


def _with_its_preposition(telling: Telling, span: tuple[int, int]) -> tuple[int, int]:
    """ "on 5 March": what is left out takes its preposition and article with it."""
    words = telling.sentence.words
    inside = [number for number, word in enumerate(words) if span[0] <= word.start < span[1]]
    start = span[0]
    for number in reversed(range(inside[0])) if inside else ():
        if words[number].label not in ("case", "det") or words[number].head not in inside:
            break
        start = words[number].start
    return start, span[1]


def _alone(one: _Told, others: Sequence[_Told]) -> int:
    """How many words of weight of a passage the others do not have, taken together."""
    return sum(len(one.lemmas - other.all_lemmas) for other in others)


def _ending(one: _Told, untold: Sequence[tuple[int, int]]) -> Passage:
    """A passage without what follows the first part that others do not tell, where the act and more stand before it."""
    if one.clause is None:
        return one.passage
    words = one.telling.sentence.words
    start = one.passage.start - one.at.start
    for first, _ in untold:
        before = [word for word in words if start <= word.start and word.end <= first]
        if first > words[one.clause.verb].end and len(before) >= SHORTEST:
            last = next((word for word in reversed(before) if word.kind not in ("PUNCT", "ADP", "DET", "CCONJ", "SCONJ")), before[-1])
            if last.end > words[one.clause.verb].end:
                return one.telling.passage(one.at, (start, last.end))
    return one.passage


def _without(one: _Told, untold: Sequence[tuple[int, int]]) -> str:
    """The words of a passage with "…" for what the others do not tell."""
    at, end = one.passage.start - one.at.start, one.passage.end - one.at.start
    opening = next((word for word in one.telling.sentence.words if word.start >= at), None)
    if opening is not None and opening.label in ("mark", "advmod") and opening.kind in ("SCONJ", "ADV"):
        at = opening.end
    pieces = []
    for first, last in untold:
        if first >= at:
            pieces.append(one.telling.text[at:first])
            at = last
    pieces.append(one.telling.text[at:end])
    said = " ".join(" … ".join(piece.strip() for piece in pieces).split())
    return said.removesuffix(" …").strip(" ,")


def _line(dossier: Dossier, point: Point, best: _Told, told: Sequence[_Told]) -> Point:
    order = dossier.numbers
    # A clause that is denied, doubted or asked for is shown in its sentence, which says so: its own words alone would tell the opposite.
    firm = best.clause is None or best.clause.modality in ("actual", "planned")
    untold = _untold(best, told) if firm else []
    first = _ending(best, untold)
    rest = {_ending(one, _untold(one, [best])) for one in told if one is not best} - {first}
    passages = (first, *sorted(rest, key=lambda one: (order[one.report], one.start, one.end)))
    reports = tuple(sorted({one.report for one in passages}, key=order.__getitem__))
    origins = tuple(sorted({dossier.origin_at(one) for one in passages}))
    before = point.readings[0]
    mine = set(before.statements)
    statements = tuple(
        one.id for one in dossier.statements
        if one.id in mine and any(one.report == p.report and one.passage.start < p.end and p.start < one.passage.end for p in passages)
    )  # fmt: skip
    value = before.value if before.passages[0] == best.passage and not untold else _without(best, untold)
    reading = Reading(value, tuple(sorted(statements)), passages, reports, origins)
    return line(point, reading)


def line(point: Point, reading: Reading) -> Point:
    """A point that tells one reading alike: agreed where two origins tell it, and why."""
    told = len(reading.reports)
    if len(reading.origins) > 1:
        why = f"{len(reading.origins)} independent origins tell the same, in {told} reports."
        return replace(point, readings=(reading,), verdict="agreed", why=why)
    why = "One report tells it." if told == 1 else f"{told} reports tell it, and all go back to one origin."
    return replace(point, readings=(reading,), verdict="single", why=why)

"""Differences and facts gathered to points: what is one slot becomes one point, what is one value one reading."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from variorum.language.english.diff import words
from variorum.model.point import HARM, Point, Reading, Verdict
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.statement import Statement
from variorum.model.story import Dossier
from variorum.points import telling
from variorum.points.comparing import clauses
from variorum.points.difference import HEAVY, Difference, Span
from variorum.points.gathering import Tellings
from variorum.points.units import Fact, Unit
from variorum.text.forest import Forest

# Added to the reason of a difference between copies: no second source stands against the first.
_ONE_SOURCE = "; all go back to one origin, so one of its copies changed it"
LOOKED_AT = 6  # places of a slot that are held against those of another before both are joined
_VERDICTS = ("conflict", "revised", "scope", "compatible", "wording", "agreed", "single")


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference between tellings i and j, and what is known of their kinship. `near` is the cosine of their sentences."""

    i: int
    j: int
    difference: Difference
    near: float
    copies: bool


@dataclass(frozen=True)
class Shelf:
    """A dossier with what is looked up in it often: the order of its reports, and the statements of each."""

    dossier: Dossier

    @cached_property
    def order(self) -> dict[str, int]:
        return {report: number for number, report in enumerate(self.dossier.story.reports)}

    @cached_property
    def statements(self) -> dict[str, tuple[list[Statement], int]]:
        """Report -> its statements by their beginnings, and the length of the longest."""
        found: dict[str, list[Statement]] = {}
        for statement in self.dossier.statements:
            found.setdefault(statement.report, []).append(statement)
        return {report: (sorted(of, key=_beginning), max(len(statement.passage) for statement in of)) for report, of in found.items()}

    def touching(self, passage: Passage) -> Iterator[Statement]:
        """The statements that share words with a passage."""
        of, longest = self.statements.get(passage.report, ([], 0))
        first = bisect_left(of, passage.start - longest, key=_beginning)
        for statement in of[first : bisect_left(of, passage.end, key=_beginning)]:
            if passage.start < statement.passage.end:
                yield statement


def _beginning(statement: Statement) -> int:
    return statement.passage.start


def differing(shelf: Shelf, found: Tellings, compared: Sequence[Compared], facts: Sequence[Fact]) -> list[Point]:
    """One point for each slot in which tellings differ. `facts`: what is told alike, however it is put."""
    alike: dict[int, list[Sequence[Unit]]] = {}
    for fact in facts:
        for unit in fact.units if len(fact.units) > 1 else ():
            alike.setdefault(unit.telling, []).append(fact.units)
    points = [_point(shelf, found, group, alike) for group in _slots(compared)]
    return [point for point in points if point is not None]


Place = tuple[str, int, Span]  # a kind, a telling, a stretch of it


def _slots(compared: Sequence[Compared]) -> list[list[Compared]]:
    """Differences about one slot together. Stretches that overlap are one place; the places of two tellings are joined the surest first.

    Two groups of places join only where at least half of the pairs between them were compared or are put alike, so that no chain of
    likenesses leads from the dead to the houses that burnt. Copies that stand side by side are always joined.
    """
    homes = _homes(compared)
    forest: Forest[Place] = Forest()
    edges: dict[Place, set[Place]] = {}
    ends = [(homes[_place(one, 0)], homes[_place(one, 1)]) for one in compared]
    for here, there in ends:
        edges.setdefault(here, set()).add(there)
        edges.setdefault(there, set()).add(here)
    said: dict[Place, str] = {}
    for one, both in zip(compared, ends, strict=True):
        for place, key in zip(both, one.difference.keys, strict=True):
            said.setdefault(place, key)
    members: dict[Place, list[Place]] = {place: [place] for place in said}
    order = sorted(range(len(compared)), key=lambda at: (not compared[at].copies, -compared[at].difference.confidence, ends[at]))
    for at in order:
        left, right = (members[forest.root(end)] for end in ends[at])
        if left is right:
            continue
        pairs = [(a, b) for a in left[:LOOKED_AT] for b in right[:LOOKED_AT]]
        fitting = sum(b in edges[a] or (bool(said[a]) and said[a] == said[b]) for a, b in pairs)
        if compared[at].copies or 2 * fitting >= len(pairs):
            forest.join(*ends[at])
            members[forest.root(ends[at][0])] = left + right
    groups: dict[Place, list[Compared]] = {}
    for one, (here, there) in zip(compared, ends, strict=True):
        if forest.root(here) == forest.root(there):
            groups.setdefault(forest.root(here), []).append(one)
    return list(groups.values())


def _place(one: Compared, side: int) -> Place:
    return (one.difference.kind, one.i, one.difference.a) if side == 0 else (one.difference.kind, one.j, one.difference.b)


def _homes(compared: Sequence[Compared]) -> dict[Place, Place]:
    """Each stretch that is compared -> the one that stands for all of its telling that overlap with it."""
    stretches: dict[tuple[str, int], set[Span]] = {}
    for one in compared:
        for kind, telling_at, span in (_place(one, 0), _place(one, 1)):
            stretches.setdefault((kind, telling_at), set()).add(span)
    homes: dict[Place, Place] = {}
    for (kind, telling_at), spans in stretches.items():
        first, end = (0, 0), -1
        for span in sorted(spans):
            if span[0] >= end and span != first:
                first, end = span, span[1]
            end = max(end, span[1])
            homes[kind, telling_at, span] = (kind, telling_at, first)
    return homes


End = tuple[int, Span, str]  # a telling, the place in it, the words shown as the value


def _point(shelf: Shelf, found: Tellings, group: list[Compared], alike: dict[int, list[Sequence[Unit]]]) -> Point | None:
    gravest = min(
        group,
        key=lambda one: (_VERDICTS.index(one.difference.verdict), HEAVY[one.difference.weight], -one.difference.confidence, one.i, one.j),
    )
    chosen = gravest.difference
    if chosen.verdict == "agreed":
        return _same_figure(shelf, found, gravest, group)
    values = _values(found, gravest, group)
    if chosen.verdict == "revised":
        values = _with_company(values, alike)
    readings = [_reading(shelf, found, ends) for ends in values]
    if len(readings) < 2:
        return None
    readings.sort(key=lambda reading: (-len(reading.origins), -len(reading.reports), reading.passages[0].report, reading.passages[0].start))
    reports = [set(reading.reports) for reading in readings]
    within = any(one & other for place, one in enumerate(reports) for other in reports[place + 1 :])
    origins = {origin for reading in readings for origin in reading.origins}
    copies = len(origins) == 1 and len(set[str]().union(*reports)) > 1 and not within
    return Point(
        content_id(
            "point",
            shelf.dossier.story.id,
            chosen.kind,
            chosen.verdict,
            [[_at(passage) for passage in reading.passages] for reading in readings],
        ),
        shelf.dossier.story.id,
        HARM if chosen.slot == clauses.HARM else telling.question(chosen.kind, found.all[gravest.i], chosen.a),
        tuple(readings),
        chosen.verdict,
        ("polarity" if chosen.slot == clauses.HARM else chosen.kind,),
        within,
        round(min(0.95, chosen.confidence * (0.8 + 0.2 * max(0.0, gravest.near))), 3),
        _why_of(chosen, group, copies),
        chosen.weight,
        telling.cause(
            chosen, copies, copies and _translated(shelf.dossier, {report for reading in readings for report in reading.reports})
        ),
    )


def _why_of(chosen: Difference, group: Sequence[Compared], copies: bool) -> str:
    """The gravest difference's reason; where other readings of the slot stand otherwise to each other, that too, each said once."""
    because = chosen.why + (_ONE_SOURCE if copies and chosen.verdict == "conflict" else "")
    others = [one.difference for one in group if one.difference.verdict not in ("agreed", chosen.verdict)]
    more = dict.fromkeys(other.why for other in others if other.weight is not None)
    return " ".join(why[0].upper() + why[1:] + "." for why in (because, *list(more)[:1]))


def _with_company(values: list[list[End]], alike: dict[int, list[Sequence[Unit]]]) -> list[list[End]]:
    """Each state of a thing with the other tellings of that state: units that are one fact with the words in question."""
    seen = {number for ends in values for number, _, _ in ends}
    grown = []
    for ends in values:
        more = list(ends)
        for number, span, value in ends:
            for cluster in alike.get(number, ()):
                home = next((unit for unit in cluster if unit.telling == number and _meet(unit.span, span)), None)
                if home is None:
                    continue
                for unit in cluster:
                    alike_told = unit.statement.modality == home.statement.modality and unit.predicate & home.predicate
                    if unit.telling not in seen and alike_told:
                        more.append((unit.telling, unit.span, value))
                        seen.add(unit.telling)
        grown.append(more)
    return grown


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _same_figure(shelf: Shelf, found: Tellings, first: Compared, group: list[Compared]) -> Point | None:
    """A figure that two origins or more give alike."""
    ends = [end for value in _values(found, first, group) for end in value]
    one = _reading(shelf, found, ends)
    if len(one.origins) < 2:
        return None
    asked = telling.question("number", found.all[first.i], first.difference.a)
    return Point(
        content_id("point", shelf.dossier.story.id, "agreed", [_at(passage) for passage in one.passages]),
        shelf.dossier.story.id,
        asked,
        (one,),
        "agreed",
        ("number",),
        False,
        0.85,
        _why(one),
    )


def _values(found: Tellings, gravest: Compared, group: list[Compared]) -> list[list[End]]:
    """The ends of a group's differences by what they amount to. Each telling counts once, the gravest difference first."""
    values: dict[object, list[End]] = {}
    seen: set[int] = set()
    for one in sorted(group, key=lambda one: (one is not gravest, -one.difference.confidence, one.i, one.j)):
        difference = one.difference
        for number, span, value, key in (
            (one.i, difference.a, difference.words_a, difference.keys[0]),
            (one.j, difference.b, difference.words_b, difference.keys[1]),
        ):
            if number not in seen:
                seen.add(number)
                values.setdefault(key or tuple(word.key for word in words(value)), []).append((number, span, value))
    return list(values.values())


def _translated(dossier: Dossier, reports: set[str]) -> bool:
    return any(
        borrowing.kind == "translation" and (borrowing.taker in reports or borrowing.giver in reports) for borrowing in dossier.borrowings
    )


def _at(passage: Passage) -> tuple[str, int, int]:
    return passage.report, passage.start, passage.end


def _reading(shelf: Shelf, found: Tellings, ends: Iterable[End]) -> Reading:
    """One value with every place where it is told."""
    passages: list[Passage] = []
    value = ""
    for number, span, said in ends:
        told = found.all[number]
        value = value or said
        shown = telling.clause(told, span)
        passages.extend(telling.placed(told, shown, place) for place in told.places)
    return reading(shelf, value, passages)


def reading(shelf: Shelf, value: str, passages: Sequence[Passage], statements: Iterable[str] = (), first: Passage | None = None) -> Reading:
    """A Reading with its reports and origins read off its passages, `first` before the others.

    Without given statements it rests on those that its passages touch.
    """
    passages = sorted(set(passages), key=lambda passage: (passage != first, shelf.order[passage.report], passage.start, passage.end))
    covered = set(statements) or {one.id for passage in passages for one in shelf.touching(passage)}
    reports = tuple(sorted({passage.report for passage in passages}, key=shelf.order.__getitem__))
    origins = tuple(sorted({shelf.dossier.origin_at(passage) for passage in passages}))
    return Reading(value, tuple(sorted(covered)), tuple(passages), reports, origins)


def told_alike(shelf: Shelf, facts: Sequence[Fact]) -> list[Point]:
    """A point for each fact that is told once or alike: `agreed` by two origins or more, else `single`."""
    points = []
    for cluster, chance in facts:
        passages = [telling.placed(unit.told, unit.span, place) for unit in cluster for place in unit.told.places]
        best = min(
            cluster,
            key=lambda unit: (
                not unit.statement.id,
                not unit.who,
                unit.open,
                abs(len(unit.statement.passage) - 90),
                unit.telling,
                unit.span,
            ),
        )
        start, end = telling.clause(best.told, best.span) if best.open or not best.who else best.span
        value = " ".join(best.told.text[start:end].split())
        first = telling.placed(best.told, best.span, best.told.places[0])
        one = reading(shelf, value, passages, (unit.statement.id for unit in cluster if unit.statement.id), first)
        verdict: Verdict = "agreed" if len(one.origins) > 1 else "single"
        why = _why(one)
        points.append(
            Point(
                content_id("point", shelf.dossier.story.id, verdict, [_at(passage) for passage in one.passages]),
                shelf.dossier.story.id,
                _about(best),
                (one,),
                verdict,
                (),
                False,
                0.85 if verdict == "single" else round(min(0.95, chance), 3),
                why,
            )
        )
    return points


def _why(one: Reading) -> str:
    reports = len(one.reports)
    if len(one.origins) > 1:
        return f"{len(one.origins)} independent origins tell the same, in {reports} reports."
    return "One report tells it." if reports == 1 else f"{reports} reports tell it, and all go back to one origin."


def _about(unit: Unit) -> str:
    statement = unit.statement
    parts = [part for part in (statement.who, statement.whom or statement.where) if part and len(part) < 80]
    if not parts:
        return f"What is told: {statement.what}?"
    return f"What is told of {' and '.join(parts)}: {statement.what}?"

"""The judgement: distinct tellings of a story are aligned, compared, and their differences gathered to points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from variorum.model.point import Point, Reading
from variorum.model.report import Passage
from variorum.model.story import Dossier
from variorum.points import assembling
from variorum.points.aligning import facts, linking
from variorum.points.aligning.alike import Side
from variorum.points.aligning.linking import Pair
from variorum.points.assembling import Compared, Shelf
from variorum.points.comparing import clauses, compare, counts, figures, freely
from variorum.points.comparing.plausible import plausible
from variorum.points.difference import HEAVY
from variorum.points.gathering import Tellings, joined, neighbours, tellings
from variorum.points.surroundings import two_reports
from variorum.points.told import Told
from variorum.points.units import Unit, units

_SURELY_ONE = 0.85  # cosine above which two sentences are about one thing, however many slips lie between them
_LACKING = 2  # content words that a following sentence must bring to be taken for the second half of one


def collate(dossier: Dossier) -> Dossier:
    """The dossier with its points, weightiest first: differences, then facts that origins share, then facts of one origin."""
    shelf = Shelf(dossier)
    found = tellings(dossier)
    pairs = _pairs(dossier, found)
    every = units(found)
    sides = [Side(told, units_of) for told, units_of in zip(found.all, every, strict=True)]
    compared, apart = _differences(dossier, found, sides, pairs)
    every_fact = linking.one_facts(found, sides, pairs, apart)
    alike = assembling.told_alike(shelf, linking.worth_telling(dossier, every_fact))
    apart_or_counted = assembling.differing(shelf, found, compared, every_fact)
    points = [*alike, *_without_figures_of(alike, apart_or_counted)]
    return dossier.having(points=tuple(sorted(points, key=_order)))


def _without_figures_of(alike: Sequence[Point], points: Sequence[Point]) -> list[Point]:
    """Points but for agreed figures that an agreed fact tells in all of their reports: "23" beside "23 were arrested"."""
    at: dict[str, list[tuple[Passage, Reading]]] = {}
    for fact in alike:
        for passage in fact.readings[0].passages if fact.verdict == "agreed" else ():
            at.setdefault(passage.report, []).append((passage, fact.readings[0]))

    def told(figure: Reading) -> bool:
        home = figure.passages[0]
        for fact in (reading for passage, reading in at.get(home.report, ()) if passage.within(home)):
            inside = {one.report for one in figure.passages for passage in fact.passages if passage.within(one)}
            if inside == set(figure.reports):
                return True
        return False

    return [point for point in points if point.verdict != "agreed" or not told(point.readings[0])]


def _order(point: Point) -> tuple[object, ...]:
    reports = {report for reading in point.readings for report in reading.reports}
    first = point.readings[0].passages[0]
    return (HEAVY[point.weight], point.verdict != "agreed", -len(reports), first.report, first.start, point.id)


def _pairs(dossier: Dossier, found: Tellings) -> list[Pair]:
    """Every pair of tellings to look at: those that descent aligned and the nearest others."""
    borrowed: set[tuple[int, int]] = set()
    for borrowing in dossier.borrowings:
        for pair in borrowing.pairs:
            for i in found.covering(pair.taker):
                borrowed.update((min(i, j), max(i, j)) for j in found.covering(pair.giver) if i != j)
    near = {(i, j): cosine for i, j, cosine in neighbours(found)}
    for i, j in borrowed:
        near.setdefault((i, j), float(found.vectors[i] @ found.vectors[j]))
    return [(i, j, cosine, (i, j) in borrowed) for (i, j), cosine in sorted(near.items())]


def _later(a: Told, b: Told) -> bool | None:
    """Was b told after a? None where either day is not known or both are one."""
    if not a.published or not b.published or a.published[:10] == b.published[:10]:
        return None
    return b.published > a.published


def _differences(
    dossier: Dossier, found: Tellings, sides: Sequence[Side], pairs: Sequence[Pair]
) -> tuple[list[Compared], set[tuple[int, int]]]:
    """All typed differences, and the pairs of tellings that differ in something grave and so are no one fact."""
    compared: list[Compared] = []
    apart: set[tuple[int, int]] = set()
    for i, j, near, borrowed in pairs:
        a, b, ends = found.all[i], found.all[j], (i, j)
        if compare.parallel(a, b, near, borrowed):
            kin = borrowed or _kin(dossier, a, b)
            ends = _rejoined(found, i, j, kin), _rejoined(found, j, i, kin)
            a, b = found.all[ends[0]], found.all[ends[1]]
            differences = compare.differences(a, b, _later(a, b))
            turned = [one for left in sides[i].units for right in sides[j].units if (one := clauses.exchanged(left, right))]
            if turned:
                compared.extend(Compared(i, j, one, near, borrowed) for one in turned)
                apart.add((i, j))
                continue
            if kin and _later(a, b) is not None:
                differences = [figures.told_anew(one) for one in differences]
            if not borrowed:
                differences = [one for one in differences if plausible(one, a, b, near)]
                kinds = {one.kind for one in differences}
                more = freely.apart(sides[i], sides[j], near, _later(a, b)) if ends == (i, j) else []
                differences.extend(one for one in more if one.kind not in kinds and one.verdict != "agreed")
            if not kin and near < _SURELY_ONE and _another_thing(differences):
                continue
            compared.extend(Compared(*ends, one, near, borrowed) for one in differences if one.weight is not None)
        else:
            differences = freely.apart(sides[i], sides[j], near, _later(a, b))
            for left in sides[i].units:
                for right in sides[j].units:
                    differences.extend(facts.apart(left, right, facts.match(left, right, near, found.rarity)))
            compared.extend(Compared(*ends, one, near, borrowed) for one in differences)
        if any(one.verdict in ("conflict", "revised", "scope") for one in differences):
            apart.add((i, j))
    compared.extend(_harm(found, [side.units for side in sides]))
    tellings_of = {report: [found.all[number] for *_, number in stretches] for report, stretches in found.at.items()}
    return [one for one in compared if not _of_two(found, one, tellings_of)], apart


def _of_two(found: Tellings, one: Compared, tellings_of: dict[str, list[Told]]) -> bool:
    """Is a conflict of figures, between sentences that are no copies, one of two things that one report tells both of?"""
    if one.copies or one.difference.kind != "number" or one.difference.verdict != "conflict":
        return False
    return counts.told_of_two(found.all[one.i], found.all[one.j], one.difference, tellings_of)


def _harm(found: Tellings, every: Sequence[Sequence[Unit]]) -> Iterator[Compared]:
    """Harm denied here and told there, where both follow the telling of one act. Few sentences tell of harm, so all are held together."""
    none = [unit for of_one in every for unit in of_one if clauses.tells_of_none(unit)]
    some = [unit for of_one in every for unit in of_one if clauses.tells_of_some(unit)]
    if not none or not some:
        return
    before = _before(found)
    for left in none:
        for right in some:
            if left.telling != right.telling and any(
                one == other or clauses.same_lead(found.all[one].content, found.all[other].content)
                for one in before.get(left.telling, ())
                for other in before.get(right.telling, ())
            ):
                difference = clauses.none_and_some(left, right)
                if difference:
                    yield Compared(left.telling, right.telling, difference, 1.0, False)


def _before(found: Tellings) -> dict[int, set[int]]:
    """Telling -> the tellings that stand right before it, in any report."""
    before: dict[int, set[int]] = {}
    for stretches in found.at.values():
        for (_, _, first), (_, _, second) in pairwise(stretches):
            before.setdefault(second, set()).add(first)
    return before


def _rejoined(found: Tellings, i: int, j: int, kin: bool) -> int:
    """Telling i, or it and its next sentence as one where that holds what j has and i lacks: one sentence of a copy made into two."""
    lacking = found.all[j].content - found.all[i].content
    if not kin or len(lacking) < _LACKING:
        return i
    longer = joined(found, found.all[i])
    if longer is None:
        return i
    gained = longer.content - found.all[i].content
    if len(gained & lacking) < _LACKING or len(gained & lacking) < 0.5 * len(gained) or len(gained & lacking) < 0.3 * len(lacking):
        return i
    found.all.append(longer)
    return len(found.all) - 1


def _kin(dossier: Dossier, a: Told, b: Told) -> bool:
    """Do both go back to one origin, in different reports?"""
    ours, theirs = {dossier.origin_at(place) for place in a.places}, {dossier.origin_at(place) for place in b.places}
    return bool(ours & theirs) and two_reports(a, b)


def _another_thing(differences: Sequence[object]) -> bool:
    """Two sentences that are no copies and differ in several grave ways tell of two things, not of one in two ways."""
    grave = [one for one in differences if getattr(one, "verdict", None) == "conflict"]
    return len(grave) > 1

"""What is one fact: tellings that are likely to tell one thing, their statements linked, and the links joined."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from variorum.model.story import Dossier
from variorum.points.aligning import alike, facts
from variorum.points.gathering import Tellings
from variorum.points.surroundings import two_reports
from variorum.points.units import Fact, Unit
from variorum.text.forest import Forest

Pair = tuple[int, int, float, bool]  # two tellings, cosine of their sentences, and whether descent aligned them
Chances = dict[tuple[int, int], float]  # two tellings, the lower first -> chance that they tell one thing
_SHORT_TOO = 0.9  # chance from which two words of content are a fact worth a line
_LOOKED_AT = 6  # units of a fact that are held against those of another before both are joined


class _Link(NamedTuple):
    """Two units that are one fact. `score` tells how alike they are, and `chance` how likely they are one at all."""

    score: float
    left: Unit
    right: Unit
    chance: float


def one_facts(found: Tellings, sides: Sequence[alike.Side], pairs: Sequence[Pair], apart: set[tuple[int, int]]) -> list[Fact]:
    """Units that are one fact. Best links first; two groups join only where half of the pairs between them are likely, so that no chain
    of likenesses leads from one thing to another.
    """
    chances = _chances(sides, pairs, apart)
    links = sorted(
        _links(found, sides, pairs, chances),
        key=lambda link: (-link.score, link.left.telling, link.left.span, link.right.telling, link.right.span),
    )
    forest: Forest[Unit] = Forest()
    facts_of = {unit: Fact([unit], 1.0) for side in sides for unit in side.units}
    for _, left, right, chance in links:
        roots = forest.root(left), forest.root(right)
        if roots[0] == roots[1]:
            continue
        first, second = facts_of[roots[0]], facts_of[roots[1]]
        if not _of_one_mind(first, second, chances):
            continue
        forest.join(left, right)
        del facts_of[roots[0]], facts_of[roots[1]]
        facts_of[forest.root(left)] = Fact(first.units + second.units, min(first.chance, second.chance, chance))
    return [Fact(sorted(fact.units, key=lambda unit: (unit.telling, unit.span)), fact.chance) for fact in facts_of.values()]


def _chances(sides: Sequence[alike.Side], pairs: Sequence[Pair], apart: set[tuple[int, int]]) -> Chances:
    """Of the pairs that do not differ in something grave."""
    return {
        (i, j): max(alike.likeness(sides[i], sides[j], near).chance, facts.OF_COPIES if borrowed else 0.0)
        for i, j, near, borrowed in pairs
        if (i, j) not in apart
    }


def _of_one_mind(first: Fact, second: Fact, chances: Chances) -> bool:
    """Are at least half of the pairs between two facts likely to be one?"""
    likely = [
        one.telling == other.telling or chances.get((min(one.telling, other.telling), max(one.telling, other.telling)), 0.0) >= facts.LIKELY
        for one in first.units[:_LOOKED_AT]
        for other in second.units[:_LOOKED_AT]
    ]
    return 2 * sum(likely) >= len(likely)


def _links(found: Tellings, sides: Sequence[alike.Side], pairs: Sequence[Pair], chances: Chances) -> Iterator[_Link]:
    best_of = _best_of(found, chances)
    for i, j, near, borrowed in pairs:
        chance = chances.get((i, j), 0.0)
        if chance < facts.LIKELY or not (borrowed or chance >= facts.BEYOND_DOUBT or _each_others_best(found, i, j, chance, best_of)):
            continue
        linked = False
        widest: _Link | None = None
        for left in sides[i].units:
            for right in sides[j].units:
                matched = facts.match(left, right, near, found.rarity)
                if facts.one_fact(left, right, matched, borrowed):
                    linked = True
                    yield _Link(matched.score, left, right, chance)
                elif chance >= facts.SURE and facts.same_in_other_words(left, right):
                    link = _Link(alike.shared(left, right), left, right, chance)
                    widest = link if link.score >= max(facts.enough(chance), widest.score if widest else 0.0) else widest
        if not linked and widest is not None:
            yield widest


def _home(found: Tellings, telling: int) -> str:
    return found.all[telling].places[0].report


def _best_of(found: Tellings, chances: Chances) -> dict[tuple[int, str], float]:
    """(a telling, a report) -> the best chance that it has with any telling of that report: a thing is mostly told in one place there."""
    best: dict[tuple[int, str], float] = {}
    for (i, j), chance in chances.items():
        for one, other in ((i, _home(found, j)), (j, _home(found, i))):
            best[one, other] = max(chance, best.get((one, other), 0.0))
    return best


def _each_others_best(found: Tellings, i: int, j: int, chance: float, best_of: dict[tuple[int, str], float]) -> bool:
    """Does neither report tell the other's sentence better elsewhere? Within one report nothing is told twice but in nearly equal words."""
    if not two_reports(found.all[i], found.all[j]):
        return False
    return chance >= best_of[i, _home(found, j)] and chance >= best_of[j, _home(found, i)]


def worth_telling(dossier: Dossier, told: Sequence[Fact]) -> list[Fact]:
    """The facts worth a line, without those inside others."""
    return _outermost([fact for fact in told if _worth_telling(dossier, fact)])


def _outermost(told: list[Fact]) -> list[Fact]:
    """Without the facts that stand wholly inside others told by the same tellings: "to avoid X" inside "examine ways to avoid X"."""
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for number, fact in enumerate(told):
        for unit in fact.units:
            spans.setdefault(unit.telling, []).append((*unit.span, number))

    def inside(number: int) -> bool:
        holders = [
            {
                other
                for start, end, other in spans[unit.telling]
                if other != number and start <= unit.span[0] and unit.span[1] <= end and (start, end) != unit.span
            }
            for unit in told[number].units
        ]
        return bool(set.intersection(*holders))

    return [fact for number, fact in enumerate(told) if not inside(number)]


def _worth_telling(dossier: Dossier, fact: Fact) -> bool:
    """Is a fact worth a line? What two origins tell is; what one tells is if two of its reports do, or if it gives a figure."""
    origins = {dossier.origin_at(place) for unit in fact.units for place in unit.told.places}
    reports = {place.report for unit in fact.units for place in unit.told.places}
    aside = all(_aside(unit) for unit in fact.units)
    if max(len(unit.keys) for unit in fact.units) < (2 if len(origins) > 1 and fact.chance >= _SHORT_TOO else 3):
        return False
    if len(origins) > 1:
        return not aside or fact.chance >= facts.SURE
    if aside or len(reports) > 1:
        return not aside
    return bool(fact.units[0].counts) and fact.units[0].statement.modality in ("actual", "planned")


def _aside(unit: Unit) -> bool:
    """An if-clause, or one whose subject stays open: nothing that is told by itself."""
    return unit.statement.passage.text.lower().startswith(("if ", "unless ", "to ", "provided ")) or not (unit.who or unit.object)
